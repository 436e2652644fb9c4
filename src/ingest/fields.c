#include "ingest/fields.h"
#include "base/utf8.h"
#include "ingest/date.h"

const char *fields_line(Arena *arena, Str s) {
    Buf clean = {.arena = arena}, line = {.arena = arena};
    utf8_clean(s, &clean);
    bool gap = false;
    for (size_t i = 0; i < clean.n;) {
        int length;
        uint32_t cp = utf8_decode(clean.p + i, clean.p + clean.n, &length);
        if (utf8_is_space(cp)) {
            gap = line.n > 0;
        } else {
            if (gap) buf_putc(&line, ' ');
            gap = false;
            buf_put(&line, clean.p + i, (size_t)length);
        }
        i += (size_t)length;
    }
    return line.n ? buf_cstr(&line) : NULL;
}

void fields_set(Document *doc, const char **field, Str value) {
    if (!*field && value.n) *field = fields_line(doc->arena, value);
}

static bool read_date(Document *doc, Str date, Stamp *out, const char *what) {
    date = str_trim(date);
    if (!date.n) return false;
    if (stamp_parse_iso(date.p, (int)(date.n < 64 ? date.n : 64), out) || date_parse(date, out)) return true;
    *out = STAMP_NONE;
    document_note(doc, "date-unread", (Span){0, 0}, "the date \"%.*s\" (%s) could not be read; write it as 2025-01-23",
                  (int)(date.n < 60 ? date.n : 60), date.p, what);
    return false;
}

void fields_published(Document *doc, Str date) {
    if (stamp_known(&doc->published)) return;
    if (read_date(doc, date, &doc->published, "published")) doc->published_from = PUBLISHED_META;
}

void fields_updated(Document *doc, Str date) {
    if (!stamp_known(&doc->updated)) read_date(doc, date, &doc->updated, "updated");
}

/* Do the letters and digits of `text` begin with those of `title`? */
static bool begins_with(Str text, Str title) {
    const char *p = text.p, *end = p + text.n, *t = title.p, *t_end = t + title.n;
    while (t < t_end) {
        int n;
        uint32_t cp = utf8_decode(t, t_end, &n);
        t += n;
        bool counts = utf8_is_letter(cp) || (cp >= '0' && cp <= '9');
        if (!counts) continue;
        uint32_t other = 0;
        while (p < end) {
            other = utf8_decode(p, end, &n);
            p += n;
            if (utf8_is_letter(other) || (other >= '0' && other <= '9')) break;
            other = 0;
        }
        if (other != cp && !(other < 128 && cp < 128 && (other | 32) == (cp | 32))) return false;
    }
    return true;
}

void fields_headline(Document *doc, Str text) {
    if (doc->title && (!str_trim(text).n || !begins_with(text, str_of(doc->title))))
        document_block(doc, BLOCK_HEADLINE, str_of(doc->title));
}

bool fields_whole_page(Str html) {
    Str head = {html.p, html.n < 8192 ? html.n : 8192};
    for (const char *p = head.p, *end = p + head.n; p < end && (p = memchr(p, '<', (size_t)(end - p))); p++) {
        Str rest = {p + 1, (size_t)(end - p) - 1};
        if (rest.n >= 4 && (str_eq_fold((Str){rest.p, 4}, STR("html")) || str_eq_fold((Str){rest.p, 4}, STR("body"))))
            return true;
        if (rest.n >= 8 && str_eq_fold((Str){rest.p, 8}, STR("!doctype"))) return true;
    }
    return false;
}

void fields_note_charset(Document *doc, const Decoded *d) {
    if (d->from == CHARSET_GUESSED)
        document_note(doc, "charset-guessed", (Span){0, 0},
                      "nothing says its encoding and it is not UTF-8: read as %s by a guess", d->name);
    if (d->malformed)
        document_note(doc, "bad-bytes", (Span){0, 0},
                      "%zu bytes mean nothing in %s (by %s); they were replaced by U+FFFD", d->malformed, d->name,
                      charset_from_name(d->from));
}

void fields_from_raw(Document *doc, const RawDoc *raw) {
    fields_set(doc, &doc->title, str_of(raw->title));
    fields_set(doc, &doc->outlet, str_of(raw->outlet));
    fields_set(doc, &doc->url, str_of(raw->url));
    fields_set(doc, &doc->lang, str_of(raw->lang));
    fields_set(doc, &doc->issuer, str_of(raw->issuer));
    const char *author = fields_line(doc->arena, str_of(raw->author));
    if (author) *vec_push(doc->arena, &doc->bylines) = author;
    fields_published(doc, str_of(raw->published));
    fields_updated(doc, str_of(raw->updated));
    if (raw->given) doc->given = arena_copy(doc->arena, raw->given, strlen(raw->given));
    if (raw->note) document_note(doc, "container", (Span){0, 0}, "%s", raw->note);
}
