/* Values that hang on another moment: "last month", "the following year", "that week", "six weeks ago", "two days later". */
#include "record/times.h"

/* The direction that counts: of "this past", "this coming", "the same last" the second. */
static int32_t direction(const Context *c, const Found *f) {
    const Capture *one = get(c, f, TC_DIR), *two = capture(c->all, f, TC_DIR, 1);
    if (two && two->value != DIR_THIS) return two->value;
    if (one) return one->value;
    return captured_word(c->all, f, "following") ? DIR_FOLLOWING : DIR_SAME;
}

static int step_of(int32_t dir) {
    return dir == DIR_LAST || dir == DIR_PREVIOUS ? -1 : dir == DIR_NEXT || dir == DIR_FOLLOWING ? 1 : 0;
}

/* Whether it hangs on a time named before: "the previous year", "the next day" in a report; in a story everything does. */
static bool hangs_on_text(const Context *c, const Found *f, int32_t dir, TimeUnit unit) {
    if (c->narrative || dir >= DIR_PREVIOUS || c->reference.grain == GRAIN_NONE) return true;
    return dir == DIR_NEXT && unit == UNIT_DAY && get(c, f, TC_DET);
}

static Moment base_for(const Context *c, const Found *f, int32_t dir, TimeUnit unit, Resolved *out) {
    if (!hangs_on_text(c, f, dir, unit)) return anchor_reference(c, out);
    /* A text without a day of writing may state one itself; less than a full day is not enough to say when "last month" was. */
    bool undated = !c->narrative && dir < DIR_PREVIOUS;
    Moment m = anchor_in_text(c, undated ? UNIT_DAY : unit, out);
    if (m.grain == GRAIN_NONE && dir >= DIR_PREVIOUS) {
        out->anchor = 0;
        return anchor_reference(c, out);
    }
    return m;
}

static Moment relative_month(const Context *c, const Found *f, int32_t dir, int month, Resolved *out) {
    Moment base = base_for(c, f, dir, UNIT_YEAR, out);
    if (base.grain == GRAIN_NONE) return MOMENT_NONE;
    Moment m = {.grain = GRAIN_MONTH, .year = base.year, .month = (int8_t)month, .clock = {-1, -1, -1}};
    int now = base.grain >= GRAIN_MONTH && base.month ? base.month : 1;
    if (step_of(dir) < 0 && month >= now) moment_shift(&m, UNIT_MONTH, -12);
    if (step_of(dir) > 0 && month <= now) moment_shift(&m, UNIT_MONTH, 12);
    return m;
}

static Moment relative_season(const Context *c, const Found *f, int32_t dir, int season, Resolved *out) {
    static const int8_t first[] = {3, 6, 9, 12}, last[] = {5, 8, 11, 14};
    Moment base = base_for(c, f, dir, UNIT_YEAR, out);
    if (base.grain == GRAIN_NONE) return MOMENT_NONE;
    Moment m = {.grain = GRAIN_SEASON, .year = base.year, .sub = (int8_t)season, .clock = {-1, -1, -1}};
    int now = base.month ? base.month : 1;
    if (step_of(dir) < 0 && now <= last[season]) m.year--;
    if (step_of(dir) > 0 && now >= first[season]) m.year++;
    return moment_valid(&m) ? m : MOMENT_NONE;
}

static Moment relative_weekday(const Context *c, const Found *f, int32_t dir, int wanted, Resolved *out) {
    Moment base = base_for(c, f, dir, UNIT_WEEK, out);
    if (base.grain < GRAIN_DAY || base.year < 0) return MOMENT_NONE;
    int today = civil_weekday(moment_day(&base));
    int back = (today - wanted + 7) % 7, ahead = (wanted - today + 7) % 7;
    int step = step_of(dir) < 0 ? (back ? -back : -7) : step_of(dir) > 0 ? (ahead ? ahead : 7) : wanted - today;
    return moment_shift(&base, UNIT_DAY, step) ? base : MOMENT_NONE;
}

