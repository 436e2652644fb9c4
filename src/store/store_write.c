/* Keeping records: a document's row, its text, its place in the search index, its items; sources; the quarantine. */
#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/inner.h"
#include "store/sketch.h"
#include "store/words.h"
#include <assert.h>
#include <zstd.h>

enum { PACK_LEVEL = 3 };

static bool out_of_memory(const Store *store, dm_error *err) {
    return error_set(err, DM_NO_MEMORY, 0, "%s: memory ran out", store->path);
}

static bool is_clean(Str s) {
    return !s.n || (!memchr(s.p, '\0', s.n) && utf8_valid(s));
}

/* A path may hold any bytes; what is kept is text. On the heap, freed by the caller. */
static char *clean_source(const char *source) {
    Buf b = {0};
    utf8_clean(str_of(source), &b);
    char *clean = buf_cstr(&b);
    if (!clean) buf_free(&b);
    return clean;
}

/* ---- batches ---- */

static bool begin(Store *store, dm_error *err) {
    if (store->in_batch) return true;
    assert(store->mode == STORE_WRITE);
    if (!store_run(store, SQL_BEGIN, err, "")) return false;
    store->in_batch = true;
    store->batch_documents = 0;
    store->batch_bytes = 0;
    return true;
}

/* The whole batch goes: what stands in it half-written must not be committed later. */
static bool give_up(Store *store) {
    if (!sqlite3_get_autocommit(store->db)) store_run(store, SQL_ROLLBACK, NULL, "");
    store->in_batch = false;
    buf_free(&store->title); /* one that memory ran out for would fail for ever */
    buf_free(&store->text);
    buf_free(&store->packed);
    return false;
}

bool store_commit(Store *store, dm_error *err) {
    if (!store->in_batch) return true;
    if (!store_run(store, SQL_COMMIT, err, "")) return give_up(store);
    store->in_batch = false;
    return true;
}

static bool count(Store *store, size_t bytes, dm_error *err) {
    store->batch_documents++;
    store->batch_bytes += bytes;
    if (store->batch_documents < STORE_BATCH_DOCUMENTS && store->batch_bytes < STORE_BATCH_BYTES) return true;
    return store_commit(store, err);
}

/* ---- known documents ---- */

static bool peek(Store *store, const char *id, const char *source) {
    sqlite3_stmt *stmt = store->peek_has;
    bool known = false;
    if (sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 2, source, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *kept = (const char *)sqlite3_column_text(stmt, 0);
        known = kept && (sqlite3_column_int(stmt, 1) || strcmp(kept, source) <= 0);
    }
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return known;
}

bool store_has(Store *store, const char *id, const char *source) {
    char *clean = clean_source(source);
    if (!clean) return false;
    pthread_mutex_lock(&store->peeking);
    bool known = peek(store, id, clean);
    pthread_mutex_unlock(&store->peeking);
    mem_free(clean);
    return known;
}

typedef struct {
    int64_t doc; /* 0: not in the store */
    bool first;  /* its record is of a source that comes before the one asked for, or is it */
    bool same;   /* it is of the one asked for */
} Known;

static bool find(Store *store, const char *id, const char *source, Known *known, dm_error *err) {
    *known = (Known){0};
    sqlite3_stmt *stmt = store_sql(store, SQL_DOC_FIND, err);
    if (!stmt) return false;
    int rc = sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *kept = (const char *)sqlite3_column_text(stmt, 1);
        known->doc = sqlite3_column_int64(stmt, 0);
        known->first = kept && strcmp(kept, source) <= 0;
        known->same = kept && strcmp(kept, source) == 0;
        rc = kept ? SQLITE_DONE : SQLITE_NOMEM;
    }
    sqlite3_reset(stmt);
    return rc == SQLITE_DONE || store_error(store, store->db, rc, err);
}

static bool add_source(Store *store, int64_t doc, const char *source, dm_error *err) {
    return store_run(store, SQL_SOURCE_ADD, err, "si", source, doc) &&
           store_run(store, SQL_BAD_FORGET, err, "s", source);
}

