/* Runs of capitalised words, and what they are by their form: a person's name, a body, some other thing. */
#include "record/actors.h"

enum { NAME_WORDS = 10 }; /* words in a name, marks inside included */

static bool is_initial(const Actors *c, uint32_t at) {
    Str s = token_str(c->a, at);
    return s.n == 2 && s.p[1] == '.' && is_capital(c, at);
}

/* A particle of a name that a capitalised word follows: de Gaulle, al - Sisi, von der Leyen. Its length in tokens, or 0. */
static uint32_t particle(const Actors *c, uint32_t at, uint32_t end) {
    uint32_t i = at;
    while (i < end && i < at + 4 && (word_class(c, i) & NAMING_PARTICLE) && !(c->tokens[i].flags & TOKEN_PUNCT)) {
        i++;
        if (i < end && c->words[i] == c->naming->hyphen && glued(c, i)) i++;
    }
    return i > at && i < end && is_capital(c, i) ? i - at : 0;
}

static bool starts_other(const Actors *c, uint32_t at, uint32_t end) {
    uint64_t cls = word_class(c, at);
    /* Jan. 3, but Jan Kavan */
    bool given = (cls & (NAMING_GIVEN_HE | NAMING_GIVEN_SHE)) && at + 1 < end && is_capital(c, at + 1) &&
                 (c->tokens[at + 1].flags & TOKEN_LETTERS);
    return ((cls & NAMING_COMMON) && !given) ||
           lexicon_match(&c->know->organisations.names, c->words, end, at).length > 1;
}

/* A single capitalised word that is a state's name or a title, but follows a given name: Michael Jordan, Stephen King. */
static bool joins(const Actors *c, uint32_t at, uint32_t end, bool after_given) {
    uint64_t cls = word_class(c, at);
    if (cls & NAMING_SUFFIX) return true;
    LexMatch state = lexicon_match(&c->know->states.names, c->words, end, at);
    LexMatch title = lexicon_match(&c->know->offices.titles, c->words, end, at);
    bool other = state.length || title.length || (cls & NAMING_COMMON);
    if (!other) return true;
    return after_given && state.length <= 1 && title.length <= 1 && (at + 1 >= end || !is_capital(c, at + 1));
}

static uint32_t extend(const Actors *c, uint32_t at, uint32_t end) {
    uint32_t i = at + 1;
    bool given = (word_class(c, at) & (NAMING_GIVEN_HE | NAMING_GIVEN_SHE)) != 0;
    uint32_t stop = at + NAME_WORDS < end ? at + NAME_WORDS : end;
    while (i < stop) {
        uint32_t p;
        if (c->words[i] == c->naming->hyphen && glued(c, i) && i + 1 < stop && glued(c, i + 1) &&
            (c->tokens[i + 1].flags & TOKEN_LETTERS)) {
            i += 2;
        } else if ((p = particle(c, i, stop)) && (!is_capital(c, i) || joins(c, i, end, given)) && i + p < stop &&
                   joins(c, i + p, end, given)) {
            i += p + 1;
        } else if (c->words[i] == c->naming->comma && i + 1 < end && (word_class(c, i + 1) & NAMING_SUFFIX) &&
                   is_capital(c, i + 1)) {
            i += 2;
        } else if (is_capital(c, i) && (c->tokens[i].flags & TOKEN_LETTERS) && joins(c, i, end, given)) {
            given = (word_class(c, i) & (NAMING_GIVEN_HE | NAMING_GIVEN_SHE)) || is_initial(c, i) || given;
            i++;
        } else {
            break;
        }
    }
    return i < end ? i : end;
}

/* Words of the run, those joined by hyphens counted as one; and whether a hyphen stands in the second. */
static uint32_t units(const Actors *c, uint32_t first, uint32_t last, bool *hyphen) {
    uint32_t n = 0;
    *hyphen = false;
    for (uint32_t i = first; i < last; i++) {
        if (c->words[i] == c->naming->hyphen) {
            if (n == 2 && i > first) *hyphen = true;
        } else if (i == first || c->words[i - 1] != c->naming->hyphen) {
            n++;
        }
    }
    return n;
}

static NameKind kind_of_run(const Actors *c, uint32_t first, uint32_t last) {
    bool hyphen, initial = false;
    uint32_t n = units(c, first, last, &hyphen);
    uint64_t head = word_class(c, last - 1), start = word_class(c, first);
    for (uint32_t i = first; i < last; i++) initial = initial || is_initial(c, i);
    bool given = (start & (NAMING_GIVEN_HE | NAMING_GIVEN_SHE)) != 0;
    if (n >= 2 && (start & NAMING_SURNAME_FIRST) && hyphen && !(head & (NAMING_BODY | NAMING_GEO))) return NAME_PERSON;
    if (head & NAMING_BODY) return NAME_BODY;
    if (n >= 2 && given && n <= 4 && !(head & NAMING_THING))
        return (head & NAMING_GEO) && n > 2 ? NAME_THING : NAME_PERSON;
    if (head & (NAMING_GEO | NAMING_THING)) return NAME_THING;
    if ((start & (NAMING_GEO | NAMING_THING)) && !(start & NAMING_SURNAME_FIRST)) return NAME_THING;
    if (n >= 2 && (initial || (head & NAMING_SUFFIX))) return NAME_PERSON;
    return NAME_OPEN;
}

/* "National Institutes" "of Health", "Council" "for Peace and Security": a body's name goes on behind "of". */
static uint32_t body_end(const Actors *c, uint32_t last, uint32_t end) {
    uint32_t stop = last + NAME_WORDS < end ? last + NAME_WORDS : end, i = last;
    while (i + 1 < stop && (c->words[i] == c->naming->of || c->words[i] == c->naming->for_)) {
        uint32_t from = i + 1 + ((word_class(c, i + 1) & NAMING_THE) != 0), k = from;
        while (k < stop && ((is_capital(c, k) && (c->tokens[k].flags & TOKEN_LETTERS)) ||
                            (k > from && k + 1 < stop && c->words[k] == c->naming->and_ && is_capital(c, k + 1))))
            k++;
        if (k == from) break;
        i = last = k;
    }
    return last;
}

bool name_read(Actors *c, uint32_t at, uint32_t end, Piece *out) {
    uint32_t first = at;
    if (!(c->tokens[at].flags & TOKEN_LETTERS)) return false;
    if (!is_capital(c, at)) {
        uint32_t p = particle(c, at, end);
        /* a small particle opens a name only where a mark joins it or two of them stand: al-Assad, von der Leyen */
        if (p < 2) return false;
        at += p;
    }
    if ((word_class(c, at) & (NAMING_HONORIFIC | NAMING_HONORIFIC_HE | NAMING_HONORIFIC_SHE)) ||
        starts_other(c, at, end))
        return false;
    uint32_t last = extend(c, at, end);
    while (last > at + 1 && (word_class(c, last - 1) & NAMING_COMMON)) last--;
    NameKind kind = kind_of_run(c, at, last);
    if (kind == NAME_BODY) last = body_end(c, last, end);
    *out = (Piece){.kind = PIECE_NAME, .first = first, .last = last, .name = kind};
    return true;
}
