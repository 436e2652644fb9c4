/* Lengths and repetitions: "more than four hours", "a year and a half", "every other week", "once or twice a year". */
#include "record/times.h"
#include <stdio.h>

static const struct {
    const char *code;
    bool time;
} units[] = {[UNIT_SECOND] = {"S", true},      [UNIT_MINUTE] = {"M", true},    [UNIT_HOUR] = {"H", true},
             [UNIT_DAY] = {"D", false},        [UNIT_WEEKEND] = {"WE", false}, [UNIT_WEEK] = {"W", false},
             [UNIT_FORTNIGHT] = {"W", false},  [UNIT_MONTH] = {"M", false},    [UNIT_QUARTER] = {"Q", false},
             [UNIT_YEAR] = {"Y", false},       [UNIT_DECADE] = {"DE", false},  [UNIT_CENTURY] = {"CE", false},
             [UNIT_MILLENNIUM] = {"ML", false}};

bool resolve_count(const Context *c, const Found *f, int64_t *n, bool *open) {
    const Capture *num = get(c, f, TC_NUM), *quant = get(c, f, TC_QUANT), *half = get(c, f, TC_HALF),
                  *a = get(c, f, TC_A);
    *open = false;
    *n = 0;
    if (num)
        *n = num->piece.number;
    else if (quant && quant->value == QUANT_OPEN)
        *open = true;
    else if (quant)
        *n = (int64_t)quant->value * NUMBER_SCALE;
    else if (captured_word(c->all, f, "few") || captured_word(c->all, f, "many"))
        *open = true;
    else if (a && (!half || captured_word(c->all, f, "and")))
        *n = NUMBER_SCALE;
    else if (!half)
        return false;
    if (half) *n += NUMBER_SCALE / 2;
    return true;
}

/* P1Y6M rather than P1.5Y: halves become whole smaller units, where the unit has them. */
static bool split_half(TimeUnit unit, int64_t n, int64_t *rest, TimeUnit *smaller) {
    static const struct {
        TimeUnit unit, smaller;
        int parts;
    } splits[] = {{UNIT_MINUTE, UNIT_SECOND, 60},
                  {UNIT_HOUR, UNIT_MINUTE, 60},
                  {UNIT_DAY, UNIT_HOUR, 24},
                  {UNIT_YEAR, UNIT_MONTH, 12}};
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
        if (splits[i].unit != unit || n % (NUMBER_SCALE / 4) != 0) continue;
        *rest = n % NUMBER_SCALE * splits[i].parts / NUMBER_SCALE;
        *smaller = splits[i].smaller;
        return true;
    }
    return false;
}

static void print_length(Buf *out, TimeUnit unit, int64_t n, bool open) {
    int64_t rest;
    TimeUnit smaller;
    if (unit == UNIT_FORTNIGHT) n *= 2;
    if (unit == UNIT_DECADE) unit = UNIT_YEAR, n *= 10; /* ISO 8601 has no decades */
    buf_puts(out, units[unit].time ? "PT" : "P");
    if (open) {
        buf_printf(out, "X%s", units[unit].code);
    } else if (n % NUMBER_SCALE == 0) {
        buf_printf(out, "%lld%s", (long long)(n / NUMBER_SCALE), units[unit].code);
    } else if (split_half(unit, n, &rest, &smaller)) {
        if (n >= NUMBER_SCALE) buf_printf(out, "%lld%s", (long long)(n / NUMBER_SCALE), units[unit].code);
        if (units[smaller].time && !units[unit].time) buf_putc(out, 'T');
        buf_printf(out, "%lld%s", (long long)rest, units[smaller].code);
    } else {
        char digits[8];
        int len = snprintf(digits, sizeof digits, "%03lld", (long long)(n % NUMBER_SCALE));
        while (len > 1 && digits[len - 1] == '0') len--;
        buf_printf(out, "%lld.%.*s%s", (long long)(n / NUMBER_SCALE), len, digits, units[unit].code);
    }
}

