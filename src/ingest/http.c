/* An archived HTTP response to its payload: status, transfer and content codings, media type and charset. */
#include "base/mem.h"
#include "ingest/warc.h"
#include <stdio.h>
#define ZLIB_CONST /* what is read from is not written to */
#include <zlib.h>

typedef struct {
    Str type, transfer, coding, length;
    int status;
} Response;

static size_t read_head(Str s, Response *r) {
    *r = (Response){0};
    if (s.n < 12 || memcmp(s.p, "HTTP/", 5) != 0) return 0;
    const char *blank = memchr(s.p, ' ', s.n < 64 ? s.n : 64);
    size_t at = blank ? (size_t)(blank - s.p) + 1 : 0;
    for (int i = 0; blank && i < 3 && at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; i++, at++)
        r->status = r->status * 10 + (s.p[at] - '0');
    size_t i = 0, limit = s.n < WARC_HEAD_LIMIT ? s.n : WARC_HEAD_LIMIT;
    while (i < limit) {
        const char *lf = memchr(s.p + i, '\n', limit - i);
        if (!lf) return 0;
        Str line = str_trim((Str){s.p + i, (size_t)(lf - s.p) - i});
        i = (size_t)(lf - s.p) + 1;
        if (!line.n) return i;
        const char *colon = memchr(line.p, ':', line.n);
        if (!colon) continue;
        Str name = str_trim((Str){line.p, (size_t)(colon - line.p)});
        Str value = str_trim((Str){colon + 1, line.n - (size_t)(colon - line.p) - 1});
        if (str_eq_fold(name, STR("Content-Type"))) r->type = value;
        if (str_eq_fold(name, STR("Transfer-Encoding"))) r->transfer = value;
        if (str_eq_fold(name, STR("Content-Encoding"))) r->coding = value;
        if (str_eq_fold(name, STR("Content-Length"))) r->length = value;
    }
    return 0;
}

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The size at the start of a chunk; false if there is none: many archives keep the header but not the chunks. */
static bool chunk_size(Str s, size_t *size, size_t *head) {
    size_t i = 0;
    *size = 0;
    for (; i < s.n && i < 8 && hex(s.p[i]) >= 0; i++) *size = *size * 16 + (size_t)hex(s.p[i]);
    if (!i || i == s.n) return false;
    if (s.p[i] != '\r' && s.p[i] != '\n' && s.p[i] != ';' && s.p[i] != ' ') return false;
    const char *lf = memchr(s.p + i, '\n', s.n - i < 256 ? s.n - i : 256);
    *head = lf ? (size_t)(lf - s.p) + 1 : 0;
    return lf != NULL;
}

/* The payload without chunk heads. What does not hold to its own sizes is taken as it stands, and noted. */
static const char *unchunk(Str s, Buf *out) {
    size_t size, head, i = 0;
    if (!chunk_size(s, &size, &head)) {
        buf_str(out, s);
        return "said to be chunked, but is not";
    }
    for (;;) {
        Str rest = {s.p + i, s.n - i};
        if (!chunk_size(rest, &size, &head)) {
            buf_str(out, rest);
            return "its chunks do not hold to their sizes";
        }
        if (!size) return NULL;
        if (size > rest.n - head) {
            buf_put(out, rest.p + head, rest.n - head);
            return "its last chunk is cut short";
        }
        buf_put(out, rest.p + head, size);
        i += head + size;
        if (i < s.n && s.p[i] == '\r') i++;
        if (i < s.n && s.p[i] == '\n') i++;
        if (i >= s.n) return "its last chunk is missing";
    }
}

/* window: 15 + 32 = gzip or zlib by its head, -15 = bare deflate. */
static bool inflate_into(Str s, int window, Buf *out, Flow *flow, const char **note) {
    z_stream z = {0};
    if (inflateInit2(&z, window) != Z_OK) return out->failed = true, false;
    z.next_in = (const unsigned char *)s.p;
    z.avail_in = (unsigned)s.n;
    char chunk[STREAM_CHUNK];
    Stream count = {.flow = flow};
    int rc = Z_OK;
    while (rc == Z_OK) {
        z.next_out = (unsigned char *)chunk;
        z.avail_out = sizeof chunk;
        rc = inflate(&z, Z_NO_FLUSH);
        size_t n = sizeof chunk - z.avail_out;
        buf_put(out, chunk, n);
        if (!stream_count(&count, n) || out->n > RAW_DOCUMENT_LIMIT) {
            *note = "unpacks to more than an honest page; it was cut";
            break;
        }
        if (rc == Z_BUF_ERROR || (rc == Z_OK && !n && !z.avail_in)) break;
    }
    inflateEnd(&z);
    if (rc != Z_STREAM_END && !*note) *note = "its packed content is damaged or cut short";
    return rc == Z_STREAM_END || out->n > 0;
}

