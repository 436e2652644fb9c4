#include "store/sketch.h"
#include "base/hash.h"
#include <stdlib.h>

/* Shingles of a stream; a text with fewer words has one, of them all. The words' hashes are mixed by order. */
typedef struct {
    const char *p, *end;
    uint64_t last[SHINGLE_WORDS];
    uint32_t words;
    bool ended;
} ShingleScan;

static uint64_t mixed(const uint64_t *last, uint32_t words) {
    uint64_t h = 0;
    for (uint32_t i = 0; i < SHINGLE_WORDS && i < words; i++) {
        h = (h ^ last[(words - 1 - i) % SHINGLE_WORDS]) * 0x9FB21C651E98DF25u;
        h ^= h >> 32;
    }
    return h;
}

static bool shingle_next(ShingleScan *s, uint64_t *out) {
    while (s->p < s->end) {
        const char *space = memchr(s->p, ' ', (size_t)(s->end - s->p));
        const char *stop = space ? space : s->end;
        s->last[s->words++ % SHINGLE_WORDS] = hash_bytes(s->p, (size_t)(stop - s->p));
        s->p = stop + (space != NULL);
        if (s->words >= SHINGLE_WORDS) return *out = mixed(s->last, s->words), true;
    }
    if (s->ended || !s->words || s->words >= SHINGLE_WORDS) return false;
    s->ended = true;
    return *out = mixed(s->last, s->words), true;
}

bool sketch_of(Str stream, Sketch *out) {
    uint64_t least[SKETCH_BINS];
    memset(least, 0xFF, sizeof least);
    ShingleScan scan = {.p = stream.p, .end = stream.p + stream.n};
    uint64_t h;
    bool any = false;
    while (shingle_next(&scan, &h)) {
        uint32_t bin = (uint32_t)((h >> 32) * SKETCH_BINS >> 32);
        uint64_t value = h * 0xD6E8FEB86659FD93u >> 1; /* never the mark of an empty bin */
        if (value < least[bin]) least[bin] = value;
        any = true;
    }
    for (uint32_t i = 0; any && i < SKETCH_BINS; i++) {
        uint32_t step = 0;
        while (least[(i + step) % SKETCH_BINS] == UINT64_MAX) step++;
        out->bin[i] = (uint16_t)((least[(i + step) % SKETCH_BINS] + step * 0x9E3779B97F4A7C15u) >> 47);
    }
    return any;
}

uint32_t sketch_band(const Sketch *s, int band) {
    return (uint32_t)hash_bytes(&s->bin[band * SKETCH_ROWS], SKETCH_ROWS * sizeof s->bin[0]);
}

double sketch_share(const Sketch *a, const Sketch *b) {
    int same = 0;
    for (int i = 0; i < SKETCH_BINS; i++) same += a->bin[i] == b->bin[i];
    return (double)same / SKETCH_BINS;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

Shingles shingles_of(Str stream, Arena *arena) {
    Vec(uint64_t) all = {0};
    ShingleScan scan = {.p = stream.p, .end = stream.p + stream.n};
    for (uint64_t h; shingle_next(&scan, &h);) *vec_push(arena, &all) = h;
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_value);
    uint32_t n = 0;
    for (uint32_t i = 0; i < all.n; i++)
        if (!n || all.at[n - 1] != all.at[i]) all.at[n++] = all.at[i];
    return (Shingles){all.at, n};
}

double shingles_share(const Shingles *a, const Shingles *b) {
    uint32_t i = 0, j = 0, common = 0;
    while (i < a->n && j < b->n) {
        if (a->at[i] == b->at[j])
            common++, i++, j++;
        else if (a->at[i] < b->at[j])
            i++;
        else
            j++;
    }
    uint32_t all = a->n + b->n - common;
    return all ? (double)common / all : 0;
}
