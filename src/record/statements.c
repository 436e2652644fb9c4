/* Who said what, on whose word: direct and indirect speech with an explicit source and cue, found on tokens and the plain view of
 * clauses. A grammar will take the place of statements_cues.c and statements_content.c. */
#include "record/statements_parts.h"

/* ---- spans ---- */

/* Tokens to the span of the words said: one quote loses its marks and the comma before the closing one. */
static Span said_span(const Saying *s, uint32_t first, uint32_t last) {
    const Analysis *a = s->r->words;
    uint32_t q = s->outer[first];
    if (q && a->quotes.at[q - 1].first == first && a->quotes.at[q - 1].last == last && last - first > 2) {
        first++;
        if (a->quotes.at[q - 1].closed) last--;
        if (last - first > 1 && token_char(a, last - 1) == ',') last--;
    }
    return tokens_span(a, first, last);
}

static StatementKind kind_of(const Saying *s, const Content *c) {
    uint32_t inside = 0, outside = 0;
    const uint32_t ends[2][2] = {{c->first, c->last}, {c->more_first, c->more_last}};
    for (int part = 0; part < 2; part++)
        for (uint32_t i = ends[part][0]; i < ends[part][1]; i++) {
            if (s->r->words->tokens.at[i].flags & TOKEN_PUNCT) continue;
            if (s->outer[i])
                inside++;
            else if (!(i == c->first && token_is(s->r, i, "that")))
                outside++;
        }
    return !inside ? STATEMENT_INDIRECT : outside ? STATEMENT_MIXED : STATEMENT_DIRECT;
}

static void claim_quotes(Saying *s, uint32_t first, uint32_t last, Ref statement) {
    for (uint32_t i = first; i < last; i++)
        if (s->outer[i] && !s->said_in[s->outer[i] - 1]) s->said_in[s->outer[i] - 1] = statement;
}

/* The medium named beside the cue: "in a statement", "during the call", outside what is said. */
static const char *medium_of(const Saying *s, const Content *c) {
    const Record *r = s->r;
    for (uint32_t i = s->first; i + 1 < s->last; i++) {
        if (i >= c->first && i < c->last) continue;
        if (!word_is(r, i, WORD_PREPOSITION) || s->outer[i]) continue;
        uint32_t n = i + 1;
        while (n < s->last && n < i + 5 && !lexicon_match(&r->know->cues.media, r->words->words, s->last, n).length)
            n++;
        if (n >= s->last || n == i + 5 || (n >= c->first && n < c->last)) continue;
        const Phrase *p = clauses_phrase(&s->clauses, n);
        if (p && p->first == i + 1)
            return r->know->cues.media_names.at[lexicon_match(&r->know->cues.media, r->words->words, s->last, n).value];
    }
    return NULL;
}

static Ref time_of_cue(const Saying *s, const Cue *cue, const Content *c) {
    for (uint32_t i = cue->last; i < s->last && i < cue->last + 8; i++) {
        if (i >= c->first && i < c->last) break;
        if (s->r->time_of[i]) return s->r->time_of[i];
    }
    return 0;
}

static Ref add_statement(Saying *s, const Cue *cue, const Content *c) {
    Record *r = s->r;
    const Analysis *a = r->words;
    Statement *st = vec_push(r->arena, &r->statements);
    Ref ref = r->statements.n;
    st->kind = kind_of(s, c);
    st->speakers = cue->speakers;
    st->cue_span = tokens_span(a, cue->first, cue->last);
    if (cue->source_last > cue->source_first) st->source_span = tokens_span(a, cue->source_first, cue->source_last);
    *vec_push(r->arena, &st->content) = said_span(s, c->first, c->last);
    if (c->more_last > c->more_first) *vec_push(r->arena, &st->content) = said_span(s, c->more_first, c->more_last);
    st->span = span_join(st->cue_span, tokens_span(a, c->first, c->last));
    if (c->more_last > c->more_first) st->span = span_join(st->span, tokens_span(a, c->more_first, c->more_last));
    if (!span_is_none(st->source_span) && !cue->shared) st->span = span_join(st->span, st->source_span);
    st->denied = (cue->frames & CUE_DENIAL) != 0;
    st->medium = medium_of(s, c);
    st->time = time_of_cue(s, cue, c);
    claim_quotes(s, c->first, c->last, ref);
    claim_quotes(s, c->more_first, c->more_last, ref);
    return ref;
}

static void relay(Saying *s, Ref statement, const Cue *cue) {
    Statement *st = &s->r->statements.at[statement - 1];
    Span span = tokens_span(s->r->words, cue->source_first, cue->source_last);
    *vec_push(s->r->arena, &st->via) = (Via){cue->speakers.n ? cue->speakers.at[0] : 0, span};
    st->span = span_join(st->span, span);
}

