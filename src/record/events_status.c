/* What a verb group says of its own truth: tense, negation, modals, the verbs it depends on ("agreed to", "invited Cho to"). */
#include "record/events_draft.h"

enum { GOVERNORS_MAX = 4, PARTICLES_MAX = 3 };

LexMatch verb_match(const Clauses *c, uint32_t verb, const Lexicon *lex, bool passive, uint32_t *end) {
    const VerbGroup *v = &c->verbs.at[verb - 1];
    const Record *r = c->r;
    Word words[2 + PARTICLES_MAX];
    uint32_t n = 0;
    if (passive) words[n++] = vocab_find(&r->know->vocab, STR("be"));
    words[n++] = v->lemma;
    for (uint32_t i = v->head + 1; n < sizeof words / sizeof *words && i < c->last; i++) {
        if (!c->verb_of[i - c->first] && c->phrase_of[i - c->first] && !word_is(r, i, WORD_PREPOSITION | WORD_ADVERB) &&
            c->phrases.at[c->phrase_of[i - c->first] - 1].actor)
            break;
        words[n++] = r->words->words[i];
    }
    LexMatch m = v->lemma ? lexicon_match(lex, words, n, 0) : (LexMatch){0, 0};
    *end = v->head + 1 + (m.length ? m.length - 1 - (passive ? 1 : 0) : 0);
    if (m.length && passive && m.length < 2) m.length = 0;
    return m;
}

const Undertaking *verb_undertaking(const Clauses *c, uint32_t verb) {
    const VerbGroup *v = &c->verbs.at[verb - 1];
    const Undertakings *u = &c->r->know->undertakings;
    uint32_t end;
    if (word_is(c->r, v->head, WORD_BE)) { /* "is likely to" */
        uint32_t i = v->last;
        while (i < c->last && i < v->last + 2 && word_is(c->r, i, WORD_ADVERB) && !word_is(c->r, i, WORD_TO_ADJECTIVE))
            i++;
        LexMatch m = i < c->last ? lexicon_match(&u->adjective, c->r->words->words, c->last, i) : (LexMatch){0, 0};
        if (m.length) return &u->entries.at[m.value];
    }
    LexMatch m = verb_match(c, verb, v->passive ? &u->passive : &u->active, false, &end);
    return m.length ? &u->entries.at[m.value] : NULL;
}

uint32_t verb_object(const Clauses *c, uint32_t verb) {
    uint32_t i = c->verbs.at[verb - 1].last;
    while (i < c->last && !c->verb_of[i - c->first]) {
        uint32_t p = c->phrase_of[i - c->first];
        if (p && !c->phrases.at[p - 1].is_time) return c->phrases.at[p - 1].preposition ? 0 : p;
        if (p) {
            i = c->phrases.at[p - 1].last;
            continue;
        }
        if (!word_is(c->r, i, WORD_ADVERB) &&
            (c->r->words->tokens.at[i].flags & (TOKEN_QUOTE_OPEN | TOKEN_QUOTE_CLOSE)) == 0)
            return 0;
        i++;
    }
    return 0;
}

/* The object of "invited Cho to", "called on Japan to". */
static uint32_t object_before(const Clauses *c, const VerbGroup *governor, uint32_t limit) {
    for (uint32_t i = governor->last; i < limit; i++) {
        uint32_t p = c->phrase_of[i - c->first];
        if (p && c->phrases.at[p - 1].actor) return c->phrases.at[p - 1].list;
    }
    return 0;
}

uint32_t verb_subject(const Clauses *c, uint32_t verb) {
    for (int depth = 0; depth < GOVERNORS_MAX; depth++) {
        const VerbGroup *v = &c->verbs.at[verb - 1];
        if (!v->governor) return v->subject;
        const VerbGroup *g = &c->verbs.at[v->governor - 1];
        const Undertaking *u = verb_undertaking(c, v->governor);
        if (u && u->object_acts && !g->passive) {
            uint32_t object = object_before(c, g, v->first);
            if (object) return object;
        }
        if (v->shape == VERB_GERUND && v->subject && v->subject != g->subject) return v->subject;
        verb = v->governor;
    }
    return c->verbs.at[verb - 1].subject;
}

static bool clause_opens_with(const Clauses *c, uint32_t clause, const char *word) {
    return clause && token_is(c->r, c->clauses.at[clause - 1].first, word);
}

