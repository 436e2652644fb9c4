/* ARC, the format before WARC: each record is a line "address IP date type length" and as many bytes. The first one describes the file. */
#include "ingest/warc.h"
#include <stdio.h>

/* The line's fields; the address may hold blanks, so they are counted from the end. */
typedef struct {
    Str uri, type;
    uint64_t length;
} Head;

static bool last_field(Str *line, Str *field) {
    Str s = str_trim(*line);
    size_t i = s.n;
    while (i && s.p[i - 1] != ' ') i--;
    *field = (Str){s.p + i, s.n - i};
    *line = (Str){s.p, i};
    return field->n > 0;
}

static bool digits(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

/* Version 1 has five fields, version 2 ten: between type and length stand result code, checksum, location, offset and file name. */
static bool read_line(Str line, Head *h) {
    Str length, field[9];
    Str rest = line;
    if (!last_field(&rest, &length) || !digits(length) || length.n > 12) return false;
    h->length = 0;
    for (size_t i = 0; i < length.n; i++) h->length = h->length * 10 + (uint64_t)(length.p[i] - '0');
    for (int n = 0; n < 9 && last_field(&rest, &field[n]); n++) {
        if (n < 1 || field[n].n != 14 || !digits(field[n])) continue;
        Str ip;
        h->type = field[n - 1];
        if (!last_field(&rest, &ip)) return false;
        h->uri = str_trim(rest);
        return h->uri.n > 0 && memchr(h->uri.p, ':', h->uri.n) != NULL;
    }
    return false;
}

bool arc_read(Inputs *in, const Origin *origin, Stream *s) {
    char source[SOURCE_LIMIT];
    uint64_t lost = 0, lost_at = 0;
    for (bool on = true; on;) {
        Str line = stream_line(s, WARC_HEAD_LIMIT);
        if (s->no_memory) return inputs_no_memory(in, origin->source);
        Head h = {0};
        bool good = read_line(line, &h);
        if (line.n && !good) {
            if (str_trim(line).n) {
                if (!lost) lost_at = s->taken;
                lost += line.n;
            }
            stream_take(s, line.n);
            continue;
        }
        if (lost)
            inputs_reject(in, origin->source, DM_DATA,
                          "%llu bytes at byte %llu belong to no record; the rest is read on from the next one",
                          (unsigned long long)lost, (unsigned long long)lost_at);
        lost = 0;
        if (!line.n) return true;
        snprintf(source, sizeof source, "%s!%.*s", origin->source, h.uri.n > 2000 ? 2000 : (int)h.uri.n, h.uri.p);
        bool about = h.uri.n > 11 && memcmp(h.uri.p, "filedesc://", 11) == 0;
        size_t head = line.n;
        if (about || h.length > WARC_RECORD_LIMIT) {
            if (about)
                inputs_pass_over(in, source, "warcinfo");
            else
                inputs_reject(in, source, DM_DATA, "one record of more than %d MiB; take the page out of it",
                              RAW_DOCUMENT_LIMIT >> 20);
            stream_take(s, head);
            stream_skip(s, h.length);
            continue;
        }
        Str all = stream_peek(s, head + (size_t)h.length);
        if (s->no_memory) return inputs_no_memory(in, source);
        read_line((Str){all.p, head}, &h); /* the slices have moved */
        Origin here = *origin;
        here.source = source;
        if (all.n < head + h.length &&
            web_complete((Str){all.p + head, all.n - head})) { /* the count of old crawlers may be off */
            h.length = all.n - head;
            here.note = "its record is cut short behind the page";
        }
        if (all.n < head + h.length) {
            inputs_reject(in, source, DM_DATA, "is cut short: %llu of %llu bytes are there; fetch it anew",
                          (unsigned long long)(all.n - head), (unsigned long long)h.length);
            stream_take(s, all.n);
            continue;
        }
        Str block = {all.p + head, (size_t)h.length};
        bool http = block.n > 5 && memcmp(block.p, "HTTP/", 5) == 0;
        on = http ? web_response(in, &here, h.uri, block, s->flow)
                  : web_payload(in, &here, h.uri, h.type, block, here.note, s->flow);
        stream_take(s, head + (size_t)h.length);
    }
    return false;
}
