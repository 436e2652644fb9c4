/* Laws of the readers of containers: the same documents come out whatever they are packed in and however the bytes arrive; what is
 * broken is named with its reason, and takes nothing else with it. tests/data/bad holds a file for each message. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/inputs.h"
#include "know/knowledge.h"
#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

typedef struct {
    Buf log; /* a line per document: all that is known of it but where it lay */
    Buf sources, said, passed;
    size_t documents, rejects, stop_after;
    bool understand; /* read each as a document, too */
} Seen;

static Knowledge *know;
static char folder[64];

static void on_field(Buf *b, const char *value) {
    buf_puts(b, value ? value : "-");
    buf_putc(b, '\t');
}

static void understand(Seen *seen, const RawDoc *raw) {
    IngestOptions options = {0};
    dm_error err = {0};
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    Document *doc;
    if (ARENA_GUARD(arena)) fail_msg("ran out");
    doc = arena_alloc(arena, sizeof *doc);
    doc->arena = arena;
    if (ingest_document(raw, know, &options, doc, &err)) {
        assert_true(utf8_valid((Str){doc->text, doc->length}) && utf8_valid(str_of(doc->source)) && doc->length);
    } else {
        assert_int_not_equal(err.code, DM_OK);
        seen->documents--;
        seen->rejects++;
        buf_printf(&seen->said, "%s\n", err.message);
    }
    arena_free(arena);
}

static bool on_document(void *ctx, RawDoc *raw) {
    Seen *seen = ctx;
    char id[SHA256_HEX];
    assert_true(raw_id(raw, id));
    seen->documents++;
    buf_printf(&seen->log, "%d\t%zu\t%s\t", (int)raw->kind, raw->size, id);
    const char *fields[] = {raw->charset, raw->title, raw->published, raw->updated, raw->author,
                            raw->outlet,  raw->url,   raw->lang,      raw->given};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) on_field(&seen->log, fields[i]);
    buf_putc(&seen->log, '\n');
    buf_printf(&seen->sources, "%s\n", raw->source);
    if (seen->understand) understand(seen, raw);
    raw_free(raw);
    return !seen->stop_after || seen->documents < seen->stop_after;
}

static void on_reject(void *ctx, const char *source, dm_code code, const char *reason) {
    Seen *seen = ctx;
    assert_int_not_equal(code, DM_OK);
    assert_true(utf8_valid(str_of(source)) && utf8_valid(str_of(reason)));
    seen->rejects++;
    buf_printf(&seen->said, "%s: %s\n", source, reason);
}

static void on_passed_over(void *ctx, const char *source, const char *kind) {
    buf_printf(&((Seen *)ctx)->passed, "%s: %s\n", source, kind);
}

static IngestSink sink_of(Seen *seen) {
    return (IngestSink){.ctx = seen, .document = on_document, .reject = on_reject, .passed_over = on_passed_over};
}

static void seen_free(Seen *seen) {
    Buf *all[] = {&seen->log, &seen->sources, &seen->said, &seen->passed};
    for (size_t i = 0; i < 4; i++) buf_free(all[i]);
}

static bool look_at(const char *path, Seen *seen) {
    IngestOptions options = {0};
    IngestSink sink = sink_of(seen);
    dm_error err = {0};
    bool on = ingest_inputs(&path, 1, &options, &sink, &err);
    assert_int_equal(err.code, DM_OK);
    return on;
}

static const char *path_of(const char *name) {
    static char path[4][512];
    static int next;
    char *p = path[next++ & 3];
    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    return p;
}

