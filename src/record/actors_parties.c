/* Who "both sides", "the two ministers" and "the allies" are: the parties that the text brings together. Each sentence is asked which
 * persons and which polities stand in it as parties, not as a topic ("North Korean threats", "under Trump"). Those of a sentence just
 * before are meant; else those that the text names together most, its headline and lead above all. */
#include "record/actors_walk.h"
#include <string.h>

enum { PAIR_WORDS = 4 };   /* words between "two" and "ministers" */
enum { PARTY_NEAR = 2 };   /* sentences back that parties are still the ones just told of */
enum { CONTACT_BACK = 8 }; /* words before "with" that are looked at for a contact */

Ref pair_actor(Actors *c, Ref *members, uint32_t n) {
    Buf name = {.arena = c->arena};
    for (uint32_t i = 1; i < n; i++) /* in the order in which they were entered */
        for (uint32_t k = i; k && members[k] < members[k - 1]; k--) {
            Ref t = members[k];
            members[k] = members[k - 1];
            members[k - 1] = t;
        }
    for (uint32_t i = 0; i < n; i++) buf_printf(&name, "%s%s", i ? " and " : "", actor_of_ref(c, members[i])->name);
    Ref ref = body_actor(c, buf_cstr(&name), ACTOR_GROUP, NULL, NULL);
    Actor *g = actor_of_ref(c, ref);
    for (uint32_t i = 0; i < n; i++) /* a body of that very name, or a pair of pairs, is no pair */
        if (members[i] == ref || actor_of_ref(c, members[i])->members.n) return 0;
    if (!g->members.n)
        for (uint32_t i = 0; i < n; i++) *vec_push(c->arena, &g->members) = members[i];
    return ref;
}

/* ---- how an actor stands in its sentence ---- */

/* Whether a finite verb stands in the sentence before the token. */
static bool verb_before(Walk *w, uint32_t at) {
    const Actors *c = w->c;
    for (; w->verb_looked < at && !w->verb_seen; w->verb_looked++) {
        WordEntry e = verbs_entry(&c->know->verbs, c->words[w->verb_looked]);
        if (c->piece_of[w->verb_looked]) continue;
        w->verb_seen = (e.classes & (WORD_MODAL | WORD_BE | WORD_HAVE | WORD_DO)) ||
                       (e.lemma && (e.forms & VERB_PAST)) ||
                       (e.lemma && (e.forms & VERB_THIRD) && !(e.forms & VERB_OR_NOUN));
    }
    return w->verb_seen;
}

bool contact_verb(const Actors *c, uint32_t at) {
    Word lemma = verbs_entry(&c->know->verbs, c->words[at]).lemma;
    return lemma && lexicon_match(&c->know->contacts.verbs, &lemma, 1, 0).length > 0;
}

/* "held his first phone call with", "talks between": a word of contact stands shortly before the preposition. */
static bool contact_before(const Walk *w, uint32_t at) {
    const Actors *c = w->c;
    uint32_t from = at > w->first + CONTACT_BACK ? at - CONTACT_BACK : w->first;
    for (uint32_t i = from; i < at; i++)
        if (contact_verb(c, i) || lexicon_match(&c->know->contacts.nouns, c->words, at, i).length) return true;
    return false;
}

static bool is_state_at(const Actors *c, uint32_t token) {
    return token < c->n && c->piece_of[token] && c->pieces.at[c->piece_of[token] - 1].kind == PIECE_STATE;
}

/* "Korea-U.S.", "U.S.-led": one of what a hyphen joins. */
static bool hyphened(const Walk *w, uint32_t at, uint32_t end) {
    const Actors *c = w->c;
    bool before = at > w->first + 1 && c->words[at - 1] == c->naming->hyphen && is_state_at(c, at - 2);
    return before || (end + 1 < w->end && c->words[end] == c->naming->hyphen && is_state_at(c, end + 1));
}

