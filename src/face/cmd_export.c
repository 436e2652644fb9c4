/* demarche export: a store's records, or tables of their items. */
#include "face/command.h"
#include "store/store.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { EXPORT_STORE, EXPORT_FORMAT, EXPORT_FROM, EXPORT_TO, EXPORT_KIND, EXPORT_ISSUER, EXPORT_SOURCE };
static const Option options[] = {
    {"--store", "FILE", "the store (else DEMARCHE_STORE, else " STORE_DEFAULT ")", NULL},
    {"--format", "FORMAT", "jsonl: the records; csv: a table of one kind of item", "jsonl|csv"},
    {"--from", "DATE", "published then or later (2025, 2025-01, 2025-01-23)", NULL},
    {"--to", "DATE", "published then or earlier", NULL},
    {"--kind", "KIND", "only documents of this kind", NULL},
    {"--issuer", "NAME", "only documents of this issuer or outlet", NULL},
    {"--source", "TEXT", "only documents whose source has this in it", NULL},
    {0}};

static bool write_stdout(void *ctx, Str bytes) {
    int *error = ctx;
    if (fwrite(bytes.p, 1, bytes.n, stdout) == bytes.n) return true;
    *error = errno;
    return false;
}

static bool export(const Given *given, Store *store, int *error, dm_error *err) {
    StoreFilter filter = {given->value[EXPORT_FROM], given->value[EXPORT_TO], given->value[EXPORT_KIND],
                          given->value[EXPORT_ISSUER], given->value[EXPORT_SOURCE]};
    StoreSink sink = {error, write_stdout};
    const char *format = given->value[EXPORT_FORMAT];
    bool csv = format ? strcmp(format, "csv") == 0 : given->n > 0;
    bool ok = csv ? store_export_csv(store, given->n ? given->argument[0] : "", &filter, &sink, err)
                  : store_export_jsonl(store, &filter, &sink, err);
    if (fflush(stdout) == 0) return ok;
    *error = errno;
    return error_set(err, DM_IO, 0, "standard output: %s", strerror(errno));
}

static int run(const Given *given) {
    dm_error err = {0};
    int error = 0;
    if (given->n > 1) return complain(DM_USAGE, "name one table");
    Store *store = store_open(store_path(given->value[EXPORT_STORE]), STORE_READ, &err);
    bool ok = store && export(given, store, &error, &err);
    store_close(store);
    if (ok) return DM_OK;
    return error == EPIPE ? (int)DM_IO : complain(err.code, "%s", err.message);
}

const Command command_export = {
    .name = "export",
    .usage = "export [OPTIONS] [TABLE]",
    .summary = "the records as JSON Lines, or a table as CSV",
    .options = options,
    .help = "Writes every record as a line of JSON, by publication and id; or, with --format csv, one table (RFC 4180, "
            "UTF-8, with a "
            "head line): documents, actors, mentions, times, statements, events, contacts, formulas, commitments, "
            "notes. The same documents give the same "
            "bytes, in whatever order they were read.",
    .examples = "demarche export > records.jsonl\n"
                "demarche export --format csv contacts > contacts.csv\n"
                "demarche export --format csv --from 2024 --issuer \"White House\" formulas\n",
    .run = run,
};
