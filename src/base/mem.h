/* The only heap of the program: every allocation of ours goes through here, so that tests can count what is
 * outstanding and make the n-th one fail. Libraries that let themselves be told (libxml2, SQLite, jansson) use it too
 * in fault builds. */
#ifndef DM_BASE_MEM_H
#define DM_BASE_MEM_H
#include <stdbool.h>
#include <stddef.h>

void *mem_alloc(size_t size);              /* NULL when memory is out */
void *mem_zalloc(size_t size);             /* the same, zeroed */
void *mem_realloc(void *old, size_t size); /* NULL when memory is out; `old` stays valid then */
char *mem_strdup(const char *s);           /* NULL when memory is out */
void mem_free(void *p);

/* Fault builds (-Dfault=true) only; elsewhere they do nothing and return 0. */
void mem_fail_at(long n);   /* the n-th allocation from now fails (1 = the next); 0 = none */
long mem_outstanding(void); /* allocations not yet freed */
long mem_count(void);       /* allocations made since mem_fail_at */

#endif
