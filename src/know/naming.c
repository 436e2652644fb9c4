/* knowledge/naming.tsv and given-names.tsv to Naming. */
#include "know/naming.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "know/knowledge.h"

static const char *const classes[] = {
    "former",    "acting",    "performs",      "elect",        "nominee",       "nominated", "current",
    "then",      "at-time",   "honorific",     "honorific-he", "honorific-she", "particle",  "suffix",
    "he",        "she",       "they",          "speech",       "the",           "article",   "locative",
    "two",       "pair",      "sides",         "body",         "geo",           "thing",     "common",
    "given-he",  "given-she", "surname-first", "tail",         "prefix",        "in",        "be",
    "diplomats", "allies",    "generic",       "aside",        "occasion"};

static bool class_bit(Str name, uint64_t *bit) {
    for (size_t k = 0; k < sizeof classes / sizeof *classes; k++) {
        if (!str_eq(name, str_of(classes[k]))) continue;
        *bit = 1ull << k;
        return true;
    }
    return false;
}

static void add(const KnowLoader *loader, Naming *out, Str phrase, uint64_t bit) {
    Arena *arena = loader->know->arena;
    uint32_t at = lexicon_add(&out->phrases, &loader->know->vocab, phrase, out->masks.n);
    if (at == HASH_NONE) return;
    if (at == out->masks.n) *vec_push(arena, &out->masks) = 0;
    out->masks.at[at] |= bit;
    Word word[2];
    if (vocab_phrase(&loader->know->vocab, phrase, word, 2) != 1) return;
    while (out->of_word.n <= word[0]) *vec_push(arena, &out->of_word) = 0;
    out->of_word.at[word[0]] |= bit;
}

static void name_words(Vocab *v, Naming *n) {
    struct {
        Word *at;
        const char *form;
    } const list[] = {{&n->of, "of"},
                      {&n->for_, "for"},
                      {&n->and_, "and"},
                      {&n->to, "to"},
                      {&n->as, "as"},
                      {&n->who, "who"},
                      {&n->comma, ","},
                      {&n->s, "'s"},
                      {&n->hyphen, "-"},
                      {&n->open, "("},
                      {&n->close, ")"},
                      {&n->dot, "."},
                      {&n->ampersand, "&"},
                      {&n->minister, "minister"},
                      {&n->secretary, "secretary"},
                      {&n->ministry, "ministry"},
                      {&n->department, "department"},
                      {&n->ministers, "ministers"},
                      {&n->secretaries, "secretaries"},
                      {&n->chief, "chief"},
                      {&n->quote, "'"},
                      {&n->commissioner, "commissioner"},
                      {&n->side, "side"},
                      {&n->koreas, "koreas"}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) *list[i].at = vocab_add(v, str_of(list[i].form));
}

static void add_given(const KnowLoader *loader, Naming *out, Str name, uint32_t line) {
    Buf folded = {.arena = loader->know->arena};
    utf8_fold(name, &folded);
    Str key = {folded.p, folded.n};
    uint32_t before = hash_get(&out->given, key);
    *vec_push(loader->know->arena, &out->forms) = (GivenForm){line, before == HASH_NONE ? 0 : before + 1};
    hash_set(&out->given, key, out->forms.n - 1);
}

static bool given_load(const KnowLoader *loader, Naming *out, dm_error *err) {
    Table t;
    out->given.arena = loader->know->arena;
    if (!know_open(loader, "given-names.tsv", &t, err)) return false;
    while (table_next(&t, 2, 2, err)) {
        add_given(loader, out, t.field[0], (uint32_t)t.line);
        Str shorter = t.field[1];
        for (Str one; table_alternative(&shorter, &one);) add_given(loader, out, one, (uint32_t)t.line);
    }
    return err->code == DM_OK;
}

bool naming_same_given(const Naming *n, Str a, Str b) {
    uint32_t first = hash_get(&n->given, a), other = hash_get(&n->given, b);
    if (first == HASH_NONE || other == HASH_NONE) return false;
    for (uint32_t i = first + 1; i; i = n->forms.at[i - 1].next)
        for (uint32_t k = other + 1; k; k = n->forms.at[k - 1].next)
            if (n->forms.at[i - 1].line == n->forms.at[k - 1].line) return true;
    return false;
}

bool naming_load(const KnowLoader *loader, Naming *out, dm_error *err) {
    out->phrases.arena = loader->know->arena;
    name_words(&loader->know->vocab, out);
    Table t;
    if (!know_open(loader, "naming.tsv", &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 2, 2, err)) {
        uint64_t bit;
        if (!class_bit(t.field[0], &bit))
            return error_set(err, DM_CONFIG, t.line, "%s:%d: \"%.*s\" is no class of words; see the file's head",
                             t.file, t.line, (int)t.field[0].n, t.field[0].p);
        Str words = t.field[1];
        for (Str one; table_alternative(&words, &one);) add(loader, out, one, bit);
    }
    return err->code == DM_OK && given_load(loader, out, err);
}

uint32_t naming_match(const Naming *n, const Word *words, uint32_t end, uint32_t at, uint64_t wanted) {
    LexMatch m = lexicon_match(&n->phrases, words, end, at);
    return m.length && (n->masks.at[m.value] & wanted) ? m.length : 0;
}
