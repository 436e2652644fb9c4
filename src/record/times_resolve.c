/* Found expressions to values, in text order: what they hang on, which year they mean, and who resolves which kind. */
#include "record/times.h"

uint32_t sentence_of(const Context *c, const Found *f) {
    return c->r->words->sentence_of[f->first];
}

/* Whether the word after the expression is this one. */
bool follows(const Context *c, const Found *f, const char *word) {
    const Analysis *a = c->r->words;
    return f->last < a->tokens.n && str_eq_fold(token_str(a, f->last), str_of(word));
}

/* "This Week" of a broadcaster, "USA Today", "60 Minutes", "the Arab Spring": a capital where the language has none. Headlines
 * have capitals everywhere, and in a story "the Spring Offensive" still dates what it names. */
bool is_title(const Context *c, const Found *f) {
    const Analysis *a = c->r->words;
    Sentence s = a->sentences.at[sentence_of(c, f)];
    const Token *last = &a->tokens.at[f->last - 1];
    if (c->narrative || !(last->flags & TOKEN_UPPER_FIRST) || last->flags & TOKEN_ALL_UPPER || f->last - 1 == s.first)
        return false;
    if (s.block < a->doc->blocks.n && a->doc->blocks.at[s.block].kind == BLOCK_HEADLINE) return false;
    return !(last[-1].flags & TOKEN_PUNCT) && last[-1].flags & (TOKEN_UPPER_FIRST | TOKEN_HAS_DIGIT);
}

/* ---- anchors ---- */

Moment anchor_reference(const Context *c, Resolved *out) {
    if (c->narrative) return MOMENT_NONE;
    out->from_published = c->reference.grain != GRAIN_NONE;
    return c->reference;
}

Moment anchor_in_text(const Context *c, TimeUnit unit, Resolved *out) {
    bool weeks = unit == UNIT_WEEK || unit == UNIT_WEEKEND || unit == UNIT_FORTNIGHT;
    if (weeks && c->year.grain >= GRAIN_WEEK) { /* "last week … a week earlier" */
        out->anchor = c->year_ref;
        return c->year;
    }
    const Moment *m = unit < UNIT_MONTH ? &c->day : unit < UNIT_YEAR ? &c->month : &c->year;
    out->anchor = unit < UNIT_MONTH ? c->day_ref : unit < UNIT_YEAR ? c->month_ref : c->year_ref;
    return *m;
}

void times_remember(Context *c, uint32_t sentence, Ref self, const Resolved *res) {
    const Moment *m = &res->moment;
    if (!res->anchorable || m->grain < GRAIN_YEAR || !moment_valid(m)) return;
    c->year = *m;
    c->year_ref = self;
    c->year_sentence = sentence;
    bool month = m->grain == GRAIN_MONTH || m->grain >= GRAIN_WEEK;
    c->month = month ? *m : MOMENT_NONE;
    c->month_ref = month ? self : 0;
    if (m->grain >= GRAIN_DAY) {
        c->day = *m;
        c->day_ref = self;
        c->day_sentence = sentence;
    } else if (c->narrative) {
        c->day = MOMENT_NONE; /* the story has moved on to another month or year */
    }
    if (m->grain == GRAIN_QUARTER) {
        c->quarter = *m;
        c->quarter_sentence = sentence;
    }
}

/* ---- which year ---- */

int64_t days_from_reference(const Context *c, int32_t year, int month, int day) {
    Civil ref = {c->reference.year, c->reference.month ? c->reference.month : 7,
                 c->reference.day ? c->reference.day : 15};
    int length = civil_month_days(year, month);
    Civil that = {year, (int8_t)month, (int8_t)(day && day <= length ? day : 15)};
    if (!day && c->reference.month == month && c->reference.year == year) return 0;
    return (int64_t)civil_to_days(that) - civil_to_days(ref);
}

