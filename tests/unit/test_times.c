/* Time expressions: every rule of the grammar by its own example, laws of the calendar and of the pass, absurd input, and the
 * messages of the loaders. */
#include "record/times.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

static Knowledge *know;

/* A record with the times of `text` alone. */
static Record *read_text(Arena *arena, const char *text, size_t n, const char *published) {
    Document *doc = arena_alloc(arena, sizeof *doc);
    Analysis *words = arena_alloc(arena, sizeof *words);
    Record *r = arena_alloc(arena, sizeof *r);
    doc->arena = arena;
    document_block(doc, BLOCK_BODY, (Str){text, n});
    document_finish(doc);
    analysis_read(doc, know, words);
    r->doc = doc;
    r->words = words;
    r->know = know;
    r->arena = arena;
    r->reference = STAMP_NONE;
    if (published) assert_true(stamp_parse_iso(published, (int)strlen(published), &r->reference));
    r->time_of = arena_alloc(arena, (words->tokens.n + 1) * sizeof *r->time_of);
    times_read(r);
    return r;
}

static Arena *new_arena(void) {
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    assert_non_null(arena);
    if (ARENA_GUARD(arena)) fail_msg("the arena ran out");
    return arena;
}

static const char *told(Arena *arena, const Time *t) {
    return arena_printf(arena, "%s%s%s", t->mod ? t->mod : "", t->mod ? " " : "", t->value ? t->value : "");
}

/* The value of the last time in a text, with its mod; "" if there is none. */
static void check_last(const char *text, const char *published, const char *wanted) {
    Arena *arena = new_arena();
    Record *r = read_text(arena, text, strlen(text), published);
    const char *got = r->times.n ? told(arena, &r->times.at[r->times.n - 1]) : "";
    if (strcmp(got, wanted) != 0) fail_msg("\"%s\" is \"%s\", not \"%s\"", text, got, wanted);
    arena_free(arena);
}

/* Every rule says what it is for, and fires there with the value it promises. */
static void rules_keep_their_word(void **state) {
    (void)state;
    for (uint32_t k = 0; k < know->timewords.rules.n; k++) {
        const TimeRule *rule = &know->timewords.rules.at[k];
        if (!rule->example.n || !rule->value.n)
            fail_msg("times.grammar:%d: no example, or no value for it", rule->line);
        Arena *arena = new_arena();
        char *text = arena_copy(arena, rule->example.p, rule->example.n),
             *wanted = arena_copy(arena, rule->value.p, rule->value.n);
        check_last(text, "2025-01-23", wanted);
        Recognised all = {.r = read_text(arena, text, strlen(text), "2025-01-23"), .w = &know->timewords};
        times_recognise(&all);
        bool fired = false;
        for (uint32_t i = 0; i < all.found.n; i++) fired |= all.found.at[i].rule->line == rule->line;
        if (!fired) fail_msg("times.grammar:%d: another rule takes \"%s\"", rule->line, text);
        arena_free(arena);
    }
}

/* ---- laws of the calendar ---- */

static void shifts_go_back(void **state) {
    (void)state;
    static const TimeUnit units[] = {UNIT_DAY,     UNIT_WEEK, UNIT_WEEKEND, UNIT_MONTH,
                                     UNIT_QUARTER, UNIT_YEAR, UNIT_DECADE};
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        seed = seed * 1664525u + 1013904223u;
        Moment day = moment_of_day(civil_from_days((int32_t)(seed >> 12) - 400000)), there;
        TimeUnit unit = units[seed % 7];
        int64_t n = (int64_t)(seed >> 5) % 500 - 250;
        Moment at = moment_at(&day, unit);
        there = at;
        if (!moment_shift(&there, unit, n)) continue;
        assert_true(moment_valid(&there));
        assert_true(moment_shift(&there, unit, -n));
        assert_memory_equal(&there, &at, sizeof at);
    }
}

static void parts_lie_in_wholes(void **state) {
    (void)state;
    static const TimeUnit units[] = {UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR, UNIT_DECADE, UNIT_CENTURY};
    for (int32_t days = -700000; days < 2900000; days += 977) {
        if (!civil_in_range(days)) continue;
        Moment day = moment_of_day(civil_from_days(days));
        for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
            Moment whole = moment_at(&day, units[u]);
            Civil begin, end;
            if (whole.grain == GRAIN_NONE || !moment_days(&whole, &begin, &end)) continue;
            assert_true(civil_to_days(begin) <= days && days <= civil_to_days(end));
        }
    }
}

