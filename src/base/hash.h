/* The one hash table: byte strings to numbers, in an arena. Keys are copied. */
#ifndef DM_BASE_HASH_H
#define DM_BASE_HASH_H
#include "base/arena.h"
#include "base/span.h"

typedef struct {
    Arena *arena;
    struct HashSlot *slots;
    uint32_t n, mask;
} Hash;

#define HASH_NONE UINT32_MAX

uint64_t hash_bytes(const void *p, size_t n);
uint32_t hash_get(const Hash *h, Str key);                   /* HASH_NONE if absent */
bool hash_set(Hash *h, Str key, uint32_t value);             /* true if the key is new; sets the value either way */
uint32_t hash_add(Hash *h, Str key, uint32_t value);         /* the value there, or `value` now put there */
Str hash_key(const Hash *h, uint32_t slot, uint32_t *value); /* walks slots 0..mask; .p NULL for an empty one */

#endif