/* The year of a bare month or day of the year: the nearest, where what the tense speaks against counts as much farther. */
int32_t year_nearest(const Context *c, int month, int day, Tense tense) {
    enum { AGAINST = 3 };
    int32_t best = 0;
    int64_t cost_of_best = 0;
    for (int32_t y = c->reference.year - 1; y <= c->reference.year + 1; y++) {
        if (y < CIVIL_MIN_YEAR || y > CIVIL_MAX_YEAR || (day && day > civil_month_days(y, month))) continue;
        int64_t d = days_from_reference(c, y, month, day);
        int64_t cost = d < 0 ? -d * (tense == TENSE_FUTURE ? AGAINST : 1) : d * (tense == TENSE_PAST ? AGAINST : 1);
        if (best && cost >= cost_of_best) continue;
        best = y;
        cost_of_best = cost;
    }
    return best;
}

/* "January to March 1918", "4 and 7 September": the year, or month and year, that a neighbour in the sentence states. */
static const Found *neighbour(const Context *c, const Found *f) {
    enum { BETWEEN = 3 }; /* tokens that may stand between */
    const Found *next = f + 1;
    if (next >= c->all->found.at + c->all->found.n || next->first - f->last > BETWEEN) return NULL;
    if (sentence_of(c, f) != sentence_of(c, next)) return NULL;
    for (uint32_t i = f->last; i < next->first; i++) {
        Str s = token_str(c->r->words, i);
        if (!(str_eq(s, STR("to")) || str_eq(s, STR("and")) || str_eq(s, STR("or")) || str_eq(s, STR(",")) ||
              str_eq(s, STR("-")) || str_eq(s, STR("until")) || str_eq(s, STR("through")) ||
              str_eq(s, STR("\xE2\x80\x93"))))
            return NULL;
    }
    return next->last > f->last && next->first > f->last ? next : NULL;
}

int32_t year_stated(const Context *c, const Found *f) {
    const Capture *y = get(c, f, TC_YEAR);
    if (y) return y->value;
    y = get(c, f, TC_YY);
    if (!y) return 0;
    int32_t century = c->year.grain >= GRAIN_YEAR ? c->year.year / 100 : 19;
    if (!c->narrative && century == 20 && y->value > 40) century = 19;
    if (!c->narrative && century == 19 && c->reference.year >= 2000 && y->value < 30) century = 20;
    return century * 100 + y->value;
}

/* "this year", "last year", "of that year" beside a month or quarter. */
int32_t year_pointed(Context *c, const Found *f, Resolved *out) {
    const Capture *d = get(c, f, TC_DIR);
    if (!d || !captured_word(c->all, f, "year")) return 0;
    bool text = d->value >= DIR_PREVIOUS || c->reference.grain == GRAIN_NONE || c->narrative;
    Moment base = text ? anchor_in_text(c, UNIT_YEAR, out) : anchor_reference(c, out);
    if (text && base.grain == GRAIN_NONE) base = anchor_reference(c, out);
    int64_t step =
        d->value == DIR_LAST || d->value == DIR_PREVIOUS ? -1 : d->value == DIR_NEXT || d->value == DIR_FOLLOWING;
    return moment_shift(&base, UNIT_YEAR, step) ? base.year : 0;
}

static int32_t story_year(const Context *c, int month, Resolved *out) {
    enum { TURN = 9 }; /* months back that are rather a step into the next year */
    Moment base = anchor_in_text(c, UNIT_YEAR, out);
    if (base.grain == GRAIN_NONE) return 0;
    if (base.grain >= GRAIN_MONTH && base.month - month >= TURN && base.year != -1) return base.year + 1;
    return base.year;
}

/* "expires on Dec. 31": a word of what is to come stands right before it. */
static bool surely_ahead(const Context *c, const Found *f) {
    uint32_t start = c->r->words->sentences.at[sentence_of(c, f)].first;
    return f->first >= start + 2 && times_tense_word(c->r, f->first - 2) == TENSE_FUTURE &&
           times_tense(c->r, f->first, f->last) == TENSE_FUTURE;
}

/* "In January, they signed": what opens the sentence and is told in the past. */
static bool surely_past(const Context *c, const Found *f) {
    uint32_t start = c->r->words->sentences.at[sentence_of(c, f)].first;
    return f->first <= start + 1 && follows(c, f, ",") && times_tense(c->r, f->first, f->last) == TENSE_PAST;
}

