/* Markdown, with or without YAML front matter, to a Document: plain words without markup. See text.h for what is kept. */
#ifndef DM_INGEST_MARKDOWN_H
#define DM_INGEST_MARKDOWN_H
#include "ingest/ingest.h"

/* False with err filled only if there is nothing in it that could be a document. */
bool markdown_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc, dm_error *err);

/* True if it starts with front matter or shows Markdown in several places: for telling formats apart. */
bool markdown_looks_like(Str utf8);

#endif
