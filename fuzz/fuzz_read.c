/* Any bytes, through the whole pipeline: a document of each kind, its record, and the laws of spans. The first byte picks the kind. */
#include "base/mem.h"
#include "record/record.h"
#include "fuzz.h"

static void check_laws(const Record *r) {
    const Analysis *a = r->words;
    uint32_t end = 0;
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        Token t = a->tokens.at[i];
        assert(t.begin >= end && t.end > t.begin && t.end <= r->doc->length);
        end = t.end;
    }
    uint32_t last = 0;
    for (uint32_t i = 0; i < a->sentences.n; i++) {
        assert(a->sentences.at[i].first == last && a->sentences.at[i].last > last);
        last = a->sentences.at[i].last;
    }
    assert(last == a->tokens.n);
    for (uint32_t i = 0; i < r->times.n; i++) assert(r->times.at[i].span.end <= r->doc->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const InputKind kinds[] = {INPUT_TEXT, INPUT_MARKDOWN, INPUT_HTML, INPUT_JSONL};
    if (size == 0) return 0;
    char source[] = "fuzz";
    RawDoc raw = {
        .source = source, .kind = kinds[data[0] % 4], .bytes = (char *)(uintptr_t)(data + 1), .size = size - 1};
    IngestOptions options = {0};
    dm_error err = {0};
    Arena *arena = arena_new((size_t)256 << 20);
    if (!arena) return 0;
    Record *r = record_read(&raw, fuzz_knowledge(), &options, arena, &err);
    Buf json = {0};
    if (r) {
        check_laws(r);
        record_json(r, &json);
    } else {
        assert(err.code != DM_OK && err.message[0]);
    }
    buf_free(&json);
    arena_free(arena);
    return 0;
}
