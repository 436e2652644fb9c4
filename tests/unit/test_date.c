/* Printed dates: every form gives back the day it was printed from, and what is no date gives nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "ingest/date.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const char *text, *value;
} Pair;

static const char *printed(const Stamp *s) {
    static char out[STAMP_TEXT];
    stamp_print(s, out);
    return out;
}

static void test_forms(void **state) {
    (void)state;
    static const Pair pairs[] = {
        {"23 Jan. 2025, 18:07", "2025-01-23T18:07"},
        {"03 May. 2025, 11:24", "2025-05-03T11:24"},
        {"January 28, 2025", "2025-01-28"},
        {"2025-01-23T18:07:00+09:00", "2025-01-23T18:07:00+09:00"},
        {"2025-01-23T18:07:00.000+0900", "2025-01-23T18:07:00+09:00"},
        {"2025-01-23 18:07:00 -5:00", "2025-01-23T18:07:00-05:00"},
        {"2025-01-23T18:07Z", "2025-01-23T18:07Z"},
        {"2025-01-23T99:99:99", "2025-01-23"},
        {"Mon, 6 Jan 2025 10:00:00 GMT", "2025-01-06T10:00:00Z"},
        {"Monday, 06-Jan-25 10:00:00 GMT", "2025-01-06T10:00:00Z"},
        {"Mon Jan  6 10:00:00 2025", "2025-01-06T10:00:00"},
        {"Mon Jan 06 10:00:00 +0000 2025", "2025-01-06T10:00:00Z"},
        {"Mon Jan 06 2025 10:00:00 GMT+0900 (Korean Standard Time)", "2025-01-06T10:00:00+09:00"},
        {"06.01.2025", "2025-01-06"},
        {"6. 1. 2025", "2025-01-06"},
        {"1/6/2025", "2025-01-06"},
        {"13/6/2025", "2025-06-13"},
        {"1/6/25", "2025-01-06"},
        {"2025.01.06 17:40", "2025-01-06T17:40"},
        {"2025년 1월 6일", "2025-01-06"},
        {"2025年1月6日", "2025-01-06"},
        {"6 de enero de 2025", "2025-01-06"},
        {"6. März 2025", "2025-03-06"},
        {"6 марта 2025 г.", "2025-03-06"},
        {"czwartek, 6 marca 2025", "2025-03-06"},
        {"6 Μαρτίου 2025", "2025-03-06"},
        {"6. helmikuuta 2025", "2025-02-06"},
        {"6 Ağustos 2025", "2025-08-06"},
        {"2025. március 6.", "2025-03-06"},
        {"1er février 2025", "2025-02-01"},
        {"Tue 4th of February, 2025 at 6:07 p.m. ET", "2025-02-04T18:07-05:00"},
        {"July 4, 2025 | 12:30 AM ET", "2025-07-04T00:30-04:00"},
        {"10:30 AM EST, Mon January 6, 2025", "2025-01-06T10:30-05:00"},
        {"18.07 GMT on Monday 6 January 2025", "2025-01-06T18:07Z"},
        {"2025/jan/23", "2025-01-23"},
        {"2025-Jan-23", "2025-01-23"},
        {"2025 January 23", "2025-01-23"},
        {"20250123", "2025-01-23"},
        {"20250123T180700Z", "2025-01-23T18:07Z"},
        {"20250123180700", "2025-01-23T18:07"},
        {"1737623220", "2025-01-23T09:07:00Z"},
        {"1737623220000", "2025-01-23T09:07:00Z"},
        {"2025-01", "2025-01"},
        {"January 2025", "2025-01"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        Stamp s;
        if (!date_parse(str_of(pairs[i].text), &s)) fail_msg("not read: %s", pairs[i].text);
        assert_string_equal(printed(&s), pairs[i].value);
    }
}

/* Every month of every language, so that no entry of the sorted table is out of the search's reach. */
static void test_months(void **state) {
    (void)state;
    static const char *const years[] = {
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
        "marraskuuta joulukuuta",
        "január február március április május június július augusztus szeptember október november december",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
        "Δεκεμβρίου",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "januari februari maret april mei juni juli agustus september oktober november desember",
    };
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        const char *p = years[i];
        for (int month = 1; month <= 12; month++) {
            size_t n = strcspn(p, " ");
            char text[64];
            Stamp at;
            snprintf(text, sizeof text, "5 %.*s 2021", (int)n, p);
            if (!date_parse(str_of(text), &at) || at.day.month != month) fail_msg("%s", text);
            p += n + (p[n] == ' ');
        }
    }
}

