#include "ingest/sniff.h"
#include "ingest/charset.h"

typedef struct {
    const char *bytes;
    unsigned short n, at;
    SniffKind kind;
    const char *what;
} Magic;

#define OFFICE "an Office document; save it as HTML or plain text"
#define M(bytes, at, kind, what)                                                                                       \
    { bytes, sizeof(bytes) - 1, at, kind, what }
static const Magic magics[] = {
    M("\x1f\x8b\x08", 0, SNIFF_GZIP, NULL),
    M("BZh", 0, SNIFF_PACKED, NULL),
    M("\xfd"
      "7zXZ\0",
      0, SNIFF_PACKED, NULL),
    M("\x28\xb5\x2f\xfd", 0, SNIFF_PACKED, NULL),
    M("\x04\x22\x4d\x18", 0, SNIFF_PACKED, NULL),
    M("\x02\x21\x4c\x18", 0, SNIFF_PACKED, NULL),
    M("LZIP\x01", 0, SNIFF_PACKED, NULL),
    M("\x1f\x9d", 0, SNIFF_PACKED, NULL),
    M("PK\x03\x04", 0, SNIFF_ARCHIVE, NULL),
    M("PK\x05\x06", 0, SNIFF_EMPTY, NULL),
    M("ustar", 257, SNIFF_ARCHIVE, NULL),
    M("070701", 0, SNIFF_ARCHIVE, NULL),
    M("070707", 0, SNIFF_ARCHIVE, NULL),
    M("WARC/", 0, SNIFF_WARC, NULL),
    M("filedesc://", 0, SNIFF_ARC, NULL),
    M("7z\xbc\xaf\x27\x1c", 0, SNIFF_REFUSED, "a 7z archive; unpack it and read the folder"),
    M("Rar!\x1a\x07", 0, SNIFF_REFUSED, "a RAR archive; unpack it and read the folder"),
    M("%PDF-", 0, SNIFF_REFUSED, "a PDF; convert it with `pdftotext -layout` or save it as HTML"),
    M("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, SNIFF_REFUSED, OFFICE),
    M("{\\rtf", 0, SNIFF_REFUSED, "an RTF document; save it as HTML or plain text"),
    M("%!PS", 0, SNIFF_REFUSED, "PostScript; convert it with `ps2ascii`"),
    M("SQLite format 3\0", 0, SNIFF_REFUSED, "an SQLite database; export its texts as JSON Lines"),
    M("PAR1", 0, SNIFF_REFUSED, "a Parquet table; export it as JSON Lines"),
    M("\x89PNG\r\n", 0, SNIFF_OTHER, "image"),
    M("\xff\xd8\xff", 0, SNIFF_OTHER, "image"),
    M("GIF87a", 0, SNIFF_OTHER, "image"),
    M("GIF89a", 0, SNIFF_OTHER, "image"),
    M("II*\0", 0, SNIFF_OTHER, "image"),
    M("MM\0*", 0, SNIFF_OTHER, "image"),
    M("\0\0\1\0", 0, SNIFF_OTHER, "image"),
    M("WEBP", 8, SNIFF_OTHER, "image"),
    M("WAVE", 8, SNIFF_OTHER, "audio"),
    M("AVI ", 8, SNIFF_OTHER, "video"),
    M("ftyp", 4, SNIFF_OTHER, "video"),
    M("\x1a\x45\xdf\xa3", 0, SNIFF_OTHER, "video"),
    M("FLV\1", 0, SNIFF_OTHER, "video"),
    M("OggS", 0, SNIFF_OTHER, "audio"),
    M("fLaC", 0, SNIFF_OTHER, "audio"),
    M("ID3", 0, SNIFF_OTHER, "audio"),
    M("wOFF", 0, SNIFF_OTHER, "font"),
    M("wOF2", 0, SNIFF_OTHER, "font"),
    M("OTTO", 0, SNIFF_OTHER, "font"),
    M("\0\1\0\0\0", 0, SNIFF_OTHER, "font"),
    M("\x7f"
      "ELF",
      0, SNIFF_OTHER, "program"),
    M("MZ\x90\0", 0, SNIFF_OTHER, "program"),
};

static bool find_magic(Str head, Sniff *out) {
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        const Magic *m = &magics[i];
        if (head.n < (size_t)m->at + m->n || memcmp(head.p + m->at, m->bytes, m->n) != 0) continue;
        /* Words of a text may stand there as well. */
        if (m->at == 8 && memcmp(head.p, "RIFF", 4) != 0) continue;
        if (m->at == 4 && head.p[0]) continue;
        if (m->bytes[0] == 'B' && (head.n < 10 || memcmp(head.p + 4, "1AY&SY", 6) != 0)) continue;
        *out = (Sniff){.kind = m->kind, .what = m->what};
        return true;
    }
    unsigned char skippable = head.n > 4 ? (unsigned char)head.p[0] : 0; /* zstd may begin with a skippable frame */
    if ((skippable & 0xF0) == 0x50 && memcmp(head.p + 1, "\x2a\x4d\x18", 3) == 0)
        return *out = (Sniff){.kind = SNIFF_PACKED}, true;
    return false;
}

