/* demarche read: documents in, records out, or kept in a store. */
#include "base/mem.h"
#include "face/command.h"
#include "face/pipeline.h"
#include "face/progress.h"
#include "face/show.h"
#include "store/store.h"
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    READ_IN,
    READ_PUBLISHED,
    READ_FORMAT,
    READ_STORE,
    READ_AGAIN,
    READ_JOBS,
    READ_ALLOW_BAD,
    READ_KNOWLEDGE,
    READ_QUIET
};
static const Option options[] = {
    {"--in", "KIND", "what the input is, where its content does not tell", "auto|text|markdown|html|jsonl|warc|feed"},
    {"--published", "DATE", "when the documents were published, over what they say (YYYY-MM-DD)", NULL},
    {"--format", "FORMAT", "jsonl: a record a line; page: for people", "jsonl|page"},
    {"--store", "FILE", "keep the records in this store instead of printing them", NULL},
    {"--again", NULL, "with --store: replace the records of documents that it has already", NULL},
    {"--jobs", "N", "documents understood at once (else one a processor)", OPTION_NUMBER},
    {"--allow-bad", "PERCENT", "share of bad documents up to which the exit code is 0 (else 10)", OPTION_NUMBER},
    {"--knowledge", "DIR", "knowledge files to use before those built in", NULL},
    {"--quiet", NULL, "no progress and no summary on standard error", NULL},
    {0}};

enum { ALLOW_BAD_DEFAULT = 10 };

typedef struct {
    const char *format; /* NULL: print nothing */
    Store *store;       /* NULL: keep nothing */
    bool again;         /* known documents are understood anew */
    Progress progress;
    EVP_MD_CTX *digest; /* of what was printed */
    Buf page;
    size_t read, renewed, known, bad, missing;
    PassedOver passed[PASSED_KINDS + 1];
    dm_error err;
} Reading;

static bool print(Reading *r, Str s) {
    EVP_DigestUpdate(r->digest, s.p, s.n);
    if (fwrite(s.p, 1, s.n, stdout) == s.n) return true;
    if (errno != EPIPE) complain(DM_IO, "standard output: %s", strerror(errno));
    return error_set(&r->err, DM_IO, 0, "standard output is closed");
}

static bool print_record(Reading *r, Str json) {
    if (strcmp(r->format, "jsonl") == 0) return print(r, json) && print(r, STR("\n"));
    PageStyle style = {.width = 100};
    r->page.n = 0;
    if (r->read) buf_puts(&r->page, "\n\n");
    return show_record(json, "text", &style, &r->page, &r->err) && print(r, (Str){r->page.p, r->page.n});
}

static size_t met(const Reading *r) {
    return r->read + r->renewed + r->known + r->bad;
}

static void step(Reading *r) {
    progress_step(&r->progress, met(r));
}

static bool keep(Reading *r, const Record *record, Str json, StorePut *done) {
    if (r->again) return store_renew(r->store, record, json, done, &r->err);
    bool added;
    if (!store_put(r->store, record, json, &added, &r->err)) return false;
    *done = added ? PUT_ADDED : PUT_KNOWN;
    return true;
}

static bool on_record(void *ctx, const Record *record, Str json) {
    Reading *r = ctx;
    StorePut done = PUT_ADDED;
    if (r->store && !keep(r, record, json, &done)) return false;
    if (r->format && !print_record(r, json)) return false;
    r->read += done == PUT_ADDED;
    r->renewed += done == PUT_RENEWED;
    r->known += done == PUT_KNOWN;
    step(r);
    return true;
}

static bool known(void *ctx, const char *id, const char *source) {
    const Reading *r = ctx;
    return store_has(r->store, id, source);
}

static bool on_known(void *ctx, const RawDoc *raw, const char *id) {
    Reading *r = ctx;
    r->known++;
    step(r);
    /* An object of JSON Lines names its own source, which the store has already. */
    return raw->kind == INPUT_JSONL || store_put_source(r->store, id, raw->source, &r->err);
}

static bool on_refused(void *ctx, const char *source, dm_code code, const char *reason) {
    Reading *r = ctx;
    progress_clear(&r->progress);
    size_t n = strlen(source);
    bool named = strncmp(reason, source, n) == 0;
    fprintf(stderr, "demarche: %s%s%s\n", named ? "" : source, named ? "" : ": ", reason);
    r->bad++;
    r->missing += code == DM_NO_INPUT;
    return !r->store || store_put_bad(r->store, source, code, reason, NULL, &r->err);
}

static int exit_code(const Reading *r, const Given *given) {
    double allowed = given->value[READ_ALLOW_BAD] ? atof(given->value[READ_ALLOW_BAD]) : ALLOW_BAD_DEFAULT;
    size_t all = met(r);
    if (r->bad && r->bad == r->missing && r->bad == all) return DM_NO_INPUT;
    return (double)r->bad * 100 > allowed * (double)all ? DM_DATA : DM_OK;
}

