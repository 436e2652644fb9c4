/* knowledge/places.tsv: cities and other meeting places, with the state they lie in. A line: name|other spellings, ISO code. */
#ifndef DM_KNOW_PLACES_H
#define DM_KNOW_PLACES_H
#include "base/error.h"
#include "know/lexicon.h"

typedef struct {
    const char *name, *state;
} PlaceEntry;
typedef struct {
    Vec(PlaceEntry) entries;
    Lexicon names; /* to the entry's index; the case of the text is for the caller to look at ("nice", "Nice") */
} Places;

struct KnowLoader;
bool places_load(const struct KnowLoader *loader, Places *out, dm_error *err);

#endif
