/* The last step of ingest, for all formats: what the finished text itself says of the document. */
#ifndef DM_INGEST_HEAD_H
#define DM_INGEST_HEAD_H
#include "ingest/document.h"
#include "know/knowledge.h"

/* After document_finish. Fills in what is not set: dateline (with its span), outlet (from url, dateline agency), lang, kind, issuer. */
void head_finish(Document *doc, const Knowledge *know);

#endif
