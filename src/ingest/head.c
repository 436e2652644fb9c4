/* The dateline, and what follows from it and from the address: outlet, issuer, language, kind. */
#include "ingest/head.h"
#include "base/utf8.h"
#include "ingest/date.h"
#include "ingest/kind.h"
#include "ingest/lang.h"

enum {
    DATELINE_BYTES = 120, /* how far into a paragraph the mark after a dateline may stand */
    DATELINE_WORDS = 12,
    PLACE_WORDS = 6,
    BARE_PLACE_WORDS = 4, /* where neither a date nor an agency stands beside it */
    DATELINE_BLOCKS = 4   /* in so many first paragraphs a dateline may stand */
};

/* The mark that ends a dateline: "–", "—", "--", " - ", "_" or, after an agency in brackets, ":"; its place, or n. */
static size_t find_mark(Str s, size_t *length) {
    size_t most = s.n < DATELINE_BYTES ? s.n : DATELINE_BYTES;
    for (size_t i = 1; i < most; i++) {
        const char *p = s.p + i;
        size_t left = s.n - i;
        if (left >= 3 && (memcmp(p, "\xE2\x80\x93", 3) == 0 || memcmp(p, "\xE2\x80\x94", 3) == 0))
            return *length = 3, i;
        if (left >= 2 && memcmp(p, "--", 2) == 0) return *length = 2, i;
        if (p[-1] == ' ' && (*p == '-' || *p == '_') && (left == 1 || p[1] == ' ' || p[1] == '\n'))
            return *length = 1, i;
        if (p[-1] == ')' && *p == ':') return *length = 1, i;
        if (*p == '.' && left > 1 && p[1] == '"') break;
    }
    return *length = 0, s.n;
}

static bool upper_word(Str w) {
    int letters = 0;
    for (size_t i = 0; i < w.n; i++) {
        if (w.p[i] >= 'a' && w.p[i] <= 'z') return false;
        letters += (w.p[i] >= 'A' && w.p[i] <= 'Z') || (unsigned char)w.p[i] >= 0x80;
    }
    return letters >= 2;
}

/* The words of a place: each begins in upper case. *shouted: the first is all upper case. */
static bool place_words(Str s, bool *shouted) {
    int words = 0;
    bool last_small = false;
    *shouted = false;
    for (size_t i = 0; i < s.n;) {
        size_t begin = i;
        while (i < s.n && s.p[i] != ' ' && s.p[i] != '/' && s.p[i] != ',') i++;
        Str w = {s.p + begin, i - begin};
        while (i < s.n && (s.p[i] == ' ' || s.p[i] == '/' || s.p[i] == ',')) i++;
        if (!w.n) continue;
        int length;
        uint32_t first = utf8_decode(w.p, w.p + w.n, &length);
        bool small = str_eq(w, STR("of")) || str_eq(w, STR("and")) || str_eq(w, STR("the")) ||
                     str_eq(w, STR("aboard")) || str_eq(w, STR("de"));
        if (!utf8_is_upper(first) && !small) return false;
        for (size_t k = 0; k < w.n; k++)
            if ((w.p[k] >= '0' && w.p[k] <= '9') || strchr("()[]:;!?\"", w.p[k])) return false;
        if (!words && small) return false;
        if (!words) *shouted = upper_word(w);
        last_small = small;
        words++;
    }
    return words >= 1 && words <= PLACE_WORDS && !last_small;
}

/* "NAIROBI, Kenya" to "Nairobi, Kenya"; initials like "U.N." and "D.C." stay. */
static const char *place_name(Arena *arena, Str s) {
    char *out = arena_copy(arena, s.p, s.n);
    for (size_t i = 0; i < s.n;) {
        size_t begin = i;
        bool dotted = false;
        while (i < s.n && s.p[i] != ' ' && s.p[i] != '/' && s.p[i] != '-') dotted |= s.p[i++] == '.';
        Str w = {s.p + begin, i - begin};
        if (upper_word(w) && !dotted && w.n > 2)
            for (size_t k = begin + 1; k < begin + w.n; k++)
                if (out[k] >= 'A' && out[k] <= 'Z' && (unsigned char)out[k - 1] != '\'') out[k] = (char)(out[k] + 32);
        i++;
    }
    return out;
}

