/* SHA-256 (FIPS 180-4), from OpenSSL's libcrypto. */
#ifndef DM_BASE_SHA256_H
#define DM_BASE_SHA256_H
#include <stdbool.h>
#include <stddef.h>

enum { SHA256_HEX = 65 };
bool sha256_hex(const void *p, size_t n, char out[SHA256_HEX]); /* false when memory is out */

#endif
