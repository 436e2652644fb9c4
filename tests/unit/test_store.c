/* Laws of the store: what goes in comes out, in an order that does not hang on the order of reading; nothing half-written, nothing twice. */
#include "base/json.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/schema.h"
#include "store/sketch.h"
#include "store/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static Knowledge *know;
static char folder[64];

static const char *path_of(const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void remove_store(const char *name) {
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s%s", path_of(name), ends[i]);
        unlink(path);
    }
}

static Store *open_store(const char *name, StoreMode mode) {
    dm_error err = {0};
    Store *store = store_open(path_of(name), mode, &err);
    if (!store) fail_msg("%s", err.message);
    return store;
}

static Store *fresh_store(const char *name) {
    remove_store(name);
    return open_store(name, STORE_WRITE);
}

/* ---- documents to keep ---- */

typedef struct {
    const char *source, *published, *title, *text;
} Made;

/* As an object of JSON Lines without an id, whose text is taken as it stands. */
static bool put_with(Store *store, const Made *m, bool *added, char id[SHA256_HEX], dm_error *err) {
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    Buf object = {0};
    Json j = {.out = &object};
    json_open(&j, '{');
    json_key(&j, "text");
    json_cstr(&j, m->text);
    json_key(&j, "title");
    json_cstr(&j, m->title);
    json_key(&j, "published");
    json_cstr(&j, m->published);
    json_close(&j, '}');
    bool ok = (arena && !object.failed) || error_set(err, DM_NO_MEMORY, 0, "no memory");
    RawDoc raw = {.source = (char *)m->source, .kind = INPUT_JSONL, .bytes = object.p, .size = object.n};
    IngestOptions options = {.in = INPUT_JSONL};
    Record *r = ok ? record_read(&raw, know, &options, arena, err) : NULL;
    ok = r != NULL;
    if (ok) {
        Buf json = {0};
        record_json(r, &json);
        if (id) memcpy(id, r->doc->id, SHA256_HEX);
        ok = json.failed ? error_set(err, DM_NO_MEMORY, 0, "no memory")
                         : store_put(store, r, (Str){json.p, json.n}, added, err);
        buf_free(&json);
    }
    buf_free(&object);
    arena_free(arena);
    return ok;
}

static bool put(Store *store, const Made *m, char id[SHA256_HEX]) {
    dm_error err = {0};
    bool added = false;
    if (!put_with(store, m, &added, id, &err)) fail_msg("%s: %s", m->source, err.message);
    return added;
}

static void commit(Store *store) {
    dm_error err = {0};
    if (!store_commit(store, &err)) fail_msg("%s", err.message);
}

static const Made made[] = {
    {"a/call.txt", "2025-01-23", "Readout of a call",
     "Foreign Minister Ana Silva spoke by telephone with Foreign Minister Per Holm on Thursday.\n\n"
     "\"Our commitment is ironclad,\" Silva said. The ministers agreed to meet in Lisbon in March."},
    {"a/visit.txt", "2025-02-01", "A visit",
     "Per Holm will visit Lisbon on March 3, 2025.\n\nThe two sides will sign a joint statement, he said."},
    {"b/undated.txt", NULL, NULL,
     "Nobody knows when this note was written, but it speaks of a rules-based international order."},
    {"b/old.txt", "2021-06-11", "Joint statement",
     "We affirm, with commas, \"quotes\" and more, the rules based\ninternational order."},
    {"c/again.txt", "2025-02-01", "A visit, once more",
     "Per Holm will visit Lisbon on March 3, 2025.\n\nThe two sides will sign a **joint** statement, he said."},
};
enum { MADE = sizeof made / sizeof *made };

static bool collect(void *ctx, Str bytes) {
    buf_str(ctx, bytes);
    return true;
}

/* Everything the store puts out, one after the other. */
static char *all_output(Store *store) {
    dm_error err = {0};
    Buf out = {0};
    StoreSink sink = {&out, collect};
    bool ok = store_export_jsonl(store, NULL, &sink, &err);
    for (int i = 0; ok && store_csv_tables[i]; i++)
        ok = store_export_csv(store, store_csv_tables[i], NULL, &sink, &err);
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    StoreHits hits;
    StoreGroups groups;
    ok = ok &&
         store_search(store, know, "rules-based international order", SEARCH_VARIANTS, NULL, 40, arena, &hits, &err);
    if (ok) store_search_json(&hits, &out);
    ok = ok && store_duplicates(store, true, arena, &groups, &err);
    if (ok) store_duplicates_json(&groups, &out);
    arena_free(arena);
    if (!ok) fail_msg("%s", err.message);
    return buf_cstr(&out);
}

