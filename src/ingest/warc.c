#include "ingest/warc.h"
#include "base/utf8.h"
#include <stdio.h>
#include <strings.h>

/* The named fields of a record, as slices of its head. */
typedef struct {
    Str type, uri, content_type, truncated, payload_type;
    uint64_t length;
    bool has_length;
} Head;

static Str line_of(Str *rest) {
    const char *lf = rest->n ? memchr(rest->p, '\n', rest->n) : NULL;
    size_t n = lf ? (size_t)(lf - rest->p) + 1 : rest->n;
    Str line = str_trim((Str){rest->p, n});
    *rest = (Str){rest->p + n, rest->n - n};
    return line;
}

static bool number_of(Str s, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || *out > UINT64_MAX / 20) return false;
        *out = *out * 10 + (uint64_t)(s.p[i] - '0');
    }
    return s.n > 0;
}

static void read_field(Head *h, Str line) {
    const char *colon = line.n ? memchr(line.p, ':', line.n) : NULL;
    if (!colon) return;
    Str name = str_trim((Str){line.p, (size_t)(colon - line.p)});
    Str value = str_trim((Str){colon + 1, line.n - (size_t)(colon - line.p) - 1});
    if (str_eq_fold(name, STR("WARC-Type"))) h->type = value;
    if (str_eq_fold(name, STR("WARC-Target-URI"))) {
        if (value.n > 1 && value.p[0] == '<' && value.p[value.n - 1] == '>')
            value = (Str){value.p + 1, value.n - 2}; /* wget's way */
        h->uri = value;
    }
    if (str_eq_fold(name, STR("Content-Type"))) h->content_type = value;
    if (str_eq_fold(name, STR("WARC-Identified-Payload-Type"))) h->payload_type = value;
    if (str_eq_fold(name, STR("WARC-Truncated"))) h->truncated = value;
    if (str_eq_fold(name, STR("Content-Length"))) h->has_length = number_of(value, &h->length);
}

/* The length of the head from "WARC/" to the blank line; 0 if there is none within the limit. */
static size_t read_head(Str s, Head *h) {
    *h = (Head){0};
    Str rest = s;
    line_of(&rest);
    while (rest.n) {
        const char *lf = memchr(rest.p, '\n', rest.n);
        if (!lf) return 0;
        Str line = line_of(&rest);
        if (!line.n) return s.n - rest.n;
        read_field(h, line);
    }
    return 0;
}

static bool at_version(Str s) {
    return s.n >= 6 && memcmp(s.p, "WARC/", 5) == 0 && s.p[5] >= '0' && s.p[5] <= '9';
}

/* Where in `s` a record begins, at the start of a line; s.n if nowhere. */
static size_t find_version(Str s, size_t from) {
    for (size_t i = from; i < s.n;) {
        const char *p = memmem(s.p + i, s.n - i, "WARC/", 5);
        if (!p) return s.n;
        i = (size_t)(p - s.p);
        if ((i == 0 || s.p[i - 1] == '\n') && at_version((Str){p, s.n - i})) return i;
        i++;
    }
    return s.n;
}

/* Past line ends and what else stands before the next record. Returns how many bytes were no line ends. */
static uint64_t to_next_record(Stream *s) {
    uint64_t lost = 0;
    for (;;) {
        Str have = stream_peek(s, STREAM_CHUNK);
        if (!have.n) return lost;
        size_t i = 0;
        while (i < have.n && (have.p[i] == '\r' || have.p[i] == '\n')) i++;
        if (at_version((Str){have.p + i, have.n - i})) {
            stream_take(s, i);
            return lost;
        }
        size_t next = find_version(have, 0);
        if (next < have.n) {
            stream_take(s, next);
            return lost + next - i;
        }
        /* A version line may be cut by the end of what is seen: keep its longest possible beginning. */
        size_t keep = !s->ended && have.n > 8 ? 8 : 0;
        if (i > have.n - keep) i = have.n - keep;
        lost += have.n - keep - i;
        stream_take(s, have.n - keep);
    }
}

static const char *type_passed_over(Str type) {
    static const char *const types[] = {"request", "warcinfo", "metadata", "revisit"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_fold(type, str_of(types[i]))) return types[i];
    if (str_eq_fold(type, STR("response")) || str_eq_fold(type, STR("resource")) ||
        str_eq_fold(type, STR("conversion")))
        return NULL;
    return str_eq_fold(type, STR("continuation")) ? NULL : "unknown record type";
}

