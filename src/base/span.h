/* Places in a document's text, and slices of bytes. */
#ifndef DM_BASE_SPAN_H
#define DM_BASE_SPAN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    uint32_t begin, end;
} Span; /* [begin, end) in bytes of Document.text; {0,0} = none */

typedef struct {
    const char *p;
    size_t n;
} Str; /* a slice; not NUL-terminated; owns nothing; p may be NULL when n is 0 */

#define STR(literal) ((Str){literal, sizeof(literal) - 1})

static inline bool span_is_none(Span s) {
    return s.end <= s.begin;
}
static inline bool span_within(Span in, Span out) {
    return out.begin <= in.begin && in.end <= out.end;
}
static inline bool span_overlap(Span a, Span b) {
    return a.begin < b.end && b.begin < a.end;
}
static inline Span span_join(Span a, Span b) {
    return (Span){a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}
static inline Str str_of(const char *s) {
    return s ? (Str){s, strlen(s)} : (Str){NULL, 0};
}
static inline bool str_eq(Str a, Str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
bool str_eq_fold(Str a, Str b); /* ASCII case folded */
Str str_trim(Str s);            /* without ASCII white space at both ends */

#endif