/* "the week", "the quarter": the one spoken of, else the present one; of quarters and weekends, the last one over. */
static void resolve_unitref(Context *c, const Found *f, TimeUnit unit, Resolved *out) {
    const Analysis *a = c->r->words;
    char first = a->doc->text[a->tokens.at[f->last - 1].begin];
    bool name = first >= 'A' && first <= 'Z'; /* "Person of the Year" */
    if (name || unit < UNIT_DAY || unit == UNIT_FORTNIGHT || unit > UNIT_YEAR) {
        out->drop = true;
        return;
    }
    Moment base = c->narrative || unit == UNIT_DAY ? anchor_in_text(c, unit, out) : anchor_reference(c, out);
    if (unit == UNIT_DAY) {
        bool described =
            follows(c, f, "when") || follows(c, f, "that") || follows(c, f, "of"); /* "the day when we met" */
        out->drop = described || c->day.grain == GRAIN_NONE || c->day_sentence != sentence_of(c, f);
        out->moment = moment_at(&base, UNIT_DAY);
        return;
    }
    if (unit == UNIT_YEAR && !c->narrative) { /* "for the year": its length, oftener than which */
        resolve_duration(c, f, out);
        return;
    }
    if (unit == UNIT_QUARTER && c->quarter.grain != GRAIN_NONE && !c->narrative) {
        out->moment = c->quarter;
        return;
    }
    Tense tense = times_tense(c->r, f->first, f->last);
    int step = 0;
    if (unit == UNIT_QUARTER) step = tense == TENSE_FUTURE ? 0 : -1;
    if (unit == UNIT_WEEKEND && base.grain >= GRAIN_DAY && base.year > 0) {
        int today = civil_weekday(moment_day(&base));
        step = tense == TENSE_FUTURE || today >= 6 || c->narrative ? 0 : -1;
    }
    out->moment = moment_shift(&base, unit, step) ? base : MOMENT_NONE;
    out->anchorable = unit != UNIT_YEAR;
}

void resolve_relative(Context *c, const Found *f, Resolved *out) {
    const Capture *unit = get(c, f, TC_UNIT), *month = get(c, f, TC_MONTH), *weekday = get(c, f, TC_WEEKDAY);
    const Capture *season = get(c, f, TC_SEASON);
    if (!season) season = get(c, f, TC_FALL);
    int32_t dir = direction(c, f);
    out->anchorable = true;
    if (month)
        out->moment = relative_month(c, f, dir, month->value, out);
    else if (weekday)
        out->moment = relative_weekday(c, f, dir, weekday->value, out);
    else if (season)
        out->moment = relative_season(c, f, dir, season->value, out);
    if (month || weekday || season) return;
    if (is_title(c, f)) out->drop = true;
    TimeUnit u = unit ? (TimeUnit)unit->value : UNIT_YEAR;                               /* "the current fiscal year" */
    if (u == UNIT_DAY && get(c, f, TC_MOD) && get(c, f, TC_DET) && !get(c, f, TC_DIR)) { /* "later in the day" */
        out->drop = true;
        return;
    }
    if (f->rule->kind == TK_UNITREF) {
        resolve_unitref(c, f, u, out);
        return;
    }
    if (u < UNIT_DAY || u == UNIT_FORTNIGHT || u == UNIT_MILLENNIUM) {
        out->drop = true;
        return;
    }
    /* "the past decade" is a length, "the past year" a year */
    if (captured_word(c->all, f, "past") && get(c, f, TC_DET) && u != UNIT_YEAR && u != UNIT_WEEK &&
        u != UNIT_WEEKEND) {
        resolve_duration(c, f, out);
        return;
    }
    Moment base = base_for(c, f, dir, u, out);
    out->moment = moment_shift(&base, u, step_of(dir)) ? base : MOMENT_NONE;
}

/* ---- so long ago, so much later ---- */

static bool after_quarter(const Context *c, const Found *f) {
    return c->quarter.grain == GRAIN_QUARTER && sentence_of(c, f) - c->quarter_sentence <= 1;
}

/* "the day before": a day either way of one named before. */
static void resolve_adjacent(Context *c, const Found *f, Resolved *out) {
    Moment base = anchor_in_text(c, UNIT_DAY, out);
    int step = captured_word(c->all, f, "before") || get(c, f, TC_EARLIER) ? -1 : 1;
    const Capture *part = get(c, f, TC_PART);
    if (!moment_shift(&base, UNIT_DAY, step)) {
        out->drop = true;
        return;
    }
    out->moment = base;
    if (part) {
        out->type = TIME_TIME;
        out->moment.grain = GRAIN_PART;
        out->moment.sub = (int8_t)part->value;
    }
    out->anchorable = true;
}

