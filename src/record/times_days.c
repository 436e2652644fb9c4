/* Days, times of day, ranges of days, and days with a name. */
#include "record/times.h"

/* ---- days ---- */

static Moment month_day(Context *c, const Found *f, uint32_t nth, Resolved *out) {
    const Capture *m = capture(c->all, f, TC_MONTH, nth), *d = capture(c->all, f, TC_DAY, nth);
    if (!m) m = get(c, f, TC_MONTH);
    Moment day = MOMENT_NONE;
    day.grain = d ? GRAIN_DAY : GRAIN_MONTH;
    day.month = (int8_t)m->value;
    day.day = (int8_t)(d ? d->value : 0);
    day.year = year_of(c, f, day.month, day.day, out);
    const Capture *w = get(c, f, TC_WEEKDAY);
    if (w && d && !year_stated(c, f) && day.year > 1) { /* "Friday, Oct. 13": the year in which it is one */
        for (int32_t y = day.year - 1; y <= day.year + 1; y++) {
            Civil that = {y, day.month, day.day};
            if (!civil_valid(that) || civil_weekday(civil_to_days(that)) != w->value) continue;
            day.year = y;
            break;
        }
    }
    return moment_valid(&day) ? day : MOMENT_NONE;
}

static Moment numeric_day(const Context *c, const Piece *p) {
    bool iso = p->classes & TC_BIT(TC_ISO);
    Civil a = iso ? (Civil){p->part[0], (int8_t)p->part[1], (int8_t)p->part[2]}
                  : (Civil){p->part[2], (int8_t)p->part[c->day_first ? 1 : 0], (int8_t)p->part[c->day_first ? 0 : 1]};
    Civil b = {a.year, a.day, a.month}; /* the other order, if only that is a day */
    return civil_valid(a) ? moment_of_day(a) : !iso && civil_valid(b) ? moment_of_day(b) : MOMENT_NONE;
}

/* "It was her first word on the deal since she took office Monday": what "since" a past event tells began before that event,
 * which is the one told last; in "has continued since Monday" it goes on to this day. */
static bool since_event(const Context *c, const Found *f) {
    enum { REACH = 6 }; /* tokens between "since" and the day */
    const Analysis *a = c->r->words;
    uint32_t start = a->sentences.at[sentence_of(c, f)].first, i = f->first;
    while (i > start && f->first - i < REACH && !str_eq(token_str(a, i), STR("since"))) i--;
    if (!str_eq(token_str(a, i), STR("since")) || i + 1 >= f->first) return false;
    for (; i > start; i--) {
        Str s = token_str(a, i - 1);
        if (str_eq(s, STR("has")) || str_eq(s, STR("have")) || str_eq(s, STR("had")) || c->r->time_of[i - 1])
            return false;
    }
    return times_tense(c->r, start, start + 1) == TENSE_PAST;
}

/* The day of the week nearest in the direction of the tense; today counts, "last Friday" and "next Friday" are never today. */
static Moment weekday(Context *c, const Found *f, Resolved *out) {
    int wanted = get(c, f, TC_WEEKDAY)->value;
    const Capture *d = get(c, f, TC_DIR);
    bool text = c->narrative || (d && d->value >= DIR_PREVIOUS);
    Moment base = text ? anchor_in_text(c, UNIT_DAY, out) : anchor_reference(c, out);
    if (text && base.grain == GRAIN_NONE) base = anchor_reference(c, out);
    if (base.grain < GRAIN_DAY || base.year < 0) return MOMENT_NONE;
    int today = civil_weekday(moment_day(&base));
    int back = (today - wanted + 7) % 7, ahead = (wanted - today + 7) % 7, step;
    if (!d && !c->narrative && c->day.grain >= GRAIN_DAY && since_event(c, f)) {
        Moment told = moment_at(&c->day, UNIT_DAY);
        int32_t then = moment_day(&told), now = moment_day(&base);
        int before = (civil_weekday(then) - wanted + 7) % 7;
        if (then <= now && now - then < 7 && moment_shift(&told, UNIT_DAY, before ? -before : -7)) {
            out->anchor = c->day_ref;
            return told;
        }
    }
    bool past_owner = follows(c, f, "'s") || follows(c, f, "\xE2\x80\x99s"); /* "Wednesday's vote" was held */
    if (!d && past_owner && !c->narrative)
        step = -back;
    else if (!d)
        step = c->narrative || times_tense(c->r, f->first, f->last) == TENSE_FUTURE ? ahead : -back;
    else if (d->value == DIR_LAST || d->value == DIR_PREVIOUS)
        step = back ? -back : -7;
    else if (d->value == DIR_NEXT || d->value == DIR_FOLLOWING)
        step = ahead ? ahead : 7;
    else
        step = times_tense(c->r, f->first, f->last) == TENSE_PAST ? -back : ahead;
    return moment_shift(&base, UNIT_DAY, step) ? base : MOMENT_NONE;
}

