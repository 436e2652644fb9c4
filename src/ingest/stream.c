#include "ingest/stream.h"
#include "base/mem.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static bool fill(Stream *s, size_t room) {
    if (s->at) {
        memmove(s->buf, s->buf + s->at, s->end - s->at);
        s->end -= s->at;
        s->at = 0;
    }
    if (s->cap - s->end < room) {
        size_t cap = s->cap ? s->cap : STREAM_CHUNK;
        while (cap - s->end < room) cap *= 2;
        char *grown = mem_realloc(s->buf, cap);
        if (!grown) return s->no_memory = s->ended = true, false;
        s->buf = grown;
        s->cap = cap;
    }
    size_t got = s->read(s, s->buf + s->end, s->cap - s->end);
    if (!got) s->ended = true;
    s->end += got;
    return got > 0;
}

Str stream_peek(Stream *s, size_t n) {
    while (s->end - s->at < n && !s->ended) {
        /* Room for all that is asked, so that a long lookahead is not moved and grown chunk by chunk. */
        size_t missing = n - (s->end - s->at);
        if (!fill(s, missing < STREAM_CHUNK ? missing : STREAM_CHUNK)) break;
    }
    return (Str){s->buf + s->at, s->end - s->at};
}

void stream_take(Stream *s, size_t n) {
    s->at += n;
    s->taken += n;
}

uint64_t stream_skip(Stream *s, uint64_t n) {
    uint64_t left = n;
    while (left) {
        Str have = stream_peek(s, 1);
        if (!have.n) break;
        size_t k = have.n < left ? have.n : (size_t)left;
        stream_take(s, k);
        left -= k;
    }
    return n - left;
}

Str stream_line(Stream *s, size_t limit) {
    size_t seen = 0, want = 1;
    for (;;) {
        Str have = stream_peek(s, want);
        size_t n = have.n < limit ? have.n : limit;
        const char *lf = n > seen ? memchr(have.p + seen, '\n', n - seen) : NULL;
        if (lf) return (Str){have.p, (size_t)(lf - have.p) + 1};
        if (n == limit || have.n < want) return (Str){have.p, n};
        seen = n;
        want = n * 2;
    }
}

void stream_skip_line(Stream *s) {
    for (;;) {
        Str have = stream_peek(s, 1);
        if (!have.n) return;
        const char *lf = memchr(have.p, '\n', have.n);
        stream_take(s, lf ? (size_t)(lf - have.p) + 1 : have.n);
        if (lf) return;
    }
}

bool stream_at_end(Stream *s) {
    return stream_peek(s, 1).n == 0;
}

void stream_damage(Stream *s, const char *format, ...) {
    if (s->damage[0]) return;
    va_list ap;
    va_start(ap, format);
    vsnprintf(s->damage, sizeof s->damage, format, ap);
    va_end(ap);
}

bool stream_count(Stream *s, size_t n) {
    Flow *f = s->flow;
    f->unpacked += n;
    if (f->unpacked > UNPACK_TOTAL) {
        stream_damage(s, "unpacks to more than %llu bytes; unpack it yourself and read the parts",
                      (unsigned long long)UNPACK_TOTAL);
        return false;
    }
    if (f->unpacked > UNPACK_SLACK && f->unpacked / UNPACK_RATIO > f->packed) {
        stream_damage(
            s,
            "unpacks to more than %d times its size, as no honest text does; if it is one, unpack it yourself and "
            "read the files",
            UNPACK_RATIO);
        return false;
    }
    return true;
}

void stream_close(Stream *s) {
    if (s->close) s->close(s);
    mem_free(s->buf);
    *s = (Stream){0};
}

static size_t nothing(Stream *s, char *to, size_t room) {
    (void)s, (void)to, (void)room;
    return 0;
}

/* The bytes stand in place of a buffer that is already full. */
static void forget(Stream *s) {
    s->buf = NULL;
}

void stream_memory(Stream *s, Str bytes, Flow *flow) {
    *s = (Stream){.read = nothing, .close = forget, .flow = flow, .ended = true, .end = bytes.n};
    /* Never written through: an ended stream is not filled. */
    memcpy(&s->buf, &bytes.p, sizeof s->buf);
}

static size_t read_file(Stream *s, char *to, size_t room) {
    for (;;) {
        ssize_t n = read(s->fd, to, room);
        if (n >= 0) {
            s->flow->packed += (uint64_t)n;
            return (size_t)n;
        }
        if (errno == EINTR) continue;
        stream_damage(s, "reading failed: %s", strerror(errno));
        return 0;
    }
}

void stream_file(Stream *s, int fd, Flow *flow) {
    *s = (Stream){.read = read_file, .flow = flow, .fd = fd};
}
