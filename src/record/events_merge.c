/* One real contact, one entry: a mention joins the contact told before it that it can be, or opens a new one. */
#include "record/events_draft.h"

enum { THEY_BEHIND = 3 }; /* sentences from a contact to "they met again" */
enum { LED_BEHIND = 2 };  /* sentences from a session to "Discussions were led by …" */
enum { MERGE_BACK = 48 }; /* contacts looked back at */

typedef enum {
    CLASS_SPOKE,
    CLASS_MET,
    CLASS_PHONE,
    CLASS_VIDEO,
    CLASS_PERSON
} ModeClass; /* spoke: by whatever means; met: perhaps on a screen */

static ModeClass mode_class(const Draft *d) {
    if (!d->mode) return CLASS_SPOKE;
    if (strcmp(d->mode, "phone") == 0) return CLASS_PHONE;
    if (strcmp(d->mode, "video") == 0) return CLASS_VIDEO;
    return strcmp(d->mode, "meeting") == 0 && !d->travel && !d->place_name ? CLASS_MET : CLASS_PERSON;
}

static bool modes_meet(const Draft *a, const Draft *b) {
    ModeClass x = mode_class(a), y = mode_class(b);
    if (x == y) return true;
    if (x == CLASS_SPOKE) return !b->travel;
    if (y == CLASS_SPOKE) return !a->travel;
    if (x == CLASS_MET) return y != CLASS_PHONE;
    return y == CLASS_MET && x != CLASS_PHONE;
}

static int status_class(EventStatus s) {
    if (s == STATUS_ACTUAL) return 0;
    return s == STATUS_NEGATED || s == STATUS_DENIED ? 2 : 1;
}

static bool plural_of(const Record *r, Ref group, Ref member) {
    const Actor *g = &r->actors.at[group - 1];
    if (g->kind != ACTOR_GROUP) return false;
    for (uint32_t i = 0; i < g->members.n; i++)
        if (g->members.at[i] == member) return true;
    return g->members.n == 0 && !g->polity;
}

static bool human(const Actor *a) {
    return a->kind == ACTOR_PERSON || a->kind == ACTOR_OFFICE;
}

/* 2: the same actor; 1: one may stand for the other (a state for its minister, "the two ministers" for one of them); 0: no. */
static int stands_for(const Record *r, const Draft *whole, const Party *p, const Party *q) {
    Ref a = p->actor, b = q->actor;
    if (a == b) return 2;
    const Actor *x = &r->actors.at[a - 1], *y = &r->actors.at[b - 1];
    if (plural_of(r, a, b) || plural_of(r, b, a)) return 1;
    if (!p->polity || !q->polity || strcmp(p->polity, q->polity) != 0) return 0;
    if (human(x) && human(y))
        return (x->kind == ACTOR_OFFICE) != (y->kind == ACTOR_OFFICE) && x->office && y->office &&
               strcmp(x->office, y->office) == 0;
    if (human(x) == human(y)) return 1;
    if (y->kind == ACTOR_STATE &&
        human(x)) /* a new person for a state that has somebody there already is another contact */
        for (uint32_t i = 0; i < whole->parties_n; i++) {
            const Actor *z = &r->actors.at[whole->parties[i].actor - 1];
            if (z != x && human(z) && whole->parties[i].polity && strcmp(whole->parties[i].polity, p->polity) == 0)
                return 0;
        }
    return 1;
}

static int overlap(const Record *r, const Draft *whole, const Draft *part, uint32_t *matched) {
    int score = 0;
    *matched = 0;
    for (uint32_t i = 0; i < part->parties_n; i++) {
        int best = 0;
        for (uint32_t j = 0; j < whole->parties_n; j++) {
            int s = stands_for(r, whole, &part->parties[i], &whole->parties[j]);
            if (s > best) best = s;
        }
        score += best;
        *matched += best > 0;
    }
    return score;
}

static int32_t days(Civil c) {
    return civil_valid(c) ? civil_to_days(c) : 0;
}
static bool dated(const Draft *d) {
    return civil_valid(d->begin) && civil_valid(d->end);
}
static bool dates_meet(const Draft *a, const Draft *b) {
    return !dated(a) || !dated(b) || (days(a->begin) <= days(b->end) && days(b->begin) <= days(a->end));
}
static bool same_dates(const Draft *a, const Draft *b) {
    return dated(a) && dated(b) && days(a->begin) == days(b->begin) && days(a->end) == days(b->end);
}

