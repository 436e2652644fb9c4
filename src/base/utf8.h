/* UTF-8: decoding, checking, repairing, normal form C, case folding. Unicode data comes from utf8proc. */
#ifndef DM_BASE_UTF8_H
#define DM_BASE_UTF8_H
#include "base/buf.h"
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD };

/* The code point at p (p < end) and its length in bytes; malformed: U+FFFD and the length of the maximal bad subpart. */
uint32_t utf8_decode(const char *p, const char *end, int *length);
int utf8_encode(uint32_t cp, char out[4]); /* length; U+FFFD for surrogates and values out of range */
bool utf8_valid(Str s);                    /* strict: no overlong forms, no surrogates, no values over U+10FFFF */

/* Appends `s` to `out` as clean text: malformed bytes become U+FFFD, NUL and other controls but tab and LF are dropped,
 * CRLF and CR become LF, then normal form C. Returns how many bytes were malformed. */
size_t utf8_clean(Str s, Buf *out);

/* Appends `s` case-folded, curly quotes and exotic hyphens made plain: the form in which words are compared. */
void utf8_fold(Str s, Buf *out);

bool utf8_is_letter(uint32_t cp);
bool utf8_is_upper(uint32_t cp);
bool utf8_is_space(uint32_t cp); /* every Unicode space, NBSP and zero-width space included */
bool utf8_is_cjk(uint32_t cp);   /* Han, kana or hangul */

#endif