/* "that day", "the next day", "last night", "the following morning", "this afternoon". */
static Moment pointed_day(Context *c, const Found *f, const Capture *d, Resolved *out) {
    bool part = has(c, f, TC_PART) || has(c, f, TC_DAWN);
    bool named = f->n && has(c, f, TC_DET);
    bool text = d->value >= DIR_PREVIOUS || (d->value == DIR_NEXT && (named || !part)) || c->narrative;
    Moment base = text ? anchor_in_text(c, UNIT_DAY, out) : anchor_reference(c, out);
    if (text && base.grain == GRAIN_NONE) base = anchor_reference(c, out);
    int step =
        d->value == DIR_LAST || d->value == DIR_PREVIOUS ? -1 : d->value == DIR_NEXT || d->value == DIR_FOLLOWING;
    return moment_shift(&base, UNIT_DAY, step) ? base : MOMENT_NONE;
}

/* The day of a bare time of day: the one just spoken of, else that of writing. */
static Moment day_at_hand(Context *c, const Found *f, Resolved *out) {
    uint32_t sentence = sentence_of(c, f);
    bool told =
        times_tense(c->r, f->first, f->last) == TENSE_PAST; /* what happened at ten happened on the day spoken of */
    if (c->day.grain != GRAIN_NONE && (c->narrative || told || c->day_sentence + 1 >= sentence))
        return anchor_in_text(c, UNIT_DAY, out);
    return anchor_reference(c, out);
}

/* "on the 25th": of the month spoken of; "the 7th Fleet" is none. */
static Moment day_of_month(Context *c, const Found *f, int day, Resolved *out) {
    const Analysis *a = c->r->words;
    Moment base = c->month.grain != GRAIN_NONE && (c->narrative || c->day_sentence + 1 >= sentence_of(c, f))
                      ? anchor_in_text(c, UNIT_MONTH, out)
                      : anchor_reference(c, out);
    bool name = f->last < a->tokens.n && !(a->tokens.at[f->last].flags & TOKEN_PUNCT) && !a->words[f->last];
    bool written = a->tokens.at[f->last - 1].flags & TOKEN_HAS_DIGIT;
    out->drop = name || !written;
    Moment m = moment_at(&base, UNIT_MONTH);
    m.grain = GRAIN_DAY;
    m.day = (int8_t)day;
    return moment_valid(&m) ? m : MOMENT_NONE;
}

/* "April 24 and 25": the second day, of the month that the expression before it names. "April 24 and 25 people" is none. */
static Moment second_day(Context *c, const Found *f, Resolved *out) {
    static const char *const after[] = {"in",   "at",    "on",    "to",  "with", "for", "as",
                                        "when", "where", "after", "and", "but",  "by",  "during"};
    const Analysis *a = c->r->words;
    const Found *one = f > c->all->found.at ? f - 1 : NULL;
    out->drop = true;
    if (!one || one->last + 1 != f->first || one->rule->kind != TK_DATE || !has(c, one, TC_MONTH) ||
        has(c, one, TC_YEAR))
        return MOMENT_NONE;
    const Capture *first = get(c, one, TC_DAY), *second = get(c, f, TC_DAY);
    Moment m = moment_at(&c->day, UNIT_DAY);
    bool plain =
        !first || first->value >= second->value || m.day != first->value || m.month != get(c, one, TC_MONTH)->value;
    if (plain || c->day_sentence != sentence_of(c, f)) return MOMENT_NONE;
    bool ends = f->last >= a->tokens.n || a->sentence_of[f->last] != a->sentence_of[f->first] || has(c, f, TC_YEAR) ||
                a->tokens.at[f->last].flags & TOKEN_PUNCT;
    for (size_t i = 0; !ends && i < sizeof after / sizeof *after; i++) ends = follows(c, f, after[i]);
    if (!ends) return MOMENT_NONE;
    out->drop = false;
    out->anchor = c->day_ref;
    m.day = (int8_t)second->value;
    return moment_valid(&m) ? m : MOMENT_NONE;
}

