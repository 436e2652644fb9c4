/* knowledge/html.tsv: what the words in a page's class names and ids say about its parts. A line:
 *   word|word  role
 * A word is lower case, as it stands between hyphens, underscores, blanks, or where small letters turn into capitals ("relatedPosts" =
 * related posts). "entry content" are two words in a row, or the two written as one; "share*" is the start of a word, "*content" its
 * end. The roles are named in html_words.c.
 * knowledge/html-meta.tsv: which <meta> says what of the page. A line: name|name  what. The first name is believed most. The names of
 * `script` are those under which scripts hold the date of publication; letters and digits alone count ("publish_date" = publishdate). */
#ifndef DM_KNOW_HTML_WORDS_H
#define DM_KNOW_HTML_WORDS_H
#include "base/error.h"
#include "base/hash.h"

typedef enum {
    CLASS_BODY = 1,      /* the article's text itself: entry content, article body */
    CLASS_CONTENT = 2,   /* likely to hold it: article, post, main */
    CLASS_FURNITURE = 4, /* menus, share links, log-in, advertising */
    CLASS_RELATED = 8,   /* other stories */
    CLASS_COMMENT = 16,  /* readers' comments */
    CLASS_DOUBTFUL = 32, /* furniture if little running text stands in it: meta, tools, tags */
    CLASS_BYLINE = 64,
    CLASS_DATE = 128,
    CLASS_TITLE = 256,
    CLASS_LEAD = 512, /* standfirst, summary */
    CLASS_CAPTION = 1024,
    CLASS_HIDDEN = 2048, /* for screen readers or printing only */
    CLASS_FOOTNOTE = 4096,
    CLASS_UPDATED = 8192 /* beside a date: when it was changed */
} HtmlClass;

typedef enum {
    META_TITLE,
    META_SITE,
    META_AUTHOR,
    META_PUBLISHED,
    META_MODIFIED,
    META_URL,
    META_LANG,
    META_SECTION,
    META_TYPE,
    META_IMAGE,
    META_SLOTS
} MetaSlot;

typedef struct {
    Hash whole, start, end; /* word -> roles */
    Hash meta;              /* name -> slot, and how much it is believed: META_RANKS * slot + rank, 0 the best */
    Hash script;            /* name of a date of publication in a script -> rank, 0 the best */
} HtmlWords;
enum { META_RANKS = 1024 };

enum {
    HTML_WORD_MAX = 40,
    HTML_PART_MIN = 3
}; /* bytes of a class word looked at; of the shortest start or end of one */

/* The roles that a class attribute (or id, itemprop, role) names together. */
uint32_t html_words_roles(const HtmlWords *words, Str classes);

struct KnowLoader;
bool html_words_load(const struct KnowLoader *loader, HtmlWords *out, dm_error *err);

#endif
