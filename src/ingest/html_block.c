/* The flat tree to paragraphs: one pass over elements and text, with what later steps count. */
#include "base/utf8.h"
#include "ingest/html_page.h"

enum {
    GOOD_BYTES = 60,     /* running text in an element of any kind */
    GOOD_PARAGRAPH = 25, /* … in a paragraph */
    SLUG_PARTS = 3,      /* parts of the longest id that is taken for a name */
    HIDDEN_INLINE = 2000 /* bytes of an inline element that is left out because it is hidden */
};

/* What Windows-1252 has where Unicode has controls: "&#146;" is common on old pages. */
static const uint16_t windows[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                     0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17D,  0,
                                     0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                     0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};

static bool invisible(uint32_t cp) {
    return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 || cp == 0xFEFF ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x80 && cp < 0xA0);
}

static void blank(Buf *b, size_t from) {
    if (b->n > from && b->p[b->n - 1] != ' ' && b->p[b->n - 1] != '\n') buf_putc(b, ' ');
}

void html_collapse(Buf *b, Str s, size_t from, bool pre) {
    if (!s.n) return;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        const char *run = p;
        while (p < end && (unsigned char)*p > ' ' && (unsigned char)*p < 0x7F) p++;
        buf_put(b, run, (size_t)(p - run));
        if (p == end) break;
        unsigned char c = (unsigned char)*p;
        if (c <= ' ' || c == 0x7F) {
            if (pre && (c == '\n' || c == ' ' || c == '\t'))
                buf_putc(b, (char)c);
            else
                blank(b, from);
            p++;
            continue;
        }
        int length;
        uint32_t cp = utf8_decode(p, end, &length);
        if (cp >= 0x80 && cp < 0xA0 && windows[cp - 0x80]) {
            char mended[4];
            buf_put(b, mended, (size_t)utf8_encode(windows[cp - 0x80], mended));
        } else if (!invisible(cp)) {
            if (utf8_is_space(cp))
                blank(b, from);
            else
                buf_put(b, p, (size_t)length);
        }
        p += length;
    }
}

Str html_text_of(const HtmlPage *page, uint32_t node) {
    const HtmlNode *n = &page->nodes[node];
    Buf b = {.arena = page->arena};
    html_collapse(&b, (Str){page->text.p + n->text, n->text_end - n->text}, 0, false);
    return str_trim((Str){b.p, b.n});
}

/* An id made of a heading's words ("sharing-the-costs-of-defence") says nothing of the element. */
static bool is_slug(Str id) {
    int parts = 1;
    for (size_t i = 0; i < id.n; i++) parts += id.p[i] == '-' || id.p[i] == '_' || id.p[i] == '.';
    return parts > SLUG_PARTS;
}

void html_roles(HtmlPage *page) {
    static const HtmlAttr where[] = {ATTR_CLASS, ATTR_ID, ATTR_ROLE, ATTR_ITEMPROP};
    Hash seen = {.arena = page->arena};
    for (uint32_t i = 1; i < page->n; i++) {
        HtmlNode *node = &page->nodes[i];
        if (!node->attrs) continue;
        for (size_t k = 0; k < sizeof where / sizeof *where; k++) {
            Str value = html_attr(page, i, where[k]);
            if (!value.n || (where[k] == ATTR_ID && is_slug(value))) continue;
            uint32_t roles = hash_get(&seen, value);
            if (roles == HASH_NONE) hash_set(&seen, value, roles = html_words_roles(&page->know->html_words, value));
            node->roles |= roles;
        }
    }
}

/* ---- blocks ---- */

typedef struct {
    HtmlPage *page;
    uint32_t node; /* block-level element that the open block belongs to */
    size_t begin;  /* of the open block in page->clean */
    uint32_t link;
    uint32_t pre, a; /* the innermost open <pre>, <a>; 0 = none */
    bool broke;      /* the last thing was a <br> */
} Walk;

