/* HTML to the flat tree: libxml2's parser drives callbacks that append to arrays. */
#include "base/mem.h"
#include "ingest/html_page.h"
#include <libxml/HTMLparser.h>
#include <stdlib.h>

enum { SCRIPTS_LIMIT = 4 * 1024 * 1024 }; /* bytes of a page's scripts that are kept, for the dates in them */
enum { BLOCK = 1, SKIP = 2 };             /* SKIP: what stands in it is not the page's text */
static const struct {
    const char *name;
    uint8_t flags;
} tags[TAG_COUNT] = {
    [TAG_OTHER] = {"", 0},
    [TAG_A] = {"a", 0},
    [TAG_ADDRESS] = {"address", BLOCK},
    [TAG_ARTICLE] = {"article", BLOCK},
    [TAG_ASIDE] = {"aside", BLOCK},
    [TAG_AUDIO] = {"audio", SKIP},
    [TAG_BLOCKQUOTE] = {"blockquote", BLOCK},
    [TAG_BODY] = {"body", BLOCK},
    [TAG_BR] = {"br", 0},
    [TAG_BUTTON] = {"button", SKIP},
    [TAG_CANVAS] = {"canvas", SKIP},
    [TAG_CAPTION] = {"caption", BLOCK},
    [TAG_CENTER] = {"center", BLOCK},
    [TAG_DATALIST] = {"datalist", SKIP},
    [TAG_DD] = {"dd", BLOCK},
    [TAG_DETAILS] = {"details", BLOCK},
    [TAG_DIALOG] = {"dialog", BLOCK},
    [TAG_DIV] = {"div", BLOCK},
    [TAG_DL] = {"dl", BLOCK},
    [TAG_DT] = {"dt", BLOCK},
    [TAG_EMBED] = {"embed", 0},
    [TAG_FIELDSET] = {"fieldset", BLOCK},
    [TAG_FIGCAPTION] = {"figcaption", BLOCK},
    [TAG_FIGURE] = {"figure", BLOCK},
    [TAG_FOOTER] = {"footer", BLOCK},
    [TAG_FORM] = {"form", BLOCK},
    [TAG_FRAMESET] = {"frameset", BLOCK},
    [TAG_H1] = {"h1", BLOCK},
    [TAG_H2] = {"h2", BLOCK},
    [TAG_H3] = {"h3", BLOCK},
    [TAG_H4] = {"h4", BLOCK},
    [TAG_H5] = {"h5", BLOCK},
    [TAG_H6] = {"h6", BLOCK},
    [TAG_HEAD] = {"head", BLOCK},
    [TAG_HEADER] = {"header", BLOCK},
    [TAG_HGROUP] = {"hgroup", BLOCK},
    [TAG_HR] = {"hr", BLOCK},
    [TAG_HTML] = {"html", BLOCK},
    [TAG_IFRAME] = {"iframe", SKIP},
    [TAG_IMG] = {"img", 0},
    [TAG_INPUT] = {"input", 0},
    [TAG_LEGEND] = {"legend", BLOCK},
    [TAG_LI] = {"li", BLOCK},
    [TAG_LINK] = {"link", 0},
    [TAG_MAIN] = {"main", BLOCK},
    [TAG_MAP] = {"map", 0},
    [TAG_MATH] = {"math", 0},
    [TAG_MENU] = {"menu", BLOCK},
    [TAG_META] = {"meta", 0},
    [TAG_NAV] = {"nav", BLOCK},
    [TAG_NOSCRIPT] = {"noscript", BLOCK},
    [TAG_OBJECT] = {"object", 0},
    [TAG_OL] = {"ol", BLOCK},
    [TAG_OPTION] = {"option", SKIP},
    [TAG_P] = {"p", BLOCK},
    [TAG_PRE] = {"pre", BLOCK},
    [TAG_SCRIPT] = {"script", SKIP},
    [TAG_SECTION] = {"section", BLOCK},
    [TAG_SELECT] = {"select", SKIP},
    [TAG_STYLE] = {"style", SKIP},
    [TAG_SUMMARY] = {"summary", BLOCK},
    [TAG_SVG] = {"svg", SKIP},
    [TAG_TABLE] = {"table", BLOCK},
    [TAG_TBODY] = {"tbody", BLOCK},
    [TAG_TD] = {"td", BLOCK},
    [TAG_TEMPLATE] = {"template", SKIP},
    [TAG_TEXTAREA] = {"textarea", SKIP},
    [TAG_TFOOT] = {"tfoot", BLOCK},
    [TAG_TH] = {"th", BLOCK},
    [TAG_THEAD] = {"thead", BLOCK},
    [TAG_TIME] = {"time", 0},
    [TAG_TITLE] = {"title", BLOCK},
    [TAG_TR] = {"tr", BLOCK},
    [TAG_UL] = {"ul", BLOCK},
    [TAG_VIDEO] = {"video", SKIP},
};
static const char *const attr_names[ATTR_COUNT] = {"",    "class",    "content", "datetime", "href",     "http-equiv",
                                                   "id",  "itemprop", "lang",    "name",     "property", "pubdate",
                                                   "rel", "role",     "stamp",   "title"};
