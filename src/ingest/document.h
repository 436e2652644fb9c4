/* What ingest makes of the bytes of one document, and all that later stages know of its source. */
#ifndef DM_INGEST_DOCUMENT_H
#define DM_INGEST_DOCUMENT_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/span.h"

typedef enum {
    BLOCK_HEADLINE,
    BLOCK_LEAD,
    BLOCK_BODY,
    BLOCK_CAPTION,
    BLOCK_LIST,
    BLOCK_FOOTNOTE,
    BLOCK_SIGNATURE
} BlockKind;
typedef struct {
    BlockKind kind;
    Span span;
} Block;

typedef enum {
    KIND_NEWS,
    KIND_OPINION,
    KIND_ANALYSIS,
    KIND_READOUT,
    KIND_JOINT_STATEMENT,
    KIND_PRESS_RELEASE,
    KIND_FACT_SHEET,
    KIND_TRANSCRIPT,
    KIND_SPEECH,
    KIND_OTHER
} DocKind;

typedef enum {
    PUBLISHED_NONE,
    PUBLISHED_ARGUMENT,
    PUBLISHED_META,
    PUBLISHED_FRONT_MATTER,
    PUBLISHED_TEXT
} PublishedFrom;

/* Odd input that was handled, or a value left open and why. */
typedef struct {
    const char *code;    /* a static word: "bad-utf8" */
    const char *message; /* in the arena */
    Span span;           /* or none */
} Note;

typedef struct Document {
    Arena *arena;
    char id[SHA256_HEX]; /* of the source bytes */
    const char *source;  /* path or address as given; strings are in the arena, NULL = not known */
    DocKind kind;
    const char *title, *outlet, *url;
    const char *lang;   /* BCP 47 */
    const char *issuer; /* whose official text this is, in the source's words; the actors pass makes an actor of it */
    const char *label;  /* what the source calls it: its section, its tag */
    const char *given;  /* unknown fields of a JSON Lines object, as JSON text */
    Vec(const char *) bylines;
    Stamp published, updated;
    PublishedFrom published_from;
    struct {
        const char *place;
        Stamp value;
        Span span;
    } dateline;

    Buf body;          /* the text while it is being built: clean UTF-8, NFC, LF; blocks parted by a blank line */
    const char *text;  /* body.p once complete, NUL-terminated */
    uint32_t length;   /* of text, bytes */
    Vec(Block) blocks; /* in order, not overlapping */
    Vec(Note) notes;
} Document;

enum { DOCUMENT_TEXT_LIMIT = 64 * 1024 * 1024 }; /* bytes of text; what lies beyond is cut, with a note */

/* Appends a block. `text` need not be clean: it is cleaned, and trimmed. An empty one is passed over. */
void document_block(Document *doc, BlockKind kind, Str text);
/* The whole of a clean text as body blocks, parted at blank lines, line breaks inside kept. Nothing is taken for furniture. */
void document_plain(Document *doc, Str text); /* and document_finish */
/* Completes text and length; no block may be added afterwards. */
void document_finish(Document *doc);
void document_note(Document *doc, const char *code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

const char *block_kind_name(BlockKind kind); /* names as in the record */
const char *doc_kind_name(DocKind kind);
bool doc_kind_find(Str name, DocKind *out);
const char *published_from_name(PublishedFrom from);

#endif
