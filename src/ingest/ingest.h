/* Bytes to documents, in two steps, so that reading can be one thread and understanding many:
 *   ingest_inputs    walks files, folders, archives, feeds, WARCs, JSON Lines, stdin, and hands out one RawDoc a document,
 *                    in a fixed order, as streams;
 *   ingest_document  turns one RawDoc into a Document. */
#ifndef DM_INGEST_INGEST_H
#define DM_INGEST_INGEST_H
#include "base/error.h"
#include "ingest/document.h"
#include "know/knowledge.h"

typedef enum {
    INPUT_AUTO, INPUT_TEXT, INPUT_MARKDOWN, INPUT_HTML, INPUT_JSONL, INPUT_WARC, INPUT_FEED, INPUT_ARCHIVE
} InputKind;

enum { RAW_DOCUMENT_LIMIT = 64 * 1024 * 1024 }; /* bytes of one document as it stands in its source */

/* One document as found. Everything on the heap (mem.h), freed by raw_free; NULL = not known. */
typedef struct RawDoc {
    char *source;
    InputKind kind;  /* TEXT, MARKDOWN or HTML; JSONL: `bytes` is one object */
    char *bytes;
    size_t size;
    char *charset;   /* from a transfer header */
    char *title, *published, *updated, *author, *outlet, *url, *lang; /* what the container says: a feed, a WARC header */
} RawDoc;
void raw_free(RawDoc *raw);

typedef struct {
    InputKind in;          /* INPUT_AUTO: by content, then name */
    const char *published; /* overrides what the documents say; ISO 8601, or NULL */
} IngestOptions;

typedef struct {
    void *ctx;
    bool (*document)(void *ctx, RawDoc *raw); /* takes ownership; false = stop */
    void (*reject)(void *ctx, const char *source, dm_code code, const char *reason); /* could not be read; goes on */
} IngestSink;

/* "-" is stdin. False only if it was told to stop or memory ran out; every other trouble is a reject. */
bool ingest_inputs(const char *const *paths, size_t n, const IngestOptions *options, const IngestSink *sink, dm_error *err);

/* False with err filled if it cannot be read as a document at all. `doc->arena` is set by the caller, all else zero. */
bool ingest_document(const RawDoc *raw, const Knowledge *know, const IngestOptions *options, Document *doc, dm_error *err);

#endif
