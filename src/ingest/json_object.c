/* One JSON object to a Document. Fields that are unknown here are kept as they stand. */
#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/date.h"
#include "ingest/fields.h"
#include "ingest/html.h"
#include "ingest/jsonl.h"
#include "ingest/text.h"
#include <jansson.h>

static const char *const known[] = {"id",     "text",   "html", "title", "published",
                                    "outlet", "issuer", "url",  "lang",  NULL};

/* Half of a surrogate pair, as programs that cut strings write it, is no character: \ud83d becomes �. */
static int hex4(const char *p, const char *end) {
    int v = 0;
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return -1;
    for (int i = 2; i < 6; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (d < 0) return -1;
        v = v * 16 + d;
    }
    return v;
}

static Str mend_surrogates(Str s, Arena *arena) {
    if (!memmem(s.p, s.n, "\\ud", 3) && !memmem(s.p, s.n, "\\uD", 3)) return s;
    Buf out = {.arena = arena};
    const char *p = s.p, *end = p + s.n, *run = p;
    while (p < end) {
        if (*p != '\\') {
            p++;
            continue;
        }
        int v = hex4(p, end);
        bool high = v >= 0xD800 && v < 0xDC00, low = v >= 0xDC00 && v < 0xE000;
        int next = high ? hex4(p + 6, end) : -1;
        if (high && next >= 0xDC00 && next < 0xE000) {
            p += 12;
        } else if (high || low) {
            buf_put(&out, run, (size_t)(p - run));
            buf_puts(&out, "\\ufffd");
            run = p += 6;
        } else {
            p += v >= 0 ? 6 : end - p >= 2 ? 2 : 1;
        }
    }
    buf_put(&out, run, (size_t)(end - run));
    return (Str){out.p, out.n};
}

/* ---- the members of the top level, as written ---- */

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t string_end(Str s, size_t i) { /* s.p[i] is the opening quote; the text has been parsed before */
    for (i++; i < s.n && s.p[i] != '"'; i++)
        if (s.p[i] == '\\') i++;
    return i < s.n ? i + 1 : s.n;
}

static size_t value_end(Str s, size_t i) {
    long depth = 0;
    while (i < s.n) {
        char c = s.p[i];
        if (c == '"') {
            i = string_end(s, i);
            if (!depth) return i;
            continue;
        }
        if (c == '{' || c == '[') depth++;
        if ((c == '}' || c == ']') && --depth <= 0) return depth < 0 ? i : i + 1;
        if (!depth && (c == ',' || blank(c))) return i;
        i++;
    }
    return s.n;
}

static bool next_member(Str s, size_t *i, Str *key, Str *value) {
    while (*i < s.n && (blank(s.p[*i]) || s.p[*i] == ',' || s.p[*i] == '{')) ++*i;
    if (*i >= s.n || s.p[*i] != '"') return false;
    size_t end = string_end(s, *i);
    *key = (Str){s.p + *i, end - *i};
    while (end < s.n && (blank(s.p[end]) || s.p[end] == ':')) end++;
    *i = value_end(s, end);
    *value = (Str){s.p + end, *i - end};
    return true;
}

/* JSON on one line: white space between tokens out, so that the record stays one line. */
static void put_compact(Buf *out, Str s) {
    for (size_t i = 0; i < s.n;) {
        size_t end = s.p[i] == '"' ? string_end(s, i) : i + 1;
        if (!blank(s.p[i])) buf_put(out, s.p + i, end - i);
        i = end;
    }
}

static bool is_known(Str quoted) {
    for (size_t i = 0; known[i]; i++)
        if (str_eq((Str){quoted.p + 1, quoted.n - 2}, str_of(known[i]))) return true;
    return false;
}

static const char *unknown_members(Str s, Arena *arena) {
    Buf out = {.arena = arena};
    Str key, value;
    for (size_t i = 0; next_member(s, &i, &key, &value);) {
        if (is_known(key)) continue;
        buf_putc(&out, out.n ? ',' : '{');
        buf_str(&out, key);
        buf_putc(&out, ':');
        put_compact(&out, value);
    }
    if (!out.n) return NULL;
    buf_putc(&out, '}');
    return buf_cstr(&out);
}

