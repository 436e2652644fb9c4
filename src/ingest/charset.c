#include "ingest/charset.h"
#include "base/utf8.h"
#include <errno.h>
#include <iconv.h>
#include <uchardet/uchardet.h>

enum { GUESS_BYTES = 256 * 1024 }; /* shown to the guesser, from the first byte that is not ASCII on */

const char *charset_from_name(CharsetFrom from) {
    static const char *const names[] = {"its byte order mark", "its transfer header", "its own declaration", "a test",
                                        "a guess"};
    return names[from];
}

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}
static bool space(char c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

/* ---- the prescan of HTML ---- */

typedef struct {
    const char *p, *end;
} Scan;

static bool at(const Scan *s, const char *word) {
    size_t n = strlen(word);
    return (size_t)(s->end - s->p) >= n && str_eq_fold((Str){s->p, n}, (Str){word, n});
}

/* One attribute, as "get an attribute" of the standard; false at the end of the tag. */
static bool attribute(Scan *s, Str *name, Str *value) {
    while (s->p < s->end && (space(*s->p) || *s->p == '/')) s->p++;
    if (s->p == s->end || *s->p == '>') return false;
    const char *begin = s->p;
    while (s->p < s->end && !space(*s->p) && *s->p != '/' && *s->p != '>' && (*s->p != '=' || s->p == begin)) s->p++;
    *name = (Str){begin, (size_t)(s->p - begin)};
    *value = (Str){s->p, 0};
    while (s->p < s->end && space(*s->p)) s->p++;
    if (s->p == s->end || *s->p != '=') return true;
    s->p++;
    while (s->p < s->end && space(*s->p)) s->p++;
    if (s->p == s->end) return true;
    if (*s->p == '"' || *s->p == '\'') {
        char quote = *s->p++;
        begin = s->p;
        while (s->p < s->end && *s->p != quote) s->p++;
        *value = (Str){begin, (size_t)(s->p - begin)};
        if (s->p < s->end) s->p++;
        return true;
    }
    begin = s->p;
    while (s->p < s->end && !space(*s->p) && *s->p != '>') s->p++;
    *value = (Str){begin, (size_t)(s->p - begin)};
    return true;
}

/* `charset=` within "text/html; charset=utf-8". */
static Str charset_within(Str content) {
    for (size_t i = 0; i + 7 < content.n; i++) {
        if (!str_eq_fold((Str){content.p + i, 7}, STR("charset"))) continue;
        Str s = {content.p + i + 7, content.n - i - 7};
        while (s.n && space(s.p[0])) s = (Str){s.p + 1, s.n - 1};
        if (!s.n || s.p[0] != '=') continue;
        s = str_trim((Str){s.p + 1, s.n - 1});
        size_t n = 0;
        if (s.n && (s.p[0] == '"' || s.p[0] == '\'')) {
            const char *close = memchr(s.p + 1, s.p[0], s.n - 1);
            return close ? (Str){s.p + 1, (size_t)(close - s.p) - 1} : (Str){NULL, 0};
        }
        while (n < s.n && !space(s.p[n]) && s.p[n] != ';') n++;
        return (Str){s.p, n};
    }
    return (Str){NULL, 0};
}

static Str meta_tag(Scan *s) {
    Str name, value, charset = {NULL, 0};
    bool pragma = false, needs_pragma = false;
    while (attribute(s, &name, &value)) {
        if (str_eq_fold(name, STR("http-equiv")))
            pragma |= str_eq_fold(value, STR("content-type"));
        else if (str_eq_fold(name, STR("content")) && !charset.n)
            charset = charset_within(value), needs_pragma = charset.n > 0;
        else if (str_eq_fold(name, STR("charset")))
            charset = value, needs_pragma = false;
    }
    return needs_pragma && !pragma ? (Str){NULL, 0} : charset;
}

static Str prescan_html(Str bytes) {
    Scan s = {bytes.p, bytes.p + (bytes.n < CHARSET_PRESCAN ? bytes.n : CHARSET_PRESCAN)};
    while (s.p < s.end) {
        if (*s.p != '<') {
            s.p++;
        } else if (at(&s, "<!--")) {
            const char *close = memmem(s.p + 2, (size_t)(s.end - s.p) - 2, "-->", 3);
            s.p = close ? close + 3 : s.end;
        } else if (at(&s, "<meta") && s.p + 5 < s.end && (space(s.p[5]) || s.p[5] == '/')) {
            s.p += 5;
            Str found = meta_tag(&s);
            if (found.n && charset_find(found, NULL)) return found;
        } else if (s.p + 1 < s.end && ((lower(s.p[1]) >= 'a' && lower(s.p[1]) <= 'z') || s.p[1] == '/')) {
            while (s.p < s.end && !space(*s.p) && *s.p != '>') s.p++;
            Str name, value;
            while (attribute(&s, &name, &value)) {}
        } else if (at(&s, "<!") || at(&s, "<?")) {
            while (s.p < s.end && *s.p != '>') s.p++;
        } else {
            s.p++;
        }
    }
    return (Str){NULL, 0};
}

/* <?xml version="1.0" encoding="…"?>; broken feeds have white space or a comment before it. */
static Str declared_xml(Str bytes) {
    Str head = {bytes.p, bytes.n < CHARSET_PRESCAN ? bytes.n : CHARSET_PRESCAN};
    const char *p = head.n ? memmem(head.p, head.n, "<?xml", 5) : NULL;
    if (!p) return (Str){NULL, 0};
    size_t n = head.n - (size_t)(p - head.p);
    const char *end = memmem(p, n, "?>", 2), *word = end ? memmem(p, (size_t)(end - p), "encoding", 8) : NULL;
    if (!word) return (Str){NULL, 0};
    Scan s = {word, end};
    Str name, value = {NULL, 0};
    attribute(&s, &name, &value);
    return value;
}

/* ---- decoding ---- */

static bool bad(const char *p, int length, uint32_t cp) {
    return cp == UTF8_REPLACEMENT && !(length == 3 && memcmp(p, "\xEF\xBF\xBD", 3) == 0);
}

static void repair(Str bytes, Buf *out, size_t *malformed) {
    const char *p = bytes.p, *end = p + bytes.n, *run = p;
    while (p < end) {
        int length = 1;
        if ((unsigned char)*p >= 0x80 && bad(p, length, utf8_decode(p, end, &length))) {
            buf_put(out, run, (size_t)(p - run));
            buf_puts(out, "\xEF\xBF\xBD");
            *malformed += (size_t)length;
            run = p + length;
        }
        p += length;
    }
    buf_put(out, run, (size_t)(end - run));
}

static void close_converter(void *cd) {
    iconv_close((iconv_t)cd);
}

/* Through iconv; what it cannot read becomes U+FFFD, a byte at a time. False if iconv does not know the encoding. */
static bool convert(Str bytes, const char *from, Buf *out, size_t *malformed) {
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1) return false; /* NOLINT(performance-no-int-to-ptr): that is its interface */
    if (out->arena) arena_defer(out->arena, close_converter, cd); /* it may run out below */
    char chunk[16 * 1024];
    char *in;
    memcpy(&in, &bytes.p, sizeof in); /* it does not write there, though its type says so */
    size_t left = bytes.n;
    for (;;) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t rc = left ? iconv(cd, &in, &left, &to, &room) : iconv(cd, NULL, NULL, &to, &room);
        int why = errno;
        bool flushed = !left && rc != (size_t)-1;
        buf_put(out, chunk, sizeof chunk - room);
        if (flushed && room == sizeof chunk) break;
        if (rc != (size_t)-1 || why == E2BIG) continue;
        if (!left) break;
        buf_puts(out, "\xEF\xBF\xBD");
        ++*malformed;
        in++;
        left--;
        iconv(cd, NULL, NULL, NULL, NULL);
    }
    if (!out->arena) iconv_close(cd);
    return true;
}

