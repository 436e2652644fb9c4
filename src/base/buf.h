/* The one growing byte buffer. With an arena it grows there (and never fails); without, on the heap, where running out sets
 * `failed` once and makes every later call do nothing, so that only the end of a writer need be checked. */
#ifndef DM_BASE_BUF_H
#define DM_BASE_BUF_H
#include "base/arena.h"
#include "base/span.h"

typedef struct {
    char *p;
    size_t n, cap;
    Arena *arena; /* or NULL: heap, freed by buf_free */
    bool failed;
} Buf;

void buf_put(Buf *b, const void *p, size_t n);
void buf_putc(Buf *b, char c);
void buf_puts(Buf *b, const char *s);
void buf_str(Buf *b, Str s);
void buf_printf(Buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_room(Buf *b, size_t more); /* room for `more` bytes behind the n there are, to be filled by the caller */
char *buf_cstr(Buf *b);             /* NUL-terminates without counting it; NULL if failed */
void buf_free(Buf *b);              /* heap buffers; leaves it empty */

#endif
