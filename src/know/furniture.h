/* knowledge/furniture.tsv: the phrases that pages print around an article. A line:
 *   phrase|phrase  where  what  sign
 * where: line (the whole line is the phrase), start (the line opens with it), any (it stands anywhere in a short line),
 *        in (these words may be cut out of a line that says more)
 * what:  junk (the line goes), related (a list of other stories follows), end (nothing of the article follows),
 *        published, updated, byline (a label: what follows is the date, the name), credit (marks the caption of a picture)
 * sign:  page (shows by itself that the text was saved from a web page), or weak (counts only where something else shows it)
 * Phrases are compared as LineKeys: case, punctuation and the value of numbers do not matter; '#' stands for a number. */
#ifndef DM_KNOW_FURNITURE_H
#define DM_KNOW_FURNITURE_H
#include "base/error.h"
#include "base/hash.h"
#include "know/linekey.h"
#include <stdbool.h>

typedef enum {
    FURNITURE_NONE,
    FURNITURE_JUNK,
    FURNITURE_RELATED,
    FURNITURE_END,
    FURNITURE_PUBLISHED,
    FURNITURE_UPDATED,
    FURNITURE_BYLINE,
    FURNITURE_CREDIT
} FurnitureWhat;

typedef struct {
    Hash line, start, any, in;
} Furniture;

typedef struct {
    FurnitureWhat what;
    bool page;       /* a sign of a saved web page */
    int first, last; /* words [first, last) of the key */
} FurnitureMatch;

enum {
    FURNITURE_ANY_WORDS = 40, /* longest line in which an `any` phrase counts */
    FURNITURE_PHRASE = 12     /* words in a phrase */
};

/* What the line is by its words; the most telling match: whole line, then start, then anywhere. */
FurnitureMatch furniture_match(const Furniture *f, const LineKey *line);
/* The next phrase to be cut out of the line, from word `from` on. what = NONE if there is none. */
FurnitureMatch furniture_inside(const Furniture *f, const LineKey *line, int from);

/* The next label of a date (published, updated) from word `from` on. */
FurnitureMatch furniture_label(const Furniture *f, const LineKey *line, int from);

struct KnowLoader;
bool furniture_load(const struct KnowLoader *loader, Furniture *out, dm_error *err);

#endif
