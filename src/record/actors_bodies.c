/* States, bodies, and people and bodies told by a common noun, as the second walk comes upon them. */
#include "record/actors_walk.h"
#include <string.h>

enum { MINISTRIES_BACK = 16 };                /* ministries, the latest first, that one without a state is tried on */
enum { AGENT_WORDS = 4, ACRONYM_BYTES = 12 }; /* words before "officials"; bytes of an acronym */

/* ---- bodies ---- */

/* The acronym stands for the body from here on. */
uint32_t read_acronym(Walk *w, Ref ref, uint32_t at) {
    Actors *c = w->c;
    if (at + 2 >= w->end || c->words[at] != c->naming->open || c->words[at + 2] != c->naming->close) return at;
    Str s = token_str(c->a, at + 1);
    if (s.n > ACRONYM_BYTES || !(c->tokens[at + 1].flags & TOKEN_ALL_UPPER)) return at;
    body_alias(c, folded(c, at + 1, at + 2), ref);
    walk_mention(w, ref, at + 1, at + 2, FORM_NAME);
    return at + 3;
}

/* "the ministry", "the department": the latest one. */
uint32_t read_body_again(Walk *w, uint32_t at) {
    Actors *c = w->c;
    bool department = c->words[at] == c->naming->department;
    if (!(department || c->words[at] == c->naming->ministry) || !at || !(word_class(c, at - 1) & NAMING_THE) ||
        !w->last_body)
        return 0;
    if (at + 1 < w->end && (c->words[at + 1] == c->naming->of || c->words[at + 1] == c->naming->for_)) return 0;
    if (!strstr(actor_of_ref(c, w->last_body)->name, department ? "Department" : "Ministry")) return 0;
    walk_mention(w, w->last_body, at, at + 1, FORM_NOMINAL);
    return at + 1;
}

/* "the G7 leaders", "NCG principals", "the NCG working group": people or a part of the body before. */
static uint32_t read_of_body(Walk *w, const Piece *body) {
    Actors *c = w->c;
    const Piece *agent = piece_at(c, body->last);
    uint32_t n = naming_match(c->naming, c->words, w->end, body->last, NAMING_PAIR);
    if (!n && agent && agent->kind == PIECE_AGENT && agent->agent->kind == AGENT_GROUP) n = agent->last - agent->first;
    if (!n) return 0;
    bool part = !naming_match(c->naming, c->words, w->end, body->last, NAMING_PAIR) && body->org->series;
    uint32_t last = body->last + n;
    Ref ref = body_actor(c, text_of(c, body->first, last), part ? ACTOR_SERIES : ACTOR_GROUP, body->org->polity,
                         part                                  ? NULL
                         : agent && agent->kind == PIECE_AGENT ? agent->agent->sector
                                                               : "GOV");
    walk_mention(w, ref, body->first, last, FORM_NOMINAL);
    walk_mention(w, organisation_actor(c, body->org), body->first, body->last, FORM_NAME);
    return last;
}

Ref ministry_actor(Walk *w, const Piece *p, const char *polity) {
    Actors *c = w->c;
    if (!polity) { /* an earlier ministry of that field is meant, else the home state's */
        for (uint32_t i = c->ministries.n, left = MINISTRIES_BACK; i-- > 0 && left--;)
            if (c->ministries.at[i].portfolio == p->portfolio && c->ministries.at[i].department == p->department &&
                actor_of_ref(c, c->ministries.at[i].ref)->polity)
                return c->ministries.at[i].ref;
        polity = p->department ? "USA" : c->home;
        if (!p->department && polity && strcmp(polity, "USA") == 0) polity = NULL;
    }
    const char *sector = strcmp(p->portfolio->name, "Defense") == 0 ? "MIL" : "GOV";
    Ref ref = body_actor(c, ministry_name(c, p, polity), ACTOR_ORGANISATION, polity, sector);
    *vec_push(c->arena, &c->ministries) = (Ministry){ref, p->portfolio, p->department};
    return ref;
}

uint32_t read_body(Walk *w, uint32_t at) {
    Actors *c = w->c;
    const char *polity = NULL;
    bool possessive = false;
    uint32_t lead = polity_read(c, at, w->end, &polity, &possessive);
    const Piece *p = piece_at(c, at + lead);
    const Piece *lone = piece_at(c, at);
    if (lead && (!p || p->kind != PIECE_BODY || lone->kind != PIECE_STATE)) p = lone, lead = 0, polity = NULL;
    if (!p || p->kind != PIECE_BODY) return 0;
    if (lead && p->org && (!p->org->polity || strcmp(p->org->polity, polity) != 0)) return 0; /* two actors */
    uint32_t last = p->last;
    Phrase of = {0};
    if (!p->org && !polity) {
        bool poss2 = false;
        uint32_t i = last;
        if (i + 1 < w->end && c->words[i] == c->naming->of) {
            i++;
            const Piece *st = piece_at(c, i);
            if (!st && (word_class(c, i) & NAMING_THE)) st = piece_at(c, ++i);
            uint32_t n = st && st->kind == PIECE_STATE ? polity_read(c, i, w->end, &of.polity, &poss2) : 0;
            if (n) last = i + n - poss2, polity = of.polity;
        }
    }
    /* "(AP)", "[REUTERS/YONHAP]": a credit, no actor */
    bool news = p->org && p->org->sector && strcmp(p->org->sector, "MED") == 0;
    if (news && at && (c->tokens[at - 1].flags & TOKEN_PUNCT) &&
        (last >= w->end || (c->tokens[last].flags & TOKEN_PUNCT)) && c->words[at - 1] != c->naming->comma)
        return last;
    Ref ref = p->org ? organisation_actor(c, p->org) : ministry_actor(w, p, polity);
    uint32_t people = p->org ? read_of_body(w, p) : 0;
    if (people) return people;
    walk_mention(w, ref, at, last, FORM_NAME);
    if (!p->org || (actor_of_ref(c, ref)->sector && strcmp(actor_of_ref(c, ref)->sector, "GOV") == 0))
        w->last_body = ref;
    return read_acronym(w, ref, last);
}

