/* knowledge/variants.tsv: spellings of one word, so that a search finds them all. A line: word, start or end; then the spellings, parted
 * by '|', in lower-case letters a to z. */
#ifndef DM_KNOW_VARIANTS_H
#define DM_KNOW_VARIANTS_H
#include "base/error.h"
#include "base/hash.h"

typedef enum { VARIANT_WORD, VARIANT_START, VARIANT_END } VariantKind;
enum {
    VARIANT_SPELLINGS = 6,
    VARIANT_STEM = 3,
    VARIANTS_OF_WORD = 16
}; /* in a line; letters before an end; spellings of a word */

typedef struct {
    VariantKind kind;
    Str spelling[VARIANT_SPELLINGS];
    int n;
} VariantLine;

typedef struct {
    Vec(VariantLine) lines;
} Variants;

/* The spellings of a folded word without accents, itself first. The strings live in the arena. Returns how many. */
int variants_of(const Variants *v, Str word, Arena *arena, Str out[VARIANTS_OF_WORD]);

struct KnowLoader;
bool variants_load(const struct KnowLoader *loader, Variants *out, dm_error *err);

#endif
