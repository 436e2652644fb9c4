/* One raw document to a Document, by its kind. */
#include "ingest/ingest.h"
#include "base/mem.h"
#include <jansson.h>

void raw_free(RawDoc *raw) {
    if (!raw) return;
    char *all[] = {raw->source, raw->bytes, raw->charset, raw->title, raw->published, raw->updated, raw->author, raw->outlet, raw->url, raw->lang};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) mem_free(all[i]);
    mem_free(raw);
}

static void read_paragraphs(Document *doc, Str text) {
    while (text.n) {
        size_t i = 0;
        while (i + 1 < text.n && !(text.p[i] == '\n' && text.p[i + 1] == '\n')) i++;
        if (i + 1 >= text.n) i = text.n;
        document_block(doc, BLOCK_BODY, (Str){text.p, i});
        while (i < text.n && text.p[i] == '\n') i++;
        text = (Str){text.p + i, text.n - i};
    }
}

static void unref(void *json) { json_decref(json); }

static bool read_json(const RawDoc *raw, Document *doc, dm_error *err) {
    json_error_t e;
    json_t *o = json_loadb(raw->bytes, raw->size, JSON_REJECT_DUPLICATES, &e);
    if (!json_is_object(o)) {
        json_decref(o);
        return error_set(err, DM_DATA, 0, "%s: no JSON object: %s", raw->source, e.text);
    }
    arena_defer(doc->arena, unref, o);
    const char *id = json_string_value(json_object_get(o, "id")), *text = json_string_value(json_object_get(o, "text"));
    const char *title = json_string_value(json_object_get(o, "title")), *published = json_string_value(json_object_get(o, "published"));
    if (id) doc->source = arena_copy(doc->arena, id, strlen(id));
    if (title) doc->title = title;
    if (published && stamp_parse_iso(published, (int)strlen(published), &doc->published)) doc->published_from = PUBLISHED_META;
    if (text) read_paragraphs(doc, str_of(text));
    return true;
}

bool ingest_document(const RawDoc *raw, const Knowledge *know, const IngestOptions *options, Document *doc, dm_error *err) {
    (void)know;
    (void)options;
    doc->source = arena_copy(doc->arena, raw->source, strlen(raw->source));
    if (!sha256_hex(raw->bytes, raw->size, doc->id)) return error_set(err, DM_NO_MEMORY, 0, "%s: no memory", raw->source);
    if (raw->kind == INPUT_JSONL) {
        if (!read_json(raw, doc, err)) return false;
    } else {
        read_paragraphs(doc, (Str){raw->bytes, raw->size});
    }
    document_finish(doc);
    return true;
}
