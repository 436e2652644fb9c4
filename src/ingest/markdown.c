/* Markdown blocks to pieces: headings, paragraphs, lists, quotations, tables, notes; comments and rules go. */
#include "ingest/markdown.h"
#include "base/utf8.h"
#include "ingest/frontmatter.h"
#include "ingest/inline.h"
#include "ingest/pieces.h"
#include "ingest/wrap.h"

enum {
    LONG_LINE = 110, /* a line longer than this is a paragraph of its own if it ends a sentence */
    LOOKS_LIKE_BYTES = 64 * 1024,
    LOOKS_LIKE_SIGNS = 3
};

typedef struct {
    Pieces *pieces;
    Document *doc;
    const Knowledge *know;
    Hash defined; /* labels of link definitions */
    Wrap wrap;
    Buf text; /* the paragraph that is being gathered */
    Buf plain;
    PieceShape shape;
    bool gap;      /* before that paragraph */
    bool fenced;   /* inside ``` */
    bool table;    /* inside a table drawn with dashes */
    WrapLine last; /* the line gathered last */
} Md;

static void picture(void *ctx, Str alt, Str url) {
    Md *m = ctx;
    pieces_add(m->pieces, alt, SHAPE_IMAGE, false);
    if (!m->pieces->picture_host) m->pieces->picture_host = outlets_by_url(&m->know->outlets, url);
}

static void flush(Md *m) {
    if (!m->text.n) return;
    m->plain.n = 0;
    if (m->fenced)
        buf_put(&m->plain, m->text.p, m->text.n);
    else
        inline_plain((Str){m->text.p, m->text.n}, &m->defined, &m->plain, picture, m);
    for (Str rest = {m->plain.p, m->plain.n};
         rest.n;) { /* line breaks that are meant part pieces, once the markup is gone */
        const char *lf = memchr(rest.p, '\n', rest.n);
        Str line = {rest.p, lf ? (size_t)(lf - rest.p) : rest.n};
        pieces_add(m->pieces, line, m->shape, m->gap);
        rest = (Str){rest.p + line.n + (lf != NULL), rest.n - line.n - (lf != NULL)};
        m->gap = false;
    }
    m->text.n = 0;
    m->shape = SHAPE_PLAIN;
    m->gap = false;
}

static void open_piece(Md *m, PieceShape shape, bool gap) {
    flush(m);
    m->shape = shape;
    m->gap = gap;
}

static bool all_of(Str s, const char *set) {
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(set, s.p[i]) || !s.p[i]) return false;
    return s.n > 0;
}

/* "***", "- - -", "-----": three marks or more of one kind. */
static bool is_rule(Str s) {
    int marks = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ') continue;
        if (s.p[i] != s.p[0]) return false;
        marks++;
    }
    return marks >= 3 && strchr("*-_=+~", s.p[0]);
}

/* "[label]: address" or "[^1]: words of the note": the length of the label, 0 if the line is neither. */
static size_t definition(Str s) {
    if (s.n < 5 || *s.p != '[') return 0;
    size_t most = s.n < 200 ? s.n : 200;
    const char *close = memchr(s.p, ']', most);
    if (!close || (size_t)(close - s.p) + 1 >= s.n || close[1] != ':') return 0;
    return (size_t)(close - s.p) - 1;
}

/* A first walk: link labels may be used before they are defined. */
static void collect_definitions(Md *m, Str text) {
    WrapLine line;
    Buf fold = {.arena = m->doc->arena};
    while (wrap_line(&text, &line)) {
        size_t n = definition(line.text);
        if (!n || line.text.p[1] == '^' || line.indent > 3) continue;
        Str address = str_trim((Str){line.text.p + n + 3, line.text.n - n - 3});
        if (!address.n || memchr(address.p, ' ', address.n < 8 ? address.n : 8)) continue;
        fold.n = 0;
        utf8_fold((Str){line.text.p + 1, n}, &fold);
        hash_set(&m->defined, (Str){fold.p, fold.n}, 1);
    }
}

/* Is a break between two lines of a paragraph meant? After two spaces, if the line was not full anyway or ends a sentence; and in
 * files with a paragraph a line. */
static bool breaks(const Md *m, const WrapLine *line) {
    unsigned char end = (unsigned char)m->last.text.p[m->last.text.n - 1];
    bool stop =
        end == '.' || end == ':' || end == '?' || end == '!' || end == '"' || end >= 0x80 || end == ')' || end == ']';
    unsigned char begin = (unsigned char)line->text.p[0];
    if (m->last.broken && !stop && begin >= 'a' && begin <= 'z') return false;
    if (m->last.broken) return stop || !m->wrap.width || !wrap_joins(&m->wrap, &m->last, line);
    return m->last.width > LONG_LINE && stop;
}