/* ---- the document ---- */

static bool same_words(Str a, Str b) {
    WordScan x = {a.p, a.p, a.p + a.n}, y = {b.p, b.p, b.p + b.n};
    Span v, w;
    char p[WORD_BYTES], q[WORD_BYTES];
    for (;;) {
        bool more = word_next(&x, &v);
        if (more != word_next(&y, &w)) return false;
        if (!more) return true;
        size_t n = word_fold((Str){a.p + v.begin, v.end - v.begin}, true, p),
               m = word_fold((Str){b.p + w.begin, w.end - w.begin}, true, q);
        if (n != m || memcmp(p, q, n) != 0) return false;
    }
}

/* Where the headline that says the title again ends in the text: the title is then searched there, not twice. 0 = it is not there. */
static uint32_t headline_end(const Document *d) {
    for (uint32_t i = 0; d->title && i < d->blocks.n; i++) {
        Span s = d->blocks.at[i].span;
        if (d->blocks.at[i].kind == BLOCK_HEADLINE &&
            same_words(str_of(d->title), (Str){d->text + s.begin, s.end - s.begin}))
            return s.end;
    }
    return 0;
}

/* The text without headlines, which an archive may word anew for the same release. */
static void each_passage(const Document *d, void (*add)(Str, Buf *), Buf *out) {
    uint32_t begin = 0;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        if (d->blocks.at[i].kind != BLOCK_HEADLINE) continue;
        add((Str){d->text + begin, d->blocks.at[i].span.begin - begin}, out);
        begin = d->blocks.at[i].span.end;
    }
    add((Str){d->text + begin, d->length - begin}, out);
}

typedef struct {
    uint32_t words, headline_end;
    char fingerprint[FINGERPRINT_HEX]; /* "" = too short */
    bool has_sketch;
    Sketch sketch;
} Likeness;

static bool likeness(Store *store, const Document *d, Likeness *out, dm_error *err) {
    Buf *scratch = &store->packed;
    *out = (Likeness){.headline_end = headline_end(d)};
    scratch->n = 0;
    each_passage(d, signs_only, scratch);
    if (scratch->failed) return out_of_memory(store, err);
    if (scratch->n >= FINGERPRINT_SIGNS) {
        char hex[SHA256_HEX];
        if (!sha256_hex(scratch->p, scratch->n, hex)) return out_of_memory(store, err);
        memcpy(out->fingerprint, hex, FINGERPRINT_HEX - 1);
    }
    scratch->n = 0;
    each_passage(d, words_stream, scratch);
    if (scratch->failed) return out_of_memory(store, err);
    out->has_sketch = sketch_of((Str){scratch->p, scratch->n}, &out->sketch);
    return true;
}

static const char *or_null(const char *s) {
    return *s ? s : NULL;
}

static bool put_head(Store *store, int64_t *doc, const Record *r, const Likeness *like, Str bylines, dm_error *err) {
    const Document *d = r->doc;
    char published[STAMP_TEXT], updated[STAMP_TEXT], dateline[STAMP_TEXT];
    stamp_print(&d->published, published);
    stamp_print(&d->updated, updated);
    stamp_print(&d->dateline.value, dateline);
    const Actor *issuer = r->issuer ? &r->actors.at[r->issuer - 1] : NULL;
    int64_t contacts = 0;
    for (uint32_t i = 0; i < r->events.n; i++)
        contacts += r->events.at[i].type && strcmp(r->events.at[i].type, "CONSULT") == 0;
    Str sketch = like->has_sketch ? (Str){(const char *)&like->sketch, sizeof like->sketch} : (Str){NULL, 0};
    if (!store_run(store, SQL_DOC_ADD, err, "ksssssrsstssssspsssiisbiiiii", *doc, d->id, d->source,
                   doc_kind_name(d->kind), d->title, d->outlet, r->issuer, issuer ? issuer->name : d->issuer,
                   issuer ? issuer->polity : NULL, bylines, or_null(published), or_null(updated),
                   published_from_name(d->published_from), d->dateline.place, or_null(dateline), d->dateline.span,
                   d->lang, d->url, d->given, (int64_t)like->words, (int64_t)like->headline_end,
                   or_null(like->fingerprint), sketch, (int64_t)r->statements.n, (int64_t)r->events.n, contacts,
                   (int64_t)r->formulas.n, (int64_t)r->commitments.n))
        return false;
    if (!*doc) *doc = sqlite3_last_insert_rowid(store->db);
    return true;
}