/* ---- laws ---- */

static void a_record_comes_out_as_it_went_in(void **state) {
    (void)state;
    Store *store = fresh_store("in-out");
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    dm_error err = {0};
    for (int i = 0; i < MADE; i++) {
        RawDoc raw = {.source = (char *)made[i].source,
                      .kind = INPUT_TEXT,
                      .bytes = (char *)made[i].text,
                      .size = strlen(made[i].text)};
        IngestOptions options = {.in = INPUT_TEXT, .published = made[i].published};
        Record *r = record_read(&raw, know, &options, arena, &err);
        assert_non_null(r);
        Buf json = {0}, back = {0};
        record_json(r, &json);
        assert_true(store_put(store, r, (Str){json.p, json.n}, NULL, &err));
        assert_true(store_record(store, r->doc->id, &back, &err)); /* before the batch is closed, too */
        assert_int_equal(json.n, back.n);
        assert_memory_equal(json.p, back.p, back.n);
        buf_free(&json);
        buf_free(&back);
        arena_reset(arena);
    }
    arena_free(arena);
    store_close(store);
}

static void reading_again_changes_nothing(void **state) {
    (void)state;
    Store *store = fresh_store("again");
    char id[SHA256_HEX];
    for (int i = 0; i < MADE; i++) assert_true(put(store, &made[i], id));
    commit(store);
    char *before = all_output(store);
    for (int i = 0; i < MADE; i++) {
        assert_false(put(store, &made[i], id));
        assert_true(store_has(store, id, made[i].source));
    }
    commit(store);
    char *after = all_output(store);
    assert_string_equal(before, after);
    StoreCounts counts;
    dm_error err = {0};
    assert_true(store_counts(store, &counts, &err));
    assert_int_equal(counts.documents, MADE);
    assert_string_equal(counts.from, "2021-06-11");
    assert_false(store_has(store, "0000000000000000000000000000000000000000000000000000000000000000", "a"));
    mem_free(before);
    mem_free(after);
    store_close(store);
}

static void the_order_of_reading_does_not_show(void **state) {
    (void)state;
    static const int orders[][MADE] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 4, 0, 3, 1}};
    char *first = NULL;
    for (int o = 0; o < 3; o++) {
        Store *store = fresh_store("order");
        for (int i = 0; i < MADE; i++) {
            put(store, &made[orders[o][i]], NULL);
            if (i % 2) commit(store);
        }
        commit(store);
        char *out = all_output(store);
        if (first) {
            assert_string_equal(out, first);
            mem_free(out);
        } else {
            first = out;
        }
        store_close(store);
    }
    mem_free(first);
}

static bool join_source(void *ctx, const char *id, const char *source) {
    (void)id;
    buf_printf(ctx, "%s ", source);
    return true;
}

static void one_document_at_two_places(void **state) {
    (void)state;
    Made here = made[0], there = made[0];
    here.source = "m.txt";
    there.source = "d.txt";
    char *first = NULL;
    for (int o = 0; o < 2; o++) {
        Store *store = fresh_store("places");
        char id[SHA256_HEX];
        dm_error err = {0};
        assert_true(put(store, o ? &here : &there, id));
        commit(store);
        assert_int_equal(store_has(store, id, o ? "d.txt" : "m.txt"),
                         o ? 0 : 1); /* a source that comes first is read */
        if (o)
            assert_false(put(store, &there, id));
        else
            assert_true(store_put_source(store, id, "m.txt", &err));
        commit(store);
        assert_true(store_has(store, id, "d.txt"));
        assert_true(store_has(store, id, "m.txt"));
        Buf sources = {0};
        assert_true(store_sources(store, id, join_source, &sources, &err));
        assert_string_equal(buf_cstr(&sources), "d.txt m.txt ");
        buf_free(&sources);
        char *out = all_output(store);
        assert_non_null(strstr(out, "\"source\":\"d.txt\""));
        assert_null(strstr(out, "\"source\":\"m.txt\""));
        if (first) assert_string_equal(out, first);
        if (first)
            mem_free(out);
        else
            first = out;
        store_close(store);
    }
    mem_free(first);
}

