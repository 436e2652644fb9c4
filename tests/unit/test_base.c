/* Laws of the base: arena, UTF-8, calendar, JSON, hash. */
#include "base/arena.h"
#include "base/civil.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

static void arena_keeps_to_its_limit(void **state) {
    (void)state;
    Arena *volatile arena = arena_new(1 << 20);
    volatile int got = 0;
    if (!ARENA_GUARD(arena)) {
        for (;;) {
            char *p = arena_alloc(arena, 1000);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (int i = 0; i < 1000; i++) assert_int_equal(p[i], 0);
            p[0] = p[999] = 1;
            arena_bytes(arena, 3);
            got++;
        }
    }
    assert_in_range(got, 500, 1048);
    arena_reset(arena);
    if (ARENA_GUARD(arena)) fail_msg("no room after a reset");
    char *big = arena_alloc(arena, 700000); /* larger than a block */
    big[699999] = 1;
    arena_free(arena);
}

static void count_call(void *n) {
    ++*(int *)n;
}

static void arena_makes_deferred_calls_once(void **state) {
    (void)state;
    int calls = 0;
    Arena *arena = arena_new(1 << 20);
    if (ARENA_GUARD(arena)) fail_msg("ran out");
    arena_defer(arena, count_call, &calls);
    arena_defer(arena, count_call, &calls);
    arena_reset(arena);
    assert_int_equal(calls, 2);
    arena_free(arena);
    assert_int_equal(calls, 2);
}

static void cleaned_text_is_clean(void **state) {
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (char)(seed >> 24);
        }
        Buf out = {0}, again = {0};
        utf8_clean((Str){bytes, sizeof bytes}, &out);
        assert_true(utf8_valid((Str){out.p, out.n}));
        if (out.n) assert_null(memchr(out.p, '\0', out.n));
        utf8_clean((Str){out.p, out.n}, &again);
        assert_true(str_eq((Str){out.p, out.n}, (Str){again.p, again.n})); /* cleaning is idempotent */
        buf_free(&out);
        buf_free(&again);
    }
}

static void utf8_clean_makes_line_ends_and_composes(void **state) {
    (void)state;
    Buf out = {0};
    assert_int_equal(utf8_clean(STR("a\r\nb\rc e\xCC\x81 \x01\x7F\xFF"), &out), 1);
    assert_string_equal(buf_cstr(&out), "a\nb\nc \xC3\xA9 \xEF\xBF\xBD");
    buf_free(&out);
}

static void days_and_civil_agree(void **state) {
    (void)state;
    assert_int_equal(civil_to_days((Civil){1970, 1, 1}), 0);
    int32_t first = civil_to_days((Civil){1, 1, 1}), last = civil_to_days((Civil){9999, 12, 31});
    Civil before = {0, 12, 31};
    for (int32_t d = first; d <= last; d++) {
        Civil c = civil_from_days(d);
        assert_true(civil_valid(c));
        assert_int_equal(civil_to_days(c), d);
        assert_true(c.day == before.day + 1 || (c.day == 1 && before.day >= 28));
        int week;
        int32_t year = civil_iso_week(d, &week);
        assert_int_equal(civil_week_start(year, week) + civil_weekday(d) - 1, d);
        before = c;
    }
    assert_int_equal(civil_weekday(civil_to_days((Civil){2025, 1, 23})), 4);
}

static void stamps_print_and_read_back(void **state) {
    (void)state;
    const char *good[] = {
        "2025", "2025-01", "2025-01-23", "2025-01-23T18:07", "2025-01-23T18:07:59Z", "2025-01-23T18:07-04:30"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        Stamp s;
        char text[STAMP_TEXT];
        assert_true(stamp_parse_iso(good[i], (int)strlen(good[i]), &s));
        stamp_print(&s, text);
        assert_string_equal(text, good[i]);
    }
    const char *bad[] = {"", "25", "2025-13", "2025-02-30", "2025-01-23T25:00", "2025-01-23T18:07x", "0000"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Stamp s;
        assert_false(stamp_parse_iso(bad[i], (int)strlen(bad[i]), &s));
        assert_false(stamp_known(&s));
    }
}

static void months_are_held_to_the_last_day(void **state) {
    (void)state;
    Civil c = civil_add_months((Civil){2024, 1, 31}, 1);
    assert_int_equal(c.month, 2);
    assert_int_equal(c.day, 29);
    c = civil_add_months((Civil){2024, 3, 31}, -13);
    assert_int_equal(c.year, 2023);
    assert_int_equal(c.month, 2);
    assert_int_equal(c.day, 28);
}

static void hash_finds_what_was_put(void **state) {
    (void)state;
    Arena *arena = arena_new(64 << 20);
    if (ARENA_GUARD(arena)) fail_msg("ran out");
    Hash h = {.arena = arena};
    char key[16];
    for (uint32_t i = 0; i < 50000; i++) {
        int n = snprintf(key, sizeof key, "k%u", i);
        assert_true(hash_set(&h, (Str){key, (size_t)n}, i));
        assert_int_equal(hash_add(&h, (Str){key, (size_t)n}, 7), i);
    }
    for (uint32_t i = 0; i < 50000; i++) {
        int n = snprintf(key, sizeof key, "k%u", i);
        assert_int_equal(hash_get(&h, (Str){key, (size_t)n}), i);
    }
    assert_int_equal(hash_get(&h, STR("absent")), HASH_NONE);
    arena_free(arena);
}

static void json_escapes(void **state) {
    (void)state;
    Buf b = {0};
    Json j = {.out = &b};
    json_open(&j, '{');
    json_key(&j, "a\"");
    json_open(&j, '[');
    json_str(&j, STR("\x01\n\\\x7F"));
    json_str(&j, (Str){NULL, 0});
    json_span(&j, (Span){3, 5});
    json_span(&j, (Span){0, 0});
    json_close(&j, ']');
    json_key(&j, "b");
    json_bool(&j, false);
    json_close(&j, '}');
    assert_string_equal(buf_cstr(&b), "{\"a\\\"\":[\"\\u0001\\n\\\\\\u007f\",null,[3,5],null],\"b\":false}");
    buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_keeps_to_its_limit),
        cmocka_unit_test(arena_makes_deferred_calls_once),
        cmocka_unit_test(cleaned_text_is_clean),
        cmocka_unit_test(utf8_clean_makes_line_ends_and_composes),
        cmocka_unit_test(days_and_civil_agree),
        cmocka_unit_test(stamps_print_and_read_back),
        cmocka_unit_test(months_are_held_to_the_last_day),
        cmocka_unit_test(hash_finds_what_was_put),
        cmocka_unit_test(json_escapes),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
