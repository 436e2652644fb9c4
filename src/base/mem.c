#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

#ifdef DM_FAULT
#include <stdatomic.h>
static atomic_long outstanding, made, fail_at;

static bool fails(void) {
    long n = atomic_fetch_add(&made, 1) + 1;
    return n == atomic_load(&fail_at);
}
void mem_fail_at(long n) {
    atomic_store(&made, 0);
    atomic_store(&fail_at, n);
}
long mem_outstanding(void) {
    return atomic_load(&outstanding);
}
long mem_count(void) {
    return atomic_load(&made);
}
static void *taken(void *p) {
    if (p) atomic_fetch_add(&outstanding, 1);
    return p;
}
static void given_back(const void *p) {
    if (p) atomic_fetch_sub(&outstanding, 1);
}
#else
static bool fails(void) {
    return false;
}
void mem_fail_at(long n) {
    (void)n;
}
long mem_outstanding(void) {
    return 0;
}
long mem_count(void) {
    return 0;
}
static void *taken(void *p) {
    return p;
}
static void given_back(const void *p) {
    (void)p;
}
#endif

void *mem_alloc(size_t size) {
    return fails() ? NULL : taken(malloc(size ? size : 1));
}

void *mem_zalloc(size_t size) {
    return fails() ? NULL : taken(calloc(1, size ? size : 1));
}

void *mem_realloc(void *old, size_t size) {
    if (fails()) return NULL;
    void *p = realloc(old, size ? size : 1);
    if (p && !old) taken(p);
    return p;
}

char *mem_strdup(const char *s) {
    size_t n = strlen(s) + 1;
    char *p = mem_alloc(n);
    if (p) memcpy(p, s, n);
    return p;
}

void mem_free(void *p) {
    given_back(p);
    free(p);
}
