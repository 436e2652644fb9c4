/* Tokens to sentences. A sentence ends at a period, question or exclamation mark with the marks that close behind it, unless what
 * stands there says otherwise; it never crosses a block. */
#include "know/cut.h"
#include "language/passes.h"

typedef struct {
    Analysis *a;
    const Knowledge *know;
    uint32_t first, last; /* tokens of the block */
    uint32_t start;       /* of the sentence */
    uint32_t block;
} Splitting;

static uint16_t flags(const Splitting *s, uint32_t i) {
    return s->a->tokens.at[i].flags;
}
static char first_char(const Splitting *s, uint32_t i) {
    return s->a->doc->text[s->a->tokens.at[i].begin];
}
static char last_char(const Splitting *s, uint32_t i) {
    return s->a->doc->text[s->a->tokens.at[i].end - 1];
}
static bool lower_start(const Splitting *s, uint32_t i) {
    return (flags(s, i) & TOKEN_LETTERS) && !(flags(s, i) & TOKEN_UPPER_FIRST) && !(flags(s, i) & TOKEN_HAS_DIGIT);
}

/* Past a footnote reference behind the end of a sentence, "end.[13]" or "end. [13]"; else i. */
static uint32_t reference_end(const Splitting *s, uint32_t i) {
    enum { REFERENCE_MAX = 6 }; /* tokens in the brackets */
    if (i >= s->last || first_char(s, i) != '[') return i;
    bool figures = true;
    for (uint32_t e = i + 1; e < s->last && e < i + REFERENCE_MAX; e++) {
        if (first_char(s, e) == ']') return figures || !(flags(s, i) & TOKEN_SPACE_BEFORE) ? e + 1 : i;
        figures &= (flags(s, e) & TOKEN_DIGITS) != 0;
    }
    return i;
}

/* Past the marks that close behind token i: quotation marks, brackets. */
static uint32_t past_closers(const Splitting *s, uint32_t i) {
    uint32_t e = i + 1;
    while (e < s->last && (flags(s, e) & TOKEN_PUNCT) &&
           ((flags(s, e) & TOKEN_QUOTE_CLOSE) ||
            ((first_char(s, e) == ')' || first_char(s, e) == ']') && !(flags(s, e) & TOKEN_SPACE_BEFORE))))
        e++;
    for (uint32_t close; (close = reference_end(s, e)) > e;) e = close;
    return e;
}

/* A rule of marks ("***", "====") across the text. */
static bool is_rule(const Splitting *s, uint32_t i) {
    Str t = token_str(s->a, i);
    return t.n >= (t.p[0] == '-' ? 4 : 3) && memchr("*=_-~", t.p[0], 5) && t.p[0] == t.p[1] && t.p[1] == t.p[2];
}

static bool opener(const Splitting *s, uint32_t i) {
    Str t = token_str(s->a, i);
    return (flags(s, i) & TOKEN_UPPER_FIRST) && abbreviation_opener(&s->know->abbreviations, t.p, t.n);
}

/* The first word at or behind i that is no opening mark. */
static uint32_t past_openers(const Splitting *s, uint32_t i) {
    while (i < s->last && (flags(s, i) & TOKEN_PUNCT) &&
           ((flags(s, i) & TOKEN_QUOTE_OPEN) || first_char(s, i) == '(' || first_char(s, i) == '['))
        i++;
    return i;
}

/* Whether a sentence ends with the abbreviation i, given that `next` begins the rest. */
static bool abbreviation_ends(const Splitting *s, uint32_t i, uint32_t next) {
    Str t = token_str(s->a, i);
    if (!(flags(s, next) & TOKEN_SPACE_BEFORE)) return false;
    uint32_t word = past_openers(s, next);
    if (word == s->last || !(flags(s, word) & TOKEN_UPPER_FIRST)) return false;
    if (t.n == 2 && (flags(s, i) & TOKEN_UPPER_FIRST)) return false; /* an initial */
    switch (abbreviation_kind(&s->know->abbreviations, t.p, t.n - 1)) {
    case ABBREVIATION_TITLE:
    case ABBREVIATION_NUMBER:
    case ABBREVIATION_NAME: return false;
    case ABBREVIATION_NONE:
    case ABBREVIATION_MONTH:
    case ABBREVIATION_END:
    case ABBREVIATION_OTHER: break;
    }
    return opener(s, word) || word > next;
}

