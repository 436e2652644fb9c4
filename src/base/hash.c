#include "base/hash.h"

struct HashSlot {
    const char *key; /* NULL = empty */
    uint32_t length, value;
    uint64_t hash;
};

static uint64_t mix(uint64_t a, uint64_t b) {
    __extension__ typedef unsigned __int128 Wide;
    Wide r = (Wide)a * b;
    return (uint64_t)r ^ (uint64_t)(r >> 64);
}

/* After wyhash (Wang Yi, public domain): two multiplications for a short key. */
uint64_t hash_bytes(const void *data, size_t n) {
    const unsigned char *p = data;
    uint64_t h = 0x9E3779B97F4A7C15u ^ n, a, b;
    for (; n > 16; n -= 16, p += 16) {
        memcpy(&a, p, 8);
        memcpy(&b, p + 8, 8);
        h = mix(a ^ 0xE7037ED1A0B428DBu, b ^ h);
    }
    a = b = 0;
    if (n >= 8) {
        memcpy(&a, p, 8);
        memcpy(&b, p + n - 8, 8);
    } else if (n >= 4) {
        uint32_t x, y;
        memcpy(&x, p, 4);
        memcpy(&y, p + n - 4, 4);
        a = x, b = y;
    } else if (n) {
        a = (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1];
    }
    return mix(a ^ 0x8EBC6AF09C88C6E3u, mix(b ^ 0x589965CC75374CC3u, h));
}

static struct HashSlot *find(const Hash *h, Str key, uint64_t hash) {
    for (uint32_t i = (uint32_t)hash & h->mask;; i = (i + 1) & h->mask) {
        struct HashSlot *s = &h->slots[i];
        if (!s->key || (s->hash == hash && s->length == key.n && memcmp(s->key, key.p, key.n) == 0)) return s;
    }
}

uint32_t hash_get(const Hash *h, Str key) {
    if (!h->slots || !key.n) return HASH_NONE;
    const struct HashSlot *s = find(h, key, hash_bytes(key.p, key.n));
    return s->key ? s->value : HASH_NONE;
}

static void grow(Hash *h) {
    struct HashSlot *old = h->slots;
    uint32_t slots = old ? (h->mask + 1) * 2 : 64, before = old ? h->mask + 1 : 0;
    if (slots == 0) arena_out(h->arena);
    h->slots = arena_alloc(h->arena, slots * sizeof *h->slots);
    h->mask = slots - 1;
    for (uint32_t i = 0; i < before; i++) {
        if (!old[i].key) continue;
        uint32_t j = (uint32_t)old[i].hash & h->mask;
        while (h->slots[j].key) j = (j + 1) & h->mask;
        h->slots[j] = old[i];
    }
}

static struct HashSlot *place(Hash *h, Str key, bool *is_new) {
    if (!h->slots || h->n >= (h->mask + 1) / 4 * 3) grow(h);
    uint64_t hash = hash_bytes(key.p, key.n);
    struct HashSlot *s = find(h, key, hash);
    *is_new = !s->key;
    if (*is_new) {
        *s = (struct HashSlot){arena_copy(h->arena, key.p, key.n), (uint32_t)key.n, 0, hash};
        h->n++;
    }
    return s;
}

bool hash_set(Hash *h, Str key, uint32_t value) {
    bool is_new;
    if (!key.n) return false;
    place(h, key, &is_new)->value = value;
    return is_new;
}

uint32_t hash_add(Hash *h, Str key, uint32_t value) {
    bool is_new;
    if (!key.n) return HASH_NONE;
    struct HashSlot *s = place(h, key, &is_new);
    if (is_new) s->value = value;
    return s->value;
}

Str hash_key(const Hash *h, uint32_t slot, uint32_t *value) {
    if (!h->slots || !h->slots[slot].key) return (Str){NULL, 0};
    *value = h->slots[slot].value;
    return (Str){h->slots[slot].key, h->slots[slot].length};
}
