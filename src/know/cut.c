#include "know/cut.h"
#include "base/utf8.h"
#include <string.h>
#include <utf8proc.h>

/* Closed classes of the language, which UD English treats by themselves. They stand here and not in knowledge/ because knowledge
 * phrases are cut by them before any table is loaded. Lower case. */
static const struct {
    const char *word;
    int first;
} fused[] = {
    /* one word as written, two words of grammar */
    {"cannot", 3},  {"gonna", 3},    {"wanna", 3},  {"gotta", 3},  {"gimme", 3}, {"lemme", 3},  {"dont", 2},
    {"didnt", 3},   {"doesnt", 4},   {"isnt", 2},   {"wasnt", 3},  {"arent", 3}, {"werent", 4}, {"couldnt", 5},
    {"wouldnt", 5}, {"shouldnt", 6}, {"havent", 4}, {"hasnt", 3},  {"hadnt", 3}, {"cant", 2},   {"wont", 2},
    {"aint", 2},    {"thats", 4},    {"youre", 3},  {"theyre", 4}, {"weve", 2},  {"theyve", 4}, {"hes", 2},
    {"shes", 3},    {"youll", 3},    {"theyll", 4},
};
static const char *const units[] = {"am", "pm", "mm",  "cm",   "km", "kg",  "k",  "bn",
                                    "mn", "hr", "hrs", "mins", "lb", "lbs", "ft", "kt"};
static const char *const prefixes[] = {
    /* stay with what follows their hyphen */
    "non",   "e",      "mid",  "pre", "re",    "anti",  "co",     "cross",   "post", "pro",   "over",
    "multi", "sub",    "semi", "ex",  "mini",  "inter", "neo",    "counter", "un",   "intra", "micro",
    "socio", "psycho", "arch", "pan", "trans", "quasi", "pseudo", "ultra",   "de",   "bi",    "tri",
};
static const char *const domains[] = {"com",  "org", "net", "gov", "edu", "mil",  "int", "info", "biz", "uk",
                                      "kr",   "jp",  "cn",  "de",  "eu",  "fr",   "ru",  "au",   "ca",  "tv",
                                      "html", "htm", "pdf", "doc", "xls", "docx", "txt", "jpg"};
static const char *const schemes[] = {"http://", "https://", "ftp://", "mailto:", "www."};
static const char *const elided[] = {"em", "til", "cause", "twas", "tis", "n"};
static const char *const faces[] = {":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", "=)", "^_^"};

enum { ADDRESS_MAX = 2048, DOMAIN_MAX = 256, WORD_LOOK = 64 }; /* bytes looked ahead */

static bool is_digit(const char *p, const char *end) {
    return p < end && *p >= '0' && *p <= '9';
}
static bool is_alpha(const char *p, const char *end) {
    return p < end && (*p | 32) >= 'a' && (*p | 32) <= 'z';
}
static bool is_capital(const char *p, const char *end) {
    return p < end && *p >= 'A' && *p <= 'Z';
}

size_t cut_space(const char *p, const char *limit) {
    unsigned char c = (unsigned char)*p;
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
    if (c != 0xC2 && (c < 0xE1 || c > 0xE3) && c != 0xEF) return 0;
    int length;
    return utf8_is_space(utf8_decode(p, limit, &length)) ? (size_t)length : 0;
}

const char *cut_chunk_end(const char *p, const char *limit) {
    for (; p < limit; p++) {
        unsigned char c = (unsigned char)*p;
        if (c > ' ' && c < 0x80) continue;
        if (cut_space(p, limit)) break;
    }
    return p;
}

/* Bytes of a character that words are made of (letter, mark, digit), 0 if it is none. */
static size_t word_char(const char *p, const char *end) {
    if (p >= end) return 0;
    unsigned char c = (unsigned char)*p;
    if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    int length;
    uint32_t cp = utf8_decode(p, end, &length);
    if (cp < 0x250) return cp >= 0xC0 && cp != 0xD7 && cp != 0xF7 ? (size_t)length : 0;
    if (utf8_is_cjk(cp)) return (size_t)length;
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)cp);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ND) ? (size_t)length : 0;
}

