/* knowledge/naming.tsv: words that stand with names and titles, each with the classes it is of; knowledge/given-names.tsv: which given
 * names may be one person's. */
#ifndef DM_KNOW_NAMING_H
#define DM_KNOW_NAMING_H
#include "base/error.h"
#include "know/lexicon.h"

struct KnowLoader;

enum { /* bits; the classes of knowledge/naming.tsv under their own names */
       NAMING_FORMER = 1 << 0,
       NAMING_ACTING = 1 << 1,
       NAMING_PERFORMS = 1 << 2,
       NAMING_ELECT = 1 << 3,
       NAMING_NOMINEE = 1 << 4,
       NAMING_NOMINATED = 1 << 5,
       NAMING_CURRENT = 1 << 6,
       NAMING_THEN = 1 << 7,
       NAMING_AT_TIME = 1 << 8,
       NAMING_HONORIFIC = 1 << 9,
       NAMING_HONORIFIC_HE = 1 << 10,
       NAMING_HONORIFIC_SHE = 1 << 11,
       NAMING_PARTICLE = 1 << 12,
       NAMING_SUFFIX = 1 << 13,
       NAMING_HE = 1 << 14,
       NAMING_SHE = 1 << 15,
       NAMING_THEY = 1 << 16,
       NAMING_SPEECH = 1 << 17,
       NAMING_THE = 1 << 18,
       NAMING_ARTICLE = 1 << 19,
       NAMING_LOCATIVE = 1 << 20,
       NAMING_TWO = 1 << 21,
       NAMING_PAIR = 1 << 22,
       NAMING_SIDES = 1 << 23,
       NAMING_BODY = 1 << 24,
       NAMING_GEO = 1 << 25,
       NAMING_THING = 1 << 26,
       NAMING_COMMON = 1 << 27,
       NAMING_GIVEN_HE = 1 << 28,
       NAMING_GIVEN_SHE = 1 << 29,
       NAMING_SURNAME_FIRST = 1 << 30
};
#define NAMING_TAIL (1ull << 31)      /* a field of work: policy, affairs, Asia */
#define NAMING_PREFIX (1ull << 32)    /* before a title: deputy, assistant */
#define NAMING_IN (1ull << 33)        /* before what an office is in: at, in, from */
#define NAMING_DIPLOMATS (1ull << 35) /* a pair of ministers or below, not of presidents */
#define NAMING_BE (1ull << 34)        /* is, was, became */
#define NAMING_ALLIES (1ull << 36)    /* sides that are told without a number: the allies */
#define NAMING_GENERIC (1ull << 37)   /* a title behind it is anyone's: any minister, a sitting president */
#define NAMING_OCCASION (1ull << 39)  /* what is called after its place: the Minsk agreements */
#define NAMING_ASIDE (1ull << 38)     /* opens a sentence about what lies beside its matter: although */

/* A given name in one line of the file. */
typedef struct {
    uint32_t line, next;
} GivenForm; /* next: the name's form in another line, plus one; 0 = none */

typedef struct {
    Lexicon phrases;       /* -> index into masks */
    Vec(uint64_t) masks;   /* classes of each phrase */
    Vec(uint64_t) of_word; /* of a single word, by Word */
    Hash given;            /* folded given name -> its first form */
    Vec(GivenForm) forms;
    /* words that passes must know one by one */
    Word of, for_, and_, to, as, who, comma, s, hyphen, open, close, dot, ampersand, minister, secretary, ministry,
        department, ministers, secretaries, chief, quote, commissioner, side, koreas;
} Naming;

bool naming_load(const struct KnowLoader *loader, Naming *out, dm_error *err);

static inline uint64_t naming_class(const Naming *n, Word w) {
    return w < n->of_word.n ? n->of_word.at[w] : 0;
}
/* The longest phrase at `at` that is of one of the classes; its length in tokens, 0 if none. */
uint32_t naming_match(const Naming *n, const Word *words, uint32_t end, uint32_t at, uint64_t classes);
/* Whether both folded given names stand in one line of given-names.tsv: joe, joseph. */
bool naming_same_given(const Naming *n, Str a, Str b);

#endif
