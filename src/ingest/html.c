/* A web page to a Document, in order: bytes, tree, paragraphs, article, what the page says of itself, blocks. */
#include "ingest/html.h"
#include "ingest/html_page.h"

enum {
    TWICE_BYTES = 25, /* a text of so many bytes that stands twice is a copy: captions, texts for small screens */
    BODY_LEAST = 500  /* bytes of a text in JSON-LD that may stand in for the page's */
};

/* The nearest of the block's elements, from inside, that says what kind of block it is. */
static BlockKind kind_of(const HtmlPage *page, const HtmlBlock *b) {
    for (uint32_t i = b->node; i; i = page->nodes[i].parent) {
        const HtmlNode *node = &page->nodes[i];
        if (html_tag_is_heading((HtmlTag)node->tag)) return BLOCK_BODY;
        if (node->tag == TAG_FIGCAPTION || node->tag == TAG_FIGURE || node->tag == TAG_CAPTION) return BLOCK_CAPTION;
        if (i == page->root) break;
        if ((node->roles & CLASS_CAPTION) && node->good * 2 < page->nodes[page->root].good) return BLOCK_CAPTION;
        if (node->roles & CLASS_FOOTNOTE) return BLOCK_FOOTNOTE;
        if (node->tag == TAG_LI || node->tag == TAG_DD || node->tag == TAG_DT) return BLOCK_LIST;
        if ((node->roles & CLASS_LEAD) && node->good * 3 < page->nodes[page->root].good) return BLOCK_LEAD;
    }
    return BLOCK_BODY;
}

static Str fold_key(LineKey *key, Str s) {
    line_key(s, key);
    return key->n ? line_key_str(key, 0, key->n) : (Str){NULL, 0};
}

static void emit(HtmlPage *page) {
    Document *doc = page->doc;
    Hash seen = {.arena = page->arena};
    LineKey *key = arena_alloc(page->arena, sizeof *key);
    key->text.arena = page->arena;
    if (doc->title) {
        document_block(doc, BLOCK_HEADLINE, str_of(doc->title));
        hash_set(&seen, fold_key(key, str_of(doc->title)), BLOCK_HEADLINE);
    }
    bool body = false;
    for (uint32_t i = 0; i < page->blocks.n; i++) {
        const HtmlBlock *b = &page->blocks.at[i];
        if (!b->keep) continue;
        Str text = html_block_str(page, b), folded = fold_key(key, text);
        bool heading = html_tag_is_heading((HtmlTag)page->nodes[b->node].tag);
        BlockKind kind = kind_of(page, b);
        if (kind == BLOCK_LEAD && body) kind = BLOCK_BODY; /* a summary further down is part of the text */
        body |= kind == BLOCK_BODY && b->good;
        if (folded.n && key->whole && (text.n >= TWICE_BYTES || heading)) {
            uint32_t first = hash_get(&seen, folded);
            if (first == HASH_NONE)
                hash_set(&seen, folded, kind);
            else if (kind != BLOCK_BODY || first != BLOCK_BODY)
                continue; /* the same words in the body are the writer's */
        }
        document_block(doc, kind, text);
    }
}

/* The last part of the host in an address: "uk" of "https://www.example.co.uk/…". */
static Str top_domain(Str url) {
    if (!url.n) return url;
    size_t begin = 0, end;
    for (size_t i = 0; i + 3 <= url.n && !begin; i++)
        if (memcmp(url.p + i, "://", 3) == 0) begin = i + 3;
    for (end = begin; end < url.n && url.p[end] != '/' && url.p[end] != ':' && url.p[end] != '?'; end++)
        if (url.p[end] == '.') begin = end + 1;
    return (Str){url.p + begin, end - begin};
}

static bool one_of(Str s, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_eq_fold(s, str_of(words[i]))) return true;
    return false;
}

static int two_digits(const char *p) {
    bool digits = p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9';
    return digits ? (p[0] - '0') * 10 + p[1] - '0' : -1;
}

/* Votes of the dates on the page that can be read in one way only, "23/01/2025": above 0 for the day first, below for the month. */
static int votes_of(const HtmlPage *page) {
    int votes = 0;
    const char *end = page->clean.p + page->clean.n;
    for (const char *p = page->clean.p; p && end - p > 8 && (p = memchr(p + 2, '/', (size_t)(end - p - 2))) != NULL;) {
        if (end - p < 8 || p[3] != '/' || two_digits(p + 4) < 19 || two_digits(p + 6) < 0) continue;
        int first = two_digits(p - 2), second = two_digits(p + 1);
        if (first > 12 && first <= 31 && second >= 1 && second <= 12) votes++;
        if (second > 12 && second <= 31 && first >= 1 && first <= 12) votes--;
    }
    return votes;
}

