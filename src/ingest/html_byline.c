/* Who wrote a page: JSON-LD, <meta>, rel=author, elements named after authors, "By …" under the heading. */
#include "ingest/html_page.h"

enum {
    BYLINE_BYTES = 200, /* longest text of names */
    NAME_MAX = 80,      /* bytes of one name */
    NEAR_BYTES = 1500,  /* of page text after the heading in which a link to a writer's page counts */
    NEAR_BLOCKS = 12,   /* blocks after the heading in which a "By …" counts */
    BYLINES_MAX = 16
};

static bool starts_fold(Str s, Str with) {
    return s.n >= with.n && str_eq_fold((Str){s.p, with.n}, with);
}

/* Names are parted by commas, semicolons, bars, "and", "&". */
static size_t joint(Str s, size_t i) {
    static const char *const words[] = {" and ", " & ", " with ", " | ",   " / ",  " – ",
                                        " — ",   " - ", " in ",   " for ", " via "};
    if (s.p[i] == ',' || s.p[i] == ';' || s.p[i] == '\n') return 1;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (starts_fold((Str){s.p + i, s.n - i}, str_of(words[k]))) return strlen(words[k]);
    return 0;
}

/* "By", "Written by", "Posted by" before a name. */
static Str without_label(Str s) {
    static const char *const labels[] = {
        "by ",      "by: ",    "written by ", "written by: ", "posted by ", "reported by ", "story by ",
        "author: ", "author ", "von ",        "par ",         "por ",       "di ",          "@"};
    for (bool cut = true; cut;) {
        cut = false;
        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
            if (starts_fold(s, str_of(labels[i])))
                s = str_trim((Str){s.p + strlen(labels[i]), s.n - strlen(labels[i])}), cut = true;
    }
    return s;
}

/* Two to five words that begin in upper case, or one in a script without case; no digits, no marks. */
static bool is_name(Str s) {
    int words = 0, upper = 0;
    if (!s.n || s.n > NAME_MAX) return false;
    const char *p = s.p, *end = s.p + s.n;
    bool first = true, cjk = false;
    while (p < end) {
        int n;
        uint32_t cp = utf8_decode(p, end, &n);
        if (first) words++, upper += utf8_is_upper(cp), cjk |= utf8_is_cjk(cp);
        if ((cp >= '0' && cp <= '9') || (cp < 0x80 && strchr("@:/<>[](){}|=?!\"*#_", (int)cp))) return false;
        first = cp == ' ';
        p += n;
    }
    return cjk || (words >= 2 && words <= 5 && upper >= 2 && upper * 2 >= words);
}

static void add(HtmlPage *page, Str name) {
    Document *doc = page->doc;
    Str old;
    if (!name.n || name.n > NAME_MAX || doc->bylines.n >= BYLINES_MAX) return;
    for (uint32_t i = 0; i < doc->bylines.n; i++) {
        old = str_of(doc->bylines.at[i]);
        if (str_eq_fold(old, name)) return;
    }
    Buf clean = {.arena = page->arena};
    utf8_clean(name, &clean);
    *vec_push(page->arena, &doc->bylines) = buf_cstr(&clean);
}

static bool is_site(const HtmlPage *page, Str name) {
    return page->doc->outlet && str_eq_fold(name, str_of(page->doc->outlet));
}

/* Adds the names in `s`; `any`: where it is given as an author's name, one that is shaped otherwise counts too. */
static bool add_names(HtmlPage *page, Str s, bool any) {
    uint32_t before = page->doc->bylines.n;
    s = without_label(str_trim(s));
    Str whole = s;
    if (!s.n || s.n > BYLINE_BYTES) return false;
    size_t begin = 0;
    for (size_t i = 0; i <= s.n; i++) {
        size_t n = i < s.n ? joint(s, i) : 1;
        if (!n) continue;
        Str part = without_label(str_trim((Str){s.p + begin, i - begin}));
        if (is_name(part) && !is_site(page, part)) add(page, part);
        i += n - 1;
        begin = i + 1;
    }
    if (page->doc->bylines.n == before && any && whole.n <= NAME_MAX && !memchr(whole.p, '/', whole.n) &&
        !memchr(whole.p, '@', whole.n))
        add(page, whole);
    return page->doc->bylines.n > before;
}