/* ---- a sentence ---- */

/* The cue behind a whole sentence, "..., sources said.": what it says holds the cues in front of it. cues.n if there is none. */
static uint32_t closing_cue(const Saying *s) {
    if (!s->cues.n) return 0;
    uint32_t k = s->cues.n - 1;
    const Cue *cue = &s->cues.at[k];
    if (!k || !(cue->frames & CUE_VERB) || !(cue->frames & (CUE_CLAUSE | CUE_QUOTED)) || cue->shared) return s->cues.n;
    Content c = content_find(s, k, s->first);
    for (uint32_t i = s->first; c.ok && i < s->last; i++)
        if (s->outer[i]) c.ok = false; /* quotations are parted among the cues */
    return c.ok && c.before ? k : s->cues.n;
}

static void read_sentence(Saying *s) {
    clauses_read(s->r, s->first, s->last, &s->clauses);
    cues_find(s);
    uint32_t closing = closing_cue(s);
    if (closing < s->cues.n) {
        Content c = content_find(s, closing, s->first);
        add_statement(s, &s->cues.at[closing], &c);
        return;
    }
    uint32_t from = s->first; /* what earlier cues have not taken */
    Ref last = 0;
    for (uint32_t k = 0; k < s->cues.n; k++) {
        const Cue *cue = &s->cues.at[k];
        if (cue->first < from && !(cue->shared && cue->first >= from)) continue; /* inside what another said */
        bool according = !(cue->frames & CUE_VERB);
        if (according && last) {
            relay(s, last, cue);
            from = cue->source_last;
            continue;
        }
        if (according && k + 1 < s->cues.n && cue->first == s->first && (s->cues.at[k + 1].frames & CUE_VERB)) {
            uint32_t before = s->r->statements.n;
            Content inner = content_find(s, k + 1, cue->source_last);
            if (inner.ok && !inner.before) {
                last = add_statement(s, &s->cues.at[k + 1], &inner);
                relay(s, last, cue);
                from = inner.last;
                k++;
            }
            if (s->r->statements.n > before) continue;
        }
        Content c = content_find(s, k, from);
        if (!c.ok) continue;
        last = add_statement(s, cue, &c);
        from = c.before ? (c.more_last > c.more_first     ? c.more_last
                           : cue->last > cue->source_last ? cue->last
                                                          : cue->source_last)
                        : c.last;
        if (cue->shared && from < cue->last) from = cue->last;
    }
}

/* ---- speakers' turns ---- */

enum { TURN_NAME = 10 }; /* tokens in front of the colon of "MS. PARK:" */
#define NO_TURN UINT32_MAX

/* The colon behind the name that opens a paragraph of a transcript ("SECRETARY BLINKEN:", "Q:") or a headline ("Cho: Talks to
 * resume"), or the bare "Q" of a question. NO_TURN if none does. */
static uint32_t turn_colon(const Saying *s, bool headline) {
    const Record *r = s->r;
    bool person = false;
    if (!headline && str_eq(token_str(r->words, s->first), STR("Q")) && s->first + 1 < s->last &&
        token_char(r->words, s->first + 1) != ':')
        return s->first;
    for (uint32_t i = s->first; i < s->last && i < s->first + TURN_NAME; i++) {
        uint16_t f = r->words->tokens.at[i].flags;
        if ((f & TOKEN_PUNCT) && token_char(r->words, i) == ':')
            return i > s->first && (!headline || person) ? i : NO_TURN;
        if ((f & TOKEN_HAS_DIGIT) || s->outer[i]) return NO_TURN;
        if (r->actor_of[i] && r->actors.at[r->actor_of[i] - 1].kind == ACTOR_PERSON) person = true;
        bool capitals = (f & TOKEN_ALL_UPPER) ||
                        ((f & TOKEN_UPPER_FIRST) && r->words->tokens.at[i].end - r->words->tokens.at[i].begin <= 2);
        if (!(f & TOKEN_PUNCT) && !(headline ? (f & TOKEN_UPPER_FIRST) != 0 : capitals)) return NO_TURN;
    }
    return NO_TURN;
}

