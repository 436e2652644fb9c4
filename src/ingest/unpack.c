/* Unpackers: a packed stream to the stream of what is in it. gzip is read here with zlib rather than through libarchive, because
 * a WARC is thousands of gzip members, and damage in one must not take the rest. */
#include "base/mem.h"
#include "ingest/archive.h"
#include "ingest/stream.h"
#include <archive.h>
#define ZLIB_CONST /* what is read from is not written to */
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16 }; /* zlib's way of saying: a gzip header, the largest window */

typedef struct {
    Stream s;
    Stream *from;
    z_stream z;
    bool inside; /* a member */
    bool gap;    /* bytes were lost: the next ones do not go on from those given */
} Gunzip;

static bool gzip_magic(const char *p) {
    return memcmp(p, "\x1f\x8b\x08", 3) == 0 && (unsigned char)p[3] < 0x20;
}

/* To the next member; false if there is none. Zero bytes between members are padding. */
static bool next_member(Gunzip *g) {
    uint64_t passed = 0;
    for (;;) {
        Str have = stream_peek(g->from, 10);
        if (have.n < 10) { /* a member's head alone is longer */
            for (size_t i = 0; i < have.n; i++) passed += have.p[i] != 0;
            stream_take(g->from, have.n);
            g->s.garbage += passed;
            return false;
        }
        if (gzip_magic(have.p)) break;
        size_t i = 0;
        while (i + 10 <= have.n && !gzip_magic(have.p + i)) passed += have.p[i++] != 0;
        stream_take(g->from, i);
    }
    if (passed)
        stream_damage(&g->s, "%llu bytes between gzip members at byte %llu belong to none; fetch it anew",
                      (unsigned long long)passed, (unsigned long long)g->from->taken);
    return true;
}

/* Stands for bytes that were lost, so that what goes by lines begins anew and does not join two halves to a whole. */
static size_t put_gap(Gunzip *g, char *to, size_t room) {
    g->gap = false;
    size_t n = room < 4 ? room : 4;
    memcpy(to, "\r\n\r\n", n);
    return n;
}

/* One call of inflate. False at the end of the data, whole or cut. */
static bool inflate_some(Gunzip *g) {
    if (!g->inside) {
        if (!next_member(g)) return false;
        inflateReset2(&g->z, GZIP_WINDOW);
        g->inside = true;
    }
    Str have = stream_peek(g->from, 1);
    unsigned n = have.n > UINT32_MAX ? UINT32_MAX : (unsigned)have.n;
    g->z.next_in = (const unsigned char *)have.p;
    g->z.avail_in = n;
    int rc = inflate(&g->z, Z_NO_FLUSH);
    stream_take(g->from, n - g->z.avail_in);
    if (rc == Z_STREAM_END) {
        g->inside = false;
    } else if (rc == Z_MEM_ERROR) {
        g->s.no_memory = true;
        return false;
    } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
        stream_damage(&g->s, "the gzip data is damaged at byte %llu; fetch it anew",
                      (unsigned long long)g->from->taken);
        g->inside = false;
        g->gap = true;
        if (n && n == g->z.avail_in) stream_take(g->from, 1); /* always forward */
    } else if (!n) {
        stream_damage(&g->s, "the gzip data is cut short; fetch it anew");
        return false;
    }
    return true;
}

static size_t read_gzip(Stream *s, char *to, size_t room) {
    Gunzip *g = (Gunzip *)s;
    if (g->gap) return put_gap(g, to, room);
    unsigned given = room > UINT32_MAX ? UINT32_MAX : (unsigned)room;
    g->z.next_out = (unsigned char *)to;
    g->z.avail_out = given;
    while (g->z.avail_out == given && !g->gap && inflate_some(g)) {}
    size_t got = given - g->z.avail_out;
    if (!got && g->gap) return put_gap(g, to, room);
    return stream_count(s, got) ? got : 0;
}

static void close_gzip(Stream *s) {
    inflateEnd(&((Gunzip *)s)->z);
}

Stream *unpack_gzip(Stream *from) {
    Gunzip *g = mem_zalloc(sizeof *g);
    if (!g) return NULL;
    g->s = (Stream){.read = read_gzip, .close = close_gzip, .flow = from->flow};
    g->from = from;
    if (inflateInit2(&g->z, GZIP_WINDOW) == Z_OK) return &g->s;
    mem_free(g);
    return NULL;
}

typedef struct {
    Stream s;
    ArchiveSource source;
    struct archive *a;
} Unpacked;

static size_t read_unpacked(Stream *s, char *to, size_t room) {
    Unpacked *u = (Unpacked *)s;
    la_ssize_t n = archive_read_data(u->a, to, room);
    if (n < 0) {
        stream_damage(s, "the packed data is damaged or cut short (%s); fetch it anew", archive_problem(u->a));
        return 0;
    }
    return stream_count(s, (size_t)n) ? (size_t)n : 0;
}

static void close_unpacked(Stream *s) {
    archive_read_free(((Unpacked *)s)->a);
}

Stream *unpack_other(Stream *from) {
    Unpacked *u = mem_zalloc(sizeof *u);
    if (!u) return NULL;
    u->s = (Stream){.read = read_unpacked, .close = close_unpacked, .flow = from->flow};
    u->source.from = from;
    u->a = archive_read_new();
    struct archive_entry *entry;
    if (!u->a) {
        mem_free(u);
        return NULL;
    }
    archive_read_support_filter_bzip2(u->a);
    archive_read_support_filter_compress(u->a);
    archive_read_support_filter_lz4(u->a);
    archive_read_support_filter_lzip(u->a);
    archive_read_support_filter_lzma(u->a);
    archive_read_support_filter_xz(u->a);
    archive_read_support_filter_zstd(u->a);
    archive_read_support_format_raw(u->a);
    archive_read_support_format_empty(u->a);
    if (archive_source_open(u->a, &u->source) != ARCHIVE_OK || archive_read_next_header(u->a, &entry) < ARCHIVE_WARN) {
        stream_damage(&u->s, "the packed data is damaged or cut short (%s); fetch it anew", archive_problem(u->a));
        u->s.ended = true;
    }
    return &u->s;
}

void unpack_free(Stream *s) {
    if (!s) return;
    stream_close(s);
    mem_free(s);
}
