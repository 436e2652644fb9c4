/* What the head of a page says: <meta>, <link>, <html lang>, and JSON-LD (schema.org). */
#include "ingest/html_page.h"
#include <jansson.h>
#include <libxml/HTMLparser.h>

enum {
    LD_OBJECTS = 4096,          /* JSON-LD objects looked at */
    LD_BYTES = 8 * 1024 * 1024, /* of one script */
    ENTITY_NAME = 10,           /* bytes of the longest entity name looked up */
    AUTHORS_MAX = 32
};

/* ---- values ---- */

/* "&amp;", "&#8217;", "&rsquo;" at s; bytes read, 0 if it is none. */
static size_t entity(Str s, uint32_t *cp) {
    size_t i = 1;
    *cp = 0;
    if (s.n > 3 && s.p[1] == '#') {
        bool hex = (s.p[2] | 32) == 'x';
        for (i = 2 + hex; i < s.n && i < 10; i++) {
            char c = s.p[i], low = (char)(c | 32);
            if (c >= '0' && c <= '9')
                *cp = *cp * (hex ? 16 : 10) + (uint32_t)(c - '0');
            else if (hex && low >= 'a' && low <= 'f')
                *cp = *cp * 16 + (uint32_t)(low - 'a' + 10);
            else
                break;
        }
    } else {
        char name[ENTITY_NAME + 1];
        size_t n = 0;
        for (; i < s.n && n < ENTITY_NAME &&
               (((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9'));
             i++)
            name[n++] = s.p[i];
        name[n] = '\0';
        const htmlEntityDesc *e = n ? htmlEntityLookup((const xmlChar *)name) : NULL;
        if (strcmp(name, "apos") == 0) *cp = '\'';
        if (e) *cp = e->value;
    }
    return *cp && i < s.n && s.p[i] == ';' ? i + 1 : 0;
}

Str html_value(const HtmlPage *page, Str s) {
    Buf plain = {.arena = page->arena}, out = {.arena = page->arena};
    for (size_t i = 0; i < s.n;) {
        uint32_t cp;
        size_t n = s.p[i] == '&' ? entity((Str){s.p + i, s.n - i}, &cp) : 0;
        char bytes[4];
        if (n)
            buf_put(&plain, bytes, (size_t)utf8_encode(cp, bytes));
        else
            buf_putc(&plain, s.p[i]);
        i += n ? n : 1;
    }
    html_collapse(&out, (Str){plain.p, plain.n}, 0, false);
    Buf clean = {.arena = page->arena};
    utf8_clean((Str){out.p, out.n}, &clean);
    return str_trim((Str){clean.p, clean.n});
}

/* ---- JSON-LD ---- */

typedef struct {
    HtmlPage *page;
    Vec(json_t *) objects; /* all that may be of use, outer ones first */
    Hash ids;              /* "@id" -> object */
} Graph;

static void collect(Graph *g, json_t *value) {
    size_t i;
    json_t *item;
    if (g->objects.n >= LD_OBJECTS) return;
    if (json_is_object(value)) {
        *vec_push(g->page->arena, &g->objects) = value;
        const char *id = json_string_value(json_object_get(value, "@id"));
        if (id && json_object_size(value) > 1) hash_add(&g->ids, str_of(id), g->objects.n - 1);
    } else if (json_is_array(value)) {
        json_array_foreach(value, i, item) if (json_is_object(item))
            collect(g, item); /* one level: no array in an array */
    }
}

static json_t *resolve(const Graph *g, json_t *value) {
    const char *id =
        json_is_object(value) && json_object_size(value) == 1 ? json_string_value(json_object_get(value, "@id")) : NULL;
    uint32_t at = id ? hash_get(&g->ids, str_of(id)) : HASH_NONE;
    return at == HASH_NONE ? value : g->objects.at[at];
}

static bool ends_with(const char *s, const char *with) {
    size_t n = strlen(s), k = strlen(with);
    return n >= k && strcmp(s + n - k, with) == 0;
}

static const char *type_of(json_t *o) {
    json_t *type = json_object_get(o, "@type");
    if (json_is_array(type)) type = json_array_get(type, 0);
    const char *s = json_string_value(type);
    return s ? s : "";
}

/* How much it is an article: 3 surely, 2 some other work, 1 the page around it, 0 none. */
static int rank_of(const char *type) {
    static const char *const articles[] = {"Article", "Posting", "Report", "PressRelease"};
    static const char *const works[] = {"CreativeWork", "Review",    "Recipe", "Question", "QAPage",
                                        "Event",        "Statement", "Book",   "Course",   "HowTo"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (ends_with(type, articles[i])) return 3;
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        if (strcmp(type, works[i]) == 0) return 2;
    return ends_with(type, "WebPage") || ends_with(type, "ItemPage") ? 1 : 0;
}

static Str string_of(const Graph *g, json_t *value) {
    if (json_is_array(value)) value = json_array_get(value, 0);
    value = resolve(g, value);
    if (json_is_object(value)) {
        json_t *name = json_object_get(value, "name");
        if (json_is_array(name)) name = json_array_get(name, 0);
        value = json_is_string(name) ? name : json_object_get(value, "@value");
    }
    return json_is_string(value) ? html_value(g->page, (Str){json_string_value(value), json_string_length(value)})
                                 : (Str){NULL, 0};
}

static void read_stamp(const Graph *g, json_t *value, Stamp *out) {
    if (json_is_integer(value)) {
        char digits[32];
        int n = snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(value));
        if (!stamp_known(out)) date_parse((Str){digits, (size_t)n}, out);
        return;
    }
    Str s = string_of(g, value);
    Stamp found;
    if (s.n && !stamp_known(out) && date_parse_as(s, g->page->order, &found)) *out = found;
}

static void set(Str *field, Str value) {
    if (!field->n) *field = value;
}

static void add_author(HtmlFacts *facts, HtmlPage *page, Str name) {
    if (name.n && facts->authors.n < AUTHORS_MAX) *vec_push(page->arena, &facts->authors) = name;
}

static void read_object(const Graph *g, json_t *o, HtmlFacts *facts) {
    HtmlPage *page = g->page;
    size_t i;
    json_t *item, *author = json_object_get(o, "author");
    set(&facts->title, string_of(g, json_object_get(o, "headline")));
    set(&facts->name, string_of(g, json_object_get(o, "name")));
    set(&facts->title, facts->name);
    set(&facts->site, string_of(g, json_object_get(o, "publisher")));
    set(&facts->lang, string_of(g, json_object_get(o, "inLanguage")));
    set(&facts->section, string_of(g, json_object_get(o, "articleSection")));
    json_t *main = json_object_get(o, "mainEntityOfPage");
    set(&facts->url, string_of(g, json_object_get(o, "url")));
    if (json_is_string(main)) set(&facts->url, string_of(g, main));
    if (!author) author = json_object_get(o, "creator");
    if (!facts->authors.n) {
        if (json_is_array(author)) {
            json_array_foreach(author, i, item) add_author(facts, page, string_of(g, item));
        } else {
            add_author(facts, page, string_of(g, author));
        }
    }
    read_stamp(g, json_object_get(o, "datePublished"), &facts->published);
    read_stamp(g, json_object_get(o, "dateCreated"), &facts->published);
    read_stamp(g, json_object_get(o, "uploadDate"), &facts->published);
    read_stamp(g, json_object_get(o, "dateModified"), &facts->modified);
    json_t *body = json_object_get(o, "articleBody");
    if (json_is_string(body) && !facts->body.n) facts->body = (Str){json_string_value(body), json_string_length(body)};
}

static void unref(void *json) {
    json_decref(json);
}

/* Scripts come with raw line ends inside strings, comment marks and stray semicolons around them. */
static json_t *parse_script(HtmlPage *page, const char *p, size_t n) {
    Buf b = {.arena = page->arena};
    for (size_t i = 0; i < n; i++) buf_putc(&b, (unsigned char)p[i] < ' ' ? ' ' : p[i]);
    Str s = str_trim((Str){b.p, b.n});
    static const char cdata[] = "<![CDATA[";
    if (s.n >= sizeof cdata - 1 && memcmp(s.p, cdata, sizeof cdata - 1) == 0)
        s = (Str){s.p + sizeof cdata - 1, s.n - (sizeof cdata - 1)};
    while (s.n && *s.p != '{' && *s.p != '[') s = (Str){s.p + 1, s.n - 1};
    json_t *json = s.n ? json_loadb(s.p, s.n, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
    if (json) arena_defer(page->arena, unref, json);
    return json;
}

void html_ld(HtmlPage *page, HtmlFacts *facts) {
    Graph g = {.page = page, .ids = {.arena = page->arena}};
    *facts = (HtmlFacts){.published = STAMP_NONE, .modified = STAMP_NONE};
    const char *p = page->ld.p, *end = page->ld.n ? p + page->ld.n : p;
    while (p < end) {
        const char *nul = memchr(p, '\0', (size_t)(end - p));
        size_t n = (size_t)((nul ? nul : end) - p);
        if (n < LD_BYTES) collect(&g, parse_script(page, p, n));
        p += n + 1;
    }
    static const char *const inner[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    for (uint32_t i = 0; i < g.objects.n; i++)
        for (size_t k = 0; k < sizeof inner / sizeof *inner; k++)
            collect(&g, json_object_get(g.objects.at[i], inner[k]));
    for (int rank = 3; rank > 0; rank--) {
        for (uint32_t i = 0; i < g.objects.n; i++) {
            const char *type = type_of(g.objects.at[i]);
            if (rank_of(type) != rank) continue;
            if (rank == 1 && facts->article)
                continue; /* the page's own dates and names do not complete the article's */
            if (rank == 3 && facts->article) continue; /* the first is the page's; others are teasers */
            facts->article |= rank == 3;
            set(&facts->type, str_of(type));
            read_object(&g, g.objects.at[i], facts);
            if (rank < 3) break;
        }
    }
}

/* ---- <meta>, <link> ---- */

typedef struct {
    Str value[META_SLOTS];
    uint32_t rank[META_SLOTS];
} Best;

/* A property may be several names, parted by blanks: the most believed counts. */
static uint32_t meta_key(const HtmlPage *page, uint32_t node) {
    static const HtmlAttr names[] = {ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP, ATTR_HTTP_EQUIV};
    uint32_t best = HASH_NONE;
    for (size_t i = 0; best == HASH_NONE && i < sizeof names / sizeof *names; i++) {
        Str rest = str_trim(html_attr(page, node, names[i]));
        char low[64];
        if (rest.n >= sizeof low) continue;
        for (size_t k = 0; k < rest.n; k++)
            low[k] = (char)(rest.p[k] >= 'A' && rest.p[k] <= 'Z' ? rest.p[k] | 32 : rest.p[k]);
        rest.p = low;
        while (rest.n) {
            const char *blank = memchr(rest.p, ' ', rest.n);
            size_t n = blank ? (size_t)(blank - rest.p) : rest.n;
            uint32_t key = hash_get(&page->know->html_words.meta, (Str){rest.p, n});
            if (key != HASH_NONE && (best == HASH_NONE || key % META_RANKS < best % META_RANKS)) best = key;
            rest = str_trim((Str){rest.p + n, rest.n - n});
        }
    }
    return best;
}

static bool is_address(Str s) {
    return s.n > 7 && (memcmp(s.p, "http://", 7) == 0 || memcmp(s.p, "https:/", 7) == 0);
}

static void read_meta(HtmlPage *page, uint32_t node, HtmlFacts *facts, uint32_t rank[META_SLOTS]) {
    uint32_t key = meta_key(page, node);
    if (key == HASH_NONE) return;
    MetaSlot slot = (MetaSlot)(key / META_RANKS);
    uint32_t r = key % META_RANKS;
    Str value = html_value(page, html_attr(page, node, ATTR_CONTENT));
    Str *fields[META_SLOTS] = {
        [META_TITLE] = &facts->title, [META_SITE] = &facts->site,       [META_URL] = &facts->url,
        [META_LANG] = &facts->lang,   [META_SECTION] = &facts->section, [META_TYPE] = &facts->type,
        [META_IMAGE] = &facts->image};
    if (!value.n || r > rank[slot]) return;
    if (slot == META_AUTHOR) {
        if (is_address(value)) return;
        if (r < rank[slot]) facts->authors.n = 0;
        rank[slot] = r;
        add_author(facts, page, value);
        return;
    }
    if (r == rank[slot]) return; /* the first of equals */
    if (slot == META_PUBLISHED || slot == META_MODIFIED) {
        Stamp at, *out = slot == META_PUBLISHED ? &facts->published : &facts->modified;
        if (!date_parse_as(value, page->order, &at) && !date_find_as(value, page->order, &at, NULL)) return;
        *out = at;
    } else {
        *fields[slot] = value;
    }
    rank[slot] = r;
}

static bool has_word(Str s, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= s.n; i++)
        if ((i == 0 || s.p[i - 1] == ' ') && (i + n == s.n || s.p[i + n] == ' ') &&
            str_eq_fold((Str){s.p + i, n}, (Str){word, n}))
            return true;
    return false;
}

void html_head(HtmlPage *page, HtmlFacts *facts) {
    uint32_t rank[META_SLOTS];
    *facts = (HtmlFacts){.published = STAMP_NONE, .modified = STAMP_NONE};
    for (int i = 0; i < META_SLOTS; i++) rank[i] = META_RANKS;
    Str canonical = {NULL, 0}, lang = {NULL, 0};
    for (uint32_t i = 1; i < page->n; i++) {
        HtmlTag tag = (HtmlTag)page->nodes[i].tag;
        if (tag == TAG_META) read_meta(page, i, facts, rank);
        if (tag == TAG_LINK && !canonical.n && has_word(html_attr(page, i, ATTR_REL), "canonical"))
            canonical = html_value(page, html_attr(page, i, ATTR_HREF));
        if (tag == TAG_HTML && !lang.n) lang = html_value(page, html_attr(page, i, ATTR_LANG));
    }
    if (is_address(canonical)) facts->url = canonical;
    if (lang.n) facts->lang = lang;
}
