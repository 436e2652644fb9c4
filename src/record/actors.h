/* What the files of the actors pass share. The pass: pieces (actors_pieces.c, with actors_titles.c and actors_names.c) are told on
 * tokens; persons are put together from them (actors_people.c); then what points back is resolved (actors_coref.c). A grammar can
 * take the place of the pieces: the later steps ask only for what starts at a token. */
#ifndef DM_RECORD_ACTORS_H
#define DM_RECORD_ACTORS_H
#include "base/utf8.h"
#include "know/cut.h"
#include "record/record.h"

/* A title of office as the text gives it; its canonical name waits for the state. */
typedef struct {
    uint32_t first, last;       /* tokens */
    const Office *office;       /* what the head is; with a portfolio, "Minister" and the like */
    const Portfolio *portfolio; /* NULL = none */
    const char *of;             /* words of a portfolio that no file knows; NULL */
    const char *prefix;         /* "Deputy", "Principal Deputy Assistant"; NULL */
    const char *tail;           /* "for Policy", "to Japan"; NULL */
    bool plural;
    bool weak; /* a common word ("general"): tells an office only beside a name */
} Title;

typedef enum { PIECE_STATE, PIECE_BODY, PIECE_TITLE, PIECE_AGENT, PIECE_NAME } PieceKind;
typedef enum {
    NAME_OPEN,
    NAME_PERSON,
    NAME_BODY,
    NAME_THING
} NameKind; /* what a run of capitalised words is by its form */

typedef struct {
    PieceKind kind;
    uint32_t first, last; /* tokens */
    uint32_t state;       /* PIECE_STATE: index */
    StateForm form;
    bool needs_state;
    const Organisation *org;    /* PIECE_BODY: one that a file knows */
    const Portfolio *portfolio; /* PIECE_BODY: or a ministry ... */
    bool department;            /* ... or department */
    const Agent *agent;         /* PIECE_AGENT */
    Title title;                /* PIECE_TITLE */
    NameKind name;              /* PIECE_NAME */
} Piece;

typedef struct {
    Ref actor;
    Str surname, given, middle; /* folded; given empty = not known */
    uint32_t next;              /* person with the same surname, plus one */
    enum { GENDER_OPEN, GENDER_HE, GENDER_SHE } gender;
    const Office *head;   /* office of the title, for "the minister"; NULL */
    bool explicit_polity; /* the text gives the state, it is not the document's default */
    uint32_t units;       /* words in the longest name */
    bool nameless;        /* "a senior official" */
    bool shouted;         /* its name is known only in capitals */
    uint32_t seen;        /* the token where it was last mentioned, plus one; 0 = not yet, in the second walk */
} Person;

/* A ministry entered, for those that the text names without their state. */
typedef struct {
    Ref ref;
    const Portfolio *portfolio;
    bool department;
} Ministry;

/* An office that turned out to be a person's, a ministry another. */
typedef struct {
    Ref from, into;
} Merger;

typedef struct Actors {
    Record *r;
    const Analysis *a;
    const Knowledge *know;
    const Naming *naming;
    Arena *arena;
    const Word *words;
    const Token *tokens;
    uint32_t n;       /* tokens */
    const char *home; /* the state whose official or local text this is, by issuer, dateline or outlet; NULL */
    bool any_korea;
    Vec(Piece) pieces;  /* in text order, not overlapping */
    uint32_t *piece_of; /* of each token: its piece plus one; 0 = none */
    Vec(Person) persons;
    uint32_t *person_of; /* of each actor, by Ref: its person plus one; grows with persons */
    uint32_t person_of_cap;
    Hash surnames;   /* -> first person with it, plus one */
    Hash name_words; /* any word of a name -> the person last entered with it, plus one */
    Ref *states;     /* of each state: its actor */
    uint32_t *named; /* of each state: how often its name stands in the text */
    Vec(Ministry) ministries;
    Hash bodies;  /* folded canonical name, acronym -> actor */
    Hash offices; /* "polity office" -> actor */
    Vec(Merger) mergers;
} Actors;

/* ---- actors_titles.c ---- */
/* False if the state has no such office. */
bool title_exists(Actors *c, const Title *title, const char *polity);
bool title_read(Actors *c, uint32_t at, uint32_t end, Title *out);
/* "Foreign Ministry", "Department of Defense": false if none starts here. */
bool ministry_read(Actors *c, uint32_t at, uint32_t end, Piece *out);
const char *title_name(Actors *c, const Title *title, const char *polity);
const char *title_polity(const Title *title); /* the state that alone has such an office; NULL */
const char *ministry_name(Actors *c, const Piece *piece, const char *polity);

