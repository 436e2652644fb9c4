#include "base/error.h"
#include <stdarg.h>
#include <stdio.h>

bool error_set(dm_error *err, dm_code code, int line, const char *format, ...) {
    if (!err) return false;
    err->code = code;
    err->line = line;
    va_list ap;
    va_start(ap, format);
    vsnprintf(err->message, sizeof err->message, format, ap);
    va_end(ap);
    return false;
}
