/* Runs the case files: cases PROGRAM-DIR FILE|FOLDER...
 *
 * A case: a title line, header lines "key: value", a blank line, the input, a line "--", and the lines expected of the layers
 * that they name. A named layer is compared whole and in order; others are left alone. A title that starts with "!known-bad" must
 * fail. UPDATE=1 in the environment rewrites the expectations, for the diff to be read. */
#include "base/buf.h"
#include "base/mem.h"
#include "record/record.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { CASE_DEPTH = 8, CASE_LAYERS = 20 };

static int passed, failed;
static Knowledge *know;
static const char *const layers[] = {"title",     "outlet", "published", "updated",    "kind",  "lang", "byline",
                                     "dateline",  "issuer", "block",     "sentence",   "token", "time", "actor",
                                     "statement", "event",  "formula",   "commitment", "note"};

typedef struct {
    Str title, head, input, expected;
} Case;

static Str slice(const Record *r, Span s) {
    return (Str){r->doc->text + s.begin, s.end - s.begin};
}

/* Text on one line: white space runs become one space. */
static void flat(Buf *out, Str s) {
    bool space = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n' || s.p[i] == ' ' || s.p[i] == '\t') {
            space = true;
            continue;
        }
        if (space && i) buf_putc(out, ' ');
        space = false;
        buf_putc(out, s.p[i]);
    }
}

static void names(Buf *out, const Record *r, const Refs *refs) {
    for (uint32_t i = 0; i < refs->n; i++) {
        if (i) buf_puts(out, "; ");
        buf_puts(out, r->actors.at[refs->at[i] - 1].name);
    }
}