/* Where scripts find the moment that they write into an element; read as one attribute, ATTR_STAMP. */
static const char *const stamp_names[] = {
    "date",         "datetime",       "date-time",    "time",    "timestamp",    "utime",          "published",
    "publish-date", "published-date", "published-at", "pubdate", "publish-time", "published-time", "publication-date"};

bool html_tag_is_block(HtmlTag tag) {
    return tags[tag].flags & BLOCK;
}

static HtmlTag tag_of(const char *name) {
    int low = 1, high = TAG_COUNT - 1;
    while (low <= high) {
        int mid = (low + high) / 2, order = strcmp(name, tags[mid].name);
        if (!order) return (HtmlTag)mid;
        if (order < 0)
            high = mid - 1;
        else
            low = mid + 1;
    }
    return TAG_OTHER;
}

static HtmlAttr attr_of(const char *name) {
    if (strncmp(name, "data-", 5) == 0) {
        for (size_t i = 0; i < sizeof stamp_names / sizeof *stamp_names; i++)
            if (strcmp(name + 5, stamp_names[i]) == 0) return ATTR_STAMP;
        return ATTR_NONE;
    }
    for (int i = 1; i < ATTR_COUNT; i++)
        if (name[0] == attr_names[i][0] && strcmp(name, attr_names[i]) == 0) return (HtmlAttr)i;
    return ATTR_NONE;
}

typedef struct {
    HtmlPage *page;
    htmlParserCtxtPtr ctxt;
    uint32_t open;   /* the innermost open element */
    uint32_t skip;   /* the outermost open element whose text is passed over; 0 = none */
    bool ld;         /* inside a JSON-LD script */
    bool script;     /* inside another */
    bool deep, full; /* why the parser was stopped */
    size_t stopped;  /* at which byte */
} Builder;

static HtmlNode *node_at(const HtmlPage *page, uint32_t i) {
    return (HtmlNode *)(void *)page->node_bytes.p + i;
}

static uint32_t push(HtmlPage *page, HtmlTag tag, uint32_t parent) {
    uint32_t i = page->n;
    HtmlNode node = {.parent = parent, .text = (uint32_t)page->text.n, .tag = (uint16_t)tag};
    if (i) node.depth = (uint16_t)(node_at(page, parent)->depth + 1);
    node.block = !i || html_tag_is_block(tag) ? i : node_at(page, parent)->block;
    buf_put(&page->node_bytes, &node, sizeof node);
    if (!page->node_bytes.failed) page->n++;
    return i;
}

static void put_attr(HtmlPage *page, HtmlAttr attr, const char *value) {
    size_t n = strlen(value);
    if (n > HTML_VALUE_LIMIT) n = HTML_VALUE_LIMIT;
    uint32_t length = (uint32_t)n;
    buf_putc(&page->attrs, (char)attr);
    buf_put(&page->attrs, &length, sizeof length);
    buf_put(&page->attrs, value, n);
}

/* "display: none" and "visibility:hidden", however spaced. */
static bool style_hides(const char *style) {
    char bare[256];
    size_t n = 0;
    for (; *style && n < sizeof bare - 1; style++)
        if (*style != ' ') bare[n++] = (char)(*style >= 'A' && *style <= 'Z' ? *style | 32 : *style);
    bare[n] = '\0';
    return strstr(bare, "display:none") || strstr(bare, "visibility:hidden");
}

