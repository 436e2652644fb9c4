/* One arena per document: everything derived from a document lives here and goes at once.
 * A pass holds nothing outside it; what a library must hold (an XML tree) is registered with arena_defer.
 *
 * arena_alloc never returns NULL. When the limit or the machine's memory is reached it jumps to the guard, which exactly
 * one function per document sets:
 *
 *     if (ARENA_GUARD(arena)) { ...ran out: report, arena_reset... }
 *     else { ...passes... }
 *
 * Variables changed between the guard and the jump must be volatile or live in the arena. */
#ifndef DM_BASE_ARENA_H
#define DM_BASE_ARENA_H
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

enum { ARENA_BLOCK = 256 * 1024 };                      /* bytes asked from the heap at a time */
#define ARENA_DEFAULT_LIMIT ((size_t)512 * 1024 * 1024) /* bytes one document may take */

typedef struct Arena Arena;
struct Arena {
    struct ArenaBlock *blocks; /* newest first */
    char *next, *end;          /* free space of the newest block */
    size_t used, limit;        /* bytes in blocks; what they may come to */
    struct ArenaDefer *defers; /* newest first */
    jmp_buf guard;
};

Arena *arena_new(size_t limit); /* NULL when memory is out */
void arena_reset(Arena *arena); /* runs the deferred calls, newest first; keeps one block for reuse */
void arena_free(Arena *arena);  /* NULL is fine */
#define ARENA_GUARD(arena) setjmp((arena)->guard)

void *arena_alloc(Arena *arena, size_t size);            /* aligned for any type, zeroed */
void *arena_bytes(Arena *arena, size_t size);            /* unaligned, not zeroed */
char *arena_copy(Arena *arena, const char *p, size_t n); /* n bytes and a NUL */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_defer(Arena *arena, void (*call)(void *), void *arg); /* on running out, `call` is made before the jump */
_Noreturn void arena_out(Arena *arena);                          /* gives up: jumps to the guard */

/* A growing array in the arena: Vec(Token) tokens = {0}; *vec_push(arena, &tokens) = token; new items are zeroed. */
#define Vec(T)                                                                                                         \
    struct {                                                                                                           \
        T *at;                                                                                                         \
        uint32_t n, cap;                                                                                               \
    }
#define vec_push(arena, v)                                                                                             \
    (((v)->n == (v)->cap ? (void)((v)->at = vec_grow(arena, (v)->at, &(v)->cap, sizeof *(v)->at)) : (void)0),          \
     &(v)->at[(v)->n++])
void *vec_grow(Arena *arena, void *at, uint32_t *cap, size_t item);

#endif
