/* Pieces to found expressions: at each place the longest match of any rule of the grammar. The grammar has no loops, so the
 * work at a place is bounded and the pass is linear. */
#include "record/times.h"

static const uint32_t NOT_SAID = UINT32_MAX;

typedef struct {
    const TimeWords *w;
    const Piece *pieces;
    uint32_t n;
    struct {
        uint8_t class;
        uint32_t piece;
    } caps[CAPTURES], best_caps[CAPTURES];
    uint32_t n_caps, best_n;
    uint32_t begin, stop; /* where the span begins and ends, if not where the match does; NOT_SAID */
    uint32_t best_begin, best_stop;
    uint32_t best_end; /* pieces; 0 = no match yet */
    const TimeRule *rule, *best_rule;
} Matcher;

static bool has_word(const TimeNode *node, Word word) {
    for (int i = 0; word && i < node->n_words; i++)
        if (node->words[i] == word) return true;
    return false;
}

static int lowest_class(uint64_t classes) {
    int c = 0;
    while (!(classes >> c & 1)) c++;
    return c;
}

static void walk(Matcher *m, uint32_t at_node, uint32_t at) {
    for (;;) {
        const TimeNode *node = &m->w->nodes.at[at_node];
        if (node->op == NODE_END) {
            if (at <= m->best_end) return;
            m->best_end = at;
            m->best_rule = m->rule;
            m->best_n = m->n_caps;
            m->best_begin = m->begin;
            m->best_stop = m->stop;
            memcpy(m->best_caps, m->caps, sizeof m->caps);
            return;
        }
        if (node->op == NODE_FORK) {
            uint32_t held = m->n_caps, begin = m->begin, stop = m->stop;
            walk(m, node->next, at);
            m->n_caps = held;
            m->begin = begin;
            m->stop = stop;
            at_node = node->other;
            continue;
        }
        if (node->op == NODE_BEGIN || node->op == NODE_STOP) {
            *(node->op == NODE_BEGIN ? &m->begin : &m->stop) = at;
            at_node = node->next;
            continue;
        }
        if (node->hyphen && at < m->n && m->pieces[at].word == m->w->hyphen) at++;
        if (at >= m->n) return;
        const Piece *p = &m->pieces[at];
        uint64_t classes = p->classes & node->classes;
        if (classes) {
            if (m->n_caps < CAPTURES) {
                m->caps[m->n_caps].class = (uint8_t)lowest_class(classes);
                m->caps[m->n_caps++].piece = at;
            }
        } else if (!has_word(node, p->word)) {
            return;
        }
        at++;
        at_node = node->next;
    }
}

static int32_t value_of(const Piece *p, TimeClass class) {
    for (int i = 0; p->entry && i < p->entry->n; i++)
        if (p->entry->reading[i].class == class) return p->entry->reading[i].value;
    return p->whole;
}

/* Returns the piece after the expression; what the rule names as context after it may be part of another. */
static uint32_t keep(Recognised *out, const Matcher *m, uint32_t at) {
    Arena *arena = out->r->arena;
    uint32_t begin = m->best_begin == NOT_SAID ? at : m->best_begin,
             end = m->best_stop == NOT_SAID ? m->best_end : m->best_stop;
    if (end <= begin) return m->best_end;
    Found f = {.rule = m->best_rule,
               .first = m->pieces[begin].first,
               .last = m->pieces[end - 1].last,
               .captures = out->captures.n,
               .n = m->best_n};
    for (uint32_t i = 0; i < m->best_n; i++) {
        const Piece *p = &m->pieces[m->best_caps[i].piece];
        TimeClass class = m->best_caps[i].class;
        *vec_push(arena, &out->captures) = (Capture){(uint8_t) class, value_of(p, class), *p};
    }
    *vec_push(arena, &out->found) = f;
    return end;
}

static bool is_literal(const TimeWords *w, Word word) {
    return word && word < w->literals && w->is_literal[word];
}

/* Whether any rule matches at piece i; the longest match is in m->best_*. */
static bool match_at(Matcher *m, uint32_t i) {
    const Piece *p = &m->pieces[i];
    bool word = is_literal(m->w, p->word);
    m->best_end = 0;
    for (uint32_t k = 0; (p->classes || word) && k < m->w->rules.n; k++) {
        m->rule = &m->w->rules.at[k];
        m->n_caps = 0;
        m->begin = m->stop = NOT_SAID;
        if (m->rule->first & p->classes || (word && m->rule->first_word)) walk(m, m->rule->start, i);
    }
    return m->best_end > i;
}

static void match_sentence(Recognised *out, const Pieces *pieces) {
    Matcher m = {.w = out->w, .pieces = pieces->at, .n = pieces->n};
    for (uint32_t i = 0; i < pieces->n;) {
        if (!match_at(&m, i)) {
            i++;
            continue;
        }
        if (m.best_begin != NOT_SAID &&
            m.best_begin > i) { /* "on < the 20": not where "the 20 September" can be read */
            Matcher inner = {.w = out->w, .pieces = pieces->at, .n = pieces->n};
            uint32_t end = m.best_stop == NOT_SAID ? m.best_end : m.best_stop;
            if (match_at(&inner, m.best_begin) && inner.best_end > end) {
                i = keep(out, &inner, m.best_begin);
                continue;
            }
        }
        i = keep(out, &m, i);
    }
}

void times_recognise(Recognised *out) {
    Pieces pieces = {0};
    const Analysis *a = out->r->words;
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        times_pieces(out->r, a->sentences.at[s].first, a->sentences.at[s].last, &pieces);
        match_sentence(out, &pieces);
    }
}

const Capture *capture(const Recognised *all, const Found *f, TimeClass class, uint32_t nth) {
    for (uint32_t i = 0; i < f->n; i++) {
        const Capture *c = &all->captures.at[f->captures + i];
        if (c->class == class && nth-- == 0) return c;
    }
    return NULL;
}

bool captured_word(const Recognised *all, const Found *f, const char *word) {
    const Record *r = all->r;
    Str folded = str_of(word);
    for (uint32_t i = f->first; i < f->last; i++)
        if (str_eq(vocab_form(&r->know->vocab, r->words->words[i]), folded)) return true;
    return false;
}
