/* The actors of a document: persons with office and state, states, bodies, forums, groups; each with all its mentions. The steps are
 * told in actors.h; here they are called, and the list is brought into its final order. */
#include "record/actors.h"
#include <stdlib.h>
#include <string.h>

/* ---- the home state ---- */

enum { MINISTRIES = 64 };  /* ministries compared with one another */
enum { LABEL_WORDS = 16 }; /* words of an issuer, a place or an outlet that are looked at */

/* The words of a label, at most LABEL_WORDS. */
static uint32_t label_words(const Actors *c, const char *label, Word *words) {
    uint32_t n = 0;
    Cut cut = {.limit = label + strlen(label)};
    for (const char *p = label; p < cut.limit && n < LABEL_WORDS;) {
        size_t space = cut_space(p, cut.limit);
        p += space;
        if (p >= cut.limit) break;
        if (!cut.chunk || p >= cut.end) {
            cut.chunk = p;
            cut.end = cut_chunk_end(p, cut.limit);
        }
        size_t k = cut_word(&cut, p);
        Buf b = {.arena = c->arena};
        utf8_fold((Str){p, k}, &b);
        words[n++] = vocab_find(&c->know->vocab, (Str){b.p, b.n});
        p += k;
    }
    return n;
}

/* The polity that a label names ("The White House", "NAIROBI, Kenya", "Korea JoongAng Daily"); `org` the body, if it is one. */
static const char *polity_in(const Actors *c, const char *label, const Organisation **org) {
    if (!label) return NULL;
    Word words[LABEL_WORDS];
    uint32_t n = label_words(c, label, words);
    const char *polity = NULL;
    for (uint32_t i = 0; i < n; i++) {
        LexMatch m = lexicon_match(&c->know->organisations.names, words, n, i);
        if (m.length) {
            const Organisation *o =
                &c->know->organisations.all.at[c->know->organisations.aliases.at[m.value].organisation];
            if (org && !*org) *org = o;
            return o->polity ? o->polity : polity;
        }
        m = lexicon_match(&c->know->states.names, words, n, i);
        if (m.length && !polity) polity = polity_of_state(c, c->know->states.aliases.at[m.value].state);
    }
    return polity;
}

static void find_home(Actors *c, const Organisation **issuer) {
    const Document *d = c->r->doc;
    c->home = polity_in(c, d->issuer, issuer);
    if (!c->home) c->home = polity_in(c, d->dateline.place, NULL);
    if (!c->home) c->home = polity_in(c, d->outlet, NULL);
    if (c->home && !states_by_code(&c->know->states, c->home)) c->home = NULL;
}

/* The head's office that a label is: "President of Russia"; NULL. */
static const Office *office_in(const Actors *c, const char *label) {
    Word words[LABEL_WORDS];
    uint32_t n = label ? label_words(c, label, words) : 0;
    for (uint32_t i = 0; i < n && i < 2; i++) { /* "The President ..." */
        LexMatch m = lexicon_match(&c->know->offices.titles, words, n, i);
        if (!m.length) continue;
        const Office *office = &c->know->offices.all.at[c->know->offices.forms.at[m.value].office];
        bool whole = i + m.length == n || words[i + m.length] == c->naming->of;
        return whole && strcmp(office->level, "head") == 0 ? office : NULL;
    }
    return NULL;
}

enum { ISSUER_SENTENCES = 4 }; /* first sentences in which an issuer names its head */

/* A president's own office writes "Vladimir Putin had a telephone conversation with ...": whom it names first without a title is he. */
static void find_issuer_head(Actors *c) {
    const Office *office = office_in(c, c->r->doc->issuer);
    if (!office || !c->home) return;
    Title title = {.office = office};
    const char *name = title_name(c, &title, c->home);
    Person *best = NULL;
    for (uint32_t i = 0; i < c->persons.n; i++) {
        Person *p = &c->persons.at[i];
        const Actor *a = actor_of_ref(c, p->actor);
        if (a->office && a->polity && strcmp(a->polity, c->home) == 0 && strcmp(a->office, name) == 0) return;
        if (a->office || !p->given.n || (a->polity && strcmp(a->polity, c->home) != 0)) continue;
        if (c->a->sentence_of[a->mentions.at[0].first] >= ISSUER_SENTENCES) continue;
        if (!best || a->mentions.at[0].first < actor_of_ref(c, best->actor)->mentions.at[0].first) best = p;
    }
    if (!best) return;
    Actor *a = actor_of_ref(c, best->actor);
    a->office = name;
    a->polity = c->home;
    a->sector = office->sector;
    a->standing = STANDING_CURRENT;
    best->head = office;
}

static void set_issuer(Actors *c, const Organisation *org) {
    const char *label = c->r->doc->issuer;
    if (!label) return;
    const Office *office = org ? NULL : office_in(c, label);
    if (org) {
        c->r->issuer = organisation_actor(c, org);
        return;
    }
    const char *polity = polity_in(c, label, NULL);
    if (office && polity) {
        Title title = {.office = office};
        c->r->issuer = office_actor(c, title_name(c, &title, polity), polity, office);
        return;
    }
    c->r->issuer = body_actor(c, label, ACTOR_ORGANISATION, polity, polity ? "GOV" : NULL);
}

/* ---- offices that turn out to be a person's; persons whose state is the home state ---- */

