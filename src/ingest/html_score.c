/* Which element holds the article, and which of its paragraphs are the article.
 *
 * Every element is weighed by the running text in it (counted as text) against the rest (counted against it); elements that name
 * themselves as the article weigh more. The heaviest holds the article. Elements whose names say "menu", "share", "related", … are
 * left out beforehand, unless most of the page's running text stands in them: then the name speaks of something else. After
 * Readability (points for text, passed upwards), boilerpipe (text and link density) and jusText (neighbours decide on short
 * paragraphs); the weighing itself is a maximum-sum subtree, found in one pass. */
#include "ingest/html_page.h"

enum {
    PRUNED = 5,         /* part of its weight that an element without running text takes from the one around it */
    TEXT_INSIDE = 400,  /* bytes of running text inside the article that are not furniture whatever they are called */
    BIO_SHARE = 4,      /* an element named after the author holds less than one part in … of the running text */
    CLAIM_BYTES = 500,  /* of running text that make the claim to be the article one to be believed */
    COMMENT_REST = 250, /* bytes of running text outside the comments that suffice for an article */
    MARK_SHARE = 2,     /* a furniture name counts on elements with less than one part in … of the running text */
    SHORT_BLOCK = 60,   /* bytes; below it, a block outside paragraphs needs a good neighbour */
    DATED_LINE = 100,   /* bytes of the longest line that is but a date */
    LEAD_LEAST = 30,    /* bytes of a standfirst or a caption above the article */
    LEAD_MOST = 800,
    LINK_ONLY = 200 /* bytes of a paragraph that is all link and therefore points elsewhere */
};

static HtmlTag tag_of(const HtmlPage *page, uint32_t i) {
    return (HtmlTag)page->nodes[i].tag;
}
static uint32_t length(const HtmlBlock *b) {
    return b->end - b->begin;
}

static bool calls_itself_article(const HtmlPage *page, uint32_t i) {
    const HtmlNode *node = &page->nodes[i];
    return (node->tag == TAG_ARTICLE || (node->roles & CLASS_BODY)) && node->tag != TAG_BODY && node->tag != TAG_HTML &&
           !(node->roles & (CLASS_FURNITURE | CLASS_RELATED | CLASS_COMMENT));
}

static void add_up(HtmlPage *page) {
    for (uint32_t i = 0; i < page->blocks.n; i++) {
        const HtmlBlock *b = &page->blocks.at[i];
        HtmlNode *node = &page->nodes[b->node];
        node->bytes += length(b);
        node->link += b->link;
        node->good += b->good;
    }
    for (uint32_t i = page->n - 1; i > 0; i--) {
        HtmlNode *node = &page->nodes[i], *parent = &page->nodes[node->parent];
        parent->claimed += calls_itself_article(page, i) ? node->good : node->claimed;
        parent->bytes += node->bytes;
        parent->link += node->link;
        parent->good += node->good;
    }
    for (uint32_t i = 1; i < page->n; i++) {
        HtmlNode *node = &page->nodes[i];
        const HtmlNode *parent = &page->nodes[node->parent];
        node->elsewhere =
            parent->elsewhere + parent->claimed - (calls_itself_article(page, i) ? node->good : node->claimed);
    }
}

/* Names on these say what the page is, not what the element is. */
static bool names_page(HtmlTag tag) {
    return tag == TAG_HTML || tag == TAG_BODY || tag == TAG_MAIN || tag == TAG_ARTICLE;
}

static uint32_t roles_of(const HtmlPage *page, uint32_t i) {
    const HtmlNode *node = &page->nodes[i];
    uint32_t roles = node->roles;
    switch ((int)node->tag) {
    case TAG_NAV:
    case TAG_FOOTER:
    case TAG_MENU:
    case TAG_DIALOG: roles |= CLASS_FURNITURE; break;
    case TAG_ASIDE: roles |= CLASS_RELATED; break;
    case TAG_HEADER:
    case TAG_FORM:
    case TAG_FIELDSET:
    case TAG_ADDRESS: roles |= CLASS_DOUBTFUL; break;
    default: break;
    }
    if (node->hidden || node->tag == TAG_NOSCRIPT) roles |= CLASS_HIDDEN;
    if (names_page((HtmlTag)node->tag)) roles &= (uint32_t)(CLASS_BODY | CLASS_CONTENT | CLASS_COMMENT | CLASS_RELATED);
    if (node->tag == TAG_HTML || node->tag == TAG_BODY || node->tag == TAG_MAIN) roles &= (uint32_t)CLASS_CONTENT;
    return roles;
}

