/* knowledge/states.tsv to States. */
#include "know/states.h"
#include "know/knowledge.h"

bool name_in_capitals(Str name) {
    int letters = 0;
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] >= 'a' && name.p[i] <= 'z') return false;
        letters += name.p[i] >= 'A' && name.p[i] <= 'Z';
    }
    return letters >= 2;
}

static bool takes_article(Str others, Str name) {
    for (Str one; table_alternative(&others, &one);)
        if (one.n == name.n + 4 && memcmp(one.p, "the ", 4) == 0 && memcmp(one.p + 4, name.p, name.n) == 0) return true;
    return false;
}

static void add_names(const KnowLoader *loader, States *out, Str field, StateForm form, bool needs_state) {
    Arena *arena = loader->know->arena;
    for (Str one; table_alternative(&field, &one);) {
        uint32_t at = lexicon_add(&out->names, &loader->know->vocab, one, out->aliases.n);
        if (at == out->aliases.n)
            *vec_push(arena, &out->aliases) = (StateAlias){out->all.n - 1, form, name_in_capitals(one), needs_state};
    }
}

bool states_load(const KnowLoader *loader, States *out, dm_error *err) {
    Arena *arena = loader->know->arena;
    out->names.arena = out->by_code.arena = arena;
    Table t;
    if (!know_open(loader, "states.tsv", &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 2, 6, err)) {
        if (t.field[0].n != 3)
            return error_set(err, DM_CONFIG, t.line, "%s:%d: \"%.*s\" is no alpha-3 code; write three letters", t.file,
                             t.line, (int)t.field[0].n, t.field[0].p);
        if (!hash_set(&out->by_code, t.field[0], out->all.n))
            return error_set(err, DM_CONFIG, t.line, "%s:%d: %.*s stands in an earlier line; join the two", t.file,
                             t.line, (int)t.field[0].n, t.field[0].p);
        State *s = vec_push(arena, &out->all);
        s->code = arena_copy(arena, t.field[0].p, t.field[0].n);
        s->name = arena_copy(arena, t.field[1].p, t.field[1].n);
        s->article = takes_article(t.field[2], t.field[1]);
        Str adjectives = t.field[3], first;
        if (table_alternative(&adjectives, &first)) s->adjective = arena_copy(arena, first.p, first.n);
        add_names(loader, out, t.field[1], STATE_NAME, false);
        add_names(loader, out, t.field[2], STATE_NAME, false);
        add_names(loader, out, t.field[3], STATE_ADJECTIVE, false);
        add_names(loader, out, t.field[4], STATE_SEAT, false);
        add_names(loader, out, t.field[5], STATE_NAME, true);
    }
    return err->code == DM_OK;
}

const State *states_by_code(const States *states, const char *code) {
    uint32_t at = code ? hash_get(&states->by_code, str_of(code)) : HASH_NONE;
    return at == HASH_NONE ? NULL : &states->all.at[at];
}
