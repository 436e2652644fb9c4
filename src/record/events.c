/* The events of a document: contacts sentence by sentence, merged, then settled: who was host, what mode the place makes of a meeting. */
#include "record/events_draft.h"

enum { STATES_MAX = 512 };  /* states looked through for a code */
enum { SESSIONS_MAX = 64 }; /* contacts of a text looked at for the parties of a series */

typedef struct {
    const Record *r;
    Drafts *all;
} Collect;

static void expand(const Record *r, Draft *d);

static void collect(void *ctx, Draft *d) {
    Collect *k = ctx;
    expand(k->r, d);
    drafts_add(k->r, k->all, d);
}

static void keep_party(const Record *r, Draft *d, const Party *p, Ref actor) {
    uint32_t n = d->parties_n;
    draft_party(d, r, actor, p->words, p->host);
    if (d->parties_n == n) return;
    d->parties[n].other = p->other;
    if (!d->parties[n].polity && actor == p->actor) d->parties[n].polity = p->polity;
}

/* Whether party i says no more than another: a state or ministry where its minister stands, officials of whom two are named. */
static bool spoken_for(const Record *r, Draft *d, uint32_t i) {
    const Actor *a = &r->actors.at[d->parties[i].actor - 1];
    bool covered = a->kind == ACTOR_GROUP && !d->parties[i].polity && d->parties_n > 2;
    for (uint32_t k = 0; k < d->parties_n && a->kind != ACTOR_PERSON && d->parties[i].polity; k++) {
        const Actor *b = &r->actors.at[d->parties[k].actor - 1];
        if (k == i) continue;
        if (a->kind == ACTOR_GROUP && b->kind == ACTOR_PERSON && !d->parties[k].polity && k > i) {
            d->parties[k].polity = d->parties[i].polity; /* "U.S. officials — John Noh and Andrew Winternitz" */
            covered = true;
        }
        if (!d->parties[k].polity || strcmp(d->parties[i].polity, d->parties[k].polity) != 0) continue;
        covered = covered || b->kind == ACTOR_PERSON || (b->kind == ACTOR_OFFICE && a->kind != ACTOR_OFFICE);
    }
    return covered;
}

/* "The two ministers" become the ministers, where they are known; a state goes where a person speaks for it. */
static void expand(const Record *r, Draft *d) {
    Draft out = *d;
    out.parties_n = 0;
    for (uint32_t i = 0; i < d->parties_n; i++) {
        const Actor *a = &r->actors.at[d->parties[i].actor - 1];
        if (a->kind == ACTOR_GROUP && a->members.n >= 2)
            for (uint32_t k = 0; k < a->members.n; k++) keep_party(r, &out, &d->parties[i], a->members.at[k]);
        else
            keep_party(r, &out, &d->parties[i], d->parties[i].actor);
    }
    d->parties_n = 0;
    for (uint32_t i = 0; i < out.parties_n; i++)
        if (!spoken_for(r, &out, i)) d->parties[d->parties_n++] = out.parties[i];
}

static uint32_t polities(const Draft *d, const char **all) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->parties_n; i++) {
        const char *p = d->parties[i].polity;
        bool known = !p;
        for (uint32_t k = 0; k < n && !known; k++) known = strcmp(all[k], p) == 0;
        if (!known) all[n++] = p;
    }
    return n;
}

typedef struct {
    Record *r;
    const Drafts *all;
    Refs states; /* the actors that are states, each once */
} Settle;

static void list_states(Settle *s) {
    for (uint32_t i = 0; i < s->r->actors.n; i++)
        if (s->r->actors.at[i].kind == ACTOR_STATE && s->r->actors.at[i].polity && s->states.n < STATES_MAX)
            *vec_push(s->r->arena, &s->states) = i + 1;
}

static Ref state_actor(const Settle *s, Str polity) {
    for (uint32_t i = 0; polity.n && i < s->states.n; i++)
        if (str_eq(str_of(s->r->actors.at[s->states.at[i] - 1].polity), polity)) return s->states.at[i];
    return 0;
}

