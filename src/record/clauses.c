/* A sentence's tokens to verb groups and noun phrases. How they hang together is worked out in clauses_links.c. */
#include "record/clauses.h"
#include "record/clauses_links.h"

enum { ADVERBS_WITHIN = 4 }; /* adverbs between an auxiliary and its verb */

bool token_is(const Record *r, uint32_t token, const char *ascii) {
    return str_eq_fold(token_str(r->words, token), str_of(ascii));
}

static bool punct(const Record *r, uint32_t i, char c) {
    Str s = token_str(r->words, i);
    return s.n == 1 && s.p[0] == c;
}

static bool possessive_mark(const Record *r, uint32_t i) {
    Str s = token_str(r->words, i);
    if (s.n == 0 || s.n > 4) return false;
    bool curly = s.n >= 3 && memcmp(s.p, "\xE2\x80\x99", 3) == 0;
    if (!curly && s.p[0] != '\'') return false;
    size_t mark = curly ? 3 : 1;
    return (s.n == mark && !(r->words->tokens.at[i].flags & (TOKEN_SPACE_BEFORE | TOKEN_QUOTE_OPEN))) ||
           (s.n == mark + 1 && (s.p[mark] == 's' || s.p[mark] == 'S'));
}

static bool dash_inside(const Record *r, uint32_t i) { /* Korea-U.S.; not a dash between clauses */
    Str s = token_str(r->words, i);
    bool dash = (s.n == 1 && (s.p[0] == '-' || s.p[0] == '/')) || (s.n == 3 && memcmp(s.p, "\xE2\x80\x93", 3) == 0);
    return dash && !(r->words->tokens.at[i].flags & TOKEN_SPACE_BEFORE);
}

static bool ends_in(const Record *r, uint32_t i, const char *ending) {
    Str s = token_str(r->words, i);
    size_t n = strlen(ending);
    return s.n > n + 1 && str_eq_fold((Str){s.p + s.n - n, n}, str_of(ending));
}

/* "formally", "shortly"; a capital makes it a name. */
static bool adverb_by_form(const Record *r, uint32_t i) {
    const Token *t = &r->words->tokens.at[i];
    return t->end - t->begin >= 5 && !(t->flags & TOKEN_UPPER_FIRST) && ends_in(r, i, "ly") &&
           !word_entry(r, i).forms && !word_is(r, i, WORD_NOUN);
}

/* Adverbs may stand inside a verb group: "has not yet formally met". */
static bool adverb(const Record *r, uint32_t i) {
    uint32_t k = word_entry(r, i).classes;
    if (r->time_of[i] || r->actor_of[i]) return false;
    return (k & (WORD_ADVERB | WORD_NEGATIVE)) || adverb_by_form(r, i);
}

/* ---- verb groups ---- */

static uint8_t forms_of(const Record *r, uint32_t i) {
    if (r->actor_of[i] || r->time_of[i]) return 0;
    uint8_t forms = word_entry(r, i).forms;
    if (forms || r->words->words[i] || !(r->words->tokens.at[i].flags & TOKEN_LETTERS)) return forms;
    if (r->words->tokens.at[i].flags & TOKEN_UPPER_FIRST) return 0;
    if (ends_in(r, i, "ed")) return VERB_PAST | VERB_PARTICIPLE;
    return 0;
}

static bool modifier_before(const Record *r, uint32_t i,
                            uint32_t from) { /* what makes the word at i a noun or adjective */
    if (i == from) return false;
    uint32_t k = word_entry(r, i - 1).classes;
    bool points = token_is(r, i - 1, "this") && i + 1 < r->words->tokens.n &&
                  word_is(r, i + 1, WORD_DET | WORD_POSSESSIVE); /* "This marks a shift" */
    if (points && (word_entry(r, i).forms & VERB_THIRD)) return false;
    if (k & (WORD_DET | WORD_POSSESSIVE) && !(k & WORD_RELATIVE)) return true;
    return possessive_mark(r, i - 1) || dash_inside(r, i - 1) || (r->words->tokens.at[i - 1].flags & TOKEN_HAS_DIGIT);
}

