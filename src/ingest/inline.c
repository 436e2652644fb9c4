/* One pass over the bytes. Marks that may turn out to be markup are written as control bytes, which clean text never holds, and
 * become nothing or themselves at the end, once it is known which closed. */
#include "ingest/inline.h"
#include "base/utf8.h"
#include <libxml/HTMLparser.h>

enum {
    MARK_GONE = 1,
    MARK_STAR = 2,
    MARK_LINE = 3,
    MARK_OPEN = 4,
    MARK_TILDE = 5,
    MARK_PICTURE = 6
}; /* control bytes in `out` */

enum { LABEL_BYTES = 999, ATTRIBUTE_BYTES = 200 }; /* of a link's label (CommonMark), of "{.class}" */
enum { BUDGET_SHARE = 8, BUDGET_LEAST = 1 << 16 }; /* bytes looked ahead for each byte of text; and at least */

typedef struct {
    size_t at;
    bool picture;
} Bracket;
typedef struct {
    size_t at;
    int n;
    char c;
} Run; /* `n` marks from out[at] on that may open emphasis */

typedef struct {
    Str s;
    size_t i;
    Buf *out;
    size_t start;
    const Hash *defined;
    InlinePicture *picture;
    void *ctx;
    Bracket brackets[INLINE_DEPTH];
    Run runs[INLINE_DEPTH];
    int bracket_n, run_n;
    size_t budget; /* bytes that may still be looked ahead for what closes a mark: keeps hostile text linear */
    Buf fold;
} Inline;

static bool ascii_punct(char c) {
    return c > ' ' && c < 127 && !((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'));
}
static bool wordy(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}
static bool spacy(unsigned char c) {
    return c <= ' ';
}

static char at(const Inline *in, size_t i) {
    return i < in->s.n ? in->s.p[i] : '\n';
}

/* How far it may be looked ahead from `from`, at most `most` bytes; what is granted is spent. */
static size_t look_ahead(Inline *in, size_t from, size_t most) {
    size_t left = from < in->s.n ? in->s.n - from : 0, n = left < most ? left : most;
    if (n > in->budget) n = in->budget;
    in->budget -= n;
    return n;
}

static void look_back(Inline *in, size_t granted, size_t used) {
    in->budget += granted - used;
} /* gives back what was not needed */

/* ---- what ends at once: escapes, entities, tags, code ---- */

static void put_entity(Inline *in) {
    size_t end = in->i + 1;
    while (end < in->s.n && end - in->i < 12 && (wordy((unsigned char)in->s.p[end]) || in->s.p[end] == '#')) end++;
    if (at(in, end) != ';' || end == in->i + 1) {
        buf_putc(in->out, in->s.p[in->i++]);
        return;
    }
    char name[16];
    size_t n = end - in->i - 1;
    memcpy(name, in->s.p + in->i + 1, n);
    name[n] = 0;
    uint32_t cp = 0;
    if (name[0] == '#') {
        bool hex = name[1] == 'x' || name[1] == 'X';
        for (size_t k = hex ? 2 : 1; k < n && cp < 0x110000; k++) {
            int digit = name[k] >= '0' && name[k] <= '9'                        ? name[k] - '0'
                        : hex && (name[k] | 32) >= 'a' && (name[k] | 32) <= 'f' ? (name[k] | 32) - 'a' + 10
                                                                                : -1;
            if (digit < 0) {
                cp = 0;
                break;
            }
            cp = cp * (hex ? 16 : 10) + (uint32_t)digit;
        }
    } else {
        const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)name);
        cp = e ? e->value : 0;
    }
    if (!cp || (cp < ' ' && cp != '\n' && cp != '\t')) {
        buf_putc(in->out, in->s.p[in->i++]);
        return;
    }
    char utf8[4];
    buf_put(in->out, utf8, (size_t)utf8_encode(cp, utf8));
    in->i = end + 1;
}

/* The alternative text of "<img src=… alt=…>". */
static void put_image_tag(Inline *in, Str tag) {
    const char *alt = memmem(tag.p, tag.n, " alt=\"", 6);
    if (!alt || !in->picture) return;
    alt += 6;
    const char *end = memchr(alt, '"', tag.n - (size_t)(alt - tag.p));
    if (end) in->picture(in->ctx, (Str){alt, (size_t)(end - alt)}, (Str){NULL, 0});
}