/* "two days before the vote": a length and a preposition; "two days before." a day. */
static bool before_something(const Context *c, const Found *f) {
    const Analysis *a = c->r->words;
    if (!str_eq(token_str(a, f->last - 1), STR("before")) || f->last >= a->tokens.n) return false;
    if (a->tokens.at[f->last].flags & TOKEN_PUNCT || a->sentence_of[f->last] != a->sentence_of[f->first]) return false;
    return times_tense_word(c->r, f->last) == TENSE_UNKNOWN; /* "the week before had been calm" */
}

static const char *vague(bool ago, bool later) {
    return ago || !later ? "PAST_REF" : "FUTURE_REF";
}

void resolve_ago(Context *c, const Found *f, Resolved *out) {
    const Capture *unit = get(c, f, TC_UNIT);
    if (!unit) unit = get(c, f, TC_UNITS);
    bool later = get(c, f, TC_LATER) || get(c, f, TC_FROMNOW),
         ago = get(c, f, TC_AGO) != NULL || get(c, f, TC_FROMNOW) != NULL;
    int64_t n;
    bool open;
    if (!unit && (captured_word(c->all, f, "before") || captured_word(c->all, f, "after")) &&
        !captured_word(c->all, f, "year")) {
        resolve_adjacent(c, f, out);
        return;
    }
    if (unit && before_something(c, f)) {
        resolve_duration(c, f, out);
        out->trim = 1;
        return;
    }
    TimeUnit u = unit ? (TimeUnit)unit->value : UNIT_YEAR;
    if (!resolve_count(c, f, &n, &open)) n = get(c, f, TC_UNITS) ? 0 : NUMBER_SCALE, open = n == 0;
    if (open) {
        out->value = vague(get(c, f, TC_AGO) != NULL, later);
        return;
    }
    if (!later && u == UNIT_YEAR && n == NUMBER_SCALE &&
        after_quarter(c, f)) { /* results are held against the same quarter */
        out->moment = c->quarter;
        if (!moment_shift(&out->moment, UNIT_QUARTER, -4)) out->moment = MOMENT_NONE;
        return;
    }
    /* "compared with a year earlier" is held against the present one, unless the sentence has named another */
    bool now = ago || (u == UNIT_YEAR && !later && c->year_sentence != sentence_of(c, f));
    Moment base = now && !c->narrative ? anchor_reference(c, out) : anchor_in_text(c, u, out);
    if (base.grain == GRAIN_NONE && !ago && u >= UNIT_MONTH) base = anchor_reference(c, out);
    int sign = later ? 1 : -1;
    int64_t whole = n / NUMBER_SCALE;
    if (n % NUMBER_SCALE && u == UNIT_YEAR) u = UNIT_MONTH, whole = n * 12 / NUMBER_SCALE;
    if (u == UNIT_DECADE || u == UNIT_CENTURY) whole *= u == UNIT_DECADE ? 10 : 100, u = UNIT_YEAR;
    out->moment = moment_shift(&base, u, sign * whole) ? base : MOMENT_NONE;
    out->anchorable = true;
    bool unhung =
        out->moment.grain == GRAIN_NONE && unit && (!ago || u < UNIT_DAY); /* "an hour later", of no known hour */
    if (unhung) resolve_duration(c, f, out);
}

void resolve_yearago(Context *c, const Found *f, Resolved *out) {
    const Capture *o = get(c, f, TC_ORD), *y = get(c, f, TC_YEAR);
    Moment q = c->quarter;
    if (q.grain == GRAIN_NONE) {
        q = anchor_reference(c, out);
        if (!moment_shift(&q, UNIT_QUARTER, -1)) q = MOMENT_NONE;
    }
    if (q.grain != GRAIN_QUARTER) return;
    if (y)
        q.year = y->value;
    else if (!moment_shift(&q, UNIT_QUARTER, -4))
        return;
    if (o && o->value >= 1 && o->value <= 4) q.sub = (int8_t)o->value;
    out->moment = q;
}
