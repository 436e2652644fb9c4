/* Search: candidates from the index, held against their texts. */
#include "base/json.h"
#include "base/utf8.h"
#include "store/inner.h"
#include "store/wording.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- which words the index knows ---- */

typedef struct {
    Store *store;
    sqlite3_stmt *term;
} Vocabulary;

static int open_vocabulary(Store *store, Vocabulary *v) {
    *v = (Vocabulary){.store = store};
    int rc = sqlite3_exec(store->db,
                          "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, instance)",
                          NULL, NULL, NULL);
    return rc == SQLITE_OK ? sqlite3_prepare_v2(store->db, "SELECT 1 FROM temp.vocabulary WHERE term = ?1 LIMIT 1", -1,
                                                &v->term, NULL)
                           : rc;
}

/* If it cannot be told, the word counts as known: that only asks for more. */
static bool is_known(void *ctx, Str word) {
    Vocabulary *v = ctx;
    sqlite3_stmt *stmt = v->term;
    int rc = sqlite3_bind_text64(stmt, 1, word.p, word.n, SQLITE_STATIC, SQLITE_UTF8);
    if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    return rc != SQLITE_DONE;
}

/* ---- context ---- */

static bool inside_word(Str text, uint32_t at) {
    return at > 0 && at < text.n && (unsigned char)text.p[at] > ' ' && (unsigned char)text.p[at - 1] > ' ';
}

static void put_squeezed(Buf *out, const char *p, const char *end) {
    for (; p < end; p++) {
        bool space = *p == ' ' || *p == '\n' || *p == '\t';
        if (!space)
            buf_putc(out, *p);
        else if (out->n && out->p[out->n - 1] != ' ')
            buf_putc(out, ' ');
    }
}

static void add_use(StoreHit *hit, Str text, Span match, bool in_text, uint32_t context, Arena *arena) {
    uint32_t begin = match.begin > context ? match.begin - context : 0;
    uint32_t end = text.n - match.end > context ? match.end + context : (uint32_t)text.n;
    while (begin < match.begin && inside_word(text, begin)) begin++;
    while (end > match.end && inside_word(text, end)) end--;
    Buf b = {.arena = arena};
    put_squeezed(&b, text.p + begin, text.p + match.begin);
    uint32_t from = (uint32_t)b.n;
    put_squeezed(&b, text.p + match.begin, text.p + match.end);
    uint32_t to = (uint32_t)b.n;
    put_squeezed(&b, text.p + match.end, text.p + end);
    Str shown = str_trim((Str){b.p, b.n});
    *vec_push(arena, &hit->uses) = (StoreUse){in_text ? match : (Span){0, 0}, shown, {from, to}};
}

static void find_uses(const Sought *sought, StoreHit *hit, Str text, bool in_text, uint32_t context, Arena *arena) {
    WordScan scan = {text.p, text.p, text.p + text.n};
    Span match;
    while (wording_next(sought, &scan, &match)) add_use(hit, text, match, in_text, context, arena);
}

/* ---- the search ---- */

typedef struct {
    Store *store;
    const StoreFilter *filter;
    uint32_t context;
    Arena *arena;
    StoreHits *out;
    dm_error *err;
    Sought sought;
    Vocabulary vocabulary;
    sqlite3_stmt *candidates;
} Search;

static void count_year(Search *s, const StoreHit *hit) {
    int year = hit->doc.published ? atoi(hit->doc.published) : 0;
    StoreYear *y = s->out->years.n ? &s->out->years.at[s->out->years.n - 1] : NULL;
    if (!y || y->year != year) {
        y = vec_push(s->arena, &s->out->years);
        y->year = year;
    }
    y->documents++;
    y->uses += hit->uses.n;
    s->out->uses += hit->uses.n;
}