static void put_file(const char *path, const void *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static void get_file(const char *path, Buf *out) {
    char chunk[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s is missing", path);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) buf_put(out, chunk, n);
    fclose(f);
}

#define SENTENCE "The two foreign ministers met in the capital on Tuesday and agreed to meet again in the spring."
#define PAGE                                                                                                           \
    "<html><head><title>Ministers meet</title></head><body><article><p>" SENTENCE "</p></article></body></html>"

typedef struct {
    const char *name, *bytes;
    size_t documents;
} Sample;
static const Sample samples[] = {
    {"plain.txt", SENTENCE "\n\n" SENTENCE "\n", 1},
    {"front.md", "---\ntitle: A call\ndate: 2025-01-06\n---\n" SENTENCE "\n", 1},
    {"page.html", PAGE, 1},
    {"noname", "<!-- saved -->\n<!DOCTYPE html>" PAGE, 1},
    {"lines.jsonl",
     "{\"id\":\"a\",\"text\":\"" SENTENCE "\"}\r\n\n{\"url\":\"http://a.example/b\",\"html\":\"<p>" SENTENCE "</p>\"}",
     2},
    {"array.json", "[ {\"text\": \"" SENTENCE " ]}\"} ,\n{\"text\":\"x\\\"}\", \"more\": [1, {\"a\": []}]} ]\n", 2},
    {"spread.json", "{\n  \"text\": \"" SENTENCE "\",\n  \"n\": 1\n}\n{\n\"text\": \"two\"\n}\n", 2},
    {"table.csv",
     "id,title,body,place\r\n1,\"Call, first\",\"" SENTENCE "\r\nSecond \"\"line\"\".\",Seoul\r\n2,Call,Two,NA\r\n", 2},
    {"rss.xml",
     "<?xml version='1.0'?><rss><channel><title>The Ministry</title><item><title>Call &amp; "
     "visit</title><link>http://a.example/1</link>"
     "<pubDate>Mon, 06 Jan 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;" SENTENCE "&lt;/p&gt;</description></item>"
     "<item><title>Second</title><description>" SENTENCE "</description></item></channel></rss>",
     2},
    {"atom.xml",
     "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Desk</title><entry><title type='html'>A "
     "&lt;b&gt;call&lt;/b&gt;</title>"
     "<link href='/x'/><updated>2025-01-06T10:00:00Z</updated><author><name>Ana Silva</name></author>"
     "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>" SENTENCE
     "</p></div></content></entry></feed>",
     1},
    {"two.warc",
     "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"
     "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/1\r\nContent-Type: application/http; "
     "msgtype=response\r\nContent-Length: 112\r\n\r\n"
     "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n<p>One "
     "\r\n5\r\nline.\r\n0\r\n\r\n\r\n"
     "\r\n\r\n"
     "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/2\r\nContent-Type: "
     "text/plain\r\nContent-Length: 9\r\n\r\nTwo lines\r\n\r\n",
     2},
    {"one.arc",
     "filedesc://x.arc 0.0.0.0 20250101000000 text/plain 9\n1 0 Test\n\nhttp://a.example/a b 1.2.3.4 20250101000000 "
     "text/plain 9\nTwo lines\n",
     1},
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static void each_sample_has_its_documents(void **state) {
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        Seen seen = {.understand = true};
        put_file(path_of(samples[i].name), samples[i].bytes, strlen(samples[i].bytes));
        assert_true(look_at(path_of(samples[i].name), &seen));
        if (seen.documents != samples[i].documents || seen.rejects)
            fail_msg("%s: %zu documents, %s", samples[i].name, seen.documents, buf_cstr(&seen.said));
        seen_free(&seen);
    }
}

/* ---- packing ---- */

static void gzip_members(const char *bytes, size_t n, size_t member, Buf *out) {
    for (size_t at = 0; at < n || !at; at += member) {
        size_t k = n - at < member ? n - at : member;
        unsigned char packed[64 * 1024];
        z_stream z = {0};
        assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
        z.next_in = (unsigned char *)(uintptr_t)(bytes + at);
        z.avail_in = (unsigned)k;
        z.next_out = packed;
        z.avail_out = sizeof packed;
        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        buf_put(out, packed, sizeof packed - z.avail_out);
        deflateEnd(&z);
    }
}

/* format and filter by libarchive's names: "ustar", "zip"; "gzip", "zstd", "none". "raw" packs one file without an archive. */
static void pack(const char *path, const char *format, const char *filter, const Sample *all, size_t n) {
    struct archive *a = archive_write_new();
    assert_int_equal(archive_write_set_format_by_name(a, format), ARCHIVE_OK);
    if (strcmp(filter, "none") != 0) assert_int_equal(archive_write_add_filter_by_name(a, filter), ARCHIVE_OK);
    assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
    for (size_t i = 0; i < n; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, all[i].name);
        archive_entry_set_size(entry, (la_int64_t)strlen(all[i].bytes));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
        assert_int_equal(archive_write_data(a, all[i].bytes, strlen(all[i].bytes)), strlen(all[i].bytes));
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
}

static void packing_changes_nothing(void **state) {
    (void)state;
    static const char *const filters[] = {"gzip", "bzip2", "xz", "zstd", "lz4"};
    for (size_t i = 0; i < SAMPLES; i++) {
        Seen plain = {0};
        put_file(path_of(samples[i].name), samples[i].bytes, strlen(samples[i].bytes));
        look_at(path_of(samples[i].name), &plain);
        for (size_t f = 0; f < 5; f++) {
            char name[64];
            snprintf(name, sizeof name, "%s.%s", samples[i].name, f ? filters[f] : "gz");
            pack(path_of(name), "raw", filters[f], &samples[i], 1);
            Seen packed = {0};
            look_at(path_of(name), &packed);
            assert_string_equal(buf_cstr(&packed.log), buf_cstr(&plain.log));
            assert_int_equal(packed.rejects, 0);
            seen_free(&packed);
        }
        Buf members = {0};
        gzip_members(samples[i].bytes, strlen(samples[i].bytes), 50, &members);
        put_file(path_of("members.gz"), members.p, members.n);
        buf_free(&members);
        Seen packed = {0};
        if (samples[i].bytes[0] != 'T' &&
            strcmp(samples[i].name, "front.md") != 0) { /* whose name tells nothing any more */
            look_at(path_of("members.gz"), &packed);
            assert_string_equal(buf_cstr(&packed.log), buf_cstr(&plain.log));
        }
        seen_free(&packed);
        seen_free(&plain);
    }
}

static void archives_hold_the_same_documents(void **state) {
    (void)state;
    Seen plain = {0};
    for (size_t i = 0; i < SAMPLES; i++) {
        put_file(path_of(samples[i].name), samples[i].bytes, strlen(samples[i].bytes));
        look_at(path_of(samples[i].name), &plain);
    }
    static const struct {
        const char *format, *filter, *name;
    } kinds[] = {{"ustar", "none", "all.tar"}, {"pax", "gzip", "all.tgz"},  {"gnutar", "zstd", "all.tar.zst"},
                 {"zip", "none", "all.zip"},   {"zip", "xz", "all.zip.xz"}, {"newc", "bzip2", "all.cpio.bz2"}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        Seen packed = {0};
        pack(path_of(kinds[k].name), kinds[k].format, kinds[k].filter, samples, SAMPLES);
        look_at(path_of(kinds[k].name), &packed);
        assert_string_equal(buf_cstr(&packed.log), buf_cstr(&plain.log));
        assert_int_equal(packed.rejects, 0);
        char member[600];
        snprintf(member, sizeof member, "%s!plain.txt\n", path_of(kinds[k].name));
        assert_non_null(strstr(buf_cstr(&packed.sources), member));
        seen_free(&packed);
    }
    seen_free(&plain);
}

/* ---- how the bytes arrive ---- */

typedef struct {
    Stream s;
    Str left;
    size_t step;
} Dribble;

static size_t dribble(Stream *s, char *to, size_t room) {
    Dribble *d = (Dribble *)s;
    size_t n = d->left.n < d->step ? d->left.n : d->step;
    if (n > room) n = room;
    if (n) memcpy(to, d->left.p, n);
    d->left = (Str){d->left.p + n, d->left.n - n};
    return n;
}

static void in_steps(const Sample *sample, Str bytes, size_t step, Seen *seen) {
    IngestOptions options = {0};
    IngestSink sink = sink_of(seen);
    dm_error err = {0};
    Inputs in = {&options, &sink, &err, 0};
    Flow flow = {0};
    Dribble d = {.s = {.read = dribble, .flow = &flow}, .left = bytes, .step = step};
    Origin origin = {.source = sample->name, .name = sample->name};
    assert_true(inputs_stream(&in, &origin, &d.s));
    stream_close(&d.s);
}

static void small_reads_change_nothing(void **state) {
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        Str bytes = str_of(samples[i].bytes);
        Buf packed = {0};
        gzip_members(bytes.p, bytes.n, 40, &packed);
        Seen whole = {0};
        in_steps(&samples[i], bytes, bytes.n, &whole);
        for (size_t step = 1; step < 64; step += 1 + step / 2) {
            Seen plain = {0}, gz = {0};
            in_steps(&samples[i], bytes, step, &plain);
            in_steps(&samples[i], (Str){packed.p, packed.n}, step, &gz);
            assert_string_equal(buf_cstr(&plain.log), buf_cstr(&whole.log));
            assert_int_equal(gz.documents, whole.documents);
            seen_free(&plain);
            seen_free(&gz);
        }
        seen_free(&whole);
        buf_free(&packed);
    }
}

/* Wherever a file is cut: no crash, never more documents than the whole has, and what is there before the cut is the same. */
static void a_cut_takes_only_what_is_behind_it(void **state) {
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        Str bytes = str_of(samples[i].bytes);
        Seen whole = {0};
        in_steps(&samples[i], bytes, bytes.n, &whole);
        for (size_t n = 1; n < bytes.n; n += 3) {
            Seen cut = {0};
            in_steps(&samples[i], (Str){bytes.p, n}, n, &cut);
            assert_true(cut.documents <= whole.documents);
            if (!cut.documents && !cut.rejects && !cut.passed.n)
                fail_msg("%s: silent about its first %zu bytes", samples[i].name, n);
            seen_free(&cut);
        }
        seen_free(&whole);
    }
}

