/* Actors: what holds of the list whatever the text, that the knowledge files tell what they should, and that work grows with the
 * text and no faster. What is told from which words stands in tests/cases/actors. */
#include "record/actors.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

static Knowledge *know;

static Record *read_text(Arena *arena, const char *text, size_t n, bool resolve) {
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
    r->actor_of = arena_alloc(arena, (words->tokens.n + 1) * sizeof *r->actor_of);
    actors_read(r);
    if (resolve) pairs_resolve(r);
    return r;
}

static Arena *new_arena(void) {
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    assert_non_null(arena);
    if (ARENA_GUARD(arena)) fail_msg("the arena ran out");
    return arena;
}

static void check_mentions(const Record *r, const Actor *a) {
    for (uint32_t k = 0; k < a->mentions.n; k++) {
        const Mention *m = &a->mentions.at[k];
        assert_true(m->first < m->last && m->last <= r->words->tokens.n);
        Span span = tokens_span(r->words, m->first, m->last);
        assert_int_equal(m->span.begin, span.begin);
        assert_int_equal(m->span.end, span.end);
        if (k) assert_true(a->mentions.at[k - 1].span.begin <= m->span.begin);
    }
}

/* Spans are those of the tokens and in order, actors are in order of first mention, references point to actors, a state stands
 * once, an actor has a name, a person's standing belongs to an office. */
static void check_laws(const Record *r, bool resolved) {
    uint32_t before = 0;
    bool pairs = false;
    for (uint32_t i = 0; i < r->actors.n; i++) {
        const Actor *a = &r->actors.at[i];
        assert_non_null(a->name);
        assert_true(a->name[0] != '\0');
        assert_true(a->mentions.n > 0 || r->issuer == i + 1);
        check_mentions(r, a);
        if (a->standing) assert_non_null(a->office);
        if (a->members.n) pairs = true;
        if (resolved) assert_false(pairs);
        if (pairs) assert_true(a->members.n > 0); /* behind all others */
        for (uint32_t k = 0; k < a->members.n; k++) assert_true(a->members.at[k] >= 1 && a->members.at[k] <= i);
        if (!pairs && !resolved && a->mentions.n) {
            assert_true(a->mentions.at[0].span.begin >= before);
            before = a->mentions.at[0].span.begin;
        }
        for (uint32_t k = i + 1; a->kind == ACTOR_STATE && k < r->actors.n; k++)
            if (r->actors.at[k].kind == ACTOR_STATE) assert_string_not_equal(a->polity, r->actors.at[k].polity);
    }
    for (uint32_t t = 0; t < r->words->tokens.n; t++) assert_true(r->actor_of[t] <= r->actors.n);
}

static const char *const pieces[] = {"South Korean ",
                                     "Foreign Minister ",
                                     "Cho ",
                                     "Tae-yul ",
                                     "U.S. ",
                                     "President ",
                                     "the ",
                                     "of ",
                                     "and ",
                                     ", ",
                                     "Rubio ",
                                     "Marco ",
                                     "two ",
                                     "ministers ",
                                     "he ",
                                     "She ",
                                     "they ",
                                     "(",
                                     ") ",
                                     "NATO ",
                                     "Ministry of ",
                                     "Defense ",
                                     "officials ",
                                     "said ",
                                     "'s ",
                                     "former ",
                                     "acting ",
                                     "-elect ",
                                     "for ",
                                     "Policy ",
                                     "von ",
                                     "der ",
                                     "Leyen ",
                                     "Jr. ",
                                     ". ",
                                     "\xE2\x80\x9C",
                                     "\xE2\x80\x9D ",
                                     "Seoul ",
                                     "the North ",
                                     "deputy ",
                                     "administration ",
                                     "embassy ",
                                     "in ",
                                     "who ",
                                     "performs the duties of ",
                                     "KIDD ",
                                     "\n\n",
                                     "-",
                                     "Kim ",
                                     "Embassy ",
                                     "MS. ",
                                     "\xEA\xB9\x80 ",
                                     "\xFF",
                                     "at the time ",
                                     "nominee ",
                                     "both ",
                                     "sides ",
                                     "secretaries ",
                                     "to ",
                                     "Japan ",
                                     "minister "};

static uint32_t next_random(uint32_t *seed) {
    return *seed = *seed * 1664525u + 1013904223u, *seed >> 8;
}

static void laws_hold_on_any_words(void **state) {
    (void)state;
    for (uint32_t round = 1; round <= 400; round++) {
        Arena *arena = new_arena();
        Buf b = {.arena = arena};
        uint32_t seed = round;
        for (uint32_t i = 0; i < 120; i++) buf_puts(&b, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
        check_laws(read_text(arena, b.p, b.n, false), false);
        check_laws(read_text(arena, b.p, b.n, true), true);
        arena_free(arena);
    }
}

static void laws_hold_on_any_bytes(void **state) {
    (void)state;
    for (uint32_t round = 1; round <= 100; round++) {
        Arena *arena = new_arena();
        char bytes[600];
        uint32_t seed = round;
        for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)next_random(&seed);
        check_laws(read_text(arena, bytes, sizeof bytes, true), true);
        arena_free(arena);
    }
}

