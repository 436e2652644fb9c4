#include "base/buf.h"
#include "base/mem.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool buf_room(Buf *b, size_t more) {
    if (b->failed) return false;
    if (b->cap - b->n > more) return true; /* one byte is kept for a NUL */
    size_t cap = b->cap ? b->cap : 64;
    while (cap - b->n <= more) {
        if (cap > SIZE_MAX / 2) return b->failed = true, false;
        cap *= 2;
    }
    char *p;
    if (b->arena) {
        p = arena_bytes(b->arena, cap);
        if (b->n) memcpy(p, b->p, b->n);
    } else if (!(p = mem_realloc(b->p, cap))) {
        return b->failed = true, false;
    }
    b->p = p;
    b->cap = cap;
    return true;
}

void buf_put(Buf *b, const void *p, size_t n) {
    if (n == 0 || !buf_room(b, n)) return;
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void buf_putc(Buf *b, char c) {
    if (buf_room(b, 1)) b->p[b->n++] = c;
}

void buf_puts(Buf *b, const char *s) {
    buf_put(b, s, strlen(s));
}

void buf_str(Buf *b, Str s) {
    buf_put(b, s.p, s.n);
}

void buf_printf(Buf *b, const char *format, ...) {
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (n >= 0 && buf_room(b, (size_t)n + 1)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

char *buf_cstr(Buf *b) {
    if (!buf_room(b, 1)) return NULL;
    b->p[b->n] = '\0';
    return b->p;
}

void buf_free(Buf *b) {
    if (!b->arena) mem_free(b->p);
    *b = (Buf){.arena = b->arena};
}