/* Doubtful elements go where most of what they hold is links, or too short to be a paragraph. */
static bool doubtful_goes(const HtmlPage *page, uint32_t i) {
    const HtmlNode *n = &page->nodes[i];
    if (html_tag_is_heading((HtmlTag)n->tag) || n->tag == TAG_P || n->tag == TAG_BLOCKQUOTE || n->tag == TAG_PRE ||
        n->tag == TAG_FIGURE)
        return false;
    if (n->good * 2 >= n->bytes) return false;
    return n->link * 3 > n->bytes || n->good == 0;
}

/* An element inside the article's text that is named as furniture ("widget" is what some page builders call everything). */
static bool is_text_after_all(const HtmlPage *page, uint32_t i) {
    const HtmlNode *n = &page->nodes[i];
    return (page->nodes[n->parent].around & CLASS_BODY) && n->good >= TEXT_INSIDE && n->good * 5 > n->bytes * 4;
}

/* Other stories are told by links to them. */
static bool leads_elsewhere(const HtmlNode *n) {
    return n->link * 8 > n->bytes || n->bytes < LINK_ONLY;
}

static bool holds_heading(const HtmlPage *page, uint32_t i) {
    uint32_t h1 = page->h1 ? page->blocks.at[page->h1 - 1].node : 0;
    return h1 >= i && h1 < page->nodes[i].end;
}

/* Most of the page's text stands in it, and no other element claims to be the article. */
static bool is_most(const HtmlPage *page, uint32_t i) {
    const HtmlNode *n = &page->nodes[i], *all = &page->nodes[0];
    if (n->good * MARK_SHARE < all->good || !all->good) return false;
    return holds_heading(page, i) || n->elsewhere < CLAIM_BYTES;
}

static bool goes(const HtmlPage *page, uint32_t i, bool with_hidden) {
    const HtmlNode *n = &page->nodes[i];
    uint32_t roles = roles_of(page, i);
    if (!roles || !n->bytes) return false;
    bool most = is_most(page, i);
    if (roles & CLASS_COMMENT)
        return !most || (page->nodes[0].good - n->good >= COMMENT_REST && !holds_heading(page, i));
    if (most) return false;
    if ((roles & CLASS_HIDDEN) && !with_hidden) return true;
    if (roles & CLASS_BODY) return false;
    if (roles & CLASS_FURNITURE) return !is_text_after_all(page, i);
    if ((roles & CLASS_RELATED) && leads_elsewhere(n)) return true;
    if ((roles & CLASS_BYLINE) && n->good && n->good * BIO_SHARE < page->nodes[0].good && !holds_heading(page, i))
        return true; /* the writer's life */
    if (roles & (CLASS_BYLINE | CLASS_DATE))
        return n->good == 0 && !html_tag_is_heading((HtmlTag)n->tag) && !(roles & CLASS_LEAD) && n->bytes < 300;
    return (roles & CLASS_DOUBTFUL) && !(roles & CLASS_CAPTION) && doubtful_goes(page, i);
}

/* `shown`: hidden elements inside this one are read too. */
static void drop(HtmlPage *page, uint32_t shown) {
    for (uint32_t i = 1; i < page->n; i++) {
        HtmlNode *node = &page->nodes[i];
        const HtmlNode *parent = &page->nodes[node->parent];
        node->around = parent->around;
        if (!is_most(page, i) || (node->roles & CLASS_BODY)) node->around |= roles_of(page, i);
        bool inside = shown < page->n && i >= shown && i < page->nodes[shown].end;
        node->dropped = parent->dropped || (node->block == i && goes(page, i, inside));
        node->kept = 0;
    }
    page->nodes[0].kept = 0;
}

/* ---- the root ---- */

