#include "ingest/csv.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/sniff.h"
#include <stdio.h>

typedef enum {
    COLUMN_OTHER,
    COLUMN_ID,
    COLUMN_URL,
    COLUMN_TITLE,
    COLUMN_PUBLISHED,
    COLUMN_UPDATED,
    COLUMN_SUMMARY,
    COLUMN_TEXT,
    COLUMN_HTML,
    COLUMN_OUTLET,
    COLUMN_ISSUER,
    COLUMN_AUTHOR,
    COLUMN_LANG,
    COLUMN_ROLES
} Role;

/* Of several columns with one role the name that stands first here counts; the others are kept as given. */
static const struct {
    const char *name;
    Role role;
} column_names[] = {
    {"id", COLUMN_ID},
    {"url", COLUMN_URL},
    {"link", COLUMN_URL},
    {"permalink", COLUMN_URL},
    {"title", COLUMN_TITLE},
    {"headline", COLUMN_TITLE},
    {"published", COLUMN_PUBLISHED},
    {"published_at", COLUMN_PUBLISHED},
    {"pubdate", COLUMN_PUBLISHED},
    {"publication_date", COLUMN_PUBLISHED},
    {"date", COLUMN_PUBLISHED},
    {"updated", COLUMN_UPDATED},
    {"modified", COLUMN_UPDATED},
    {"text", COLUMN_TEXT},
    {"body", COLUMN_TEXT},
    {"fulltext", COLUMN_TEXT},
    {"full_text", COLUMN_TEXT},
    {"content", COLUMN_TEXT},
    {"article", COLUMN_TEXT},
    {"transcript", COLUMN_TEXT},
    {"html", COLUMN_HTML},
    {"summary", COLUMN_SUMMARY},
    {"lead", COLUMN_SUMMARY},
    {"description", COLUMN_SUMMARY},
    {"abstract", COLUMN_SUMMARY},
    {"outlet", COLUMN_OUTLET},
    {"publisher", COLUMN_OUTLET},
    {"source", COLUMN_OUTLET},
    {"issuer", COLUMN_ISSUER},
    {"author", COLUMN_AUTHOR},
    {"byline", COLUMN_AUTHOR},
    {"lang", COLUMN_LANG},
    {"language", COLUMN_LANG},
};

typedef struct {
    Buf text;
    Str field[CSV_COLUMNS];
    int n;
} Row; /* fields lie in text */

typedef struct {
    Inputs *in;
    const Origin *origin;
    char separator;
    int column[COLUMN_ROLES]; /* of each role, -1 = none */
    Row names;
} Csv;

/* The length of the row that starts here, line end included: a line end within quotes does not end it. *open: it never closes. */
static size_t row_extent(Stream *s, char separator, size_t limit, bool *open) {
    size_t i = 0, want = 1;
    bool quoted = false, field_start = true;
    *open = false;
    for (;;) {
        Str have = stream_peek(s, want);
        size_t n = have.n < limit ? have.n : limit;
        for (; i < n; i++) {
            char c = have.p[i];
            if (quoted) {
                if (c == '"') quoted = false; /* a doubled one opens again at once */
            } else if (c == '"' && (field_start || (i && have.p[i - 1] == '"'))) {
                quoted = true;
            } else if (c == '\n') {
                return i + 1;
            }
            field_start = !quoted && c == separator;
        }
        if (n == limit || have.n < want) {
            *open = quoted || n == limit;
            return i;
        }
        want = n * 2;
    }
}

static bool split_row(Str s, char separator, Row *row) {
    size_t begin[CSV_COLUMNS + 1];
    row->text.n = 0;
    row->n = 0;
    while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r')) s.n--;
    for (size_t i = 0; row->n < CSV_COLUMNS;) {
        begin[row->n++] = row->text.n;
        bool quoted = i < s.n && s.p[i] == '"';
        if (quoted) i++;
        for (; i < s.n; i++) {
            if (quoted && s.p[i] == '"') {
                if (i + 1 < s.n && s.p[i + 1] == '"')
                    i++;
                else {
                    quoted = false;
                    continue;
                }
            } else if (!quoted && s.p[i] == separator) {
                break;
            }
            buf_putc(&row->text, s.p[i]);
        }
        if (i++ >= s.n) break;
    }
    begin[row->n] = row->text.n;
    for (int k = 0; k < row->n; k++) row->field[k] = str_trim((Str){row->text.p + begin[k], begin[k + 1] - begin[k]});
    return !row->text.failed;
}