static bool author_rel(Str rel) {
    for (size_t i = 0; i + 6 <= rel.n; i++)
        if ((i == 0 || rel.p[i - 1] == ' ') && starts_fold((Str){rel.p + i, rel.n - i}, STR("author")) &&
            (i + 6 == rel.n || rel.p[i + 6] == ' '))
            return true;
    return false;
}

/* A link under the heading to "/authors/…", "/newsteam/…". */
static bool writers_address(const HtmlPage *page, uint32_t i) {
    const HtmlNode *node = &page->nodes[i], *h1 = page->h1 ? &page->nodes[page->blocks.at[page->h1 - 1].node] : NULL;
    if (node->tag != TAG_A || !h1 || node->text < h1->text || node->text - h1->text > NEAR_BYTES) return false;
    Str path = html_attr(page, i, ATTR_HREF);
    for (size_t k = 0; k + 2 < path.n; k++)
        if (memcmp(path.p + k, "://", 3) == 0) path = (Str){path.p + k + 3, path.n - k - 3}, k = 0;
    const char *slash = path.n ? memchr(path.p, '/', path.n) : NULL;
    return slash &&
           (html_words_roles(&page->know->html_words, (Str){slash, path.n - (size_t)(slash - path.p)}) & CLASS_BYLINE);
}

/* Elements that name an author, outside comments and other stories. */
static bool from_elements(HtmlPage *page, bool linked) {
    bool found = false;
    for (uint32_t i = 1; i < page->n; i++) {
        const HtmlNode *node = &page->nodes[i];
        if (!node->attrs || (node->around & (CLASS_COMMENT | CLASS_RELATED)) ||
            node->text_end - node->text > BYLINE_BYTES * 2)
            continue;
        bool link = author_rel(html_attr(page, i, ATTR_REL)) ||
                    str_eq_fold(html_attr(page, i, ATTR_ITEMPROP), STR("author")) || writers_address(page, i);
        if (linked ? !link : !(node->roles & CLASS_BYLINE) || html_tag_is_heading((HtmlTag)node->tag)) continue;
        if (node->tag == TAG_META || node->tag == TAG_LINK) continue;
        if (add_names(page, html_text_of(page, i), false)) {
            found = true;
            if (!linked) break;
        }
    }
    return found;
}

static bool from_lines(HtmlPage *page) {
    uint32_t from = page->h1 ? page->h1 : 0;
    for (uint32_t i = from; i < page->blocks.n && i < from + NEAR_BLOCKS; i++) {
        Str text = html_block_str(page, &page->blocks.at[i]);
        if (text.n < BYLINE_BYTES && starts_fold(text, STR("by ")) && add_names(page, text, false)) return true;
    }
    return false;
}

void html_bylines(HtmlPage *page, const HtmlFacts *ld, const HtmlFacts *head) {
    if (page->doc->bylines.n) return;
    bool found = false;
    for (uint32_t i = 0; i < ld->authors.n; i++) found |= add_names(page, ld->authors.at[i], false);
    if (found) return;
    for (uint32_t i = 0; i < head->authors.n; i++) found |= add_names(page, head->authors.at[i], false);
    if (found || from_elements(page, true) || from_elements(page, false) || from_lines(page)) return;
    for (uint32_t i = 0; i < ld->authors.n; i++) found |= add_names(page, ld->authors.at[i], true);
    for (uint32_t i = 0; i < head->authors.n && !found; i++) found |= add_names(page, head->authors.at[i], true);
}
