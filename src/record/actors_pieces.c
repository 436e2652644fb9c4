/* What starts at each token: a state, a body, a title, a common noun for people, a run of capitalised words. The longest wins. */
#include "record/actors.h"

static bool capitals_only(const Actors *c, uint32_t first, uint32_t last) {
    for (uint32_t i = first; i < last; i++) {
        Str s = token_str(c->a, i);
        for (size_t k = 0; k < s.n; k++)
            if (s.p[k] >= 'a' && s.p[k] <= 'z') return false;
    }
    return true;
}

static bool stands_capital(const Actors *c, uint32_t first, uint32_t last, bool capitals) {
    if (capitals) return capitals_only(c, first, last);
    uint32_t i = first + 1 < last && (word_class(c, first) & NAMING_THE) ? first + 1 : first;
    return is_capital(c, i) || (c->tokens[i].flags & TOKEN_HAS_DIGIT);
}

static bool state_read(const Actors *c, uint32_t at, uint32_t end, Piece *out) {
    LexMatch m = lexicon_match(&c->know->states.names, c->words, end, at);
    if (!m.length) return false;
    const StateAlias *alias = &c->know->states.aliases.at[m.value];
    if (!stands_capital(c, at, at + m.length, alias->capitals)) return false;
    /* the North Atlantic, the South China Sea: the name goes on */
    if (alias->needs_state && at + m.length < end && is_capital(c, at + m.length)) return false;
    *out = (Piece){.kind = PIECE_STATE,
                   .first = at,
                   .last = at + m.length,
                   .state = alias->state,
                   .form = alias->form,
                   .needs_state = alias->needs_state};
    return true;
}

static bool body_read(const Actors *c, uint32_t at, uint32_t end, Piece *out) {
    LexMatch m = lexicon_match(&c->know->organisations.names, c->words, end, at);
    if (!m.length) return false;
    const OrganisationAlias *alias = &c->know->organisations.aliases.at[m.value];
    if (!stands_capital(c, at, at + m.length, alias->capitals)) return false;
    *out = (Piece){.kind = PIECE_BODY,
                   .first = at,
                   .last = at + m.length,
                   .org = &c->know->organisations.all.at[alias->organisation]};
    return true;
}

static bool agent_read(const Actors *c, uint32_t at, uint32_t end, Piece *out) {
    LexMatch m = lexicon_match(&c->know->agents.words, c->words, end, at);
    if (!m.length) return false;
    *out = (Piece){.kind = PIECE_AGENT, .first = at, .last = at + m.length, .agent = &c->know->agents.all.at[m.value]};
    return true;
}

/* A state's name inside a run that goes on as a body's or thing's name: South China Sea, Korea JoongAng Daily, Korean Peninsula. */
static bool state_in_name(Actors *c, Piece *state, uint32_t end) {
    if (state->last >= end || glued(c, state->last)) return false;
    uint32_t at = state->last;
    if (!is_capital(c, at)) {
        if (state->form == STATE_SEAT || !(word_class(c, at) & NAMING_GEO)) return false;
        *state = (Piece){.kind = PIECE_NAME, .first = state->first, .last = at + 1, .name = NAME_THING};
        return true;
    }
    Piece rest;
    Title title;
    if (body_read(c, at, end, &rest) || ministry_read(c, at, end, &rest) || title_read(c, at, end, &title) ||
        agent_read(c, at, end, &rest))
        return false;
    if (!name_read(c, at, end, &rest) || (rest.name != NAME_BODY && rest.name != NAME_THING)) return false;
    NameKind name = rest.name;
    *state =
        (Piece){.kind = PIECE_NAME, .first = state->first, .last = rest.last, .name = name, .state = state->state + 1};
    return true;
}

static bool piece_read(Actors *c, uint32_t at, uint32_t end, Piece *out) {
    Piece best = {0}, p = {0};
    Title title;
    uint64_t cls = word_class(c, at);
    bool found = false;
    if (c->words[at]) {
        if (body_read(c, at, end, &best)) found = true;
        if (ministry_read(c, at, end, &p) && (!found || p.last > best.last)) best = p, found = true;
        if (state_read(c, at, end, &p) && (!found || p.last > best.last)) best = p, found = true;
        if (title_read(c, at, end, &title) && (!found || title.last > best.last)) {
            best = (Piece){.kind = PIECE_TITLE, .first = at, .last = title.last, .title = title};
            found = true;
        }
        if (agent_read(c, at, end, &p) &&
            (!found || p.last > best.last || (best.kind == PIECE_TITLE && best.title.weak)))
            best = p, found = true;
    }
    /* a given name goes before a state or title of one word: Jordan Smith, but Jordan's king */
    bool given = found && best.last == at + 1 && (cls & (NAMING_GIVEN_HE | NAMING_GIVEN_SHE)) && at + 1 < end &&
                 is_capital(c, at + 1);
    if (found && best.kind == PIECE_STATE && !given) state_in_name(c, &best, end);
    if ((!found || given) && name_read(c, at, end, &p)) {
        if (!given || p.name == NAME_PERSON) best = p;
        found = true;
    }
    *out = best;
    return found;
}

void pieces_read(Actors *c) {
    for (uint32_t s = 0; s < c->a->sentences.n; s++) {
        uint32_t end = c->a->sentences.at[s].last;
        for (uint32_t at = c->a->sentences.at[s].first; at < end;) {
            Piece p;
            if (!piece_read(c, at, end, &p)) {
                at++;
                continue;
            }
            *vec_push(c->arena, &c->pieces) = p;
            for (uint32_t i = p.first; i < p.last; i++) c->piece_of[i] = c->pieces.n;
            at = p.last;
        }
    }
}
