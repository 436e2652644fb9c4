/* Raw documents: made by the readers of containers, freed by whoever took them. */
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/inputs.h"
#include <stdarg.h>
#include <stdio.h>

void raw_free(RawDoc *raw) {
    if (!raw) return;
    char *all[] = {raw->source, raw->bytes, raw->charset, raw->title,  raw->published, raw->updated, raw->author,
                   raw->outlet, raw->url,   raw->lang,    raw->issuer, raw->summary,   raw->given,   raw->note};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) mem_free(all[i]);
    mem_free(raw);
}

bool raw_id(const RawDoc *raw, char out[SHA256_HEX]) {
    if (!raw->id[0]) return sha256_hex(raw->bytes, raw->size, out);
    memcpy(out, raw->id, SHA256_HEX);
    return true;
}

bool raw_set(char **field, Str value) {
    if (!value.n) return true;
    char *copy = mem_alloc(value.n + 1);
    if (!copy) return false;
    memcpy(copy, value.p, value.n);
    copy[value.n] = '\0';
    mem_free(*field);
    *field = copy;
    return true;
}

/* Names of files and members are bytes; records and messages are UTF-8. */
static char *clean_source(const char *source) {
    Str s = str_of(source);
    if (s.n > SOURCE_LIMIT) s.n = SOURCE_LIMIT;
    Buf clean = {0};
    for (size_t i = 0; i < s.n;) {
        int length = 1;
        uint32_t cp = utf8_decode(s.p + i, s.p + s.n, &length);
        char out[4];
        buf_put(&clean, out, (size_t)utf8_encode(cp < 32 || cp == 127 ? UTF8_REPLACEMENT : cp, out));
        i += (size_t)length;
    }
    char *p = buf_cstr(&clean);
    if (!p) buf_free(&clean);
    return p;
}

RawDoc *raw_new(const char *source, InputKind kind, Str bytes) {
    RawDoc *raw = mem_zalloc(sizeof *raw);
    if (!raw) return NULL;
    raw->kind = kind;
    raw->source = clean_source(source);
    raw->bytes = mem_alloc(bytes.n + 1);
    if (!raw->source || !raw->bytes) {
        raw_free(raw);
        return NULL;
    }
    if (bytes.n) memcpy(raw->bytes, bytes.p, bytes.n);
    raw->bytes[bytes.n] = '\0';
    raw->size = bytes.n;
    return raw;
}

bool inputs_no_memory(Inputs *in, const char *source) {
    return error_set(in->err, DM_NO_MEMORY, 0,
                     "%s: memory ran out while it was read; read fewer or smaller files at a time", source);
}

bool inputs_give(Inputs *in, const char *source, RawDoc *raw, bool ok) {
    in->told++;
    if (raw && ok) return in->sink->document(in->sink->ctx, raw);
    raw_free(raw);
    return inputs_no_memory(in, source);
}

void inputs_reject(Inputs *in, const char *source, dm_code code, const char *format, ...) {
    in->told++;
    char reason[sizeof((dm_error *)0)->message];
    va_list ap;
    va_start(ap, format);
    vsnprintf(reason, sizeof reason, format, ap);
    va_end(ap);
    char *clean = clean_source(source), *clean_reason = clean_source(reason);
    /* Out of memory: better odd bytes in a message than no message. */
    in->sink->reject(in->sink->ctx, clean ? clean : source, code, clean_reason ? clean_reason : reason);
    mem_free(clean);
    mem_free(clean_reason);
}

void inputs_pass_over(Inputs *in, const char *source, const char *kind) {
    in->told++;
    if (!in->sink->passed_over) return;
    char *clean = clean_source(source);
    in->sink->passed_over(in->sink->ctx, clean ? clean : source, kind);
    mem_free(clean);
}
