/* Statements and formulas: laws that hold whatever the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "record/record.h"
#include <stdio.h>

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

static bool inside(const Record *r, Span s) {
    return s.begin < s.end && s.end <= r->doc->length;
}

static void check_refs(const Record *r, const Refs *refs) {
    for (uint32_t i = 0; i < refs->n; i++) assert_true(refs->at[i] >= 1 && refs->at[i] <= r->actors.n);
}

static void check_statement(const Record *r, const Statement *s) {
    assert_true(inside(r, s->span));
    assert_true(inside(r, s->cue_span) && span_within(s->cue_span, s->span));
    assert_true(s->content.n > 0);
    for (uint32_t i = 0; i < s->content.n; i++) {
        assert_true(inside(r, s->content.at[i]) && span_within(s->content.at[i], s->span));
        assert_false(span_overlap(s->content.at[i], s->cue_span));
        for (uint32_t k = 0; k < i; k++) assert_false(span_overlap(s->content.at[i], s->content.at[k]));
    }
    if (!span_is_none(s->source_span)) assert_true(inside(r, s->source_span));
    check_refs(r, &s->speakers);
    for (uint32_t i = 0; i < s->via.n; i++)
        assert_true(inside(r, s->via.at[i].span) && s->via.at[i].actor <= r->actors.n);
    assert_true(s->time <= r->times.n);
}

static void check_formula(const Record *r, const Formula *f) {
    assert_true(f->formula && *f->formula && f->rule);
    assert_true(inside(r, f->span) && inside(r, f->evidence));
    const Span loose[] = {f->document, f->instead, f->since};
    for (int i = 0; i < 3; i++)
        if (!span_is_none(loose[i])) assert_true(inside(r, loose[i]));
    assert_true(f->occasion <= r->events.n);
    check_refs(r, &f->holders);
    check_refs(r, &f->asserted_by);
}

static void check(char *text, size_t n) {
    Arena *arena = arena_new((size_t)256 << 20);
    assert_non_null(arena);
    RawDoc raw = {.source = (char[]){"test"}, .kind = INPUT_TEXT, .bytes = text, .size = n};
    IngestOptions options = {0};
    dm_error err = {0};
    Record *r = record_read(&raw, know, &options, arena, &err);
    if (r) {
        for (uint32_t i = 0; i < r->statements.n; i++) check_statement(r, &r->statements.at[i]);
        for (uint32_t i = 0; i < r->formulas.n; i++) check_formula(r, &r->formulas.at[i]);
    }
    arena_free(arena);
}

static void laws_hold_for_any_order_of_words(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "Cho",
        "said",
        "the ministry",
        "that",
        ",",
        ".",
        "\"",
        "\xE2\x80\x9C",
        "\xE2\x80\x9D",
        "'",
        "according to",
        "Rubio",
        "adding",
        "told reporters",
        "the phrase",
        "was omitted",
        "in its joint statement",
        "did not mention",
        "ironclad",
        "complete denuclearization",
        "on Thursday",
        "and",
        "while",
        ";",
        ":",
        "reaffirmed",
        "the alliance",
        "who",
        "he",
        "agreed to",
        "for the first time",
        "used",
        "the term",
        "in favor of",
        "called",
        "a \"linchpin\"",
        "Instead",
        "\n\n",
        "asked",
        "not",
        "has",
        "been",
        "absent",
        "no mention of",
        "North Korea",
        "(",
        ")",
        "by",
    };
    enum { ROUNDS = 3000, PIECES = 40 };
    uint64_t random = 7;
    for (int round = 0; round < ROUNDS; round++) {
        char text[PIECES * 32];
        size_t n = 0;
        for (int k = 0; k < PIECES; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            const char *piece = pieces[(random >> 33) % (sizeof pieces / sizeof *pieces)];
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", (random >> 60) ? " " : "", piece);
        }
        check(text, n);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(laws_hold_for_any_order_of_words)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