static bool subject_before(const Record *r, uint32_t i, uint32_t from, bool strict) {
    while (i > from && adverb(r, i - 1)) i--;
    if (i == from) return false;
    uint32_t k = word_entry(r, i - 1).classes;
    if (k & WORD_POSSESSIVE) return false;
    if ((k & (WORD_RELATIVE | WORD_PRONOUN)) || token_is(r, i - 1, "this")) return true;
    if (r->actor_of[i - 1]) { /* "US-China talks" is no "China talks" */
        uint32_t a = i - 1;
        while (a > from && r->actor_of[a - 1] == r->actor_of[i - 1]) a--;
        return a == from || !dash_inside(r, a - 1);
    }
    if (strict) return false;
    return ends_in(r, i - 1, "s") && !(k & (WORD_PREPOSITION | WORD_BE | WORD_HAVE)) && !possessive_mark(r, i - 1);
}

/* Whether the word at i, standing by itself, is a verb in the sentence from `from`; *shape says how. */
static bool plain_verb(const Record *r, uint32_t i, uint32_t from, uint32_t last, VerbGroup *v) {
    uint8_t f = forms_of(r, i);
    if (!f || modifier_before(r, i, from)) return false;
    bool comma_before = i > from && punct(r, i - 1, ','), comma_after = i + 1 < last && punct(r, i + 1, ',');
    if (f & VERB_ING) {
        uint32_t k = i > from ? word_entry(r, i - 1).classes : 0;
        bool opened =
            i == from || comma_before || (k & (WORD_CLAUSAL | WORD_AND | WORD_SUBORDINATOR)) ||
            (i > from && forms_of(r, i - 1) & (VERB_PAST | VERB_BASE | VERB_THIRD) && !modifier_before(r, i - 1, from));
        bool has_object = i + 1 < last && (r->actor_of[i + 1] || word_is(r, i + 1, WORD_DET | WORD_POSSESSIVE));
        if (!opened && !((k & WORD_PREPOSITION) && has_object)) return false;
        if (i == from && !has_object && !(i + 1 < last && word_is(r, i + 1, WORD_PREPOSITION | WORD_ADVERB)))
            return false;
        v->shape = VERB_GERUND;
        return true;
    }
    if (f & VERB_PAST) {
        if (comma_before && comma_after) return false; /* "Cho, left, meets Colby" */
        uint32_t k = i > from ? word_entry(r, i - 1).classes : 0;
        if ((k & WORD_PREPOSITION) && !(k & (WORD_CLAUSAL | WORD_ADVERB)) && !r->actor_of[i - 1]) return false;
        v->past = true;
        v->ambiguous = (f & VERB_PARTICIPLE) != 0;
        return true;
    }
    if ((f & VERB_THIRD) && i > from && (forms_of(r, i - 1) & (VERB_PAST | VERB_ING)) &&
        !modifier_before(r, i - 1, from))
        return false; /* "imposed sanctions" */
    if (f & VERB_THIRD) return subject_before(r, i, from, (f & VERB_OR_NOUN) != 0) || (!(f & VERB_OR_NOUN) && i > from);
    if (f & VERB_PARTICIPLE) {
        v->shape = VERB_REDUCED;
        v->passive = true;
        return i > from;
    }
    if (f & VERB_BASE) return subject_before(r, i, from, (f & VERB_OR_NOUN) != 0);
    return false;
}

static uint32_t skip_adverbs(const Record *r, uint32_t i, uint32_t last, VerbGroup *v) {
    for (int k = 0; k < ADVERBS_WITHIN && i < last && adverb(r, i); k++, i++)
        if (word_is(r, i, WORD_NEGATIVE)) v->negated = true;
    return i;
}

static void note_auxiliary(uint32_t k, VerbGroup *v) {
    if (k & WORD_FUTURE) v->future = true;
    if (k & WORD_POSSIBLE) v->possible = true;
    if (k & WORD_CONDITIONAL) v->conditional = true;
    if (k & WORD_PAST) v->past = true;
    if (k & WORD_HAVE) v->perfect = true;
}

