#include "ingest/head.h"
#include "ingest/html.h"
#include "ingest/markdown.h"
#include "ingest/text.h"
/* Paragraphs of any text, until the readers of each format are in the tree. */
static void paragraphs(Document *doc, Str text) {
    while (text.n) {
        const char *gap = memmem(text.p, text.n, "\n\n", 2);
        size_t n = gap ? (size_t)(gap - text.p) : text.n;
        document_block(doc, BLOCK_BODY, (Str){text.p, n});
        n += gap ? 2 : 0;
        text = (Str){text.p + n, text.n - n};
    }
}
#define WEAK __attribute__((weak))
WEAK void text_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc) { (void)raw, (void)know; paragraphs(doc, utf8); }
WEAK void text_body_read(Str utf8, const Knowledge *know, Document *doc) { (void)know; paragraphs(doc, utf8); }
WEAK bool html_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc, dm_error *err) { (void)raw, (void)know, (void)err; paragraphs(doc, utf8); return true; }
WEAK bool markdown_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc, dm_error *err) { (void)raw, (void)know, (void)err; paragraphs(doc, utf8); return true; }
WEAK void head_finish(Document *doc, const Knowledge *know) { (void)doc, (void)know; }
