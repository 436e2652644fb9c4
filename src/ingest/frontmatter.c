/* `key: value` at the left margin; values plain, quoted, folded over indented lines, block scalars, or lists. */
#include "ingest/frontmatter.h"
#include "base/utf8.h"
#include "ingest/date.h"
#include "ingest/pieces.h"

enum {
    FRONT_BYTES = 256 * 1024,
    FRONT_LINES = 2000,
    FRONT_ITEMS = 32
}; /* longest front matter; items of a list taken */

typedef enum {
    FIELD_NONE,
    FIELD_TITLE,
    FIELD_PUBLISHED,
    FIELD_UPDATED,
    FIELD_AUTHOR,
    FIELD_OUTLET,
    FIELD_URL,
    FIELD_LANG,
    FIELD_LABEL,
    FIELD_ISSUER
} Field;

static Field field_of(Str key) {
    static const struct {
        const char *key;
        Field field;
    } keys[] = {
        {"title", FIELD_TITLE},
        {"headline", FIELD_TITLE},
        {"date", FIELD_PUBLISHED},
        {"published", FIELD_PUBLISHED},
        {"published_time", FIELD_PUBLISHED},
        {"publish_date", FIELD_PUBLISHED},
        {"published_at", FIELD_PUBLISHED},
        {"pubdate", FIELD_PUBLISHED},
        {"published_date", FIELD_PUBLISHED},
        {"date_published", FIELD_PUBLISHED},
        {"datepublished", FIELD_PUBLISHED},
        {"created", FIELD_PUBLISHED},
        {"modified_time", FIELD_UPDATED},
        {"modified", FIELD_UPDATED},
        {"updated", FIELD_UPDATED},
        {"last_modified", FIELD_UPDATED},
        {"lastmod", FIELD_UPDATED},
        {"date_modified", FIELD_UPDATED},
        {"updated_at", FIELD_UPDATED},
        {"author", FIELD_AUTHOR},
        {"authors", FIELD_AUTHOR},
        {"byline", FIELD_AUTHOR},
        {"by", FIELD_AUTHOR},
        {"outlet", FIELD_OUTLET},
        {"publisher", FIELD_OUTLET},
        {"site", FIELD_OUTLET},
        {"site_name", FIELD_OUTLET},
        {"sitename", FIELD_OUTLET},
        {"source", FIELD_OUTLET},
        {"publication", FIELD_OUTLET},
        {"source_url", FIELD_URL},
        {"url", FIELD_URL},
        {"link", FIELD_URL},
        {"canonical", FIELD_URL},
        {"canonical_url", FIELD_URL},
        {"lang", FIELD_LANG},
        {"language", FIELD_LANG},
        {"tags", FIELD_LABEL},
        {"category", FIELD_LABEL},
        {"categories", FIELD_LABEL},
        {"section", FIELD_LABEL},
        {"type", FIELD_LABEL},
        {"kind", FIELD_LABEL},
        {"issuer", FIELD_ISSUER},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq_fold(key, str_of(keys[i].key))) return keys[i].field;
    return FIELD_NONE;
}

/* ---- scalars ---- */

static int hex_digits(const char *p, int n, uint32_t *cp) {
    *cp = 0;
    for (int i = 0; i < n; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (d < 0) return 0;
        *cp = *cp * 16 + (uint32_t)d;
    }
    return n;
}

/* A double-quoted scalar's escapes; "\" before a line end joins the lines without a space. */
static void unescape(Str s, Buf *out) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\' || i + 1 == s.n) {
            buf_putc(out, s.p[i]);
            continue;
        }
        char c = s.p[++i], utf8[4];
        int n = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        uint32_t cp;
        if (n && s.n - i > (size_t)n && hex_digits(s.p + i + 1, n, &cp)) {
            buf_put(out, utf8, (size_t)utf8_encode(cp, utf8));
            i += (size_t)n;
        } else if (c == '\n') {
            while (i + 1 < s.n && (s.p[i + 1] == ' ' || s.p[i + 1] == '\t')) i++;
        } else if (c == '_') {
            buf_puts(out, "\xC2\xA0");
        } else if (c == 'n' || c == 'N' || c == 't' || c == 'L' || c == 'P') {
            buf_putc(out, ' ');
        } else if (c != '0' && c != 'a' && c != 'b' && c != 'e') {
            buf_putc(out, c);
        }
    }
}

