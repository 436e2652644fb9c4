/* The second walk, in text order, and what in it points back to one already named: surnames alone, bare titles, pronouns, pairs. */
#include "record/actors_walk.h"
#include <string.h>

enum { TITLE_BACK = 256 }; /* persons, the latest first, that a bare title is tried on */
enum { PAIR_WORDS = 4 };   /* words between "two" and "ministers" */



Ref walk_mention(Walk *w, Ref ref, uint32_t first, uint32_t last, MentionForm form) {
    actor_mention(w->c, ref, first, last, form);
    return ref;
}

static Ref pair_actor(Actors *c, Ref *members, uint32_t n) {
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

static Ref state_of(Walk *w, Ref ref) {
    const Actor *a = actor_of_ref(w->c, ref);
    if (a->kind == ACTOR_STATE) return ref;
    if (a->kind != ACTOR_PERSON || !a->polity) return 0;
    uint32_t at = hash_get(&w->c->know->states.by_code, str_of(a->polity));
    return at == HASH_NONE ? 0 : w->c->states[at];
}

/* Two states that stand together in a sentence, as "A and B", "A-B" or by the people who met, are the sides from then on. */
static void see_side(Walk *w, Ref ref, uint32_t at) {
    Actors *c = w->c;
    Ref state = state_of(w, ref);
    if (!state) return;
    uint32_t sentence = c->a->sentence_of[at];
    bool person = actor_of_ref(c, ref)->kind == ACTOR_PERSON;
    bool joined = person || (at && (c->words[at - 1] == c->naming->and_ || c->words[at - 1] == c->naming->hyphen ||
                                    (at > 1 && (word_class(c, at - 1) & NAMING_THE) && c->words[at - 2] == c->naming->and_)));
    if (joined && w->side_last && w->side_last != state && w->side_sentence == sentence) {
        w->side_a = w->side_last;
        w->side_b = state;
    }
    w->side_last = state;
    w->side_sentence = sentence;
}

/* "The Vice President and the President reaffirmed …. They condemned …": what "and" joins is a pair. */
static void see_joined(Walk *w, Ref ref, uint32_t at) {
    Actors *c = w->c;
    uint32_t i = at && (word_class(c, at - 1) & NAMING_THE) ? at - 1 : at;
    if (i < 2 || c->words[i - 1] != c->naming->and_) return;
    Ref before = c->r->actor_of[i - 2];
    if (!before || before == ref || actor_of_ref(c, before)->kind != actor_of_ref(c, ref)->kind || actor_of_ref(c, ref)->kind == ACTOR_GROUP) return;
    w->last_group = pair_actor(c, (Ref[]){before, ref}, 2);
    w->group_sentence = c->a->sentence_of[at];
}

void walk_see(Walk *w, Ref ref, uint32_t at) {
    see_joined(w, ref, at);
    Person *p = person_of(w->c, ref);
    see_side(w, ref, at);
    if (p) {
        if (!p->nameless) {
            w->recent[w->recent_at] = (Recent){ref, w->c->a->sentence_of[at]};
            w->recent_at = (w->recent_at + 1) % PAIR_RECENT;
            if (w->recent_n < PAIR_RECENT) w->recent_n++;
        }
        p->seen = at + 1;
        if (!w->subject && !w->in_quote) w->subject = ref;
        if (ref != w->last_person) {
            w->person_before = w->last_person;
            w->last_person = ref;
        }
        return;
    }
    Actor *a = actor_of_ref(w->c, ref);
    if (a->kind == ACTOR_STATE && ref != w->last_state) {
        w->state_before = w->last_state;
        w->last_state = ref;
    }
}

/* ---- bare titles ---- */

static bool title_fits(Actors *c, const Phrase *ph, Ref ref, const char *office) {
    const Person *p = person_of(c, ref);
    const Actor *a = actor_of_ref(c, ref);
    if (!p || p->nameless || !a->office || !p->head) return false;
    if (ph->polity && a->polity && strcmp(ph->polity, a->polity) != 0) return false;
    if (ph->polity && !a->polity && strcmp(p->head->level, "head") == 0) return false;
    if (ph->standing == STANDING_FORMER && a->standing != STANDING_FORMER) return false;
    if (ph->standing != STANDING_FORMER && a->standing == STANDING_FORMER) return false;
    if (strcmp(a->office, office) == 0) return true;
    /* "the minister" is any minister, "the secretary" any secretary */
    if (ph->title.portfolio || ph->title.prefix || ph->title.tail || ph->title.of) return false;
    const char *head = ph->title.office->name;
    return ph->title.last - ph->title.first == 1 && strstr(a->office, head) == a->office;
}

static Ref resolve_title(Walk *w, const Phrase *ph) {
    Actors *c = w->c;
    Ref best = 0;
    uint32_t seen = 0;
    uint32_t left = TITLE_BACK;
    for (uint32_t i = c->persons.n; i-- > 0 && left--;) {
        const Person *p = &c->persons.at[i];
        const Actor *a = actor_of_ref(c, p->actor);
        const char *office = title_name(c, &ph->title, ph->polity ? ph->polity : a->polity);
        if (!title_fits(c, ph, p->actor, office)) continue;
        /* in a text of the White House "the President" is its own, if it names him */
        bool ours = !ph->polity && c->home && a->polity && strcmp(a->polity, c->home) == 0 && strcmp(p->head->level, "head") == 0;
        uint32_t rank = ours ? UINT32_MAX : p->seen;
        if (!best || rank > seen) best = p->actor, seen = rank;
    }
    if (best && ph->polity && !actor_of_ref(c, best)->polity) actor_of_ref(c, best)->polity = ph->polity;
    return best;
}

/* "Coordinator for Defense Policy at the National Security Council": the body is named, too. 0 if none starts at the token. */
static Ref body_inside(Walk *w, Ref person, uint32_t at) {
    Actors *c = w->c;
    const Piece *body = piece_at(c, at);
    if (!body || body->kind != PIECE_BODY || actor_of_ref(c, person)->kind != ACTOR_PERSON) return 0;
    Ref inner = body->org ? organisation_actor(c, body->org) : ministry_actor(w, body, actor_of_ref(c, person)->polity);
    actor_mention(c, inner, body->first, body->last, FORM_NAME);
    return inner;
}

/* "a State Department spokesperson", "a South Korean lawmaker": a person whom the text does not name; "the spokesperson" is he again. */
static uint32_t read_nameless(Walk *w, const Phrase *ph) {
    Actors *c = w->c;
    const char *words = text_of(c, ph->title.first, ph->title.last);
    Ref ref = 0;
    if (ph->indefinite && ph->polity) {
        ref = w->last_nameless = new_nameless(w, text_of(c, ph->first, ph->title.last), ph->polity, ph->title.office->sector);
        Actor *a = actor_of_ref(c, ref);
        a->office = title_name(c, &ph->title, ph->polity);
        a->standing = ph->standing ? ph->standing : STANDING_CURRENT;
    } else if (ph->definite && !ph->polity && w->last_nameless && strstr(actor_of_ref(c, w->last_nameless)->name, words)) {
        ref = w->last_nameless;
    }
    if (!ref) return 0;
    walk_mention(w, ref, ph->first, ph->last, FORM_NOMINAL);
    walk_see(w, ref, ph->first);
    for (uint32_t i = ph->first; i < ph->last; i++) body_inside(w, ref, i);
    return ph->last;
}

static uint32_t read_bare_title(Walk *w, uint32_t at) {
    Actors *c = w->c;
    Phrase ph;
    if (!phrase_read(c, at, w->end, &ph) || ph.title.weak || ph.title.plural || c->r->actor_of[ph.first]) return 0;
    bool capital = is_capital(c, ph.title.first);
    if (!ph.polity && !ph.definite && !capital) return 0;
    Ref ref = ph.indefinite ? 0 : resolve_title(w, &ph);
    if (!ref) {
        uint32_t nameless = read_nameless(w, &ph);
        if (nameless) return nameless;
        const char *polity = ph.polity ? ph.polity : title_polity(&ph.title) ? title_polity(&ph.title) : c->home;
        bool sure = ph.polity || title_polity(&ph.title) || (c->home && capital && ph.definite);
        if (!sure || ph.indefinite || strcmp(ph.title.office->level, "official") == 0) return 0;
        const char *office = title_name(c, &ph.title, polity);
        if (ph.standing == STANDING_FORMER) return 0;
        ref = office_actor(c, office, polity, ph.title.office);
    }
    walk_mention(w, ref, ph.first, ph.last, FORM_TITLE);
    walk_see(w, ref, at);
    return ph.last;
}

/* ---- pairs ---- */

/* Whether "ministers", "leaders" and the like can be said of the person. */
static bool pair_fits(Actors *c, Ref ref, uint32_t noun) {
    const Person *p = person_of(c, ref);
    if (!p || p->nameless) return false;
    LexMatch m = lexicon_match(&c->know->offices.titles, c->words, c->n, noun);
    if (!m.length || !p->head) return p->head || !m.length;
    const Office *said = &c->know->offices.all.at[c->know->offices.forms.at[m.value].office];
    if (strcmp(said->name, "Leader") == 0) return strcmp(p->head->level, "head") == 0;
    if (strcmp(said->level, "minister") == 0) return strcmp(p->head->level, "minister") == 0 || strcmp(p->head->level, "deputy") == 0;
    return strcmp(said->level, p->head->level) == 0;
}

/* The `n` persons whom the noun fits: those of the latest sentence that names so many; else the latest there are. */
static uint32_t latest_persons(Walk *w, uint32_t noun, uint32_t n, Ref out[PAIR_MEMBERS]) {
    Actors *c = w->c;
    bool diplomats = word_class(c, noun) & NAMING_DIPLOMATS;
    Ref any[PAIR_MEMBERS];
    uint32_t found = 0, found_any = 0, sentence = UINT32_MAX;
    for (uint32_t i = 0; i < w->recent_n && found < n; i++) {
        const Recent *r = &w->recent[(w->recent_at + PAIR_RECENT - 1 - i) % PAIR_RECENT];
        const Person *p = person_of(c, r->ref);
        if (!p || (diplomats ? p->head && strcmp(p->head->level, "head") == 0 : !pair_fits(c, r->ref, noun))) continue;
        if (r->sentence != sentence) found = 0;
        sentence = r->sentence;
        bool known = false, known_any = false;
        for (uint32_t k = 0; k < found; k++) known = known || out[k] == r->ref;
        for (uint32_t k = 0; k < found_any; k++) known_any = known_any || any[k] == r->ref;
        if (!known) out[found++] = r->ref;
        if (!known_any && found_any < n) any[found_any++] = r->ref;
    }
    if (found == n) return n;
    memcpy(out, any, sizeof any[0] * found_any);
    return found_any;
}

static uint32_t count_said(const Actors *c, uint32_t at) {
    Str s = vocab_form(&c->know->vocab, c->words[at]);
    return str_eq(s, STR("three")) ? 3 : str_eq(s, STR("four")) ? 4 : 2;
}

static Ref pair_of_states(Walk *w, uint32_t n) {
    Actors *c = w->c;
    if (n != 2) return 0;
    Ref a = w->side_a, b = w->side_b;
    if (!a || !b) a = w->state_before, b = w->last_state;
    if (!a || !b || a == b) return 0;
    return pair_actor(c, (Ref[]){a, b}, 2);
}

/* "the two ministers", "both sides", "the ministers". */
static uint32_t read_pair(Walk *w, uint32_t at) {
    Actors *c = w->c;
    uint32_t i = at, n = 0, count = 2;
    if (word_class(c, i) & NAMING_THE) i++;
    bool counted = i < w->end && (word_class(c, i) & NAMING_TWO);
    if (counted) count = count_said(c, i++);
    if (i == at) return 0;
    bool people = false;
    uint32_t stop = i + PAIR_WORDS < w->end ? i + PAIR_WORDS : w->end;
    for (; i < stop && !n; i++) {
        if ((n = naming_match(c->naming, c->words, w->end, i, NAMING_PAIR)))
            people = true;
        else if (!(n = counted ? naming_match(c->naming, c->words, w->end, i, NAMING_SIDES) : 0) && !(word_class(c, i) & NAMING_CURRENT))
            return 0;
        if (n) break;
    }
    if (!n || c->r->actor_of[i]) return 0;
    uint32_t last = i + n;
    Ref members[PAIR_MEMBERS], ref = 0;
    /* "the foreign ministers of Japan and India" names its own */
    if (last < w->end && (c->words[last] == c->naming->of || (word_class(c, last) & NAMING_IN))) return 0;
    if (people && latest_persons(w, i, count, members) == count)
        ref = pair_actor(c, members, count);
    else if (!people)
        ref = pair_of_states(w, count);
    if (!ref) return 0;
    w->last_group = ref;
    w->group_sentence = c->a->sentence_of[at];
    walk_mention(w, ref, at, last, FORM_NOMINAL);
    return last;
}

/* ---- pronouns, lone names ---- */

static bool gender_fits(Actors *c, Ref ref, int gender) {
    const Person *p = person_of(c, ref);
    return p && (!p->gender || (int)p->gender == gender);
}

static uint32_t read_pronoun(Walk *w, uint32_t at) {
    Actors *c = w->c;
    uint64_t cls = word_class(c, at);
    int gender = cls & NAMING_HE ? GENDER_HE : cls & NAMING_SHE ? GENDER_SHE : 0;
    if (cls & NAMING_THEY) {
        uint32_t sentence = c->a->sentence_of[at];
        if (!w->last_group || w->in_quote || sentence > w->group_sentence + 1) return 0;
        w->group_sentence = sentence;
        walk_mention(w, w->last_group, at, at + 1, FORM_PRONOUN);
        return at + 1;
    }
    if (!gender || w->in_quote) return 0;
    Ref order[] = {w->subject, w->subject_before, w->last_person, w->person_before};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (!order[i] || !gender_fits(c, order[i], gender)) continue;
        Person *p = person_of(c, order[i]);
        if (!p->gender) p->gender = gender;
        walk_mention(w, order[i], at, at + 1, FORM_PRONOUN);
        if (!w->subject) w->subject = order[i];
        p->seen = at + 1;
        return at + 1;
    }
    return 0;
}

