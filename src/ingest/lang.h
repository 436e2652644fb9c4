/* The language of a text by its script and function words. */
#ifndef DM_INGEST_LANG_H
#define DM_INGEST_LANG_H
#include "base/arena.h"
#include "base/span.h"
#include "know/knowledge.h"

/* BCP 47 ("en", "ko", …; "und" where it cannot be told). Looks at the first LANG_SAMPLE bytes. */
enum { LANG_SAMPLE = 64 * 1024 };
const char *lang_find(Str text, const Knowledge *know, Arena *scratch);

#endif