/* ---- people and bodies without a name: "U.S. officials", "the Pakistani army", "South Korea's government" ---- */

static const char *of_polity(Actors *c, const char *polity, const char *words) {
    const State *s = states_by_code(&c->know->states, polity);
    if (!s) return polity ? arena_printf(c->arena, "%s %s", polity, words) : words;
    if (strcmp(s->code, "USA") == 0) return arena_printf(c->arena, "U.S. %s", words);
    return s->adjective ? arena_printf(c->arena, "%s %s", s->adjective, words)
                        : arena_printf(c->arena, "%s of %s", words, s->name);
}

Ref new_nameless(Walk *w, const char *name, const char *polity, const char *sector) {
    Actors *c = w->c;
    Ref ref = actor_new(c, ACTOR_PERSON, name, polity);
    actor_of_ref(c, ref)->sector = sector;
    while (c->person_of_cap <= ref)
        c->person_of = vec_grow(c->arena, c->person_of, &c->person_of_cap, sizeof *c->person_of);
    *vec_push(c->arena, &c->persons) = (Person){.actor = ref, .nameless = true};
    c->person_of[ref] = c->persons.n;
    return ref;
}

/* "a senior official from South Korea's Foreign Ministry"; "the official" is the same later on. */
static uint32_t read_person_agent(Walk *w, const Piece *p, uint32_t first, const char *polity) {
    Actors *c = w->c;
    uint32_t last = p->last;
    const char *words = text_of(c, p->first, p->last);
    bool the = first > 0 && (word_class(c, first - 1) & NAMING_THE);
    uint32_t i = p->last;
    Ref body = 0;
    if (i + 1 < w->end && (c->words[i] == c->naming->of || (word_class(c, i) & NAMING_IN))) {
        i++;
        if (word_class(c, i) & NAMING_THE) i++;
        uint32_t e = read_body(w, i);
        if (e) {
            last = e;
            body = c->r->actor_of[i];
            polity = actor_of_ref(c, body)->polity;
        }
    }
    if (the && !body && w->last_nameless) {
        walk_mention(w, w->last_nameless, first, last, FORM_NOMINAL);
        walk_see(w, w->last_nameless, first);
        return last;
    }
    if (!polity && !body) return 0;
    const char *name =
        body ? arena_printf(c->arena, "%s of the %s", words, actor_of_ref(c, body)->name) : of_polity(c, polity, words);
    Ref ref = w->last_nameless = new_nameless(w, name, polity, p->agent->sector);
    Actor *a = actor_of_ref(c, ref);
    *vec_push(c->arena, &a->mentions) = (Mention){tokens_span(c->a, first, last), FORM_NOMINAL, first, last};
    for (uint32_t k = first; k < last; k++)
        if (!c->r->actor_of[k] || c->r->actor_of[k] == body) c->r->actor_of[k] = ref;
    walk_see(w, ref, first);
    return last;
}

/* "the Trump administration", "the Kim regime". */
uint32_t read_rule(Walk *w, uint32_t at) {
    Actors *c = w->c;
    const Piece *name = piece_at(c, at);
    if (!name || name->kind != PIECE_NAME || name->name == NAME_THING) return 0;
    const Piece *p = piece_at(c, name->last);
    if (!p || p->kind != PIECE_AGENT || p->agent->kind != AGENT_STATE || c->words[p->first] == c->naming->side)
        return 0;
    uint32_t last_word = name->last - 1;
    Ref head = person_by_word(c, name->first, name->last);
    if (!head) head = person_by_word(c, last_word, name->last);
    const Person *known = person_of(c, head);
    bool rules = known && known->head && strcmp(known->head->level, "head") == 0;
    const char *polity = rules                                                  ? actor_of_ref(c, head)->polity
                         : strcmp(text_of(c, p->first, p->last), "regime") != 0 ? c->home
                                                                                : NULL;
    Ref ref = body_actor(c, text_of(c, name->first, p->last), ACTOR_ORGANISATION, polity, "GOV");
    walk_mention(w, ref, at, p->last, FORM_NAME);
    return p->last;
}

