#include "know/lexicon.h"

struct LexiconEdge {
    uint32_t from, word, to;
}; /* word 0 = empty slot; nodes count from 0, the root */

static uint32_t edge_hash(uint32_t from, uint32_t word) {
    uint64_t h = ((uint64_t)from << 32 | word) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

static struct LexiconEdge *edge_slot(const Lexicon *lex, uint32_t from, uint32_t word) {
    for (uint32_t i = edge_hash(from, word) & lex->mask;; i = (i + 1) & lex->mask) {
        struct LexiconEdge *e = &lex->edges[i];
        if (!e->word || (e->from == from && e->word == word)) return e;
    }
}

static void grow(Lexicon *lex) {
    struct LexiconEdge *old = lex->edges;
    uint32_t before = old ? lex->mask + 1 : 0, slots = old ? before * 2 : 64;
    lex->edges = arena_alloc(lex->arena, slots * sizeof *lex->edges);
    lex->mask = slots - 1;
    for (uint32_t i = 0; i < before; i++)
        if (old[i].word) *edge_slot(lex, old[i].from, old[i].word) = old[i];
}

uint32_t lexicon_add(Lexicon *lex, Vocab *vocab, Str phrase, uint32_t value) {
    Word words[PHRASE_MAX];
    int n = vocab_phrase(vocab, phrase, words, PHRASE_MAX);
    if (n == 0 || n > PHRASE_MAX) return HASH_NONE;
    if (!lex->values.n) *vec_push(lex->arena, &lex->values) = 0; /* the root */
    uint32_t node = 0;
    for (int i = 0; i < n; i++) {
        if (!lex->edges || lex->n >= (lex->mask + 1) / 4 * 3) grow(lex);
        struct LexiconEdge *e = edge_slot(lex, node, words[i]);
        if (!e->word) {
            *e = (struct LexiconEdge){node, words[i], ++lex->nodes};
            *vec_push(lex->arena, &lex->values) = 0;
            lex->n++;
        }
        node = e->to;
    }
    if (!lex->values.at[node]) lex->values.at[node] = value + 1;
    return lex->values.at[node] - 1;
}

LexMatch lexicon_match(const Lexicon *lex, const Word *words, uint32_t n, uint32_t at) {
    LexMatch best = {0, 0};
    if (!lex->edges) return best;
    uint32_t node = 0;
    for (uint32_t i = at; i < n && words[i]; i++) {
        const struct LexiconEdge *e = edge_slot(lex, node, words[i]);
        if (!e->word) break;
        node = e->to;
        if (lex->values.at[node]) best = (LexMatch){i + 1 - at, lex->values.at[node] - 1};
    }
    return best;
}
