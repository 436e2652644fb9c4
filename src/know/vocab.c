#include "know/vocab.h"
#include "base/utf8.h"
#include "know/cut.h"

static Str fold(Vocab *v, Str word) {
    Buf b = {.arena = v->words.arena};
    utf8_fold(word, &b);
    return (Str){b.p, b.n};
}

Word vocab_add(Vocab *v, Str word) {
    Str folded = fold(v, word);
    if (!folded.n) return 0;
    Word next = v->forms.n + 1;
    Word got = hash_add(&v->words, folded, next);
    if (got == next) *vec_push(v->words.arena, &v->forms) = folded;
    return got;
}

Word vocab_find(const Vocab *v, Str folded) {
    uint32_t w = hash_get(&v->words, folded);
    return w == HASH_NONE ? 0 : w;
}

Str vocab_form(const Vocab *v, Word word) {
    return word && word <= v->forms.n ? v->forms.at[word - 1] : (Str){NULL, 0};
}

int vocab_phrase(Vocab *v, Str phrase, Word *out, int max) {
    int count = 0;
    const char *p = phrase.p, *limit = phrase.p + phrase.n;
    while (p < limit) {
        size_t n = cut_space(p, limit);
        if (n) {
            p += n;
            continue;
        }
        Cut cut = {p, cut_chunk_end(p, limit), limit, NULL};
        for (; p < cut.end; p += n) {
            n = cut_word(&cut, p);
            Word w = vocab_add(v, (Str){p, n});
            if (count < max) out[count] = w;
            count++;
        }
    }
    return count;
}
