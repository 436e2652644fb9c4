/* Lines that speak of the article: "Published: 23 Jan. 2025, 18:07", "By A. Writer | Reuters", "SOURCE https://… | DATE … | Title". */
#include "ingest/meta.h"
#include "base/utf8.h"
#include "ingest/byline.h"
#include "ingest/date.h"
#include "ingest/furniture.h"
#include <stdio.h>

enum {
    BODY_WORDS = 12,   /* fewest words of the sentence that opens the body */
    META_WORDS = 25,   /* longest line of dates, names and labels */
    LABEL_WEIGHT = 3,  /* so telling is a line that counts as the label of a kind */
    META_REST = 4,     /* words that may stand in a dated line beside label and date ("GMT", "(Reuters)") */
    HEAD_PIECES = 60,  /* so far into a text its head may reach */
    HEADER_FIELDS = 16 /* fields of a provenance line */
};

static const char *keep(Page *page, Str s) {
    return arena_copy(page->doc->arena, s.p, s.n);
}

void meta_published(Document *doc, const Stamp *at) {
    bool ours = doc->published_from == PUBLISHED_NONE || doc->published_from == PUBLISHED_TEXT;
    if (!ours || (stamp_known(&doc->published) && !date_sharper(&doc->published, at))) return;
    doc->published = *at;
    doc->published_from = PUBLISHED_TEXT;
}

static void set_updated(Document *doc, const Stamp *at) {
    if (!stamp_known(&doc->updated)) doc->updated = *at;
}

static void set_outlet(Page *page, const Outlet *outlet) {
    if (outlet && !page->doc->outlet) page->doc->outlet = outlet->name;
}

/* Letters and digits of `s`, as words. */
static uint32_t words_in(Str s) {
    uint32_t n = 0;
    bool in_word = false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool wordy = c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        if (wordy && !in_word) n++;
        in_word = wordy;
    }
    return n;
}

/* ---- dates ---- */

/* The words of `text` that are neither the labelled dates in it nor their labels; UINT32_MAX if it holds no labelled date. */
static uint32_t labelled_dates(Page *page, Str text, const LineKey *key, Str *rest) {
    const Furniture *f = &page->know->furniture;
    uint32_t left = 0;
    bool found = false;
    *rest = (Str){NULL, 0};
    FurnitureMatch label = furniture_label(f, key, 0);
    if (!label.what || label.first > 0) return UINT32_MAX;
    while (label.what) {
        FurnitureMatch next = furniture_label(f, key, label.last);
        size_t from = key->to[label.last - 1], to = next.what ? key->from[next.first] : text.n;
        Str part = {text.p + from, to - from};
        Stamp at;
        Span where;
        if (date_find(part, &at, &where)) {
            found = true;
            if (label.what == FURNITURE_PUBLISHED)
                meta_published(page->doc, &at);
            else
                set_updated(page->doc, &at);
            Str before = {part.p, where.begin}, after = {part.p + where.end, part.n - where.end};
            left += words_in(before) + words_in(after);
            if (words_in(after) > META_REST) *rest = str_trim(after);
        } else {
            left += words_in(part);
        }
        label = next;
    }
    return found ? left : UINT32_MAX;
}

/* Nothing, or known furniture: "All News" before a date. */
static bool says_nothing(Page *page, Str s) {
    if (!words_in(s)) return true;
    line_key(s, &page->pieces->key);
    FurnitureMatch m = furniture_match(&page->know->furniture, &page->pieces->key);
    return m.what == FURNITURE_JUNK && m.last - m.first == page->pieces->key.n;
}

/* "GMT+2", "KST", "(ET)". */
static bool zone_shaped(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '0' && s.p[i] <= '9') || strchr("+-:() .", s.p[i])))
            return false;
    return s.n <= 12;
}

/* The whole of `field` is a date. */
static bool bare_date(Page *page, Str field) {
    Stamp at;
    Span where;
    if (!date_find(field, &at, &where) || at.day.day == 0) return false;
    Str before = str_trim((Str){field.p, where.begin}),
        after = str_trim((Str){field.p + where.end, field.n - where.end});
    if (!says_nothing(page, before) || !(says_nothing(page, after) || zone_shaped(after))) return false;
    meta_published(page->doc, &at);
    return true;
}