/* Hundredths by which the weight of an element grows for what it calls itself. */
static int bonus(const HtmlPage *page, uint32_t i) {
    uint32_t roles = roles_of(page, i);
    if (roles & CLASS_BODY) return 80;
    if (tag_of(page, i) == TAG_ARTICLE) return 60;
    if (tag_of(page, i) == TAG_MAIN) return 10;
    return roles & CLASS_CONTENT ? 10 : 0;
}

static void find_root(HtmlPage *page) {
    int64_t *weight = arena_alloc(page->arena, page->n * sizeof *weight);
    for (uint32_t i = 0; i < page->blocks.n; i++) {
        const HtmlBlock *b = &page->blocks.at[i];
        if (page->nodes[b->node].dropped) continue;
        page->nodes[b->node].kept += b->good;
        weight[b->node] += b->good ? (int64_t)b->good : -(int64_t)(length(b) / 2 + b->link / 2);
    }
    int64_t best = 0;
    page->root = 0;
    for (uint32_t i = page->n - 1;; i--) {
        if (page->nodes[i].block == i && !page->nodes[i].dropped && weight[i] > 0) {
            int64_t heavy = weight[i] * (100 + bonus(page, i));
            if (heavy > best) best = heavy, page->root = i; /* of equals the inner one, which comes first here */
        }
        if (!i) break;
        weight[page->nodes[i].parent] += weight[i] < 0 ? weight[i] / PRUNED : weight[i];
        page->nodes[page->nodes[i].parent].kept += page->nodes[i].kept;
    }
}

/* ---- paragraphs ---- */

static bool within(const HtmlPage *page, uint32_t node, uint32_t root) {
    return node >= root && node < page->nodes[root].end;
}

/* The nearest element at or above `node`, inside the root, with one of the tags. 0 = none. */
static uint32_t inside(const HtmlPage *page, uint32_t node, HtmlTag a, HtmlTag b) {
    for (; node > page->root; node = page->nodes[node].parent)
        if (tag_of(page, node) == a || tag_of(page, node) == b) return node;
    return 0;
}

static bool list_of_links(const HtmlPage *page, uint32_t node) {
    uint32_t list = inside(page, node, TAG_UL, TAG_OL);
    return list && page->nodes[list].link * 2 > page->nodes[list].bytes;
}

static bool keep(const HtmlPage *page, const HtmlBlock *b) {
    const HtmlNode *node = &page->nodes[b->node];
    HtmlTag tag = (HtmlTag)node->tag;
    if (node->dropped) return false;
    if (b->good) return true;
    if (html_tag_is_heading(tag)) return true; /* those that head nothing go later */
    if (list_of_links(page, b->node)) return false;
    uint32_t bytes = length(b);
    if (b->link * 10 >= bytes * 9 && bytes < LINK_ONLY) return false;
    if (b->link * 2 > bytes && !b->marks) return false;
    switch ((int)tag) {
    case TAG_P:
    case TAG_LI:
    case TAG_BLOCKQUOTE:
    case TAG_PRE:
    case TAG_TD:
    case TAG_TH:
    case TAG_DD:
    case TAG_DT:
    case TAG_FIGCAPTION:
    case TAG_CAPTION: return true;
    default: return b->marks || bytes >= SHORT_BLOCK || inside(page, b->node, TAG_LI, TAG_BLOCKQUOTE);
    }
}

/* A heading stays if something that is no heading of its rank stands under it. */
static void drop_idle_headings(HtmlPage *page) {
    int under = 0; /* what follows: 0 nothing, 7 a paragraph, else the rank of a heading that stays */
    for (uint32_t i = page->blocks.n; i-- > 0;) {
        HtmlBlock *b = &page->blocks.at[i];
        if (!b->keep) continue;
        HtmlTag tag = tag_of(page, b->node);
        if (!html_tag_is_heading(tag)) {
            under = 7;
            continue;
        }
        int rank = tag - TAG_H1 + 1;
        b->keep = under > rank;
        if (b->keep) under = rank;
    }
}

