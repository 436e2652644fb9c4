/* Tokens, sentences and quotes: laws that hold whatever the bytes, and that texts and knowledge phrases are cut alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/mem.h"
#include "know/cut.h"
#include "language/conllu.h"
#include <stdio.h>
#include <stdlib.h>

static Knowledge *know;

static int set_up(void **state) {
    (void)state;
    dm_error err = {0};
    know = know_load(NULL, &err);
    if (!know) fprintf(stderr, "%s\n", err.message);
    return know ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    know_free(know);
    return 0;
}

/* Paragraphs parted by a blank line to blocks. The document lives in its arena. */
static Document *document_of(Arena *arena, Str text) {
    Document *doc = arena_alloc(arena, sizeof *doc);
    doc->arena = arena;
    doc->source = "test";
    while (text.n) {
        const char *cut = memmem(text.p, text.n, "\n\n", 2);
        size_t n = cut ? (size_t)(cut - text.p) : text.n;
        document_block(doc, BLOCK_BODY, (Str){text.p, n});
        text = cut ? (Str){cut + 2, text.n - n - 2} : (Str){NULL, 0};
    }
    document_finish(doc);
    return doc;
}

static Analysis *analyse(Arena *arena, Str text) {
    Analysis *a = arena_alloc(arena, sizeof *a);
    analysis_read(document_of(arena, text), know, a);
    return a;
}

static uint32_t block_of(const Analysis *a, uint32_t byte) {
    for (uint32_t b = 0; b < a->doc->blocks.n; b++)
        if (byte >= a->doc->blocks.at[b].span.begin && byte < a->doc->blocks.at[b].span.end) return b;
    fail_msg("byte %u lies in no block", byte);
    return 0;
}

static void check_tokens(const Analysis *a) {
    const char *text = a->doc->text;
    uint32_t at = 0;
    for (uint32_t i = 0; i <= a->tokens.n; i++) {
        uint32_t begin = i < a->tokens.n ? a->tokens.at[i].begin : a->doc->length;
        assert_true(begin >= at && begin <= a->doc->length);
        bool gap = begin > at;
        while (at < begin) { /* between tokens there is white space and nothing else */
            size_t space = cut_space(text + at, text + a->doc->length);
            assert_true(space > 0);
            at += (uint32_t)space;
        }
        if (i == a->tokens.n) break;
        Token t = a->tokens.at[i];
        assert_true(t.end > t.begin);
        assert_int_equal(block_of(a, t.begin), block_of(a, t.end - 1));
        assert_int_equal(gap || i == 0, (t.flags & TOKEN_SPACE_BEFORE) != 0);
        for (uint32_t b = t.begin; b < t.end; b++)
            assert_true(cut_space(text + b, text + t.end) == 0 || (unsigned char)text[b] >= 0x80);
        at = t.end;
    }
}

static void check_sentences(const Analysis *a) {
    uint32_t next = 0;
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        Sentence at = a->sentences.at[s];
        assert_true(at.first == next && at.last > at.first);
        assert_int_equal(block_of(a, a->tokens.at[at.first].begin), at.block);
        assert_int_equal(block_of(a, a->tokens.at[at.last - 1].begin), at.block);
        for (uint32_t i = at.first; i < at.last; i++) {
            assert_int_equal(a->sentence_of[i], s);
            assert_int_equal((a->tokens.at[i].flags & TOKEN_SENTENCE_START) != 0, i == at.first);
        }
        next = at.last;
    }
    assert_int_equal(next, a->tokens.n);
}

static void check_quotes(const Analysis *a) {
    for (uint32_t q = 0; q < a->quotes.n; q++) {
        const Quote *at = &a->quotes.at[q];
        assert_true(at->last > at->first && at->last <= a->tokens.n);
        assert_int_equal(block_of(a, a->tokens.at[at->first].begin), block_of(a, a->tokens.at[at->last - 1].begin));
        if (q) assert_true(a->quotes.at[q - 1].first < at->first);
        if (at->closed) assert_true(a->tokens.at[at->last - 1].flags & TOKEN_QUOTE_CLOSE);
        if (!at->depth) continue;
        bool inside = false; /* a quote inside others begins in one of the depth above it */
        for (uint32_t k = q; k-- > 0 && !inside;)
            inside = a->quotes.at[k].depth == at->depth - 1 && a->quotes.at[k].last > at->first;
        assert_true(inside);
    }
}

static void check(Str text) {
    Arena *arena = arena_new((size_t)256 << 20);
    assert_non_null(arena);
    if (ARENA_GUARD(arena)) fail_msg("ran out of memory");
    Analysis *a = analyse(arena, text);
    check_tokens(a);
    check_sentences(a);
    check_quotes(a);
    arena_free(arena);
}

