/* A set of phrases, each with a number, found in text by longest match: a trie over Words. */
#ifndef DM_KNOW_LEXICON_H
#define DM_KNOW_LEXICON_H
#include "know/vocab.h"

typedef struct {
    Arena *arena;
    struct LexiconEdge *edges; /* open addressing on (node, word) */
    uint32_t n, mask, nodes;
    Vec(uint32_t) values; /* of each node, plus one; 0 = no phrase ends here */
} Lexicon;

typedef struct {
    uint32_t length, value;
} LexMatch; /* length in tokens; 0 = no match */

/* Adds a phrase; if it is there already its value stays and is returned, else `value` is. An empty phrase, or one of more than
 * PHRASE_MAX words, is refused: HASH_NONE. */
uint32_t lexicon_add(Lexicon *lex, Vocab *vocab, Str phrase, uint32_t value);

/* The longest phrase that starts at words[at]. `words` are the Words of consecutive tokens, n of them in all. */
LexMatch lexicon_match(const Lexicon *lex, const Word *words, uint32_t n, uint32_t at);

#endif