static void measure(HtmlPage *page, HtmlBlock *b) {
    const unsigned char *p = (const unsigned char *)page->clean.p + b->begin,
                        *end = (const unsigned char *)page->clean.p + b->end;
    b->words = 1;
    for (; p < end; p++) {
        unsigned char c = *p;
        if (c == ' ' || c == '\n')
            b->words++;
        else if (c == '.' || c == ',' || c == '!' || c == '?' || c == ';' || c == ':' || c == '"')
            b->marks++;
        else if (c == 0xE3 && end - p > 2 && p[1] == 0x80 && (p[2] == 0x81 || p[2] == 0x82))
            b->marks++; /* 、。 */
        else if (c == 0xEF && end - p > 2 && p[1] == 0xBC)
            b->marks++; /* full-width punctuation */
    }
    uint32_t bytes = b->end - b->begin;
    HtmlTag tag = page->nodes[b->node].tag;
    uint32_t least = tag == TAG_P || tag == TAG_BLOCKQUOTE || tag == TAG_PRE ? GOOD_PARAGRAPH : GOOD_BYTES;
    if (bytes >= least && b->marks && b->link * 2 < bytes && !html_tag_is_heading(tag)) b->good = bytes - b->link;
}

static void finish(Walk *w) {
    HtmlPage *page = w->page;
    size_t end = page->clean.n;
    while (end > w->begin && (page->clean.p[end - 1] == ' ' || page->clean.p[end - 1] == '\n')) end--;
    page->clean.n = end;
    if (end > w->begin) {
        HtmlBlock b = {.node = w->node, .begin = (uint32_t)w->begin, .end = (uint32_t)end, .link = w->link};
        if (b.link > b.end - b.begin) b.link = b.end - b.begin;
        measure(page, &b);
        *vec_push(page->arena, &page->blocks) = b;
        buf_putc(&page->clean, '\n');
    }
    w->begin = page->clean.n;
    w->link = 0;
    w->broke = false;
}

/* The text [*at, to), which stands directly in `node`. */
static void take(Walk *w, uint32_t *at, uint32_t to, uint32_t node) {
    HtmlPage *page = w->page;
    if (to <= *at) return;
    if (page->clean.n == w->begin) w->node = page->nodes[node].block;
    size_t before = page->clean.n;
    html_collapse(&page->clean, (Str){page->text.p + *at, to - *at}, w->begin, w->pre != 0);
    if (w->a) w->link += (uint32_t)(page->clean.n - before);
    if (page->clean.n > before && page->clean.p[page->clean.n - 1] != ' ') w->broke = false;
    *at = to;
}

static void enter(Walk *w, uint32_t i) {
    HtmlPage *page = w->page;
    HtmlTag tag = page->nodes[i].tag;
    if (html_tag_is_block(tag)) finish(w);
    if (tag == TAG_PRE && !w->pre) w->pre = i;
    if (tag == TAG_A && !w->a) w->a = i;
    if (tag != TAG_BR || w->pre) {
        if (tag == TAG_BR) buf_putc(&page->clean, '\n');
        return;
    }
    if (w->broke)
        finish(w); /* two in a row part paragraphs */
    else if (page->clean.n > w->begin) {
        if (page->clean.p[page->clean.n - 1] == ' ') page->clean.n--;
        buf_putc(&page->clean, '\n');
        w->broke = true;
    }
}

static void leave(Walk *w, uint32_t i) {
    if (html_tag_is_block(w->page->nodes[i].tag)) finish(w);
    if (w->pre == i) w->pre = 0;
    if (w->a == i) w->a = 0;
}

static bool passed_over(const HtmlPage *page, uint32_t i) {
    const HtmlNode *n = &page->nodes[i];
    if (n->tag == TAG_TITLE || n->tag == TAG_HEAD) return true;
    return (n->hidden || (n->roles & CLASS_HIDDEN)) && n->block != i && n->text_end - n->text < HIDDEN_INLINE;
}

void html_blocks(HtmlPage *page) {
    Walk w = {.page = page};
    page->clean.arena = page->arena;
    buf_puts(&page->clean, "");
    uint32_t at = 0, open = 0, i = 1;
    while (i < page->n) {
        while (i >= page->nodes[open].end) {
            take(&w, &at, page->nodes[open].text_end, open);
            leave(&w, open);
            open = page->nodes[open].parent;
        }
        take(&w, &at, page->nodes[i].text, open);
        if (passed_over(page, i)) {
            at = page->nodes[i].text_end;
            i = page->nodes[i].end;
            continue;
        }
        enter(&w, i);
        open = i++;
    }
    while (open) {
        take(&w, &at, page->nodes[open].text_end, open);
        leave(&w, open);
        open = page->nodes[open].parent;
    }
    take(&w, &at, page->nodes[0].text_end, 0);
    finish(&w);
}
