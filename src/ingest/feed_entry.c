/* One entry of a feed: which of its elements say what, in the vocabularies that feeds mix. */
#include "ingest/feed.h"
#include "ingest/sniff.h"
#include "base/utf8.h"
#include <libxml/HTMLparser.h>
#include <libxml/uri.h>
#include <stdio.h>
#include <strings.h>

static const struct {
    const char *part;
    FeedSpace space;
} spaces[] = {
    {"purl.org/dc/elements", SPACE_DC},
    {"purl.org/dc/terms", SPACE_TERMS},
    {"rss/1.0/modules/content", SPACE_CONTENT},
    {"1999/xhtml", SPACE_XHTML},
    {"2005/Atom", SPACE_CORE},
    {"purl.org/atom", SPACE_CORE},
    {"purl.org/rss/1.0/modules", SPACE_OTHER},
    {"purl.org/rss/1.0", SPACE_CORE},
    {"netscape.com/rdf", SPACE_CORE},
    {"userland.com/rss", SPACE_CORE},
    {"tech/rss", SPACE_CORE},
    {"22-rdf-syntax", SPACE_CORE},
    {"itunes", SPACE_ITUNES},
    {"mrss", SPACE_MEDIA},
};
static const struct {
    const char *prefix;
    FeedSpace space;
} prefixes[] = {
    /* for those that are never bound */
    {"dc", SPACE_DC},       {"dcterms", SPACE_TERMS}, {"content", SPACE_CONTENT},
    {"xhtml", SPACE_XHTML}, {"atom", SPACE_CORE},     {"rss", SPACE_CORE},
    {"rdf", SPACE_CORE},    {"itunes", SPACE_ITUNES}, {"media", SPACE_MEDIA},
};

FeedSpace feed_space(const xmlNode *node) {
    const char *name = (const char *)node->name, *colon = strchr(name, ':');
    const char *href = node->ns ? (const char *)node->ns->href : NULL;
    for (size_t i = 0; href && i < sizeof spaces / sizeof *spaces; i++)
        if (strcasestr(href, spaces[i].part)) return spaces[i].space;
    if (href) return node->ns->prefix ? SPACE_OTHER : SPACE_CORE;
    for (size_t i = 0; colon && i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_eq_fold((Str){name, (size_t)(colon - name)}, str_of(prefixes[i].prefix))) return prefixes[i].space;
    return colon ? SPACE_OTHER : SPACE_CORE;
}

bool feed_named(const xmlNode *node, const char *local) {
    const char *name = (const char *)node->name, *colon = strchr(name, ':');
    return strcasecmp(colon ? colon + 1 : name, local) == 0;
}

const xmlNode *feed_child(const xmlNode *node, FeedSpace space, const char *local) {
    for (const xmlNode *n = node ? node->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && feed_named(n, local) && feed_space(n) == space) return n;
    return NULL;
}

static Str attribute(const xmlNode *node, const char *name, Arena *arena) {
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        if (strcasecmp((const char *)a->name, name) != 0) continue;
        Buf out = {.arena = arena};
        for (const xmlNode *n = a->children; n; n = n->next)
            if (n->type == XML_TEXT_NODE && n->content) buf_puts(&out, (const char *)n->content);
        return str_trim((Str){out.p, out.n});
    }
    return (Str){NULL, 0};
}

/* ---- text constructs ---- */

static bool has_elements(const xmlNode *node) {
    for (const xmlNode *n = node->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE) return true;
    return false;
}

static Str words(const xmlNode *top, Arena *arena) {
    Buf out = {.arena = arena};
    for (const xmlNode *n = top->children; n;) {
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content)
            buf_puts(&out, (const char *)n->content);
        if (n->children && n->type == XML_ELEMENT_NODE) {
            n = n->children;
            continue;
        }
        while (n != top && !n->next) n = n->parent;
        n = n == top ? NULL : n->next;
    }
    return str_trim((Str){out.p, out.n});
}