static void test_no_dates(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",           "Monday",         "23 Jan",         "30 February 2025", "2025-13-01",
        "45.13.2025", "may 20",         "version 1.2.25", "0123456789",       "12:30",
        "1/2",        "May 32, 2025",   "00.01.2025",     "January 0, 2025",  "99999999",
        "2025",       "12 men of 1944", "2025-00-10"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Stamp s;
        if (date_parse(str_of(texts[i]), &s) || date_find(str_of(texts[i]), &s, NULL))
            fail_msg("read as %s: %s", printed(&s), texts[i]);
        assert_false(stamp_known(&s));
    }
    Stamp s;
    assert_false(date_parse(STR("6 Jan 2025 was a Monday"), &s));
    assert_false(date_parse(STR("Published 6 Jan 2025"), &s));
}

static void test_find(void **state) {
    (void)state;
    static const Pair pairs[] = {
        {"Published: [23 Jan. 2025, 18:07]", "2025-01-23T18:07"},
        {"By A. Reporter, [Thursday, January 23, 2025 18:07 KST], Seoul", "2025-01-23T18:07+09:00"},
        {"They may meet 20 envoys, it said on [6 January 2025].", "2025-01-06"},
        {"from 5-[6 January 2025]", "2025-01-06"},
        {"Updated [11:24, 3 May 2025] (first 2 May 2025)", "2025-05-03T11:24"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char text[200];
        const char *open = strchr(pairs[i].text, '['), *close = strchr(pairs[i].text, ']');
        snprintf(text, sizeof text, "%.*s%.*s%s", (int)(open - pairs[i].text), pairs[i].text, (int)(close - open - 1),
                 open + 1, close + 1);
        Stamp s;
        Span where;
        assert_true(date_find(str_of(text), &s, &where));
        assert_string_equal(printed(&s), pairs[i].value);
        assert_int_equal(where.begin, open - pairs[i].text);
        assert_int_equal(where.end, close - pairs[i].text - 1);
    }
}

/* Every day of 1990 to 2040, in each form, comes back; and what was found parses to the same. */
static void test_round_trip(void **state) {
    (void)state;
    static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
    for (int32_t day = civil_to_days((Civil){1990, 1, 1}); day < civil_to_days((Civil){2041, 1, 1}); day++) {
        Civil c = civil_from_days(day);
        char forms[6][64];
        const char *name = names[c.month - 1];
        snprintf(forms[0], 64, "%04d-%02d-%02d", c.year, c.month, c.day);
        snprintf(forms[1], 64, "%d %s %d", c.day, name, c.year);
        snprintf(forms[2], 64, "%s %d, %d", name, c.day, c.year);
        snprintf(forms[3], 64, "%02d.%02d.%04d", c.day, c.month, c.year);
        snprintf(forms[4], 64, "%.3s %d, %d", name, c.day, c.year);
        snprintf(forms[5], 64, "%d/%d/%04d", c.month, c.day, c.year);
        for (int i = 0; i < 6; i++) {
            Stamp s;
            char text[80];
            assert_true(date_parse(str_of(forms[i]), &s));
            assert_int_equal(civil_to_days(s.day), day);
            snprintf(text, sizeof text, "x (%s) y", forms[i]);
            Span where;
            assert_true(date_find(str_of(text), &s, &where));
            assert_int_equal(civil_to_days(s.day), day);
            assert_int_equal(where.end - where.begin, strlen(forms[i]));
        }
        Stamp s;
        snprintf(forms[0], 64, "%d/%d/%04d", c.day, c.month, c.year);
        assert_true(date_parse_as(str_of(forms[0]), DATE_DAY_FIRST, &s));
        assert_int_equal(civil_to_days(s.day), day);
    }
}

/* Whatever the bytes: what is found lies inside, is a valid day, and is found again in its own words. */
static void test_any_bytes(void **state) {
    (void)state;
    static const char *const bits[] = {"1",   "23", "2025",     "Jan",  " ",  ".",   "/", "-", ":",  "T", "pm",
                                       "+09", "Z",  "\xC2\xA0", "\xE5", "of", "Mon", ",", "0", "月", "年"};
    srand(7);
    for (int round = 0; round < 200000; round++) {
        char text[128] = "";
        for (int i = rand() % 12; i >= 0; i--) strcat(text, bits[(size_t)rand() % (sizeof bits / sizeof *bits)]);
        Stamp s, again;
        Span where, inner;
        if (!date_find(str_of(text), &s, &where)) continue;
        assert_true(where.begin < where.end && where.end <= strlen(text));
        assert_true(s.day.day ? civil_valid(s.day) : s.day.year && s.day.month);
        assert_true(date_find((Str){text + where.begin, where.end - where.begin}, &again, &inner));
        assert_int_equal(again.day.year, s.day.year);
        assert_int_equal(inner.begin, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms),      cmocka_unit_test(test_months),
                                       cmocka_unit_test(test_no_dates),   cmocka_unit_test(test_find),
                                       cmocka_unit_test(test_round_trip), cmocka_unit_test(test_any_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
