/* Paths to raw documents: walks files and folders in a fixed order, and hands each stream to the reader of its kind. */
#include "ingest/inputs.h"
#include "ingest/archive.h"
#include "ingest/csv.h"
#include "ingest/feed.h"
#include "ingest/jsonl.h"
#include "ingest/sniff.h"
#include "ingest/warc.h"
#include "base/mem.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- one stream ---- */

static bool read_whole(Inputs *in, const Origin *origin, Stream *s, InputKind kind) {
    Str all = stream_peek(s, (size_t)RAW_DOCUMENT_LIMIT + 1);
    if (s->no_memory) return inputs_no_memory(in, origin->source);
    if (all.n > RAW_DOCUMENT_LIMIT) {
        inputs_reject(in, origin->source, DM_DATA,
                      "one document of more than %d MiB; split it, or convert it to JSON Lines",
                      RAW_DOCUMENT_LIMIT >> 20);
        return true;
    }
    if (s->damage[0]) return true; /* told by the caller; a part must not pass for the whole */
    RawDoc *raw = raw_new(origin->source, kind, all);
    bool ok = raw && raw_set(&raw->charset, str_of(origin->charset)) && raw_set(&raw->url, str_of(origin->url)) &&
              raw_set(&raw->lang, str_of(origin->lang)) && raw_set(&raw->note, str_of(origin->note));
    stream_take(s, all.n);
    return inputs_give(in, origin->source, raw, ok);
}

/* Without the ending that tells the packing: "a.warc.gz" is looked at as "a.warc". */
static bool read_packed(Inputs *in, const Origin *origin, Stream *s, bool gzip) {
    char name[256], ending[16];
    snprintf(name, sizeof name, "%s", origin->name);
    sniff_ending(name, ending);
    if (strcmp(ending, "tgz") != 0 && strrchr(name, '.')) *strrchr(name, '.') = '\0';
    Stream *unpacked = gzip ? unpack_gzip(s) : unpack_other(s);
    if (!unpacked) return inputs_no_memory(in, origin->source);
    Origin inner = *origin;
    inner.name = name;
    inner.depth++;
    bool on = inputs_stream(in, &inner, unpacked);
    unpack_free(unpacked);
    return on;
}

static bool read_kind(Inputs *in, const Origin *origin, Stream *s, const Sniff *is) {
    switch (is->kind) {
    case SNIFF_GZIP: return read_packed(in, origin, s, true);
    case SNIFF_PACKED: return read_packed(in, origin, s, false);
    case SNIFF_ARCHIVE: return archive_read_members(in, origin, s);
    case SNIFF_WARC: return warc_read(in, origin, s);
    case SNIFF_ARC: return arc_read(in, origin, s);
    case SNIFF_FEED: return feed_read(in, origin, s);
    case SNIFF_JSON: return json_read(in, origin, s);
    case SNIFF_CSV: return csv_read(in, origin, s, is->separator);
    case SNIFF_HTML: return read_whole(in, origin, s, INPUT_HTML);
    case SNIFF_MARKDOWN: return read_whole(in, origin, s, INPUT_MARKDOWN);
    case SNIFF_TEXT: return read_whole(in, origin, s, INPUT_TEXT);
    case SNIFF_EMPTY: inputs_reject(in, origin->source, DM_DATA, "is empty; there is nothing to read"); return true;
    case SNIFF_OTHER:
        if (origin->inside)
            inputs_pass_over(in, origin->source, is->what);
        else
            inputs_reject(in, origin->source, DM_DATA,
                          "is no document (%s); if it is text all the same, say `--in text`", is->what);
        return true;
    case SNIFF_REFUSED: inputs_reject(in, origin->source, DM_DATA, "is %s", is->what); return true;
    }
    return true;
}

