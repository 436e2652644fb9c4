/* A record's JSON to a Page: what stands in which section, in which words. */
#include "face/page.h"
#include <stdio.h>

typedef struct {
    Page *page;
    json_t *record, *actors, *sentences;
    int lines;
} Make;

static const char *text_of(json_t *o, const char *key) {
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

static json_t *list_of(json_t *o, const char *key) {
    return json_object_get(o, key);
}

static Span span_of(const Make *m, json_t *a) {
    json_int_t b = json_integer_value(json_array_get(a, 0)), e = json_integer_value(json_array_get(a, 1));
    if (b < 0 || e <= b || e > (json_int_t)m->page->length) return (Span){0, 0};
    return (Span){(uint32_t)b, (uint32_t)e};
}

static Span sentence_of(const Make *m, Span words) {
    size_t low = 0, high = json_array_size(m->sentences);
    while (low < high) { /* the first sentence that ends behind the beginning of the words */
        size_t mid = low + (high - low) / 2;
        if (span_of(m, json_array_get(m->sentences, mid)).end <= words.begin)
            low = mid + 1;
        else
            high = mid;
    }
    Span s = span_of(m, json_array_get(m->sentences, low));
    if (span_is_none(s) || s.begin >= words.end) return words;
    return span_join(s, words);
}

static const char *words(const Make *m, Span s) {
    Buf b = {.arena = m->page->arena};
    bool space = false;
    for (uint32_t i = s.begin; i < s.end; i++) {
        char c = m->page->text[i];
        if (c == '\n' || c == ' ' || c == '\t') {
            space = true;
            continue;
        }
        if (space && b.n) buf_putc(&b, ' ');
        space = false;
        buf_putc(&b, c);
    }
    return buf_cstr(&b);
}

static const char *actor_name(const Make *m, json_t *ref) {
    json_t *a = json_is_integer(ref) ? json_array_get(m->actors, (size_t)json_integer_value(ref)) : NULL;
    return a ? text_of(a, "name") : "?";
}

static const char *actor_polity(const Make *m, json_t *ref) {
    json_t *a = json_array_get(m->actors, (size_t)json_integer_value(ref));
    return strcmp(text_of(a, "kind"), "state") == 0 ? "" : text_of(a, "polity");
}

static const char *people(const Make *m, json_t *refs) {
    Buf b = {.arena = m->page->arena};
    for (size_t i = 0; i < json_array_size(refs); i++) {
        json_t *ref = json_array_get(refs, i);
        const char *polity = actor_polity(m, ref);
        buf_printf(&b, "%s%s", i ? ", " : "", actor_name(m, ref));
        if (*polity) buf_printf(&b, " (%s)", polity);
    }
    return buf_cstr(&b);
}

static const char *days(const Make *m, json_t *o) {
    const char *b = text_of(o, "begin"), *e = text_of(o, "end");
    if (!*b && !*e) return "";
    if (strcmp(b, e) == 0) return b;
    if (strlen(b) == 10 && strlen(e) == 10 && memcmp(b, e, 5) == 0)
        return arena_printf(m->page->arena, "%s to %s", b, e + 5);
    return arena_printf(m->page->arena, "%s to %s", *b ? b : "…", *e ? e : "…");
}

static PageSection *section(Make *m, const char *title, const char *id, const char *none) {
    PageSection *s = vec_push(m->page->arena, &m->page->sections);
    *s = (PageSection){.title = title, .id = id, .none = none};
    return s;
}

static PageLine *line(Make *m, PageSection *s, Span at) {
    PageLine *l = vec_push(m->page->arena, &s->lines);
    *l = (PageLine){arena_printf(m->page->arena, "%d", ++m->lines), "", "", "", "", sentence_of(m, at), at};
    return l;
}

/* Which actors have a part in the record: they did, said, held or undertook something. */
static void mark_all(bool *has_part, size_t n, json_t *refs) {
    for (size_t i = 0; i < json_array_size(refs); i++) {
        json_int_t k = json_integer_value(json_array_get(refs, i));
        if (k >= 0 && (size_t)k < n) has_part[k] = true;
    }
}

static bool *find_parts(const Make *m) {
    static const struct {
        const char *list, *fields[3];
    } parts[] = {{"events", {"actors", "recipients", NULL}},
                 {"statements", {"speakers", NULL, NULL}},
                 {"formulas", {"holders", NULL, NULL}},
                 {"commitments", {"by", "to", NULL}}};
    size_t n = json_array_size(m->actors);
    bool *has_part = arena_alloc(m->page->arena, n + 1);
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        json_t *list = list_of(m->record, parts[p].list);
        for (size_t i = 0; i < json_array_size(list); i++)
            for (int f = 0; f < 3 && parts[p].fields[f]; f++)
                mark_all(has_part, n, json_object_get(json_array_get(list, i), parts[p].fields[f]));
    }
    return has_part;
}

