/* knowledge/offices.tsv and portfolios.tsv: titles of office and what ministers are of. */
#ifndef DM_KNOW_OFFICES_H
#define DM_KNOW_OFFICES_H
#include "base/error.h"
#include "know/lexicon.h"

struct KnowLoader;

typedef struct {
    const char *name;     /* canonical: "Secretary of State" */
    const char *sector;   /* PLOVER */
    const char *level;    /* head, minister, deputy, ambassador, … */
    const char *by_state; /* "KOR=…;USA=…": what a state calls it otherwise; NULL */
    const char *only;     /* the state or body that alone has it; NULL */
} Office;

typedef struct {
    uint32_t office; /* index into Offices.all */
    bool plural;     /* "foreign ministers" */
} OfficeTitle;

typedef struct {
    const char *name;     /* canonical: "Foreign Affairs" */
    const char *by_state; /* "KOR=National Defense;…"; NULL */
} Portfolio;

typedef struct {
    Lexicon titles; /* -> index into forms */
    Vec(OfficeTitle) forms;
    Vec(Office) all;
    Lexicon before; /* portfolios as said before "minister" -> index into portfolios */
    Lexicon after;  /* and after "minister of" */
    Vec(Portfolio) portfolios;
} Offices;

bool offices_load(const struct KnowLoader *loader, Offices *out, dm_error *err);
/* What `by_state` gives for the state; else `otherwise`. In the arena. */
const char *offices_of_state(Arena *arena, const char *by_state, const char *polity, const char *otherwise);

#endif
