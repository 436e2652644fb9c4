/* Groups of documents that say the same. Same text: equal fingerprints. Near: leaders in the order of lists; a document joins the
 * leader it shares most with, if that is enough, else it leads. Sketches propose a few leaders for each document (equal in a band,
 * the first and the latest few of a bucket), the shingles of the two texts decide; so the work grows with the archive, not with its square,
 * and does not depend on the order of reading. */
#include "base/json.h"
#include "base/mem.h"
#include "store/inner.h"
#include "store/sketch.h"
#include "store/words.h"
#include <stdlib.h>

enum {
    BUCKET_FIRST = 4,
    BUCKET_LAST = 4, /* earlier documents of a bucket that are looked at */
    SHARE_SLACK = 12 /* percent by which a sketch may be off */
};

typedef struct {
    Store *store;
    Arena *arena;
    Arena *scratch; /* for the shingles of two texts */
    StoreGroups *out;
    dm_error *err;
    sqlite3_stmt *stmt;
} Duplicates;

static bool failed(Duplicates *d, int rc) {
    return store_error(d->store, d->store->db, rc, d->err);
}

/* ---- same text ---- */

static bool add_same(Duplicates *d) {
    static const char sql[] =
        "SELECT " STORE_DOC_COLUMNS ", d.fingerprint FROM " STORE_NUMBERED
        " WHERE d.fingerprint IN (SELECT fingerprint FROM documents WHERE fingerprint IS NOT NULL GROUP BY fingerprint"
        " HAVING count(*) > 1) ORDER BY d.number";
    Hash groups = {.arena = d->arena};
    int rc = sqlite3_prepare_v2(d->store->db, sql, -1, &d->stmt, NULL);
    while (rc == SQLITE_OK && (rc = sqlite3_step(d->stmt)) == SQLITE_ROW) {
        StoreDoc doc = store_doc(d->stmt);
        const char *fingerprint = (const char *)sqlite3_column_text(d->stmt, STORE_DOC_WIDTH);
        if (!fingerprint || !doc.id || !doc.source || !doc.kind) return failed(d, SQLITE_NOMEM);
        uint32_t at = hash_add(&groups, str_of(fingerprint), d->out->n);
        if (at == d->out->n) *vec_push(d->arena, d->out) = (StoreGroup){.sameness = SAME_TEXT, .share = 1};
        *vec_push(d->arena, &d->out->at[at].docs) = store_doc_copy(d->arena, &doc);
        rc = SQLITE_OK;
    }
    return rc == SQLITE_DONE || failed(d, rc);
}

/* ---- near duplicates ---- */

typedef struct {
    int64_t doc;
    uint32_t leader; /* index; itself if it leads */
    uint32_t group;  /* of out, plus one; 0 = none yet */
    double share;    /* with its leader */
    Sketch sketch;
} Member;

typedef struct {
    uint32_t key, member;
} Bucketed;
typedef struct {
    uint32_t later, earlier;
} Pair;

typedef struct {
    Vec(Member) members; /* in the order of lists */
    Vec(Pair) pairs;
} Near;

static bool read_members(Duplicates *d, Near *near) {
    /* Of documents with the same text the first stands for all. */
    static const char sql[] =
        "SELECT d.doc, d.sketch, d.fingerprint FROM documents d WHERE d.sketch IS NOT NULL" STORE_ORDER;
    Hash seen = {.arena = d->arena};
    int rc = sqlite3_prepare_v2(d->store->db, sql, -1, &d->stmt, NULL);
    while (rc == SQLITE_OK && (rc = sqlite3_step(d->stmt)) == SQLITE_ROW) {
        rc = SQLITE_OK;
        const void *sketch = sqlite3_column_blob(d->stmt, 1);
        const char *fingerprint = (const char *)sqlite3_column_text(d->stmt, 2);
        if (!sketch) return failed(d, SQLITE_NOMEM);
        if (sqlite3_column_bytes(d->stmt, 1) != (int)sizeof(Sketch)) return failed(d, SQLITE_CORRUPT);
        if (!fingerprint || !hash_set(&seen, str_of(fingerprint), 1)) continue;
        Member *m = vec_push(d->arena, &near->members);
        m->doc = sqlite3_column_int64(d->stmt, 0);
        m->leader = near->members.n - 1;
        memcpy(&m->sketch, sketch, sizeof m->sketch);
    }
    return rc == SQLITE_DONE || failed(d, rc);
}

