/* A contact while it is being put together: one mention of it, then, merged, the contact itself. */
#ifndef DM_RECORD_EVENTS_DRAFT_H
#define DM_RECORD_EVENTS_DRAFT_H
#include "record/clauses.h"

enum { DRAFT_PARTIES = 24 }; /* participants kept of one contact */

typedef struct {
    Ref actor;
    Span words;
    const char *polity; /* the actor's, or that of the group he was named for ("U.S. officials — John Noh"); NULL */
    bool host;          /* named as the one who received the others */
    bool other;         /* named as the one whom the subject dealt with */
} Party;

typedef struct {
    const ContactRule *rule;
    const char *mode, *cameo;
    EventStatus status;
    bool status_said; /* the text says it; else it is the default */
    Party parties[DRAFT_PARTIES];
    uint32_t parties_n;
    Span span, predicate;
    uint32_t sentence, last_sentence; /* of its first and of its latest mention */
    Ref time;
    Civil begin, end;
    const PlaceEntry *place; /* or NULL */
    Span place_words;
    const char *place_state; /* where the place is itself a state */
    const char *place_name;
    Ref series;
    const char *series_name; /* in the text's words, of a series that no file knows; or NULL */
    int ordinal;
    bool headline; /* told in the headline */
    bool travel;   /* the noun or verb is one of going somewhere: the parties that are not hosts are visitors */
    bool noun;     /* told by a noun */
    bool definite; /* "the call", "their talks" */
    bool again;    /* "met again", "another meeting" */
    bool they;     /* its parties are a pronoun nobody has resolved: those of the contact before */
    bool led;      /* "was led by A and B": it tells who took part in a contact told before */
    bool held;     /* its noun is the subject or object of a verb that makes it happen */
    Spans mentions;
} Draft;

typedef Vec(Draft) Drafts;

void draft_party(Draft *d, const Record *r, Ref actor, Span words, bool host);
/* The list of phrases that `phrase` (1-based) opens or belongs to. */
void draft_list(Draft *d, const Clauses *c, uint32_t phrase, bool host);
uint32_t draft_people(const Draft *d,
                      const Record *r); /* how many parties, groups counted by their members (at least two) */

/* events_contacts.c: the contacts that the sentence in *c tells, each given to `found` in text order. */
typedef void DraftFound(void *ctx, Draft *d);
void contacts_find(const Clauses *c, uint32_t sentence, DraftFound *found, void *ctx);

/* events_acts.c: the other events of the sentence, onto r->events. */
void acts_find(Record *r, const Clauses *c);

/* events_place.c */
void draft_place(Draft *d, const Clauses *c, uint32_t from, uint32_t to, bool travel);
void draft_time(Draft *d, const Clauses *c, uint32_t phrase, uint32_t from, uint32_t to, uint32_t clause);
const PlaceEntry *place_at(const Record *r, uint32_t token, uint32_t last, uint32_t *length);
void draft_set_time(Draft *d, const Record *r, Ref time, uint32_t limit);

/* events_status.c: what the verb group (1-based) says of what it tells, its governors and its clause included. *strength (may be NULL) gets
 * the undertaking that decided it, or NULL. */
EventStatus verb_status(const Clauses *c, uint32_t verb, bool *said, const Undertaking **undertaking);
const Undertaking *verb_undertaking(const Clauses *c, uint32_t verb);
uint32_t verb_subject(const Clauses *c,
                      uint32_t verb); /* the phrase (1-based) of who does it, control included; 0 = none */
uint32_t verb_object(const Clauses *c, uint32_t verb); /* the bare phrase behind it; 0 = none */
/* The longest phrase of `lex` that begins with the verb's lemma (after "be" if it is passive); LexMatch.length 0 = none. *end: the token behind it. */
LexMatch verb_match(const Clauses *c, uint32_t verb, const Lexicon *lex, bool passive, uint32_t *end);
uint32_t verb_reach(const Clauses *c,
                    uint32_t token); /* the token at which the arguments of what stands before `token` end */

/* events_merge.c */
void drafts_add(const Record *r, Drafts *all, Draft *d);

#endif