static void find_columns(Csv *t) {
    for (int role = 0; role < COLUMN_ROLES; role++) t->column[role] = -1;
    for (size_t i = 0; i < sizeof column_names / sizeof *column_names; i++)
        for (int k = 0; k < t->names.n && t->column[column_names[i].role] < 0; k++)
            if (str_eq_fold(t->names.field[k], str_of(column_names[i].name))) t->column[column_names[i].role] = k;
    if (t->column[COLUMN_TEXT] < 0 && t->column[COLUMN_HTML] < 0 &&
        t->column[COLUMN_TITLE] >= 0) { /* short texts under titles */
        t->column[COLUMN_TEXT] = t->column[COLUMN_SUMMARY];
        t->column[COLUMN_SUMMARY] = -1;
    }
}

static Str cell(const Csv *t, const Row *row, Role role) {
    int k = t->column[role];
    Str s = k >= 0 && k < row->n ? row->field[k] : (Str){NULL, 0};
    return str_eq(s, STR("NA")) || str_eq(s, STR("NULL")) || str_eq(s, STR("nan"))
               ? (Str){NULL, 0}
               : s; /* what R, SQL and pandas write for none */
}

/* Columns without a role, as a JSON object; the summary too where the text is a page, which has its own lead. */
static bool put_given(const Csv *t, const Row *row, bool markup, RawDoc *raw) {
    Buf out = {0}, clean = {0};
    Json j = {.out = &out};
    json_open(&j, '{');
    for (int k = 0; k < row->n && k < t->names.n; k++) {
        bool has_role = false;
        for (int role = 1; role < COLUMN_ROLES; role++)
            has_role |= t->column[role] == k && !(markup && role == COLUMN_SUMMARY);
        if (has_role || !row->field[k].n || !t->names.field[k].n) continue;
        clean.n = 0;
        utf8_clean(t->names.field[k], &clean);
        const char *key = buf_cstr(&clean);
        if (!key) break;
        json_key(&j, key);
        clean.n = 0;
        utf8_clean(row->field[k], &clean);
        json_str(&j, (Str){clean.p ? clean.p : "", clean.n});
    }
    json_close(&j, '}');
    bool ok = !out.failed && !clean.failed && (out.n <= 2 || raw_set(&raw->given, (Str){out.p, out.n}));
    buf_free(&out);
    buf_free(&clean);
    return ok;
}

static bool give_row(const Csv *t, const Row *row, Str bytes, long line) {
    char place[SOURCE_LIMIT];
    snprintf(place, sizeof place, "%s:%ld", t->origin->source, line);
    Str id = cell(t, row, COLUMN_ID), url = cell(t, row, COLUMN_URL), html = cell(t, row, COLUMN_HTML),
        text = cell(t, row, COLUMN_TEXT);
    Str summary = cell(t, row, COLUMN_SUMMARY), title = cell(t, row, COLUMN_TITLE);
    if (!text.n && !html.n) text = summary, summary = (Str){NULL, 0};
    if (!text.n && !html.n && !title.n) {
        inputs_reject(t->in, place, DM_DATA, "the row has no text and no title");
        return true;
    }
    bool markup = html.n || sniff_markup((Str){text.p, text.n < 4096 ? text.n : 4096});
    Str name = id.n ? id : url;
    char *source = NULL;
    bool ok = !name.n || raw_set(&source, name);
    RawDoc *raw = ok ? raw_new(source ? source : place, markup ? INPUT_HTML : INPUT_TEXT, html.n ? html : text) : NULL;
    mem_free(source);
    ok = raw && sha256_hex(bytes.p, bytes.n, raw->id) && raw_set(&raw->charset, STR("utf-8")) &&
         raw_set(&raw->title, title) && raw_set(&raw->published, cell(t, row, COLUMN_PUBLISHED)) &&
         raw_set(&raw->updated, cell(t, row, COLUMN_UPDATED)) && raw_set(&raw->author, cell(t, row, COLUMN_AUTHOR)) &&
         raw_set(&raw->outlet, cell(t, row, COLUMN_OUTLET)) && raw_set(&raw->issuer, cell(t, row, COLUMN_ISSUER)) &&
         raw_set(&raw->url, url) && raw_set(&raw->lang, cell(t, row, COLUMN_LANG)) &&
         (markup || raw_set(&raw->summary, summary)) && put_given(t, row, markup, raw);
    return inputs_give(t->in, place, raw, ok);
}

