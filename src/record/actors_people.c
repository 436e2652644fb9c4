/* Persons told by name: titles and states before and behind, appositions, lists of names under one title. */
#include "record/actors.h"
#include <string.h>

enum { PHRASE_WORDS = 12, NAME_LIST = 16 }; /* modifiers before a title; names under one plural title */

uint32_t polity_read(Actors *c, uint32_t at, uint32_t end, const char **polity, bool *possessive) {
    const Piece *p = piece_at(c, at);
    if (!p) return 0;
    if (p->kind == PIECE_STATE)
        *polity = polity_of_state(c, p->state);
    else if (p->kind == PIECE_BODY && p->org && p->org->polity)
        *polity = p->org->polity;
    else
        return 0;
    uint32_t mark = possessive_mark(c, p->last, end);
    *possessive = mark != 0;
    return p->last - at + mark;
}

/* The same, "the" before it skipped: "the ROK", "the Czech Republic". `*at` moves to where the polity starts. */
static uint32_t polity_after_the(Actors *c, uint32_t *at, uint32_t end, const char **polity, bool *possessive) {
    uint32_t n = polity_read(c, *at, end, polity, possessive);
    if (n || *at >= end || !(word_class(c, *at) & NAMING_THE)) return n;
    ++*at;
    return polity_read(c, *at, end, polity, possessive);
}

/* A word before a title that tells its standing or nothing: "former", "newly appointed", "then-". Its length with the hyphen behind. */
static uint32_t modifier(const Actors *c, uint32_t at, uint32_t end, Phrase *ph) {
    static const struct {
        uint64_t cls;
        Standing standing;
    } list[] = {{NAMING_PERFORMS, STANDING_ACTING}, {NAMING_FORMER, STANDING_FORMER}, {NAMING_ACTING, STANDING_ACTING},
                {NAMING_ELECT, STANDING_ELECT},     {NAMING_THEN, STANDING_NONE},     {NAMING_CURRENT, STANDING_NONE},
                {NAMING_GENERIC, STANDING_NONE}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        uint32_t n = naming_match(c->naming, c->words, end, at, list[i].cls);
        if (!n) continue;
        if ((word_class(c, at) & NAMING_ARTICLE) && at == ph->first) continue; /* "any", "no": read as such */
        if (list[i].standing) ph->standing = list[i].standing;
        if (list[i].cls == NAMING_THEN) ph->then = true;
        if (word_class(c, at) & NAMING_GENERIC) ph->generic = true;
        if (at + n < end && c->words[at + n] == c->naming->hyphen && glued(c, at + n)) n++;
        return n;
    }
    return 0;
}

/* Behind a title: "-elect", "nominee", "candidate", "designate". */
static uint32_t standing_behind(const Actors *c, uint32_t at, uint32_t end, Phrase *ph) {
    uint32_t i = at < end && c->words[at] == c->naming->hyphen && glued(c, at) ? at + 1 : at;
    if (i >= end) return 0;
    uint64_t cls = word_class(c, i);
    if (i > at && (cls & NAMING_ELECT))
        ph->standing = STANDING_ELECT;
    else if (cls & NAMING_NOMINEE)
        ph->standing = STANDING_NOMINEE;
    else
        return 0;
    return i + 1 - at;
}

/* Behind a title: "of Russia", "of the ROK", "at the U.S. National Security Council". */
static uint32_t polity_behind(Actors *c, uint32_t at, uint32_t end, Phrase *ph) {
    if (at >= end ||
        !(c->words[at] == c->naming->of || (word_class(c, at) & NAMING_IN) || c->words[at] == c->naming->for_))
        return 0;
    uint32_t i = at + 1;
    const char *polity = NULL;
    bool possessive = false;
    uint32_t n = polity_after_the(c, &i, end, &polity, &possessive);
    const Piece *first = piece_at(c, i);
    if (!n || (first->kind == PIECE_STATE && first->form == STATE_ADJECTIVE && !piece_at(c, i + n))) return 0;
    const Piece *body = piece_at(c, i + n);
    if (body && body->kind == PIECE_BODY)
        n += body->last - body->first;
    else if (possessive || (body && body->kind == PIECE_AGENT))
        return 0;
    if (!ph->polity) ph->polity = polity;
    return i + n - at;
}

