/* Documents out of the store: lists, look-up, records, sources, the quarantine, counts. */
#include "base/json.h"
#include "store/inner.h"
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

enum { CANDIDATES_NAMED = 5 };

/* ---- a document's row ---- */

static const char *text_at(sqlite3_stmt *row, int column) {
    return (const char *)sqlite3_column_text(row, column);
}

static uint32_t number_at(sqlite3_stmt *row, int column) {
    return (uint32_t)sqlite3_column_int64(row, column);
}

StoreDoc store_doc(sqlite3_stmt *row) {
    return (StoreDoc){.doc = sqlite3_column_int64(row, 0),
                      .id = text_at(row, 1),
                      .source = text_at(row, 2),
                      .kind = text_at(row, 3),
                      .title = text_at(row, 4),
                      .outlet = text_at(row, 5),
                      .issuer = text_at(row, 6),
                      .published = text_at(row, 7),
                      .lang = text_at(row, 8),
                      .url = text_at(row, 9),
                      .sources = number_at(row, 10),
                      .words = number_at(row, 11),
                      .statements = number_at(row, 12),
                      .events = number_at(row, 13),
                      .contacts = number_at(row, 14),
                      .formulas = number_at(row, 15),
                      .commitments = number_at(row, 16),
                      .number = number_at(row, 17)};
}

static const char *copy(Arena *arena, const char *s) {
    return s ? arena_copy(arena, s, strlen(s)) : NULL;
}

StoreDoc store_doc_copy(Arena *arena, const StoreDoc *doc) {
    StoreDoc c = *doc;
    const char **all[] = {&c.id, &c.source, &c.kind, &c.title, &c.outlet, &c.issuer, &c.published, &c.lang, &c.url};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) *all[i] = copy(arena, *all[i]);
    return c;
}

static int prepare(Store *store, const char *sql, sqlite3_stmt **stmt) {
    *stmt = NULL;
    return sqlite3_prepare_v2(store->db, sql, -1, stmt, NULL);
}

/* ---- lists ---- */

bool store_list(Store *store, const StoreFilter *filter, StoreEach *each, void *ctx, dm_error *err) {
    sqlite3_stmt *stmt;
    int rc = prepare(
        store, "SELECT " STORE_DOC_COLUMNS " FROM " STORE_NUMBERED " WHERE" STORE_FILTERED " ORDER BY d.number", &stmt);
    if (rc == SQLITE_OK) rc = store_bind_filter(stmt, filter);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        if ((rc = sqlite3_step(stmt)) != SQLITE_ROW) break;
        StoreDoc doc = store_doc(stmt);
        if (!doc.id || !doc.source || !doc.kind) {
            rc = SQLITE_NOMEM; /* the columns are NOT NULL: only memory can have failed */
            break;
        }
        if (!each(ctx, &doc)) break;
    }
    return store_finish(store, stmt, rc, err);
}

bool store_sources(Store *store, const char *id, StoreEachSource *each, void *ctx, dm_error *err) {
    sqlite3_stmt *stmt;
    int rc = prepare(store,
                     "SELECT d.id, s.source FROM sources s JOIN documents d ON d.doc = s.doc WHERE ?1 IS NULL OR d.id "
                     "= ?1 ORDER BY s.source, d.id",
                     &stmt);
    if (rc == SQLITE_OK && id) rc = sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        if ((rc = sqlite3_step(stmt)) != SQLITE_ROW) break;
        const char *of = text_at(stmt, 0), *source = text_at(stmt, 1);
        if (!of || !source) {
            rc = SQLITE_NOMEM;
            break;
        }
        if (!each(ctx, of, source)) break;
    }
    return store_finish(store, stmt, rc, err);
}

