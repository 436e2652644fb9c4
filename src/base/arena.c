#include "base/arena.h"
#include "base/mem.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct ArenaBlock {
    struct ArenaBlock *older;
    size_t size;
    _Alignas(max_align_t) char data[];
};
struct ArenaDefer {
    struct ArenaDefer *older;
    void (*call)(void *);
    void *arg;
};

Arena *arena_new(size_t limit) {
    Arena *arena = mem_zalloc(sizeof *arena);
    if (arena) arena->limit = limit;
    return arena;
}

static void run_defers(Arena *arena) {
    while (arena->defers) {
        struct ArenaDefer *d = arena->defers;
        arena->defers = d->older;
        d->call(d->arg);
    }
}

void arena_reset(Arena *arena) {
    run_defers(arena);
    struct ArenaBlock *keep = NULL;
    for (struct ArenaBlock *b = arena->blocks, *older; b; b = older) {
        older = b->older;
        if (!keep && b->size == ARENA_BLOCK)
            keep = b;
        else
            mem_free(b);
    }
    arena->blocks = keep;
    arena->used = keep ? keep->size : 0;
    arena->next = keep ? keep->data : NULL;
    arena->end = keep ? keep->data + keep->size : NULL;
    if (keep) keep->older = NULL;
}

void arena_free(Arena *arena) {
    if (!arena) return;
    arena_reset(arena);
    mem_free(arena->blocks);
    mem_free(arena);
}

_Noreturn void arena_out(Arena *arena) {
    longjmp(arena->guard, 1);
}

static void add_block(Arena *arena, size_t size) {
    size_t want = size > ARENA_BLOCK / 4 ? size : ARENA_BLOCK;
    if (want > arena->limit || arena->used > arena->limit - want) arena_out(arena);
    struct ArenaBlock *b = mem_alloc(sizeof *b + want);
    if (!b) arena_out(arena);
    b->size = want;
    arena->used += want;
    if (want != ARENA_BLOCK && arena->blocks) { /* a large item: keep filling the current block */
        b->older = arena->blocks->older;
        arena->blocks->older = b;
    } else {
        b->older = arena->blocks;
        arena->blocks = b;
        arena->next = b->data;
        arena->end = b->data + want;
    }
}

static void *from_fresh_block(Arena *arena, size_t size) {
    struct ArenaBlock *before = arena->blocks;
    add_block(arena, size);
    if (before && arena->blocks == before) return before->older->data;
    char *p = arena->next;
    arena->next += size;
    return p;
}

void *arena_bytes(Arena *arena, size_t size) {
    if (arena->next && (size_t)(arena->end - arena->next) >= size) {
        char *p = arena->next;
        arena->next += size;
        return p;
    }
    return from_fresh_block(arena, size);
}

void *arena_alloc(Arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) arena_out(arena);
    enum { ALIGN = _Alignof(max_align_t) };
    size_t pad = arena->next ? (size_t)(-(uintptr_t)arena->next & (ALIGN - 1)) : 0;
    char *p;
    if (arena->next && (size_t)(arena->end - arena->next) >= size + pad) {
        p = arena->next + pad;
        arena->next = p + size;
    } else {
        p = from_fresh_block(arena, size); /* which starts aligned */
    }
    return memset(p, 0, size);
}

char *arena_copy(Arena *arena, const char *p, size_t n) {
    char *copy = arena_bytes(arena, n + 1);
    if (n) memcpy(copy, p, n);
    copy[n] = '\0';
    return copy;
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (n < 0) {
        va_end(again);
        return arena_copy(arena, "", 0);
    }
    char *s = arena_bytes(arena, (size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, format, again);
    va_end(again);
    return s;
}

void arena_defer(Arena *arena, void (*call)(void *), void *arg) {
    /* Taken from the heap apart: if even this fails, what was to be freed must still be freed. */
    size_t size = sizeof(struct ArenaDefer);
    if (!arena->next || (size_t)(arena->end - arena->next) < size + _Alignof(max_align_t)) {
        if (arena->limit - arena->used < ARENA_BLOCK || arena->used > arena->limit) {
            call(arg);
            arena_out(arena);
        }
        struct ArenaBlock *b = mem_alloc(sizeof *b + ARENA_BLOCK);
        if (!b) {
            call(arg);
            arena_out(arena);
        }
        *b = (struct ArenaBlock){.older = arena->blocks, .size = ARENA_BLOCK};
        arena->blocks = b;
        arena->used += ARENA_BLOCK;
        arena->next = b->data;
        arena->end = b->data + ARENA_BLOCK;
    }
    struct ArenaDefer *d = arena_alloc(arena, size);
    *d = (struct ArenaDefer){.older = arena->defers, .call = call, .arg = arg};
    arena->defers = d;
}

void *vec_grow(Arena *arena, void *at, uint32_t *cap, size_t item) {
    uint32_t more = *cap ? *cap * 2 : 8;
    if (more <= *cap) arena_out(arena);
    void *grown = arena_alloc(arena, (size_t)more * item);
    if (*cap) memcpy(grown, at, (size_t)*cap * item);
    *cap = more;
    return grown;
}