/* Bytes of an apostrophe, straight or curly, or of the accents written for one; 0 if there is none. */
static size_t apostrophe(const char *p, const char *end) {
    if (p >= end) return 0;
    if (*p == '\'' || *p == '`') return 1;
    if (end - p >= 3 && memcmp(p, "\xE2\x80\x99", 3) == 0) return 3;
    if (end - p >= 2 && (memcmp(p, "\xCA\xBC", 2) == 0 || memcmp(p, "\xC2\xB4", 2) == 0)) return 2;
    return 0;
}

static bool same_word(const char *p, size_t n, const char *lower) {
    for (size_t i = 0; i < n; i++)
        if ((p[i] | 32) != lower[i] || !lower[i]) return false;
    return lower[n] == '\0';
}

static bool one_of(const char *p, size_t n, const char *const *list, size_t items) {
    for (size_t i = 0; i < items; i++)
        if (same_word(p, n, list[i])) return true;
    return false;
}
#define ONE_OF(p, n, list) one_of(p, n, list, sizeof list / sizeof *list)

/* A letter run whole: the bytes of its first word. */
static size_t fused_length(const char *p, size_t n) {
    if (n < 3 || n > 8) return n;
    for (size_t i = 0; i < sizeof fused / sizeof *fused; i++)
        if (same_word(p, n, fused[i].word)) return (size_t)fused[i].first;
    return n;
}

/* 's 'm 're 've 'll 'd behind a word: the bytes of the clitic with its apostrophe at p, or 0. */
static size_t clitic(const char *p, const char *end) {
    static const char *const clitics[] = {"s", "m", "re", "ve", "ll", "d"};
    size_t mark = apostrophe(p, end);
    if (!mark) return 0;
    const char *q = p + mark;
    size_t n = 0;
    while (n < 3 && is_alpha(q + n, end)) n++;
    if (!n || n > 2 || word_char(q + n, end) || !ONE_OF(q, n, clitics)) return 0;
    return mark + n;
}

/* n't at p, or 0. */
static size_t negation(const char *p, const char *end) {
    if (p >= end || (*p | 32) != 'n') return 0;
    size_t mark = apostrophe(p + 1, end);
    if (!mark || !is_alpha(p + 1 + mark, end) || (p[1 + mark] | 32) != 't' || word_char(p + 2 + mark, end)) return 0;
    return 2 + mark;
}

static const char *trim_address(const char *p, const char *end) {
    bool round = memchr(p, '(', (size_t)(end - p)) != NULL;
    while (end > p) {
        char c = end[-1];
        if (!strchr(".,;:!?>'\"]}*", c) && (c != ')' || round)) {
            if (end - p < 3 || (memcmp(end - 3, "\xE2\x80\x9D", 3) != 0 && memcmp(end - 3, "\xE2\x80\x99", 3) != 0))
                break;
            end -= 2;
        }
        end--;
    }
    return end;
}

