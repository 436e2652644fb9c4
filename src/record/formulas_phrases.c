/* The phrases of a text that stand as wording, and who uses them. */
#include "record/formulas_parts.h"
#include "record/statements_parts.h"

enum {
    ALONE_WORDS = 12,
    LONG_WORDS = 8
}; /* words in marks that make a phrase and not a passage; a long one gives way to a listed one in it */

/* The document's words without quotation marks: 'the "complete" denuclearization of ...' is one phrase. */
typedef struct {
    uint32_t *token; /* of each plain word: its token */
    Word *word;
    uint32_t *at; /* of each token: the first plain word at or behind it */
    uint32_t n;
} Plain;

static void find_plain(const Wordings *w, Plain *p) {
    const Analysis *a = w->r->words;
    p->token = arena_alloc(w->r->arena, (a->tokens.n + 1) * sizeof *p->token);
    p->word = arena_alloc(w->r->arena, (a->tokens.n + 1) * sizeof *p->word);
    p->at = arena_alloc(w->r->arena, (a->tokens.n + 1) * sizeof *p->at);
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        p->at[i] = p->n;
        if (a->tokens.at[i].flags & (TOKEN_QUOTE_OPEN | TOKEN_QUOTE_CLOSE)) continue;
        p->token[p->n] = i;
        p->word[p->n++] = a->words[i];
    }
    p->at[a->tokens.n] = p->n;
}

static uint32_t words_in(const Analysis *a, uint32_t first, uint32_t last) {
    uint32_t n = 0;
    for (uint32_t i = first; i < last && n <= ALONE_WORDS + 1; i++) n += !(a->tokens.at[i].flags & TOKEN_PUNCT);
    return n;
}

static bool in_sentence(const Analysis *a, uint32_t first, uint32_t last) {
    return a->sentence_of[first] == a->sentence_of[last - 1];
}

/* The phrase of formulas.tsv at plain word k, inside one sentence. */
static bool listed(const Wordings *w, const Plain *p, uint32_t k, WordingPhrase *out) {
    const Formulas *f = &w->r->know->formulas;
    LexMatch m = lexicon_match(&f->phrases, p->word, p->n, k);
    if (!m.length) return false;
    *out = (WordingPhrase){
        p->token[k], p->token[k + m.length - 1] + 1, f->canonical.at[m.value], w->outer[p->token[k]] != 0, false, true};
    return in_sentence(w->r->words, out->first, out->last);
}

/* A quote that is a phrase and no speech. */
static bool phrase_in_marks(const Wordings *w, uint32_t q, const Plain *p, WordingPhrase *out) {
    const Analysis *a = w->r->words;
    const Quote *quote = &a->quotes.at[q];
    if (quote->depth || !quote->closed || quote_is_speech(a, quote)) return false;
    uint32_t words = words_in(a, quote->first, quote->last);
    if (!words || words > ALONE_WORDS || !in_sentence(a, quote->first, quote->last)) return false;
    *out = (WordingPhrase){quote->first, quote->last, NULL, true, true, false};
    WordingPhrase known;
    uint32_t inner = p->at[quote->first];
    for (uint32_t k = inner; words > LONG_WORDS && k < p->n && p->token[k] < quote->last; k++)
        if (p->word[k] && listed(w, p, k, &known)) return false;
    if (listed(w, p, inner, &known) && words_in(a, known.first, known.last) >= words) {
        out->text = known.text;
        out->known = true;
        if (known.last > out->last) out->last = known.last;
    } else {
        out->text = wording_text(w, quote->first, quote->last);
    }
    return true;
}

void phrases_find(Wordings *w) {
    const Analysis *a = w->r->words;
    Plain p = {0};
    find_plain(w, &p);
    uint32_t q = 0;
    for (uint32_t i = 0; i < a->tokens.n;) {
        while (q < a->quotes.n && a->quotes.at[q].first < i) q++;
        WordingPhrase found;
        bool ok = false;
        if (q < a->quotes.n && a->quotes.at[q].first == i) ok = phrase_in_marks(w, q, &p, &found);
        if (!ok && p.at[i] < p.n && p.token[p.at[i]] == i && a->words[i]) ok = listed(w, &p, p.at[i], &found);
        if (ok) *vec_push(w->r->arena, &w->phrases) = found;
        i = ok ? found.last : i + 1;
    }
}

/* The subject of the nearest verb in front of token i that lets its subject hold what is quoted: "agreed to “consult on ...”". */
static bool holding_subject(const Wordings *w, uint32_t i, Refs *out) {
    const Record *r = w->r;
    const Clauses *c = &w->clauses;
    for (uint32_t t = i; t-- > w->first;) {
        const VerbGroup *v = clauses_verb(c, t);
        if (!v || v->head != t || v->shape == VERB_INFINITIVE || v->shape == VERB_GERUND) continue;
        Word words[3] = {v->lemma, t + 1 < w->last ? r->words->words[t + 1] : 0, 0};
        if (v->shape != VERB_FINITE || v->negated || v->passive || v->possible || !v->lemma ||
            !lexicon_match(&r->know->formulas.holders, words, 2, 0).length || !v->subject)
            return false;
        uint32_t p = c->phrases.at[v->subject - 1].list ? c->phrases.at[v->subject - 1].list : v->subject;
        for (uint32_t n = 0; p && n < c->phrases.n; p = c->phrases.at[p - 1].next, n++)
            if (c->phrases.at[p - 1].actor) *vec_push(r->arena, out) = c->phrases.at[p - 1].actor;
        return out->n > 0;
    }
    return false;
}

/* Quoted words that are no set phrase but a piece of speech: they have a pronoun in them, or a whole noun phrase with its article. */
static bool passing_words(const Wordings *w, const WordingPhrase *p) {
    enum { ARTICLE_WORDS = 4 }; /* words behind the article that a name for something may have */
    const Record *r = w->r;
    uint32_t first = p->first;
    while (first < p->last && (r->words->tokens.at[first].flags & TOKEN_PUNCT)) first++;
    for (uint32_t i = first; i < p->last; i++)
        if (word_is(r, i, WORD_PRONOUN | WORD_POSSESSIVE) && !word_is(r, i, WORD_DET | WORD_RELATIVE)) return true;
    return word_is(r, first, WORD_DET) && words_in(r->words, first, p->last) > ARTICLE_WORDS + 1;
}

void phrases_used(Wordings *w) {
    Record *r = w->r;
    for (uint32_t p = w->from; p < w->to; p++) {
        const WordingPhrase *at = &w->phrases.at[p];
        if (!at->quoted) continue;
        uint32_t inner = at->alone && at->first + 1 < at->last ? at->first + 1 : at->first;
        if (at->alone && !at->known && passing_words(w, at)) continue;
        Ref said = w->said_in[inner];
        Refs holders = {0};
        const char *rule = "quoted";
        if (said && at->alone && !at->known && r->statements.at[said - 1].kind == STATEMENT_DIRECT)
            continue; /* all of it is speech */
        if (said) {
            holders = r->statements.at[said - 1].speakers;
        } else if (at->first < w->last && holding_subject(w, at->first, &holders)) {
            rule = "agreed-words";
        } else {
            continue;
        }
        if (!holders.n && !at->known) continue;
        Span span = tokens_span(r->words, at->first, at->last);
        Formula *f =
            formula_add(w, at->text, span, STANCE_USED, &holders, tokens_span(r->words, w->first, w->last), rule);
        if (f) f->document = paper_spoken_in(w);
        if (f && said && span_within(span, r->statements.at[said - 1].span))
            f->evidence = r->statements.at[said - 1].span;
    }
}
