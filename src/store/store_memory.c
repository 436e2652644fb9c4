/* In fault builds SQLite's memory is ours, so that its allocations are counted and made to fail too. */
#include "base/mem.h"
#include "store/inner.h"

#ifdef DM_FAULT
enum { HEAD = 16 }; /* bytes before each piece that hold its size and keep it aligned */

static void *take(int n) {
    char *p = mem_alloc((size_t)n + HEAD);
    if (!p) return NULL;
    memcpy(p, &n, sizeof n);
    return p + HEAD;
}

static void give(void *p) {
    if (p) mem_free((char *)p - HEAD);
}

static void *resize(void *p, int n) {
    char *q = mem_realloc((char *)p - HEAD, (size_t)n + HEAD);
    if (!q) return NULL;
    memcpy(q, &n, sizeof n);
    return q + HEAD;
}

static int size_of(void *p) {
    int n = 0;
    if (p) memcpy(&n, (char *)p - HEAD, sizeof n);
    return n;
}

static int round_up(int n) {
    return (n + 7) & ~7;
}
static int start(void *arg) {
    return (void)arg, SQLITE_OK;
}
static void stop(void *arg) {
    (void)arg;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void configure(void) {
    static const sqlite3_mem_methods methods = {take, give, resize, size_of, round_up, start, stop, NULL};
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods); /* refused, and left as it is, if SQLite is in use already */
}
void store_memory(void) {
    pthread_once(&once, configure);
}
#else
void store_memory(void) {}
#endif
