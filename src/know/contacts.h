/* knowledge/contacts.tsv: the words of contacts. The file's own head says what a line means. */
#ifndef DM_KNOW_CONTACTS_H
#define DM_KNOW_CONTACTS_H
#include "base/error.h"
#include "know/lexicon.h"

typedef enum {
    CONTACT_VERB,
    CONTACT_NOUN,
    CONTACT_LIGHT,
    CONTACT_SESSION,
    CONTACT_PARTY,
    CONTACT_MANNER,
    CONTACT_STATUS,
    CONTACT_KINDS
} ContactKind;

enum { /* ContactRule.frame */
       FRAME_OBJECT = 1 << 0,
       FRAME_WITH = 1 << 1,
       FRAME_TO = 1 << 2,
       FRAME_PLURAL = 1 << 3,
       FRAME_PLACE = 1 << 4,
       FRAME_TO_PLACE = 1 << 5,
       FRAME_IN_PLACE = 1 << 6,
       FRAME_AT_PLACE = 1 << 7,
       FRAME_FOR_PLACE = 1 << 8,
       FRAME_REVERSE = 1 << 9,
       FRAME_BARE = 1 << 10,
       FRAME_PEOPLE = 1 << 11,
       FRAME_WEAK = 1 << 12,
       FRAME_TRAVEL = 1 << 13,
       FRAME_SESSION = 1 << 14,
       FRAME_GUARD = 1 << 15,
       FRAME_FROM = 1 << 16,
       FRAME_BEFORE = 1 << 17,
       FRAME_AHEAD = 1 << 18
};

typedef struct {
    const char *id;
    ContactKind kind;
    uint32_t frame;
    const char *mode, *cameo;   /* NULL = not said */
    const char *status;         /* "planned"; NULL = not said */
    const char *fires, *silent; /* the rule's own tests */
} ContactRule;

typedef struct {
    Vec(ContactRule) rules;
    /* Phrases to the rule's index. Those of verbs, light, session and party begin with a lemma ("be" before a passive); the others are
     * words as they stand. `before` and `ahead` are the two frames of status. */
    Lexicon verbs, nouns, light, sessions, parties, manners, before, ahead;
} Contacts;

struct KnowLoader;
bool contacts_load(const struct KnowLoader *loader, Contacts *out, dm_error *err);

#endif
