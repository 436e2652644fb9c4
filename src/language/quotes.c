/* Quotation marks to quotes. Marks are paired within a paragraph; what does not pair is repaired there, so that one lost mark never
 * turns the rest of a document inside out. A paragraph that ends inside a quote hands it on only if the next one opens with a mark. */
#include "base/utf8.h"
#include "language/passes.h"

enum { NESTING = 4 };      /* quotes open at a time */
enum { REACH_MAX = 4000 }; /* tokens a quote in single marks, or one whose first mark is lost, may run */

typedef enum {
    MARK_NONE,
    MARK_DOUBLE,
    MARK_DOUBLE_OPEN,
    MARK_DOUBLE_CLOSE,
    MARK_SINGLE,
    MARK_SINGLE_OPEN,
    MARK_SINGLE_CLOSE
} Mark;

typedef struct {
    Analysis *a;
    uint32_t first, last;   /* tokens of the block */
    uint32_t open[NESTING]; /* quotes by index, outermost first */
    uint32_t depth;
    uint32_t *closer; /* of each token: the next token that can only close a single quote; parallel to tokens */
} Pairing;

static Mark mark_of(const Analysis *a, uint32_t i) {
    Str s = token_str(a, i);
    if (!(a->tokens.at[i].flags & TOKEN_PUNCT) || s.n > 6) return MARK_NONE;
    if (s.n == 1)
        return s.p[0] == '"'    ? MARK_DOUBLE
               : s.p[0] == '\'' ? MARK_SINGLE
               : s.p[0] == '`'  ? MARK_SINGLE_OPEN
                                : MARK_NONE;
    if (str_eq(s, STR("``"))) return MARK_DOUBLE_OPEN;
    if (str_eq(s, STR("''")) || str_eq(s, STR("\xE2\x80\x99\xE2\x80\x99")))
        return MARK_DOUBLE; /* written for '"' at either end */
    int length;
    uint32_t cp = utf8_decode(s.p, s.p + s.n, &length);
    if ((size_t)length != s.n) return MARK_NONE;
    switch (cp) {
    case 0x201C:
    case 0x201E:
    case 0x201F:
    case 0x00AB: return MARK_DOUBLE_OPEN;
    case 0x201D:
    case 0x00BB: return MARK_DOUBLE_CLOSE;
    case 0x2018:
    case 0x201A:
    case 0x201B: return MARK_SINGLE_OPEN;
    case 0x2019: return MARK_SINGLE_CLOSE;
    default: return MARK_NONE;
    }
}

static bool space_before(const Analysis *a, uint32_t i) {
    return a->tokens.at[i].flags & TOKEN_SPACE_BEFORE;
}
static bool space_after(const Pairing *p, uint32_t i) {
    return i + 1 >= p->last || space_before(p->a, i + 1);
}
static char first_char(const Analysis *a, uint32_t i) {
    return a->doc->text[a->tokens.at[i].begin];
}
static bool is_punct(const Analysis *a, uint32_t i) {
    return a->tokens.at[i].flags & TOKEN_PUNCT;
}

/* A mark that stands where only an opening one can: after space or an opening bracket, dash or mark, before a word. */
static bool opens_here(const Pairing *p, uint32_t i) {
    const Analysis *a = p->a;
    if (space_after(p, i)) return false;
    return i == p->first || space_before(a, i) ||
           (is_punct(a, i - 1) && !memchr(".,?!;:)]%", first_char(a, i - 1), 9) &&
            !(a->tokens.at[i - 1].flags & TOKEN_QUOTE_CLOSE));
}

/* A mark that stands where only a closing one can: right behind something, with space or punctuation after it. */
static bool closes_here(const Pairing *p, uint32_t i) {
    if (i == p->first || space_before(p->a, i)) return false;
    return space_after(p, i) || is_punct(p->a, i + 1);
}

static bool plural_before(const Analysis *a, uint32_t i) {
    char c = i ? a->doc->text[a->tokens.at[i - 1].end - 1] : ' ';
    return !space_before(a, i) && (c == 's' || c == 'S' || c == 'z' || c == 'x');
}

