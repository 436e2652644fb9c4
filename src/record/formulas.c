/* Set phrases, used and withheld: the wording that the text presents as wording, and what it reports about it. */
#include "record/formulas_parts.h"

const char *wording_text(const Wordings *w, uint32_t first, uint32_t last) {
    enum { MARKS = TOKEN_QUOTE_OPEN | TOKEN_QUOTE_CLOSE };
    const Analysis *a = w->r->words;
    while (last > first + 1 && (a->tokens.at[last - 1].flags & TOKEN_PUNCT)) last--;
    Buf out = {.arena = w->r->arena};
    for (uint32_t i = first; i < last; i++) {
        if (a->tokens.at[i].flags & MARKS) continue;
        if (out.n &&
            (a->tokens.at[i].flags & TOKEN_SPACE_BEFORE ||
             (a->tokens.at[i - 1].flags & MARKS && i - 1 > first && (a->tokens.at[i - 1].flags & TOKEN_SPACE_BEFORE))))
            buf_putc(&out, ' ');
        buf_str(&out, token_str(a, i));
    }
    return buf_cstr(&out);
}

static bool same_refs(const Refs *a, const Refs *b) {
    if (a->n != b->n) return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (a->at[i] != b->at[i]) return false;
    return true;
}

Formula *formula_add(Wordings *w, const char *text, Span span, Stance stance, const Refs *holders, Span evidence,
                     const char *rule) {
    enum { LOOK_BACK = 200 }; /* formulas compared: a text that repeats itself further apart keeps both */
    Record *r = w->r;
    uint32_t from = r->formulas.n > LOOK_BACK ? r->formulas.n - LOOK_BACK : 0;
    for (uint32_t i = from; i < r->formulas.n; i++) {
        const Formula *f = &r->formulas.at[i];
        if (f->stance == stance && str_eq_fold(str_of(f->formula), str_of(text)) && same_refs(&f->holders, holders))
            return NULL;
    }
    Formula *f = vec_push(r->arena, &r->formulas);
    f->formula = text;
    f->span = span;
    f->stance = stance;
    f->holders = *holders;
    f->evidence = evidence;
    f->rule = rule;
    return f;
}

static void mark_statements(Wordings *w) {
    const Record *r = w->r;
    w->said_in = arena_alloc(r->arena, (r->words->tokens.n + 1) * sizeof *w->said_in);
    for (uint32_t s = 0; s < r->statements.n; s++)
        for (uint32_t c = 0; c < r->statements.at[s].content.n; c++) {
            Span span = r->statements.at[s].content.at[c];
            for (uint32_t i = token_at(r->words, span.begin);
                 i < r->words->tokens.n && r->words->tokens.at[i].begin < span.end; i++)
                if (!w->said_in[i]) w->said_in[i] = s + 1;
        }
}

static void mark_events(Wordings *w) {
    const Record *r = w->r;
    w->event_of = arena_alloc(r->arena, (r->words->sentences.n + 1) * sizeof *w->event_of);
    for (uint32_t e = 0; e < r->events.n; e++)
        for (uint32_t m = 0; m <= r->events.at[e].mentions.n; m++) {
            Span span = m ? r->events.at[e].mentions.at[m - 1] : r->events.at[e].span;
            uint32_t i = token_at(r->words, span.begin);
            if (i < r->words->tokens.n) w->event_of[r->words->sentence_of[i]] = e + 1;
        }
}

/* The phrase that "the phrase" will point to from now on: the first that a noun for wording announces, else the last in marks. One that
 * only took another's place ("It spoke instead of …") is not it. */
static void new_topic(Wordings *w) {
    const Record *r = w->r;
    uint32_t instead = w->first;
    while (instead < w->last && !token_is(r, instead, "instead")) instead++;
    for (uint32_t p = w->from; p < w->to; p++) {
        const WordingPhrase *at = &w->phrases.at[p];
        if (!at->alone) continue;
        uint32_t before = at->first;
        if (before > w->first) {
            LexMatch m = lexicon_match(&r->know->formulas.words, r->words->words, before, before - 1);
            if (m.length && r->know->formulas.wording.at[m.value].form == WORDING_NOUN) {
                w->topic = p + 1;
                return;
            }
        }
        if (at->first > instead) continue;
        w->topic = p + 1;
    }
}

void formulas_read(Record *r) {
    Wordings w = {.r = r};
    const Analysis *a = r->words;
    w.outer = arena_alloc(r->arena, (a->tokens.n + 1) * sizeof *w.outer);
    for (uint32_t q = 0; q < a->quotes.n; q++)
        for (uint32_t i = a->quotes.at[q].first; !a->quotes.at[q].depth && i < a->quotes.at[q].last; i++)
            if (!w.outer[i]) w.outer[i] = q + 1;
    mark_statements(&w);
    mark_events(&w);
    phrases_find(&w);
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        w.sentence = s;
        w.first = a->sentences.at[s].first;
        w.last = a->sentences.at[s].last;
        if (w.last - w.first > CLAUSES_WINDOW) w.last = w.first + CLAUSES_WINDOW;
        w.from = w.to;
        while (w.to < w.phrases.n && w.phrases.at[w.to].first < a->sentences.at[s].last) w.to++;
        clauses_read(r, w.first, w.last, &w.clauses);
        phrases_used(&w);
        phrases_reported(&w);
        new_topic(&w);
    }
}
