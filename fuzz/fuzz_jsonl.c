/* Any bytes as JSON objects or, where the first byte says so, as a table. */
#include "any_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size && data[0] == 0) return fuzz_input(INPUT_CSV, "fuzz.csv", data + 1, size - 1);
    return fuzz_input(INPUT_JSONL, "fuzz.json", data, size);
}