static void escape(Str s, Buf *out) {
    for (size_t i = 0; i < s.n; i++) switch (s.p[i]) {
        case '<': buf_puts(out, "&lt;"); break;
        case '&': buf_puts(out, "&amp;"); break;
        case '"': buf_puts(out, "&quot;"); break;
        default: buf_putc(out, s.p[i]);
        }
}

static const char *local_name(const xmlNode *n) {
    const char *colon = strchr((const char *)n->name, ':');
    return colon ? colon + 1 : (const char *)n->name;
}

/* Inline markup as HTML: elements by their local names, without the namespaces that HTML would not understand.
 * `escaped`: its text is HTML itself, as where a program wraps an escaped text into an element. */
static Str as_html(const xmlNode *top, bool escaped, Arena *arena) {
    Buf out = {.arena = arena};
    for (const xmlNode *n = top->children; n;) {
        if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content) {
            if (escaped)
                buf_puts(&out, (const char *)n->content);
            else
                escape(str_of((const char *)n->content), &out);
        }
        if (n->type == XML_ELEMENT_NODE) {
            buf_printf(&out, "<%s", local_name(n));
            for (const xmlAttr *a = n->properties; a; a = a->next) {
                buf_printf(&out, " %s=\"", (const char *)a->name);
                escape(attribute(n, (const char *)a->name, arena), &out);
                buf_putc(&out, '"');
            }
            buf_puts(&out, n->children ? ">" : "/>");
            if (n->children) {
                n = n->children;
                continue;
            }
        }
        while (n != top && !n->next) {
            n = n->parent;
            if (n != top) buf_printf(&out, "</%s>", local_name(n));
        }
        n = n == top ? NULL : n->next;
    }
    return (Str){out.p, out.n};
}

static Str base64(Str s, Arena *arena) {
    Buf out = {.arena = arena};
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        int v = c >= 'A' && c <= 'Z'   ? c - 'A'
                : c >= 'a' && c <= 'z' ? c - 'a' + 26
                : c >= '0' && c <= '9' ? c - '0' + 52
                : c == '+'             ? 62
                : c == '/'             ? 63
                                       : -1;
        if (v < 0) continue;
        bits = bits << 6 | (uint32_t)v;
        if ((have += 6) >= 8) buf_putc(&out, (char)(bits >> (have -= 8) & 0xFF));
    }
    return (Str){out.p, out.n};
}

static bool contains(Str s, const char *word) {
    return s.n && memmem(s.p, s.n, word, strlen(word));
}

FeedText feed_text(const xmlNode *node, Arena *arena) {
    Str type = attribute(node, "type", arena), mode = attribute(node, "mode", arena);
    if (has_elements(node)) return (FeedText){as_html(node, str_eq(type, STR("html")), arena), true};
    Str text = words(node, arena);
    bool html_type = contains(type, "html"), plain_type = str_eq(type, STR("text")) || str_eq(type, STR("text/plain"));
    bool mime = contains(type, "/") && !contains(type, "xml") && strncmp(type.p, "text/", 5) != 0;
    if (str_eq(mode, STR("base64")) || mime) {
        Str bytes = base64(text, arena);
        if (utf8_valid(bytes) && bytes.n) text = bytes;
    }
    bool atom1 = node->ns && strstr((const char *)node->ns->href, "2005/Atom");
    if (html_type) return (FeedText){text, sniff_markup(text)};
    if (plain_type || (atom1 && !type.n)) return (FeedText){text, false};
    return (FeedText){text, sniff_markup(text)};
}