static EventStatus own_status(const Clauses *c, const VerbGroup *v, bool *said) {
    const Clause *cl = v->clause ? &c->clauses.at[v->clause - 1] : NULL;
    *said = true;
    if (v->negated) return STATUS_NEGATED;
    if (v->possible || clause_opens_with(c, v->clause, "whether") || clause_opens_with(c, v->clause, "if"))
        return STATUS_POSSIBLE;
    if (v->future || (v->shape == VERB_INFINITIVE && v->passive && !v->governor)) return STATUS_PLANNED;
    for (uint32_t i = v->first; i < v->head; i++)
        if (token_is(c->r, i, "should") || token_is(c->r, i, "must")) return STATUS_PROPOSED;
    if (v->conditional) return cl && cl->reported ? STATUS_PLANNED : STATUS_POSSIBLE;
    *said = v->past || v->perfect || v->progressive || v->passive;
    return STATUS_ACTUAL;
}

static EventStatus status_named(const char *name) {
    static const struct {
        const char *name;
        EventStatus status;
    } all[] = {{"actual", STATUS_ACTUAL},     {"planned", STATUS_PLANNED}, {"possible", STATUS_POSSIBLE},
               {"proposed", STATUS_PROPOSED}, {"negated", STATUS_NEGATED}, {"denied", STATUS_DENIED}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0) return all[i].status;
    return STATUS_ACTUAL;
}

/* "agreed to meet" under "may": the weaker of the two. */
static EventStatus under(EventStatus outer, EventStatus inner) {
    if (outer == STATUS_ACTUAL) return inner;
    if (inner == STATUS_ACTUAL) return outer;
    if (outer == STATUS_NEGATED) return inner == STATUS_NEGATED ? STATUS_PLANNED : STATUS_NEGATED;
    if (inner == STATUS_NEGATED || inner == STATUS_DENIED) return inner;
    return outer == STATUS_PLANNED ? inner : outer;
}

EventStatus verb_status(const Clauses *c, uint32_t verb, bool *said, const Undertaking **undertaking) {
    if (undertaking) *undertaking = NULL;
    EventStatus status = own_status(c, &c->verbs.at[verb - 1], said);
    const VerbGroup *own = &c->verbs.at[verb - 1];
    const Phrase *noun =
        own->shape == VERB_INFINITIVE && own->first > c->first ? clauses_phrase(c, own->first - 1) : NULL;
    if (noun && !noun->actor) { /* "accepted the invitation to visit" */
        const Undertakings *all = &c->r->know->undertakings;
        LexMatch m = lexicon_match(&all->nouns, c->r->words->words, noun->head + 1, noun->head);
        if (m.length) {
            if (undertaking && all->entries.at[m.value].strength) *undertaking = &all->entries.at[m.value];
            *said = true;
            return under(status_named(all->entries.at[m.value].status), status);
        }
    }
    for (int depth = 0; depth < GOVERNORS_MAX && c->verbs.at[verb - 1].governor; depth++) {
        const VerbGroup *v = &c->verbs.at[verb - 1];
        const VerbGroup *g = &c->verbs.at[v->governor - 1];
        bool governor_said;
        EventStatus outer = own_status(c, g, &governor_said);
        const Undertaking *u = verb_undertaking(c, v->governor);
        if (u) {
            status = under(status_named(u->status), status);
            if (undertaking && !*undertaking && u->strength) *undertaking = u;
        }
        status = under(outer, status);
        *said = *said || governor_said || u;
        verb = v->governor;
    }
    const VerbGroup *top = &c->verbs.at[verb - 1];
    if (top->clause && c->clauses.at[top->clause - 1].reported && c->clauses.at[top->clause - 1].parent) {
        uint32_t saying = c->clauses.at[c->clauses.at[top->clause - 1].parent - 1].last_verb;
        const Undertaking *u =
            saying && c->verbs.at[saying - 1].last <= top->first ? verb_undertaking(c, saying) : NULL;
        if (u && strcmp(u->status, "denied") == 0) *said = true, status = STATUS_DENIED;
    }
    return status;
}

uint32_t verb_reach(const Clauses *c, uint32_t token) {
    for (uint32_t i = token; i < c->last; i++) {
        if (c->verb_of[i - c->first]) return i;
        uint16_t flags = c->r->words->tokens.at[i].flags;
        if (token_is(c->r, i, ";") || token_is(c->r, i, ":") || (flags & TOKEN_QUOTE_CLOSE)) return i;
        if (!c->phrase_of[i - c->first] && word_is(c->r, i, WORD_SUBORDINATOR | WORD_RELATIVE)) return i;
    }
    return c->last;
}
