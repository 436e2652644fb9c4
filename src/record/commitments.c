/* What is to happen next: who undertook, agreed, plans, was invited or is expected to do what, by when. Three sources: a verb in front of an
 * infinitive ("agreed to meet"), a noun in front of one ("the plan to announce"), "will" of a governmental subject; and the contacts that are
 * planned or proposed and that no verb of these has told. */
#include "record/events_draft.h"

enum { REPEAT_BACK = 24, ACT_TOKENS = 70 }; /* commitments looked back at for a repetition; tokens of one act */

static Strength strength_named(const char *name) {
    for (int s = STRENGTH_VOWED; s <= STRENGTH_POSSIBLE; s++)
        if (strcmp(strength_name((Strength)s), name) == 0) return (Strength)s;
    return STRENGTH_PLANS;
}

/* Whether the actor acts for a state or an international body; "officials" of no state do not. */
static bool governmental(const Actor *a) {
    if (a->kind == ACTOR_PLACE || a->kind == ACTOR_SERIES) return false;
    if (a->sector && (strcmp(a->sector, "MED") == 0 || strcmp(a->sector, "BUS") == 0 || strcmp(a->sector, "CVL") == 0 ||
                      strcmp(a->sector, "EDU") == 0 || strcmp(a->sector, "NGO") == 0))
        return false;
    if (a->kind == ACTOR_GROUP) return a->polity || a->members.n;
    return a->polity || a->office;
}

static void add_party(Record *r, Refs *list, Ref actor) {
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i] == actor) return;
    *vec_push(r->arena, list) = actor;
}

static void add_actor(Record *r, Refs *list, Ref actor) {
    const Actor *a = &r->actors.at[actor - 1];
    if (!governmental(a)) return;
    if (a->kind == ACTOR_GROUP && a->members.n)
        for (uint32_t i = 0; i < a->members.n; i++) add_party(r, list, a->members.at[i]);
    else
        add_party(r, list, actor);
}

static void add_phrases(Record *r, const Clauses *c, Refs *list, uint32_t phrase) {
    for (uint32_t k = phrase ? c->phrases.at[phrase - 1].list : 0, n = 0; k && n < DRAFT_PARTIES;
         k = c->phrases.at[k - 1].next, n++)
        if (c->phrases.at[k - 1].actor) add_actor(r, list, c->phrases.at[k - 1].actor);
}

/* "We will": the speaker, where a quotation says it. */
static void add_first_person(Record *r, const Clauses *c, Refs *list, uint32_t phrase) {
    if (!phrase || list->n) return;
    const Phrase *p = &c->phrases.at[phrase - 1];
    if (!token_is(r, p->head, "i") && !token_is(r, p->head, "we")) return;
    uint32_t at = r->words->tokens.at[p->head].begin, lo = 0, hi = r->statements.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->statements.at[mid].span.begin <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t k = lo, n = 0; k > 0 && n < 3; k--, n++) {
        const Statement *s = &r->statements.at[k - 1];
        for (uint32_t m = 0; m < s->content.n; m++)
            if (s->content.at[m].begin <= at && at < s->content.at[m].end) {
                for (uint32_t i = 0; i < s->speakers.n; i++) add_actor(r, list, s->speakers.at[i]);
                return;
            }
    }
    if (r->issuer) add_actor(r, list, r->issuer);
}

/* ---- the act, its day, its condition ---- */

static bool finite_phrase_at(const Clauses *c, uint32_t i) { /* a phrase with a finite verb behind it: another clause */
    const Phrase *p = clauses_phrase(c, i);
    if (!p) return false;
    uint32_t k = p->last;
    while (k < c->last && word_is(c->r, k, WORD_ADVERB)) k++;
    const VerbGroup *v = clauses_verb(c, k);
    return v && v->shape == VERB_FINITE;
}

