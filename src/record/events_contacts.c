/* Contacts in a sentence: by verb ("A met B", "A and B spoke", "A visited P") and by noun ("a call between A and B", "A held talks with
 * B", "A's visit to P", "the third dialogue took place"). The words are contacts.tsv's; here is only how parties, place, time and status
 * are found around them. */
#include "record/events_draft.h"

static const ContactRule *rule_at(const Record *r, uint32_t index) {
    return &r->know->contacts.rules.at[index];
}

static bool is_human(const Record *r, Ref a) {
    ActorKind k = r->actors.at[a - 1].kind;
    return k == ACTOR_PERSON || k == ACTOR_OFFICE || k == ACTOR_GROUP;
}

static bool can_take_part(const Record *r, Ref a) {
    ActorKind k = r->actors.at[a - 1].kind;
    return k != ACTOR_PLACE && k != ACTOR_SERIES;
}

void draft_party(Draft *d, const Record *r, Ref actor, Span words, bool host) {
    if (!actor || !can_take_part(r, actor) || d->parties_n == DRAFT_PARTIES) return;
    for (uint32_t i = 0; i < d->parties_n; i++)
        if (d->parties[i].actor == actor) return;
    d->parties[d->parties_n++] = (Party){actor, words, r->actors.at[actor - 1].polity, host, false};
}

void draft_list(Draft *d, const Clauses *c, uint32_t phrase, bool host) {
    for (uint32_t k = phrase ? c->phrases.at[phrase - 1].list : 0, n = 0; k && n < DRAFT_PARTIES;
         k = c->phrases.at[k - 1].next, n++) {
        const Phrase *p = &c->phrases.at[k - 1];
        if (p->actor) draft_party(d, c->r, p->actor, tokens_span(c->r->words, p->actor_first, p->head + 1), host);
    }
}

uint32_t draft_people(const Draft *d, const Record *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->parties_n; i++) {
        const Actor *a = &r->actors.at[d->parties[i].actor - 1];
        n += a->kind != ACTOR_GROUP ? 1 : a->members.n ? a->members.n : 1;
    }
    return n;
}

/* ---- arguments behind a verb or noun ---- */

/* The first phrase behind `preposition` in [from, to); it must name somebody for the argument to count. */
static uint32_t behind(const Clauses *c, const char *preposition, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to;) {
        uint32_t p = i < c->last ? c->phrase_of[i - c->first] : 0;
        if (!p) {
            i++;
            continue;
        }
        const Phrase *q = &c->phrases.at[p - 1];
        i = q->last;
        if (q->aside || !q->preposition) continue;
        if (token_is(c->r, q->preposition - 1, preposition)) return q->actor ? p : 0;
    }
    return 0;
}

static bool stands_behind(const Clauses *c, const char *preposition, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (!c->phrase_of[i - c->first] && token_is(c->r, i, preposition)) return true;
    return false;
}

static void find_manner(Draft *d, const Clauses *c, uint32_t from, uint32_t to) {
    const Record *r = c->r;
    for (uint32_t i = from; i < to; i++) {
        LexMatch m = lexicon_match(&r->know->contacts.manners, r->words->words, to, i);
        if (!m.length) continue;
        d->mode = rule_at(r, m.value)->mode;
        if (rule_at(r, m.value)->cameo) d->cameo = rule_at(r, m.value)->cameo;
        return;
    }
}

static bool is_again(const Clauses *c, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to && i < from + 3; i++)
        if (token_is(c->r, i, "again")) return true;
    return false;
}

static void close_span(Draft *d) {
    d->span = d->predicate;
    for (uint32_t i = 0; i < d->parties_n; i++)
        if (d->parties[i].words.end + 400 > d->predicate.begin && d->parties[i].words.begin < d->predicate.end + 400)
            d->span = span_join(d->span, d->parties[i].words);
    if (!span_is_none(d->place_words)) d->span = span_join(d->span, d->place_words);
}

/* ---- verbs ---- */

