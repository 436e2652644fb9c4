/* Any bytes as an input of unknown kind: sniffing, unpacking, archives, tables, text. */
#include "any_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_input(INPUT_AUTO, "fuzz", data, size);
}
