/* Any phrase in any text: the first line is the phrase, the rest the text. Laws: matches lie in order within the text; whatever the text
 * holds the index finds, strictly or with variants; what stands there strictly stands there with variants. */
#include "base/utf8.h"
#include "know/knowledge.h"
#include "store/wording.h"
#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>

enum { FUZZ_TEXT = 1 << 16 };

static sqlite3 *db;
static Knowledge *know;

static void must(int rc) {
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) abort();
}

static void set_up(void) {
    dm_error err = {0};
    if (db) return;
    know = know_load(NULL, &err);
    assert(know);
    must(sqlite3_open(":memory:", &db));
    must(sqlite3_exec(db,
                      "CREATE VIRTUAL TABLE words USING fts5(title, text, content='', columnsize=0, tokenize='ascii')",
                      NULL, NULL, NULL));
}

static bool any_word(void *ctx, Str word) {
    (void)ctx;
    return word.n > 0;
}

static void change(const char *sql, const Buf *stream) {
    sqlite3_stmt *stmt;
    must(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL));
    must(sqlite3_bind_text64(stmt, 1, stream->p ? stream->p : "", stream->n, SQLITE_STATIC, SQLITE_UTF8));
    must(sqlite3_step(stmt));
    must(sqlite3_finalize(stmt));
}

static bool index_has(const Buf *query) {
    sqlite3_stmt *stmt;
    must(sqlite3_prepare_v2(db, "SELECT rowid FROM words WHERE words MATCH ?1", -1, &stmt, NULL));
    must(sqlite3_bind_text64(stmt, 1, query->p, query->n, SQLITE_STATIC, SQLITE_UTF8));
    int rc = sqlite3_step(stmt);
    must(rc);
    must(sqlite3_finalize(stmt));
    return rc == SQLITE_ROW;
}

static uint32_t count(const Sought *sought, Str text) {
    WordScan scan = {text.p, text.p, text.p + text.n};
    Span match;
    uint32_t n = 0, last = 0;
    while (wording_next(sought, &scan, &match)) {
        assert(match.begin >= last && match.begin < match.end && match.end <= text.n);
        last = match.end;
        n++;
    }
    return n;
}

static void search(const char *phrase, Str text, const Buf *stream, Arena *arena) {
    uint32_t found[2] = {0, 0};
    change("INSERT INTO words(rowid, title, text) VALUES(1, '', ?1)", stream);
    for (int match = SEARCH_STRICT; match <= SEARCH_VARIANTS; match++) {
        Sought sought;
        dm_error err = {0};
        if (!wording_read(phrase, (SearchMatch)match, &know->variants, any_word, NULL, arena, &sought, &err)) {
            assert(err.code == DM_USAGE);
            break;
        }
        Buf query = {.arena = arena};
        wording_query(&sought, &query);
        bool indexed = index_has(&query);
        found[match] = count(&sought, text);
        assert(!found[match] || indexed);
    }
    assert(!found[SEARCH_STRICT] || found[SEARCH_VARIANTS]);
    change("INSERT INTO words(words, rowid, title, text) VALUES('delete', 1, '', ?1)", stream);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    set_up();
    if (size > FUZZ_TEXT) size = FUZZ_TEXT;
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (!arena || ARENA_GUARD(arena)) abort();
    Buf clean = {.arena = arena};
    utf8_clean((Str){(const char *)data, size}, &clean);
    char *text = buf_cstr(&clean), *line = memchr(text, '\n', clean.n);
    if (line) {
        *line++ = '\0';
        Str rest = {line, clean.n - (size_t)(line - text)};
        Buf stream = {.arena = arena};
        words_stream(rest, &stream);
        search(text, rest, &stream, arena);
    }
    arena_free(arena);
    return 0;
}
