/* Lists of parties ("A, B and C"), clauses, and what the subject and the governor of each verb group are. */
#include "record/clauses_links.h"

enum { LIST_GAP = 40 }; /* tokens between two members of a list, relative clauses and titles included */

static bool is_comma(const Record *r, uint32_t i) {
    return token_is(r, i, ",");
}

static bool is_dash(const Record *r, uint32_t i) {
    Str s = token_str(r->words, i);
    return (s.n == 3 && memcmp(s.p, "\xE2\x80", 2) == 0 && (s.p[2] == '\x93' || s.p[2] == '\x94')) ||
           str_eq(s, STR("--")) || (s.n == 1 && s.p[0] == '-' && (r->words->tokens.at[i].flags & TOKEN_SPACE_BEFORE));
}

static bool opens(const Record *r, uint32_t i) {
    return token_is(r, i, "(") || token_is(r, i, "[");
}
static bool closes(const Record *r, uint32_t i) {
    return token_is(r, i, ")") || token_is(r, i, "]");
}

/* ---- prepositions and parentheses ---- */

/* "The second U.S.-Republic of Korea (ROK) Nuclear Consultative Group": one phrase around an aside. */
static void rejoin(Clauses *c, uint32_t k) {
    if (k < 2) return;
    Phrase *p = &c->phrases.at[k], *aside = p - 1, *before = p - 2;
    if (!aside->aside || before->aside || before->is_time || p->is_time || p->aside) return;
    if (aside->last + 1 != p->first || !closes(c->r, aside->last) || before->last + 1 != aside->first ||
        !opens(c->r, before->last))
        return;
    if (word_is(c->r, p->first, WORD_DET | WORD_POSSESSIVE | WORD_PRONOUN)) return;
    for (uint32_t i = before->first; i < p->first; i++) c->phrase_of[i - c->first] = (uint16_t)(k + 1);
    p->first = before->first;
    p->preposition = before->preposition;
    before->aside = true;
    before->actor = 0;
    aside->aside = true;
}

static void mark_prepositions(Clauses *c) {
    const Record *r = c->r;
    uint32_t depth = 0;
    for (uint32_t k = 0, i = c->first; k < c->phrases.n; k++) {
        Phrase *p = &c->phrases.at[k];
        for (; i < p->first; i++) {
            if (opens(r, i)) depth++;
            if (closes(r, i) && depth) depth--;
        }
        p->aside = depth > 0;
        p->list = k + 1;
        rejoin(c, k);
        uint32_t b = p->first;
        while (b > c->first && !c->verb_of[b - 1 - c->first] && !c->phrase_of[b - 1 - c->first] &&
               word_is(r, b - 1, WORD_ADVERB) && !word_is(r, b - 1, WORD_PREPOSITION))
            b--; /* "with also" */
        if (b > c->first && !c->verb_of[b - 1 - c->first] && !c->phrase_of[b - 1 - c->first] &&
            word_is(r, b - 1, WORD_PREPOSITION))
            p->preposition = b;
    }
}

/* ---- lists ---- */

static bool verb_follows(const Clauses *c, const Phrase *p) {
    uint32_t i = p->last;
    while (i < c->last && !c->verb_of[i - c->first] &&
           (opens(c->r, i) || closes(c->r, i) || (clauses_phrase(c, i) && clauses_phrase(c, i)->aside) ||
            word_is(c->r, i, WORD_ADVERB | WORD_NEGATIVE) ||
            (c->phrase_of[i - c->first] && c->phrases.at[c->phrase_of[i - c->first] - 1].is_time)))
        i++;
    const VerbGroup *v = clauses_verb(c, i);
    return v && (v->shape == VERB_FINITE);
}

static bool finite_between(const Clauses *c, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        const VerbGroup *v = clauses_verb(c, i);
        if (v && v->shape == VERB_FINITE) return true;
    }
    return false;
}

static bool human(const Record *r, Ref a) {
    ActorKind k = r->actors.at[a - 1].kind;
    return k == ACTOR_PERSON || k == ACTOR_OFFICE || k == ACTOR_GROUP;
}

/* Whether a list may go on from p to q: only commas, "and", parentheses, what belongs to p ("of Japan", a title behind a comma), and, once
 * p is a person behind "by" or "with", a relative clause about him. */