static uint32_t read_lone_name(Walk *w, uint32_t at) {
    Actors *c = w->c;
    const Piece *p = piece_at(c, at);
    if (!p || p->kind != PIECE_NAME) return 0;
    uint32_t alias = hash_get(&c->bodies, folded(c, p->first, p->last));
    Ref ref = 0;
    if (alias != HASH_NONE) {
        ref = alias;
    } else if (p->name == NAME_BODY && p->last - p->first > 1 && c->r->doc->blocks.at[c->a->sentences.at[c->a->sentence_of[at]].block].kind != BLOCK_HEADLINE) {
        const char *polity = p->state ? polity_of_state(c, p->state - 1) : NULL;
        ref = body_actor(c, text_of(c, p->first, p->last), ACTOR_ORGANISATION, polity, NULL);
        walk_mention(w, ref, p->first, p->last, FORM_NAME);
        return read_acronym(w, ref, p->last);
    } else if (p->name == NAME_THING || p->name == NAME_BODY) {
        return p->last;
    } else {
        uint32_t first = p->first, last = p->last;
        ref = person_by_word(c, first, last);
        if (!ref && last - first > 1) { /* "Donald Trump" where the text knows Trump, "von der Leyen" */
            ref = person_by_word(c, last - 1, last);
            const Person *known = person_of(c, ref);
            if (known && known->given.n && !(word_class(c, first) & NAMING_PARTICLE)) ref = 0;
        }
    }
    if (!ref) return p->last;
    walk_mention(w, ref, p->first, p->last, FORM_NAME);
    walk_see(w, ref, at);
    return p->last;
}

