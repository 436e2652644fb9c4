/* Events other than contacts, as far as a verb with its subject and object tells them (acts.tsv): A condemned B's launch, A and B signed a
 * treaty, A imposed sanctions on B. */
#include "record/events_draft.h"

enum { ACT_BACK = 24 }; /* acts looked back at for a repetition */

static bool in_object(const Record *r, const Clauses *c, const ActRule *rule, uint32_t object) {
    if (!rule->objects.n) return true;
    if (!object) return false;
    const Phrase *p = &c->phrases.at[object - 1];
    for (uint32_t i = p->first; i < p->last; i++)
        for (uint32_t k = 0; k < rule->objects.n; k++)
            if (r->words->words[i] == rule->objects.at[k]) return true;
    return false;
}

/* An actor inside the phrase, in front of its head: "Russia's attack", "Russian diplomats"; or behind it: "the launch by North Korea". */
static void owner_target(Draft *d, const Clauses *c, uint32_t phrase) {
    const Record *r = c->r;
    const Phrase *p = &c->phrases.at[phrase - 1];
    if (p->actor) {
        draft_list(d, c, phrase, true);
        return;
    }
    for (uint32_t i = p->first; i < p->head; i++) {
        uint32_t end = i + 1;
        if (!r->actor_of[i]) continue;
        while (end < p->head && r->actor_of[end] == r->actor_of[i]) end++;
        draft_party(d, r, r->actor_of[i], tokens_span(r->words, i, end), true);
        return;
    }
    if (phrase >= c->phrases.n) return;
    const Phrase *q = p + 1;
    if (q->preposition == p->last + 1 && q->actor &&
        (token_is(r, p->last, "of") || token_is(r, p->last, "by") || token_is(r, p->last, "from")))
        draft_list(d, c, phrase + 1, true);
}

static uint32_t behind(const Clauses *c, const char *preposition, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        const Phrase *p = clauses_phrase(c, i);
        if (p && p->first == i && p->preposition && p->actor && !p->aside &&
            token_is(c->r, p->preposition - 1, preposition))
            return c->phrase_of[i - c->first];
    }
    return 0;
}

static bool find_target(Draft *d, const Clauses *c, const ActRule *rule, uint32_t object, uint32_t from, uint32_t to) {
    uint32_t before = d->parties_n;
    for (int i = 0; i < ACT_TARGETS && rule->targets[i] && d->parties_n == before; i++) {
        if (strcmp(rule->targets[i], "object") == 0) {
            if (object && c->phrases.at[object - 1].actor) draft_list(d, c, object, true);
        } else if (strcmp(rule->targets[i], "owner") == 0) {
            if (object) owner_target(d, c, object);
        } else {
            uint32_t p = behind(c, rule->targets[i], from, to);
            if (p) draft_list(d, c, p, true);
        }
    }
    return d->parties_n > before;
}

static bool political(const Record *r, const Draft *d) {
    for (uint32_t i = 0; i < d->parties_n; i++) {
        const Actor *a = &r->actors.at[d->parties[i].actor - 1];
        if (!d->parties[i].host && (a->polity || a->office || a->members.n)) return true;
    }
    return false;
}

/* "agreed to meet", "refused to hold talks": the plan or denial of a contact, which is told as that. */
static bool tells_contact(const Clauses *c, uint32_t verb) {
    const Contacts *contacts = &c->r->know->contacts;
    uint32_t end;
    for (uint32_t k = verb + 1; k <= c->verbs.n; k++) {
        if (c->verbs.at[k - 1].governor != verb) continue;
        if (verb_match(c, k, &contacts->verbs, false, &end).length) return true;
        uint32_t object = verb_object(c, k);
        if (!object || !verb_match(c, k, &contacts->light, false, &end).length) return false;
        const Phrase *p = &c->phrases.at[object - 1];
        return lexicon_match(&contacts->nouns, c->r->words->words, p->head + 1, p->head).length > 0;
    }
    return false;
}