static bool joined(const Clauses *c, const Phrase *p, const Phrase *q, bool *by_and) {
    const Record *r = c->r;
    if (q->first - p->last > LIST_GAP) return false;
    *by_and = false;
    bool comma = false, relative = false;
    for (uint32_t i = p->last; i < q->first; i++) {
        const Phrase *within = clauses_phrase(c, i);
        bool was_and = *by_and;
        if (word_is(r, i, WORD_AND) && !within) {
            *by_and = true;
            continue;
        }
        if (token_is(r, i, "well") || token_is(r, i, "with") || token_is(r, i, "together") || token_is(r, i, "along")) {
            if (token_is(r, i, "well") && i + 1 < q->first) *by_and = true;
            continue;
        }
        if (is_comma(r, i)) {
            comma = true;
            *by_and = false;
            continue;
        }
        if (is_dash(r, i) || opens(r, i) || closes(r, i)) continue;
        if (within && within->aside) continue;
        if (word_is(r, i, WORD_RELATIVE) && comma && p->actor && human(r, p->actor)) {
            relative = true;
            continue;
        }
        if (was_and) return false;
        if (relative) {
            if (token_is(r, i, ";") || token_is(r, i, ".")) return false;
            continue;
        }
        if (clauses_verb(c, i)) return false;
        if (within) { /* "of Japan"; ", the foreign minister of Japan," */
            const Phrase *w = within;
            bool belongs =
                w->preposition && (token_is(r, w->preposition - 1, "of") || token_is(r, w->preposition - 1, "for") ||
                                   token_is(r, w->preposition - 1, "from") || (comma && !was_and));
            if (belongs || (comma && (!w->actor || w->actor == p->actor))) continue;
            return false;
        }
        if (word_is(r, i, WORD_PREPOSITION | WORD_ADVERB)) continue;
        return false;
    }
    if (relative && !*by_and) return false;
    return *by_and || comma || (q->first > p->last && is_dash(r, q->first - 1));
}

static bool same_rank(const Record *r, Ref a, Ref b) {
    return human(r, a) == human(r, b);
}

static void link_lists(Clauses *c) {
    const Record *r = c->r;
    bool headline =
        r->doc->blocks.n && r->words->sentences.n &&
        r->doc->blocks.at[r->words->sentences.at[r->words->sentence_of[c->first]].block].kind == BLOCK_HEADLINE;
    for (uint32_t k = 0; k < c->phrases.n; k++) {
        Phrase *head = &c->phrases.at[k];
        if (!head->actor || head->list != k + 1 || head->aside) continue;
        uint32_t chain[32], n = 0, sure = 0; /* members behind the head; those in front of the last "and" are sure */
        const Phrase *p = head;
        bool clausal = head->preposition && word_is(r, head->preposition - 1, WORD_CLAUSAL);
        bool object = !clausal && finite_between(c, c->first, head->first);
        for (uint32_t j = k + 1; j < c->phrases.n && n < 32; j++) {
            const Phrase *q = &c->phrases.at[j];
            bool by_and;
            if (q->aside || q->is_time || !q->actor || q->actor == p->actor) continue;
            if (q->first - p->last > LIST_GAP) break;
            if (q->preposition && !token_is(r, q->preposition - 1, "with") && !token_is(r, q->preposition - 1, "as"))
                continue;
            if (!joined(c, p, q, &by_and)) {
                if (clauses_verb(c, q->first ? q->first - 1 : 0)) break;
                continue;
            }
            if (q->preposition && !by_and) continue;
            if (!same_rank(r, p->actor, q->actor) && n == 0 && q->actor && !human(r, q->actor) && human(r, p->actor) &&
                !by_and)
                continue;
            bool comma = p->last < c->last && is_comma(r, p->last);
            if (object && comma && n == 0 && verb_follows(c, q))
                break; /* "…met Kim, and Moon said"; but "said Kim and Moon met" */
            if (head->preposition && !clausal && !object && comma && n == 0 && !by_and)
                break; /* "According to the ministry, Ahn and Hegseth" */
            chain[n++] = j;
            p = q;
            if (by_and) sure = n;
        }
        if (headline) sure = n;
        uint32_t at = k;
        for (uint32_t m = 0; m < sure; m++) {
            c->phrases.at[at].next = chain[m] + 1;
            c->phrases.at[chain[m]].list = k + 1;
            at = chain[m];
        }
    }
}

static uint32_t list_last(const Clauses *c, uint32_t k) { /* index of the last member of the list that k opens */
    while (c->phrases.at[k].next) k = c->phrases.at[k].next - 1;
    return k;
}

/* ---- clauses ---- */

static uint32_t open_clause(Clauses *c, uint32_t parent, uint32_t first) {
    *vec_push(c->r->arena, &c->clauses) = (Clause){.parent = parent, .first = first};
    return c->clauses.n;
}

static Clause *clause(Clauses *c, uint32_t k) {
    return &c->clauses.at[k - 1];
}

/* The nearest clause around `k`, itself included, that still lacks its finite verb; 0 if there is none before a quotation's edge. */
static uint32_t unfinished(Clauses *c, uint32_t k) {
    while (k && clause(c, k)->verb) {
        if (clause(c, k)->quote) return 0;
        k = clause(c, k)->parent;
    }
    return k;
}