/* A line that is a date or a name with its label; the Document tells these apart from the text. */
static bool dated_line(const HtmlPage *page, const HtmlBlock *b, FurnitureWhat what) {
    Str text = html_block_str(page, b);
    Stamp at;
    Span where;
    if (html_tag_is_heading(tag_of(page, b->node)) || text.n > DATED_LINE) return false;
    bool dated = date_find(text, &at, &where) && at.day.day;
    if (what == FURNITURE_PUBLISHED || what == FURNITURE_UPDATED)
        return dated && (where.end - where.begin) * 3 >= text.n;
    return dated && (where.end - where.begin) * 2 >= text.n;
}

/* Short lines that the words show to be furniture; a heading of other stories takes what follows in its element with it. */
static void drop_lines(HtmlPage *page) {
    LineKey *key = arena_alloc(page->arena, sizeof *key);
    key->text.arena = page->arena;
    uint32_t until = 0; /* blocks of elements before this one go with a heading */
    for (uint32_t i = 0; i < page->blocks.n; i++) {
        HtmlBlock *b = &page->blocks.at[i];
        if (b->node < until) b->keep = false;
        if (!b->keep || length(b) > LINK_ONLY) continue;
        line_key(html_block_str(page, b), key);
        FurnitureMatch m = furniture_match(&page->know->furniture, key);
        if (m.what == FURNITURE_JUNK || m.what == FURNITURE_END || m.what == FURNITURE_RELATED) b->keep = false;
        if (dated_line(page, b, m.what)) b->keep = false;
        if (m.what != FURNITURE_RELATED) continue;
        uint32_t box = page->nodes[b->node].parent;
        if (box > page->root && page->nodes[box].kept * 3 < page->nodes[page->root].kept) until = page->nodes[box].end;
    }
}

/* Running text inside the root that is left out because it is hidden. */
static uint32_t hidden_text(const HtmlPage *page) {
    uint32_t sum = 0;
    for (uint32_t i = page->root + 1; i < page->nodes[page->root].end; i++) {
        const HtmlNode *node = &page->nodes[i];
        if (!node->dropped || page->nodes[node->parent].dropped) continue;
        uint32_t roles = roles_of(page, i);
        if ((roles & CLASS_HIDDEN) && !(roles & (CLASS_FURNITURE | CLASS_RELATED | CLASS_COMMENT))) sum += node->good;
    }
    return sum;
}

/* A page without running text: whatever is neither furniture nor links. */
static void keep_what_there_is(HtmlPage *page) {
    page->root = 0;
    for (uint32_t i = 0; i < page->blocks.n; i++) {
        HtmlBlock *b = &page->blocks.at[i];
        b->keep = !page->nodes[b->node].dropped && b->link * 2 <= length(b);
    }
}

/* Standfirst and lead picture often stand between the heading and the element that holds the rest. */
static void keep_lead(HtmlPage *page) {
    uint32_t at = page->h1;
    for (; at && at < page->blocks.n && page->blocks.at[at].node < page->root; at++) {
        HtmlBlock *b = &page->blocks.at[at];
        const HtmlNode *node = &page->nodes[b->node];
        uint32_t bytes = length(b);
        if (node->dropped || bytes < LEAD_LEAST || bytes > LEAD_MOST || b->link * 3 > bytes) continue;
        bool caption = node->tag == TAG_FIGCAPTION || (node->roles & CLASS_CAPTION);
        bool lead = (node->roles | page->nodes[node->parent].roles) & CLASS_LEAD;
        if (b->marks && (lead || caption)) b->keep = true;
    }
}

void html_select(HtmlPage *page) {
    add_up(page);
    drop(page, page->n);
    find_root(page);
    if (hidden_text(page) >
        page->nodes[page->root].kept) { /* shown by a script: slides, "continue reading", a page that needs one */
        drop(page, page->root);
        find_root(page);
    }
    for (uint32_t i = 0; i < page->blocks.n; i++) {
        HtmlBlock *b = &page->blocks.at[i];
        b->keep = within(page, b->node, page->root) && keep(page, b);
    }
    keep_lead(page);
    bool any = false;
    for (uint32_t i = 0; i < page->blocks.n; i++) any |= page->blocks.at[i].keep;
    if (!any) keep_what_there_is(page);
    drop_lines(page);
    drop_idle_headings(page);
}
