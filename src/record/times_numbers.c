/* Numbers among the tokens: digits in all forms in which dates and times are written, and number words. They are read from the
 * bytes of the text, so that it does not matter how the tokenizer cut "06.01.2025"; but they end where a token ends. */
#include "record/times.h"

typedef struct {
    const char *p, *end;
} Scan;

/* Reads 1 to `max` digits. Returns how many; 0 if there are none, or more. */
static int digits(Scan *s, int max, int64_t *value) {
    int n = 0;
    *value = 0;
    while (s->p + n < s->end && s->p[n] >= '0' && s->p[n] <= '9' && n <= max) {
        *value = *value * 10 + (s->p[n] - '0');
        n++;
    }
    if (n > max) return 0;
    s->p += n;
    return n;
}

static bool literal(Scan *s, const char *text) {
    size_t n = strlen(text);
    if ((size_t)(s->end - s->p) < n) return false;
    for (size_t i = 0; i < n; i++) {
        char c = s->p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c | 32);
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): i < strlen(text) */
        if (c != text[i]) return false;
    }
    s->p += n;
    return true;
}

static bool hour_minute(Scan *s, int8_t clock[3]) {
    int64_t h, m, sec;
    Scan t = *s;
    if (!digits(&t, 2, &h) || h > 24 || !literal(&t, ":") || digits(&t, 2, &m) != 2 || m > 59) return false;
    clock[0] = (int8_t)h;
    clock[1] = (int8_t)m;
    clock[2] = -1;
    *s = t;
    if (literal(&t, ":") && digits(&t, 2, &sec) == 2 && sec <= 60) {
        clock[2] = (int8_t)sec;
        *s = t;
    }
    return true;
}

static bool read_iso(Scan *s, Piece *out) {
    int64_t y, m, d;
    if (digits(s, 4, &y) != 4 || !literal(s, "-") || digits(s, 2, &m) != 2 || !literal(s, "-") || digits(s, 2, &d) != 2)
        return false;
    out->classes = TC_BIT(TC_ISO);
    out->part[0] = (int32_t)y;
    out->part[1] = (int32_t)m;
    out->part[2] = (int32_t)d;
    Scan t = *s;
    if (literal(&t, "t") && hour_minute(&t, out->clock)) {
        *s = t;
        int64_t zone;
        if (literal(&t, "z"))
            *s = t;
        else if ((literal(&t, "+") || literal(&t, "-")) && digits(&t, 2, &zone) == 2) {
            *s = t;
            if ((literal(&t, ":") || true) && digits(&t, 2, &zone) == 2) *s = t;
        }
    }
    return true;
}

static bool read_dmy(Scan *s, Piece *out) {
    int64_t a, b, y;
    if (!digits(s, 2, &a) || s->p >= s->end) return false;
    char mark[2] = {*s->p, '\0'};
    if (*mark != '.' && *mark != '/' && *mark != '-') return false;
    s->p++;
    if (!digits(s, 2, &b) || !literal(s, mark)) return false;
    int n = digits(s, 4, &y);
    if (n != 4 && !(n == 2 && *mark != '-')) return false;
    Scan t = *s;
    int64_t more;
    if (literal(&t, mark) && digits(&t, 4, &more)) return false; /* 1.2.3.4 is an address of another sort */
    if (n == 2) y += y < 50 ? 2000 : 1900;
    out->classes = TC_BIT(TC_DMY);
    out->mark = *mark;
    out->part[0] = (int32_t)a;
    out->part[1] = (int32_t)b;
    out->part[2] = (int32_t)y;
    return true;
}

static bool half_day(Scan *s, bool *pm) {
    static const char *const forms[] = {"a.m.", "p.m.", "am", "pm"};
    for (int i = 0; i < 4; i++) {
        if (!literal(s, forms[i])) continue;
        *pm = i % 2;
        return true;
    }
    return false;
}

static bool read_clock(Scan *s, Piece *out) {
    int64_t h;
    bool pm;
    if (hour_minute(s, out->clock)) {
        Scan t = *s;
        out->classes = TC_BIT(TC_CLOCK);
        if (literal(&t, "hrs") || literal(&t, "h")) *s = t;
        if (half_day(s, &pm) && out->clock[0] <= 12) out->clock[0] = (int8_t)(out->clock[0] % 12 + (pm ? 12 : 0));
        return true;
    }
    if (!digits(s, 2, &h) || h > 12 || h == 0 || !half_day(s, &pm)) return false;
    out->classes = TC_BIT(TC_CLOCK);
    out->clock[0] = (int8_t)(h % 12 + (pm ? 12 : 0));
    out->clock[1] = 0;
    return true;
}

