/* demarche list: the documents of a store, its quarantine, its duplicates; and whether it is sound. */
#include "base/json.h"
#include "face/command.h"
#include "store/store.h"
#include <stdio.h>
#include <string.h>

enum {
    LIST_STORE,
    LIST_FROM,
    LIST_TO,
    LIST_KIND,
    LIST_ISSUER,
    LIST_SOURCE,
    LIST_BAD,
    LIST_DUPLICATES,
    LIST_NEAR,
    LIST_SOUND,
    LIST_FORMAT
};
static const Option options[] = {
    {"--store", "FILE", "the store (else DEMARCHE_STORE, else " STORE_DEFAULT ")", NULL},
    {"--from", "DATE", "published then or later (2025, 2025-01, 2025-01-23)", NULL},
    {"--to", "DATE", "published then or earlier", NULL},
    {"--kind", "KIND", "only documents of this kind (news, readout, joint-statement, …)", NULL},
    {"--issuer", "NAME", "only documents of this issuer or outlet", NULL},
    {"--source", "TEXT", "only documents whose source has this in it", NULL},
    {"--bad", NULL, "the quarantine: what could not be read, and why", NULL},
    {"--duplicates", NULL, "groups of documents with the same text", NULL},
    {"--near", NULL, "with --duplicates: nearly the same text too", NULL},
    {"--sound", NULL, "look through the whole store for faults", NULL},
    {"--format", "FORMAT", "text; json: a line each; ids: the ids alone", "text|json|ids"},
    {0}};

typedef struct {
    const char *format;
    Buf out;
    uint32_t n;
} Listing;

static void doc_text(Buf *out, const StoreDoc *d) {
    const char *who = d->issuer ? d->issuer : d->outlet;
    buf_printf(out, "%5u  %.*s  %.10s  %-15s %s%s%s\n", d->number, STORE_PREFIX, d->id,
               d->published ? d->published : "undated   ", d->kind, who ? who : "", who ? ": " : "",
               d->title ? d->title : d->source);
}

static void doc_json(Buf *out, const StoreDoc *d) {
    Json j = {.out = out};
    const struct {
        const char *key, *value;
    } texts[] = {{"id", d->id},         {"source", d->source}, {"kind", d->kind},           {"title", d->title},
                 {"outlet", d->outlet}, {"issuer", d->issuer}, {"published", d->published}, {"lang", d->lang},
                 {"url", d->url}};
    const struct {
        const char *key;
        uint32_t n;
    } counts[] = {{"sources", d->sources},        {"words", d->words},       {"statements", d->statements},
                  {"events", d->events},          {"contacts", d->contacts}, {"formulas", d->formulas},
                  {"commitments", d->commitments}};
    json_open(&j, '{');
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_key(&j, texts[i].key);
        json_cstr(&j, texts[i].value);
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        json_key(&j, counts[i].key);
        json_int(&j, counts[i].n);
    }
    json_close(&j, '}');
    buf_putc(out, '\n');
}

static bool each_doc(void *ctx, const StoreDoc *d) {
    Listing *l = ctx;
    l->n++;
    if (strcmp(l->format, "json") == 0)
        doc_json(&l->out, d);
    else if (strcmp(l->format, "ids") == 0)
        buf_printf(&l->out, "%s\n", d->id);
    else
        doc_text(&l->out, d);
    return !l->out.failed;
}

static bool each_bad(void *ctx, const char *source, int code, const char *reason, const char *hash) {
    Listing *l = ctx;
    l->n++;
    if (strcmp(l->format, "json") != 0) {
        buf_printf(&l->out, "%s\n    %s\n", source, reason);
        return !l->out.failed;
    }
    Json j = {.out = &l->out};
    json_open(&j, '{');
    json_key(&j, "source");
    json_cstr(&j, source);
    json_key(&j, "code");
    json_int(&j, code);
    json_key(&j, "reason");
    json_cstr(&j, reason);
    json_key(&j, "id");
    json_cstr(&j, hash);
    json_close(&j, '}');
    buf_putc(&l->out, '\n');
    return !l->out.failed;
}

static bool each_fault(void *ctx, const char *fault) {
    Listing *l = ctx;
    l->n++;
    buf_printf(&l->out, "%s\n", fault);
    return !l->out.failed;
}

static bool list_duplicates(Store *store, bool near, Listing *l, dm_error *err) {
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    StoreGroups groups = {0};
    if (!arena) return error_set(err, DM_NO_MEMORY, 0, "out of memory");
    bool ok = store_duplicates(store, near, arena, &groups, err);
    l->n = groups.n;
    if (ok && strcmp(l->format, "json") == 0) {
        store_duplicates_json(&groups, &l->out);
    } else if (ok) {
        for (uint32_t i = 0; i < groups.n; i++) {
            const StoreGroup *g = &groups.at[i];
            if (g->sameness == SAME_TEXT)
                buf_printf(&l->out, "%ssame text\n", i ? "\n" : "");
            else
                buf_printf(&l->out, "%snearly the same text (%.0f %% at least)\n", i ? "\n" : "", g->share * 100);
            for (uint32_t k = 0; k < g->docs.n; k++) doc_text(&l->out, &g->docs.at[k]);
        }
    }
    arena_free(arena);
    return ok;
}

static bool list(const Given *given, Store *store, Listing *l, dm_error *err) {
    StoreFilter filter = {given->value[LIST_FROM], given->value[LIST_TO], given->value[LIST_KIND],
                          given->value[LIST_ISSUER], given->value[LIST_SOURCE]};
    if (given->value[LIST_BAD]) return store_bad(store, each_bad, l, err);
    if (given->value[LIST_DUPLICATES]) return list_duplicates(store, given->value[LIST_NEAR] != NULL, l, err);
    if (given->value[LIST_SOUND]) return store_check(store, each_fault, l, err);
    return store_list(store, &filter, each_doc, l, err);
}

static int run(const Given *given) {
    dm_error err = {0};
    if (given->n) return complain(DM_USAGE, "list takes no argument; --source TEXT picks documents by their source");
    Listing l = {.format = given->value[LIST_FORMAT] ? given->value[LIST_FORMAT] : "text"};
    Store *store = store_open(store_path(given->value[LIST_STORE]), STORE_READ, &err);
    bool ok = store && list(given, store, &l, &err);
    store_close(store);
    bool faulty = given->value[LIST_SOUND] && l.n;
    if (ok && !l.n && strcmp(l.format, "text") == 0)
        buf_puts(&l.out, given->value[LIST_BAD]          ? "Nothing is in quarantine.\n"
                         : given->value[LIST_DUPLICATES] ? "No two documents have the same text.\n"
                         : given->value[LIST_SOUND]      ? "The store is sound.\n"
                                                         : "No such document.\n");
    int code = ok ? write_all(&l.out) ? faulty ? DM_DATA : DM_OK : DM_IO : complain(err.code, "%s", err.message);
    buf_free(&l.out);
    return code;
}

const Command command_list = {
    .name = "list",
    .usage = "list [OPTIONS]",
    .summary = "the documents of a store; its quarantine, duplicates and soundness",
    .options = options,
    .help = "Lists the documents of a store by publication: number, id, day, kind, issuer or outlet, title. Undated "
            "ones come last. "
            "The number, the beginning of the id, or the source is what demarche show takes.",
    .examples = "demarche list --from 2025-01 --kind readout\n"
                "demarche list --bad\twhat could not be read, and why\n"
                "demarche list --duplicates --near\n",
    .run = run,
};
