/* The YAML that stands between "---" lines at the top of a Markdown file: the part of it that people write there. */
#ifndef DM_INGEST_FRONTMATTER_H
#define DM_INGEST_FRONTMATTER_H
#include "ingest/document.h"
#include "know/knowledge.h"

/* Fills title, outlet, url, dates, bylines, language and label where they are not set, and moves *text behind the front matter. False,
 * with nothing done, if there is none. */
bool frontmatter_read(Str *text, const Knowledge *know, Document *doc);

#endif
