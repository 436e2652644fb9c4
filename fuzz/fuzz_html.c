/* Any bytes as a web page: blocks in order and inside the text, metadata that prints, and no byte of it depends on anything else. */
#include "base/utf8.h"
#include "ingest/html.h"
#include "fuzz.h"

static void check_laws(const Document *doc) {
    uint32_t end = 0;
    assert(utf8_valid((Str){doc->text, doc->length}));
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        Span s = doc->blocks.at[i].span;
        assert(s.begin >= end && s.end > s.begin && s.end <= doc->length);
        end = s.end;
    }
    const Stamp *stamps[] = {&doc->published, &doc->updated};
    for (size_t i = 0; i < 2; i++) {
        char text[STAMP_TEXT];
        Stamp again;
        if (stamp_known(stamps[i])) assert(stamp_parse_iso(text, stamp_print(stamps[i], text), &again));
    }
    const char *strings[] = {doc->title, doc->outlet, doc->url, doc->lang, doc->label};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        assert(!strings[i] || (*strings[i] && utf8_valid(str_of(strings[i]))));
    for (uint32_t i = 0; i < doc->bylines.n; i++) assert(utf8_valid(str_of(doc->bylines.at[i])));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char source[] = "fuzz";
    RawDoc raw = {.source = source, .kind = INPUT_HTML};
    Arena *arena = arena_new((size_t)256 << 20);
    if (!arena) return 0;
    if (!ARENA_GUARD(arena)) {
        dm_error err = {0};
        Document *doc = arena_alloc(arena, sizeof *doc);
        doc->arena = arena;
        doc->source = source;
        doc->published = doc->updated = doc->dateline.value = STAMP_NONE;
        Str bytes = {(const char *)data, size};
        bool ok = size && data[0] == '#' ? html_fragment_read(bytes, fuzz_knowledge(), doc, &err)
                                         : html_read(&raw, bytes, fuzz_knowledge(), doc, &err);
        assert(ok || err.code == DM_NO_MEMORY);
        if (ok) {
            document_finish(doc);
            check_laws(doc);
        }
    }
    arena_free(arena);
    return 0;
}
