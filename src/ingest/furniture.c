/* Page furniture in flattened text.
 *
 * First the evidence that the text was saved from a page at all: known phrases that only pages print, trails ("Home > National"),
 * lines of links, pictures in Markdown, addresses hidden from robots. Without enough of it everything stays. With it, what is
 * known or shaped like furniture goes, and so does what follows the last of the article. */
#include "ingest/furniture.h"
#include "base/utf8.h"
#include "ingest/byline.h"

enum {
    SIGN_PHRASE = 4, /* a phrase of three words or more that only pages print */
    SIGN_SHORT = 2,  /* a shorter one */
    SIGN_WEAK = 1,   /* a label that may stand elsewhere too */
    SIGNS_FILE = 4,  /* so much makes a file a saved page */
    SIGNS_MARKDOWN = 6,
    SIGNS_BODY = 8,       /* text that comes as the body of an object is believed longer */
    TAIL_SHARE = 4,       /* what follows the article may hold one part in so many of all running words */
    LABEL_WORDS = 25,     /* longest line that is furniture by how it opens */
    TITLE_LIKE_MOST = 30, /* longest line in a list of other stories */
    MENU_FIELDS = 4,      /* fewest fields of a line of links */
    RUN_LIKE = 5,         /* so many title-like lines in a row under the article are a list of other stories */
    CREDIT_WORDS = 4,     /* words of a name after "Image source," */
    CAPTION_SAME = 8      /* words that two captions must share from the start to be one */
};

/* ---- shapes of lines ---- */

/* Splits at " > ", " › ", " » " (or at a bar, dot): the length of the first field and, in *gap, of the mark after it. */
static size_t field_end(Str s, bool trail, size_t *gap) {
    static const char *const arrows[] = {" > ", " \xE2\x80\xBA ", " \xC2\xBB ", " \xE2\x86\x92 ", " >> "};
    static const char *const bars[] = {" | ", "|", " \xC2\xB7 ", " \xE2\x80\xA2 ", "\t"};
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' && s.p[i] != '|' && s.p[i] != '\t') continue;
        for (int k = 0; k < 5; k++) {
            const char *mark = trail ? arrows[k] : bars[k];
            size_t n = strlen(mark);
            if (i + n <= s.n && memcmp(s.p + i, mark, n) == 0) return *gap = n, i;
        }
    }
    return *gap = 0, s.n;
}

static int spaces(Str s) {
    int n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == ' ';
    return n;
}

static int short_fields(Str line, bool trail, int most_spaces, Str *last) {
    int fields = 0;
    while (line.n) {
        size_t gap, n = field_end(line, trail, &gap);
        Str field = str_trim((Str){line.p, n});
        if (spaces(field) > most_spaces) return 0;
        if (field.n) fields++, *last = field;
        line = (Str){line.p + n + gap, line.n - n - gap};
    }
    return fields;
}

enum { LINE_SHAPE_BYTES = 400, TRAIL_SPACES = 8 }; /* longer lines are neither trail nor menu */

bool line_is_trail(Page *page, Str line, Str *last) {
    if (line.n > LINE_SHAPE_BYTES) return false;
    size_t gap, n = field_end(line, true, &gap);
    if (n == line.n) return false;
    int fields = short_fields(line, true, TRAIL_SPACES, last);
    if (fields != 2) return fields >= 3;
    line_key((Str){line.p, n}, &page->pieces->key); /* "Home > News", "首页 > …" */
    FurnitureMatch first = furniture_match(&page->know->furniture, &page->pieces->key);
    return first.what == FURNITURE_JUNK && first.last == page->pieces->key.n;
}

bool line_is_menu(Str line) {
    Str last;
    return line.n <= LINE_SHAPE_BYTES && short_fields(line, false, 3, &last) >= MENU_FIELDS;
}

static bool is_address(Str s) {
    return (s.n > 8 && (memcmp(s.p, "http://", 7) == 0 || memcmp(s.p, "https://", 8) == 0) && !memchr(s.p, ' ', s.n)) ||
           (s.n > 4 && memcmp(s.p, "www.", 4) == 0 && !memchr(s.p, ' ', s.n));
}

/* Does the furniture phrase count here? One that opens a long line of running text does not. */
static bool phrase_counts(const Piece *piece) {
    return piece->match.what != FURNITURE_NONE && piece->match.what != FURNITURE_CREDIT &&
           piece->words <= LABEL_WORDS && (!piece->sentence || piece->match.page);
}

