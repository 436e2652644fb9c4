/* A web page between bytes and Document; for the html_*.c files alone. The page is one flat array of elements in document order
 * (an element's subtree is [i, nodes[i].end)) over one text, so that every step is a loop and none recurses. */
#ifndef DM_INGEST_HTML_PAGE_H
#define DM_INGEST_HTML_PAGE_H
#include "base/error.h"
#include "base/utf8.h"
#include "ingest/date.h"
#include "ingest/document.h"
#include "know/knowledge.h"

enum {
    HTML_DEPTH_LIMIT = 600,      /* open elements; what is nested deeper is read as if the outer ones had ended */
    HTML_NODE_LIMIT = 2000000,   /* elements; the rest of the page is cut off */
    HTML_VALUE_LIMIT = 64 * 1024 /* bytes of one attribute that are kept */
};

#define HTML_RESTART_BYTES ((uint64_t)2 << 30) /* read again because of that, in one page, before the rest is cut off */

/* Sorted by name, as the table in html_tree.c. */
typedef enum {
    TAG_OTHER,
    TAG_A,
    TAG_ADDRESS,
    TAG_ARTICLE,
    TAG_ASIDE,
    TAG_AUDIO,
    TAG_BLOCKQUOTE,
    TAG_BODY,
    TAG_BR,
    TAG_BUTTON,
    TAG_CANVAS,
    TAG_CAPTION,
    TAG_CENTER,
    TAG_DATALIST,
    TAG_DD,
    TAG_DETAILS,
    TAG_DIALOG,
    TAG_DIV,
    TAG_DL,
    TAG_DT,
    TAG_EMBED,
    TAG_FIELDSET,
    TAG_FIGCAPTION,
    TAG_FIGURE,
    TAG_FOOTER,
    TAG_FORM,
    TAG_FRAMESET,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_HEAD,
    TAG_HEADER,
    TAG_HGROUP,
    TAG_HR,
    TAG_HTML,
    TAG_IFRAME,
    TAG_IMG,
    TAG_INPUT,
    TAG_LEGEND,
    TAG_LI,
    TAG_LINK,
    TAG_MAIN,
    TAG_MAP,
    TAG_MATH,
    TAG_MENU,
    TAG_META,
    TAG_NAV,
    TAG_NOSCRIPT,
    TAG_OBJECT,
    TAG_OL,
    TAG_OPTION,
    TAG_P,
    TAG_PRE,
    TAG_SCRIPT,
    TAG_SECTION,
    TAG_SELECT,
    TAG_STYLE,
    TAG_SUMMARY,
    TAG_SVG,
    TAG_TABLE,
    TAG_TBODY,
    TAG_TD,
    TAG_TEMPLATE,
    TAG_TEXTAREA,
    TAG_TFOOT,
    TAG_TH,
    TAG_THEAD,
    TAG_TIME,
    TAG_TITLE,
    TAG_TR,
    TAG_UL,
    TAG_VIDEO,
    TAG_COUNT
} HtmlTag;

typedef enum {
    ATTR_NONE,
    ATTR_CLASS,
    ATTR_CONTENT,
    ATTR_DATETIME,
    ATTR_HREF,
    ATTR_HTTP_EQUIV,
    ATTR_ID,
    ATTR_ITEMPROP,
    ATTR_LANG,
    ATTR_NAME,
    ATTR_PROPERTY,
    ATTR_PUBDATE,
    ATTR_REL,
    ATTR_ROLE,
    ATTR_STAMP, /* data-date, data-timestamp, …: see html_tree.c */
    ATTR_TITLE,
    ATTR_COUNT
} HtmlAttr;

typedef struct {
    uint32_t parent, end;    /* subtree is [itself, end) */
    uint32_t text, text_end; /* bytes of HtmlPage.text in the subtree */
    uint32_t attrs;          /* offset into HtmlPage.attrs, plus 1; 0 = none */
    uint32_t block;          /* the nearest block-level element, perhaps itself */
    uint32_t roles;          /* HtmlClass */
    uint32_t around;         /* roles of it and of all elements around it, but for names that speak of the page */
    uint16_t tag, depth;
    bool hidden;                /* by its style or attributes */
    bool dropped;               /* it or one around it is furniture */
    uint32_t bytes, link, good; /* in the subtree's blocks: text; of it in links; running text */
    uint32_t kept;              /* as good, without what is dropped */
    uint32_t claimed;           /* as good, of the elements in it that call themselves the article; it not among them */
    uint32_t elsewhere;         /* the same of elements that neither are in it nor around it */
} HtmlNode;

