/* knowledge/organisations.tsv, series.tsv and agents.tsv: bodies that act, forums that recur, and the common nouns that tell
 * of people and bodies ("officials", "army"). */
#ifndef DM_KNOW_ORGANISATIONS_H
#define DM_KNOW_ORGANISATIONS_H
#include "base/error.h"
#include "know/lexicon.h"

struct KnowLoader;

typedef struct {
    const char *name;
    const char *polity;  /* a state's code, or an international body's own; NULL = none */
    const char *sector;  /* PLOVER; NULL for a series */
    const char *members; /* of a series: codes parted by '|'; NULL */
    bool series;
} Organisation;

typedef struct {
    uint32_t organisation; /* index into Organisations.all */
    bool capitals;         /* counts only in capitals: WHO */
} OrganisationAlias;

typedef struct {
    Lexicon names; /* -> index into aliases */
    Vec(Organisation) all;
    Vec(OrganisationAlias) aliases;
} Organisations;

bool organisations_load(const struct KnowLoader *loader, Organisations *out, dm_error *err);

typedef enum { AGENT_GROUP, AGENT_ORGANISATION, AGENT_STATE, AGENT_PERSON, AGENT_OF_STATE } AgentKind;
typedef struct {
    AgentKind kind;
    const char *sector;
} Agent;

typedef struct {
    Lexicon words; /* -> index into all */
    Vec(Agent) all;
} Agents;

bool agents_load(const struct KnowLoader *loader, Agents *out, dm_error *err);

#endif
