/* A record to its line of JSON. Field names and their order are a public interface: docs/record.md. */
#include "base/json.h"
#include "record/record.h"
#include <stdio.h>

static void key_cstr(Json *j, const char *key, const char *value) {
    json_key(j, key);
    json_cstr(j, value);
}

static void key_span(Json *j, const char *key, Span span) {
    json_key(j, key);
    json_span(j, span);
}

static void key_ref(Json *j, const char *key, Ref ref) {
    json_key(j, key);
    if (ref)
        json_int(j, (long long)ref - 1);
    else
        json_null(j);
}

static void key_refs(Json *j, const char *key, const Refs *refs) {
    json_key(j, key);
    json_open(j, '[');
    for (uint32_t i = 0; i < refs->n; i++) json_int(j, (long long)refs->at[i] - 1);
    json_close(j, ']');
}

static void key_spans(Json *j, const char *key, const Spans *spans) {
    json_key(j, key);
    json_open(j, '[');
    for (uint32_t i = 0; i < spans->n; i++) json_span(j, spans->at[i]);
    json_close(j, ']');
}

static void key_stamp(Json *j, const char *key, const Stamp *stamp) {
    char text[STAMP_TEXT];
    key_cstr(j, key, stamp_print(stamp, text) ? text : NULL);
}

static void key_day(Json *j, const char *key, Civil day) {
    char text[24];
    if (day.year) snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
    key_cstr(j, key, day.year ? text : NULL);
}

static void doc_json(Json *j, const Record *r) {
    const Document *d = r->doc;
    json_open(j, '{');
    key_cstr(j, "id", d->id);
    key_cstr(j, "source", d->source);
    key_cstr(j, "kind", doc_kind_name(d->kind));
    key_cstr(j, "title", d->title);
    key_cstr(j, "outlet", d->outlet);
    key_ref(j, "issuer", r->issuer);
    json_key(j, "bylines");
    json_open(j, '[');
    for (uint32_t i = 0; i < d->bylines.n; i++) json_cstr(j, d->bylines.at[i]);
    json_close(j, ']');
    key_stamp(j, "published", &d->published);
    key_stamp(j, "updated", &d->updated);
    key_cstr(j, "published_from", published_from_name(d->published_from));
    json_key(j, "dateline");
    if (d->dateline.place || stamp_known(&d->dateline.value)) {
        json_open(j, '{');
        key_cstr(j, "place", d->dateline.place);
        key_stamp(j, "value", &d->dateline.value);
        key_span(j, "span", d->dateline.span);
        json_close(j, '}');
    } else {
        json_null(j);
    }
    key_cstr(j, "lang", d->lang);
    if (d->url) key_cstr(j, "url", d->url);
    if (d->given) {
        json_key(j, "given");
        json_raw(j, str_of(d->given));
    }
    json_close(j, '}');
}

static void time_json(Json *j, const Time *t) {
    json_open(j, '{');
    key_span(j, "span", t->span);
    key_cstr(j, "type", time_type_name(t->type));
    key_cstr(j, "value", t->value);
    key_cstr(j, "mod", t->mod);
    key_day(j, "begin", t->begin);
    key_day(j, "end", t->end);
    if (t->from_published)
        key_cstr(j, "anchor", "published");
    else
        key_ref(j, "anchor", t->anchor);
    json_close(j, '}');
}

