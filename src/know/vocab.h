/* Every word that a knowledge file mentions has a number, so that passes compare numbers. A token's number is looked up once,
 * by the tokenizer; 0 is a word that no knowledge file mentions. Words are folded by utf8_fold: case, quotes, hyphens. */
#ifndef DM_KNOW_VOCAB_H
#define DM_KNOW_VOCAB_H
#include "base/hash.h"

typedef uint32_t Word; /* 0 = unknown */

typedef struct {
    Hash words;     /* folded form -> Word */
    Vec(Str) forms; /* forms.at[word - 1] */
} Vocab;

Word vocab_add(Vocab *v, Str word);          /* folds; gives it a number if it has none */
Word vocab_find(const Vocab *v, Str folded); /* `folded` by utf8_fold */
Str vocab_form(const Vocab *v, Word word);   /* folded form; empty for 0 */

/* Cuts a phrase of a knowledge file into words as the tokenizer cuts text (UD English: "South Korea's" = south korea 's;
 * "Korea-U.S." = korea - u.s.; "U.S.", "Feb." stay whole; both by know/cut.h) and adds them.
 * Returns how many words; at most `max` are stored. */
enum { PHRASE_MAX = 24 }; /* words in a phrase of a knowledge file */
int vocab_phrase(Vocab *v, Str phrase, Word *out, int max);

#endif