/* ---- evidence ---- */

static int sign_of(Page *page, const Piece *piece) {
    Str last;
    if (phrase_counts(piece)) {
        bool phrase = piece->match.last - piece->match.first >= 3;
        if (piece->match.page) return phrase ? SIGN_PHRASE : SIGN_SHORT;
        bool dated = piece->match.what == FURNITURE_PUBLISHED || piece->match.what == FURNITURE_UPDATED ||
                     piece->match.what == FURNITURE_BYLINE;
        return dated ? 0 : SIGN_WEAK;
    }
    if (piece->role != ROLE_TEXT) return 0;
    if (line_is_trail(page, piece->text, &last)) return SIGN_PHRASE;
    return line_is_menu(piece->text) ? SIGN_SHORT : 0;
}

static void count_signs(Page *page) {
    Pieces *pieces = page->pieces;
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        const Piece *piece = &pieces->all.at[i];
        page->signs += sign_of(page, piece);
        if (piece->shape == SHAPE_IMAGE && page->trust == TRUST_FILE) page->signs += SIGN_PHRASE;
        if (i && piece->hash && piece->words >= CAPTION_SAME && piece->hash == piece[-1].hash &&
            piece->shape != SHAPE_IMAGE)
            page->signs += SIGN_SHORT; /* a caption printed twice */
    }
    int least = page->trust == TRUST_FILE ? SIGNS_FILE : page->trust == TRUST_BODY ? SIGNS_BODY : SIGNS_MARKDOWN;
    page->web = page->signs >= least;
}

/* ---- the end of the article ---- */

static bool running(const Piece *p) {
    return p->role == ROLE_TEXT && p->sentence && p->shape != SHAPE_IMAGE && !phrase_counts(p);
}

/* After a list of other stories opens at `at`: does the article go on? Two paragraphs in a row say so; teasers stand alone. */
static bool resumes(const Pieces *pieces, uint32_t at, uint32_t *where) {
    for (uint32_t i = at + 1; i + 1 < pieces->all.n; i++) {
        const Piece *p = &pieces->all.at[i];
        if (phrase_counts(p) && p->match.what == FURNITURE_END) return false;
        if (running(p) && running(p + 1) && p->words + p[1].words >= 30) {
            *where = i;
            return true;
        }
    }
    return false;
}

/* The piece from which on nothing of the article follows; pieces.n if there is none. */
static uint32_t find_tail(const Page *page) {
    const Pieces *pieces = page->pieces;
    uint64_t total = 0, after = 0;
    uint32_t tail = pieces->all.n, where;
    for (uint32_t i = 0; i < pieces->all.n; i++)
        if (running(&pieces->all.at[i])) total += pieces->all.at[i].words;
    for (uint32_t i = pieces->all.n; i-- > page->body;) {
        const Piece *p = &pieces->all.at[i];
        bool mark = phrase_counts(p) && (p->match.what == FURNITURE_END || p->match.what == FURNITURE_RELATED);
        if (mark && after * TAIL_SHARE <= total && i > page->body) tail = i;
        if (running(p)) after += p->words;
    }
    while (tail < pieces->all.n && pieces->all.at[tail].match.what == FURNITURE_RELATED &&
           resumes(pieces, tail, &where)) {
        uint32_t next = pieces->all.n; /* a box inside the article: the next mark after it may be the tail */
        for (uint32_t i = where; i < pieces->all.n && next == pieces->all.n; i++) {
            const Piece *p = &pieces->all.at[i];
            if (phrase_counts(p) && (p->match.what == FURNITURE_END || p->match.what == FURNITURE_RELATED)) next = i;
        }
        tail = next;
    }
    return tail;
}

/* A list of other stories inside the article: its label, and the title-like lines under it. */
static uint32_t drop_box(Pieces *pieces, uint32_t at, uint32_t end) {
    pieces->all.at[at].role = ROLE_OUT;
    uint32_t i = at + 1;
    for (; i < end; i++) {
        Piece *p = &pieces->all.at[i];
        if (p->role == ROLE_TITLE || p->sentence || p->words > TITLE_LIKE_MOST) break;
        p->role = ROLE_OUT;
    }
    return i - 1;
}

/* ---- single pieces ---- */