/* The words of a line of HTML. */
static Str strip(Str html, Arena *arena) {
    Buf out = {.arena = arena};
    for (size_t i = 0; i < html.n;) {
        char c = html.p[i], next = i + 1 < html.n ? html.p[i + 1] : 0;
        const char *close = NULL;
        if (c == '<' && (((next | 32) >= 'a' && (next | 32) <= 'z') || next == '/' || next == '!'))
            close = memchr(html.p + i, '>', html.n - i);
        if (close) {
            i = (size_t)(close - html.p) + 1;
            continue;
        }
        const char *semicolon = c == '&' ? memchr(html.p + i, ';', html.n - i < 12 ? html.n - i : 12) : NULL;
        uint32_t cp = 0;
        if (semicolon) {
            char name[16];
            snprintf(name, sizeof name, "%.*s", (int)(semicolon - html.p - (ptrdiff_t)i) - 1, html.p + i + 1);
            const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
            bool hex = name[0] == '#' && (name[1] | 32) == 'x';
            for (const char *d = name[0] == '#' ? name + (hex ? 2 : 1) : ""; *d; d++) {
                int v = *d >= '0' && *d <= '9'                        ? *d - '0'
                        : hex && (*d | 32) >= 'a' && (*d | 32) <= 'f' ? (*d | 32) - 'a' + 10
                                                                      : -1;
                cp = v < 0 || cp > 0x10FFFF ? 0x110000 : cp * (hex ? 16 : 10) + (uint32_t)v;
            }
            if (entity) cp = entity->value;
            if (strcmp(name, "apos") == 0) cp = '\'';
        }
        char encoded[4];
        if (cp && cp <= 0x10FFFF) {
            buf_put(&out, encoded, (size_t)utf8_encode(cp, encoded));
            i = (size_t)(semicolon - html.p) + 1;
        } else {
            buf_putc(&out, c);
            i++;
        }
    }
    return str_trim((Str){out.p, out.n});
}

Str feed_plain(const xmlNode *node, Arena *arena) {
    if (!node) return (Str){NULL, 0};
    FeedText t = feed_text(node, arena);
    return t.html ? strip(t.text, arena) : t.text;
}

/* ---- the entry ---- */

typedef enum {
    FIELD_TITLE,
    FIELD_PUBLISHED,
    FIELD_UPDATED,
    FIELD_AUTHOR,
    FIELD_CONTENT,
    FIELD_SUMMARY,
    FIELD_GUID,
    FIELD_LANG,
    FIELDS
} Field;

/* Of two elements for one field the one that stands first here counts; of two of the same kind, the first in the entry. */
static const struct {
    FeedSpace space;
    const char *local;
    Field field;
} elements[] = {
    {SPACE_CORE, "title", FIELD_TITLE},
    {SPACE_DC, "title", FIELD_TITLE},
    {SPACE_MEDIA, "title", FIELD_TITLE},
    {SPACE_ITUNES, "title", FIELD_TITLE},
    {SPACE_CORE, "published", FIELD_PUBLISHED},
    {SPACE_CORE, "issued", FIELD_PUBLISHED},
    {SPACE_CORE, "pubDate", FIELD_PUBLISHED},
    {SPACE_TERMS, "issued", FIELD_PUBLISHED},
    {SPACE_DC, "date", FIELD_PUBLISHED},
    {SPACE_TERMS, "created", FIELD_PUBLISHED},
    {SPACE_CORE, "created", FIELD_PUBLISHED},
    {SPACE_CORE, "updated", FIELD_UPDATED},
    {SPACE_CORE, "modified", FIELD_UPDATED},
    {SPACE_TERMS, "modified", FIELD_UPDATED},
    {SPACE_CORE, "author", FIELD_AUTHOR},
    {SPACE_DC, "creator", FIELD_AUTHOR},
    {SPACE_DC, "author", FIELD_AUTHOR},
    {SPACE_ITUNES, "author", FIELD_AUTHOR},
    {SPACE_CONTENT, "encoded", FIELD_CONTENT},
    {SPACE_CORE, "content", FIELD_CONTENT},
    {SPACE_CORE, "fullitem", FIELD_CONTENT},
    {SPACE_XHTML, "body", FIELD_CONTENT},
    {SPACE_XHTML, "div", FIELD_CONTENT},
    {SPACE_CORE, "description", FIELD_SUMMARY},
    {SPACE_CORE, "summary", FIELD_SUMMARY},
    {SPACE_CORE, "abstract", FIELD_SUMMARY},
    {SPACE_DC, "description", FIELD_SUMMARY},
    {SPACE_TERMS, "abstract", FIELD_SUMMARY},
    {SPACE_MEDIA, "description", FIELD_SUMMARY},
    {SPACE_ITUNES, "summary", FIELD_SUMMARY},
    {SPACE_ITUNES, "subtitle", FIELD_SUMMARY},
    {SPACE_CORE, "guid", FIELD_GUID},
    {SPACE_CORE, "id", FIELD_GUID},
    {SPACE_DC, "language", FIELD_LANG},
    {SPACE_CORE, "language", FIELD_LANG},
};