static bool ends_object(const Clauses *c, uint32_t phrase) { /* nothing nominal behind the object's list */
    uint32_t k = phrase;
    while (c->phrases.at[k - 1].next) k = c->phrases.at[k - 1].next;
    uint32_t i = c->phrases.at[k - 1].last;
    if (i >= c->last) return true;
    const Phrase *q = clauses_phrase(c, i);
    if (q) return q->is_time;
    const VerbGroup *v = clauses_verb(c, i);
    if (v) return v->shape == VERB_INFINITIVE;
    return !token_is(c->r, i, "\"") && !token_is(c->r, i, "for") &&
           !(c->r->words->tokens.at[i].flags & TOKEN_QUOTE_OPEN) &&
           (word_is(c->r, i, WORD_PREPOSITION | WORD_AND | WORD_ADVERB) ||
            (c->r->words->tokens.at[i].flags & TOKEN_PUNCT));
}

static bool place_phrase(const Record *r, const Phrase *p) {
    uint32_t n;
    for (uint32_t i = p->first; i < p->last; i++)
        if (place_at(r, i, p->last, &n)) return i + n >= p->last;
    return p->actor &&
           (r->actors.at[p->actor - 1].kind == ACTOR_STATE || r->actors.at[p->actor - 1].kind == ACTOR_PLACE);
}

static bool visit_verb(Draft *d, const Clauses *c, const ContactRule *rule, uint32_t verb, uint32_t after,
                       uint32_t reach) {
    const VerbGroup *v = &c->verbs.at[verb - 1];
    static const struct {
        uint32_t bit;
        const char *word;
    } places[] = {{FRAME_TO_PLACE, "to"}, {FRAME_IN_PLACE, "in"}, {FRAME_AT_PLACE, "at"}, {FRAME_FOR_PLACE, "for"}};
    const Phrase *where = NULL;
    if (rule->frame & FRAME_PLACE) {
        uint32_t object = verb_object(c, verb);
        if (object) where = &c->phrases.at[object - 1];
    }
    for (size_t i = 0; i < sizeof places / sizeof *places && !where; i++) {
        if (!(rule->frame & places[i].bit)) continue;
        for (uint32_t k = after; k < reach && !where;) {
            const Phrase *q = clauses_phrase(c, k);
            k = q ? q->last : k + 1;
            if (q && q->preposition && token_is(c->r, q->preposition - 1, places[i].word)) where = q;
        }
    }
    if (!where || !place_phrase(c->r, where) || v->passive) return false;
    Draft probe = *d;
    Phrase as_place = *where;
    for (uint32_t i = as_place.first; i < as_place.last && !probe.place_name; i++) {
        uint32_t n;
        const PlaceEntry *e = place_at(c->r, i, c->last, &n);
        if (e)
            probe.place = e, probe.place_name = e->name, probe.place_state = e->state,
            probe.place_words = tokens_span(c->r->words, i, i + n);
    }
    if (!probe.place_name) {
        const Actor *a = &c->r->actors.at[as_place.actor - 1];
        probe.place_name = a->name;
        probe.place_state = a->polity;
        probe.place_words = tokens_span(c->r->words, as_place.actor_first, as_place.head + 1);
    }
    *d = probe;
    d->travel = true;
    draft_list(d, c, verb_subject(c, verb), false);
    if (d->parties_n == 0) return false;
    uint32_t with = behind(c, "by", after, reach);
    (void)with;
    for (uint32_t i = 0; i < d->parties_n; i++)
        if (!is_human(c->r, d->parties[i].actor)) return false;
    return true;
}

