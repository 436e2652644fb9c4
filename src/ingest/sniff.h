/* What a stream of bytes is: by its content first, by its name where the content leaves it open. */
#ifndef DM_INGEST_SNIFF_H
#define DM_INGEST_SNIFF_H
#include "base/span.h"

enum { SNIFF_BYTES = 16 * 1024 }; /* looked at; a comment on top of a feed may be long */

typedef enum {
    SNIFF_EMPTY,
    SNIFF_GZIP,
    SNIFF_PACKED,  /* one packed stream: gzip; any other packing */
    SNIFF_ARCHIVE, /* tar, zip, cpio */
    SNIFF_WARC,
    SNIFF_ARC,
    SNIFF_FEED,
    SNIFF_JSON,
    SNIFF_CSV,
    SNIFF_HTML,
    SNIFF_MARKDOWN,
    SNIFF_TEXT,
    SNIFF_OTHER,  /* no document: `what` is its kind, "image" */
    SNIFF_REFUSED /* a document that cannot be read: `what` says what it is and the remedy */
} SniffKind;

typedef struct {
    SniffKind kind;
    const char *what;
    char separator; /* CSV: between fields */
} Sniff;

/* `head` is the beginning, SNIFF_BYTES of it or all there is. `name` may be "", `mime` NULL. */
Sniff sniff(Str head, const char *name, const char *mime);

/* The same for text alone: a fragment with markup in it, as feeds and tables hold them. */
bool sniff_markup(Str text);
/* The part of the name behind the last dot, lower case, at most 15 letters; "" if there is none. */
void sniff_ending(const char *name, char out[16]);

#endif