static bool is_furniture(Page *page, const Piece *p) {
    Str last;
    if (p->words <= 1 && p->text.n <= 2) return true; /* a lone letter or bullet */
    if (*p->text.p == '#' && p->text.n > 1 && p->text.p[1] != ' ' && p->words <= 4) return true; /* "#summit" */
    if (page->doc->label && str_eq_fold(p->text, str_of(page->doc->label))) return true;
    if (is_address(p->text) || line_is_email(p->text) || line_is_menu(p->text)) return true;
    if (line_is_trail(page, p->text, &last)) {
        if (!page->doc->label) page->doc->label = arena_copy(page->doc->arena, last.p, last.n);
        return true;
    }
    return phrase_counts(p) && p->match.what != FURNITURE_BYLINE && p->match.what != FURNITURE_PUBLISHED &&
           p->match.what != FURNITURE_UPDATED;
}

/* "[MINISTRY OF FOREIGN AFFAIRS]", "(Yonhap)", "Photo: Reuters" at the end of a line under a picture. */
static bool ends_in_credit(Page *page, const Piece *p) {
    if (p->match.what == FURNITURE_CREDIT) return true;
    char close = p->text.p[p->text.n - 1], open = close == ']' ? '[' : '(';
    if (close != ']' && close != ')') return false;
    size_t i = p->text.n - 1;
    while (i > 0 && p->text.p[i] != open && p->text.n - i < 80) i--;
    if (p->text.p[i] != open || i == 0) return false;
    Str inside = {p->text.p + i + 1, p->text.n - i - 2};
    line_key(inside, &page->pieces->key);
    FurnitureMatch m = furniture_match(&page->know->furniture, &page->pieces->key);
    if (m.what == FURNITURE_CREDIT || outlets_by_name(&page->know->outlets, &page->pieces->key)) return true;
    int upper = 0, lower = 0;
    for (size_t k = 0; k < inside.n; k++) {
        upper += inside.p[k] >= 'A' && inside.p[k] <= 'Z';
        lower += inside.p[k] >= 'a' && inside.p[k] <= 'z';
    }
    return close == ']' && upper > 2 && !lower;
}

/* Are both captions of one picture? One may lack the credit. */
static bool same_caption(Page *page, const Piece *a, const Piece *b) {
    if (a->hash && a->hash == b->hash) return true;
    Buf first = {.arena = page->pieces->arena};
    line_key(a->text, &page->pieces->key);
    if (page->pieces->key.n < CAPTION_SAME) return false;
    buf_put(&first, page->pieces->key.text.p, page->pieces->key.text.n);
    line_key(b->text, &page->pieces->key);
    Str y = {page->pieces->key.text.p, page->pieces->key.text.n};
    size_t n = first.n < y.n ? first.n : y.n;
    return page->pieces->key.n >= CAPTION_SAME && memcmp(first.p, y.p, n) == 0;
}

/* "Image source, Getty Images"; and takes "Image caption," off a caption. */
static bool credit_only(Page *page, Piece *p) {
    if (p->match.what != FURNITURE_CREDIT || p->match.first > 0 || p->shape == SHAPE_IMAGE) return false;
    const LineKey *key = piece_key(page->pieces, p);
    Str label = line_key_str(key, p->match.last - 1, p->match.last);
    if (!str_eq(label, STR("caption"))) return (int)p->words - p->match.last <= CREDIT_WORDS;
    size_t from = key->to[p->match.last - 1];
    while (from < p->text.n && strchr(",: ", p->text.p[from])) from++;
    p->text = (Str){p->text.p + from, p->text.n - from};
    return p->text.n == 0;
}

static void mark_captions(Page *page) {
    Pieces *pieces = page->pieces;
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        Piece *p = &pieces->all.at[i];
        if (p->role != ROLE_TEXT && p->role != ROLE_LEAD) continue;
        bool picture = p->shape == SHAPE_IMAGE;
        if (page->web && credit_only(page, p)) {
            p->role = ROLE_OUT;
            continue;
        }
        if (picture && (p->words < 3 || is_address(p->text))) {
            p->role = ROLE_OUT; /* "logo", a file name */
            continue;
        }
        bool beside = i && (p[-1].shape == SHAPE_IMAGE || p[-1].role == ROLE_CAPTION);
        if (beside && p[-1].role == ROLE_CAPTION && same_caption(page, p - 1, p)) {
            if (p->text.n > p[-1].text.n) { /* the fuller of the two, which has the credit */
                p->role = ROLE_CAPTION;
                p[-1].role = ROLE_OUT;
            } else {
                p->role = ROLE_OUT;
            }
            continue;
        }
        if (picture || (p->words <= 80 && (page->web || beside) && ends_in_credit(page, p))) p->role = ROLE_CAPTION;
    }
}

