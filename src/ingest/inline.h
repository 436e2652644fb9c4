/* Markdown within a paragraph to plain words: emphasis, escapes, links, pictures, code, tags, entities. */
#ifndef DM_INGEST_INLINE_H
#define DM_INGEST_INLINE_H
#include "base/buf.h"
#include "base/hash.h"

/* A picture: its text, already plain, and its address. */
typedef void InlinePicture(void *ctx, Str alt, Str url);

/* Appends the words of `text` to `out`. `defined` holds the link labels defined in the document (folded), or NULL. Linear in the
 * text: nesting beyond INLINE_DEPTH is taken literally. */
enum {
    INLINE_DEPTH = 32,
    INLINE_TAG = 4096,
    INLINE_LINK = 4096
}; /* open marks kept; bytes of a tag; of a link's address */
void inline_plain(Str text, const Hash *defined, Buf *out, InlinePicture *picture, void *ctx);

/* How many signs of Markdown a plain text shows: pictures, links, escapes, paired emphasis. */
int inline_signs(Str text);

#endif