static bool is_second(const Context *c, const Found *f) {
    Str before = f->first ? token_str(c->r->words, f->first - 1) : STR("");
    return str_eq(before, STR("and")) || str_eq(before, STR("or"));
}

static Moment day_of(Context *c, const Found *f, Resolved *out) {
    const Capture *n = get(c, f, TC_ISO), *d = get(c, f, TC_DIR), *dom = get(c, f, TC_DAY);
    if (!n) n = get(c, f, TC_DMY);
    if (n) {
        const int32_t *p = n->piece.part;
        bool days = p[0] >= 1 && p[1] >= 1 && p[0] <= 31 && p[1] <= 31, months = p[0] <= 12 || p[1] <= 12;
        out->drop = n->class == TC_DMY && !(days && months && p[2]); /* "45/45/2025" */
        return numeric_day(c, &n->piece);
    }
    if (has(c, f, TC_MONTH)) return month_day(c, f, 0, out);
    if (dom)
        return is_second(c, f) && !has(c, f, TC_WEEKDAY) ? second_day(c, f, out) : day_of_month(c, f, dom->value, out);
    if (has(c, f, TC_WEEKDAY)) return weekday(c, f, out);
    n = get(c, f, TC_DEICTIC);
    if (!n) n = get(c, f, TC_TONIGHT);
    if (n) {
        Moment base = c->narrative ? anchor_in_text(c, UNIT_DAY, out) : anchor_reference(c, out);
        return moment_shift(&base, UNIT_DAY, n->value) ? base : MOMENT_NONE;
    }
    if (d) return pointed_day(c, f, d, out);
    return day_at_hand(c, f, out);
}

/* ---- times of day ---- */

static bool read_clock(Context *c, const Found *f, Moment *m) {
    const Capture *t = get(c, f, TC_CLOCK), *noon = get(c, f, TC_NOON), *half = get(c, f, TC_AMPM),
                  *iso = get(c, f, TC_ISO);
    if (!t && iso && iso->piece.clock[0] >= 0) t = iso;
    if (t) {
        memcpy(m->clock, t->piece.clock, sizeof m->clock);
    } else if (noon) {
        m->clock[0] = (int8_t)noon->value;
        m->clock[1] = 0;
    } else {
        t = get(c, f, TC_HOUR);
        if (!t) return false;
        m->clock[0] = (int8_t)t->value;
        m->clock[1] = 0;
    }
    const Capture *part = get(c, f, TC_PART);
    if (half && m->clock[0] <= 12) m->clock[0] = (int8_t)(m->clock[0] % 12 + half->value);
    if (!half && part && has(c, f, TC_HOUR) && part->value != PART_MO && m->clock[0] < 12)
        m->clock[0] = (int8_t)(m->clock[0] + 12);
    m->grain = GRAIN_CLOCK;
    return m->clock[0] <= 24;
}

static bool read_part(Context *c, const Found *f, Moment *m) {
    const Capture *p = get(c, f, TC_PART);
    if (!p) p = get(c, f, TC_DAWN);
    bool early =
        captured_word(c->all, f, "hours") && captured_word(c->all, f, "of") && !p; /* "the early hours of Friday" */
    if (!p && !early && !has(c, f, TC_TONIGHT)) return false;
    m->sub = (int8_t)(p ? p->value : early ? PART_MO : PART_NI);
    m->grain = GRAIN_PART;
    return true;
}

/* "Jan Novak" is a person: a month's short name needs its dot or a day. "the Long March", "Theresa May": a bare month of an
 * ambiguous name after another name is none. */
