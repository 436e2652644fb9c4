/* The steps of formulas_read: the phrases that stand as wording (formulas_phrases.c), what is reported of them
 * (formulas_reported.c). */
#ifndef DM_RECORD_FORMULAS_PARTS_H
#define DM_RECORD_FORMULAS_PARTS_H
#include "record/clauses.h"

/* A phrase that the text sets in quotation marks, or one of formulas.tsv. */
typedef struct {
    uint32_t first, last; /* tokens, marks included */
    const char *text;     /* canonical words */
    bool quoted;          /* in quotation marks, alone or among other words */
    bool alone;           /* the marks hold this phrase and little else */
    bool known;           /* it is in formulas.tsv */
} WordingPhrase;

typedef struct {
    Record *r;
    Clauses clauses;
    uint32_t first, last; /* tokens of the sentence */
    uint32_t sentence;
    uint32_t *outer;            /* of each token: the outermost quote that holds it, 1-based */
    Ref *said_in;               /* of each token: the statement whose content holds it */
    Ref *event_of;              /* of each sentence: the last event told in it */
    Vec(WordingPhrase) phrases; /* of the document, in order */
    uint32_t from, to;          /* those of the sentence: phrases [from, to) */
    uint32_t topic;             /* the phrase last spoken of as wording, 1-based */
    Ref withheld;               /* the formula that the sentence before reports as withheld */
} Wordings;

void phrases_find(Wordings *w);     /* w->phrases */
void phrases_used(Wordings *w);     /* those of the sentence that somebody uses, to formulas */
void phrases_reported(Wordings *w); /* what the sentence reports about wording, to formulas */

/* The document in which the sentence says something was said: "In a statement issued Wednesday, ...". Empty if it names none. */
Span paper_spoken_in(Wordings *w);

/* A formula with what every one has; NULL if the same is there already. */
Formula *formula_add(Wordings *w, const char *text, Span span, Stance stance, const Refs *holders, Span evidence,
                     const char *rule);

/* The words of tokens [first, last), without quotation marks and final comma, in the arena. */
const char *wording_text(const Wordings *w, uint32_t first, uint32_t last);

#endif
