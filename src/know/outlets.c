/* knowledge/outlets.tsv. */
#include "know/outlets.h"
#include "know/knowledge.h"

static const char *const sort_names[] = {"agency", "newspaper",  "broadcaster",  "magazine",
                                         "site",   "government", "organisation", "institute"};
enum { SORTS = 8, HOST_MAX = 253 }; /* RFC 1035 */

const Outlet *outlets_by_words(const Outlets *o, const LineKey *key, int first, int last) {
    if (first >= last) return NULL;
    uint32_t i = hash_get(&o->names, line_key_str(key, first, last));
    return i == HASH_NONE ? NULL : &o->all.at[i];
}

const Outlet *outlets_by_name(const Outlets *o, const LineKey *key) {
    return key->whole ? outlets_by_words(o, key, 0, key->n) : NULL;
}

const Outlet *outlets_by_url(const Outlets *o, Str url) {
    const char *scheme = url.n ? memmem(url.p, url.n < 16 ? url.n : 16, "://", 3) : NULL;
    if (scheme) url = (Str){scheme + 3, url.n - (size_t)(scheme + 3 - url.p)};
    char host[HOST_MAX + 1];
    size_t n = 0;
    while (n < url.n && n < HOST_MAX && !strchr("/:?#\\ ", url.p[n])) {
        char c = url.p[n];
        host[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    for (size_t at = 0; at < n;) { /* www.mofa.go.kr, then mofa.go.kr, … */
        uint32_t i = hash_get(&o->hosts, (Str){host + at, n - at});
        if (i != HASH_NONE) return &o->all.at[i];
        const char *dot = memchr(host + at, '.', n - at);
        if (!dot) break;
        at = (size_t)(dot - host) + 1;
    }
    return NULL;
}

static bool add_names(const Table *t, Outlets *out, uint32_t index, Arena *arena, dm_error *err) {
    for (int field = 0; field < 3; field++) {
        Str rest = t->field[field], one;
        while (table_alternative(&rest, &one)) {
            if (field == 2) {
                if (hash_add(&out->hosts, one, index) == index) continue;
            } else {
                LineKey key = {.text = {.arena = arena}};
                line_key(one, &key);
                if (key.n && hash_add(&out->names, line_key_str(&key, 0, key.n), index) == index) continue;
            }
            return error_set(err, DM_CONFIG, t->line,
                             "%s:%d: '%.*s' belongs to another line already, or has no letters", t->file, t->line,
                             (int)one.n, one.p);
        }
    }
    return true;
}

bool outlets_load(const struct KnowLoader *loader, Outlets *out, dm_error *err) {
    Arena *arena = loader->know->arena;
    Table t;
    dm_error e = {0};
    out->names.arena = out->hosts.arena = arena;
    if (!know_open(loader, "outlets.tsv", &t, err)) return false;
    while (table_next(&t, 4, 6, &e)) {
        int sort = 0;
        while (sort < SORTS && !str_eq(t.field[3], str_of(sort_names[sort]))) sort++;
        if (sort == SORTS)
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: '%.*s' is no sort; use agency, newspaper, broadcaster, magazine, site, "
                             "government, organisation or institute",
                             t.file, t.line, (int)t.field[3].n, t.field[3].p);
        if (!add_names(&t, out, out->all.n, arena, err)) return false;
        *vec_push(arena, &out->all) = (Outlet){
            .name = arena_copy(arena, t.field[0].p, t.field[0].n),
            .polity = t.field[4].n ? arena_copy(arena, t.field[4].p, t.field[4].n) : NULL,
            .issuer = t.field[5].n ? arena_copy(arena, t.field[5].p, t.field[5].n) : NULL,
            .sort = (OutletSort)sort,
        };
    }
    if (e.code && err) *err = e;
    return !e.code;
}