/* Behind a preposition: "with", "between", "to" make a party where a contact is told; "of" where its people are the subject. */
static PartyRank rank_behind(Walk *w, uint32_t preposition, bool person) {
    const Actors *c = w->c;
    Str word = vocab_form(&c->know->vocab, c->words[preposition]);
    if (str_eq(word, STR("with"))) return contact_before(w, preposition) ? PARTY_STRONG : PARTY_WEAK;
    if (str_eq(word, STR("between")))
        return contact_before(w, preposition) && !verb_before(w, preposition) ? PARTY_STRONG : PARTY_WEAK;
    if (str_eq(word, STR("among"))) return PARTY_WEAK;
    if (c->words[preposition] == c->naming->to || str_eq(word, STR("by")))
        return person && contact_before(w, preposition) ? PARTY_STRONG : PARTY_NOT;
    if (c->words[preposition] != c->naming->of || preposition == w->first || verb_before(w, preposition))
        return PARTY_NOT;
    uint32_t noun = preposition - 1;
    const Piece *title = c->piece_of[noun] ? &c->pieces.at[c->piece_of[noun] - 1] : NULL;
    bool people = (word_class(c, noun) & (NAMING_PAIR | NAMING_DIPLOMATS)) ||
                  (title && title->kind == PIECE_TITLE && title->title.plural);
    return people ? PARTY_STRONG : PARTY_NOT;
}

static PartyRank rank_of(Walk *w, uint32_t at, uint32_t end, bool person) {
    const Actors *c = w->c;
    const Piece *p = piece_at(c, at);
    if (possessive_mark(c, end, w->end)) return PARTY_NOT;
    if (!person && hyphened(w, at, end)) return PARTY_WEAK;
    if (!person && p && p->kind == PIECE_STATE && p->form == STATE_ADJECTIVE && p->last == end) return PARTY_NOT;
    uint32_t before = at > w->first && (word_class(c, at - 1) & NAMING_THE) ? at - 1 : at;
    if (before == w->first) return PARTY_STRONG;
    uint32_t prev = before - 1;
    /* what "and" or a comma joins to a party stands as it does: "South Korea, the United States and Japan" */
    bool joined = c->words[prev] == c->naming->and_ || c->words[prev] == c->naming->comma ||
                  c->words[prev] == c->naming->ampersand;
    uint32_t other =
        joined && prev > w->first && c->words[prev] == c->naming->and_ && c->words[prev - 1] == c->naming->comma
            ? prev - 1
            : prev;
    if (joined && w->party_end == other && (c->words[prev] != c->naming->comma || w->party_rank)) return w->party_rank;
    WordEntry e = verbs_entry(&c->know->verbs, c->words[prev]);
    if (e.classes & WORD_POSSESSIVE) return PARTY_NOT;
    if ((e.classes & WORD_PREPOSITION) && !(e.classes & WORD_CLAUSAL)) return rank_behind(w, prev, person);
    if (person || contact_verb(c, prev)) return PARTY_STRONG;
    return verb_before(w, before) ? PARTY_NOT : PARTY_STRONG;
}

/* ---- sets of parties ---- */

static void add_member(PartySet *s, uint32_t member) {
    uint32_t k = 0;
    while (k < s->n && s->member[k] < member) k++;
    if (k < s->n && s->member[k] == member) return;
    if (s->n == PARTY_MEMBERS) {
        s->over = true;
        return;
    }
    memmove(s->member + k + 1, s->member + k, (s->n - k) * sizeof *s->member);
    s->member[k] = member;
    s->n++;
}

static bool same_set(const PartySet *a, const PartySet *b) {
    return a->n == b->n && memcmp(a->member, b->member, a->n * sizeof *a->member) == 0;
}

/* A full table gives up the set that weighs least, the latest of such. */
static PartySet *enter_set(Parties *t, const PartySet *s) {
    uint32_t least = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (same_set(&t->set[i], s)) return &t->set[i];
        if (t->set[i].weight <= t->set[least].weight) least = i;
    }
    PartySet *new = t->n < PARTY_SETS ? &t->set[t->n++] : &t->set[least];
    *new = *s;
    new->weight = new->near = 0;
    return new;
}

