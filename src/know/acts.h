/* knowledge/acts.tsv: verbs of events other than contacts. The file's own head says what a line means. */
#ifndef DM_KNOW_ACTS_H
#define DM_KNOW_ACTS_H
#include "base/error.h"
#include "know/lexicon.h"

enum { ACT_TARGETS = 6 }; /* ways to find the target, in one line */

typedef struct {
    const char *id, *type, *mode, *cameo; /* mode NULL = none */
    const char *targets[ACT_TARGETS];     /* "object", "owner", or a preposition; NULL = no more */
    bool mutual, targetless;              /* the target is a party like the subject; none is needed */
    Vec(Word) objects;                    /* one of these must stand in the verb's object; empty = anything goes */
    const char *fires, *silent;           /* the rule's own tests */
} ActRule;

typedef struct {
    uint32_t rule, next;
} ActLink; /* index of a rule; the next link of the same verb, 1-based */

typedef struct {
    Vec(ActRule) rules;
    Vec(ActLink) links;
    Lexicon verbs; /* lemma and particle to the index of the verb's first link */
} Acts;

struct KnowLoader;
bool acts_load(const struct KnowLoader *loader, Acts *out, dm_error *err);

#endif