static bool put_document(Store *store, int64_t *doc, const Record *r, const Likeness *like, dm_error *err) {
    Buf bylines = {0};
    Json j = {.out = &bylines};
    json_open(&j, '[');
    for (uint32_t i = 0; i < r->doc->bylines.n; i++) json_cstr(&j, r->doc->bylines.at[i]);
    json_close(&j, ']');
    bool ok =
        bylines.failed ? out_of_memory(store, err) : put_head(store, doc, r, like, (Str){bylines.p, bylines.n}, err);
    buf_free(&bylines);
    return ok;
}

/* The text is kept once, plain, and cut out of the record's line: where it stood. The whole line stays if it is not in it. */
static size_t cut_text(Str json, Str quoted) {
    static const char key[] = "\"text\":";
    for (const char *p = json.p, *end = json.p + json.n;
         (p = memmem(p, (size_t)(end - p), key, sizeof key - 1)) != NULL;) {
        p += sizeof key - 1;
        if ((size_t)(end - p) >= quoted.n && memcmp(p, quoted.p, quoted.n) == 0) return (size_t)(p - json.p);
    }
    return json.n;
}

static bool put_text(Store *store, int64_t doc, const Record *r, Str json, dm_error *err) {
    Buf *rest = &store->text, *packed = &store->packed;
    rest->n = packed->n = 0;
    Json j = {.out = packed};
    json_str(&j, (Str){r->doc->text, r->doc->length});
    if (packed->failed) return out_of_memory(store, err);
    size_t at = cut_text(json, (Str){packed->p, packed->n});
    buf_put(rest, json.p, at);
    if (at < json.n) buf_put(rest, json.p + at + packed->n, json.n - at - packed->n);
    packed->n = 0;
    size_t bound = ZSTD_compressBound(rest->n);
    if (!buf_room(packed, bound) || rest->failed) return out_of_memory(store, err);
    if (!store->packer && !(store->packer = ZSTD_createCCtx())) return out_of_memory(store, err);
    size_t n = ZSTD_compressCCtx(store->packer, packed->p, bound, rest->p, rest->n, PACK_LEVEL);
    if (ZSTD_isError(n)) return out_of_memory(store, err); /* the only way it can fail with room enough */
    int64_t text_at = at < json.n ? (int64_t)at : -1;
    return store_run(store, SQL_TEXT_ADD, err, "itib", doc, (Str){r->doc->text, r->doc->length}, text_at,
                     (Str){packed->p, n});
}

/* The search index needs the very words again to forget a document. */
static bool index_words(Store *store, SqlId id, int64_t doc, const char *title, Str text, uint32_t headline,
                        dm_error *err) {
    Buf *t = &store->title, *b = &store->text;
    t->n = b->n = 0;
    if (title && !headline) words_stream(str_of(title), t);
    words_stream(text, b);
    if (t->failed || b->failed) return out_of_memory(store, err);
    return store_run(store, id, err, "itt", doc, (Str){t->n ? t->p : "", t->n}, (Str){b->n ? b->p : "", b->n});
}

