/* When a page was published and changed: of what metadata, markup, address and visible words say, what is to be believed. */
#include "ingest/html_page.h"

enum {
    YEAR_MIN = 1980,   /* earlier years in metadata are defaults gone wrong ("1970-01-01") */
    WEB_YEAR = 1995,   /* an older day that does not stand by the heading is what the page tells of */
    DATED_BYTES = 160, /* longest line that is about dates, and text of an element named after dates */
    NEAR_BYTES = 2500, /* of page text between the heading and a date that belongs to it */
    ABOVE_BYTES = 600, /* … if the date stands above the heading */
    CANDIDATES = 4096, /* elements looked at */
    SCORE_NEAR = 25,   /* by the heading */
    SCORE_SHOWN = 15,  /* believed before scripts */
    LINE_BYTES = 80,   /* longest line in which a date beside other words is that of the page */
    SCORE_SURE = 50,   /* believed before the address */
    SCORE_LEAST = -60, /* where nothing better is there, a date in the foot of the page */
    START_BLOCKS = 4,  /* in so many first paragraphs a dateline may stand */
    START_BYTES = 60,  /* before its date, and between the date and the mark that ends it */
    OTHERS = 1000      /* taken off for a date that belongs to another story or a comment */
};

typedef struct {
    Stamp at;
    int score;
} Found;

static int32_t days_between(const Stamp *from, const Stamp *to) {
    return civil_to_days(to->day) - civil_to_days(from->day);
}

static void offer(Found *best, const Stamp *at, int score) {
    if (score <= best->score || at->day.year < (score < SCORE_NEAR ? WEB_YEAR : YEAR_MIN) || !at->day.day) return;
    *best = (Found){*at, score};
}

/* <aside> is what some page builders make of the line under the headline, too: then its name tells of who, when or what about. */
static bool only_aside(const HtmlPage *page, uint32_t node) {
    bool about = false;
    for (uint32_t i = node; i; i = page->nodes[i].parent) {
        const HtmlNode *n = &page->nodes[i];
        if (n->roles & CLASS_RELATED) return false;
        if (n->tag != TAG_ASIDE) continue;
        if (!(n->roles & (CLASS_BYLINE | CLASS_DATE | CLASS_DOUBTFUL))) return false;
        about = true;
    }
    return about;
}

/* Points for where the text at `byte` stands: by the heading, in the article, or in what belongs to others. */
static int place(const HtmlPage *page, uint32_t node, uint32_t byte) {
    uint32_t around = page->nodes[node].around;
    int score = 0;
    if ((around & CLASS_COMMENT) || ((around & CLASS_RELATED) && !only_aside(page, node))) return -OTHERS;
    if (around & CLASS_FURNITURE) score -= 25;
    const HtmlNode *root = &page->nodes[page->root];
    if (node >= page->root && node < root->end)
        score += 8;
    else if (byte > root->text_end)
        score -= 12;
    if (page->h1) {
        const HtmlNode *h1 = &page->nodes[page->blocks.at[page->h1 - 1].node];
        if (byte >= h1->text && byte - h1->text < NEAR_BYTES)
            score += 20;
        else if (byte < h1->text && h1->text - byte < ABOVE_BYTES)
            score += 10;
    }
    return score;
}

static bool is_prop(Str value, const char *word) {
    return value.n == strlen(word) && str_eq_fold(value, str_of(word));
}

static void offer_element(HtmlPage *page, uint32_t i, Found *published, Found *updated) {
    const HtmlNode *node = &page->nodes[i];
    Str prop = html_attr(page, i, ATTR_ITEMPROP), machine = html_attr(page, i, ATTR_DATETIME),
        stamp = html_attr(page, i, ATTR_STAMP);
    bool is_published = is_prop(prop, "datePublished") || is_prop(prop, "dateCreated"),
         is_modified = is_prop(prop, "dateModified");
    bool time = node->tag == TAG_TIME || machine.n, named = (node->around & CLASS_DATE) && (node->roles & CLASS_DATE);
    if (!time && !named && !is_published && !is_modified && !stamp.n) return;
    if (!machine.n) machine = html_attr(page, i, ATTR_CONTENT);
    if (!machine.n && (named || is_published))
        machine = html_attr(page, i, ATTR_TITLE); /* <abbr class="published" title="2025-…"> */
    Stamp at;
    bool ok = machine.n && date_parse_as(machine, page->order, &at);
    bool by_stamp = !ok && stamp.n && date_parse_as(stamp, page->order, &at);
    ok |= by_stamp;
    if (!ok && !time && !named && !is_published && !is_modified) return;
    if (!ok && node->text_end - node->text <= DATED_BYTES * 2) {
        Str text = html_text_of(page, i);
        ok = text.n <= DATED_BYTES && date_find_as(text, page->order, &at, NULL);
    }
    if (!ok) return;
    int score = place(page, i, node->text) + (is_published ? 60 : time ? 30 : named ? 20 : 5);
    if (html_attr(page, i, ATTR_PUBDATE).p || (time && named)) score += 10;
    bool changed = is_modified || ((node->roles | page->nodes[node->parent].roles) & CLASS_UPDATED);
    offer(changed ? updated : published, &at, score);
    if (!changed) return;
    Stamp shown; /* <time datetime="when it was changed">the day it came out</time> */
    Str text = node->text_end - node->text <= DATED_BYTES * 2 ? html_text_of(page, i) : (Str){NULL, 0};
    if (is_modified && date_parse_as(text, page->order, &shown) && shown.day.day && days_between(&shown, &at) > 1)
        offer(published, &shown, score);
    else
        offer(published, &at, score - 45);
}