static const char *length_value(Context *c, TimeUnit unit, int64_t n, bool open) {
    Buf b = {.arena = c->arena};
    print_length(&b, unit, n, open);
    return buf_cstr(&b);
}

/* "$5 million a year", "30 percent a month", "30 calls a week": a rate, no time of the record. */
static bool is_rate(const Context *c, const Found *f) {
    const Analysis *a = c->r->words;
    if (f->last - f->first > 2 || f->first == a->sentences.at[a->sentence_of[f->first]].first) return false;
    Str before = token_str(a, f->first - 1);
    if (f->first >= 2 && before.n > 2 && before.p[before.n - 1] == 's' &&
        (a->tokens.at[f->first - 2].flags & TOKEN_HAS_DIGIT))
        return true;
    static const char *const words[] = {"%",     "percent", "million", "billion", "thousand", "hundred",
                                        "times", "cents",   "dollars", "barrels", "tons",     "hours",
                                        "days",  "people",  "euros",   "won",     "yen"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(before, str_of(words[i]))) return true;
    return before.n && before.p[before.n - 1] >= '0' && before.p[before.n - 1] <= '9';
}

static const Capture *unit_of(const Context *c, const Found *f) {
    const Capture *u = get(c, f, TC_UNIT);
    return u ? u : get(c, f, TC_UNITS);
}

/* A person's age is no time of the record ("the 6-year-old boy"), that of a thing is ("the 70-year-old border treaty"). */
static bool is_age(const Context *c, const Found *f) {
    enum { REACH = 2 }; /* tokens in which the thing must come */
    const Analysis *a = c->r->words;
    if (!get(c, f, TC_OLD)) return false;
    for (uint32_t i = f->last; i < a->tokens.n && i < f->last + REACH && !get(c, f, TC_UNITS); i++) {
        LexMatch m = a->words[i] ? lexicon_match(&c->all->w->phrases, &a->words[i], 1, 0) : (LexMatch){0, 0};
        if (m.length && c->all->w->entries.at[m.value].reading[0].class == TC_THING) return false;
    }
    return true;
}

/* "three-quarters of": a fraction. */
static bool is_fraction(const Context *c, const Found *f) {
    const Analysis *a = c->r->words;
    if (captured_word(c->all, f, "-")) return true;
    return f->last < a->tokens.n && str_eq(token_str(a, f->last), STR("of"));
}

/* "the years 1953 to 1960" */
static bool numbered(const Context *c, const Found *f) {
    const Analysis *a = c->r->words;
    return f->last < a->tokens.n && a->tokens.at[f->last].flags & TOKEN_DIGITS;
}

/* "will one day be", not "will last one day". */
static bool is_some_day(const Context *c, const Found *f, TimeUnit unit, const Capture *num) {
    if (unit != UNIT_DAY || !num || num->value != 1 || f->last - f->first != 2 || f->first == 0) return false;
    return num->piece.word && times_tense_word(c->r, f->first - 1) == TENSE_FUTURE;
}

