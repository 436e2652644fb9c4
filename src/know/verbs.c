/* verbs.tsv and function-words.tsv: from lines of lemmas and classes to what each word can be. */
#include "know/verbs.h"
#include "base/buf.h"
#include "know/knowledge.h"

enum { FORM_LIMIT = 64 }; /* bytes of a regular form */

static WordEntry *entry(Knowledge *know, Verbs *v, Word w) {
    while (v->entries.n <= w) *vec_push(know->arena, &v->entries) = (WordEntry){0, 0, 0};
    return &v->entries.at[w];
}

static bool vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool ends(Str s, const char *ending) {
    size_t n = strlen(ending);
    return s.n > n && memcmp(s.p + s.n - n, ending, n) == 0;
}

static Str joined(Knowledge *know, Str stem, size_t cut, const char *ending) {
    Buf b = {.arena = know->arena};
    buf_put(&b, stem.p, stem.n - cut);
    buf_puts(&b, ending);
    return (Str){b.p, b.n};
}

static Str regular(Knowledge *know, Str lemma, int form) {
    bool soft_y = ends(lemma, "y") && !vowel(lemma.p[lemma.n - 2]);
    if (form == VERB_THIRD) {
        if (soft_y) return joined(know, lemma, 1, "ies");
        bool hiss = ends(lemma, "s") || ends(lemma, "x") || ends(lemma, "z") || ends(lemma, "ch") ||
                    ends(lemma, "sh") || ends(lemma, "o");
        return joined(know, lemma, 0, hiss ? "es" : "s");
    }
    if (form == VERB_ING) {
        if (ends(lemma, "ie")) return joined(know, lemma, 2, "ying");
        bool silent = ends(lemma, "e") && !ends(lemma, "ee") && !ends(lemma, "oe") && !ends(lemma, "ye");
        return joined(know, lemma, silent ? 1 : 0, "ing");
    }
    if (soft_y) return joined(know, lemma, 1, "ied");
    return joined(know, lemma, 0, ends(lemma, "e") ? "d" : "ed");
}

static void add_form(Knowledge *know, Verbs *v, Str word, Word lemma, int forms) {
    Word w = vocab_add(&know->vocab, word);
    if (!w) return;
    WordEntry *e = entry(know, v, w);
    if (e->lemma && e->lemma != lemma) return; /* "found": the verb that stands first in the file has it */
    e->lemma = lemma;
    e->forms |= (uint8_t)forms;
}

static void add_forms(Knowledge *know, Verbs *v, Str lemma, Word number, Str field, int form, int more) {
    if (!field.n) {
        add_form(know, v, regular(know, lemma, form), number, form | more);
        return;
    }
    Str one;
    while (table_alternative(&field, &one)) add_form(know, v, one, number, form | more);
}

static bool load_verbs(const KnowLoader *loader, Verbs *out, dm_error *err) {
    Knowledge *know = loader->know;
    Table t;
    if (!know_open(loader, "verbs.tsv", &t, err)) return false;
    while (table_next(&t, 1, 6, err)) {
        Str lemma = t.field[0];
        if (lemma.n < 2 || lemma.n > FORM_LIMIT || vocab_phrase(&know->vocab, lemma, NULL, 0) != 1)
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: '%.*s' is no single word of 2 to %d letters; give the plain form of the verb",
                             t.file, t.line, (int)(lemma.n > 80 ? 80 : lemma.n), lemma.p, FORM_LIMIT);
        if (t.field[5].n && !str_eq(t.field[5], STR("noun")))
            return error_set(err, DM_CONFIG, t.line, "%s:%d: the last field is 'noun' or empty", t.file, t.line);
        int noun = t.field[5].n ? VERB_OR_NOUN : 0;
        Word number = vocab_add(&know->vocab, lemma);
        add_form(know, out, lemma, number, VERB_BASE | noun);
        add_forms(know, out, lemma, number, t.field[1], VERB_PAST, 0);
        if (t.field[1].n &&
            !t.field[2].n) /* an irregular past with a regular participle is not English: they are one form */
            add_forms(know, out, lemma, number, t.field[1], VERB_PARTICIPLE, 0);
        else
            add_forms(know, out, lemma, number, t.field[2], VERB_PARTICIPLE, 0);
        add_forms(know, out, lemma, number, t.field[3], VERB_ING, 0);
        add_forms(know, out, lemma, number, t.field[4], VERB_THIRD, noun);
    }
    return err->code == DM_OK;
}

static const struct {
    const char *name;
    uint32_t bit;
} classes[] = {
    {"det", WORD_DET},
    {"possessive", WORD_POSSESSIVE},
    {"pronoun", WORD_PRONOUN},
    {"negative", WORD_NEGATIVE},
    {"modal", WORD_MODAL},
    {"future", WORD_FUTURE},
    {"possible", WORD_POSSIBLE},
    {"conditional", WORD_CONDITIONAL},
    {"be", WORD_BE},
    {"have", WORD_HAVE},
    {"do", WORD_DO},
    {"past", WORD_PAST},
    {"nonfinite", WORD_NONFINITE},
    {"preposition", WORD_PREPOSITION},
    {"and", WORD_AND},
    {"subordinator", WORD_SUBORDINATOR},
    {"clausal", WORD_CLAUSAL},
    {"relative", WORD_RELATIVE},
    {"adverb", WORD_ADVERB},
    {"to", WORD_TO},
    {"infinitive-adjective", WORD_TO_ADJECTIVE},
    {"noun", WORD_NOUN},
};

static bool load_classes(const KnowLoader *loader, Verbs *out, dm_error *err) {
    Knowledge *know = loader->know;
    Table t;
    if (!know_open(loader, "function-words.tsv", &t, err)) return false;
    while (table_next(&t, 2, 2, err)) {
        uint32_t bit = 0;
        for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
            if (str_eq(t.field[0], str_of(classes[i].name))) bit = classes[i].bit;
        if (!bit)
            return error_set(err, DM_CONFIG, t.line, "%s:%d: no class is called '%.*s'; docs/knowledge.md lists them",
                             t.file, t.line, (int)(t.field[0].n > 80 ? 80 : t.field[0].n), t.field[0].p);
        Str one, rest = t.field[1];
        Word first = 0;
        while (table_alternative(&rest, &one)) {
            Word w = vocab_add(&know->vocab, one);
            if (!w) continue;
            if (!first) first = w;
            entry(know, out, w)->classes |= bit;
            if (bit & (WORD_BE | WORD_HAVE | WORD_DO))
                entry(know, out, w)->lemma = first; /* the line begins with the plain form */
        }
    }
    return err->code == DM_OK;
}

bool verbs_load(const KnowLoader *loader, Verbs *out, dm_error *err) {
    return load_classes(loader, out, err) && load_verbs(loader, out, err);
}

Word verbs_lemma(const Verbs *v, const Vocab *vocab, Str lemma) {
    Word w = vocab_find(vocab, lemma);
    WordEntry e = verbs_entry(v, w);
    return e.lemma == w ? w : 0;
}