static bool is_http(const Head *h) {
    bool said = h->content_type.n >= 16 && str_eq_fold((Str){h->content_type.p, 16}, STR("application/http"));
    bool web = h->uri.n > 4 && str_eq_fold((Str){h->uri.p, 4}, STR("http"));
    return str_eq_fold(h->type, STR("response")) && (said || (web && !h->content_type.n));
}

static bool read_block(Inputs *in, const Origin *origin, const char *source, const Head *h, Str block, Flow *flow) {
    Origin here = *origin;
    here.source = source;
    if (str_eq_fold(h->type, STR("continuation"))) {
        inputs_reject(in, source, DM_DATA, "is a segment of a record; join the segments first");
        return true;
    }
    if (h->uri.n > 11 && str_eq_fold((Str){h->uri.p, 11}, STR("metadata://"))) { /* the crawler's own log */
        inputs_pass_over(in, source, "metadata");
        return true;
    }
    if (h->truncated.n) here.note = "the crawler cut this record short (WARC-Truncated)";
    if (is_http(h)) return web_response(in, &here, h->uri, block, flow);
    return web_payload(in, &here, h->uri, h->content_type, block, here.note, flow);
}

/* One record, which begins here. Its block is looked at before it is taken, so that a length that lies does not swallow what follows. */
static bool read_record(Inputs *in, const Origin *origin, Stream *s) {
    Str seen = stream_peek(s, WARC_HEAD_LIMIT);
    Head h;
    size_t head = read_head(seen, &h);
    char source[SOURCE_LIMIT];
    uint64_t at = s->taken;
    if (!head || !h.has_length) {
        if (!s->damage[0] || !s->ended)
            inputs_reject(in, origin->source, DM_DATA, "the record at byte %llu has %s; it is passed over",
                          (unsigned long long)at, head ? "no Content-Length" : "no end to its head");
        stream_take(s, head ? head : seen.n < 5 ? seen.n : 5);
        return true;
    }
    int uri = h.uri.n > 2000 ? 2000 : (int)h.uri.n;
    if (uri)
        snprintf(source, sizeof source, "%s!%.*s", origin->source, uri, h.uri.p);
    else
        snprintf(source, sizeof source, "%s!record at byte %llu", origin->source, (unsigned long long)at);
    const char *kind = type_passed_over(h.type);
    if (h.length > WARC_RECORD_LIMIT) {
        if (kind)
            inputs_pass_over(in, source, kind);
        else
            inputs_reject(in, source, DM_DATA, "one record of more than %d MiB; take the page out of it",
                          RAW_DOCUMENT_LIMIT >> 20);
        stream_take(s, head);
        stream_skip(s, h.length);
        return true;
    }
    size_t want = head + (size_t)h.length;
    Str all = stream_peek(s, want + 16);
    if (s->no_memory) return inputs_no_memory(in, source);
    read_head(all, &h); /* the slices have moved */
    size_t end = want < all.n ? want : all.n;
    Str tail = str_trim((Str){all.p + end, all.n - end});
    bool whole = all.n >= want, fits = whole && (!tail.n || at_version(tail));
    size_t inner = fits ? end : find_version((Str){all.p, end}, head);
    if (kind) {
        inputs_pass_over(in, source, kind);
    } else if (inner < end) {
        inputs_reject(in, source, DM_DATA,
                      "its Content-Length of %llu bytes runs into the next record; it is passed over; fetch it anew",
                      (unsigned long long)h.length);
    } else if (!whole && !web_complete((Str){all.p + head, end - head})) {
        inputs_reject(in, source, DM_DATA, "is cut short: %llu of %llu bytes are there; fetch it anew",
                      (unsigned long long)(all.n - head), (unsigned long long)h.length);
    } else {
        if (!read_block(in, origin, source, &h, (Str){all.p + head, end - head}, s->flow)) return false;
    }
    stream_take(s, inner < end ? inner : end);
    return true;
}

bool warc_read(Inputs *in, const Origin *origin, Stream *s) {
    bool on = true;
    for (long records = 0; on; records++) {
        uint64_t at = s->taken, lost = to_next_record(s);
        if (s->no_memory) return inputs_no_memory(in, origin->source);
        if (lost)
            inputs_reject(in, origin->source, DM_DATA,
                          "%llu bytes at byte %llu belong to no record%s; the rest is read on from the next one",
                          (unsigned long long)lost, (unsigned long long)at,
                          records ? " (a wrong Content-Length, or damage)" : "");
        if (stream_at_end(s)) break;
        on = read_record(in, origin, s);
    }
    return on;
}
