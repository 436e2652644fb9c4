/* What every fuzz target needs: its entry, and the knowledge, loaded once. */
#ifndef DM_FUZZ_FUZZ_H
#define DM_FUZZ_FUZZ_H
#include "know/knowledge.h"
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline const Knowledge *fuzz_knowledge(void) {
    static Knowledge *know;
    if (!know) {
        dm_error err = {0};
        know = know_load(NULL, &err);
        if (!know) abort();
    }
    return know;
}

#endif