static void what_was_not_committed_is_gone(void **state) {
    (void)state;
    Store *store = fresh_store("batch");
    put(store, &made[0], NULL);
    commit(store);
    char *before = all_output(store);
    put(store, &made[1], NULL);
    store_close(store);
    store = open_store("batch", STORE_READ);
    char *after = all_output(store);
    assert_string_equal(before, after);
    mem_free(before);
    mem_free(after);
    store_close(store);
}

static bool count_bad(void *ctx, const char *source, int code, const char *reason, const char *hash) {
    assert_int_equal(code, DM_DATA);
    assert_string_equal(reason, "broken");
    assert_string_equal(source, "bad\xEF\xBF\xBD.txt"); /* a path's bytes are made text */
    assert_null(hash);
    ++*(int *)ctx;
    return true;
}

static void a_bad_document_is_named_once(void **state) {
    (void)state;
    Store *store = fresh_store("bad");
    dm_error err = {0};
    for (int i = 0; i < 2; i++) assert_true(store_put_bad(store, "bad\xFF.txt", DM_DATA, "broken", NULL, &err));
    commit(store);
    int n = 0;
    assert_true(store_bad(store, count_bad, &n, &err));
    assert_int_equal(n, 1);
    Made well = made[0];
    well.source = "bad\xEF\xBF\xBD.txt";
    put(store, &well, NULL);
    commit(store);
    n = 0;
    assert_true(store_bad(store, count_bad, &n, &err));
    assert_int_equal(n, 0);
    store_close(store);
}

/* ---- opening ---- */

static void refused(const char *name, StoreMode mode, dm_code code, const char *says) {
    dm_error err = {0};
    Store *store = store_open(path_of(name), mode, &err);
    assert_null(store);
    assert_int_equal(err.code, code);
    if (!strstr(err.message, says)) fail_msg("\"%s\" does not say \"%s\"", err.message, says);
}

static void sql_on(const char *name, const char *sql) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path_of(name), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void what_is_no_store_is_refused(void **state) {
    (void)state;
    remove_store("x");
    refused("x", STORE_READ, DM_NO_INPUT, "no such store");
    refused("no/such/folder", STORE_WRITE, DM_IO, "cannot be opened");
    FILE *f = fopen(path_of("x"), "w");
    for (int i = 0; i < 100; i++) fputs("This is a letter and no database. ", f);
    fclose(f);
    refused("x", STORE_WRITE, DM_DATA, "no store");
    refused("x", STORE_READ, DM_DATA, "no store");
    remove_store("x");
    sql_on("x", "CREATE TABLE mine(a)");
    refused("x", STORE_WRITE, DM_DATA, "no store");
    remove_store("x");
    f = fopen(path_of("x"), "w");
    fclose(f);
    refused("x", STORE_READ, DM_DATA, "is empty");
    store_close(open_store("x", STORE_WRITE)); /* an empty file becomes a store */
    store_close(open_store("x", STORE_READ));
    sql_on("x", "PRAGMA user_version=99");
    refused("x", STORE_READ, DM_CONFIG, "newer");
    refused("x", STORE_WRITE, DM_CONFIG, "schema 99");
}

static void a_damaged_file_is_named_so(void **state) {
    (void)state;
    Store *store = fresh_store("hurt");
    for (int i = 0; i < MADE; i++) put(store, &made[i], NULL);
    commit(store);
    store_close(store);
    FILE *f = fopen(path_of("hurt"), "r+");
    fseek(f, 8192, SEEK_SET);
    for (int i = 0; i < 200 * 1024; i++) fputc(0xA5, f);
    fclose(f);
    dm_error err = {0};
    Buf out = {0};
    StoreSink sink = {&out, collect};
    store = store_open(path_of("hurt"), STORE_READ, &err);
    if (store) assert_false(store_export_jsonl(store, NULL, &sink, &err));
    assert_int_equal(err.code, DM_DATA);
    assert_non_null(strstr(err.message, "damaged"));
    buf_free(&out);
    store_close(store);
}

