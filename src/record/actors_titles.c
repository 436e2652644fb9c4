/* Titles of office and names of ministries, on tokens:
 *   title    = prefix* (known title | portfolio "minister" | "minister" "of" portfolio) ["for" tail | "to" place]
 *   ministry = portfolio "ministry" | "ministry" "of" portfolio */
#include "record/actors.h"
#include <string.h>

enum { TITLE_PREFIXES = 4, TITLE_TAIL = 12, TITLE_OF = 8 }; /* words looked at */

static bool is_word(const Actors *c, uint32_t at, uint32_t end, Word w) {
    return at < end && c->words[at] == w;
}

static bool is_minister(const Actors *c, uint32_t at, uint32_t end) {
    return at < end && (c->words[at] == c->naming->minister || c->words[at] == c->naming->ministers ||
                        c->words[at] == c->naming->secretary || c->words[at] == c->naming->secretaries ||
                        c->words[at] == c->naming->commissioner || c->words[at] == c->naming->chief);
}

static uint32_t skip_the(const Actors *c, uint32_t at, uint32_t end) {
    return at < end && (word_class(c, at) & NAMING_THE) ? at + 1 : at;
}

/* Words of one title in title case: "deputy assistant" -> "Deputy Assistant"; small words stay small. */
static const char *titled(Actors *c, uint32_t first, uint32_t last) {
    Buf b = {.arena = c->arena};
    for (uint32_t i = first; i < last; i++) {
        Str s = token_str(c->a, i);
        bool small = i > first && (c->words[i] == c->naming->of || c->words[i] == c->naming->and_ ||
                                   c->words[i] == c->naming->for_ || (word_class(c, i) & NAMING_THE));
        if (i > first && !glued(c, i)) buf_putc(&b, ' ');
        char first_letter = s.p[0];
        if (!small && first_letter >= 'a' && first_letter <= 'z') first_letter = (char)(first_letter - 'a' + 'A');
        buf_putc(&b, first_letter);
        buf_put(&b, s.p + 1, s.n - 1);
    }
    return buf_cstr(&b);
}

/* "policy", "Indo-Pacific security affairs", "East Asia": words of a field of work, as long as they are such. */
static uint32_t tail_words(const Actors *c, uint32_t at, uint32_t end) {
    uint32_t i = skip_the(c, at, end), last = at;
    uint32_t stop = i + TITLE_TAIL < end ? i + TITLE_TAIL : end;
    while (i < stop) {
        LexMatch m = lexicon_match(&c->know->offices.after, c->words, stop, i);
        if (!m.length) {
            m = lexicon_match(&c->know->states.names, c->words, stop, i);
            if (m.length && !is_capital(c, i)) m.length = 0;
        }
        if (m.length) {
            i += m.length;
            last = i;
        } else if (word_class(c, i) & NAMING_TAIL) {
            last = ++i;
        } else if (i > at && (c->words[i] == c->naming->and_ || c->words[i] == c->naming->ampersand ||
                              (c->words[i] == c->naming->hyphen && glued(c, i)) || c->words[i] == c->naming->comma)) {
            i++;
        } else {
            break;
        }
    }
    return last;
}

/* "minister of Digital Transformation": an unknown portfolio, if small letters or a mark end it, so that no name is swallowed. */
static uint32_t unknown_portfolio(const Actors *c, uint32_t at, uint32_t end) {
    uint32_t i = skip_the(c, at, end), from = i;
    while (i < end && i < from + TITLE_OF) {
        if (lexicon_match(&c->know->states.names, c->words, end, i).length ||
            lexicon_match(&c->know->organisations.names, c->words, end, i).length)
            return 0;
        if (is_capital(c, i) && (c->tokens[i].flags & TOKEN_LETTERS))
            i++;
        else if (i > from && i + 1 < end && is_capital(c, i + 1) && c->words[i] == c->naming->and_)
            i++;
        else
            break;
    }
    return i > from && (i == end || !is_capital(c, i)) ? i : 0;
}

