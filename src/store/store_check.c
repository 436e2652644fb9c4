/* Looks a whole store through for what must never be. */
#include "base/utf8.h"
#include "store/inner.h"

typedef struct {
    Store *store;
    StoreEachFault *each;
    void *ctx;
    dm_error *err;
    bool stopped;
} Check;

/* Each gives one row a fault: the document's id, and what is wrong. */
#define SPAN_BAD(table, begin, end)                                                                                    \
    "SELECT d.id, '" table " ' || x.n || ': span " begin " beyond the text' FROM " table                               \
    " x JOIN documents d ON d.doc = x.doc"                                                                             \
    " JOIN texts t ON t.doc = x.doc WHERE x." begin " IS NOT NULL AND (x." begin " < 0 OR x." end " <= x." begin       \
    " OR x." end " > length(CAST(t.text AS BLOB)))"
#define REF_BAD(table, column, to)                                                                                     \
    "SELECT d.id, '" table " ' || x.n || ': " column " refers to no " to "' FROM " table                               \
    " x JOIN documents d ON d.doc = x.doc"                                                                             \
    " WHERE x." column " IS NOT NULL AND NOT EXISTS(SELECT 1 FROM " to " y WHERE y.doc = x.doc AND y.n = x." column    \
    ")"

static const char *const questions[] = {
    "SELECT 'file', integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    SPAN_BAD("blocks", "span_begin", "span_end"),
    SPAN_BAD("times", "span_begin", "span_end"),
    SPAN_BAD("mentions", "span_begin", "span_end"),
    SPAN_BAD("statements", "span_begin", "span_end"),
    SPAN_BAD("events", "span_begin", "span_end"),
    SPAN_BAD("formulas", "span_begin", "span_end"),
    SPAN_BAD("commitments", "span_begin", "span_end"),
    SPAN_BAD("roles", "span_begin", "span_end"),
    SPAN_BAD("spans", "span_begin", "span_end"),
    SPAN_BAD("notes", "span_begin", "span_end"),
    REF_BAD("times", "anchor", "times"),
    REF_BAD("statements", "time", "times"),
    REF_BAD("events", "time", "times"),
    REF_BAD("events", "statement", "statements"),
    REF_BAD("formulas", "occasion", "events"),
    REF_BAD("commitments", "event", "events"),
    REF_BAD("roles", "actor", "actors"),
    ("SELECT d.id, 'mentions of actor ' || x.actor || ', which is not there' FROM mentions x JOIN documents d ON d.doc "
     "= x.doc"
     " WHERE NOT EXISTS(SELECT 1 FROM actors y WHERE y.doc = x.doc AND y.n = x.actor)"),
    "SELECT d.id, 'no text' FROM documents d WHERE NOT EXISTS(SELECT 1 FROM texts t WHERE t.doc = d.doc)",
    "SELECT d.id, 'no source' FROM documents d WHERE NOT EXISTS(SELECT 1 FROM sources s WHERE s.doc = d.doc AND "
    "s.source = d.source)",
    "SELECT 'text ' || t.doc, 'without a document' FROM texts t WHERE NOT EXISTS(SELECT 1 FROM documents d WHERE d.doc "
    "= t.doc)",
};

static void tell(Check *c, const char *where, const char *what) {
    char line[512];
    sqlite3_snprintf(sizeof line, line, "%s: %s", where ? where : "?", what ? what : "?");
    if (!c->each(c->ctx, line)) c->stopped = true;
}

static bool ask(Check *c, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(c->store->db, sql, -1, &stmt, NULL);
    while (rc == SQLITE_OK && !c->stopped && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        tell(c, (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1));
        rc = SQLITE_OK;
    }
    return store_finish(c->store, stmt, rc, c->err);
}

/* Every record can be unpacked, and its text is clean. */
static bool unpack_all(Check *c) {
    sqlite3_stmt *stmt = NULL;
    Buf line = {0};
    int rc = sqlite3_prepare_v2(c->store->db, "SELECT doc, id FROM documents ORDER BY id", -1, &stmt, NULL);
    while (rc == SQLITE_OK && !c->stopped && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        dm_error err = {0};
        line.n = 0;
        if (!store_unpack(c->store, sqlite3_column_int64(stmt, 0), &line, &err))
            tell(c, (const char *)sqlite3_column_text(stmt, 1), err.message);
        else if (memchr(line.p, '\0', line.n) || !utf8_valid((Str){line.p, line.n}))
            tell(c, (const char *)sqlite3_column_text(stmt, 1), "its record is not clean UTF-8");
        rc = SQLITE_OK;
    }
    buf_free(&line);
    return store_finish(c->store, stmt, rc, c->err);
}

bool store_check(Store *store, StoreEachFault *each, void *ctx, dm_error *err) {
    Check c = {.store = store, .each = each, .ctx = ctx, .err = err};
    for (size_t i = 0; i < sizeof questions / sizeof *questions && !c.stopped; i++)
        if (!ask(&c, questions[i])) return false;
    return c.stopped || unpack_all(&c);
}
