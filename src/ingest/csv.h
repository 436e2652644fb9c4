/* Tables (RFC 4180, or with tabs or semicolons) with a header row and a column for the text: each row a document. */
#ifndef DM_INGEST_CSV_H
#define DM_INGEST_CSV_H
#include "ingest/inputs.h"

enum { CSV_COLUMNS = 256 };

bool csv_read(Inputs *in, const Origin *origin, Stream *s, char separator);

#endif