uint32_t read_agent(Walk *w, uint32_t at) {
    Actors *c = w->c;
    const char *polity = NULL;
    bool possessive = false;
    uint32_t i = at, state = 0;
    const Piece *lead = piece_at(c, i);
    uint32_t n = polity_read(c, i, w->end, &polity, &possessive);
    if (n && lead->kind == PIECE_STATE) state = lead->state + 1;
    i += n;
    /* "senior U.S. officials", "South Korean defense officials": small words between belong to it */
    uint32_t from = i;
    for (uint32_t k = 0;
         n && k < AGENT_WORDS && i < w->end && !piece_at(c, i) && !(c->tokens[i].flags & TOKEN_PUNCT) &&
         !is_capital(c, i) &&
         (word_class(c, i) & (NAMING_CURRENT | NAMING_FORMER | NAMING_PREFIX | NAMING_TAIL | NAMING_THING));
         k++)
        i++;
    const Piece *p = piece_at(c, i);
    if (!p || p->kind != PIECE_AGENT) return 0;
    uint32_t first = at;
    const char *words = text_of(c, from < p->first ? from : p->first, p->last);
    if (p->agent->kind == AGENT_PERSON) return read_person_agent(w, p, first, polity);
    if (p->agent->kind == AGENT_OF_STATE && !polity) return 0;
    if (p->agent->kind == AGENT_STATE) {
        if (!state) return 0;
        walk_mention(w, state_actor(c, state - 1), first, p->last, FORM_NOMINAL);
        walk_see(w, state_actor(c, state - 1), first);
        return p->last;
    }
    bool the = at && (word_class(c, at - 1) & NAMING_THE);
    if (!polity && the && p->agent == w->last_agent) { /* "the embassy", "the military": the one told with its state */
        walk_mention(w, w->last_agent_body, first, p->last, FORM_NOMINAL);
        return p->last;
    }
    if (!polity && (strcmp(p->agent->sector, "CVL") == 0 || strcmp(p->agent->sector, "GOV") == 0)) return 0;
    if (!polity && p->agent->kind == AGENT_ORGANISATION && strcmp(p->agent->sector, "COP") != 0 && !the) return 0;
    Buf b = {.arena = c->arena};
    buf_puts(&b, of_polity(c, polity, words));
    if (strcmp(words, "embassy") == 0 || strcmp(words, "Embassy") == 0) { /* "the U.S. Embassy in Nairobi" */
        if (p->last + 1 < w->end && (word_class(c, p->last) & NAMING_IN) && is_capital(c, p->last + 1)) {
            const Piece *city = piece_at(c, p->last + 1);
            uint32_t e = city ? city->last : p->last + 2;
            buf_printf(&b, " %s", text_of(c, p->last, e));
            Ref ref = body_actor(c, buf_cstr(&b), ACTOR_ORGANISATION, polity, p->agent->sector);
            w->last_agent = p->agent;
            w->last_agent_body = ref;
            walk_mention(w, ref, first, e, FORM_NAME);
            return e;
        }
    }
    ActorKind kind = p->agent->kind != AGENT_ORGANISATION ? ACTOR_GROUP : ACTOR_ORGANISATION;
    Ref ref = body_actor(c, buf_cstr(&b), kind, polity, p->agent->sector);
    if (kind == ACTOR_ORGANISATION && polity) {
        w->last_agent = p->agent;
        w->last_agent_body = ref;
    }
    walk_mention(w, ref, first, p->last, FORM_NOMINAL);
    return p->last;
}

/* ---- states ---- */

uint32_t read_state(Walk *w, uint32_t at) {
    Actors *c = w->c;
    const Piece *p = piece_at(c, at);
    if (!p || p->kind != PIECE_STATE) return 0;
    if (p->needs_state && !c->any_korea) return p->last;
    uint64_t before = at ? word_class(c, at - 1) : 0;
    /* a capital after "in" is the place, not the state */
    if (p->form == STATE_SEAT && ((before & NAMING_LOCATIVE) ||
                                  (p->last < w->end && c->words[p->last] == c->naming->comma && p->last + 1 < w->end &&
                                   piece_at(c, p->last + 1) && piece_at(c, p->last + 1)->kind == PIECE_STATE)))
        return p->last;
    /* "the Minsk agreements", "the Paris Agreement" are called after a place */
    if (p->form == STATE_SEAT && p->last < w->end && (word_class(c, p->last) & NAMING_OCCASION)) return p->last;
    Ref ref = state_actor(c, p->state);
    uint32_t last = p->last;
    if (last + 2 < w->end && c->words[last] == c->naming->open && c->words[last + 2] == c->naming->close &&
        piece_at(c, last + 1) && piece_at(c, last + 1)->kind == PIECE_STATE) {
        walk_mention(w, ref, at, last, FORM_NAME);
        walk_mention(w, ref, last + 1, last + 2, FORM_NAME);
        walk_see(w, ref, at);
        return last + 3;
    }
    walk_mention(w, ref, at, last, p->form == STATE_ADJECTIVE ? FORM_NOMINAL : FORM_NAME);
    walk_see(w, ref, at);
    return last;
}
