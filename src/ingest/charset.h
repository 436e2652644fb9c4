/* Bytes to UTF-8, in the order of the WHATWG: byte order mark, transfer header, declaration in the first bytes, a strict test for UTF-8,
 * then a guess from the bytes. Labels and what they mean: https://encoding.spec.whatwg.org/#names-and-labels */
#ifndef DM_INGEST_CHARSET_H
#define DM_INGEST_CHARSET_H
#include "base/buf.h"

typedef enum { MARKUP_NONE, MARKUP_HTML, MARKUP_XML } Markup;
typedef enum { CHARSET_BOM, CHARSET_HEADER, CHARSET_DECLARED, CHARSET_UTF8, CHARSET_GUESSED } CharsetFrom;

enum { CHARSET_PRESCAN = 1024 }; /* bytes in which HTML may declare its encoding */

typedef struct {
    Str text;         /* clean UTF-8 without byte order mark: part of the input, or of `scratch` */
    const char *name; /* of the encoding, static: "windows-1252" */
    CharsetFrom from;
    size_t malformed; /* bytes that stood for nothing; each run became U+FFFD */
} Decoded;

/* `header` may be NULL or unknown: then it does not count. False when memory is out (`scratch` on the heap). */
bool charset_decode(Str bytes, const char *header, Markup markup, Buf *scratch, Decoded *out);

/* The encoding's name by any of its labels, NULL if unknown; *iconv_name (may be NULL) is what iconv calls it. */
const char *charset_find(Str label, const char **iconv_name);

/* The label of UTF-16 or UTF-32 without a byte order mark, which shows by the zeros of its ASCII; NULL if it is neither. */
const char *charset_wide(Str bytes);

const char *charset_from_name(CharsetFrom from); /* "its byte order mark", for messages */

#endif
