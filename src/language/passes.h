/* The passes of analysis_read, one file each, in this order. */
#ifndef DM_LANGUAGE_PASSES_H
#define DM_LANGUAGE_PASSES_H
#include "language/analysis.h"

void tokens_read(Analysis *a, const Knowledge *know);    /* tokens, their flags but for quotes and sentences, words */
void quotes_read(Analysis *a);                           /* quotes, TOKEN_QUOTE_OPEN and _CLOSE */
void sentences_read(Analysis *a, const Knowledge *know); /* sentences, sentence_of, TOKEN_SENTENCE_START */

#endif