/* An old tar has no magic but its header has a checksum: octal digits at 148, the sum of all 512 bytes with those as blanks. */
static bool old_tar(Str head) {
    if (head.n < 512 || !head.p[0]) return false;
    unsigned long sum = 0, said = 0;
    for (int i = 0; i < 512; i++) sum += i >= 148 && i < 156 ? ' ' : (unsigned char)head.p[i];
    int i = 148, digits = 0;
    while (i < 156 && head.p[i] == ' ') i++;
    for (; i < 156 && head.p[i] >= '0' && head.p[i] <= '7'; i++, digits++)
        said = said * 8 + (unsigned long)(head.p[i] - '0');
    return digits > 0 && said == sum;
}

static const struct {
    const char *zip_member;
    const char *what;
} office_parts[] = {
    {"[Content_Types].xml", OFFICE},
    {"_rels/.rels", OFFICE},
    {"mimetypeapplication/vnd.oasis", OFFICE},
    {"mimetypeapplication/epub+zip", "an e-book; convert it to HTML"},
    {"docProps/", OFFICE},
};

/* The first member's name stands at byte 30 of a zip. */
static void refuse_office(Str head, Sniff *s) {
    for (size_t i = 0; i < sizeof office_parts / sizeof *office_parts; i++) {
        size_t n = strlen(office_parts[i].zip_member);
        if (head.n >= 30 + n && head.p[0] == 'P' && memcmp(head.p + 30, office_parts[i].zip_member, n) == 0)
            *s = (Sniff){.kind = SNIFF_REFUSED, .what = office_parts[i].what};
    }
}

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool starts(Str s, const char *word) {
    size_t n = strlen(word);
    return s.n >= n && str_eq_fold((Str){s.p, n}, (Str){word, n});
}

static Str after(Str s, size_t n) {
    return n < s.n ? (Str){s.p + n, s.n - n} : (Str){s.p + s.n, 0};
}

static Str skip_space(Str s) {
    while (s.n && (s.p[0] == ' ' || (s.p[0] >= 9 && s.p[0] <= 13))) s = after(s, 1);
    return s;
}

static Str skip_past(Str s, const char *end) {
    size_t n = strlen(end);
    const char *p = s.n ? memmem(s.p, s.n, end, n) : NULL;
    return p ? after(s, (size_t)(p - s.p) + n) : (Str){s.p + s.n, 0};
}

/* Past white space, declarations, processing instructions and comments to the root element. */
static Str find_root(Str s, bool *doctype_html) {
    for (;;) {
        s = skip_space(s);
        if (starts(s, "<?"))
            s = skip_past(s, "?>");
        else if (starts(s, "<!--"))
            s = skip_past(s, "-->");
        else if (starts(s, "<!doctype")) {
            *doctype_html |= starts(skip_space(after(s, 9)), "html");
            const char *open = memchr(s.p, '[', s.n), *close = memchr(s.p, '>', s.n);
            s = open && close && open < close ? skip_past(skip_past(s, "]"), ">") : skip_past(s, ">");
        } else
            return s;
    }
}

