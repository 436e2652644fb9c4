/* What a sentence reports about wording: that it was left out, avoided, used for the first time, taken up again, replaced. */
#include "record/formulas_parts.h"

/* The words that a report is about. */
typedef struct {
    bool ok;
    bool pointed; /* "the phrase": text is what it points to */
    const char *text;
    Span span;
} Target;

/* A text that wording stands in or is missing from. */
typedef struct {
    uint32_t first, last; /* tokens; empty = none */
    uint32_t noun;
    Refs owners;
} Paper;

static const Wording *wording_at(const Wordings *w, const Lexicon *lex, uint32_t i, uint32_t *length) {
    const Formulas *f = &w->r->know->formulas;
    LexMatch m = {0, 0};
    if (lex == &f->words) {
        m = lexicon_match(lex, w->r->words->words, w->last, i);
    } else {
        Word words[5] = {word_entry(w->r, i).lemma};
        uint32_t n = 1;
        for (; words[0] && n < 5 && i + n < w->last; n++) words[n] = w->r->words->words[i + n];
        if (words[0]) m = lexicon_match(lex, words, n, 0);
    }
    *length = m.length;
    return m.length ? &f->wording.at[m.value] : NULL;
}

static bool form_at(const Wordings *w, uint32_t i, WordingForm form) {
    uint32_t length;
    const Wording *g = wording_at(w, &w->r->know->formulas.words, i, &length);
    return g && g->form == form;
}

/* ---- the text in question ---- */

static void add_ref(Record *r, Refs *out, Ref actor) {
    for (uint32_t i = 0; i < out->n; i++)
        if (out->at[i] == actor) return;
    *vec_push(r->arena, out) = actor;
}

/* Whose it is: "its joint statement", "the U.S. release", "the statement from the foreign ministers of the Quad". */
static void owners_of(Wordings *w, Paper *p) {
    Record *r = w->r;
    uint32_t f, l;
    Ref owner = clauses_owner(&w->clauses, p->noun, &f, &l);
    if (owner) {
        add_ref(r, &p->owners, owner);
        return;
    }
    for (uint32_t i = p->noun; i-- > p->first;)
        if (r->actor_of[i]) {
            add_ref(r, &p->owners, r->actor_of[i]);
            return;
        }
    for (uint32_t i = p->noun; i < p->last; i++) {
        Ref a = r->actor_of[i];
        if (!a || r->actors.at[a - 1].kind == ACTOR_PLACE || r->actors.at[a - 1].kind == ACTOR_GROUP) continue;
        add_ref(r, &p->owners, a);
        return;
    }
}

/* The noun phrase of the document named at token i, with the "of", "from" and "by" phrases behind it. */
static bool paper_at(Wordings *w, uint32_t i, Paper *p) {
    uint32_t length;
    const Wording *g = wording_at(w, &w->r->know->formulas.words, i, &length);
    const Phrase *at = g && g->form == WORDING_DOCUMENT ? clauses_phrase(&w->clauses, i + length - 1) : NULL;
    if (!at) return false;
    uint32_t noun = i;
    for (uint32_t k = i; k < at->last; k++)
        if (form_at(w, k, WORDING_DOCUMENT)) noun = k;
    *p = (Paper){.first = at->first < i ? at->first : i, .last = at->last, .noun = noun};
    const Phrase *before = p->first > w->first ? clauses_phrase(&w->clauses, p->first - 1)
                                               : NULL; /* "the U.S." of "the U.S. press release" */
    if (before && before != at && before->last == p->first && !w->outer[before->first] &&
        w->r->actor_of[before->last - 1])
        p->first = before->first;
    while (p->last + 1 < w->last &&
           (token_is(w->r, p->last, "from") || token_is(w->r, p->last, "of") || token_is(w->r, p->last, "by"))) {
        const Phrase *next = clauses_phrase(&w->clauses, p->last + 1);
        if (!next || next->is_time) break;
        p->last = next->last;
    }
    owners_of(w, p);
    return true;
}

/* The document that a report at token `cue` speaks of: the one behind it, else the one in front; in the sentence before if this one
 * only points to it is not looked for. */
static Paper find_paper(Wordings *w, uint32_t cue) {
    Paper p = {0}, found = {0};
    for (uint32_t i = cue; i < w->last; i++)
        if (!w->outer[i] && paper_at(w, i, &p)) return p;
    for (uint32_t i = w->first; i < cue; i++)
        if (!w->outer[i] && paper_at(w, i, &p)) found = p;
    return found;
}