/* "Published: 23 Jan. 2025", "Updated …", and short lines that are little but a date. */
static void offer_line(HtmlPage *page, const HtmlBlock *b, LineKey *key, Found *published, Found *updated) {
    Str text = html_block_str(page, b);
    Stamp at;
    Span where;
    if (text.n > DATED_BYTES || !date_find_as(text, page->order, &at, &where)) return;
    const HtmlNode *node = &page->nodes[b->node];
    int score = place(page, b->node, node->text);
    line_key(text, key);
    FurnitureMatch label = furniture_match(&page->know->furniture, key);
    if (label.what == FURNITURE_END || label.what == FURNITURE_RELATED) return;
    if (label.what == FURNITURE_UPDATED) {
        offer(updated, &at, score + 35);
        offer(published, &at, score + 5);
    } else if (label.what == FURNITURE_PUBLISHED) {
        offer(published, &at, score + 35);
    } else if ((where.end - where.begin) * 3 >= text.n && !(node->around & (CLASS_COMMENT | CLASS_RELATED))) {
        offer(published, &at, score + 15);
    } else if (text.n <= LINE_BYTES && !strchr(".!?\"", text.p[text.n - 1])) { /* "Borders • January 23, 2025" */
        offer(published, &at, score + 5);
    } else if (furniture_label(&page->know->furniture, key, 0).what) { /* "The river (last edited 2025-01-23)" */
        offer(published, &at, score - 15);
    }
}

static void find_visible(HtmlPage *page, Found *published, Found *updated) {
    int looked = 0;
    for (uint32_t i = 1; i < page->n && looked < CANDIDATES; i++) {
        const HtmlNode *node = &page->nodes[i];
        bool told = node->tag == TAG_TIME || (node->roles & (CLASS_DATE | CLASS_UPDATED));
        if (!told && (!node->attrs || (!html_attr(page, i, ATTR_ITEMPROP).n && !html_attr(page, i, ATTR_DATETIME).n &&
                                       !html_attr(page, i, ATTR_STAMP).n)))
            continue;
        looked++;
        offer_element(page, i, published, updated);
    }
    LineKey *key = arena_alloc(page->arena, sizeof *key);
    key->text.arena = page->arena;
    for (uint32_t i = 0; i < page->blocks.n && i < CANDIDATES; i++)
        offer_line(page, &page->blocks.at[i], key, published, updated);
}

/* Words each of which begins in upper case, as places and agencies do: a dateline, no sentence. */
static bool is_place(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'a' && s.p[i] <= 'z' && (i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '(')) return false;
    return true;
}

static bool is_dash(Str s, size_t i) {
    if (s.n - i >= 2 && memcmp(s.p + i, "--", 2) == 0) return true;
    if (s.n - i >= 3 && (memcmp(s.p + i, "\xE2\x80\x93", 3) == 0 || memcmp(s.p + i, "\xE2\x80\x94", 3) == 0))
        return true;
    return s.p[i] == '-' && i && s.p[i - 1] == ' ' && (i + 1 == s.n || s.p[i + 1] == ' ');
}

/* "GENEVA, Jan. 23, 2025 (Agency) --" at the beginning of the text, or a line of its own there. */
static bool dateline_date(const HtmlPage *page, Stamp *out) {
    int looked = 0;
    for (uint32_t i = 0; i < page->blocks.n && looked < START_BLOCKS; i++) {
        const HtmlBlock *b = &page->blocks.at[i];
        if (!b->keep || !b->good) continue;
        looked++;
        Str text = html_block_str(page, b);
        Span where;
        if (text.n > 2 * DATED_BYTES) text.n = 2 * DATED_BYTES;
        if (!date_find_as(text, page->order, out, &where) || !out->day.day || where.begin > START_BYTES) continue;
        if (!is_place((Str){text.p, where.begin})) continue;
        if (where.end < text.n && text.p[where.end] == '\n') return true;
        for (size_t k = where.end; k < text.n && k - where.end < START_BYTES; k++)
            if (is_dash(text, k) && is_place((Str){text.p + where.end, k - where.end})) return true;
    }
    *out = STAMP_NONE;
    return false;
}