void resolve_duration(Context *c, const Found *f, Resolved *out) {
    const Capture *u = unit_of(c, f), *num = get(c, f, TC_NUM), *a = get(c, f, TC_A);
    TimeUnit unit = (TimeUnit)u->value;
    int64_t n;
    bool open;
    out->type = TIME_DURATION;
    out->anchorable = false;
    out->from_published = false;
    if (!resolve_count(c, f, &n, &open)) {
        open = u->class == TC_UNITS;
        n = NUMBER_SCALE;
    }
    bool bare = f->last - f->first == 2 && a;
    if (bare && is_rate(c, f)) out->drop = true;
    /* "a second", "a quarter" are mostly an ordinal and a fraction; "1988 quarter" is no length */
    if (u->class == TC_UNIT && (unit == UNIT_SECOND || unit == UNIT_QUARTER) && !num) out->drop = true;
    if (num && num->piece.classes & TC_BIT(TC_YEAR) && u->class == TC_UNIT) out->drop = true;
    if (num && n == 0) out->drop = true;
    if (u->class == TC_UNITS && f->last - f->first == 1 && (unit < UNIT_DAY || unit == UNIT_QUARTER)) out->drop = true;
    if (u->class == TC_UNITS && f->last - f->first == 1 && numbered(c, f)) out->drop = true;
    if (is_title(c, f)) out->drop = true;
    if (is_age(c, f) || (unit == UNIT_QUARTER && is_fraction(c, f))) out->drop = true;
    if (is_some_day(c, f, unit, num)) {
        out->type = TIME_DATE;
        out->value = "FUTURE_REF";
        return;
    }
    out->value = length_value(c, unit, n, open);
    out->length = open || n % NUMBER_SCALE ? 0 : n / NUMBER_SCALE;
    out->unit = unit;
}

static const char *weekday_set(Context *c, int32_t weekday, const Capture *part) {
    static const char *const names[] = {"MO", "AF", "EV", "NI", "DT"};
    return arena_printf(c->arena, "XXXX-WXX-%d%s%s", weekday, part ? "T" : "", part ? names[part->value] : "");
}

/* "Korea JoongAng Daily" */
static bool is_part_of_name(const Context *c, const Found *f) {
    const Analysis *a = c->r->words;
    if (f->first == a->sentences.at[a->sentence_of[f->first]].first) return false;
    char first = a->doc->text[a->tokens.at[f->first].begin];
    return first >= 'A' && first <= 'Z';
}

/* "the daily Haaretz", "a state-run daily": the newspaper. */
static bool is_paper(const Context *c, const Found *f) {
    const Analysis *a = c->r->words;
    if (f->last >= a->tokens.n || a->sentence_of[f->last] != a->sentence_of[f->first]) return false;
    const Token *next = &a->tokens.at[f->last];
    bool name = next->flags & TOKEN_UPPER_FIRST && !(next->flags & TOKEN_PUNCT) &&
                !(a->tokens.at[f->first].flags & TOKEN_UPPER_FIRST);
    return name || follows(c, f, "newspaper") || follows(c, f, "paper");
}

void resolve_set(Context *c, const Found *f, Resolved *out) {
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"}, *const parts[] = {"MO", "AF", "EV", "NI", "DT"};
    const Capture *u = unit_of(c, f), *weekday = get(c, f, TC_WEEKDAY), *month = get(c, f, TC_MONTH);
    const Capture *season = get(c, f, TC_SEASON);
    const Capture *part = get(c, f, TC_PART), *parts_of = get(c, f, TC_PARTS), *freq = get(c, f, TC_FREQ),
                  *num = get(c, f, TC_NUM);
    if (!part) part = parts_of;
    if (!weekday) weekday = get(c, f, TC_WEEKDAYS);
    if (!season) season = get(c, f, TC_SEASONS);
    if (!season) season = get(c, f, TC_FALL);
    out->type = TIME_SET;
    int64_t n = get(c, f, TC_EVERYOTHER) ? 2 * NUMBER_SCALE : NUMBER_SCALE;
    if (num && get(c, f, TC_UNITS)) n = num->piece.number;
    out->drop = freq && (is_part_of_name(c, f) || is_rate(c, f) || is_paper(c, f));
    if (u)
        out->value = length_value(c, (TimeUnit)u->value, n, false);
    else if (freq)
        out->value = length_value(c, (TimeUnit)freq->value, n, false);
    else if (weekday)
        out->value = weekday_set(c, weekday->value, part);
    else if (month)
        out->value = arena_printf(c->arena, "XXXX-%02d", month->value);
    else if (season)
        out->value = arena_printf(c->arena, "XXXX-%s", seasons[season->value]);
    else if (part)
        out->value = arena_printf(c->arena, "XXXX-XX-XXT%s", parts[part->value]);
}
