/* Plain text to a Document: lines to paragraphs (hard wraps undone), page furniture out, title, dates and bylines read.
 *
 * For every reader here: what is already set in `doc` (title, outlet, published, updated, bylines, url, lang, issuer: from a container or an
 * argument) is kept and helps to find them in the text. Readers add blocks with document_block; the caller calls
 * document_finish and then head_finish (head.h). */
#ifndef DM_INGEST_TEXT_H
#define DM_INGEST_TEXT_H
#include "ingest/ingest.h"

/* A file or member: may be an agency text or a page saved as text with all that stood around the article. */
void text_read(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc);

/* The text of a JSON Lines object or feed entry: taken as clean; cut only where it is plain that it is not. */
void text_body_read(Str utf8, const Knowledge *know, Document *doc);

#endif
