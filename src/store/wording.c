#include "store/wording.h"
#include "base/utf8.h"

static Str slice(Str s, size_t from, size_t to) {
    return (Str){s.p + from, to - from};
}

static size_t letters(Str s) { /* characters, not bytes */
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* In variants the full stop of "U.S. forces" does not part the words: "US forces" has none. */
static Gap gap_between(Str before, Str between, SearchMatch match) {
    Gap gap = gap_read(between);
    return match == SEARCH_VARIANTS && gap == GAP_STOP && letters(before) == 1 ? GAP_SPACE : gap;
}

typedef struct {
    Sought *out;
    Arena *arena;
    const Variants *variants;
    WordKnown *known;
    void *ctx;
    Str raw[SEARCH_WORDS];  /* as typed */
    Str word[SEARCH_WORDS]; /* folded; bare for variants */
} Reading;

/* ---- the ways to write it ---- */

static void add_way(Reading *r, uint32_t at, const Way *way) {
    *vec_push(r->arena, &r->out->step[at].ways) = *way;
}

static void add_split(Reading *r, uint32_t at, Str whole, int covers) {
    for (size_t i = 1; i < whole.n; i++) {
        if (((unsigned char)whole.p[i] & 0xC0) == 0x80) continue;
        Str a = slice(whole, 0, i), b = slice(whole, i, whole.n);
        if (letters(a) < 2 || letters(b) < 2 || !r->known(r->ctx, a) || !r->known(r->ctx, b)) continue;
        bool long_enough = letters(a) >= SPLIT_LETTERS && letters(b) >= SPLIT_LETTERS;
        add_way(
            r, at,
            &(Way){.word = {a, b}, .n = 2, .covers = covers, .between = long_enough ? BETWEEN_SPACE : BETWEEN_HYPHEN});
    }
}

/* US to U.S.; only what is typed in capitals is an acronym. */
static void add_dotted(Reading *r, uint32_t at) {
    Str raw = r->raw[at], word = r->word[at];
    if (raw.n < 2 || raw.n > WAY_WORDS || word.n != raw.n) return;
    Way way = {.n = (int)raw.n, .covers = 1, .between = BETWEEN_DOT};
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] < 'A' || raw.p[i] > 'Z') return;
        way.word[i] = slice(word, i, i + 1);
    }
    add_way(r, at, &way);
}

static void add_spellings(Reading *r, uint32_t at, Str word, int covers) {
    Str spelling[VARIANTS_OF_WORD];
    int n = variants_of(r->variants, word, r->arena, spelling);
    for (int i = 0; i < n; i++) {
        if (covers == 1 || r->known(r->ctx, spelling[i]))
            add_way(r, at, &(Way){.word = {spelling[i]}, .n = 1, .covers = covers});
        if (covers == 1) add_split(r, at, spelling[i], covers);
    }
}

/* "iron-clad" to "ironclad", "U.S." to "US". */
static void add_joined(Reading *r, uint32_t at) {
    Buf joined = {.arena = r->arena};
    buf_str(&joined, r->word[at]);
    bool dots = letters(r->word[at]) == 1;
    for (uint32_t k = 1; at + k < r->out->n && k < WAY_WORDS; k++) {
        Gap gap = r->out->gap[at + k - 1];
        Str next = r->word[at + k];
        bool single = letters(next) == 1;
        bool joins =
            gap == GAP_HYPHEN || gap == GAP_APOSTROPHE || (gap == GAP_DOT && dots && single) ||
            (gap == GAP_SPACE && k == 1 && letters(r->word[at]) >= SPLIT_LETTERS && letters(next) >= SPLIT_LETTERS);
        if (!joins) return;
        dots = dots && single;
        buf_str(&joined, next);
        Str whole = {arena_copy(r->arena, joined.p, joined.n), joined.n};
        add_spellings(r, at, whole, (int)k + 1);
        if (gap == GAP_SPACE) return;
    }
}

