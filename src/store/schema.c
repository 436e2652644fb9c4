#include "store/schema.h"
#include "store/store.h"
#include <stdio.h>

/* Rows of an item carry `doc`, the key of their document, and `n`, their place in the record's list, from 0, so that a reference
 * in the record's JSON is the `n` here. A span is two columns, bytes of texts.text. Lists of actors and of spans that an item
 * has stand in `roles` and `spans`. Nothing but these keys depends on the order of reading, and they are never put out. */
static const char *const version_1[] = {
    "CREATE TABLE documents("
    " doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, kind TEXT NOT NULL, title TEXT, outlet "
    "TEXT,"
    " issuer INTEGER, issuer_name TEXT, issuer_code TEXT, bylines TEXT NOT NULL, published TEXT, updated TEXT, "
    "published_from TEXT NOT NULL,"
    " dateline_place TEXT, dateline_value TEXT, dateline_begin INTEGER, dateline_end INTEGER, lang TEXT, url TEXT, "
    "given TEXT,"
    " words INTEGER NOT NULL, headline_end INTEGER NOT NULL, fingerprint TEXT, sketch BLOB,"
    " n_statements INTEGER NOT NULL, n_events INTEGER NOT NULL, n_contacts INTEGER NOT NULL, n_formulas INTEGER NOT "
    "NULL,"
    " n_commitments INTEGER NOT NULL)",
    "CREATE INDEX documents_in_order ON documents(published IS NULL, published, id, words)",
    "CREATE INDEX documents_by_fingerprint ON documents(fingerprint) WHERE fingerprint IS NOT NULL",
    /* The record's line is `record` (zstd) with the JSON string of `text` put in at `text_at`. */
    "CREATE TABLE texts(doc INTEGER PRIMARY KEY, text TEXT NOT NULL, text_at INTEGER NOT NULL, record BLOB NOT NULL)",
    "CREATE TABLE sources(source TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY(source, doc)) WITHOUT ROWID",
    "CREATE INDEX sources_by_doc ON sources(doc)",
    /* The key's columns come first in every table without rowid: SQLite 3.40's integrity check mistakes others for NULL. */
    "CREATE TABLE quarantine("
    " source TEXT NOT NULL, hash TEXT NOT NULL, reason TEXT NOT NULL, code INTEGER NOT NULL,"
    " PRIMARY KEY(source, hash, reason)) WITHOUT ROWID",
    "CREATE TABLE blocks("
    " doc INTEGER, n INTEGER, kind TEXT NOT NULL, span_begin INTEGER, span_end INTEGER, PRIMARY KEY(doc, n)) WITHOUT "
    "ROWID",
    "CREATE TABLE times("
    " doc INTEGER, n INTEGER, span_begin INTEGER, span_end INTEGER, type TEXT NOT NULL, value TEXT, mod TEXT,"
    " first_day TEXT, last_day TEXT, anchor INTEGER, from_published INTEGER NOT NULL, PRIMARY KEY(doc, n)) WITHOUT "
    "ROWID",
    "CREATE TABLE actors("
    " doc INTEGER, n INTEGER, name TEXT, kind TEXT NOT NULL, polity TEXT, office TEXT, standing TEXT, sector TEXT, "
    "code TEXT,"
    " wikidata TEXT, PRIMARY KEY(doc, n)) WITHOUT ROWID",
    "CREATE TABLE mentions("
    " doc INTEGER, actor INTEGER, n INTEGER, form TEXT NOT NULL, span_begin INTEGER, span_end INTEGER,"
    " PRIMARY KEY(doc, actor, n)) WITHOUT ROWID",
    "CREATE TABLE statements("
    " doc INTEGER, n INTEGER, span_begin INTEGER, span_end INTEGER, kind TEXT NOT NULL, source_begin INTEGER, "
    "source_end INTEGER,"
    " cue_begin INTEGER, cue_end INTEGER, time INTEGER, medium TEXT, denied INTEGER NOT NULL, PRIMARY KEY(doc, n)) "
    "WITHOUT ROWID",
    "CREATE TABLE events("
    " doc INTEGER, n INTEGER, span_begin INTEGER, span_end INTEGER, type TEXT, mode TEXT, contexts TEXT, cameo TEXT, "
    "time INTEGER,"
    " first_day TEXT, last_day TEXT, place TEXT, place_state TEXT, place_wikidata TEXT, place_begin INTEGER, place_end "
    "INTEGER,"
    " status TEXT NOT NULL, statement INTEGER, series TEXT, ordinal INTEGER, predicate_begin INTEGER, predicate_end "
    "INTEGER,"
    " rule TEXT, PRIMARY KEY(doc, n)) WITHOUT ROWID",
    "CREATE INDEX events_by_day ON events(type, first_day)",
    "CREATE TABLE formulas("
    " doc INTEGER, n INTEGER, span_begin INTEGER, span_end INTEGER, formula TEXT, stance TEXT NOT NULL, occasion "
    "INTEGER,"
    " document_begin INTEGER, document_end INTEGER, instead_begin INTEGER, instead_end INTEGER, since_begin INTEGER,"
    " since_end INTEGER, evidence_begin INTEGER, evidence_end INTEGER, rule TEXT, PRIMARY KEY(doc, n)) WITHOUT ROWID",
    "CREATE TABLE commitments("
    " doc INTEGER, n INTEGER, span_begin INTEGER, span_end INTEGER, act_begin INTEGER, act_end INTEGER, due_begin "
    "INTEGER,"
    " due_end INTEGER, first_day TEXT, last_day TEXT, strength TEXT NOT NULL, condition_begin INTEGER, condition_end "
    "INTEGER,"
    " event INTEGER, rule TEXT, PRIMARY KEY(doc, n)) WITHOUT ROWID",
    "CREATE TABLE notes("
    " doc INTEGER, n INTEGER, code TEXT NOT NULL, message TEXT, span_begin INTEGER, span_end INTEGER, PRIMARY KEY(doc, "
    "n)) WITHOUT ROWID",
    /* item: statement, event, formula, commitment, actor (its members); k: place in the list. */
    "CREATE TABLE roles("
    " doc INTEGER, item TEXT, n INTEGER, role TEXT, k INTEGER, actor INTEGER, span_begin INTEGER, span_end INTEGER,"
    " PRIMARY KEY(doc, item, n, role, k)) WITHOUT ROWID",
    "CREATE TABLE spans("
    " doc INTEGER, item TEXT, n INTEGER, role TEXT, k INTEGER, span_begin INTEGER, span_end INTEGER,"
    " PRIMARY KEY(doc, item, n, role, k)) WITHOUT ROWID",
    /* Folded words, so that the tokenizer has nothing to do and any SQLite can ask: words MATCH '"indo pacific"'. */
    "CREATE VIRTUAL TABLE words USING fts5(title, text, content='', columnsize=0, tokenize='ascii')",
    "CREATE VIEW contacts AS"
    " SELECT d.id, d.source, d.published, e.doc, e.n, e.mode, e.first_day, e.last_day, e.status, e.place, e.series, "
    "e.ordinal,"
    "  (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, a.office, a.polity) AS name FROM roles r"
    "    JOIN actors a ON a.doc = r.doc AND a.n = r.actor"
    "    WHERE r.doc = e.doc AND r.item = 'event' AND r.n = e.n AND r.role = 'actors' ORDER BY r.k)) AS actors,"
    "  (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, a.office, a.polity) AS name FROM roles r"
    "    JOIN actors a ON a.doc = r.doc AND a.n = r.actor"
    "    WHERE r.doc = e.doc AND r.item = 'event' AND r.n = e.n AND r.role = 'recipients' ORDER BY r.k)) AS recipients,"
    "  substr(CAST(t.text AS BLOB), e.span_begin + 1, e.span_end - e.span_begin) AS words"
    " FROM events e JOIN documents d ON d.doc = e.doc JOIN texts t ON t.doc = e.doc WHERE e.type = 'CONSULT'",
    NULL};