typedef struct {
    const xmlNode *at[FIELDS];
    size_t rank[FIELDS];
} Fields;

static void look_among(const xmlNode *children, Fields *f) {
    for (const xmlNode *n = children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || !(n->children || n->properties)) continue;
        FeedSpace space = feed_space(n);
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
            if (elements[i].space == space && i < f->rank[elements[i].field] && feed_named(n, elements[i].local)) {
                f->at[elements[i].field] = n;
                f->rank[elements[i].field] = i;
            }
    }
}

static void find_fields(const xmlNode *entry, Fields *f) {
    *f = (Fields){0};
    for (int i = 0; i < FIELDS; i++) f->rank[i] = SIZE_MAX;
    look_among(entry->children, f);
    const xmlNode *group = feed_child(entry, SPACE_MEDIA, "group"); /* as video feeds have it */
    if (group) look_among(group->children, f);
}

static bool web_address(Str s) {
    return s.n > 7 && (strncasecmp(s.p, "http://", 7) == 0 || strncasecmp(s.p, "https://", 8) == 0);
}

/* Absolute, by xml:base and the address of the feed. */
static Str resolve(const xmlNode *node, Str link, const char *base, Arena *arena) {
    if (!link.n || web_address(link)) return link;
    char *relative = arena_copy(arena, link.p, link.n);
    xmlChar *own = xmlNodeGetBase(node->doc, node);
    xmlChar *whole = own && base ? xmlBuildURI(own, (const xmlChar *)base) : NULL;
    const xmlChar *from = whole ? whole : own ? own : (const xmlChar *)base;
    xmlChar *absolute = from ? xmlBuildURI((const xmlChar *)relative, from) : NULL;
    /* Copied into fresh room before anything is freed would leak on running out; so it is registered first. */
    if (own) arena_defer(arena, xmlFree, own);
    if (whole) arena_defer(arena, xmlFree, whole);
    if (!absolute) return link;
    arena_defer(arena, xmlFree, absolute);
    return str_of((const char *)absolute);
}

static Str atom_link(const xmlNode *entry, const char *base, Arena *arena) {
    const xmlNode *best = NULL;
    for (const xmlNode *n = entry->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || feed_space(n) != SPACE_CORE ||
            !(feed_named(n, "link") || feed_named(n, "a")))
            continue;
        Str rel = attribute(n, "rel", arena), type = attribute(n, "type", arena);
        if (!attribute(n, "href", arena).n || (rel.n && !str_eq(rel, STR("alternate")))) continue;
        if (!best || contains(type, "html")) best = n;
        if (!type.n || contains(type, "html")) break;
    }
    return best ? resolve(best, attribute(best, "href", arena), base, arena) : (Str){NULL, 0};
}

static Str link_of(const xmlNode *entry, const xmlNode *guid, const char *base, Arena *arena) {
    Str link = {NULL, 0};
    for (const xmlNode *n = entry->children; n && !link.n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && feed_space(n) == SPACE_CORE && feed_named(n, "link"))
            link = resolve(n, words(n, arena), base, arena);
    if (!link.n) link = atom_link(entry, base, arena);
    if (!link.n && guid) {
        Str permanent = attribute(guid, "isPermaLink", arena), id = words(guid, arena);
        if (web_address(id) && !str_eq_fold(permanent, STR("false"))) link = id;
    }
    if (!link.n) link = resolve(entry, attribute(entry, "href", arena), base, arena);                      /* CDF */
    if (!link.n && web_address(attribute(entry, "about", arena))) link = attribute(entry, "about", arena); /* RDF */
    return link;
}