/* ---- what is broken ---- */

static void bad_files_say_why(void **state) {
    (void)state;
    char path[512];
    Buf table = {0};
    const char *root = getenv("DEMARCHE_SOURCE");
    snprintf(path, sizeof path, "%s/tests/data/bad/expect.tsv", root ? root : ".");
    get_file(path, &table);
    size_t files = 0;
    for (char *line = strtok(buf_cstr(&table), "\n"); line; line = strtok(NULL, "\n")) {
        if (line[0] == '#') continue;
        char *count = strchr(line, '\t'), *reasons = count ? strchr(count + 1, '\t') : NULL;
        assert_non_null(reasons);
        *count++ = *reasons++ = '\0';
        snprintf(path, sizeof path, "%s/tests/data/bad/%s", root ? root : ".", line);
        Seen seen = {.understand = true};
        look_at(path, &seen);
        const char *said = buf_cstr(&seen.said);
        for (char *one = reasons, *end; one; one = end) {
            end = strchr(one, '|');
            if (end) *end++ = '\0';
            const char *found = strstr(said, one);
            if (!found) fail_msg("%s: not said: \"%s\"; said:\n%s", line, one, said);
            said = found;
        }
        assert_int_equal(seen.documents, strtol(count, NULL, 10));
        seen_free(&seen);
        files++;
    }
    assert_true(files > 30);
    buf_free(&table);
}

