/* knowledge/outlets.tsv: who publishes. A line:
 *   name  other names  hosts  sort  polity  issuer
 * Other names and hosts are parted by '|'; a host stands for its subdomains too. sort: agency, newspaper, broadcaster, magazine, site,
 * government, organisation, institute. issuer: for official sites, whose texts these are ("Ministry of Foreign Affairs of
 * Japan"), if the name alone does not say. */
#ifndef DM_KNOW_OUTLETS_H
#define DM_KNOW_OUTLETS_H
#include "base/error.h"
#include "base/hash.h"
#include "know/linekey.h"

typedef enum {
    OUTLET_AGENCY,
    OUTLET_NEWSPAPER,
    OUTLET_BROADCASTER,
    OUTLET_MAGAZINE,
    OUTLET_SITE,
    OUTLET_GOVERNMENT,
    OUTLET_ORGANISATION,
    OUTLET_INSTITUTE
} OutletSort;

typedef struct {
    const char *name, *polity, *issuer; /* polity, issuer: NULL = none */
    OutletSort sort;
} Outlet;

typedef struct {
    Vec(Outlet) all;
    Hash names; /* LineKey text -> index */
    Hash hosts;
} Outlets;

/* NULL if it is none that is known. `words` of the line are its whole. */
const Outlet *outlets_by_name(const Outlets *o, const LineKey *key);
const Outlet *outlets_by_words(const Outlets *o, const LineKey *key, int first, int last);
/* By the host of an address ("https://www.mofa.go.kr/eng/…"). */
const Outlet *outlets_by_url(const Outlets *o, Str url);
static inline bool outlet_is_official(const Outlet *o) {
    return o->sort == OUTLET_GOVERNMENT || o->sort == OUTLET_ORGANISATION;
}

struct KnowLoader;
bool outlets_load(const struct KnowLoader *loader, Outlets *out, dm_error *err);

#endif
