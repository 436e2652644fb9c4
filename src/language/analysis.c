/* Text to tokens and sentences. */
#include "language/analysis.h"
#include "base/utf8.h"

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }
static bool is_word(char c) { return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

void analysis_read(const Document *doc, const Knowledge *know, Analysis *out) {
    Arena *arena = doc->arena;
    out->doc = doc;
    for (uint32_t b = 0; b < doc->blocks.n; b++) {
        Span s = doc->blocks.at[b].span;
        uint32_t first = out->tokens.n;
        for (uint32_t i = s.begin; i < s.end;) {
            if (is_space(doc->text[i])) {
                i++;
                continue;
            }
            uint32_t e = i + 1;
            if (is_word(doc->text[i]))
                while (e < s.end && is_word(doc->text[e])) e++;
            *vec_push(arena, &out->tokens) = (Token){i, e, TOKEN_LETTERS};
            i = e;
        }
        if (out->tokens.n > first) *vec_push(arena, &out->sentences) = (Sentence){first, out->tokens.n, b};
    }
    out->words = arena_alloc(arena, (out->tokens.n + 1) * sizeof(Word));
    out->sentence_of = arena_alloc(arena, (out->tokens.n + 1) * sizeof(uint32_t));
    Buf fold = {.arena = arena};
    for (uint32_t i = 0; i < out->tokens.n; i++) {
        fold.n = 0;
        utf8_fold(token_str(out, i), &fold);
        out->words[i] = vocab_find(&know->vocab, (Str){fold.p, fold.n});
    }
}

uint32_t token_at(const Analysis *a, uint32_t byte) {
    uint32_t low = 0, high = a->tokens.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (a->tokens.at[mid].end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}
