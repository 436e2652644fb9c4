/* acts.tsv: from lines to a lexicon of verbs, each with the rules that begin with it. */
#include "know/acts.h"
#include "know/knowledge.h"

static const char *const types[] = {"AGREE",   "SUPPORT",  "CONCEDE",  "COOPERATE", "AID",
                                    "RETREAT", "REQUEST",  "ACCUSE",   "REJECT",    "THREATEN",
                                    "PROTEST", "SANCTION", "MOBILIZE", "COERCE",    "ASSAULT"};

static bool read_targets(Knowledge *know, const Table *t, ActRule *rule, dm_error *err) {
    Str rest = t->field[3];
    for (int n = 0; rest.n;) {
        const char *space = memchr(rest.p, ' ', rest.n);
        Str one = {rest.p, space ? (size_t)(space - rest.p) : rest.n};
        rest = str_trim((Str){rest.p + one.n, rest.n - one.n});
        if (str_eq(one, STR("mutual")))
            rule->mutual = true;
        else if (str_eq(one, STR("none")))
            rule->targetless = true;
        else if (n == ACT_TARGETS)
            return error_set(err, DM_CONFIG, t->line,
                             "%s:%d: more than %d ways to find the target; leave the rarest out", t->file, t->line,
                             ACT_TARGETS);
        else
            rule->targets[n++] = arena_copy(know->arena, one.p, one.n);
    }
    return true;
}

static bool read_rule(Knowledge *know, const Table *t, ActRule *rule, dm_error *err) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq(t->field[4], str_of(types[i]))) rule->type = types[i];
    if (!rule->type)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is no PLOVER type of an act", t->file, t->line,
                         (int)(t->field[4].n > 80 ? 80 : t->field[4].n), t->field[4].p);
    if (!t->field[7].n || !t->field[8].n)
        return error_set(err, DM_CONFIG, t->line,
                         "%s:%d: a rule needs a sentence it is for and one it must not fire on; write both", t->file,
                         t->line);
    if (!read_targets(know, t, rule, err)) return false;
    Str rest = t->field[2], one;
    while (!str_eq(t->field[2], STR("-")) && table_alternative(&rest, &one))
        *vec_push(know->arena, &rule->objects) = vocab_add(&know->vocab, one);
    rule->id = arena_copy(know->arena, t->field[0].p, t->field[0].n);
    rule->mode = t->field[5].n ? arena_copy(know->arena, t->field[5].p, t->field[5].n) : NULL;
    rule->cameo = t->field[6].n ? arena_copy(know->arena, t->field[6].p, t->field[6].n) : NULL;
    rule->fires = arena_copy(know->arena, t->field[7].p, t->field[7].n);
    rule->silent = arena_copy(know->arena, t->field[8].p, t->field[8].n);
    return true;
}

static bool add_verb(Knowledge *know, Acts *out, const Table *t, Str verb, dm_error *err) {
    uint32_t mine = out->links.n, first = lexicon_add(&out->verbs, &know->vocab, verb, mine);
    if (first == HASH_NONE)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is longer than %d words; shorten it", t->file, t->line,
                         (int)(verb.n > 80 ? 80 : verb.n), verb.p, PHRASE_MAX);
    *vec_push(know->arena, &out->links) = (ActLink){out->rules.n - 1, 0};
    if (first == mine) return true;
    while (out->links.at[first].next) first = out->links.at[first].next - 1;
    out->links.at[first].next = mine + 1;
    return true;
}

bool acts_load(const KnowLoader *loader, Acts *out, dm_error *err) {
    Knowledge *know = loader->know;
    out->verbs.arena = know->arena;
    Table t;
    if (!know_open(loader, "acts.tsv", &t, err)) return false;
    while (table_next(&t, 9, 9, err)) {
        ActRule rule = {0};
        if (!read_rule(know, &t, &rule, err)) return false;
        *vec_push(know->arena, &out->rules) = rule;
        Str one, rest = t.field[1];
        while (table_alternative(&rest, &one))
            if (!add_verb(know, out, &t, one, err)) return false;
    }
    return err->code == DM_OK;
}