static void the_calendar_ends(void **state) {
    (void)state;
    Moment m = moment_of_day((Civil){9999, 12, 31}), before = m;
    assert_false(moment_shift(&m, UNIT_DAY, 1));
    assert_false(moment_shift(&m, UNIT_YEAR, INT64_MAX));
    assert_false(moment_shift(&m, UNIT_MONTH, INT64_MIN + 1));
    assert_memory_equal(&m, &before, sizeof m);
    Moment bc = {.grain = GRAIN_YEAR, .year = -1, .clock = {-1, -1, -1}};
    assert_true(moment_shift(&bc, UNIT_YEAR, 1));
    assert_int_equal(bc.year, 1); /* there is no year 0 */
}

/* ---- laws of the pass ---- */

static void check_laws(const Record *r) {
    const Analysis *a = r->words;
    uint32_t covered = 0;
    for (uint32_t i = 0; i < r->times.n; i++) {
        const Time *t = &r->times.at[i];
        assert_true(t->first < t->last && t->last <= a->tokens.n);
        assert_true(i == 0 || t[-1].last <= t->first);
        assert_int_equal(t->span.begin, a->tokens.at[t->first].begin);
        assert_int_equal(t->span.end, a->tokens.at[t->last - 1].end);
        for (uint32_t k = t->first; k < t->last; k++) assert_int_equal(r->time_of[k], i + 1);
        covered += t->last - t->first;
        assert_true(t->anchor <= r->times.n && t->anchor != i + 1);
        assert_int_equal(t->begin.year != 0, t->end.year != 0);
        if (!t->begin.year) continue;
        assert_true(civil_valid(t->begin) && civil_valid(t->end) && t->value);
        assert_true(civil_to_days(t->begin) <= civil_to_days(t->end));
    }
    for (uint32_t k = 0; k < a->tokens.n; k++) covered -= r->time_of[k] != 0;
    assert_int_equal(covered, 0);
}

/* Texts thrown together from the words of the knowledge, numbers and noise. */
static void laws_hold_for_any_words(void **state) {
    (void)state;
    static const char *const noise[] = {
        "31", "1999", "'98", "06.01.2025", "30/02/2025", "12:61", "18:07", "1990s", "99999999999", "2 1/2",
        "-",  ",",    ".",   "\xC2\xBD",   "\xFF\xFE",   "20th",  "0th",   "\n\n",  "(",           "BC"};
    uint32_t seed = 7, words = know->vocab.forms.n;
    for (int round = 0; round < 300; round++) {
        Arena *arena = new_arena();
        Buf text = {.arena = arena};
        for (int k = 0; k < 120; k++) {
            seed = seed * 1664525u + 1013904223u;
            if (seed >> 28 < 4)
                buf_puts(&text, noise[(seed >> 8) % (sizeof noise / sizeof *noise)]);
            else
                buf_str(&text, vocab_form(&know->vocab, (seed >> 8) % (round % 2 ? 700 : words) + 1));
            buf_putc(&text, ' ');
        }
        check_laws(read_text(arena, text.p, text.n, round % 3 ? "2025-01-23T18:07" : NULL));
        arena_free(arena);
    }
}

static void laws_hold_for_any_bytes(void **state) {
    (void)state;
    uint32_t seed = 3;
    for (int round = 0; round < 200; round++) {
        Arena *arena = new_arena();
        char bytes[512];
        for (size_t k = 0; k < sizeof bytes; k++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[k] = round % 2 ? (char)(seed >> 24) : "0123456789:./-' stadn"[(seed >> 20) % 21];
        }
        check_laws(read_text(arena, bytes, sizeof bytes, "2025-01-23"));
        arena_free(arena);
    }
}

/* ---- absurd and missing things ---- */

static void absurd_numbers_have_no_value(void **state) {
    (void)state;
    static const char *const texts[] = {"99999999999 years ago",
                                        "February 30",
                                        "31.02.2025",
                                        "in 9999999 days they met, 9999999 days later",
                                        "the 999th century",
                                        "week 99 of 2024",
                                        "one thousand thousand billion years ago"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Arena *arena = new_arena();
        Record *r = read_text(arena, texts[i], strlen(texts[i]), "2025-01-23");
        assert_true(r->times.n > 0);
        assert_int_equal(r->times.at[r->times.n - 1].begin.year, 0);
        check_laws(r);
        arena_free(arena);
    }
    check_last("Room 45/45/2025", "2025-01-23", "");
    check_last("He paid $1998", "2025-01-23", "");
    check_last("They were 0 days late", "2025-01-23", "");
}

