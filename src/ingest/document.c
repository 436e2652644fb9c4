#include "ingest/document.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>

void document_block(Document *doc, BlockKind kind, Str text) {
    Buf clean = {.p = arena_bytes(doc->arena, text.n + 1), .cap = text.n + 1, .arena = doc->arena};
    size_t bad = utf8_clean(text, &clean);
    Str s = str_trim((Str){clean.p, clean.n});
    if (!s.n) return;
    if (doc->body.n + s.n + 2 > DOCUMENT_TEXT_LIMIT) {
        document_note(doc, "text-limit", (Span){0, 0}, "text beyond %d bytes was cut off; split the document",
                      DOCUMENT_TEXT_LIMIT);
        return;
    }
    doc->body.arena = doc->arena;
    if (doc->body.n) buf_puts(&doc->body, "\n\n");
    uint32_t begin = (uint32_t)doc->body.n;
    buf_str(&doc->body, s);
    Span span = {begin, (uint32_t)doc->body.n};
    *vec_push(doc->arena, &doc->blocks) = (Block){kind, span};
    if (bad) document_note(doc, "bad-utf8", span, "%zu malformed bytes were replaced by U+FFFD", bad);
}

void document_plain(Document *doc, Str text) {
    size_t from = 0;
    bool blank = true; /* nothing but white space on the line so far */
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\n') {
            blank = blank && (text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '\r');
            continue;
        }
        if (blank) {
            document_block(doc, BLOCK_BODY, (Str){text.p + from, i - from});
            from = i;
        }
        blank = true;
    }
    document_block(doc, BLOCK_BODY, (Str){text.p + from, text.n - from});
    document_finish(doc);
}

void document_finish(Document *doc) {
    doc->body.arena = doc->arena;
    doc->text = buf_cstr(&doc->body);
    doc->length = (uint32_t)doc->body.n;
}

void document_note(Document *doc, const char *code, Span span, const char *format, ...) {
    char message[512];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(message, sizeof message, format, ap);
    va_end(ap);
    size_t size = n < 0 ? 0 : (size_t)n < sizeof message ? (size_t)n : sizeof message - 1;
    Buf clean = {.arena = doc->arena}; /* a message may quote a file name that was cut inside a character */
    utf8_clean((Str){message, size}, &clean);
    *vec_push(doc->arena, &doc->notes) = (Note){code, buf_cstr(&clean), span};
}

static const char *const block_names[] = {"headline", "lead", "body", "caption", "list", "footnote", "signature"};
static const char *const kind_names[] = {"news",          "opinion",    "analysis",   "readout", "joint-statement",
                                         "press-release", "fact-sheet", "transcript", "speech",  "other"};
static const char *const from_names[] = {"none", "argument", "meta", "front-matter", "text"};

const char *block_kind_name(BlockKind kind) {
    return block_names[kind];
}
const char *doc_kind_name(DocKind kind) {
    return kind_names[kind];
}
const char *published_from_name(PublishedFrom from) {
    return from_names[from];
}

bool doc_kind_find(Str name, DocKind *out) {
    for (int i = 0; i <= KIND_OTHER; i++)
        if (str_eq(name, str_of(kind_names[i]))) return *out = (DocKind)i, true;
    return false;
}
