/* Any bytes as a WARC, or as an ARC where they begin like one. */
#include "any_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_input(INPUT_WARC, "fuzz.warc", data, size);
}
