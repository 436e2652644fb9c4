#include "base/sha256.h"
#include <openssl/evp.h>

bool sha256_hex(const void *p, size_t n, char out[SHA256_HEX]) {
    unsigned char digest[32];
    unsigned int size = 0;
    if (!EVP_Digest(p, n, digest, &size, EVP_sha256(), NULL) || size != sizeof digest) return false;
    for (int i = 0; i < 32; i++) {
        out[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    out[64] = '\0';
    return true;
}
