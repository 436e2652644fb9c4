#include "know/abbreviations.h"
#include "know/knowledge.h"

static const struct {
    const char *name;
    AbbreviationKind kind;
} kinds[] = {
    {"title", ABBREVIATION_TITLE}, {"number", ABBREVIATION_NUMBER}, {"month", ABBREVIATION_MONTH},
    {"name", ABBREVIATION_NAME},   {"end", ABBREVIATION_END},       {"other", ABBREVIATION_OTHER},
};

/* ASCII lower case; false if it is longer than ABBREVIATION_MAX. */
static bool lower(const char *word, size_t n, char out[ABBREVIATION_MAX]) {
    if (n > ABBREVIATION_MAX) return false;
    for (size_t i = 0; i < n; i++) out[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32 : word[i]);
    return true;
}

static bool add(Table *t, Hash *kinds_of, dm_error *err) {
    Str word = t->field[0];
    char key[ABBREVIATION_MAX];
    if (word.n < 2 || word.p[word.n - 1] != '.' || !lower(word.p, word.n - 1, key))
        return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' must be 2 to %d letters with a period behind", t->file,
                         t->line, (int)word.n, word.p, ABBREVIATION_MAX);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!str_eq(t->field[1], str_of(kinds[i].name))) continue;
        if (hash_set(kinds_of, (Str){key, word.n - 1}, kinds[i].kind)) return true;
        return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' stands here twice; remove one", t->file, t->line,
                         (int)word.n, word.p);
    }
    return error_set(err, DM_CONFIG, t->line, "%s:%d: kind '%.*s' is none of title, number, month, name, end, other",
                     t->file, t->line, (int)t->field[1].n, t->field[1].p);
}

bool abbreviations_load(const struct KnowLoader *loader, Abbreviations *out, dm_error *err) {
    Table t;
    dm_error wrong = {0};
    if (!err) err = &wrong;
    out->kinds.arena = out->openers.arena = loader->know->arena;
    if (!know_open(loader, "abbreviations.tsv", &t, err)) return false;
    while (table_next(&t, 2, 2, err))
        if (!add(&t, &out->kinds, err)) return false;
    if (err->code || !know_open(loader, "openers.tsv", &t, err)) return false;
    while (table_next(&t, 1, 1, err)) {
        char key[ABBREVIATION_MAX];
        if (!lower(t.field[0].p, t.field[0].n, key))
            return error_set(err, DM_CONFIG, t.line, "%s:%d: longer than %d letters", t.file, t.line, ABBREVIATION_MAX);
        hash_set(&out->openers, (Str){key, t.field[0].n}, 1);
    }
    return !err->code;
}

AbbreviationKind abbreviation_kind(const Abbreviations *a, const char *word, size_t n) {
    char key[ABBREVIATION_MAX];
    if (!lower(word, n, key)) return ABBREVIATION_NONE;
    uint32_t kind = hash_get(&a->kinds, (Str){key, n});
    return kind == HASH_NONE ? ABBREVIATION_NONE : (AbbreviationKind)kind;
}

bool abbreviation_opener(const Abbreviations *a, const char *word, size_t n) {
    char key[ABBREVIATION_MAX];
    return lower(word, n, key) && hash_get(&a->openers, (Str){key, n}) != HASH_NONE;
}
