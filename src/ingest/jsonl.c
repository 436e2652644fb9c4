/* A JSON stream to its objects. Only where each ends is looked for here; json_object.c parses them, in whatever thread. */
#include "ingest/jsonl.h"
#include "ingest/sniff.h"
#include <stdio.h>

typedef struct {
    long depth;
    bool string, escape, scalar;
} Extent;

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* One byte further. 1: it is the value's last; 2: the value, a scalar, ended before it. */
static int step(Extent *e, char c) {
    if (e->string) {
        if (e->escape)
            e->escape = false;
        else if (c == '\\')
            e->escape = true;
        else if (c == '"')
            e->string = false;
        return !e->string && !e->depth;
    }
    if (c == '"') return e->string = true, 0;
    if (c == '{' || c == '[') return e->depth++, 0;
    if (c == '}' || c == ']') return e->depth ? --e->depth == 0 : 2;
    if (!e->depth && (blank(c) || c == ',')) return 2;
    e->scalar = true;
    return 0;
}

/* The length of the value that starts here; 0 if it does not end within `limit` bytes or the stream. */
static size_t value_extent(Stream *s, size_t limit) {
    Extent e = {0};
    size_t i = 0, want = 1;
    for (;;) {
        Str have = stream_peek(s, want);
        size_t n = have.n < limit ? have.n : limit;
        for (; i < n; i++) {
            int ended = step(&e, have.p[i]);
            if (ended) return ended == 1 ? i + 1 : i;
        }
        if (n == limit || have.n < want) return have.n < want && e.scalar && !e.depth && !e.string ? i : 0;
        want = n * 2;
    }
}

/* The next byte that is not blank, not taken; 0 at the end. Counts lines. */
static char next_char(Stream *s, long *line) {
    for (;;) {
        Str have = stream_peek(s, 1);
        if (!have.n) return 0;
        size_t i = 0;
        while (i < have.n && blank(have.p[i])) *line += have.p[i++] == '\n';
        stream_take(s, i);
        if (i < have.n) return have.p[i];
    }
}

static bool give_object(Inputs *in, const char *source, Str bytes) {
    return inputs_give(in, source, raw_new(source, INPUT_JSONL, bytes), true);
}

static bool read_lines(Inputs *in, const Origin *origin, Stream *s) {
    bool on = true;
    char source[SOURCE_LIMIT];
    for (long number = 1; on; number++) {
        Str line = stream_line(s, (size_t)RAW_DOCUMENT_LIMIT + 1);
        if (s->no_memory) return inputs_no_memory(in, origin->source);
        if (!line.n) break;
        snprintf(source, sizeof source, "%s:%ld", origin->source, number);
        if (line.n > RAW_DOCUMENT_LIMIT) {
            inputs_reject(in, source, DM_DATA, "a line of more than %d MiB; give each document its own line",
                          RAW_DOCUMENT_LIMIT >> 20);
            stream_skip_line(s);
            continue;
        }
        Str object = line;
        bool whole = object.p[object.n - 1] == '\n';
        while (object.n && (object.p[object.n - 1] == '\n' || object.p[object.n - 1] == '\r')) object.n--;
        if (str_trim(object).n && (whole || !s->damage[0])) on = give_object(in, source, object);
        stream_take(s, line.n);
    }
    return on;
}

/* Values one after the other, or the elements of an array. */
static bool read_values(Inputs *in, const Origin *origin, Stream *s, bool array) {
    char source[SOURCE_LIMIT];
    long line = 1, number = 0;
    char c;
    bool on = true;
    if (array) next_char(s, &line), stream_take(s, 1);
    while (on && (c = next_char(s, &line))) {
        if (array && c == ']') return true;
        if (array && c == ',') {
            stream_take(s, 1);
            continue;
        }
        if (array)
            snprintf(source, sizeof source, "%s#%ld", origin->source, ++number);
        else
            snprintf(source, sizeof source, "%s:%ld", origin->source, line);
        size_t n = value_extent(s, RAW_DOCUMENT_LIMIT);
        if (s->no_memory) return inputs_no_memory(in, origin->source);
        if (!n) {
            if (!s->damage[0])
                inputs_reject(in, source, DM_DATA,
                              "line %ld: this JSON value is not closed, or larger than %d MiB; the rest of the "
                              "file is not read; mend its brackets and quotes",
                              line, RAW_DOCUMENT_LIMIT >> 20);
            return true;
        }
        Str value = {stream_peek(s, n).p, n};
        if (value.p[0] == '{')
            on = give_object(in, source, value);
        else
            inputs_reject(in, source, DM_DATA,
                          "line %ld: not a JSON object; each document is one object, {\"text\": …}", line);
        for (size_t i = 0; i < n; i++) line += value.p[i] == '\n';
        stream_take(s, n);
    }
    if (on && array && !s->damage[0])
        inputs_reject(in, origin->source, DM_DATA, "line %ld: the array is not closed; the file is cut short", line);
    return on;
}

/* An object that runs over lines: it is still open at the end of the first line, outside a string (which cannot hold a line end), and
 * what follows goes on inside it. A broken line of JSON Lines is open as well, but another object follows. */
static bool spread_over_lines(Stream *s) {
    Str line = stream_line(s, SNIFF_BYTES);
    Extent e = {0};
    size_t i = 0;
    while (i < line.n && blank(line.p[i])) i++;
    for (; i < line.n; i++)
        if (step(&e, line.p[i])) return false;
    if (!line.n || line.p[line.n - 1] != '\n' || e.string || !e.depth) return false;
    size_t n = line.n;
    Str more = stream_peek(s, n + SNIFF_BYTES);
    while (n < more.n && blank(more.p[n])) n++;
    return n < more.n && more.p[n] != '{';
}

bool json_read(Inputs *in, const Origin *origin, Stream *s) {
    char ending[16];
    sniff_ending(origin->name, ending);
    Str head = stream_peek(s, SNIFF_BYTES);
    if (head.n >= 3 && memcmp(head.p, "\xEF\xBB\xBF", 3) == 0) {
        stream_take(s, 3);
        head = stream_peek(s, SNIFF_BYTES);
    }
    size_t i = 0;
    while (i < head.n && blank(head.p[i])) i++;
    if (i < head.n && head.p[i] == '[') return read_values(in, origin, s, true);
    bool lines = strcmp(ending, "jsonl") == 0 || strcmp(ending, "ndjson") == 0 || !spread_over_lines(s);
    return lines ? read_lines(in, origin, s) : read_values(in, origin, s, false);
}
