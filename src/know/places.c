/* places.tsv: from lines to a lexicon of places. */
#include "know/places.h"
#include "know/knowledge.h"

bool places_load(const KnowLoader *loader, Places *out, dm_error *err) {
    Knowledge *know = loader->know;
    out->names.arena = know->arena;
    Table t;
    if (!know_open(loader, "places.tsv", &t, err)) return false;
    while (table_next(&t, 2, 2, err)) {
        Str one, rest = t.field[0];
        if (t.field[1].n != 3)
            return error_set(err, DM_CONFIG, t.line, "%s:%d: '%.*s' is no ISO 3166-1 alpha-3 code; give three letters",
                             t.file, t.line, (int)(t.field[1].n > 80 ? 80 : t.field[1].n), t.field[1].p);
        PlaceEntry *e = vec_push(know->arena, &out->entries);
        e->state = arena_copy(know->arena, t.field[1].p, 3);
        while (table_alternative(&rest, &one)) {
            if (!e->name) e->name = arena_copy(know->arena, one.p, one.n);
            if (lexicon_add(&out->names, &know->vocab, one, out->entries.n - 1) == HASH_NONE)
                return error_set(err, DM_CONFIG, t.line, "%s:%d: '%.*s' is longer than %d words; shorten it", t.file,
                                 t.line, (int)(one.n > 80 ? 80 : one.n), one.p, PHRASE_MAX);
        }
    }
    return err->code == DM_OK;
}