static bool forget_words(Store *store, int64_t doc, dm_error *err) {
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(
        store->db,
        "SELECT d.title, d.headline_end, t.text FROM documents d JOIN texts t ON t.doc = d.doc WHERE d.doc = ?", -1,
        &stmt, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_bind_int64(stmt, 1, doc);
    if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
    bool ok = true;
    if (rc == SQLITE_ROW) {
        const char *title = (const char *)sqlite3_column_text(stmt, 0),
                   *text = (const char *)sqlite3_column_text(stmt, 2);
        ok = text ? index_words(store, SQL_WORDS_DELETE, doc, title, (Str){text, (size_t)sqlite3_column_bytes(stmt, 2)},
                                (uint32_t)sqlite3_column_int64(stmt, 1), err)
                  : out_of_memory(store, err);
    }
    return store_finish(store, stmt, rc, ok ? err : NULL) && ok;
}

static bool forget(Store *store, int64_t doc, dm_error *err) {
    static const char *const tables[] = {"blocks",   "times",       "actors", "mentions", "statements", "events",
                                         "formulas", "commitments", "notes",  "roles",    "spans",      "documents"};
    if (!forget_words(store, doc, err)) return false;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[64];
        sqlite3_snprintf(sizeof sql, sql, "DELETE FROM %s WHERE doc=%lld", tables[i], (long long)doc);
        int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
        if (rc != SQLITE_OK) return store_error(store, store->db, rc, err);
    }
    return true;
}

static bool put_all(Store *store, const Record *r, Str json, bool renew, StorePut *done, dm_error *err) {
    const Document *d = r->doc;
    Known known;
    if (!find(store, d->id, d->source, &known, err)) return false;
    renew = renew && known.doc && known.same;
    *done = !known.doc ? PUT_ADDED : renew ? PUT_RENEWED : PUT_KNOWN;
    if (known.doc && known.first && !renew) return add_source(store, known.doc, d->source, err);
    if (known.doc && !forget(store, known.doc, err)) return false;
    int64_t doc = known.doc;
    Likeness like;
    if (!likeness(store, d, &like, err)) return false;
    for (uint32_t i = 0; i < r->words->tokens.n; i++) like.words += !(r->words->tokens.at[i].flags & TOKEN_PUNCT);
    return put_document(store, &doc, r, &like, err) && put_text(store, doc, r, json, err) &&
           index_words(store, SQL_WORDS_ADD, doc, d->title, (Str){d->text, d->length}, like.headline_end, err) &&
           store_put_items(store, doc, r, err) && add_source(store, doc, d->source, err);
}

static bool put(Store *store, const Record *r, Str json, bool renew, StorePut *done, dm_error *err) {
    *done = PUT_KNOWN;
    /* Ingest cleans every text. Should it fail to, nothing of it gets in. */
    if (!is_clean(json)) {
        assert(!"a clean record");
        return error_set(err, DM_BUG, 0, "%s: its record has NUL or bytes that are no UTF-8; it was not kept",
                         r->doc->source);
    }
    if (!begin(store, err)) return false;
    if (!put_all(store, r, json, renew, done, err)) return give_up(store);
    return count(store, json.n, err);
}

bool store_put(Store *store, const Record *r, Str json, bool *added, dm_error *err) {
    StorePut done;
    bool ok = put(store, r, json, false, &done, err);
    if (added) *added = ok && done == PUT_ADDED;
    return ok;
}

bool store_renew(Store *store, const Record *r, Str json, StorePut *done, dm_error *err) {
    return put(store, r, json, true, done, err);
}

bool store_put_source(Store *store, const char *id, const char *source, dm_error *err) {
    char *clean = clean_source(source);
    if (!clean) return out_of_memory(store, err);
    Known known = {0};
    bool ok = begin(store, err);
    if (ok) {
        ok = find(store, id, clean, &known, err) &&
             (known.doc ? add_source(store, known.doc, clean, err)
                        : error_set(err, DM_USAGE, 0, "%s: document %.8s is not in the store", store->path, id));
        if (!ok) give_up(store);
    }
    mem_free(clean);
    return ok && count(store, 0, err);
}

bool store_put_bad(Store *store, const char *source, dm_code code, const char *reason, const char *hash,
                   dm_error *err) {
    char *clean = clean_source(source), *why = clean_source(reason);
    bool ok = (clean && why) || out_of_memory(store, err);
    if (ok && (ok = begin(store, err))) {
        ok = store_run(store, SQL_BAD_ADD, err, "siss", clean, (int64_t)code, why, hash ? hash : "");
        if (!ok) give_up(store);
    }
    mem_free(clean);
    mem_free(why);
    return ok && count(store, 0, err);
}