static void read_ways(Reading *r) {
    for (uint32_t i = 0; i < r->out->n; i++) {
        if (r->out->match == SEARCH_STRICT) {
            add_way(r, i, &(Way){.word = {r->word[i]}, .n = 1, .covers = 1});
            continue;
        }
        add_spellings(r, i, r->word[i], 1);
        add_dotted(r, i);
        add_joined(r, i);
    }
    for (uint32_t k = 0; k < r->out->step[0].ways.n; k++) {
        unsigned char c = (unsigned char)r->out->step[0].ways.at[k].word[0].p[0];
        r->out->first[c] = true;
        if (c >= 'a' && c <= 'z') r->out->first[c - 32] = true;
    }
    for (int c = 0xC2; c < 0xF5; c++) r->out->first[c] = true; /* folding may bring any of them to ASCII */
}

bool wording_read(const char *words, SearchMatch match, const Variants *variants, WordKnown *known, void *ctx,
                  Arena *arena, Sought *out, dm_error *err) {
    *out = (Sought){.match = match};
    Reading r = {.out = out, .arena = arena, .variants = variants, .known = known, .ctx = ctx};
    WordScan scan = {words, words, words + strlen(words)};
    Span word;
    uint32_t last = 0;
    char folded[WORD_BYTES];
    while (word_next(&scan, &word)) {
        if (out->n == SEARCH_WORDS)
            return error_set(err, DM_USAGE, 0, "a phrase of more than %d words; search for a part of it", SEARCH_WORDS);
        if (out->n)
            out->gap[out->n - 1] = gap_between(r.raw[out->n - 1], (Str){words + last, word.begin - last}, match);
        Str raw = {words + word.begin, word.end - word.begin};
        size_t n = word_fold(raw, match == SEARCH_VARIANTS, folded);
        r.raw[out->n] = raw;
        r.word[out->n++] = (Str){arena_copy(arena, folded, n), n};
        last = word.end;
    }
    if (!out->n) return error_set(err, DM_USAGE, 0, "\"%.60s\" has no word to search for", words);
    read_ways(&r);
    return true;
}

/* ---- asking the index ---- */

typedef struct {
    const Sought *sought;
    Buf *out;
    const Way *chosen[SEARCH_WORDS];
    uint32_t count; /* phrases so far */
} Spelling;

static void put_bare(Str word, Buf *out) {
    char bare[WORD_BYTES];
    size_t n = word_fold(word, true, bare);
    buf_put(out, bare, n);
}

static void put_way(const Way *way, Buf *out) {
    for (int i = 0; i < way->n; i++) {
        if (i) buf_putc(out, ' ');
        put_bare(way->word[i], out);
    }
}

/* Every path through the lattice as a phrase; the depth is the phrase's words. */
static void spell(Spelling *s, uint32_t at, uint32_t depth) {
    if (s->count > QUERY_PHRASES) return;
    if (at == s->sought->n) {
        if (s->count++) buf_puts(s->out, " OR ");
        buf_putc(s->out, '"');
        for (uint32_t i = 0; i < depth; i++) {
            if (i) buf_putc(s->out, ' ');
            put_way(s->chosen[i], s->out);
        }
        buf_putc(s->out, '"');
        return;
    }
    for (uint32_t k = 0; k < s->sought->step[at].ways.n; k++) {
        s->chosen[depth] = &s->sought->step[at].ways.at[k];
        spell(s, at + (uint32_t)s->chosen[depth]->covers, depth + 1);
    }
}

/* Ways that cover word i, if any but its own plain one do. */
static bool is_plain(const Sought *sought, uint32_t i) {
    for (uint32_t from = i < WAY_WORDS ? 0 : i - WAY_WORDS + 1; from < i; from++)
        for (uint32_t k = 0; k < sought->step[from].ways.n; k++)
            if (from + (uint32_t)sought->step[from].ways.at[k].covers > i) return false;
    return sought->step[i].ways.n == 1;
}