static void actor_json(Json *j, const Actor *a) {
    json_open(j, '{');
    key_cstr(j, "name", a->name);
    key_cstr(j, "kind", actor_kind_name(a->kind));
    key_cstr(j, "polity", a->polity);
    key_cstr(j, "office", a->office);
    key_cstr(j, "standing", standing_name(a->standing));
    key_cstr(j, "sector", a->sector);
    key_cstr(j, "code", a->code);
    key_cstr(j, "wikidata", a->wikidata);
    if (a->members.n) key_refs(j, "members", &a->members);
    json_key(j, "mentions");
    json_open(j, '[');
    for (uint32_t i = 0; i < a->mentions.n; i++) {
        json_open(j, '{');
        key_span(j, "span", a->mentions.at[i].span);
        key_cstr(j, "form", mention_form_name(a->mentions.at[i].form));
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void statement_json(Json *j, const Statement *s) {
    json_open(j, '{');
    key_span(j, "span", s->span);
    key_cstr(j, "kind", statement_kind_name(s->kind));
    key_refs(j, "speakers", &s->speakers);
    key_span(j, "source_span", s->source_span);
    key_span(j, "cue_span", s->cue_span);
    key_spans(j, "content", &s->content);
    json_key(j, "via");
    json_open(j, '[');
    for (uint32_t i = 0; i < s->via.n; i++) {
        json_open(j, '{');
        key_ref(j, "actor", s->via.at[i].actor);
        key_span(j, "span", s->via.at[i].span);
        json_close(j, '}');
    }
    json_close(j, ']');
    key_ref(j, "time", s->time);
    key_cstr(j, "medium", s->medium);
    json_key(j, "denied");
    json_bool(j, s->denied);
    json_close(j, '}');
}

static void event_place_json(Json *j, const Event *e) {
    json_key(j, "place");
    if (!e->place.name) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    key_cstr(j, "name", e->place.name);
    key_cstr(j, "state", e->place.state);
    key_cstr(j, "wikidata", e->place.wikidata);
    key_span(j, "span", e->place.span);
    json_close(j, '}');
}

static void event_series_json(Json *j, const Event *e) {
    json_key(j, "series");
    if (!e->series_name) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    key_cstr(j, "name", e->series_name);
    json_key(j, "ordinal");
    if (e->series_ordinal)
        json_int(j, e->series_ordinal);
    else
        json_null(j);
    json_close(j, '}');
}

static void event_json(Json *j, const Event *e) {
    json_open(j, '{');
    key_span(j, "span", e->span);
    key_cstr(j, "type", e->type);
    key_cstr(j, "mode", e->mode);
    json_key(j, "contexts");
    json_open(j, '[');
    for (uint32_t i = 0; i < e->contexts.n; i++) json_cstr(j, e->contexts.at[i]);
    json_close(j, ']');
    key_cstr(j, "cameo", e->cameo);
    key_refs(j, "actors", &e->actors);
    key_refs(j, "recipients", &e->recipients);
    key_ref(j, "time", e->time);
    key_day(j, "begin", e->begin);
    key_day(j, "end", e->end);
    event_place_json(j, e);
    key_cstr(j, "status", event_status_name(e->status));
    key_refs(j, "asserted_by", &e->asserted_by);
    key_ref(j, "statement", e->statement);
    event_series_json(j, e);
    json_key(j, "words");
    json_open(j, '{');
    key_span(j, "predicate", e->predicate);
    key_spans(j, "actors", &e->actor_words);
    key_spans(j, "recipients", &e->recipient_words);
    json_close(j, '}');
    key_spans(j, "mentions", &e->mentions);
    key_cstr(j, "rule", e->rule);
    json_close(j, '}');
}

static void worded_span(Json *j, const char *key, const Record *r, Span span, const char *name) {
    json_key(j, key);
    if (span_is_none(span)) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_key(j, name);
    json_str(j, (Str){r->doc->text + span.begin, span.end - span.begin});
    key_span(j, "span", span);
    json_close(j, '}');
}

static void formula_json(Json *j, const Record *r, const Formula *f) {
    json_open(j, '{');
    key_cstr(j, "formula", f->formula);
    key_span(j, "span", f->span);
    key_refs(j, "holders", &f->holders);
    key_cstr(j, "stance", stance_name(f->stance));
    key_ref(j, "occasion", f->occasion);
    worded_span(j, "document", r, f->document, "name");
    worded_span(j, "instead", r, f->instead, "text");
    worded_span(j, "since", r, f->since, "text");
    key_refs(j, "asserted_by", &f->asserted_by);
    key_span(j, "span_evidence", f->evidence);
    key_cstr(j, "rule", f->rule);
    json_close(j, '}');
}

static void commitment_json(Json *j, const Commitment *c) {
    json_open(j, '{');
    key_span(j, "span", c->span);
    key_refs(j, "by", &c->by);
    key_refs(j, "to", &c->to);
    key_span(j, "act", c->act);
    json_key(j, "due");
    if (span_is_none(c->due)) {
        json_null(j);
    } else {
        json_open(j, '{');
        key_span(j, "span", c->due);
        key_day(j, "begin", c->due_begin);
        key_day(j, "end", c->due_end);
        json_close(j, '}');
    }
    key_cstr(j, "strength", strength_name(c->strength));
    key_span(j, "condition", c->condition);
    key_ref(j, "event", c->event);
    key_cstr(j, "rule", c->rule);
    json_close(j, '}');
}

void record_json(const Record *r, Buf *out) {
    Json j = {.out = out};
    const Document *d = r->doc;
    json_open(&j, '{');
    key_cstr(&j, "schema", "demarche-record/1");
    json_key(&j, "doc");
    doc_json(&j, r);
    json_key(&j, "text");
    json_str(&j, (Str){d->text, d->length});
    json_key(&j, "blocks");
    json_open(&j, '[');
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        json_open(&j, '{');
        key_cstr(&j, "kind", block_kind_name(d->blocks.at[i].kind));
        key_span(&j, "span", d->blocks.at[i].span);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_key(&j, "sentences");
    json_open(&j, '[');
    for (uint32_t i = 0; i < r->words->sentences.n; i++)
        json_span(&j, tokens_span(r->words, r->words->sentences.at[i].first, r->words->sentences.at[i].last));
    json_close(&j, ']');
#define LIST(key, list, call)                                                                                          \
    json_key(&j, key);                                                                                                 \
    json_open(&j, '[');                                                                                                \
    for (uint32_t i = 0; i < r->list.n; i++) call;                                                                     \
    json_close(&j, ']')
    LIST("times", times, time_json(&j, &r->times.at[i]));
    LIST("actors", actors, actor_json(&j, &r->actors.at[i]));
    LIST("statements", statements, statement_json(&j, &r->statements.at[i]));
    LIST("events", events, event_json(&j, &r->events.at[i]));
    LIST("formulas", formulas, formula_json(&j, r, &r->formulas.at[i]));
    LIST("commitments", commitments, commitment_json(&j, &r->commitments.at[i]));
#undef LIST
    json_key(&j, "notes");
    json_open(&j, '[');
    for (uint32_t i = 0; i < d->notes.n; i++) {
        json_open(&j, '{');
        key_cstr(&j, "code", d->notes.at[i].code);
        key_cstr(&j, "message", d->notes.at[i].message);
        key_span(&j, "span", d->notes.at[i].span);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
}

void record_item_json(const Record *r, RecordList list, uint32_t i, Buf *out) {
    Json j = {.out = out};
    switch (list) {
    case RECORD_TIMES: time_json(&j, &r->times.at[i]); break;
    case RECORD_ACTORS: actor_json(&j, &r->actors.at[i]); break;
    case RECORD_STATEMENTS: statement_json(&j, &r->statements.at[i]); break;
    case RECORD_EVENTS: event_json(&j, &r->events.at[i]); break;
    case RECORD_FORMULAS: formula_json(&j, r, &r->formulas.at[i]); break;
    case RECORD_COMMITMENTS: commitment_json(&j, &r->commitments.at[i]); break;
    }
}