/* A day at either end of the title: "Statement on the border - 23.01.2025 - The Post". */
static bool title_date(const HtmlPage *page, Str title, Stamp *out) {
    Span where;
    *out = STAMP_NONE;
    if (!title.n || !date_find_as(title, page->order, out, &where) || !out->day.day) return false;
    size_t k = where.end;
    while (k < title.n && (title.p[k] == ' ' || title.p[k] == ')')) k++;
    return !where.begin || k == title.n || title.p[k] == '|' || is_dash(title, k);
}

static Str page_title(const HtmlPage *page) {
    for (uint32_t i = 1; i < page->n; i++)
        if (page->nodes[i].tag == TAG_TITLE) return html_text_of(page, i);
    return (Str){NULL, 0};
}

static bool number(Str s, size_t *i, size_t digits, int *value) {
    size_t n = 0;
    *value = 0;
    while (*i + n < s.n && s.p[*i + n] >= '0' && s.p[*i + n] <= '9' && n < 5)
        *value = *value * 10 + (s.p[*i + n++] - '0');
    *i += n;
    return digits ? n == digits : n == 1 || n == 2;
}

/* "/2025/01/23/", "/2025-01-23-", "/20250123/" */
static bool date_in_url(Str url, Stamp *out) {
    for (size_t i = 1; i + 8 <= url.n; i++) {
        char before = url.p[i - 1];
        if ((before != '/' && before != '-' && before != '_' && before != '=') || url.p[i] < '1' || url.p[i] > '2')
            continue;
        size_t k = i;
        int y, m, d;
        if (!number(url, &k, 4, &y)) {
            Stamp at;
            if (k - i == 8 - 3 && date_parse((Str){url.p + i, 8}, &at) && at.day.year >= YEAR_MIN &&
                at.day.year < DATE_MAX_YEAR - 99 && (i + 8 == url.n || url.p[i + 8] < '0' || url.p[i + 8] > '9'))
                return *out = at, true;
            continue;
        }
        char mark = k < url.n ? url.p[k] : ' ';
        if (mark != '/' && mark != '-' && mark != '_') continue;
        k++;
        Stamp named; /* "/2025/jan/23/" */
        if (mark == '/' && k + 6 <= url.n && url.p[k + 3] == '/' && (url.p[k] | 32) >= 'a' &&
            date_parse((Str){url.p + i, k + 6 - i - (url.p[k + 5] < '0' || url.p[k + 5] > '9')}, &named))
            return *out = named, true;
        if (!number(url, &k, 0, &m) || k >= url.n || url.p[k] != mark) continue;
        k++;
        if (!number(url, &k, 0, &d) || (k < url.n && (url.p[k] == '.' || (url.p[k] | 32) == 'p'))) continue;
        if (mark == '/' && k < url.n && !strchr("/?#", url.p[k])) continue; /* "/2025/01/10-ways-to-…" */
        *out = STAMP_NONE;
        out->day = (Civil){y, (int8_t)m, (int8_t)d};
        if (y >= YEAR_MIN && y < DATE_MAX_YEAR - 99 && civil_valid(out->day)) return true;
    }
    *out = STAMP_NONE;
    return false;
}

static bool plausible(const Stamp *s) {
    return s->day.year >= YEAR_MIN && s->day.year < DATE_MAX_YEAR - 99 && s->day.day;
}

static bool take(Document *doc, const Stamp *at, PublishedFrom from) {
    if (!plausible(at)) return false;
    if (!plausible(&doc->published)) {
        doc->published = *at;
        doc->published_from = from;
    } else if (date_sharper(&doc->published, at)) {
        doc->published = *at;
    }
    return true;
}

static int64_t minutes_of(const Stamp *s) {
    return (int64_t)civil_to_days(s->day) * 1440 + s->hour * 60 + s->minute;
}

/* Metadata often give the moment in UTC, while the page tells its readers' day: with "2025-01-24T02:25Z" beside "Jan. 23, 2025,
 * 9:25 p.m." the zone is known (-05:00); beside "/2025/01/23/" only that the day is not UTC's, so that the day alone is told. */
