/* Reading a knowledge file: one entry a line, fields parted by tabs, `#` starts a comment line, blank lines do not count.
 * Messages name the file and the line. */
#ifndef DM_KNOW_TABLE_H
#define DM_KNOW_TABLE_H
#include "base/error.h"
#include "base/span.h"

enum { TABLE_FIELDS = 12 }; /* fields in a line */

typedef struct {
    const char *file;        /* name, for messages */
    Str rest;                /* what is not yet read */
    int line;                /* of the row last given, 1-based */
    Str field[TABLE_FIELDS]; /* trimmed; those past n are empty */
    int n;
} Table;

/* The next row with between `least` and `most` fields. False at the end, and with err->code set on a wrong row. */
bool table_next(Table *t, int least, int most, dm_error *err);

/* Walks a field's alternatives parted by '|': `*rest` starts as the field. */
bool table_alternative(Str *rest, Str *one);

#endif