static void a_bomb_is_refused(void **state) {
    (void)state;
    enum { BLOCK = 1 << 20, BLOCKS = 600 };
    char *zeros = mem_zalloc(BLOCK), *room = mem_alloc(BLOCK);
    memset(zeros, 'a', BLOCK);
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    FILE *f = fopen(path_of("bomb.gz"), "wb");
    for (int i = 0; i < BLOCKS; i++) {
        z.next_in = (unsigned char *)zeros;
        z.avail_in = BLOCK;
        z.next_out = (unsigned char *)room;
        z.avail_out = BLOCK;
        int rc = deflate(&z, i + 1 == BLOCKS ? Z_FINISH : Z_NO_FLUSH);
        assert_true(rc == Z_OK || rc == Z_STREAM_END);
        assert_int_equal(fwrite(room, 1, BLOCK - z.avail_out, f), BLOCK - z.avail_out);
    }
    deflateEnd(&z);
    fclose(f);
    Seen seen = {0};
    look_at(path_of("bomb.gz"), &seen);
    assert_int_equal(seen.documents, 0);
    assert_non_null(
        strstr(buf_cstr(&seen.said), "one document of more than 64 MiB")); /* stopped long before the ratio counts */
    seen_free(&seen);
    /* As lines it streams, until the ratio tells. */
    IngestOptions options = {.in = INPUT_JSONL};
    Seen lines = {0};
    IngestSink sink = sink_of(&lines);
    dm_error err = {0};
    const char *path = path_of("bomb.gz");
    assert_true(ingest_inputs(&path, 1, &options, &sink, &err));
    assert_non_null(strstr(buf_cstr(&lines.said), "a line of more than 64 MiB"));
    assert_non_null(strstr(buf_cstr(&lines.said), "unpacks to more than 400 times its size"));
    seen_free(&lines);
    mem_free(zeros);
    mem_free(room);
    unlink(path_of("bomb.gz"));
}