static void participant_line(Make *m, PageSection *s, json_t *a) {
    json_t *mention = json_array_get(list_of(a, "mentions"), 0);
    const char *kind = text_of(a, "kind"), *office = text_of(a, "office"), *standing = text_of(a, "standing");
    PageLine *l = line(m, s, span_of(m, json_object_get(mention, "span")));
    l->who = text_of(a, "name");
    l->kind = *text_of(a, "polity") ? text_of(a, "polity") : "–";
    bool plain = !*standing || strcmp(standing, "current") == 0;
    if (*office)
        l->what = plain ? office : arena_printf(m->page->arena, "%s (%s)", office, standing);
    else if (strcmp(kind, "organisation") == 0 || strcmp(kind, "series") == 0)
        l->what = kind;
}

/* Persons first, then offices, bodies, series, states. */
static void participants(Make *m) {
    static const char *const kinds[] = {"person", "office", "organisation", "series", "state"};
    PageSection *s = section(m, "Participants", "participants", "No person, office or body was recognised.");
    const bool *has_part = find_parts(m);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < json_array_size(m->actors); i++) {
            json_t *a = json_array_get(m->actors, i);
            bool titled = k == 0 && *text_of(a, "office");
            if (strcmp(text_of(a, "kind"), kinds[k]) == 0 && (has_part[i] || titled)) participant_line(m, s, a);
        }
}

static void event_line(Make *m, PageSection *s, json_t *e, bool contact) {
    PageLine *l = line(m, s, span_of(m, json_object_get(e, "span")));
    Buf what = {.arena = m->page->arena};
    const char *status = text_of(e, "status"), *place = text_of(json_object_get(e, "place"), "name");
    json_t *series = json_object_get(e, "series"), *recipients = list_of(e, "recipients");
    const char *mode = text_of(e, "mode");
    l->when = days(m, e);
    l->kind = contact ? *mode ? mode : "contact" : text_of(e, "type");
    l->who = people(m, list_of(e, "actors"));
    if (json_array_size(recipients)) l->who = arena_printf(m->page->arena, "%s → %s", l->who, people(m, recipients));
    if (strcmp(status, "actual") != 0) buf_printf(&what, "%s", status);
    if (*place) buf_printf(&what, "%sin %s", what.n ? ", " : "", place);
    if (json_is_object(series)) {
        json_int_t ordinal = json_integer_value(json_object_get(series, "ordinal"));
        buf_printf(&what, "%s%s", what.n ? ", " : "", text_of(series, "name"));
        if (ordinal) buf_printf(&what, ", no. %lld", (long long)ordinal);
    }
    l->what = buf_cstr(&what);
}

static void events(Make *m) {
    json_t *list = list_of(m->record, "events");
    PageSection *contacts = section(m, "Contacts", "contacts", "No call, meeting or visit was recognised.");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *e = json_array_get(list, i);
        if (strcmp(text_of(e, "type"), "CONSULT") == 0) event_line(m, contacts, e, true);
    }
    PageSection *others = section(m, "Other acts", "acts", NULL);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *e = json_array_get(list, i);
        if (strcmp(text_of(e, "type"), "CONSULT") != 0) event_line(m, others, e, false);
    }
}

static void statements(Make *m) {
    PageSection *s = section(m, "Who said what", "statements", "No statement with a source was recognised.");
    json_t *list = list_of(m->record, "statements");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *st = json_array_get(list, i), *content = list_of(st, "content"), *via = list_of(st, "via");
        PageLine *l = line(m, s, span_of(m, json_object_get(st, "span")));
        Buf who = {.arena = m->page->arena}, what = {.arena = m->page->arena};
        Span source = span_of(m, json_object_get(st, "source_span"));
        if (json_array_size(list_of(st, "speakers")))
            buf_puts(&who, people(m, list_of(st, "speakers")));
        else if (!span_is_none(source))
            buf_printf(&who, "“%s” (not identified)", words(m, source));
        else
            buf_puts(&who, "speaker not stated");
        for (size_t k = 0; k < json_array_size(via); k++)
            buf_printf(&who, ", via %s", actor_name(m, json_object_get(json_array_get(via, k), "actor")));
        for (size_t k = 0; k < json_array_size(content); k++)
            buf_printf(&what, "%s%s", k ? " … " : "", words(m, span_of(m, json_array_get(content, k))));
        l->kind = json_is_true(json_object_get(st, "denied")) ? "denied" : text_of(st, "kind");
        l->who = buf_cstr(&who);
        l->what = buf_cstr(&what);
    }
}

