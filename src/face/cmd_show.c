/* demarche show: the page of one document. */
#include "face/command.h"
#include "face/page.h"
#include "face/pipeline.h"
#include "face/show.h"
#include "store/store.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHOW_STORE, SHOW_FORMAT, SHOW_PUBLISHED, SHOW_KNOWLEDGE, SHOW_COLOUR, SHOW_WIDTH };
static const Option options[] = {
    {"--store", "FILE", "the store (else DEMARCHE_STORE, else " STORE_DEFAULT ")", NULL},
    {"--format", "FORMAT", "text, json or html", "text|json|html"},
    {"--published", "DATE", "for a file: when it was published (YYYY-MM-DD)", NULL},
    {"--knowledge", "DIR", "for a file: knowledge files to use before those built in", NULL},
    {"--colour", "WHEN", "auto, always or never", "auto|always|never"},
    {"--width", "N", "columns of the text page (else the terminal's, else 100)", OPTION_NUMBER},
    {0}};

enum { WIDTH_DEFAULT = 100, WIDTH_MAX = 140 };

static PageStyle style_of(const Given *given) {
    const char *when = given->value[SHOW_COLOUR], *no = getenv("NO_COLOR");
    bool terminal = isatty(STDOUT_FILENO) == 1;
    PageStyle style = {WIDTH_DEFAULT, terminal && !(no && *no)};
    struct winsize w;
    if (when && strcmp(when, "auto") != 0) style.colour = strcmp(when, "always") == 0;
    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col)
        style.width = w.ws_col > WIDTH_MAX ? WIDTH_MAX : w.ws_col;
    if (given->value[SHOW_WIDTH]) style.width = atoi(given->value[SHOW_WIDTH]);
    return style;
}

/* ---- a file, read for the occasion ---- */

typedef struct {
    const char *format;
    PageStyle style;
    Buf out;
    int shown;
    dm_error err;
} Showing;

static bool on_record(void *ctx, const Record *r, Str json) {
    Showing *s = ctx;
    (void)r;
    if (s->shown++ && strcmp(s->format, "text") == 0) buf_puts(&s->out, "\n\n");
    return show_record(json, s->format, &s->style, &s->out, &s->err);
}

static bool on_refused(void *ctx, const char *source, dm_code code, const char *reason) {
    Showing *s = ctx;
    complain(code, "%s: %s", source, reason);
    s->err.code = code;
    return true;
}

static int show_file(const char *path, const Given *given, Showing *s) {
    Knowledge *know = knowledge_or_complain(given->value[SHOW_KNOWLEDGE]);
    if (!know) return DM_CONFIG;
    Pipeline p = {.know = know,
                  .ingest = {.published = given->value[SHOW_PUBLISHED]},
                  .jobs = 1,
                  .ctx = s,
                  .record = on_record,
                  .refused = on_refused};
    dm_error err = {0};
    bool ok = pipeline_run(&p, &path, 1, NULL, &err);
    know_free(know);
    if (!ok) {
        const dm_error *why = err.code ? &err : &s->err;
        return complain(why->code, "%s: %s", path, why->message);
    }
    if (!s->shown) return s->err.code ? (int)s->err.code : complain(DM_NO_INPUT, "%s: no document in it", path);
    return write_all(&s->out) ? DM_OK : DM_IO;
}

static int show_stored(const char *doc, const Given *given, Showing *s) {
    dm_error err = {0};
    const char *path = store_path(given->value[SHOW_STORE]);
    Store *store = store_open(path, STORE_READ, &err);
    if (!store) return complain(err.code, "%s", err.message);
    Buf json = {0};
    char id[SHA256_HEX];
    bool ok = store_find(store, doc, id, &err) && store_record(store, id, &json, &err) &&
              show_record((Str){json.p, json.n}, s->format, &s->style, &s->out, &err);
    store_close(store);
    buf_free(&json);
    if (!ok) return complain(err.code ? err.code : DM_NO_MEMORY, "%s", err.message);
    return write_all(&s->out) ? DM_OK : DM_IO;
}

static int run(const Given *given) {
    if (given->n != 1)
        return complain(DM_USAGE, "name one document: a file, or the id or source of one in the store (demarche list)");
    Showing s = {.format = given->value[SHOW_FORMAT] ? given->value[SHOW_FORMAT] : "text", .style = style_of(given)};
    const char *doc = given->argument[0];
    struct stat st;
    bool file = strcmp(doc, "-") == 0 || (stat(doc, &st) == 0 && !given->value[SHOW_STORE]);
    int code = file ? show_file(doc, given, &s) : show_stored(doc, given, &s);
    buf_free(&s.out);
    return code;
}

const Command command_show = {
    .name = "show",
    .usage = "show [OPTIONS] FILE|DOC",
    .summary = "a page of what one document reports, each line with its sentence",
    .options = options,
    .help =
        "Prints a page for people: head, participants, contacts, who said what, wording, what is next. DOC is a file, "
        "read "
        "for the occasion (- is standard input), or a document of the store: the first characters of its id, or its "
        "source, as demarche list shows them. With --store the store is looked in even where such a file exists.\n\n"
        "The HTML page is one self-contained file with the text beside the record; clicking a line marks its words.",
    .examples = "demarche show article.txt\n"
                "demarche show --format html article.html > page.html\ta page for the browser\n"
                "demarche show --store my.demarche 3f2a91\ta document of the store, by its id\n"
                "cat mail.txt | demarche show --published 2025-01-23 -\n",
    .run = run,
};