static void to_local(Stamp *s, const Stamp *shown) {
    if (!s->has_zone || s->zone || s->hour < 0 || !plausible(shown)) return;
    if (shown->hour >= 0 && shown->minute >= 0) {
        int64_t east = minutes_of(shown) - minutes_of(s);
        bool named = shown->has_zone && minutes_of(shown) - shown->zone == minutes_of(s);
        bool zoned =
            shown->has_zone && shown->zone; /* "Z" is also what programs write behind the time of their own clock */
        if (named || (!zoned && east && east % 30 == 0 && east >= -12 * 60 && east <= 14 * 60)) {
            *s = *shown;
            s->has_zone = true;
            s->zone = named ? shown->zone : (int16_t)east;
        }
        return;
    }
    int32_t days = civil_to_days(shown->day) - civil_to_days(s->day);
    if ((days == -1 && s->hour < 12) || (days == 1 && s->hour >= 10)) *s = *shown;
}

/* The same moment told with the zone of the page, wherever it stands. */
static void to_zone(Stamp *s, const Stamp *other) {
    if (!s->has_zone || s->zone || s->hour < 0 || !plausible(other) || other->hour < 0 || !other->zone) return;
    if (minutes_of(other) - other->zone == minutes_of(s)) *s = *other;
}

/* The address is given when a story first goes out; metadata of a later day are of a story put out again. */
static void first_address(Document *doc, const Stamp *address) {
    if (plausible(&doc->published) && plausible(address) && days_between(address, &doc->published) > 1)
        doc->published = *address;
}

typedef struct {
    const HtmlFacts *ld, *head;
    Found published, updated;
    Stamp address;
} Evidence;

/* Nothing in the metadata, in the address or clearly on the page: weaker traces, best first. */
static void take_traces(HtmlPage *page, const Evidence *e) {
    Document *doc = page->doc;
    Stamp at;
    if (e->published.score >= SCORE_SHOWN) take(doc, &e->published.at, PUBLISHED_TEXT);
    take(doc, &e->ld->published, PUBLISHED_META);
    if (plausible(&doc->published)) { /* a weak trace may still tell its hour */
        take(doc, &e->published.at, PUBLISHED_TEXT);
        return;
    }
    html_script_date(page, &at);
    if (take(doc, &at, PUBLISHED_META)) return;
    if (dateline_date(page, &at) && take(doc, &at, PUBLISHED_TEXT)) return;
    if ((title_date(page, page_title(page), &at) || title_date(page, e->head->title, &at)) &&
        take(doc, &at, PUBLISHED_TEXT))
        return;
    take(doc, &e->published.at, PUBLISHED_TEXT);
    take(doc, &e->ld->modified, PUBLISHED_META);
    take(doc, &e->head->modified, PUBLISHED_META);
    take(doc, &e->updated.at, PUBLISHED_TEXT);
    if (!plausible(&doc->published) && date_in_url(e->head->image, &at)) take(doc, &at, PUBLISHED_META);
}

static void take_published(HtmlPage *page, const Evidence *e) {
    Document *doc = page->doc;
    if (e->ld->article) take(doc, &e->ld->published, PUBLISHED_META);
    take(doc, &e->head->published, PUBLISHED_META);
    if (e->published.score >= SCORE_SURE) take(doc, &e->published.at, PUBLISHED_TEXT);
    first_address(doc, &e->address);
    take(doc, &e->address, PUBLISHED_META);
    take_traces(page, e);
    to_zone(&doc->published, &e->head->published);
    to_zone(&doc->published, &e->published.at);
    to_zone(&doc->published, &e->updated.at);
    if (e->published.score >= (e->published.at.hour >= 0 ? SCORE_NEAR : SCORE_SURE))
        to_local(&doc->published, &e->published.at);
    to_local(&doc->published, &e->address);
}

void html_dates(HtmlPage *page, const HtmlFacts *ld, const HtmlFacts *head) {
    Document *doc = page->doc;
    Evidence e = {.ld = ld,
                  .head = head,
                  .published = {STAMP_NONE, SCORE_LEAST},
                  .updated = {STAMP_NONE, SCORE_LEAST},
                  .address = STAMP_NONE};
    find_visible(page, &e.published, &e.updated);
    date_in_url(str_of(doc->url), &e.address);
    if (doc->published_from == PUBLISHED_NONE || doc->published_from == PUBLISHED_META) take_published(page, &e);
    if (stamp_known(&doc->updated)) return;
    const Stamp *changes[] = {&ld->modified, &head->modified, &e.updated.at};
    for (size_t i = 0; i < 3 && !stamp_known(&doc->updated); i++)
        if (plausible(changes[i])) doc->updated = *changes[i];
}
