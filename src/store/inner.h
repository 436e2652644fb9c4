/* What the files of the store share. */
#ifndef DM_STORE_INNER_H
#define DM_STORE_INNER_H
#include "store/store.h"
#include <pthread.h>
#include <sqlite3.h>

typedef enum { /* statements that are kept prepared: store_sql.c */
               SQL_BEGIN,
               SQL_COMMIT,
               SQL_ROLLBACK,
               SQL_DOC_FIND,
               SQL_DOC_ADD,
               SQL_DOC_DELETE,
               SQL_TEXT_ADD,
               SQL_TEXT_GET,
               SQL_RECORD_GET,
               SQL_SOURCE_ADD,
               SQL_BAD_ADD,
               SQL_BAD_FORGET,
               SQL_WORDS_ADD,
               SQL_WORDS_DELETE,
               SQL_BLOCK_ADD,
               SQL_TIME_ADD,
               SQL_ACTOR_ADD,
               SQL_MENTION_ADD,
               SQL_STATEMENT_ADD,
               SQL_EVENT_ADD,
               SQL_FORMULA_ADD,
               SQL_COMMITMENT_ADD,
               SQL_NOTE_ADD,
               SQL_ROLE_ADD,
               SQL_SPAN_ADD,
               SQL_COUNT
} SqlId;

struct Store {
    sqlite3 *db;
    sqlite3 *peek; /* for store_has: sees what is committed, beside the writer */
    sqlite3_stmt *peek_has;
    pthread_mutex_t peeking;
    bool has_lock; /* `peeking` was made */
    char *path;
    StoreMode mode;
    bool in_batch;
    uint32_t batch_documents;
    size_t batch_bytes;
    sqlite3_stmt *sql[SQL_COUNT];
    Buf title, text, packed; /* scratch of store_put */
    void *packer, *unpacker; /* ZSTD_CCtx, ZSTD_DCtx */
};

void store_memory(void); /* fault builds: SQLite's memory is counted; once, before its first use */

/* Fills err from an SQLite result code, with the remedy; false. */
bool store_error(const Store *store, sqlite3 *db, int rc, dm_error *err);

/* A kept statement, ready to be bound; NULL with err filled. */
sqlite3_stmt *store_sql(Store *store, SqlId id, dm_error *err);
/* Binds by `types`, one letter an argument, and runs a statement that gives no rows. Letters:
 *   i int64_t   k int64_t (0: null)   s const char * (NULL: null)   t Str   b Str as a blob (p NULL: null)   r Ref (0: null, else one less)
 *   p Span, two columns (none: null)   d Civil, "2025-01-23" (year 0: null) */
bool store_run(Store *store, SqlId id, dm_error *err, const char *types, ...);

/* The rows of a record's items. */
bool store_put_items(Store *store, int64_t doc, const Record *r, dm_error *err);

/* The columns of a StoreDoc, from a row of STORE_DOC_SQL. */
#define STORE_DOC_COLUMNS                                                                                              \
    "d.doc, d.id, d.source, d.kind, d.title, d.outlet, d.issuer_name, d.published, d.lang, d.url,"                     \
    " (SELECT count(DISTINCT s.source) FROM sources s WHERE s.doc = d.doc), d.words, d.n_statements, d.n_events, "     \
    "d.n_contacts,"                                                                                                    \
    " d.n_formulas, d.n_commitments, d.number"
enum { STORE_DOC_WIDTH = 18 };
/* `documents` with its place in the list. */
#define STORE_NUMBERED                                                                                                 \
    "(SELECT row_number() OVER (ORDER BY published IS NULL, published, id) AS number, * FROM documents) d"
#define STORE_ORDER " ORDER BY d.published IS NULL, d.published, d.id"
StoreDoc store_doc(sqlite3_stmt *row);
StoreDoc store_doc_copy(Arena *arena, const StoreDoc *doc);

/* A filter as a condition on `documents d`, with what is to be bound as :from and so on. */
#define STORE_FILTERED                                                                                                 \
    " (:from IS NULL OR d.published >= :from) AND (:to IS NULL OR (d.published IS NOT NULL AND substr(d.published, "   \
    "1, length(:to)) <= :to))"                                                                                         \
    " AND (:kind IS NULL OR d.kind = :kind)"                                                                           \
    " AND (:issuer IS NULL OR d.issuer_name = :issuer COLLATE NOCASE OR d.issuer_code = :issuer COLLATE NOCASE"        \
    "      OR d.outlet = :issuer COLLATE NOCASE)"                                                                      \
    " AND (:source IS NULL OR instr(d.source, :source) > 0)"
int store_bind_filter(sqlite3_stmt *stmt, const StoreFilter *filter);

/* Adds the record's line to `out`. */
bool store_unpack(Store *store, int64_t doc, Buf *out, dm_error *err);

/* Finishes a statement that was stepped to `rc`: true if that was the end or a row. */
bool store_finish(Store *store, sqlite3_stmt *stmt, int rc, dm_error *err);

#endif
