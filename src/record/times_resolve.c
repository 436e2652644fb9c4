/* Found expressions to values, in text order: dates, times of day, parts of the year, ranges, years and holidays. */
#include "record/times.h"
#include <stdlib.h>

static const Moment nothing = {.clock = {-1, -1, -1}};

static const Capture *get(const Context *c, const Found *f, TimeClass class) { return capture(c->all, f, class, 0); }
static bool has(const Context *c, const Found *f, TimeClass class) { return get(c, f, class) != NULL; }

uint32_t sentence_of(const Context *c, const Found *f) { return c->r->words->sentence_of[f->first]; }

/* Whether the word after the expression is this one. */
static bool follows(const Context *c, const Found *f, const char *word) {
    const Analysis *a = c->r->words;
    return f->last < a->tokens.n && str_eq_fold(token_str(a, f->last), str_of(word));
}

/* ---- anchors ---- */

Moment anchor_reference(const Context *c, Resolved *out) {
    if (c->narrative) return nothing;
    out->from_published = c->reference.grain != GRAIN_NONE;
    return c->reference;
}

Moment anchor_in_text(const Context *c, TimeUnit unit, Resolved *out) {
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
    c->month = month ? *m : nothing;
    c->month_ref = month ? self : 0;
    if (m->grain >= GRAIN_DAY) {
        c->day = *m;
        c->day_ref = self;
        c->day_sentence = sentence;
    } else if (c->narrative) {
        c->day = nothing; /* the story has moved on to another month or year */
    }
    if (m->grain == GRAIN_QUARTER) {
        c->quarter = *m;
        c->quarter_sentence = sentence;
    }
}

/* ---- which year ---- */

static int64_t distance(const Context *c, int32_t year, int month, int day) {
    Civil ref = {c->reference.year, c->reference.month ? c->reference.month : 7, c->reference.day ? c->reference.day : 15};
    int length = civil_month_days(year, month);
    Civil that = {year, (int8_t)month, (int8_t)(day && day <= length ? day : 15)};
    if (!day && c->reference.month == month && c->reference.year == year) return 0;
    return (int64_t)civil_to_days(that) - civil_to_days(ref);
}

/* The year of a bare month or day of the year: the nearest, where what the tense speaks against counts as much farther. */
static int32_t nearest_year(const Context *c, int month, int day, Tense tense) {
    enum { AGAINST = 3 };
    int32_t best = 0;
    int64_t cost_of_best = 0;
    for (int32_t y = c->reference.year - 1; y <= c->reference.year + 1; y++) {
        if (y < CIVIL_MIN_YEAR || y > CIVIL_MAX_YEAR || (day && day > civil_month_days(y, month))) continue;
        int64_t d = distance(c, y, month, day);
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
        if (!(str_eq(s, STR("to")) || str_eq(s, STR("and")) || str_eq(s, STR("or")) || str_eq(s, STR(",")) || str_eq(s, STR("-")) ||
              str_eq(s, STR("until")) || str_eq(s, STR("through")) || str_eq(s, STR("\xE2\x80\x93"))))
            return NULL;
    }
    return next->last > f->last && next->first > f->last ? next : NULL;
}

