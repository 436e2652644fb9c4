/* Paths to raw documents. */
#include "base/mem.h"
#include "ingest/ingest.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

static bool give(const IngestSink *sink, const char *source, InputKind kind, const char *p, size_t n) {
    RawDoc *raw = mem_zalloc(sizeof *raw);
    raw->source = mem_strdup(source);
    raw->kind = kind;
    raw->bytes = mem_alloc(n + 1);
    memcpy(raw->bytes, p, n);
    raw->size = n;
    return sink->document(sink->ctx, raw);
}

bool ingest_inputs(const char *const *paths, size_t n, const IngestOptions *options, const IngestSink *sink, dm_error *err) {
    (void)err;
    for (size_t i = 0; i < n; i++) {
        FILE *f = strcmp(paths[i], "-") ? fopen(paths[i], "rb") : stdin;
        if (!f) {
            sink->reject(sink->ctx, paths[i], DM_NO_INPUT, "cannot be opened");
            continue;
        }
        if (options->in == INPUT_JSONL) {
            char *line = NULL;
            size_t cap = 0;
            ssize_t k;
            long number = 0;
            while ((k = getline(&line, &cap, f)) > 0) {
                char source[4096];
                snprintf(source, sizeof source, "%s:%ld", paths[i], ++number);
                if (!give(sink, source, INPUT_JSONL, line, (size_t)k)) return false;
            }
            free(line);
        } else {
            Buf b = {0};
            char chunk[65536];
            size_t k;
            while ((k = fread(chunk, 1, sizeof chunk, f)) > 0) buf_put(&b, chunk, k);
            if (!give(sink, paths[i], INPUT_TEXT, b.p ? b.p : "", b.n)) return false;
            buf_free(&b);
        }
        if (f != stdin) fclose(f);
    }
    return true;
}
