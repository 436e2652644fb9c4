#include "know/vocab.h"
#include "base/utf8.h"

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

/* Where the word that starts at p ends: before "'s", before a hyphen inside, at white space, before a final comma. */
static size_t word_length(const char *p, size_t n) {
    if (p[0] == '-' || p[0] == ',' || p[0] == '/') return 1;
    if (p[0] == '\'' && n >= 2 && p[1] == 's' && (n == 2 || p[2] == ' ')) return 2;
    size_t i = 0;
    while (i < n && p[i] != ' ' && p[i] != '-' && p[i] != ',' && p[i] != '/') {
        if (i && p[i] == '\'' && (i + 1 == n || p[i + 1] == ' ')) break; /* allies' */
        if (i && p[i] == '\'' && i + 1 < n && p[i + 1] == 's' && (i + 2 == n || p[i + 2] == ' ')) break;
        i++;
    }
    return i ? i : 1;
}

int vocab_phrase(Vocab *v, Str phrase, Word *out, int max) {
    Str f = fold(v, phrase);
    int count = 0;
    for (size_t i = 0; i < f.n;) {
        if (f.p[i] == ' ') {
            i++;
            continue;
        }
        size_t n = word_length(f.p + i, f.n - i);
        Word w = vocab_add(v, (Str){f.p + i, n});
        if (count < max) out[count] = w;
        count++;
        i += n;
    }
    return count;
}