/* Backwards over the block: for each token the next mark behind it that closes a single quote and is no apostrophe of a plural. */
static void find_closers(Pairing *p) {
    uint32_t next = 0;
    for (uint32_t i = p->last; i-- > p->first;) {
        p->closer[i] = next && next - i < REACH_MAX ? next : 0;
        Mark m = mark_of(p->a, i);
        if ((m == MARK_SINGLE || m == MARK_SINGLE_CLOSE) && closes_here(p, i) && !plural_before(p->a, i)) next = i;
        if (m == MARK_SINGLE_OPEN && opens_here(p, i)) next = 0;
        if (m == MARK_SINGLE && opens_here(p, i)) next = 0;
    }
}

static void open_quote(Pairing *p, uint32_t i, bool single) {
    if (p->depth == NESTING) return;
    Analysis *a = p->a;
    a->tokens.at[i].flags |= TOKEN_QUOTE_OPEN;
    p->open[p->depth] = a->quotes.n;
    *vec_push(a->doc->arena, &a->quotes) = (Quote){.first = i, .last = i + 1, .depth = p->depth, .single = single};
    p->depth++;
}

/* Where a quote that was never closed is taken to end, no later than `limit`: with its paragraph if it opened it, else with its
 * sentence. */
static uint32_t lost_end(const Pairing *p, uint32_t first, uint32_t limit) {
    if (first == p->first && limit == p->last) return limit;
    for (uint32_t i = first + 1; i < limit; i++)
        if (is_punct(p->a, i) && memchr(".?!", first_char(p->a, i), 3) && space_after(p, i)) return i + 1;
    return limit;
}

/* Closes the innermost open quote of this kind of mark; those inside it were never closed. False if there is none. */
static bool close_quote(Pairing *p, uint32_t i, bool single) {
    Analysis *a = p->a;
    uint32_t level = p->depth;
    while (level > 0 && a->quotes.at[p->open[level - 1]].single != single) level--;
    if (!level) return false;
    for (uint32_t k = level; k < p->depth; k++) {
        Quote *q = &a->quotes.at[p->open[k]];
        q->last = lost_end(p, q->first, i);
    }
    Quote *q = &a->quotes.at[p->open[level - 1]];
    q->last = i + 1;
    q->closed = true;
    a->tokens.at[i].flags |= TOKEN_QUOTE_CLOSE;
    p->depth = level - 1;
    return true;
}

static bool is_open(const Pairing *p, bool single) {
    for (uint32_t k = 0; k < p->depth; k++)
        if (p->a->quotes.at[p->open[k]].single == single) return true;
    return false;
}

/* All that is open is given up before token i. */
static void give_up(Pairing *p, uint32_t i) {
    while (p->depth > 0) {
        Quote *q = &p->a->quotes.at[p->open[--p->depth]];
        q->last = lost_end(p, q->first, i);
    }
}

/* A closing mark with nothing open, behind the punctuation of quoted speech: the quote began where its sentence did. */
static void lone_close(Pairing *p, uint32_t i) {
    Analysis *a = p->a;
    if (i <= p->first + 1 || !is_punct(a, i - 1) || !memchr(".,?!", first_char(a, i - 1), 4)) return;
    uint32_t from = i - 1;
    while (from > p->first && i - from < REACH_MAX &&
           !(is_punct(a, from - 1) &&
             (memchr(".?!", first_char(a, from - 1), 3) || (a->tokens.at[from - 1].flags & TOKEN_QUOTE_CLOSE))))
        from--;
    if (i - from >= REACH_MAX || (a->quotes.n && a->quotes.at[a->quotes.n - 1].last > from)) return;
    a->tokens.at[i].flags |= TOKEN_QUOTE_CLOSE;
    *vec_push(a->doc->arena, &a->quotes) = (Quote){.first = from, .last = i + 1, .closed = true};
}

static void double_mark(Pairing *p, uint32_t i, Mark m) {
    bool open = is_open(p, false), opens = opens_here(p, i), closes = closes_here(p, i);
    bool inside_single = p->depth && p->a->quotes.at[p->open[p->depth - 1]].single;
    if (m == MARK_DOUBLE_OPEN ? !(open && closes)
                              : m == MARK_DOUBLE && opens && !closes && !(open && !space_before(p->a, i))) {
        if (open && !inside_single) give_up(p, i);
        open_quote(p, i, false);
    } else if (open) {
        close_quote(p, i, false);
    } else if (m == MARK_DOUBLE_CLOSE || closes) {
        lone_close(p, i);
    } else {
        open_quote(p, i, false);
    }
}

