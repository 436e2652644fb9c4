/* Which state a person without one belongs to: the home state of the document, or the one it deals with. */
#include "record/actors.h"
#include <string.h>

static bool of_government(const Person *p) {
    static const char *const sectors[] = {"GOV", "LEG", "MIL", "JUD"};
    for (size_t i = 0; p->head && i < sizeof sectors / sizeof *sectors; i++)
        if (strcmp(p->head->sector, sectors[i]) == 0) return true;
    return false;
}

static bool exists(Actors *c, const Person *p, const char *polity) {
    Title t = {.office = p->head};
    return title_exists(c, &t, polity);
}

enum { HOLDERS = 64 }; /* persons that are looked at for who holds an office already */

/* Another person holds the office in that state: "Defense Minister Ahn met U.S. Defense Secretary Hegseth". */
static bool is_held(Actors *c, const Person *p, const char *polity) {
    const char *office = offices_of_state(c->arena, p->head->by_state, polity, p->head->name);
    for (uint32_t i = 0; i < c->persons.n && i < HOLDERS; i++) {
        const Person *q = &c->persons.at[i];
        const Actor *a = actor_of_ref(c, q->actor);
        if (q != p && q->head && a->polity && a->office && a->standing == STANDING_CURRENT &&
            strcmp(a->polity, polity) == 0 && (strcmp(a->office, office) == 0 || q->head == p->head))
            return true;
    }
    return false;
}

/* A state behind these words is visited or dealt with: "visited Pakistan", "a trip to Pakistan", "talks with Pakistan". `anywhere`: also
 * where something is in it. */
static bool dealt_with(const Actors *c, uint32_t at, uint32_t first, bool anywhere) {
    if (at > first && (word_class(c, at - 1) & NAMING_THE)) at--;
    if (at == first) return false;
    uint32_t prev = at - 1;
    if (contact_verb(c, prev)) return true;
    Str word = vocab_form(&c->know->vocab, c->words[prev]);
    if (str_eq(word, STR("with")) || str_eq(word, STR("against"))) return true;
    if (c->words[prev] == c->naming->to && prev > first)
        return anywhere || contact_verb(c, prev - 1) ||
               lexicon_match(&c->know->contacts.nouns, c->words, prev, prev - 1).length;
    return anywhere && (word_class(c, prev) & NAMING_LOCATIVE);
}

enum {
    MENTIONS_SEEN = 16,
    WORDS_SEEN = 60
}; /* first mentions of a person, and words on either side of one, that are looked at */
enum { DEALT = 1, DEALT_OR_PLACE = 2, OTHERWISE = 4, NOT_PLACE = 8 };

/* How the sentences about the person name each state: `seen`, by state. */
static void see_states(Actors *c, const Person *p, uint8_t *seen) {
    const Actor *a = actor_of_ref(c, p->actor);
    memset(seen, 0, c->know->states.all.n);
    for (uint32_t m = 0; m < a->mentions.n && m < MENTIONS_SEEN; m++) {
        uint32_t at = a->mentions.at[m].first;
        const Sentence *s = &c->a->sentences.at[c->a->sentence_of[at]];
        uint32_t from = at > s->first + WORDS_SEEN ? at - WORDS_SEEN : s->first;
        for (uint32_t t = from; t < s->last && t < at + WORDS_SEEN; t++) {
            const Piece *state = piece_at(c, t);
            if (!state || state->kind != PIECE_STATE || c->r->actor_of[t]) continue;
            bool own = possessive_mark(c, state->last, s->last) != 0;
            bool dealt = dealt_with(c, t, s->first, false), place = dealt_with(c, t, s->first, true);
            if (state->form == STATE_SEAT && (!place || (word_class(c, t - 1) & NAMING_LOCATIVE)))
                continue; /* a capital tells of a place */
            seen[state->state] |=
                (uint8_t)((dealt && !own ? DEALT : OTHERWISE) | (place && !own ? DEALT_OR_PLACE : NOT_PLACE));
        }
    }
}

/* Whether they name it only as the one visited or dealt with; `anywhere`: or as a place. */
static bool is_counterpart(const Actors *c, const uint8_t *seen, const char *polity, bool anywhere) {
    uint32_t state = hash_get(&c->know->states.by_code, str_of(polity));
    if (state == HASH_NONE) return false;
    return anywhere ? (seen[state] & DEALT_OR_PLACE) && !(seen[state] & NOT_PLACE)
                    : (seen[state] & DEALT) && !(seen[state] & OTHERWISE);
}

/* The state that has such an office and is named more than all others of them together, the home state aside. */
static const char *other_state(Actors *c, const Person *p, const uint8_t *seen) {
    uint32_t most = 0, all = 0;
    const char *code = NULL;
    for (uint32_t s = 0; s < c->know->states.all.n; s++) {
        const char *here = polity_of_state(c, s);
        if (!c->named[s] || (c->home && strcmp(here, c->home) == 0) || !exists(c, p, here) || is_held(c, p, here) ||
            is_counterpart(c, seen, here, true))
            continue;
        all += c->named[s];
        if (c->named[s] <= most) continue;
        most = c->named[s];
        code = here;
    }
    return 2 * most > all ? code : NULL;
}

static bool is_head(Actors *c, const Person *p) {
    return p->head && strcmp(p->head->level, "head") == 0 && actor_of_ref(c, p->actor)->standing == STANDING_CURRENT;
}

/* A state has one president: of those whose state the text leaves open, the one it names most is the home state's, unless it says
 * of another that he is. */
static const Person *home_head(Actors *c) {
    const Person *best = NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < c->persons.n; i++) {
        const Person *p = &c->persons.at[i];
        const Actor *a = actor_of_ref(c, p->actor);
        if (!is_head(c, p) || !exists(c, p, c->home)) continue;
        if (a->polity && strcmp(a->polity, c->home) == 0) return p;
        if (a->polity || a->mentions.n <= most) continue;
        most = a->mentions.n;
        best = p;
    }
    return best;
}

static bool of_two_sides(const Actors *c) {
    DocKind kind = c->r->doc->kind;
    return kind == KIND_READOUT || kind == KIND_JOINT_STATEMENT;
}

void polities_settle(Actors *c) {
    const Person *head = c->home ? home_head(c) : NULL;
    uint8_t *seen = arena_alloc(c->arena, c->know->states.all.n + 1);
    for (uint32_t i = 0; i < c->persons.n; i++) {
        Person *p = &c->persons.at[i];
        Actor *a = actor_of_ref(c, p->actor);
        if (a->polity || !of_government(p)) continue;
        see_states(c, p, seen);
        bool ours = c->home && exists(c, p, c->home) && !is_counterpart(c, seen, c->home, false);
        if (ours && (!is_head(c, p) || p == head || !head || p->head != head->head))
            a->polity = c->home;
        else if (c->home ? of_two_sides(c)
                         : (strcmp(p->head->level, "minister") == 0 || strcmp(p->head->level, "deputy") == 0))
            a->polity = other_state(c, p, seen);
        else
            continue;
        /* the state may call the office otherwise */
        if (a->polity && a->office && strcmp(a->office, p->head->name) == 0) {
            Title t = {.office = p->head};
            a->office = title_name(c, &t, a->polity);
        }
    }
}