/* The same line again: the later one goes. */
static void drop_repetitions(Page *page) {
    Pieces *pieces = page->pieces;
    Hash seen = {.arena = pieces->arena};
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        Piece *p = &pieces->all.at[i];
        if (p->role == ROLE_OUT || !p->hash || p->words < 4) continue;
        Str key = {(const char *)&p->hash, sizeof p->hash};
        if (p->role == ROLE_TITLE) hash_set(&seen, key, i);
    }
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        Piece *p = &pieces->all.at[i];
        if (p->role == ROLE_OUT || p->role == ROLE_TITLE || !p->hash || p->words < 4) continue;
        Str key = {(const char *)&p->hash, sizeof p->hash};
        if (hash_add(&seen, key, i) != i) p->role = ROLE_OUT;
    }
}

/* Emails and the like inside a line that says more: "- A. Writer [email protected]". */
static void cut_inside(Page *page, Piece *p) {
    LineKey *key = &page->pieces->key;
    line_key(p->text, key);
    FurnitureMatch m = furniture_inside(&page->know->furniture, key, 0);
    if (!m.what) return;
    Buf b = {.arena = page->pieces->arena};
    size_t from = 0;
    while (m.what) {
        size_t begin = key->from[m.first], end = key->to[m.last - 1];
        while (begin > from && strchr("[(<", p->text.p[begin - 1])) begin--;
        while (end < p->text.n && strchr("])>", p->text.p[end])) end++;
        buf_put(&b, p->text.p + from, begin - from);
        from = end;
        m = furniture_inside(&page->know->furniture, key, m.last);
    }
    buf_put(&b, p->text.p + from, p->text.n - from);
    p->text = str_trim((Str){b.p, b.n});
    if (!p->text.n) p->role = ROLE_OUT;
}

/* Below the last paragraph: what follows the first furniture there, and title-like lines in a row even without a label. */
static void drop_after_body(Pieces *pieces, uint32_t end) {
    uint32_t last = end, run = 0;
    for (uint32_t i = 0; i < end; i++)
        if (pieces->all.at[i].role != ROLE_OUT && running(&pieces->all.at[i])) last = i;
    if (last == end) return;
    for (uint32_t i = last + 1; i < end; i++) {
        const Piece *p = &pieces->all.at[i];
        if (p->role == ROLE_TEXT && p->shape == SHAPE_PLAIN && p->words >= 5 && p->words <= TITLE_LIKE_MOST) run++;
    }
    bool drop = run >= RUN_LIKE;
    for (uint32_t i = last + 1; i < end; i++) {
        Piece *p = &pieces->all.at[i];
        if (p->role == ROLE_OUT && !p->wordless) drop = true;
        if (drop && p->role == ROLE_TEXT && p->shape != SHAPE_FOOTNOTE && p->shape != SHAPE_IMAGE) p->role = ROLE_OUT;
    }
}

static void outlet_from_furniture(Page *page, const Piece *p) {
    if (page->doc->outlet || p->words > LABEL_WORDS || p->match.what == FURNITURE_RELATED ||
        p->match.what == FURNITURE_BYLINE)
        return;
    if (!p->match.page) return;
    const LineKey *key = piece_key(page->pieces, p);
    for (int n = 5; n >= 1; n--)
        for (int i = 0; i + n <= key->n; i++) {
            const Outlet *o = outlets_by_words(&page->know->outlets, key, i, i + n);
            if (o && (n > 1 || o->sort == OUTLET_AGENCY) && o->sort != OUTLET_SITE) {
                page->doc->outlet = o->name;
                return;
            }
        }
}

