/* Printing one record, given as JSON, in a format for people. */
#ifndef DM_FACE_SHOW_H
#define DM_FACE_SHOW_H
#include "base/error.h"
#include "face/page.h"

bool show_record(Str json, const char *format, const PageStyle *style, Buf *out,
                 dm_error *err); /* "text", "json", "html" */

#endif
