/* Laws of the events and commitments of a record, and the example sentences that the rules of contacts.tsv carry. */
#include "base/mem.h"
#include "know/knowledge.h"
#include "record/clauses.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* cmocka wants the four headers above it */
#include <cmocka.h>

static Knowledge *know;
static Arena *arena;

static int set_up(void **state) {
    (void)state;
    dm_error err = {0};
    know = know_load(NULL, &err);
    if (!know) fprintf(stderr, "%s\n", err.message);
    arena = arena_new(ARENA_DEFAULT_LIMIT);
    return know && arena ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    know_free(know);
    arena_free(arena);
    return 0;
}

/* The arena is reset first: a record lives until the next one is read. */
static Record *read_text(const char *text, size_t n) {
    dm_error err = {0};
    arena_reset(arena);
    char source[] = "test";
    char *bytes = mem_alloc(n + 1);
    assert_non_null(bytes);
    memcpy(bytes, text, n);
    bytes[n] = '\0';
    RawDoc raw = {.source = source, .kind = INPUT_TEXT, .bytes = bytes, .size = n};
    IngestOptions options = {.in = INPUT_TEXT, .published = "2025-06-12"};
    Record *r = record_read(&raw, know, &options, arena, &err);
    mem_free(bytes);
    if (!r) fprintf(stderr, "%s\n", err.message);
    assert_non_null(r);
    return r;
}

static uint32_t contacts_of(const Record *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->events.n; i++) n += strcmp(r->events.at[i].type, "CONSULT") == 0;
    return n;
}

/* What a rule has to show on its own sentence. A verb or noun shows by its id; the others work through them. */
static bool shows(const Record *r, const ContactRule *rule) {
    for (uint32_t i = 0; i < r->events.n; i++) {
        const Event *e = &r->events.at[i];
        if (strcmp(e->type, "CONSULT") != 0) continue;
        switch (rule->kind) {
        case CONTACT_VERB:
        case CONTACT_NOUN:
            if (strcmp(e->rule, rule->id) == 0) return true;
            break;
        case CONTACT_MANNER:
            if (e->mode && strcmp(e->mode, rule->mode) == 0) return true;
            break;
        case CONTACT_LIGHT:
        case CONTACT_SESSION:
        case CONTACT_PARTY:
        case CONTACT_STATUS:
            if (strcmp(event_status_name(e->status), rule->status) == 0) return true;
            break;
        case CONTACT_KINDS: break;
        }
    }
    return false;
}

