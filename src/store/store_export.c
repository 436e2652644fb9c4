/* The archive as JSON Lines, the records as they were put; and as tables of comma-separated values. In the order of lists. */
#include "base/mem.h"
#include "store/inner.h"

enum { EXPORT_CHUNK = 64 * 1024 }; /* bytes handed on at a time */

typedef struct {
    Store *store;
    const StoreSink *sink;
    Buf out;
    dm_error *err;
} Export;

static bool hand_on(Export *e, size_t least) {
    if (e->out.failed)
        return error_set(e->err, DM_NO_MEMORY, 0, "%s: memory ran out during the export", e->store->path);
    if (e->out.n < least || !e->out.n) return true;
    if (e->err) e->err->code = DM_OK;
    bool ok = e->sink->write(e->sink->ctx, (Str){e->out.p, e->out.n});
    e->out.n = 0;
    if (!ok && e->err && e->err->code == DM_OK)
        error_set(e->err, DM_IO, 0, "the export could not be written to its end");
    return ok;
}

/* ---- JSON Lines ---- */

bool store_export_jsonl(Store *store, const StoreFilter *filter, const StoreSink *sink, dm_error *err) {
    Export e = {.store = store, .sink = sink, .err = err};
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(store->db, "SELECT d.doc FROM documents d WHERE" STORE_FILTERED STORE_ORDER, -1, &stmt,
                                NULL);
    if (rc == SQLITE_OK) rc = store_bind_filter(stmt, filter);
    bool ok = true;
    while (ok && rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        ok = store_unpack(store, sqlite3_column_int64(stmt, 0), &e.out, err);
        buf_putc(&e.out, '\n');
        ok = ok && hand_on(&e, EXPORT_CHUNK);
        rc = SQLITE_OK;
    }
    ok = store_finish(store, stmt, ok ? rc : SQLITE_OK, ok ? err : NULL) && ok && hand_on(&e, 0);
    buf_free(&e.out);
    return ok;
}

/* ---- SQL function: the words of a span ---- */

typedef struct {
    Store *store;
    int64_t doc;
    Buf text; /* of doc */
} Words;

static bool fetch(Words *w, int64_t doc) {
    sqlite3_stmt *stmt = store_sql(w->store, SQL_TEXT_GET, NULL);
    if (!stmt || sqlite3_bind_int64(stmt, 1, doc) != SQLITE_OK) return false;
    w->doc = doc;
    w->text.n = 0;
    bool ok = sqlite3_step(stmt) == SQLITE_ROW;
    const char *text = ok ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    if (text) buf_put(&w->text, text, (size_t)sqlite3_column_bytes(stmt, 0));
    sqlite3_reset(stmt);
    return text && !w->text.failed;
}