/* ---- actors_names.c ---- */
/* The run of capitalised words that starts at `at`, read as a name. False if there is none. */
bool name_read(Actors *c, uint32_t at, uint32_t end, Piece *out);

/* ---- actors_pieces.c ---- */
void pieces_read(Actors *c);
static inline const Piece *piece_at(const Actors *c, uint32_t token) { /* the one that starts at the token, or NULL */
    const Piece *p = token < c->n && c->piece_of[token] ? &c->pieces.at[c->piece_of[token] - 1] : NULL;
    return p && p->first == token ? p : NULL;
}

/* ---- actors_register.c: who there is ---- */
Ref actor_new(Actors *c, ActorKind kind, const char *name, const char *polity);
Actor *actor_of_ref(Actors *c, Ref ref);
void actor_mention(Actors *c, Ref ref, uint32_t first, uint32_t last, MentionForm form);
Ref state_actor(Actors *c, uint32_t state);
Ref body_actor(Actors *c, const char *name, ActorKind kind, const char *polity, const char *sector);
Ref organisation_actor(Actors *c, const Organisation *org);
Ref office_actor(Actors *c, const char *office, const char *polity, const Office *head);
Person *person_of(Actors *c, Ref ref); /* NULL if it is no person */
void body_alias(Actors *c, Str alias, Ref ref);

/* What one place in the text tells of a person. */
typedef struct {
    uint32_t first, last;           /* tokens of the mention */
    uint32_t name_first, name_last; /* of the name in it */
    const Title *title;             /* NULL = none given */
    const char *polity;             /* NULL = none given */
    Standing standing;              /* STANDING_NONE = none given */
    bool then;                      /* "then-": held at another time */
    int gender;
} PersonFacts;
/* The person of that name: one known already whom the facts fit, else a new one. Takes the facts over and enters the mention. */
Ref person_actor(Actors *c, const PersonFacts *facts);
/* The person whom a lone name means at this place; 0 if none is known. */
Ref person_by_word(Actors *c, uint32_t first, uint32_t last);
const char *polity_of_state(const Actors *c, uint32_t state);
const char *text_of(Actors *c, uint32_t first, uint32_t last); /* one line of it */
Str folded(Actors *c, uint32_t first, uint32_t last);

/* ---- actors_people.c ---- */
/* A polity beside a title or name: "South Korean", "Seoul's", "the EU's". Its length in tokens, possessive mark included; 0 = none. */
uint32_t polity_read(Actors *c, uint32_t at, uint32_t end, const char **polity, bool *possessive);
/* A title with all that stands before and behind it, a name not included. */
typedef struct {
    uint32_t first, last;
    Title title;
    const char *polity;
    Standing standing;
    bool then, definite, possessive, indefinite;
    bool generic; /* anyone who holds it: "any minister", "a sitting president" */
} Phrase;
bool phrase_read(Actors *c, uint32_t at, uint32_t end, Phrase *out);
void people_read(Actors *c);
void polities_settle(Actors *c); /* gives persons without a state the one that the document suggests */

/* ---- actors_parties.c ---- */
bool contact_verb(const Actors *c, uint32_t token); /* a verb of contacts.tsv: met, visited */

/* ---- actors_coref.c ---- */
void coref_read(Actors *c);

static inline uint64_t word_class(const Actors *c, uint32_t token) {
    return naming_class(c->naming, c->words[token]);
}
static inline bool is_capital(const Actors *c, uint32_t token) {
    return (c->tokens[token].flags & TOKEN_UPPER_FIRST) != 0;
}
/* "'s" or the mark alone behind a name: 1 token, or 0. */
static inline uint32_t possessive_mark(const Actors *c, uint32_t at, uint32_t end) {
    bool stands = at < end && !(c->tokens[at].flags & TOKEN_SPACE_BEFORE);
    return stands && (c->words[at] == c->naming->s || c->words[at] == c->naming->quote) ? 1 : 0;
}
static inline bool glued(const Actors *c, uint32_t token) {
    return !(c->tokens[token].flags & TOKEN_SPACE_BEFORE);
}

#endif