static int by_key(const void *a, const void *b) {
    const Bucketed *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->member > y->member) - (x->member < y->member);
}

static int by_later(const void *a, const void *b) {
    const Pair *x = a, *y = b;
    if (x->later != y->later) return x->later < y->later ? -1 : 1;
    return (x->earlier > y->earlier) - (x->earlier < y->earlier);
}

static void propose(Duplicates *d, Near *near, uint32_t later, uint32_t earlier) {
    double share = sketch_share(&near->members.at[later].sketch, &near->members.at[earlier].sketch);
    if (share * 100 >= NEAR_SHARE * 100 - SHARE_SLACK) *vec_push(d->arena, &near->pairs) = (Pair){later, earlier};
}

static void propose_all(Duplicates *d, Near *near) {
    Bucketed *band = arena_alloc(d->arena, (near->members.n + 1) * sizeof *band);
    for (int b = 0; b < SKETCH_BANDS; b++) {
        for (uint32_t i = 0; i < near->members.n; i++)
            band[i] = (Bucketed){sketch_band(&near->members.at[i].sketch, b), i};
        qsort(band, near->members.n, sizeof *band, by_key);
        for (uint32_t from = 0, i = 0; i < near->members.n; i++) {
            if (band[i].key != band[from].key) from = i;
            for (uint32_t k = from; k < i && k < from + BUCKET_FIRST; k++)
                propose(d, near, band[i].member, band[k].member);
            for (uint32_t k = i - from > BUCKET_FIRST + BUCKET_LAST ? i - BUCKET_LAST : from + BUCKET_FIRST; k < i; k++)
                propose(d, near, band[i].member, band[k].member);
        }
    }
    if (near->pairs.n) qsort(near->pairs.at, near->pairs.n, sizeof *near->pairs.at, by_later);
}

static bool read_shingles(Duplicates *d, int64_t doc, Shingles *out) {
    sqlite3_stmt *stmt = store_sql(d->store, SQL_TEXT_GET, d->err);
    if (!stmt) return false;
    int rc = sqlite3_bind_int64(stmt, 1, doc);
    if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
    const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    Buf words = {.arena = d->scratch};
    if (text) words_stream((Str){text, (size_t)sqlite3_column_bytes(stmt, 0)}, &words);
    sqlite3_reset(stmt);
    *out = shingles_of((Str){words.p, words.n}, d->scratch);
    return text || failed(d, rc == SQLITE_ROW ? SQLITE_NOMEM : rc == SQLITE_DONE ? SQLITE_CORRUPT : rc);
}

/* Chooses a leader for one document among those it was proposed. */
static bool follow(Duplicates *d, Near *near, const Pair *pairs, uint32_t n) {
    Member *m = &near->members.at[pairs[0].later];
    Shingles mine, theirs;
    arena_reset(d->scratch);
    if (!read_shingles(d, m->doc, &mine)) return false;
    uint32_t tried = HASH_NONE;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t leader = near->members.at[pairs[i].earlier].leader;
        if (leader == tried ||
            sketch_share(&m->sketch, &near->members.at[leader].sketch) * 100 < NEAR_SHARE * 100 - SHARE_SLACK)
            continue;
        tried = leader;
        if (!read_shingles(d, near->members.at[leader].doc, &theirs)) return false;
        double share = shingles_share(&mine, &theirs);
        if (share >= NEAR_SHARE && share > m->share) {
            m->share = share;
            m->leader = leader;
        }
    }
    return true;
}