/* A paragraph-like piece of text: what stands between two borders of block-level elements. */
typedef struct {
    uint32_t node;       /* the block-level element that holds it */
    uint32_t begin, end; /* bytes of HtmlPage.clean, white space collapsed */
    uint32_t link;       /* bytes in links */
    uint32_t marks;      /* sentence punctuation */
    uint32_t words;
    uint32_t good; /* running text: its bytes, or 0 */
    bool keep;
} HtmlBlock;

typedef struct HtmlPage {
    Document *doc;
    const Knowledge *know;
    Arena *arena;
    Buf node_bytes, text, attrs; /* heap while the parser runs: its callbacks must not jump */
    Buf ld, scripts;             /* JSON-LD and other scripts, each ended by NUL */
    HtmlNode *nodes;             /* nodes[0] is around all */
    uint32_t n;
    Buf clean;
    Vec(HtmlBlock) blocks;
    uint32_t root; /* the element that holds the article */
    uint32_t h1;   /* block of the main heading, plus 1; 0 = none */
    DateOrder order;
} HtmlPage;

/* Parses; everything the page takes on the heap is deferred to the arena. False with err filled if memory ran out. */
bool html_parse(HtmlPage *page, Str utf8, dm_error *err);
Str html_attr(const HtmlPage *page, uint32_t node, HtmlAttr attr); /* empty if it has none */
bool html_tag_is_block(HtmlTag tag);
static inline bool html_tag_is_heading(HtmlTag tag) {
    return tag >= TAG_H1 && tag <= TAG_H6;
}
static inline Str html_block_str(const HtmlPage *page, const HtmlBlock *b) {
    return (Str){page->clean.p + b->begin, b->end - b->begin};
}
/* A subtree's own text, white space collapsed. */
Str html_text_of(const HtmlPage *page, uint32_t node);
/* Appends with white space collapsed (kept if `pre`), invisible characters left out, stray Windows ones mended. No blank is put at
 * `from`, where a paragraph begins, nor after another. */
void html_collapse(Buf *b, Str s, size_t from, bool pre);

/* What the page's metadata say; strings are in the arena, white space collapsed, entities resolved; empty = not said. */
typedef struct {
    Str title, site, url, lang, section, type;
    Str name; /* JSON-LD: what the page is of, where it has a headline beside it */
    Vec(Str) authors;
    Stamp published, modified; /* STAMP_NONE */
    Str image;                 /* address of the picture shown with it */
    Str body;                  /* the article's text, where JSON-LD gives it */
    bool article;              /* JSON-LD: it is of an article, not of the page or site */
} HtmlFacts;

/* A value of the page's head as text: entities that were escaped twice resolved, white space collapsed. */
Str html_value(const HtmlPage *page, Str s);

void html_ld(HtmlPage *page, HtmlFacts *facts);   /* from JSON-LD */
void html_head(HtmlPage *page, HtmlFacts *facts); /* from <meta>, <link>, <html lang> */
/* The date of publication that a script holds as `"publishDate": "2025-01-23"`; STAMP_NONE if none does. */
void html_script_date(const HtmlPage *page, Stamp *out);
/* Title, outlet, url, language, section into the document. `h1` is found on the way. */
void html_title(HtmlPage *page, const HtmlFacts *ld, const HtmlFacts *head);
void html_dates(HtmlPage *page, const HtmlFacts *ld, const HtmlFacts *head);
void html_bylines(HtmlPage *page, const HtmlFacts *ld, const HtmlFacts *head);

void html_roles(HtmlPage *page);  /* class words to roles */
void html_blocks(HtmlPage *page); /* tree to blocks */
void html_select(HtmlPage *page); /* root, dropped, HtmlBlock.keep */

#endif
