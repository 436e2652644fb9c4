/* A web page to a Document, in order: bytes, tree, paragraphs, article, what the page says of itself, blocks. */
#include "ingest/html.h"
#include "ingest/html_page.h"

enum { TWICE_BYTES = 25 }; /* a text of so many bytes that stands twice is a copy: captions, texts for small screens */

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
            if (first == HASH_NONE) hash_set(&seen, folded, kind);
            else if (kind != BLOCK_BODY || first != BLOCK_BODY) continue; /* the same words in the body are the writer's */
        }
        document_block(doc, kind, text);
    }
}

/* Whether "06/01/2025" is January or June, by the page's language and where it comes from. */
static DateOrder order_of(const HtmlPage *page, const RawDoc *raw) {
    Str lang = {NULL, 0}, url = str_of(raw->url);
    for (uint32_t i = 1; i < page->n && !lang.n; i++)
        if (page->nodes[i].tag == TAG_HTML) lang = html_attr(page, i, ATTR_LANG);
    if (lang.n >= 5 && (lang.p[2] == '-' || lang.p[2] == '_'))
        return str_eq_fold((Str){lang.p + 3, lang.n - 3}, STR("us")) || str_eq_fold((Str){lang.p + 3, lang.n - 3}, STR("ph")) ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
    if (lang.n >= 2 && !str_eq_fold((Str){lang.p, 2}, STR("en"))) return DATE_DAY_FIRST;
    static const char *const day_first[] = {".uk/", ".au/", ".in/", ".nz/", ".ie/", ".za/", ".eu/", ".ng/", ".ke/", ".pk/", ".sg/", ".my/"};
    for (size_t i = 0; i < sizeof day_first / sizeof *day_first; i++)
        for (size_t k = 8; k + 4 <= url.n; k++)
            if (memcmp(url.p + k, day_first[i], 4) == 0) return DATE_DAY_FIRST;
    return DATE_MONTH_FIRST;
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
    page->order = order_of(page, raw);
    html_ld(page, &ld);
    html_head(page, &head);
    html_title(page, &ld, &head);
    html_select(page);
    html_dates(page, &ld, &head);
    html_bylines(page, &ld, &head);
    emit(page);
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
        for (uint32_t node = b->node; node && b->keep; node = page->nodes[node].parent) b->keep = !page->nodes[node].hidden;
    }
    emit(page);
    return true;
}
