/* What a container says of a document (a feed's entry, a table's row, a JSON object), put into the Document. */
#ifndef DM_INGEST_FIELDS_H
#define DM_INGEST_FIELDS_H
#include "ingest/charset.h"
#include "ingest/ingest.h"

/* One line of clean text: white space runs are one blank. NULL if nothing is left. */
const char *fields_line(Arena *arena, Str s);
/* Sets it unless the value is empty or something is set already. */
void fields_set(Document *doc, const char **field, Str value);
void fields_published(Document *doc, Str date); /* unless it is known already */
void fields_updated(Document *doc, Str date);
/* The title as headline block, unless the text (which follows) begins with it. */
void fields_headline(Document *doc, Str text);
/* Markup that has a page's own frame, rather than the article's alone. */
bool fields_whole_page(Str html);
/* Notes a guessed encoding and malformed bytes. */
void fields_note_charset(Document *doc, const Decoded *decoded);
void fields_from_raw(Document *doc, const RawDoc *raw);

#endif