static bool add_member(Duplicates *d, StoreGroup *group, int64_t doc) {
    static const char sql[] =
        "SELECT " STORE_DOC_COLUMNS " FROM (SELECT *, 0 AS number FROM documents WHERE doc = ?1) d";
    sqlite3_finalize(d->stmt);
    d->stmt = NULL;
    int rc = sqlite3_prepare_v2(d->store->db, sql, -1, &d->stmt, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_bind_int64(d->stmt, 1, doc);
    if (rc == SQLITE_OK) rc = sqlite3_step(d->stmt);
    if (rc != SQLITE_ROW) return failed(d, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc);
    StoreDoc row = store_doc(d->stmt);
    if (!row.id || !row.source || !row.kind) return failed(d, SQLITE_NOMEM);
    *vec_push(d->arena, &group->docs) = store_doc_copy(d->arena, &row);
    return true;
}

static bool add_groups(Duplicates *d, Near *near) {
    for (uint32_t i = 0; i < near->members.n; i++) {
        Member *m = &near->members.at[i], *leader = &near->members.at[m->leader];
        if (m == leader) continue;
        if (!leader->group) {
            *vec_push(d->arena, d->out) = (StoreGroup){.sameness = NEAR_TEXT, .share = 1};
            leader->group = d->out->n;
            if (!add_member(d, &d->out->at[leader->group - 1], leader->doc)) return false;
        }
        StoreGroup *group = &d->out->at[leader->group - 1];
        if (m->share < group->share) group->share = m->share;
        if (!add_member(d, group, m->doc)) return false;
    }
    return true;
}

static bool add_near(Duplicates *d) {
    Near near = {0};
    sqlite3_finalize(d->stmt);
    d->stmt = NULL;
    if (!read_members(d, &near)) return false;
    propose_all(d, &near);
    for (uint32_t i = 0, n; i < near.pairs.n; i += n) {
        for (n = 1; i + n < near.pairs.n && near.pairs.at[i + n].later == near.pairs.at[i].later;) n++;
        if (!follow(d, &near, &near.pairs.at[i], n)) return false;
    }
    return add_groups(d, &near);
}

static bool out_of_memory(Duplicates *d) {
    return error_set(d->err, DM_NO_MEMORY, 0, "%s: memory ran out while duplicates were looked for", d->store->path);
}

static bool duplicates_guarded(Duplicates *d, bool near) {
    if (ARENA_GUARD(d->scratch)) return out_of_memory(d);
    if (ARENA_GUARD(d->arena)) return out_of_memory(d);
    return add_same(d) && (!near || add_near(d));
}

bool store_duplicates(Store *store, bool near, Arena *arena, StoreGroups *out, dm_error *err) {
    *out = (StoreGroups){0};
    Duplicates d = {.store = store, .arena = arena, .scratch = arena_new(ARENA_DEFAULT_LIMIT), .out = out, .err = err};
    bool ok = d.scratch ? duplicates_guarded(&d, near) : out_of_memory(&d);
    sqlite3_finalize(d.stmt);
    if (store->sql[SQL_TEXT_GET]) sqlite3_reset(store->sql[SQL_TEXT_GET]);
    arena_free(d.scratch);
    return ok;
}

/* ---- findings ---- */

static void group_json(Json *j, const StoreGroup *g) {
    json_open(j, '{');
    json_key(j, "finding");
    json_cstr(j, g->sameness == SAME_TEXT ? "duplicates" : "near-duplicates");
    json_key(j, "documents");
    json_int(j, g->docs.n);
    json_key(j, "share");
    json_real(j, g->share);
    json_key(j, "sources");
    json_open(j, '[');
    for (uint32_t i = 0; i < g->docs.n; i++) json_cstr(j, g->docs.at[i].source);
    json_close(j, ']');
    json_key(j, "evidence");
    json_open(j, '[');
    for (uint32_t i = 0; i < g->docs.n; i++) {
        const StoreDoc *d = &g->docs.at[i];
        json_open(j, '{');
        json_key(j, "doc");
        json_cstr(j, d->id);
        json_key(j, "source");
        json_cstr(j, d->source);
        json_key(j, "published");
        json_cstr(j, d->published);
        json_key(j, "span");
        json_null(j);
        json_key(j, "text");
        json_cstr(j, d->title);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void store_duplicates_json(const StoreGroups *groups, Buf *out) {
    for (uint32_t i = 0; i < groups->n; i++) {
        Json j = {.out = out};
        group_json(&j, &groups->at[i]);
        buf_putc(out, '\n');
    }
}