/* "<span …>", "</u>", "<br>", "<!-- … -->" go, "<https://…>" stays without its brackets. */
static void put_tag(Inline *in) {
    char c = at(in, in->i + 1);
    bool tag = (c | 32) >= 'a' && (c | 32) <= 'z', end = c == '/' || c == '!' || c == '?';
    size_t most = tag || end ? look_ahead(in, in->i, INLINE_TAG) : 0;
    const char *open = in->s.p + in->i, *close = most ? memchr(open, '>', most) : NULL;
    look_back(in, most, close ? (size_t)(close - open) : most);
    if (most > 3 && memcmp(open, "<!--", 4) == 0) {
        const char *stop = memmem(open, most, "-->", 3);
        close = stop ? stop + 2 : NULL;
    }
    if (!close || !(tag || end)) {
        buf_putc(in->out, '<');
        in->i++;
        return;
    }
    Str inside = {open + 1, (size_t)(close - open - 1)};
    if (memchr(inside.p, ':', inside.n) && !memchr(inside.p, ' ', inside.n) && !memchr(inside.p, '=', inside.n))
        buf_str(in->out, inside);
    if (inside.n > 4 && str_eq_fold((Str){inside.p, 4}, STR("img "))) put_image_tag(in, inside);
    bool parts = inside.n >= 2 && ((inside.p[0] | 32) == 'b' && (inside.p[1] | 32) == 'r');
    bool block = inside.n >= 1 && ((inside.p[0] | 32) == 'p' || ((inside.p[0] | 32) == 't' && inside.n >= 2) ||
                                   (inside.n >= 3 && str_eq_fold((Str){inside.p, 3}, STR("div"))));
    if (parts || block) buf_putc(in->out, ' ');
    in->i += (size_t)(close - open) + 1;
}

static size_t run_length(const Inline *in, char c) {
    size_t n = 0;
    while (at(in, in->i + n) == c) n++;
    return n;
}

/* The length of the longest run of back-quotes is bounded by the scan: each opener looks ahead no further than INLINE_LINK. */
static void put_code(Inline *in) {
    size_t n = run_length(in, '`'), from = in->i + n;
    size_t granted = look_ahead(in, from, INLINE_LINK), most = from + granted;
    for (size_t k = from; k < most;) {
        if (in->s.p[k] != '`') {
            k++;
            continue;
        }
        size_t m = 0;
        while (k + m < in->s.n && in->s.p[k + m] == '`') m++;
        if (m == n) {
            buf_put(in->out, in->s.p + from, k - from);
            in->i = k + n;
            look_back(in, granted, k - from);
            return;
        }
        k += m;
    }
    buf_put(in->out, in->s.p + in->i, n);
    in->i = from;
}

/* ---- emphasis ---- */

static void put_run(Inline *in, char c) {
    size_t n = run_length(in, c);
    unsigned char before = in->i ? (unsigned char)in->s.p[in->i - 1] : '\n', after = (unsigned char)at(in, in->i + n);
    bool left = !spacy(after) && (wordy(after) || !wordy(before)),
         right = !spacy(before) && (wordy(before) || !wordy(after));
    bool opens = c == '_' ? left && !(right && wordy(before)) : left,
         closes = c == '_' ? right && !(left && wordy(after)) : right;
    char mark = c == '*' ? MARK_STAR : c == '_' ? MARK_LINE : MARK_TILDE;
    size_t where = in->out->n;
    for (size_t k = 0; k < n; k++) buf_putc(in->out, mark);
    in->i += n;
    if (c == '~' && n < 2) return;
    int left_over = n > 1024 ? 1024 : (int)n;
    for (int r = in->run_n - 1; closes && r >= 0 && left_over; r--) {
        Run *run = &in->runs[r];
        if (run->c != c) continue;
        int k = run->n < left_over ? run->n : left_over;
        memset(in->out->p + run->at + run->n - k, MARK_GONE, (size_t)k);
        memset(in->out->p + where, MARK_GONE, (size_t)k);
        where += (size_t)k;
        run->n -= k;
        left_over -= k;
        in->run_n = run->n ? r + 1 : r; /* what was opened inside stays literal */
    }
    if (!left_over || !opens) return;
    if (in->run_n == INLINE_DEPTH) {
        memmove(in->runs, in->runs + 1, (INLINE_DEPTH - 1) * sizeof *in->runs);
        in->run_n--;
    }
    in->runs[in->run_n++] = (Run){where, left_over, c};
}

