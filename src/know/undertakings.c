/* commitments.tsv: from lines to lexicons of governing verbs. */
#include "know/undertakings.h"
#include "know/knowledge.h"

static const char *const strengths[] = {"vowed",   "agreed",   "will",  "plans",   "expected",
                                        "invited", "proposed", "hopes", "possible"};
static const char *const statuses[] = {"actual", "planned", "possible", "proposed", "negated", "denied"};

static const char *among(const char *const *names, size_t n, Str s) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(s, str_of(names[i]))) return names[i];
    return NULL;
}

static bool read_line(Knowledge *know, const Table *t, Undertaking *u, dm_error *err) {
    u->object_acts = str_eq(t->field[2], STR("object"));
    if (!u->object_acts && !str_eq(t->field[2], STR("subject")))
        return error_set(err, DM_CONFIG, t->line, "%s:%d: who acts is 'subject' or 'object'", t->file, t->line);
    u->strength = among(strengths, sizeof strengths / sizeof *strengths, t->field[3]);
    if (!u->strength && !str_eq(t->field[3], STR("-")))
        return error_set(err, DM_CONFIG, t->line, "%s:%d: no such strength; the head of the file lists them", t->file,
                         t->line);
    u->status = among(statuses, sizeof statuses / sizeof *statuses, t->field[4]);
    if (!u->status)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: no such status; the head of the file lists them", t->file,
                         t->line);
    Str rest = t->field[0], one;
    if (table_alternative(&rest, &one)) u->id = arena_copy(know->arena, one.p, one.n);
    return true;
}

bool undertakings_load(const KnowLoader *loader, Undertakings *out, dm_error *err) {
    Knowledge *know = loader->know;
    out->active.arena = out->passive.arena = out->adjective.arena = out->nouns.arena = out->due.arena = know->arena;
    Table t;
    if (!know_open(loader, "commitments.tsv", &t, err)) return false;
    while (table_next(&t, 5, 5, err)) {
        Undertaking u = {0};
        if (!read_line(know, &t, &u, err)) return false;
        *vec_push(know->arena, &out->entries) = u;
        bool any = str_eq(t.field[1], STR("any"));
        Lexicon *lexicons[2] = {any || str_eq(t.field[1], STR("active")) ? &out->active : NULL,
                                any || str_eq(t.field[1], STR("passive")) ? &out->passive : NULL};
        if (str_eq(t.field[1], STR("adjective"))) lexicons[0] = &out->adjective;
        if (str_eq(t.field[1], STR("noun"))) lexicons[0] = &out->nouns;
        if (str_eq(t.field[1], STR("due"))) lexicons[0] = &out->due;
        if (!lexicons[0] && !lexicons[1])
            return error_set(err, DM_CONFIG, t.line, "%s:%d: the form is active, passive, any, adjective, noun or due",
                             t.file, t.line);
        for (int i = 0; i < 2; i++) {
            Str one, rest = t.field[0];
            while (lexicons[i] && table_alternative(&rest, &one))
                if (lexicon_add(lexicons[i], &know->vocab, one, out->entries.n - 1) == HASH_NONE)
                    return error_set(err, DM_CONFIG, t.line, "%s:%d: '%.*s' is longer than %d words; shorten it",
                                     t.file, t.line, (int)(one.n > 80 ? 80 : one.n), one.p, PHRASE_MAX);
        }
    }
    return err->code == DM_OK;
}
