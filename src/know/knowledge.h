/* All that the program knows of the world and of words: the tables of knowledge/, loaded once and read-only from then on.
 * Each table has its own header beside this one, which says what its lines mean. */
#ifndef DM_KNOW_KNOWLEDGE_H
#define DM_KNOW_KNOWLEDGE_H
#include "base/error.h"
#include "know/abbreviations.h"
#include "know/acts.h"
#include "know/contacts.h"
#include "know/cues.h"
#include "know/formulas.h"
#include "know/furniture.h"
#include "know/html_words.h"
#include "know/kinds.h"
#include "know/lexicon.h"
#include "know/naming.h"
#include "know/offices.h"
#include "know/organisations.h"
#include "know/outlets.h"
#include "know/places.h"
#include "know/states.h"
#include "know/table.h"
#include "know/timewords.h"
#include "know/undertakings.h"
#include "know/variants.h"
#include "know/verbs.h"
#include "know/vocab.h"

typedef struct Knowledge {
    Arena *arena;
    Vocab vocab;
    Abbreviations abbreviations;
    Furniture furniture;
    Outlets outlets;
    Kinds kinds;
    Variants variants;
    Verbs verbs;
    Cues cues;
    Formulas formulas;
    Contacts contacts;
    Acts acts;
    Undertakings undertakings;
    Places places;
    Languages languages;
    HtmlWords html_words;
    States states;
    Organisations organisations;
    Agents agents;
    Offices offices;
    Naming naming;
    TimeWords timewords;
} Knowledge;

/* Loads every table from the folder `dir`, or, for a file that is not there or if dir is NULL, from the copies built in.
 * NULL with err filled if a file cannot be read or a line is wrong. */
Knowledge *know_load(const char *dir, dm_error *err);
void know_free(Knowledge *know); /* NULL is fine */

/* For the loaders of single tables. The file's bytes, in the knowledge's arena. */
typedef struct KnowLoader {
    Knowledge *know;
    const char *dir; /* or NULL */
} KnowLoader;
bool know_open(const KnowLoader *loader, const char *file, Table *out, dm_error *err);

/* The files built in, made by tools/embed from knowledge/. */
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t size;
} KnowFile;
extern const KnowFile know_files[]; /* ends with a NULL name */

#endif