/* A day without its year takes the year that brings it nearest before the publication. */
static bool day_of_year(Str s, const Document *doc, Stamp *out) {
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    int month = 0, day = 0;
    for (size_t i = 0; i < s.n;) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            int value = 0;
            while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && value < 1000) value = value * 10 + s.p[i++] - '0';
            if (day || value < 1 || value > 31) return false;
            day = value;
        } else if (((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')) {
            size_t begin = i;
            while (i < s.n && (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z') i++;
            if (i - begin < 3) return false;
            int found = 0;
            for (int m = 0; m < 12; m++)
                if (str_eq_fold((Str){s.p + begin, 3}, (Str){months[m], 3})) found = m + 1;
            if (!found || month) return false;
            month = found;
        } else {
            i++;
        }
    }
    if (!month || !day) return false;
    *out = STAMP_NONE;
    int year = doc->published.day.year;
    if (!year) return false;
    Civil c = {year, (int8_t)month, (int8_t)day};
    if (doc->published.day.month &&
        (month > doc->published.day.month + 1 || (month == 12 && doc->published.day.month == 1)))
        c.year--;
    if (!civil_valid(c)) return false;
    out->day = c;
    return true;
}

static bool month_in(Str s) { /* "March 12", "Jan. 23", "23 Jan" without a year */
    Stamp at;
    Document known = {.published = {.day = {2000, 0, 0}}};
    return day_of_year(s, &known, &at);
}

typedef struct {
    Str place;
    Stamp value;
    const Outlet *agency;
    bool dated, parted;
} Dateline; /* parted: a comma or stroke between place and date */

/* Takes the fields of "WASHINGTON, March 12 (Xinhua)" apart. */
static bool take_fields(Str s, const Document *doc, const Knowledge *know, LineKey *key, Dateline *out) {
    *out = (Dateline){.value = STAMP_NONE};
    char *open = s.n ? memchr(s.p, '(', s.n) : NULL;
    if (open) {
        const char *close = memchr(open, ')', s.n - (size_t)(open - s.p));
        if (!close) return false;
        line_key((Str){open + 1, (size_t)(close - open - 1)}, key);
        out->agency = outlets_by_name(&know->outlets, key);
        if (!out->agency && key->n) out->agency = outlets_by_words(&know->outlets, key, 0, 1);
        if (str_trim((Str){close + 1, s.n - (size_t)(close + 1 - s.p)}).n) return false;
        s = str_trim((Str){s.p, (size_t)(open - s.p)});
        if (!out->agency) return false;
    }
    Span where;
    Str rest = s;
    if (date_find(s, &out->value, &where)) {
        out->dated = true;
        rest = where.begin == 0 ? (Str){s.p + where.end, s.n - where.end} : (Str){s.p, where.begin};
        Str gap = str_trim(rest);
        out->parted = gap.n && (where.begin == 0 || strchr(",/|(", gap.p[gap.n - 1]));
    } else {
        for (size_t i = 0; i < s.n; i++)
            if (s.p[i] == ',' && month_in((Str){s.p + i + 1, s.n - i - 1})) {
                out->dated = out->parted = true;
                if (!day_of_year((Str){s.p + i + 1, s.n - i - 1}, doc, &out->value)) out->value = STAMP_NONE;
                rest = (Str){s.p, i};
                break;
            }
    }
    while (rest.n && strchr(" ,/|-", rest.p[0])) rest.p++, rest.n--;
    while (rest.n && strchr(" ,/|-", rest.p[rest.n - 1])) rest.n--;
    out->place = rest;
    return rest.n > 0;
}

static bool dateline_of(const Document *doc, const Block *block, const Knowledge *know, LineKey *key, Dateline *out,
                        Span *span) {
    Str s = {doc->text + block->span.begin, block->span.end - block->span.begin};
    size_t length, n = find_mark(s, &length);
    if (n == s.n) return false;
    Str head = str_trim((Str){s.p, n});
    bool shouted;
    if (!take_fields(head, doc, know, key, out) || !place_words(out->place, &shouted)) return false;
    Str after = str_trim((Str){s.p + n + length, s.n - n - length});
    if (!shouted && !out->agency && !out->parted) return false;
    if (!out->agency && !out->dated) {
        int spaces = 0;
        for (size_t i = 0; i < out->place.n; i++) spaces += out->place.p[i] == ' ';
        if (out->place.n < 4 || spaces >= BARE_PLACE_WORDS || !after.n) return false; /* "Q –", "US –" */
        int k;
        uint32_t first = utf8_decode(after.p, after.p + after.n, &k);
        bool opens = utf8_is_upper(first) || first == '"' || first == 0x201C || first == 0x2018 || first == '\'' ||
                     (first >= '0' && first <= '9');
        if (!opens || s.n < 60) return false;
    }
    *span = (Span){block->span.begin, block->span.begin + (uint32_t)head.n};
    return true;
}

static void find_dateline(Document *doc, const Knowledge *know, LineKey *key) {
    if (doc->dateline.place) return;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < doc->blocks.n && seen < DATELINE_BLOCKS; i++) {
        const Block *b = &doc->blocks.at[i];
        if (b->kind == BLOCK_HEADLINE || b->kind == BLOCK_CAPTION || b->kind == BLOCK_FOOTNOTE) continue;
        seen++;
        Dateline d;
        Span span;
        if (!dateline_of(doc, b, know, key, &d, &span)) continue;
        doc->dateline.place = place_name(doc->arena, d.place);
        doc->dateline.value = d.value;
        doc->dateline.span = span;
        if (d.agency && !doc->outlet) doc->outlet = d.agency->name;
        return;
    }
}

static bool official_words(const char *outlet) {
    static const char *const words[] = {"Ministry of",   "Department of", "Embassy of", "Office of the President",
                                        "Government of", "Prime Minister"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (outlet && strstr(outlet, words[i])) return true;
    return false;
}

static void find_issuer(Document *doc, const Knowledge *know, LineKey *key) {
    if (doc->issuer) return;
    line_key(str_of(doc->outlet), key);
    const Outlet *outlet = outlets_by_name(&know->outlets, key);
    if (outlet && outlet_is_official(outlet))
        doc->issuer = outlet->issuer ? outlet->issuer : outlet->name;
    else if (!outlet && official_words(doc->outlet))
        doc->issuer = doc->outlet;
}

/* "THE WHITE HOUSE", "Ministry of Foreign Affairs of Japan" alone in a paragraph at the top of an official text. */
static void outlet_from_letterhead(Document *doc, const Knowledge *know, LineKey *key) {
    for (uint32_t i = 0; i < doc->blocks.n && i < DATELINE_BLOCKS && !doc->outlet; i++) {
        const Block *b = &doc->blocks.at[i];
        line_key((Str){doc->text + b->span.begin, b->span.end - b->span.begin}, key);
        const Outlet *outlet = outlets_by_name(&know->outlets, key);
        if (outlet && outlet_is_official(outlet)) doc->outlet = outlet->name;
    }
}

void head_finish(Document *doc, const Knowledge *know) {
    LineKey key = {.text = {.arena = doc->arena}};
    const Outlet *host = doc->url ? outlets_by_url(&know->outlets, str_of(doc->url)) : NULL;
    if (host && !doc->outlet) doc->outlet = host->name;
    find_dateline(doc, know, &key);
    outlet_from_letterhead(doc, know, &key);
    find_issuer(doc, know, &key);
    if (!doc->lang) doc->lang = lang_find((Str){doc->text, doc->length}, know, doc->arena);
    doc->kind = kind_find(doc, know, str_of(doc->label));
}
