/* Inputs to records: one thread reads, `jobs` threads understand, and the caller's thread takes the results in the order of the
 * input, so that the output does not depend on the number of threads. */
#ifndef DM_FACE_PIPELINE_H
#define DM_FACE_PIPELINE_H
#include "record/record.h"

enum { JOBS_MAX = 64, SLOTS_PER_JOB = 4 };

typedef struct {
    const Knowledge *know;
    IngestOptions ingest;
    int jobs;
    void *ctx;
    /* Called by the understanding threads, one at a time: need the document not be understood again? NULL = all are. */
    bool (*known)(void *ctx, const char *id, const char *source);
    /* Called by the caller's thread, in input order. False stops the whole run. `json` is the record's line. */
    bool (*record)(void *ctx, const Record *r, Str json);
    bool (*already_known)(void *ctx, const RawDoc *raw, const char *id);
    bool (*refused)(void *ctx, const char *source, dm_code code, const char *reason);
} Pipeline;

/* What the reader passed over because it is no document and nothing is wrong with it: images in a WARC, say. */
enum { PASSED_KINDS = 32 };
typedef struct {
    const char *kind; /* a static word; NULL ends the list */
    size_t n;
} PassedOver;

/* False with err filled when it could not run to the end: memory or threads ran out, or a callback said stop (code DM_OK). */
bool pipeline_run(const Pipeline *pipeline, const char *const *paths, size_t n, PassedOver passed[PASSED_KINDS + 1],
                  dm_error *err); /* passed: zeroed by the caller, or NULL */

#endif
