/* Where and when: the place and the time expression that belong to a verb or noun of contact. */
#include "record/events_draft.h"

const PlaceEntry *place_at(const Record *r, uint32_t token, uint32_t last, uint32_t *length) {
    uint32_t i = token;
    if (!(r->words->tokens.at[i].flags & TOKEN_UPPER_FIRST) &&
        !(word_is(r, i, WORD_DET) && i + 1 < last && (r->words->tokens.at[i + 1].flags & TOKEN_UPPER_FIRST)))
        return NULL;
    const Places *places = &r->know->places;
    LexMatch m = lexicon_match(&places->names, r->words->words, last, i);
    if (!m.length && word_is(r, i, WORD_DET) && i + 1 < last) {
        m = lexicon_match(&places->names, r->words->words, last, ++i);
        if (m.length) m.length++;
    }
    *length = m.length;
    return m.length ? &places->entries.at[m.value] : NULL;
}

static void set_place(Draft *d, const Clauses *c, const Phrase *p) {
    const Record *r = c->r;
    for (uint32_t i = p->first; i < p->last; i++) {
        uint32_t n;
        const PlaceEntry *e = place_at(r, i, c->last, &n);
        if (!e) continue;
        d->place = e;
        d->place_words = tokens_span(r->words, i, i + n);
        d->place_state = e->state;
        d->place_name = e->name;
        return;
    }
    if (!p->actor) return;
    const Actor *a = &r->actors.at[p->actor - 1];
    if (a->kind != ACTOR_STATE && a->kind != ACTOR_PLACE) return;
    d->place_words = tokens_span(r->words, p->actor_first, p->head + 1);
    d->place_state = a->polity;
    d->place_name = a->name;
}

/* "spoke about the crisis in Haiti", "talks on security in Asia": the place is the topic's. */
static bool topic(const Record *r, uint32_t prep) {
    static const char *const words[] = {"about", "on", "for", "regarding", "concerning", "over", "against", "amid"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (token_is(r, prep, words[i])) return !(prep + 1 < r->words->tokens.n && r->time_of[prep + 1]);
    return false;
}

void draft_place(Draft *d, const Clauses *c, uint32_t from, uint32_t to, bool travel) {
    for (uint32_t i = from; i < to && !d->place_name;) {
        const Phrase *p = clauses_phrase(c, i);
        if (!p) {
            i++;
            continue;
        }
        i = p->last;
        if (p->aside || p->is_time || !p->preposition) continue;
        uint32_t prep = p->preposition - 1;
        bool in = token_is(c->r, prep, "in") || token_is(c->r, prep, "at");
        bool to_place = travel && (token_is(c->r, prep, "to") || token_is(c->r, prep, "for"));
        if (!in && !to_place) {
            if (word_is(c->r, prep, WORD_CLAUSAL) || topic(c->r, prep)) return;
            continue;
        }
        set_place(d, c, p);
    }
}

static bool usable(const Time *t) {
    return (t->type == TIME_DATE || t->type == TIME_TIME) && t->begin.year;
}

static bool time_preposition(const Record *r, uint32_t prep) {
    static const char *const good[] = {"on",         "in",      "at", "during", "for",  "from",  "over",
                                       "throughout", "through", "to", "by",     "late", "early", "until"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (token_is(r, prep, good[i])) return true;
    return false;
}

/* Thursday *and* Friday, May 1 *to* 2: two expressions of one span of days. `limit`: where to stop looking. */
void draft_set_time(Draft *d, const Record *r, Ref time, uint32_t limit) {
    const Time *t = &r->times.at[time - 1];
    d->time = time;
    d->begin = t->begin;
    d->end = t->end.year ? t->end : t->begin;
    for (Ref next = time + 1; next <= r->times.n; next++) {
        const Time *u = &r->times.at[next - 1];
        if (u->first < r->times.at[next - 2].last || u->first > r->times.at[next - 2].last + 1 || u->first >= limit)
            return;
        uint32_t between = r->times.at[next - 2].last;
        if (u->first != between + 1 || !usable(u)) return;
        bool range = word_is(r, between, WORD_AND) || token_is(r, between, "to") || token_is(r, between, "through") ||
                     token_is(r, between, "until") || token_is(r, between, "-") ||
                     token_is(r, between, "\xE2\x80\x93") || token_is(r, between, ",");
        if (!range) return;
        Civil end = u->end.year ? u->end : u->begin;
        if (civil_valid(end) && civil_valid(d->end) && civil_to_days(end) > civil_to_days(d->end)) d->end = end;
    }
}

/* "talked about his visit in September": the day is the visit's. "met for talks on Monday": it is both. */
static bool other_contact(const Clauses *c, const Phrase *p) {
    const Record *r = c->r;
    if (!p->preposition || p->actor || token_is(r, p->preposition - 1, "for") || token_is(r, p->preposition - 1, "in"))
        return false;
    for (uint32_t i = p->first; i <= p->head; i++) {
        LexMatch m = lexicon_match(&r->know->contacts.nouns, r->words->words, p->head + 1, i);
        if (m.length && i + m.length == p->head + 1) return true;
    }
    return false;
}

/* The first time expression in [from, to) that may be the day of what stands before `from`; one behind "since", "after" or "before" is not. */
static Ref time_within(const Clauses *c, uint32_t from, uint32_t to) {
    const Record *r = c->r;
    for (uint32_t i = from; i < to;) {
        const Phrase *p = clauses_phrase(c, i);
        if (!p) {
            uint32_t k = word_entry(r, i).classes;
            if ((k & WORD_CLAUSAL) && !token_is(r, i, "as")) return 0;
            i++;
            continue;
        }
        i = p->last;
        if (p->aside) continue;
        if (p->preposition && word_is(r, p->preposition - 1, WORD_CLAUSAL) && !token_is(r, p->preposition - 1, "as"))
            return 0;
        if (other_contact(c, p)) return 0;
        if (!p->is_time || !usable(&r->times.at[p->time - 1])) continue;
        if (p->preposition && !time_preposition(r, p->preposition - 1)) continue;
        return p->time;
    }
    return 0;
}

void draft_time(Draft *d, const Clauses *c, uint32_t phrase, uint32_t from, uint32_t to, uint32_t clause) {
    const Record *r = c->r;
    if (d->time) return;
    if (phrase) { /* "Thursday's call" */
        const Phrase *p = &c->phrases.at[phrase - 1];
        if (p->time && usable(&r->times.at[p->time - 1])) {
            draft_set_time(d, r, p->time, p->last);
            return;
        }
    }
    Ref t = time_within(c, from, to);
    if (!t && clause) { /* "On Wednesday evening, Cho talked", "Harris today met" */
        for (uint32_t i = 0; i < c->phrases.n && !t; i++) {
            const Phrase *p = &c->phrases.at[i];
            if (p->first >= from) break;
            if (!p->is_time || p->aside || p->clause != clause || !usable(&r->times.at[p->time - 1])) continue;
            if (p->preposition && !time_preposition(r, p->preposition - 1)) continue;
            if (i && c->phrases.at[i - 1].last == p->first && c->phrases.at[i - 1].preposition && !p->preposition) {
                uint32_t before = c->phrases.at[i - 1].preposition - 1;
                if (word_is(r, before, WORD_CLAUSAL) || token_is(r, before, "of") || token_is(r, before, "about"))
                    continue;
            }
            t = p->time;
        }
    }
    if (t) draft_set_time(d, r, t, c->last);
}