static int32_t stated_year(const Context *c, const Found *f) {
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
static int32_t pointed_year(Context *c, const Found *f, Resolved *out) {
    const Capture *d = get(c, f, TC_DIR);
    if (!d || !captured_word(c->all, f, "year")) return 0;
    bool text = d->value >= DIR_PREVIOUS || c->reference.grain == GRAIN_NONE || c->narrative;
    Moment base = text ? anchor_in_text(c, UNIT_YEAR, out) : anchor_reference(c, out);
    if (text && base.grain == GRAIN_NONE) base = anchor_reference(c, out);
    int64_t step = d->value == DIR_LAST || d->value == DIR_PREVIOUS ? -1 : d->value == DIR_NEXT || d->value == DIR_FOLLOWING;
    return moment_shift(&base, UNIT_YEAR, step) ? base.year : 0;
}

static int32_t story_year(const Context *c, int month, Resolved *out) {
    enum { TURN = 9 }; /* months back that are rather a step into the next year */
    Moment base = anchor_in_text(c, UNIT_YEAR, out);
    if (base.grain == GRAIN_NONE) return 0;
    if (base.grain >= GRAIN_MONTH && base.month - month >= TURN && base.year != -1) return base.year + 1;
    return base.year;
}

static int32_t year_for(Context *c, const Found *f, int month, int day, Resolved *out) {
    int32_t y = stated_year(c, f);
    if (!y) y = pointed_year(c, f, out);
    const Found *next = y ? NULL : neighbour(c, f);
    const Capture *other = next ? get(c, next, TC_MONTH) : NULL;
    if (other && stated_year(c, next)) y = stated_year(c, next) - (month > other->value);
    if (y) return y;
    if (c->narrative) return story_year(c, month, out);
    if (anchor_reference(c, out).grain == GRAIN_NONE) {
        Moment base = anchor_in_text(c, UNIT_YEAR, out);
        return base.grain == GRAIN_NONE ? 0 : base.year;
    }
    const Capture *d = get(c, f, TC_DIR);
    if (!d) return nearest_year(c, month, day, times_tense(c->r, f->first, f->last));
    y = c->reference.year; /* "last Oct. 23" */
    bool ahead = distance(c, y, month, day) > 0;
    if (d->value == DIR_LAST && ahead) return y - 1;
    return d->value == DIR_NEXT && !ahead ? y + 1 : y;
}

/* ---- days ---- */

static Moment month_day(Context *c, const Found *f, uint32_t nth, Resolved *out) {
    const Capture *m = capture(c->all, f, TC_MONTH, nth), *d = capture(c->all, f, TC_DAY, nth);
    if (!m) m = get(c, f, TC_MONTH);
    Moment day = {.grain = d ? GRAIN_DAY : GRAIN_MONTH, .month = (int8_t)m->value, .day = (int8_t)(d ? d->value : 0), .clock = {-1, -1, -1}};
    day.year = year_for(c, f, day.month, day.day, out);
    const Capture *w = get(c, f, TC_WEEKDAY);
    if (w && d && !stated_year(c, f) && day.year > 1) { /* "Friday, Oct. 13": the year in which it is one */
        for (int32_t y = day.year - 1; y <= day.year + 1; y++) {
            Civil that = {y, day.month, day.day};
            if (!civil_valid(that) || civil_weekday(civil_to_days(that)) != w->value) continue;
            day.year = y;
            break;
        }
    }
    return moment_valid(&day) ? day : nothing;
}

static Moment numeric_day(const Context *c, const Piece *p) {
    bool iso = p->classes & TC_BIT(TC_ISO);
    Civil a = iso ? (Civil){p->part[0], (int8_t)p->part[1], (int8_t)p->part[2]}
                  : (Civil){p->part[2], (int8_t)p->part[c->day_first ? 1 : 0], (int8_t)p->part[c->day_first ? 0 : 1]};
    Civil b = {a.year, a.day, a.month}; /* the other order, if only that is a day */
    return civil_valid(a) ? moment_of_day(a) : !iso && civil_valid(b) ? moment_of_day(b) : nothing;
}

/* "Trump's comment marked the first time since he took office Monday": what "since" a past event tells began before that event,
 * which is the one told last; in "has continued since Monday" it goes on to this day. */
static bool since_event(const Context *c, const Found *f) {
    enum { REACH = 6 }; /* tokens between "since" and the day */
    const Analysis *a = c->r->words;
    uint32_t start = a->sentences.at[sentence_of(c, f)].first, i = f->first;
    while (i > start && f->first - i < REACH && !str_eq(token_str(a, i), STR("since"))) i--;
    if (!str_eq(token_str(a, i), STR("since")) || i + 1 >= f->first) return false;
    for (; i > start; i--) {
        Str s = token_str(a, i - 1);
        if (str_eq(s, STR("has")) || str_eq(s, STR("have")) || str_eq(s, STR("had")) || c->r->time_of[i - 1]) return false;
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
    if (base.grain < GRAIN_DAY || base.year < 0) return nothing;
    int today = civil_weekday(civil_to_days((Civil){base.year, base.month, base.day}));
    int back = (today - wanted + 7) % 7, ahead = (wanted - today + 7) % 7, step;
    if (!d && !c->narrative && c->day.grain >= GRAIN_DAY && since_event(c, f)) {
        Moment told = moment_at(&c->day, UNIT_DAY);
        int32_t then = civil_to_days((Civil){told.year, told.month, told.day}), now = civil_to_days((Civil){base.year, base.month, base.day});
        int before = (civil_weekday(then) - wanted + 7) % 7;
        if (then <= now && now - then < 7 && moment_shift(&told, UNIT_DAY, before ? -before : -7)) {
            out->anchor = c->day_ref;
            return told;
        }
    }
    bool past_owner = follows(c, f, "'s") || follows(c, f, "\xE2\x80\x99s"); /* "Wednesday's ruling" was made */
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
    return moment_shift(&base, UNIT_DAY, step) ? base : nothing;
}

/* "that day", "the next day", "last night", "the following morning", "this afternoon". */
static Moment pointed_day(Context *c, const Found *f, const Capture *d, Resolved *out) {
    bool part = has(c, f, TC_PART) || has(c, f, TC_DAWN);
    bool named = f->n && has(c, f, TC_DET);
    bool text = d->value >= DIR_PREVIOUS || (d->value == DIR_NEXT && (named || !part)) || c->narrative;
    Moment base = text ? anchor_in_text(c, UNIT_DAY, out) : anchor_reference(c, out);
    if (text && base.grain == GRAIN_NONE) base = anchor_reference(c, out);
    int step = d->value == DIR_LAST || d->value == DIR_PREVIOUS ? -1 : d->value == DIR_NEXT || d->value == DIR_FOLLOWING;
    return moment_shift(&base, UNIT_DAY, step) ? base : nothing;
}

/* The day of a bare time of day: the one just spoken of, else that of writing. */
static Moment day_at_hand(Context *c, const Found *f, Resolved *out) {
    uint32_t sentence = sentence_of(c, f);
    if (c->day.grain != GRAIN_NONE && (c->narrative || c->day_sentence + 1 >= sentence)) return anchor_in_text(c, UNIT_DAY, out);
    return anchor_reference(c, out);
}

/* "on the 25th": of the month spoken of; "the 7th Fleet" is none. */
static Moment day_of_month(Context *c, const Found *f, int day, Resolved *out) {
    const Analysis *a = c->r->words;
    Moment base = c->month.grain != GRAIN_NONE && (c->narrative || c->day_sentence + 1 >= sentence_of(c, f))
                      ? anchor_in_text(c, UNIT_MONTH, out) : anchor_reference(c, out);
    bool name = f->last < a->tokens.n && !(a->tokens.at[f->last].flags & TOKEN_PUNCT) && !a->words[f->last];
    bool written = a->tokens.at[f->last - 1].flags & TOKEN_HAS_DIGIT;
    out->drop = name || !written;
    Moment m = moment_at(&base, UNIT_MONTH);
    m.grain = GRAIN_DAY;
    m.day = (int8_t)day;
    return moment_valid(&m) ? m : nothing;
}

static Moment day_of(Context *c, const Found *f, Resolved *out) {
    const Capture *n = get(c, f, TC_ISO), *d = get(c, f, TC_DIR), *dom = get(c, f, TC_DAY);
    if (!n) n = get(c, f, TC_DMY);
    if (n) {
        const int32_t *p = n->piece.part;
        bool possible = n->class == TC_ISO || (p[0] >= 1 && p[1] >= 1 && p[0] <= 31 && p[1] <= 31 && (p[0] <= 12 || p[1] <= 12) && p[2]);
        out->drop = !possible; /* "45/45/2025" */
        return numeric_day(c, &n->piece);
    }
    if (has(c, f, TC_MONTH)) return month_day(c, f, 0, out);
    if (dom) return day_of_month(c, f, dom->value, out);
    if (has(c, f, TC_WEEKDAY)) return weekday(c, f, out);
    n = get(c, f, TC_DEICTIC);
    if (!n) n = get(c, f, TC_TONIGHT);
    if (n) {
        Moment base = c->narrative ? anchor_in_text(c, UNIT_DAY, out) : anchor_reference(c, out);
        return moment_shift(&base, UNIT_DAY, n->value) ? base : nothing;
    }
    if (d) return pointed_day(c, f, d, out);
    return day_at_hand(c, f, out);
}

/* ---- times of day ---- */

static bool read_clock(Context *c, const Found *f, Moment *m) {
    const Capture *t = get(c, f, TC_CLOCK), *noon = get(c, f, TC_NOON), *half = get(c, f, TC_AMPM), *iso = get(c, f, TC_ISO);
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
    if (!half && part && has(c, f, TC_HOUR) && part->value != PART_MO && m->clock[0] < 12) m->clock[0] = (int8_t)(m->clock[0] + 12);
    m->grain = GRAIN_CLOCK;
    return m->clock[0] <= 24;
}

static bool read_part(Context *c, const Found *f, Moment *m) {
    const Capture *p = get(c, f, TC_PART);
    if (!p) p = get(c, f, TC_DAWN);
    if (!p) p = get(c, f, TC_OVERNIGHT);
    if (!p && !has(c, f, TC_TONIGHT)) return false;
    m->sub = (int8_t)(p ? p->value : PART_NI);
    m->grain = GRAIN_PART;
    return true;
}

/* "Jan Kavan" is a person: a month's short name needs its dot or a day. "the Long March", "Theresa May": a bare month of an
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
    if (m && f->n == 1 && m->value == MAY && f->first == start && f->last < s.last) { /* "May I ask", "May they prosper" */
        char next = a->doc->text[a->tokens.at[f->last].begin];
        return next >= 'A' && next <= 'z' && times_tense(c->r, f->first, f->last) != TENSE_PAST;
    }
    if (!m || f->n != 1 || (m->value != MARCH && m->value != MAY) || f->first == start) return false;
    const Token *before = &a->tokens.at[f->first - 1];
    char first = a->doc->text[before->begin];
    return first >= 'A' && first <= 'Z' && f->first - 1 != start;
}