/* ---- links and pictures ---- */

static void open_bracket(Inline *in, bool picture) {
    if (in->bracket_n == INLINE_DEPTH) {
        memmove(in->brackets, in->brackets + 1, (INLINE_DEPTH - 1) * sizeof *in->brackets);
        in->bracket_n--;
    }
    in->brackets[in->bracket_n++] = (Bracket){in->out->n, picture};
    if (picture) buf_putc(in->out, MARK_PICTURE);
    buf_putc(in->out, MARK_OPEN);
    in->i += picture ? 2 : 1;
}

/* After "](": the address, up to its closing bracket; 0 if it does not close in bounds. */
static size_t address_length(Inline *in, size_t from, Str *url) {
    int depth = 1;
    size_t granted = look_ahead(in, from, INLINE_LINK), most = from + granted;
    for (size_t k = from; k < most; k++) {
        char c = in->s.p[k];
        if (c == '\\' && k + 1 < most) {
            k++;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && --depth == 0) {
            *url = str_trim((Str){in->s.p + from, k - from});
            const char *space = url->n ? memchr(url->p, ' ', url->n) : NULL;
            if (space) url->n = (size_t)(space - url->p);
            if (url->n > 1 && *url->p == '<') url->p++, url->n -= url->n > 2 ? 2 : 1;
            look_back(in, granted, k - from);
            return k + 1 - from;
        } else if (spacy((unsigned char)c) && depth > 1 && in->s.p[k - 1] == ')' && in->s.p[from] == 'h') {
            return k - from; /* an address with a bracket of its own that was never closed */
        }
    }
    return 0;
}

static bool is_defined(Inline *in, Str label) {
    if (!in->defined || !in->defined->n || !label.n || label.n > LABEL_BYTES || label.n > in->budget) return false;
    in->budget -= label.n;
    in->fold.n = 0;
    utf8_fold(label, &in->fold);
    return hash_get(in->defined, (Str){in->fold.p, in->fold.n}) != HASH_NONE;
}

/* Bytes after ']' that belong to the link; 0 if it is none. */
static size_t link_tail(Inline *in, Str words, Str *url) {
    *url = (Str){NULL, 0};
    size_t from = in->i + 1;
    if (at(in, from) == '(') {
        size_t n = address_length(in, from + 1, url);
        return n ? n + 1 : 0;
    }
    if (at(in, from) == '[') {
        size_t most = look_ahead(in, from, LABEL_BYTES);
        const char *close = most ? memchr(in->s.p + from, ']', most) : NULL;
        if (!close) return 0;
        look_back(in, most, (size_t)(close - in->s.p) - from);
        Str label = {in->s.p + from + 1, (size_t)(close - in->s.p) - from - 1};
        return is_defined(in, label.n ? label : words) ? label.n + 2 : 0;
    }
    if (at(in, from) == '{') { /* "[words]{.underline}" */
        size_t most = in->s.n - from < ATTRIBUTE_BYTES ? in->s.n - from : ATTRIBUTE_BYTES;
        const char *close = memchr(in->s.p + from, '}', most);
        char c = at(in, from + 1);
        return close && (c == '.' || c == '#') ? (size_t)(close - in->s.p) - from + 1 : 0;
    }
    return 0;
}

static void finish(Buf *out, size_t start);

static void close_bracket(Inline *in) {
    if (!in->bracket_n) {
        buf_putc(in->out, ']');
        in->i++;
        return;
    }
    Bracket b = in->brackets[--in->bracket_n];
    size_t from = b.at + (b.picture ? 2 : 1);
    Str words = {in->out->p + from, in->out->n - from}, url;
    size_t tail = link_tail(in, words, &url);
    bool note = !tail && words.n > 1 && words.n < 20 && *words.p == '^';
    bool shortcut = !tail && !note && is_defined(in, words);
    if (note) {
        in->out->p[from] = MARK_GONE; /* "[^1]" is read as "[1]" */
    } else if (tail || shortcut) {
        memset(in->out->p + b.at, MARK_GONE, from - b.at);
        in->i += 1 + tail;
        if (b.picture) {
            Buf alt = {.arena = in->out->arena};
            buf_str(&alt, words);
            finish(&alt, 0);
            while (in->run_n && in->runs[in->run_n - 1].at >= b.at) in->run_n--;
            in->out->n = b.at;
            if (in->picture) in->picture(in->ctx, (Str){alt.p, alt.n}, url);
        }
        return;
    }
    buf_putc(in->out, ']');
    in->i++;
}