/* "1." at the head of a sentence, or of an item of a list within it, numbers it. */
static bool only_number(const Splitting *s, uint32_t i) {
    if (i == s->start || first_char(s, i) != '.' || (flags(s, i) & TOKEN_SPACE_BEFORE)) return false;
    const Token *number = &s->a->tokens.at[i - 1];
    if (!(number->flags & TOKEN_DIGITS) && number->end - number->begin != 1) return false;
    return i - 1 == s->start || first_char(s, i - 2) == ':' || first_char(s, i - 2) == ';';
}

/* A word that is no unknown abbreviation by its looks. */
static bool plain_word(const Splitting *s, uint32_t i) {
    const Token *t = &s->a->tokens.at[i];
    return i >= s->start && (lower_start(s, i) ? t->end - t->begin >= 3 : !(t->flags & TOKEN_UPPER_FIRST));
}

/* Behind speech in quotation marks: '“Is it over?” Foreign Minister Cho asked.' */
static bool says_who(const Splitting *s, uint32_t i) {
    enum { NAME_MAX_TOKENS = 7 };
    const Analysis *a = s->a;
    if (!(flags(s, i - 1) & TOKEN_QUOTE_CLOSE) || !(flags(s, i) & TOKEN_UPPER_FIRST)) return false;
    for (uint32_t k = i; k < s->last && k < i + NAME_MAX_TOKENS; k++) {
        WordEntry entry = verbs_entry(&s->know->verbs, a->words[k]);
        if (k > i && entry.lemma && (entry.forms & (VERB_PAST | VERB_THIRD))) {
            LexMatch m = lexicon_match(&s->know->cues.verbs, &entry.lemma, 1, 0);
            bool clause_end = k + 1 == s->last || (flags(s, k + 1) & TOKEN_PUNCT) || (entry.forms & VERB_PAST);
            return m.length && (s->know->cues.frames.at[m.value] & (CUE_CLAUSE | CUE_QUOTED)) && clause_end;
        }
        if (!(flags(s, k) & TOKEN_UPPER_FIRST)) return false;
    }
    return false;
}

/* Whether a sentence ends with token i and the closers up to `next`. */
static bool ends(const Splitting *s, uint32_t i, uint32_t next) {
    char c = first_char(s, i);
    Str t = token_str(s->a, i);
    if (is_rule(s, i) || is_rule(s, next)) return true;
    if (!(flags(s, i) & TOKEN_PUNCT)) return last_char(s, i) == '.' && abbreviation_ends(s, i, next);
    bool ellipsis = (t.n >= 2 && memcmp(t.p, "..", 2) == 0) || str_eq(t, STR("\xE2\x80\xA6"));
    if (c != '.' && c != '?' && c != '!' && !ellipsis) return str_eq(t, STR("\xE3\x80\x82"));
    uint32_t word = past_openers(s, next);
    bool lower = word < s->last && lower_start(s, word);
    if (ellipsis)
        return word < s->last && (flags(s, word) & TOKEN_UPPER_FIRST) && (flags(s, next) & TOKEN_SPACE_BEFORE);
    if (only_number(s, i)) return false;
    if ((flags(s, next) & TOKEN_PUNCT) && word == next && memchr(",;:)-.?!", first_char(s, next), 8) &&
        !(flags(s, next) & TOKEN_SPACE_BEFORE))
        return false;
    if (next > i + 1 && c != '.' && says_who(s, next)) return false;
    if (lower)
        return i > s->start && next == i + 1 && (flags(s, next) & TOKEN_SPACE_BEFORE) && i > s->start &&
               plain_word(s, i - 1);
    return true;
}

static void push(Splitting *s, uint32_t last) {
    Analysis *a = s->a;
    if (last <= s->start) return;
    a->tokens.at[s->start].flags |= TOKEN_SENTENCE_START;
    for (uint32_t i = s->start; i < last; i++) a->sentence_of[i] = a->sentences.n;
    *vec_push(a->doc->arena, &a->sentences) = (Sentence){s->start, last, s->block};
    s->start = last;
}

void sentences_read(Analysis *a, const Knowledge *know) {
    a->sentence_of = arena_alloc(a->doc->arena, (a->tokens.n + 1) * sizeof *a->sentence_of);
    Splitting s = {.a = a, .know = know};
    uint32_t i = 0;
    for (uint32_t b = 0; b < a->doc->blocks.n; b++) {
        s.first = s.start = i;
        s.block = b;
        while (i < a->tokens.n && a->tokens.at[i].begin < a->doc->blocks.at[b].span.end) i++;
        s.last = i;
        for (uint32_t t = s.first; t < s.last;) {
            uint32_t next = past_closers(&s, t);
            if (next < s.last && ends(&s, t, next)) {
                push(&s, next);
                t = next;
            } else {
                t++;
            }
        }
        push(&s, s.last);
    }
}