static uint32_t act_end(const Clauses *c, uint32_t from) {
    const Record *r = c->r;
    int quotes = 0;
    uint32_t i = from;
    for (; i < c->last && i < from + ACT_TOKENS; i++) {
        uint16_t flags = r->words->tokens.at[i].flags;
        if (flags & TOKEN_QUOTE_OPEN) quotes++;
        if ((flags & TOKEN_QUOTE_CLOSE) && --quotes < 0) break;
        if (token_is(r, i, ";") || token_is(r, i, ":") || token_is(r, i, ".") || token_is(r, i, "?") ||
            token_is(r, i, "!"))
            break;
        if (token_is(r, i, "\xE2\x80\x94") || token_is(r, i, "according") || token_is(r, i, "if") ||
            token_is(r, i, "unless"))
            break;
        uint32_t next = i + 1;
        if (next >= c->last) continue;
        bool comma = token_is(r, i, ",");
        if (comma && word_is(r, next, WORD_AND)) next++;
        if (next >= c->last) break;
        const VerbGroup *v = clauses_verb(c, next);
        const Phrase *p = clauses_phrase(c, next);
        bool apart =
            p && p->last < c->last && word_is(r, p->last, WORD_RELATIVE) && !p->preposition; /* ", a commitment that" */
        if (comma && (token_is(r, next, "according") || apart || word_is(r, next, WORD_RELATIVE | WORD_SUBORDINATOR) ||
                      finite_phrase_at(c, next) || (v && (v->shape == VERB_FINITE || v->shape == VERB_GERUND))))
            break;
        if (!comma && word_is(r, i, WORD_AND) && ((v && v->shape == VERB_FINITE) || finite_phrase_at(c, next))) break;
    }
    while (i > from && (r->words->tokens.at[i - 1].flags & TOKEN_PUNCT) &&
           !(r->words->tokens.at[i - 1].flags & TOKEN_QUOTE_CLOSE))
        i--;
    return i;
}

static bool to_come(const Record *r, const Time *t) {
    if (t->type != TIME_DATE && t->type != TIME_TIME) return false;
    Civil last = t->end.year ? t->end : t->begin;
    if (!civil_valid(last)) return t->value && strcmp(t->value, "FUTURE_REF") == 0;
    if (!civil_valid(r->reference.day)) return true;
    int32_t now = civil_to_days(r->reference.day); /* "earlier this year" ends today and is no day to come */
    return civil_to_days(last) > now || (civil_valid(t->begin) && civil_to_days(t->begin) >= now);
}

static void find_due(Record *r, const Clauses *c, Commitment *m, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        Ref t = r->time_of[i];
        if (!t && !c->phrase_of[i - c->first] && word_is(r, i, WORD_CLAUSAL | WORD_PREPOSITION) &&
            !c->verb_of[i - c->first] &&
            (token_is(r, i, "during") || token_is(r, i, "after") || token_is(r, i, "since") ||
             token_is(r, i, "following")))
            break; /* "during their talks this week": the talks' day */
        if (t && to_come(r, &r->times.at[t - 1])) {
            const Time *time = &r->times.at[t - 1];
            m->due = time->span;
            m->due_begin = time->begin;
            m->due_end = time->end.year ? time->end : time->begin;
            return;
        }
    }
    for (uint32_t i = from; i < to; i++) {
        LexMatch found = lexicon_match(&r->know->undertakings.due, r->words->words, to < c->last ? to : c->last, i);
        if (!found.length) continue;
        m->due = tokens_span(r->words, i, i + found.length);
        return;
    }
}

static void find_condition(const Record *r, const Clauses *c, Commitment *m, uint32_t from) {
    for (uint32_t i = c->first; i < c->last; i++) {
        if (c->phrase_of[i - c->first] ||
            !(token_is(r, i, "if") || token_is(r, i, "unless") || token_is(r, i, "provided")))
            continue;
        if (token_is(r, i, "provided") && !(i + 1 < c->last && token_is(r, i + 1, "that"))) continue;
        uint32_t end = i;
        while (end < c->last && !token_is(r, end, ",") && !token_is(r, end, ".") && !token_is(r, end, ";")) end++;
        if (i < from && end > from) continue;
        if (end > i + 1) m->condition = tokens_span(r->words, i, end);
        return;
    }
}

