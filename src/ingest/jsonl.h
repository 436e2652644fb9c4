/* JSON Lines, a JSON array of objects, or JSON objects one after the other: each object a document. */
#ifndef DM_INGEST_JSONL_H
#define DM_INGEST_JSONL_H
#include "ingest/inputs.h"

bool json_read(Inputs *in, const Origin *origin, Stream *s);

/* One object (RawDoc.bytes) to a Document, without document_finish. */
bool json_object_read(const RawDoc *raw, const Knowledge *know, Document *doc, dm_error *err);

#endif