static void folders_are_walked_in_one_order(void **state) {
    (void)state;
    static const char *const names[] = {"walk/b.txt",     "walk/a/z.txt",      "walk/B.txt", "walk/.hidden.txt",
                                        "walk/a/b/c.txt", "walk/\xc3\xa9.txt", "walk/a.txt"};
    mkdir(path_of("walk"), 0700);
    mkdir(path_of("walk/a"), 0700);
    mkdir(path_of("walk/a/b"), 0700);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) put_file(path_of(names[i]), SENTENCE, strlen(SENTENCE));
    assert_int_equal(symlink("..", path_of("walk/a/up")), 0);
    assert_int_equal(symlink("nowhere", path_of("walk/a/void")), 0);
    assert_int_equal(symlink("self", path_of("walk/self")), 0);
    Seen seen = {0};
    look_at(path_of("walk"), &seen);
    static const char *const order[] = {"walk/B.txt", "walk/a/b/c.txt", "walk/a/z.txt",
                                        "walk/a.txt", "walk/b.txt",     "walk/\xc3\xa9.txt"};
    Buf want = {0};
    for (size_t i = 0; i < 6; i++) buf_printf(&want, "%s\n", path_of(order[i]));
    assert_string_equal(buf_cstr(&seen.sources), buf_cstr(&want));
    assert_non_null(strstr(buf_cstr(&seen.passed), "/walk/.hidden.txt: hidden"));
    assert_non_null(strstr(buf_cstr(&seen.passed), "/walk/a/up: link loop"));
    assert_non_null(strstr(buf_cstr(&seen.passed), "/walk/self: link loop"));
    assert_non_null(strstr(buf_cstr(&seen.said), "/walk/a/void: is a link to nothing"));
    assert_int_equal(seen.rejects, 1);
    seen_free(&seen);
    buf_free(&want);
}

static void what_may_not_be_read_is_named(void **state) {
    (void)state;
    if (geteuid() == 0) skip(); /* root may read all */
    mkdir(path_of("closed"), 0);
    Seen seen = {0};
    look_at(path_of("closed"), &seen);
    assert_non_null(strstr(buf_cstr(&seen.said), "may not be read"));
    seen_free(&seen);
}

static void a_sink_can_stop(void **state) {
    (void)state;
    Seen seen = {.stop_after = 1};
    assert_false(look_at(path_of("lines.jsonl"), &seen));
    assert_int_equal(seen.documents, 1);
    seen_free(&seen);
}

/* ---- what comes out ---- */

static Document *document(Arena *arena, const char *json, const IngestOptions *options, dm_error *err) {
    RawDoc *raw = raw_new("x.jsonl:7", INPUT_JSONL, str_of(json));
    Document *doc = arena_alloc(arena, sizeof *doc);
    doc->arena = arena;
    bool ok = ingest_document(raw, know, options, doc, err);
    raw_free(raw);
    return ok ? doc : NULL;
}