static void read_tail(Actors *c, uint32_t end, Title *t) {
    uint32_t at = t->last;
    if (is_word(c, at, end, c->naming->for_) && strcmp(t->office->level, "head") != 0) {
        uint32_t last = tail_words(c, at + 1, end);
        if (last > at + 1) {
            t->tail = arena_printf(c->arena, "for %s", titled(c, skip_the(c, at + 1, end), last));
            t->last = last;
        }
    } else if (is_word(c, at, end, c->naming->to) && t->office->level && strcmp(t->office->level, "ambassador") == 0) {
        uint32_t place = skip_the(c, at + 1, end);
        LexMatch m = lexicon_match(&c->know->states.names, c->words, end, place);
        if (!m.length) m = lexicon_match(&c->know->organisations.names, c->words, end, place);
        if (m.length && is_capital(c, place)) {
            t->tail = arena_printf(c->arena, "to %s", text_of(c, at + 1, place + m.length));
            t->last = place + m.length;
        }
    }
}

static const Office *office_named(const Actors *c, const char *name) {
    for (uint32_t i = 0; i < c->know->offices.all.n; i++)
        if (strcmp(c->know->offices.all.at[i].name, name) == 0) return &c->know->offices.all.at[i];
    return NULL;
}

/* "foreign minister", "trade and industry minister", "foreign vice minister". */
static bool portfolio_first(Actors *c, uint32_t at, uint32_t end, Title *t) {
    LexMatch m = lexicon_match(&c->know->offices.before, c->words, end, at);
    if (!m.length) return false;
    uint32_t head = at + m.length;
    uint32_t vice = head < end && (word_class(c, head) & NAMING_PREFIX) ? head : 0;
    if (vice) head++;
    if (!is_minister(c, head, end)) return false;
    LexMatch h = lexicon_match(&c->know->offices.titles, c->words, end, head);
    const Word w = c->words[head];
    t->portfolio = &c->know->offices.portfolios.at[m.value];
    if (vice) t->prefix = titled(c, vice, vice + 1);
    if (w == c->naming->chief)
        t->office = office_named(c, "Minister");
    else if (h.length)
        t->office = &c->know->offices.all.at[c->know->offices.forms.at[h.value].office];
    if (!t->office) return false;
    t->plural = w == c->naming->ministers || w == c->naming->secretaries;
    t->last = head + 1;
    return true;
}

static bool known_title(Actors *c, uint32_t at, uint32_t end, Title *t) {
    LexMatch m = lexicon_match(&c->know->offices.titles, c->words, end, at);
    if (!m.length) return false;
    const OfficeTitle *form = &c->know->offices.forms.at[m.value];
    t->office = &c->know->offices.all.at[form->office];
    t->plural = form->plural;
    t->last = at + m.length;
    uint32_t of = t->last;
    bool takes = strcmp(t->office->level, "minister") == 0 || strcmp(t->office->level, "deputy") == 0;
    if (!takes || !(is_word(c, of, end, c->naming->of) || is_word(c, of, end, c->naming->for_))) return true;
    uint32_t from = skip_the(c, of + 1, end);
    m = lexicon_match(&c->know->offices.after, c->words, end, from);
    LexMatch whole = lexicon_match(&c->know->offices.after, c->words, end, of + 1);
    if (whole.length && of + 1 + whole.length > from + m.length) {
        m = whole;
        from = of + 1;
    }
    /* "Deputy Minister for National Defense Policy": a field of work, not the portfolio */
    if (m.length && c->words[of] == c->naming->for_ && tail_words(c, of + 1, end) > from + m.length) return true;
    if (m.length) {
        t->portfolio = &c->know->offices.portfolios.at[m.value];
        t->last = from + m.length;
    } else if (c->words[of] == c->naming->of && is_capital(c, at)) {
        uint32_t last = unknown_portfolio(c, of + 1, end);
        if (last) {
            t->of = titled(c, of + 1, last);
            t->last = last;
        }
    }
    return true;
}

