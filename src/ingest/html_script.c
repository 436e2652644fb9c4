/* The date of publication in scripts: what a page's own program is given to work with, and JSON-LD that is broken or odd. Nothing of the
 * scripts' grammar is read: a name that is known, a colon, an equals sign or a comma, a value that is a date as a whole. */
#include "ingest/html_page.h"

enum {
    NAME_BYTES = 32, /* of the longest name looked up */
    DATE_BYTES = 48  /* of the longest value */
};

static bool blank(char c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* The name that ends before s.p[at], quoted or not, in small letters without its marks; its length, 0 if none. */
static size_t name_before(Str s, size_t at, char out[NAME_BYTES]) {
    while (at && blank(s.p[at - 1])) at--;
    if (at && (s.p[at - 1] == '"' || s.p[at - 1] == '\'')) at--;
    if (at && s.p[at - 1] == '\\') at--;
    size_t begin = at, n = 0;
    while (begin && at - begin < 2 * NAME_BYTES && name_byte(s.p[begin - 1])) begin--;
    for (; begin < at; begin++) {
        char c = s.p[begin];
        if (c == '_' || c == '-') continue;
        if (n == NAME_BYTES) return 0;
        out[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
    }
    return n;
}

/* The quoted string or the number behind s.p[at]. */
static Str value_after(Str s, size_t at) {
    at++;
    while (at < s.n && blank(s.p[at])) at++;
    if (at < s.n && s.p[at] == '\\') at++;
    char quote = at < s.n ? s.p[at] : '\0';
    size_t begin = at;
    if (quote == '"' || quote == '\'') {
        begin = ++at;
        while (at < s.n && at - begin < DATE_BYTES && s.p[at] != quote && s.p[at] != '\\') at++;
        if (at == s.n || (s.p[at] != quote && s.p[at] != '\\')) return (Str){NULL, 0};
    } else {
        while (at < s.n && at - begin < DATE_BYTES && s.p[at] >= '0' && s.p[at] <= '9') at++;
    }
    return (Str){s.p + begin, at - begin};
}

static void scan(const HtmlPage *page, Str s, uint32_t *rank, Stamp *out) {
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] != ':' && s.p[i] != '=' && s.p[i] != ',') continue;
        char name[NAME_BYTES];
        size_t n = name_before(s, i, name);
        uint32_t r = n ? hash_get(&page->know->html_words.script, (Str){name, n}) : HASH_NONE;
        if (r >= *rank) continue; /* the first of equals: others are of teasers */
        Str value = value_after(s, i);
        Stamp at;
        if (!value.n || !date_parse_as(value, page->order, &at) || !at.day.day) continue;
        *out = at;
        *rank = r;
    }
}

void html_script_date(const HtmlPage *page, Stamp *out) {
    uint32_t rank = HASH_NONE;
    *out = STAMP_NONE;
    scan(page, (Str){page->ld.p, page->ld.n}, &rank, out);
    if (rank == HASH_NONE) scan(page, (Str){page->scripts.p, page->scripts.n}, &rank, out);
}