/* The contact of each token that tells of it. */
typedef struct {
    Record *r;
    Ref *event_of;
    bool *told; /* of each event: a commitment has it */
} Told;

static void mark_words(Told *t, Span words, Ref event) {
    for (uint32_t i = token_at(t->r->words, words.begin), n = 0; i < t->r->words->tokens.n && n < ACT_TOKENS;
         i++, n++) {
        if (t->r->words->tokens.at[i].begin >= words.end) return;
        if (!t->event_of[i]) t->event_of[i] = event;
    }
}

static void mark_events(Told *t) {
    for (uint32_t i = 0; i < t->r->events.n; i++) {
        const Event *e = &t->r->events.at[i];
        if (strcmp(e->type, "CONSULT") != 0) continue;
        mark_words(t, e->predicate, i + 1);
        for (uint32_t k = 0; k < e->mentions.n; k++) mark_words(t, e->mentions.at[k], i + 1);
    }
}

static void find_event(Told *t, Commitment *m) {
    for (uint32_t i = token_at(t->r->words, m->act.begin);
         i < t->r->words->tokens.n && t->r->words->tokens.at[i].begin < m->act.end && !m->event; i++)
        m->event = t->event_of[i];
    if (m->event) t->told[m->event - 1] = true;
}

static bool same_parties(const Refs *a, const Refs *b) {
    if (a->n != b->n) return false;
    for (uint32_t i = 0; i < a->n; i++) {
        bool there = false;
        for (uint32_t k = 0; k < b->n; k++) there = there || a->at[i] == b->at[k];
        if (!there) return false;
    }
    return true;
}

static bool same_act(const Record *r, Span a,
                     Span b) { /* a headline and its sentence, a caption printed twice: the same first words */
    Str x = {r->doc->text + a.begin, a.end - a.begin}, y = {r->doc->text + b.begin, b.end - b.begin};
    size_t n = x.n < y.n ? x.n : y.n, same = 0;
    while (same < n && x.p[same] == y.p[same]) same++;
    return same == n || same >= 24;
}

static bool in_headline(const Record *r, uint32_t at) {
    return r->doc->blocks.n && r->doc->blocks.at[0].kind == BLOCK_HEADLINE && at < r->doc->blocks.at[0].span.end;
}

static bool same_opening(const Record *r, Span a, Span b) { /* the same verb */
    return str_eq_fold(token_str(r->words, token_at(r->words, a.begin)),
                       token_str(r->words, token_at(r->words, b.begin)));
}

static void push(Told *t, Commitment *m) {
    Record *r = t->r;
    if (m->by.n == 0) return;
    for (uint32_t k = r->commitments.n, n = 0; k > 0 && n < REPEAT_BACK; k--, n++) {
        const Commitment *old = &r->commitments.at[k - 1];
        if (span_overlap(old->act, m->act)) return;
        if (old->strength != m->strength || !same_parties(&old->by, &m->by)) continue;
        if (in_headline(r, old->act.begin) && same_opening(r, old->act, m->act)) { /* the body says it in full */
            find_event(t, m);
            r->commitments.at[k - 1] = *m;
            return;
        }
        if (same_act(r, old->act, m->act)) return;
    }
    find_event(t, m);
    *vec_push(r->arena, &r->commitments) = *m;
}

/* ---- from verbs ---- */

