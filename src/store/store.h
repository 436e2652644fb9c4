/* The archive: records kept in one SQLite file, and questions to it. The only place with SQL; the schema is described for SQL users
 * in docs/store.md.
 *
 * A document is known by its content: the same bytes read again, from the same place or another, are the same document. Whatever
 * comes out (lists, exports, findings) is ordered by publication and id, so it does not depend on the order of reading, on
 * the number of workers, or on interruptions.
 *
 * A Store belongs to one thread; only store_has may be called by others at the same time. Writing is in batches, one transaction
 * each: after a kill at any moment the file holds the batches that were complete, and nothing of the others.
 *
 * Errors: DM_AGAIN busy, try later; DM_IO disk full or not writable; DM_DATA no store, or a damaged one; DM_NO_INPUT no such file;
 * DM_CONFIG made by a newer version; DM_NO_MEMORY. Functions that take an Arena set its guard themselves; what they return lives in it. */
#ifndef DM_STORE_STORE_H
#define DM_STORE_STORE_H
#include "record/record.h"

typedef struct Store Store;
typedef enum { STORE_READ, STORE_WRITE } StoreMode;

enum {
    STORE_VERSION = 1,              /* of the schema: PRAGMA user_version */
    STORE_APPLICATION = 0x444D5243, /* "DMRC": PRAGMA application_id */
    STORE_BATCH_DOCUMENTS = 512,    /* a batch is closed at this many documents */
    STORE_BATCH_BYTES = 16 << 20,   /* … or bytes of records */
    STORE_PREFIX = 8                /* hex digits of an id that lists show */
};

/* STORE_WRITE makes the file if there is none (or an empty one) and brings an older schema up to date. NULL with err filled. */
Store *store_open(const char *path, StoreMode mode, dm_error *err);
/* What was not committed is given up. NULL is fine. */
void store_close(Store *store);

/* ---- writing ---- */

/* Need the document not be understood again? True if it is in the store and reading it from `source` could at most add that source.
 * (Of a document found at several places the record with the first source in byte order is the one that is kept.)
 * Any thread. On an error false: reading it again does no harm, and store_put will meet the error. */
bool store_has(Store *store, const char *id, const char *source);

/* Keeps a record; `json` is its line by record_json. `*added` (may be NULL) tells whether the document is new. Commits when the batch
 * is full. */
bool store_put(Store *store, const Record *r, Str json, bool *added, dm_error *err);
/* The same, but a document that is in the store already gets this record in place of the old one, if that is of the same source: what
 * was kept by an older program, or with other knowledge, is as if it were read today. */
typedef enum { PUT_ADDED, PUT_RENEWED, PUT_KNOWN } StorePut;
bool store_renew(Store *store, const Record *r, Str json, StorePut *done, dm_error *err);
/* A document that is in the store already has been met here too. */
bool store_put_source(Store *store, const char *id, const char *source, dm_error *err);
/* A document that could not be read. `hash` of its bytes, or NULL. Forgotten when the source is read well later. */
bool store_put_bad(Store *store, const char *source, dm_code code, const char *reason, const char *hash, dm_error *err);
/* Ends the batch. To be called at the end of writing. */
bool store_commit(Store *store, dm_error *err);

/* ---- documents ---- */

typedef struct {
    int64_t doc;     /* key of its rows; never shown */
    uint32_t number; /* its place in the whole list, from 1 */
    const char *id, *source, *kind;
    const char *title, *outlet, *issuer, *published, *lang, *url; /* NULL = not known; issuer: the actor's name */
    uint32_t sources;                                             /* places where it was met */
    uint32_t words, statements, events, contacts, formulas, commitments;
} StoreDoc;

/* NULL or "" leaves a condition out. Days are inclusive, "2025-01-23", "2025-01" or "2025"; a document without a date meets no condition on days. */
typedef struct {
    const char *from, *to;
    const char *kind;   /* as in the record: "readout" */
    const char *issuer; /* name or code of the issuer, or the outlet; case does not count */
    const char *source; /* a part of the source */
} StoreFilter;

typedef bool StoreEach(void *ctx, const StoreDoc *doc); /* strings live during the call; false = stop */

/* By publication, then id; undated ones last. `filter` may be NULL. False only on an error: a stop is none. */
bool store_list(Store *store, const StoreFilter *filter, StoreEach *each, void *ctx, dm_error *err);

