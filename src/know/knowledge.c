#include "know/knowledge.h"
#include "base/buf.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { KNOWLEDGE_FILE_LIMIT = 64 * 1024 * 1024 };    /* bytes of one knowledge file */
#define KNOWLEDGE_LIMIT ((size_t)1024 * 1024 * 1024) /* bytes of all that is loaded */

static bool read_file(const KnowLoader *loader, FILE *f, const char *path, Table *out, dm_error *err) {
    Buf b = {.arena = loader->know->arena};
    char chunk[65536];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
        if (b.n + n > KNOWLEDGE_FILE_LIMIT)
            return error_set(err, DM_CONFIG, 0, "%s: larger than %d bytes; split it", path, KNOWLEDGE_FILE_LIMIT);
        buf_put(&b, chunk, n);
    }
    if (ferror(f)) return error_set(err, DM_IO, 0, "%s: cannot be read: %s", path, strerror(errno));
    out->rest = (Str){b.p, b.n};
    return true;
}

bool know_open(const KnowLoader *loader, const char *file, Table *out, dm_error *err) {
    *out = (Table){.file = file};
    if (loader->dir) {
        const char *path = arena_printf(loader->know->arena, "%s/%s", loader->dir, file);
        FILE *f = fopen(path, "rb");
        if (f) {
            out->file = path;
            bool ok = read_file(loader, f, path, out, err);
            fclose(f);
            return ok;
        }
        if (errno != ENOENT) return error_set(err, DM_IO, 0, "%s: cannot be opened: %s", path, strerror(errno));
    }
    for (const KnowFile *k = know_files; k->name; k++) {
        if (strcmp(k->name, file) == 0) {
            out->rest = (Str){(const char *)k->bytes, k->size};
            return true;
        }
    }
    return error_set(err, DM_BUG, 0, "%s: not among the knowledge files built in", file);
}

static bool load_tables(const KnowLoader *loader, dm_error *err) {
    Knowledge *know = loader->know;
    return abbreviations_load(loader, &know->abbreviations, err) && variants_load(loader, &know->variants, err) &&
           timewords_load(loader, &know->timewords, err) && furniture_load(loader, &know->furniture, err) &&
           outlets_load(loader, &know->outlets, err) && kinds_load(loader, &know->kinds, err) &&
           html_words_load(loader, &know->html_words, err) && languages_load(loader, &know->languages, err) &&
           verbs_load(loader, &know->verbs, err) && cues_load(loader, &know->cues, err) &&
           formulas_load(loader, &know->formulas, err) && contacts_load(loader, &know->contacts, err) &&
           acts_load(loader, &know->acts, err) && undertakings_load(loader, &know->undertakings, err) &&
           places_load(loader, &know->places, err) && states_load(loader, &know->states, err) &&
           organisations_load(loader, &know->organisations, err) && agents_load(loader, &know->agents, err) &&
           offices_load(loader, &know->offices, err) && naming_load(loader, &know->naming, err);
}

Knowledge *know_load(const char *dir, dm_error *err) {
    dm_error own = {.code = DM_OK}; /* loaders look at its code; the caller's may be NULL, or hold an older error */
    Arena *arena = arena_new(KNOWLEDGE_LIMIT);
    if (!arena || ARENA_GUARD(arena)) {
        arena_free(arena);
        error_set(err, DM_NO_MEMORY, 0, "knowledge: memory ran out while loading");
        return NULL;
    }
    Knowledge *know = arena_alloc(arena, sizeof *know);
    know->arena = arena;
    know->vocab.words.arena = arena;
    KnowLoader loader = {know, dir};
    if (load_tables(&loader, &own)) return know;
    if (err) *err = own;
    arena_free(arena);
    return NULL;
}

void know_free(Knowledge *know) {
    if (know) arena_free(know->arena);
}