const SchemaStep schema_steps[] = {{1, version_1}};
const size_t schema_step_count = sizeof schema_steps / sizeof *schema_steps;

static int number(sqlite3 *db, const char *sql, int *out) {
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        *out = sqlite3_column_int(stmt, 0);
        rc = SQLITE_OK;
    }
    int end = sqlite3_finalize(stmt);
    return rc == SQLITE_OK ? end : rc;
}

int schema_look(sqlite3 *db, int newest, SchemaState *state, int *version) {
    int application = 0, objects = 0;
    *version = 0;
    int rc = number(db, "PRAGMA application_id", &application);
    if (rc == SQLITE_OK) rc = number(db, "PRAGMA user_version", version);
    if (rc == SQLITE_OK) rc = number(db, "SELECT count(*) FROM sqlite_master", &objects);
    if (rc != SQLITE_OK) return rc;
    /* A kill between making the file and making the tables leaves a file without any. */
    if (!application && !*version && !objects)
        *state = SCHEMA_EMPTY;
    else if (application != STORE_APPLICATION || *version < 1)
        *state = SCHEMA_FOREIGN;
    else
        *state = *version == newest ? SCHEMA_CURRENT : *version < newest ? SCHEMA_OLDER : SCHEMA_NEWER;
    return SQLITE_OK;
}

static int run_steps(sqlite3 *db, const SchemaStep *steps, size_t n) {
    SchemaState state;
    int version, rc = schema_look(db, steps[n - 1].version, &state, &version);
    if (rc == SQLITE_OK && state != SCHEMA_EMPTY && state != SCHEMA_OLDER) return SQLITE_OK;
    for (size_t i = 0; rc == SQLITE_OK && i < n; i++)
        for (const char *const *sql = steps[i].sql; rc == SQLITE_OK && steps[i].version > version && *sql; sql++)
            rc = sqlite3_exec(db, *sql, NULL, NULL, NULL);
    char header[96];
    snprintf(header, sizeof header, "PRAGMA application_id=%d;PRAGMA user_version=%d", STORE_APPLICATION,
             steps[n - 1].version);
    return rc == SQLITE_OK ? sqlite3_exec(db, header, NULL, NULL, NULL) : rc;
}

int schema_upgrade(sqlite3 *db, const SchemaStep *steps, size_t n) {
    int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc != SQLITE_OK) return rc;
    rc = run_steps(db, steps, n);
    if (rc == SQLITE_OK) rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    if (rc != SQLITE_OK) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}