/* span_words(doc, begin, end) */
static void span_words(sqlite3_context *context, int n, sqlite3_value **value) {
    Words *w = sqlite3_user_data(context);
    if (n != 3 || sqlite3_value_type(value[1]) == SQLITE_NULL) return;
    int64_t doc = sqlite3_value_int64(value[0]), begin = sqlite3_value_int64(value[1]),
            end = sqlite3_value_int64(value[2]);
    if (doc != w->doc && !fetch(w, doc)) {
        w->doc = 0;
        sqlite3_result_error_nomem(context);
    } else if (begin < 0 || begin > end || (uint64_t)end > w->text.n) {
        sqlite3_result_error(context, "a span beyond its text", -1);
    } else {
        sqlite3_result_text64(context, w->text.p + begin, (uint64_t)(end - begin), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
}

/* ---- tables ---- */

#define NAMES(item, role)                                                                                              \
    "(SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, a.office, a.polity) AS name FROM roles r"          \
    " JOIN actors a ON a.doc = r.doc AND a.n = r.actor WHERE r.doc = x.doc AND r.item = '" item "' AND r.n = x.n"      \
    " AND r.role = '" role "' ORDER BY r.k)) AS \"" role "\""
#define SPANS(item, role)                                                                                                \
    "(SELECT group_concat(words, ' … ') FROM (SELECT span_words(s.doc, s.span_begin, s.span_end) AS words FROM spans " \
    "s"                                                                                                                  \
    " WHERE s.doc = x.doc AND s.item = '" item "' AND s.n = x.n AND s.role = '" role "' ORDER BY s.k)) AS \"" role       \
    "\""
#define WORDS(begin) "span_words(x.doc, x." begin "_begin, x." begin "_end)"
#define HEAD "d.id, d.source, d.published, x.n"
#define EVENT                                                                                                          \
    "x.first_day, x.last_day, x.status, " NAMES("event", "actors") ", " NAMES(                                         \
        "event", "recipients") ", x.place, x.place_state, x.series, nullif(x.ordinal, 0) AS "                          \
                               "ordinal, " NAMES("event", "asserted_by") ", x.span_begin, "                            \
                                                                         "x.span_end, " WORDS("span") " A"             \
                                                                                                      "S "             \
                                                                                                      "wo"             \
                                                                                                      "rd"             \
                                                                                                      "s"

typedef struct {
    const char *name, *columns, *from;
} CsvTable;

static const CsvTable tables[] = {
    {"documents",
     "d.id, d.source, d.kind, d.title, d.outlet, d.issuer_name AS issuer, d.issuer_code, d.bylines, d.published, "
     "d.updated,"
     " d.published_from, d.dateline_place, d.dateline_value, d.lang, d.url, d.words, d.n_statements AS statements,"
     " d.n_events AS events, d.n_contacts AS contacts, d.n_formulas AS formulas, d.n_commitments AS commitments",
     "(SELECT *, 0 AS n FROM documents) d JOIN (SELECT 0 AS n) x"},
    {"actors",
     HEAD ", x.name, x.kind, x.polity, x.office, x.standing, x.sector, x.code, x.wikidata,"
          " (SELECT count(*) FROM mentions m WHERE m.doc = x.doc AND m.actor = x.n) AS mentions",
     "actors"},
    {"statements",
     HEAD ", x.kind, " NAMES("statement", "speakers") ", " NAMES("statement", "via") ", x.medium, x.denied, " SPANS(
         "statement", "content") ", x.span_begin, x.span_end, " WORDS("span") " AS words",
     "statements"},
    {"events", HEAD ", x.type, x.mode, x.cameo, x.contexts, " EVENT, "events"},
    {"contacts", HEAD ", x.mode, " EVENT, "(SELECT * FROM events WHERE type = 'CONSULT')"},
    {"formulas",
     HEAD ", x.formula, x.stance, " NAMES("formula", "holders") ", " WORDS("document") " AS document, " WORDS(
         "instead") " AS instead, " WORDS("since") " AS since, " NAMES("formula",
                                                                       "asserted_by") ", x.span_begin, "
                                                                                      "x.span_end, " WORDS("evidenc"
                                                                                                           "e") " A"
                                                                                                                "S "
                                                                                                                "ev"
                                                                                                                "id"
                                                                                                                "en"
                                                                                                                "c"
                                                                                                                "e",
     "formulas"},
    {"commitments",
     HEAD ", x.strength, " NAMES("commitment", "by") ", " NAMES("commitment", "to") ", " WORDS("act") " AS act, " WORDS(
         "due") " AS due, x.first_day, x.last_day, " WORDS("condition") " AS condition, x.span_begin, "
                                                                        "x.span_end, " WORDS("span") " AS words",
     "commitments"},
    {"times",
     HEAD ", x.type, x.value, x.mod, x.first_day, x.last_day, x.span_begin, x.span_end, " WORDS("span") " AS words",
     "times"},
};
enum { TABLES = sizeof tables / sizeof *tables };

const char *const store_csv_tables[] = {"documents", "actors",      "statements", "events", "contacts",
                                        "formulas",  "commitments", "times",      NULL};

static void field(Buf *out, Str s) {
    bool quote = false;
    for (size_t i = 0; i < s.n && !quote; i++)
        quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
    if (!quote) {
        buf_str(out, s);
        return;
    }
    buf_putc(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') buf_putc(out, '"');
        buf_putc(out, s.p[i]);
    }
    buf_putc(out, '"');
}

static bool put_row(Export *e, sqlite3_stmt *stmt) {
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        if (i) buf_putc(&e->out, ',');
        const char *s = (const char *)sqlite3_column_text(stmt, i);
        if (s) field(&e->out, (Str){s, (size_t)sqlite3_column_bytes(stmt, i)});
    }
    buf_puts(&e->out, "\r\n");
    return hand_on(e, EXPORT_CHUNK);
}

static int prepare(Export *e, const CsvTable *table, const StoreFilter *filter, sqlite3_stmt **stmt) {
    Buf sql = {0};
    bool whole = table->from[0] == '(' && strstr(table->from, " d JOIN ");
    buf_printf(&sql, "SELECT %s FROM %s%s%s WHERE" STORE_FILTERED STORE_ORDER ", x.n", table->columns,
               whole ? "" : "documents d JOIN ", table->from, whole ? "" : " x ON x.doc = d.doc");
    const char *text = buf_cstr(&sql);
    int rc = text ? sqlite3_prepare_v2(e->store->db, text, -1, stmt, NULL) : SQLITE_NOMEM;
    buf_free(&sql);
    return rc == SQLITE_OK ? store_bind_filter(*stmt, filter) : rc;
}

static bool export_table(Export *e, const CsvTable *table, const StoreFilter *filter) {
    Words words = {.store = e->store};
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_create_function_v2(e->store->db, "span_words", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, &words,
                                        span_words, NULL, NULL, NULL);
    if (rc == SQLITE_OK) rc = prepare(e, table, filter, &stmt);
    bool ok = true;
    for (int i = 0; rc == SQLITE_OK && i < sqlite3_column_count(stmt); i++)
        buf_printf(&e->out, "%s%s", i ? "," : "", sqlite3_column_name(stmt, i));
    if (rc == SQLITE_OK) buf_puts(&e->out, "\r\n");
    while (ok && rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        ok = put_row(e, stmt);
        rc = SQLITE_OK;
    }
    ok = store_finish(e->store, stmt, ok ? rc : SQLITE_OK, ok ? e->err : NULL) && ok && hand_on(e, 0);
    sqlite3_create_function_v2(e->store->db, "span_words", 3, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
    buf_free(&words.text);
    return ok;
}

bool store_export_csv(Store *store, const char *table, const StoreFilter *filter, const StoreSink *sink,
                      dm_error *err) {
    for (int i = 0; i < TABLES; i++) {
        if (strcmp(tables[i].name, table) != 0) continue;
        Export e = {.store = store, .sink = sink, .err = err};
        bool ok = export_table(&e, &tables[i], filter);
        buf_free(&e.out);
        return ok;
    }
    return error_set(
        err, DM_USAGE, 0,
        "%s: no such table; there are documents, actors, statements, events, contacts, formulas, commitments, times",
        table);
}