/* An address of the web or of mail, or the name of a file: its bytes, or 0. Looked for only where a word may start. */
static size_t address(const Cut *cut, const char *p) {
    const char *end = cut->end - p > ADDRESS_MAX ? p + ADDRESS_MAX : cut->end;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t n = strlen(schemes[i]);
        if ((size_t)(end - p) > n && (*p | 32) == schemes[i][0]) {
            size_t same = 0;
            while (same < n && (p[same] == schemes[i][same] || (p[same] | 32) == schemes[i][same])) same++;
            if (same == n && word_char(p + n, end)) {
                for (const char *q = p; q < end; q++) {
                    if (*q == '<' || *q == '"' || *q == '|') end = q;
                }
                return (size_t)(trim_address(p, end) - p);
            }
        }
    }
    if (end - p > DOMAIN_MAX) end = p + DOMAIN_MAX;
    const char *q = p, *at = NULL, *dot = NULL;
    while (q < end && (is_alpha(q, end) || is_digit(q, end) || strchr("._-%+#@", *q))) {
        if (*q == '@') {
            if (at || q == p) return 0;
            at = q, dot = NULL;
        }
        if (*q == '.' && q + 1 < end && (is_alpha(q + 1, end) || is_digit(q + 1, end) || (q[1] == '.' && !at))) dot = q;
        q++;
    }
    while (q > p && !is_alpha(q - 1, end) && !is_digit(q - 1, end)) q--;
    if (!dot || dot >= q || dot == p || (at && dot == at + 1)) return 0;
    if (at) return at + 1 < dot ? (size_t)(q - p) : 0;
    if (!ONE_OF(dot + 1, (size_t)(q - dot - 1), domains) || is_digit(dot - 1, end) || dot - p < 2) return 0;
    if (q < cut->end && *q == '/' && word_char(q + 1, cut->end)) {
        end = cut->end - p > ADDRESS_MAX ? p + ADDRESS_MAX : cut->end;
        q = trim_address(p, end);
    }
    return (size_t)(q - p);
}

/* Figures with hyphens that make one token: telephone numbers and dates, but not ranges ("3-5", "1969-1970"). */
static size_t figures_with_hyphens(const char *p, const char *end) {
    int groups = 0, length = 0, before = 0;
    const char *q = p;
    if (end - p > WORD_LOOK) end = p + WORD_LOOK;
    for (;;) {
        const char *start = q;
        while (is_digit(q, end)) q++;
        if (q == start) return 0;
        before = length;
        length = (int)(q - start);
        groups++;
        if (q + 1 >= end || *q != '-' || !is_digit(q + 1, end)) break;
        q++;
    }
    if (word_char(q, end)) return 0;
    if (groups >= 3 || (groups == 2 && before == 3 && length == 4 && memcmp(q - 2, "00", 2) != 0))
        return (size_t)(q - p);
    return 0;
}

static const char *skip_spaces(const char *p, const char *limit) {
    size_t n;
    while (p < limit && (n = cut_space(p, limit)) > 0) p += n;
    return p;
}

/* "U.S", "a.m", "Ph.D", "D.C": short pieces of letters parted by periods. */
static bool pieces(const char *p, const char *q) {
    int piece = 0, dots = 0, longest = 0;
    if (q - p > ABBREVIATION_MAX) return false;
    for (; p < q; p++) {
        if (*p == '.') {
            if (!piece) return false;
            dots++, piece = 0;
        } else if (is_alpha(p, q)) {
            piece++;
            if (piece > longest) longest = piece;
        } else {
            return false;
        }
    }
    return dots && longest <= 2;
}

/* "1/2", "20/20": read as a fraction, not as a date. */
static bool fraction(const char *p, const char *q, const char *end) {
    const char *r = q + 1;
    while (r < end && r - q < 5 && is_digit(r, end)) r++;
    size_t a = (size_t)(q - p), b = (size_t)(r - q - 1);
    if (a == b && memcmp(p, q + 1, a) == 0) return true;
    return a == 1 && b == 1 && *p < q[1] && strchr("2348", q[1]) && !(r < end && (*r == '/' || *r == '.'));
}

