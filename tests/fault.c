/* Fails every allocation once: each run makes one more allocation succeed, until none fails. After every run nothing of ours may be
 * outstanding, and what failed must have said so. Fault builds only (-Dfault=true): fault FILE…
 *
 * jansson takes its memory from us here. libxml2 does not: version 2.9 itself loops or forgets a little when its own allocations
 * fail. SQLite is tested with the store. */
#include "base/mem.h"
#include "record/record.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const Knowledge *know;
    size_t records, complaints;
    bool silent; /* something failed and nobody said so */
} Run;

static bool on_document(void *ctx, RawDoc *raw) {
    Run *run = ctx;
    IngestOptions options = {0};
    dm_error err = {0};
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    Record *r = arena ? record_read(raw, run->know, &options, arena, &err) : NULL;
    Buf json = {0};
    if (r) record_json(r, &json);
    if (r && !json.failed)
        run->records++;
    else
        run->complaints++;
    if (arena && !r && (err.code == DM_OK || !err.message[0])) run->silent = true;
    buf_free(&json);
    arena_free(arena);
    raw_free(raw);
    return true;
}

static void on_reject(void *ctx, const char *source, dm_code code, const char *reason) {
    Run *run = ctx;
    (void)source;
    run->complaints++;
    if (code == DM_OK || !reason[0]) run->silent = true;
}

static bool once(const char *path, const Knowledge *know, long n, Run *run) {
    *run = (Run){.know = know};
    IngestOptions options = {0};
    IngestSink sink = {.ctx = run, .document = on_document, .reject = on_reject};
    dm_error err = {0};
    mem_fail_at(n);
    bool ok = ingest_inputs(&path, 1, &options, &sink, &err);
    if (!ok && (err.code == DM_OK || !err.message[0])) run->silent = true;
    if (!ok) run->complaints++;
    return mem_count() >= n; /* the n-th allocation was reached, and so failed */
}

static bool try_file(const char *path, const Knowledge *know) {
    Run whole, run;
    long n = 1;
    once(path, know, 0, &whole);
    long before = mem_outstanding();
    for (; once(path, know, n, &run); n++) {
        if (mem_outstanding() != before || run.silent || (run.records < whole.records && !run.complaints)) {
            printf("%s: allocation %ld: %ld outstanding, %s\n", path, n, mem_outstanding() - before,
                   run.silent ? "failed without a word" : "a document was lost without a word");
            return false;
        }
    }
    printf("%s: %ld allocations, each failed once\n", path, n - 1);
    return run.records == whole.records;
}

int main(int argc, char **argv) {
    int failed = 0;
    json_set_alloc_funcs(mem_alloc, mem_free);
    mem_fail_at(0);
    dm_error err = {0};
    Knowledge *know;
    for (long n = 1;; n++) { /* knowledge first: it must say so too */
        mem_fail_at(n);
        know = know_load(NULL, &err);
        if (mem_count() < n) break;
        if (know || err.code == DM_OK) {
            printf("knowledge: allocation %ld failed without a word\n", n);
            failed++;
        }
        know_free(know);
    }
    mem_fail_at(0);
    if (!know) {
        printf("%s\n", err.message);
        return 1;
    }
    for (int i = 1; i < argc; i++) failed += !try_file(argv[i], know);
    know_free(know);
    if (mem_outstanding() > 0) {
        printf("%ld allocations outstanding at the end\n", mem_outstanding());
        failed++;
    }
    printf("fault: %d passed, %d failed\n", argc - failed, failed);
    return failed != 0;
}
