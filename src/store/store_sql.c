/* The statements that are kept prepared, and binding to them. */
#include "store/inner.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

static const char *const texts[SQL_COUNT] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_DOC_FIND] = "SELECT doc, source FROM documents WHERE id = ?",
    [SQL_DOC_ADD] = "INSERT INTO documents(doc, id, source, kind, title, outlet, issuer, issuer_name, issuer_code, "
                    "bylines, published,"
                    " updated, published_from, dateline_place, dateline_value, dateline_begin, dateline_end, lang, "
                    "url, given, words,"
                    " headline_end, fingerprint, sketch, n_statements, n_events, n_contacts, n_formulas, n_commitments)"
                    " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_DOC_DELETE] = "DELETE FROM documents WHERE doc = ?",
    [SQL_TEXT_ADD] = "INSERT OR REPLACE INTO texts(doc, text, text_at, record) VALUES(?,?,?,?)",
    [SQL_TEXT_GET] = "SELECT text FROM texts WHERE doc = ?",
    [SQL_RECORD_GET] = "SELECT t.text, t.text_at, t.record FROM texts t WHERE t.doc = ?",
    [SQL_SOURCE_ADD] = "INSERT OR IGNORE INTO sources(source, doc) VALUES(?,?)",
    [SQL_BAD_ADD] = "INSERT OR IGNORE INTO quarantine(source, code, reason, hash) VALUES(?,?,?,?)",
    [SQL_BAD_FORGET] = "DELETE FROM quarantine WHERE source = ?",
    [SQL_WORDS_ADD] = "INSERT INTO words(rowid, title, text) VALUES(?,?,?)",
    [SQL_WORDS_DELETE] = "INSERT INTO words(words, rowid, title, text) VALUES('delete',?,?,?)",
    [SQL_BLOCK_ADD] = "INSERT INTO blocks VALUES(?,?,?,?,?)",
    [SQL_TIME_ADD] = "INSERT INTO times VALUES(?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_ACTOR_ADD] = "INSERT INTO actors VALUES(?,?,?,?,?,?,?,?,?,?)",
    [SQL_MENTION_ADD] = "INSERT INTO mentions VALUES(?,?,?,?,?,?)",
    [SQL_STATEMENT_ADD] = "INSERT INTO statements VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_EVENT_ADD] = "INSERT INTO events VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_FORMULA_ADD] = "INSERT INTO formulas VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_COMMITMENT_ADD] = "INSERT INTO commitments VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_NOTE_ADD] = "INSERT INTO notes VALUES(?,?,?,?,?,?)",
    [SQL_ROLE_ADD] = "INSERT INTO roles VALUES(?,?,?,?,?,?,?,?)",
    [SQL_SPAN_ADD] = "INSERT INTO spans VALUES(?,?,?,?,?,?,?)",
};

sqlite3_stmt *store_sql(Store *store, SqlId id, dm_error *err) {
    if (!store->sql[id]) {
        int rc = sqlite3_prepare_v3(store->db, texts[id], -1, SQLITE_PREPARE_PERSISTENT, &store->sql[id], NULL);
        if (rc != SQLITE_OK) {
            store_error(store, store->db, rc, err);
            return NULL;
        }
    }
    return store->sql[id];
}

static int bind_text(sqlite3_stmt *stmt, int at, const char *p, size_t n, void (*keep)(void *)) {
    return p ? sqlite3_bind_text64(stmt, at, p, n, keep, SQLITE_UTF8) : sqlite3_bind_null(stmt, at);
}

static int bind_span(sqlite3_stmt *stmt, int at, Span span) {
    if (span_is_none(span)) {
        int rc = sqlite3_bind_null(stmt, at);
        return rc == SQLITE_OK ? sqlite3_bind_null(stmt, at + 1) : rc;
    }
    int rc = sqlite3_bind_int64(stmt, at, span.begin);
    return rc == SQLITE_OK ? sqlite3_bind_int64(stmt, at + 1, span.end) : rc;
}

static int bind_day(sqlite3_stmt *stmt, int at, Civil day) {
    char text[24];
    if (!day.year) return sqlite3_bind_null(stmt, at);
    int n = snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
    return bind_text(stmt, at, text, (size_t)n, SQLITE_TRANSIENT);
}

static int bind_all(sqlite3_stmt *stmt, const char *types, va_list ap) {
    int at = 1, rc = SQLITE_OK;
    for (; *types && rc == SQLITE_OK; types++, at++) {
        const char *s;
        Str str;
        Ref ref;
        int64_t key;
        switch (*types) {
        case 'i': rc = sqlite3_bind_int64(stmt, at, va_arg(ap, int64_t)); break;
        case 'k':
            key = va_arg(ap, int64_t);
            rc = key ? sqlite3_bind_int64(stmt, at, key) : sqlite3_bind_null(stmt, at);
            break;
        case 's':
            s = va_arg(ap, const char *);
            rc = bind_text(stmt, at, s, s ? strlen(s) : 0, SQLITE_STATIC);
            break;
        case 't':
            str = va_arg(ap, Str);
            rc = bind_text(stmt, at, str.p, str.n, SQLITE_STATIC);
            break;
        case 'b':
            str = va_arg(ap, Str);
            rc = str.p ? sqlite3_bind_blob64(stmt, at, str.p, str.n, SQLITE_STATIC) : sqlite3_bind_null(stmt, at);
            break;
        case 'r':
            ref = va_arg(ap, Ref);
            rc = ref ? sqlite3_bind_int64(stmt, at, (int64_t)ref - 1) : sqlite3_bind_null(stmt, at);
            break;
        case 'p': rc = bind_span(stmt, at++, va_arg(ap, Span)); break;
        case 'd': rc = bind_day(stmt, at, va_arg(ap, Civil)); break;
        default: assert(!"a letter that store_run knows");
        }
    }
    assert(rc != SQLITE_OK || at - 1 == sqlite3_bind_parameter_count(stmt));
    return rc;
}

bool store_run(Store *store, SqlId id, dm_error *err, const char *types, ...) {
    sqlite3_stmt *stmt = store_sql(store, id, err);
    if (!stmt) return false;
    va_list ap;
    va_start(ap, types);
    int rc = bind_all(stmt, types, ap);
    va_end(ap);
    if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
    int end = sqlite3_reset(stmt);
    if (rc == SQLITE_DONE) rc = end;
    return rc == SQLITE_OK || store_error(store, store->db, rc, err);
}

bool store_finish(Store *store, sqlite3_stmt *stmt, int rc, dm_error *err) {
    int end = sqlite3_finalize(stmt);
    if (rc == SQLITE_DONE || rc == SQLITE_ROW) rc = SQLITE_OK;
    if (rc == SQLITE_OK) rc = end;
    return rc == SQLITE_OK || store_error(store, store->db, rc, err);
}

static int bind_named(sqlite3_stmt *stmt, const char *name, const char *value) {
    int at = sqlite3_bind_parameter_index(stmt, name);
    if (!at) return SQLITE_OK;
    return bind_text(stmt, at, value && *value ? value : NULL, value ? strlen(value) : 0, SQLITE_STATIC);
}

int store_bind_filter(sqlite3_stmt *stmt, const StoreFilter *filter) {
    if (!filter) return SQLITE_OK;
    const char *const names[] = {":from", ":to", ":kind", ":issuer", ":source"};
    const char *const values[] = {filter->from, filter->to, filter->kind, filter->issuer, filter->source};
    int rc = SQLITE_OK;
    for (int i = 0; i < 5 && rc == SQLITE_OK; i++) rc = bind_named(stmt, names[i], values[i]);
    return rc;
}