/* How well `d` fits `e`; 0 = they are two contacts. */
static int fit(const Record *r, const Draft *e, const Draft *d) {
    if (!modes_meet(e, d)) return 0;
    bool person = mode_class(e) == CLASS_PERSON || mode_class(e) == CLASS_MET;
    if (!dates_meet(e, d)) return 0;
    if (e->series && d->series && e->series != d->series) return 0;
    if (e->ordinal && d->ordinal && e->ordinal != d->ordinal && (e->series || e->series_name)) return 0;
    if (e->series_name && d->series_name && strcmp(e->series_name, d->series_name) != 0) return 0;
    bool back = d->noun && d->definite;
    if (status_class(e->status) != status_class(d->status) && !(back && !d->status_said) &&
        !(e->noun && e->definite && !e->status_said && e->travel == d->travel))
        return 0;
    if (d->again && !same_dates(e, d)) return 0;
    if (e->place_name && d->place_name && e->place_state && d->place_state &&
        strcmp(e->place_state, d->place_state) != 0)
        return 0;
    if (d->led && !dated(d) && !d->place_name && e->held && person && d->sentence <= e->last_sentence + LED_BEHIND)
        return 8;
    uint32_t of_d, of_e;
    int forward = overlap(r, e, d, &of_d);
    overlap(r, d, e, &of_e);
    if (d->parties_n == 0) {
        if (e->series && d->series) return 20;
        if (d->held && d->series) return same_dates(e, d) && person ? 12 : 0;
        if (d->series && !e->series) return 0; /* "on the margins of the G20" */
        if (!back) return 0;
        return 4 + (dated(d) && dated(e) ? 3 : 0) + (d->rule == e->rule ? 2 : 0) + (d->travel == e->travel);
    }
    if (e->parties_n == 0) return (e->series || e->series_name) && back && !d->travel ? 10 + (d->series != 0) : 0;
    if (of_d == 0) return 0;
    bool inside = of_d == d->parties_n, around = of_e == e->parties_n;
    if (d->travel && !e->travel && !e->place_name && !d->place_name)
        return 0; /* "his trip" is none of a meeting of no known place */
    if (!inside && !around) return 0;
    bool crowd = d->parties_n == 1 && r->actors.at[d->parties[0].actor - 1].kind == ACTOR_GROUP; /* "the leaders" */
    if (d->parties_n == 1 && !back && !d->travel && !crowd) return 0;
    if (d->parties_n == 1 && d->travel && !d->place_name && forward < 2) return 0; /* "his tour" is his who went */
    if (d->sentence == e->sentence && inside && around && !back && forward < 2 * (int)d->parties_n) return 0;
    if (d->sentence == e->sentence && !(inside && forward == 2 * (int)d->parties_n)) return 0;
    if (!inside && !back && d->parties_n < e->parties_n) return 0;
    if (!back && !e->noun && d->parties_n >= 2 && e->parties_n >= 2 && d->parties_n != e->parties_n &&
        dated(d) != dated(e))
        return 0;
    return 2 * forward + (int)of_e + 3 * same_dates(e, d) + (d->series && d->series == e->series ? 4 : 0) +
           (d->travel == e->travel);
}

static bool narrower(const Draft *d, const Draft *e) {
    if (!dated(d)) return false;
    if (!dated(e)) return true;
    return days(d->end) - days(d->begin) < days(e->end) - days(e->begin);
}

static bool stronger(EventStatus a, EventStatus b) { /* of plans: planned, then proposed, then possible */
    static const int rank[] = {5, 4, 1, 2, 6, 7};
    return rank[a] > rank[b];
}

static void merge(const Record *r, Draft *e, const Draft *d) {
    e->last_sentence = d->sentence;
    for (uint32_t i = 0; i < d->parties_n; i++) {
        uint32_t n = e->parties_n;
        draft_party(e, r, d->parties[i].actor, d->parties[i].words, d->parties[i].host);
        if (e->parties_n > n) e->parties[n].other = d->parties[i].other, e->parties[n].polity = d->parties[i].polity;
    }
    bool person = mode_class(e) == CLASS_PERSON || mode_class(e) == CLASS_MET,
         going = person && d->travel && (d->place_name || e->place_name);
    if (d->mode && (!e->mode || (going && !e->travel) || (mode_class(e) == CLASS_MET && mode_class(d) == CLASS_VIDEO)))
        e->mode = d->mode, e->cameo = d->cameo;
    if (going) e->travel = true;
    if (narrower(d, e)) e->begin = d->begin, e->end = d->end, e->time = d->time;
    if (!e->place_name && d->place_name) {
        e->place = d->place;
        e->place_name = d->place_name;
        e->place_state = d->place_state;
        e->place_words = d->place_words;
    }
    if (!e->series) e->series = d->series;
    if (!e->series && !e->series_name) e->series_name = d->series_name;
    if (!e->ordinal && (e->series || e->series_name)) e->ordinal = d->ordinal;
    if (d->status_said &&
        (!e->status_said || (status_class(d->status) == status_class(e->status) && stronger(d->status, e->status)))) {
        e->status = d->status;
        e->status_said = true;
    }
    if (e->noun && !e->held && !d->noun && draft_people(d, r) >= 2)
        e->rule = d->rule; /* the verb says it better than a headline's noun */
    e->definite = e->definite && d->definite;
    if (!span_overlap(e->predicate, d->predicate))
        *vec_push(r->arena, &e->mentions) = d->predicate;
    else
        e->predicate = span_join(e->predicate, d->predicate), e->span = span_join(e->span, d->predicate);
}

static bool stands_alone(const Record *r, const Draft *d) {
    if (d->series && (d->held || d->parties_n || (d->ordinal && dated(d)))) return true;
    if (d->series_name && d->held) return true;
    uint32_t n = draft_people(d, r);
    if (d->travel)
        return n >= 1 &&
               (d->place_name || n >= 2 || (d->noun && (d->time || (d->status_said && d->status == STATUS_PLANNED))));
    return n >= 2;
}

void drafts_add(const Record *r, Drafts *all, Draft *d) {
    d->last_sentence = d->sentence;
    if (d->they && all->n) { /* "they met again" */
        const Draft *before = &all->at[all->n - 1];
        if (before->parties_n == 2 && d->sentence <= before->last_sentence + THEY_BEHIND)
            for (uint32_t i = 0; i < 2; i++) draft_party(d, r, before->parties[i].actor, d->predicate, false);
    }
    uint32_t best = 0;
    int best_fit = 0;
    for (uint32_t k = all->n, n = 0; k > 0 && n < MERGE_BACK; k--, n++) {
        if (span_overlap(all->at[k - 1].predicate, d->predicate) && all->at[k - 1].sentence == d->sentence) {
            merge(r, &all->at[k - 1], d);
            return;
        }
        int f = fit(r, &all->at[k - 1], d);
        if (f > best_fit) best_fit = f, best = k;
    }
    if (best)
        merge(r, &all->at[best - 1], d);
    else if (stands_alone(r, d))
        *vec_push(r->arena, all) = *d;
}