bool phrase_read(Actors *c, uint32_t at, uint32_t end, Phrase *out) {
    Phrase ph = {.first = at};
    uint32_t i = at, stop = at + PHRASE_WORDS < end ? at + PHRASE_WORDS : end;
    const Piece *p = NULL;
    while (i < stop) {
        uint32_t n;
        bool possessive = false;
        p = piece_at(c, i);
        if (p && p->kind == PIECE_TITLE) break;
        /* "Chinese Foreign Ministry spokesperson Mao Ning", "the Russian Foreign Ministry's spokeswoman" */
        bool own = p && p->kind == PIECE_BODY && p->org && ph.polity && p->org->polity &&
                   strcmp(p->org->polity, ph.polity) == 0;
        if (own || (p && p->kind == PIECE_BODY && p->portfolio)) { /* or "U.S. State Department spokesman" */
            uint32_t mark = possessive_mark(c, p->last, end);
            possessive = mark != 0;
            if (!ph.polity && p->department) ph.polity = "USA";
            n = p->last - p->first + mark;
        } else if (!(n = ph.polity ? 0 : polity_read(c, i, end, &ph.polity, &possessive)) &&
                   !(n = modifier(c, i, end, &ph))) {
            if (i != ph.first || !(word_class(c, i) & (NAMING_THE | NAMING_ARTICLE))) return false;
            n = 1;
            ph.definite = (word_class(c, i) & NAMING_THE) != 0;
            ph.indefinite = !ph.definite;
            ph.generic = ph.indefinite && (word_class(c, i) & NAMING_GENERIC);
            ph.first = i + 1; /* the article is no part of the mention */
        }
        ph.possessive = ph.possessive || possessive;
        i += n;
    }
    if (i >= stop || !p || p->kind != PIECE_TITLE) return false;
    ph.title = p->title;
    i = p->last;
    i += standing_behind(c, i, end, &ph);
    i += polity_behind(c, i, end, &ph);
    if (naming_match(c->naming, c->words, end, i, NAMING_AT_TIME)) ph.then = true;
    ph.last = i;
    *out = ph;
    return true;
}

enum { HONORIFICS = 4 }; /* "His Excellency Dr. Mr." and one more: a text of nothing else must not cost its square */

static uint32_t skip_honorifics(const Actors *c, uint32_t at, uint32_t end, int *gender) {
    int left = HONORIFICS;
    for (uint32_t n; left-- && (n = naming_match(c->naming, c->words, end, at,
                                                 NAMING_HONORIFIC | NAMING_HONORIFIC_HE | NAMING_HONORIFIC_SHE));
         at += n) {
        if (!is_capital(c, at)) break;
        uint64_t cls = word_class(c, at);
        if (cls & NAMING_HONORIFIC_SHE)
            *gender = GENDER_SHE;
        else if (cls & NAMING_HONORIFIC_HE)
            *gender = GENDER_HE;
        if (at + n < end && c->words[at + n] == c->naming->dot && glued(c, at + n)) n++;
    }
    return at;
}

static const Piece *name_at(const Actors *c, uint32_t at) {
    const Piece *p = piece_at(c, at);
    return p && p->kind == PIECE_NAME && p->name != NAME_BODY && p->name != NAME_THING ? p : NULL;
}

static uint32_t name_units(const Actors *c, const Piece *p) {
    uint32_t n = 0;
    for (uint32_t i = p->first; i < p->last; i++)
        if (c->words[i] != c->naming->hyphen && (i == p->first || c->words[i - 1] != c->naming->hyphen)) n++;
    return n;
}

static uint32_t behind_name(Actors *c, uint32_t at, uint32_t end, PersonFacts *f);

/* In a headline every word is capital; there a name ends with the surname that the text has told: Andrew Bates En Route Home. */
static uint32_t headline_end(Actors *c, const Piece *name) {
    if (c->r->doc->blocks.at[c->a->sentences.at[c->a->sentence_of[name->first]].block].kind != BLOCK_HEADLINE)
        return name->last;
    for (uint32_t last = name->last; last > name->first; last--)
        if (last == name->last || c->words[last] != c->naming->hyphen) {
            uint32_t from = last - 1;
            while (from > name->first && c->words[from - 1] == c->naming->hyphen && from > name->first + 1) from -= 2;
            if (person_by_word(c, from, last)) return last;
        }
    return name->last;
}

static Ref enter(Actors *c, const Phrase *ph, const Piece *name, uint32_t first, int gender, uint32_t end) {
    uint32_t name_last = headline_end(c, name);
    PersonFacts f = {
        .first = first, .last = name_last, .name_first = name->first, .name_last = name_last, .gender = gender};
    if (ph) {
        f.title = &ph->title;
        f.polity = ph->polity;
        f.standing = ph->standing;
        f.then = ph->then;
    }
    f.last = name_last < name->last ? name_last : behind_name(c, name->last, end, &f);
    return person_actor(c, &f);
}

/* "Bronislaw Geremek of Poland", "Joseph Kimotho (Kenya)". */
static uint32_t behind_name(Actors *c, uint32_t at, uint32_t end, PersonFacts *f) {
    if (at + 1 >= end || !(c->words[at] == c->naming->of || c->words[at] == c->naming->open)) return at;
    bool bracket = c->words[at] == c->naming->open, possessive = false;
    uint32_t i = at + 1;
    const char *polity = NULL;
    uint32_t n = polity_after_the(c, &i, end, &polity, &possessive);
    if (!n || possessive || (bracket && (i + n >= end || c->words[i + n] != c->naming->close))) return at;
    if (!f->polity) f->polity = polity;
    return i + n + bracket;
}

