/* A document's likeness in numbers: a fingerprint for the same text, and a sketch that estimates how many word sequences two texts share.
 * Sketch: one-permutation minhash of shingles, empty bins filled from their neighbours. Li, Owen & Zhang, "One Permutation Hashing"
 * (NIPS 2012); Shrivastava & Li, "Densifying One Permutation Hashing via Rotation" (ICML 2014). */
#ifndef DM_STORE_SKETCH_H
#define DM_STORE_SKETCH_H
#include "base/arena.h"
#include "base/sha256.h"
#include "base/span.h"

enum {
    SHINGLE_WORDS = 4,
    SKETCH_BANDS = 25,
    SKETCH_ROWS = 5,
    SKETCH_BINS = SKETCH_BANDS * SKETCH_ROWS,
    FINGERPRINT_HEX = 33,  /* 128 bits and the NUL */
    FINGERPRINT_SIGNS = 32 /* bytes of its signs below which a text is too short to be told from another */
};

typedef struct {
    uint16_t bin[SKETCH_BINS];
} Sketch;

/* From a stream of words (words_stream). False if it has no word: no sketch. */
bool sketch_of(Str stream, Sketch *out);
uint32_t sketch_band(const Sketch *s, int band);       /* a number for its rows */
double sketch_share(const Sketch *a, const Sketch *b); /* an estimate, standard error at most .045 */

/* The hashes of all shingles, sorted, each once. */
typedef struct {
    uint64_t *at;
    uint32_t n;
} Shingles;
Shingles shingles_of(Str stream, Arena *arena);
double shingles_share(const Shingles *a, const Shingles *b); /* common to both, of all: Jaccard's index */

#endif
