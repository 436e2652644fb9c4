/* Tokens to pieces: for each place in a sentence the longest phrase of times.tsv, number or numeric date that starts there. */
#include "base/utf8.h"
#include "record/times.h"

/* The classes of a word with this first letter. */
static uint64_t word_classes(char first, const TimeEntry *e) {
    bool capital = first >= 'A' && first <= 'Z';
    uint64_t classes = 0;
    for (int i = 0; i < e->n; i++)
        if (!e->reading[i].cap || capital) classes |= TC_BIT(e->reading[i].class);
    return classes;
}

/* A tokenizer may part "Jan." from its dot; a dot before a number belongs to the month. */
static bool abbreviation_dot(const Record *r, const Piece *p, uint32_t last) {
    const Analysis *a = r->words;
    if (!(p->classes & (TC_BIT(TC_MONTH) | TC_BIT(TC_WEEKDAY))) || p->last + 1 >= last) return false;
    if (a->words[p->last] != r->know->timewords.dot || a->tokens.at[p->last].begin != a->tokens.at[p->last - 1].end)
        return false;
    char c = a->doc->text[a->tokens.at[p->last + 1].begin];
    return c >= '0' && c <= '9';
}

/* "3.5 million years": a number word multiplies the digits before it. */
static void multiply(const Record *r, Piece *p, uint32_t last) {
    Piece by;
    if (!(p->classes & TC_BIT(TC_NUM)) || p->last >= last || !r->words->words[p->last]) return;
    if (!times_number_words(r, p->last, last, &by) || by.number < 100 * NUMBER_SCALE) return;
    int64_t factor = by.number / NUMBER_SCALE;
    if (p->number > NUMBER_MAX / factor) return;
    p->number *= factor;
    p->classes = TC_BIT(TC_NUM);
    p->last = by.last;
}

static Piece piece_at(const Record *r, uint32_t i, uint32_t last) {
    const Analysis *a = r->words;
    const TimeWords *w = &r->know->timewords;
    Piece p = {.first = i, .last = i + 1, .clock = {-1, -1, -1}};
    char c = a->doc->text[a->tokens.at[i].begin];
    if (((c >= '0' && c <= '9') || c == '\'' || c == '\xE2') && times_digits(a, i, a->tokens.at[i].begin, last, &p)) {
        multiply(r, &p, last);
        return p;
    }
    p = (Piece){.first = i, .last = i + 1, .clock = {-1, -1, -1}, .word = a->words[i]};
    if (!p.word) return p;
    LexMatch m = lexicon_match(&w->phrases, a->words, last, i);
    if (!m.length) return p;
    p.last = i + m.length;
    p.word = m.length == 1 ? p.word : 0;
    p.entry = &w->entries.at[m.value];
    p.classes = word_classes(c, p.entry);
    Piece number;
    if (p.classes & (TC_BIT(TC_NUMBER) | TC_BIT(TC_ORDINAL)) && times_number_words(r, i, last, &number)) {
        if (number.last == p.last) { /* "second" is a unit too */
            number.classes |= p.classes & ~(TC_BIT(TC_NUMBER) | TC_BIT(TC_ORDINAL));
            number.entry = p.entry;
            number.word = p.word;
        }
        return number;
    }
    if (abbreviation_dot(r, &p, last)) p.last++;
    return p;
}

/* "mid-November", "post-1959": UD keeps such prefixes on their word. The prefix and the rest are two pieces of one token. */
static bool split_prefix(const Record *r, uint32_t i, Pieces *out) {
    static const char *const prefixes[] = {"mid-", "post-", "pre-"};
    const Analysis *a = r->words;
    const TimeWords *w = &r->know->timewords;
    Str s = token_str(a, i);
    Piece head = {.first = i, .last = i + 1, .clock = {-1, -1, -1}}, rest = head;
    size_t n = 0;
    for (size_t k = 0; !n && k < sizeof prefixes / sizeof *prefixes; k++) {
        size_t length = strlen(prefixes[k]);
        if (s.n > length && str_eq_fold((Str){s.p, length}, (Str){prefixes[k], length})) n = length;
    }
    if (!n) return false;
    Buf fold = {.arena = r->arena};
    utf8_fold((Str){s.p, n - 1}, &fold);
    head.word = vocab_find(&r->know->vocab, (Str){fold.p, fold.n});
    Word phrase[2] = {head.word, w->hyphen}; /* "mid" is a word of its own, "post-" only with its hyphen */
    LexMatch m = lexicon_match(&w->phrases, phrase, 2, 0);
    if (m.length) {
        head.entry = &w->entries.at[m.value];
        head.classes = word_classes(s.p[0], head.entry);
    }
    if (!times_digits(a, i, a->tokens.at[i].begin + (uint32_t)n, i + 1, &rest)) {
        fold.n = 0;
        utf8_fold((Str){s.p + n, s.n - n}, &fold);
        rest.word = vocab_find(&r->know->vocab, (Str){fold.p, fold.n});
        m = lexicon_match(&w->phrases, &rest.word, 1, 0);
        if (!m.length) return false;
        rest.entry = &w->entries.at[m.value];
        rest.classes = word_classes(s.p[n], rest.entry);
    }
    *vec_push(r->arena, out) = head;
    *vec_push(r->arena, out) = rest;
    return true;
}

/* The second year of "1914-18". */
static void short_year_after_dash(const Record *r, Pieces *out) {
    if (out->n < 3) return;
    Piece *p = &out->at[out->n - 1];
    const Piece *dash = p - 1, *year = p - 2;
    if (!(year->classes & TC_BIT(TC_YEAR)) || dash->space || p->space) return;
    if (dash->word != r->know->timewords.hyphen && dash->word != r->know->timewords.dash) return;
    const Token *t = &r->words->tokens.at[p->first];
    if (p->classes & TC_BIT(TC_NUM) && t->end - t->begin == 2 && p->whole > year->whole % 100)
        p->classes |= TC_BIT(TC_YY);
}

void times_pieces(const Record *r, uint32_t first, uint32_t last, Pieces *out) {
    out->n = 0;
    for (uint32_t i = first; i < last;) {
        if (!r->words->words[i] && split_prefix(r, i, out)) {
            i++;
            continue;
        }
        Piece *p = vec_push(r->arena, out);
        *p = piece_at(r, i, last);
        uint32_t begin = r->words->tokens.at[i].begin;
        p->space = i > first && r->words->tokens.at[i - 1].end < begin;
        short_year_after_dash(r, out);
        i = p->last;
    }
}
