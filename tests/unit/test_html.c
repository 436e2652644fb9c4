/* Laws of reading pages: the article comes out whole, what stands around it does not, whatever the bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/utf8.h"
#include "ingest/html.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static Knowledge *know;
static Arena *arena;

static int setup(void **state) {
    (void)state;
    dm_error err = {0};
    know = know_load(NULL, &err);
    if (!know) fprintf(stderr, "%s\n", err.message);
    arena = arena_new(ARENA_DEFAULT_LIMIT);
    return know && arena ? 0 : 1;
}

static int teardown(void **state) {
    (void)state;
    know_free(know);
    arena_free(arena);
    return 0;
}

static Document *read_page(Str page) {
    char source[] = "test.html";
    RawDoc raw = {.source = source, .kind = INPUT_HTML};
    dm_error err = {0};
    arena_reset(arena);
    if (ARENA_GUARD(arena)) fail_msg("the arena ran out");
    Document *doc = arena_alloc(arena, sizeof *doc);
    doc->arena = arena;
    doc->source = source;
    doc->published = doc->updated = doc->dateline.value = STAMP_NONE;
    assert_true(html_read(&raw, page, know, doc, &err));
    document_finish(doc);
    return doc;
}

static void check_laws(const Document *doc) {
    uint32_t end = 0;
    assert_true(utf8_valid((Str){doc->text, doc->length}));
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        Span s = doc->blocks.at[i].span;
        assert_true(s.begin >= end && s.end > s.begin && s.end <= doc->length);
        assert_true(doc->blocks.at[i].kind != BLOCK_HEADLINE || i == 0);
        end = s.end;
    }
}

static const char *const sentences[] = {
    "The two ministers spoke for half an hour on Thursday, their offices said.",
    "Neither side gave a date for the next round, which was put off twice last year.",
    "Officials in both capitals described the talks as frank, and declined to say more.",
    "The treaty, signed a generation ago, obliges each party to consult the other first.",
    "A spokeswoman said that the wording of the text had been agreed \"line by line\".",
    "Trade between the two countries fell for a third quarter, according to customs figures.",
    "Diplomats had expected the communique to mention the border, but it did not.",
    "The envoy will travel on Monday to the capital, where he is to meet the president.",
};
enum { SENTENCES = sizeof sentences / sizeof *sentences };

static const char *const furniture[] = {
    "<nav><ul><li><a href=/>Home</a></li><li><a href=/w>FURNITURE World</a></li></ul></nav>",
    "<div class=\"share-buttons\"><a href=x>FURNITURE Share on Facebook</a></div>",
    "<aside class=\"related-stories\"><h3>FURNITURE Related</h3><ul><li><a href=1>FURNITURE Another story of the day, "
    "told at length</a></li></ul></aside>",
    "<div id=comments><p>FURNITURE I never agreed with this minister, and I never will, said one reader.</p></div>",
    "<div class=newsletter-signup><p>FURNITURE Sign up for our morning letter, sent every day, free.</p></div>",
    "<footer><p>FURNITURE All rights reserved. No part may be copied, sold or lent.</p></footer>",
    "<script>var a = 'FURNITURE text, in a script.';</script><style>.a { content: 'FURNITURE'; }</style>",
    "<div class=\"cookie-banner\"><p>FURNITURE We use cookies, as everyone does, to know you better.</p></div>",
    "<p style=\"display: none\">FURNITURE hidden words, which no reader sees, stand here.</p>",
    "<p><a href=z>FURNITURE Read more: how the talks came about</a></p>",
    "<form><label>FURNITURE E-mail</label><input name=e><button>FURNITURE Send</button></form>",
    "<select><option>FURNITURE One</option></select><svg><title>FURNITURE icon</title></svg>",
};
enum { KINDS = sizeof furniture / sizeof *furniture };

/* Any article of some length inside any container, with any furniture around and between: all of it, and nothing else. */
static void test_article_without_furniture(void **state) {
    (void)state;
    static const char *const containers[][2] = {{"<div class=\"entry-content\">", "</div>"},
                                                {"<article>", "</article>"},
                                                {"<div><div>", "</div></div>"},
                                                {"<table><tr><td>", "</td></tr></table>"},
                                                {"<main><section class=\"x1\">", "</section></main>"}};
    srand(11);
    for (int round = 0; round < 300; round++) {
        Buf article = {0}, page = {0}, want = {0};
        int paragraphs = 4 + rand() % 6;
        for (int p = 0; p < paragraphs; p++) {
            char text[512] = "";
            for (int s = 2 + rand() % 2; s > 0; s--) {
                char one[160];
                snprintf(one, sizeof one, "%s%s (%d.%d)", *text ? " " : "", sentences[rand() % SENTENCES], p, s);
                strcat(text, one);
            }
            buf_printf(&article, "<p>%s</p>", text);
            buf_printf(&want, "%s%s", p ? "\n\n" : "", text);
            if (rand() % 3 == 0) buf_puts(&article, furniture[rand() % KINDS]);
        }
        buf_puts(&page, "<html><head><title>Ministers talk again after a year</title></head><body>");
        for (int i = rand() % 4; i > 0; i--) buf_puts(&page, furniture[rand() % KINDS]);
        buf_puts(&page, "<h1>Ministers talk again after a year</h1>");
        const char *const *container = containers[rand() % 5];
        buf_printf(&page, "%s%s%s", container[0], buf_cstr(&article), container[1]);
        for (int i = rand() % 4; i > 0; i--) buf_puts(&page, furniture[rand() % KINDS]);
        buf_puts(&page, "</body></html>");
        Document *doc = read_page((Str){page.p, page.n});
        check_laws(doc);
        char expected[8192];
        snprintf(expected, sizeof expected, "Ministers talk again after a year\n\n%s", buf_cstr(&want));
        size_t same = 0;
        while (doc->text[same] && doc->text[same] == expected[same]) same++;
        if (doc->text[same] || expected[same])
            fail_msg("a page is read as ...%.200s\nwhere is wanted ...%.200s", doc->text + same, expected + same);
        buf_free(&article);
        buf_free(&page);
        buf_free(&want);
    }
}