/* [modal] [have] [be] [being] verb, adverbs between; what stands last is the head. */
static bool verb_group(const Record *r, uint32_t from, uint32_t i, uint32_t last, VerbGroup *v) {
    enum { AUX = WORD_MODAL | WORD_BE | WORD_HAVE | WORD_DO };
    *v = (VerbGroup){.first = i};
    if (r->actor_of[i] || r->time_of[i]) return false;
    uint32_t k = word_entry(r, i).classes;
    if ((k & WORD_TO) && i + 1 < last) {
        uint32_t j = skip_adverbs(r, i + 1, last, v);
        if (j + 1 < last && (r->words->tokens.at[j].flags & TOKEN_QUOTE_OPEN))
            j = skip_adverbs(r, j + 1, last, v); /* agreed to "maintain" */
        if (j < last && !(forms_of(r, j) & VERB_BASE) && !word_is(r, j, WORD_NONFINITE) && !token_is(r, j, "have") &&
            !token_is(r, j, "do"))
            return false;
        if (j == last) return false;
        v->shape = VERB_INFINITIVE;
        i = j;
        k = word_entry(r, i).classes;
    } else if (k & WORD_NEGATIVE) { /* "not to visit", "not meeting": the verb behind it makes the group */
        return false;
    }
    if (v->shape != VERB_INFINITIVE && !(k & AUX)) {
        if (!plain_verb(r, i, from, last, v)) return false;
        v->head = i;
        v->lemma = word_entry(r, i).lemma;
        v->last = i + 1;
        if (v->first > from && word_is(r, v->first - 1, WORD_NEGATIVE)) v->negated = true;
        return true;
    }
    if (v->shape != VERB_INFINITIVE && (k & WORD_MODAL) && modifier_before(r, i, from)) return false; /* "the will" */
    if (v->first > from && word_is(r, v->first - 1, WORD_NEGATIVE)) v->negated = true;
    uint32_t be = 0, head = i;
    bool finite_seen = v->shape == VERB_INFINITIVE;
    for (;;) { /* each round takes one auxiliary, or the verb */
        k = word_entry(r, i).classes;
        uint8_t f = forms_of(r, i);
        head = i;
        if (!(k & AUX)) {
            if ((f & VERB_PARTICIPLE) && be) v->passive = true;
            if (f & VERB_ING) v->progressive = true;
            break;
        }
        note_auxiliary(k, v);
        if (!finite_seen && (k & WORD_NONFINITE) && token_is(r, i, "being")) v->shape = VERB_GERUND;
        if (!finite_seen && token_is(r, i, "having")) v->shape = VERB_GERUND;
        finite_seen = true;
        if (k & WORD_BE) be = i + 1;
        VerbGroup peek = *v;
        uint32_t j = skip_adverbs(r, i + 1, last, &peek);
        if (j >= last) break;
        uint32_t kj = word_entry(r, j).classes;
        uint8_t fj = forms_of(r, j);
        bool goes_on = false;
        if (k & WORD_MODAL)
            goes_on = (kj & (WORD_BE | WORD_HAVE | WORD_DO)) || (fj & VERB_BASE);
        else if (k & WORD_HAVE)
            goes_on = (kj & (WORD_BE | WORD_HAVE)) || (fj & VERB_PARTICIPLE) || token_is(r, j, "had");
        else if (k & WORD_BE)
            goes_on = token_is(r, j, "being") || (fj & (VERB_PARTICIPLE | VERB_ING));
        else if (k & WORD_DO)
            goes_on = fj & VERB_BASE;
        v->negated = peek.negated && (goes_on || j > i + 1) ? true : v->negated;
        if (!goes_on) break;
        i = j;
    }
    v->head = head;
    v->last = head + 1;
    v->lemma = word_entry(r, head).lemma;
    if (word_entry(r, head).classes & WORD_HAVE)
        v->perfect = v->perfect && head > v->first && word_is(r, head - 1, WORD_HAVE);
    return true;
}

/* ---- noun phrases ---- */

static bool phrase_token(const Record *r, uint32_t i, uint32_t first, uint32_t last) {
    if (r->actor_of[i]) return true;
    uint16_t flags = r->words->tokens.at[i].flags;
    if (flags & (TOKEN_QUOTE_OPEN | TOKEN_QUOTE_CLOSE)) return false;
    if (i > first && possessive_mark(r, i)) return true;
    if (i > first && i + 1 < last && dash_inside(r, i)) return true;
    if (flags & TOKEN_PUNCT) return false;
    uint32_t k = word_entry(r, i).classes;
    if (k & (WORD_DET | WORD_POSSESSIVE)) return true;
    if (k & WORD_PRONOUN) return !(k & WORD_RELATIVE);
    if (k & WORD_ADVERB) /* "his first call", "the May summit" */
        return i > first && (word_is(r, i - 1, WORD_DET | WORD_POSSESSIVE) || possessive_mark(r, i - 1));
    if (k & (WORD_PREPOSITION | WORD_AND | WORD_SUBORDINATOR | WORD_RELATIVE | WORD_NEGATIVE | WORD_MODAL | WORD_BE |
             WORD_HAVE | WORD_DO | WORD_TO))
        return false;
    if (adverb_by_form(r, i))
        return i > first && (word_is(r, i - 1, WORD_DET | WORD_POSSESSIVE) || possessive_mark(r, i - 1));
    return true;
}