static void summary(const Reading *r) {
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    EVP_DigestFinal_ex(r->digest, hash, &n);
    fprintf(stderr, "demarche: %zu read, ", r->read);
    if (r->again) fprintf(stderr, "%zu read again, ", r->renewed);
    fprintf(stderr, "%zu known already, %zu refused", r->known, r->bad);
    for (const PassedOver *p = r->passed; p->kind; p++) fprintf(stderr, ", %zu passed over (%s)", p->n, p->kind);
    if (r->format) {
        fputs("; sha256 of the output ", stderr);
        for (unsigned int i = 0; i < n; i++) fprintf(stderr, "%02x", hash[i]);
    }
    fputc('\n', stderr);
}

static InputKind input_kind(const char *name) {
    static const char *const kinds[] = {"auto", "text", "markdown", "html", "jsonl", "warc", "feed"};
    for (int i = 0; name && i < 7; i++)
        if (strcmp(name, kinds[i]) == 0) return (InputKind)i;
    return INPUT_AUTO;
}

static bool begin(Reading *r, const Given *given) {
    const char *store = given->value[READ_STORE];
    r->again = given->value[READ_AGAIN] != NULL;
    r->format = given->value[READ_FORMAT] ? given->value[READ_FORMAT] : store ? NULL : "jsonl";
    r->digest = EVP_MD_CTX_new();
    if (!r->digest || !EVP_DigestInit_ex(r->digest, EVP_sha256(), NULL))
        return error_set(&r->err, DM_NO_MEMORY, 0, "out of memory");
    if (store && !(r->store = store_open(store, STORE_WRITE, &r->err))) return false;
    progress_start(&r->progress, given->value[READ_QUIET] != NULL);
    return true;
}

static int end(Reading *r, const Given *given, bool ok) {
    progress_clear(&r->progress);
    ok = ok && (!r->store || store_commit(r->store, &r->err));
    if (ok && r->format && fflush(stdout) != 0)
        ok = error_set(&r->err, DM_IO, 0, "standard output: %s", strerror(errno));
    if (!ok && r->err.code && errno != EPIPE) complain(r->err.code, "%s", r->err.message);
    if (ok && !given->value[READ_QUIET]) summary(r);
    store_close(r->store);
    EVP_MD_CTX_free(r->digest);
    buf_free(&r->page);
    return ok ? exit_code(r, given) : r->err.code ? (int)r->err.code : DM_IO;
}

static int run(const Given *given) {
    static const char *const from_stdin[] = {"-"};
    if (!given->n && isatty(STDIN_FILENO))
        return complain(DM_USAGE, "name files or folders to read, or - for standard input");
    if (given->value[READ_AGAIN] && !given->value[READ_STORE])
        return complain(DM_USAGE, "--again replaces records in a store: name it with --store");
    Reading r = {.err = {DM_OK, 0, ""}};
    Knowledge *know = knowledge_or_complain(given->value[READ_KNOWLEDGE]);
    if (!know) return DM_CONFIG;
    long jobs = given->value[READ_JOBS] ? atol(given->value[READ_JOBS]) : sysconf(_SC_NPROCESSORS_ONLN);
    bool ok = begin(&r, given);
    Pipeline p = {.know = know,
                  .ingest = {.in = input_kind(given->value[READ_IN]), .published = given->value[READ_PUBLISHED]},
                  .jobs = (int)jobs,
                  .ctx = &r,
                  .known = r.store && !r.format && !r.again ? known : NULL,
                  .already_known = on_known,
                  .record = on_record,
                  .refused = on_refused};
    ok = ok && pipeline_run(&p, given->n ? given->argument : from_stdin, given->n ? given->n : 1, r.passed, &r.err);
    know_free(know);
    return end(&r, given, ok);
}

const Command command_read = {
    .name = "read",
    .usage = "read [OPTIONS] FILE…|-",
    .summary = "read documents and print or keep their records",
    .options = options,
    .help = "Reads plain text, Markdown, HTML, JSON Lines, CSV, RSS and Atom feeds and WARC files, whole folders, "
            "standard input (-), and "
            "any of these inside tar, zip, gz or zst. Prints one record a line (JSON Lines), in the order of the "
            "input, the "
            "same bytes at any number of --jobs; with --store the records are kept in a store instead.\n\n"
            "A document that cannot be read is named on standard error with the reason, counted, and with --store kept "
            "in quarantine; the others "
            "are not held up. Reading a document twice changes nothing, unless with --again: then the records of the "
            "documents that are read are made anew, as after an "
            "update of the program or of the knowledge files. A document met at several places is renewed from the "
            "first of them by name.",
    .examples = "demarche read article.txt | jq .events\n"
                "demarche read --store my.demarche articles/ archive.tar.zst\n"
                "demarche read --store my.demarche --again articles/\n"
                "curl -s https://example.org/feed.xml | demarche read --in feed -\n"
                "demarche read --published 2025-01-23 --format page mail.txt\n",
    .run = run,
};