bool store_bad(Store *store, StoreEachBad *each, void *ctx, dm_error *err) {
    sqlite3_stmt *stmt;
    int rc = prepare(
        store, "SELECT source, code, reason, nullif(hash, '') FROM quarantine ORDER BY source, hash, reason", &stmt);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        if ((rc = sqlite3_step(stmt)) != SQLITE_ROW) break;
        const char *source = text_at(stmt, 0), *reason = text_at(stmt, 2);
        if (!source || !reason) {
            rc = SQLITE_NOMEM;
            break;
        }
        if (!each(ctx, source, sqlite3_column_int(stmt, 1), reason, text_at(stmt, 3))) break;
    }
    return store_finish(store, stmt, rc, err);
}

bool store_counts(Store *store, StoreCounts *out, dm_error *err) {
    *out = (StoreCounts){0};
    sqlite3_stmt *stmt;
    int rc =
        prepare(store,
                "SELECT count(*), coalesce(sum(words), 0), coalesce(min(published), ''), coalesce(max(published), ''),"
                " (SELECT count(*) FROM quarantine) FROM documents",
                &stmt);
    if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        out->documents = number_at(stmt, 0);
        out->words = (uint64_t)sqlite3_column_int64(stmt, 1);
        snprintf(out->from, sizeof out->from, "%s", text_at(stmt, 2) ? text_at(stmt, 2) : "");
        snprintf(out->to, sizeof out->to, "%s", text_at(stmt, 3) ? text_at(stmt, 3) : "");
        out->bad = number_at(stmt, 4);
    }
    return store_finish(store, stmt, rc, err);
}

/* ---- look-up ---- */

/* The ways a person names a document, tried in this order; each gives ids and sources, in the order of lists. */
static const char *const ways[] = {
    "SELECT d.id, d.source FROM " STORE_NUMBERED " WHERE d.number = CAST(?1 AS INTEGER)",
    "SELECT d.id, d.source FROM documents d WHERE d.id >= ?1 AND d.id < ?1 || 'g'" STORE_ORDER " LIMIT 6",
    "SELECT DISTINCT d.id, s.source FROM sources s JOIN documents d ON d.doc = s.doc WHERE s.source = ?1" STORE_ORDER
    " LIMIT 6",
    "SELECT DISTINCT d.id, s.source FROM sources s JOIN documents d ON d.doc = s.doc"
    " WHERE substr(s.source, -length('/' || ?1)) = '/' || ?1" STORE_ORDER " LIMIT 6",
};
enum { WAY_NUMBER, WAY_ID, WAY_SOURCE, WAY_SOURCE_END, WAYS };

static bool way_fits(int way, const char *words) {
    size_t n = strlen(words), digits = strspn(words, "0123456789"), hex = strspn(words, "0123456789abcdefABCDEF");
    if (way == WAY_NUMBER) return n && digits == n && n < STORE_PREFIX;
    if (way == WAY_ID) return n >= 4 && n < SHA256_HEX && hex == n;
    return n > 0;
}

typedef struct {
    uint32_t n;
    char id[SHA256_HEX];
    char named[320]; /* "12ab34cd a.txt, …" */
} Found;

static int look(Store *store, int way, const char *words, Found *found) {
    sqlite3_stmt *stmt;
    int rc = prepare(store, ways[way], &stmt);
    *found = (Found){0};
    if (rc == SQLITE_OK) rc = sqlite3_bind_text(stmt, 1, words, -1, SQLITE_STATIC);
    while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *id = text_at(stmt, 0), *source = text_at(stmt, 1);
        rc = id && source ? SQLITE_OK : SQLITE_NOMEM;
        if (rc != SQLITE_OK || (found->n && strcmp(found->id, id) == 0)) continue;
        snprintf(found->id, sizeof found->id, "%s", id);
        size_t at = strlen(found->named);
        if (found->n++ < CANDIDATES_NAMED)
            snprintf(found->named + at, sizeof found->named - at, "%s%.*s %.60s", at ? ", " : "", STORE_PREFIX, id,
                     source);
    }
    int end = sqlite3_finalize(stmt);
    return rc == SQLITE_DONE ? SQLITE_OK : rc != SQLITE_OK ? rc : end;
}