Span paper_spoken_in(Wordings *w) {
    for (uint32_t i = w->first + 1; i < w->last; i++) {
        Paper p = {0};
        if (w->outer[i] || w->said_in[i] || !paper_at(w, i, &p) || p.first == w->first ||
            !token_is(w->r, p.first - 1, "in"))
            continue;
        return tokens_span(w->r->words, p.first, p.last);
    }
    return (Span){0, 0};
}

/* ---- the wording in question ---- */

static Target target_phrase(const Wordings *w, const WordingPhrase *p) {
    return (Target){true, false, p->text, tokens_span(w->r->words, p->first, p->last)};
}

/* What "the phrase" at token i points to: the last phrase in the sentence before it, else what was last spoken of. */
static Target pointed_at(const Wordings *w, uint32_t noun) {
    const WordingPhrase *p = w->topic ? &w->phrases.at[w->topic - 1] : NULL;
    for (uint32_t k = w->from; k < w->to && w->phrases.at[k].first < noun; k++) p = &w->phrases.at[k];
    if (!p) return (Target){0};
    Target t = target_phrase(w, p);
    t.pointed = true;
    t.span = tokens_span(w->r->words, noun > w->first && word_is(w->r, noun - 1, WORD_DET) ? noun - 1 : noun, noun + 1);
    return t;
}

/* A phrase in tokens [from, to), or a noun that points to one. The first of them, or the last. */
static Target wording_between(const Wordings *w, uint32_t from, uint32_t to, bool last) {
    Target t = {0};
    for (uint32_t k = w->from; k < w->to; k++) {
        const WordingPhrase *p = &w->phrases.at[k];
        if (p->first < from || p->last > to) continue;
        t = target_phrase(w, p);
        if (!last) break;
    }
    if (t.ok) return t;
    for (uint32_t i = from; i < to; i++)
        if (form_at(w, i, WORDING_NOUN) && !w->outer[i]) return pointed_at(w, i);
    return t;
}

/* The noun phrases from token i on, joined by "and" or commas, as a topic that a document leaves out. */
static Target topic_at(const Wordings *w, uint32_t i, uint32_t to) {
    const Clauses *c = &w->clauses;
    const Phrase *p = clauses_phrase(c, i);
    if (!p || p->first != i || p->is_time || word_is(w->r, p->head, WORD_PRONOUN)) return (Target){0};
    if (form_at(w, p->head, WORDING_DOCUMENT)) return (Target){0};
    uint32_t last = p->last;
    while (last + 1 < to &&
           (word_is(w->r, last, WORD_AND) || token_is(w->r, last, "or") || token_is(w->r, last, "of"))) {
        const Phrase *next = clauses_phrase(c, last + 1);
        if (!next || next->last > to ||
            (next->last < w->last && clauses_verb(c, next->last) && clauses_verb(c, next->last)->shape == VERB_FINITE))
            break;
        last = next->last;
    }
    return (Target){true, false, wording_text(w, i, last), tokens_span(w->r->words, i, last)};
}

/* All that stands in front of a verb as its subject. */
static Target topic_in_front(const Wordings *w, uint32_t from, uint32_t to) {
    enum { TOPIC_MAX = 14 }; /* tokens */
    const Phrase *p = clauses_phrase(&w->clauses, from);
    while (to > from && (word_is(w->r, to - 1, WORD_ADVERB) || (w->r->words->tokens.at[to - 1].flags & TOKEN_PUNCT)))
        to--;
    if (!p || p->first != from || p->is_time || to <= from || to - from > TOPIC_MAX ||
        word_is(w->r, p->head, WORD_PRONOUN) || form_at(w, p->head, WORDING_DOCUMENT))
        return (Target){0};
    return (Target){true, false, wording_text(w, from, to), tokens_span(w->r->words, from, to)};
}

static uint32_t clause_end(const Wordings *w, uint32_t from) {
    for (uint32_t i = from; i < w->last; i++) {
        if (w->outer[i]) continue;
        Str s = token_str(w->r->words, i);
        if (s.n == 1 && (s.p[0] == ';' || s.p[0] == '.')) return i;
        if (str_eq(s, STR("\xE2\x80\x94")) || str_eq(s, STR("--"))) return i;
        if (s.n == 1 && s.p[0] == ',' && i + 1 < w->last &&
            (word_is(w->r, i + 1, WORD_SUBORDINATOR | WORD_AND) || token_is(w->r, i + 1, "while")))
            return i;
    }
    return w->last;
}