static bool read_decade(Scan *s, Piece *out) {
    int64_t v;
    int n = digits(s, 4, &v);
    if (n < 2 || v % 10 || !(literal(s, "s") || literal(s, "'s") || literal(s, "\xE2\x80\x99s"))) return false;
    if (n == 2) v += v < 30 ? 2000 : 1900;
    out->classes = TC_BIT(TC_DECADE);
    out->whole = (int32_t)(v / 10);
    out->part[0] = n;
    return true;
}

static bool read_ordinal(Scan *s, Piece *out) {
    int64_t v;
    if (!digits(s, 4, &v) || !(literal(s, "th") || literal(s, "st") || literal(s, "nd") || literal(s, "rd")))
        return false;
    out->classes = TC_BIT(TC_ORD) | (v >= 1 && v <= 31 ? TC_BIT(TC_DAY) : 0);
    out->whole = (int32_t)v;
    return true;
}

/* "2 1/2", "2½": the fraction in thousandths, 0 if none. */
static int fraction(Scan *s) {
    static const struct {
        const char *text;
        int value;
    } forms[] = {{" 1/2", 500}, {" 1/4", 250}, {" 3/4", 750}, {"\xC2\xBD", 500}, {"\xC2\xBC", 250}, {"\xC2\xBE", 750}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (literal(s, forms[i].text)) return forms[i].value;
    return 0;
}

static bool read_number(Scan *s, Piece *out) {
    int64_t v, group;
    const char *begin = s->p;
    int n = digits(s, NUMBER_DIGITS, &v);
    if (!n) return false;
    bool plain = true;
    while (n <= 3 || !plain) {
        Scan t = *s;
        if (!literal(&t, ",") || digits(&t, 3, &group) != 3 || v > NUMBER_MAX / NUMBER_SCALE / 1000) break;
        v = v * 1000 + group;
        plain = false;
        *s = t;
    }
    out->classes = TC_BIT(TC_NUM);
    out->number = v * NUMBER_SCALE;
    Scan t = *s;
    if (literal(&t, ".") && (n = digits(&t, 3, &group)) > 0) {
        out->number += n == 1 ? group * 100 : n == 2 ? group * 10 : group;
        *s = t;
        return true;
    }
    int more = fraction(s);
    out->number += more;
    if (more || !plain) return true;
    n = (int)(s->p - begin);
    out->whole = v > INT32_MAX ? INT32_MAX : (int32_t)v;
    if (n <= 2 && v >= 1 && v <= 31) out->classes |= TC_BIT(TC_DAY);
    if (n <= 2 && v <= 24) out->classes |= TC_BIT(TC_HOUR);
    if (n == 4 && v >= 1000 && v <= 2199) out->classes |= TC_BIT(TC_YEAR);
    return true;
}

static bool read_short_year(Scan *s, Piece *out) {
    int64_t v;
    if (digits(s, 2, &v) != 2) return false;
    out->classes = TC_BIT(TC_YY);
    out->whole = (int32_t)v;
    return true;
}

/* Sums of money and numbers of things are no dates. */
static bool counts_other_things(const Analysis *a, uint32_t begin) {
    const char *text = a->doc->text;
    if (begin == 0) return false;
    char c = text[begin - 1];
    if (c == '$' || c == '#') return true;
    if (begin >= 2 && c == '.' && text[begin - 2] >= '0' && text[begin - 2] <= '9') return true;
    if (begin >= 2 && text[begin - 2] == '\xC2' && (c == '\xA3' || c == '\xA5')) return true;
    return begin >= 3 && memcmp(text + begin - 3, "\xE2\x82\xAC", 3) == 0;
}

/* The token after the one that ends at `end`, or 0 if none ends there. */
static uint32_t token_past(const Analysis *a, uint32_t i, uint32_t last, uint32_t end) {
    while (i < last && a->tokens.at[i].end < end) i++;
    return i < last && a->tokens.at[i].end == end ? i + 1 : 0;
}

/* Bytes of an apostrophe at p, straight or curly; 0 if there is none. */
static uint32_t apostrophe(const char *p, const char *end) {
    Scan s = {p, end};
    return literal(&s, "'") || literal(&s, "\xE2\x80\x99") || literal(&s, "\xE2\x80\x98") ? (uint32_t)(s.p - p) : 0;
}

bool times_digits(const Analysis *a, uint32_t i, uint32_t begin, uint32_t last, Piece *out) {
    static bool (*const readers[])(Scan *, Piece *) = {read_iso,    read_dmy,     read_clock,
                                                       read_decade, read_ordinal, read_number};
    const char *text = a->doc->text, *end = text + a->tokens.at[last - 1].end;
    Piece blank = {.first = i, .clock = {-1, -1, -1}};
    uint32_t skip = apostrophe(text + begin, end);
    if (skip) {
        static bool (*const short_readers[])(Scan *, Piece *) = {read_decade, read_short_year};
        for (int k = 0; k < 2; k++) {
            Scan s = {text + begin + skip, end};
            *out = blank;
            if (s.p < end && short_readers[k](&s, out) && (out->last = token_past(a, i, last, (uint32_t)(s.p - text))))
                return true;
        }
        return false;
    }
    if (text[begin] < '0' || text[begin] > '9') return false;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        Scan s = {text + begin, end};
        *out = blank;
        if (!readers[k](&s, out) || !(out->last = token_past(a, i, last, (uint32_t)(s.p - text)))) continue;
        if (counts_other_things(a, begin)) return false;
        return true;
    }
    return false;
}

