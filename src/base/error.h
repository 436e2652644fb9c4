/* Filling in the public dm_error. Errors are of three kinds: a caller's or a file's failure fills a dm_error and returns
 * false or NULL; odd text becomes a note on the record; a bug is an assert. */
#ifndef DM_BASE_ERROR_H
#define DM_BASE_ERROR_H
#include "demarche.h"
#include <stdbool.h>

/* Always returns false, so that `return error_set(...)` reads well. `line` is 1-based, 0 where there is none. The
 * message names the file, the place and the remedy. `err` may be NULL. */
bool error_set(dm_error *err, dm_code code, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
