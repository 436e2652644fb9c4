/* Loads times.tsv, times-holidays.tsv, times-tense.tsv and compiles times.grammar into TimeWords. */
#include "know/knowledge.h"
#include "know/timewords.h"

enum {
    MACROS = 64,         /* distinct "let" names */
    MACRO_LINES = 128,   /* "let" lines */
    NODE_LIMIT = 200000, /* of the compiled grammar */
    EXPANSION_DEPTH = 16 /* lets inside lets */
};

static const char *const class_names[TC_COUNT] = {
    "MONTH",      "WEEKDAY", "WEEKDAYS", "SEASON",  "FALL",    "SEASONS", "PART",   "PARTS",    "DAWN",   "NOON",
    "UNIT",       "UNITS",   "NUMBER",   "ORDINAL", "DECADES", "QUANT",   "HALF",   "DET",      "POSS",   "A",
    "DIR",        "RECENT",  "AGO",      "LATER",   "EARLIER", "FROMNOW", "MOD",    "SOMETIME", "APPROX", "EXACTLY",
    "ORSO",       "ADJ",     "OLD",      "LONG",    "DEICTIC", "TONIGHT", "REF",    "SOON",     "EACH",   "PER",
    "EVERYOTHER", "TIMES",   "FREQ",     "AMPM",    "OCLOCK",  "ZONE",    "FISCAL", "QN",       "BC",     "AD",
    "YEARCUE",    "COUNTED", "THING",    "HOLIDAY", "NUM",     "ORD",     "DAY",    "YEAR",     "YY",     "HOUR",
    "CLOCK",      "DMY",     "ISO",      "DECADE"};

static const char *const kind_names[TK_COUNT] = {
    "date",   "range",  "season",  "rel", "unitref", "quarter", "half", "yearago",  "yearend", "year",
    "fiscal", "decade", "century", "bc",  "weekof",  "holiday", "ago",  "duration", "set",     "ref"};

static const struct {
    const char *name;
    int32_t value;
} value_names[] = {{"second", UNIT_SECOND},
                   {"minute", UNIT_MINUTE},
                   {"hour", UNIT_HOUR},
                   {"day", UNIT_DAY},
                   {"weekend", UNIT_WEEKEND},
                   {"week", UNIT_WEEK},
                   {"fortnight", UNIT_FORTNIGHT},
                   {"month", UNIT_MONTH},
                   {"quarter", UNIT_QUARTER},
                   {"year", UNIT_YEAR},
                   {"decade", UNIT_DECADE},
                   {"century", UNIT_CENTURY},
                   {"millennium", UNIT_MILLENNIUM},
                   {"last", DIR_LAST},
                   {"this", DIR_THIS},
                   {"next", DIR_NEXT},
                   {"previous", DIR_PREVIOUS},
                   {"same", DIR_SAME},
                   {"following", DIR_FOLLOWING},
                   {"START", MOD_START},
                   {"MID", MOD_MID},
                   {"END", MOD_END},
                   {"EARLIER", MOD_EARLIER},
                   {"LATER", MOD_LATER},
                   {"APPROX", MOD_APPROX},
                   {"LESS_THAN", MOD_LESS_THAN},
                   {"MORE_THAN", MOD_MORE_THAN},
                   {"AFTER", MOD_AFTER},
                   {"BEFORE", MOD_BEFORE},
                   {"EQUAL_OR_LESS", MOD_EQUAL_OR_LESS},
                   {"EQUAL_OR_MORE", MOD_EQUAL_OR_MORE},
                   {"SP", SEASON_SP},
                   {"SU", SEASON_SU},
                   {"FA", SEASON_FA},
                   {"WI", SEASON_WI},
                   {"MO", PART_MO},
                   {"AF", PART_AF},
                   {"EV", PART_EV},
                   {"NI", PART_NI},
                   {"DT", PART_DT},
                   {"PAST", REF_PAST},
                   {"PRESENT", REF_PRESENT},
                   {"FUTURE", REF_FUTURE},
                   {"X", QUANT_OPEN}};

static int find_name(const char *const *names, int n, Str name) {
    for (int i = 0; i < n; i++)
        if (str_eq(str_of(names[i]), name)) return i;
    return -1;
}

static bool parse_int(Str s, int32_t *out) {
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');
    if (i == s.n || s.n - i > 10) return false;
    int64_t v = 0;
    for (size_t k = i; k < s.n; k++) {
        if (s.p[k] < '0' || s.p[k] > '9') return false;
        v = v * 10 + (s.p[k] - '0');
    }
    *out = (int32_t)(s.p[0] == '-' ? -v : v);
    return v <= INT32_MAX;
}