static bool decode_content(Str coding, Str s, Buf *out, Flow *flow, const char **note, const char **refusal) {
    if (!coding.n || str_eq_fold(coding, STR("identity")) || str_eq_fold(coding, STR("none")) ||
        str_eq_fold(coding, STR("utf-8")))
        return false;
    bool gzip = str_eq_fold(coding, STR("gzip")) || str_eq_fold(coding, STR("x-gzip")),
         deflate = str_eq_fold(coding, STR("deflate"));
    if (!gzip && !deflate) {
        *refusal = "is packed with a content coding unknown here; fetch it with `Accept-Encoding: gzip`";
        return false;
    }
    bool packed = s.n > 2 && memcmp(s.p, "\x1f\x8b", 2) == 0;
    if (gzip && !packed) { /* unpacked by the crawler, header kept */
        *note = "said to be gzip, but is not";
        return false;
    }
    const char *why = NULL;
    if (inflate_into(s, 15 + 32, out, flow, &why) || out->failed) {
        if (why) *note = why;
        return true;
    }
    why = NULL;
    if (deflate && (inflate_into(s, -15, out, flow, &why) || out->failed)) {
        if (why) *note = why;
        return true;
    }
    *refusal = "its packed content is damaged; fetch it anew";
    return false;
}

bool web_complete(Str block) {
    Response r;
    size_t head = read_head(block, &r), length = 0;
    if (!head || !r.length.n || r.length.n > 9) return false;
    for (size_t i = 0; i < r.length.n; i++) {
        if (r.length.p[i] < '0' || r.length.p[i] > '9') return false;
        length = length * 10 + (size_t)(r.length.p[i] - '0');
    }
    return length <= block.n - head;
}

const char *web_name(const char *url) {
    const char *path = strstr(url, "://");
    path = path ? strchr(path + 3, '/') : url;
    if (!path) return "";
    const char *last = path;
    for (const char *p = path; *p && *p != '?' && *p != '#'; p++)
        if (*p == '/') last = p + 1;
    return last;
}

bool web_payload(Inputs *in, const Origin *origin, Str url, Str type, Str payload, const char *note, Flow *flow) {
    char address[2048], name[256], mime[128], charset[64] = "";
    snprintf(address, sizeof address, "%.*s", (int)(url.n < 2047 ? url.n : 2047), url.p ? url.p : "");
    snprintf(name, sizeof name, "%s", web_name(address));
    name[strcspn(name, "?#")] = '\0';
    const char *semicolon = type.n ? memchr(type.p, ';', type.n) : NULL;
    Str bare = str_trim((Str){type.p, semicolon ? (size_t)(semicolon - type.p) : type.n});
    snprintf(mime, sizeof mime, "%.*s", (int)(bare.n < 127 ? bare.n : 127), bare.p ? bare.p : "");
    for (size_t i = 0; i + 8 < type.n; i++)
        if (str_eq_fold((Str){type.p + i, 8}, STR("charset="))) {
            Str value = {type.p + i + 8, type.n - i - 8};
            size_t n = 0;
            while (n < value.n && n < 63 && value.p[n] != ';' && value.p[n] != ' ') n++;
            snprintf(charset, sizeof charset, "%.*s", (int)n, value.p);
            break;
        }
    if (!str_trim(payload).n) {
        inputs_pass_over(in, origin->source, "empty page");
        return true;
    }
    Origin inner = *origin;
    inner.name = name;
    inner.mime = mime;
    inner.charset = charset[0] ? charset : NULL;
    inner.url = address[0] ? address : NULL;
    inner.note = note;
    inner.inside = true;
    inner.depth++;
    Stream s;
    stream_memory(&s, payload, flow);
    bool on = inputs_stream(in, &inner, &s);
    stream_close(&s);
    return on;
}

bool web_response(Inputs *in, const Origin *origin, Str url, Str block, Flow *flow) {
    Response r;
    size_t head = read_head(block, &r);
    if (!head || !r.status) {
        inputs_reject(in, origin->source, DM_DATA, "its HTTP head cannot be read; fetch it anew");
        return true;
    }
    if (r.status < 200 || r.status > 299) {
        inputs_pass_over(in, origin->source, r.status >= 300 && r.status < 400 ? "redirect" : "HTTP error");
        return true;
    }
    Buf plain = {0}, unpacked = {0};
    const char *note = origin->note, *refusal = NULL;
    Str payload = {block.p + head, block.n - head};
    if (r.transfer.n >= 7 && str_eq_fold((Str){r.transfer.p + r.transfer.n - 7, 7}, STR("chunked"))) {
        const char *odd = unchunk(payload, &plain);
        if (odd) note = odd;
        payload = (Str){plain.p, plain.n};
    }
    if (decode_content(r.coding, payload, &unpacked, flow, &note, &refusal)) payload = (Str){unpacked.p, unpacked.n};
    bool on = true;
    if (plain.failed || unpacked.failed)
        on = inputs_no_memory(in, origin->source);
    else if (refusal)
        inputs_reject(in, origin->source, DM_DATA, "%s", refusal);
    else
        on = web_payload(in, origin, url, r.type, payload, note, flow);
    buf_free(&plain);
    buf_free(&unpacked);
    return on;
}
