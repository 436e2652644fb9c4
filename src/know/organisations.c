/* knowledge/organisations.tsv and series.tsv to Organisations, agents.tsv to Agents. */
#include "know/organisations.h"
#include "know/knowledge.h"

static const char *text_or_null(Arena *arena, Str s) {
    return s.n ? arena_copy(arena, s.p, s.n) : NULL;
}

static void add_names(const KnowLoader *loader, Organisations *out, Str field) {
    for (Str one; table_alternative(&field, &one);) {
        uint32_t at = lexicon_add(&out->names, &loader->know->vocab, one, out->aliases.n);
        if (at == out->aliases.n)
            *vec_push(loader->know->arena, &out->aliases) = (OrganisationAlias){out->all.n - 1, name_in_capitals(one)};
    }
}

static bool load_file(const KnowLoader *loader, const char *file, bool series, Organisations *out, dm_error *err) {
    Arena *arena = loader->know->arena;
    Table t;
    if (!know_open(loader, file, &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 1, 4, err)) {
        Organisation *o = vec_push(arena, &out->all);
        o->name = text_or_null(arena, t.field[0]);
        o->series = series;
        if (!o->name)
            return error_set(err, DM_CONFIG, t.line, "%s:%d: no name in the first field; give one", t.file, t.line);
        if (series) {
            o->members = text_or_null(arena, t.field[2]);
        } else {
            o->polity = text_or_null(arena, t.field[2]);
            o->sector = text_or_null(arena, t.field[3]);
        }
        add_names(loader, out, t.field[0]);
        add_names(loader, out, t.field[1]);
    }
    return err->code == DM_OK;
}

bool organisations_load(const KnowLoader *loader, Organisations *out, dm_error *err) {
    out->names.arena = loader->know->arena;
    return load_file(loader, "organisations.tsv", false, out, err) && load_file(loader, "series.tsv", true, out, err);
}

bool agents_load(const KnowLoader *loader, Agents *out, dm_error *err) {
    static const char *const kinds[] = {"group", "organisation", "state", "person", "of-state"};
    Arena *arena = loader->know->arena;
    out->words.arena = arena;
    Table t;
    if (!know_open(loader, "agents.tsv", &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 3, 3, err)) {
        size_t kind = 0;
        while (kind < 5 && !str_eq(t.field[1], str_of(kinds[kind]))) kind++;
        if (kind == 5)
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: \"%.*s\" is no kind; write group, organisation, state, person or of-state", t.file,
                             t.line, (int)t.field[1].n, t.field[1].p);
        *vec_push(arena, &out->all) = (Agent){(AgentKind)kind, text_or_null(arena, t.field[2])};
        Str words = t.field[0];
        for (Str one; table_alternative(&words, &one);)
            lexicon_add(&out->words, &loader->know->vocab, one, out->all.n - 1);
    }
    return err->code == DM_OK;
}
