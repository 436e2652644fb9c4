/* tar and zip to their members, as streams, through libarchive. */
#ifndef DM_INGEST_ARCHIVE_H
#define DM_INGEST_ARCHIVE_H
#include "ingest/inputs.h"
#include <archive.h>

/* libarchive's source on one of our streams. */
typedef struct {
    Stream *from;
    size_t given; /* bytes handed out, taken at the next call */
} ArchiveSource;
int archive_source_open(struct archive *a, ArchiveSource *source);
const char *archive_problem(struct archive *a); /* its message, or "no reason given" */

bool archive_read_members(Inputs *in, const Origin *origin, Stream *s);

#endif
