#include "store/words.h"
#include "base/utf8.h"
#include <utf8proc.h>

static bool ascii_word(unsigned char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

WordPart word_part(uint32_t cp) {
    if (cp < 0x80) return ascii_word((unsigned char)cp) ? WORD_INSIDE : WORD_OUTSIDE;
    if (cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2060 && cp <= 0x2064) || cp == 0xFEFF ||
        (cp >= 0xFE00 && cp <= 0xFE0F))
        return WORD_INVISIBLE;
    if (utf8_is_cjk(cp)) return WORD_ALONE;
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO) ? WORD_INSIDE : WORD_OUTSIDE;
}

bool word_next(WordScan *scan, Span *word) {
    const char *p = scan->p, *end = scan->end, *begin = NULL, *last = NULL;
    while (p < end) {
        int length = 1;
        WordPart part;
        if ((unsigned char)*p < 0x80)
            part = ascii_word((unsigned char)*p) ? WORD_INSIDE : WORD_OUTSIDE;
        else
            part = word_part(utf8_decode(p, end, &length));
        if (begin && (part == WORD_OUTSIDE || part == WORD_ALONE)) break;
        p += length;
        if (part == WORD_OUTSIDE || part == WORD_INVISIBLE) continue;
        if (!begin) begin = p - length;
        last = p;
        if (part == WORD_ALONE) break;
    }
    scan->p = p;
    if (begin) *word = (Span){(uint32_t)(begin - scan->base), (uint32_t)(last - scan->base)};
    return begin != NULL;
}

/* Appends one character, lower case and, if `bare`, without its marks. False when it does not fit. */
static bool fold_one(uint32_t cp, bool bare, char *out, size_t *n) {
    utf8proc_int32_t low = utf8proc_tolower((utf8proc_int32_t)cp), parts[8] = {low};
    utf8proc_ssize_t count = 1;
    if (bare) {
        int boundary = 0;
        count = utf8proc_decompose_char(
            low, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
        if (utf8_is_cjk(cp)) count = 1, parts[0] = low; /* a syllable stays one character */
        if (count > 8) count = 8;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        char enc[4];
        int k = utf8_encode((uint32_t)parts[i], enc);
        if (*n + (size_t)k > WORD_BYTES) return false;
        memcpy(out + *n, enc, (size_t)k);
        *n += (size_t)k;
    }
    return true;
}

size_t word_fold(Str word, bool bare, char out[WORD_BYTES]) {
    const char *p = word.p, *end = p + word.n;
    size_t n = 0;
    while (p < end) {
        unsigned char c = (unsigned char)*p;
        if (c < 0x80) {
            if (n == WORD_BYTES) break;
            out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            p++;
            continue;
        }
        int length;
        uint32_t cp = utf8_decode(p, end, &length);
        p += length;
        if (word_part(cp) != WORD_INVISIBLE && !fold_one(cp, bare, out, &n)) break;
    }
    return n;
}

/* One shape for what differs by typesetting alone. 0: falls out, as Markdown's signs do and what nobody sees. */
static uint32_t plain_shape(uint32_t cp) {
    switch (cp) {
    case '*':
    case '_':
    case '\\':
    case '`': return 0;
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB: return '"';
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212: return '-';
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2BC:
    case 0xB4:
    case 0x2032: return '\'';
    default: return cp >= 0x80 && word_part(cp) == WORD_INVISIBLE ? 0 : cp;
    }
}

static unsigned char canonical(uint32_t cp) {
    uint32_t shape = plain_shape(cp);
    return shape < 0x80 ? (unsigned char)shape : (unsigned char)(0x80 | ((shape * 0x9E3779B1u) >> 25));
}

Gap gap_read(Str between) {
    Gap gap = 0;
    int n = 0, breaks = 0;
    unsigned char before = 0;
    bool space = false;
    for (const char *p = between.p, *end = p + between.n; p <= end;) {
        int length = 1;
        uint32_t cp = p < end ? utf8_decode(p, end, &length) : 0;
        if (p < end && cp != 0x200B && cp != 0xFEFF && utf8_is_space(cp)) {
            space = true;
            breaks += cp == '\n';
            p += length;
            continue;
        }
        unsigned char c = p < end ? canonical(cp) : 0;
        p += length;
        if (!c && p <= end) continue; /* white space may go on behind it */
        if (space && !(before == '-' && breaks == 1)) {
            if (n == 8) return GAP_LONG;
            gap |= (Gap)(breaks > 1 ? '\n' : ' ') << 8 * n++;
        }
        space = false;
        breaks = 0;
        if (c) {
            if (n == 8) return GAP_LONG;
            gap |= (Gap)c << 8 * n++;
            before = c;
        }
    }
    return gap;
}

void words_stream(Str text, Buf *out) {
    WordScan scan = {text.p, text.p, text.p + text.n};
    Span word;
    char folded[WORD_BYTES + 1];
    while (word_next(&scan, &word)) {
        size_t n = word_fold((Str){text.p + word.begin, word.end - word.begin}, true, folded);
        folded[n] = ' ';
        buf_put(out, folded, n + 1);
    }
}

void signs_only(Str text, Buf *out) {
    for (const char *p = text.p, *end = p + text.n; p < end;) {
        int length;
        uint32_t cp = utf8_decode(p, end, &length), shape = utf8_is_space(cp) ? 0 : plain_shape(cp);
        p += length;
        char enc[4];
        if (shape) buf_put(out, enc, (size_t)utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)shape), enc));
    }
}