/* Whatever the bytes: the laws hold, and the same bytes give the same text. */
static void test_any_bytes(void **state) {
    (void)state;
    static const char *const bits[] = {"<div>",
                                       "</div>",
                                       "<p>",
                                       "</p>",
                                       "<a href=x>",
                                       "</a>",
                                       "<h1>",
                                       "</h2>",
                                       "<table>",
                                       "<td>",
                                       "</tr>",
                                       "<li>",
                                       "<br>",
                                       "<br><br>",
                                       "<pre>\n a",
                                       "</pre>",
                                       "<!--",
                                       "-->",
                                       "<script>",
                                       "</script>",
                                       "<script type='application/ld+json'>{\"@type\":\"Article\",",
                                       "}",
                                       "<meta property='og:title' content='",
                                       "'>",
                                       "<time datetime=2025-01-23>",
                                       "&amp;",
                                       "&#146;",
                                       "&#0;",
                                       "\xFF",
                                       "\xE2\x80",
                                       "\0",
                                       "The ministers met, and parted. ",
                                       "x",
                                       " ",
                                       "<",
                                       ">",
                                       "\"",
                                       "<noscript>",
                                       "<figure><figcaption>A view.",
                                       "class=\"share\"",
                                       "<ul>"};
    srand(5);
    for (int round = 0; round < 3000; round++) {
        Buf page = {0}, first = {0};
        for (int i = rand() % 60; i >= 0; i--) {
            size_t k = (size_t)rand() % (sizeof bits / sizeof *bits);
            buf_put(&page, bits[k], k == 30 ? 1 : strlen(bits[k]));
        }
        Document *doc = read_page((Str){page.p, page.n});
        check_laws(doc);
        buf_put(&first, doc->text, doc->length);
        doc = read_page((Str){page.p, page.n});
        assert_int_equal(doc->length, first.n);
        assert_memory_equal(doc->text, first.n ? first.p : "", first.n);
        buf_free(&page);
        buf_free(&first);
    }
}

static void nest(const char *open, const char *close, int depth) {
    Buf page = {0};
    for (int i = 0; i < depth; i++) buf_puts(&page, open);
    buf_puts(&page, "<p>The ministers met at the border, as they had agreed, and shook hands.</p>");
    for (int i = 0; i < depth; i++) buf_puts(&page, close);
    buf_puts(&page, "<p>The ministers parted at the border, as they had met, without a word.</p>");
    Document *doc = read_page((Str){page.p, page.n});
    check_laws(doc);
    assert_non_null(strstr(doc->text, "shook hands"));
    buf_free(&page);
}

/* Hostile nesting is read in time that grows with the page, on a stack that does not. */
static void test_depth(void **state) {
    (void)state;
    nest("<div>", "</div>", 100000);
    nest("<b>", "</b>", 100000);
    nest("<b>", "</i>", 100000);
    nest("<ul><li>", "", 100000);
    nest("<table><tr><td>", "</table>", 30000);
    nest("<script type='application/ld+json'>[[[[{\"@graph\":[</script>", "", 5000);
    Buf page = {0};
    buf_puts(&page, "<script type='application/ld+json'>");
    for (int i = 0; i < 100000; i++) buf_puts(&page, "[{\"@graph\":");
    buf_puts(&page, "</script><p>The ministers met at the border, as they had agreed, and shook hands.</p>");
    assert_non_null(strstr(read_page((Str){page.p, page.n})->text, "shook hands"));
    buf_free(&page);
}

typedef struct {
    const char *head, *body, *published, *title, *byline;
} Said;