int32_t year_of(Context *c, const Found *f, int month, int day, Resolved *out) {
    int32_t y = year_stated(c, f);
    if (!y) y = year_pointed(c, f, out);
    const Found *next = y ? NULL : neighbour(c, f);
    const Capture *other = next ? get(c, next, TC_MONTH) : NULL;
    bool paired = next && !other && next->rule->kind == TK_DATE && get(c, next, TC_DAY); /* "March 4 and 5, 2024" */
    if ((other || paired) && year_stated(c, next)) y = year_stated(c, next) - (other && month > other->value);
    if (y) return y;
    if (c->narrative) return story_year(c, month, out);
    if (anchor_reference(c, out).grain == GRAIN_NONE) {
        Moment base = anchor_in_text(c, UNIT_YEAR, out);
        return base.grain == GRAIN_NONE ? 0 : base.year;
    }
    const Capture *d = get(c, f, TC_DIR);
    int64_t away = days_from_reference(c, c->reference.year, month, day);
    y = c->reference.year;
    if (!d && surely_past(c, f)) return y - (away > 0);
    if (!d)
        return surely_ahead(c, f) ? y + (away < 0) : year_nearest(c, month, day, times_tense(c->r, f->first, f->last));
    if (d->value == DIR_LAST) return y - (away >= 0); /* "last Oct. 7" */
    return d->value == DIR_NEXT ? y + (away <= 0) : y;
}

static void resolve_ref(Context *c, const Found *f, Resolved *out) {
    static const char *const names[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
    const Capture *r = get(c, f, TC_REF), *soon = get(c, f, TC_SOON);
    int32_t which = REF_FUTURE;
    if (r)
        which = r->value;
    else if (captured_word(c->all, f, "past"))
        which = REF_PAST;
    else if (captured_word(c->all, f, "present"))
        which = REF_PRESENT;
    out->value = names[which];
    if (soon) {
        const Analysis *a = c->r->words;
        Str before = f->first ? token_str(a, f->first - 1) : STR("");
        out->drop = str_eq_fold(before, STR("as")) || follows(c, f, "after") || follows(c, f, "before") ||
                    c->narrative || times_tense(c->r, f->first, f->last) == TENSE_PAST;
    }
}

static TimeMod mod_of(const Context *c, const Found *f) {
    const Capture *m = get(c, f, TC_MOD), *approx = get(c, f, TC_APPROX);
    if (!m) m = approx;
    if (!m && get(c, f, TC_ORSO)) return MOD_APPROX;
    return m ? (TimeMod)m->value : MOD_NONE;
}

void times_resolve(Context *c, uint32_t i, Resolved *out) {
    const Found *f = &c->all->found.at[i];
    *out = (Resolved){.moment = MOMENT_NONE, .until = MOMENT_NONE, .mod = mod_of(c, f)};
    switch (f->rule->kind) {
    case TK_DATE: resolve_date(c, f, out); break;
    case TK_RANGE: resolve_range(c, f, out); break;
    case TK_SEASON: resolve_season(c, f, out); break;
    case TK_REL:
    case TK_UNITREF: resolve_relative(c, f, out); break;
    case TK_QUARTER: resolve_quarter(c, f, out); break;
    case TK_HALF: resolve_half(c, f, out); break;
    case TK_YEARAGO: resolve_yearago(c, f, out); break;
    case TK_YEAREND: resolve_yearend(c, f, out); break;
    case TK_YEAR: resolve_year(c, f, out); break;
    case TK_FISCAL: resolve_fiscal(c, f, out); break;
    case TK_DECADE: resolve_decade(c, f, out); break;
    case TK_CENTURY: resolve_century(c, f, out); break;
    case TK_BC: resolve_bc(c, f, out); break;
    case TK_WEEKOF: resolve_weekof(c, f, out); break;
    case TK_HOLIDAY: resolve_holiday(c, f, out); break;
    case TK_AGO: resolve_ago(c, f, out); break;
    case TK_DURATION: resolve_duration(c, f, out); break;
    case TK_SET: resolve_set(c, f, out); break;
    case TK_REF: resolve_ref(c, f, out); break;
    case TK_COUNT: break;
    }
}