/* ---- putting it down ---- */

static void subject_actors(const Wordings *w, const VerbGroup *v, Refs *out) {
    const Clauses *c = &w->clauses;
    if (!v || !v->subject) return;
    uint32_t p = c->phrases.at[v->subject - 1].list ? c->phrases.at[v->subject - 1].list : v->subject;
    for (uint32_t n = 0; p && n < c->phrases.n; p = c->phrases.at[p - 1].next, n++) {
        const Phrase *at = &c->phrases.at[p - 1];
        if (at->actor && !form_at(w, at->head, WORDING_DOCUMENT)) add_ref(w->r, out, at->actor);
    }
}

/* "has until now refrained": the verb group was parted, and the subject hangs on its first part. */
static void near_subject(const Wordings *w, uint32_t i, Refs *out) {
    enum { NEAR = 6 }; /* tokens */
    for (uint32_t k = i; k-- > w->first && i - k < NEAR && !out->n;)
        subject_actors(w, clauses_verb(&w->clauses, k), out);
}

/* Behind "by": "avoided by U.S. officials". */
static void agent_actors(const Wordings *w, uint32_t i, Refs *out) {
    for (uint32_t k = i; k < i + 3 && k + 1 < w->last; k++) {
        if (!token_is(w->r, k, "by")) continue;
        const Phrase *p = clauses_phrase(&w->clauses, k + 1);
        if (p && p->actor) add_ref(w->r, out, p->actor);
        return;
    }
}

static Span since_span(const Wordings *w) {
    for (uint32_t i = w->first; i + 1 < w->last; i++)
        if (token_is(w->r, i, "since") && w->r->time_of[i + 1] && !w->outer[i])
            return w->r->times.at[w->r->time_of[i + 1] - 1].span;
    return (Span){0, 0};
}

static Formula *report(Wordings *w, const Target *t, Stance stance, const Refs *holders, const Paper *paper,
                       uint32_t cue, const char *rule) {
    Record *r = w->r;
    const Refs *who = paper->owners.n ? &paper->owners : holders;
    Formula *f = formula_add(w, t->text, t->span, stance, who, tokens_span(r->words, w->first, w->last), rule);
    if (!f) return NULL;
    if (paper->last > paper->first) f->document = tokens_span(r->words, paper->first, paper->last);
    f->since = since_span(w);
    f->occasion = w->event_of[w->sentence] ? w->event_of[w->sentence] : w->sentence ? w->event_of[w->sentence - 1] : 0;
    if (w->said_in[cue]) f->asserted_by = r->statements.at[w->said_in[cue] - 1].speakers;
    return f;
}

/* "in favor of broader language", "replaced by", "with": what came in its place, somewhere behind the cue. */
static void find_instead(const Wordings *w, Formula *f, uint32_t from, bool with) {
    const Record *r = w->r;
    for (uint32_t i = from; i + 1 < w->last; i++) {
        uint32_t length;
        const Wording *g = wording_at(w, &r->know->formulas.words, i, &length);
        bool here = g && g->form == WORDING_BEHIND && g->stance == WORDING_INSTEAD;
        if (!here && with && (token_is(r, i, "with") || token_is(r, i, "by"))) here = true, length = 1;
        if (!here) continue;
        Target t = wording_between(w, i + length, clause_end(w, i + length), false);
        if (!t.ok || t.pointed) t = topic_at(w, i + length, w->last);
        if (t.ok) f->instead = t.span;
        return;
    }
}

/* ---- the forms of wording.tsv ---- */

static bool negated_noun(const Wordings *w,
                         uint32_t i) { /* "made no mention" has its own line; "never" and "not" in front */
    return i > w->first && word_is(w->r, i - 1, WORD_NEGATIVE);
}

/* "has until now refrained": no passive, though its auxiliary stands apart. */
static bool parted_perfect(const Wordings *w, uint32_t i, uint32_t length) {
    enum { NEAR = 6 }; /* tokens */
    if (i + length < w->last && token_is(w->r, i + length, "by")) return false;
    for (uint32_t k = i; k-- > w->first && i - k < NEAR && !(w->r->words->tokens.at[k].flags & TOKEN_PUNCT);) {
        if (word_is(w->r, k, WORD_BE)) return false;
        if (word_is(w->r, k, WORD_HAVE)) return true;
    }
    return false;
}