bool store_find(Store *store, const char *words, char id[SHA256_HEX], dm_error *err) {
    char lower[SHA256_HEX];
    for (int way = 0; way < WAYS; way++) {
        if (!way_fits(way, words)) continue;
        const char *asked = words;
        if (way == WAY_ID) {
            size_t n = strlen(words);
            for (size_t i = 0; i <= n; i++)
                lower[i] = (char)(words[i] >= 'A' && words[i] <= 'F' ? words[i] + 32 : words[i]);
            asked = lower;
        }
        Found found;
        int rc = look(store, way, asked, &found);
        if (rc != SQLITE_OK) return store_error(store, store->db, rc, err);
        if (found.n == 1) return memcpy(id, found.id, SHA256_HEX), true;
        if (found.n > 1)
            return error_set(err, DM_USAGE, 0, "%s: fits several documents: %s%s; give more of it", words, found.named,
                             found.n > CANDIDATES_NAMED ? ", …" : "");
    }
    return error_set(err, DM_NO_INPUT, 0,
                     "%s: no such document in %s; `demarche list` shows their numbers, ids and sources", words,
                     store->path);
}

/* ---- the record's line ---- */

static bool damaged(const Store *store, dm_error *err) {
    return error_set(err, DM_DATA, 0,
                     "%s: is damaged: a record cannot be unpacked; read the documents again into a new store",
                     store->path);
}

/* `rest` packed, with the text put in again where it was cut out. */
static bool unpack(Store *store, Str packed, int64_t at, Str text, Buf *out, dm_error *err) {
    Buf *rest = &store->packed;
    unsigned long long size = ZSTD_getFrameContentSize(packed.p, packed.n);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > INT32_MAX ||
        (at >= 0 && (uint64_t)at > size))
        return damaged(store, err);
    rest->n = 0;
    if (!store->unpacker) store->unpacker = ZSTD_createDCtx();
    if (!store->unpacker || !buf_room(rest, size)) {
        buf_free(rest);
        return error_set(err, DM_NO_MEMORY, 0, "%s: memory ran out", store->path);
    }
    if (ZSTD_isError(ZSTD_decompressDCtx(store->unpacker, rest->p, size, packed.p, packed.n)))
        return damaged(store, err);
    size_t cut = at < 0 ? size : (size_t)at;
    Json j = {.out = out};
    buf_put(out, rest->p, cut);
    if (at >= 0) json_str(&j, text);
    buf_put(out, rest->p + cut, size - cut);
    return !out->failed || error_set(err, DM_NO_MEMORY, 0, "%s: memory ran out", store->path);
}

bool store_unpack(Store *store, int64_t doc, Buf *out, dm_error *err) {
    sqlite3_stmt *stmt = store_sql(store, SQL_RECORD_GET, err);
    if (!stmt) return false;
    int rc = sqlite3_bind_int64(stmt, 1, doc);
    if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
    bool ok = false;
    if (rc == SQLITE_ROW) {
        Str text = {(const char *)sqlite3_column_text(stmt, 0), 0}, packed = {sqlite3_column_blob(stmt, 2), 0};
        text.n = (size_t)sqlite3_column_bytes(stmt, 0);
        packed.n = (size_t)sqlite3_column_bytes(stmt, 2);
        ok = text.p && packed.p ? unpack(store, packed, sqlite3_column_int64(stmt, 1), text, out, err)
                                : store_error(store, store->db, SQLITE_NOMEM, err);
    } else {
        ok = rc == SQLITE_DONE ? damaged(store, err) : store_error(store, store->db, rc, err);
    }
    sqlite3_reset(stmt);
    return ok;
}

bool store_record(Store *store, const char *id, Buf *out, dm_error *err) {
    sqlite3_stmt *stmt = store_sql(store, SQL_DOC_FIND, err);
    if (!stmt) return false;
    int rc = sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
    int64_t doc = rc == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    if (rc == SQLITE_DONE) return error_set(err, DM_NO_INPUT, 0, "%s: no such document in %s", id, store->path);
    if (rc != SQLITE_ROW) return store_error(store, store->db, rc, err);
    return store_unpack(store, doc, out, err);
}
