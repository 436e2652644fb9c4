/* Bytes from somewhere (a file, memory, an unpacker on another stream), with as much lookahead as the reader asks for. Memory is
 * bounded by the largest lookahead. */
#ifndef DM_INGEST_STREAM_H
#define DM_INGEST_STREAM_H
#include "base/span.h"

enum {
    STREAM_CHUNK = 64 * 1024, /* bytes asked from below at a time */
    STREAM_MESSAGE = 200,     /* bytes of a damage message */
    UNPACK_RATIO = 400        /* bytes that one packed byte may become once UNPACK_SLACK is passed */
};
#define UNPACK_SLACK                                                                                                   \
    ((uint64_t)128 * 1024 * 1024)        /* unpacked bytes before the ratio counts: small texts may be very regular */
#define UNPACK_TOTAL ((uint64_t)1 << 42) /* bytes that one input may become in all */

/* What went in and what came out below one input, over all its unpackers: the measure against decompression bombs. */
typedef struct {
    uint64_t packed, unpacked;
} Flow;

typedef struct Stream Stream;
struct Stream {
    size_t (*read)(Stream *s, char *to, size_t room); /* 0 at the end; on damage too, after filling `damage` */
    void (*close)(Stream *s);                         /* frees what the kind of stream holds; NULL = nothing */
    Flow *flow;
    char *buf;
    size_t at, end, cap; /* buf[at..end) is read but not taken */
    bool ended, no_memory;
    uint64_t taken;              /* bytes given to the reader: the offset of the next one */
    char damage[STREAM_MESSAGE]; /* why bytes are missing; "" = none are */
    uint64_t garbage;            /* bytes passed over that belong to nothing */
    int fd;                      /* of a file */
};

/* At least n bytes, or all there are; more if they are at hand. Valid until the next call. When memory runs out: what there
 * is, and `no_memory`. */
Str stream_peek(Stream *s, size_t n);
void stream_take(Stream *s, size_t n);       /* of those peeked */
uint64_t stream_skip(Stream *s, uint64_t n); /* how many there were */
/* The next line with its line feed, not yet taken; empty at the end. One longer than `limit` is given without its end, and is
 * `limit` bytes long. */
Str stream_line(Stream *s, size_t limit);
void stream_skip_line(Stream *s); /* up to and with the next line feed */
bool stream_at_end(Stream *s);
void stream_damage(Stream *s, const char *format, ...) __attribute__((format(printf, 2, 3))); /* the first one stays */
/* Counts `n` unpacked bytes; false, and damage said, when it is more than an honest archive gives. */
bool stream_count(Stream *s, size_t n);
void stream_close(Stream *s);

void stream_memory(Stream *s, Str bytes, Flow *flow); /* the bytes are not copied */
void stream_file(Stream *s, int fd, Flow *flow);      /* does not close fd */

/* Unpackers. `from` must outlive them. False when memory is out. */
Stream *unpack_gzip(Stream *from);  /* multi-member; goes on at the next member after damage */
Stream *unpack_other(Stream *from); /* bzip2, xz, zstd, lz4, lzip, compress */
void unpack_free(Stream *s);        /* NULL is fine */

#endif
