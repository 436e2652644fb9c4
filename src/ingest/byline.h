/* Names of writers: "BY SEO JI-EUN [address]", "By A. Writer and B. Scribe, Staff Reporters", a name over an address. */
#ifndef DM_INGEST_BYLINE_H
#define DM_INGEST_BYLINE_H
#include "ingest/meta.h"

/* Adds the names in `line` from byte `from` on. False, and nothing added, if what stands there is no list of names. */
bool byline_take(Page *page, Str line, size_t from);
/* A line of a name just above or below a line that is an e-mail address: marks both as out. */
void byline_near_email(Page *page);
/* A line that is a name and "기자" (reporter): takes it. */
bool byline_suffix(Page *page, const Piece *piece);
/* "Asia correspondent", under a name. */
bool line_is_post(const Piece *piece);
/* "Yonhap" alone on a line under the body. */
void byline_agency(Page *page);
/* The whole line is one or more e-mail addresses, or what an obfuscator left of them. */
bool line_is_email(Str line);

#endif
