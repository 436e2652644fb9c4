/* Laws of decoding: the order of what says the encoding, the standard's labels, and clean UTF-8 whatever the bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/utf8.h"
#include "ingest/charset.h"
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

static Decoded decode(Str bytes, const char *header, Markup markup, Buf *scratch) {
    Decoded d;
    scratch->n = 0;
    assert_true(charset_decode(bytes, header, markup, scratch, &d));
    assert_true(utf8_valid(d.text));
    return d;
}

static void labels_are_known(void **state) {
    (void)state;
    static const struct {
        const char *label, *name;
    } pairs[] = {{"latin1", "windows-1252"},     {" ISO-8859-1 ", "windows-1252"},
                 {"US-ASCII", "windows-1252"},   {"Utf8", "UTF-8"},
                 {"x-sjis", "Shift_JIS"},        {"gb2312", "GB18030"},
                 {"ks_c_5601-1987", "EUC-KR"},   {"\"utf-8\"", "UTF-8"},
                 {"iso-8859-9", "windows-1254"}, {"unicode", "UTF-16LE"},
                 {"koi8-r", "KOI8-R"},           {"tis-620", "windows-874"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *iconv_name = NULL, *name = charset_find(str_of(pairs[i].label), &iconv_name);
        assert_non_null(name);
        assert_string_equal(name, pairs[i].name);
        iconv_t cd = iconv_open("UTF-8", iconv_name);
        assert_true(cd != (iconv_t)-1);
        iconv_close(cd);
    }
    assert_null(charset_find(STR("no-such-thing"), NULL));
    assert_null(charset_find(STR(""), NULL));
    assert_null(charset_find(STR("utf-8 utf8"), NULL));
}

/* The same words, written in each encoding that has them and named in the header, come back. */
static void words_come_back(void **state) {
    (void)state;
    static const struct {
        const char *label, *iconv, *words;
    } sets[] = {{"iso-8859-1", "CP1252", "Élysée, Österreich – “quoted”"},
                {"iso-8859-2", "ISO-8859-2", "Łódź, Škoda, Győr"},
                {"windows-1251", "CP1251", "Встреча министров"},
                {"koi8-r", "KOI8-R", "Встреча министров"},
                {"iso-8859-7", "ISO-8859-7", "Αθήνα"},
                {"euc-kr", "EUC-KR", "외교부 장관 회담"},
                {"shift_jis", "SHIFT_JIS", "外務大臣会談"},
                {"euc-jp", "EUC-JP", "外務大臣会談"},
                {"iso-2022-jp", "ISO-2022-JP", "外務大臣会談"},
                {"gb2312", "GB2312", "外交部长会谈"},
                {"big5", "BIG5", "外交部長會談"},
                {"utf-16le", "UTF-16LE", "Αθήνα 외교부 ok"},
                {"utf-16be", "UTF-16BE", "Αθήνα 외교부 ok"},
                {"utf-8", "UTF-8", "Αθήνα 외교부 😀"}};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        char packed[256], *in = (char *)(uintptr_t)sets[i].words, *out = packed;
        size_t left = strlen(in), room = sizeof packed;
        iconv_t cd = iconv_open(sets[i].iconv, "UTF-8");
        assert_true(cd != (iconv_t)-1);
        assert_int_not_equal(iconv(cd, &in, &left, &out, &room), (size_t)-1);
        iconv(cd, NULL, NULL, &out, &room);
        iconv_close(cd);
        Buf scratch = {0};
        Decoded d = decode((Str){packed, sizeof packed - room}, sets[i].label, MARKUP_NONE, &scratch);
        assert_true(str_eq(d.text, str_of(sets[i].words)));
        assert_int_equal(d.from, CHARSET_HEADER);
        assert_int_equal(d.malformed, 0);
        buf_free(&scratch);
    }
}

static void the_order_is_kept(void **state) {
    (void)state;
    Buf b = {0};
    Str meta = STR("<meta charset=windows-1251><p>\xc4\xe0"); /* "Да" there; no UTF-8 */
    assert_int_equal(decode(STR("\xEF\xBB\xBFx"), "iso-8859-1", MARKUP_NONE, &b).from, CHARSET_BOM);
    assert_true(str_eq(decode(STR("\xEF\xBB\xBFx"), NULL, MARKUP_NONE, &b).text, STR("x")));
    assert_true(str_eq(decode(STR("\xFE\xFF\0a\x04\x14"), "utf-8", MARKUP_NONE, &b).text, STR("a\xD0\x94")));
    Decoded d = decode(meta, "koi8-r", MARKUP_HTML, &b);
    assert_int_equal(d.from, CHARSET_HEADER);
    assert_string_equal(d.name, "KOI8-R");
    d = decode(meta, NULL, MARKUP_HTML, &b);
    assert_int_equal(d.from, CHARSET_DECLARED);
    assert_non_null(memmem(d.text.p, d.text.n, "\xD0\x94\xD0\xB0", 4));
    d = decode(meta, "no-such-thing", MARKUP_HTML, &b);
    assert_int_equal(d.from, CHARSET_DECLARED);
    d = decode(meta, NULL, MARKUP_NONE, &b); /* plain text declares nothing */
    assert_int_equal(d.from, CHARSET_GUESSED);
    d = decode(STR("caf\xC3\xA9"), NULL, MARKUP_NONE, &b);
    assert_int_equal(d.from, CHARSET_UTF8);
    d = decode(STR("<?xml version='1.0' encoding='koi8-r'?><a>\xF7</a>"), NULL, MARKUP_XML, &b);
    assert_string_equal(d.name, "KOI8-R");
    buf_free(&b);
}