/* Turns what is left of the marks back into what they were. Two or more stars in a row, or stars in pairs, are emphasis that was
 * written carelessly ("*Via teleconference *"): they go too. */
static void finish(Buf *out, size_t start) {
    size_t stars = 0, n = start;
    for (size_t i = start; i < out->n; i++)
        stars += out->p[i] == MARK_STAR && (i == start || out->p[i - 1] != MARK_STAR);
    for (size_t i = start; i < out->n; i++) {
        char c = out->p[i];
        if (c == MARK_GONE) continue;
        if (c == MARK_STAR) {
            bool run = (i > start && out->p[i - 1] == MARK_STAR) || (i + 1 < out->n && out->p[i + 1] == MARK_STAR);
            bool alone = (i == start || spacy((unsigned char)out->p[i - 1])) && i + 1 < out->n &&
                         out->p[i + 1] == ' ' && i > start;
            bool times = i > start + 1 && alone && out->p[i - 2] >= '0' && out->p[i - 2] <= '9'; /* "5 * 3" */
            if ((run || stars >= 2) && !times) continue;
            c = '*';
        }
        if (c == MARK_LINE) c = '_';
        if (c == MARK_TILDE) c = '~';
        if (c == MARK_OPEN) c = '[';
        if (c == MARK_PICTURE) c = '!';
        out->p[n++] = c;
    }
    out->n = n;
}

void inline_plain(Str text, const Hash *defined, Buf *out, InlinePicture *picture, void *ctx) {
    Inline in = {.s = text,
                 .out = out,
                 .start = out->n,
                 .defined = defined,
                 .picture = picture,
                 .ctx = ctx,
                 .budget = text.n * BUDGET_SHARE + BUDGET_LEAST,
                 .fold = {.arena = out->arena}};
    while (in.i < text.n) {
        char c = text.p[in.i], next = at(&in, in.i + 1);
        switch (c) {
        case '\\':
            if (next == '\n' || next == ' ' || in.i + 1 == text.n)
                buf_putc(out, ' '), in.i++;
            else if (ascii_punct(next))
                buf_putc(out, next), in.i += 2;
            else
                buf_putc(out, c), in.i++;
            break;
        case '&': put_entity(&in); break;
        case '<': put_tag(&in); break;
        case '`': put_code(&in); break;
        case '*':
        case '_':
        case '~': put_run(&in, c); break;
        case '!':
            if (next == '[')
                open_bracket(&in, true);
            else
                buf_putc(out, c), in.i++;
            break;
        case '[': open_bracket(&in, false); break;
        case ']': close_bracket(&in); break;
        default: {
            size_t k = in.i;
            while (k < text.n && !strchr("\\&<`*_~![]", text.p[k]) && text.p[k]) k++;
            if (k == in.i) k++;
            buf_put(out, text.p + in.i, k - in.i);
            in.i = k;
        }
        }
    }
    finish(out, in.start);
}

int inline_signs(Str s) {
    int signs = 0;
    for (size_t i = 0; i + 2 < s.n; i++) {
        char c = s.p[i], next = s.p[i + 1];
        bool begins = i == 0 || spacy((unsigned char)s.p[i - 1]) || s.p[i - 1] == '(' || s.p[i - 1] == '"';
        if (c == ']' && next == '(' && (memcmp(s.p + i + 2, "h", 1) == 0 || s.p[i + 2] == '/')) signs += 2;
        if (c == '!' && next == '[') signs++;
        if (c == '\\' && strchr("#[]*_>", next) && next) signs++;
        if (c == '*' && begins && wordy((unsigned char)next)) { /* *emphasis* within a line or two */
            size_t most = s.n - i < 300 ? s.n : i + 300, k = i + 1;
            while (k < most && s.p[k] != '*' && !(s.p[k] == '\n' && k + 1 < s.n && s.p[k + 1] == '\n')) k++;
            if (k < most && s.p[k] == '*' && !spacy((unsigned char)s.p[k - 1]) &&
                (k + 1 == s.n || !wordy((unsigned char)s.p[k + 1])))
                signs++, i = k;
        }
    }
    return signs;
}