static void wording(Make *m) {
    PageSection *s = section(m, "Wording", "wording", "No set phrase was seen used or reported withheld.");
    json_t *list = list_of(m->record, "formulas");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *f = json_array_get(list, i);
        PageLine *l = line(m, s, span_of(m, json_object_get(f, "span")));
        Buf what = {.arena = m->page->arena};
        const char *document = text_of(json_object_get(f, "document"), "name");
        const char *instead = text_of(json_object_get(f, "instead"), "text"),
                   *since = text_of(json_object_get(f, "since"), "text");
        buf_printf(&what, "“%s”", text_of(f, "formula"));
        if (*document) buf_printf(&what, " in: %s", document);
        if (*instead) buf_printf(&what, " instead: “%s”", instead);
        if (*since) buf_printf(&what, " since: %s", since);
        l->kind = text_of(f, "stance");
        l->who = people(m, list_of(f, "holders"));
        l->what = buf_cstr(&what);
    }
}

static void next_steps(Make *m) {
    PageSection *s = section(m, "What is next", "next", "Nothing was announced.");
    json_t *list = list_of(m->record, "commitments");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *c = json_array_get(list, i), *due = json_object_get(c, "due");
        PageLine *l = line(m, s, span_of(m, json_object_get(c, "span")));
        l->kind = text_of(c, "strength");
        l->who = people(m, list_of(c, "by"));
        if (json_array_size(list_of(c, "to")))
            l->who = arena_printf(m->page->arena, "%s → %s", l->who, people(m, list_of(c, "to")));
        l->what = words(m, span_of(m, json_object_get(c, "act")));
        if (json_is_object(due)) {
            const char *when = days(m, due);
            l->when =
                *when ? when : arena_printf(m->page->arena, "“%s”", words(m, span_of(m, json_object_get(due, "span"))));
        }
    }
}

static void left_open(Make *m) {
    PageSection *s = section(m, "Left open", "notes", NULL);
    json_t *list = list_of(m->record, "notes");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *n = json_array_get(list, i);
        PageLine *l = line(m, s, span_of(m, json_object_get(n, "span")));
        l->kind = text_of(n, "code");
        l->what = text_of(n, "message");
    }
}

static const char *shown_moment(Arena *arena, const char *iso) {
    char *s = arena_copy(arena, iso, strlen(iso));
    if (strlen(s) > 10 && s[10] == 'T') s[10] = ' ';
    return s;
}

static void facts(Make *m, json_t *doc) {
    Buf b = {.arena = m->page->arena};
    const char *dot = " · ";
    json_t *bylines = list_of(doc, "bylines"), *dateline = json_object_get(doc, "dateline");
    json_t *issuer = json_object_get(doc, "issuer");
    const char *published = text_of(doc, "published"), *updated = text_of(doc, "updated");
    if (*text_of(doc, "outlet")) buf_printf(&b, "%s%s", text_of(doc, "outlet"), dot);
    if (json_is_integer(issuer)) buf_printf(&b, "issued by %s%s", actor_name(m, issuer), dot);
    buf_printf(&b, "%s%s", text_of(doc, "kind"), dot);
    buf_printf(&b, "%s%s", *published ? "published " : "date not stated", shown_moment(m->page->arena, published));
    if (*updated) buf_printf(&b, "%supdated %s", dot, shown_moment(m->page->arena, updated));
    if (json_is_object(dateline) && *text_of(dateline, "place"))
        buf_printf(&b, "%sfrom %s", dot, text_of(dateline, "place"));
    for (size_t i = 0; i < json_array_size(bylines); i++)
        buf_printf(&b, "%s%s", i ? ", " : " · by ", json_string_value(json_array_get(bylines, i)));
    m->page->facts = buf_cstr(&b);
    m->page->source = arena_printf(m->page->arena, "%s · %.12s", text_of(doc, "source"), text_of(doc, "id"));
    m->page->title = *text_of(doc, "title") ? text_of(doc, "title") : "(no title)";
}

static void blocks(Make *m) {
    json_t *list = list_of(m->record, "blocks");
    size_t n = json_array_size(list);
    m->page->blocks = arena_alloc(m->page->arena, (n + 1) * sizeof *m->page->blocks);
    for (size_t i = 0; i < n; i++) {
        json_t *b = json_array_get(list, i);
        m->page->blocks[m->page->n_blocks].kind = text_of(b, "kind");
        m->page->blocks[m->page->n_blocks++].span = span_of(m, json_object_get(b, "span"));
    }
}

bool page_make(json_t *record, Arena *arena, Page *out) {
    json_t *doc = json_object_get(record, "doc");
    *out = (Page){.arena = arena};
    if (!json_is_object(doc) || !json_is_string(json_object_get(record, "text"))) return false;
    out->text = text_of(record, "text");
    out->length = (uint32_t)json_string_length(json_object_get(record, "text"));
    Make m = {out, record, list_of(record, "actors"), list_of(record, "sentences"), 0};
    facts(&m, doc);
    blocks(&m);
    participants(&m);
    events(&m);
    statements(&m);
    wording(&m);
    next_steps(&m);
    left_open(&m);
    return true;
}
