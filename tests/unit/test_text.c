/* Laws of the readers of text and Markdown. */
#include "base/utf8.h"
#include "ingest/head.h"
#include "ingest/inline.h"
#include "ingest/kind.h"
#include "ingest/lang.h"
#include "ingest/markdown.h"
#include "ingest/text.h"
#include "ingest/wrap.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Knowledge *know;
static Arena *arena;
static uint32_t seed;

static uint32_t next_random(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static int start(void **state) {
    (void)state;
    dm_error err = {0};
    know = know_load(NULL, &err);
    arena = arena_new(ARENA_DEFAULT_LIMIT);
    if (!know) fprintf(stderr, "%s\n", err.message);
    return know && arena ? 0 : -1;
}

static int stop(void **state) {
    (void)state;
    arena_free(arena);
    know_free(know);
    return 0;
}

static Document *read_as(InputKind kind, Str text) {
    arena_reset(arena);
    Document *doc = arena_alloc(arena, sizeof *doc);
    doc->arena = arena;
    char source[] = "test";
    RawDoc raw = {.source = source, .kind = kind};
    dm_error err = {0};
    if (kind == INPUT_TEXT)
        text_read(&raw, text, know, doc);
    else if (kind == INPUT_JSONL)
        text_body_read(text, know, doc);
    else if (!markdown_read(&raw, text, know, doc, &err))
        assert_true(err.message[0]);
    document_finish(doc);
    head_finish(doc, know);
    return doc;
}

static void spans_are_ordered_whatever_the_bytes(void **state) {
    (void)state;
    static const char *const bits[] = {"Published: ",
                                       "2 May 2024",
                                       "\n",
                                       "\n\n",
                                       "*",
                                       "**",
                                       "[",
                                       "](",
                                       ")",
                                       "![",
                                       "\\",
                                       "Related Stories\n",
                                       "| a ",
                                       "---\n",
                                       "By A Writer\n",
                                       "Share\n",
                                       "<",
                                       "<!--",
                                       "&amp;",
                                       "`",
                                       "# ",
                                       "- ",
                                       "\xE2\x80\x9C",
                                       "\xED\x95\x9C",
                                       "\xFF",
                                       "\x01",
                                       "The ministers met in Oslo on Monday and agreed to meet again in May. ",
                                       "_",
                                       "   ",
                                       "SEOUL (Yonhap) --",
                                       "#",
                                       "@b.c"};
    for (seed = 1; seed < 1500; seed += 1) {
        uint32_t before = seed;
        Buf b = {0};
        for (uint32_t i = 0, n = next_random(40); i < n; i++)
            buf_puts(&b, bits[next_random(sizeof bits / sizeof *bits)]);
        static const InputKind kinds[] = {INPUT_TEXT, INPUT_MARKDOWN, INPUT_JSONL};
        for (int k = 0; k < 3; k++) {
            Document *doc = read_as(kinds[k], (Str){b.p, b.n});
            assert_true(utf8_valid((Str){doc->text, doc->length}));
            uint32_t end = 0;
            for (uint32_t i = 0; i < doc->blocks.n; i++) {
                Span s = doc->blocks.at[i].span;
                assert_true(s.begin >= end && s.end > s.begin && s.end <= doc->length);
                end = s.end;
            }
        }
        buf_free(&b);
        seed = before;
    }
}

/* Sentences of plain words, wrapped to any width, come back as they were. */
static void unwrapping_undoes_wrapping(void **state) {
    (void)state;
    static const char *const words[] = {"envoys", "of",  "the",    "two", "republics", "met", "at",   "the",
                                        "bridge", "and", "agreed", "to",  "open",      "it",  "twice"};
    for (uint32_t width = 50; width <= 100; width += 5) {
        seed = width;
        Buf flat = {0}, wrapped = {0};
        uint32_t column = 0;
        for (int i = 0; i < 120; i++) {
            const char *word = words[next_random(15)];
            uint32_t n = (uint32_t)strlen(word);
            bool wraps = column && column + 1 + n > width;
            if (i) buf_putc(&flat, ' '), buf_putc(&wrapped, wraps ? '\n' : ' ');
            buf_puts(&flat, word);
            buf_puts(&wrapped, word);
            column = wraps || !i ? n : column + 1 + n;
        }
        buf_puts(&flat, ".");
        buf_puts(&wrapped, ".\n");
        Document *doc = read_as(INPUT_TEXT, (Str){wrapped.p, wrapped.n});
        assert_int_equal(doc->blocks.n, 1);
        assert_string_equal(doc->text, buf_cstr(&flat));
        doc = read_as(INPUT_MARKDOWN, (Str){wrapped.p, wrapped.n});
        assert_string_equal(doc->text, buf_cstr(&flat));
        buf_free(&flat);
        buf_free(&wrapped);
    }
}

/* Text in which every mark is escaped comes out as it was. */
static void escapes_are_undone(void **state) {
    (void)state;
    static const char marks[] = "*_[]()#+-.!`\\&<>|~{}\"'ab c";
    for (seed = 1; seed < 400; seed++) {
        uint32_t before = seed;
        Buf plain = {.arena = arena}, escaped = {.arena = arena}, out = {.arena = arena};
        arena_reset(arena);
        for (int i = 0; i < 30; i++) {
            char c = marks[next_random(sizeof marks - 1)];
            buf_putc(&plain, c);
            if (c != ' ' && c != 'a' && c != 'b' && c != 'c') buf_putc(&escaped, '\\');
            buf_putc(&escaped, c);
        }
        inline_plain((Str){escaped.p, escaped.n}, NULL, &out, NULL, NULL);
        assert_int_equal(out.n, plain.n);
        assert_memory_equal(out.p, plain.p, plain.n);
        seed = before;
    }
}

/* A title written as YAML in either kind of quotes is the title. */
static void front_matter_gives_the_title_back(void **state) {
    (void)state;
    const char *doc_text = "---\ntitle: \"Call\\_with \\\"Prime\\\" Minister\\u2019s\\\n  \\ office\"\ndate: "
                           "'2024-05-01'\n---\nThe two spoke at noon.\n";
    Document *doc = read_as(INPUT_MARKDOWN, str_of(doc_text));
    assert_string_equal(doc->title, "Call with \"Prime\" Minister\xE2\x80\x99s office");
    assert_int_equal(doc->published.day.month, 5);
    assert_int_equal(doc->published_from, PUBLISHED_FRONT_MATTER);
    doc = read_as(INPUT_MARKDOWN, STR("---\ntitle: 'It''s #1: a \\ test'\n---\nText stands here.\n"));
    assert_string_equal(doc->title, "It's #1: a \\ test");
    doc = read_as(INPUT_MARKDOWN, STR("---\nNo key stands here\n---\nText stands here.\n"));
    assert_non_null(strstr(doc->text, "No key")); /* two rules with text between them are no front matter */
    assert_int_equal(doc->published_from, PUBLISHED_NONE);
}

/* Reading the text that was made of a document changes it no more. */
static void clean_text_stays(void **state) {
    (void)state;
    Str page = STR("Envoys meet\nPublished: 2 May 2024, 09:30\nEnvoys of the two republics met at the bridge on "
                   "Thursday and agreed to open it.\n"
                   "They will meet again on May 16 to settle the hours.\nTo write comments, please log in.\nMost "
                   "Read\nFerry fares to rise\n");
    Document *first = read_as(INPUT_TEXT, page);
    assert_null(strstr(first->text, "comments"));
    assert_null(strstr(first->text, "Ferry"));
    char *text = strdup(first->text);
    assert_non_null(text);
    Document *second = read_as(INPUT_TEXT, str_of(text));
    assert_string_equal(second->text, text);
    free(text);
}

static void kinds_have_one_order(void **state) {
    (void)state;
    for (int i = 0; i < KIND_NAMES; i++) assert_string_equal(kind_cue_names[i], doc_kind_name((DocKind)i));
    assert_int_equal(KIND_OTHER + 1, KIND_NAMES);
}

/* ---- bad knowledge lines: each message names file, line and remedy ---- */

static void loads_badly(const char *file, const char *content, const char *says) {
    char dir[] = "/tmp/demarche-text-XXXXXX", path[128];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/%s", dir, file);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(content, f);
    fclose(f);
    dm_error err = {0};
    Knowledge *bad = know_load(dir, &err);
    unlink(path);
    rmdir(dir);
    assert_null(bad);
    assert_int_equal(err.code, DM_CONFIG);
    assert_non_null(strstr(err.message, file));
    if (!strstr(err.message, says)) fail_msg("'%s' lacks '%s'", err.message, says);
}

static void bad_lines_are_named(void **state) {
    (void)state;
    loads_badly("furniture.tsv", "share\tnowhere\tjunk\tpage\n", ":1: 'nowhere' is no place");
    loads_badly("furniture.tsv", "# c\nshare\tline\tthing\tpage\n", ":2: 'thing' is not known");
    loads_badly("furniture.tsv", "share\tline\tjunk\tstrong\n", "neither 'page' nor 'weak'");
    loads_badly("furniture.tsv", "share|Share!\tline\tjunk\tpage\n", "listed twice");
    loads_badly("furniture.tsv", "...\tline\tjunk\tpage\n", "has no words");
    loads_badly("furniture.tsv", "share\tline\n", "2 fields");
    loads_badly("outlets.tsv", "A Paper\t\ta.example\tbroadsheet\n", "is no sort");
    loads_badly("outlets.tsv", "A Paper\t\ta.example\tsite\nB Paper\tA paper\tb.example\tsite\n",
                ":2: 'A paper' belongs to another line");
    loads_badly("kinds.tsv", "readout\ttop\treadout\t3\n", "is no place");
    loads_badly("kinds.tsv", "readout\ttitle\tnovel\t3\n", "is no kind");
    loads_badly("kinds.tsv", "readout\ttitle\treadout\t10\n", "digit from 1 to 9");
    loads_badly("kinds.tsv", "\xE2\x80\xA6\ttitle\treadout\t3\n", "has no words");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_ordered_whatever_the_bytes),
        cmocka_unit_test(unwrapping_undoes_wrapping),
        cmocka_unit_test(escapes_are_undone),
        cmocka_unit_test(front_matter_gives_the_title_back),
        cmocka_unit_test(clean_text_stays),
        cmocka_unit_test(kinds_have_one_order),
        cmocka_unit_test(bad_lines_are_named),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
