/* Reads pages with the page reader alone: bench_html FILE... ; prints the seconds spent. */
#include "base/mem.h"
#include "ingest/html.h"
#include <stdio.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool load(const char *path, Buf *out) {
    char chunk[65536];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f) return false;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) buf_put(out, chunk, n);
    fclose(f);
    return !out->failed;
}

static bool read_one(const Buf *page, const Knowledge *know, Arena *arena) {
    char source[] = "page";
    RawDoc raw = {.source = source, .kind = INPUT_HTML};
    dm_error err = {0};
    if (ARENA_GUARD(arena)) return false;
    Document *doc = arena_alloc(arena, sizeof *doc);
    doc->arena = arena;
    doc->source = source;
    doc->published = doc->updated = doc->dateline.value = STAMP_NONE;
    bool ok = html_read(&raw, (Str){page->p, page->n}, know, doc, &err);
    if (ok) document_finish(doc);
    arena_reset(arena);
    return ok;
}

int main(int argc, char **argv) {
    dm_error err = {0};
    Knowledge *know = know_load(NULL, &err);
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    Buf *pages = mem_zalloc((size_t)argc * sizeof *pages);
    if (!know || !arena || !pages) return fprintf(stderr, "%s\n", err.message), 1;
    int n = argc - 1;
    for (int i = 0; i < n; i++)
        if (!load(argv[i + 1], &pages[i])) return fprintf(stderr, "%s: cannot be read\n", argv[i + 1]), 1;
    double start = now();
    for (int i = 0; i < n; i++)
        if (!read_one(&pages[i], know, arena)) return fprintf(stderr, "%s: ran out of memory\n", argv[i + 1]), 1;
    printf("%.4f\n", now() - start);
    for (int i = 0; i < n; i++) buf_free(&pages[i]);
    mem_free(pages);
    arena_free(arena);
    know_free(know);
    return 0;
}