static void ask_phrase(const Way *a, const Way *b, bool *first, Buf *out) {
    buf_puts(out, *first ? "(\"" : " OR \"");
    put_way(a, out);
    if (b) buf_putc(out, ' ');
    if (b) put_way(b, out);
    buf_putc(out, '"');
    *first = false;
}

/* Word i with the next, in all the ways to write the two; the last word, or with too many ways each, word i alone. */
static void ask_pair(const Sought *sought, uint32_t i, Buf *out) {
    bool alone = i + 1 == sought->n || sought->step[i].ways.n * sought->step[i + 1].ways.n > PAIR_PHRASES, first = true;
    for (uint32_t from = i < WAY_WORDS ? 0 : i - WAY_WORDS + 1; from <= i; from++) {
        for (uint32_t k = 0; k < sought->step[from].ways.n; k++) {
            const Way *way = &sought->step[from].ways.at[k];
            uint32_t next = from + (uint32_t)way->covers;
            if (next <= i) continue;
            if (alone || next > i + 1) {
                ask_phrase(way, NULL, &first, out);
                continue;
            }
            for (uint32_t m = 0; m < sought->step[next].ways.n; m++)
                ask_phrase(way, &sought->step[next].ways.at[m], &first, out);
        }
    }
    buf_putc(out, ')');
}

/* Spellings multiply along a phrase, so the index is asked for its pieces: words with one way as a phrase, others in pairs. */
static void ask_pieces(const Sought *sought, Buf *out) {
    for (uint32_t i = 0; i < sought->n;) {
        if (i) buf_puts(out, " AND ");
        if (!is_plain(sought, i) || (i + 1 < sought->n && !is_plain(sought, i + 1))) {
            ask_pair(sought, i++, out);
            continue;
        }
        buf_putc(out, '"');
        put_way(&sought->step[i++].ways.at[0], out);
        for (; i < sought->n && is_plain(sought, i); i++) {
            buf_putc(out, ' ');
            put_way(&sought->step[i].ways.at[0], out);
            if (i + 1 < sought->n && !is_plain(sought, i + 1)) break; /* it begins the next pair too */
        }
        buf_putc(out, '"');
    }
}

void wording_query(const Sought *sought, Buf *out) {
    size_t start = out->n;
    Spelling s = {.sought = sought, .out = out};
    spell(&s, 0, 0);
    if (s.count <= QUERY_PHRASES) return;
    out->n = start;
    ask_pieces(sought, out);
}

/* ---- against a text ---- */

/* In variants a hyphen, a comma and a space are one: all only part words. */
static bool is_loose(Gap gap) {
    return gap == GAP_SPACE || gap == GAP_HYPHEN || gap == GAP_COMMA || gap == ',' || gap == ('-' | ' ' << 8) ||
           gap == (' ' | '-' << 8) || gap == (' ' | '-' << 8 | ' ' << 16);
}

static bool gaps_fit(const Sought *sought, Gap asked, Gap found) {
    if (found == GAP_LONG) return false;
    return asked == found || (sought->match == SEARCH_VARIANTS && is_loose(asked) && is_loose(found));
}

static bool within_way(Between between, Gap found) {
    switch (between) {
    case BETWEEN_NOTHING: return false;
    case BETWEEN_HYPHEN: return found == GAP_HYPHEN || found == GAP_APOSTROPHE || found == GAP_JOINED;
    case BETWEEN_SPACE:
        return found == GAP_HYPHEN || found == GAP_APOSTROPHE || found == GAP_JOINED || found == GAP_SPACE;
    case BETWEEN_DOT: return found == GAP_DOT;
    }
    return false;
}

/* The words of the text from where a match may begin, read as far as they are asked for. */
typedef struct {
    const Sought *sought;
    WordScan scan;
    Span word[SEARCH_WORDS * WAY_WORDS];
    uint32_t n;
    uint32_t steps; /* taken in all: a bound, should a lattice have many paths through the same words */
} Trial;

