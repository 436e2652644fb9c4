/* RSS (0.9x, 1.0 as RDF, 2.0), Atom (0.3, 1.0) and CDF: each entry a document. */
#ifndef DM_INGEST_FEED_H
#define DM_INGEST_FEED_H
#include "ingest/inputs.h"
#include <libxml/tree.h>

bool feed_read(Inputs *in, const Origin *origin, Stream *s);

/* A feed as found to XML that a parser can take: no document type (so no entities but XML's own), HTML's named entities as characters,
 * stray & and < as text, no forbidden characters. */
void feed_mend(Str feed, Buf *out);

/* ---- between feed.c and feed_entry.c ---- */

/* Whose vocabulary an element is of. Feeds bind prefixes and namespaces carelessly. */
typedef enum {
    SPACE_CORE,
    SPACE_DC,
    SPACE_TERMS,
    SPACE_CONTENT,
    SPACE_XHTML,
    SPACE_MEDIA,
    SPACE_ITUNES,
    SPACE_OTHER
} FeedSpace;
FeedSpace feed_space(const xmlNode *node);
bool feed_named(const xmlNode *node, const char *local); /* the local name, in any case */
const xmlNode *feed_child(const xmlNode *node, FeedSpace space, const char *local);

/* A text construct: its words or its markup, in the arena. */
typedef struct {
    Str text;
    bool html;
} FeedText;
FeedText feed_text(const xmlNode *node, Arena *arena);
Str feed_plain(const xmlNode *node, Arena *arena); /* without markup; NULL node: empty */

/* What an entry says; strings are in the arena, empty = not said. */
typedef struct {
    Str title, link, guid, published, updated, author, outlet, lang;
    FeedText body;
    char id[SHA256_HEX];
} FeedEntry;
bool feed_entry(xmlNode *node, const char *base, Arena *arena, FeedEntry *out); /* false: memory ran out */

#endif
