/* knowledge/offices.tsv and portfolios.tsv to Offices. */
#include "know/offices.h"
#include "know/knowledge.h"

static const char *text_or_null(Arena *arena, Str s) {
    return s.n ? arena_copy(arena, s.p, s.n) : NULL;
}

/* "secretary of state" -> "secretaries of state": the head is the last word before a preposition, else the last. */
static Str plural_of(Arena *arena, Str title) {
    size_t head = title.n;
    static const char *const preps[] = {" of ",      " for ",     " to ",      "-general", " general",
                                        "-in-chief", "-at-large", " at large", " in chief"};
    for (size_t k = 0; k < sizeof preps / sizeof *preps; k++) {
        size_t n = strlen(preps[k]);
        for (size_t i = 1; i + n <= head; i++)
            if (memcmp(title.p + i, preps[k], n) == 0) head = i;
    }
    char last = title.p[head - 1];
    bool y = last == 'y' && head > 1 && !strchr("aeiou", title.p[head - 2]);
    const char *end = y ? "ies" : last == 's' ? "es" : "s";
    if (head > 3 && memcmp(title.p + head - 3, "man", 3) == 0)
        return str_of(
            arena_printf(arena, "%.*smen%.*s", (int)head - 3, title.p, (int)(title.n - head), title.p + head));
    return str_of(arena_printf(arena, "%.*s%s%.*s", (int)(y ? head - 1 : head), title.p, end, (int)(title.n - head),
                               title.p + head));
}

static void add_title(const KnowLoader *loader, Offices *out, Str title, bool plural) {
    uint32_t at = lexicon_add(&out->titles, &loader->know->vocab, title, out->forms.n);
    if (at == out->forms.n) *vec_push(loader->know->arena, &out->forms) = (OfficeTitle){out->all.n - 1, plural};
}

static bool load_titles(const KnowLoader *loader, Offices *out, dm_error *err) {
    Arena *arena = loader->know->arena;
    Table t;
    if (!know_open(loader, "offices.tsv", &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 4, 6, err)) {
        Office *o = vec_push(arena, &out->all);
        o->name = text_or_null(arena, t.field[1]);
        o->sector = text_or_null(arena, t.field[2]);
        o->level = text_or_null(arena, t.field[3]);
        o->by_state = text_or_null(arena, t.field[4]);
        o->only = text_or_null(arena, t.field[5]);
        if (!o->name || !o->sector || !o->level)
            return error_set(err, DM_CONFIG, t.line, "%s:%d: office, sector or level is empty; fill it in", t.file,
                             t.line);
        Str titles = t.field[0];
        for (Str one; table_alternative(&titles, &one);) {
            add_title(loader, out, one, false);
            add_title(loader, out, plural_of(arena, one), true);
        }
    }
    return err->code == DM_OK;
}

static bool load_portfolios(const KnowLoader *loader, Offices *out, dm_error *err) {
    Arena *arena = loader->know->arena;
    Table t;
    if (!know_open(loader, "portfolios.tsv", &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 3, 4, err)) {
        *vec_push(arena, &out->portfolios) =
            (Portfolio){text_or_null(arena, t.field[2]), text_or_null(arena, t.field[3])};
        Str before = t.field[0], after = t.field[1];
        for (Str one; table_alternative(&before, &one);)
            lexicon_add(&out->before, &loader->know->vocab, one, out->portfolios.n - 1);
        for (Str one; table_alternative(&after, &one);)
            lexicon_add(&out->after, &loader->know->vocab, one, out->portfolios.n - 1);
    }
    return err->code == DM_OK;
}

bool offices_load(const KnowLoader *loader, Offices *out, dm_error *err) {
    out->titles.arena = out->before.arena = out->after.arena = loader->know->arena;
    return load_titles(loader, out, err) && load_portfolios(loader, out, err);
}

const char *offices_of_state(Arena *arena, const char *by_state, const char *polity, const char *otherwise) {
    size_t n = polity ? strlen(polity) : 0;
    for (const char *p = by_state; p && n; p = strchr(p, ';') ? strchr(p, ';') + 1 : NULL) {
        if (strncmp(p, polity, n) != 0 || p[n] != '=') continue;
        const char *end = strchr(p, ';');
        p += n + 1;
        return arena_copy(arena, p, end ? (size_t)(end - p) : strlen(p));
    }
    return otherwise;
}
