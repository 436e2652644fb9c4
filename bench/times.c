/* How many words a minute one core's times pass reads: times FILE [ROUNDS]
 *
 * FILE is plain text, or JSON Lines with "text" and "published". Reading, tokens and sentences are made once and not measured; the pass
 * then runs ROUNDS times (default 20) over all documents, in a fresh arena each, and the median round counts. With ROUNDS 1 it is
 * short enough for `valgrind --tool=callgrind`. */
#include "base/mem.h"
#include "record/record.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MAX_ROUNDS = 1000 };

typedef struct {
    Record record;
    Arena *arena;
} Text;
typedef struct {
    Text *at;
    size_t n, cap;
    uint64_t words;
} Texts;

static void die(const char *what) {
    fprintf(stderr, "times: %s\n", what);
    exit(1);
}

static void add(Texts *all, const Knowledge *know, const char *text, size_t n, const char *published) {
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (!arena || ARENA_GUARD(arena)) die("out of memory");
    Document *doc = arena_alloc(arena, sizeof *doc);
    Analysis *words = arena_alloc(arena, sizeof *words);
    doc->arena = arena;
    document_block(doc, BLOCK_BODY, (Str){text, n});
    document_finish(doc);
    analysis_read(doc, know, words);
    if (all->n == all->cap) {
        all->cap = all->cap ? all->cap * 2 : 64;
        all->at = mem_realloc(all->at, all->cap * sizeof *all->at);
        if (!all->at) die("out of memory");
    }
    Text *t = &all->at[all->n++];
    *t = (Text){.record = {.doc = doc, .words = words, .know = know, .reference = STAMP_NONE}, .arena = arena};
    if (published) stamp_parse_iso(published, (int)strlen(published), &t->record.reference);
    all->words += words->tokens.n;
}

static void add_file(Texts *all, const Knowledge *know, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) die("cannot open the file");
    char *line = NULL;
    size_t cap = 0;
    ssize_t n = 0;
    int first = fgetc(f);
    ungetc(first, f);
    if (first != '{') {
        n = getdelim(&line, &cap, EOF, f);
        if (n > 0) add(all, know, line, (size_t)n, NULL);
    }
    while (first == '{' && (n = getline(&line, &cap, f)) > 0) {
        json_t *doc = json_loadb(line, (size_t)n, 0, NULL);
        const char *text = json_string_value(json_object_get(doc, "text"));
        if (text) add(all, know, text, strlen(text), json_string_value(json_object_get(doc, "published")));
        json_decref(doc);
    }
    free(line);
    fclose(f);
}

/* Seconds of one round; *times gets how many expressions it found. */
static double round_of(const Texts *all, Arena *arena, uint64_t *times) {
    *times = 0;
    struct timespec begin, end;
    double seconds = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (ARENA_GUARD(arena)) die("out of memory");
        Record *r = &all->at[i].record;
        r->arena = arena;
        r->times.at = NULL;
        r->times.n = r->times.cap = 0;
        r->time_of = arena_alloc(arena, (r->words->tokens.n + 1) * sizeof *r->time_of);
        clock_gettime(CLOCK_MONOTONIC, &begin);
        times_read(r);
        clock_gettime(CLOCK_MONOTONIC, &end);
        seconds += (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
        *times += r->times.n;
        arena_reset(arena);
    }
    return seconds;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    static double seconds[MAX_ROUNDS];
    if (argc < 2) die("usage: times FILE [ROUNDS]");
    int rounds = argc > 2 ? atoi(argv[2]) : 20;
    if (rounds < 1 || rounds > MAX_ROUNDS) die("ROUNDS is 1 to 1000");
    dm_error err = {0};
    Knowledge *know = know_load(NULL, &err);
    if (!know) die(err.message);
    Texts all = {0};
    add_file(&all, know, argv[1]);
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (!arena) die("out of memory");
    uint64_t times = 0;
    for (int i = 0; i < rounds; i++) seconds[i] = round_of(&all, arena, &times);
    qsort(seconds, (size_t)rounds, sizeof *seconds, by_value);
    double median = seconds[rounds / 2];
    printf("%zu documents, %llu words, %llu times: %.1f million words a minute (median of %d rounds)\n", all.n,
           (unsigned long long)all.words, (unsigned long long)times, (double)all.words / median * 60 / 1e6, rounds);
    for (size_t i = 0; i < all.n; i++) arena_free(all.at[i].arena);
    arena_free(arena);
    mem_free(all.at);
    know_free(know);
    return 0;
}
