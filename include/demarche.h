/* demarche: the diplomatic record of a text. The only public header; its sections follow the pipeline.
 *
 * Ownership: what a *_new, *_read or *_open function returns is freed by its *_free or *_close; everything else that is returned
 * belongs to the object it came from and lives as long. Text is UTF-8. Nothing here prints, exits, or reads the clock or the
 * environment. An engine may be shared by threads; a record belongs to one thread at a time. */
#ifndef DEMARCHE_H
#define DEMARCHE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

#define DM_VERSION "0.1.0"
#if defined(__GNUC__)
#define DM_API __attribute__((visibility("default")))
#else
#define DM_API
#endif

/* ---- errors ---- */

/* The values are those of sysexits.h, so that a command can exit with them. */
typedef enum {
    DM_OK = 0,
    DM_USAGE = 64,     /* a call or command that makes no sense */
    DM_DATA = 65,      /* input that cannot be read as what it should be */
    DM_NO_INPUT = 66,  /* no such file */
    DM_BUG = 70,       /* our fault */
    DM_NO_MEMORY = 71, /* the machine or a stated limit */
    DM_IO = 74,        /* reading or writing failed */
    DM_AGAIN = 75,     /* busy: try later */
    DM_CONFIG = 78     /* a knowledge file or option file is wrong */
} dm_code;

typedef struct {
    dm_code code;
    int line;          /* 1-based line of the file named in the message; 0 if none */
    char message[480]; /* names the file, the place and the remedy */
} dm_error;

/* ---- the engine: knowledge, loaded once ---- */

typedef struct dm_engine dm_engine;

/* `knowledge_dir` holds knowledge files to use before those built in; NULL for these alone. NULL with err filled if a file is wrong.
 * `err` may be NULL here and below. */
DM_API dm_engine *dm_engine_new(const char *knowledge_dir, dm_error *err);
DM_API void dm_engine_free(dm_engine *engine); /* NULL is fine; after the last of its records */

/* ---- a document in, a record out ---- */

typedef enum { DM_INPUT_AUTO, DM_INPUT_TEXT, DM_INPUT_MARKDOWN, DM_INPUT_HTML, DM_INPUT_JSON } dm_input;

typedef struct {
    dm_input input;        /* AUTO: told by the content. JSON: one object of the JSON Lines form */
    const char *source;    /* path or address, as it is to stand in the record; NULL = "-" */
    const char *published; /* when it was published, over what it says (ISO 8601); NULL = as it says */
    const char *title;     /* used where the document states none; NULL = not known */
    size_t memory;         /* bytes it may take; 0 = 512 MiB */
} dm_options;

typedef struct dm_record dm_record;

/* NULL with err filled if the bytes are no document (DM_DATA) or memory ran out (DM_NO_MEMORY). `options` may be NULL. */
DM_API dm_record *dm_record_read(const dm_engine *engine, const void *bytes, size_t size, const dm_options *options,
                                 dm_error *err);
DM_API void dm_record_free(dm_record *record); /* NULL is fine */

/* ---- what is in a record ---- */

typedef struct {
    uint32_t begin, end;
} dm_span; /* [begin, end) in bytes of dm_record_text; {0, 0} = none */

/* The article as a reader would want it; NUL-terminated. `size` may be NULL. */
DM_API const char *dm_record_text(const dm_record *record, size_t *size);

/* The whole record as one JSON object in the form of docs/record.md; NUL-terminated. */
DM_API const char *dm_record_json(const dm_record *record, size_t *size);

/* Its lists. Items refer to actors, events and so on by index into these lists. */
typedef enum { DM_SENTENCES, DM_TIMES, DM_ACTORS, DM_STATEMENTS, DM_EVENTS, DM_FORMULAS, DM_COMMITMENTS } dm_list;

typedef struct {
    dm_span span;     /* the words it rests on; of an actor, its first mention */
    const char *json; /* the item as it stands in the record; NUL-terminated; NULL for a sentence */
} dm_item;

DM_API size_t dm_record_count(const dm_record *record, dm_list list);
/* False if there is no item `i`, or memory ran out. */
DM_API bool dm_record_item(dm_record *record, dm_list list, size_t i, dm_item *out);

/* ---- words ---- */

typedef struct {
    dm_span span;
    bool space_before;
} dm_token;

DM_API size_t dm_record_tokens(const dm_record *record);
DM_API bool dm_record_token(const dm_record *record, size_t i, dm_token *out);

#ifdef __cplusplus
}
#endif
#endif