/* One scalar as written to its words. */
static Str scalar(Arena *arena, Str s) {
    Buf raw = {.arena = arena}, out = {.arena = arena};
    s = str_trim(s);
    if (s.n >= 2 && *s.p == '"' && s.p[s.n - 1] == '"') {
        unescape((Str){s.p + 1, s.n - 2}, &raw);
    } else if (s.n >= 2 && *s.p == '\'' && s.p[s.n - 1] == '\'') {
        for (size_t i = 1; i + 1 < s.n; i++) {
            buf_putc(&raw, s.p[i]);
            if (s.p[i] == '\'' && i + 2 < s.n && s.p[i + 1] == '\'') i++;
        }
    } else {
        if (s.n && (*s.p == '|' || *s.p == '>')) { /* a block: what follows the first line */
            const char *lf = memchr(s.p, '\n', s.n);
            if (lf) s = (Str){lf, s.n - (size_t)(lf - s.p)};
        } else {
            const char *comment = s.n ? memmem(s.p, s.n, " #", 2) : NULL;
            if (comment) s.n = (size_t)(comment - s.p);
        }
        buf_str(&raw, s);
    }
    squeeze((Str){raw.p, raw.n}, &out);
    return (Str){out.p, out.n};
}

/* The items of "[a, b]", of "- a" lines, or the one scalar. */
static int items(Arena *arena, Str s, Str out[FRONT_ITEMS]) {
    int n = 0;
    s = str_trim(s);
    if (s.n >= 2 && *s.p == '[' && s.p[s.n - 1] == ']') {
        for (size_t i = 1, from = 1; i < s.n && n < FRONT_ITEMS; i++)
            if (s.p[i] == ',' || i + 1 == s.n) {
                Str one = scalar(arena, (Str){s.p + from, i - from});
                if (one.n) out[n++] = one;
                from = i + 1;
            }
        return n;
    }
    if (s.n > 1 && *s.p == '-' && s.p[1] == ' ') {
        while (s.n && n < FRONT_ITEMS) {
            const char *lf = memchr(s.p, '\n', s.n);
            Str line = str_trim((Str){s.p, lf ? (size_t)(lf - s.p) : s.n});
            s = lf ? (Str){lf + 1, s.n - (size_t)(lf + 1 - s.p)} : (Str){NULL, 0};
            if (line.n > 2 && *line.p == '-') line.p++, line.n--;
            Str one = scalar(arena, line);
            if (one.n) out[n++] = one;
        }
        return n;
    }
    Str one = scalar(arena, s);
    if (one.n) out[n++] = one;
    return n;
}

/* ---- fields ---- */

static void take_date(Document *doc, Str value, bool updated) {
    Stamp at;
    if (!date_parse(value, &at)) {
        document_note(doc, "bad-date", (Span){0, 0}, "front matter: '%.*s' is no date",
                      (int)(value.n < 60 ? value.n : 60), value.p);
        return;
    }
    if (updated) {
        if (!stamp_known(&doc->updated)) doc->updated = at;
    } else if (doc->published_from == PUBLISHED_NONE ||
               (doc->published_from == PUBLISHED_FRONT_MATTER && date_sharper(&doc->published, &at))) {
        doc->published = at;
        doc->published_from = PUBLISHED_FRONT_MATTER;
    }
}

