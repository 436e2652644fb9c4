/* Lines to pieces: hard wraps undone, lists and headings kept, the little Markdown that page savers leave in plain text taken out. */
#include "ingest/text.h"
#include "base/utf8.h"
#include "ingest/inline.h"
#include "ingest/pieces.h"
#include "ingest/wrap.h"

enum {
    MARKUP_SIGNS = 1,            /* so many signs of Markdown in a file, and it is read as such within its lines */
    MARKUP_SAMPLE = 1024 * 1024, /* bytes in which they are looked for */
    SAVED_URL_BYTES = 2048       /* longest address looked at for the outlet */
};

typedef struct {
    Pieces *pieces;
    const Knowledge *know;
    bool markup;
    Buf joined, plain;
} Reader;

/* A picture found within a line: its text becomes a piece of its own. */
static void picture(void *ctx, Str alt, Str url) {
    Reader *r = ctx;
    pieces_add(r->pieces, alt, SHAPE_IMAGE, false);
    if (!r->pieces->picture_host && url.n < SAVED_URL_BYTES)
        r->pieces->picture_host = outlets_by_url(&r->know->outlets, url);
}

static void add_paragraph(Reader *r, Str text, PieceShape shape, bool gap) {
    if (r->markup) {
        r->plain.n = 0;
        inline_plain(text, NULL, &r->plain, picture, r);
        text = (Str){r->plain.p, r->plain.n};
    }
    pieces_add(r->pieces, text, shape, gap);
}

/* Strips the mark of a heading or note off the line. */
static PieceShape line_shape(Str *line, bool markup) {
    Str s = *line;
    if (!s.n) return SHAPE_PLAIN;
    if (*s.p == '#') {
        size_t k = 0;
        while (k < s.n && s.p[k] == '#') k++;
        if (markup && k <= 6 && k < s.n && s.p[k] == ' ') {
            *line = str_trim((Str){s.p + k, s.n - k});
            return SHAPE_HEADING;
        }
        return SHAPE_PLAIN;
    }
    if (*s.p == '[' && s.n > 4) {
        size_t k = 1;
        while (k < s.n && s.p[k] >= '0' && s.p[k] <= '9') k++;
        if (k > 1 && k <= 4 && k < s.n && s.p[k] == ']' && s.n > k + 1) return SHAPE_FOOTNOTE;
    }
    size_t mark = item_mark(s);
    if (!mark) return SHAPE_PLAIN;
    if (*s.p != '(' && (*s.p < '0' || *s.p > '9')) *line = str_trim((Str){s.p + mark, s.n - mark});
    return SHAPE_ITEM;
}

static void read_lines(Reader *r, Str text) {
    Wrap wrap = wrap_find(text);
    WrapLine line, next;
    Str rest = text;
    bool more = wrap_line(&rest, &line);
    while (more) {
        bool gap = line.gap;
        PieceShape shape = line_shape(&line.text, r->markup);
        Str whole = line.text;
        while ((more = wrap_line(&rest, &next)) && wrap_joins(&wrap, &line, &next)) {
            if (whole.p != r->joined.p) { /* the first line that goes on */
                r->joined.n = 0;
                buf_str(&r->joined, whole);
            }
            bool hyphen = r->joined.n > 1 && r->joined.p[r->joined.n - 1] == '-' && next.text.p[0] >= 'a' &&
                          next.text.p[0] <= 'z';
            if (!hyphen) buf_putc(&r->joined, ' ');
            buf_str(&r->joined, next.text);
            whole = (Str){r->joined.p, r->joined.n};
            line = next;
        }
        add_paragraph(r, whole, shape, gap);
        line = next;
    }
}

static void read_text(Str utf8, const Knowledge *know, Document *doc, Trust trust) {
    Buf clean = {.p = arena_bytes(doc->arena, utf8.n + 1), .cap = utf8.n + 1, .arena = doc->arena};
    size_t bad = utf8_clean(utf8, &clean);
    Str text = {clean.p, clean.n};
    if (bad) document_note(doc, "bad-utf8", (Span){0, 0}, "%zu malformed bytes were replaced by U+FFFD", bad);
    Pieces pieces;
    pieces_start(&pieces, doc->arena);
    int signs = inline_signs((Str){text.p, text.n < MARKUP_SAMPLE ? text.n : MARKUP_SAMPLE});
    Reader r = {.pieces = &pieces,
                .know = know,
                .markup = signs >= MARKUP_SIGNS,
                .joined = {.arena = doc->arena},
                .plain = {.arena = doc->arena}};
    read_lines(&r, text);
    pieces_publish(&pieces, doc, know, trust);
}

void text_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc) {
    (void)raw;
    read_text(utf8, know, doc, TRUST_FILE);
}

void text_body_read(Str utf8, const Knowledge *know, Document *doc) {
    read_text(utf8, know, doc, TRUST_BODY);
}