static void json_fields_go_where_they_belong(void **state) {
    (void)state;
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (ARENA_GUARD(arena)) fail_msg("ran out");
    IngestOptions none = {0}, told = {.published = "2024-05-06"};
    dm_error err = {0};
    const char *line = "{\"z\": [1.10,  {\"b\": \"x y\"}], \"id\": 900719925474099312345, \"text\": \"" SENTENCE
                       "\", \"title\": \"A  call\", "
                       "\"published\": \"2025-01-06T10:00+09:00\", \"a\": \"\\ud83d\", \"lang\": \"en\", \"url\": "
                       "\"http://a.example/\"}";
    Document *doc = document(arena, line, &none, &err);
    assert_non_null(doc);
    assert_string_equal(doc->given, "{\"z\":[1.10,{\"b\":\"x y\"}],\"a\":\"\\ufffd\"}");
    assert_string_equal(doc->source, "900719925474099312345");
    assert_string_equal(doc->title, "A call");
    assert_string_equal(doc->url, "http://a.example/");
    assert_int_equal(doc->published.day.year, 2025);
    assert_int_equal(doc->published.zone, 540);
    char id[SHA256_HEX];
    assert_true(sha256_hex(line, strlen(line), id));
    assert_string_equal(doc->id, id);
    assert_non_null(strstr(doc->text, "A call"));
    doc = document(arena, line, &told, &err);
    assert_int_equal(doc->published.day.year, 2024);
    assert_int_equal(doc->published_from, PUBLISHED_ARGUMENT);
    doc = document(arena, "{\"url\": \"http://a.example/1\", \"html\": \"<p>" SENTENCE "</p>\"}", &none, &err);
    assert_string_equal(doc->source, "http://a.example/1");
    assert_non_null(strstr(doc->text, SENTENCE));
    assert_null(doc->given);
    assert_null(document(arena, "{\"text\": 7}", &none, &err));
    assert_int_equal(err.code, DM_DATA);
    arena_free(arena);
}

/* Any cells, written as RFC 4180 says, come back. */
static void tables_come_back(void **state) {
    (void)state;
    uint32_t seed = 7;
    static const char bits[] = "ab\", ;\n\r\t\"'x";
    for (int round = 0; round < 300; round++) {
        Buf table = {0}, want = {0};
        buf_puts(&table, "id,text,title\n");
        for (int row = 0; row < 5; row++) {
            char cell[24];
            size_t n = 0;
            for (int i = 0; i < 20; i++) {
                seed = seed * 1664525u + 1013904223u;
                cell[n++] = bits[(seed >> 24) % (sizeof bits - 1)];
            }
            cell[n] = '\0';
            buf_printf(&table, "r%d,\"", row);
            for (size_t i = 0; i < n; i++) buf_puts(&table, cell[i] == '"' ? "\"\"" : (char[]){cell[i], 0});
            buf_printf(&table, "\",t%d\n", row);
            Str kept = str_trim((Str){cell, n});
            buf_printf(&want, "%zu\n", kept.n);
        }
        put_file(path_of("cells.csv"), table.p, table.n);
        Seen seen = {0};
        look_at(path_of("cells.csv"), &seen);
        assert_int_equal(seen.documents, 5);
        assert_string_equal(buf_cstr(&seen.sources), "r0\nr1\nr2\nr3\nr4\n");
        const char *line = buf_cstr(&seen.log);
        for (const char *size = buf_cstr(&want); *size; size = strchr(size, '\n') + 1) {
            assert_int_equal(strtol(strchr(line, '\t') + 1, NULL, 10), strtol(size, NULL, 10));
            line = strchr(line, '\n') + 1;
        }
        seen_free(&seen);
        buf_free(&table);
        buf_free(&want);
    }
}

static void remove_all(const char *path) {
    DIR *dir = opendir(path);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        char below[600];
        struct stat st;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (lstat(below, &st) == 0 && S_ISDIR(st.st_mode))
            remove_all(below);
        else
            unlink(below);
    }
    if (dir) closedir(dir);
    rmdir(path);
}

static int set_up(void **state) {
    (void)state;
    dm_error err = {0};
    know = know_load(NULL, &err);
    snprintf(folder, sizeof folder, "/tmp/test_inputs.XXXXXX");
    return know && mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    know_free(know);
    remove_all(folder);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sample_has_its_documents),
        cmocka_unit_test(packing_changes_nothing),
        cmocka_unit_test(archives_hold_the_same_documents),
        cmocka_unit_test(small_reads_change_nothing),
        cmocka_unit_test(a_cut_takes_only_what_is_behind_it),
        cmocka_unit_test(bad_files_say_why),
        cmocka_unit_test(a_bomb_is_refused),
        cmocka_unit_test(folders_are_walked_in_one_order),
        cmocka_unit_test(what_may_not_be_read_is_named),
        cmocka_unit_test(a_sink_can_stop),
        cmocka_unit_test(json_fields_go_where_they_belong),
        cmocka_unit_test(tables_come_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
