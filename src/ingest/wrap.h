/* Hard wraps: where lines of a text were broken to a width, and which of them belong together. */
#ifndef DM_INGEST_WRAP_H
#define DM_INGEST_WRAP_H
#include "base/span.h"

typedef struct {
    Str text;       /* trimmed */
    uint32_t width; /* characters, indentation included */
    uint32_t indent;
    bool gap;    /* a blank line, or nothing, stands before it */
    bool broken; /* two spaces or a backslash at its end: Markdown's line break */
} WrapLine;

typedef struct {
    uint32_t width; /* 0 = not wrapped */
} Wrap;

/* The next line that is not blank; false at the end. */
bool wrap_line(Str *rest, WrapLine *line);
/* Looks at the first WRAP_SAMPLE bytes. */
enum { WRAP_SAMPLE = 256 * 1024 };
Wrap wrap_find(Str text);
/* Does `next` go on where `line` was broken off? */
bool wrap_joins(const Wrap *wrap, const WrapLine *line, const WrapLine *next);
/* Bytes of a list mark ("- ", "• ", "1. ", "(a) ") at the start; 0 if there is none. */
size_t item_mark(Str line);

#endif
