/* What a cue says was said: in front of it (", Cho said."), behind it ("said that ..."), or round it. */
#include "record/statements_parts.h"

enum { SPEECH_WORDS = 4 }; /* words in quotation marks that make a clause and not a phrase, if they end like one */

static bool is_mark(const Saying *s, uint32_t i, const char *marks) {
    return (s->r->words->tokens.at[i].flags & TOKEN_PUNCT) && strchr(marks, token_char(s->r->words, i));
}

bool quote_is_speech(const Analysis *a, const Quote *q) {
    uint32_t words = 0;
    bool ends = false;
    for (uint32_t i = q->first; i < q->last; i++) {
        uint16_t f = a->tokens.at[i].flags;
        words += (f & (TOKEN_LETTERS | TOKEN_HAS_DIGIT)) != 0;
        if ((f & TOKEN_SENTENCE_START) && i > q->first + 1) return true;
        if (i + 2 >= q->last && (f & TOKEN_PUNCT) && strchr(",.?!", token_char(a, i))) ends = true;
    }
    if (q->first + 1 < q->last && words >= 2 && (a->tokens.at[q->first].flags & TOKEN_SENTENCE_START)) return true;
    return ends && words >= SPEECH_WORDS && (a->tokens.at[q->first + 1].flags & TOKEN_UPPER_FIRST);
}

/* An adverb behind the cue belongs to it only if what is said begins right behind: "said later that", not "said there is". */
static bool adverb_ends(const Saying *s, uint32_t i) {
    uint32_t n = i + 1;
    return n >= s->last || s->outer[n] || token_is(s->r, n, "that") || is_mark(s, n, ":,.") || s->r->time_of[n] ||
           word_is(s->r, n, WORD_PREPOSITION);
}

/* "warned all of this could be undone": no person spoken to, but what the clause is about. */
static bool subject_of_clause(const Saying *s, const Phrase *p) {
    while (p->last + 1 < s->last && token_is(s->r, p->last, "of") && clauses_phrase(&s->clauses, p->last + 1))
        p = clauses_phrase(&s->clauses, p->last + 1);
    uint32_t i = p->last;
    while (i < s->last && token_adverb(s->r, i)) i++;
    const VerbGroup *v = i < s->last ? clauses_verb(&s->clauses, i) : NULL;
    return v && v->first == i && v->shape == VERB_FINITE;
}

/* Past the time, the place of speaking and the person spoken to, behind the cue: "told reporters in Seoul on Thursday that". The
 * first token that may be content. */
static uint32_t past_circumstances(const Saying *s, const Cue *cue, uint32_t i) {
    const Record *r = s->r;
    const Clauses *c = &s->clauses;
    bool addressee = (cue->frames & CUE_ADDRESSEE) && !cue->inverted;
    while (i < s->last && !s->outer[i] && !token_is(r, i, "that")) {
        if (r->time_of[i] || (token_adverb(r, i) && adverb_ends(s, i))) {
            i++;
            continue;
        }
        if (word_is(r, i, WORD_PREPOSITION) && i + 1 < s->last && r->time_of[i + 1]) {
            i++;
            continue;
        }
        const Phrase *p = clauses_phrase(c, i);
        if (addressee && p && p->first == i && !subject_of_clause(s, p)) {
            i = p->last;
            addressee = false;
            continue;
        }
        if (token_is(r, i, "in") || token_is(r, i, "during") || token_is(r, i, "at") || token_is(r, i, "to") ||
            token_is(r, i, "on")) {
            p = i + 1 < s->last ? clauses_phrase(c, i + 1) : NULL;
            if (!p || !(cue->frames & CUE_CLAUSE)) break;
            uint32_t e = p->last;
            bool medium = false;
            for (uint32_t k = p->first; k < p->last; k++)
                medium |= lexicon_match(&r->know->cues.media, r->words->words, s->last, k).length > 0;
            if (!medium && !(e < s->last && (s->outer[e] || token_is(r, e, "that") || is_mark(s, e, ":,")))) break;
            i = e;
            continue;
        }
        break;
    }
    return i;
}