static const char *guess(Str bytes, const char **iconv_name) {
    size_t first = 0;
    while (first < bytes.n && (unsigned char)bytes.p[first] < 0x80 && bytes.p[first] != 27) first++;
    if (first > 4096) bytes = (Str){bytes.p + first - 4096, bytes.n - first + 4096};
    if (bytes.n > GUESS_BYTES) bytes.n = GUESS_BYTES;
    const char *name = NULL;
    uchardet_t detector = uchardet_new();
    if (detector) {
        if (uchardet_handle_data(detector, bytes.p, bytes.n) == 0) {
            uchardet_data_end(detector);
            name = charset_find(str_of(uchardet_get_charset(detector)), iconv_name);
        }
        uchardet_delete(detector);
    }
    /* Without an answer the web's fallback is the likeliest. */
    return name ? name : charset_find(STR("windows-1252"), iconv_name);
}

static const char *byte_order_mark(Str *bytes, const char **iconv_name) {
    static const struct {
        const char *mark;
        size_t n;
        const char *label;
    } marks[] = {{"\xEF\xBB\xBF", 3, "utf-8"},
                 {"\xFF\xFE\0\0", 4, "utf-32le"},
                 {"\0\0\xFE\xFF", 4, "utf-32be"},
                 {"\xFE\xFF", 2, "utf-16be"},
                 {"\xFF\xFE", 2, "utf-16le"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (bytes->n >= marks[i].n && memcmp(bytes->p, marks[i].mark, marks[i].n) == 0) {
            *bytes = (Str){bytes->p + marks[i].n, bytes->n - marks[i].n};
            return charset_find(str_of(marks[i].label), iconv_name);
        }
    return NULL;
}

const char *charset_wide(Str bytes) {
    size_t zero[4] = {0}, n = bytes.n < 1024 ? bytes.n & ~(size_t)3 : 1024;
    for (size_t i = 0; i < n; i++) zero[i & 3] += !bytes.p[i];
    size_t most = n / 4 - n / 16; /* of the units: ASCII that other letters stand among */
    if (n < 8) return NULL;
    if (zero[0] > most && zero[1] > most && zero[2] > most && zero[3] < n / 40 + 1) return "utf-32be";
    if (zero[1] > most && zero[2] > most && zero[3] > most && zero[0] < n / 40 + 1) return "utf-32le";
    size_t even = zero[0] + zero[2], odd = zero[1] + zero[3];
    if (even > n / 5 && odd < n / 50 + 1) return "utf-16be";
    if (odd > n / 5 && even < n / 50 + 1) return "utf-16le";
    return NULL;
}

static const char *declared(Str bytes, Markup markup, const char **iconv_name) {
    Str label = markup == MARKUP_HTML ? prescan_html(bytes) : (Str){NULL, 0};
    if (!label.n && markup != MARKUP_NONE) label = declared_xml(bytes);
    const char *name = charset_find(label, iconv_name);
    /* The declaration was read as ASCII, so it cannot be true of 16-bit units: the standard takes UTF-8 then. */
    return name && strncmp(name, "UTF-16", 6) == 0 ? charset_find(STR("utf-8"), iconv_name) : name;
}

bool charset_decode(Str bytes, const char *header, Markup markup, Buf *scratch, Decoded *out) {
    const char *iconv_name = NULL;
    *out = (Decoded){.from = CHARSET_BOM};
    out->name = byte_order_mark(&bytes, &iconv_name);
    if (!out->name && header) out->name = charset_find(str_of(header), &iconv_name), out->from = CHARSET_HEADER;
    if (!out->name && (out->name = charset_wide(bytes)))
        out->name = charset_find(str_of(out->name), &iconv_name), out->from = CHARSET_GUESSED;
    if (!out->name) out->name = declared(bytes, markup, &iconv_name), out->from = CHARSET_DECLARED;
    bool valid = utf8_valid(bytes);
    /* ISO-2022 is 7-bit: its escapes pass for ASCII. */
    bool escapes = valid && !out->name && bytes.n && memmem(bytes.p, bytes.n, "\x1b$", 2);
    if (!out->name && valid && !escapes) out->name = charset_find(STR("utf-8"), &iconv_name), out->from = CHARSET_UTF8;
    if (!out->name) out->name = guess(bytes, &iconv_name), out->from = CHARSET_GUESSED;
    size_t start = scratch->n;
    if (strcmp(iconv_name, "UTF-8") == 0) {
        if (valid) return out->text = bytes, true;
        repair(bytes, scratch, &out->malformed);
    } else if (!convert(bytes, iconv_name, scratch, &out->malformed)) {
        repair(bytes, scratch, &out->malformed); /* an iconv without it: say so by the malformed bytes */
    }
    if (scratch->failed) return false;
    out->text = (Str){scratch->p ? scratch->p + start : "", scratch->n - start};
    return true;
}