static void a_second_writer_waits_and_is_told(void **state) {
    (void)state;
    Store *one = fresh_store("busy"), *two = open_store("busy", STORE_WRITE);
    sqlite3_busy_timeout(two->db, 1);
    put(one, &made[0], NULL);
    dm_error err = {0};
    assert_false(put_with(two, &made[1], NULL, NULL, &err));
    assert_int_equal(err.code, DM_AGAIN);
    commit(one);
    put(two, &made[1], NULL); /* and goes on once it is free */
    commit(two);
    store_close(one);
    store_close(two);
}

static void a_full_disk_keeps_what_was_complete(void **state) {
    (void)state;
    Store *store = fresh_store("full");
    put(store, &made[0], NULL);
    commit(store);
    char *before = all_output(store);
    assert_int_equal(sqlite3_exec(store->db, "PRAGMA max_page_count=1", NULL, NULL, NULL),
                     SQLITE_OK); /* as many as there are */
    char *long_text = mem_alloc(200001);
    for (int i = 0; i < 200000; i++) long_text[i] = i % 7 == 6 ? ' ' : (char)('a' + (i * 31 + i / 7) % 26);
    long_text[200000] = '\0';
    Made much = {"long.txt", "2025-01-01", NULL, long_text};
    dm_error err = {0};
    bool ok = put_with(store, &much, NULL, NULL, &err) && store_commit(store, &err);
    assert_false(ok);
    assert_int_equal(err.code, DM_IO);
    assert_non_null(strstr(err.message, "full"));
    store_close(store);
    store = open_store("full", STORE_READ);
    char *after = all_output(store);
    assert_string_equal(before, after);
    mem_free(before);
    mem_free(after);
    mem_free(long_text);
    store_close(store);
}

/* ---- upgrade ---- */

static int version_of(const char *name) {
    sqlite3 *db;
    SchemaState s;
    int version = -1;
    assert_int_equal(sqlite3_open(path_of(name), &db), SQLITE_OK);
    assert_int_equal(schema_look(db, 1, &s, &version), SQLITE_OK);
    sqlite3_close(db);
    return version;
}

