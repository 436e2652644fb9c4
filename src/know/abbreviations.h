/* abbreviations.tsv: words that keep their period, and what may stand behind them. Lines: the abbreviation with its period, its kind.
 *   title    stands before a name: never ends a sentence ("Mr.", "Gen.")
 *   number   keeps its period only before a figure ("No. 5")
 *   month    of dates: ends a sentence only before a word that opens one
 *   name     only before a capital or a figure ("Sun.", "Mar."), where the bare word is common
 *   end      keeps its period only where the sentence goes on ("etc.")
 *   other    may end a sentence ("Inc.")
 * openers.tsv: one word a line that, with a capital behind an abbreviation, opens a sentence ("The", "However"). */
#ifndef DM_KNOW_ABBREVIATIONS_H
#define DM_KNOW_ABBREVIATIONS_H
#include "base/error.h"
#include "base/hash.h"

typedef enum {
    ABBREVIATION_NONE,
    ABBREVIATION_TITLE,
    ABBREVIATION_NUMBER,
    ABBREVIATION_MONTH,
    ABBREVIATION_NAME,
    ABBREVIATION_END,
    ABBREVIATION_OTHER
} AbbreviationKind;

typedef struct {
    Hash kinds;   /* lower case, without the last period -> AbbreviationKind */
    Hash openers; /* lower case */
} Abbreviations;

struct KnowLoader;
bool abbreviations_load(const struct KnowLoader *loader, Abbreviations *out, dm_error *err);

enum { ABBREVIATION_MAX = 16 }; /* bytes of the longest */
/* `word` in any case, without its last period. */
AbbreviationKind abbreviation_kind(const Abbreviations *a, const char *word, size_t n);
bool abbreviation_opener(const Abbreviations *a, const char *word, size_t n);

#endif
