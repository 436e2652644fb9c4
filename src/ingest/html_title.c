/* Title, outlet, address, language of a page, and which block is its main heading. */
#include "ingest/html_page.h"

enum {
    HEADINGS_MAX = 64,   /* headings compared with the title */
    SITE_WORDS = 5,      /* longest tail of a <title> that is taken for the site's name without further evidence */
    TITLE_WORDS = 3,     /* fewest words that must be left before it */
    HEADLINE_BYTES = 400 /* longest heading that can be a title */
};

static LineKey *key_of(HtmlPage *page, Str s) {
    LineKey *key = arena_alloc(page->arena, sizeof *key);
    key->text.arena = page->arena;
    line_key(s, key);
    return key;
}

/* Percent of the words of the shorter that stand in the longer too; 0 if one is empty. */
static int alike(const LineKey *a, const LineKey *b) {
    if (a->n > b->n) {
        const LineKey *c = a;
        a = b, b = c;
    }
    int shared = 0;
    bool used[LINEKEY_WORDS] = {false};
    for (int i = 0; i < a->n; i++) {
        for (int k = 0; k < b->n; k++) {
            if (used[k] || !str_eq(line_key_str(a, i, i + 1), line_key_str(b, k, k + 1))) continue;
            used[k] = true;
            shared++;
            break;
        }
    }
    return a->n ? shared * 100 / a->n : 0;
}

static bool same_words(const LineKey *a, const LineKey *b) {
    return a->n && a->n == b->n && str_eq(line_key_str(a, 0, a->n), line_key_str(b, 0, b->n));
}

/* "example" of "https://www.example.co.uk/…" */
static Str host_core(Str url) {
    if (!url.n) return url;
    for (size_t i = 0; i + 2 < url.n; i++)
        if (memcmp(url.p + i, "://", 3) == 0) {
            url = (Str){url.p + i + 3, url.n - i - 3};
            break;
        }
    size_t n = 0;
    while (n < url.n && url.p[n] != '/' && url.p[n] != ':' && url.p[n] != '?') n++;
    if (n > 4 && memcmp(url.p, "www.", 4) == 0) url.p += 4, n -= 4;
    const char *dot = n ? memchr(url.p, '.', n) : NULL;
    return dot ? (Str){url.p, (size_t)(dot - url.p)} : (Str){NULL, 0};
}

/* Letters and digits alone, so that "The Example Post" is found in "theexamplepost". */
static bool names_host(Str name, Str host) {
    size_t k = 0;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c | 32);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) continue;
        if (k >= host.n || host.p[k] != c) return false;
        k++;
    }
    return k >= 3 && k == host.n;
}