/* One field of a line like "By A. Writer | Reuters | January 23, 2025 | 3 min read". */
static bool meta_field(Page *page, Str field, bool top) {
    LineKey *key = &page->pieces->key;
    field = str_trim(field);
    line_key(field, key);
    if (!key->n) return true;
    Str rest;
    uint32_t left = labelled_dates(page, field, key, &rest);
    if (left <= META_REST) return true;
    if (top && bare_date(page, field)) return true;
    line_key(field, key);
    const Outlet *outlet = outlets_by_name(&page->know->outlets, key);
    if (outlet) {
        if (top) set_outlet(page, outlet);
        return true;
    }
    FurnitureMatch m = furniture_match(&page->know->furniture, key);
    if (m.what == FURNITURE_BYLINE) return byline_take(page, field, key->to[m.last - 1]);
    return m.what == FURNITURE_JUNK && m.last == key->n;
}

/* Where the next field begins: after " | ", "·", "•" or " / "; *n = length of the field before. */
static size_t next_field(Str s, size_t *n) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '|') return *n = i, i + 1;
        if (i + 2 <= s.n && memcmp(s.p + i, "\xC2\xB7", 2) == 0) return *n = i, i + 2;
        if (i + 3 <= s.n && memcmp(s.p + i, "\xE2\x80\xA2", 3) == 0) return *n = i, i + 3;
        if (i + 3 <= s.n && memcmp(s.p + i, " / ", 3) == 0) return *n = i, i + 3;
    }
    return *n = s.n, s.n;
}

/* What was known before a line was read: what one that is not all of this kind seemed to say is not believed. */
typedef struct {
    Stamp published, updated;
    PublishedFrom from;
    uint32_t bylines;
    const char *outlet;
} Said;
static Said said(const Document *doc) {
    return (Said){doc->published, doc->updated, doc->published_from, doc->bylines.n, doc->outlet};
}
static void unsay(Document *doc, const Said *before) {
    doc->published = before->published;
    doc->updated = before->updated;
    doc->published_from = before->from;
    doc->bylines.n = before->bylines;
    doc->outlet = before->outlet;
}

/* All of the line is fields that speak of the article, and one of them a date or a name. */
static bool meta_line(Page *page, const Piece *piece, bool top) {
    if (piece->words > META_WORDS || !piece->words) return false;
    Said before = said(page->doc);
    for (Str rest = piece->text; rest.n;) {
        size_t n, step = next_field(rest, &n);
        if (!meta_field(page, (Str){rest.p, n}, top)) {
            unsay(page->doc, &before);
            return false;
        }
        rest = (Str){rest.p + step, rest.n - step};
    }
    return true;
}

static bool hash_stands(const Page *page, uint64_t hash, uint32_t except) {
    for (uint32_t i = 0; i < page->pieces->all.n && i < HEAD_PIECES; i++)
        if (i != except && page->pieces->all.at[i].hash == hash) return true;
    return false;
}

/* "date 2025-05-03  The title again": a label and a date, then a line that stands elsewhere too. */
static bool dated_repetition(Page *page, uint32_t at) {
    Piece *piece = &page->pieces->all.at[at];
    const LineKey *key = piece_key(page->pieces, piece);
    Str rest;
    Said before = said(page->doc);
    if (labelled_dates(page, piece->text, key, &rest) != UINT32_MAX && rest.n) {
        LineKey *again = &page->pieces->key;
        line_key(rest, again);
        if (again->n && hash_stands(page, hash_bytes(again->text.p, again->text.n) | 1, at)) return true;
    }
    unsay(page->doc, &before);
    return false;
}