static void resolve_date(Context *c, const Found *f, Resolved *out) {
    Moment m = day_of(c, f, out);
    if (is_name(c, f)) out->drop = true;
    if (f->n == 2 && get(c, f, TC_PART) && has(c, f, TC_DET)) /* "the morning" of a day just named, not "the night" of anything */
        out->drop = c->day.grain == GRAIN_NONE || c->day_sentence != sentence_of(c, f);
    Moment time = m;
    if (m.grain == GRAIN_PART || m.grain == GRAIN_CLOCK) m.grain = time.grain = GRAIN_DAY;
    memset(time.clock, -1, sizeof time.clock);
    m = time;
    bool timed = read_clock(c, f, &time) || read_part(c, f, &time);
    if (timed) out->type = TIME_TIME;
    if (has(c, f, TC_NOON) || has(c, f, TC_CLOCK) || has(c, f, TC_HOUR)) out->type = TIME_TIME;
    out->moment = m.grain < GRAIN_DAY ? m : timed ? time : m;
    if (timed && m.grain < GRAIN_DAY) out->moment = nothing;
    out->anchorable = true;
}

static void resolve_range(Context *c, const Found *f, Resolved *out) {
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
        if (stated_year(c, f))
            out->moment.year--;
        else
            out->until.year++;
    }
    out->anchorable = true;
}