/* Without a day of writing nothing relative is guessed; what is stated stays. */
static void no_reference_no_value(void **state) {
    (void)state;
    static const char *const relative[] = {
        "Thursday",  "yesterday",         "last month", "May",       "May 5",  "next year", "two days ago",
        "this week", "the third quarter", "tonight",    "Christmas", "summer", "9:30 a.m."};
    for (size_t i = 0; i < sizeof relative / sizeof *relative; i++) check_last(relative[i], NULL, "");
    check_last("May 5, 2024", NULL, "2024-05-05");
    check_last("the 1990s", NULL, "199");
    check_last("They met on May 5, 2024, and the next day", NULL, "2024-05-06");
}

static void day_or_month_first(void **state) {
    (void)state;
    check_last("04/03/2025", "2025-01-23", "2025-04-03");
    check_last("25/03/2025 and 04/03/2025", "2025-01-23",
               "2025-03-04"); /* the one that can be read but one way decides */
    check_last("03/25/2025 and 04/03/2025", "2025-01-23", "2025-04-03");
    check_last("04.03.2025", "2025-01-23", "2025-03-04");
    check_last("They met on March 4. 04/03/2025", "2025-01-23", "2025-03-04");
    check_last("04/03/2025", "2025-03-04", "2025-03-04");
}

/* ---- loaders ---- */

static void loaders_name_the_line(void **state) {
    (void)state;
    static const struct {
        const char *file, *text, *message;
    } bad[] = {
        {"times.tsv", "soon\tNOCLASS\t1\n", "times.tsv:1: \"NOCLASS\" is no class of words"},
        {"times.tsv", "\nsoon\tSOON\tnever\n", "times.tsv:2: \"never\" is no value"},
        {"times.tsv", "soon\tSOON\t1\tlower\n", "times.tsv:1: the fourth field can only be \"cap\""},
        {"times.tsv", "soon\tSOON\n", "times.tsv:1: 2 fields"},
        {"times.tsv", "x\tAGO\t1\nx\tAGO\t2\nx\tAGO\t3\nx\tAGO\t4\nx\tAGO\t5\n",
         "times.tsv:5: \"x\" stands in more than 4 classes"},
        {"times-holidays.tsv", "some day\t13-45\n", "times-holidays.tsv:1: \"13-45\" is no rule"},
        {"times-holidays.tsv", "some day\t6th 4 11\n", "times-holidays.tsv:1: \"6th 4 11\" is no rule"},
        {"times-tense.tsv", "will\tsoon\n", "times-tense.tsv:1: the second field is \"past\", \"future\" or \"plan\""},
        {"times.grammar", "dates\tMONTH\n", "times.grammar:1: \"dates\" is no kind of time expression"},
        {"times.grammar", "date\tMOON\n", "times.grammar:1: \"MOON\" is no class of words"},
        {"times.grammar", "date\t$day\n", "times.grammar:1: \"$day\" has no \"let\" line above"},
        {"times.grammar", "let\tday\tMONTH\n", "times.grammar:1: \"day\" must be \"$name\""},
        {"times.grammar", "let\t$a\t$a\ndate\t$a\n", "times.grammar:2: \"$a\" is empty, or nested too deep"},
        {"times.grammar", "date\tMONTH?\n", "times.grammar:1: \"MONTH?\" matches nothing"},
    };
    char dir[] = "/tmp/test_times_XXXXXX";
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", dir, bad[i].file);
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fputs(bad[i].text, f);
        fclose(f);
        dm_error err = {0};
        Knowledge *k = know_load(dir, &err);
        if (k || err.code != DM_CONFIG || !strstr(err.message, bad[i].message))
            fail_msg("%s: got \"%s\", not \"%s\"", bad[i].file, err.message, bad[i].message);
        unlink(path);
    }
    rmdir(dir);
}

static int load(void **state) {
    (void)state;
    dm_error err = {0};
    know = know_load(NULL, &err);
    if (!know) fprintf(stderr, "%s\n", err.message);
    return know ? 0 : -1;
}

static int unload(void **state) {
    (void)state;
    know_free(know);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_keep_their_word),        cmocka_unit_test(shifts_go_back),
        cmocka_unit_test(parts_lie_in_wholes),          cmocka_unit_test(the_calendar_ends),
        cmocka_unit_test(laws_hold_for_any_words),      cmocka_unit_test(laws_hold_for_any_bytes),
        cmocka_unit_test(absurd_numbers_have_no_value), cmocka_unit_test(no_reference_no_value),
        cmocka_unit_test(day_or_month_first),           cmocka_unit_test(loaders_name_the_line)};
    return cmocka_run_group_tests(tests, load, unload);
}