/* Twice the text takes about twice the time, also where every word invites to look far. */
static void work_grows_with_the_text(void **state) {
    (void)state;
    static const char *const hostile[] = {
        "Kim ", "the ",     "deputy ", "President Kim, ",    "the minister ",     "foreign minister of ",
        "A-",   "Cho and ", "of the ", "Jan Kim of Japan, ", "the two ministers "};
    for (size_t k = 0; k < sizeof hostile / sizeof *hostile; k++) {
        double took[2];
        for (int twice = 0; twice < 2; twice++) {
            Arena *arena = new_arena();
            Buf b = {.arena = arena};
            for (uint32_t i = 0; i < 20000u << (2 * twice); i++) buf_puts(&b, hostile[k]);
            clock_t begin = clock();
            check_laws(read_text(arena, b.p, b.n, true), true);
            took[twice] = (double)(clock() - begin) / CLOCKS_PER_SEC;
            arena_free(arena);
        }
        if (took[1] > 12 * took[0] + 0.5)
            fail_msg("\"%s\": %.2f s, four times of it %.2f s", hostile[k], took[0], took[1]);
    }
}

/* Every state's names lead to it, and its adjective names its ministries. */
static void states_are_told_by_all_their_names(void **state) {
    (void)state;
    for (uint32_t i = 0; i < know->states.all.n; i++) {
        const State *s = &know->states.all.at[i];
        Arena *arena = new_arena();
        const char *text = arena_printf(arena, "They wrote to %s.", s->name);
        Record *r = read_text(arena, text, strlen(text), true);
        bool found = false;
        for (uint32_t k = 0; k < r->actors.n; k++)
            found = found || (r->actors.at[k].kind == ACTOR_STATE && strcmp(r->actors.at[k].polity, s->code) == 0);
        if (!found) fail_msg("\"%s\" does not name %s", text, s->code);
        if (s->adjective) {
            text = arena_printf(arena, "The %s foreign minister, Ana Bello, left.", s->adjective);
            r = read_text(arena, text, strlen(text), true);
            if (!r->actors.n || !r->actors.at[0].polity || strcmp(r->actors.at[0].polity, s->code) != 0)
                fail_msg("\"%s\" does not lead to %s", text, s->code);
        }
        arena_free(arena);
    }
}

/* Every title of the files is read as a title before a name, and gives the office of its line. */
static void titles_give_their_office(void **state) {
    (void)state;
    uint32_t read = 0;
    for (uint32_t i = 0; i < know->offices.all.n; i++) {
        const Office *o = &know->offices.all.at[i];
        Arena *arena = new_arena();
        Buf text = {.arena = arena};
        buf_printf(&text, "%s Edna Qasper left.", o->name);
        Record *r = read_text(arena, text.p, text.n, true);
        for (uint32_t k = 0; k < r->actors.n; k++) {
            const Actor *a = &r->actors.at[k];
            if (a->kind != ACTOR_PERSON || !a->office) continue;
            assert_string_equal(a->name, "Edna Qasper");
            read++;
        }
        arena_free(arena);
    }
    assert_true(read * 10 > know->offices.all.n * 8); /* canonical names that are no titles themselves are few */
}

/* Each wrong line is refused with its place. */
static void loaders_name_the_line(void **state) {
    (void)state;
    static const struct {
        const char *file, *text, *says;
    } bad[] = {{"states.tsv", "KO\tKorea\n", "states.tsv:1: \"KO\" is no alpha-3 code"},
               {"states.tsv", "KOR\tKorea\nKOR\tCorea\n", "states.tsv:2: KOR stands in an earlier line"},
               {"agents.tsv", "officials\tcrowd\tGOV\n", "agents.tsv:1: \"crowd\" is no kind"},
               {"organisations.tsv", "\tEU\tEU\tIGO\n", "organisations.tsv:1: no name"},
               {"offices.tsv", "president\t\tGOV\thead\n", "offices.tsv:1: office, sector or level is empty"},
               {"portfolios.tsv", "foreign\tforeign affairs\n", "portfolios.tsv:1: 2 fields"},
               {"naming.tsv", "nickname\tbob\n", "naming.tsv:1: \"nickname\" is no class"},
               {"given-names.tsv", "joseph\n", "given-names.tsv:1: 1 fields"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char dir[] = "/tmp/test_actors_XXXXXX", path[128];
        assert_non_null(mkdtemp(dir));
        snprintf(path, sizeof path, "%s/%s", dir, bad[i].file);
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_true(fputs(bad[i].text, f) >= 0);
        assert_int_equal(fclose(f), 0);
        dm_error err = {0};
        Knowledge *k = know_load(dir, &err);
        unlink(path);
        rmdir(dir);
        assert_null(k);
        assert_int_equal(err.code, DM_CONFIG);
        if (!strstr(err.message, bad[i].says)) fail_msg("\"%s\" instead of \"%s\"", err.message, bad[i].says);
    }
}

static int load(void **state) {
    (void)state;
    dm_error err = {0};
    know = know_load(NULL, &err);
    if (!know) fail_msg("%s", err.message);
    return 0;
}

static int unload(void **state) {
    (void)state;
    know_free(know);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laws_hold_on_any_words),   cmocka_unit_test(laws_hold_on_any_bytes),
        cmocka_unit_test(work_grows_with_the_text), cmocka_unit_test(states_are_told_by_all_their_names),
        cmocka_unit_test(titles_give_their_office), cmocka_unit_test(loaders_name_the_line),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