static void fill_act(Record *r, const Clauses *c, Commitment *m, uint32_t governor_first, uint32_t head) {
    uint32_t end = act_end(c, head + 1);
    if (end <= head) end = head + 1;
    find_due(r, c, m, head, end);
    if (span_is_none(m->due) && governor_first > c->first)
        find_due(r, c, m, c->first, governor_first < c->first + 12 ? governor_first : c->first + 12);
    m->act = tokens_span(r->words, head, end);
    if (!span_is_none(m->due) && m->due.end == m->act.end &&
        m->due.begin > m->act.begin) { /* "visit Washington | as soon as possible" */
        uint32_t last = token_at(r->words, m->due.begin);
        while (last > head + 1 && word_is(r, last - 1, WORD_PREPOSITION)) last--;
        if (last > head) m->act = tokens_span(r->words, head, last);
    }
    m->span = span_join(tokens_span(r->words, governor_first, head + 1), m->act);
    find_condition(r, c, m, head);
    for (uint32_t i = head + 1; i < end && !m->to.n; i++) { /* "provide deterrence to the ROK" */
        const Phrase *p = clauses_phrase(c, i);
        if (p && p->first == i && p->preposition && p->actor && token_is(r, p->preposition - 1, "to"))
            add_actor(r, &m->to, p->actor);
    }
}

static void from_governed(Told *t, const Clauses *c, uint32_t verb) {
    Record *r = t->r;
    const VerbGroup *v = &c->verbs.at[verb - 1];
    const VerbGroup *g = &c->verbs.at[v->governor - 1];
    const Undertaking *u = verb_undertaking(c, v->governor);
    if (!u || !u->strength || g->negated) return;
    if (v->shape == VERB_GERUND && v->first > g->last && !token_is(r, v->first - 1, "to") &&
        !token_is(r, v->first - 1, "on") && !token_is(r, v->first - 1, "toward"))
        return;
    if (v->shape == VERB_INFINITIVE && !u->object_acts) /* "plan a visit to discuss": a purpose, not what is planned */
        for (uint32_t i = g->last; i < v->first; i++) {
            const Phrase *p = clauses_phrase(c, i);
            if (p && !p->is_time && !p->preposition && !p->aside) return;
        }
    Commitment m = {.rule = u->id, .strength = strength_named(u->strength)};
    uint32_t subject = verb_subject(c, verb);
    if (u->object_acts && !g->passive && subject == g->subject) return; /* "expects to" with nobody named: a forecast */
    add_phrases(r, c, &m.by, subject);
    add_first_person(r, c, &m.by, subject);
    if (u->object_acts && !g->passive && m.strength == STRENGTH_INVITED) add_phrases(r, c, &m.to, g->subject);
    fill_act(r, c, &m, g->first, v->head);
    push(t, &m);
}

static bool promises(const Record *r, const Clauses *c, const VerbGroup *v) {
    static const char *const states[] = {"be",     "have", "remain", "continue", "need",   "depend", "face",
                                         "become", "see",  "mean",   "require",  "affect", "lead",   "come",
                                         "seem",   "like", "know",   "think",    "want",   "result", "prove",
                                         "help",   "make", "get",    "find",     "lose",   "win"};
    Str lemma = vocab_form(&r->know->vocab, v->lemma);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (str_eq(lemma, str_of(states[i]))) return false;
    (void)c;
    return lemma.n > 0;
}

static void from_will(Told *t, const Clauses *c, uint32_t verb) {
    Record *r = t->r;
    const VerbGroup *v = &c->verbs.at[verb - 1];
    const Clause *cl = v->clause ? &c->clauses.at[v->clause - 1] : NULL;
    bool opinion = r->doc->kind == KIND_OPINION || r->doc->kind == KIND_ANALYSIS;
    if (!cl || !v->subject || v->passive || !promises(r, c, v)) return;
    if (v->future && opinion && !cl->reported && !cl->quote) return;
    if (!v->future ||
        (opinion && cl->reported && !cl->quote)) { /* "Trump said he would reach out": his own word on himself */
        uint32_t said = cl->reported && cl->parent ? c->clauses.at[cl->parent - 1].last_verb : 0;
        const Phrase *speaker =
            said && c->verbs.at[said - 1].subject ? &c->phrases.at[c->verbs.at[said - 1].subject - 1] : NULL;
        if (!speaker || !speaker->actor || speaker->actor != c->phrases.at[v->subject - 1].actor) return;
    }
    Commitment m = {.rule = "will", .strength = STRENGTH_WILL};
    add_phrases(r, c, &m.by, v->subject);
    add_first_person(r, c, &m.by, v->subject);
    fill_act(r, c, &m, v->first, v->head);
    push(t, &m);
}

