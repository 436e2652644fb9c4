/* The second walk of the actors pass, in text order: what it remembers, and its steps. Each step looks at one token and returns where
 * the next begins, or 0 if what stands there is not its matter. */
#ifndef DM_RECORD_ACTORS_WALK_H
#define DM_RECORD_ACTORS_WALK_H
#include "record/actors.h"

enum { PAIR_MEMBERS = 4, PAIR_RECENT = 16 }; /* members of a pair; persons lately named that are looked at for one */

typedef struct { Ref ref; uint32_t sentence; } Recent;

typedef struct {
    Actors *c;
    uint32_t end;            /* of the sentence */
    Ref subject, subject_before; /* first person of this sentence, and of the one before */
    Ref last_person, person_before; /* the latest two named, different */
    Ref last_state, state_before;
    Ref last_body;           /* latest ministry or department */
    Ref last_agent_body;     /* latest body told by a common noun and a state: the U.S. Embassy */
    const Agent *last_agent;
    Ref last_nameless;
    Ref last_group;
    uint32_t group_sentence; /* where it was last mentioned */
    Recent recent[PAIR_RECENT]; /* persons as they were named, a ring */
    uint32_t recent_n, recent_at;
    Ref side_a, side_b;      /* the latest two states that stood together, themselves or by their people */
    uint32_t side_sentence;  /* where the last state or person with a state was */
    Ref side_last;
    bool in_quote;
} Walk;

Ref walk_mention(Walk *w, Ref ref, uint32_t first, uint32_t last, MentionForm form);
void walk_see(Walk *w, Ref ref, uint32_t at); /* the actor stands here: it is what pronouns and pairs point back to */

/* ---- actors_bodies.c ---- */
uint32_t read_body(Walk *w, uint32_t at);       /* a ministry, an organisation, a forum */
uint32_t read_body_again(Walk *w, uint32_t at); /* "the ministry" */
uint32_t read_agent(Walk *w, uint32_t at);      /* "U.S. officials", "the Pakistani army" */
uint32_t read_rule(Walk *w, uint32_t at);       /* "the Trump administration" */
uint32_t read_state(Walk *w, uint32_t at);
Ref ministry_actor(Walk *w, const Piece *p, const char *polity); /* `polity` NULL: the one that the text means */
Ref new_nameless(Walk *w, const char *name, const char *polity, const char *sector); /* "a senior official" */
uint32_t read_acronym(Walk *w, Ref ref, uint32_t at); /* "(KIDD)" behind a name; where it ends, or `at` */

#endif
