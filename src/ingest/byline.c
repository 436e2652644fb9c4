/* Bylines from single lines. */
#include "ingest/byline.h"
#include "base/utf8.h"

enum { BYLINE_WORDS = 16, NAME_WORDS = 5, BYLINE_NAMES = 8, NAME_BYTES = 80 };

static const char reporter[] = "\xEA\xB8\xB0\xEC\x9E\x90"; /* 기자 */

static bool lower_particle(Str w) {
    static const char *const words[] = {"van", "von", "de", "der", "den", "da", "dos", "del", "di",
                                        "du",  "la",  "le", "bin", "al",  "el", "ibn", "ul",  "ter"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(w, str_of(words[i]))) return true;
    return false;
}

bool name_shaped(Str s) {
    if (!s.n || s.n > NAME_BYTES) return false;
    const char *p = s.p, *end = s.p + s.n;
    int words = 0, upper = 0;
    while (p < end) {
        const char *word = p;
        while (p < end && *p != ' ') p++;
        Str w = {word, (size_t)(p - word)};
        while (p < end && *p == ' ') p++;
        if (!w.n) continue;
        int length;
        uint32_t first = utf8_decode(w.p, w.p + w.n, &length);
        for (size_t i = 0; i < w.n; i++)
            if ((w.p[i] >= '0' && w.p[i] <= '9') || strchr("@:/<>[](){}|=?!\"", w.p[i])) return false;
        words++;
        if (utf8_is_upper(first) || utf8_is_cjk(first))
            upper++;
        else if (!lower_particle(w))
            return false;
    }
    return words >= 1 && words <= NAME_WORDS && upper >= 1;
}

/* Words that tell an employment, not a name. */
static bool role_words(Str s) {
    static const char *const roles[] = {
        "reporter", "reporters", "correspondent", "correspondents", "editor",      "editors", "staff",  "writer",
        "writers",  "bureau",    "journalist",    "columnist",      "contributor", "analyst", "press",  "news",
        "times",    "desk",      "team",          "newsroom",       "agencies",    "agency",  "intern", "chief"};
    char fold[NAME_BYTES + 1];
    if (s.n > NAME_BYTES) return true;
    for (size_t i = 0; i < s.n; i++) fold[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        size_t n = strlen(roles[i]);
        const char *hit = s.n >= n ? memmem(fold, s.n, roles[i], n) : NULL;
        if (hit && (hit == fold || hit[-1] == ' ') && ((size_t)(hit - fold) + n == s.n || hit[n] == ' ')) return true;
    }
    return false;
}

static Str cut_suffix(Str s, const char *suffix) {
    size_t n = strlen(suffix);
    if (s.n > n && memcmp(s.p + s.n - n, suffix, n) == 0) s.n -= n;
    return str_trim(s);
}

static void add_name(Page *page, Str name) {
    Document *doc = page->doc;
    for (uint32_t i = 0; i < doc->bylines.n; i++)
        if (str_eq_fold(str_of(doc->bylines.at[i]), name)) return;
    *vec_push(doc->arena, &doc->bylines) = arena_copy(doc->arena, name.p, name.n);
}

/* The line without what stands in brackets, without addresses and without what follows a bar. */
static Str without_brackets(Arena *arena, Str s) {
    char *out = arena_bytes(arena, s.n + 1);
    size_t n = 0;
    int depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '[' || c == '(' || c == '<')
            depth++;
        else if ((c == ']' || c == ')' || c == '>') && depth)
            depth--;
        else if (c == '|')
            break;
        else if (!depth)
            out[n++] = c;
    }
    char *at = n ? memchr(out, '@', n) : NULL;
    if (at) {
        n = (size_t)(at - out);
        while (n && out[n - 1] != ' ') n--;
    }
    return str_trim((Str){out, n});
}

/* Where the list of names is parted next: ", ", " and ", " & ", ";", "/"; *gap is the length of the mark. */
static size_t next_mark(Str s, size_t *gap) {
    for (size_t i = 0; i < s.n; i++) {
        Str rest = {s.p + i, s.n - i};
        if (*rest.p == ',' || *rest.p == ';' || *rest.p == '/') return *gap = 1, i;
        if (rest.n > 5 && str_eq_fold((Str){rest.p, 5}, STR(" and "))) return *gap = 5, i;
        if (rest.n > 3 && memcmp(rest.p, " & ", 3) == 0) return *gap = 3, i;
        if (rest.n > 4 && str_eq_fold((Str){rest.p, 4}, STR(" in "))) return *gap = rest.n, i;
        if (rest.n > 3 && memcmp(rest.p, " - ", 3) == 0) return *gap = rest.n, i;
    }
    return *gap = 0, s.n;
}