/* "foreign ministers Cho Tae-yul of South Korea, Marco Rubio and Iwaya Takeshi": each takes the title in the singular. */
static uint32_t name_list(Actors *c, const Phrase *ph, uint32_t at, uint32_t end) {
    Phrase one = *ph;
    one.title.plural = false;
    uint32_t i = at, done = at;
    for (uint32_t k = 0; k < NAME_LIST; k++) {
        int gender = 0;
        uint32_t from = skip_honorifics(c, i, end, &gender);
        const Piece *name = name_at(c, from);
        if (!name) break;
        enter(c, &one, name, from, gender, end);
        i = name->last;
        PersonFacts skip = {0};
        i = behind_name(c, i, end, &skip);
        done = i;
        if (i < end && c->words[i] == c->naming->comma) i++;
        if (i < end && c->words[i] == c->naming->and_) i++;
        if (i == done) break;
    }
    return done;
}

/* "…, South Korea's deputy defense minister for policy,": the title behind a name, its last token's end; 0 if none. A title that
 * goes on with a name of its own is the next in a list. */
static uint32_t apposition(Actors *c, uint32_t at, uint32_t end, Phrase *ph) {
    if (at >= end || !(c->words[at] == c->naming->comma || c->words[at] == c->naming->open)) return 0;
    uint32_t i = at + 1;
    Standing standing = STANDING_NONE;
    if (i < end && c->words[i] == c->naming->who) {
        uint32_t n = naming_match(c->naming, c->words, end, ++i, NAMING_PERFORMS);
        if (n)
            standing = STANDING_ACTING;
        else if (i < end && (word_class(c, i) & NAMING_BE))
            n = 1;
        else
            return 0;
        i += n;
    } else if (i < end) {
        /* "…, confirmed as secretary of state by the Senate" */
        for (uint32_t k = i; k < i + 3 && k + 1 < end; k++)
            if (c->words[k] == c->naming->as && k > i) i = k + 1;
    }
    if (!phrase_read(c, i, end, ph) || ph->title.plural) return 0;
    if (name_at(c, ph->last) || (ph->title.weak && !ph->polity && !ph->indefinite && is_capital(c, ph->title.first)))
        return 0;
    int gender = 0;
    if (skip_honorifics(c, ph->last, end, &gender) != ph->last) return 0;
    /* "Karine, the President will …" addresses her: a bare title must be closed to be about the name before it */
    bool bare = !ph->polity && ph->title.last - ph->title.first == 1 && ph->standing == STANDING_NONE;
    if (bare && ph->last < end && !(c->tokens[ph->last].flags & TOKEN_PUNCT) &&
        !(word_class(c, ph->last) & NAMING_SPEECH))
        return 0;
    if (standing) ph->standing = standing;
    return ph->last;
}

/* A name is that of a person where it does what persons do: what it is beside tells. */
static bool beside_speech(const Actors *c, const Piece *name, uint32_t begin, uint32_t end) {
    if (name->last < end && (word_class(c, name->last) & NAMING_SPEECH)) return true;
    if (name->last < end && !is_capital(c, name->last)) {
        WordEntry next = verbs_entry(&c->know->verbs, c->words[name->last]);
        bool past = (next.forms & VERB_PAST) || ((next.forms & VERB_THIRD) && !(next.forms & VERB_OR_NOUN));
        if (next.lemma && past) return true;
    }
    if (name->last + 1 < end && c->words[name->last] == c->naming->comma && c->words[name->last + 1] == c->naming->who)
        return true;
    /* ", 45," */
    if (name->last + 2 < end && c->words[name->last] == c->naming->comma &&
        (c->tokens[name->last + 1].flags & TOKEN_DIGITS) &&
        c->tokens[name->last + 1].end - c->tokens[name->last + 1].begin == 2 &&
        c->words[name->last + 2] == c->naming->comma)
        return true;
    return name->first > begin && (word_class(c, name->first - 1) & NAMING_SPEECH) && !is_capital(c, name->first - 1);
}