/* The speaker whose turn opens with this sentence; the paragraphs behind, up to the next turn, are theirs too. */
static void read_turn(Saying *s, Ref *turn) {
    Record *r = s->r;
    const Analysis *a = r->words;
    uint32_t sentence = a->sentence_of[s->first], block = a->sentences.at[sentence].block;
    bool headline = r->doc->blocks.at[block].kind == BLOCK_HEADLINE, transcript = r->doc->kind == KIND_TRANSCRIPT;
    if (sentence && a->sentences.at[sentence - 1].block == block) return;
    if (!headline && !transcript) return;
    uint32_t last = token_at(a, r->doc->blocks.at[block].span.end), colon = turn_colon(s, headline);
    if (headline) *turn = 0;
    if (colon == NO_TURN || colon + 1 >= last) {
        if (!*turn) return;
        Statement *st = &r->statements.at[*turn - 1];
        *vec_push(r->arena, &st->content) = tokens_span(a, s->first, last);
        st->span = span_join(st->span, tokens_span(a, s->first, last));
        return;
    }
    Statement *st = vec_push(r->arena, &r->statements);
    st->kind = headline ? STATEMENT_INDIRECT : STATEMENT_DIRECT;
    if (colon > s->first) st->source_span = tokens_span(a, s->first, colon);
    st->cue_span = tokens_span(a, colon, colon + 1);
    st->span = tokens_span(a, s->first, last);
    *vec_push(r->arena, &st->content) = tokens_span(a, colon + 1, last);
    for (uint32_t i = s->first; i < colon && !st->speakers.n; i++)
        if (r->actor_of[i]) *vec_push(r->arena, &st->speakers) = r->actor_of[i];
    *turn = headline ? 0 : r->statements.n;
}

/* ---- quotes that stand by themselves ---- */

static Ref statement_ending_before(const Saying *s, uint32_t token, Ref newest) {
    const Record *r = s->r;
    if (!newest || !token) return 0;
    uint32_t end = r->statements.at[newest - 1].span.end;
    for (uint32_t i = token; i > 0 && r->words->tokens.at[i - 1].end > end; i--)
        if (!(r->words->tokens.at[i - 1].flags & TOKEN_PUNCT) &&
            r->words->sentence_of[i - 1] != r->words->sentence_of[token] &&
            r->words->sentences.at[r->words->sentence_of[i - 1]].block !=
                r->words->sentences.at[r->words->sentence_of[token]].block)
            return 0;
    return newest;
}

/* A quote that no cue took goes on from the statement whose sentence stands right before it, or whose quote it continues. */
static void adopt_quotes(Saying *s) {
    Record *r = s->r;
    const Analysis *a = r->words;
    uint32_t next = 0;
    Ref newest = 0;
    for (uint32_t q = 0; q < a->quotes.n; q++) {
        const Quote *quote = &a->quotes.at[q];
        if (quote->depth || s->outer[quote->first] != q + 1) continue;
        if (s->said_in[q]) continue;
        Ref to = 0;
        if (quote->continues && q > 0) {
            uint32_t before = q;
            while (before > 0 && a->quotes.at[before - 1].depth) before--;
            to = before ? s->said_in[before - 1] : 0;
        } else if (quote_is_speech(a, quote) && (a->tokens.at[quote->first].flags & TOKEN_SENTENCE_START)) {
            for (; next < r->statements.n && r->statements.at[next].span.begin < a->tokens.at[quote->first].begin;
                 next++)
                newest = next + 1;
            uint32_t sentence = a->sentence_of[quote->first];
            if (newest && sentence > 0 && a->sentences.at[sentence - 1].block == a->sentences.at[sentence].block &&
                r->statements.at[newest - 1].span.end > a->tokens.at[a->sentences.at[sentence - 1].first].begin &&
                r->statements.at[newest - 1].kind != STATEMENT_INDIRECT)
                to = statement_ending_before(s, quote->first, newest);
        }
        if (!to) continue;
        Statement *st = &r->statements.at[to - 1];
        Span span = said_span(s, quote->first, quote->last);
        *vec_push(r->arena, &st->content) = span;
        st->span = span_join(st->span, tokens_span(a, quote->first, quote->last));
        s->said_in[q] = to;
    }
}

static void find_outer(Saying *s) {
    const Analysis *a = s->r->words;
    s->outer = arena_alloc(s->r->arena, (a->tokens.n + 1) * sizeof *s->outer);
    s->said_in = arena_alloc(s->r->arena, (a->quotes.n + 1) * sizeof *s->said_in);
    for (uint32_t q = 0; q < a->quotes.n; q++)
        if (!a->quotes.at[q].depth)
            for (uint32_t i = a->quotes.at[q].first; i < a->quotes.at[q].last; i++)
                if (!s->outer[i]) s->outer[i] = q + 1;
}

void statements_read(Record *r) {
    Saying s = {.r = r};
    Ref turn = 0;
    find_outer(&s);
    for (uint32_t i = 0; i < r->words->sentences.n; i++) {
        s.first = r->words->sentences.at[i].first;
        s.last = r->words->sentences.at[i].last;
        if (s.last - s.first > CLAUSES_WINDOW) s.last = s.first + CLAUSES_WINDOW;
        read_turn(&s, &turn);
        read_sentence(&s);
    }
    adopt_quotes(&s);
}