static void laws_hold_for_any_bytes(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "a",
        "I",
        "U.S.",
        "Mr.",
        "n't",
        "'s",
        "'",
        "\xE2\x80\x99",
        "\xE2\x80\x98",
        "\"",
        "\xE2\x80\x9C",
        "\xE2\x80\x9D",
        " ",
        "  ",
        "\n",
        "\n\n",
        ".",
        "...",
        "?",
        "!",
        ",",
        "-",
        "--",
        "\xE2\x80\x94",
        "/",
        "(",
        ")",
        "[13]",
        "5",
        "18:07",
        "06.01.2025",
        "5pm",
        "www.a.org",
        "a@b.com",
        "http://x",
        "&",
        "_",
        "$",
        "\xEA\xB9\x80",
        "\xC2\xA0",
        "\xCC\x81",
        "\xFF",
        "\xE2",
        "cannot",
        "Jan.",
        "No.",
        "\xC3\x89",
        "=",
        "***",
        ":)",
        "`",
        "``",
        "''",
    };
    enum { ROUNDS = 3000, PIECES = 60 };
    uint64_t random = 42;
    for (int round = 0; round < ROUNDS; round++) {
        char text[PIECES * 16];
        size_t n = 0;
        for (int k = 0; k < PIECES; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            const char *piece = pieces[(random >> 33) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        check((Str){text, n});
    }
}

static void phrases_and_texts_fall_into_the_same_words(void **state) {
    (void)state;
    static const char *const phrases[] = {
        "South Korea's Foreign Ministry",
        "Korea-U.S. alliance",
        "non-proliferation",
        "Sec. of State",
        "free and open Indo-Pacific",
        "don't know",
        "the allies' view",
        "06.01.2025",
        "AT&T",
        "p.m. Thursday",
        "rules-based order",
        "O'Brien",
        "C\xC3\xB4te d'Ivoire",
        "and/or",
        "U.N. Security Council",
        "mid-1980s",
        "cannot say",
        "Xi's",
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        Arena *arena = arena_new((size_t)16 << 20);
        assert_non_null(arena);
        if (ARENA_GUARD(arena)) fail_msg("ran out of memory");
        Vocab vocab = {.words.arena = arena};
        Word words[PHRASE_MAX];
        int n = vocab_phrase(&vocab, str_of(phrases[i]), words, PHRASE_MAX);
        Analysis *a = analyse(arena, (Str){arena_printf(arena, "The %s again", phrases[i]), strlen(phrases[i]) + 10});
        if ((int)a->tokens.n != n + 2)
            fail_msg("'%s': %d words as a phrase, %u in a text", phrases[i], n, a->tokens.n - 2);
        for (int k = 0; k < n; k++) {
            Buf fold = {.arena = arena};
            Str token = token_str(a, (uint32_t)k + 1), form = vocab_form(&vocab, words[k]);
            for (size_t b = 0; b < token.n; b++)
                buf_putc(&fold, (char)(token.p[b] >= 'A' && token.p[b] <= 'Z' ? token.p[b] + 32 : token.p[b]));
            assert_int_equal(form.n, fold.n);
            assert_memory_equal(form.p, fold.p, form.n);
        }
        arena_free(arena);
    }
}

/* In CoNLL-U, every line of a token has ten columns, and its range holds its form. */
static void conllu_ranges_hold_their_forms(void **state) {
    (void)state;
    static const char text[] =
        "\"We don't agree,\" Seoul's envoy said. The allies' plan cannot wait.\n\nIt isn\xE2\x80\x99t over.";
    Arena *arena = arena_new((size_t)16 << 20);
    assert_non_null(arena);
    if (ARENA_GUARD(arena)) fail_msg("ran out of memory");
    Analysis *a = analyse(arena, STR(text));
    Buf out = {.arena = arena};
    analysis_conllu(a, &out);
    int tokens = 0, joined = 0, roots = 0;
    for (char *line = buf_cstr(&out), *next; line && *line; line = next) {
        next = strchr(line, '\n');
        assert_non_null(next);
        *next++ = '\0';
        if (*line == '#' || !*line) continue;
        char *column[10];
        int n = 0;
        for (char *p = line; p && n < 10; n++) {
            column[n] = p;
            p = strchr(p, '\t');
            if (p) *p++ = '\0';
        }
        assert_int_equal(n, 10);
        const char *range = strstr(column[9], "TokenRange=");
        unsigned begin, end;
        assert_non_null(range);
        assert_int_equal(sscanf(range, "TokenRange=%u:%u", &begin, &end), 2);
        assert_int_equal(end - begin, strlen(column[1]));
        assert_memory_equal(a->doc->text + begin, column[1], end - begin);
        if (strchr(column[0], '-'))
            joined++;
        else
            tokens++;
        roots += strcmp(column[7], "root") == 0;
    }
    assert_int_equal(tokens, a->tokens.n);
    assert_int_equal(joined, 5); /* don't, Seoul's, allies', cannot, isn't */
    assert_int_equal(roots, a->sentences.n);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laws_hold_for_any_bytes),
        cmocka_unit_test(phrases_and_texts_fall_into_the_same_words),
        cmocka_unit_test(conllu_ranges_hold_their_forms),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