/* A document by what a person types: its number in the list, the beginning of its id (4 digits or more), its source, or the end
 * of its source. DM_USAGE names the candidates where several fit, DM_NO_INPUT if none does. */
bool store_find(Store *store, const char *words, char id[SHA256_HEX], dm_error *err);
/* The record's line, byte for byte as it was put, without line end; added to `out`. */
bool store_record(Store *store, const char *id, Buf *out, dm_error *err);

typedef bool StoreEachSource(void *ctx, const char *id, const char *source);
/* Of one document, or of all (id NULL), by source. */
bool store_sources(Store *store, const char *id, StoreEachSource *each, void *ctx, dm_error *err);

typedef bool StoreEachBad(void *ctx, const char *source, int code, const char *reason, const char *hash);
bool store_bad(Store *store, StoreEachBad *each, void *ctx, dm_error *err); /* the quarantine, by source */

typedef struct {
    uint32_t documents, bad;
    uint64_t words;
    char from[STAMP_TEXT], to[STAMP_TEXT]; /* first and last publication; "" */
} StoreCounts;
bool store_counts(Store *store, StoreCounts *out, dm_error *err);

/* ---- search ---- */

typedef enum {
    SEARCH_STRICT,  /* the very words; wraps, Markdown, case, shapes of quotes, hyphens and spaces do not count */
    SEARCH_VARIANTS /* spelling, hyphen and comma variants too */
} SearchMatch;

typedef struct {
    Span span;       /* in the document's text; none: in the title */
    Str context;     /* words around it, white space made single spaces */
    Span in_context; /* the match in `context` */
} StoreUse;

typedef struct {
    StoreDoc doc;
    Vec(StoreUse) uses;
} StoreHit;

typedef struct {
    int year;
    uint32_t documents, uses;
} StoreYear; /* year 0 = undated */

typedef struct {
    const char *phrase;
    SearchMatch match;
    Vec(StoreHit) hits;   /* by publication, then id */
    Vec(StoreYear) years; /* those with hits, rising */
    uint32_t uses;
    StoreCounts searched; /* what was searched: the documents within the filter */
} StoreHits;

enum { SEARCH_CONTEXT = 80, SEARCH_WORDS = 64 }; /* bytes of context on each side by default; words in a phrase */

/* `context` in bytes on each side; cut at words. DM_USAGE if the phrase has no word in it. */
bool store_search(Store *store, const Knowledge *know, const char *phrase, SearchMatch match, const StoreFilter *filter,
                  uint32_t context, Arena *arena, StoreHits *out, dm_error *err);
void store_search_json(const StoreHits *hits, Buf *out); /* the finding `phrase`, a line with its end */

/* ---- duplicates ---- */

typedef enum {
    SAME_TEXT, /* all that is seen of the text but white space is the same, headline left out */
    NEAR_TEXT  /* at least NEAR_SHARE of their word sequences are common */
} Sameness;
#define NEAR_SHARE 0.8

typedef struct {
    Sameness sameness;
    double share;       /* of the least similar member, with the first; 1 for SAME_TEXT */
    Vec(StoreDoc) docs; /* two or more, by publication, then id */
} StoreGroup;
typedef Vec(StoreGroup) StoreGroups;

/* `near`: also groups of near duplicates, each document of same text standing for its group. */
bool store_duplicates(Store *store, bool near, Arena *arena, StoreGroups *out, dm_error *err);
void store_duplicates_json(const StoreGroups *groups,
                           Buf *out); /* findings `duplicates` and `near-duplicates`, a line each */

/* ---- export ---- */

typedef struct {
    void *ctx;
    bool (*write)(void *ctx, Str bytes); /* false = stop: the export fails with DM_IO unless it said so itself */
} StoreSink;

bool store_export_jsonl(Store *store, const StoreFilter *filter, const StoreSink *sink, dm_error *err);
/* RFC 4180, UTF-8, with a head line. DM_USAGE names the tables if there is no such one. */
bool store_export_csv(Store *store, const char *table, const StoreFilter *filter, const StoreSink *sink, dm_error *err);
extern const char *const store_csv_tables[]; /* ends with NULL */

/* ---- upkeep ---- */

/* Looks through the whole store: the file's own structure, every span within its text, every reference within its record, every
 * record unpacked and clean. Each fault is a line to `each`. False only if the check could not be done. */
typedef bool StoreEachFault(void *ctx, const char *fault);
bool store_check(Store *store, StoreEachFault *each, void *ctx, dm_error *err);

#endif