/* ---- parts of years ---- */

/* The year of a season, quarter or half that names none: news speaks of the last one begun, or of the next one to end. */
static Moment recurring(Context *c, const Found *f, Moment m, Resolved *out) {
    if (c->narrative) {
        Moment base = anchor_in_text(c, UNIT_YEAR, out);
        m.year = base.grain == GRAIN_NONE ? 0 : base.year;
        return m;
    }
    Moment ref = anchor_reference(c, out);
    if (ref.grain == GRAIN_NONE) return nothing;
    Civil today = {ref.year, ref.month ? ref.month : 7, ref.day ? ref.day : 1}, begin, end;
    const Capture *d = get(c, f, TC_DIR);
    bool this = d && d->value == DIR_THIS && !captured_word(c->all, f, "past");
    bool ahead = d ? d->value == DIR_NEXT || d->value == DIR_FOLLOWING : times_tense(c->r, f->first, f->last) == TENSE_FUTURE;
    enum { REPORTED = 60 }; /* days in which what is expected is still said of the quarter just over */
    int32_t now = civil_to_days(today);
    m.year = ref.year;
    if (this || !moment_days(&m, &begin, &end)) return m;
    bool over = civil_to_days(end) + (m.grain == GRAIN_QUARTER ? REPORTED : 0) < now, begun = civil_to_days(begin) <= now;
    if (ahead) m.year += d ? begun : over;
    else m.year -= d ? civil_to_days(end) >= now : !begun;
    return m;
}