/* Whether the period at q belongs to the word p..q. */
static bool keeps_period(const Cut *cut, const char *p, const char *q) {
    if (!cut->abbreviations) return true;
    if (is_digit(q - 1, q)) return false;
    if (q + 1 < cut->end && q[1] == '.') return false; /* an ellipsis */
    if (pieces(p, q)) return true;
    const char *next = skip_spaces(q + 1, cut->limit);
    if (q - p == 1 && is_capital(p, q)) /* an initial, unless nothing follows or it is the pronoun */
        return *p == 'I' ? is_capital(next, cut->limit) && next + 1 < cut->limit && next[1] == '.' : next < cut->limit;
    switch (abbreviation_kind(cut->abbreviations, p, (size_t)(q - p))) {
    case ABBREVIATION_NONE: return false;
    case ABBREVIATION_NUMBER: return is_digit(next, cut->limit);
    case ABBREVIATION_NAME:
        return is_capital(p, q) && (is_digit(next, cut->limit) || (is_capital(next, cut->limit) && next > q + 1) ||
                                    (q + 1 < cut->end && q[1] == ','));
    case ABBREVIATION_TITLE:
    case ABBREVIATION_MONTH: return is_capital(p, q);
    case ABBREVIATION_END: return next < cut->limit && (next == q + 1 || !is_capital(next, cut->limit));
    case ABBREVIATION_OTHER: return true;
    }
    return false;
}

/* Whether the word p..q goes on over the mark at q: decimal points, times, dates, initials, "O'Brien", "AT&T", "non-nuclear". */
static bool joins(const Cut *cut, const char *p, const char *q) {
    const char *end = cut->end;
    bool digits = is_digit(q - 1, q) && is_digit(q + 1, end);
    size_t n = (size_t)(q - p);
    switch (*q) {
    case '.':
        if (digits) return true;
        return is_alpha(q + 1, end) && is_alpha(q - 1, q) &&
               (n == 1 || pieces(p, q) ||
                (n == 2 && is_capital(p, q) && is_capital(q + 1, end) && !word_char(q + 2, end)));
    case ',':
    case ':': return digits;
    case '/':
        if (digits) return !fraction(p, q, end);
        if (n == 1 && is_alpha(p, q) && is_alpha(q + 1, end))
            return !word_char(q + 2, end) || same_word(q + 1, 2, "he");
        return false;
    case '_': return word_char(q + 1, end) || (q + 1 < end && q[1] == '_');
    case '&':
        return n <= 3 && is_capital(q - 1, q) && is_capital(q + 1, end) &&
               !(is_alpha(q + 2, end) && !is_capital(q + 2, end));
    case '-':
        if (!word_char(q + 1, end) || (is_digit(q + 1, end) && n == 1) || n > 7 || !ONE_OF(p, n, prefixes))
            return false;
        return !(end - q > 4 && memcmp(q, "-the-", 5) == 0) &&
               !(n == 1 && is_capital(p, q) && is_capital(q + 1, end)) &&
               !(n == 2 && is_capital(p, q) && is_capital(p + 1, q));
    default: return apostrophe(q, end) && word_char(q + apostrophe(q, end), end);
    }
}

/* "5pm", "7:30PM", "200km": the bytes of the figure, or 0 if no unit is written to it. */
static size_t figure_before_unit(const char *p, const char *end) {
    const char *q = p, *r;
    while (q < end && q - p < WORD_LOOK &&
           (is_digit(q, end) || ((*q == ':' || *q == '.' || *q == ',') && is_digit(q + 1, end))))
        q++;
    for (r = q; r - q < 5 && is_alpha(r, end);) r++;
    return r > q && !word_char(r, end) && ONE_OF(q, (size_t)(r - q), units) ? (size_t)(q - p) : 0;
}

/* The end of "60's", "1980's" at p, or 0. */
static size_t decade(const char *p, const char *end) {
    const char *q = p;
    while (is_digit(q, end) && q - p < 5) q++;
    size_t n = clitic(q, end);
    return (q - p == 2 || q - p == 4) && q[-1] == '0' && n && q[n - 1] == 's' ? (size_t)(q - p) + n : 0;
}

