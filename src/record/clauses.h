/* A plain view of one sentence for the passes that ask who did what: verb groups, noun phrases, lists of parties, clauses. It is
 * worked out from closed classes and forms of verbs alone; a grammar takes its place behind the same structures. */
#ifndef DM_RECORD_CLAUSES_H
#define DM_RECORD_CLAUSES_H
#include "record/record.h"

typedef enum {
    VERB_FINITE,
    VERB_INFINITIVE,
    VERB_GERUND,
    VERB_REDUCED
} VerbShape; /* REDUCED: "a meeting attended by Rubio" */

typedef struct {
    uint32_t first, last; /* tokens [first, last), auxiliaries included */
    uint32_t head;        /* the token of the main verb */
    Word lemma;           /* 0 = not known */
    VerbShape shape;
    bool past, future, possible, conditional, negated, passive, perfect, progressive;
    bool ambiguous; /* past or participle, from its form alone */
    uint32_t clause;
    uint32_t subject;  /* a phrase, 1-based; 0 = none */
    uint32_t governor; /* a verb group, 1-based: "agreed" of "agreed to meet" */
} VerbGroup;

typedef struct {
    uint32_t first, last; /* tokens [first, last), determiner and possessor included */
    uint32_t head;        /* its last noun */
    Ref actor;            /* whom the head names; 0 = nobody known */
    uint32_t actor_first; /* first token of that mention */
    uint32_t preposition; /* the token in front of it, 1-based; 0 = none */
    uint32_t next;        /* the phrase joined to it by a comma or "and", 1-based */
    uint32_t list;        /* the phrase that opens its list, 1-based; itself if it stands alone */
    uint32_t clause;
    Ref time;     /* it is, or holds, a time expression */
    bool is_time; /* nothing but a time expression */
    bool aside;   /* in parentheses */
} Phrase;

typedef struct {
    uint32_t parent;                /* 1-based; 0 = none */
    uint32_t subject;               /* a phrase, 1-based */
    uint32_t verb;                  /* its first finite verb group, 1-based */
    uint32_t last_verb;             /* the last verb group so far, 1-based */
    uint32_t first;                 /* token */
    bool relative, quote, reported; /* reported: behind a finite verb of the clause around it ("said he would") */
} Clause;

enum { CLAUSES_WINDOW = 400 }; /* tokens looked at together; a longer sentence is cut */

typedef struct {
    const Record *r;
    uint32_t first, last; /* tokens */
    Vec(VerbGroup) verbs;
    Vec(Phrase) phrases;
    Vec(Clause) clauses;
    uint16_t verb_of[CLAUSES_WINDOW], phrase_of[CLAUSES_WINDOW]; /* of token - first: 1-based; 0 = none */
} Clauses;

/* Fills *c for the tokens [first, last), at most CLAUSES_WINDOW; its vectors are used again from sentence to sentence. */
void clauses_read(const Record *r, uint32_t first, uint32_t last, Clauses *c);

static inline WordEntry word_entry(const Record *r, uint32_t token) {
    return verbs_entry(&r->know->verbs, r->words->words[token]);
}
static inline bool word_is(const Record *r, uint32_t token, uint32_t classes) {
    return (word_entry(r, token).classes & classes) != 0;
}
bool token_is(const Record *r, uint32_t token,
              const char *ascii); /* case folded; for punctuation and the few words code must know */

/* The verb group or phrase at a token; NULL = none. */
static inline const VerbGroup *clauses_verb(const Clauses *c, uint32_t token) {
    return token >= c->first && token < c->last && c->verb_of[token - c->first]
               ? &c->verbs.at[c->verb_of[token - c->first] - 1]
               : NULL;
}
static inline const Phrase *clauses_phrase(const Clauses *c, uint32_t token) {
    return token >= c->first && token < c->last && c->phrase_of[token - c->first]
               ? &c->phrases.at[c->phrase_of[token - c->first] - 1]
               : NULL;
}

/* The actor whose possessive stands before `token` in its phrase ("Cho's first call", "his visit"): *first, *last are its tokens. */
Ref clauses_owner(const Clauses *c, uint32_t token, uint32_t *first, uint32_t *last);

#endif
