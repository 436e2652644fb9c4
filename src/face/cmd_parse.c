/* demarche parse: tokens and sentences as CoNLL-U. */
#include "face/command.h"
#include "language/conllu.h"
#include "ingest/ingest.h"
#include "base/mem.h"
#include <stdio.h>
#include <string.h>

enum { PARSE_CONLLU, PARSE_KNOWLEDGE };
static const Option options[] = {{"--conllu", NULL, "write CoNLL-U (the only form there is yet)", NULL},
                                 {"--knowledge", "DIR", "knowledge files to use before those built in", NULL},
                                 {0}};

typedef struct {
    const Knowledge *know;
    Arena *arena;
    int code;
} Parsing;

static bool write_document(const Parsing *p, const RawDoc *raw, Buf *out) {
    if (ARENA_GUARD(p->arena))
        return complain(DM_NO_MEMORY, "%s: needs more memory than one document may take", raw->source), false;
    Document *doc = arena_alloc(p->arena, sizeof *doc);
    Analysis *words = arena_alloc(p->arena, sizeof *words);
    doc->arena = p->arena;
    doc->source = arena_copy(p->arena, raw->source, strlen(raw->source));
    document_plain(doc, (Str){raw->bytes, raw->size});
    analysis_read(doc, p->know, words);
    analysis_conllu(words, out);
    return true;
}

static bool on_document(void *ctx, RawDoc *raw) {
    Parsing *p = ctx;
    Buf out = {0};
    bool ok = write_document(p, raw, &out) && write_all(&out);
    if (!ok) p->code = DM_IO;
    buf_free(&out);
    arena_reset(p->arena);
    raw_free(raw);
    return ok;
}

static void on_reject(void *ctx, const char *source, dm_code code, const char *reason) {
    Parsing *p = ctx;
    p->code = complain(code, "%s: %s", source, reason);
}

static int run(const Given *given) {
    static const char *const from_stdin[] = {"-"};
    Knowledge *know = knowledge_or_complain(given->value[PARSE_KNOWLEDGE]);
    Parsing p = {know, arena_new(ARENA_DEFAULT_LIMIT), DM_OK};
    if (know && !p.arena) p.code = complain(DM_NO_MEMORY, "out of memory");
    if (!know) p.code = DM_CONFIG;
    if (know && p.arena) {
        IngestOptions ingest = {.in = INPUT_TEXT};
        IngestSink sink = {.ctx = &p, .document = on_document, .reject = on_reject};
        dm_error err = {0};
        bool files = given->n > 0;
        if (!ingest_inputs(files ? given->argument : from_stdin, files ? given->n : 1, &ingest, &sink, &err) &&
            err.code)
            p.code = complain(err.code, "%s", err.message);
    }
    arena_free(p.arena);
    know_free(know);
    return p.code;
}

const Command command_parse = {
    .name = "parse",
    .usage = "parse [--conllu] [FILE…]",
    .summary = "the tokens and sentences of plain text, as CoNLL-U",
    .options = options,
    .help =
        "Reads plain text, one document a file or on standard input, and writes its sentences and tokens in the "
        "conventions of "
        "Universal Dependencies English as CoNLL-U: # newdoc id, # text, and the bytes of each token as TokenRange in "
        "MISC. Nothing is taken for page furniture. There is no grammar yet: tags, lemmas and relations are left open "
        "(_), and "
        "every token hangs on the first.",
    .examples = "echo \"The two ministers met on Monday.\" | demarche parse\n",
    .run = run,
};