static bool look_into(Search *s, sqlite3_stmt *candidate) {
    StoreDoc doc = store_doc(candidate);
    uint32_t headline = (uint32_t)sqlite3_column_int64(candidate, STORE_DOC_WIDTH);
    sqlite3_stmt *stmt = store_sql(s->store, SQL_TEXT_GET, s->err);
    if (!stmt) return false;
    int rc = sqlite3_bind_int64(stmt, 1, doc.doc);
    if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
    const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    StoreHit hit = {.doc = doc};
    if (text) {
        Str whole = {text, (size_t)sqlite3_column_bytes(stmt, 0)};
        if (doc.title && !headline) find_uses(&s->sought, &hit, str_of(doc.title), false, s->context, s->arena);
        find_uses(&s->sought, &hit, whole, true, s->context, s->arena);
    }
    sqlite3_reset(stmt);
    if (!text || !doc.id || !doc.source || !doc.kind)
        return store_error(s->store, s->store->db,
                           rc == SQLITE_ROW    ? SQLITE_NOMEM
                           : rc == SQLITE_DONE ? SQLITE_CORRUPT
                                               : rc,
                           s->err);
    if (!hit.uses.n) return true;
    hit.doc = store_doc_copy(s->arena, &doc);
    *vec_push(s->arena, &s->out->hits) = hit;
    count_year(s, &hit);
    return true;
}

static bool step_through(Search *s, sqlite3_stmt *stmt, int rc) {
    while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (!look_into(s, stmt)) return false;
        rc = SQLITE_OK;
    }
    return rc == SQLITE_DONE || store_error(s->store, s->store->db, rc, s->err);
}

static bool run_query(Search *s) {
    static const char sql[] =
        "SELECT " STORE_DOC_COLUMNS ", d.headline_end FROM (SELECT *, 0 AS number FROM documents) d"
        " WHERE d.doc IN (SELECT rowid FROM words WHERE words MATCH :query) AND" STORE_FILTERED STORE_ORDER;
    Buf query = {.arena = s->arena};
    wording_query(&s->sought, &query);
    int rc = sqlite3_prepare_v2(s->store->db, sql, -1, &s->candidates, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text64(s->candidates, sqlite3_bind_parameter_index(s->candidates, ":query"), query.p, query.n,
                                 SQLITE_STATIC, SQLITE_UTF8);
    if (rc == SQLITE_OK) rc = store_bind_filter(s->candidates, s->filter);
    return step_through(s, s->candidates, rc);
}

static bool count_searched(Search *s) {
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(s->store->db,
                                "SELECT count(*), coalesce(sum(d.words), 0), coalesce(min(d.published), ''),"
                                " coalesce(max(d.published), '') FROM documents d WHERE" STORE_FILTERED,
                                -1, &stmt, NULL);
    if (rc == SQLITE_OK) rc = store_bind_filter(stmt, s->filter);
    if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        StoreCounts *c = &s->out->searched;
        const char *from = (const char *)sqlite3_column_text(stmt, 2), *to = (const char *)sqlite3_column_text(stmt, 3);
        c->documents = (uint32_t)sqlite3_column_int64(stmt, 0);
        c->words = (uint64_t)sqlite3_column_int64(stmt, 1);
        snprintf(c->from, sizeof c->from, "%s", from ? from : "");
        snprintf(c->to, sizeof c->to, "%s", to ? to : "");
    }
    return store_finish(s->store, stmt, rc, s->err);
}

/* Their places in the whole list: hits and list have the same order. */
static bool number_hits(Search *s) {
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(s->store->db, "SELECT d.doc FROM documents d" STORE_ORDER, -1, &stmt, NULL);
    uint32_t number = 0, hit = 0;
    while (rc == SQLITE_OK && hit < s->out->hits.n && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        number++;
        if (sqlite3_column_int64(stmt, 0) == s->out->hits.at[hit].doc.doc) s->out->hits.at[hit++].doc.number = number;
        rc = SQLITE_OK;
    }
    return store_finish(s->store, stmt, rc, s->err);
}

static bool search_guarded(Search *s, const char *words, const Knowledge *know) {
    if (ARENA_GUARD(s->arena))
        return error_set(s->err, DM_NO_MEMORY, 0, "%s: memory ran out in the search for \"%.60s\"", s->store->path,
                         words);
    if (s->out->match == SEARCH_VARIANTS) {
        int rc = open_vocabulary(s->store, &s->vocabulary);
        if (rc != SQLITE_OK) return store_error(s->store, s->store->db, rc, s->err);
    }
    s->out->phrase = arena_copy(s->arena, words, strlen(words));
    return wording_read(s->out->phrase, s->out->match, know ? &know->variants : NULL, is_known, &s->vocabulary,
                        s->arena, &s->sought, s->err) &&
           run_query(s) && count_searched(s) && number_hits(s);
}

