/* What the fuzz targets of containers share: any bytes as an input of one kind, each document out of it read, and the laws of both. */
#ifndef DM_FUZZ_ANY_INPUT_H
#define DM_FUZZ_ANY_INPUT_H
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/inputs.h"
#include "fuzz.h"

static inline bool fuzz_document(void *ctx, RawDoc *raw) {
    IngestOptions options = {0};
    dm_error err = {0};
    size_t *documents = ctx;
    assert(utf8_valid(str_of(raw->source)) && raw->size <= RAW_DOCUMENT_LIMIT);
    Arena *volatile arena = ++*documents < 64 ? arena_new((size_t)64 << 20) : NULL; /* enough of one input */
    if (arena && !ARENA_GUARD(arena)) {
        Document *doc = arena_alloc(arena, sizeof *doc);
        doc->arena = arena;
        if (ingest_document(raw, fuzz_knowledge(), &options, doc, &err)) {
            assert(doc->length && utf8_valid((Str){doc->text, doc->length}) && utf8_valid(str_of(doc->source)));
            uint32_t end = 0;
            for (uint32_t i = 0; i < doc->blocks.n; i++) {
                Span s = doc->blocks.at[i].span;
                assert(s.begin >= end && s.end > s.begin && s.end <= doc->length);
                end = s.end;
            }
            if (doc->title) assert(utf8_valid(str_of(doc->title)));
            if (doc->given) assert(doc->given[0] == '{' && utf8_valid(str_of(doc->given)));
        } else {
            assert(err.code != DM_OK && err.message[0]);
        }
    }
    arena_free(arena);
    raw_free(raw);
    return true;
}

static inline void fuzz_reject(void *ctx, const char *source, dm_code code, const char *reason) {
    (void)ctx;
    assert(code != DM_OK && reason[0] && utf8_valid(str_of(reason)) && utf8_valid(str_of(source)));
}

static inline void fuzz_passed_over(void *ctx, const char *source, const char *kind) {
    (void)ctx;
    assert(kind[0] && utf8_valid(str_of(source)));
}

static inline int fuzz_input(InputKind kind, const char *name, const uint8_t *data, size_t size) {
    size_t documents = 0;
    IngestOptions options = {.in = kind};
    IngestSink sink = {
        .ctx = &documents, .document = fuzz_document, .reject = fuzz_reject, .passed_over = fuzz_passed_over};
    dm_error err = {0};
    Inputs in = {&options, &sink, &err, 0};
    Flow flow = {.packed = size};
    Stream s;
    stream_memory(&s, (Str){(const char *)data, size}, &flow);
    Origin origin = {.source = name, .name = name};
    bool on = inputs_stream(&in, &origin, &s);
    assert(on && in.told);
    stream_close(&s);
    return 0;
}

#endif
