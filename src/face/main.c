/* The command line: finds the command and hands over. */
#include "base/buf.h"
#include "record/record.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    Knowledge *know;
    Arena *arena;
    IngestOptions options;
} Reading;

static bool on_document(void *ctx, RawDoc *raw) {
    Reading *reading = ctx;
    dm_error err = {0};
    Record *r = record_read(raw, reading->know, &reading->options, reading->arena, &err);
    if (r) {
        Buf out = {0};
        record_json(r, &out);
        fwrite(out.p, 1, out.n, stdout);
        putchar('\n');
        buf_free(&out);
    } else {
        fprintf(stderr, "%s\n", err.message);
    }
    arena_reset(reading->arena);
    raw_free(raw);
    return true;
}

static void on_reject(void *ctx, const char *source, dm_code code, const char *reason) {
    (void)ctx;
    fprintf(stderr, "%s: %s (%d)\n", source, reason, (int)code);
}

int main(int argc, char **argv) {
    Reading reading = {.arena = arena_new(ARENA_DEFAULT_LIMIT)};
    dm_error err = {0};
    reading.know = know_load(getenv("DEMARCHE_KNOWLEDGE"), &err);
    if (!reading.know) {
        fprintf(stderr, "demarche: %s\n", err.message);
        return err.code;
    }
    int at = 2;
    if (argc > 3 && strcmp(argv[2], "--in") == 0) {
        reading.options.in = strcmp(argv[3], "jsonl") == 0 ? INPUT_JSONL : INPUT_AUTO;
        at = 4;
    }
    IngestSink sink = {.ctx = &reading, .document = on_document, .reject = on_reject};
    ingest_inputs((const char *const *)argv + at, (size_t)(argc - at), &reading.options, &sink, &err);
    know_free(reading.know);
    arena_free(reading.arena);
    return 0;
}
