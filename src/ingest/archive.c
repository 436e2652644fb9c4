#include "ingest/archive.h"
#include "base/mem.h"
#include <archive_entry.h>
#include <stdio.h>

static la_ssize_t source_read(struct archive *a, void *data, const void **block) {
    ArchiveSource *source = data;
    (void)a;
    stream_take(source->from, source->given);
    Str have = stream_peek(source->from, 1);
    *block = have.p;
    source->given = have.n;
    return (la_ssize_t)have.n;
}

static la_int64_t source_skip(struct archive *a, void *data, la_int64_t n) {
    ArchiveSource *source = data;
    (void)a;
    stream_take(source->from, source->given);
    source->given = 0;
    return n > 0 ? (la_int64_t)stream_skip(source->from, (uint64_t)n) : 0;
}

int archive_source_open(struct archive *a, ArchiveSource *source) {
    archive_read_set_read_callback(a, source_read);
    archive_read_set_skip_callback(a, source_skip);
    archive_read_set_callback_data(a, source);
    return archive_read_open1(a);
}

const char *archive_problem(struct archive *a) {
    const char *message = archive_error_string(a);
    return message && *message ? message : "no reason given";
}

typedef struct {
    Stream s;
    struct archive *a;
} Member;

static size_t read_member(Stream *s, char *to, size_t room) {
    la_ssize_t n = archive_read_data(((Member *)s)->a, to, room);
    if (n < 0) {
        stream_damage(s, "this member of the archive is damaged or cut short (%s)", archive_problem(((Member *)s)->a));
        return 0;
    }
    return stream_count(s, (size_t)n) ? (size_t)n : 0;
}

/* A part of the path begins with a dot, or is the shadow folder that macOS puts into zip files. */
static bool hidden(const char *path) {
    for (const char *part = path; *part;) {
        size_t n = strcspn(part, "/");
        bool dots = (n == 1 && part[0] == '.') || (n == 2 && part[0] == '.' && part[1] == '.');
        if ((part[0] == '.' && !dots) || (n == 8 && memcmp(part, "__MACOSX", 8) == 0)) return true;
        part += n;
        while (*part == '/') part++;
    }
    return false;
}

static const char *other_kind(struct archive_entry *entry) {
    switch (archive_entry_filetype(entry)) {
    case AE_IFDIR: return "folder";
    case AE_IFLNK: return "link";
    case AE_IFREG: return archive_entry_hardlink(entry) ? "link" : NULL;
    default: return "device";
    }
}

static bool read_one(Inputs *in, const Origin *origin, struct archive *a, struct archive_entry *entry, Flow *flow,
                     long number) {
    char plain[32], source[SOURCE_LIMIT];
    const char *path = archive_entry_pathname_utf8(entry);
    if (!path) path = archive_entry_pathname(entry);
    if (!path) {
        snprintf(plain, sizeof plain, "member-%ld", number);
        path = plain;
    }
    snprintf(source, sizeof source, "%s!%s", origin->source, path);
    const char *kind = other_kind(entry), *slash = strrchr(path, '/');
    if (kind && strcmp(kind, "folder") == 0) return true;
    if (!kind && hidden(path)) kind = "hidden";
    if (kind) {
        inputs_pass_over(in, source, kind);
        return true;
    }
    if (archive_entry_is_data_encrypted(entry)) {
        inputs_reject(in, source, DM_DATA, "is encrypted; unpack it with its password first");
        return true;
    }
    Member member = {.s = {.read = read_member, .flow = flow}, .a = a};
    Origin inner = {
        .source = source, .name = slash && slash[1] ? slash + 1 : path, .depth = origin->depth + 1, .inside = true};
    bool on = inputs_stream(in, &inner, &member.s);
    stream_close(&member.s);
    return on;
}

bool archive_read_members(Inputs *in, const Origin *origin, Stream *s) {
    struct archive *a = archive_read_new();
    if (!a) return inputs_no_memory(in, origin->source);
    ArchiveSource from = {.from = s};
    archive_read_support_format_tar(a);
    archive_read_support_format_zip_streamable(a);
    archive_read_support_format_cpio(a);
    int rc = archive_source_open(a, &from);
    struct archive_entry *entry;
    long members = 0;
    bool on = true;
    while (on && rc >= ARCHIVE_WARN && (rc = archive_read_next_header(a, &entry)) >= ARCHIVE_WARN && rc != ARCHIVE_EOF)
        on = read_one(in, origin, a, entry, s->flow, ++members);
    if (on && s->no_memory) on = inputs_no_memory(in, origin->source);
    if (on && rc != ARCHIVE_EOF)
        inputs_reject(in, origin->source, DM_DATA,
                      "the archive is damaged or cut short after %ld members (%s); fetch it anew", members,
                      archive_problem(a));
    archive_read_free(a);
    return on;
}
