#include "ingest/feed.h"
#include "base/utf8.h"
#include <libxml/HTMLparser.h>
#include <stdio.h>

typedef struct {
    const char *p, *end;
    Buf *out;
} Mend;

static bool at(const Mend *m, const char *word) {
    size_t n = strlen(word);
    return (size_t)(m->end - m->p) >= n && memcmp(m->p, word, n) == 0;
}

static bool letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}
static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* XML 1.0 has no place for most control characters, nor for U+FFFE and U+FFFF. */
static bool forbidden(uint32_t cp) {
    return (cp < 32 && cp != '\t' && cp != '\n' && cp != '\r') || cp == 0xFFFE || cp == 0xFFFF;
}

static void put_until(Mend *m, const char *stop) {
    while (m->p < m->end && m->p != stop) {
        int n;
        uint32_t cp = utf8_decode(m->p, m->end, &n);
        if (!forbidden(cp)) buf_put(m->out, m->p, (size_t)n);
        m->p += n;
    }
}

/* Numbers from 128 to 159 are meant in windows-1252, as HTML takes them too. */
static const uint16_t c1[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

static void put_number(Mend *m, uint32_t cp) {
    if (cp >= 128 && cp < 160) cp = c1[cp - 128];
    if (forbidden(cp) || (cp >= 0xD800 && cp < 0xE000) || cp > 0x10FFFF) cp = UTF8_REPLACEMENT;
    buf_printf(m->out, "&#%u;", cp);
}

/* "&#8217;", "&#x2019;": false if it is none. */
static bool number(Mend *m) {
    const char *p = m->p + 2;
    bool hex = p < m->end && (*p | 32) == 'x';
    if (hex) p++;
    const char *first = p;
    uint32_t cp = 0;
    for (; p < m->end && (digit(*p) || (hex && (*p | 32) >= 'a' && (*p | 32) <= 'f')); p++)
        if (cp <= 0x10FFFF) cp = cp * (hex ? 16 : 10) + (uint32_t)(digit(*p) ? *p - '0' : (*p | 32) - 'a' + 10);
    if (p == first || p == m->end || *p != ';') return false;
    put_number(m, cp);
    m->p = p + 1;
    return true;
}

static bool name(Mend *m) {
    char word[16];
    size_t n = 0;
    const char *p = m->p + 1;
    while (p < m->end && n < sizeof word - 1 && (letter(*p) || digit(*p))) word[n++] = *p++;
    word[n] = '\0';
    if (!n || p == m->end || *p != ';') return false;
    static const char *const own[] = {"amp", "lt", "gt", "quot", "apos"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strcmp(word, own[i]) == 0) {
            buf_put(m->out, m->p, n + 2);
            m->p = p + 1;
            return true;
        }
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)word);
    if (!entity) return false;
    put_number(m, entity->value);
    m->p = p + 1;
    return true;
}

static void ampersand(Mend *m) {
    bool good = m->p + 1 < m->end && (m->p[1] == '#' ? number(m) : name(m));
    if (good) return;
    buf_puts(m->out, "&amp;");
    m->p++;
}

static const char *find(const Mend *m, const char *word) {
    return memmem(m->p, (size_t)(m->end - m->p), word, strlen(word));
}

/* Past a document type with its inner part. */
static void skip_doctype(Mend *m) {
    int brackets = 0;
    for (; m->p < m->end; m->p++) {
        if (*m->p == '[') brackets++;
        if (*m->p == ']' && brackets) brackets--;
        if (*m->p == '>' && !brackets) {
            m->p++;
            return;
        }
    }
}

static void markup(Mend *m, bool *inside) {
    if (at(m, "<![CDATA[")) {
        const char *close = find(m, "]]>");
        put_until(m, close);
        if (!close) buf_puts(m->out, "]]>");
    } else if (at(m, "<!--")) {
        const char *close = find(m, "-->");
        m->p = close ? close + 3 : m->end;
    } else if (at(m, "<!DOCTYPE") || at(m, "<!doctype")) {
        const char *begin = m->p;
        skip_doctype(m);
        if (m->p == m->end && !*inside) m->p = begin + 9; /* never closed: only the word goes */
    } else if (at(m, "<?")) {
        const char *close = find(m, "?>");
        m->p = close ? close + 2 : m->p + 2;
    } else if (m->p + 1 < m->end &&
               (letter(m->p[1]) || m->p[1] == '/' || m->p[1] == '_' || (unsigned char)m->p[1] >= 0x80)) {
        *inside = true;
        buf_putc(m->out, *m->p++);
    } else {
        buf_puts(m->out, "&lt;");
        m->p++;
    }
}

void feed_mend(Str feed, Buf *out) {
    Mend m = {feed.p, feed.p + feed.n, out};
    bool inside = false; /* the root element has begun */
    while (m.p < m.end) {
        if (*m.p == '&')
            ampersand(&m);
        else if (*m.p == '<')
            markup(&m, &inside);
        else if (!inside)
            m.p++;
        else {
            const char *run = m.p;
            while (m.p < m.end && *m.p != '&' && *m.p != '<') m.p++;
            const char *stop = m.p;
            m.p = run;
            put_until(&m, stop);
        }
    }
}
