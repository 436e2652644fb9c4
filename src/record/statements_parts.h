/* The steps of statements_read: cues with their sources (statements_cues.c), what was said (statements_content.c). */
#ifndef DM_RECORD_STATEMENTS_PARTS_H
#define DM_RECORD_STATEMENTS_PARTS_H
#include "record/clauses.h"

/* A verb or phrase that attributes words, with who it attributes them to. */
typedef struct {
    uint32_t first, last; /* tokens; auxiliaries and adverbs included */
    uint32_t head;
    uint32_t frames;                    /* CUE_ of know/cues.h; without CUE_VERB: "according to" */
    uint32_t source_first, source_last; /* tokens; empty = none is named */
    Refs speakers;
    bool inverted; /* the source stands behind: "said Cho" */
    bool shared;   /* the source is an earlier one's: ", adding that" */
    uint32_t verb; /* its group in Clauses, 1-based; 0 = none */
} Cue;

typedef struct {
    Record *r;
    Clauses clauses;
    uint32_t *outer;      /* of each token: the outermost quote that holds it, marks included, 1-based */
    Ref *said_in;         /* of each quote: the statement that it is content of */
    uint32_t first, last; /* tokens of the sentence */
    Vec(Cue) cues;        /* of the sentence, in order */
} Saying;

void cues_find(Saying *s);

/* Tokens of what is said. `ok` false: nothing is, by the look of it. */
typedef struct {
    bool ok, before; /* before: it stands in front of cue and source */
    uint32_t first, last;
    uint32_t more_first, more_last; /* its second part, where cue and source interrupt it; empty = none */
} Content;

/* The content of the k-th cue, which may begin no earlier than token `from`. */
Content content_find(const Saying *s, uint32_t k, uint32_t from);

bool quote_is_speech(const Analysis *a, const Quote *q); /* a clause or more, not a phrase set in quotation marks */
char token_char(const Analysis *a, uint32_t i);          /* its first byte */
bool token_adverb(const Record *r, uint32_t i); /* a word that may stand between source and cue: "also", "repeatedly" */

#endif