/* What the caller says it is holds for all but packings and archives, which it then holds for the members of. */
static void as_told(InputKind in, Str head, Sniff *is) {
    static const SniffKind kinds[] = {
        [INPUT_TEXT] = SNIFF_TEXT,  [INPUT_MARKDOWN] = SNIFF_MARKDOWN, [INPUT_HTML] = SNIFF_HTML,
        [INPUT_JSONL] = SNIFF_JSON, [INPUT_WARC] = SNIFF_WARC,         [INPUT_FEED] = SNIFF_FEED,
        [INPUT_CSV] = SNIFF_CSV};
    bool carrier =
        is->kind == SNIFF_GZIP || is->kind == SNIFF_PACKED || is->kind == SNIFF_ARCHIVE || is->kind == SNIFF_EMPTY;
    if (in == INPUT_AUTO || in == INPUT_ARCHIVE || carrier) return;
    if (in == INPUT_WARC && is->kind == SNIFF_ARC) return;
    if (in == INPUT_CSV && is->kind != SNIFF_CSV) {
        const char *lf = memchr(head.p, '\n', head.n);
        is->separator = memchr(head.p, '\t', lf ? (size_t)(lf - head.p) : head.n) ? '\t' : ',';
    }
    is->kind = kinds[in];
}

bool inputs_stream(Inputs *in, const Origin *origin, Stream *s) {
    if (origin->depth > NEST_DEPTH) {
        inputs_reject(in, origin->source, DM_DATA, "lies more than %d containers deep; unpack the outer ones first",
                      NEST_DEPTH);
        return true;
    }
    Str head = stream_peek(s, SNIFF_BYTES);
    if (s->no_memory) return inputs_no_memory(in, origin->source);
    if (head.n > SNIFF_BYTES) head.n = SNIFF_BYTES;
    Sniff is = sniff(head, origin->name, origin->mime);
    /* A carrier's word for the members of a WARC stands against what the caller says of the WARC itself. */
    if (!origin->mime) as_told(in->options->in, head, &is);
    bool on = true;
    uint64_t told = in->told;
    if (!(is.kind == SNIFF_EMPTY && s->damage[0])) on = read_kind(in, origin, s, &is);
    if (on && s->no_memory) return inputs_no_memory(in, origin->source);
    if (on && s->damage[0]) inputs_reject(in, origin->source, DM_DATA, "%s", s->damage);
    if (on && told == in->told) inputs_reject(in, origin->source, DM_DATA, "holds no document");
    if (on && s->garbage) inputs_pass_over(in, origin->source, "trailing bytes");
    return on;
}

static bool read_file(Inputs *in, const char *source, const char *name, int fd, bool inside) {
    Flow flow = {0};
    Stream s;
    stream_file(&s, fd, &flow);
    Origin origin = {.source = source, .name = name, .inside = inside};
    bool on = inputs_stream(in, &origin, &s);
    stream_close(&s);
    return on;
}

/* ---- files and folders ---- */

typedef struct Ancestor { /* the folders around, to notice a link that leads back into one */
    const struct Ancestor *up;
    dev_t dev;
    ino_t ino;
    int depth;
} Ancestor;

static bool read_path(Inputs *in, const char *path, const Ancestor *up);

static const char *open_problem(int why) {
    switch (why) {
    case ENOENT: return "there is no such file or folder; check the name";
    case EACCES:
    case EPERM: return "may not be read; ask for permission, or run as another user";
    case ELOOP: return "is a link that leads to itself; remove it";
    case EMFILE:
    case ENFILE: return "cannot be opened, too many files are open; raise `ulimit -n`";
    default: return NULL;
    }
}

static void reject_open(Inputs *in, const char *path, int why) {
    const char *problem = open_problem(why);
    inputs_reject(in, path, why == ENOENT ? DM_NO_INPUT : DM_IO, "%s", problem ? problem : strerror(why));
}

typedef struct {
    char **at;
    size_t n, cap;
} Names;