/* "had not used the term until Thursday": then it was used, for the first time. */
static bool until_time(const Wordings *w, uint32_t i) {
    for (; i + 1 < w->last; i++)
        if (token_is(w->r, i, "until") && w->r->time_of[i + 1] && !w->outer[i]) return true;
    return false;
}

static void verb_report(Wordings *w, uint32_t i, const Wording *g, uint32_t length) {
    Record *r = w->r;
    const VerbGroup *v = clauses_verb(&w->clauses, i);
    bool participle = (word_entry(r, i).forms & VERB_PARTICIPLE) != 0;
    bool passive = (v && (v->passive || v->shape == VERB_REDUCED) && !parted_perfect(w, i, length)) ||
                   (!v && participle && i + length < w->last && token_is(r, i + length, "by"));
    bool finite = v || (word_entry(r, i).forms & (VERB_PAST | VERB_THIRD));
    if ((v && v->head != i) || (!finite && !passive)) return;
    bool negated = (v && v->negated) || negated_noun(w, i);
    if (negated != (g->form != WORDING_ACTIVE) ||
        (v && (v->future || v->possible || v->conditional || v->shape == VERB_INFINITIVE)))
        return;
    uint32_t begin = v ? v->first : i;
    Refs holders = {0};
    if (passive || g->form == WORDING_ABSENT)
        agent_actors(w, i + length, &holders);
    else
        subject_actors(w, v, &holders);
    Paper paper = find_paper(w, i);
    bool has_paper = paper.last > paper.first;
    bool left = passive || g->form == WORDING_ABSENT;
    if (!holders.n && !left) near_subject(w, i, &holders);
    if (!has_paper && !holders.n && !left) return;
    uint32_t from = w->first;
    if (v && v->subject)
        from = w->clauses.phrases.at[v->subject - 1].list
                   ? w->clauses.phrases.at[w->clauses.phrases.at[v->subject - 1].list - 1].first
                   : w->clauses.phrases.at[v->subject - 1].first;
    if (from > begin) from = w->first;
    Target t =
        left ? wording_between(w, from, begin, true) : wording_between(w, i + length, clause_end(w, i + length), false);
    if (!t.ok && has_paper && g->stance == STANCE_OMITTED)
        t = left ? topic_in_front(w, from, begin) : topic_at(w, i + length, w->last);
    if (!t.ok) return;
    if (g->stance == WORDING_INSTEAD) { /* "preferred the term": it takes the place of what was spoken of before */
        const WordingPhrase *before = w->topic ? &w->phrases.at[w->topic - 1] : NULL;
        if (!before || t.pointed || str_eq_fold(str_of(before->text), str_of(t.text))) return;
        Target old = target_phrase(w, before);
        Formula *f = report(w, &old, STANCE_REPLACED, &holders, &(Paper){0}, i, g->id);
        if (f) f->instead = t.span;
        return;
    }
    if (!left && !has_paper && !t.pointed && w->outer[i]) return;
    Stance stance = g->form == WORDING_NEGATED && until_time(w, i) ? STANCE_FIRST_USE : (Stance)g->stance;
    Formula *f = report(w, &t, stance, &holders, &paper, i, g->id);
    if (!f) return;
    find_instead(w, f, i + length, g->stance == STANCE_REPLACED);
    if (f->stance == STANCE_OMITTED) w->withheld = r->formulas.n;
}

/* "were absent", "had been fixtures in": a form of "be" in front. */
static void subject_report(Wordings *w, uint32_t i, const Wording *g) {
    Record *r = w->r;
    uint32_t b = i;
    while (b > w->first && (word_is(r, b - 1, WORD_ADVERB) || word_is(r, b - 1, WORD_DET))) b--;
    if (b == w->first || !word_is(r, b - 1, WORD_BE)) return;
    const VerbGroup *v = clauses_verb(&w->clauses, b - 1);
    if (v && v->negated) return;
    Paper paper = find_paper(w, i);
    if (paper.last <= paper.first) return;
    Target t = wording_between(w, w->first, b, true);
    if (!t.ok && v && v->subject) t = topic_at(w, w->clauses.phrases.at[v->subject - 1].first, b);
    if (!t.ok) return;
    Formula *f = report(w, &t, (Stance)g->stance, &(Refs){0}, &paper, i, g->id);
    if (f && f->stance == STANCE_OMITTED) w->withheld = r->formulas.n;
}

