/* knowledge/commitments.tsv: verbs and adjectives in front of "to" and a verb that say what the second verb is worth. */
#ifndef DM_KNOW_UNDERTAKINGS_H
#define DM_KNOW_UNDERTAKINGS_H
#include "base/error.h"
#include "know/lexicon.h"

typedef struct {
    const char *id;       /* the line's first words, for Event.rule and Commitment.rule */
    bool object_acts;     /* "invited Cho to visit" */
    const char *strength; /* NULL = nothing is undertaken */
    const char *status;   /* of a contact */
} Undertaking;

typedef struct {
    Vec(Undertaking) entries;
    Lexicon active, passive, adjective; /* lemma and particle (adjectives as they stand) to the entry's index */
    Lexicon nouns;                      /* "agreement" of "agreement to meet" */
    Lexicon due;                        /* "as soon as possible": when, without a date */
} Undertakings;

struct KnowLoader;
bool undertakings_load(const struct KnowLoader *loader, Undertakings *out, dm_error *err);

#endif
