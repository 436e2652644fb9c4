/* Opening and closing a store, and what SQLite's failures mean to a person. */
#include "base/mem.h"
#include "store/inner.h"
#include "store/schema.h"
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

enum {
    BUSY_MS = 10 * 1000,         /* how long another writer is waited for: a batch takes a second at most */
    PAGE_BYTES = 8192,           /* texts run over several pages of SQLite's 4096 */
    WRITE_CACHE_KIB = 64 * 1024, /* holds a batch's dirty pages, so that they are written once */
    READ_CACHE_KIB = 8 * 1024,
    CHECKPOINT_PAGES = 8192 /* 64 MiB of log before it is folded into the file */
};
#define MAP_BYTES "1073741824" /* of the file read through the page cache without copying */

static bool explain(const char *path, int rc, const char *detail, dm_error *err) {
    switch (rc & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, DM_AGAIN, 0, "%s: another process is writing to it; try again when it is done", path);
    case SQLITE_FULL:
        return error_set(err, DM_IO, 0, "%s: the disk is full; what was complete is kept, make room and run it again",
                         path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_set(err, DM_IO, 0, "%s: cannot be written (%s); check the rights of the file and its folder", path,
                         detail);
    case SQLITE_CANTOPEN:
        return error_set(err, DM_IO, 0, "%s: cannot be opened (%s); check that the folder is there and its rights",
                         path, detail);
    case SQLITE_IOERR: return error_set(err, DM_IO, 0, "%s: reading or writing failed (%s)", path, detail);
    case SQLITE_NOMEM: return error_set(err, DM_NO_MEMORY, 0, "%s: memory ran out", path);
    case SQLITE_NOTADB: return error_set(err, DM_DATA, 0, "%s: is no store of demarche; name another file", path);
    case SQLITE_CORRUPT:
        return error_set(err, DM_DATA, 0,
                         "%s: is damaged (%s); read the documents again into a new store, or restore a copy", path,
                         detail);
    case SQLITE_TOOBIG:
        return error_set(err, DM_DATA, 0, "%s: a record is larger than SQLite can hold; split the document", path);
    case SQLITE_INTERRUPT: return error_set(err, DM_AGAIN, 0, "%s: was interrupted", path);
    default: return error_set(err, DM_BUG, 0, "%s: SQLite says: %s (%d)", path, detail, rc);
    }
}

bool store_error(const Store *store, sqlite3 *db, int rc, dm_error *err) {
    if (rc == SQLITE_SCHEMA || rc == SQLITE_ERROR) { /* the extended code of a prepare says more */
        int more = sqlite3_extended_errcode(db);
        if (more != SQLITE_OK && more != SQLITE_ERROR) rc = more;
    }
    return explain(store->path, rc, db ? sqlite3_errmsg(db) : sqlite3_errstr(rc), err);
}

static int exec(sqlite3 *db, const char *sql) {
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int settings(sqlite3 *db, bool write) {
    char sql[256];
    sqlite3_snprintf(sizeof sql, sql,
                     "PRAGMA cache_size=-%d;PRAGMA mmap_size=" MAP_BYTES
                     ";PRAGMA temp_store=MEMORY;PRAGMA secure_delete=OFF;"
                     "PRAGMA trusted_schema=OFF",
                     write ? WRITE_CACHE_KIB : READ_CACHE_KIB);
    sqlite3_busy_timeout(db, BUSY_MS);
    sqlite3_extended_result_codes(db, 1);
    return exec(db, sql);
}

/* The log must not be a rollback journal before the first table is there; page size only counts while the file is empty. */
static int make_tables(sqlite3 *db) {
    char sql[160];
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA page_size=%d;PRAGMA journal_mode=WAL", PAGE_BYTES);
    int rc = exec(db, sql);
    return rc == SQLITE_OK ? schema_upgrade(db, schema_steps, schema_step_count) : rc;
}

static int writing_settings(sqlite3 *db) {
    char sql[160];
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA wal_autocheckpoint=%d",
                     CHECKPOINT_PAGES);
    return exec(db, sql);
}

static bool check_schema(Store *store, dm_error *err) {
    SchemaState state;
    int version, rc = schema_look(store->db, STORE_VERSION, &state, &version);
    if (rc == SQLITE_OK && store->mode == STORE_WRITE && (state == SCHEMA_EMPTY || state == SCHEMA_OLDER)) {
        rc = make_tables(store->db);
        if (rc == SQLITE_OK) rc = schema_look(store->db, STORE_VERSION, &state, &version);
    }
    if (rc != SQLITE_OK) return store_error(store, store->db, rc, err);
    switch (state) {
    case SCHEMA_CURRENT: return true;
    case SCHEMA_FOREIGN:
        return error_set(err, DM_DATA, 0, "%s: is an SQLite file, but no store of demarche; name another file",
                         store->path);
    case SCHEMA_NEWER:
        return error_set(err, DM_CONFIG, 0,
                         "%s: made by a newer demarche (schema %d, this one knows up to %d); use the newer program",
                         store->path, version, STORE_VERSION);
    case SCHEMA_OLDER:
        return error_set(err, DM_CONFIG, 0,
                         "%s: has the older schema %d; `demarche read --store` with any document brings it up to date",
                         store->path, version);
    case SCHEMA_EMPTY: break;
    }
    return error_set(err, DM_DATA, 0, "%s: is empty; `demarche read --store` fills it", store->path);
}

