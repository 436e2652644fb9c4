/* Any bytes as plain text, as Markdown, and as the text of an object: blocks in order and inside clean text, whatever stands there. The
 * first byte picks the reader. */
#include "base/utf8.h"
#include "ingest/head.h"
#include "ingest/markdown.h"
#include "ingest/text.h"
#include "fuzz.h"

static void check_laws(const Document *doc) {
    uint32_t end = 0;
    assert(utf8_valid((Str){doc->text, doc->length}));
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        Span s = doc->blocks.at[i].span;
        assert(s.begin >= end && s.end > s.begin && s.end <= doc->length);
        assert(doc->text[s.begin] > ' ' || (unsigned char)doc->text[s.begin] >= 0x80);
        end = s.end;
    }
    assert(doc->dateline.span.end <= doc->length);
    assert(doc->lang && (!doc->title || utf8_valid(str_of(doc->title))));
    for (uint32_t i = 0; i < doc->bylines.n; i++) assert(utf8_valid(str_of(doc->bylines.at[i])));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    char source[] = "fuzz";
    RawDoc raw = {.source = source, .kind = INPUT_TEXT};
    Str text = {(const char *)data + 1, size - 1};
    dm_error err = {0};
    Arena *arena = arena_new((size_t)256 << 20);
    if (!arena) return 0;
    if (!ARENA_GUARD(arena)) {
        Document *doc = arena_alloc(arena, sizeof *doc);
        doc->arena = arena;
        bool ok = true;
        if (data[0] % 3 == 0) text_read(&raw, text, fuzz_knowledge(), doc);
        if (data[0] % 3 == 1) ok = markdown_read(&raw, text, fuzz_knowledge(), doc, &err);
        if (data[0] % 3 == 2) text_body_read(text, fuzz_knowledge(), doc);
        if (ok) {
            document_finish(doc);
            head_finish(doc, fuzz_knowledge());
            check_laws(doc);
        } else {
            assert(err.code != DM_OK && err.message[0]);
        }
    }
    arena_free(arena);
    return 0;
}