static void take(Document *doc, const Knowledge *know, Field field, Str raw) {
    Str list[FRONT_ITEMS];
    int n = items(doc->arena, raw, list);
    if (!n) return;
    const char *value = arena_copy(doc->arena, list[0].p, list[0].n);
    LineKey key = {.text = {.arena = doc->arena}};
    switch (field) {
    case FIELD_TITLE:
        if (!doc->title) doc->title = value;
        break;
    case FIELD_PUBLISHED: take_date(doc, list[0], false); break;
    case FIELD_UPDATED: take_date(doc, list[0], true); break;
    case FIELD_AUTHOR:
        for (int i = 0; i < n; i++) *vec_push(doc->arena, &doc->bylines) = arena_copy(doc->arena, list[i].p, list[i].n);
        break;
    case FIELD_OUTLET:
        if (strstr(value, "://")) {
            if (!doc->url) doc->url = value;
        } else if (!doc->outlet) {
            line_key(list[0], &key);
            const Outlet *known = outlets_by_name(&know->outlets, &key);
            doc->outlet = known ? known->name : value;
        }
        break;
    case FIELD_URL:
        if (!doc->url) doc->url = value;
        break;
    case FIELD_LANG:
        if (!doc->lang) doc->lang = value;
        break;
    case FIELD_LABEL:
        if (!doc->label) doc->label = value;
        break;
    case FIELD_ISSUER:
        if (!doc->issuer) doc->issuer = value;
        break;
    case FIELD_NONE: break;
    }
}

static Str next_line(Str *rest) {
    const char *lf = memchr(rest->p, '\n', rest->n);
    Str line = {rest->p, lf ? (size_t)(lf - rest->p) : rest->n};
    *rest = (Str){line.p + line.n + (lf != NULL), rest->n - line.n - (lf != NULL)};
    return line;
}

static bool is_fence(Str line) {
    Str s = str_trim(line);
    return str_eq(s, STR("---")) || str_eq(s, STR("..."));
}

/* Where the key of "key: value" ends, 0 if the line is none. */
static size_t key_length(Str line) {
    size_t n = 0;
    while (n < line.n && n < 64 &&
           (line.p[n] == '_' || line.p[n] == '-' || line.p[n] == '.' || (line.p[n] >= '0' && line.p[n] <= '9') ||
            ((line.p[n] | 32) >= 'a' && (line.p[n] | 32) <= 'z')))
        n++;
    return n && n < line.n && line.p[n] == ':' && (n + 1 == line.n || line.p[n + 1] == ' ' || line.p[n + 1] == '\r')
               ? n
               : 0;
}

bool frontmatter_read(Str *text, const Knowledge *know, Document *doc) {
    Str rest = *text;
    while (rest.n && (*rest.p == '\n' || *rest.p == ' ' || *rest.p == '\r')) rest.p++, rest.n--;
    if (rest.n < 8 || memcmp(rest.p, "---", 3) != 0 || !str_eq(str_trim(next_line(&rest)), STR("---"))) return false;
    Str body = {rest.p, 0}, scan = rest;
    bool closed = false, keyed = false;
    for (int i = 0; scan.n && i < FRONT_LINES && (size_t)(scan.p - rest.p) < FRONT_BYTES; i++) {
        Str line = next_line(&scan);
        if (is_fence(line)) {
            closed = true;
            break;
        }
        keyed |= key_length(line) > 0;
        body.n = (size_t)(line.p + line.n - body.p);
    }
    if (!closed || (!keyed && str_trim(body).n)) return false; /* two rules with text between them */
    Field field = FIELD_NONE;
    Str value = {NULL, 0};
    for (Str left = body; left.n;) {
        Str line = next_line(&left);
        size_t n = key_length(line);
        if (!n) {
            if (value.p) value.n = (size_t)(line.p + line.n - value.p);
            continue;
        }
        if (field) take(doc, know, field, value);
        field = field_of((Str){line.p, n});
        value = (Str){line.p + n + 1, line.n - n - 1};
    }
    if (field) take(doc, know, field, value);
    *text = scan;
    return true;
}