/* On a read-only medium the files beside the store that WAL needs cannot be made. Without a log nothing is pending, so the
 * file may be taken as it stands. */
static int open_immutable(Store *store) {
    char *wal = sqlite3_mprintf("%s-wal", store->path);
    if (!wal) return SQLITE_NOMEM;
    bool pending = access(wal, F_OK) == 0;
    sqlite3_free(wal);
    if (pending) return SQLITE_CANTOPEN;
    Buf uri = {0};
    buf_puts(&uri, "file:");
    for (const char *p = store->path; *p; p++) {
        if (*p == '?' || *p == '#' || *p == '%')
            buf_printf(&uri, "%%%02x", (unsigned)(unsigned char)*p);
        else
            buf_putc(&uri, *p);
    }
    buf_puts(&uri, "?immutable=1");
    const char *name = buf_cstr(&uri);
    sqlite3_close(store->db);
    store->db = NULL;
    int rc = name
                 ? sqlite3_open_v2(name, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL)
                 : SQLITE_NOMEM;
    buf_free(&uri);
    return rc == SQLITE_OK ? settings(store->db, false) : rc;
}

static int open_file(Store *store) {
    /* A reader too opens for writing where it may: the journal of a writer that was killed wants to be rolled back. */
    int flags = SQLITE_OPEN_READWRITE | (store->mode == STORE_WRITE ? SQLITE_OPEN_CREATE : 0);
    int rc = sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK) return rc;
    rc = settings(store->db, store->mode == STORE_WRITE);
    if (rc != SQLITE_OK || store->mode == STORE_WRITE) return rc;
    rc = exec(store->db, "SELECT 1 FROM sqlite_master LIMIT 1");
    if ((rc & 0xFF) == SQLITE_CANTOPEN || (rc & 0xFF) == SQLITE_READONLY) rc = open_immutable(store);
    return rc;
}

static bool open_peek(Store *store, dm_error *err) {
    int rc = sqlite3_open_v2(store->path, &store->peek, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) rc = settings(store->peek, false);
    if (rc == SQLITE_OK)
        rc = sqlite3_prepare_v3(store->peek,
                                "SELECT d.source, EXISTS(SELECT 1 FROM sources s WHERE s.source = ?2 AND s.doc = d.doc)"
                                " FROM documents d WHERE d.id = ?1",
                                -1, SQLITE_PREPARE_PERSISTENT, &store->peek_has, NULL);
    return rc == SQLITE_OK || store_error(store, store->peek, rc, err);
}

static bool open_all(Store *store, dm_error *err) {
    struct stat st;
    if (store->mode == STORE_READ && stat(store->path, &st) != 0)
        return error_set(err, DM_NO_INPUT, 0, "%s: no such store; `demarche read --store %s FILE…` makes one",
                         store->path, store->path);
    int rc = open_file(store);
    if (rc != SQLITE_OK) return store_error(store, store->db, rc, err);
    if (!check_schema(store, err)) return false;
    if (store->mode == STORE_READ) return true;
    if ((rc = writing_settings(store->db)) != SQLITE_OK) return store_error(store, store->db, rc, err);
    return open_peek(store, err);
}

Store *store_open(const char *path, StoreMode mode, dm_error *err) {
    store_memory();
    Store *store = mem_zalloc(sizeof *store);
    if (store) {
        store->mode = mode;
        store->path = mem_strdup(path);
        store->has_lock = pthread_mutex_init(&store->peeking, NULL) == 0;
    }
    if (!store || !store->path || !store->has_lock)
        error_set(err, DM_NO_MEMORY, 0, "%s: memory ran out", path);
    else if (open_all(store, err))
        return store;
    store_close(store);
    return NULL;
}

void store_close(Store *store) {
    if (!store) return;
    for (int i = 0; i < SQL_COUNT; i++) sqlite3_finalize(store->sql[i]);
    sqlite3_finalize(store->peek_has);
    sqlite3_close(store->peek);
    sqlite3_close(store->db);
    if (store->has_lock) pthread_mutex_destroy(&store->peeking);
    buf_free(&store->title);
    buf_free(&store->text);
    buf_free(&store->packed);
    ZSTD_freeCCtx(store->packer);
    ZSTD_freeDCtx(store->unpacker);
    mem_free(store->path);
    mem_free(store);
}
