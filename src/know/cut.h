/* Where words begin and end, in the conventions of Universal Dependencies English (EWT): "don't" = do n't, "Seoul's" = Seoul 's,
 * "Korea-U.S." = Korea - U.S., "non-nuclear", "06.01.2025", "18:07" and addresses whole. The one cutter, of texts and of the
 * phrases of knowledge files alike, so that both fall into the same words. */
#ifndef DM_KNOW_CUT_H
#define DM_KNOW_CUT_H
#include "know/abbreviations.h"

typedef struct {
    const char *chunk, *end;            /* a run of bytes without white space */
    const char *limit;                  /* the end of the text around it; chunk to limit is readable */
    const Abbreviations *abbreviations; /* NULL: every period behind a word belongs to it, as in a knowledge phrase */
} Cut;

/* Bytes of the word that starts at p, chunk <= p < end; at least 1. Works off any bytes, in time linear in what it returns but for
 * a bounded look ahead. */
size_t cut_word(const Cut *cut, const char *p);

/* Bytes of white space at p (ASCII or any Unicode space), 0 if there is none; p < limit. */
size_t cut_space(const char *p, const char *limit);

/* The end of the run without white space that starts at p. */
const char *cut_chunk_end(const char *p, const char *limit);

#endif