static bool has_at(const char *from, const char *to) {
    return to > from && memchr(from, '@', (size_t)(to - from));
}

/* "me@example.org (A Name)", "A Name (me@example.org)", "A Name <me@example.org>" */
static Str person_name(Str s) {
    const char *end = s.p + s.n, *open = s.n ? memchr(s.p, '(', s.n) : NULL,
               *close = open ? memrchr(open, ')', (size_t)(end - open)) : NULL;
    if (close && has_at(open, close)) return str_trim((Str){s.p, (size_t)(open - s.p)});
    if (close && has_at(s.p, open)) return str_trim((Str){open + 1, (size_t)(close - open) - 1});
    const char *angle = s.n ? memchr(s.p, '<', s.n) : NULL;
    if (angle && has_at(angle, end)) return str_trim((Str){s.p, (size_t)(angle - s.p)});
    return s;
}

static Str author_of(const xmlNode *node, Arena *arena) {
    if (!node) return (Str){NULL, 0};
    const xmlNode *name = feed_child(node, SPACE_CORE, "name");
    if (name) return words(name, arena);
    return has_elements(node) ? (Str){NULL, 0} : person_name(words(node, arena));
}

/* The entry's own bytes are not at hand any more; its tree, written out, is the same for the same bytes. */
static bool tree_id(xmlNode *node, char id[SHA256_HEX]) {
    xmlBuffer *b = xmlBufferCreate();
    bool ok = b && xmlNodeDump(b, node->doc, node, 0, 0) >= 0 &&
              sha256_hex(xmlBufferContent(b), (size_t)xmlBufferLength(b), id);
    xmlBufferFree(b);
    return ok;
}

bool feed_entry(xmlNode *node, const char *base, Arena *arena, FeedEntry *out) {
    Fields found;
    const xmlNode *const *field = found.at;
    *out = (FeedEntry){0};
    if (!tree_id(node, out->id)) return false;
    find_fields(node, &found);
    out->title = feed_plain(field[FIELD_TITLE], arena);
    if (field[FIELD_PUBLISHED]) out->published = words(field[FIELD_PUBLISHED], arena);
    if (field[FIELD_UPDATED]) out->updated = words(field[FIELD_UPDATED], arena);
    if (!out->updated.n) out->updated = attribute(node, "lastmod", arena); /* CDF */
    out->author = author_of(field[FIELD_AUTHOR], arena);
    if (field[FIELD_GUID]) out->guid = words(field[FIELD_GUID], arena);
    out->link = link_of(node, field[FIELD_GUID], base, arena);
    const xmlNode *body = field[FIELD_CONTENT] ? field[FIELD_CONTENT] : field[FIELD_SUMMARY];
    if (body) out->body = feed_text(body, arena);
    if (!str_trim(out->body.text).n && field[FIELD_SUMMARY]) out->body = feed_text(field[FIELD_SUMMARY], arena);
    const xmlNode *source = feed_child(node, SPACE_CORE, "source");
    out->outlet = source ? feed_plain(feed_child(source, SPACE_CORE, "title"), arena) : (Str){NULL, 0};
    if (source && !out->outlet.n) out->outlet = feed_plain(source, arena); /* RSS: the name is its text */
    xmlChar *lang = xmlNodeGetLang(node);
    if (lang) arena_defer(arena, xmlFree, lang);
    out->lang = lang && *lang       ? str_of((const char *)lang)
                : field[FIELD_LANG] ? words(field[FIELD_LANG], arena)
                                    : (Str){NULL, 0};
    return true;
}