static bool is_name(const Context *c, const Found *f) {
    enum { MARCH = 3, MAY = 5, SHORT = 4 };
    const Analysis *a = c->r->words;
    const Capture *m = get(c, f, TC_MONTH);
    Sentence s = a->sentences.at[sentence_of(c, f)];
    uint32_t start = s.first;
    Str name = m ? token_str(a, m->piece.first) : STR("");
    bool full = name.n > SHORT || m == NULL || m->value == MAY || m->value == 6 || m->value == 7;
    if (m && f->n == 1 && !full && name.p[name.n - 1] != '.') return true;
    bool opens = f->first == start || (a->tokens.at[f->first - 1].flags & TOKEN_QUOTE_OPEN);
    if (m && f->n == 1 && m->value == MAY && opens &&
        f->last < s.last) /* "May I ask", "May the memory live"; but "May was cold" */
        return !(a->tokens.at[f->last].flags & TOKEN_PUNCT) && times_tense_word(c->r, f->last) == TENSE_UNKNOWN;
    if (!m || f->n != 1 || (m->value != MARCH && m->value != MAY) || f->first == start) return false;
    const Token *before = &a->tokens.at[f->first - 1];
    char first = a->doc->text[before->begin];
    return first >= 'A' && first <= 'Z' && f->first - 1 != start;
}

void resolve_date(Context *c, const Found *f, Resolved *out) {
    Moment m = day_of(c, f, out);
    bool deictic = f->n == 1 && f->last - f->first == 1 && has(c, f, TC_DEICTIC);
    if (is_name(c, f) || (deictic && is_title(c, f))) out->drop = true;
    if (out->mod == MOD_EQUAL_OR_LESS) out->mod = MOD_ON_OR_BEFORE; /* "no later than June 1" */
    if (out->mod == MOD_EQUAL_OR_MORE) out->mod = MOD_ON_OR_AFTER;
    if (f->n == 2 && get(c, f, TC_PART) &&
        has(c, f, TC_DET)) /* "the morning" of a day just named, not "the night" of anything */
        out->drop = c->day.grain == GRAIN_NONE || c->day_sentence != sentence_of(c, f);
    Moment time = m;
    if (m.grain == GRAIN_PART || m.grain == GRAIN_CLOCK) m.grain = time.grain = GRAIN_DAY;
    memset(time.clock, -1, sizeof time.clock);
    m = time;
    bool timed = read_clock(c, f, &time) || read_part(c, f, &time);
    if (timed) out->type = TIME_TIME;
    if (has(c, f, TC_NOON) || has(c, f, TC_CLOCK) || has(c, f, TC_HOUR)) out->type = TIME_TIME;
    out->moment = m.grain < GRAIN_DAY ? m : timed ? time : m;
    if (timed && m.grain < GRAIN_DAY) out->moment = MOMENT_NONE;
    out->anchorable = true;
}

void resolve_range(Context *c, const Found *f, Resolved *out) {
    const Capture *y = get(c, f, TC_YEAR), *yy = get(c, f, TC_YY);
    if (f->rule->kind == TK_RANGE && !has(c, f, TC_MONTH)) {
        if (!y || !yy) return;
        out->moment = (Moment){.grain = GRAIN_YEAR, .year = y->value, .clock = {-1, -1, -1}};
        out->until = out->moment;
        out->until.year = y->value / 100 * 100 + yy->value;
        out->anchorable = true;
        return;
    }
    out->moment = month_day(c, f, 0, out);
    out->until = month_day(c, f, 1, out);
    if (out->until.grain != GRAIN_NONE && capture(c->all, f, TC_MONTH, 1) && out->until.month < out->moment.month) {
        if (year_stated(c, f))
            out->moment.year--;
        else
            out->until.year++;
    }
    out->anchorable = true;
}

/* ---- days with a name ---- */

static Civil easter(int32_t y) { /* the anonymous Gregorian computus */
    int32_t a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
    int32_t h = (19 * a + b - d - g + 15) % 30, j = c / 4, k = c % 4, m = (a + 11 * h) / 319;
    int32_t r = (2 * e + 2 * j - k - h + m + 32) % 7, month = (h - m + r + 90) / 25;
    return (Civil){y, (int8_t)month, (int8_t)((h - m + r + month + 19) % 32)};
}

