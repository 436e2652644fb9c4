#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

uint32_t utf8_decode(const char *p, const char *end, int *length) {
    const unsigned char *s = (const unsigned char *)p;
    ptrdiff_t n = end - p;
    uint32_t cp = s[0], low = 0x80, high = 0xBF;
    int more;
    *length = 1;
    if (cp < 0x80) return cp;
    if (cp >= 0xC2 && cp <= 0xDF)
        more = 1, cp &= 0x1F;
    else if (cp >= 0xE0 && cp <= 0xEF) {
        if (cp == 0xE0) low = 0xA0;
        if (cp == 0xED) high = 0x9F;
        more = 2, cp &= 0x0F;
    } else if (cp >= 0xF0 && cp <= 0xF4) {
        if (cp == 0xF0) low = 0x90;
        if (cp == 0xF4) high = 0x8F;
        more = 3, cp &= 0x07;
    } else
        return UTF8_REPLACEMENT;
    for (int i = 1; i <= more; i++) {
        if (i >= n || s[i] < low || s[i] > high) return UTF8_REPLACEMENT;
        cp = cp << 6 | (s[i] & 0x3F);
        low = 0x80, high = 0xBF;
        *length = i + 1;
    }
    return cp;
}

int utf8_encode(uint32_t cp, char out[4]) {
    if ((cp >= 0xD800 && cp <= 0xDFFF) || cp > 0x10FFFF) cp = UTF8_REPLACEMENT;
    if (cp < 0x80) return out[0] = (char)cp, 1;
    if (cp < 0x800) return out[0] = (char)(0xC0 | cp >> 6), out[1] = (char)(0x80 | (cp & 0x3F)), 2;
    if (cp < 0x10000)
        return out[0] = (char)(0xE0 | cp >> 12), out[1] = (char)(0x80 | (cp >> 6 & 0x3F)),
               out[2] = (char)(0x80 | (cp & 0x3F)), 3;
    return out[0] = (char)(0xF0 | cp >> 18), out[1] = (char)(0x80 | (cp >> 12 & 0x3F)),
           out[2] = (char)(0x80 | (cp >> 6 & 0x3F)), out[3] = (char)(0x80 | (cp & 0x3F)), 4;
}

/* A genuine U+FFFD in the text is three bytes long; a malformed one never is more than the bad subpart. */
static bool bad(const char *p, int length, uint32_t cp) {
    return cp == UTF8_REPLACEMENT && !(length == 3 && memcmp(p, "\xEF\xBF\xBD", 3) == 0);
}

bool utf8_valid(Str s) {
    if (!s.n) return true;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        int length;
        if ((unsigned char)*p < 0x80) {
            p++;
            continue;
        }
        uint32_t cp = utf8_decode(p, end, &length);
        if (bad(p, length, cp)) return false;
        p += length;
    }
    return true;
}

/* Scripts and signs whose characters neither decompose nor compose with one another: what most text is made of. */
static bool nfc_inert(uint32_t cp) {
    return cp < 0x300 || (cp >= 0x2010 && cp <= 0x205E) || (cp >= 0x20A0 && cp <= 0x20C0) ||
           (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0x0400 && cp <= 0x0482) ||
           (cp >= 0x048A && cp <= 0x052F) || (cp >= 0x3001 && cp <= 0x3029) || (cp >= 0x3041 && cp <= 0x3096) ||
           (cp >= 0x30A1 && cp <= 0x30FA) || cp == 0x30FC || (cp >= 0xFF01 && cp <= 0xFF9D) || cp == UTF8_REPLACEMENT;
}

static bool needs_nfc(Str s) {
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0xCC) { /* below U+0300, or the rest of such a character */
            i++;
            continue;
        }
        int length;
        if (!nfc_inert(utf8_decode(s.p + i, s.p + s.n, &length))) return true;
        i += (size_t)length;
    }
    return false;
}

size_t utf8_clean(Str s, Buf *out) {
    if (!s.n) return 0;
    size_t malformed = 0, start = out->n;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        const char *run = p;
        while (p < end && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x7F) p++;
        buf_put(out, run, (size_t)(p - run));
        if (p == end) break;
        int length;
        uint32_t cp = utf8_decode(p, end, &length);
        if (bad(p, length, cp)) {
            malformed += (size_t)length;
            buf_put(out, "\xEF\xBF\xBD", 3);
        } else if (cp == '\r') {
            if (!(p + 1 < end && p[1] == '\n')) buf_putc(out, '\n');
        } else if (cp == '\n' || cp == '\t' || (cp >= 0xA0 && cp != 0xFEFF)) {
            buf_put(out, p, (size_t)length);
        } else if (cp == 0x85 || cp == '\f' || cp == '\v') {
            buf_putc(out, '\n');
        }
        p += length;
    }
    if (out->failed || out->n == start || !needs_nfc((Str){out->p + start, out->n - start})) return malformed;
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)out->p + start, (utf8proc_ssize_t)(out->n - start),
                                      &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n >= 0 && nfc) {
        out->n = start;
        buf_put(out, nfc, (size_t)n);
    } else {
        out->failed = true;
    }
    free(nfc);
    return malformed;
}

static uint32_t plain(uint32_t cp) {
    switch (cp) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x02BC:
    case 0x00B4:
    case 0x2032: return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB: return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2212: return '-';
    default: return cp;
    }
}

void utf8_fold(Str s, Buf *out) {
    if (!s.n) return;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        unsigned char c = (unsigned char)*p;
        if (c < 0x80) {
            buf_putc(out, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
            p++;
            continue;
        }
        int length;
        uint32_t cp = plain(utf8_decode(p, end, &length));
        char enc[4];
        int n = utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)cp), enc);
        buf_put(out, enc, (size_t)n);
        p += length;
    }
}

bool utf8_is_letter(uint32_t cp) {
    if (cp < 0x80) return (cp | 32) >= 'a' && (cp | 32) <= 'z';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_upper(uint32_t cp) {
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LU;
}

bool utf8_is_space(uint32_t cp) {
    return cp == ' ' || (cp >= 9 && cp <= 13) || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F ||
           cp == 0x3000 || cp == 0xFEFF;
}

bool utf8_is_cjk(uint32_t cp) {
    return (cp >= 0x3040 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
           (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0x1100 && cp <= 0x11FF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0x20000 && cp <= 0x2FA1F);
}