static bool parse_value(Str s, int32_t *out) {
    for (size_t i = 0; i < sizeof value_names / sizeof *value_names; i++) {
        if (!str_eq(str_of(value_names[i].name), s)) continue;
        *out = value_names[i].value;
        return true;
    }
    return parse_int(s, out);
}

/* ---- words ---- */

static bool add_reading(const KnowLoader *loader, TimeWords *w, const Table *t, Str phrase, TimeReading reading,
                        dm_error *err) {
    uint32_t next = w->entries.n;
    uint32_t at = lexicon_add(&w->phrases, &loader->know->vocab, phrase, next);
    if (at == HASH_NONE)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: \"%.*s\" has no word or too many; shorten it", t->file,
                         t->line, (int)phrase.n, phrase.p);
    if (at == next) *vec_push(loader->know->arena, &w->entries) = (TimeEntry){.n = 0};
    TimeEntry *e = &w->entries.at[at];
    if (e->n == TIME_READINGS)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: \"%.*s\" stands in more than %d classes; remove one", t->file,
                         t->line, (int)phrase.n, phrase.p, TIME_READINGS);
    e->reading[e->n++] = reading;
    return true;
}

static bool load_words(const KnowLoader *loader, TimeWords *w, dm_error *err) {
    Table t;
    if (!know_open(loader, "times.tsv", &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 3, 4, err)) {
        int class = find_name(class_names, TC_COUNT, t.field[1]);
        if (class < 0)
            return error_set(err, DM_CONFIG, t.line, "%s:%d: \"%.*s\" is no class of words; the file shows them all",
                             t.file, t.line, (int)t.field[1].n, t.field[1].p);
        TimeReading r = {.class = (uint8_t) class};
        if (!parse_value(t.field[2], &r.value))
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: \"%.*s\" is no value; give a number or a name used in this file", t.file, t.line,
                             (int)t.field[2].n, t.field[2].p);
        if (t.n == 4 && !str_eq(t.field[3], STR("cap")))
            return error_set(err, DM_CONFIG, t.line, "%s:%d: the fourth field can only be \"cap\"", t.file, t.line);
        r.cap = t.n == 4;
        Str rest = t.field[0], one;
        while (table_alternative(&rest, &one))
            if (!add_reading(loader, w, &t, one, r, err)) return false;
    }
    return err->code == DM_OK;
}

/* ---- named days ---- */

static int split_words(Str s, Str *out, int max) {
    int n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t e = i;
        while (e < s.n && s.p[e] != ' ') e++;
        if (e > i && n < max) out[n++] = (Str){s.p + i, e - i};
        i = e + 1;
    }
    return n;
}

static bool month_day(Str s, Holiday *h) {
    int32_t m, d;
    if (s.n != 5 || s.p[2] != '-' || !parse_int((Str){s.p, 2}, &m) || !parse_int((Str){s.p + 3, 2}, &d)) return false;
    h->month = (int8_t)m;
    h->day = (int8_t)d;
    return m >= 1 && m <= 12 && d >= 1 && d <= 31;
}

static bool nth_weekday(Str s, Holiday *h) {
    Str word[3];
    int32_t weekday, month;
    if (split_words(s, word, 3) != 3 || !parse_int(word[1], &weekday) || !parse_int(word[2], &month)) return false;
    if (str_eq(word[0], STR("last"))) {
        h->nth = -1;
    } else {
        if (word[0].n < 3 || word[0].p[0] < '1' || word[0].p[0] > '5') return false;
        h->nth = word[0].p[0] - '0';
    }
    h->weekday = (int8_t)weekday;
    h->month = (int8_t)month;
    return weekday >= 1 && weekday <= 7 && month >= 1 && month <= 12;
}

static bool parse_holiday(Str s, Holiday *h) {
    *h = (Holiday){.kind = HOLIDAY_UNKNOWN};
    if (str_eq(s, STR("-"))) return true;
    if (str_eq(s, STR("election"))) {
        h->kind = HOLIDAY_ELECTION;
        return true;
    }
    if (s.n > 6 && memcmp(s.p, "easter", 6) == 0) {
        h->kind = HOLIDAY_EASTER;
        return parse_int((Str){s.p + 6, s.n - 6}, &h->nth) && h->nth > -200 && h->nth < 200;
    }
    if (s.n == 10 && s.p[4] == '-') {
        h->kind = HOLIDAY_DATE;
        return parse_int((Str){s.p, 4}, &h->nth) && month_day((Str){s.p + 5, 5}, h);
    }
    h->kind = s.n == 5 ? HOLIDAY_FIXED : HOLIDAY_NTH;
    return h->kind == HOLIDAY_FIXED ? month_day(s, h) : nth_weekday(s, h);
}