static void the_prescan_is_that_of_the_standard(void **state) {
    (void)state;
    static const struct {
        const char *html, *name;
    } pages[] = {
        {"<meta charset=\"koi8-r\">", "KOI8-R"},
        {"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=koi8-r'>", "KOI8-R"},
        {"<meta content='text/html; charset=koi8-r'>", NULL},
        {"<!-- <meta charset=koi8-r> -->", NULL},
        {"<!-- x --><script>'a'</script><meta charset=koi8-r>", "KOI8-R"},
        {"<a title='<meta charset=koi8-r>'>", NULL},
        {"<meta charset=nothing><meta charset=koi8-r>", "KOI8-R"},
        {"<meta charset=utf-16le>", "UTF-8"},
        {"<metadata charset=koi8-r>", NULL},
        {"<meta name=x charset=koi8-r", "KOI8-R"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        Buf b = {0};
        Decoded d = decode(str_of(pages[i].html), NULL, MARKUP_HTML, &b);
        assert_int_equal(d.from, pages[i].name ? CHARSET_DECLARED : CHARSET_UTF8);
        assert_string_equal(d.name, pages[i].name ? pages[i].name : "UTF-8");
        buf_free(&b);
    }
    Buf b = {0}, late = {0};
    for (int i = 0; i < CHARSET_PRESCAN; i++) buf_putc(&late, ' ');
    buf_puts(&late, "<meta charset=koi8-r>");
    assert_int_equal(decode((Str){late.p, late.n}, NULL, MARKUP_HTML, &b).from, CHARSET_UTF8);
    buf_free(&b);
    buf_free(&late);
}

static void wide_text_shows_without_a_mark(void **state) {
    (void)state;
    assert_string_equal(charset_wide(STR("a\0 \0c\0a\0l\0l\0.\0\n\0")), "utf-16le");
    assert_string_equal(charset_wide(STR("\0a\0 \0c\0a\0l\0l\0.\0\n")), "utf-16be");
    assert_string_equal(charset_wide(STR("a\0\0\0 \0\0\0c\0\0\0.\0\0\0")), "utf-32le");
    assert_string_equal(charset_wide(STR("\0\0\0a\0\0\0 \0\0\0c\0\0\0.")), "utf-32be");
    assert_null(charset_wide(STR("A plain text with one \0 in it, which is nothing.")));
    assert_null(charset_wide(STR("ab")));
}

/* Whatever the bytes and whatever is said of them: clean UTF-8, and malformed bytes are counted and seen. */
static void any_bytes_become_text(void **state) {
    (void)state;
    static const char *const labels[] = {NULL,         "utf-8",        "shift_jis", "iso-2022-jp", "euc-kr",
                                         "big5",       "gb18030",      "utf-16le",  "utf-32be",    "windows-1252",
                                         "iso-8859-6", "windows-1255", "macintosh"};
    uint32_t seed = 3;
    for (int round = 0; round < 4000; round++) {
        char bytes[40];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (char)(seed >> 24);
        }
        Buf b = {0};
        Decoded d = decode((Str){bytes, sizeof bytes}, labels[(size_t)round % 13], (Markup)(round % 3), &b);
        size_t replaced = 0;
        for (size_t i = 0; i + 2 < d.text.n; i++) replaced += memcmp(d.text.p + i, "\xEF\xBF\xBD", 3) == 0;
        assert_true(d.malformed == 0 || replaced > 0);
        buf_free(&b);
    }
    Buf b = {0};
    Decoded d = decode(STR("a\xFFz"), "utf-8", MARKUP_NONE, &b);
    assert_true(str_eq(d.text, STR("a\xEF\xBF\xBDz")));
    assert_int_equal(d.malformed, 1);
    buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_known),
        cmocka_unit_test(words_come_back),
        cmocka_unit_test(the_order_is_kept),
        cmocka_unit_test(the_prescan_is_that_of_the_standard),
        cmocka_unit_test(wide_text_shows_without_a_mark),
        cmocka_unit_test(any_bytes_become_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