/* The number of a polity: a state's index or, behind all states, that of the body it is the code of, plus one; 0 = none. */
static uint32_t polity_number(const Actors *c, const char *polity) {
    if (!polity) return 0;
    uint32_t state = hash_get(&c->know->states.by_code, str_of(polity));
    if (state != HASH_NONE) return state + 1;
    for (uint32_t i = 0; i < c->know->organisations.all.n; i++) {
        const char *code = c->know->organisations.all.at[i].polity;
        if (code && strcmp(code, polity) == 0) return c->know->states.all.n + i + 1;
    }
    return 0;
}

static Ref polity_actor(Actors *c, uint32_t number) {
    uint32_t states = c->know->states.all.n;
    return number <= states ? state_actor(c, number - 1)
                            : organisation_actor(c, &c->know->organisations.all.at[number - states - 1]);
}

void parties_open(Walk *w, uint32_t sentence) {
    w->first = w->verb_looked = w->c->a->sentences.at[sentence].first;
    w->verb_seen = false;
    w->party_end = UINT32_MAX;
    w->aside = naming_match(w->c->naming, w->c->words, w->end, w->first, NAMING_ASIDE) > 0;
}

void parties_see(Walk *w, Ref ref, uint32_t at) {
    Actors *c = w->c;
    const Actor *a = actor_of_ref(c, ref);
    const Person *p = person_of(c, ref);
    if (!p && a->kind != ACTOR_STATE) return;
    uint32_t end = at;
    while (end < w->end && c->r->actor_of[end] == ref) end++;
    PartyRank rank = rank_of(w, at, end, p != NULL);
    w->party_end = end;
    w->party_rank = rank;
    if (rank == PARTY_NOT || (p && p->nameless)) return;
    if (w->in_quote || w->aside) rank = PARTY_WEAK;
    if (p) add_member(&w->people.open[rank], ref);
    uint32_t polity = polity_number(c, a->polity);
    if (polity) add_member(&w->polities.open[rank], polity);
}

static void close_table(Parties *t, uint32_t sentence, bool lead) {
    for (PartyRank rank = PARTY_WEAK; rank <= PARTY_STRONG; rank++) {
        PartySet *o = &t->open[rank];
        if (o->n && !o->over && (rank == PARTY_STRONG || o->n > 1)) {
            PartySet *s = enter_set(t, o);
            s->weight += (uint32_t)rank * (lead ? 2 : 1);
            if (rank == PARTY_STRONG) s->near = sentence + 1;
        }
        *o = (PartySet){.n = 0};
    }
}

void parties_close(Walk *w, uint32_t sentence) {
    const Actors *c = w->c;
    BlockKind kind = c->r->doc->blocks.at[c->a->sentences.at[sentence].block].kind;
    bool first = sentence == 0 || c->r->doc->blocks.at[c->a->sentences.at[sentence - 1].block].kind == BLOCK_HEADLINE;
    bool lead = kind == BLOCK_HEADLINE || kind == BLOCK_LEAD || first;
    close_table(&w->people, sentence, lead);
    close_table(&w->polities, sentence, lead);
}

/* ---- who is meant ---- */

typedef struct {
    Walk *w;
    uint32_t noun;  /* token of "ministers" */
    uint32_t count; /* how many; 0 = two or more */
    bool people;
    bool loose; /* a person whose office is not told may be one of the ministers, too */
} Query;

/* Whether "ministers", "leaders" and the like can be said of the person; `exact`: not of a deputy. */
static bool person_fits(const Query *q, Ref ref, bool *exact) {
    Actors *c = q->w->c;
    uint32_t noun = q->noun;
    const Person *p = person_of(c, ref);
    if (!p || p->nameless) return false;
    const Actor *a = actor_of_ref(c, ref);
    bool holds = a->standing != STANDING_NOMINEE && a->standing != STANDING_ELECT;
    if (!holds || (p->head && strcmp(p->head->level, "deputy") == 0)) *exact = false;
    if (word_class(c, noun) & NAMING_DIPLOMATS) return p->head && strcmp(p->head->level, "head") != 0;
    LexMatch m = lexicon_match(&c->know->offices.titles, c->words, c->n, noun);
    const Piece *title = piece_at(c, noun); /* "foreign ministers" is put together from a portfolio */
    const Office *said = m.length ? &c->know->offices.all.at[c->know->offices.forms.at[m.value].office]
                         : title && title->kind == PIECE_TITLE ? title->title.office
                                                               : NULL;
    if (!p->head) *exact = false;
    if (!said || !p->head) return !said || q->loose;
    if (strcmp(said->name, "Leader") == 0) return strcmp(p->head->level, "head") == 0;
    if (strcmp(said->level, "minister") == 0)
        return strcmp(p->head->level, "minister") == 0 || strcmp(p->head->level, "deputy") == 0;
    return strcmp(said->level, p->head->level) == 0;
}

