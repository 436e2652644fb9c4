/* A phrase to look for: at each of its words the ways in which a text may write it, as a lattice. The same lattice asks the
 * index for candidates and is held against their texts. */
#ifndef DM_STORE_WORDING_H
#define DM_STORE_WORDING_H
#include "know/variants.h"
#include "store/store.h"
#include "store/words.h"

enum {
    WAY_WORDS = 5,     /* words that one word of the phrase may be written in: "U.S.S.R." */
    QUERY_PHRASES = 4, /* spelled out to the index; where there are more it is asked for pieces of the phrase */
    PAIR_PHRASES = 16, /* of two words in all their ways */
    SPLIT_LETTERS =
        4 /* letters on each side for a space to be no more than a hyphen: "iron clad", but not "now here" */
};

typedef enum {
    BETWEEN_NOTHING,
    BETWEEN_HYPHEN,
    BETWEEN_SPACE,
    BETWEEN_DOT
} Between; /* what may stand between the words of a way */

/* One way to write word i, and on to word i + covers - 1, of the phrase. */
typedef struct {
    Str word[WAY_WORDS];
    int n;
    int covers;
    Between between; /* BETWEEN_SPACE allows a hyphen too */
} Way;

typedef struct {
    SearchMatch match;
    uint32_t n;            /* words */
    Gap gap[SEARCH_WORDS]; /* behind each word */
    struct {
        Vec(Way) ways;
    } step[SEARCH_WORDS];
    bool first[256]; /* bytes with which a match may begin */
} Sought;

/* Does the index know this word? For leaving out ways that no text has. */
typedef bool WordKnown(void *ctx, Str word);

/* False with err (DM_USAGE) if it has no word, or too many. `variants` may be NULL for SEARCH_STRICT. */
bool wording_read(const char *words, SearchMatch match, const Variants *variants, WordKnown *known, void *ctx,
                  Arena *arena, Sought *out, dm_error *err);
/* For FTS5's MATCH: documents that hold every match, and maybe more. */
void wording_query(const Sought *sought, Buf *out);
/* The next match in text from scan->p on; the scan then stands behind it. */
bool wording_next(const Sought *sought, WordScan *scan, Span *match);

#endif