static bool load_holidays(const KnowLoader *loader, TimeWords *w, dm_error *err) {
    Table t;
    if (!know_open(loader, "times-holidays.tsv", &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 2, 2, err)) {
        Holiday h;
        if (!parse_holiday(t.field[1], &h))
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: \"%.*s\" is no rule; see the head of the file for the forms", t.file, t.line,
                             (int)t.field[1].n, t.field[1].p);
        TimeReading r = {.class = TC_HOLIDAY, .cap = true, .value = (int32_t)w->holidays.n};
        *vec_push(loader->know->arena, &w->holidays) = h;
        Str rest = t.field[0], one;
        while (table_alternative(&rest, &one))
            if (!add_reading(loader, w, &t, one, r, err)) return false;
    }
    return err->code == DM_OK;
}

static bool load_tense(const KnowLoader *loader, TimeWords *w, dm_error *err) {
    Table t;
    if (!know_open(loader, "times-tense.tsv", &t, err)) return false;
    err->code = DM_OK;
    while (table_next(&t, 2, 2, err)) {
        Lexicon *cues = str_eq(t.field[1], STR("past"))     ? &w->past
                        : str_eq(t.field[1], STR("future")) ? &w->future
                        : str_eq(t.field[1], STR("plan"))   ? &w->plan
                                                            : NULL;
        if (!cues)
            return error_set(err, DM_CONFIG, t.line, "%s:%d: the second field is \"past\", \"future\" or \"plan\"",
                             t.file, t.line);
        Str rest = t.field[0], one;
        while (table_alternative(&rest, &one))
            if (lexicon_add(cues, &loader->know->vocab, one, 0) == HASH_NONE)
                return error_set(err, DM_CONFIG, t.line, "%s:%d: a phrase has too many words; shorten it", t.file,
                                 t.line);
    }
    return err->code == DM_OK;
}

/* ---- the grammar ---- */

typedef struct {
    Str name, pattern;
} Let;
typedef struct {
    const KnowLoader *loader;
    TimeWords *out;
    const Table *table; /* of the line being compiled */
    Let lets[MACRO_LINES];
    int n_lets;
    Vec(Word) literals;
    dm_error *err;
} Compiler;

static const uint32_t NO_NODE = UINT32_MAX;

static uint32_t new_node(Compiler *c, TimeNode node) {
    if (c->out->nodes.n >= NODE_LIMIT) {
        error_set(c->err, DM_CONFIG, c->table->line, "%s:%d: the grammar grows past %d nodes; split the pattern",
                  c->table->file, c->table->line, NODE_LIMIT);
        return NO_NODE;
    }
    *vec_push(c->loader->know->arena, &c->out->nodes) = node;
    return c->out->nodes.n - 1;
}

static uint32_t fork_node(Compiler *c, uint32_t a, uint32_t b) {
    if (a == NO_NODE || b == NO_NODE) return NO_NODE;
    return new_node(c, (TimeNode){.op = NODE_FORK, .next = a, .other = b});
}

static uint32_t fail(Compiler *c, const char *what, Str at) {
    error_set(c->err, DM_CONFIG, c->table->line, "%s:%d: \"%.*s\" %s", c->table->file, c->table->line, (int)at.n, at.p,
              what);
    return NO_NODE;
}

static uint32_t compile_choice(Compiler *c, Str element, bool hyphen, uint32_t next) {
    TimeNode node = {.op = NODE_MATCH, .hyphen = hyphen, .next = next};
    Str rest = element, one;
    while (table_alternative(&rest, &one)) {
        int class = find_name(class_names, TC_COUNT, one);
        if (class >= 0) {
            node.classes |= TC_BIT(class);
        } else if (one.p[0] >= 'A' && one.p[0] <= 'Z') {
            return fail(c, "is no class of words; times.tsv shows them", one);
        } else if (node.n_words == NODE_WORDS) {
            return fail(c, "offers too many words at one place; make a class of them", element);
        } else {
            Word w = vocab_add(&c->loader->know->vocab, one);
            node.words[node.n_words++] = w;
            *vec_push(c->loader->know->arena, &c->literals) = w;
        }
    }
    return new_node(c, node);
}

static uint32_t compile_sequence(Compiler *c, Str pattern, uint32_t next, int depth);

static uint32_t compile_let(Compiler *c, Str name, uint32_t next, int depth) {
    uint32_t start = NO_NODE;
    for (int i = c->n_lets - 1; i >= 0; i--) {
        if (!str_eq(c->lets[i].name, name)) continue;
        uint32_t way = compile_sequence(c, c->lets[i].pattern, next, depth + 1);
        if (way == NO_NODE) return NO_NODE;
        start = start == NO_NODE ? way : fork_node(c, way, start);
        if (start == NO_NODE) return NO_NODE;
    }
    return start == NO_NODE ? fail(c, "has no \"let\" line above", name) : start;
}

