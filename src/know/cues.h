/* cues.tsv: the words that say who said something. Lines: class, words, frames.
 *   verb    a lemma of verbs.tsv, with particles behind it where it has them ("call for"). Frames: `clause` a clause or quotation may
 *           follow, `object` a noun phrase may ("reaffirmed the importance of ..."), `addressee` the person spoken to stands between
 *           ("told reporters that"), `infinitive` "to" and a verb may ("vowed to stay"), `denial` it denies what follows, `quoted` only with a quotation ("joked", "think")
 *   source  words in front of the source by themselves ("according to")
 *   medium  nouns that tell the medium; the frame is its name in the record ("press release", press-release) */
#ifndef DM_KNOW_CUES_H
#define DM_KNOW_CUES_H
#include "base/error.h"
#include "know/lexicon.h"

enum {
    CUE_CLAUSE = 1,
    CUE_OBJECT = 2,
    CUE_ADDRESSEE = 4,
    CUE_DENIAL = 8,
    CUE_QUOTED = 16,
    CUE_VERB = 32,
    CUE_INFINITIVE = 64
};

typedef struct {
    Vec(uint32_t) frames; /* of each verb entry */
    Lexicon verbs;        /* lemma and particles -> entry */
    Lexicon sources;
    Lexicon media; /* -> media_names */
    Vec(const char *) media_names;
} Cues;

struct KnowLoader;
bool cues_load(const struct KnowLoader *loader, Cues *out, dm_error *err); /* after verbs_load */

#endif
