#include "base/json.h"
#include <math.h>

static void item(Json *j) {
    if (j->comma) buf_putc(j->out, ',');
    j->comma = true;
}

void json_open(Json *j, char bracket) {
    item(j);
    buf_putc(j->out, bracket);
    j->comma = false;
}

void json_close(Json *j, char bracket) {
    buf_putc(j->out, bracket);
    j->comma = true;
}

static void quoted(Buf *out, Str s) {
    buf_putc(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
        buf_put(out, s.p + from, i - from);
        from = i + 1;
        switch (c) {
        case '"': buf_puts(out, "\\\""); break;
        case '\\': buf_puts(out, "\\\\"); break;
        case '\n': buf_puts(out, "\\n"); break;
        case '\t': buf_puts(out, "\\t"); break;
        case '\r': buf_puts(out, "\\r"); break;
        default: buf_printf(out, "\\u%04x", c);
        }
    }
    buf_put(out, s.p + from, s.n - from);
    buf_putc(out, '"');
}

void json_key(Json *j, const char *key) {
    item(j);
    quoted(j->out, str_of(key));
    buf_putc(j->out, ':');
    j->comma = false;
}

void json_str(Json *j, Str s) {
    item(j);
    if (s.p)
        quoted(j->out, s);
    else
        buf_puts(j->out, "null");
}

void json_cstr(Json *j, const char *s) {
    json_str(j, str_of(s));
}

void json_int(Json *j, long long v) {
    item(j);
    buf_printf(j->out, "%lld", v);
}

void json_real(Json *j, double v) {
    item(j);
    if (isfinite(v))
        buf_printf(j->out, "%.6g", v);
    else
        buf_puts(j->out, "null");
}

void json_bool(Json *j, bool v) {
    item(j);
    buf_puts(j->out, v ? "true" : "false");
}

void json_null(Json *j) {
    item(j);
    buf_puts(j->out, "null");
}

void json_span(Json *j, Span s) {
    item(j);
    if (span_is_none(s))
        buf_puts(j->out, "null");
    else
        buf_printf(j->out, "[%u,%u]", s.begin, s.end);
}

void json_raw(Json *j, Str s) {
    item(j);
    buf_str(j->out, s);
}