static void an_older_schema_is_brought_up_to_date(void **state) {
    (void)state;
    Store *store = fresh_store("older");
    put(store, &made[0], NULL);
    commit(store);
    char *before = all_output(store);
    store_close(store);
    const char *const good[] = {"CREATE TABLE added(a)", "INSERT INTO added SELECT id FROM documents", NULL};
    const char *const wrong[] = {"CREATE TABLE added(a)", "INSERT INTO no_such_table VALUES(1)", NULL};
    SchemaStep steps[] = {schema_steps[0], {2, wrong}};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path_of("older"), &db), SQLITE_OK);
    assert_int_not_equal(schema_upgrade(db, steps, 2), SQLITE_OK); /* all or none */
    assert_int_not_equal(sqlite3_exec(db, "SELECT * FROM added", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(version_of("older"), 1);
    steps[1].sql = good;
    for (int i = 0; i < 2; i++)
        assert_int_equal(schema_upgrade(db, steps, 2), SQLITE_OK); /* the second finds nothing to do */
    assert_int_equal(sqlite3_exec(db, "SELECT * FROM added", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(version_of("older"), 2);
    assert_int_equal(sqlite3_exec(db, "DROP TABLE added; PRAGMA user_version=1", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    store = open_store("older", STORE_READ);
    char *after = all_output(store);
    assert_string_equal(before, after);
    mem_free(before);
    mem_free(after);
    store_close(store);
}

/* ---- look-up ---- */

static bool note_doc(void *ctx, const StoreDoc *doc) {
    buf_printf(ctx, "%u %s\n", doc->number, doc->source);
    return true;
}

static void lists_are_by_date_and_can_be_narrowed(void **state) {
    (void)state;
    Store *store = fresh_store("list");
    for (int i = 0; i < MADE; i++) put(store, &made[i], NULL);
    commit(store);
    dm_error err = {0};
    Buf out = {0};
    assert_true(store_list(store, NULL, note_doc, &out, &err));
    const char *listed = buf_cstr(&out);
    assert_true(strstr(listed, "1 b/old.txt") == listed);
    assert_non_null(strstr(listed, "2 a/call.txt"));
    assert_non_null(strstr(listed, "5 b/undated.txt"));
    out.n = 0;
    assert_true(store_list(store, &(StoreFilter){.from = "2021", .to = "2025-01"}, note_doc, &out, &err));
    assert_string_equal(buf_cstr(&out), "1 b/old.txt\n2 a/call.txt\n");
    out.n = 0;
    assert_true(store_list(store, &(StoreFilter){.source = "b/", .kind = ""}, note_doc, &out, &err));
    assert_string_equal(buf_cstr(&out), "1 b/old.txt\n5 b/undated.txt\n");
    buf_free(&out);
    store_close(store);
}

static void a_document_is_found_by_what_is_typed(void **state) {
    (void)state;
    Store *store = fresh_store("find");
    char id[SHA256_HEX], got[SHA256_HEX], prefix[16];
    for (int i = 0; i < MADE; i++) put(store, &made[i], NULL);
    Made other = {"z/call.txt", "2024-01-01", NULL, "Another call."};
    put(store, &other, id);
    commit(store);
    dm_error err = {0};
    snprintf(prefix, sizeof prefix, "%.10s", id);
    for (char *p = prefix; *p; p++) *p = (char)(*p >= 'a' && *p <= 'f' ? *p - 32 : *p);
    const char *const ways[] = {id, prefix, "z/call.txt", "2"};
    for (int i = 0; i < 4; i++) {
        if (!store_find(store, ways[i], got, &err)) fail_msg("%s", err.message);
        assert_string_equal(got, id);
    }
    assert_true(store_find(store, "old.txt", got, &err));
    assert_false(store_find(store, "call.txt", got, &err));
    assert_int_equal(err.code, DM_USAGE);
    assert_non_null(strstr(err.message, "a/call.txt"));
    assert_non_null(strstr(err.message, "z/call.txt"));
    static const char *const nothing[] = {"99", "all.txt", "ffffffffff", "", "%", "_/call.txt"};
    for (int i = 0; i < 6; i++) {
        assert_false(store_find(store, nothing[i], got, &err));
        assert_int_equal(err.code, DM_NO_INPUT);
    }
    store_close(store);
}

/* ---- search ---- */

/* Past ingest, which has its own mind about where a paragraph ends. */
static void put_plain(Store *store, const char *text) {
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (ARENA_GUARD(arena)) fail();
    Document doc = {.arena = arena,
                    .source = "plain",
                    .published = STAMP_NONE,
                    .updated = STAMP_NONE,
                    .dateline.value = STAMP_NONE};
    Analysis words = {0};
    document_plain(&doc, str_of(text));
    assert_true(sha256_hex(doc.text, doc.length, doc.id));
    analysis_read(&doc, know, &words);
    Record r = {.doc = &doc, .words = &words, .know = know, .arena = arena, .reference = STAMP_NONE};
    Buf json = {.arena = arena};
    record_json(&r, &json);
    dm_error err = {0};
    if (!store_put(store, &r, (Str){json.p, json.n}, NULL, &err)) fail_msg("%s", err.message);
    arena_free(arena);
}

static uint32_t uses(Store *store, const char *phrase, SearchMatch match) {
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    StoreHits hits;
    dm_error err = {0};
    if (!store_search(store, know, phrase, match, NULL, SEARCH_CONTEXT, arena, &hits, &err))
        fail_msg("%s", err.message);
    uint32_t n = hits.uses;
    for (uint32_t i = 0; i < hits.hits.n; i++) {
        for (uint32_t k = 0; k < hits.hits.at[i].uses.n; k++) {
            const StoreUse *u = &hits.hits.at[i].uses.at[k];
            assert_true(u->in_context.begin < u->in_context.end && u->in_context.end <= u->context.n);
        }
    }
    arena_free(arena);
    return n;
}

static void search_takes_the_words_as_they_are_meant(void **state) {
    (void)state;
    static const struct {
        const char *phrase, *text;
        int strict, variants;
    } cases[] = {
        {"solemn pledge", "They gave a solemn\npledge.", 1, 1},
        {"solemn pledge", "A solemn\xC2\xA0pledge, SOLEMN PLEDGE, *solemn* pledge, solemn\\ pledge.", 4, 4},
        {"solemn pledge", "Solemn pledges and unsolemn pledge.", 0, 0},
        {"solemn pledge", "It was solemn.\n\nPledge we must.", 0, 0},
        {"solemn pledge", "It was solemn. Pledge we must.", 0, 0},
        {"solemn pledge", "A solemn, pledge", 0, 1},
        {"solemn, pledge", "A solemn pledge", 0, 1},
        {"solemn-pledge", "A solemn\xE2\x80\x91pledge and a solemn-\npledge", 2, 2},
        {"open-door policy", "The open door policy, the open-door policy.", 1, 2},
        {"open door policy", "The open-door policy.", 0, 1},
        {"steadfast friend", "A stead-fast friend, a stead fast friend.", 0, 2},
        {"stead-fast friend", "A steadfast friend.", 0, 1},
        {"nowhere near", "It is now here near the sea.", 0, 0},
        {"nowhere near", "It is now-here near the sea.", 0, 1},
        {"joint defence", "The joint defense.", 0, 1},
        {"demilitarization of the area", "The demilitarisation, and de-militarisation of the area.", 0, 1},
        {"labour market", "The labor market and its labour-market.", 0, 2},
        {"the people's will", "the people\xE2\x80\x99s will", 1, 1},
        {"U.S. forces", "U.S. forces and US forces.", 1, 2},
        {"US forces", "U.S. forces and US forces.", 1, 2},
        {"Turkiye agreed", "T\xC3\xBCrkiye agreed.", 0, 1},
        {"T\xC3\xBCrkiye agreed", "T\xC3\x9CRKIYE agreed.", 1, 1},
        {"\xED\x95\x9C\xEB\xAF\xB8", "\xED\x95\x9C\xEB\xAF\xB8 \xEB\x8F\x99\xEB\xA7\xB9", 1, 1},
        {"so\xC2\xADlemn", "a solemn one, and a so\xC2\xADlemn one", 2, 2},
        {"a a b", "a a a b", 1, 1},
        {"pledge", "pledge pledge", 2, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Store *store = fresh_store("search");
        put_plain(store, cases[i].text);
        commit(store);
        uint32_t strict = uses(store, cases[i].phrase, SEARCH_STRICT),
                 variants = uses(store, cases[i].phrase, SEARCH_VARIANTS);
        if ((int)strict != cases[i].strict || (int)variants != cases[i].variants)
            fail_msg("\"%s\" in \"%s\": strict %u, variants %u", cases[i].phrase, cases[i].text, strict, variants);
        store_close(store);
    }
}

static void no_phrase_breaks_the_search(void **state) {
    (void)state;
    static const char *const odd[] = {"\"",    "\"a\" OR b", "title : x", "a*",  "NEAR(a b)", "^a",
                                      "{a b}", "a AND",      "-",         "--x", "a'b\"c;"};
    Store *store = fresh_store("odd");
    put(store, &made[0], NULL);
    commit(store);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
        for (int m = 0; m < 2; m++) {
            StoreHits hits;
            dm_error err = {0};
            bool ok = store_search(store, know, odd[i], (SearchMatch)m, NULL, 10, arena, &hits, &err);
            if (!ok) assert_int_equal(err.code, DM_USAGE);
        }
        arena_free(arena);
    }
    store_close(store);
}

/* ---- duplicates ---- */

static void same_and_near_texts_are_grouped(void **state) {
    (void)state;
    char text[4][4096];
    for (int t = 0; t < 4; t++) {
        size_t n = 0;
        for (int i = 0; i < 300; i++) {
            int word = t == 3 ? i * 7 + 1 : t == 2 && i == 150 ? 9999 : i; /* 2 differs by a word, 3 throughout */
            n += (size_t)snprintf(text[t] + n, sizeof text[t] - n, "w%d%c", word * 37 % 1009,
                                  t == 1 && i % 9 == 0 ? '\n' : ' ');
        }
    }
    static const char *const names[] = {"d0", "d1", "d2", "d3"};
    Store *store = fresh_store("same");
    for (int t = 3; t >= 0; t--) put(store, &(Made){names[t], "2025-01-01", NULL, text[t]}, NULL);
    put(store, &(Made){"short1", "2025-01-01", NULL, "Thank you."}, NULL);
    put(store, &(Made){"short2", "2025-01-01", NULL, "Thank  you."}, NULL);
    commit(store);
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    StoreGroups groups;
    dm_error err = {0};
    assert_true(store_duplicates(store, true, arena, &groups, &err));
    assert_int_equal(groups.n, 2);
    assert_int_equal(groups.at[0].sameness, SAME_TEXT);
    assert_int_equal(groups.at[0].docs.n, 2);
    assert_int_equal(groups.at[1].sameness, NEAR_TEXT);
    assert_int_equal(groups.at[1].docs.n, 2);
    assert_true(groups.at[1].share > NEAR_SHARE && groups.at[1].share < 1);
    arena_free(arena);
    store_close(store);
}

/* What is set differently is the same text; what reads differently, by one sign, is not. */
static void same_text_is_what_is_seen(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool same;
    } others[] = {{"The  ministers agreed on $5 million,\n\xC2\xA0"
                   "as they said in \"Port Aro\" - twice, and parted.",
                   true},
                  {"The ministers agreed on $5 million, as they said in \xE2\x80\x9CPort Aro\xE2\x80\x9D \xE2\x80\x93 "
                   "twice, and par\xC2\xADted.",
                   true},
                  {"THE MINISTERS agreed on $5 million, as they said in \"Port Aro\" - twice, and parted.", true},
                  {"The ministers agreed on 5% million, as they said in \"Port Aro\" - twice, and parted.", false},
                  {"The ministers agreed on $5 million as they said in \"Port Aro\" - twice, and parted.", false},
                  {"The ministers agreed on $5 million, as they said in Port Aro - twice, and parted.", false},
                  {"The ministers agreed on $5 million, as they said in \"Port Aro\" - twice, and parted", false},
                  {"The ministers agreed on \xE2\x82\xAC"
                   "5 million, as they said in \"Port Aro\" - twice, and parted.",
                   false}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        Store *store = fresh_store("seen");
        put(store,
            &(Made){"first", "2025-01-01", NULL,
                    "The ministers agreed on $5 million, as they said in \"Port Aro\" - twice, and parted."},
            NULL);
        put(store, &(Made){"other", "2025-01-02", NULL, others[i].text}, NULL);
        commit(store);
        Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
        StoreGroups groups;
        dm_error err = {0};
        assert_true(store_duplicates(store, false, arena, &groups, &err));
        assert_int_equal(groups.n, others[i].same ? 1 : 0);
        arena_free(arena);
        store_close(store);
    }
}

static void a_sketch_tells_the_share(void **state) {
    (void)state;
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (ARENA_GUARD(arena)) fail();
    for (int common = 0; common <= 10; common += 2) {
        Buf a = {.arena = arena}, b = {.arena = arena};
        for (int i = 0; i < 5000; i++) {
            buf_printf(&a, "a%d ", i);
            buf_printf(&b, i < common * 500 ? "a%d " : "b%d ", i);
        }
        Sketch x, y;
        assert_true(sketch_of((Str){a.p, a.n}, &x) && sketch_of((Str){b.p, b.n}, &y));
        Shingles p = shingles_of((Str){a.p, a.n}, arena), q = shingles_of((Str){b.p, b.n}, arena);
        double off = shingles_share(&p, &q) - sketch_share(&x, &y);
        assert_true(off < .15 && off > -.15);
    }
    arena_free(arena);
}

/* ---- check ---- */

static bool count_fault(void *ctx, const char *fault) {
    (void)fault;
    ++*(int *)ctx;
    return true;
}

static void a_check_finds_what_is_wrong(void **state) {
    (void)state;
    Store *store = fresh_store("check");
    int n = 0;
    dm_error err = {0};
    for (int i = 0; i < MADE; i++) put(store, &made[i], NULL);
    assert_true(store_put_bad(store, "bad.txt", DM_DATA, "broken", NULL, &err));
    commit(store);
    if (!store_check(store, count_fault, &n, &err)) fail_msg("%s", err.message);
    assert_int_equal(n, 0);
    store_close(store);
    sql_on("check",
           "INSERT INTO times SELECT doc, 900, 5, 100000, 'DATE', NULL, NULL, NULL, NULL, 77, 0 FROM documents LIMIT 1;"
           "UPDATE texts SET record = x'00' WHERE doc = 1");
    store = open_store("check", STORE_READ);
    assert_true(store_check(store, count_fault, &n, &err));
    assert_int_equal(n, 3); /* a span, a reference, a record */
    store_close(store);
}

/* ---- memory ---- */

static bool use_all(dm_error *err) {
    Store *store = store_open(path_of("memory"), STORE_WRITE, err);
    bool ok = store != NULL;
    for (int i = 0; ok && i < 2; i++) ok = put_with(store, &made[i], NULL, NULL, err);
    ok = ok && store_commit(store, err);
    Buf out = {0};
    StoreSink sink = {&out, collect};
    Arena *arena = ok ? arena_new(ARENA_DEFAULT_LIMIT) : NULL;
    StoreHits hits;
    StoreGroups groups;
    if (ok && !arena) ok = error_set(err, DM_NO_MEMORY, 0, "no memory");
    ok = ok && store_search(store, know, "joint statement", SEARCH_VARIANTS, NULL, 40, arena, &hits, err) &&
         store_duplicates(store, true, arena, &groups, err) && store_export_jsonl(store, NULL, &sink, err) &&
         store_export_csv(store, "events", NULL, &sink, err);
    arena_free(arena);
    buf_free(&out);
    store_close(store);
    return ok;
}

/* Only fault builds make an allocation fail; elsewhere this is one plain run. */
static void any_allocation_may_fail(void **state) {
    (void)state;
    remove_store("memory");
    dm_error err = {0};
    if (!use_all(&err)) fail_msg("%s", err.message);
    Store *store = open_store("memory", STORE_READ);
    char *whole = all_output(store);
    store_close(store);
    for (long n = 1;; n += n < 200 ? 1 : 1 + n / 97) {
        remove_store("memory");
        long before = mem_outstanding();
        err = (dm_error){0};
        mem_fail_at(n);
        bool ok = use_all(&err);
        bool through = mem_count() < n;
        mem_fail_at(0);
        if (!ok && err.code != DM_NO_MEMORY) fail_msg("allocation %ld: code %d, %s", n, (int)err.code, err.message);
        if (mem_outstanding() != before) fail_msg("allocation %ld: %ld pieces left", n, mem_outstanding() - before);
        err = (dm_error){0};
        if (!use_all(&err)) fail_msg("after allocation %ld: %s", n, err.message);
        store = open_store("memory", STORE_READ);
        char *again = all_output(store);
        assert_string_equal(again, whole);
        mem_free(again);
        store_close(store);
        if (through) break;
    }
    mem_free(whole);
}

int main(void) {
    dm_error err = {0};
    snprintf(folder, sizeof folder, "/tmp/demarche-store-XXXXXX");
    know = know_load(NULL, &err);
    if (!know || !mkdtemp(folder)) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_comes_out_as_it_went_in),
        cmocka_unit_test(reading_again_changes_nothing),
        cmocka_unit_test(the_order_of_reading_does_not_show),
        cmocka_unit_test(one_document_at_two_places),
        cmocka_unit_test(what_was_not_committed_is_gone),
        cmocka_unit_test(a_bad_document_is_named_once),
        cmocka_unit_test(what_is_no_store_is_refused),
        cmocka_unit_test(a_damaged_file_is_named_so),
        cmocka_unit_test(a_second_writer_waits_and_is_told),
        cmocka_unit_test(a_full_disk_keeps_what_was_complete),
        cmocka_unit_test(an_older_schema_is_brought_up_to_date),
        cmocka_unit_test(lists_are_by_date_and_can_be_narrowed),
        cmocka_unit_test(a_document_is_found_by_what_is_typed),
        cmocka_unit_test(search_takes_the_words_as_they_are_meant),
        cmocka_unit_test(no_phrase_breaks_the_search),
        cmocka_unit_test(same_and_near_texts_are_grouped),
        cmocka_unit_test(same_text_is_what_is_seen),
        cmocka_unit_test(a_sketch_tells_the_share),
        cmocka_unit_test(a_check_finds_what_is_wrong),
        cmocka_unit_test(any_allocation_may_fail),
    };
    int bad = cmocka_run_group_tests(tests, NULL, NULL);
    static const char *const names[] = {"in-out", "again", "order", "places", "batch", "bad",  "x",
                                        "hurt",   "busy",  "full",  "older",  "list",  "find", "search",
                                        "odd",    "same",  "seen",  "check",  "memory"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) remove_store(names[i]);
    rmdir(folder);
    know_free(know);
    return bad;
}
