#include "know/formulas.h"
#include "know/knowledge.h"

static const char *const form_names[] = {"active", "negated", "absent", "subject", "behind",
                                         "first",  "use",     "holder", "noun",    "document"};
/* In the order of Stance. */
static const char *const stances[] = {"used", "omitted", "avoided", "first-use", "resumed", "replaced"};

static bool add_phrases(const Table *t, Knowledge *know, Formulas *out, dm_error *err) {
    uint32_t number = out->canonical.n;
    *vec_push(know->arena, &out->canonical) = arena_copy(know->arena, t->field[0].p, t->field[0].n);
    for (int field = 0; field < 2; field++) {
        Str rest = t->field[field], one;
        while (table_alternative(&rest, &one)) {
            uint32_t got = lexicon_add(&out->phrases, &know->vocab, one, number);
            if (got == HASH_NONE)
                return error_set(err, DM_CONFIG, t->line, "%s:%d: a phrase of more than %d words", t->file, t->line,
                                 PHRASE_MAX);
            if (got != number)
                return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' stands under '%s' too; remove one", t->file,
                                 t->line, (int)(one.n > 80 ? 80 : one.n), one.p, out->canonical.at[got]);
        }
    }
    return true;
}

static bool read_wording(const Table *t, Knowledge *know, Wording *w, dm_error *err) {
    int form = -1;
    for (int i = 0; i <= WORDING_DOCUMENT; i++)
        if (str_eq(t->field[0], str_of(form_names[i]))) form = i;
    if (form < 0)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is no form; see the head of the file", t->file,
                         t->line, (int)(t->field[0].n > 80 ? 80 : t->field[0].n), t->field[0].p);
    int stance = -1;
    for (int i = 0; i < (int)(sizeof stances / sizeof *stances); i++)
        if (str_eq(t->field[2], str_of(stances[i]))) stance = i;
    if (str_eq(t->field[2], STR("instead"))) stance = WORDING_INSTEAD;
    bool wants = form <= WORDING_FIRST;
    if (wants != (stance >= 0) || (!wants && t->field[2].n))
        return error_set(
            err, DM_CONFIG, t->line,
            "%s:%d: %s stance here; it is one of used, omitted, avoided, first-use, resumed, replaced, instead",
            t->file, t->line, wants ? "a form of this kind needs a" : "this form takes no");
    Str rest = t->field[1], one = {NULL, 0};
    table_alternative(&rest, &one);
    *w = (Wording){(WordingForm)form, stance, arena_printf(know->arena, "%.*s", (int)one.n, one.p)};
    return true;
}

static bool add_wording(const Table *t, Knowledge *know, Formulas *out, dm_error *err) {
    Wording w;
    if (!read_wording(t, know, &w, err)) return false;
    uint32_t number = out->wording.n;
    *vec_push(know->arena, &out->wording) = w;
    bool verb = w.form <= WORDING_ABSENT || w.form == WORDING_USE || w.form == WORDING_HOLDER;
    Str rest = t->field[1], one;
    while (table_alternative(&rest, &one)) {
        const char *space = memchr(one.p, ' ', one.n);
        Str lemma = {one.p, space ? (size_t)(space - one.p) : one.n};
        if (verb && !verbs_lemma(&know->verbs, &know->vocab, lemma))
            return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is not in verbs.tsv; add it there", t->file,
                             t->line, (int)(lemma.n > 80 ? 80 : lemma.n), lemma.p);
        Lexicon *to = w.form == WORDING_USE      ? &out->uses
                      : w.form == WORDING_HOLDER ? &out->holders
                      : verb                     ? &out->verbs
                                                 : &out->words;
        if (lexicon_add(to, &know->vocab, one, number) == HASH_NONE)
            return error_set(err, DM_CONFIG, t->line, "%s:%d: more than %d words", t->file, t->line, PHRASE_MAX);
    }
    return true;
}

bool formulas_load(const struct KnowLoader *loader, Formulas *out, dm_error *err) {
    Knowledge *know = loader->know;
    Table t;
    dm_error wrong = {0};
    if (!err) err = &wrong;
    out->phrases.arena = out->verbs.arena = out->uses.arena = out->holders.arena = out->words.arena = know->arena;
    if (!know_open(loader, "formulas.tsv", &t, err)) return false;
    while (table_next(&t, 1, 3, err))
        if (!add_phrases(&t, know, out, err)) return false;
    if (err->code || !know_open(loader, "wording.tsv", &t, err)) return false;
    while (table_next(&t, 2, 3, err))
        if (!add_wording(&t, know, out, err)) return false;
    return !err->code;
}