/* ---- number words ---- */

static const TimeReading *reading_of(const TimeWords *w, Word word, TimeClass class) {
    LexMatch m = lexicon_match(&w->phrases, &word, 1, 0);
    if (!m.length) return NULL;
    const TimeEntry *e = &w->entries.at[m.value];
    for (int i = 0; i < e->n; i++)
        if (e->reading[i].class == class) return &e->reading[i];
    return NULL;
}

typedef struct {
    int64_t total, group; /* thousands and up; what is below them so far */
    int32_t last;         /* the word before: 0 = none */
} Count;

/* Whether a word of value v goes on the number: "twenty four", "two hundred", not "ten five". */
static bool take(Count *c, int32_t v) {
    if (v >= 1000) {
        if (c->last >= 1000 || c->total > NUMBER_MAX / NUMBER_SCALE / v) return false;
        c->total += (c->group ? c->group : 1) * v;
        c->group = 0;
    } else if (v == 100) {
        if (c->last == 100 || c->group >= 100) return false;
        c->group = (c->group ? c->group : 1) * 100;
    } else if (v >= 20) {
        if (c->group % 100) return false;
        c->group += v;
    } else {
        bool unit = c->group % 100 == 0 || (v > 0 && v < 10 && c->group % 100 >= 20 && c->group % 10 == 0);
        if (!unit) return false;
        c->group += v;
    }
    c->last = v;
    return true;
}

/* "nineteen ninety-six", "eighteen hundred", "twenty twenty-five": a year in words. */
static bool spoken_year(const Record *r, uint32_t i, uint32_t last, Piece *out) {
    const TimeWords *w = &r->know->timewords;
    const Word *words = r->words->words;
    const TimeReading *a = reading_of(w, words[i], TC_NUMBER);
    if (!a || a->value < 11 || a->value > 20 || i + 1 >= last) return false;
    uint32_t at = i + 1;
    const TimeReading *b = reading_of(w, words[at], TC_NUMBER);
    if (!b || b->value < 10 || b->value > 90) return false;
    int32_t year = a->value * 100 + b->value;
    at++;
    if (b->value >= 20 && at < last) {
        uint32_t unit_at = at + (words[at] == w->hyphen && at + 1 < last);
        const TimeReading *unit = reading_of(w, words[unit_at], TC_NUMBER);
        if (unit && unit->value >= 1 && unit->value <= 9) {
            year += unit->value;
            at = unit_at + 1;
        }
    }
    *out = (Piece){.first = i, .last = at, .classes = TC_BIT(TC_YEAR), .whole = year, .clock = {-1, -1, -1}};
    return true;
}

bool times_number_words(const Record *r, uint32_t i, uint32_t last, Piece *out) {
    const TimeWords *w = &r->know->timewords;
    const Word *words = r->words->words;
    if (spoken_year(r, i, last, out)) return true;
    Count c = {0};
    uint32_t at = i, end = i;
    int32_t ordinal = 0;
    while (at < last && words[at]) {
        bool link =
            at > i && (words[at] == w->hyphen || (words[at] == w->and_word && (c.last == 100 || c.last == 1000)));
        uint32_t word = at + link;
        if (word >= last) break;
        const TimeReading *n = reading_of(w, words[word], TC_NUMBER), *o = reading_of(w, words[word], TC_ORDINAL);
        if (n && take(&c, n->value)) {
            at = end = word + 1;
            continue;
        }
        if (o && take(&c, o->value)) {
            end = word + 1;
            ordinal = (int32_t)(c.total + c.group);
        }
        break;
    }
    if (end == i) return false;
    *out = (Piece){.first = i, .last = end, .clock = {-1, -1, -1}};
    if (ordinal) {
        out->classes = TC_BIT(TC_ORD) | (ordinal <= 31 ? TC_BIT(TC_DAY) : 0);
        out->whole = ordinal;
        return true;
    }
    out->number = (c.total + c.group) * NUMBER_SCALE;
    out->whole = (int32_t)(c.total + c.group > INT32_MAX ? INT32_MAX : c.total + c.group);
    out->classes = TC_BIT(TC_NUM) | (out->whole >= 1 && out->whole <= 12 ? TC_BIT(TC_HOUR) : 0);
    return true;
}