/* A row in UTF-8. Spreadsheets still write windows-1252. */
static bool decode_row(Str bytes, Buf *scratch, Str *out) {
    Decoded d;
    scratch->n = 0;
    if (!charset_decode(bytes, NULL, MARKUP_NONE, scratch, &d)) return false;
    *out = d.text;
    return true;
}

static bool read_rows(Csv *t, Stream *s, Buf *scratch) {
    Row row = {0};
    bool on = true, open;
    const char *source = t->origin->source;
    for (long line = 1, head = 1; on; head = 0) {
        size_t n = row_extent(s, t->separator, RAW_DOCUMENT_LIMIT, &open);
        if (s->no_memory) break;
        Str bytes = {stream_peek(s, n).p, n}, utf8;
        bool cut = !n || (s->damage[0] && bytes.p[n - 1] != '\n'); /* told by the caller */
        if (cut) break;
        if (open) {
            inputs_reject(t->in, source, DM_DATA,
                          "line %ld: a quotation mark opens a field that is not closed, or is larger than %d MiB; "
                          "the rest of the table is not read; double the marks that belong to the text",
                          line, RAW_DOCUMENT_LIMIT >> 20);
            break;
        }
        while (n && (bytes.p[bytes.n - 1] == '\n' || bytes.p[bytes.n - 1] == '\r') && --bytes.n) {}
        if (!decode_row(bytes, scratch, &utf8) || !split_row(utf8, t->separator, head ? &t->names : &row)) {
            on = inputs_no_memory(t->in, source);
            break;
        }
        if (head) {
            find_columns(t);
            if (t->column[COLUMN_TEXT] < 0 && t->column[COLUMN_HTML] < 0) {
                inputs_reject(t->in, source, DM_DATA,
                              "a table without a column for the text; call it \"text\" in the first row, or say "
                              "`--in text` to read the whole as one text");
                break;
            }
        } else if (str_trim(bytes).n) {
            on = give_row(t, &row, bytes, line);
        }
        const char *p = stream_peek(s, n).p;
        for (size_t i = 0; i < n; i++) line += p[i] == '\n';
        stream_take(s, n);
    }
    buf_free(&row.text);
    return on;
}

bool csv_read(Inputs *in, const Origin *origin, Stream *s, char separator) {
    Csv *t = mem_zalloc(sizeof *t);
    if (!t) return inputs_no_memory(in, origin->source);
    t->in = in;
    t->origin = origin;
    t->separator = separator;
    Str mark = stream_peek(s, 3);
    if (mark.n >= 2 && (memcmp(mark.p, "\xFF\xFE", 2) == 0 || memcmp(mark.p, "\xFE\xFF", 2) == 0)) {
        inputs_reject(in, origin->source, DM_DATA, "a table in UTF-16; save it as UTF-8");
        mem_free(t);
        return true;
    }
    if (mark.n >= 3 && memcmp(mark.p, "\xEF\xBB\xBF", 3) == 0) stream_take(s, 3);
    Buf scratch = {0};
    bool on = read_rows(t, s, &scratch);
    buf_free(&scratch);
    buf_free(&t->names.text);
    mem_free(t);
    return on;
}
