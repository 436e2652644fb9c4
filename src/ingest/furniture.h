/* Which pieces of a flattened page are the article. Evidence is general: known phrases, shape, position, repetition. */
#ifndef DM_INGEST_FURNITURE_H
#define DM_INGEST_FURNITURE_H
#include "ingest/meta.h"

/* After meta_read. Sets the role of every piece; where nothing shows that the text was saved from a web page, all of it stays. */
void furniture_mark(Page *page);

/* "Home > National > Diplomacy": *last is its last field. */
bool line_is_trail(Page *page, Str line, Str *last);
/* A line of links: "Home | About | Contact | News". */
bool line_is_menu(Str line);

#endif