static void test_metadata(void **state) {
    (void)state;
    static const Said said[] = {
        {"<title>Talks resume | The Example Post</title><meta property=og:site_name content='The Example Post'>",
         "<h1>Talks resume</h1>", "", "Talks resume", NULL},
        {"<meta property='article:published_time' content='2025-01-23T18:07:00+09:00'><meta name=date "
         "content='2024-05-05'>",
         "<h1>Talks resume at last</h1>", "2025-01-23T18:07:00+09:00", "Talks resume at last", NULL},
        {"<script "
         "type='application/ld+json'>{\"@context\":\"https://"
         "schema.org\",\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2020-01-01\"},"
         "{\"@type\":\"NewsArticle\",\"headline\":\"Talks &amp; more "
         "talks\",\"datePublished\":\"2025-01-23T09:07:00Z\",\"author\":[{\"@id\":\"#w\"}]},"
         "{\"@id\":\"#w\",\"@type\":\"Person\",\"name\":\"Ann Writer\"}]}</script>",
         "", "2025-01-23T09:07:00Z", "Talks & more talks", "Ann Writer"},
        {"<title>Talks</title>",
         "<h1>Talks resume in the north</h1><div class=byline>By Ann Writer and Bo Scribe</div><time "
         "datetime='2025-01-23T18:07+09:00'>today</time>",
         "2025-01-23T18:07+09:00", "Talks resume in the north", "Ann Writer"},
        {"<title>Talks</title>", "<h1>Talks resume in the north</h1><div>Published: 23 Jan. 2025, 18:07</div>",
         "2025-01-23T18:07", "Talks resume in the north", NULL},
        {"<link rel=canonical href='https://post.example/2025/01/23/talks'>", "<h1>Talks resume in the north</h1>",
         "2025-01-23", "Talks resume in the north", NULL},
        {"<meta property='article:published_time' content='2025-01-24T02:25:00Z'>",
         "<h1>Talks resume in the north</h1><time class=published>January 23, 2025 9:25 p.m.</time>",
         "2025-01-23T21:25-05:00", "Talks resume in the north", NULL},
        {"", "<h1>Talks resume in the north</h1><div class=related><time datetime='2019-01-01'></time></div>", "",
         "Talks resume in the north", NULL},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        char page[4096], stamp[STAMP_TEXT];
        snprintf(page, sizeof page,
                 "<html lang=en-US><head>%s</head><body>%s<div><p>%s</p><p>%s</p><p>%s</p></div></body></html>",
                 said[i].head, said[i].body, sentences[0], sentences[1], sentences[2]);
        Document *doc = read_page(str_of(page));
        stamp_print(&doc->published, stamp);
        assert_string_equal(stamp, said[i].published);
        assert_string_equal(doc->title, said[i].title);
        if (said[i].byline)
            assert_string_equal(doc->bylines.at[0], said[i].byline);
        else
            assert_int_equal(doc->bylines.n, 0);
        assert_string_equal(doc->lang, "en-US");
    }
}

static void test_captions_once(void **state) {
    (void)state;
    char page[2048];
    snprintf(page, sizeof page,
             "<h1>Talks resume in the north</h1><article><figure><figcaption>The ministers at the border on Monday. "
             "Photo: A. Lens</figcaption></figure>"
             "<p>The ministers at the border on Monday. Photo: A. Lens</p><p>%s</p><p>%s</p><p>%s</p></article>",
             sentences[0], sentences[1], sentences[0]);
    Document *doc = read_page(str_of(page));
    const char *first = strstr(doc->text, "Photo: A. Lens");
    assert_non_null(first);
    assert_null(strstr(first + 1, "Photo: A. Lens"));
    first = strstr(doc->text, sentences[0]); /* what the writer says twice stands twice */
    assert_non_null(strstr(first + 1, sentences[0]));
}

/* Every message of the two loaders, provoked by a file that is wrong in just this way. */
static void test_knowledge_messages(void **state) {
    (void)state;
    static const struct {
        const char *file, *text, *message;
    } wrong[] = {
        {"html.tsv", "share\tcontents\n", "html.tsv:1: no role \"contents\""},
        {"html.tsv", "# x\nshare|2nd\tfurniture\n", "html.tsv:2: \"2nd\" is no class word"},
        {"html.tsv", "a b c\tfurniture\n", "html.tsv:1: \"a b c\" is no class word"},
        {"html.tsv", "*share*\tfurniture\n", "html.tsv:1: \"*share*\" is no class word"},
        {"html.tsv", "ab*\tfurniture\n", "html.tsv:1: \"ab*\" is no class word"},
        {"html.tsv", "share\n", "html.tsv:1: 1 fields where 2 to 2 are wanted"},
        {"html-meta.tsv", "og:title\ttitles\n", "html-meta.tsv:1: no such thing as \"titles\""},
        {"html-meta.tsv", "og:title\n", "html-meta.tsv:1: 1 fields where 2 to 2 are wanted"},
    };
    char dir[] = "/tmp/test_html_XXXXXX";
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", dir, wrong[i].file);
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fputs(wrong[i].text, f);
        fclose(f);
        dm_error err = {0};
        assert_null(know_load(dir, &err));
        assert_int_equal(err.code, DM_CONFIG);
        assert_non_null(strstr(err.message, wrong[i].message));
        unlink(path);
    }
    rmdir(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_article_without_furniture),
                                       cmocka_unit_test(test_any_bytes),
                                       cmocka_unit_test(test_depth),
                                       cmocka_unit_test(test_metadata),
                                       cmocka_unit_test(test_captions_once),
                                       cmocka_unit_test(test_knowledge_messages)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