/* "Copyright 2025 The Harbour Courier. All rights reserved.", "© The Harbour Courier": names an outlet that no table knows. */
static void outlet_from_copyright(Page *page, const Piece *p) {
    if (page->doc->outlet || p->words > LABEL_WORDS) return;
    const char *sign = memmem(p->text.p, p->text.n, "\xC2\xA9", 2);
    bool word = p->text.n > 10 && str_eq_fold((Str){p->text.p, 9}, STR("copyright"));
    if (!sign && !word) return;
    Str s = sign ? (Str){sign + 2, p->text.n - (size_t)(sign + 2 - p->text.p)} : (Str){p->text.p + 9, p->text.n - 9};
    if (s.n > 4 && str_eq_fold((Str){s.p, 4}, STR(" (c)"))) s.p += 4, s.n -= 4;
    while (s.n && ((*s.p >= '0' && *s.p <= '9') || strchr(" -,", *s.p))) s.p++, s.n--;
    if (s.n > 3 && str_eq_fold((Str){s.p, 3}, STR("by "))) s.p += 3, s.n -= 3;
    size_t n = 0;
    while (n < s.n && !strchr(".,|;(", s.p[n]) && !(n + 4 < s.n && str_eq_fold((Str){s.p + n, 5}, STR(" all ")))) n++;
    Str name = str_trim((Str){s.p, n});
    if (name.n > 2 && name_shaped(name)) page->doc->outlet = arena_copy(page->doc->arena, name.p, name.n);
}

static void clear_page(Page *page) {
    Pieces *pieces = page->pieces;
    uint32_t tail = find_tail(page);
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        Piece *p = &pieces->all.at[i];
        if (i >= tail) {
            p->role = p->role == ROLE_TITLE ? p->role : ROLE_OUT;
        } else if (p->role == ROLE_TEXT) {
            bool before = page->title < pieces->all.n && i < page->title && !p->sentence && p->shape != SHAPE_IMAGE;
            if (before || is_furniture(page, p))
                p->role = ROLE_OUT;
            else
                cut_inside(page, p);
            if (p->role == ROLE_OUT && p->match.what == FURNITURE_RELATED && phrase_counts(p))
                i = drop_box(pieces, i, tail);
        }
    }
    drop_after_body(pieces, tail);
    drop_repetitions(page);
    uint32_t next = page->title + 1; /* the deck: a line between title and body */
    while (next < pieces->all.n && pieces->all.at[next].role == ROLE_OUT) next++;
    if (page->title < pieces->all.n && next < page->body) {
        Piece *p = &pieces->all.at[next];
        if (p->role == ROLE_TEXT && p->shape == SHAPE_PLAIN && p->words >= 6) p->role = ROLE_LEAD;
    }
}

/* Rules, "###", bullets without a word. */
static bool is_mark(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("-_*=#~|. >", s.p[i]) && (unsigned char)s.p[i] < 0x80) return false;
    return true;
}

/* "/END/", "(END)", "-30-" under the last paragraph. */
static void drop_end_mark(Page *page) {
    Pieces *pieces = page->pieces;
    for (uint32_t i = pieces->all.n; i-- > 1;) {
        Piece *p = &pieces->all.at[i];
        if (p->role == ROLE_OUT) continue;
        const LineKey *key = piece_key(pieces, p);
        bool end = key->n == 1 && (str_eq(line_key_str(key, 0, 1), STR("end")) || str_eq(p->text, STR("-30-")));
        if (end) p->role = ROLE_OUT;
        return;
    }
}

/* An archive's own text, with front matter: "(October 6, 2022)" under the place of a speech is of the text, and so is a line that says the
 * title again behind the first paragraph. */
static void keep_lines(Page *page) {
    Pieces *pieces = page->pieces;
    for (uint32_t i = 0; i < pieces->all.n; i++)
        if (pieces->all.at[i].bare) pieces->all.at[i].role = ROLE_TEXT;
    if (page->title < pieces->all.n && page->title > page->body) {
        pieces->all.at[page->title].role = ROLE_TEXT;
        page->title = pieces->all.n;
    }
}

void furniture_mark(Page *page) {
    Pieces *pieces = page->pieces;
    for (uint32_t i = 0; i < pieces->all.n; i++)
        if (pieces->all.at[i].wordless && is_mark(pieces->all.at[i].text)) pieces->all.at[i].role = ROLE_OUT;
    drop_end_mark(page);
    count_signs(page);
    if (page->web)
        clear_page(page);
    else if (page->trust == TRUST_FRONT_MATTER)
        keep_lines(page);
    mark_captions(page);
    for (uint32_t i = 0; i < pieces->all.n; i++) outlet_from_furniture(page, &pieces->all.at[i]);
    for (uint32_t i = 0; page->web && i < pieces->all.n; i++) outlet_from_copyright(page, &pieces->all.at[i]);
    if (!page->doc->outlet && pieces->picture_host) page->doc->outlet = pieces->picture_host->name;
}