static void read_attrs(HtmlPage *page, HtmlNode *node, const xmlChar **atts, bool *ld) {
    uint32_t at = (uint32_t)page->attrs.n;
    bool any = false;
    for (; atts && atts[0]; atts += 2) {
        const char *name = (const char *)atts[0], *value = atts[1] ? (const char *)atts[1] : "";
        HtmlAttr attr = attr_of(name);
        if (attr)
            put_attr(page, attr, value), any = true;
        else if (strcmp(name, "hidden") == 0 || (strcmp(name, "aria-hidden") == 0 && strcmp(value, "true") == 0))
            node->hidden = true;
        else if (strcmp(name, "style") == 0)
            node->hidden |= style_hides(value);
        else if (strcmp(name, "xml:lang") == 0)
            put_attr(page, ATTR_LANG, value), any = true;
        else if (strcmp(name, "type") == 0 && node->tag == TAG_SCRIPT)
            *ld = strstr(value, "ld+json") != NULL;
    }
    if (!any) return;
    buf_putc(&page->attrs, 0);
    node->attrs = at + 1;
}

static void stop(Builder *b) {
    long consumed = xmlByteConsumed(b->ctxt);
    b->stopped = consumed > 0 ? (size_t)consumed : 0;
    xmlStopParser(b->ctxt);
}

static bool failed(const HtmlPage *page) {
    return page->node_bytes.failed || page->text.failed || page->attrs.failed || page->ld.failed ||
           page->scripts.failed;
}

static void start_element(void *ctx, const xmlChar *name, const xmlChar **atts) {
    Builder *b = ctx;
    if (b->deep || b->full) return;
    HtmlPage *page = b->page;
    HtmlTag tag = tag_of((const char *)name);
    uint32_t i = push(page, tag, b->open);
    if (!page->node_bytes.failed) {
        bool ld = false;
        read_attrs(page, node_at(page, i), atts, &ld);
        if (!b->skip && (tags[tag].flags & SKIP)) b->skip = i;
        if (ld) b->ld = true;
        if (tag == TAG_SCRIPT && !ld) b->script = true;
        b->open = i;
        b->deep = node_at(page, i)->depth >= HTML_DEPTH_LIMIT;
    }
    b->full = page->n >= HTML_NODE_LIMIT;
    if (b->deep || b->full || failed(page)) stop(b);
}

static void close_node(Builder *b) {
    HtmlPage *page = b->page;
    HtmlNode *node = node_at(page, b->open);
    node->end = page->n;
    node->text_end = (uint32_t)page->text.n;
    if (b->skip == b->open) b->skip = 0;
    if (b->ld && node->tag == TAG_SCRIPT) {
        buf_putc(&page->ld, '\0');
        b->ld = false;
    }
    if (b->script && node->tag == TAG_SCRIPT) {
        buf_putc(&page->scripts, '\0');
        b->script = false;
    }
    b->open = node->parent;
}

static void end_element(void *ctx, const xmlChar *name) {
    Builder *b = ctx;
    if (b->deep || b->full || failed(b->page)) return;
    HtmlTag tag = tag_of((const char *)name);
    uint32_t at = b->open; /* the parser closes what it opened, in order; the look upwards is for its rare slips */
    while (at && node_at(b->page, at)->tag != tag) at = node_at(b->page, at)->parent;
    if (!at) return;
    while (b->open != at) close_node(b);
    close_node(b);
}

static void characters(void *ctx, const xmlChar *p, int n) {
    Builder *b = ctx;
    if (b->ld) buf_put(&b->page->ld, p, (size_t)n);
    if (b->script && b->page->scripts.n + (size_t)n <= SCRIPTS_LIMIT) buf_put(&b->page->scripts, p, (size_t)n);
    if (b->skip || b->deep || b->full) return;
    buf_put(&b->page->text, p, (size_t)n);
    if (b->page->text.failed) stop(b);
}

static void free_buf(void *buf) {
    buf_free(buf);
}
static void free_context(void *builder) {
    Builder *b = builder;
    if (b->ctxt) htmlFreeParserCtxt(b->ctxt);
    b->ctxt = NULL;
}