static uint32_t compile_sequence(Compiler *c, Str pattern, uint32_t next, int depth) {
    Str element[PHRASE_MAX];
    int n = split_words(pattern, element, PHRASE_MAX);
    if (!n || depth > EXPANSION_DEPTH) return fail(c, "is empty, or nested too deep", pattern);
    for (int i = n - 1; i >= 0; i--) {
        Str e = element[i];
        if (str_eq(e, STR("<")) || str_eq(e, STR(">"))) {
            next = new_node(c, (TimeNode){.op = e.p[0] == '<' ? NODE_BEGIN : NODE_STOP, .next = next});
            if (next == NO_NODE) return NO_NODE;
            continue;
        }
        bool maybe = e.n > 1 && e.p[e.n - 1] == '?', hyphen = e.n > 1 && e.p[0] == '~';
        e = (Str){e.p + hyphen, e.n - hyphen - maybe};
        uint32_t one = e.p[0] == '$' ? compile_let(c, e, next, depth) : compile_choice(c, e, hyphen, next);
        if (one == NO_NODE) return NO_NODE;
        next = maybe ? fork_node(c, one, next) : one;
        if (next == NO_NODE) return NO_NODE;
    }
    return next;
}

/* What a match may start with, so that most rules are passed over at most places. False if it need not have a word at all. */
static bool first_of(const TimeWords *w, uint32_t node, TimeRule *rule) {
    const TimeNode *n = &w->nodes.at[node];
    if (n->op == NODE_FORK) {
        bool one = first_of(w, n->next, rule);
        return first_of(w, n->other, rule) && one;
    }
    if (n->op == NODE_BEGIN || n->op == NODE_STOP) return first_of(w, n->next, rule);
    if (n->op == NODE_END) return false;
    rule->first |= n->classes;
    rule->first_word |= n->n_words != 0;
    return true;
}

static bool compile_rule(Compiler *c, const Table *t, uint32_t end) {
    int kind = find_name(kind_names, TK_COUNT, t->field[0]);
    if (kind < 0) {
        fail(c, "is no kind of time expression; the file shows them", t->field[0]);
        return false;
    }
    uint32_t start = compile_sequence(c, t->field[1], end, 0);
    if (start == NO_NODE) return false;
    TimeRule rule = {
        .kind = (TimeKind)kind, .start = start, .example = t->field[2], .value = t->field[3], .line = t->line};
    if (!first_of(c->out, start, &rule)) return fail(c, "matches nothing", t->field[1]) != NO_NODE;
    *vec_push(c->loader->know->arena, &c->out->rules) = rule;
    return true;
}

static bool add_let(Compiler *c, const Table *t) {
    if (c->n_lets == MACRO_LINES) return fail(c, "is one let too many; raise MACRO_LINES", t->field[1]) != NO_NODE;
    if (t->field[1].n < 2 || t->field[1].p[0] != '$' || !t->field[2].n)
        return fail(c, "must be \"$name\", then a tab and a pattern", t->field[1]) != NO_NODE;
    c->lets[c->n_lets++] = (Let){t->field[1], t->field[2]};
    return true;
}

static bool load_grammar(const KnowLoader *loader, TimeWords *w, dm_error *err) {
    Table t;
    if (!know_open(loader, "times.grammar", &t, err)) return false;
    Arena *arena = loader->know->arena;
    Compiler *c = arena_alloc(arena, sizeof *c);
    *c = (Compiler){.loader = loader, .out = w, .table = &t, .err = err};
    uint32_t end = new_node(c, (TimeNode){.op = NODE_END});
    err->code = DM_OK;
    while (table_next(&t, 2, 4, err)) {
        bool ok = str_eq(t.field[0], STR("let")) ? add_let(c, &t) : compile_rule(c, &t, end);
        if (!ok) return false;
    }
    if (err->code != DM_OK) return false;
    w->literals = loader->know->vocab.forms.n + 1;
    w->is_literal = arena_alloc(arena, w->literals);
    for (uint32_t i = 0; i < c->literals.n; i++) w->is_literal[c->literals.at[i]] = 1;
    return true;
}

bool timewords_load(const KnowLoader *loader, TimeWords *out, dm_error *err) {
    dm_error scratch;
    if (!err) err = &scratch;
    Arena *arena = loader->know->arena;
    Vocab *vocab = &loader->know->vocab;
    *out = (TimeWords){.phrases.arena = arena, .past.arena = arena, .future.arena = arena, .plan.arena = arena};
    if (!load_words(loader, out, err) || !load_holidays(loader, out, err) || !load_tense(loader, out, err))
        return false;
    if (!load_grammar(loader, out, err)) return false;
    out->hyphen = vocab_add(vocab, STR("-"));
    out->dash = vocab_add(vocab, STR("\xE2\x80\x93"));
    out->and_word = vocab_add(vocab, STR("and"));
    out->dot = vocab_add(vocab, STR("."));
    return true;
}
