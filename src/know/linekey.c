/* Set phrases are written as people read them ("Published: "); pages print them with any punctuation, case and number. */
#include "know/linekey.h"
#include "base/utf8.h"

static bool is_digit(uint32_t cp) {
    return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

/* In the phrases of a knowledge file '#' stands for a number. */
static bool is_sign(uint32_t cp, const char *next, const char *end) {
    return cp == '#' && (next == end || *next == ' ' || *next == ')');
}

static bool stands_alone(uint32_t cp) {
    return utf8_is_cjk(cp) && !(cp >= 0xAC00 && cp <= 0xD7A3);
}

void line_key(Str line, LineKey *key) {
    Buf *b = &key->text;
    b->n = 0;
    key->n = 0;
    key->whole = line.n <= LINEKEY_BYTES;
    if (!line.n) return;
    const char *p = line.p, *end = line.p + (key->whole ? line.n : LINEKEY_BYTES);
    bool in_word = false, number = false;
    while (p < end) {
        int length;
        uint32_t cp = utf8_decode(p, end, &length);
        bool digit = is_digit(cp) || is_sign(cp, p + length, end), alone = !digit && stands_alone(cp);
        bool apostrophe = in_word && (cp == '\'' || cp == 0x2019);
        const char *at = p;
        p += length;
        if (cp == 0x00AD || cp == 0x200B || cp == 0x2060 || apostrophe) continue;
        if (!digit && !utf8_is_letter(cp)) {
            in_word = false;
            continue;
        }
        if (in_word && number && (digit || !alone)) {
            if (digit) key->to[key->n - 1] = (uint32_t)(p - line.p);
            if (digit) continue;
            in_word = false; /* "10am" is # am */
        }
        if (!in_word || alone || (digit && !number)) {
            if (key->n == LINEKEY_WORDS) {
                key->whole = false;
                return;
            }
            if (b->n) buf_putc(b, ' ');
            key->begin[key->n] = (uint32_t)b->n;
            key->from[key->n++] = (uint32_t)(at - line.p);
        }
        if (digit)
            buf_putc(b, '#');
        else
            utf8_fold((Str){at, (size_t)length}, b);
        number = digit;
        in_word = !alone;
        key->end[key->n - 1] = (uint32_t)b->n;
        key->to[key->n - 1] = (uint32_t)(p - line.p);
    }
}