static bool parse_part(Builder *b, Str s) {
    b->deep = b->full = false;
    b->ctxt = htmlCreateMemoryParserCtxt(s.p, (int)s.n);
    if (!b->ctxt) return false;
    memset(b->ctxt->sax, 0, sizeof *b->ctxt->sax);
    b->ctxt->sax->startElement = start_element;
    b->ctxt->sax->endElement = end_element;
    b->ctxt->sax->characters = b->ctxt->sax->ignorableWhitespace = b->ctxt->sax->cdataBlock = characters;
    b->ctxt->userData = b;
    htmlCtxtUseOptions(b->ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                    HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
    b->ctxt->charset = XML_CHAR_ENCODING_UTF8;
    htmlParseDocument(b->ctxt);
    bool memory = b->ctxt->errNo == XML_ERR_NO_MEMORY || failed(b->page);
    free_context(b);
    return !memory;
}

/* The parser wants UTF-8 without NUL, and no byte order mark. */
static Str parser_input(HtmlPage *page, Str utf8) {
    if (utf8.n >= 3 && memcmp(utf8.p, "\xEF\xBB\xBF", 3) == 0) utf8 = (Str){utf8.p + 3, utf8.n - 3};
    if (utf8_valid(utf8) && !(utf8.n && memchr(utf8.p, '\0', utf8.n))) return utf8;
    Buf clean = {.arena = page->arena};
    size_t bad = utf8_clean(utf8, &clean);
    if (bad)
        document_note(page->doc, "bad-utf8", (Span){0, 0}, "%zu malformed bytes of the page were replaced by U+FFFD",
                      bad);
    return (Str){clean.p, clean.n};
}

bool html_parse(HtmlPage *page, Str utf8, dm_error *err) {
    arena_defer(page->arena, free_buf, &page->node_bytes);
    arena_defer(page->arena, free_buf, &page->text);
    arena_defer(page->arena, free_buf, &page->attrs);
    arena_defer(page->arena, free_buf, &page->ld);
    arena_defer(page->arena, free_buf, &page->scripts);
    Builder *b = arena_alloc(page->arena, sizeof *b);
    b->page = page;
    arena_defer(page->arena, free_context, b);
    Str rest = parser_input(page, utf8);
    push(page, TAG_OTHER, 0);
    buf_putc(&page->text, ' '); /* so that it is never NULL */
    bool ok = !page->node_bytes.failed;
    uint64_t copied = 0; /* by the parser, which copies its input */
    for (int part = 0; ok && rest.n; part++, copied += rest.n) {
        ok = parse_part(b, rest);
        if (!ok || (!b->deep && !b->full)) break;
        const char *tag_end = b->stopped < rest.n ? memchr(rest.p + b->stopped, '>', rest.n - b->stopped) : NULL;
        if (b->full || copied > HTML_RESTART_BYTES) {
            document_note(page->doc, "html-limit", (Span){0, 0},
                          "the page has more than %d elements or is nested too deeply; the rest was cut off",
                          HTML_NODE_LIMIT);
            break;
        }
        if (part == 0)
            document_note(page->doc, "html-depth", (Span){0, 0},
                          "elements nested more than %d deep were read as if the outer ones had ended",
                          HTML_DEPTH_LIMIT);
        while (b->open) close_node(b);
        b->skip = 0;
        if (!tag_end) break;
        rest = (Str){tag_end + 1, rest.n - (size_t)(tag_end + 1 - rest.p)};
    }
    if (!ok || failed(page)) return error_set(err, DM_NO_MEMORY, 0, "%s: no memory for the page", page->doc->source);
    while (b->open) close_node(b);
    page->nodes = node_at(page, 0);
    page->nodes[0].end = page->n;
    page->nodes[0].text_end = (uint32_t)page->text.n;
    return true;
}

Str html_attr(const HtmlPage *page, uint32_t node, HtmlAttr attr) {
    if (!page->nodes[node].attrs) return (Str){NULL, 0};
    const char *p = page->attrs.p + page->nodes[node].attrs - 1;
    while (*p) {
        uint32_t n;
        memcpy(&n, p + 1, sizeof n);
        if (*p == (char)attr) return (Str){p + 1 + sizeof n, n};
        p += 1 + sizeof n + n;
    }
    return (Str){NULL, 0};
}