static size_t separator(Str s, size_t at) {
    static const char *const marks[] = {" | ",  " - ", " – ", " — ", " · ", " • ", " » ", " « ",
                                        " :: ", " / ", " › ", " > ", " ~ ", ": ",  "| "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (s.n - at >= strlen(marks[i]) && memcmp(s.p + at, marks[i], strlen(marks[i])) == 0) return strlen(marks[i]);
    return 0;
}

typedef struct {
    const LineKey *site;
    Str host;
    const Outlets *outlets;
} Site;

static bool names_site(HtmlPage *page, const Site *site, Str part) {
    const LineKey *key = key_of(page, part);
    return same_words(key, site->site) || names_host(part, site->host) || outlets_by_name(site->outlets, key);
}

/* Cuts the site's name off a title, at either end. `guess`: a short tail goes without evidence. */
static Str without_site(HtmlPage *page, const Site *site, Str title, bool guess, Str *cut) {
    bool again = true;
    *cut = (Str){NULL, 0};
    while (again) {
        again = false;
        for (size_t i = title.n; i-- > 0;) { /* the last mark first */
            size_t n = separator(title, i);
            if (!n) continue;
            Str head = str_trim((Str){title.p, i}), tail = str_trim((Str){title.p + i + n, title.n - i - n});
            bool colon = n == 2 && title.p[i] == ':';
            if (!head.n || !tail.n) break;
            const LineKey *k = key_of(page, tail), *h = key_of(page, head);
            bool short_tail = guess && !colon && k->n <= SITE_WORDS && h->n >= TITLE_WORDS && h->n > k->n;
            if ((!colon && names_site(page, site, tail)) || short_tail) {
                if (!cut->n) *cut = tail;
                title = head;
                again = names_site(page, site, tail) || !short_tail;
            } else if (names_site(page, site, head)) {
                if (!cut->n) *cut = head;
                title = tail;
            }
            break;
        }
    }
    return title;
}

static Str heading_text(const HtmlPage *page, uint32_t block) {
    return html_block_str(page, &page->blocks.at[block]);
}

/* The heading that is most like the title; if the page has no title, the first main heading. */
static void find_heading(HtmlPage *page, const LineKey *title) {
    int best = 0, looked = 0;
    uint32_t only = 0, mains = 0; /* the last main heading that is long enough for a title; how many there are */
    for (uint32_t i = 0; i < page->blocks.n && looked < HEADINGS_MAX; i++) {
        const HtmlBlock *b = &page->blocks.at[i];
        HtmlTag tag = (HtmlTag)page->nodes[b->node].tag;
        bool named = (page->nodes[b->node].roles & CLASS_TITLE) != 0;
        if ((!html_tag_is_heading(tag) && !named) || b->end - b->begin > HEADLINE_BYTES) continue;
        looked++;
        int rank = tag == TAG_H1 ? 30 : tag == TAG_H2 ? 10 : 0;
        const LineKey *key = key_of(page, heading_text(page, i));
        if (tag == TAG_H1 && key->n > TITLE_WORDS) only = i + 1, mains++;
        int like = alike(key, title);
        if (key->n * 3 < title->n) like = like / 2; /* the site's name stands in its titles too */
        int score = like + (like >= 60 || (!title->n && tag == TAG_H1) ? rank : 0);
        if (score < 60 && !(tag == TAG_H1 && !title->n)) continue;
        if (score > best) best = score, page->h1 = i + 1;
    }
    if (!page->h1 && mains == 1) page->h1 = only; /* search engines are told another title than readers */
}

static Str page_title(const HtmlPage *page) {
    for (uint32_t i = 1; i < page->n; i++)
        if (page->nodes[i].tag == TAG_TITLE) return html_value(page, html_text_of(page, i));
    return (Str){NULL, 0};
}

static const char *keep(const HtmlPage *page, Str s) {
    return s.n ? arena_copy(page->arena, s.p, s.n) : NULL;
}

static void set(const HtmlPage *page, const char **field, Str s) {
    if (!*field && s.n) *field = keep(page, s);
}

/* "en_US" -> "en-US"; what is no language tag is passed over. */
static void set_lang(HtmlPage *page, Str lang) {
    Document *doc = page->doc;
    if (doc->lang || lang.n < 2 || lang.n > 16) return;
    char *tag = arena_copy(page->arena, lang.p, lang.n);
    for (char *p = tag; *p; p++) {
        bool letter = (*p | 32) >= 'a' && (*p | 32) <= 'z';
        if (*p == '_')
            *p = '-';
        else if (!letter && *p != '-' && !(*p >= '0' && *p <= '9'))
            return;
    }
    size_t primary = strcspn(tag, "-");
    if (primary != 2 && primary != 3) return;
    for (size_t i = 0; i < primary; i++) tag[i] |= 32;
    doc->lang = tag;
}

/* Is `part` in `s`? What is longer than a title is taken to be. */
static bool holds(Str s, Str part) {
    if (s.n > HEADLINE_BYTES) return true;
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (memcmp(s.p + i, part.p, part.n) == 0) return true;
    return false;
}

void html_title(HtmlPage *page, const HtmlFacts *ld, const HtmlFacts *head) {
    Document *doc = page->doc;
    set(page, &doc->url, head->url);
    set(page, &doc->url, ld->url);
    set_lang(page, head->lang);
    set_lang(page, ld->lang);
    Str url = str_of(doc->url), tail, name = head->site.n ? head->site : ld->site;
    const Outlet *known = url.n ? outlets_by_url(&page->know->outlets, url) : NULL;
    if (!name.n && known) name = str_of(known->name);
    Site site = {key_of(page, name), host_core(url), &page->know->outlets};
    Str printed = page_title(page);
    Str bare = without_site(page, &site, printed, true, &tail);
    if (known) set(page, &doc->outlet, str_of(known->name));
    set(page, &doc->outlet, head->site);
    set(page, &doc->outlet, ld->site);
    if (tail.n && (names_host(tail, site.host) || !site.host.n)) set(page, &doc->outlet, tail);

    Str unused, said = ld->article ? ld->title : head->title;
    if (!said.n) said = head->title.n ? head->title : ld->title;
    if (ld->name.n && holds(printed, ld->name) && !holds(printed, said))
        said = ld->name; /* the headline describes it */
    said = without_site(page, &site, said, false, &unused);
    const LineKey *want = key_of(page, said.n ? said : bare);
    find_heading(page, want);
    if (doc->title) return;
    if (page->h1) {
        Str h1 = heading_text(page, page->h1 - 1);
        if (key_of(page, h1)->n >= 2 || !said.n) said = h1;
    }
    if (!said.n) said = bare;
    Buf line = {.arena = page->arena}, clean = {.arena = page->arena};
    html_collapse(&line, said, 0, false);
    utf8_clean((Str){line.p, line.n}, &clean);
    set(page, &doc->title, str_trim((Str){clean.p, clean.n}));
}