static int bytewise(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool list_folder(DIR *dir, Names *names) {
    struct dirent *entry;
    while ((entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (names->n == names->cap) {
            size_t cap = names->cap ? names->cap * 2 : 64;
            char **grown = mem_realloc(names->at, cap * sizeof *grown);
            if (!grown) return false;
            names->at = grown;
            names->cap = cap;
        }
        if (!(names->at[names->n] = mem_strdup(entry->d_name))) return false;
        names->n++;
    }
    if (names->n) qsort(names->at, names->n, sizeof *names->at, bytewise);
    return true;
}

static bool read_entries(Inputs *in, const char *path, const Names *names, const Ancestor *here) {
    bool on = true;
    size_t length = strlen(path);
    const char *slash = length && path[length - 1] == '/' ? "" : "/";
    for (size_t i = 0; on && i < names->n; i++) {
        size_t size = length + strlen(names->at[i]) + 2;
        char *below = mem_alloc(size);
        if (!below) return inputs_no_memory(in, path);
        snprintf(below, size, "%s%s%s", path, slash, names->at[i]);
        if (names->at[i][0] == '.')
            inputs_pass_over(in, below, "hidden");
        else
            on = read_path(in, below, here);
        mem_free(below);
    }
    return on;
}

static bool read_folder(Inputs *in, const char *path, int fd, const struct stat *st, const Ancestor *up) {
    Ancestor here = {up, st->st_dev, st->st_ino, up ? up->depth + 1 : 1};
    for (const Ancestor *a = up; a; a = a->up)
        if (a->dev == here.dev && a->ino == here.ino) {
            inputs_pass_over(in, path, "link loop");
            close(fd);
            return true;
        }
    if (here.depth > FOLDER_DEPTH) {
        inputs_reject(in, path, DM_DATA, "lies more than %d folders deep; name it by itself", FOLDER_DEPTH);
        close(fd);
        return true;
    }
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return inputs_no_memory(in, path);
    }
    Names names = {0};
    bool listed = list_folder(dir, &names);
    closedir(dir); /* before going down: open folders are few */
    bool on = listed ? read_entries(in, path, &names, &here) : inputs_no_memory(in, path);
    if (on && !names.n && !up) inputs_reject(in, path, DM_NO_INPUT, "is an empty folder; there is nothing to read");
    for (size_t i = 0; i < names.n; i++) mem_free(names.at[i]);
    mem_free(names.at);
    return on;
}

/* O_NONBLOCK: opening a pipe that nobody writes to must not wait for ever. */
static bool read_path(Inputs *in, const char *path, const Ancestor *up) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        int why = errno;
        struct stat link;
        if (fd >= 0) close(fd);
        if (why == ELOOP && up)
            inputs_pass_over(in, path, "link loop");
        else if (why == ENOENT && lstat(path, &link) == 0)
            inputs_reject(in, path, DM_NO_INPUT, "is a link to nothing; remove it or mend it");
        else
            reject_open(in, path, why);
        return true;
    }
    if (S_ISDIR(st.st_mode)) return read_folder(in, path, fd, &st, up);
    bool on = true;
    if (S_ISREG(st.st_mode) || (!up && !S_ISBLK(st.st_mode))) { /* a pipe may be named: <(command) */
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
        const char *slash = strrchr(path, '/');
        on = read_file(in, path, slash ? slash + 1 : path, fd, up != NULL);
    } else if (up) {
        inputs_pass_over(in, path, "device");
    } else {
        inputs_reject(in, path, DM_NO_INPUT, "is a device, not a file");
    }
    close(fd);
    return on;
}

bool ingest_inputs(const char *const *paths, size_t n, const IngestOptions *options, const IngestSink *sink,
                   dm_error *err) {
    Inputs in = {options, sink, err, 0};
    xmlInitParser();
    /* libarchive converts member names by the thread's locale; without one, names beyond ASCII would be lost. */
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before = utf8 ? uselocale(utf8) : (locale_t)0;
    bool on = true;
    for (size_t i = 0; on && i < n; i++)
        on = strcmp(paths[i], "-") == 0 ? read_file(&in, "-", "", STDIN_FILENO, false) : read_path(&in, paths[i], NULL);
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
    return on;
}