/* A determiner, or a whole new name, behind a noun opens the next phrase ("in Seoul the two ministers"). */
static bool phrase_breaks(const Record *r, uint32_t i, uint32_t first) {
    if (i == first) return false;
    uint32_t k = word_entry(r, i).classes, b = word_entry(r, i - 1).classes;
    if (r->actor_of[i] && r->actor_of[i] == r->actor_of[i - 1]) return false;
    if ((b & (WORD_DET | WORD_POSSESSIVE)) || possessive_mark(r, i - 1) || dash_inside(r, i - 1)) return false;
    if (k & (WORD_DET | WORD_POSSESSIVE | WORD_PRONOUN)) return true;
    return r->actor_of[i] && r->actor_of[i - 1] && r->actor_of[i] != r->actor_of[i - 1] &&
           r->actors.at[r->actor_of[i - 1] - 1].kind == ACTOR_PERSON;
}

static uint32_t read_phrase(const Record *r, uint32_t i, uint32_t last, const Clauses *c, Phrase *p) {
    *p = (Phrase){.first = i};
    uint32_t from = i;
    while (i < last) {
        if (c->verb_of[i - c->first]) break;
        if (r->time_of[i]) { /* "Thursday's call", "the May summit" stay whole */
            uint32_t j = i;
            while (j < last && r->time_of[j] == r->time_of[i]) j++;
            bool inside = j < last && !c->verb_of[j - c->first] &&
                          (possessive_mark(r, j) || (i > from && word_is(r, i - 1, WORD_DET | WORD_POSSESSIVE) &&
                                                     phrase_token(r, j, from, last) && !word_is(r, j, WORD_DET)));
            if (i > from && !inside) break;
            p->time = r->time_of[i];
            p->is_time = !inside;
            i = j;
            if (!inside) break;
            continue;
        }
        if (!phrase_token(r, i, from, last) || phrase_breaks(r, i, from)) break;
        i++;
    }
    p->last = i;
    if (i == from) return i;
    p->head = i - 1;
    if (possessive_mark(r, p->head) && p->head > from) p->head--;
    p->actor = r->actor_of[p->head];
    if (p->is_time) p->actor = 0;
    p->actor_first = p->head;
    while (p->actor && p->actor_first > from && r->actor_of[p->actor_first - 1] == p->actor) p->actor_first--;
    return i;
}

Ref clauses_owner(const Clauses *c, uint32_t token, uint32_t *first, uint32_t *last) {
    const Record *r = c->r;
    const Phrase *p = clauses_phrase(c, token);
    uint32_t from = p ? p->first : token;
    for (uint32_t i = token; i-- > from;) {
        Ref a = 0;
        uint32_t end = i;
        if (possessive_mark(r, i) && i > from) a = r->actor_of[i - 1];
        if (!a && word_is(r, i, WORD_POSSESSIVE)) a = r->actor_of[i], end = i + 1;
        if (!a && possessive_mark(r, i) && r->actor_of[i]) a = r->actor_of[i], end = i + 1;
        if (!a) continue;
        *last = end;
        *first = end - 1;
        while (*first > c->first && r->actor_of[*first - 1] == a) (*first)--;
        return a;
    }
    return 0;
}

void clauses_read(const Record *r, uint32_t first, uint32_t last, Clauses *c) {
    if (last - first > CLAUSES_WINDOW) last = first + CLAUSES_WINDOW;
    c->r = r;
    c->first = first;
    c->last = last;
    c->verbs.n = c->phrases.n = c->clauses.n = 0;
    memset(c->verb_of, 0, sizeof *c->verb_of * (last - first));
    memset(c->phrase_of, 0, sizeof *c->phrase_of * (last - first));
    for (uint32_t i = first; i < last;) {
        VerbGroup v;
        if (!verb_group(r, first, i, last, &v)) {
            i++;
            continue;
        }
        *vec_push(r->arena, &c->verbs) = v;
        for (i = v.first; i < v.last; i++) c->verb_of[i - first] = (uint16_t)c->verbs.n;
    }
    for (uint32_t i = first; i < last;) {
        Phrase p;
        uint32_t end = c->verb_of[i - first] ? i : read_phrase(r, i, last, c, &p);
        if (end == i) {
            i++;
            continue;
        }
        *vec_push(r->arena, &c->phrases) = p;
        for (; i < end; i++) c->phrase_of[i - first] = (uint16_t)c->phrases.n;
    }
    clauses_link(c);
}
