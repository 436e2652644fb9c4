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
    INPUT_AUTO,
    INPUT_TEXT,
    INPUT_MARKDOWN,
    INPUT_HTML,
    INPUT_JSONL,
    INPUT_WARC,
    INPUT_FEED,
    INPUT_ARCHIVE,
    INPUT_CSV
} InputKind;

enum { RAW_DOCUMENT_LIMIT = 64 * 1024 * 1024 }; /* bytes of one document as it stands in its source */

/* One document as found. Everything on the heap (mem.h), freed by raw_free; NULL = not known. */
typedef struct RawDoc {
    char *source;
    InputKind kind; /* TEXT, MARKDOWN or HTML; JSONL: `bytes` is one object */
    char *bytes;
    size_t size;
    char id
        [SHA256_HEX]; /* of its bytes in the source where `bytes` is only a part of them (a feed's entry); else empty */
    char *charset;    /* from a transfer header */
    char *title, *published, *updated, *author, *outlet, *url, *lang,
        *issuer;   /* what the container says: a feed, a table */
    char *summary; /* a lead that stands beside the text; plain text */
    char *given;   /* further fields of the container, as the text of a JSON object */
    char *note;    /* odd thing met while its bytes were taken out of the container; becomes a note */
} RawDoc;
void raw_free(RawDoc *raw);
/* The id that the document will have: `id` if set, else of `bytes`. False when memory is out. */
bool raw_id(const RawDoc *raw, char out[SHA256_HEX]);

typedef struct {
    InputKind in;          /* INPUT_AUTO: by content, then name */
    const char *published; /* overrides what the documents say; ISO 8601, or NULL */
} IngestOptions;

typedef struct {
    void *ctx;
    bool (*document)(void *ctx, RawDoc *raw);                                        /* takes ownership; false = stop */
    void (*reject)(void *ctx, const char *source, dm_code code, const char *reason); /* could not be read; goes on */
    /* No document, and nothing wrong with it (an image in a WARC): `kind` is a static word such as "image" to count by. May be NULL. */
    void (*passed_over)(void *ctx, const char *source, const char *kind);
} IngestSink;

/* "-" is stdin. False only if it was told to stop or memory ran out; every other trouble is a reject. */
bool ingest_inputs(const char *const *paths, size_t n, const IngestOptions *options, const IngestSink *sink,
                   dm_error *err);

/* False with err filled if it cannot be read as a document at all. `doc->arena` is set by the caller, all else zero. */
bool ingest_document(const RawDoc *raw, const Knowledge *know, const IngestOptions *options, Document *doc,
                     dm_error *err);

#endif