static void resolve_season(Context *c, const Found *f, Resolved *out) {
    const Capture *s = get(c, f, TC_SEASON);
    if (!s) {
        s = get(c, f, TC_FALL);
        out->drop = !stated_year(c, f) && follows(c, f, "of"); /* "the fall of Kabul" */
    }
    Moment m = {.grain = GRAIN_SEASON, .sub = (int8_t)s->value, .clock = {-1, -1, -1}};
    m.year = stated_year(c, f);
    if (!m.year) m.year = pointed_year(c, f, out);
    out->moment = m.year ? m : recurring(c, f, m, out);
    out->anchorable = true;
}

static void resolve_quarter(Context *c, const Found *f, Resolved *out) {
    const Capture *o = get(c, f, TC_ORD);
    if (!o) o = get(c, f, TC_QN);
    if (!o) { /* "the latest quarter": the last that is over */
        out->moment = anchor_reference(c, out);
        if (!moment_shift(&out->moment, UNIT_QUARTER, -1)) out->moment = nothing;
        out->anchorable = true;
        return;
    }
    bool half = o->class == TC_QN && o->value > 4; /* "H1" */
    int sub = half ? o->value - 4 : o->value;
    if (sub < 1 || sub > 4) {
        out->drop = true;
        return;
    }
    Moment m = {.grain = half ? GRAIN_HALF : GRAIN_QUARTER, .sub = (int8_t)sub, .clock = {-1, -1, -1}};
    m.year = stated_year(c, f);
    if (!m.year) m.year = pointed_year(c, f, out);
    out->moment = m.year ? m : recurring(c, f, m, out);
    out->anchorable = true;
}

static void resolve_half(Context *c, const Found *f, Resolved *out) {
    const Capture *o = get(c, f, TC_ORD);
    const Found *self = f;
    int half = o ? o->value : captured_word(c->all, self, "latter") || capture(c->all, f, TC_DIR, 0) ? 2 : 1;
    if (half > 2) {
        out->drop = true;
        return;
    }
    Moment m = {.grain = GRAIN_HALF, .sub = (int8_t)half, .clock = {-1, -1, -1}};
    m.year = stated_year(c, f);
    if (!m.year) m.year = pointed_year(c, f, out);
    out->moment = m.year ? m : recurring(c, f, m, out);
    out->anchorable = true;
}

/* ---- years and more ---- */

/* Whether a bare four-digit number is a year here, not a count of things. */
static bool year_fits(const Context *c, const Found *f) {
    enum { LIKELY_FROM = 1900, LIKELY_TO = 2039, SAME_STORY = 50 }; /* years */
    const Analysis *a = c->r->words;
    const Capture *y = get(c, f, TC_YEAR);
    if (!y || f->last - f->first > 1) return true;
    uint32_t block = a->sentences.at[a->sentence_of[f->first]].first;
    Str after = f->last < a->tokens.n ? token_str(a, f->last) : STR("");
    bool adjacent = after.n && a->tokens.at[f->last].begin == a->tokens.at[f->first].end;
    if (after.n && (after.p[0] == '%' || (adjacent && (after.p[0] == ',' || after.p[0] == '.') && a->doc->text[a->tokens.at[f->last].end] >= '0' &&
                    a->doc->text[a->tokens.at[f->last].end] <= '9')))
        return false;
    if (str_eq(after, STR("percent")) || str_eq(after, STR("miles")) || str_eq(after, STR("people"))) return false;
    if (y->value >= LIKELY_FROM && y->value <= LIKELY_TO) return true;
    bool counted = after.n > 2 && after.p[after.n - 1] == 's' && after.p[0] >= 'a' && !str_eq(after, STR("was"));
    if (c->narrative && c->year.grain != GRAIN_NONE && abs(c->year.year - y->value) <= SAME_STORY) return !counted;
    if (f->first == block) return false;
    LexMatch cue = lexicon_match(&c->all->w->phrases, &a->words[f->first - 1], 1, 0);
    if (!a->words[f->first - 1] || !cue.length) return false;
    const TimeEntry *e = &c->all->w->entries.at[cue.value];
    bool ok = false;
    for (int i = 0; i < e->n; i++) ok |= e->reading[i].class == TC_YEARCUE;
    return ok && !counted;
}