/* One state of the store for all the questions a search asks, though a writer be at work. */
static bool in_one_state(Search *s, const char *words, const Knowledge *know) {
    bool own = sqlite3_get_autocommit(s->store->db) != 0;
    if (own) {
        int rc = sqlite3_exec(s->store->db, "BEGIN", NULL, NULL, NULL);
        if (rc != SQLITE_OK) return store_error(s->store, s->store->db, rc, s->err);
    }
    bool ok = search_guarded(s, words, know);
    sqlite3_finalize(s->vocabulary.term);
    sqlite3_finalize(s->candidates);
    if (s->store->sql[SQL_TEXT_GET]) sqlite3_reset(s->store->sql[SQL_TEXT_GET]);
    if (own) sqlite3_exec(s->store->db, "COMMIT", NULL, NULL, NULL);
    return ok;
}

bool store_search(Store *store, const Knowledge *know, const char *phrase, SearchMatch match, const StoreFilter *filter,
                  uint32_t context, Arena *arena, StoreHits *out, dm_error *err) {
    *out = (StoreHits){.phrase = phrase, .match = match};
    if (!utf8_valid(str_of(phrase))) return error_set(err, DM_USAGE, 0, "the phrase is not UTF-8");
    Search s = {.store = store, .filter = filter, .context = context, .arena = arena, .out = out, .err = err};
    return in_one_state(&s, phrase, know);
}

/* ---- the finding ---- */

static void key_str(Json *j, const char *key, const char *value) {
    json_key(j, key);
    json_cstr(j, value && *value ? value : NULL);
}

static void evidence_json(Json *j, const StoreHit *hit, const StoreUse *use) {
    json_open(j, '{');
    key_str(j, "doc", hit->doc.id);
    key_str(j, "source", hit->doc.source);
    key_str(j, "published", hit->doc.published);
    key_str(j, "issuer", hit->doc.issuer ? hit->doc.issuer : hit->doc.outlet);
    json_key(j, "span");
    json_span(j, use->span);
    json_key(j, "text");
    json_str(j, use->context);
    json_close(j, '}');
}

void store_search_json(const StoreHits *hits, Buf *out) {
    Json j = {.out = out};
    json_open(&j, '{');
    key_str(&j, "finding", "phrase");
    key_str(&j, "formula", hits->phrase);
    key_str(&j, "match", hits->match == SEARCH_STRICT ? "strict" : "variants");
    json_key(&j, "documents");
    json_int(&j, hits->hits.n);
    json_key(&j, "uses");
    json_int(&j, hits->uses);
    json_key(&j, "years");
    json_open(&j, '[');
    for (uint32_t i = 0; i < hits->years.n; i++) {
        const StoreYear *y = &hits->years.at[i];
        json_open(&j, '{');
        json_key(&j, "year");
        if (y->year)
            json_int(&j, y->year);
        else
            json_null(&j);
        json_key(&j, "documents");
        json_int(&j, y->documents);
        json_key(&j, "uses");
        json_int(&j, y->uses);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_key(&j, "sources");
    json_open(&j, '[');
    for (uint32_t i = 0; i < hits->hits.n; i++) json_cstr(&j, hits->hits.at[i].doc.source);
    json_close(&j, ']');
    json_key(&j, "evidence");
    json_open(&j, '[');
    for (uint32_t i = 0; i < hits->hits.n; i++)
        for (uint32_t k = 0; k < hits->hits.at[i].uses.n; k++)
            evidence_json(&j, &hits->hits.at[i], &hits->hits.at[i].uses.at[k]);
    json_close(&j, ']');
    json_key(&j, "searched");
    json_open(&j, '{');
    json_key(&j, "documents");
    json_int(&j, hits->searched.documents);
    key_str(&j, "from", hits->searched.from);
    key_str(&j, "to", hits->searched.to);
    key_str(&j, "known_missing", NULL);
    json_close(&j, '}');
    json_close(&j, '}');
    buf_putc(out, '\n');
}
