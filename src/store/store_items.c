/* A record's items to rows: one table a kind, in the words of the record. */
#include "store/inner.h"

typedef struct {
    Store *store;
    int64_t doc;
    dm_error *err;
} Rows;

static bool role(const Rows *at, const char *item, uint32_t n, const char *name, uint32_t k, Ref actor, Span span) {
    return store_run(at->store, SQL_ROLE_ADD, at->err, "isisirp", at->doc, item, (int64_t)n, name, (int64_t)k, actor,
                     span);
}

static bool roles(const Rows *at, const char *item, uint32_t n, const char *name, const Refs *refs) {
    for (uint32_t k = 0; k < refs->n; k++)
        if (!role(at, item, n, name, k, refs->at[k], (Span){0, 0})) return false;
    return true;
}

static bool spans(const Rows *at, const char *item, uint32_t n, const char *name, const Spans *list) {
    for (uint32_t k = 0; k < list->n; k++)
        if (!store_run(at->store, SQL_SPAN_ADD, at->err, "isisip", at->doc, item, (int64_t)n, name, (int64_t)k,
                       list->at[k]))
            return false;
    return true;
}

static bool put_head(const Rows *at, const Document *d) {
    for (uint32_t n = 0; n < d->blocks.n; n++) {
        const Block *b = &d->blocks.at[n];
        if (!store_run(at->store, SQL_BLOCK_ADD, at->err, "iisp", at->doc, (int64_t)n, block_kind_name(b->kind),
                       b->span))
            return false;
    }
    for (uint32_t n = 0; n < d->notes.n; n++) {
        const Note *o = &d->notes.at[n];
        if (!store_run(at->store, SQL_NOTE_ADD, at->err, "iissp", at->doc, (int64_t)n, o->code, o->message, o->span))
            return false;
    }
    return true;
}

static bool put_times(const Rows *at, const Record *r) {
    for (uint32_t n = 0; n < r->times.n; n++) {
        const Time *t = &r->times.at[n];
        if (!store_run(at->store, SQL_TIME_ADD, at->err, "iipsssddri", at->doc, (int64_t)n, t->span,
                       time_type_name(t->type), t->value, t->mod, t->begin, t->end, t->from_published ? 0 : t->anchor,
                       (int64_t)t->from_published))
            return false;
    }
    return true;
}

static bool put_actors(const Rows *at, const Record *r) {
    for (uint32_t n = 0; n < r->actors.n; n++) {
        const Actor *a = &r->actors.at[n];
        if (!store_run(at->store, SQL_ACTOR_ADD, at->err, "iissssssss", at->doc, (int64_t)n, a->name,
                       actor_kind_name(a->kind), a->polity, a->office, standing_name(a->standing), a->sector, a->code,
                       a->wikidata))
            return false;
        for (uint32_t k = 0; k < a->mentions.n; k++)
            if (!store_run(at->store, SQL_MENTION_ADD, at->err, "iiisp", at->doc, (int64_t)n, (int64_t)k,
                           mention_form_name(a->mentions.at[k].form), a->mentions.at[k].span))
                return false;
        if (!roles(at, "actor", n, "members", &a->members)) return false;
    }
    return true;
}

static bool put_statements(const Rows *at, const Record *r) {
    for (uint32_t n = 0; n < r->statements.n; n++) {
        const Statement *s = &r->statements.at[n];
        if (!store_run(at->store, SQL_STATEMENT_ADD, at->err, "iipspprsi", at->doc, (int64_t)n, s->span,
                       statement_kind_name(s->kind), s->source_span, s->cue_span, s->time, s->medium,
                       (int64_t)s->denied))
            return false;
        if (!roles(at, "statement", n, "speakers", &s->speakers) || !spans(at, "statement", n, "content", &s->content))
            return false;
        for (uint32_t k = 0; k < s->via.n; k++)
            if (!role(at, "statement", n, "via", k, s->via.at[k].actor, s->via.at[k].span)) return false;
    }
    return true;
}

static bool put_event(const Rows *at, uint32_t n, const Event *e, Buf *contexts) {
    contexts->n = 0;
    for (uint32_t k = 0; k < e->contexts.n; k++) buf_printf(contexts, "%s%s", k ? " " : "", e->contexts.at[k]);
    if (contexts->failed) return error_set(at->err, DM_NO_MEMORY, 0, "%s: memory ran out", at->store->path);
    return store_run(at->store, SQL_EVENT_ADD, at->err, "iipsstsrddssspsrsips", at->doc, (int64_t)n, e->span, e->type,
                     e->mode, (Str){contexts->p, contexts->n}, e->cameo, e->time, e->begin, e->end, e->place.name,
                     e->place.state, e->place.wikidata, e->place.span, event_status_name(e->status), e->statement,
                     e->series_name, (int64_t)e->series_ordinal, e->predicate, e->rule) &&
           roles(at, "event", n, "actors", &e->actors) && roles(at, "event", n, "recipients", &e->recipients) &&
           roles(at, "event", n, "asserted_by", &e->asserted_by) && spans(at, "event", n, "actors", &e->actor_words) &&
           spans(at, "event", n, "recipients", &e->recipient_words) && spans(at, "event", n, "mentions", &e->mentions);
}

static bool put_events(const Rows *at, const Record *r) {
    Buf contexts = {0};
    bool ok = true;
    for (uint32_t n = 0; n < r->events.n && ok; n++) ok = put_event(at, n, &r->events.at[n], &contexts);
    buf_free(&contexts);
    return ok;
}

static bool put_formulas(const Rows *at, const Record *r) {
    for (uint32_t n = 0; n < r->formulas.n; n++) {
        const Formula *f = &r->formulas.at[n];
        if (!store_run(at->store, SQL_FORMULA_ADD, at->err, "iipssrpppps", at->doc, (int64_t)n, f->span, f->formula,
                       stance_name(f->stance), f->occasion, f->document, f->instead, f->since, f->evidence, f->rule) ||
            !roles(at, "formula", n, "holders", &f->holders) ||
            !roles(at, "formula", n, "asserted_by", &f->asserted_by))
            return false;
    }
    return true;
}

static bool put_commitments(const Rows *at, const Record *r) {
    for (uint32_t n = 0; n < r->commitments.n; n++) {
        const Commitment *c = &r->commitments.at[n];
        if (!store_run(at->store, SQL_COMMITMENT_ADD, at->err, "iipppddsprs", at->doc, (int64_t)n, c->span, c->act,
                       c->due, c->due_begin, c->due_end, strength_name(c->strength), c->condition, c->event, c->rule) ||
            !roles(at, "commitment", n, "by", &c->by) || !roles(at, "commitment", n, "to", &c->to))
            return false;
    }
    return true;
}

bool store_put_items(Store *store, int64_t doc, const Record *r, dm_error *err) {
    const Rows at = {store, doc, err};
    return put_head(&at, r->doc) && put_times(&at, r) && put_actors(&at, r) && put_statements(&at, r) &&
           put_events(&at, r) && put_formulas(&at, r) && put_commitments(&at, r);
}
