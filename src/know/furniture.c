/* knowledge/furniture.tsv. */
#include "know/furniture.h"
#include "know/knowledge.h"

static const char *const what_names[] = {"", "junk", "related", "end", "published", "updated", "byline", "credit"};
enum { WHATS = 8, PAGE_BIT = 16 };

static int name_index(const char *const *names, int n, Str s) {
    for (int i = 1; i < n; i++)
        if (str_eq(s, str_of(names[i]))) return i;
    return 0;
}

static bool look(const Hash *hash, const LineKey *line, int first, int last, FurnitureMatch *out) {
    uint32_t value = hash_get(hash, line_key_str(line, first, last));
    if (value == HASH_NONE) return false;
    *out = (FurnitureMatch){(FurnitureWhat)(value & (PAGE_BIT - 1)), (value & PAGE_BIT) != 0, first, last};
    return true;
}

/* The longest phrase that begins at word `at`. */
static bool longest(const Hash *hash, const LineKey *line, int at, FurnitureMatch *out) {
    int most = line->n - at < FURNITURE_PHRASE ? line->n - at : FURNITURE_PHRASE;
    for (int k = most; k > 0; k--)
        if (look(hash, line, at, at + k, out)) return true;
    return false;
}

FurnitureMatch furniture_match(const Furniture *f, const LineKey *line) {
    FurnitureMatch m = {FURNITURE_NONE, false, 0, 0};
    if (!line->n) return m;
    if (line->whole && line->n <= FURNITURE_PHRASE && look(&f->line, line, 0, line->n, &m)) return m;
    if (longest(&f->start, line, 0, &m)) return m;
    if (!line->whole || line->n > FURNITURE_ANY_WORDS) return m;
    for (int i = 0; i < line->n; i++)
        if (longest(&f->any, line, i, &m)) return m;
    return m;
}

FurnitureMatch furniture_inside(const Furniture *f, const LineKey *line, int from) {
    FurnitureMatch m = {FURNITURE_NONE, false, 0, 0};
    for (int i = from; i < line->n; i++)
        if (longest(&f->in, line, i, &m)) return m;
    return m;
}

FurnitureMatch furniture_label(const Furniture *f, const LineKey *line, int from) {
    FurnitureMatch m;
    for (int i = from; i < line->n; i++)
        if (longest(&f->start, line, i, &m) && (m.what == FURNITURE_PUBLISHED || m.what == FURNITURE_UPDATED)) return m;
    return (FurnitureMatch){FURNITURE_NONE, false, 0, 0};
}

static bool add(const Table *t, Furniture *out, uint32_t value, Arena *arena, dm_error *err) {
    static const char *const where_names[] = {"", "line", "start", "any", "in"};
    Hash *hashes[] = {NULL, &out->line, &out->start, &out->any, &out->in};
    int where = name_index(where_names, 5, t->field[1]);
    if (!where)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is no place; use line, start, any or in", t->file,
                         t->line, (int)t->field[1].n, t->field[1].p);
    Str rest = t->field[0], one;
    while (table_alternative(&rest, &one)) {
        LineKey key = {.text = {.arena = arena}};
        line_key(one, &key);
        if (!key.n || key.n > FURNITURE_PHRASE)
            return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' has no words, or more than %d", t->file, t->line,
                             (int)one.n, one.p, FURNITURE_PHRASE);
        if (!hash_set(hashes[where], line_key_str(&key, 0, key.n), value))
            return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is listed twice; remove one", t->file, t->line,
                             (int)one.n, one.p);
    }
    return true;
}

bool furniture_load(const struct KnowLoader *loader, Furniture *out, dm_error *err) {
    Arena *arena = loader->know->arena;
    Table t;
    dm_error e = {0};
    out->line.arena = out->start.arena = out->any.arena = out->in.arena = arena;
    if (!know_open(loader, "furniture.tsv", &t, err)) return false;
    while (table_next(&t, 4, 4, &e)) {
        int what = name_index(what_names, WHATS, t.field[2]);
        bool page = str_eq(t.field[3], STR("page"));
        if (!what)
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: '%.*s' is not known; use junk, related, end, published, updated, byline or credit",
                             t.file, t.line, (int)t.field[2].n, t.field[2].p);
        if (!page && !str_eq(t.field[3], STR("weak")))
            return error_set(err, DM_CONFIG, t.line, "%s:%d: the sign is neither 'page' nor 'weak'", t.file, t.line);
        if (!add(&t, out, (uint32_t)what | (page ? PAGE_BIT : 0), arena, err)) return false;
    }
    if (e.code && err) *err = e;
    return !e.code;
}