static void single_mark(Pairing *p, uint32_t i, Mark m) {
    bool open = is_open(p, true);
    if (open && m != MARK_SINGLE_OPEN && !opens_here(p, i)) {
        if (plural_before(p->a, i) && p->closer[i] && !(i + 1 < p->last && is_punct(p->a, i + 1)))
            return; /* "the allies' view' */
        close_quote(p, i, true);
    } else if (!open && m != MARK_SINGLE_CLOSE && opens_here(p, i)) {
        bool plural_end = false;
        for (uint32_t k = i + 1; !p->closer[i] && k < p->last && k < i + 40 && !plural_end; k++)
            plural_end = mark_of(p->a, k) >= MARK_SINGLE && mark_of(p->a, k) != MARK_SINGLE_OPEN && closes_here(p, k);
        if (p->closer[i] || plural_end) open_quote(p, i, true);
    }
}

static uint32_t next_paragraph(const Analysis *a, uint32_t b) {
    enum { CAPTIONS = 8 }; /* passed over */
    uint32_t next = b + 1;
    while (next < a->doc->blocks.n && next <= b + CAPTIONS && a->doc->blocks.at[next].kind == BLOCK_CAPTION) next++;
    return next;
}

/* At the block's end. Returns the next block if an open quote goes on there, else 0. */
static uint32_t finish_block(Pairing *p, uint32_t b, uint32_t after) {
    Analysis *a = p->a;
    uint32_t next = next_paragraph(a, b);
    if (p->depth && next < a->doc->blocks.n && !a->quotes.at[p->open[0]].single) {
        uint32_t t = after;
        while (t < a->tokens.n && a->tokens.at[t].begin < a->doc->blocks.at[next].span.begin) t++;
        Mark m = t < a->tokens.n ? mark_of(a, t) : MARK_NONE;
        if ((m == MARK_DOUBLE || m == MARK_DOUBLE_OPEN) && t + 1 < a->tokens.n && !space_before(a, t + 1)) {
            a->quotes.at[p->open[0]].last = p->last;
            for (uint32_t k = 1; k < p->depth; k++)
                a->quotes.at[p->open[k]].last = lost_end(p, a->quotes.at[p->open[k]].first, p->last);
            p->depth = 0;
            return next;
        }
    }
    give_up(p, p->last);
    return 0;
}

/* Repairs may have left quotes that cross: the one that was never closed ends where the other begins. Then the depths. */
static void settle(Analysis *a) {
    uint32_t open[NESTING + 1], n = 0;
    for (uint32_t i = 0; i < a->quotes.n; i++) {
        Quote *q = &a->quotes.at[i];
        for (; n > 0; n--) {
            Quote *outer = &a->quotes.at[open[n - 1]];
            if (outer->last <= q->first) continue;
            if (outer->last >= q->last) break;
            if (outer->closed) {
                q->last = outer->last;
                q->closed = false;
                break;
            }
            outer->last = q->first;
        }
        q->depth = n;
        if (n <= NESTING) open[n++] = i;
    }
}

void quotes_read(Analysis *a) {
    Pairing p = {.a = a, .closer = arena_alloc(a->doc->arena, (a->tokens.n + 1) * sizeof(uint32_t))};
    uint32_t goes_on = 0, i = 0;
    for (uint32_t b = 0; b < a->doc->blocks.n; b++) {
        p.first = i;
        while (i < a->tokens.n && a->tokens.at[i].begin < a->doc->blocks.at[b].span.end) i++;
        p.last = i;
        find_closers(&p);
        uint32_t before = a->quotes.n;
        for (uint32_t t = p.first; t < p.last; t++) {
            Mark m = mark_of(a, t);
            if (m == MARK_NONE) continue;
            if (m <= MARK_DOUBLE_CLOSE)
                double_mark(&p, t, m);
            else
                single_mark(&p, t, m);
        }
        if (goes_on && goes_on == b && a->quotes.n > before && a->quotes.at[before].first == p.first)
            a->quotes.at[before].continues = true;
        uint32_t next = finish_block(&p, b, i);
        if (next || a->doc->blocks.at[b].kind != BLOCK_CAPTION) goes_on = next;
    }
    settle(a);
}
