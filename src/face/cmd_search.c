/* demarche search: where a phrase stands in the archive. */
#include "face/command.h"
#include "store/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SEARCH_STORE,
    SEARCH_VARIANT,
    SEARCH_FROM,
    SEARCH_TO,
    SEARCH_KIND,
    SEARCH_ISSUER,
    SEARCH_SOURCE,
    SEARCH_LIMIT,
    SEARCH_FORMAT,
    SEARCH_KNOWLEDGE,
    SEARCH_COLOUR
};
static const Option options[] = {{"--store", "FILE", "the store (else DEMARCHE_STORE, else " STORE_DEFAULT ")", NULL},
                                 {"--variants", NULL, "spelling, hyphen and comma variants too", NULL},
                                 {"--from", "DATE", "published then or later (2025, 2025-01, 2025-01-23)", NULL},
                                 {"--to", "DATE", "published then or earlier", NULL},
                                 {"--kind", "KIND", "only documents of this kind (readout, joint-statement, …)", NULL},
                                 {"--issuer", "NAME", "only documents of this issuer or outlet", NULL},
                                 {"--source", "TEXT", "only documents whose source has this in it", NULL},
                                 {"--limit", "N", "documents shown (else 20; 0 = all)", OPTION_NUMBER},
                                 {"--format", "FORMAT", "text, or json: one finding with every source", "text|json"},
                                 {"--knowledge", "DIR", "knowledge files to use before those built in", NULL},
                                 {"--colour", "WHEN", "auto, always or never", "auto|always|never"},
                                 {0}};

enum { LIMIT_DEFAULT = 20, USES_SHOWN = 3, BAR_WIDTH = 40 };

static void put_use(const StoreUse *u, bool colour, Buf *out) {
    Str c = u->context;
    buf_puts(out, "      ");
    buf_put(out, c.p, u->in_context.begin);
    if (colour) buf_puts(out, "\033[1;33m");
    buf_put(out, c.p + u->in_context.begin, u->in_context.end - u->in_context.begin);
    if (colour) buf_puts(out, "\033[0m");
    buf_put(out, c.p + u->in_context.end, c.n - u->in_context.end);
    buf_putc(out, '\n');
}

static void put_hit(const StoreHit *h, bool colour, Buf *out) {
    const StoreDoc *d = &h->doc;
    const char *who = d->issuer ? d->issuer : d->outlet;
    buf_printf(out, "\n%.10s  %.*s  %s%s%s\n", d->published ? d->published : "undated   ", STORE_PREFIX, d->id,
               who ? who : "", who ? ": " : "", d->title ? d->title : d->source);
    for (uint32_t i = 0; i < h->uses.n && i < USES_SHOWN; i++) put_use(&h->uses.at[i], colour, out);
    if (h->uses.n > USES_SHOWN) buf_printf(out, "      (and %u more)\n", h->uses.n - USES_SHOWN);
}

static void put_years(const StoreHits *hits, Buf *out) {
    uint32_t most = 1;
    for (uint32_t i = 0; i < hits->years.n; i++)
        if (hits->years.at[i].documents > most) most = hits->years.at[i].documents;
    for (uint32_t i = 0; i < hits->years.n; i++) {
        const StoreYear *y = &hits->years.at[i];
        char year[16] = "undated";
        if (y->year) snprintf(year, sizeof year, "%d", y->year);
        buf_printf(out, "  %-8s %5u documents %6u uses  ", year, y->documents, y->uses);
        for (uint32_t k = 0; k < (y->documents * BAR_WIDTH + most - 1) / most; k++) buf_putc(out, '#');
        buf_putc(out, '\n');
    }
}

static void put_hits(const StoreHits *hits, size_t limit, bool colour, Buf *out) {
    buf_printf(out, "“%s”: %u uses in %u of %u documents", hits->phrase, hits->uses, hits->hits.n,
               hits->searched.documents);
    if (hits->searched.from[0]) buf_printf(out, ", %.10s to %.10s", hits->searched.from, hits->searched.to);
    buf_putc(out, '\n');
    put_years(hits, out);
    for (uint32_t i = 0; i < hits->hits.n && (!limit || i < limit); i++) put_hit(&hits->hits.at[i], colour, out);
    if (limit && hits->hits.n > limit)
        buf_printf(out, "\n(%u more documents: --limit 0 shows all)\n", hits->hits.n - (uint32_t)limit);
}

static bool search(const Given *given, const char *phrase, const Knowledge *know, Store *store, Buf *out,
                   dm_error *err) {
    StoreFilter filter = {given->value[SEARCH_FROM], given->value[SEARCH_TO], given->value[SEARCH_KIND],
                          given->value[SEARCH_ISSUER], given->value[SEARCH_SOURCE]};
    const char *when = given->value[SEARCH_COLOUR], *no = getenv("NO_COLOR");
    bool colour =
        when && strcmp(when, "auto") != 0 ? strcmp(when, "always") == 0 : isatty(STDOUT_FILENO) == 1 && !(no && *no);
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (!arena) return error_set(err, DM_NO_MEMORY, 0, "out of memory");
    StoreHits hits = {0};
    bool ok = store_search(store, know, phrase, given->value[SEARCH_VARIANT] ? SEARCH_VARIANTS : SEARCH_STRICT, &filter,
                           SEARCH_CONTEXT, arena, &hits, err);
    if (ok && given->value[SEARCH_FORMAT] && strcmp(given->value[SEARCH_FORMAT], "json") == 0)
        store_search_json(&hits, out);
    else if (ok)
        put_hits(&hits, given->value[SEARCH_LIMIT] ? strtoul(given->value[SEARCH_LIMIT], NULL, 10) : LIMIT_DEFAULT,
                 colour, out);
    arena_free(arena);
    return ok;
}

static int run(const Given *given) {
    if (given->n != 1)
        return complain(DM_USAGE, "name one phrase, in quotation marks: demarche search \"extended deterrence\"");
    dm_error err = {0};
    Knowledge *know = knowledge_or_complain(given->value[SEARCH_KNOWLEDGE]);
    if (!know) return DM_CONFIG;
    Buf out = {0};
    Store *store = store_open(store_path(given->value[SEARCH_STORE]), STORE_READ, &err);
    bool ok = store && search(given, given->argument[0], know, store, &out, &err);
    store_close(store);
    know_free(know);
    int code = ok ? write_all(&out) ? DM_OK : DM_IO : complain(err.code, "%s", err.message);
    buf_free(&out);
    return code;
}

const Command command_search = {
    .name = "search",
    .usage = "search [OPTIONS] PHRASE",
    .summary = "where a phrase stands: counts by year, and each use with its context",
    .options = options,
    .help =
        "Finds the very words of a phrase in the documents of a store, whatever line wraps, Markdown, case, shapes of "
        "quotation marks, "
        "hyphens and fixed spaces do; words end where they end (\"commitment\" does not find \"commitments\"), and the "
        "title counts as part of the document. --variants finds other spellings too: denuclearisation, "
        "de-nuclearization, iron-clad, Indo Pacific.",
    .examples = "demarche search \"complete denuclearization\"\n"
                "demarche search --variants --from 2022 --kind joint-statement \"free and open Indo-Pacific\"\n"
                "demarche search --format json \"ironclad commitment\" | jq .documents\n",
    .run = run,
};
