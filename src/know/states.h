/* knowledge/states.tsv: states and territories under all their English names. */
#ifndef DM_KNOW_STATES_H
#define DM_KNOW_STATES_H
#include "base/error.h"
#include "know/lexicon.h"

struct KnowLoader;

typedef enum {
    STATE_NAME,      /* South Korea, ROK */
    STATE_ADJECTIVE, /* South Korean, South Koreans */
    STATE_SEAT       /* a capital or seat of government that stands for it: Seoul, the Blue House */
} StateForm;

typedef struct {
    const char *code; /* ISO 3166-1 alpha-3 */
    const char *name;
    const char *adjective; /* NULL = none */
    bool article;          /* "the" goes before its name: a line that has "the NAME" among its other names */
} State;

typedef struct {
    uint32_t state; /* index into States.all */
    StateForm form;
    bool capitals;    /* counts only in capitals: US */
    bool needs_state; /* counts only where the state is named otherwise too: the North */
} StateAlias;

typedef struct {
    Lexicon names; /* -> index into aliases */
    Vec(State) all;
    Vec(StateAlias) aliases;
    Hash by_code; /* -> index into all */
} States;

bool states_load(const struct KnowLoader *loader, States *out, dm_error *err);
/* Two letters or more, none of them small: an alias that counts only in capitals. */
bool name_in_capitals(Str name);
/* NULL for a code that is no state's, or NULL. */
const State *states_by_code(const States *states, const char *code);

#endif
