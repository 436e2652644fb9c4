/* The blocks of a document to tokens, with flags and their number in the vocabulary. Where words end is know/cut.c's matter. */
#include "base/utf8.h"
#include "know/cut.h"
#include "language/passes.h"

/* Flags that the bytes of a token tell. */
static uint16_t flags_of(const char *p, const char *end) {
    uint32_t letters = 0, digits = 0, capitals = 0, others = 0;
    bool upper_first = false;
    while (p < end) {
        unsigned char c = (unsigned char)*p;
        int length = 1;
        if (c < 0x80) {
            bool upper = c >= 'A' && c <= 'Z', letter = upper || (c >= 'a' && c <= 'z');
            if (upper && !letters) upper_first = true;
            letters += letter, capitals += upper;
            if (c >= '0' && c <= '9')
                digits++;
            else
                others += !letter;
        } else {
            uint32_t cp = utf8_decode(p, end, &length);
            bool upper = utf8_is_upper(cp), letter = utf8_is_letter(cp);
            if (upper && !letters) upper_first = true;
            letters += letter, capitals += upper, others += !letter;
        }
        p += length;
    }
    return (uint16_t)((letters ? TOKEN_LETTERS : 0) | (digits ? TOKEN_HAS_DIGIT : 0) |
                      (!letters && !digits ? TOKEN_PUNCT : 0) | (digits && !letters && !others ? TOKEN_DIGITS : 0) |
                      (upper_first ? TOKEN_UPPER_FIRST : 0) |
                      (letters >= 2 && capitals == letters ? TOKEN_ALL_UPPER : 0));
}

static void read_block(Analysis *a, const Cut *base, Span block) {
    const char *text = a->doc->text, *p = text + block.begin;
    Cut cut = *base;
    cut.limit = text + block.end;
    while (p < cut.limit) {
        size_t n = cut_space(p, cut.limit);
        if (n) {
            p += n;
            continue;
        }
        cut.chunk = p;
        cut.end = cut_chunk_end(p, cut.limit);
        for (uint16_t space = TOKEN_SPACE_BEFORE; p < cut.end; p += n, space = 0) {
            n = cut_word(&cut, p);
            *vec_push(a->doc->arena, &a->tokens) =
                (Token){(uint32_t)(p - text), (uint32_t)(p - text + (ptrdiff_t)n), flags_of(p, p + n) | space};
        }
    }
}

static void look_up(Analysis *a, const Vocab *vocab) {
    a->words = arena_alloc(a->doc->arena, (a->tokens.n + 1) * sizeof *a->words);
    Buf fold = {.arena = a->doc->arena};
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        fold.n = 0;
        utf8_fold(token_str(a, i), &fold);
        a->words[i] = vocab_find(vocab, (Str){fold.p, fold.n});
    }
}

void tokens_read(Analysis *a, const Knowledge *know) {
    Cut cut = {.abbreviations = &know->abbreviations};
    for (uint32_t b = 0; b < a->doc->blocks.n; b++) read_block(a, &cut, a->doc->blocks.at[b].span);
    look_up(a, &know->vocab);
}