/* Those of the set that the noun fits, if they are as many as it says. */
static bool fitting(const Query *q, const PartySet *s, PartySet *out, bool *exact) {
    *out = (PartySet){.n = 0};
    *exact = true;
    bool sure = !q->loose;
    if (s->over) return false;
    for (uint32_t k = 0; k < s->n; k++) {
        bool one = true;
        if (q->people && !person_fits(q, s->member[k], &one)) continue;
        *exact = *exact && one;
        sure = sure || one;
        out->member[out->n++] = s->member[k];
    }
    return sure && (q->count ? out->n == q->count : out->n > 1);
}

/* The parties of this sentence so far, or of the latest of the few before it. */
static bool choose_near(const Query *q, const Parties *t, uint32_t sentence, PartySet *out) {
    bool exact;
    uint32_t latest = 0;
    PartySet one;
    if (fitting(q, &t->open[PARTY_STRONG], out, &exact)) return true;
    for (uint32_t i = 0; i < t->n; i++) {
        const PartySet *s = &t->set[i];
        if (!s->near || s->near + PARTY_NEAR <= sentence || s->near <= latest || !fitting(q, s, &one, &exact)) continue;
        latest = s->near;
        *out = one;
    }
    return latest != 0;
}

/* The parties that the text names together most; of equal ones, the first. */
static bool choose_main(const Query *q, const Parties *t, PartySet *out) {
    PartySet fit[PARTY_SETS];
    bool fits[PARTY_SETS], exact[PARTY_SETS];
    for (uint32_t i = 0; i < t->n; i++) fits[i] = fitting(q, &t->set[i], &fit[i], &exact[i]);
    uint32_t most = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t weight = 0;
        for (uint32_t k = 0; fits[i] && k < t->n; k++)
            if (fits[k] && same_set(&fit[i], &fit[k])) weight += t->set[k].weight * (exact[k] ? 2 : 1);
        if (weight <= most) continue;
        most = weight;
        *out = fit[i];
    }
    return most > 0;
}

/* No sentence names two polities as parties: the two that stand as such most, each in its own. */
static bool choose_singles(const Query *q, const Parties *t, PartySet *out) {
    uint32_t best = 0, second = 0, most = 0, more = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->set[i].n != 1) continue;
        if (t->set[i].weight > most)
            second = best, more = most, best = t->set[i].member[0], most = t->set[i].weight;
        else if (t->set[i].weight > more)
            second = t->set[i].member[0], more = t->set[i].weight;
    }
    *out = (PartySet){.member = {best, second}, .n = 2};
    return q->count == 2 && second;
}

/* No sentence names so many persons of the kind: those named last. */
static bool choose_latest(const Query *q, PartySet *out) {
    const Walk *w = q->w;
    *out = (PartySet){.n = 0};
    uint32_t count = q->count ? q->count : 2;
    for (uint32_t i = 0; i < w->recent_n && out->n < count; i++) {
        Ref ref = w->recent[(w->recent_at + PARTY_RECENT - 1 - i) % PARTY_RECENT];
        bool exact;
        if (person_fits(q, ref, &exact)) add_member(out, ref);
    }
    return out->n == count;
}