/* Whether "06/01/2025" is January or June, by the page's language, its other dates, else by where it comes from. */
static DateOrder order_of(const HtmlPage *page, Str url) {
    static const char *const month_first[] = {"us", "ph"}, *const everywhere[] = {"us", "ph", "ca", "io", "co",
                                                                                  "tv", "me", "ai", "fm", "cc",
                                                                                  "to", "ws", "ly"};
    Str lang = {NULL, 0}, domain = top_domain(url);
    for (uint32_t i = 1; i < page->n && !lang.n; i++)
        if (page->nodes[i].tag == TAG_HTML) lang = html_attr(page, i, ATTR_LANG);
    if (lang.n == 5 && (lang.p[2] == '-' || lang.p[2] == '_'))
        return one_of((Str){lang.p + 3, 2}, month_first, 2) ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
    if (lang.n >= 2 && !str_eq_fold((Str){lang.p, 2}, STR("en"))) return DATE_DAY_FIRST;
    int votes = votes_of(page);
    if (votes) return votes > 0 ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
    return domain.n == 2 && !one_of(domain, everywhere, sizeof everywhere / sizeof *everywhere) ? DATE_DAY_FIRST
                                                                                                : DATE_MONTH_FIRST;
}

/* What the page calls itself: its sort in JSON-LD, else the section it stands in. */
static const char *label_of(const HtmlPage *page, const HtmlFacts *ld, const HtmlFacts *head) {
    static const struct {
        const char *type, *label;
    } sorts[] = {{"OpinionNewsArticle", "opinion"},
                 {"AnalysisNewsArticle", "analysis"},
                 {"BackgroundNewsArticle", "analysis"},
                 {"PressRelease", "press release"}};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (str_eq(ld->type, str_of(sorts[i].type))) return sorts[i].label;
    Str section = ld->section.n ? ld->section : head->section;
    return section.n ? arena_copy(page->arena, section.p, section.n) : NULL;
}

/* A page that fetches its text by a script often holds it in JSON-LD all the same. */
static bool emit_body_of(HtmlPage *page, const HtmlFacts *ld) {
    Str rest = ld->body;
    if (rest.n < BODY_LEAST || page->nodes[page->root].kept * 2 > rest.n || memchr(rest.p, '<', rest.n)) return false;
    if (page->doc->title) document_block(page->doc, BLOCK_HEADLINE, str_of(page->doc->title));
    while (rest.n) {
        const char *lf = memchr(rest.p, '\n', rest.n);
        size_t n = lf ? (size_t)(lf - rest.p) : rest.n;
        document_block(page->doc, BLOCK_BODY, html_value(page, (Str){rest.p, n}));
        rest = (Str){rest.p + n + (lf != NULL), rest.n - n - (lf != NULL)};
    }
    return true;
}

bool html_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc, dm_error *err) {
    HtmlPage *page = arena_alloc(doc->arena, sizeof *page);
    page->doc = doc;
    page->know = know;
    page->arena = doc->arena;
    if (!html_parse(page, utf8, err)) return false;
    html_roles(page);
    html_blocks(page);
    HtmlFacts ld, head;
    page->order = order_of(page, str_of(doc->url ? doc->url : raw->url));
    html_ld(page, &ld);
    html_head(page, &head);
    html_title(page, &ld, &head);
    page->order = order_of(page, str_of(doc->url));
    if (!doc->label) doc->label = label_of(page, &ld, &head);
    html_select(page);
    html_dates(page, &ld, &head);
    html_bylines(page, &ld, &head);
    if (!emit_body_of(page, &ld)) emit(page);
    return true;
}

bool html_fragment_read(Str utf8, const Knowledge *know, Document *doc, dm_error *err) {
    HtmlPage *page = arena_alloc(doc->arena, sizeof *page);
    page->doc = doc;
    page->know = know;
    page->arena = doc->arena;
    if (!html_parse(page, utf8, err)) return false;
    html_roles(page);
    html_blocks(page);
    for (uint32_t i = 0; i < page->blocks.n; i++) {
        HtmlBlock *b = &page->blocks.at[i];
        b->keep = true;
        for (uint32_t node = b->node; node && b->keep; node = page->nodes[node].parent)
            b->keep = !page->nodes[node].hidden;
    }
    emit(page);
    return true;
}