static void resolve_year(Context *c, const Found *f, Resolved *out) {
    const Capture *n = get(c, f, TC_NUM);
    out->moment = (Moment){.grain = GRAIN_YEAR, .year = n ? n->value : stated_year(c, f), .clock = {-1, -1, -1}};
    if (!year_fits(c, f)) out->drop = true;
    if (captured_word(c->all, f, "or") || captured_word(c->all, f, "beyond")) out->mod = MOD_ON_OR_AFTER;
    out->anchorable = true;
}

static void resolve_yearend(Context *c, const Found *f, Resolved *out) {
    Moment base = c->narrative ? anchor_in_text(c, UNIT_YEAR, out) : anchor_reference(c, out);
    if (base.grain == GRAIN_NONE) return;
    if (!c->narrative && times_tense(c->r, f->first, f->last) == TENSE_PAST && base.month && base.month < 7) base.year--;
    if (!captured_word(c->all, f, "-")) { /* "year end" is more loosely meant */
        out->mod = MOD_END;
        out->moment = moment_at(&base, UNIT_YEAR);
        return;
    }
    out->moment = (Moment){.grain = GRAIN_DAY, .year = base.year, .month = 12, .day = 31, .clock = {-1, -1, -1}};
}

static void resolve_fiscal(Context *c, const Found *f, Resolved *out) {
    int32_t y = stated_year(c, f);
    if (!y) {
        Moment base = anchor_reference(c, out);
        y = base.year;
    }
    out->moment = (Moment){.grain = y ? GRAIN_YEAR : GRAIN_NONE, .year = y, .clock = {-1, -1, -1}};
    out->anchorable = true;
}

static void resolve_decade(Context *c, const Found *f, Resolved *out) {
    const Capture *d = get(c, f, TC_DECADE), *word = get(c, f, TC_DECADES);
    int32_t decade = d ? d->value : 190 + word->value / 10;
    if (d && d->piece.part[0] == 3) decade = d->value; /* "480s" */
    Grain grain = d && d->piece.part[0] == 4 && decade % 10 == 0 && decade < 200 ? GRAIN_CENTURY : GRAIN_DECADE; /* "the 1800s" */
    out->moment = (Moment){.grain = grain, .year = grain == GRAIN_CENTURY ? decade / 10 : decade, .clock = {-1, -1, -1}};
    if (word) out->drop = !has(c, f, TC_DET); /* "in his thirties" is an age */
}

static void resolve_century(Context *c, const Found *f, Resolved *out) {
    const Capture *o = get(c, f, TC_ORD);
    out->moment = (Moment){.grain = GRAIN_CENTURY, .year = o->value - 1, .clock = {-1, -1, -1}};
    if (o->value < 1 || o->value > 99) out->moment = nothing;
}