static bool meeting_verb(Draft *d, const Clauses *c, const ContactRule *rule, uint32_t verb, uint32_t after,
                         uint32_t reach) {
    const VerbGroup *v = &c->verbs.at[verb - 1];
    const Record *r = c->r;
    uint32_t subject = verb_subject(c, verb), other = 0;
    bool reverse = (rule->frame & FRAME_REVERSE) != 0;
    if (v->passive) {
        if (!(rule->frame & FRAME_OBJECT)) return false;
        other = behind(c, "by", after, reach);
        if (!other) return false;
        draft_list(d, c, subject, false);
        draft_list(d, c, other, reverse);
    } else {
        uint32_t object = rule->frame & FRAME_OBJECT ? verb_object(c, verb) : 0;
        if (object && c->phrases.at[object - 1].actor && !((rule->frame & FRAME_BARE) && !ends_object(c, object)))
            other = object;
        if (object && !other) return false; /* "met the deadline", "called Rubio a hawk" */
        if (!other && (rule->frame & FRAME_WITH)) other = behind(c, "with", after, reach);
        if (!other && (rule->frame & FRAME_TO)) other = behind(c, "to", after, reach);
        if (!other && (!(rule->frame & FRAME_PLURAL) || stands_behind(c, "with", after, reach) ||
                       stands_behind(c, "to", after, reach)))
            return false;
        draft_list(d, c, subject, reverse);
        uint32_t own = d->parties_n;
        if (other) draft_list(d, c, other, false);
        for (; own < d->parties_n; own++) d->parties[own].other = true;
    }
    if (other && (rule->frame & FRAME_PEOPLE) && !is_human(r, c->phrases.at[other - 1].actor)) return false;
    if (other) return d->parties_n >= 2;
    if (draft_people(d, r) >= 2) return true;
    if (d->parties_n == 0 && subject && token_is(r, c->phrases.at[subject - 1].head, "they")) return d->they = true;
    return d->parties_n == 1 && r->actors.at[d->parties[0].actor - 1].kind == ACTOR_GROUP;
}

static bool in_headline(const Record *r, uint32_t sentence) {
    return r->doc->blocks.at[r->words->sentences.at[sentence].block].kind == BLOCK_HEADLINE;
}

static void find_verb(const Clauses *c, uint32_t verb, uint32_t sentence, DraftFound *found, void *ctx) {
    const Record *r = c->r;
    const VerbGroup *v = &c->verbs.at[verb - 1];
    uint32_t after;
    LexMatch m = verb_match(c, verb, &r->know->contacts.verbs, false, &after);
    if (!m.length) return;
    const ContactRule *rule = rule_at(r, m.value);
    uint32_t reach = verb_reach(c, after);
    Draft d = {.rule = rule, .mode = rule->mode, .cameo = rule->cameo, .sentence = sentence};
    bool visit = rule->frame & (FRAME_PLACE | FRAME_TO_PLACE | FRAME_IN_PLACE | FRAME_AT_PLACE | FRAME_FOR_PLACE);
    if (visit ? !visit_verb(&d, c, rule, verb, after, reach) : !meeting_verb(&d, c, rule, verb, after, reach)) return;
    d.status = verb_status(c, verb, &d.status_said, NULL);
    d.predicate = tokens_span(r->words, v->first, after);
    d.headline = in_headline(r, sentence);
    if (d.status == STATUS_PROPOSED && d.travel &&
        v->governor) { /* "Rubio invited Cho to visit Washington": Rubio is the host */
        const Undertaking *u = verb_undertaking(c, v->governor);
        if (u && u->strength && strcmp(u->strength, "invited") == 0)
            draft_list(&d, c, c->verbs.at[v->governor - 1].subject, true);
    }
    find_manner(&d, c, v->first, reach);
    d.again = is_again(c, after, reach);
    bool somewhere = d.mode && strcmp(d.mode, "phone") != 0 && strcmp(d.mode, "video") != 0;
    if (somewhere) draft_place(&d, c, after, reach, d.travel);
    draft_time(&d, c, 0, after, reach, v->clause);
    if (somewhere && !d.place_name && v->clause) { /* "In Seoul, the two ministers met" */
        const Clause *cl = &c->clauses.at[v->clause - 1];
        if (cl->subject) draft_place(&d, c, cl->first, c->phrases.at[cl->subject - 1].first, false);
    }
    close_span(&d);
    found(ctx, &d);
}

/* ---- nouns ---- */

typedef struct {
    uint32_t phrase;         /* 1-based */
    uint32_t first, last;    /* tokens of the noun, or of the series' name */
    const ContactRule *rule; /* NULL for a bare series */
    uint32_t verb;           /* the verb it is an argument of, 1-based; 0 = none */
    bool subject;            /* it is that verb's subject */
} Noun;