static uint32_t
phrase_before(const Clauses *c,
              uint32_t token) { /* the phrase that ends in front of the token, a comma between them or none */
    for (uint32_t i = token, n = 0; i-- > c->first && n < 3; n++) {
        uint32_t k = c->phrase_of[i - c->first];
        if (k && c->phrases.at[k - 1].aside &&
            c->phrases.at[k - 1].first > c->first) { /* "the dialogue (KIDD) held in" */
            i = c->phrases.at[k - 1].first;
            n = 0;
            continue;
        }
        if (k) return k;
        if (opens(c->r, i)) continue;
        if (!is_comma(c->r, i) && !closes(c->r, i) && !word_is(c->r, i, WORD_PREPOSITION)) return 0;
    }
    return 0;
}

static void link_finite(Clauses *c, uint32_t index, uint32_t *cur, bool after_comma) {
    VerbGroup *v = &c->verbs.at[index - 1];
    const Record *r = c->r;
    Clause *cl = clause(c, *cur);
    bool joined_verb =
        v->first > c->first &&
        (word_is(r, v->first - 1, WORD_AND) ||
         (word_is(r, v->first - 1, WORD_ADVERB) && v->first > c->first + 1 && word_is(r, v->first - 2, WORD_AND)));
    if (cl->verb && v->ambiguous && !joined_verb && !after_comma && phrase_before(c, v->first) &&
        !(unfinished(c, *cur) && clause(c, unfinished(c, *cur))->subject)) {
        v->shape = VERB_REDUCED;
        v->passive = true;
        v->past = false;
        v->subject = phrase_before(c, v->first);
        return;
    }
    if (cl->verb && !joined_verb) {
        uint32_t outer = unfinished(c, *cur);
        if (outer && clause(c, outer)->subject) *cur = outer, cl = clause(c, *cur);
    }
    v->clause = *cur;
    v->subject = cl->subject;
    if (!cl->verb) cl->verb = index;
    cl->last_verb = index;
}

static void link_nonfinite(Clauses *c, uint32_t index, uint32_t cur) {
    VerbGroup *v = &c->verbs.at[index - 1];
    const Record *r = c->r;
    Clause *cl = clause(c, cur);
    v->clause = cur;
    if (v->shape == VERB_REDUCED) {
        v->subject = phrase_before(c, v->first);
        return;
    }
    if (cl->last_verb) v->governor = cl->last_verb;
    v->subject = cl->subject;
    if (v->shape == VERB_GERUND && v->first > c->first && c->phrase_of[v->first - 1 - c->first])
        v->subject = c->phrase_of[v->first - 1 - c->first]; /* "officials meeting in Geneva" */
    if (v->shape == VERB_INFINITIVE && v->passive && v->first > c->first &&
        c->phrase_of[v->first - 1 - c->first]) { /* "a meeting to be held in May" */
        v->subject = c->phrase_of[v->first - 1 - c->first];
        v->governor = 0;
        return;
    }
    if (v->shape == VERB_GERUND && v->first > c->first && is_comma(r, v->first - 1)) v->governor = 0;
    cl->last_verb = index;
}

/* A participle without an auxiliary is a reduced clause if "by" follows it, or if its sentence has another finite verb behind it that needs the
 * same subject: "Talks held in Geneva ended". */
static bool reduced(const Clauses *c, uint32_t index) {
    const VerbGroup *v = &c->verbs.at[index - 1];
    const Record *r = c->r;
    if (!v->ambiguous || v->shape != VERB_FINITE || v->first == c->first) return false;
    if (!c->phrase_of[v->first - 1 - c->first] && !closes(r, v->first - 1)) return false;
    uint32_t before = phrase_before(c, v->first);
    if (!before) return false;
    if (v->last < c->last && token_is(r, v->last, "by") &&
        !(v->last + 1 < c->last && word_is(r, v->last + 1, WORD_ADVERB))) {
        const Phrase *agent = clauses_phrase(c, v->last + 1);
        if (agent && !agent->is_time) return true;
    }
    Ref named = c->phrases.at[before - 1].actor;
    if (named && r->actors.at[named - 1].kind != ACTOR_SERIES) return false;
    for (uint32_t i = v->last; i < c->last; i++) {
        if (is_comma(r, i) || word_is(r, i, WORD_AND | WORD_SUBORDINATOR | WORD_RELATIVE) ||
            (r->words->tokens.at[i].flags & (TOKEN_QUOTE_OPEN | TOKEN_QUOTE_CLOSE)))
            return false;
        const VerbGroup *w = clauses_verb(c, i);
        if (w && w->shape == VERB_FINITE) return true;
    }
    return false;
}