/* A meeting in the state of one side is a visit by the other; elsewhere it is in a third place; of three states or more, multilateral. */
static void settle_mode(Draft *d) {
    const char *all[DRAFT_PARTIES];
    uint32_t sides = polities(d, all);
    bool person = d->mode && (strcmp(d->mode, "meeting") == 0 || strcmp(d->mode, "visit") == 0);
    if (!person) return;
    bool hosted = false, visitor = false;
    for (uint32_t i = 0; i < d->parties_n; i++) {
        const char *p = d->parties[i].polity;
        bool home = d->parties[i].host || (d->place_state && p && strcmp(p, d->place_state) == 0);
        if (home)
            hosted = true;
        else
            visitor = true;
    }
    bool other_home = false, own_home = false;
    for (uint32_t i = 0; i < d->parties_n; i++) {
        const char *p = d->parties[i].polity;
        if (d->place_state && p && strcmp(p, d->place_state) == 0)
            *(d->parties[i].other ? &other_home : &own_home) = true;
    }
    for (uint32_t i = 0; i < d->parties_n;
         i++) /* "met with Kosovo President Osmani and Prime Minister Kurti": both are at home */
        if (other_home && !own_home && d->parties[i].other && !d->parties[i].polity) d->parties[i].host = true;
    if (sides >= 3 && !d->travel) {
        d->mode = "multilateral";
        d->cameo = "040";
        return;
    }
    if ((d->place_state || d->travel) && (hosted || d->travel) && visitor && (sides == 2 || d->travel)) {
        for (uint32_t i = 0; i < d->parties_n; i++) {
            const char *p = d->parties[i].polity;
            if (d->place_state && p && strcmp(p, d->place_state) == 0) d->parties[i].host = true;
        }
        d->mode = "visit";
        d->cameo = d->cameo && strcmp(d->cameo, "043") == 0 ? "043" : "042";
        return;
    }
    for (uint32_t i = 0; i < d->parties_n; i++) d->parties[i].host = false;
    if (d->place_state && !hosted && sides == 2)
        d->mode = "third-party", d->cameo = "044";
    else
        d->mode = "meeting";
    if (strcmp(d->mode, "meeting") == 0 && d->cameo && (strcmp(d->cameo, "042") == 0 || strcmp(d->cameo, "043") == 0))
        d->cameo = "040";
}

static bool after_reference(const Record *r, Civil day) {
    Civil ref = r->reference.day;
    return stamp_known(&r->reference) && civil_valid(ref) && civil_valid(day) &&
           civil_to_days(day) > civil_to_days(ref);
}

static void settle_status(const Record *r, Draft *d) {
    if (d->status == STATUS_ACTUAL && after_reference(r, d->begin)) d->status = STATUS_PLANNED;
    bool official = r->doc->kind == KIND_READOUT || (r->doc->kind == KIND_TRANSCRIPT && d->headline);
    if (official && d->status == STATUS_ACTUAL && !d->begin.year && (d->headline || !d->noun) &&
        civil_valid(r->reference.day))
        d->begin = d->end = r->reference.day;
}

static const char *series_members(const Record *r, const char *name) {
    const Organisations *o = &r->know->organisations;
    for (uint32_t i = 0; i < o->all.n; i++)
        if (o->all.at[i].series && strcmp(o->all.at[i].name, name) == 0) return o->all.at[i].members;
    return NULL;
}

static bool has_polity(const Draft *d, Str polity) {
    for (uint32_t i = 0; i < d->parties_n; i++)
        if (str_eq(str_of(d->parties[i].polity), polity)) return true;
    return false;
}

static void add_state(const Settle *s, Draft *d, Str polity) {
    Ref state = polity.n && !has_polity(d, polity) ? state_actor(s, polity) : 0;
    if (state) draft_party(d, s->r, state, d->predicate, false);
}

/* The members of a forum take part in its sessions, as far as the text names them; where the members are not known, the parties of its
 * other sessions in the text. */
static void add_members(const Settle *s, Draft *d) {
    const char *members = series_members(s->r, s->r->actors.at[d->series - 1].name);
    Str rest = str_of(members), one;
    while (table_alternative(&rest, &one)) add_state(s, d, one);
    for (uint32_t k = 0; !members && k < s->all->n && k < SESSIONS_MAX && d->parties_n < 2; k++) {
        const Draft *other = &s->all->at[k];
        if (other == d || other->series != d->series) continue;
        for (uint32_t i = 0; i < other->parties_n; i++) add_state(s, d, str_of(other->parties[i].polity));
    }
}

/* "Buttigieg will visit New York": a minister travelling at home meets nobody we know of. */
static bool at_home(const Draft *d) {
    for (uint32_t i = 0; i < d->parties_n; i++)
        if (!d->place_state || !d->parties[i].polity || strcmp(d->parties[i].polity, d->place_state) != 0) return false;
    return true;
}