/* ---- the walk ---- */

static uint32_t step(Walk *w, uint32_t at) {
    uint32_t next;
    if ((next = read_pronoun(w, at))) return next;
    if ((next = read_pair(w, at))) return next;
    if ((next = read_bare_title(w, at))) return next;
    if ((next = read_body(w, at))) return next;
    if ((next = read_body_again(w, at))) return next;
    if ((next = read_agent(w, at))) return next;
    if ((next = read_rule(w, at))) return next;
    if ((next = read_state(w, at))) return next;
    if ((next = read_lone_name(w, at))) return next;
    return at + 1;
}

static bool named_state(const Actors *c, const char *code) {
    for (uint32_t i = 0; i < c->pieces.n; i++) {
        const Piece *p = &c->pieces.at[i];
        if (p->kind == PIECE_STATE && !p->needs_state && strcmp(polity_of_state(c, p->state), code) == 0) return true;
    }
    return false;
}

void coref_read(Actors *c) {
    Walk w = {.c = c};
    c->any_korea = named_state(c, "KOR") || named_state(c, "PRK");
    uint32_t quote = 0;
    for (uint32_t s = 0; s < c->a->sentences.n; s++) {
        const Sentence *sentence = &c->a->sentences.at[s];
        w.subject_before = w.subject ? w.subject : w.subject_before;
        w.subject = 0;
        w.end = sentence->last;
        for (uint32_t at = sentence->first; at < w.end;) {
            while (quote < c->a->quotes.n && c->a->quotes.at[quote].last <= at) quote++;
            w.in_quote = quote < c->a->quotes.n && c->a->quotes.at[quote].first <= at;
            Ref ref = c->r->actor_of[at];
            if (!ref) {
                at = step(&w, at);
                continue;
            }
            walk_see(&w, ref, at);
            for (; at < w.end && c->r->actor_of[at] == ref; at++) {
                Ref inner = body_inside(&w, ref, at);
                uint32_t last = inner ? piece_at(c, at)->last : w.end;
                if (last < w.end && c->r->actor_of[last] != ref) read_acronym(&w, inner, last);
            }
        }
    }
}
