/* The loaders of the words of language, speech and wording: each message has a file that provokes it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "know/knowledge.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void bad_lines_are_named(void **state) {
    (void)state;
    static const struct {
        const char *file, *text, *message;
    } bad[] = {
        {"abbreviations.tsv", "Mr\ttitle\n", "abbreviations.tsv:1: 'Mr' must be 2 to"},
        {"abbreviations.tsv", "Mr.\ttitle\nMR.\ttitle\n", "abbreviations.tsv:2: 'MR.' stands here twice"},
        {"abbreviations.tsv", "Mr.\tmister\n", "abbreviations.tsv:1: kind 'mister' is none of"},
        {"openers.tsv", "Notwithstandingly\n", "openers.tsv:1: longer than"},
        {"cues.tsv", "adverb\tsay\tclause\n", "cues.tsv:1: a line is 'verb', 'source' or 'medium'"},
        {"cues.tsv", "verb\tsay\tsentence\n", "cues.tsv:1: frame 'sentence' is none of"},
        {"cues.tsv", "verb\tgrumblefy\tclause\n", "cues.tsv:1: 'grumblefy' is not in verbs.tsv"},
        {"cues.tsv", "verb\tsay\tclause\nverb\tsay\tobject\n", "cues.tsv:2: 'say' stands here twice"},
        {"formulas.tsv", "ironclad\tiron-clad\nsteel\tironclad\n",
         "formulas.tsv:2: 'ironclad' stands under 'ironclad' too"},
        {"wording.tsv", "loud\tomit\tomitted\n", "wording.tsv:1: 'loud' is no form"},
        {"wording.tsv", "active\tomit\n", "wording.tsv:1: a form of this kind needs a stance"},
        {"wording.tsv", "noun\tphrase\tomitted\n", "wording.tsv:1: this form takes no stance"},
        {"wording.tsv", "active\tgrumblefy\tomitted\n", "wording.tsv:1: 'grumblefy' is not in verbs.tsv"},
    };
    char dir[] = "/tmp/demarche-wording-XXXXXX";
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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(bad_lines_are_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