/* "Readout", "Opinion": the section or kind that a page prints above or below its title; a lone time of day. */
static void read_label(Page *page, Piece *piece) {
    Document *doc = page->doc;
    if (piece->words > 3 || piece->sentence) return;
    int hour, minute, used = 0;
    char time[8] = {0};
    if (piece->text.n <= 5) memcpy(time, piece->text.p, piece->text.n);
    if (sscanf(time, "%2d:%2d%n", &hour, &minute, &used) == 2 && (size_t)used == piece->text.n && hour < 24 &&
        minute < 60) {
        if (doc->published_from == PUBLISHED_TEXT && doc->published.hour < 0)
            doc->published.hour = (int8_t)hour, doc->published.minute = (int8_t)minute;
        piece->role = ROLE_OUT;
        piece->bare = true;
        return;
    }
    if (doc->label || piece->words < 1) return;
    int score[KIND_NAMES] = {0}, most = 0;
    kinds_score(&page->know->kinds, piece_key(page->pieces, piece), CUE_LABEL, score);
    for (int k = 0; k < KIND_NAMES; k++) most = score[k] > most ? score[k] : most;
    if (most >= LABEL_WEIGHT) doc->label = keep(page, piece->text);
}

static void read_lines(Page *page) {
    Pieces *pieces = page->pieces;
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        Piece *piece = &pieces->all.at[i];
        if (piece->role == ROLE_OUT || piece->shape == SHAPE_IMAGE) continue;
        bool top = i <= page->body && i < HEAD_PIECES,
             label = piece->match.what == FURNITURE_PUBLISHED || piece->match.what == FURNITURE_UPDATED;
        if (label && i < HEAD_PIECES && dated_repetition(page, i)) {
            piece->role = ROLE_OUT;
            continue;
        }
        if (piece->sentence && !label) continue;
        if (page->trust == TRUST_BODY ? !label : !top && !label && piece->match.what != FURNITURE_BYLINE) continue;
        if (top && i + 1 < pieces->all.n && piece->words <= 2 &&
            label) { /* the label on one line, the date on the next */
            Piece *next = piece + 1;
            Str joined = {piece->text.p, piece->text.n};
            Buf b = {.arena = pieces->arena};
            buf_str(&b, joined);
            buf_putc(&b, ' ');
            buf_str(&b, next->text);
            Piece both = {.text = {b.p, b.n}, .words = piece->words + next->words};
            if (!meta_line(page, piece, top) && next->words <= META_WORDS && meta_line(page, &both, top)) {
                piece->role = next->role = ROLE_OUT;
                continue;
            }
        }
        bool name_only = !label && piece->match.what == FURNITURE_NONE && piece->words && top &&
                         outlets_by_name(&page->know->outlets, piece_key(pieces, piece));
        uint32_t bylines = page->doc->bylines.n;
        if (byline_suffix(page, piece) ||
            (meta_line(page, piece, top) && (label || top || piece->match.what == FURNITURE_BYLINE))) {
            piece->role = ROLE_OUT;
            piece->bare = !label && piece->match.what != FURNITURE_BYLINE && page->doc->bylines.n == bylines;
            if (name_only) page->signs++;
            if (page->doc->bylines.n > bylines && i + 1 < pieces->all.n && line_is_post(&piece[1]))
                piece[1].role = ROLE_OUT;
        } else if (top) {
            read_label(page, piece);
        }
    }
}

/* ---- provenance ---- */

static bool starts_fold(Str s, const char *word) {
    size_t n = strlen(word);
    return s.n > n && str_eq_fold((Str){s.p, n}, (Str){word, n}) && (s.p[n] == ' ' || s.p[n] == ':' || s.p[n] == '\t');
}

