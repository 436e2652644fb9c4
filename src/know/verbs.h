/* Forms of verbs and the closed classes of words (verbs.tsv, function-words.tsv): what the view of clauses is made of until
 * a grammar takes its place. */
#ifndef DM_KNOW_VERBS_H
#define DM_KNOW_VERBS_H
#include "base/error.h"
#include "know/vocab.h"

enum { /* VerbEntry.forms */
       VERB_BASE = 1,
       VERB_THIRD = 2, /* visits */
       VERB_PAST = 4,
       VERB_PARTICIPLE = 8, /* the past participle */
       VERB_ING = 16,
       VERB_OR_NOUN = 32 /* base and third person are as often nouns */
};

enum { /* classes of a word, a set */
       WORD_DET = 1 << 0,
       WORD_POSSESSIVE = 1 << 1,
       WORD_PRONOUN = 1 << 2,
       WORD_NEGATIVE = 1 << 3,
       WORD_MODAL = 1 << 4,
       WORD_FUTURE = 1 << 5,
       WORD_POSSIBLE = 1 << 6,
       WORD_CONDITIONAL = 1 << 7,
       WORD_BE = 1 << 8,
       WORD_HAVE = 1 << 9,
       WORD_DO = 1 << 10,
       WORD_PAST = 1 << 11,
       WORD_NONFINITE = 1 << 12,
       WORD_PREPOSITION = 1 << 13,
       WORD_AND = 1 << 14,
       WORD_SUBORDINATOR = 1 << 15,
       WORD_CLAUSAL = 1 << 16, /* a preposition that may also open a clause */
       WORD_RELATIVE = 1 << 17,
       WORD_ADVERB = 1 << 18,
       WORD_TO = 1 << 19,
       WORD_TO_ADJECTIVE = 1 << 20, /* "likely to", "set to" */
       WORD_NOUN = 1 << 21          /* ends like an adverb, but is none: "family" */
};

typedef struct {
    Word lemma; /* 0 = no verb */
    uint8_t forms;
    uint32_t classes;
} WordEntry;

typedef struct Verbs {
    Vec(WordEntry) entries; /* by Word; shorter than the vocabulary where later tables add words */
} Verbs;

struct KnowLoader;
bool verbs_load(const struct KnowLoader *loader, Verbs *out, dm_error *err);

static inline WordEntry verbs_entry(const Verbs *v, Word w) {
    return w < v->entries.n ? v->entries.at[w] : (WordEntry){0, 0, 0};
}

/* The lemma of a verb as a knowledge file writes it ("meet"): a Word. 0 if verbs.tsv lacks it. */
Word verbs_lemma(const Verbs *v, const Vocab *vocab, Str lemma);

#endif