static void merge(Actors *c, Ref from, Ref into) {
    Actor *a = actor_of_ref(c, from), *b = actor_of_ref(c, into);
    for (uint32_t i = 0; i < a->mentions.n; i++) *vec_push(c->arena, &b->mentions) = a->mentions.at[i];
    for (uint32_t i = 0; i < a->mentions.n; i++)
        for (uint32_t t = a->mentions.at[i].first; t < a->mentions.at[i].last; t++)
            if (c->r->actor_of[t] == from) c->r->actor_of[t] = into;
    a->mentions.n = 0;
    if (c->r->issuer == from) c->r->issuer = into;
    *vec_push(c->arena, &c->mergers) = (Merger){from, into};
}

static void settle_persons(Actors *c) {
    for (uint32_t i = 0; i < c->persons.n; i++) {
        Person *p = &c->persons.at[i];
        Actor *a = actor_of_ref(c, p->actor);
        if (!a->office || !a->polity) continue;
        Str key = str_of(arena_printf(c->arena, "%s %s", a->polity, a->office));
        uint32_t office = hash_get(&c->offices, key);
        if (office != HASH_NONE && office && a->standing != STANDING_FORMER) {
            merge(c, office, p->actor);
            hash_set(&c->offices, key, 0);
        }
    }
}

/* ---- the final order: by first mention, pairs last ---- */

typedef struct {
    uint32_t rank, at;
    Ref ref;
} Order;

static int by_place(const void *a, const void *b) {
    const Order *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->ref < y->ref ? -1 : x->ref > y->ref;
}

static int by_span(const void *a, const void *b) {
    const Mention *x = a, *y = b;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    return x->span.end < y->span.end ? -1 : x->span.end > y->span.end;
}

static void settle_order(Actors *c) {
    Record *r = c->r;
    uint32_t n = r->actors.n, kept = 0;
    Order *order = arena_alloc(c->arena, (n + 1) * sizeof *order);
    Ref *now = arena_alloc(c->arena, (n + 1) * sizeof *now);
    bool *member =
        arena_alloc(c->arena, (n + 1) * sizeof *member); /* of a pair: kept, for the pair's mentions become its own */
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; r->actors.at[i].mentions.n && k < r->actors.at[i].members.n; k++)
            member[r->actors.at[i].members.at[k]] = true;
    for (uint32_t i = 0; i < c->mergers.n; i++) member[c->mergers.at[i].from] = false;
    for (uint32_t i = 0; i < n; i++) {
        Actor *a = &r->actors.at[i];
        if (!a->mentions.n && r->issuer != i + 1 && !member[i + 1]) continue;
        if (a->mentions.n) qsort(a->mentions.at, a->mentions.n, sizeof *a->mentions.at, by_span);
        order[kept++] = (Order){a->members.n > 0, a->mentions.n ? a->mentions.at[0].span.begin : UINT32_MAX, i + 1};
    }
    qsort(order, kept, sizeof *order, by_place);
    Actor *sorted = arena_alloc(c->arena, (kept + 1) * sizeof *sorted);
    for (uint32_t i = 0; i < kept; i++) {
        sorted[i] = r->actors.at[order[i].ref - 1];
        now[order[i].ref] = i + 1;
    }
    for (uint32_t i = c->mergers.n; i-- > 0;) now[c->mergers.at[i].from] = now[c->mergers.at[i].into];
    r->actors.at = sorted;
    r->actors.n = kept;
    r->actors.cap = kept + 1;
    for (uint32_t i = 0; i < kept; i++)
        for (uint32_t k = 0; k < sorted[i].members.n; k++) sorted[i].members.at[k] = now[sorted[i].members.at[k]];
    for (uint32_t t = 0; t < c->n; t++) r->actor_of[t] = now[r->actor_of[t]];
    r->issuer = now[r->issuer];
}

static void count_states(Actors *c) {
    for (uint32_t i = 0; i < c->pieces.n; i++)
        if (c->pieces.at[i].kind == PIECE_STATE) c->named[c->pieces.at[i].state]++;
}

/* A ministry without its state is the one that the text names with it, if it names just one. */
static void settle_ministries(Actors *c) {
    uint32_t n = c->ministries.n < MINISTRIES ? c->ministries.n : MINISTRIES;
    for (uint32_t i = 0; i < n; i++) {
        Ministry *m = &c->ministries.at[i];
        Ref with_state = 0;
        bool several = false;
        if (actor_of_ref(c, m->ref)->polity) continue;
        for (uint32_t k = 0; k < n; k++) {
            const Ministry *o = &c->ministries.at[k];
            if (o->portfolio != m->portfolio || !actor_of_ref(c, o->ref)->polity) continue;
            several = several || (with_state && with_state != o->ref);
            with_state = o->ref;
        }
        if (with_state && !several) merge(c, m->ref, with_state);
    }
}

void actors_read(Record *r) {
    Arena *arena = r->arena;
    uint32_t n = r->words->tokens.n;
    Actors c = {.r = r,
                .a = r->words,
                .know = r->know,
                .naming = &r->know->naming,
                .arena = arena,
                .words = r->words->words,
                .tokens = r->words->tokens.at,
                .n = n};
    c.piece_of = arena_alloc(arena, (n + 1) * sizeof *c.piece_of);
    c.states = arena_alloc(arena, (r->know->states.all.n + 1) * sizeof *c.states);
    c.named = arena_alloc(arena, (r->know->states.all.n + 1) * sizeof *c.named);
    c.surnames.arena = c.name_words.arena = c.bodies.arena = c.offices.arena = arena;
    const Organisation *issuer = NULL;
    find_home(&c, &issuer);
    pieces_read(&c);
    count_states(&c);
    people_read(&c);
    find_issuer_head(&c);
    polities_settle(&c);
    coref_read(&c);
    set_issuer(&c, issuer);
    settle_persons(&c);
    settle_ministries(&c);
    settle_order(&c);
}
