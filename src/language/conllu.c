#include "language/conllu.h"

/* Whether token i is written together with the one before it as one word of two: a clitic ("n't", "'s", "not" of "cannot"). */
static bool clitic(const Analysis *a, uint32_t i) {
    const Token *t = &a->tokens.at[i], *before = t - 1;
    return !(t->flags & (TOKEN_SPACE_BEFORE | TOKEN_PUNCT | TOKEN_SENTENCE_START)) && (t->flags & TOKEN_LETTERS) &&
           before->end == t->begin && (before->flags & TOKEN_LETTERS) && !(before->flags & TOKEN_HAS_DIGIT);
}

/* "’" of "allies’": the possessive of a plural is a word of its own, but is written with punctuation. */
static bool possessive(const Analysis *a, uint32_t i) {
    const Token *t = &a->tokens.at[i];
    if (!(t->flags & TOKEN_PUNCT) || (t->flags & (TOKEN_SPACE_BEFORE | TOKEN_QUOTE_OPEN | TOKEN_QUOTE_CLOSE)))
        return false;
    Str s = token_str(a, i);
    return (str_eq(s, STR("'")) || str_eq(s, STR("\xE2\x80\x99"))) && (a->tokens.at[i - 1].flags & TOKEN_LETTERS);
}

static bool joined(const Analysis *a, uint32_t i, const Sentence *s) {
    return i > s->first && i < s->last && (clitic(a, i) || possessive(a, i));
}

static bool space_after(const Analysis *a, uint32_t i) {
    return i + 1 >= a->tokens.n || (a->tokens.at[i + 1].flags & TOKEN_SPACE_BEFORE);
}

static void range(const Analysis *a, uint32_t first, uint32_t last, bool no_space, Buf *out) {
    Span s = tokens_span(a, first, last);
    buf_printf(out, "%sTokenRange=%u:%u\n", no_space ? "SpaceAfter=No|" : "", s.begin, s.end);
}

static void put_text(const Analysis *a, const Sentence *s, Buf *out) {
    buf_puts(out, "# text = ");
    for (uint32_t i = s->first; i < s->last; i++) {
        if (i > s->first && (a->tokens.at[i].flags & TOKEN_SPACE_BEFORE)) buf_putc(out, ' ');
        buf_str(out, token_str(a, i));
    }
    buf_putc(out, '\n');
}

static void put_sentence(const Analysis *a, const Sentence *s, Buf *out) {
    put_text(a, s, out);
    for (uint32_t i = s->first; i < s->last; i++) {
        uint32_t id = i - s->first + 1, last = i + 1;
        if (!joined(a, i, s)) {
            while (joined(a, last, s)) last++;
            if (last > i + 1) {
                Span whole = tokens_span(a, i, last);
                buf_printf(out, "%u-%u\t", id, last - s->first);
                buf_str(out, (Str){a->doc->text + whole.begin, whole.end - whole.begin});
                buf_puts(out, "\t_\t_\t_\t_\t_\t_\t_\t");
                range(a, i, last, !space_after(a, last - 1), out);
            }
        }
        bool part = last > i + 1 || joined(a, i, s);
        buf_printf(out, "%u\t", id);
        buf_str(out, token_str(a, i));
        buf_printf(out, "\t_\t_\t_\t_\t%d\t%s\t_\t", id == 1 ? 0 : 1, id == 1 ? "root" : "dep");
        range(a, i, i + 1, !part && !space_after(a, i), out);
    }
    buf_putc(out, '\n');
}

void analysis_conllu(const Analysis *a, Buf *out) {
    buf_printf(out, "# newdoc id = %s\n", a->doc->source ? a->doc->source : a->doc->id);
    uint32_t block = UINT32_MAX;
    for (uint32_t i = 0; i < a->sentences.n; i++) {
        const Sentence *s = &a->sentences.at[i];
        if (s->block != block) buf_puts(out, "# newpar\n");
        block = s->block;
        put_sentence(a, s, out);
    }
}