/* A word that starts with a letter or digit at p. */
static size_t word(const Cut *cut, const char *p) {
    const char *end = cut->end, *q = p;
    size_t n;
    if (p > cut->chunk && (n = negation(p, end)) && word_char(p - 1, p)) return n;
    if (is_digit(p, end)) {
        if ((n = figures_with_hyphens(p, end)) > 0) return n;
        if ((n = figure_before_unit(p, end)) > 0 || (n = decade(p, end)) > 0) return n;
    }
    for (;;) {
        while ((n = word_char(q, end)) > 0) {
            if (q > p && (*q | 32) == 'n' && negation(q, end)) return (size_t)(q - p);
            q += n;
        }
        if (q >= end || clitic(q, end) || !joins(cut, p, q)) break;
        size_t mark = apostrophe(q, end);
        q += mark ? mark : 1;
    }
    if (q < end && *q == '.' && keeps_period(cut, p, q)) return (size_t)(q + 1 - p);
    return (size_t)(q - p);
}

/* A run of one mark, or of marks that end sentences. */
static size_t run(const char *p, const char *end) {
    const char *q = p + 1;
    if (*p == '.' && end - p >= 3 && p[1] == '.' && p[2] == '.') {
        while (q < end && *q == '.') q++;
    } else if (strchr(".?!", *p)) {
        while (q < end && (*q == '.' || *q == '?' || *q == '!')) q++;
    } else if (strchr("-=*_~+<>|`'$", *p)) {
        while (q < end && *q == *p) q++;
    }
    return (size_t)(q - p);
}

static size_t mark(const Cut *cut, const char *p) {
    const char *end = cut->end;
    size_t n;
    if (p > cut->chunk && (n = clitic(p, end)) > 0) return n;
    if ((n = apostrophe(p, end)) > 0 && p == cut->chunk && p + n < end) { /* '72, 'em */
        size_t letters = 0;
        while (letters < 8 && is_alpha(p + n + letters, end)) letters++;
        if (ONE_OF(p + n, letters, elided) && !word_char(p + n + letters, end)) return n + letters;
        if (is_digit(p + n, end) && is_digit(p + n + 1, end) && !is_digit(p + n + 2, end))
            return n + 2 + (is_alpha(p + n + 2, end) != 0);
    }
    if ((*p == '.' || *p == '+') && p == cut->chunk && is_digit(p + 1, end)) return 1 + word(cut, p + 1);
    if (p == cut->chunk)
        for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
            size_t length = strlen(faces[i]);
            if ((size_t)(end - p) >= length && memcmp(p, faces[i], length) == 0 && !word_char(p + length, end))
                return length;
        }
    if ((unsigned char)*p < 0x80) return run(p, end);
    int length;
    utf8_decode(p, end, &length);
    size_t all = (size_t)length;
    static const char *const doubled[] = {"\xE2\x80\x94", "\xE2\x80\xA6", "\xE2\x80\x99", "\xE2\x80\x98"}; /* — … ’ ‘ */
    bool runs = false;
    for (size_t i = 0; length == 3 && i < sizeof doubled / sizeof *doubled; i++) runs |= memcmp(p, doubled[i], 3) == 0;
    if (runs)
        while ((size_t)(end - p) >= all + 3 && memcmp(p + all, p, 3) == 0) all += 3;
    return all;
}

size_t cut_word(const Cut *cut, const char *p) {
    const char *q = p, *end = cut->end;
    bool first =
        p == cut->chunk || !word_char(p - 1, p); /* of a multibyte character only the last byte: then never a word */
    while (q < end && is_alpha(q, end)) q++;
    if (q > p && (q == end || *q == ',' || *q == ')' || *q == ';') && first) return fused_length(p, (size_t)(q - p));
    if (first && (p == cut->chunk || !strchr("-_.+%#@", p[-1]))) { /* not at each part of what the last look ran over */
        size_t n = address(cut, p);
        if (n) return n;
    }
    if (!word_char(p, end)) return mark(cut, p);
    size_t n = word(cut, p);
    return first ? fused_length(p, n) : n;
}