static void gather(Md *m, const WrapLine *line) {
    if (m->text.n && breaks(m, line)) {
        buf_putc(&m->text, '\n');
    } else if (m->text.n) {
        bool hyphen =
            m->text.n > 1 && m->text.p[m->text.n - 1] == '-' && line->text.p[0] >= 'a' && line->text.p[0] <= 'z';
        if (!hyphen) buf_putc(&m->text, ' ');
    }
    buf_str(&m->text, line->text);
    m->last = *line;
}

/* The cells of a table row, parted by "; ". */
static void put_row(Md *m, Str s, bool bars, bool gap) {
    open_piece(m, SHAPE_PLAIN, gap);
    while (s.n) {
        size_t i = 0, step = 0;
        for (; i < s.n && !step; i++) {
            if (bars && s.p[i] == '\\')
                i++;
            else if (bars && s.p[i] == '|')
                step = 1;
            else if (!bars && s.p[i] == ' ' && i + 1 < s.n && s.p[i + 1] == ' ')
                step = 1;
        }
        if (i > s.n) i = s.n;
        Str cell = str_trim((Str){s.p, step ? i - 1 : i});
        s = (Str){s.p + i, s.n - i};
        if (!cell.n) continue;
        if (m->text.n) buf_puts(&m->text, "; ");
        buf_str(&m->text, cell);
    }
    flush(m);
}

/* Lines that open, close or are a block by themselves. True if the line is done with. */
static bool block_line(Md *m, WrapLine *line, const WrapLine *next) {
    Str s = line->text;
    if (s.n >= 3 && (memcmp(s.p, "```", 3) == 0 || memcmp(s.p, "~~~", 3) == 0)) {
        flush(m);
        m->fenced = !m->fenced;
        return true;
    }
    if (m->fenced) {
        open_piece(m, SHAPE_PLAIN, line->gap);
        gather(m, line);
        return true;
    }
    if (str_eq(s, STR("\\")) || str_eq(s, STR("&nbsp;"))) return flush(m), true;
    if (all_of(s, "=-") && m->text.n && !line->gap && m->shape == SHAPE_PLAIN && is_rule(s) &&
        m->text.n < 400) { /* underlined heading */
        m->shape = SHAPE_HEADING;
        return flush(m), true;
    }
    if (all_of(s, "-=+| :") && (is_rule(s) || s.n > 3)) { /* rules, frames of tables */
        bool columns = memchr(s.p, ' ', s.n) && !memchr(s.p, '|', s.n) && s.n > 8 && !is_rule(s);
        flush(m);
        m->table = columns || (m->table && !line->gap);
        return true;
    }
    if (is_rule(s)) return flush(m), true;
    if (*s.p == '|' || (memchr(s.p, '|', s.n) && next->text.n && all_of(next->text, "-| :") &&
                        memchr(next->text.p, '-', next->text.n)))
        return put_row(m, s, true, line->gap), true;
    if (m->table) {
        if (!line->gap) return put_row(m, s, false, false), true;
        m->table = false;
    }
    return false;
}

static void paragraph_line(Md *m, WrapLine *line) {
    bool quoted = false;
    while (line->text.n && *line->text.p == '>') { /* quotations keep their words only */
        line->text = str_trim((Str){line->text.p + 1, line->text.n - 1});
        quoted = true;
    }
    if (!line->text.n) {
        flush(m);
        return;
    }
    Str s = line->text;
    size_t k = 0, mark;
    while (k < s.n && s.p[k] == '#') k++;
    if (k && k <= 6 && k < s.n && s.p[k] == ' ' && line->indent < 4) {
        open_piece(m, SHAPE_HEADING, true);
        line->text = str_trim((Str){s.p + k, s.n - k});
        while (line->text.n && line->text.p[line->text.n - 1] == '#' &&
               (line->text.n < 2 || line->text.p[line->text.n - 2] != '\\'))
            line->text.n--;
        line->text = str_trim(line->text);
        if (line->text.n) gather(m, line);
        flush(m);
        return;
    }
    size_t label = line->indent < 4 ? definition(s) : 0;
    if (label && s.p[1] == '^') {
        open_piece(m, SHAPE_FOOTNOTE, line->gap);
        buf_printf(&m->text, "\\[%.*s\\]", (int)label - 1, s.p + 2);
        line->text = str_trim((Str){s.p + label + 3, s.n - label - 3});
        if (line->text.n) gather(m, line);
        return;
    }
    if (label) {
        Str address = str_trim((Str){s.p + label + 3, s.n - label - 3});
        if (address.n && !memchr(address.p, ' ', address.n < 8 ? address.n : 8)) {
            flush(m);
            return;
        }
    }
    if (quoted && m->shape == SHAPE_ITEM) flush(m);
    if ((mark = item_mark(s)) && (line->gap || !m->text.n || m->shape == SHAPE_ITEM || *s.p < '0' || *s.p > '9')) {
        open_piece(m, SHAPE_ITEM, line->gap);
        if (*s.p < '(' || *s.p > '9' || *s.p == '-' || *s.p == '*' || *s.p == '+')
            line->text = str_trim((Str){s.p + mark, s.n - mark});
        gather(m, line);
        return;
    }
    if (line->gap) open_piece(m, line->indent >= 2 && m->shape == SHAPE_ITEM ? SHAPE_ITEM : SHAPE_PLAIN, line->gap);
    gather(m, line);
}