/* Circumstances that end in "that", a colon or speech in quotation marks, whatever they are: "in an interview in Seoul that". The token
 * to go on from, or i. */
static uint32_t jump_to_speech(const Saying *s, const Cue *cue, uint32_t i) {
    enum { REACH = 20 }; /* tokens */
    const Record *r = s->r;
    if (!(cue->frames & CUE_CLAUSE) || i >= s->last || s->outer[i]) return i;
    bool circumstance = word_is(r, i, WORD_PREPOSITION) || r->time_of[i];
    if (!circumstance) return i;
    for (uint32_t k = i; k < s->last && k < i + REACH; k++) {
        if (s->outer[k]) {
            const Quote *q = &r->words->quotes.at[s->outer[k] - 1];
            return q->first == k && (quote_is_speech(r->words, q) || is_mark(s, k - 1, ",:")) ? k : i;
        }
        if (token_is(r, k, "that") || is_mark(s, k, ":")) return k;
        const VerbGroup *v = clauses_verb(&s->clauses, k);
        if (v && v->shape == VERB_FINITE) return i;
        if (is_mark(s, k, ";.?!")) return i;
    }
    return i;
}

static bool finite_verb_in(const Saying *s, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        const VerbGroup *v = clauses_verb(&s->clauses, i);
        if (v && v->shape == VERB_FINITE) return true;
        if (i > from && word_is(s->r, i - 1, WORD_PRONOUN) && strchr("'\xE2", token_char(s->r->words, i)) &&
            !(s->r->words->tokens.at[i].flags & (TOKEN_SPACE_BEFORE | TOKEN_PUNCT)))
            return true; /* "it's too early": a verb written to its subject */
    }
    return false;
}

/* The end of the sentence as content: without its last marks, but past the end of a quote that begins in it. */
static uint32_t sentence_end(const Saying *s, uint32_t from) {
    uint32_t last = s->last;
    for (uint32_t i = from; i < s->last; i++)
        if (s->outer[i]) {
            const Quote *q = &s->r->words->quotes.at[s->outer[i] - 1];
            if (q->last > last && q->first >= from) last = q->last;
        }
    return last;
}

static uint32_t trim_end(const Saying *s, uint32_t first, uint32_t last) {
    while (last > first && !s->outer[last - 1] && is_mark(s, last - 1, ".,;:-?!")) last--;
    return last;
}

static bool same_subject(const Saying *s, const Cue *a, const Cue *b) {
    if (a->source_first == b->source_first && a->source_last == b->source_last) return true;
    return a->verb && b->verb && s->clauses.verbs.at[a->verb - 1].subject == s->clauses.verbs.at[b->verb - 1].subject;
}

/* Behind a phrase in quotation marks with a comma inside them, 'a “nuclear power,” a term ...', the reported words are over unless a
 * list goes on; 0 if there is none. */
static uint32_t closing_comma(const Saying *s, uint32_t from, uint32_t limit) {
    const Analysis *a = s->r->words;
    for (uint32_t i = from + 1; i + 1 < limit; i++) {
        if (!s->outer[i] || s->outer[i] == s->outer[i + 1] || !is_mark(s, i - 1, ",")) continue;
        const Quote *q = &a->quotes.at[s->outer[i] - 1];
        bool list = s->outer[i + 1] || (i + 2 < limit && word_is(s->r, i + 1, WORD_AND) && s->outer[i + 2]);
        if (q->last == i + 1 && q->first > from && !list) return i + 1;
    }
    return 0;
}

static bool opened_by_subordinator(const Saying *s, const Cue *cue) {
    static const char *const openers[] = {"while", "although", "though",  "as",      "when",
                                          "after", "if",       "whereas", "because", "since"};
    uint32_t begin = cue->source_first < cue->first ? cue->source_first : cue->first;
    uint32_t first = s->first;
    while (first < begin && (word_is(s->r, first, WORD_AND) || token_adverb(s->r, first)) &&
           !word_is(s->r, first, WORD_CLAUSAL))
        first++;
    if (begin != first + 1 || cue->shared) return false;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (token_is(s->r, first, openers[i])) return true;
    return false;
}

