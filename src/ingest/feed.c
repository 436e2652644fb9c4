#include "ingest/feed.h"
#include "base/mem.h"
#include "ingest/charset.h"
#include "ingest/fields.h"
#include <libxml/parser.h>
#include <stdio.h>
#include <strings.h>

static void free_tree(void *doc) {
    xmlFreeDoc(doc);
}

/* xmlReadMemory keeps the parser's state to itself, and whether memory ran out with it. */
static xmlDoc *parse(Str xml, Arena *arena, bool *no_memory) {
    xmlParserCtxt *c = xmlNewParserCtxt();
    *no_memory = !c;
    if (!c) return NULL;
    xmlDoc *doc = xmlCtxtReadMemory(c, xml.p, (int)xml.n, NULL, "UTF-8",
                                    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    *no_memory = c->errNo == XML_ERR_NO_MEMORY;
    xmlFreeParserCtxt(c);
    if (doc) arena_defer(arena, free_tree, doc);
    return doc;
}

/* The next node in document order, not going below `node` if `over`; NULL at the end of `root`. */
static xmlNode *step(xmlNode *node, const xmlNode *root, bool over) {
    if (!over && node->children) return node->children;
    while (node != root && !node->next) node = node->parent;
    return node == root ? NULL : node->next;
}

static bool is_entry(const xmlNode *node) {
    return node->type == XML_ELEMENT_NODE && feed_space(node) == SPACE_CORE &&
           (feed_named(node, "item") || feed_named(node, "entry"));
}

/* The element that holds the feed's own title: the root of Atom and CDF, the channel of the others. */
static const xmlNode *channel_of(const xmlNode *root) {
    const xmlNode *channel = feed_child(root, SPACE_CORE, "channel");
    return channel ? channel : root;
}

static bool give_entry(Inputs *in, const Origin *origin, const FeedEntry *e, long number) {
    char source[SOURCE_LIMIT];
    Str name = e->link.n ? e->link : e->guid;
    if (name.n)
        snprintf(source, sizeof source, "%s!%.*s", origin->source, (int)(name.n < 2000 ? name.n : 2000), name.p);
    else
        snprintf(source, sizeof source, "%s!entry %ld", origin->source, number);
    if (!str_trim(e->title).n && !str_trim(e->body.text).n) {
        inputs_pass_over(in, source, "empty entry");
        return true;
    }
    RawDoc *raw = raw_new(source, e->body.html ? INPUT_HTML : INPUT_TEXT, e->body.text);
    bool ok = raw && raw_set(&raw->title, e->title) && raw_set(&raw->url, e->link) &&
              raw_set(&raw->updated, e->updated) &&
              raw_set(&raw->published, e->published.n ? e->published : e->updated) &&
              raw_set(&raw->author, e->author) && raw_set(&raw->outlet, e->outlet) && raw_set(&raw->lang, e->lang) &&
              raw_set(&raw->charset, STR("utf-8")) && raw_set(&raw->note, str_of(origin->note));
    if (ok) memcpy(raw->id, e->id, sizeof raw->id);
    return inputs_give(in, origin->source, raw, ok);
}

static bool read_entries(Inputs *in, const Origin *origin, xmlNode *root, Arena *arena) {
    const xmlNode *channel = channel_of(root);
    Str title = feed_plain(feed_child(channel, SPACE_CORE, "title"), arena),
        lang = feed_plain(feed_child(channel, SPACE_CORE, "language"), arena);
    if (!title.n) title = feed_plain(feed_child(channel, SPACE_DC, "title"), arena);
    if (!lang.n) lang = feed_plain(feed_child(channel, SPACE_DC, "language"), arena);
    long number = 0;
    bool on = true;
    for (xmlNode *node = root, *next; on && node; node = next) {
        bool entry = is_entry(node);
        next = step(node, root, entry);
        if (!entry) continue;
        FeedEntry e;
        if (!feed_entry(node, origin->url, arena, &e)) return inputs_no_memory(in, origin->source);
        if (!e.outlet.n) e.outlet = title;
        if (!e.lang.n) e.lang = lang;
        on = give_entry(in, origin, &e, ++number);
    }
    if (on && !number) {
        if (origin->inside)
            inputs_pass_over(in, origin->source, "feed without entries");
        else
            inputs_reject(in, origin->source, DM_DATA, "is a feed without entries");
    }
    return on;
}

static bool read_feed(Inputs *in, const Origin *origin, Str bytes, Arena *arena) {
    Buf scratch = {.arena = arena}, mended = {.arena = arena};
    Decoded utf8;
    charset_decode(bytes, origin->charset, MARKUP_XML, &scratch, &utf8);
    feed_mend(utf8.text, &mended);
    bool no_memory;
    xmlDoc *doc = mended.n && mended.n < INT32_MAX ? parse((Str){mended.p, mended.n}, arena, &no_memory)
                                                   : (no_memory = false, NULL);
    if (no_memory) return inputs_no_memory(in, origin->source);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (root) return read_entries(in, origin, root, arena);
    inputs_reject(in, origin->source, DM_DATA,
                  "is meant as a feed, but no XML could be made out in it; look at it in an editor");
    return true;
}

bool feed_read(Inputs *in, const Origin *origin, Stream *s) {
    Str all = stream_peek(s, (size_t)RAW_DOCUMENT_LIMIT + 1);
    if (s->no_memory) return inputs_no_memory(in, origin->source);
    if (s->damage[0]) return true; /* told by the caller */
    if (all.n > RAW_DOCUMENT_LIMIT) {
        inputs_reject(in, origin->source, DM_DATA, "a feed of more than %d MiB; split it", RAW_DOCUMENT_LIMIT >> 20);
        return true;
    }
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (!arena) return inputs_no_memory(in, origin->source);
    if (ARENA_GUARD(arena)) {
        arena_free(arena);
        inputs_reject(in, origin->source, DM_NO_MEMORY,
                      "a feed that needs more memory than the %zu MiB one may take; split it",
                      ARENA_DEFAULT_LIMIT >> 20);
        return true;
    }
    bool on = read_feed(in, origin, all, arena);
    arena_free(arena);
    stream_take(s, all.n);
    return on;
}