static int ordinal_of(const Record *r, uint32_t i) {
    static const char *const words[] = {"first",     "second",      "third",      "fourth",     "fifth",
                                        "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
                                        "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
                                        "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (token_is(r, i, words[k])) return (int)k + 1;
    Str s = token_str(r->words, i);
    int n = 0;
    size_t k = 0;
    for (; k < s.n && k < 4 && s.p[k] >= '0' && s.p[k] <= '9'; k++) n = n * 10 + (s.p[k] - '0');
    if (k == 0 || s.n != k + 2) return 0;
    Str ending = {s.p + k, 2};
    return str_eq_fold(ending, STR("st")) || str_eq_fold(ending, STR("nd")) || str_eq_fold(ending, STR("rd")) ||
                   str_eq_fold(ending, STR("th"))
               ? n
               : 0;
}

/* The longest noun of contact that ends the phrase, or the name of a series that does. */
static bool noun_in(const Clauses *c, uint32_t phrase, Noun *out) {
    const Record *r = c->r;
    const Phrase *p = &c->phrases.at[phrase - 1];
    *out = (Noun){.phrase = phrase};
    if (p->is_time) return false;
    for (uint32_t i = p->first; i <= p->head; i++) {
        LexMatch m = lexicon_match(&r->know->contacts.nouns, r->words->words, p->head + 1, i);
        if (!m.length || i + m.length != p->head + 1) continue;
        if (r->actor_of[i] && r->actors.at[r->actor_of[i] - 1].kind != ACTOR_SERIES) continue;
        const ContactRule *rule = rule_at(r, m.value);
        if ((rule->frame & FRAME_TRAVEL) && i > p->first && token_is(r, i - 1, "port")) return false;
        if (rule->frame & FRAME_GUARD) {
            const Phrase *next = clauses_phrase(c, p->last + 1);
            if (p->last < c->last &&
                (token_is(r, p->last, "for") || token_is(r, p->last, "to") || clauses_verb(c, p->last)) &&
                !(next && next->is_time))
                return false;
            if (p->last < c->last && token_is(r, p->last, "on") && next && !next->is_time) return false;
        }
        out->first = i;
        out->last = p->head + 1;
        out->rule = rule;
        return true;
    }
    if (!p->actor || r->actors.at[p->actor - 1].kind != ACTOR_SERIES) return false;
    out->first = p->actor_first;
    out->last = p->head + 1;
    return true;
}

/* Whose argument the phrase is: the verb right before it (determiners and adverbs between), or the finite verb whose subject it is. */
static void noun_verb(const Clauses *c, Noun *n) {
    const Phrase *p = &c->phrases.at[n->phrase - 1];
    for (uint32_t k = 1; k <= c->verbs.n; k++) {
        const VerbGroup *v = &c->verbs.at[k - 1];
        if (v->subject && v->shape != VERB_GERUND && v->first >= p->last && !v->governor &&
            (v->subject == n->phrase || c->phrases.at[v->subject - 1].list == n->phrase)) {
            n->verb = k;
            n->subject = true;
            return;
        }
    }
    uint32_t i = p->first;
    uint32_t end;
    while (i > c->first && i + 4 > p->first && !c->verb_of[i - 1 - c->first]) {
        uint32_t q = c->phrase_of[i - 1 - c->first];
        if (q && (!c->phrases.at[q - 1].is_time && c->phrases.at[q - 1].list != c->phrases.at[n->phrase - 1].list))
            break;
        if (!q && !word_is(c->r, i - 1, WORD_ADVERB | WORD_PREPOSITION | WORD_NEGATIVE)) break;
        i--;
    }
    if (i == c->first || !c->verb_of[i - 1 - c->first]) return;
    uint32_t verb = c->verb_of[i - 1 - c->first];
    if (!p->preposition)
        n->verb = verb;
    else if (verb_match(c, verb, &c->r->know->contacts.light, false, &end).length && end >= p->preposition)
        n->verb = verb; /* "call for talks" */
}

static const ContactRule *light_rule(const Clauses *c, const Noun *n) {
    if (!n->verb || n->subject) return NULL;
    uint32_t end;
    LexMatch m = verb_match(c, n->verb, &c->r->know->contacts.light, false, &end);
    return m.length ? rule_at(c->r, m.value) : NULL;
}

static const ContactRule *session_rule(const Clauses *c, const Noun *n) {
    if (!n->verb || !n->subject) return NULL;
    uint32_t end;
    LexMatch m = verb_match(c, n->verb, &c->r->know->contacts.sessions, c->verbs.at[n->verb - 1].passive, &end);
    if (!m.length && word_is(c->r, c->verbs.at[n->verb - 1].head, WORD_BE)) { /* "is due", "was over" */
        Word words[3] = {vocab_find(&c->r->know->vocab, STR("be")), 0, 0};
        for (uint32_t i = c->verbs.at[n->verb - 1].last, k = 1; k < 3 && i < c->last; i++, k++)
            words[k] = c->r->words->words[i];
        m = lexicon_match(&c->r->know->contacts.sessions, words, 3, 0);
        if (m.length < 2) m.length = 0;
    }
    return m.length ? rule_at(c->r, m.value) : NULL;
}

static EventStatus status_named(const char *name) {
    static const char *const names[] = {"actual", "planned", "possible", "proposed", "negated", "denied"};
    for (int i = 0; i < 6; i++)
        if (name && strcmp(names[i], name) == 0) return (EventStatus)i;
    return STATUS_ACTUAL;
}

/* What stands in front of the noun: "the upcoming", "no", "ahead of the". */
static void noun_modifiers(Draft *d, const Clauses *c, const Noun *n) {
    const Record *r = c->r;
    const Phrase *p = &c->phrases.at[n->phrase - 1];
    const Contacts *contacts = &r->know->contacts;
    if (p->first > c->first && token_is(r, p->first - 1, "no")) d->status = STATUS_NEGATED, d->status_said = true;
    if (p->first > c->first && token_is(r, p->first - 1, "without")) d->status = STATUS_NEGATED, d->status_said = true;
    for (uint32_t i = p->first; i < n->first; i++) {
        if (token_is(r, i, "another") || token_is(r, i, "second") || token_is(r, i, "third")) d->again = true;
        if (r->time_of[i]) continue;
        LexMatch m = lexicon_match(&contacts->before, r->words->words, n->first, i);
        if (!m.length || d->status_said) continue;
        d->status = status_named(rule_at(r, m.value)->status);
        d->status_said = true;
    }
    if (d->status_said && d->status != STATUS_ACTUAL) return;
    for (uint32_t back = 4; back >= 1; back--) { /* the phrase must end where the noun's begins */
        uint32_t start = p->list == n->phrase || !p->list ? p->first : c->phrases.at[p->list - 1].first;
        if (start < c->first + back) continue;
        LexMatch m = lexicon_match(&contacts->ahead, r->words->words, start, start - back);
        if (m.length != back) continue;
        d->status = status_named(rule_at(r, m.value)->status);
        d->status_said = true;
        return;
    }
}

/* "Cho's call", "the Biden-Xi meeting", "Korea-U.S. talks", "the leaders' summit": who stands inside the phrase. */
static void parties_within(Draft *d, const Clauses *c, const Noun *n) {
    const Record *r = c->r;
    const Phrase *p = &c->phrases.at[n->phrase - 1];
    uint32_t first, last;
    Ref owner = clauses_owner(c, n->first, &first, &last);
    if (owner) {
        if (p->list != n->phrase && p->list) draft_list(d, c, p->list, false); /* "Cho and Rubio's call" */
        for (uint32_t k = n->phrase - 1; k && k + 2 > n->phrase; k--) {
            const Phrase *q = &c->phrases.at[k - 1];
            if (q->last + 1 == p->first && word_is(r, q->last, WORD_AND) && q->actor)
                draft_party(d, r, q->actor, tokens_span(r->words, q->actor_first, q->head + 1), false);
        }
        draft_party(d, r, owner, tokens_span(r->words, first, last), false);
    }
    for (uint32_t i = p->first; i < n->first; i++) {
        Ref a = r->actor_of[i];
        uint32_t end = i;
        while (end < n->first && r->actor_of[end] == a) end++;
        if (!a) continue;
        if (r->actors.at[a - 1].kind == ACTOR_SERIES)
            d->series = a;
        else if (!(owner && i >= first && i < last))
            draft_party(d, r, a, tokens_span(r->words, i, end), false);
        i = end - 1;
    }
}

static bool behind_noun(const Clauses *c, Draft *d, const Noun *n, uint32_t reach, bool *one_sided) {
    static const char *const both[] = {"between", "among", "with", "of", "by", "from"};
    const Record *r = c->r;
    bool travel = d->travel, any = false;
    *one_sided = false;
    for (uint32_t i = n->last; i < reach;) {
        uint32_t k = c->phrase_of[i - c->first];
        if (!k) {
            if (token_is(r, i, ",") && d->parties_n) break; /* what belongs to the noun stands in one piece */
            i++;
            continue;
        }
        const Phrase *q = &c->phrases.at[k - 1];
        i = q->last;
        if (q->aside || q->is_time) continue;
        if (!q->preposition) break;
        uint32_t prep = q->preposition - 1;
        if (word_is(r, prep, WORD_CLAUSAL)) break;
        for (size_t b = 0; b < sizeof both / sizeof *both; b++) {
            if (!token_is(r, prep, both[b]) || !q->actor || q->list != k) continue;
            if (strcmp(both[b], "of") == 0 && q->preposition != n->last + 1) continue;
            if (strcmp(both[b], "from") == 0 && !travel) continue;
            if (travel && strcmp(both[b], "with") == 0) continue;
            draft_list(d, c, k, false);
            if (strcmp(both[b], "with") == 0) *one_sided = true;
            any = true;
        }
    }
    return any;
}

/* "The meeting was led by A and B", "a summit attended by Rubio": parties behind "by". */
static void parties_by(Draft *d, const Clauses *c, const Noun *n) {
    const Record *r = c->r;
    for (uint32_t k = 1; k <= c->verbs.n; k++) {
        const VerbGroup *v = &c->verbs.at[k - 1];
        if (!v->passive || v->first < n->last || !v->subject) continue;
        const Phrase *s = &c->phrases.at[v->subject - 1];
        bool about =
            v->subject == n->phrase || (v->shape == VERB_REDUCED && v->first <= n->last + 1) ||
            (s->preposition && v->subject > n->phrase && v->shape == VERB_REDUCED && v->subject <= n->phrase + 2);
        uint32_t end;
        if (!about || !verb_match(c, k, &r->know->contacts.parties, false, &end).length) continue;
        uint32_t by = behind(c, "by", end, verb_reach(c, end));
        if (!by) { /* "by Mr. Bitar, Coordinator for …" may be no known name: nothing to add */
            continue;
        }
        draft_list(d, c, by, false);
        d->held = true;
        if (v->shape == VERB_FINITE) d->status = verb_status(c, k, &d->status_said, NULL);
        if (n->rule && (n->rule->frame & FRAME_SESSION) && !d->definite &&
            n->first == c->phrases.at[n->phrase - 1].first)
            d->led = true;
    }
}

static uint32_t main_subject(const Clauses *c, uint32_t clause) {
    return clause ? c->clauses.at[clause - 1].subject : 0;
}

static bool definite(const Record *r, const Phrase *p, uint32_t first) {
    for (uint32_t i = p->first; i < first; i++)
        if (token_is(r, i, "the") || token_is(r, i, "this") || token_is(r, i, "that") || token_is(r, i, "these") ||
            token_is(r, i, "those") || word_is(r, i, WORD_POSSESSIVE))
            return true;
    return false;
}

static void noun_when_where(Draft *d, const Clauses *c, const Noun *n, uint32_t reach) {
    const Phrase *p = &c->phrases.at[n->phrase - 1];
    uint32_t verb_end = 0, verb_to = 0;
    if (n->verb && n->subject) {
        verb_end = c->verbs.at[n->verb - 1].last;
        verb_to = verb_reach(c, verb_end);
    }
    bool somewhere = d->mode && strcmp(d->mode, "phone") != 0 && strcmp(d->mode, "video") != 0;
    if (somewhere) draft_place(d, c, n->last, reach, d->travel);
    if (somewhere && n->subject && !d->place_name && d->held) draft_place(d, c, verb_end, verb_to, false);
    draft_time(d, c, n->phrase, n->last, reach, 0);
    if (n->subject && d->held) draft_time(d, c, 0, verb_end, verb_to, c->verbs.at[n->verb - 1].clause);
    if (n->verb && !n->subject && d->held) draft_time(d, c, 0, n->last, reach, c->verbs.at[n->verb - 1].clause);
    if (somewhere && n->verb && !n->subject && d->held && !d->place_name)
        draft_place(d, c, c->verbs.at[n->verb - 1].last, p->first, false);
    (void)p;
}

/* Verb, noun and what lies between, if they are close: "held his first phone call". */
static Span noun_predicate(const Clauses *c, const Noun *n, const ContactRule *light) {
    const Record *r = c->r;
    if (light && c->verbs.at[n->verb - 1].first + 16 > n->first)
        return tokens_span(r->words, c->verbs.at[n->verb - 1].first, n->last);
    if (n->subject && c->verbs.at[n->verb - 1].first < n->last + 8) {
        uint32_t end; /* "took place" */
        LexMatch m = verb_match(c, n->verb, &r->know->contacts.sessions, c->verbs.at[n->verb - 1].passive, &end);
        return tokens_span(r->words, n->first, m.length ? end : c->verbs.at[n->verb - 1].last);
    }
    return tokens_span(r->words, n->first, n->last);
}

static void noun_status(Draft *d, const Clauses *c, const Noun *n, const ContactRule *light,
                        const ContactRule *session) {
    const ContactRule *rule = light ? light : session;
    if (rule) {
        bool said;
        EventStatus outer = verb_status(c, n->verb, &said, NULL), inner = status_named(rule->status);
        d->status = outer == STATUS_ACTUAL    ? inner
                    : inner == STATUS_ACTUAL  ? outer
                    : outer == STATUS_NEGATED ? outer
                                              : inner;
        d->status_said = said || inner != STATUS_ACTUAL;
        d->held = inner == STATUS_ACTUAL || inner == STATUS_PLANNED;
    }
    if (!rule || d->status == STATUS_ACTUAL ||
        (light && d->status == STATUS_POSSIBLE && status_named(light->status) == STATUS_POSSIBLE)) {
        EventStatus before = d->status;
        bool said = d->status_said;
        d->status_said = false;
        noun_modifiers(d, c, n);
        if (rule && d->status == STATUS_ACTUAL && before != STATUS_POSSIBLE) d->status = before;
        if (rule && before == STATUS_ACTUAL && d->status == STATUS_POSSIBLE && said)
            d->status = before; /* "held a possible …" is no plan */
        d->status_said = d->status_said || said;
    }
}

/* "A call between A and B", said of nothing that makes it happen: urged, where its clause is about what should be. */
static EventStatus unsaid_status(const Clauses *c, const Phrase *p) {
    uint32_t verb = p->clause ? c->clauses.at[p->clause - 1].verb : 0, end;
    LexMatch m = verb ? verb_match(c, verb, &c->r->know->contacts.light, false, &end) : (LexMatch){0, 0};
    const ContactRule *rule = m.length ? rule_at(c->r, m.value) : NULL;
    return rule && strcmp(rule->status, "proposed") == 0 ? STATUS_PROPOSED : STATUS_POSSIBLE;
}

/* "The second NCG", "the 26th dialogue"; "the first meeting since he took office" counts something else. */
static void noun_ordinal(Draft *d, const Clauses *c, const Noun *n) {
    const Record *r = c->r;
    const Phrase *p = &c->phrases.at[n->phrase - 1];
    for (uint32_t i = p->first; i < n->last; i++) {
        int k = r->time_of[i] ? 0 : ordinal_of(r, i);
        if (!k) continue;
        d->definite = true;
        bool counted = p->last < c->last &&
                       (token_is(r, p->last, "since") || token_is(r, p->last, "under") || token_is(r, p->last, "of") ||
                        token_is(r, p->last, "for") || token_is(r, p->last, "between") || clauses_verb(c, p->last));
        if (k > 1 || !counted || n->subject) d->ordinal = k;
        return;
    }
}

/* "Remarks by A and B Before Bilateral Meeting", "… at Joint Press Conference": who speaks there together met there. */
static bool remarks_by(Draft *d, const Clauses *c, const Noun *n) {
    if (c->clauses.at[0].verb) return false;
    uint32_t by = behind(c, "by", c->first, c->phrases.at[n->phrase - 1].first);
    if (!by || !c->phrases.at[by - 1].next) return false;
    draft_list(d, c, by, false);
    d->status = STATUS_ACTUAL;
    return d->parties_n >= 2;
}

static bool capital(const Record *r, uint32_t i) {
    return (r->words->tokens.at[i].flags & TOKEN_UPPER_FIRST) != 0;
}

/* "The fourth Australia-India Defence Dialogue": written with capitals and counted or held, it is the name of a series. */
static void name_series(Draft *d, const Clauses *c, const Noun *n) {
    const Record *r = c->r;
    const Phrase *p = &c->phrases.at[n->phrase - 1];
    if (d->series || d->headline || !(n->rule->frame & FRAME_SESSION) || !capital(r, n->last - 1) ||
        !(d->ordinal || d->held))
        return;
    uint32_t first = n->first;
    while (first > p->first && !r->time_of[first - 1] && !ordinal_of(r, first - 1) &&
           !word_is(r, first - 1, WORD_DET | WORD_POSSESSIVE) &&
           (capital(r, first - 1) || (r->words->tokens.at[first - 1].flags & TOKEN_PUNCT)))
        first--;
    if (n->last - first < 2 || !capital(r, first)) return;
    Span s = tokens_span(r->words, first, n->last);
    d->series_name = arena_copy(r->arena, r->doc->text + s.begin, s.end - s.begin);
}

static void find_noun(const Clauses *c, uint32_t phrase, uint32_t sentence, DraftFound *found, void *ctx) {
    const Record *r = c->r;
    Noun n;
    if (!noun_in(c, phrase, &n)) return;
    const Phrase *p = &c->phrases.at[phrase - 1];
    noun_verb(c, &n);
    const ContactRule *light = light_rule(c, &n), *session = session_rule(c, &n);
    if (!n.rule && !light && !session) return; /* the name of a series alone tells of no session */
    if (light && light->status && strcmp(light->status, "actual") == 0 && light->frame & FRAME_FROM && !n.rule) return;
    const ContactRule *rule = n.rule ? n.rule : light ? light : session;
    Draft d = {.rule = rule, .sentence = sentence, .noun = true};
    d.mode = n.rule ? n.rule->mode : "meeting";
    d.cameo = n.rule ? n.rule->cameo : "040";
    d.travel = (rule->frame & FRAME_TRAVEL) != 0;
    if (!n.rule) d.series = p->actor;
    uint32_t reach = verb_reach(c, n.last);
    parties_within(&d, c, &n);
    bool one_sided, own = d.parties_n > 0;
    bool beside = behind_noun(c, &d, &n, reach, &one_sided);
    parties_by(&d, c, &n);
    noun_status(&d, c, &n, light, session);
    if (light) {
        if (!own && (one_sided || d.parties_n < 2)) draft_list(&d, c, verb_subject(c, n.verb), false);
        if (light->frame & FRAME_FROM) {
            uint32_t from = behind(c, "from", n.last, reach);
            if (from) draft_list(&d, c, from, false);
        }
    } else if (one_sided && !own && p->preposition && p->clause) {
        draft_list(&d, c, main_subject(c, p->clause), false); /* "After a meeting with Rubio, Cho said" */
    }
    d.headline = in_headline(r, sentence);
    if (!d.parties_n && d.headline && p->preposition && remarks_by(&d, c, &n)) beside = d.held = d.status_said = true;
    d.definite = definite(r, p, n.first) || own;
    noun_ordinal(&d, c, &n);
    if ((rule->frame & FRAME_WEAK) && !light && !session && !d.held && !(beside && d.parties_n >= 2)) return;
    if (n.rule) name_series(&d, c, &n);
    d.predicate = noun_predicate(c, &n, light);
    find_manner(&d, c, n.last, reach);
    find_manner(&d, c, p->first, n.first);
    noun_when_where(&d, c, &n, reach);
    if (!d.status_said && !d.definite && !light && !session) d.status = unsaid_status(c, p);
    if (light || session) find_manner(&d, c, c->verbs.at[n.verb - 1].first, c->verbs.at[n.verb - 1].last);
    close_span(&d);
    found(ctx, &d);
}

void contacts_find(const Clauses *c, uint32_t sentence, DraftFound *found, void *ctx) {
    uint32_t v = 1, p = 1;
    while (v <= c->verbs.n || p <= c->phrases.n) { /* in text order */
        if (p > c->phrases.n || (v <= c->verbs.n && c->verbs.at[v - 1].first < c->phrases.at[p - 1].first))
            find_verb(c, v++, sentence, found, ctx);
        else
            find_noun(c, p++, sentence, found, ctx);
    }
}