static Str element_name(Str s) {
    if (!s.n || s.p[0] != '<') return (Str){s.p, 0};
    size_t i = 1, begin = 1;
    for (; i < s.n && s.p[i] != '>' && s.p[i] != '/' && (unsigned char)s.p[i] > ' '; i++)
        if (s.p[i] == ':') begin = i + 1;
    return (Str){s.p + begin, i - begin};
}

static bool one_of(Str name, const char *const *list) {
    for (; *list; list++)
        if (str_eq_fold(name, str_of(*list))) return true;
    return false;
}

static const char *const feed_roots[] = {"rss", "feed", "rdf", "channel", "entry", "item", NULL};
static const char *const html_tags[] = {
    "html",       "head", "body",     "script", "style",   "title",   "meta", "link",   "div",    "p",    "h1",
    "h2",         "h3",   "h4",       "table",  "article", "section", "main", "header", "nav",    "font", "center",
    "br",         "a",    "b",        "i",      "em",      "strong",  "img",  "iframe", "ul",     "ol",   "pre",
    "blockquote", "span", "noscript", "base",   "form",    "td",      "tr",   "li",     "figure", NULL};

static bool find_markup(Str text, bool declared_xml, Sniff *out) {
    bool doctype_html = false;
    Str root = find_root(text, &doctype_html), name = element_name(root);
    if (!name.n && !doctype_html) return false;
    if (one_of(name, feed_roots))
        *out = (Sniff){.kind = SNIFF_FEED};
    else if (doctype_html || one_of(name, html_tags))
        *out = (Sniff){.kind = SNIFF_HTML};
    else if (str_eq_fold(name, STR("svg")))
        *out = (Sniff){.kind = SNIFF_OTHER, .what = "image"};
    else if (str_eq_fold(name, STR("urlset")) || str_eq_fold(name, STR("sitemapindex")) ||
             str_eq_fold(name, STR("opml")))
        *out = (Sniff){.kind = SNIFF_OTHER, .what = "sitemap"};
    else if (declared_xml)
        *out =
            (Sniff){.kind = SNIFF_REFUSED,
                    .what = "XML, but neither a feed nor HTML; convert it to HTML or JSON Lines, or say `--in html`"};
    else
        return false;
    return true;
}

/* "---", lines with a key and a colon, and "---" again (or "..."). */
static bool front_matter(Str text) {
    if (!starts(text, "---")) return false;
    Str s = after(text, 3);
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t' || s.p[0] == '\r')) s = after(s, 1);
    if (!s.n || s.p[0] != '\n') return false;
    bool key = false;
    while (s.n) {
        s = after(s, 1);
        const char *lf = s.n ? memchr(s.p, '\n', s.n) : NULL;
        Str line = str_trim((Str){s.p, lf ? (size_t)(lf - s.p) : s.n});
        if (str_eq(line, STR("---")) || str_eq(line, STR("..."))) return key;
        if (line.n > 1 && memchr(line.p, ':', line.n) && line.p[0] != ':') key = true;
        if (!lf) break;
        s = after(s, (size_t)(lf - s.p));
    }
    return key && text.n >= SNIFF_BYTES; /* a long head that goes on beyond what is seen */
}

static const char *const text_columns[] = {"text",      "body",    "content",    "html", "fulltext",
                                           "full_text", "article", "transcript", NULL};
static const char *const other_columns[] = {"id",     "title",        "headline", "date",   "published", "url",
                                            "link",   "summary",      "outlet",   "source", "author",    "lang",
                                            "issuer", "published_at", "pubdate",  NULL};

/* A first line of short names, one of them for the text and one for what else is known of a document. */
static bool table_head(Str text, char separator) {
    const char *lf = text.n ? memchr(text.p, '\n', text.n) : NULL;
    Str line = str_trim((Str){text.p, lf ? (size_t)(lf - text.p) : text.n});
    bool has_text = false, has_other = false;
    while (line.n) {
        const char *end = memchr(line.p, separator, line.n);
        size_t n = end ? (size_t)(end - line.p) : line.n;
        Str field = str_trim((Str){line.p, n});
        if (field.n >= 2 && field.p[0] == '"' && field.p[field.n - 1] == '"') field = (Str){field.p + 1, field.n - 2};
        if (field.n > 64) return false;
        has_text |= one_of(field, text_columns);
        has_other |= one_of(field, other_columns);
        line = after(line, end ? n + 1 : n);
    }
    return has_text && has_other;
}