static void emit(const Settle *s, Draft *d) {
    Record *r = s->r;
    expand(r, d);
    settle_status(r, d);
    bool travel_alone = d->travel && d->parties_n >= 1;
    bool group = d->parties_n == 1 && r->actors.at[d->parties[0].actor - 1].kind == ACTOR_GROUP;
    const Actor *series = d->series ? &r->actors.at[d->series - 1] : NULL;
    if (series) add_members(s, d);
    if (d->parties_n < 2 && !travel_alone && !group && !series) return;
    if (d->travel && at_home(d)) return;
    settle_mode(d);
    Event *e = vec_push(r->arena, &r->events);
    e->type = "CONSULT";
    e->mode = d->mode;
    e->cameo = d->cameo;
    e->rule = d->rule->id;
    e->span = d->span;
    e->predicate = d->predicate;
    e->status = d->status;
    e->time = d->time;
    e->begin = d->begin;
    e->end = d->end;
    e->place.name = d->place_name;
    e->place.state = d->place_state;
    e->place.span = d->place_words;
    e->series_name = series ? series->name : d->series_name;
    if (e->series_name) e->series_ordinal = d->ordinal;
    for (uint32_t i = 0; i < d->mentions.n; i++) *vec_push(r->arena, &e->mentions) = d->mentions.at[i];
    bool hosts = false;
    for (uint32_t i = 0; i < d->parties_n; i++) {
        bool host = d->parties[i].host && d->mode && strcmp(d->mode, "visit") == 0;
        hosts = hosts || host;
        *vec_push(r->arena, host ? &e->recipients : &e->actors) = d->parties[i].actor;
        *vec_push(r->arena, host ? &e->recipient_words : &e->actor_words) = d->parties[i].words;
    }
    if (!hosts && d->mode && strcmp(d->mode, "visit") == 0) { /* the state visited is the host where nobody is named */
        Ref host = state_actor(s, str_of(d->place_state));
        if (host) {
            *vec_push(r->arena, &e->recipients) = host;
            *vec_push(r->arena, &e->recipient_words) = d->place_words;
        }
    }
}

/* "…", the ministry said: whoever says a sentence asserts what it tells. */
static void attribute(Record *r) {
    for (uint32_t i = 0; i < r->events.n; i++) {
        Event *e = &r->events.at[i];
        uint32_t lo = 0, hi = r->statements.n;
        while (lo < hi) { /* the last statement that begins at or before the event */
            uint32_t mid = lo + (hi - lo) / 2;
            if (r->statements.at[mid].span.begin <= e->predicate.begin)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (uint32_t k = lo, n = 0; k > 0 && n < 4 && !e->statement; k--, n++) {
            const Statement *s = &r->statements.at[k - 1];
            for (uint32_t m = 0; m < s->content.n; m++)
                if (span_within(e->predicate, s->content.at[m])) e->statement = k;
            if (!e->statement) continue;
            for (uint32_t m = 0; m < s->via.n; m++) *vec_push(r->arena, &e->asserted_by) = s->via.at[m].actor;
            if (!s->via.n)
                for (uint32_t m = 0; m < s->speakers.n; m++) *vec_push(r->arena, &e->asserted_by) = s->speakers.at[m];
        }
    }
}

void events_read(Record *r) {
    const Analysis *a = r->words;
    if (!r->actor_of || !r->time_of) return; /* a document without words */
    Clauses *c = arena_alloc(r->arena, sizeof *c);
    Drafts all = {0};
    Collect k = {r, &all};
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        for (uint32_t i = a->sentences.at[s].first; i < a->sentences.at[s].last; i += CLAUSES_WINDOW) {
            clauses_read(r, i, a->sentences.at[s].last, c);
            contacts_find(c, s, collect, &k);
            acts_find(r, c);
        }
    }
    Vec(Event) acts = {r->events.at, r->events.n, r->events.cap};
    r->events.at = NULL; /* contacts come first, and the passes behind this one look for them */
    r->events.n = r->events.cap = 0;
    Settle settle = {.r = r, .all = &all};
    list_states(&settle);
    for (uint32_t i = 0; i < all.n; i++) emit(&settle, &all.at[i]);
    for (uint32_t i = 0; i < acts.n; i++) *vec_push(r->arena, &r->events) = acts.at[i];
    attribute(r);
}
