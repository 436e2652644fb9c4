/* Any bytes as a feed. */
#include "any_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_input(INPUT_FEED, "fuzz.xml", data, size);
}
