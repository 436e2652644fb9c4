/* knowledge/kinds.tsv: words that tell what kind a document is. A line:
 *   phrase|phrase  where  kind  weight
 * where: title (anywhere in it), title-start, opening (the first paragraphs), label (a section name or tag), address (in the url),
 *        closing (the last paragraphs). In a phrase "…" stands for up to CUE_GAP words. kind as in the record; weight 1 to 9.
 * knowledge/languages.tsv: a language's code, then its function words, parted by spaces. */
#ifndef DM_KNOW_KINDS_H
#define DM_KNOW_KINDS_H
#include "base/error.h"
#include "base/hash.h"
#include "know/linekey.h"

typedef enum { CUE_TITLE, CUE_TITLE_START, CUE_OPENING, CUE_LABEL, CUE_ADDRESS, CUE_CLOSING } CueWhere;
enum {
    CUE_GAP = 4,
    CUE_PARTS = 4,
    KIND_NAMES = 10
}; /* words in a gap; parts of a phrase between gaps; kinds of document */
typedef struct {
    Str part[CUE_PARTS]; /* LineKey text */
    int parts;
    CueWhere where;
    uint8_t kind; /* index into kind_names */
    uint8_t weight;
} KindCue;
typedef struct {
    Vec(KindCue) cues;
} Kinds;

extern const char *const kind_cue_names[KIND_NAMES]; /* the order is that of DocKind */

/* Adds, for each kind, the weight of its strongest cue in `line` to score[kind]. */
void kinds_score(const Kinds *kinds, const LineKey *line, CueWhere where, int score[KIND_NAMES]);

enum { LANGUAGES_MAX = 31 };
typedef struct {
    const char *code[LANGUAGES_MAX];
    int n;
    Hash words; /* function word -> set of languages, bit i for code[i] */
} Languages;

struct KnowLoader;
bool kinds_load(const struct KnowLoader *loader, Kinds *out, dm_error *err);
bool languages_load(const struct KnowLoader *loader, Languages *out, dm_error *err);

#endif