static Civil nth_weekday(int32_t year, int month, int weekday_wanted, int nth) {
    Civil first = {year, (int8_t)month, 1};
    int32_t days = civil_to_days(first);
    days += (weekday_wanted - civil_weekday(days) + 7) % 7 + 7 * ((nth > 0 ? nth : 5) - 1);
    Civil c = civil_from_days(days);
    return c.month == month ? c : civil_from_days(days - 7);
}

static Civil holiday_in(const Holiday *h, int32_t year) {
    switch (h->kind) {
    case HOLIDAY_FIXED: return (Civil){year, h->month, h->day};
    case HOLIDAY_NTH: return nth_weekday(year, h->month, h->weekday, h->nth);
    case HOLIDAY_EASTER: return civil_from_days(civil_to_days(easter(year)) + h->nth);
    case HOLIDAY_ELECTION: { /* the Tuesday after the first Monday of November */
        return civil_from_days(civil_to_days(nth_weekday(year, 11, 1, 1)) + 1);
    }
    case HOLIDAY_DATE: return (Civil){h->nth, h->month, h->day};
    case HOLIDAY_UNKNOWN: break;
    }
    return (Civil){0, 0, 0};
}

void resolve_holiday(Context *c, const Found *f, Resolved *out) {
    const Holiday *h = &c->all->w->holidays.at[get(c, f, TC_HOLIDAY)->value];
    int32_t y = year_stated(c, f);
    const Capture *d = get(c, f, TC_DIR);
    if (!y && c->narrative) {
        Moment base = anchor_in_text(c, UNIT_YEAR, out);
        y = base.grain == GRAIN_NONE ? 0 : base.year;
    } else if (!y && h->kind != HOLIDAY_UNKNOWN && anchor_reference(c, out).grain != GRAIN_NONE) {
        Civil this_year = holiday_in(h, c->reference.year);
        Tense tense = d && d->value == DIR_LAST ? TENSE_PAST : times_tense(c->r, f->first, f->last);
        y = year_nearest(c, this_year.month, this_year.day, tense);
        if (d && d->value == DIR_LAST && y && days_from_reference(c, y, this_year.month, this_year.day) >= 0) y--;
        if (d && d->value == DIR_NEXT && y && days_from_reference(c, y, this_year.month, this_year.day) <= 0) y++;
    }
    if (y < CIVIL_MIN_YEAR && h->kind != HOLIDAY_DATE) return;
    Civil day = holiday_in(h, y);
    out->moment = civil_valid(day) ? moment_of_day(day) : MOMENT_NONE;
    if (captured_word(c->all, f, "week") && civil_valid(day)) out->moment = moment_at(&out->moment, UNIT_WEEK);
    if (captured_word(c->all, f, "weekend") && civil_valid(day)) { /* that of a Monday is the one before it */
        if (civil_weekday(civil_to_days(day)) == 1) moment_shift(&out->moment, UNIT_DAY, -1);
        out->moment = moment_at(&out->moment, UNIT_WEEKEND);
    }
    out->anchorable = true;
}

void resolve_weekof(Context *c, const Found *f, Resolved *out) {
    const Capture *n = get(c, f, TC_NUM), *y = get(c, f, TC_YEAR);
    out->anchorable = true;
    if (n && y) { /* "week 42 of 2024" */
        if (n->value < 1 || n->value > 53) return;
        out->moment = moment_of_day(civil_from_days(civil_week_start(y->value, n->value)));
        out->moment.grain = GRAIN_WEEK;
        return;
    }
    const Capture *nth = get(c, f, TC_ORD), *last = get(c, f, TC_DIR);
    Moment day = day_of(c, f, out);
    if (has(c, f, TC_MONTH) && (nth || last) && moment_valid(&day) &&
        day.year > 0) { /* "the first week of March": of its first day */
        int length = civil_month_days(day.year, day.month), from = nth ? 7 * nth->value - 6 : length;
        if (day.grain != GRAIN_MONTH || from < 1 || from > length || (last && last->value != DIR_LAST)) return;
        day.grain = GRAIN_DAY;
        day.day = (int8_t)from;
    }
    out->moment = moment_at(&day, UNIT_WEEK);
    out->anchorable = true;
}