static void rules_fire_on_their_examples(void **state) {
    (void)state;
    int wrong = 0;
    for (uint32_t i = 0; i < know->contacts.rules.n; i++) {
        const ContactRule *rule = &know->contacts.rules.at[i];
        if (!shows(read_text(rule->fires, strlen(rule->fires)), rule)) {
            fprintf(stderr, "contacts.tsv: %s does not fire on: %s\n", rule->id, rule->fires);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void rules_are_silent_elsewhere(void **state) {
    (void)state;
    int wrong = 0;
    for (uint32_t i = 0; i < know->contacts.rules.n; i++) {
        const ContactRule *rule = &know->contacts.rules.at[i];
        const Record *r = read_text(rule->silent, strlen(rule->silent));
        bool fired = rule->kind == CONTACT_LIGHT || rule->kind == CONTACT_SESSION || rule->kind == CONTACT_PARTY
                         ? contacts_of(r) > 0
                         : shows(r, rule);
        if (fired) {
            fprintf(stderr, "contacts.tsv: %s fires on: %s\n", rule->id, rule->silent);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static bool act_fires(const Record *r, const ActRule *rule) {
    for (uint32_t i = 0; i < r->events.n; i++)
        if (strcmp(r->events.at[i].rule, rule->id) == 0 && strcmp(r->events.at[i].type, rule->type) == 0) return true;
    return false;
}

static void acts_fire_on_their_examples_only(void **state) {
    (void)state;
    int wrong = 0;
    for (uint32_t i = 0; i < know->acts.rules.n; i++) {
        const ActRule *rule = &know->acts.rules.at[i];
        if (!act_fires(read_text(rule->fires, strlen(rule->fires)), rule))
            fprintf(stderr, "acts.tsv: %s does not fire on: %s\n", rule->id, rule->fires), wrong++;
        if (act_fires(read_text(rule->silent, strlen(rule->silent)), rule))
            fprintf(stderr, "acts.tsv: %s fires on: %s\n", rule->id, rule->silent), wrong++;
    }
    assert_int_equal(wrong, 0);
}

static bool inside(const Record *r, Span s) {
    return s.begin <= s.end && s.end <= r->doc->length;
}

static void check_laws(const Record *r) {
    for (uint32_t i = 0; i < r->events.n; i++) {
        const Event *e = &r->events.at[i];
        assert_non_null(e->rule);
        assert_non_null(e->type);
        assert_false(span_is_none(e->predicate));
        assert_true(span_within(e->predicate, e->span));
        assert_true(inside(r, e->span));
        assert_int_equal(e->actors.n, e->actor_words.n);
        assert_int_equal(e->recipients.n, e->recipient_words.n);
        for (uint32_t k = 0; k < e->actors.n; k++) {
            assert_in_range(e->actors.at[k], 1, r->actors.n);
            assert_true(inside(r, e->actor_words.at[k]));
            for (uint32_t m = 0; m < e->recipients.n; m++) assert_int_not_equal(e->actors.at[k], e->recipients.at[m]);
        }
        for (uint32_t k = 0; k < e->recipients.n; k++) assert_in_range(e->recipients.at[k], 1, r->actors.n);
        for (uint32_t k = 0; k < e->mentions.n; k++)
            assert_true(inside(r, e->mentions.at[k]) && !span_is_none(e->mentions.at[k]));
        assert_true(e->time <= r->times.n && e->statement <= r->statements.n);
        if (civil_valid(e->begin) && civil_valid(e->end)) assert_true(civil_to_days(e->begin) <= civil_to_days(e->end));
    }
    for (uint32_t i = 0; i < r->commitments.n; i++) {
        const Commitment *m = &r->commitments.at[i];
        assert_true(m->by.n > 0);
        assert_false(span_is_none(m->act));
        assert_true(inside(r, m->act) && inside(r, m->span) && inside(r, m->due) && inside(r, m->condition));
        assert_true(m->event <= r->events.n);
    }
}

/* A sentence built from pieces that each mean something to the pass, in any order: the laws hold whatever comes out. */
static void laws_hold_on_any_order_of_words(void **state) {
    (void)state;
    static const char *const pieces[] = {"President Joe Biden",
                                         "Foreign Minister Wang Yi",
                                         "met",
                                         "with",
                                         "and",
                                         ",",
                                         "Japan",
                                         "to",
                                         "visit",
                                         "a call",
                                         "between",
                                         "the meeting",
                                         "was held",
                                         "in Seoul",
                                         "on Monday",
                                         "who",
                                         "said",
                                         "that",
                                         "will",
                                         "not",
                                         "agreed",
                                         "(",
                                         ")",
                                         "\"",
                                         "they",
                                         "his",
                                         "talks",
                                         "after",
                                         "the two leaders",
                                         ";",
                                         "invited",
                                         "led by",
                                         "the third",
                                         "G20",
                                         "summit",
                                         "Thursday",
                                         "may",
                                         "is expected",
                                         "-",
                                         "'s",
                                         "by phone",
                                         "visited",
                                         "hosted",
                                         ".",
                                         "\n\n"};
    uint32_t seed = 20250612;
    for (int round = 0; round < 400; round++) {
        char text[4096];
        size_t n = 0;
        int words = 3 + (int)(seed >> 8) % 60;
        for (int w = 0; w < words; w++) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            n += (size_t)snprintf(text + n, sizeof text - n, "%s ", piece);
        }
        check_laws(read_text(text, n));
    }
}

static void a_sentence_longer_than_the_window_is_read(void **state) {
    (void)state;
    enum { TIMES = 3000 };
    static char text[TIMES * 40];
    size_t n = 0;
    for (int i = 0; i < TIMES; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "and President Joe Biden met Wang Yi ");
    check_laws(read_text(text, n));
}

static void a_text_of_nobody_has_no_events(void **state) {
    (void)state;
    assert_int_equal(read_text("Rain fell.", 10)->events.n, 0);
    assert_int_equal(read_text("Rain fell.", 10)->commitments.n, 0);
}

static void knowledge_states_its_faults(void **state) {
    (void)state;
    static const struct {
        uint32_t least;
        const char *what;
    } counts[] = {{40, "contact rules"}, {15, "undertakings"}, {300, "places"}};
    assert_true(know->contacts.rules.n >= counts[0].least);
    assert_true(know->undertakings.entries.n >= counts[1].least);
    assert_true(know->places.entries.n >= counts[2].least);
    for (uint32_t i = 0; i < know->contacts.rules.n; i++) /* every mode that a rule gives stands beside a CAMEO code */
        if (know->contacts.rules.at[i].mode) assert_non_null(know->contacts.rules.at[i].cameo);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_fire_on_their_examples),
        cmocka_unit_test(rules_are_silent_elsewhere),
        cmocka_unit_test(acts_fire_on_their_examples_only),
        cmocka_unit_test(laws_hold_on_any_order_of_words),
        cmocka_unit_test(a_sentence_longer_than_the_window_is_read),
        cmocka_unit_test(a_text_of_nobody_has_no_events),
        cmocka_unit_test(knowledge_states_its_faults),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
