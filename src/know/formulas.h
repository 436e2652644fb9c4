/* formulas.tsv: the set phrases of diplomacy. Lines: canonical words, variants parted by '|', a note on what the wording stands for.
 * wording.tsv: how texts report that wording was used or withheld. Lines: form, words parted by '|', stance.
 *   active    a verb whose object is the wording, or in the passive its subject ("omit", "leave out")
 *   negated   the same, but only under a negation ("mention": "did not mention")
 *   absent    a verb whose subject is the wording, under a negation ("appear": "did not appear in")
 *   subject   words behind a form of "be" or "have been" whose subject is the wording ("absent", "missing")
 *   behind    words with the wording behind them ("no mention of", "in favor of")
 *   first     words that make a use the first ("first time")
 *   use       verbs of using wording, for `first`
 *   holder    verbs whose subject holds the words quoted behind them ("agree to")
 *   noun      nouns for wording ("phrase", "term", "language")
 *   document  nouns for texts that wording stands in ("communiqué", "press release") */
#ifndef DM_KNOW_FORMULAS_H
#define DM_KNOW_FORMULAS_H
#include "base/error.h"
#include "know/lexicon.h"

typedef enum {
    WORDING_ACTIVE,
    WORDING_NEGATED,
    WORDING_ABSENT,
    WORDING_SUBJECT,
    WORDING_BEHIND,
    WORDING_FIRST,
    WORDING_USE,
    WORDING_HOLDER,
    WORDING_NOUN,
    WORDING_DOCUMENT
} WordingForm;

typedef struct {
    WordingForm form;
    int stance;     /* a Stance of record.h; -1 = none; WORDING_INSTEAD */
    const char *id; /* the line's first words, for Formula.rule */
} Wording;
enum { WORDING_INSTEAD = 100 }; /* what stands behind takes the place of the wording: "in favor of" */

typedef struct {
    Lexicon phrases; /* canonical words and variants -> canonical */
    Vec(const char *) canonical;
    Vec(Wording) wording;
    Lexicon verbs;         /* lemma and particles -> wording: active, negated, absent */
    Lexicon uses, holders; /* the same of these forms: a verb may be of several */
    Lexicon words;         /* words as they stand -> wording: subject, behind, first, noun, document */
} Formulas;

struct KnowLoader;
bool formulas_load(const struct KnowLoader *loader, Formulas *out, dm_error *err); /* after verbs_load */

#endif