/* The parties found stand here again, and with persons the polities that they speak for. */
static void tell_again(const Query *q, const PartySet *found, uint32_t sentence) {
    Walk *w = q->w;
    enter_set(q->people ? &w->people : &w->polities, found)->near = sentence + 1;
    if (!q->people) return;
    PartySet polities = {.n = 0};
    for (uint32_t k = 0; k < found->n; k++) {
        uint32_t number = polity_number(w->c, actor_of_ref(w->c, found->member[k])->polity);
        if (number) add_member(&polities, number);
    }
    if (polities.n > 1) enter_set(&w->polities, &polities)->near = sentence + 1;
}

static bool choose(const Query *q, uint32_t sentence, PartySet *found) {
    const Parties *t = q->people ? &q->w->people : &q->w->polities;
    if (choose_near(q, t, sentence, found)) return true;
    /* "the allies", "the officials" may be many: they are two where two have just been told */
    bool few = q->count || (q->people && !(word_class(q->w->c, q->noun) & NAMING_DIPLOMATS));
    if (!few || q->loose) return false;
    return choose_main(q, t, found) || (q->people ? choose_latest(q, found) : choose_singles(q, t, found));
}

static Ref resolve_parties(Query *q, uint32_t sentence) {
    Actors *c = q->w->c;
    PartySet found;
    while (!choose(q, sentence, &found)) {
        if (!q->people || q->loose) return 0;
        q->loose = true;
    }
    tell_again(q, &found, sentence);
    Ref members[PARTY_MEMBERS];
    for (uint32_t k = 0; k < found.n; k++) members[k] = q->people ? found.member[k] : polity_actor(c, found.member[k]);
    return pair_actor(c, members, found.n);
}

static Ref two_koreas(Actors *c) {
    uint32_t south = polity_number(c, "KOR"), north = polity_number(c, "PRK");
    return south && north ? pair_actor(c, (Ref[]){polity_actor(c, south), polity_actor(c, north)}, 2) : 0;
}

static uint32_t count_said(const Actors *c, uint32_t at) {
    Str s = vocab_form(&c->know->vocab, c->words[at]);
    return str_eq(s, STR("three")) ? 3 : str_eq(s, STR("four")) ? 4 : 2;
}

/* "a clash between two governments" tells of any two; "these two governments", "all three" of some already named. */
static bool bare_number(const Actors *c, uint32_t at) {
    if ((word_class(c, at) & NAMING_THE) || str_eq(vocab_form(&c->know->vocab, c->words[at]), STR("both")))
        return false;
    return !at || !(verbs_entry(&c->know->verbs, c->words[at - 1]).classes & (WORD_DET | WORD_POSSESSIVE));
}

/* "the two ministers", "both sides", "the ministers", "the allies". */
uint32_t read_pair(Walk *w, uint32_t at) {
    Actors *c = w->c;
    Query q = {.w = w};
    uint32_t i = at, n = 0;
    if (word_class(c, i) & NAMING_THE) i++;
    if (i < w->end && (word_class(c, i) & NAMING_TWO)) q.count = count_said(c, i++);
    if (i == at || bare_number(c, at)) return 0;
    uint64_t sides = q.count ? NAMING_SIDES : NAMING_ALLIES;
    uint32_t stop = i + PAIR_WORDS < w->end ? i + PAIR_WORDS : w->end;
    for (; i < stop; i++) {
        if ((n = naming_match(c->naming, c->words, w->end, i, NAMING_PAIR))) q.people = true;
        if (n || (n = naming_match(c->naming, c->words, w->end, i, sides))) break;
        if (!(word_class(c, i) & NAMING_CURRENT)) return 0;
    }
    if (!n || c->r->actor_of[i]) return 0;
    uint32_t last = i + n, sentence = c->a->sentence_of[at];
    /* "the foreign ministers of Japan and India" names its own */
    if (last < w->end && (c->words[last] == c->naming->of || (word_class(c, last) & NAMING_IN))) return 0;
    q.noun = i;
    Ref ref = c->words[i] == c->naming->koreas ? two_koreas(c) : resolve_parties(&q, sentence);
    if (!ref) return 0;
    w->last_group = ref;
    w->group_sentence = sentence;
    walk_mention(w, ref, at, last, FORM_NOMINAL);
    return last;
}