/* Bytes that no text has. One stray control byte in a page does not make it a program. */
enum { BINARY_SHARE = 64 };
static bool binary(Str s) {
    size_t control = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        control += c < 9 || (c > 13 && c < 32 && c != 27);
    }
    return control > s.n / BINARY_SHARE + 1;
}

static bool all_zero(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i]) return false;
    return true;
}

static bool ends_in(const char *ending, const char *list) {
    size_t n = strlen(ending);
    for (const char *p = list; n && (p = strstr(p, ending)); p++)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || !p[n])) return true;
    return false;
}

void sniff_ending(const char *name, char out[16]) {
    const char *dot = strrchr(name, '.');
    size_t n = dot && !strchr(dot, '/') ? strlen(dot + 1) : 0;
    if (n > 15) n = 0;
    for (size_t i = 0; i < n; i++) out[i] = lower(dot[1 + i]);
    out[n] = '\0';
}

/* Text by nature, but no document. */
static const char *by_name_other(const char *ending) {
    if (ends_in(ending, "css scss less")) return "style sheet";
    if (ends_in(ending, "js mjs ts map")) return "script";
    if (ends_in(ending, "py c h cc cpp java rb pl sh php go rs sql bat")) return "program";
    return NULL;
}

static const struct {
    const char *prefix;
    SniffKind kind;
    const char *what;
} mimes[] = {
    {"text/html", SNIFF_HTML, NULL},
    {"application/xhtml", SNIFF_HTML, NULL},
    {"text/css", SNIFF_OTHER, "style sheet"},
    {"text/javascript", SNIFF_OTHER, "script"},
    {"application/javascript", SNIFF_OTHER, "script"},
    {"application/x-javascript", SNIFF_OTHER, "script"},
    {"application/ecmascript", SNIFF_OTHER, "script"},
    {"image/", SNIFF_OTHER, "image"},
    {"audio/", SNIFF_OTHER, "audio"},
    {"video/", SNIFF_OTHER, "video"},
    {"font/", SNIFF_OTHER, "font"},
    {"application/font", SNIFF_OTHER, "font"},
    {"application/x-font", SNIFF_OTHER, "font"},
    {"application/json", SNIFF_OTHER, "data"},
    {"application/octet-stream", SNIFF_TEXT, NULL},
    {"text/plain", SNIFF_TEXT, NULL},
    {"text/markdown", SNIFF_MARKDOWN, NULL},
    {"text/dns", SNIFF_OTHER, "dns"},
};

static bool by_mime(const char *mime, Sniff *out) {
    for (size_t i = 0; mime && i < sizeof mimes / sizeof *mimes; i++)
        if (starts(str_of(mime), mimes[i].prefix))
            return *out = (Sniff){.kind = mimes[i].kind, .what = mimes[i].what}, true;
    return false;
}