enum { TRIAL_STEPS = 4096 };

static bool have(Trial *t, uint32_t i) {
    while (t->n <= i)
        if (t->n == SEARCH_WORDS * WAY_WORDS || !word_next(&t->scan, &t->word[t->n++])) {
            t->n--;
            return false;
        }
    return true;
}

static bool word_is(const Trial *t, uint32_t i, Str asked) {
    char folded[WORD_BYTES];
    Span w = t->word[i];
    size_t n = word_fold((Str){t->scan.base + w.begin, w.end - w.begin}, t->sought->match == SEARCH_VARIANTS, folded);
    return n == asked.n && memcmp(folded, asked.p, n) == 0;
}

/* i > 0. */
static Gap gap_before(const Trial *t, uint32_t i) {
    /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): words before i are read */
    return gap_between((Str){t->scan.base + t->word[i - 1].begin, t->word[i - 1].end - t->word[i - 1].begin},
                       (Str){t->scan.base + t->word[i - 1].end, t->word[i].begin - t->word[i - 1].end},
                       t->sought->match);
}

static bool way_fits(Trial *t, const Way *way, uint32_t at) {
    for (int k = 0; k < way->n; k++) {
        if (!have(t, at + (uint32_t)k) || !word_is(t, at + (uint32_t)k, way->word[k])) return false;
        if (k && !within_way(way->between, gap_before(t, at + (uint32_t)k))) return false;
    }
    return true;
}

/* Does the rest of the phrase, from word i on, stand at the text's word `at`? The depth is the phrase's words. */
static bool rest_fits(Trial *t, uint32_t i, uint32_t at, uint32_t *end) {
    if (i == t->sought->n) return *end = at, true;
    if (t->steps++ > TRIAL_STEPS) return false;
    if (i && (!have(t, at) || !gaps_fit(t->sought, t->sought->gap[i - 1], gap_before(t, at)))) return false;
    for (uint32_t k = 0; k < t->sought->step[i].ways.n; k++) {
        const Way *way = &t->sought->step[i].ways.at[k];
        if (way_fits(t, way, at) && rest_fits(t, i + (uint32_t)way->covers, at + (uint32_t)way->n, end)) return true;
    }
    return false;
}

/* Does a word go on through this place? */
static bool inside_word(const WordScan *scan, const char *p) {
    while (p > scan->base) {
        const char *q = p - 1;
        while (q > scan->base && ((unsigned char)*q & 0xC0) == 0x80) q--;
        int length;
        WordPart part = word_part(utf8_decode(q, p, &length));
        if (part != WORD_INVISIBLE) return part == WORD_INSIDE;
        p = q;
    }
    return false;
}

/* The next place where a match may begin: most of a text is passed over here, byte by byte. */
static bool next_start(const Sought *sought, WordScan *scan) {
    const unsigned char *p = (const unsigned char *)scan->p, *end = (const unsigned char *)scan->end;
    for (; p < end; p++) {
        if (!sought->first[*p]) continue;
        if (*p == 0xE2 && p + 1 < end &&
            p[1] == 0x80) { /* quotes and dashes: the common characters beyond ASCII, and no letters */
            p += 2;
            continue;
        }
        if (*p >= 0x80 && (*p & 0xC0) == 0x80) continue;
        scan->p = (const char *)p;
        if (!inside_word(scan, scan->p)) return true;
    }
    return false;
}

bool wording_next(const Sought *sought, WordScan *scan, Span *match) {
    Span word;
    while (next_start(sought, scan) && word_next(scan, &word)) {
        Trial t;
        t.sought = sought;
        t.scan = *scan;
        t.word[0] = word;
        t.n = 1;
        t.steps = 0;
        uint32_t end = 0;
        if (!rest_fits(&t, 0, 0, &end)) continue;
        *match = (Span){word.begin, t.word[end - 1].end};
        scan->p = scan->base + match->end;
        return true;
    }
    return false;
}