/* "SOURCE https://… | DATE 2022-09-29 | via … | Title of the text": what a collector writes above a text. */
static void read_provenance(Page *page) {
    if (page->trust == TRUST_BODY || !page->pieces->all.n) return;
    Piece *piece = &page->pieces->all.at[0];
    if (!memmem(piece->text.p, piece->text.n, "://", 3) || !memchr(piece->text.p, '|', piece->text.n)) return;
    Str fields[HEADER_FIELDS], rest = piece->text;
    int n = 0, urls = 0, dates = 0;
    Stamp at = STAMP_NONE;
    const char *url = NULL;
    while (rest.n && n < HEADER_FIELDS) {
        const char *bar = memmem(rest.p, rest.n, " | ", 3);
        Str field = {rest.p, bar ? (size_t)(bar - rest.p) : rest.n};
        rest = bar ? (Str){bar + 3, rest.n - field.n - 3} : (Str){NULL, 0};
        fields[n++] = field = str_trim(field);
        const char *scheme = memmem(field.p, field.n, "http", 4);
        if (scheme && !url) {
            Str address = {scheme, field.n - (size_t)(scheme - field.p)};
            const char *space = memchr(address.p, ' ', address.n);
            if (space) address.n = (size_t)(space - address.p);
            url = keep(page, address);
        }
        urls += scheme != NULL;
        if (!scheme && starts_fold(field, "date") && date_find(field, &at, NULL)) dates++;
    }
    if (!urls || (!dates && n < 3)) return;
    piece->role = ROLE_OUT;
    if (!page->doc->url) page->doc->url = url;
    if (dates) meta_published(page->doc, &at);
    Str last = fields[n - 1];
    bool labelled = starts_fold(last, "via") || starts_fold(last, "date") || starts_fold(last, "source");
    if (labelled || memmem(last.p, last.n, "://", 3) || words_in(last) < 2) return;
    if (starts_fold(last, "title")) last = str_trim((Str){last.p + 6, last.n - 6});
    if (!page->doc->title) page->doc->title = keep(page, last);
}

/* "Title: …" / "Date: …" / "Source: …" lines that open a file. */
static void read_header_fields(Page *page) {
    Pieces *pieces = page->pieces;
    static const char *const keys[] = {"title",  "headline", "source",    "url",  "link",
                                       "author", "outlet",   "publisher", "date", "section"};
    uint32_t n = 0;
    int kind[HEADER_FIELDS];
    for (; n < pieces->all.n && n < HEADER_FIELDS; n++) {
        Str s = pieces->all.at[n].text;
        const char *colon = s.n ? memchr(s.p, ':', s.n < 24 ? s.n : 24) : NULL;
        int k = -1;
        for (int i = 0; colon && i < 10; i++)
            if (str_eq_fold(str_trim((Str){s.p, (size_t)(colon - s.p)}), str_of(keys[i]))) k = i;
        if (k < 0) break;
        kind[n] = k;
    }
    if (n < 2 || page->trust == TRUST_BODY) return;
    for (uint32_t i = 0; i < n; i++) {
        Piece *piece = &pieces->all.at[i];
        const char *colon = memchr(piece->text.p, ':', piece->text.n);
        Str value = str_trim((Str){colon + 1, piece->text.n - (size_t)(colon + 1 - piece->text.p)});
        Stamp at;
        piece->role = ROLE_OUT;
        if (!value.n) continue;
        if (kind[i] <= 1 && !page->doc->title) page->doc->title = keep(page, value);
        if ((kind[i] == 3 || kind[i] == 4) && !page->doc->url) page->doc->url = keep(page, value);
        if ((kind[i] == 2 || kind[i] == 6 || kind[i] == 7) && !page->doc->outlet) {
            line_key(value, &pieces->key);
            const Outlet *known = outlets_by_name(&page->know->outlets, &pieces->key);
            if (memmem(value.p, value.n, "://", 3))
                page->doc->url = page->doc->url ? page->doc->url : keep(page, value);
            else
                page->doc->outlet = known ? known->name : keep(page, value);
        }
        if (kind[i] == 5) byline_take(page, value, 0);
        if (kind[i] == 8 && date_parse(value, &at)) meta_published(page->doc, &at);
        if (kind[i] == 9 && !page->doc->label) page->doc->label = keep(page, value);
    }
}

/* ---- title ---- */

