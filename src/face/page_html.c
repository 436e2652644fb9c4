/* A Page as one self-contained HTML file: the record on one side, the text on the other, each line linked to its words. */
#include "face/page.h"
#include <stdlib.h>

static const char *const head = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta "
                                "name=\"viewport\" content=\"width=device-width, "
                                "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n";

static const char *const css =
    "<style>\n"
    ":root{--bg:#fbfaf7;--fg:#1d1d1b;--dim:#66645e;--line:#dedbd2;--card:#fff;--ink:#20457a;--mark:#fff0b3;--hot:#"
    "ffd34d}\n"
    "@media(prefers-color-scheme:dark){:root{--bg:#16171a;--fg:#e6e4de;--dim:#9b988f;--line:#33353a;--card:#1e2024;"
    "--ink:#9cc0f5;--mark:#4a4220;--hot:#7d6a17}}\n"
    "*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 Georgia,'Times New "
    "Roman',serif}\n"
    "header{padding:1.2rem 1.5rem;border-bottom:1px solid var(--line)}h1{font-size:1.4rem;line-height:1.25;margin:0 0 "
    ".3rem}\n"
    ".facts,.source,.kind,.when,.none,h2,nav{font-family:system-ui,sans-serif;font-size:.82rem}.source,.none{color:var("
    "--dim)}\n"
    "main{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr)}\n"
    "#record{padding:0 1.5rem 3rem}#text{padding:.5rem 1.5rem 3rem;border-left:1px solid "
    "var(--line);background:var(--card)}\n"
    "@media(min-width:64rem){#text{position:sticky;top:0;max-height:100vh;overflow:auto}}\n"
    "@media(max-width:63.99rem){main{display:block}#text{border-left:0;border-top:1px solid "
    "var(--line)}header,#record,#text"
    "{padding-left:1rem;padding-right:1rem}}\n"
    "h2{text-transform:uppercase;letter-spacing:.06em;color:var(--dim);margin:1.6rem 0 .4rem;font-weight:600}\n"
    "ol{list-style:none;margin:0;padding:0}li{border-top:1px solid var(--line);padding:.45rem "
    "0;overflow-wrap:anywhere}\n"
    "li a{color:inherit;text-decoration:none;display:block}li a:hover b,li a:focus b{text-decoration:underline}\n"
    ".kind{color:var(--ink);margin-right:.5em}.when{font-variant-numeric:tabular-nums;margin-right:.6em}\n"
    "blockquote{margin:.2rem 0 0;padding-left:.7rem;border-left:3px solid "
    "var(--line);color:var(--dim);font-size:.92rem}\n"
    "#text p{margin:.7rem 0;overflow-wrap:anywhere}#text .headline{font-weight:700;font-size:1.15rem}#text "
    ".caption,#text "
    ".footnote,#text .signature{color:var(--dim);font-size:.9rem}\n"
    "mark{background:none;color:inherit;border-bottom:2px solid var(--mark)}mark.hot{background:var(--hot)}\n"
    "</style>\n";

/* Without it the links still jump to the words; with it all the words of the line light up. */
static const char *const script =
    "<script>\n"
    "function light(n){document.querySelectorAll('mark.hot').forEach(m=>m.classList.remove('hot'));let first;"
    "document.querySelectorAll('mark').forEach(m=>{if((' '+m.dataset.l+' ').includes(' '+n+' "
    "')){m.classList.add('hot');"
    "first=first||m}});return first}\n"
    "document.querySelectorAll('#record a[href]').forEach(a=>{const n=a.getAttribute('href').slice(2);"
    "a.addEventListener('click',e=>{const f=light(n);if(f){e.preventDefault();f.scrollIntoView({block:'center',"
    "behavior:'smooth'})}});a.addEventListener('mouseenter',()=>light(n))});\n"
    "</script>\n";

static void escaped(Buf *out, Str s) {
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *e = s.p[i] == '&'   ? "&amp;"
                        : s.p[i] == '<' ? "&lt;"
                        : s.p[i] == '>' ? "&gt;"
                        : s.p[i] == '"' ? "&quot;"
                                        : NULL;
        if (!e) continue;
        buf_put(out, s.p + from, i - from);
        buf_puts(out, e);
        from = i + 1;
    }
    buf_put(out, s.p + from, s.n - from);
}

static void put(Buf *out, const char *s) {
    escaped(out, str_of(s));
}

/* ---- the text, with the words of each line marked ---- */

typedef struct {
    uint32_t at;
    bool ends;
    uint32_t line;
} Edge; /* line: index into Marks.lines */

typedef struct {
    const PageLine **lines;
    uint32_t *open; /* the lines whose words are being written */
    bool *linked;   /* of each line: its anchor stands */
    uint32_t n, n_open;
    Edge *edges;
    uint32_t n_edges;
} Marks;

