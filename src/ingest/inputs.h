/* What the readers of containers share: where they are, and how they hand out what they find. Every function that returns bool
 * here returns false only to stop everything: the sink said so, or memory ran out (then `err` is filled). */
#ifndef DM_INGEST_INPUTS_H
#define DM_INGEST_INPUTS_H
#include "ingest/ingest.h"
#include "ingest/stream.h"

enum {
    NEST_DEPTH = 6,     /* containers within containers: a feed in a WARC in a gzip in a tar in a zip */
    FOLDER_DEPTH = 64,  /* folders within folders */
    SOURCE_LIMIT = 4096 /* bytes of a source name; longer ones are cut in messages and records */
};

typedef struct {
    const IngestOptions *options;
    const IngestSink *sink;
    dm_error *err;
    uint64_t told; /* documents, refusals and what was passed over, so far */
} Inputs;

/* Where a stream stands, and what its carrier says of it. Strings may be NULL except `source` and `name`. */
typedef struct {
    const char *source;               /* as messages and records name it: "saved.tar!june/call.html" */
    const char *name;                 /* whose ending tells what it may be, without packing: "call.html" */
    int depth;                        /* containers around it */
    bool inside;                      /* found in a folder or archive rather than named by the caller */
    const char *charset, *url, *lang; /* from a transfer header */
    const char *mime;                 /* its media type there: "text/html" */
    const char *note;                 /* odd thing met while it was taken out */
} Origin;

/* Finds out what the stream holds and reads it. */
bool inputs_stream(Inputs *in, const Origin *origin, Stream *s);

void inputs_reject(Inputs *in, const char *source, dm_code code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void inputs_pass_over(Inputs *in, const char *source, const char *kind);
bool inputs_no_memory(Inputs *in, const char *source); /* returns false */

/* A raw document on the heap with copies of what is given; NULL when memory is out. */
RawDoc *raw_new(const char *source, InputKind kind, Str bytes);
bool raw_set(char **field, Str value); /* empty: stays NULL. False when memory is out. */
/* Hands it to the sink. `raw` NULL or `ok` false: memory ran out while it was made. */
bool inputs_give(Inputs *in, const char *source, RawDoc *raw, bool ok);

#endif