/* "A headline - BBC News": cuts the outlet off. */
Str title_without_outlet(Page *page, Str title, const Outlet **outlet) {
    static const char *const seps[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: "};
    *outlet = NULL;
    for (int i = 0; i < 5; i++) {
        size_t n = strlen(seps[i]);
        const char *at = NULL;
        for (size_t k = 0; k + n <= title.n; k++)
            if (memcmp(title.p + k, seps[i], n) == 0) at = title.p + k;
        if (!at || at == title.p) continue;
        Str tail = {at + n, title.n - (size_t)(at + n - title.p)};
        line_key(tail, &page->pieces->key);
        *outlet = outlets_by_name(&page->know->outlets, &page->pieces->key);
        if (*outlet) return str_trim((Str){title.p, (size_t)(at - title.p)});
    }
    return title;
}

static bool can_be_title(Page *page, const Piece *piece) {
    Str last;
    if (piece->role != ROLE_TEXT || piece->words < 2 || piece->words > 45 || piece->text.n > 400) return false;
    if (piece->shape != SHAPE_PLAIN && piece->shape != SHAPE_HEADING) return false;
    char end = piece->text.p[piece->text.n - 1];
    if (piece->shape == SHAPE_PLAIN && (end == '.' || end == ':' || end == ';' || end == ',' || end == ']'))
        return false;
    if (piece->match.what != FURNITURE_NONE && piece->match.what != FURNITURE_CREDIT && piece->match.first == 0 &&
        (piece->match.page || piece->match.last >= (int)piece->words))
        return false;
    if (memmem(piece->text.p, piece->text.n, "://", 3) || memchr(piece->text.p, '@', piece->text.n)) return false;
    if (line_is_trail(page, piece->text, &last) || line_is_menu(piece->text)) return false;
    Stamp at;
    return !date_parse(piece->text, &at);
}

static int title_score(const Page *page, uint32_t at) {
    const Piece *all = page->pieces->all.at, *piece = &all[at];
    int score = (piece->words >= 5) + (piece->words >= 3);
    if (piece->shape == SHAPE_HEADING) score += 3;
    if (hash_stands(page, piece->hash, at)) score += 4;
    for (uint32_t i = at + 1; i < page->pieces->all.n && i <= at + 2; i++)
        if (all[i].role == ROLE_OUT &&
            (all[i].match.what == FURNITURE_PUBLISHED || all[i].match.what == FURNITURE_UPDATED ||
             all[i].match.what == FURNITURE_BYLINE))
            return score + 3;
    return score;
}

static void take_title(Page *page, uint32_t at) {
    Piece *piece = &page->pieces->all.at[at];
    const Outlet *outlet;
    piece->text = title_without_outlet(page, piece->text, &outlet);
    set_outlet(page, outlet);
    piece->role = ROLE_TITLE;
    page->title = at;
    if (!page->doc->title) page->doc->title = keep(page, piece->text);
}

static void find_title(Page *page) {
    Pieces *pieces = page->pieces;
    page->title = pieces->all.n;
    uint32_t end = page->body < HEAD_PIECES ? page->body : HEAD_PIECES, best = pieces->all.n;
    if (end > pieces->all.n) end = pieces->all.n;
    if (page->doc->title) {
        const Outlet *outlet;
        Str known = title_without_outlet(page, str_of(page->doc->title), &outlet);
        line_key(known, &pieces->key);
        uint64_t hash = pieces->key.n ? hash_bytes(pieces->key.text.p, pieces->key.text.n) | 1 : 0;
        for (uint32_t i = 0; i < pieces->all.n && i < HEAD_PIECES && hash; i++)
            if (pieces->all.at[i].role == ROLE_TEXT && pieces->all.at[i].hash == hash) {
                take_title(page, i);
                return;
            }
        return;
    }
    int most = 0, order = 3;
    for (uint32_t i = 0; i < end; i++) {
        if (!can_be_title(page, &pieces->all.at[i])) continue;
        int score = title_score(page, i) + (order > 0 ? order-- : 0);
        if (score > most) most = score, best = i;
    }
    if (best < pieces->all.n) take_title(page, best);
}

static void find_body(Page *page) {
    Pieces *pieces = page->pieces;
    page->body = pieces->all.n;
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        const Piece *p = &pieces->all.at[i];
        char end = p->text.p[p->text.n - 1];
        bool headline = p->words < 40 && end != '.' && (unsigned char)end < 0x80 && end != '"' && end != ']' &&
                        end != ')' && end != ':';
        if (p->role == ROLE_OUT || !p->sentence || p->words < BODY_WORDS || p->shape == SHAPE_IMAGE || headline)
            continue;
        if (p->match.what == FURNITURE_NONE || p->match.what == FURNITURE_CREDIT) {
            page->body = i;
            return;
        }
    }
}

void meta_read(Page *page) {
    read_provenance(page);
    read_header_fields(page);
    find_body(page);
    byline_near_email(page);
    read_lines(page);
    find_title(page);
    byline_agency(page);
}