static uint32_t read_name(Actors *c, const Piece *name, uint32_t begin, uint32_t end, bool headline) {
    Phrase ph;
    uint32_t n = name_units(c, name);
    bool one = n < 2;
    PersonFacts probe = {0};
    uint32_t behind = behind_name(c, name->last, end, &probe);
    uint32_t last = apposition(c, behind, end, &ph);
    bool named = name->name == NAME_PERSON;
    if (one || n > 5) {
        if (!last || n > 5 || !(ph.polity || ph.title.portfolio) || headline) return name->last;
    }
    if (!last && !named && (headline || !beside_speech(c, name, begin, end))) return name->last;
    PersonFacts f = {.first = name->first,
                     .last = behind,
                     .name_first = name->first,
                     .name_last = name->last,
                     .polity = probe.polity};
    if (last) {
        f.title = &ph.title;
        if (!f.polity) f.polity = ph.polity;
        f.standing = ph.standing;
        f.then = ph.then;
    }
    Ref ref = person_actor(c, &f);
    if (last) actor_mention(c, ref, ph.first, last, FORM_TITLE);
    return last ? last : behind;
}

static uint32_t read_phrase(Actors *c, const Phrase *ph, uint32_t end, bool headline) {
    int gender = 0;
    uint32_t i = ph->last;
    if (ph->title.plural) {
        if (i < end && c->words[i] == c->naming->of && name_at(c, i + 1))
            i++; /* "the foreign ministers of Jan Kavan of …" */
        return name_list(c, ph, i, end);
    }
    i = skip_honorifics(c, i, end, &gender);
    Phrase second;
    const Piece *name = name_at(c, i);
    const Piece *more = piece_at(c, i);
    /* "Deputy Minister Colonel-General Andrei Kartapolov": the first title leads */
    if (!name && more && more->kind == PIECE_TITLE && is_capital(c, i) && phrase_read(c, i, end, &second))
        name = name_at(c, second.last);
    /* MAJOR OIL COMPANIES: in a headline a long run behind a title is no name unless the text knows it */
    if (name && headline && name->name == NAME_OPEN && name_units(c, name) > 3 && headline_end(c, name) == name->last)
        name = NULL;
    if (name) {
        enter(c, ph, name, ph->first, gender, end);
        Phrase app;
        uint32_t last = apposition(c, name->last, end, &app);
        if (last) { /* "Vice Minister Kim Seon-ho, acting defense minister at the time" */
            PersonFacts f = {.first = app.first,
                             .last = last,
                             .name_first = name->first,
                             .name_last = name->last,
                             .title = &app.title,
                             .polity = app.polity ? app.polity : ph->polity,
                             .standing = app.standing,
                             .then = app.then};
            person_actor(c, &f);
            return last;
        }
        return name->last;
    }
    if (i < end && c->words[i] == c->naming->comma && (ph->polity || ph->definite)) {
        uint32_t from = skip_honorifics(c, i + 1, end, &gender);
        name = name_at(c, from);
        bool closed = name && (name->last >= end || (c->tokens[name->last].flags & TOKEN_PUNCT) ||
                               (word_class(c, name->last) & NAMING_SPEECH));
        if (closed && name_units(c, name) > 1) {
            enter(c, ph, name, ph->first, gender, end);
            return name->last;
        }
    }
    return ph->last;
}

static void read_sentence(Actors *c, const Sentence *s, bool headline) {
    for (uint32_t i = s->first; i < s->last;) {
        Phrase ph;
        const char *polity;
        bool possessive;
        int gender = 0;
        uint32_t after, from;
        if (c->r->actor_of[i]) {
            i++;
        } else if (phrase_read(c, i, s->last, &ph)) {
            i = read_phrase(c, &ph, s->last, headline);
        } else if ((from = skip_honorifics(c, i, s->last, &gender)) > i && name_at(c, from)) {
            const Piece *name = name_at(c, from);
            Phrase app;
            uint32_t last = apposition(c, name->last, s->last, &app);
            enter(c, last ? &app : NULL, name, i, gender, s->last);
            if (last) actor_mention(c, c->r->actor_of[name->first], app.first, last, FORM_TITLE);
            i = last ? last : name->last;
        } else if ((after = polity_read(c, i, s->last, &polity, &possessive)) && possessive && name_at(c, i + after) &&
                   (name_at(c, i + after)->name == NAME_PERSON ||
                    beside_speech(c, name_at(c, i + after), s->first, s->last))) {
            const Piece *name = name_at(c, i + after); /* Japan's Iwaya */
            PersonFacts f = {.first = name->first,
                             .last = name->last,
                             .name_first = name->first,
                             .name_last = name->last,
                             .polity = polity};
            person_actor(c, &f);
            i = name->last;
        } else if (name_at(c, i)) {
            i = read_name(c, name_at(c, i), s->first, s->last, headline);
        } else {
            i++;
        }
    }
}

void people_read(Actors *c) {
    /* Headlines last: their capitals tell little, and the text below has told the names by then. */
    for (int headlines = 0; headlines < 2; headlines++)
        for (uint32_t k = 0; k < c->a->sentences.n; k++) {
            const Sentence *s = &c->a->sentences.at[k];
            bool headline = c->r->doc->blocks.at[s->block].kind == BLOCK_HEADLINE;
            if (headline == (headlines == 1)) read_sentence(c, s, headline);
        }
}
