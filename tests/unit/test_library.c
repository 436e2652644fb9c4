/* The public interface, as a program that has only the installed header sees it. */
#include "demarche.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char text[] =
    "Foreign Minister Han Ji-won met U.S. Secretary of State Dana Whitfield in Seoul on Monday.\n\n"
    "\xE2\x80\x9CWe will meet again next month,\xE2\x80\x9D Han said.\n";

static void a_record_opens_its_sentences(void **state) {
    dm_error err = {DM_OK, 0, ""};
    dm_options options = {.input = DM_INPUT_TEXT, .source = "a.txt", .published = "2025-01-06"};
    dm_record *r = dm_record_read(*state, text, sizeof text - 1, &options, &err);
    assert_non_null(r);
    size_t size;
    const char *t = dm_record_text(r, &size);
    assert_int_equal(strlen(t), size);
    assert_non_null(strstr(dm_record_json(r, NULL), "\"published\":\"2025-01-06\""));
    assert_int_equal(dm_record_count(r, DM_SENTENCES), 2);
    for (dm_list list = DM_SENTENCES; list <= DM_COMMITMENTS; list++) {
        dm_item item;
        size_t n = dm_record_count(r, list);
        for (size_t i = 0; i < n; i++) {
            assert_true(dm_record_item(r, list, i, &item));
            assert_true(item.span.begin < item.span.end && item.span.end <= size);
            assert_true(list == DM_SENTENCES ? item.json == NULL : item.json[0] == '{');
        }
        assert_false(dm_record_item(r, list, n, &item));
    }
    assert_in_range(dm_record_count(r, DM_TIMES), 2, 2);
    uint32_t end = 0;
    for (size_t i = 0; i < dm_record_tokens(r); i++) {
        dm_token token;
        assert_true(dm_record_token(r, i, &token));
        assert_true(token.span.begin >= end && token.span.end > token.span.begin);
        end = token.span.end;
    }
    dm_record_free(r);
}

static void a_small_limit_is_an_error(void **state) {
    dm_error err = {DM_OK, 0, ""};
    dm_options options = {.input = DM_INPUT_TEXT, .memory = 100000};
    assert_null(dm_record_read(*state, text, sizeof text - 1, &options, &err));
    assert_int_equal(err.code, DM_NO_MEMORY);
    assert_null(dm_record_read(*state, text, sizeof text - 1, &options, NULL));
}

static void an_empty_document_is_a_record_or_an_error(void **state) {
    dm_error err = {DM_OK, 0, ""};
    dm_record *r = dm_record_read(*state, "", 0, NULL, &err);
    if (r)
        assert_int_equal(dm_record_count(r, DM_SENTENCES), 0);
    else
        assert_int_not_equal(err.code, DM_OK);
    dm_record_free(r);
}

static void a_missing_knowledge_folder_falls_back(void **state) {
    (void)state;
    dm_error err = {DM_OK, 0, ""};
    dm_engine *e = dm_engine_new("/nonexistent", &err);
    assert_true(e != NULL || err.code != DM_OK);
    dm_engine_free(e);
    dm_engine_free(NULL);
    dm_record_free(NULL);
}

static int start(void **state) {
    return (*state = dm_engine_new(NULL, NULL)) == NULL;
}

static int stop(void **state) {
    dm_engine_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_opens_its_sentences),
        cmocka_unit_test(a_small_limit_is_an_error),
        cmocka_unit_test(an_empty_document_is_a_record_or_an_error),
        cmocka_unit_test(a_missing_knowledge_folder_falls_back),
    };
    return cmocka_run_group_tests_name("library", tests, start, stop);
}