/* ---- the fields ---- */

static Str member(const json_t *o, const char *name) {
    const json_t *v = json_object_get(o, name);
    return json_is_string(v) ? (Str){json_string_value(v), json_string_length(v)} : (Str){NULL, 0};
}

/* An id may be a number: as written, not as a double would print it. */
static Str id_of(const json_t *o, Str s) {
    Str id = member(o, "id"), key, value;
    if (id.n || !json_is_number(json_object_get(o, "id"))) return id;
    for (size_t i = 0; next_member(s, &i, &key, &value);)
        if (str_eq(key, STR("\"id\""))) id = value;
    return id;
}

static void unref(void *json) {
    json_decref(json);
}

static json_t *parse(const RawDoc *raw, Str s, Document *doc, dm_error *err) {
    json_error_t e;
    json_t *o = json_loadb(s.p, s.n, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &e);
    if (o) arena_defer(doc->arena, unref, o);
    if (json_is_object(o)) return o;
    if (!o)
        error_set(err, json_error_code(&e) == json_error_out_of_memory ? DM_NO_MEMORY : DM_DATA, 0,
                  "%s: not valid JSON at byte %d: %s; write one object per line", raw->source, e.position, e.text);
    else
        error_set(err, DM_DATA, 0, "%s: not a JSON object; each document is one object, {\"text\": …}", raw->source);
    return NULL;
}

/* A RawDoc owns its strings; this one only lends them to html_read, which does not write. */
static char *writable(const char *p) {
    char *q;
    memcpy(&q, &p, sizeof q);
    return q;
}

static bool read_content(const RawDoc *raw, const json_t *o, const Knowledge *know, Document *doc, dm_error *err) {
    Str text = member(o, "text"), html = member(o, "html");
    if (str_trim(text).n) {
        fields_headline(doc, text);
        text_body_read(text, know, doc);
        return true;
    }
    if (str_trim(html).n) {
        char utf8[] = "utf-8";
        RawDoc page = {.source = raw->source,
                       .kind = INPUT_HTML,
                       .bytes = writable(html.p),
                       .size = html.n,
                       .charset = utf8,
                       .url = writable(doc->url)};
        return fields_whole_page(html) ? html_read(&page, html, know, doc, err)
                                       : html_fragment_read(html, know, doc, err);
    }
    if (doc->title && (json_is_string(json_object_get(o, "text")) || json_is_string(json_object_get(o, "html")))) {
        fields_headline(doc, text);
        return true;
    }
    return error_set(err, DM_DATA, 0,
                     "%s: has no \"text\" and no \"html\"; call the field that holds the text \"text\"", raw->source);
}

bool json_object_read(const RawDoc *raw, const Knowledge *know, Document *doc, dm_error *err) {
    Buf scratch = {.arena = doc->arena};
    Decoded utf8;
    charset_decode((Str){raw->bytes, raw->size}, NULL, MARKUP_NONE, &scratch, &utf8);
    fields_note_charset(doc, &utf8);
    Str s = mend_surrogates(utf8.text, doc->arena);
    json_t *o = parse(raw, s, doc, err);
    if (!o) return false;
    Str id = id_of(o, s), url = member(o, "url");
    if (id.n || url.n) doc->source = fields_line(doc->arena, id.n ? id : url);
    fields_set(doc, &doc->url, url);
    fields_set(doc, &doc->title, member(o, "title"));
    fields_set(doc, &doc->outlet, member(o, "outlet"));
    fields_set(doc, &doc->issuer, member(o, "issuer"));
    fields_set(doc, &doc->lang, member(o, "lang"));
    fields_published(doc, member(o, "published"));
    doc->given = unknown_members(s, doc->arena);
    return read_content(raw, o, know, doc, err);
}