/* "no mention of ...", "Ahn's inclusion of ...". */
static void behind_report(Wordings *w, uint32_t i, const Wording *g, uint32_t length) {
    Record *r = w->r;
    if (g->stance == WORDING_INSTEAD) return;
    enum { REACH = 5 }; /* tokens: "no mention of the old phrase" */
    uint32_t from = i + length, end = clause_end(w, from);
    Target t = {0};
    for (uint32_t k = w->from; k < w->to && !t.ok; k++)
        if (w->phrases.at[k].first >= from && w->phrases.at[k].first < from + REACH)
            t = target_phrase(w, &w->phrases.at[k]);
    if (!t.ok) t = topic_at(w, from, end);
    if (!t.ok || form_at(w, from, WORDING_NOUN) || (from + 1 < w->last && form_at(w, from + 1, WORDING_NOUN)))
        t = wording_between(w, from, from + REACH < end ? from + REACH : end, false);
    Refs holders = {0};
    uint32_t f, l;
    Ref owner = clauses_owner(&w->clauses, i, &f, &l);
    if (owner) add_ref(r, &holders, owner);
    if (g->stance == STANCE_USED && (!owner || !t.ok)) return;
    Paper paper = find_paper(w, i);
    if (!owner && paper.last <= paper.first) {
        for (uint32_t k = i; k-- > w->first;) { /* "Seoul made no mention of" */
            const VerbGroup *v = clauses_verb(&w->clauses, k);
            if (!v || v->shape != VERB_FINITE) continue;
            subject_actors(w, v, &holders);
            break;
        }
    }
    if (!t.ok) return;
    Formula *made = report(w, &t, (Stance)g->stance, &holders, &paper, i, g->id);
    if (made && made->stance == STANCE_OMITTED) w->withheld = r->formulas.n;
}

/* "the first time Seoul has formally used the term", "used the phrase for the first time". */
static void first_report(Wordings *w, uint32_t i, const Wording *g) {
    Record *r = w->r;
    for (uint32_t k = w->first; k < w->last; k++) {
        uint32_t length;
        const VerbGroup *v = clauses_verb(&w->clauses, k);
        if (!v || v->head != k || v->negated || v->future || v->possible ||
            !wording_at(w, &r->know->formulas.uses, k, &length))
            continue;
        Target t = wording_between(w, k + 1, clause_end(w, k + 1), false);
        if (!t.ok && v->passive) t = wording_between(w, w->first, v->first, true);
        if (!t.ok) continue;
        Refs holders = {0};
        if (v->passive)
            agent_actors(w, k + 1, &holders);
        else
            subject_actors(w, v, &holders);
        report(w, &t, (Stance)g->stance, &holders, &(Paper){0}, i, g->id);
        return;
    }
}

/* "Instead, the release spoke of ...": in place of what the sentence before says was left out. */
static void instead_sentence(Wordings *w, Ref withheld) {
    if (!withheld || !token_is(w->r, w->first, "instead")) return;
    for (uint32_t k = w->from; k < w->to; k++) {
        const WordingPhrase *p = &w->phrases.at[k];
        Formula *f = &w->r->formulas.at[withheld - 1];
        if (p->alone && span_is_none(f->instead)) f->instead = tokens_span(w->r->words, p->first, p->last);
    }
}

void phrases_reported(Wordings *w) {
    const Formulas *f = &w->r->know->formulas;
    Ref before = w->withheld;
    w->withheld = 0;
    for (uint32_t i = w->first; i < w->last; i++) {
        if (w->outer[i] || !w->r->words->words[i]) continue;
        uint32_t length;
        const Wording *g = wording_at(w, &f->words, i, &length);
        if (g && g->form == WORDING_SUBJECT) subject_report(w, i, g);
        if (g && g->form == WORDING_BEHIND) behind_report(w, i, g, length);
        if (g && g->form == WORDING_FIRST) first_report(w, i, g);
        g = wording_at(w, &f->verbs, i, &length);
        if (g) verb_report(w, i, g, length);
    }
    instead_sentence(w, before);
}
