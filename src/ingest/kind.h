/* What kind of document it is, from title, address, labels and wording. */
#ifndef DM_INGEST_KIND_H
#define DM_INGEST_KIND_H
#include "ingest/document.h"
#include "know/knowledge.h"

/* `label` is what the source calls it (a front-matter tag, a section name), or empty. */
DocKind kind_find(const Document *doc, const Knowledge *know, Str label);

#endif