/* ---- from nouns: "the ROK's plan to announce", "its commitment to provide" ---- */

static void from_noun(Told *t, const Clauses *c, uint32_t verb) {
    Record *r = t->r;
    const VerbGroup *v = &c->verbs.at[verb - 1];
    if (v->first == c->first) return;
    const Phrase *p = clauses_phrase(c, v->first - 1);
    if (!p || p->actor) return;
    LexMatch found = lexicon_match(&r->know->undertakings.nouns, r->words->words, p->head + 1, p->head);
    if (!found.length) return;
    const Undertaking *u = &r->know->undertakings.entries.at[found.value];
    if (!u->strength) return;
    Commitment m = {.rule = u->id, .strength = strength_named(u->strength)};
    uint32_t first, last;
    Ref owner = clauses_owner(c, p->head, &first, &last);
    if (owner) add_actor(r, &m.by, owner);
    for (uint32_t i = p->first; i < p->head && !m.by.n; i++)
        if (r->actor_of[i]) add_actor(r, &m.by, r->actor_of[i]);
    if (!m.by.n && v->governor) add_phrases(r, c, &m.by, c->verbs.at[v->governor - 1].subject);
    fill_act(r, c, &m, p->head, v->head);
    push(t, &m);
}

static void from_sentence(Told *t, const Clauses *c) {
    for (uint32_t k = 1; k <= c->verbs.n; k++) {
        const VerbGroup *v = &c->verbs.at[k - 1];
        if (v->shape == VERB_FINITE && (v->future || (v->conditional && !v->perfect)))
            from_will(t, c, k);
        else if (v->shape == VERB_INFINITIVE || v->shape == VERB_GERUND) {
            if (v->shape == VERB_INFINITIVE) from_noun(t, c, k);
            if (v->governor) from_governed(t, c, k);
        }
    }
}

/* ---- from contacts that are still to come ---- */

static void from_events(Told *t) {
    Record *r = t->r;
    for (uint32_t i = 0; i < r->events.n; i++) {
        const Event *e = &r->events.at[i];
        if (strcmp(e->type, "CONSULT") != 0 || e->status == STATUS_ACTUAL || e->status == STATUS_NEGATED ||
            e->status == STATUS_DENIED)
            continue;
        if (t->told[i]) continue;
        Commitment m = {.rule = e->rule, .span = e->span, .act = e->span, .event = i + 1};
        m.strength = e->status == STATUS_PLANNED    ? STRENGTH_PLANS
                     : e->status == STATUS_PROPOSED ? STRENGTH_PROPOSED
                                                    : STRENGTH_POSSIBLE;
        for (uint32_t k = 0; k < e->actors.n; k++) add_actor(r, &m.by, e->actors.at[k]);
        if (e->mode && strcmp(e->mode, "visit") != 0)
            for (uint32_t k = 0; k < e->recipients.n; k++) add_actor(r, &m.by, e->recipients.at[k]);
        if (e->time && to_come(r, &r->times.at[e->time - 1])) {
            m.due = r->times.at[e->time - 1].span;
            m.due_begin = e->begin;
            m.due_end = e->end;
        }
        if (m.by.n) *vec_push(r->arena, &r->commitments) = m;
    }
}

void commitments_read(Record *r) {
    const Analysis *a = r->words;
    if (!r->actor_of || !r->time_of) return; /* a document without words */
    Clauses *c = arena_alloc(r->arena, sizeof *c);
    Told t = {r, arena_alloc(r->arena, (a->tokens.n + 1) * sizeof *t.event_of), arena_alloc(r->arena, r->events.n + 1)};
    mark_events(&t);
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        for (uint32_t i = a->sentences.at[s].first; i < a->sentences.at[s].last; i += CLAUSES_WINDOW) {
            clauses_read(r, i, a->sentences.at[s].last, c);
            from_sentence(&t, c);
        }
    }
    from_events(&t);
}
