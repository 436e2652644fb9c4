/* One raw document to a Document, by its kind: encoding, what its container says of it, then the reader of its format. */
#include "ingest/ingest.h"
#include "ingest/date.h"
#include "ingest/fields.h"
#include "ingest/head.h"
#include "ingest/html.h"
#include "ingest/jsonl.h"
#include "ingest/markdown.h"
#include "ingest/text.h"
#include <assert.h>

/* A page of its own, or the markup of an article alone, as containers hold both. */
static bool read_html(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc, dm_error *err) {
    return raw->id[0] && !fields_whole_page(utf8) ? html_fragment_read(utf8, know, doc, err)
                                                  : html_read(raw, utf8, know, doc, err);
}

static bool read_kind(const RawDoc *raw, Str utf8, const Knowledge *know, Document *doc, dm_error *err) {
    switch (raw->kind) {
    case INPUT_HTML: return read_html(raw, utf8, know, doc, err);
    case INPUT_MARKDOWN: return markdown_read(raw, utf8, know, doc, err);
    case INPUT_TEXT:
    case INPUT_AUTO: break;
    case INPUT_JSONL:
    case INPUT_WARC:
    case INPUT_FEED:
    case INPUT_ARCHIVE:
    case INPUT_CSV: assert(!"no kind of a raw document"); break;
    }
    bool part = raw->title || raw->id[0]; /* an entry or row: its text alone */
    if (part) {
        fields_headline(doc, raw->summary ? str_of(raw->summary) : utf8);
        if (raw->summary) document_block(doc, BLOCK_LEAD, str_of(raw->summary));
        text_body_read(utf8, know, doc);
    } else {
        text_read(raw, utf8, know, doc);
    }
    return true;
}

static void note_nul_bytes(Document *doc, const RawDoc *raw, const Decoded *d) {
    if (strncmp(d->name, "UTF-16", 6) == 0 || strncmp(d->name, "UTF-32", 6) == 0) return;
    size_t n = 0;
    for (const char *p = raw->bytes, *end = p + raw->size; p < end && (p = memchr(p, '\0', (size_t)(end - p))); p++)
        n++;
    if (n) document_note(doc, "nul-bytes", (Span){0, 0}, "%zu NUL bytes were left out", n);
}

static bool read_bytes(const RawDoc *raw, const Knowledge *know, Document *doc, dm_error *err) {
    if (raw->kind == INPUT_JSONL) return json_object_read(raw, know, doc, err);
    Buf scratch = {.arena = doc->arena};
    Decoded utf8;
    charset_decode((Str){raw->bytes, raw->size}, raw->charset, raw->kind == INPUT_HTML ? MARKUP_HTML : MARKUP_NONE,
                   &scratch, &utf8);
    fields_note_charset(doc, &utf8);
    note_nul_bytes(doc, raw, &utf8);
    return read_kind(raw, utf8.text, know, doc, err);
}

bool ingest_document(const RawDoc *raw, const Knowledge *know, const IngestOptions *options, Document *doc,
                     dm_error *err) {
    doc->source = fields_line(doc->arena, str_of(raw->source));
    if (!doc->source) doc->source = "";
    if (!raw_id(raw, doc->id)) return error_set(err, DM_NO_MEMORY, 0, "%s: memory ran out", raw->source);
    if (options->published) {
        Stamp given;
        if (!stamp_parse_iso(options->published, (int)strlen(options->published), &given))
            return error_set(err, DM_USAGE, 0, "--published: \"%s\" is no date; write it as 2025-01-23",
                             options->published);
        doc->published = given;
        doc->published_from = PUBLISHED_ARGUMENT;
    }
    fields_from_raw(doc, raw);
    if (!read_bytes(raw, know, doc, err)) return false;
    document_finish(doc);
    if (!doc->length)
        return error_set(err, DM_DATA, 0, "%s: holds no text that could be read; if it should, look at it in a browser",
                         raw->source);
    head_finish(doc, know);
    return true;
}
