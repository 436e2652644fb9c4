/* A record as a page for people. The record comes as its JSON (of a file just read or out of a store: one way for both), is
 * ordered into a Page, and that is printed as text or HTML. */
#ifndef DM_FACE_PAGE_H
#define DM_FACE_PAGE_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/span.h"
#include <jansson.h>

typedef struct {
    const char *mark; /* "3": number of the line on the page, for links */
    const char *when; /* "2025-01-23", "2025-05-01 to 05-02", "" */
    const char *kind; /* "phone", "omitted", "agreed"; "" */
    const char *who;  /* "Cho Tae-yul (KOR), Marco Rubio (USA)"; "" */
    const char *what; /* the rest of the line; "" */
    Span evidence;    /* the sentence it rests on */
    Span words;       /* the very words */
} PageLine;

typedef struct {
    const char *title; /* "Contacts" */
    const char *id;    /* "contacts" */
    const char *none;  /* what to say when it is empty; NULL: leave the section out */
    Vec(PageLine) lines;
} PageSection;

typedef struct {
    Arena *arena;
    const char *title, *facts, *source; /* facts: "Korea JoongAng Daily · news · published 2025-01-23 18:07" */
    const char *text;
    uint32_t length;
    struct {
        const char *kind;
        Span span;
    } * blocks;
    uint32_t n_blocks;
    Vec(PageSection) sections;
} Page;

/* False if the JSON is no record. */
bool page_make(json_t *record, Arena *arena, Page *out);

typedef struct {
    int width; /* columns */
    bool colour;
} PageStyle;
void page_text(const Page *page, const PageStyle *style, Buf *out);
void page_html(const Page *page,
               Buf *out); /* self-contained: the lines, and the text beside them with its words marked */

#endif
