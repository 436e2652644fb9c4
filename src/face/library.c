/* The functions of include/demarche.h. */
#include "base/mem.h"
#include "demarche.h"
#include "record/record.h"

struct dm_engine {
    Knowledge *know;
};
struct dm_record {
    Arena *arena;
    Record *record;
    Buf json; /* in the arena */
};

dm_engine *dm_engine_new(const char *knowledge_dir, dm_error *err) {
    dm_engine *engine = mem_zalloc(sizeof *engine);
    if (!engine) {
        error_set(err, DM_NO_MEMORY, 0, "out of memory");
        return NULL;
    }
    engine->know = know_load(knowledge_dir, err);
    if (engine->know) return engine;
    mem_free(engine);
    return NULL;
}

void dm_engine_free(dm_engine *engine) {
    if (!engine) return;
    know_free(engine->know);
    mem_free(engine);
}

static bool copy_string(const char *s, char **out) {
    *out = s ? mem_strdup(s) : NULL;
    return !s || *out;
}

static RawDoc *raw_make(const void *bytes, size_t size, const dm_options *o) {
    static const InputKind kinds[] = {INPUT_AUTO, INPUT_TEXT, INPUT_MARKDOWN, INPUT_HTML, INPUT_JSONL};
    RawDoc *raw = mem_zalloc(sizeof *raw);
    if (!raw) return NULL;
    raw->kind = (unsigned)o->input < sizeof kinds / sizeof *kinds ? kinds[o->input] : INPUT_AUTO;
    raw->bytes = mem_alloc(size + 1);
    raw->size = size;
    if (raw->bytes && copy_string(o->source ? o->source : "-", &raw->source) && copy_string(o->title, &raw->title)) {
        if (size) memcpy(raw->bytes, bytes, size);
        raw->bytes[size] = '\0';
        return raw;
    }
    raw_free(raw);
    return NULL;
}

/* The one guarded stretch of a call: everything that the record holds is made here. */
static bool fill(dm_record *out, const RawDoc *raw, const Knowledge *know, const dm_options *o, dm_error *err) {
    IngestOptions ingest = {.published = o->published};
    out->record = record_read(raw, know, &ingest, out->arena, err);
    if (!out->record) return false;
    if (ARENA_GUARD(out->arena))
        return error_set(err, DM_NO_MEMORY, 0, "%s: memory ran out while writing its record", raw->source);
    out->json.arena = out->arena;
    record_json(out->record, &out->json);
    return buf_cstr(&out->json) != NULL;
}

dm_record *dm_record_read(const dm_engine *engine, const void *bytes, size_t size, const dm_options *options,
                          dm_error *err) {
    dm_options o = options ? *options : (dm_options){.input = DM_INPUT_AUTO};
    dm_error ignored;
    dm_record *record = mem_zalloc(sizeof *record);
    RawDoc *raw = raw_make(bytes, size, &o);
    if (record) record->arena = arena_new(o.memory ? o.memory : ARENA_DEFAULT_LIMIT);
    bool ok = false;
    if (!raw || !record || !record->arena)
        error_set(err, DM_NO_MEMORY, 0, "out of memory");
    else
        ok = fill(record, raw, engine->know, &o, err ? err : &ignored);
    raw_free(raw);
    if (ok) return record;
    dm_record_free(record);
    return NULL;
}

void dm_record_free(dm_record *record) {
    if (!record) return;
    arena_free(record->arena);
    mem_free(record);
}

const char *dm_record_text(const dm_record *record, size_t *size) {
    if (size) *size = record->record->doc->length;
    return record->record->doc->text;
}

const char *dm_record_json(const dm_record *record, size_t *size) {
    if (size) *size = record->json.n;
    return record->json.p;
}

static bool item_span(const Record *r, dm_list list, size_t i, Span *span) {
    switch (list) {
    case DM_SENTENCES:
        if (i >= r->words->sentences.n) return false;
        *span = tokens_span(r->words, r->words->sentences.at[i].first, r->words->sentences.at[i].last);
        return true;
#define ITEM(LIST, list, place)                                                                                        \
    case LIST:                                                                                                         \
        if (i >= r->list.n) return false;                                                                              \
        *span = (place);                                                                                               \
        return true
        ITEM(DM_TIMES, times, r->times.at[i].span);
        ITEM(DM_ACTORS, actors, r->actors.at[i].mentions.n ? r->actors.at[i].mentions.at[0].span : ((Span){0, 0}));
        ITEM(DM_STATEMENTS, statements, r->statements.at[i].span);
        ITEM(DM_EVENTS, events, r->events.at[i].span);
        ITEM(DM_FORMULAS, formulas, r->formulas.at[i].span);
        ITEM(DM_COMMITMENTS, commitments, r->commitments.at[i].span);
#undef ITEM
    }
    return false;
}

size_t dm_record_count(const dm_record *record, dm_list list) {
    const Record *r = record->record;
    switch (list) {
    case DM_SENTENCES: return r->words->sentences.n;
    case DM_TIMES: return r->times.n;
    case DM_ACTORS: return r->actors.n;
    case DM_STATEMENTS: return r->statements.n;
    case DM_EVENTS: return r->events.n;
    case DM_FORMULAS: return r->formulas.n;
    case DM_COMMITMENTS: return r->commitments.n;
    }
    return 0;
}

bool dm_record_item(dm_record *record, dm_list list, size_t i, dm_item *out) {
    static const RecordList lists[] = {RECORD_TIMES,  RECORD_TIMES,    RECORD_ACTORS,     RECORD_STATEMENTS,
                                       RECORD_EVENTS, RECORD_FORMULAS, RECORD_COMMITMENTS};
    Span span;
    *out = (dm_item){.json = NULL};
    if (!item_span(record->record, list, i, &span)) return false;
    if (ARENA_GUARD(record->arena)) return false;
    out->span = (dm_span){span.begin, span.end};
    if (list == DM_SENTENCES) return true;
    Buf json = {.arena = record->arena};
    record_item_json(record->record, lists[list], (uint32_t)i, &json);
    out->json = buf_cstr(&json);
    return true;
}

size_t dm_record_tokens(const dm_record *record) {
    return record->record->words->tokens.n;
}

bool dm_record_token(const dm_record *record, size_t i, dm_token *out) {
    const Analysis *a = record->record->words;
    if (i >= a->tokens.n) return false;
    out->span = (dm_span){a->tokens.at[i].begin, a->tokens.at[i].end};
    out->space_before = (a->tokens.at[i].flags & TOKEN_SPACE_BEFORE) != 0;
    return true;
}
