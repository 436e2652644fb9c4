/* Whether a sentence speaks, around an expression, of what was or of what is to come. No parser yet: the nearest tense cue
 * decides, first to the left ("will meet Tuesday"), then to the right ("On Tuesday, they will meet"), up to the clause's end. A
 * verb of saying at the left of a comma or quote does not reach in ("he said, will meet"), which the nearest cue sees to.
 * All callers come through times_tense, so that a grammar can take its place. */
#include "record/times.h"

enum { TENSE_REACH = 24 }; /* tokens to either side */

/* "met" is in the knowledge, "visited" is told by its ending. */
static bool regular_past(const Analysis *a, uint32_t i) {
    Str s = token_str(a, i);
    if (s.n < 4 || s.p[s.n - 1] != 'd' || s.p[s.n - 2] != 'e' || s.p[s.n - 3] == 'e') return false;
    if (s.p[0] >= 'A' && s.p[0] <= 'Z') return false;
    return true;
}

/* The programme of the days to come stands in the present ("they meet Monday"), but so does what a caption shows, and "did not
 * meet", "refused to meet" are no plans. */
static bool plan_at(const Record *r, uint32_t i, uint32_t end) {
    static const char *const bare[] = {"to", "not", "n't", "did", "do", "does"};
    const Analysis *a = r->words;
    Sentence s = a->sentences.at[a->sentence_of[i]];
    if (!lexicon_match(&r->know->timewords.plan, a->words, end, i).length) return false;
    if (s.block < a->doc->blocks.n && a->doc->blocks.at[s.block].kind == BLOCK_CAPTION) return false;
    for (size_t k = 0; i > s.first && k < sizeof bare / sizeof *bare; k++)
        if (str_eq_fold(token_str(a, i - 1), str_of(bare[k]))) return false;
    return true;
}

/* "began as planned": what was to come, and came. */
static bool as_before(const Analysis *a, uint32_t i) {
    if (i == a->sentences.at[a->sentence_of[i]].first) return false;
    Str before = token_str(a, i - 1);
    return str_eq_fold(before, STR("as")) || str_eq(before, STR("previously"));
}

static Tense cue_at(const Record *r, uint32_t i, uint32_t end) {
    const Analysis *a = r->words;
    char first = a->doc->text[a->tokens.at[i].begin];
    if (first >= 'A' && first <= 'Z' && i > a->sentences.at[a->sentence_of[i]].first)
        return TENSE_UNKNOWN; /* the month of May */
    const TimeWords *w = &r->know->timewords;
    if (a->words[i]) {
        LexMatch future = lexicon_match(&w->future, a->words, end, i), past = lexicon_match(&w->past, a->words, end, i);
        if (plan_at(r, i, end)) return TENSE_FUTURE;
        if (future.length && future.length >= past.length) return as_before(a, i) ? TENSE_UNKNOWN : TENSE_FUTURE;
        if (past.length) return TENSE_PAST;
    }
    return regular_past(a, i) ? TENSE_PAST : TENSE_UNKNOWN;
}

Tense times_tense_word(const Record *r, uint32_t i) {
    return cue_at(r, i, r->words->sentences.at[r->words->sentence_of[i]].last);
}

static bool ends_clause(const Analysis *a, uint32_t i) {
    char c = a->doc->text[a->tokens.at[i].begin];
    return c == ';' || c == '(' || c == ')' || (a->tokens.at[i].end - a->tokens.at[i].begin == 1 && c == ':');
}

/* "to" and a verb, as far as can be told without a tagger: not an article, name, number or participle. */
static bool is_infinitive(const Analysis *a, uint32_t i) {
    static const char *const articles[] = {"the", "a", "an", "its", "his", "her", "their"};
    if (!str_eq(token_str(a, i), STR("to")) || i + 1 >= a->tokens.n) return false;
    for (size_t k = 0; k < sizeof articles / sizeof *articles; k++)
        if (str_eq(token_str(a, i + 1), str_of(articles[k]))) return false;
    return !(a->tokens.at[i + 1].flags & (TOKEN_UPPER_FIRST | TOKEN_HAS_DIGIT | TOKEN_PUNCT)) &&
           !regular_past(a, i + 1);
}

Tense times_tense(const Record *r, uint32_t first, uint32_t last) {
    const Analysis *a = r->words;
    Sentence s = a->sentences.at[a->sentence_of[first]];
    /* "gave them until Tuesday"; but "Until Thursday, they had not" */
    if (first > s.first + 1 && str_eq(token_str(a, first - 1), STR("until"))) return TENSE_FUTURE;
    bool deadline = first > s.first && str_eq(token_str(a, first - 1), STR("by")), infinitive = false;
    for (uint32_t i = first, n = 0; i > s.first && n < TENSE_REACH; i--, n++) {
        if (ends_clause(a, i - 1) && i < first) break; /* right before it, "(Thursday)", it does not part it off */
        infinitive = infinitive || is_infinitive(a, i - 1);
        Tense t = cue_at(r, i - 1, last);
        if (t == TENSE_PAST && deadline && infinitive) { /* "pressed them to sign by Tuesday"; not "had pressed" */
            bool long_ago = str_eq(token_str(a, i - 1), STR("had")) ||
                            (i >= s.first + 2 && str_eq(token_str(a, i - 2), STR("had")));
            return long_ago ? TENSE_PAST : TENSE_FUTURE;
        }
        /* "was to meet", "were expected to": the past word before a future one does not count, nor a participle after "will be" */
        if (t == TENSE_PAST && i >= s.first + 2) {
            Tense before = cue_at(r, i - 2, last);
            if (before == TENSE_FUTURE) return before;
            if (i >= s.first + 3 && regular_past(a, i - 1) && cue_at(r, i - 3, last) == TENSE_FUTURE)
                return TENSE_FUTURE;
        }
        /* "had been due": what was to come and did not */
        if (t == TENSE_FUTURE && i >= s.first + 2 && str_eq(token_str(a, i - 2), STR("been"))) return TENSE_PAST;
        if (t != TENSE_UNKNOWN) return t;
    }
    for (uint32_t i = last, n = 0; i < s.last && n < TENSE_REACH && !ends_clause(a, i); i++, n++) {
        Tense t = cue_at(r, i, s.last);
        if (t != TENSE_UNKNOWN) return t;
    }
    return TENSE_UNKNOWN;
}
