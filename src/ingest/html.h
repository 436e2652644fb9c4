/* A web page to a Document: the article without the page around it, and what the page says of itself. */
#ifndef DM_INGEST_HTML_H
#define DM_INGEST_HTML_H
#include "ingest/ingest.h"

/* `utf8` is the page, decoded. What is already set in `doc` (from an argument or a container) is kept; the rest of what `raw` says
 * stands in where the page is silent. Adds blocks; the caller calls document_finish and head_finish. False with err filled only if
 * memory ran out: every page can be read. */
bool html_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc, dm_error *err);

/* A part of a page, all of which is the article: what a feed's entry or a table's cell holds. Nothing is taken for furniture. */
bool html_fragment_read(Str utf8, const Knowledge *know, Document *doc, dm_error *err);

#endif