/* Comments may hold anything and go first; a tag that runs over lines is put on one line, so that no line of it is taken for text. */
static Str without_comments(Arena *arena, Str s) {
    if (!s.n || !memchr(s.p, '<', s.n)) return s;
    Buf out = {.p = arena_bytes(arena, s.n + 1), .cap = s.n + 1, .arena = arena};
    bool ends = true; /* a comment that opens from here on may close */
    while (s.n) {
        const char *open = memchr(s.p, '<', s.n);
        size_t before = open ? (size_t)(open - s.p) : s.n;
        buf_put(&out, s.p, before);
        s = (Str){s.p + before, s.n - before};
        if (!s.n) break;
        size_t most = s.n < INLINE_TAG ? s.n : INLINE_TAG;
        bool comment = ends && s.n > 3 && memcmp(s.p, "<!--", 4) == 0;
        const char *close = comment ? memmem(s.p, s.n, "-->", 3) : NULL;
        if (comment && !close) ends = false;
        bool named = s.n > 1 && (s.p[1] | 32) >= 'a' && (s.p[1] | 32) <= 'z';
        if (!comment && named) {
            const char *again = memchr(s.p + 1, '<', most - 1);
            close = memchr(s.p, '>', again ? (size_t)(again - s.p) : most);
        }
        if (comment && close) {
            s = (Str){close + 3, s.n - (size_t)(close + 3 - s.p)};
            continue;
        }
        size_t n = close && !comment ? (size_t)(close - s.p) : 1;
        bool tag = n > 1 && !memmem(s.p, n, "\n\n", 2);
        if (!tag) n = 1;
        for (size_t i = 0; i < n; i++) buf_putc(&out, s.p[i] == '\n' ? ' ' : s.p[i]);
        s = (Str){s.p + n, s.n - n};
    }
    return (Str){out.p, out.n};
}

bool markdown_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc, dm_error *err) {
    Buf clean = {.p = arena_bytes(doc->arena, utf8.n + 1), .cap = utf8.n + 1, .arena = doc->arena};
    size_t bad = utf8_clean(utf8, &clean);
    Str text = {clean.p, clean.n};
    if (bad) document_note(doc, "bad-utf8", (Span){0, 0}, "%zu malformed bytes were replaced by U+FFFD", bad);
    bool front = frontmatter_read(&text, know, doc);
    text = without_comments(doc->arena, text);
    if (!front && !str_trim(text).n) return error_set(err, DM_DATA, 0, "%s: empty; nothing to read", raw->source);
    Pieces pieces;
    pieces_start(&pieces, doc->arena);
    Md m = {.pieces = &pieces, .doc = doc, .know = know, .defined = {.arena = doc->arena}, .wrap = wrap_find(text)};
    m.text = (Buf){.p = arena_bytes(doc->arena, text.n + 1),
                   .cap = text.n + 1,
                   .arena = doc->arena}; /* one paragraph may be all of it */
    m.plain = (Buf){.p = arena_bytes(doc->arena, text.n + 1), .cap = text.n + 1, .arena = doc->arena};
    collect_definitions(&m, text);
    WrapLine line, next = {0};
    bool more = wrap_line(&text, &line);
    while (more) {
        more = wrap_line(&text, &next);
        if (!more) next = (WrapLine){0};
        if (line.gap && !m.fenced) flush(&m);
        if (!block_line(&m, &line, &next)) paragraph_line(&m, &line);
        line = next;
    }
    flush(&m);
    pieces_publish(&pieces, doc, know, front ? TRUST_FRONT_MATTER : TRUST_MARKDOWN);
    return true;
}

bool markdown_looks_like(Str s) {
    if (s.n > LOOKS_LIKE_BYTES) s.n = LOOKS_LIKE_BYTES;
    Str t = str_trim(s);
    if (t.n > 8 && memcmp(t.p, "---\n", 4) == 0) { /* front matter: a key on the line after */
        const char *end = memmem(t.p + 4, t.n - 4, "\n---", 4), *colon = memchr(t.p + 4, ':', t.n - 4);
        if (end && colon && colon < end) return true;
    }
    int signs = inline_signs(s), headings = 0;
    WrapLine line;
    while (wrap_line(&s, &line))
        headings += line.text.n > 3 && *line.text.p == '#' && (line.text.p[1] == ' ' || line.text.p[1] == '#');
    return headings > 0 && signs + headings >= LOOKS_LIKE_SIGNS;
}