bool title_read(Actors *c, uint32_t at, uint32_t end, Title *out) {
    Title best = {0};
    uint32_t from = at;
    for (uint32_t skipped = 0; skipped <= TITLE_PREFIXES; skipped++) {
        Title t = {.first = at};
        Title p = {.first = at};
        if (from < end && known_title(c, from, end, &t) && t.last > best.last) {
            best = t;
            if (from > at) best.prefix = titled(c, at, from);
        }
        if (from < end && portfolio_first(c, from, end, &p) && p.last > best.last) {
            best = p;
            if (from > at)
                best.prefix = arena_printf(c->arena, "%s%s%s", titled(c, at, from), p.prefix ? " " : "",
                                           p.prefix ? p.prefix : "");
        }
        if (from >= end || !(word_class(c, from) & NAMING_PREFIX) || (is_capital(c, at) && !is_capital(c, from))) break;
        from++;
    }
    if (!best.last) return false;
    /* "a major setback", "general concern": ranks are written large */
    if (!is_capital(c, at) && best.last == at + 1 && strcmp(best.office->sector, "MIL") == 0 &&
        !is_word(c, at + 1, end, c->naming->of))
        return false;
    read_tail(c, end, &best);
    bool strong = best.portfolio || best.prefix || best.last - best.first > 1 || is_capital(c, at) ||
                  strcmp(best.office->sector, "GOV") == 0 || strcmp(best.office->sector, "IGO") == 0;
    best.weak = !strong || strcmp(best.office->level, "honorific") == 0;
    *out = best;
    return true;
}

/* Only the United States (and, told by its own name, the Philippines) has secretaries "of" something below the Secretary. */
const char *title_polity(const Title *t) {
    if (t->office->only) return t->office->only;
    bool secretary = strstr(t->office->name, "Secretary") != NULL && !strstr(t->office->name, "General");
    return secretary && t->portfolio && strcmp(t->office->level, "deputy") == 0 ? "USA" : NULL;
}

bool title_exists(Actors *c, const Title *t, const char *polity) {
    return strcmp(offices_of_state(c->arena, t->office->by_state, polity, ""), "-") != 0;
}

const char *title_name(Actors *c, const Title *t, const char *polity) {
    if (!polity) polity = title_polity(t);
    const char *name = offices_of_state(c->arena, t->office->by_state, polity, t->office->name);
    if (strcmp(name, "-") == 0) name = t->office->name;
    if (t->portfolio || t->of)
        name = arena_printf(c->arena, "%s of %s", name,
                            t->of ? t->of
                                  : offices_of_state(c->arena, t->portfolio->by_state, polity, t->portfolio->name));
    if (t->prefix) name = arena_printf(c->arena, "%s %s", t->prefix, name);
    if (t->tail) name = arena_printf(c->arena, "%s %s", name, t->tail);
    return name;
}

bool ministry_read(Actors *c, uint32_t at, uint32_t end, Piece *out) {
    LexMatch m = lexicon_match(&c->know->offices.before, c->words, end, at);
    uint32_t head = at + m.length;
    if (m.length && (is_word(c, head, end, c->naming->ministry) ||
                     (is_word(c, head, end, c->naming->department) && is_capital(c, head)))) {
        out->portfolio = &c->know->offices.portfolios.at[m.value];
        out->department = c->words[head] == c->naming->department;
        out->last = head + 1;
    } else if ((is_word(c, at, end, c->naming->ministry) ||
                (is_word(c, at, end, c->naming->department) && is_capital(c, at))) &&
               (is_word(c, at + 1, end, c->naming->of) || is_word(c, at + 1, end, c->naming->for_))) {
        uint32_t from = skip_the(c, at + 2, end);
        LexMatch whole = lexicon_match(&c->know->offices.after, c->words, end, at + 2);
        m = lexicon_match(&c->know->offices.after, c->words, end, from);
        if (whole.length && at + 2 + whole.length > from + m.length) {
            m = whole;
            from = at + 2;
        }
        if (!m.length) return false;
        out->portfolio = &c->know->offices.portfolios.at[m.value];
        out->department = c->words[at] == c->naming->department;
        out->last = from + m.length;
    } else {
        return false;
    }
    out->kind = PIECE_BODY;
    out->first = at;
    return true;
}

const char *ministry_name(Actors *c, const Piece *p, const char *polity) {
    const char *what = offices_of_state(c->arena, p->portfolio->by_state, polity, p->portfolio->name);
    const State *s = states_by_code(&c->know->states, polity);
    const char *kind = p->department ? "Department" : "Ministry";
    if (!s) return arena_printf(c->arena, "%s of %s", kind, what);
    if (strcmp(s->code, "USA") == 0) return arena_printf(c->arena, "U.S. Department of %s", what);
    if (!s->adjective) return arena_printf(c->arena, "%s of %s of %s", kind, what, s->name);
    return arena_printf(c->arena, "%s %s of %s", s->adjective, kind, what);
}