bool byline_take(Page *page, Str line, size_t from) {
    Str s = {line.p + from, line.n - from};
    while (s.n && (*s.p == ':' || *s.p == ' ')) s.p++, s.n--;
    s = without_brackets(page->doc->arena, s);
    Str names[BYLINE_NAMES];
    int n = 0;
    while (s.n && n < BYLINE_NAMES) {
        size_t gap, k = next_mark(s, &gap);
        Str name = cut_suffix(str_trim((Str){s.p, k}), reporter);
        s = str_trim((Str){s.p + k + gap, s.n - k - gap});
        if (name.n > 4 && str_eq_fold((Str){name.p, 3}, STR("by "))) name = str_trim((Str){name.p + 3, name.n - 3});
        if (name.n && str_eq_fold((Str){name.p, name.n < 4 ? name.n : 4}, STR("and ")))
            name = str_trim((Str){name.p + 4, name.n - 4});
        if (!name.n) continue;
        LineKey *key = &page->pieces->key;
        line_key(name, key);
        const Outlet *outlet = outlets_by_name(&page->know->outlets, key);
        if (outlet && n) continue; /* "By A. Writer, Associated Press" */
        if (!outlet && role_words(name)) {
            if (n) continue;
            return false;
        }
        if (!outlet && !name_shaped(name)) return false;
        names[n++] = name;
    }
    for (int i = 0; i < n; i++) add_name(page, names[i]);
    return n > 0;
}

bool byline_suffix(Page *page, const Piece *piece) {
    if (page->trust == TRUST_BODY || piece->sentence || piece->words > NAME_WORDS || piece->text.n < sizeof reporter)
        return false;
    Str name = cut_suffix(piece->text, reporter);
    if (name.n == piece->text.n || !name_shaped(name)) return false;
    add_name(page, name);
    return true;
}

bool line_is_post(const Piece *piece) {
    return piece->role == ROLE_TEXT && !piece->sentence && piece->words <= NAME_WORDS && role_words(piece->text);
}

bool line_is_email(Str line) {
    while (line.n && strchr("-*\xE2 [<(", *line.p)) line.p++, line.n--;
    if (line.n >= 16 && memcmp(line.p, "email\xC2\xA0protected", 16) == 0) return true;
    if (line.n >= 15 && str_eq_fold((Str){line.p, 15}, STR("email protected")) && line.n < 24) return true;
    const char *at = line.n ? memchr(line.p, '@', line.n) : NULL;
    if (!at || at == line.p || line.n > 254) return false;
    const char *dot = memchr(at, '.', line.n - (size_t)(at - line.p));
    return dot && !memchr(line.p, ' ', line.n);
}

static bool could_be_name(const Piece *piece, Str *name) {
    if (piece->role != ROLE_TEXT || piece->sentence || piece->words < 1 || piece->words > NAME_WORDS) return false;
    if (piece->match.what != FURNITURE_NONE && piece->match.what != FURNITURE_BYLINE) return false;
    Str s = piece->text;
    while (s.n && (*s.p == '-' || *s.p == '*' || *s.p == ' ')) s.p++, s.n--;
    *name = cut_suffix(s, reporter);
    return name_shaped(*name) && (piece->words >= 2 || (unsigned char)name->p[0] >= 0x80);
}

void byline_near_email(Page *page) {
    Pieces *pieces = page->pieces;
    if (page->trust == TRUST_BODY) return;
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        if (!line_is_email(pieces->all.at[i].text)) continue;
        pieces->all.at[i].role = ROLE_OUT;
        page->signs++;
        Str name;
        for (int side = -1; side <= 1; side += 2) {
            if ((side < 0 && i == 0) || (side > 0 && i + 1 == pieces->all.n)) continue;
            Piece *near = &pieces->all.at[side < 0 ? i - 1 : i + 1];
            if (!could_be_name(near, &name)) continue;
            if (near->match.what == FURNITURE_BYLINE) break; /* "By …" is read as such */
            add_name(page, name);
            near->role = ROLE_OUT;
            break;
        }
    }
}

void byline_agency(Page *page) {
    Pieces *pieces = page->pieces;
    if (page->trust == TRUST_BODY) return;
    for (uint32_t i = page->body + 1; i < pieces->all.n; i++) {
        Piece *piece = &pieces->all.at[i];
        if (piece->role != ROLE_TEXT || piece->words > NAME_WORDS || !piece->words) continue;
        const Outlet *outlet = outlets_by_name(&page->know->outlets, piece_key(pieces, piece));
        if (!outlet || outlet->sort != OUTLET_AGENCY) continue;
        piece->role = ROLE_OUT;
        piece->bare = true;
        if (!page->doc->bylines.n && page->trust != TRUST_FRONT_MATTER) add_name(page, str_of(outlet->name));
    }
}
