/* Runs the passes of the language, and finds tokens again. */
#include "language/passes.h"

void analysis_read(const Document *doc, const Knowledge *know, Analysis *out) {
    out->doc = doc;
    tokens_read(out, know);
    quotes_read(out);
    sentences_read(out, know);
}

uint32_t token_at(const Analysis *a, uint32_t byte) {
    uint32_t low = 0, high = a->tokens.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (a->tokens.at[mid].end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}
