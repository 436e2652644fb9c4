/* What text and Markdown are cut into before the article is picked out of them: paragraphs, lines, list items, pictures. */
#ifndef DM_INGEST_PIECES_H
#define DM_INGEST_PIECES_H
#include "ingest/document.h"
#include "know/knowledge.h"

typedef enum { SHAPE_PLAIN, SHAPE_HEADING, SHAPE_ITEM, SHAPE_IMAGE, SHAPE_FOOTNOTE } PieceShape;
typedef enum { ROLE_TEXT, ROLE_OUT, ROLE_TITLE, ROLE_LEAD, ROLE_CAPTION, ROLE_SIGNATURE } PieceRole;

typedef struct {
    Str text; /* squeezed */
    PieceShape shape;
    PieceRole role;
    bool gap;      /* a blank line stands before it */
    bool sentence; /* reads as running text rather than as a title, label or link */
    bool wordless; /* no letter and no digit */
    bool bare; /* out because it seems to tell of the article, though it has no label: a date, the name of a house */
    uint32_t words; /* two Han characters, kana or hangul syllables without a space count as one */
    uint64_t hash;  /* of its LineKey, for finding repetitions; 0 if it has no words */
    FurnitureMatch match;
} Piece;

typedef struct {
    Arena *arena;
    Vec(Piece) all;
    LineKey key;                /* scratch */
    const Outlet *picture_host; /* where the pictures lie */
} Pieces;

/* How far the source is believed to be an article and nothing else. What has front matter says there, not in lines of its text, what it
 * says of itself: a line with a date is text there, unless a page shows. */
typedef enum { TRUST_FILE, TRUST_MARKDOWN, TRUST_FRONT_MATTER, TRUST_BODY } Trust;

void pieces_start(Pieces *pieces, Arena *arena);
/* White space runs become one space, invisible characters go; an empty text is passed over. */
void pieces_add(Pieces *pieces, Str text, PieceShape shape, bool gap);
/* Measures the pieces, takes title, dates, bylines and outlet from them, leaves the furniture out, and adds the blocks. */
void pieces_publish(Pieces *pieces, Document *doc, const Knowledge *know, Trust trust);

/* The key of a piece, in pieces->key. */
const LineKey *piece_key(Pieces *pieces, const Piece *piece);

/* Appends `s` to `out`: every run of white space one space, none at the ends; soft hyphens, word joiners and the like gone. */
void squeeze(Str s, Buf *out);

#endif
