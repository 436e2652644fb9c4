/* The second walk, in text order, and what in it points back to one already named: surnames alone, bare titles, pronouns, pairs. */
#include "record/actors_walk.h"
#include <string.h>

enum { TITLE_BACK = 256 }; /* persons, the latest first, that a bare title is tried on */

Ref walk_mention(Walk *w, Ref ref, uint32_t first, uint32_t last, MentionForm form) {
    actor_mention(w->c, ref, first, last, form);
    return ref;
}

/* "The Vice President and the President reaffirmed …. They condemned …": what "and" joins is a pair. */
static void see_joined(Walk *w, Ref ref, uint32_t at) {
    Actors *c = w->c;
    uint32_t i = at && (word_class(c, at - 1) & NAMING_THE) ? at - 1 : at;
    if (i < 2 || c->words[i - 1] != c->naming->and_) return;
    Ref before = c->r->actor_of[i - 2];
    if (!before || before == ref || actor_of_ref(c, before)->kind != actor_of_ref(c, ref)->kind ||
        actor_of_ref(c, ref)->kind == ACTOR_GROUP)
        return;
    w->last_group = pair_actor(c, (Ref[]){before, ref}, 2);
    w->group_sentence = c->a->sentence_of[at];
}

void walk_see(Walk *w, Ref ref, uint32_t at) {
    see_joined(w, ref, at);
    Person *p = person_of(w->c, ref);
    parties_see(w, ref, at);
    if (p) {
        if (!p->nameless) {
            w->recent[w->recent_at] = ref;
            w->recent_at = (w->recent_at + 1) % PARTY_RECENT;
            if (w->recent_n < PARTY_RECENT) w->recent_n++;
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
        bool ours = !ph->polity && c->home && a->polity && strcmp(a->polity, c->home) == 0 &&
                    strcmp(p->head->level, "head") == 0;
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
    /* "a summit with a sitting North Korean leader": whoever holds an office that one person holds is nobody new */
    if (ph->indefinite &&
        (ph->generic || (strcmp(ph->title.office->level, "head") == 0 && ph->standing != STANDING_FORMER)))
        return ph->last;
    if (ph->indefinite && ph->polity) {
        ref = w->last_nameless =
            new_nameless(w, text_of(c, ph->first, ph->title.last), ph->polity, ph->title.office->sector);
        Actor *a = actor_of_ref(c, ref);
        a->office = title_name(c, &ph->title, ph->polity);
        a->standing = ph->standing ? ph->standing : STANDING_CURRENT;
    } else if (ph->definite && !ph->polity && w->last_nameless &&
               strstr(actor_of_ref(c, w->last_nameless)->name, words)) {
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
        parties_see(w, order[i], at);
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
    } else if (p->name == NAME_BODY && p->last - p->first > 1 &&
               c->r->doc->blocks.at[c->a->sentences.at[c->a->sentence_of[at]].block].kind != BLOCK_HEADLINE) {
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
        parties_open(&w, s);
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
        parties_close(&w, s);
    }
}