static void place_phrase(Clauses *c, uint32_t k, uint32_t *cur, bool after_comma) {
    Phrase *p = &c->phrases.at[k];
    uint32_t end = list_last(c, k);
    bool before_verb = verb_follows(c, &c->phrases.at[end]);
    Clause *cl = clause(c, *cur);
    const Record *r = c->r;
    if (p->preposition && before_verb && word_is(r, p->preposition - 1, WORD_CLAUSAL) && (p->actor || !p->is_time)) {
        *cur = open_clause(c, *cur, p->preposition - 1); /* "after Trump met Kim" */
        clause(c, *cur)->subject = k + 1;
        p->preposition = 0;
    } else if (!p->preposition && !p->aside && !p->is_time && p->list == k + 1) {
        if (cl->verb && after_comma) { /* "When Trump met Kim, the two leaders signed" */
            uint32_t outer = unfinished(c, *cur);
            if (outer && !clause(c, outer)->subject) *cur = outer, cl = clause(c, *cur);
        }
        if (!cl->verb && (!cl->subject || (before_verb && (after_comma || cl->relative)))) {
            if (!cl->subject || !c->phrases.at[cl->subject - 1].actor || p->actor) {
                bool title = cl->subject && c->phrases.at[cl->subject - 1].actor &&
                             p->actor == c->phrases.at[cl->subject - 1].actor;
                if (!title) cl->subject = k + 1;
            }
        } else if (cl->verb && before_verb) {
            *cur = open_clause(c, *cur, p->first);
            clause(c, *cur)->subject = k + 1;
            clause(c, *cur)->reported = !after_comma && !(p->first > c->first && word_is(r, p->first - 1, WORD_AND));
        }
    }
    p->clause = *cur;
}

static uint32_t open_subordinate(Clauses *c, uint32_t i, uint32_t cur) {
    const Record *r = c->r;
    uint32_t k = word_entry(r, i).classes, before = phrase_before(c, i);
    bool relative = (k & WORD_RELATIVE) && before && !(token_is(r, i, "that") && clauses_verb(c, i - 1));
    bool said = i > c->first && c->verb_of[i - 1 - c->first];
    uint32_t made = open_clause(c, cur, i);
    if (relative) clause(c, made)->relative = true;
    if (relative && !token_is(r, i, "when") && !token_is(r, i, "where")) {
        clause(c, made)->subject = c->phrases.at[before - 1].list; /* "Rubio, who met …" */
        if (c->phrases.at[before - 1].preposition) clause(c, made)->subject = before;
    } else if (!relative)
        clause(c, made)->reported = said || token_is(r, i, "that") || token_is(r, i, "whether");
    return made;
}

void clauses_link(Clauses *c) {
    const Record *r = c->r;
    mark_prepositions(c);
    for (uint32_t v = 1; v <= c->verbs.n; v++)
        if (reduced(c, v))
            c->verbs.at[v - 1].shape = VERB_REDUCED, c->verbs.at[v - 1].passive = true, c->verbs.at[v - 1].past = false;
    link_lists(c);
    uint32_t cur = open_clause(c, 0, c->first);
    bool after_comma = false;
    for (uint32_t i = c->first; i < c->last;) {
        uint32_t v = c->verb_of[i - c->first], p = c->phrase_of[i - c->first];
        uint16_t flags = r->words->tokens.at[i].flags;
        if (v) {
            if (c->verbs.at[v - 1].shape == VERB_FINITE)
                link_finite(c, v, &cur, after_comma);
            else
                link_nonfinite(c, v, cur);
            i = c->verbs.at[v - 1].last;
            after_comma = false;
        } else if (p) {
            place_phrase(c, p - 1, &cur, after_comma);
            i = c->phrases.at[p - 1].last;
            after_comma = false;
        } else {
            if (flags & TOKEN_QUOTE_OPEN) {
                bool speech = after_comma || i == c->first || (i > c->first && token_is(r, i - 1, ":"));
                if (speech) cur = open_clause(c, cur, i), clause(c, cur)->quote = true;
            } else if (flags & TOKEN_QUOTE_CLOSE) {
                uint32_t q = cur;
                while (q && !clause(c, q)->quote) q = clause(c, q)->parent;
                if (q && clause(c, q)->parent) cur = clause(c, q)->parent;
            } else if (token_is(r, i, ";")) {
                cur = open_clause(c, 0, i);
            } else if (word_is(r, i, WORD_SUBORDINATOR | WORD_RELATIVE) && !word_is(r, i, WORD_DET)) {
                cur = open_subordinate(c, i, cur);
            }
            if (is_comma(r, i))
                after_comma = true;
            else if (!(flags & (TOKEN_QUOTE_CLOSE | TOKEN_QUOTE_OPEN)) && !word_is(r, i, WORD_AND | WORD_ADVERB))
                after_comma = false;
            i++;
        }
    }
}
