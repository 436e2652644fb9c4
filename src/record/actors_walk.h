/* The second walk of the actors pass, in text order: what it remembers, and its steps. Each step looks at one token and returns where
 * the next begins, or 0 if what stands there is not its matter. */
#ifndef DM_RECORD_ACTORS_WALK_H
#define DM_RECORD_ACTORS_WALK_H
#include "record/actors.h"

enum {
    PARTY_MEMBERS = 4,
    PARTY_SETS = 32,
    PARTY_RECENT = 16
}; /* parties told together; such sets kept; persons lately named */

/* How an actor stands in its sentence: not as a party ("North Korean threats", "under Trump"), named beside the matter ("the
 * Korea-U.S. alliance"), or as one who acts or with whom others deal. */
typedef enum { PARTY_NOT, PARTY_WEAK, PARTY_STRONG } PartyRank;

/* Parties that sentences name together: persons by Ref, or polities by their numbers. */
typedef struct {
    uint32_t member[PARTY_MEMBERS], n; /* ascending */
    bool over;                         /* there are more */
    uint32_t weight;                   /* how often, and where: a headline or lead counts twice */
    uint32_t near; /* the sentence where they last stood together as strong parties, plus one; 0 = nowhere */
} PartySet;

typedef struct {
    PartySet set[PARTY_SETS], open[PARTY_STRONG + 1]; /* open: of this sentence, by rank */
    uint32_t n;
} Parties;

typedef struct {
    Actors *c;
    uint32_t end;                   /* of the sentence */
    Ref subject, subject_before;    /* first person of this sentence, and of the one before */
    Ref last_person, person_before; /* the latest two named, different */
    Ref last_state, state_before;
    Ref last_body;       /* latest ministry or department */
    Ref last_agent_body; /* latest body told by a common noun and a state: the U.S. Embassy */
    const Agent *last_agent;
    Ref last_nameless;
    Ref last_group;
    uint32_t group_sentence;  /* where it was last mentioned */
    Ref recent[PARTY_RECENT]; /* persons as they were named, a ring */
    uint32_t recent_n, recent_at;
    Parties people, polities;
    uint32_t party_end; /* behind the actor last weighed as a party, for what "and" joins to it */
    PartyRank party_rank;
    uint32_t verb_looked; /* tokens of the sentence looked at for a verb */
    bool verb_seen;       /* a finite verb stands before them */
    bool aside;           /* the sentence opens with "although" */
    uint32_t first;       /* of the sentence */
    bool in_quote;
} Walk;

Ref walk_mention(Walk *w, Ref ref, uint32_t first, uint32_t last, MentionForm form);
void walk_see(Walk *w, Ref ref, uint32_t at); /* the actor stands here: it is what pronouns and pairs point back to */

/* ---- actors_parties.c: who "both sides" and "the two ministers" are ---- */
void parties_open(Walk *w, uint32_t sentence);
void parties_see(Walk *w, Ref ref, uint32_t at); /* the actor is named at this token */
void parties_close(Walk *w, uint32_t sentence);
Ref pair_actor(Actors *c, Ref *members, uint32_t n); /* 0 if they make no pair */
uint32_t read_pair(Walk *w, uint32_t at);

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
