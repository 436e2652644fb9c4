/* What a text says of itself around the article: provenance lines, title, outlet, bylines, dates. */
#ifndef DM_INGEST_META_H
#define DM_INGEST_META_H
#include "ingest/pieces.h"

typedef struct {
    Pieces *pieces;
    Document *doc;
    const Knowledge *know;
    Trust trust;
    uint32_t body;  /* the first piece of running text; pieces.n if there is none */
    uint32_t title; /* the piece that is the title; pieces.n if there is none */
    int signs;      /* how strongly it looks like a saved web page, see furniture.c */
    bool web;       /* enough of them */
} Page;

/* Fills what is not yet set in the document and marks the pieces that say nothing else as out, the title as title. */
void meta_read(Page *page);

/* A publication date read from the text: kept if none is known, or if it says more of the same day. */
void meta_published(Document *doc, const Stamp *at);

/* "A headline - BBC News" without the outlet; *outlet is it, or NULL. */
Str title_without_outlet(Page *page, Str title, const Outlet **outlet);

/* A line of a name, after "By": one to five words that begin in upper case (or Han, kana, hangul), no digits. */
bool name_shaped(Str s);

#endif