static Sniff sniff_text(Str text, const char *name, const char *mime) {
    char ending[16];
    sniff_ending(name, ending);
    Sniff s = {.kind = SNIFF_TEXT};
    Str body = skip_space(text);
    bool said = by_mime(mime, &s);
    if (said && s.kind == SNIFF_OTHER) return s;
    if (front_matter(text)) return (Sniff){.kind = SNIFF_MARKDOWN};
    if (find_markup(body, starts(body, "<?xml"), &s)) return s;
    if (said && s.kind == SNIFF_HTML) return s;
    if (body.n && (body.p[0] == '{' || body.p[0] == '[')) {
        Str next = skip_space(after(body, 1));
        char c = next.n ? next.p[0] : 0;
        if (c && (body.p[0] == '{' ? c == '"' || c == '}' : c == '{' || c == ']')) return (Sniff){.kind = SNIFF_JSON};
    }
    static const char separators[] = {',', '\t', ';'};
    for (size_t i = 0; i < sizeof separators; i++)
        if (table_head(text, separators[i])) return (Sniff){.kind = SNIFF_CSV, .separator = separators[i]};
    if (starts(body, "MIME-Version:") ||
        memmem(body.p, body.n < 4096 ? body.n : 4096, "Content-Type: multipart/related", 31))
        return (Sniff){.kind = SNIFF_REFUSED, .what = "a web archive in one file (MHTML); save the page as HTML"};
    if (ends_in(ending, "csv")) return (Sniff){.kind = SNIFF_CSV, .separator = ','};
    if (ends_in(ending, "tsv tab")) return (Sniff){.kind = SNIFF_CSV, .separator = '\t'};
    if (ends_in(ending, "jsonl ndjson")) return (Sniff){.kind = SNIFF_JSON};
    if (ends_in(ending, "md markdown mdown mkd qmd rmd")) return (Sniff){.kind = SNIFF_MARKDOWN};
    if (ends_in(ending, "html htm xhtml shtml xht") && body.n && memchr(body.p, '<', body.n))
        return (Sniff){.kind = SNIFF_HTML};
    if (ends_in(ending, "rss atom") && body.n && memchr(body.p, '<', body.n)) return (Sniff){.kind = SNIFF_FEED};
    const char *other = by_name_other(ending);
    return other ? (Sniff){.kind = SNIFF_OTHER, .what = other} : s;
}

/* One whose first record is damaged; the reader finds the next. */
static bool damaged_warc(Str head, const char *name) {
    char ending[16];
    sniff_ending(name, ending);
    return strcmp(ending, "warc") == 0 && memmem(head.p, head.n, "\nWARC/", 6);
}

Sniff sniff(Str head, const char *name, const char *mime) {
    Sniff s = {.kind = SNIFF_EMPTY};
    if (all_zero(head)) return s; /* an archive without members, too */
    if (damaged_warc(head, name)) return (Sniff){.kind = SNIFF_WARC};
    if (find_magic(head, &s)) {
        if (s.kind == SNIFF_ARCHIVE) refuse_office(head, &s);
        return s;
    }
    if (old_tar(head)) return (Sniff){.kind = SNIFF_ARCHIVE};
    if (starts(head, "\xEF\xBB\xBF")) head = after(head, 3);
    bool marked =
        starts(head, "\xFF\xFE") || starts(head, "\xFE\xFF") || (head.n > 3 && memcmp(head.p, "\0\0\xFE\xFF", 4) == 0);
    if (marked || charset_wide(head)) { /* looked at through its ASCII */
        char narrow[SNIFF_BYTES];
        size_t n = 0;
        for (size_t i = 0; i < head.n && n < sizeof narrow; i++)
            if (head.p[i] && (unsigned char)head.p[i] < 0x80) narrow[n++] = head.p[i];
        return sniff_text((Str){narrow, n}, name, mime);
    }
    if (binary(head)) {
        if (by_mime(mime, &s) && s.kind == SNIFF_OTHER) return s;
        return (Sniff){.kind = SNIFF_REFUSED,
                       .what = "binary data of a kind unknown here; remove it, or convert it to text"};
    }
    return sniff_text(head, name, mime);
}

bool sniff_markup(Str text) {
    for (size_t i = 0; i + 2 < text.n; i++) {
        if (text.p[i] == '&') {
            size_t k = i + 1;
            while (k < text.n && k < i + 12 &&
                   (((text.p[k] | 32) >= 'a' && (text.p[k] | 32) <= 'z') || text.p[k] == '#' ||
                    (text.p[k] >= '0' && text.p[k] <= '9')))
                k++;
            if (k > i + 2 && k < text.n && text.p[k] == ';') return true;
        }
        if (text.p[i] != '<') continue;
        char c = text.p[i + 1] == '/' ? lower(text.p[i + 2]) : lower(text.p[i + 1]);
        if ((c >= 'a' && c <= 'z') || c == '!') {
            size_t k = i + 1;
            while (k < text.n && k < i + 4096 && text.p[k] != '>' && text.p[k] != '<') k++;
            if (k < text.n && text.p[k] == '>') return true;
        }
    }
    return false;
}