static void day(Buf *out, Civil c) {
    if (c.year) buf_printf(out, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static const char *or_empty(const char *s) {
    return s ? s : "";
}

static void one(Buf *out, const char *layer, const char *value) {
    if (value) buf_printf(out, "%s: %s\n", layer, value);
}

static void print_head(Buf *out, const Record *r, const char *layer) {
    const Document *d = r->doc;
    char text[STAMP_TEXT];
    if (!strcmp(layer, "title")) one(out, layer, d->title);
    if (!strcmp(layer, "outlet")) one(out, layer, d->outlet);
    if (!strcmp(layer, "lang")) one(out, layer, d->lang);
    if (!strcmp(layer, "kind")) one(out, layer, doc_kind_name(d->kind));
    if (!strcmp(layer, "published") && stamp_print(&d->published, text)) one(out, layer, text);
    if (!strcmp(layer, "updated") && stamp_print(&d->updated, text)) one(out, layer, text);
    if (!strcmp(layer, "issuer") && (r->issuer || d->issuer))
        one(out, layer, r->issuer ? r->actors.at[r->issuer - 1].name : d->issuer);
    if (!strcmp(layer, "dateline") && (d->dateline.place || stamp_known(&d->dateline.value))) {
        stamp_print(&d->dateline.value, text);
        buf_printf(out, "dateline: %s | %s\n", or_empty(d->dateline.place), text);
    }
    if (!strcmp(layer, "byline"))
        for (uint32_t i = 0; i < d->bylines.n; i++) one(out, layer, d->bylines.at[i]);
    if (!strcmp(layer, "note"))
        for (uint32_t i = 0; i < d->notes.n; i++) one(out, layer, d->notes.at[i].code);
}

static void print_words(Buf *out, const Record *r, const char *layer) {
    const Analysis *a = r->words;
    if (!strcmp(layer, "block"))
        for (uint32_t i = 0; i < r->doc->blocks.n; i++) {
            buf_printf(out, "block: %s | ", block_kind_name(r->doc->blocks.at[i].kind));
            flat(out, slice(r, r->doc->blocks.at[i].span));
            buf_putc(out, '\n');
        }
    bool sentence = !strcmp(layer, "sentence");
    if (!sentence && strcmp(layer, "token") != 0) return;
    for (uint32_t i = 0; i < a->sentences.n; i++) {
        Sentence s = a->sentences.at[i];
        buf_printf(out, "%s:%s", layer, sentence ? " " : "");
        if (sentence)
            flat(out, slice(r, tokens_span(a, s.first, s.last)));
        else
            for (uint32_t t = s.first; t < s.last; t++) {
                buf_putc(out, ' ');
                buf_str(out, token_str(a, t));
            }
        buf_putc(out, '\n');
    }
}

static void print_time(Buf *out, const Record *r, const Time *t) {
    buf_puts(out, "time: ");
    flat(out, slice(r, t->span));
    buf_printf(out, " | %s | %s | %s | ", time_type_name(t->type), or_empty(t->value), or_empty(t->mod));
    day(out, t->begin);
    buf_puts(out, " | ");
    day(out, t->end);
    buf_putc(out, '\n');
}

static void print_statement(Buf *out, const Record *r, const Statement *s) {
    buf_printf(out, "statement: %s%s | ", statement_kind_name(s->kind), s->denied ? " denied" : "");
    names(out, r, &s->speakers);
    buf_puts(out, " | ");
    for (uint32_t i = 0; i < s->content.n; i++) {
        if (i) buf_puts(out, " … ");
        flat(out, slice(r, s->content.at[i]));
    }
    buf_puts(out, " | ");
    for (uint32_t i = 0; i < s->via.n; i++) {
        if (i) buf_puts(out, "; ");
        buf_puts(out, s->via.at[i].actor ? r->actors.at[s->via.at[i].actor - 1].name : "?");
    }
    buf_putc(out, '\n');
}

static void print_event(Buf *out, const Record *r, const Event *e) {
    buf_printf(out, "event: %s %s %s | ", e->type, e->mode ? e->mode : "-", event_status_name(e->status));
    names(out, r, &e->actors);
    if (e->recipients.n) {
        buf_puts(out, " > ");
        names(out, r, &e->recipients);
    }
    buf_puts(out, " | ");
    day(out, e->begin);
    buf_puts(out, " | ");
    day(out, e->end);
    buf_printf(out, " | %s | %s", or_empty(e->place.name), or_empty(e->series_name));
    if (e->series_ordinal) buf_printf(out, " %d", e->series_ordinal);
    buf_putc(out, '\n');
}

static void print_commitment(Buf *out, const Record *r, const Commitment *c) {
    buf_printf(out, "commitment: %s | ", strength_name(c->strength));
    names(out, r, &c->by);
    if (c->to.n) {
        buf_puts(out, " > ");
        names(out, r, &c->to);
    }
    buf_puts(out, " | ");
    flat(out, slice(r, c->act));
    buf_puts(out, " | ");
    flat(out, slice(r, c->due));
    buf_puts(out, " | ");
    day(out, c->due_begin);
    buf_puts(out, " | ");
    day(out, c->due_end);
    buf_putc(out, '\n');
}

static void print_record(Buf *out, const Record *r, const char *layer) {
    if (!strcmp(layer, "time"))
        for (uint32_t i = 0; i < r->times.n; i++) print_time(out, r, &r->times.at[i]);
    if (!strcmp(layer, "actor"))
        for (uint32_t i = 0; i < r->actors.n; i++) {
            const Actor *a = &r->actors.at[i];
            buf_printf(out, "actor: %s | %s | %s | %s | %s\n", a->name, actor_kind_name(a->kind), or_empty(a->polity),
                       or_empty(a->office), or_empty(standing_name(a->standing)));
        }
    if (!strcmp(layer, "statement"))
        for (uint32_t i = 0; i < r->statements.n; i++) print_statement(out, r, &r->statements.at[i]);
    if (!strcmp(layer, "event"))
        for (uint32_t i = 0; i < r->events.n; i++) print_event(out, r, &r->events.at[i]);
    if (!strcmp(layer, "formula"))
        for (uint32_t i = 0; i < r->formulas.n; i++) {
            const Formula *f = &r->formulas.at[i];
            buf_printf(out, "formula: %s | %s | ", stance_name(f->stance), f->formula);
            names(out, r, &f->holders);
            buf_puts(out, " | ");
            flat(out, slice(r, f->document));
            buf_putc(out, '\n');
        }
    if (!strcmp(layer, "commitment"))
        for (uint32_t i = 0; i < r->commitments.n; i++) print_commitment(out, r, &r->commitments.at[i]);
}

static Str take_line(Str *rest) {
    const char *lf = rest->n ? memchr(rest->p, '\n', rest->n) : NULL;
    Str line = {rest->p, lf ? (size_t)(lf - rest->p) : rest->n};
    *rest = (Str){rest->p + line.n + (lf != NULL), rest->n - line.n - (lf != NULL)};
    return line;
}

static bool parse_case(Str all, Case *c) {
    Str rest = all;
    c->title = take_line(&rest);
    c->head.p = rest.p;
    for (;;) {
        if (!rest.n) return false;
        Str line = take_line(&rest);
        if (!str_trim(line).n) break;
        c->head.n = (size_t)(line.p + line.n - c->head.p);
    }
    c->input.p = rest.p;
    while (rest.n) {
        Str line = take_line(&rest);
        if (str_eq(line, STR("--"))) {
            c->input.n = (size_t)(line.p - c->input.p);
            c->expected = rest;
            return true;
        }
    }
    return false;
}

static Str header(const Case *c, const char *key) {
    Str rest = c->head;
    while (rest.n) {
        Str line = take_line(&rest);
        size_t k = strlen(key);
        if (line.n > k && memcmp(line.p, key, k) == 0 && line.p[k] == ':')
            return str_trim((Str){line.p + k + 1, line.n - k - 1});
    }
    return (Str){NULL, 0};
}

static char *copy(Str s) {
    if (!s.p) return NULL;
    char *p = mem_alloc(s.n + 1);
    if (!p) abort();
    memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

static RawDoc *raw_of(const char *path, const Case *c) {
    RawDoc *raw = mem_zalloc(sizeof *raw);
    if (!raw) abort();
    Str in = header(c, "in");
    raw->kind = str_eq(in, STR("html"))       ? INPUT_HTML
                : str_eq(in, STR("markdown")) ? INPUT_MARKDOWN
                : str_eq(in, STR("jsonl"))    ? INPUT_JSONL
                                              : INPUT_TEXT;
    raw->source = copy(str_of(path));
    raw->bytes = copy(c->input);
    raw->size = c->input.n;
    raw->published = copy(header(c, "published"));
    raw->title = copy(header(c, "title"));
    raw->outlet = copy(header(c, "outlet"));
    return raw;
}

static bool names_layer(Str expected, const char *layer) {
    while (expected.n) {
        Str line = take_line(&expected);
        size_t k = strlen(layer);
        if (line.n > k && memcmp(line.p, layer, k) == 0 && line.p[k] == ':') return true;
    }
    return false;
}

static void filter(Str expected, const char *layer, Buf *out) {
    while (expected.n) {
        Str line = take_line(&expected);
        size_t k = strlen(layer);
        if (line.n <= k || memcmp(line.p, layer, k) != 0 || line.p[k] != ':') continue;
        while (line.n && line.p[line.n - 1] == ' ') line.n--;
        if (line.n == k + 1) continue; /* "time:" alone: none of them */
        buf_str(out, line);
        buf_putc(out, '\n');
    }
}

static void trim_lines(Buf *b) {
    Buf out = {0};
    Str rest = {b->p, b->n};
    while (rest.n) {
        Str line = take_line(&rest);
        while (line.n && line.p[line.n - 1] == ' ') line.n--;
        buf_str(&out, line);
        buf_putc(&out, '\n');
    }
    buf_free(b);
    *b = out;
}

static bool compare(const char *path, const Record *r, const Case *c, Buf *updated, bool quiet) {
    bool ok = true;
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        if (!names_layer(c->expected, layers[i])) continue;
        Buf got = {0}, want = {0};
        print_head(&got, r, layers[i]);
        print_words(&got, r, layers[i]);
        print_record(&got, r, layers[i]);
        trim_lines(&got);
        filter(c->expected, layers[i], &want);
        if (!str_eq((Str){got.p, got.n}, (Str){want.p, want.n})) {
            ok = false;
            if (!quiet)
                printf("%s: %s differs\n--- expected\n%.*s+++ got\n%.*s", path, layers[i], (int)want.n,
                       want.n ? want.p : "", (int)got.n, got.n ? got.p : "");
        }
        if (got.n)
            buf_put(updated, got.p, got.n);
        else
            buf_printf(updated, "%s:\n", layers[i]);
        buf_free(&got);
        buf_free(&want);
    }
    return ok;
}

static void rewrite(const char *path, Str all, const Case *c, const Buf *updated) {
    FILE *f = fopen(path, "wb");
    if (!f) {
        perror(path);
        exit(74);
    }
    fwrite(all.p, 1, (size_t)(c->expected.p - all.p), f);
    fwrite(updated->p, 1, updated->n, f);
    fclose(f);
}

static void run_case(const char *path, Str all) {
    Case c = {0};
    if (!parse_case(all, &c)) {
        printf("%s: not a case: a title line, headers, a blank line, input, a line \"--\", expectations\n", path);
        failed++;
        return;
    }
    bool known_bad = c.title.n >= 10 && memcmp(c.title.p, "!known-bad", 10) == 0;
    RawDoc *raw = raw_of(path, &c);
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    IngestOptions options = {0};
    dm_error err = {0};
    Record *r = record_read(raw, know, &options, arena, &err);
    Buf updated = {0};
    bool ok = r && compare(path, r, &c, &updated, known_bad);
    if (!r) printf("%s: %s\n", path, err.message);
    if (known_bad && ok) printf("%s: marked !known-bad but passes now: take the mark away\n", path);
    if (r && !ok && !known_bad && getenv("UPDATE")) rewrite(path, all, &c, &updated);
    if (ok != known_bad)
        passed++;
    else
        failed++;
    buf_free(&updated);
    arena_free(arena);
    raw_free(raw);
}

static void visit(const char *path, int depth) {
    struct stat st;
    if (stat(path, &st) != 0) {
        printf("%s: %s\n", path, strerror(errno));
        failed++;
        return;
    }
    if (S_ISDIR(st.st_mode)) {
        struct dirent **entries;
        int n = depth < CASE_DEPTH ? scandir(path, &entries, NULL, alphasort) : -1;
        for (int i = 0; i < n; i++) {
            char inner[4096];
            snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
            if (entries[i]->d_name[0] != '.') visit(inner, depth + 1);
            free(entries[i]);
        }
        if (n >= 0) free(entries);
        return;
    }
    size_t k = strlen(path);
    if (k < 5 || strcmp(path + k - 5, ".case") != 0) return;
    FILE *f = fopen(path, "rb");
    Buf b = {0};
    char chunk[65536];
    size_t n;
    while (f && (n = fread(chunk, 1, sizeof chunk, f)) > 0) buf_put(&b, chunk, n);
    if (f) fclose(f);
    run_case(path, (Str){b.p, b.n});
    buf_free(&b);
}

int main(int argc, char **argv) {
    dm_error err = {0};
    know = know_load(NULL, &err);
    if (!know) {
        printf("%s\n", err.message);
        return err.code;
    }
    for (int i = 1; i < argc; i++) visit(argv[i], 0);
    know_free(know);
    printf("cases: %d passed, %d failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
