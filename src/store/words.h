/* A text as search and comparison see it: words (runs of letters, marks and digits; a Chinese, Japanese or Korean character is one
 * alone) and the gaps between them. */
#ifndef DM_STORE_WORDS_H
#define DM_STORE_WORDS_H
#include "base/buf.h"

enum { WORD_BYTES = 96 }; /* of a folded word; what is longer is cut, in the index and in the phrase alike */

typedef enum { WORD_OUTSIDE, WORD_INSIDE, WORD_ALONE, WORD_INVISIBLE } WordPart; /* what a character is to a word */
WordPart word_part(uint32_t cp);

typedef struct {
    const char *base, *p, *end;
} WordScan;                                 /* start with p = base */
bool word_next(WordScan *scan, Span *word); /* span from base; false at the end */

/* Case folded; `bare`: without accents too. Invisible characters (soft hyphen, word joiner) fall out. Returns the length. */
size_t word_fold(Str word, bool bare, char out[WORD_BYTES]);

/* What stands between two words, up to eight canonical characters packed into a number, so that gaps that look the same are equal:
 * any white space is one space, hyphens and quotes have one shape, Markdown's signs fall out, and so does a line's break after a
 * hyphen. A blank line is a line feed. */
typedef uint64_t Gap;
enum {
    GAP_JOINED = 0,
    GAP_SPACE = ' ',
    GAP_HYPHEN = '-',
    GAP_APOSTROPHE = '\'',
    GAP_DOT = '.',
    GAP_COMMA = ',' | ' ' << 8,
    GAP_STOP = '.' | ' ' << 8
};
#define GAP_LONG UINT64_MAX /* more than eight: equal to nothing, itself included */
Gap gap_read(Str between);

/* Adds the words bare and folded, a space behind each. */
void words_stream(Str text, Buf *out);
/* Adds all that a reader sees but white space: letters, digits, punctuation, symbols; in lower case, quotes and hyphens in one shape,
 * Markdown's signs left out. */
void signs_only(Str text, Buf *out);

#endif
