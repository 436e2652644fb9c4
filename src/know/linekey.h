/* A line reduced to what counts when it is compared with set phrases: folded, only letters and digits, numbers as '#'. */
#ifndef DM_KNOW_LINEKEY_H
#define DM_KNOW_LINEKEY_H
#include "base/buf.h"

enum {
    LINEKEY_WORDS = 64,  /* words looked at; what follows is passed over */
    LINEKEY_BYTES = 1024 /* bytes of the line looked at */
};
typedef struct {
    Buf text;                                          /* the words, parted by single spaces; in the arena given */
    uint32_t begin[LINEKEY_WORDS], end[LINEKEY_WORDS]; /* bytes of `text` */
    uint32_t from[LINEKEY_WORDS], to[LINEKEY_WORDS];   /* bytes of the line */
    int n;
    bool whole; /* the line was not longer than what is looked at */
} LineKey;

/* `key->text.arena` is set; the key may be used again and again. Every Han character and kana is a word of its own. */
void line_key(Str line, LineKey *key);
static inline Str line_key_str(const LineKey *key, int first, int last) { /* words [first, last), last > first */
    return (Str){key->text.p + key->begin[first], key->end[last - 1] - key->begin[first]};
}

#endif