static int by_place(const void *a, const void *b) {
    const Edge *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    if (x->ends != y->ends) return x->ends ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static void marks_make(const Page *page, Marks *m) {
    uint32_t total = 0;
    for (uint32_t i = 0; i < page->sections.n; i++) total += page->sections.at[i].lines.n;
    m->lines = arena_alloc(page->arena, (total + 1) * sizeof *m->lines);
    m->open = arena_alloc(page->arena, (total + 1) * sizeof *m->open);
    m->linked = arena_alloc(page->arena, total + 1);
    m->edges = arena_alloc(page->arena, ((size_t)total * 2 + 1) * sizeof *m->edges);
    for (uint32_t i = 0; i < page->sections.n; i++)
        for (uint32_t k = 0; k < page->sections.at[i].lines.n; k++) {
            const PageLine *l = &page->sections.at[i].lines.at[k];
            if (span_is_none(l->words)) continue;
            m->edges[m->n_edges++] = (Edge){l->words.begin, false, m->n};
            m->edges[m->n_edges++] = (Edge){l->words.end, true, m->n};
            m->lines[m->n++] = l;
        }
    if (m->n_edges) qsort(m->edges, m->n_edges, sizeof *m->edges, by_place);
}

enum { MARKS_NAMED = 32 }; /* lines named on one stretch of words: more would make the page grow with their square */

static void put_stretch(const Page *page, Marks *m, uint32_t from, uint32_t to, Buf *out) {
    Str s = {page->text + from, to - from};
    if (!m->n_open) {
        escaped(out, s);
        return;
    }
    for (uint32_t i = 0; i < m->n_open; i++) {
        if (m->linked[m->open[i]]) continue;
        m->linked[m->open[i]] = true;
        buf_printf(out, "<span id=\"w%s\"></span>", m->lines[m->open[i]]->mark);
    }
    buf_puts(out, "<mark data-l=\"");
    for (uint32_t i = 0; i < m->n_open && i < MARKS_NAMED; i++)
        buf_printf(out, "%s%s", i ? " " : "", m->lines[m->open[i]]->mark);
    buf_puts(out, "\">");
    escaped(out, s);
    buf_puts(out, "</mark>");
}

static void pass_edge(Marks *m, Edge e) {
    if (!e.ends) {
        m->open[m->n_open++] = e.line;
        return;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < m->n_open; i++)
        if (m->open[i] != e.line) m->open[kept++] = m->open[i];
    m->n_open = kept;
}

static void put_block(const Page *page, Marks *m, uint32_t *edge, Span span, Buf *out) {
    uint32_t at = span.begin;
    while (at < span.end) {
        while (*edge < m->n_edges && m->edges[*edge].at <= at) pass_edge(m, m->edges[(*edge)++]);
        uint32_t to = *edge < m->n_edges && m->edges[*edge].at < span.end ? m->edges[*edge].at : span.end;
        put_stretch(page, m, at, to, out);
        at = to;
    }
}

static void put_text(const Page *page, Buf *out) {
    Marks m = {0};
    uint32_t edge = 0;
    marks_make(page, &m);
    buf_puts(out, "<section id=\"text\" aria-label=\"The text\">\n");
    for (uint32_t i = 0; i < page->n_blocks; i++) {
        buf_puts(out, "<p class=\"");
        put(out, page->blocks[i].kind);
        buf_puts(out, "\">");
        put_block(page, &m, &edge, page->blocks[i].span, out);
        buf_puts(out, "</p>\n");
    }
    buf_puts(out, "</section>\n");
}

/* ---- the record ---- */

static void put_line(const Page *page, const PageLine *l, bool with_evidence, Buf *out) {
    bool linked = !span_is_none(l->words);
    buf_puts(out, "<li>");
    if (linked) buf_printf(out, "<a href=\"#w%s\">", l->mark);
    if (*l->when) {
        buf_puts(out, "<span class=\"when\">");
        put(out, l->when);
        buf_puts(out, "</span>");
    }
    if (*l->kind) {
        buf_puts(out, "<span class=\"kind\">");
        put(out, l->kind);
        buf_puts(out, "</span>");
    }
    if (*l->who) {
        buf_puts(out, "<b>");
        put(out, l->who);
        buf_puts(out, *l->what ? "</b>: " : "</b>");
    }
    put(out, l->what);
    if (with_evidence && !span_is_none(l->evidence)) {
        buf_puts(out, "<blockquote>");
        escaped(out, (Str){page->text + l->evidence.begin, l->evidence.end - l->evidence.begin});
        buf_puts(out, "</blockquote>");
    }
    buf_puts(out, linked ? "</a></li>\n" : "</li>\n");
}

static void put_record(const Page *page, Buf *out) {
    buf_puts(out, "<section id=\"record\" aria-label=\"The record\">\n");
    for (uint32_t i = 0; i < page->sections.n; i++) {
        const PageSection *s = &page->sections.at[i];
        if (!s->lines.n && !s->none) continue;
        buf_printf(out, "<h2 id=\"%s\">%s</h2>\n", s->id, s->title);
        if (!s->lines.n) buf_printf(out, "<p class=\"none\">%s</p>\n", s->none);
        if (s->lines.n) buf_puts(out, "<ol>\n");
        for (uint32_t k = 0; k < s->lines.n; k++)
            put_line(page, &s->lines.at[k], strcmp(s->id, "participants") != 0, out);
        if (s->lines.n) buf_puts(out, "</ol>\n");
    }
    buf_puts(out, "</section>\n");
}

void page_html(const Page *page, Buf *out) {
    buf_puts(out, head);
    buf_puts(out, "<title>");
    put(out, page->title);
    buf_puts(out, "</title>\n");
    buf_puts(out, css);
    buf_puts(out, "<header><h1>");
    put(out, page->title);
    buf_puts(out, "</h1>\n<div class=\"facts\">");
    put(out, page->facts);
    buf_puts(out, "</div>\n<div class=\"source\">");
    put(out, page->source);
    buf_puts(out, "</div></header>\n<main>\n");
    put_record(page, out);
    put_text(page, out);
    buf_puts(out, "</main>\n");
    buf_puts(out, script);
}