static bool read_act(const Clauses *c, const ActRule *rule, uint32_t verb, uint32_t after, Draft *d) {
    const VerbGroup *v = &c->verbs.at[verb - 1];
    const Record *r = c->r;
    uint32_t reach = verb_reach(c, after), subject = verb_subject(c, verb), object = verb_object(c, verb);
    if (v->passive) { /* "the launch was condemned by Japan" */
        uint32_t by = behind(c, "by", after, reach);
        if (!by || !subject) return false;
        object = subject;
        subject = by;
    }
    if (!in_object(r, c, rule, object)) return false;
    draft_list(d, c, subject, false);
    uint32_t own = d->parties_n;
    if (!own || !political(r, d)) return false;
    bool target = find_target(d, c, rule, object, after, reach);
    if (!target && !rule->targetless && !(rule->mutual && draft_people(d, r) >= 2)) return false;
    if (!target && !rule->mutual && object && word_is(r, c->phrases.at[object - 1].head, WORD_PRONOUN))
        return false; /* "condemned it" */
    if (rule->mutual)
        for (uint32_t i = 0; i < d->parties_n; i++) d->parties[i].host = false;
    d->status = verb_status(c, verb, &d->status_said, NULL);
    d->predicate = tokens_span(r->words, v->first, after);
    draft_time(d, c, 0, after, reach, v->clause);
    return true;
}

static bool same_list(const Refs *a, const Refs *b) {
    if (a->n != b->n) return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (a->at[i] != b->at[i]) return false;
    return true;
}

static Event *told_before(Record *r, const Event *e) {
    for (uint32_t k = r->events.n, n = 0; k > 0 && n < ACT_BACK; k--, n++) {
        Event *old = &r->events.at[k - 1];
        bool days =
            !old->begin.year || !e->begin.year ||
            (civil_valid(old->begin) && civil_valid(e->begin) && civil_to_days(old->begin) == civil_to_days(e->begin));
        if (strcmp(old->type, e->type) == 0 && old->status == e->status && days &&
            same_list(&old->actors, &e->actors) && same_list(&old->recipients, &e->recipients))
            return old;
    }
    return NULL;
}

static void push_act(Record *r, const ActRule *rule, const Draft *d) {
    Event e = {.type = rule->type,
               .mode = rule->mode,
               .cameo = rule->cameo,
               .rule = rule->id,
               .span = d->predicate,
               .predicate = d->predicate,
               .status = d->status,
               .time = d->time,
               .begin = d->begin,
               .end = d->end};
    for (uint32_t i = 0; i < d->parties_n; i++) {
        *vec_push(r->arena, d->parties[i].host ? &e.recipients : &e.actors) = d->parties[i].actor;
        *vec_push(r->arena, d->parties[i].host ? &e.recipient_words : &e.actor_words) = d->parties[i].words;
        e.span = span_join(e.span, d->parties[i].words);
    }
    Event *old = told_before(r, &e);
    if (old)
        *vec_push(r->arena, &old->mentions) = d->predicate;
    else
        *vec_push(r->arena, &r->events) = e;
}

void acts_find(Record *r, const Clauses *c) {
    const Acts *acts = &r->know->acts;
    for (uint32_t k = 1; k <= c->verbs.n; k++) {
        uint32_t after;
        LexMatch m = verb_match(c, k, &acts->verbs, false, &after);
        for (uint32_t link = m.length ? m.value + 1 : 0; link; link = acts->links.at[link - 1].next) {
            const ActRule *rule = &acts->rules.at[acts->links.at[link - 1].rule];
            Draft d = {0};
            if ((strcmp(rule->type, "AGREE") == 0 || strcmp(rule->type, "REJECT") == 0) && tells_contact(c, k))
                continue;
            if (!read_act(c, rule, k, after, &d)) continue;
            push_act(r, rule, &d);
            break;
        }
    }
}