static void resolve_bc(Context *c, const Found *f, Resolved *out) {
    const Capture *n = get(c, f, TC_NUM), *y = get(c, f, TC_YEAR), *o = get(c, f, TC_ORD), *d = get(c, f, TC_DECADE);
    const Capture *month = get(c, f, TC_MONTH), *season = get(c, f, TC_SEASON);
    if (!season) season = get(c, f, TC_FALL);
    bool bc = has(c, f, TC_BC);
    Moment m = {.clock = {-1, -1, -1}};
    int64_t value = n ? n->value : y ? y->value : o ? o->value : d ? d->value : 0;
    if (value < 1 || value > CIVIL_MAX_YEAR || (n && n->piece.number % NUMBER_SCALE)) {
        out->drop = true;
        return;
    }
    m.year = (int32_t)(bc ? -value : o ? value - 1 : value);
    m.grain = o ? GRAIN_CENTURY : d ? GRAIN_DECADE : month ? GRAIN_MONTH : season ? GRAIN_SEASON : GRAIN_YEAR;
    if (month) m.month = (int8_t)month->value;
    if (season) m.sub = (int8_t)season->value;
    out->moment = moment_valid(&m) ? m : nothing;
    out->anchorable = true;
}

static void resolve_weekof(Context *c, const Found *f, Resolved *out) {
    const Capture *n = get(c, f, TC_NUM), *y = get(c, f, TC_YEAR);
    out->anchorable = true;
    if (n && y) { /* "week 42 of 2024" */
        if (n->value < 1 || n->value > 53) return;
        out->moment = moment_of_day(civil_from_days(civil_week_start(y->value, n->value)));
        out->moment.grain = GRAIN_WEEK;
        return;
    }
    Moment day = day_of(c, f, out);
    out->moment = moment_at(&day, UNIT_WEEK);
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

static void resolve_holiday(Context *c, const Found *f, Resolved *out) {
    const Holiday *h = &c->all->w->holidays.at[get(c, f, TC_HOLIDAY)->value];
    int32_t y = stated_year(c, f);
    const Capture *d = get(c, f, TC_DIR);
    if (!y && c->narrative) {
        Moment base = anchor_in_text(c, UNIT_YEAR, out);
        y = base.grain == GRAIN_NONE ? 0 : base.year;
    } else if (!y && h->kind != HOLIDAY_UNKNOWN && anchor_reference(c, out).grain != GRAIN_NONE) {
        Civil this_year = holiday_in(h, c->reference.year);
        y = nearest_year(c, this_year.month, this_year.day, d && d->value == DIR_LAST ? TENSE_PAST : times_tense(c->r, f->first, f->last));
        if (d && d->value == DIR_LAST && y && distance(c, y, this_year.month, this_year.day) >= 0) y--;
        if (d && d->value == DIR_NEXT && y && distance(c, y, this_year.month, this_year.day) <= 0) y++;
    }
    if (y < CIVIL_MIN_YEAR && h->kind != HOLIDAY_DATE) return;
    Civil day = holiday_in(h, y);
    out->moment = civil_valid(day) ? moment_of_day(day) : nothing;
    if (captured_word(c->all, f, "weekend") && civil_valid(day)) { /* that of a Monday is the one before it */
        if (civil_weekday(civil_to_days(day)) == 1) moment_shift(&out->moment, UNIT_DAY, -1);
        out->moment = moment_at(&out->moment, UNIT_WEEKEND);
    }
    out->anchorable = true;
}

static void resolve_ref(Context *c, const Found *f, Resolved *out) {
    static const char *const names[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
    const Capture *r = get(c, f, TC_REF), *soon = get(c, f, TC_SOON);
    int32_t which = REF_FUTURE;
    if (r) which = r->value;
    else if (captured_word(c->all, f, "past")) which = REF_PAST;
    else if (captured_word(c->all, f, "present")) which = REF_PRESENT;
    out->value = names[which];
    if (soon) {
        const Analysis *a = c->r->words;
        Str before = f->first ? token_str(a, f->first - 1) : STR(""), after = f->last < a->tokens.n ? token_str(a, f->last) : STR("");
        out->drop = str_eq_fold(before, STR("as")) || str_eq(after, STR("after")) || str_eq(after, STR("before")) ||
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
    *out = (Resolved){.moment = nothing, .until = nothing, .mod = mod_of(c, f)};
    switch (f->rule->kind) {
    case TK_DATE: resolve_date(c, f, out); break;
    case TK_RANGE: resolve_range(c, f, out); break;
    case TK_SEASON: resolve_season(c, f, out); break;
    case TK_REL: case TK_UNITREF: resolve_relative(c, f, out); break;
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
