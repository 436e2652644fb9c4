/* An analysis as CoNLL-U (Universal Dependencies v2). */
#ifndef DM_LANGUAGE_CONLLU_H
#define DM_LANGUAGE_CONLLU_H
#include "language/analysis.h"

/* Appends the document to `out`. There is no grammar yet: tags are "_", and each sentence is a flat tree under its first token. MISC
 * has TokenRange=begin:end (bytes of Document.text) and SpaceAfter=No. */
void analysis_conllu(const Analysis *a, Buf *out);

#endif