/* The comma in front of the main clause of "While the ministry said ..., the release left it out". */
static uint32_t main_clause(const Saying *s, uint32_t from, uint32_t limit) {
    for (uint32_t i = from; i + 1 < limit; i++) {
        bool comma = is_mark(s, i, ",") || (s->outer[i] && s->outer[i + 1] != s->outer[i] && is_mark(s, i - 1, ","));
        const Phrase *p = comma ? clauses_phrase(&s->clauses, i + 1) : NULL;
        while (p && p->last < limit && token_is(s->r, p->last, "of") && clauses_phrase(&s->clauses, p->last + 1))
            p = clauses_phrase(&s->clauses, p->last + 1);
        const VerbGroup *v = p && p->last < limit ? clauses_verb(&s->clauses, p->last) : NULL;
        if (v && v->shape == VERB_FINITE) return s->outer[i] ? i + 1 : i;
    }
    return limit;
}

/* Behind an object these tell when it was said, and are no part of it: "described the law as crazy after he had lost". */
static bool circumstance(const Record *r, uint32_t i) {
    static const char *const words[] = {"after", "before", "during", "when", "while", "amid"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (token_is(r, i, words[k])) return true;
    return false;
}

/* Where the content that starts at `from` gives way to something else: another cue with its own source, ", while", ", according to";
 * behind an object, the next verb of the same subject. */
static uint32_t content_stop(const Saying *s, uint32_t k, uint32_t from, bool object) {
    const Record *r = s->r;
    const Cue *cue = &s->cues.at[k];
    uint32_t end = sentence_end(s, from), limit = end < s->last ? end : s->last;
    for (uint32_t n = k + 1; n < s->cues.n; n++) { /* the next cue that is not part of what is said */
        const Cue *next = &s->cues.at[n];
        uint32_t begin = next->shared || !(next->frames & CUE_VERB) || next->inverted ? next->first
                         : next->source_first < next->first                           ? next->source_first
                                                                                      : next->first;
        if (begin <= from) begin = next->first; /* its source is that of the first */
        if (begin <= from || begin >= limit) continue;
        bool own = !(next->frames & CUE_VERB) || (next->shared && s->clauses.verbs.n && is_mark(s, begin - 1, ","));
        uint32_t joint = begin;
        while (joint > from && (word_is(r, joint - 1, WORD_AND | WORD_SUBORDINATOR) || token_adverb(r, joint - 1)) &&
               !token_is(r, joint - 1, "that"))
            joint--;
        if (!own && joint > from && joint < begin && is_mark(s, joint - 1, ",;")) own = true;
        if (!own && begin > from && is_mark(s, begin - 1, ";")) own = true;
        if (!own && !next->shared && begin > from && is_mark(s, begin - 1, ",") && next->last + 1 < s->last &&
            is_mark(s, next->last, ",:") && s->outer[next->last + 1])
            own = true; /* ', Cho said, "..."' */
        if (!own && joint > from && next->first > 0 && word_is(r, next->first - 1, WORD_AND) &&
            same_subject(s, cue, next)) {
            own = true; /* "said he would come and called it a start" */
            joint = next->first - 1;
            while (joint > from && is_mark(s, joint - 1, ",")) joint--;
        }
        if (own) {
            limit = joint < begin || joint < next->first ? joint : begin;
            break;
        }
    }
    uint32_t quote_end = closing_comma(s, from, limit);
    if (quote_end) limit = quote_end;
    if (opened_by_subordinator(s, cue)) limit = main_clause(s, from, limit);
    uint32_t subject = cue->verb ? s->clauses.verbs.at[cue->verb - 1].subject : 0;
    for (uint32_t i = from; i < limit; i++) {
        if (s->outer[i]) continue;
        if (is_mark(s, i, ";")) return i;
        if (is_mark(s, i, ",") && i + 1 < limit && (token_is(r, i + 1, "while") || token_is(r, i + 1, "whereas")))
            return i;
        if (object && i > from + 1 && circumstance(r, i)) return i;
        const VerbGroup *v = clauses_verb(&s->clauses, i);
        if (object && v && v->first == i && v->shape == VERB_FINITE && subject && v->subject == subject && i > from) {
            uint32_t e = i;
            while (e > from && token_adverb(r, e - 1)) e--;
            if (e > from && (word_is(r, e - 1, WORD_AND) ||
                             is_mark(s, e - 1, ","))) { /* else a participle: "provide extended deterrence" */
                while (e > from && (word_is(r, e - 1, WORD_AND) || is_mark(s, e - 1, ",") || token_adverb(r, e - 1)))
                    e--;
                return e;
            }
        }
    }
    return limit < s->last ? limit : end;
}

/* Whether what stands right in front of cue and source is content that ends there. */
static bool ends_before(const Saying *s, uint32_t begin, uint32_t from) {
    if (begin <= from) return false;
    uint32_t i = begin - 1;
    if (s->outer[i] && s->r->words->quotes.at[s->outer[i] - 1].last == begin) return true;
    return is_mark(s, i, ",") && i > from;
}

/* Whether nothing follows cue and source but their circumstances: "at a briefing in Seoul this month". *mark is where they end. */
static bool nothing_behind(const Saying *s, uint32_t i, uint32_t *mark) {
    for (*mark = i; *mark < s->last; ++*mark) {
        if (s->outer[*mark]) return *mark > i && is_mark(s, *mark - 1, ",:");
        if (is_mark(s, *mark, ".,;?!")) return true;
        const VerbGroup *v = clauses_verb(&s->clauses, *mark);
        if (token_is(s->r, *mark, "that") || (v && v->shape == VERB_FINITE)) return false;
    }
    return true;
}

static bool behind_speech(const Saying *s, uint32_t begin, uint32_t from) {
    if (begin <= from || !s->outer[begin - 1]) return false;
    const Quote *q = &s->r->words->quotes.at[s->outer[begin - 1] - 1];
    return q->last == begin && begin >= q->first + 3 && is_mark(s, begin - 2, ",?!.");
}

static Content content_before(const Saying *s, uint32_t k, uint32_t begin, uint32_t behind, uint32_t from) {
    const Cue *cue = &s->cues.at[k];
    Content c = {.ok = true, .before = true, .first = from, .last = begin};
    const Analysis *a = s->r->words;
    uint32_t q = s->outer[begin - 1];
    if (q && a->quotes.at[q - 1].first < c.first) c.first = a->quotes.at[q - 1].first;
    if (q && quote_is_speech(a, &a->quotes.at[q - 1]) && a->quotes.at[q - 1].first >= from)
        c.first = a->quotes.at[q - 1].first;
    while (c.first < c.last && (is_mark(s, c.first, ",;:-") || (from > s->first && word_is(s->r, c.first, WORD_AND))))
        c.first++;
    c.last = trim_end(s, c.first, c.last);
    if (behind + 1 < s->last && is_mark(s, behind, ",") && s->outer[behind + 1] &&
        a->quotes.at[s->outer[behind + 1] - 1].first == behind + 1) {
        c.more_first = behind + 1;
        c.more_last = a->quotes.at[s->outer[behind + 1] - 1].last;
    }
    if (!c.more_last && behind + 1 < s->last && is_mark(s, behind, ",") && !s->outer[begin - 1] &&
        (cue->frames & CUE_CLAUSE)) {
        uint32_t rest = behind + 1; /* "Protest, he said, is patriotism" */
        const VerbGroup *v = clauses_verb(&s->clauses, rest);
        bool other = word_is(s->r, rest, WORD_SUBORDINATOR | WORD_AND | WORD_CLAUSAL) ||
                     token_is(s->r, rest, "according") || (v && v->shape == VERB_GERUND);
        uint32_t end = other ? rest : trim_end(s, rest, content_stop(s, k, rest, false));
        if (end > rest && finite_verb_in(s, rest, end)) {
            c.more_first = rest;
            c.more_last = end;
        }
    }
    c.ok = c.last > c.first;
    return c;
}

/* Whether a clause without "that" may begin here: with a noun phrase, a conjunction or question word, "there". */
static bool begins_clause(const Saying *s, uint32_t i) {
    const Phrase *p = clauses_phrase(&s->clauses, i);
    return (p && p->first == i) ||
           word_is(s->r, i, WORD_SUBORDINATOR | WORD_PRONOUN | WORD_DET | WORD_RELATIVE | WORD_CLAUSAL) ||
           token_is(s->r, i, "there") || (word_is(s->r, i, WORD_PREPOSITION) && !token_is(s->r, i, "of"));
}

/* A cue between commas in the midst of what is said: "To understand, Roberts said, one should visit". */
static bool parenthesis(const Saying *s, const Cue *cue, uint32_t end) {
    return (cue->frames & CUE_CLAUSE) && end + 1 < s->last && is_mark(s, end, ",") && !s->outer[end + 1] &&
           finite_verb_in(s, end + 1, s->last) && end <= (cue->inverted ? cue->source_last : cue->last) + 1;
}

Content content_find(const Saying *s, uint32_t k, uint32_t from) {
    const Cue *cue = &s->cues.at[k];
    const Record *r = s->r;
    bool ahead = cue->source_last > cue->source_first && cue->source_first < cue->first && !cue->shared;
    uint32_t begin = ahead ? cue->source_first : cue->first;
    uint32_t after = cue->inverted || !(cue->frames & CUE_VERB) ? cue->source_last : cue->last;
    uint32_t behind = past_circumstances(s, cue, after);
    uint32_t end = behind;
    bool nothing = nothing_behind(s, behind, &end);
    if (!cue->shared && behind_speech(s, begin, from) &&
        !(behind < s->last && (token_is(r, behind, "that") || is_mark(s, behind, ":"))))
        return content_before(s, k, begin, nothing ? end : behind, from);
    bool clausal = !(cue->frames & CUE_VERB) || (cue->frames & CUE_CLAUSE);
    if (!cue->shared && nothing && ends_before(s, begin, from) && (clausal || s->outer[begin - 1]) &&
        (s->outer[begin - 1] || !(cue->frames & CUE_VERB) || finite_verb_in(s, from, begin) ||
         parenthesis(s, cue, end)))
        return content_before(s, k, begin, end, from);
    if (!(cue->frames & CUE_VERB)) { /* "according to X, ..." or "... according to X" without a comma */
        if (after < s->last && is_mark(s, after, ",")) {
            Content c = {.ok = true, .first = after + 1};
            c.last = trim_end(s, c.first, content_stop(s, k, c.first, false));
            c.ok = c.last > c.first;
            return c;
        }
        if (begin > from && nothing) return content_before(s, k, begin, end, from);
        return (Content){0};
    }
    if (cue->inverted && !(behind < s->last && s->outer[behind])) return (Content){0};
    Content c = {.first = jump_to_speech(s, cue, behind)};
    while (c.first < s->last && !s->outer[c.first] && is_mark(s, c.first, ":,")) c.first++;
    if (c.first >= s->last) return c;
    bool mark = s->outer[c.first] != 0, that = token_is(r, c.first, "that");
    bool object = !(cue->frames & CUE_CLAUSE) || (!mark && !that && (cue->frames & CUE_OBJECT));
    c.last = trim_end(s, c.first, content_stop(s, k, c.first, object && !mark));
    const VerbGroup *to = clauses_verb(&s->clauses, c.first);
    bool clause = mark || that || (begins_clause(s, c.first) && finite_verb_in(s, c.first, c.last)) ||
                  ((cue->frames & CUE_INFINITIVE) && to && to->shape == VERB_INFINITIVE);
    if (cue->frames & CUE_QUOTED)
        c.ok = mark;
    else if (cue->frames & CUE_OBJECT)
        c.ok = clause || !word_is(r, c.first, WORD_PREPOSITION) || token_is(r, c.first, "how");
    else
        c.ok = clause;
    c.ok &= c.last > c.first;
    return c;
}
