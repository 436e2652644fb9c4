/* What the document as a whole tells about its times: whether it is written from a day, as news is, or tells a story of other
 * years; and whether 06.01.2025 is a day in January or in June. */
#include "record/times.h"

enum {
    STORY_YEARS = 5, /* explicit years before a text can be a story */
    NEAR_YEARS = 1,  /* years this near to the reference are news */
    DEICTIC = 8      /* far years for each "yesterday" that a story may hold */
};

static void count_years(const Recognised *all, int32_t reference, uint32_t *near, uint32_t *far) {
    for (uint32_t i = 0; i < all->found.n; i++) {
        const Found *f = &all->found.at[i];
        const Capture *c = capture(all, f, TC_YEAR, 0);
        bool bc = f->rule->kind == TK_BC;
        if (!c && !bc) continue;
        int32_t away = c && !bc ? c->value - reference : INT32_MAX;
        if (away >= -NEAR_YEARS && away <= NEAR_YEARS)
            (*near)++;
        else
            (*far)++;
    }
}

/* Words that only a text written from its day has: "yesterday", "last week", "ago". */
static uint32_t count_deictic(const Recognised *all) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < all->found.n; i++) {
        const Found *f = &all->found.at[i];
        const Capture *d = capture(all, f, TC_DIR, 0);
        bool weekday = capture(all, f, TC_WEEKDAY, 0) && !capture(all, f, TC_MONTH, 0);
        bool relative = f->rule->kind == TK_REL && d && d->value <= DIR_NEXT;
        n += weekday || relative || capture(all, f, TC_DEICTIC, 0) || capture(all, f, TC_TONIGHT, 0) ||
             capture(all, f, TC_AGO, 0);
    }
    return n;
}

static bool is_narrative(const Recognised *all, const Moment *reference) {
    uint32_t near = 0, far = 0;
    count_years(all, reference->grain == GRAIN_NONE ? INT16_MAX : reference->year, &near, &far);
    return far >= STORY_YEARS && far > near && far > DEICTIC * count_deictic(all);
}

/* ---- the order of day and month ---- */

static bool is_day(int32_t year, int32_t month, int32_t day) {
    if (year < CIVIL_MIN_YEAR || year > CIVIL_MAX_YEAR || month < 1 || month > 12) return false;
    return day >= 1 && day <= civil_month_days(year, month);
}

/* Days spelled out in the text, or the reference: a reading that falls on one is the likelier. */
static bool is_named(const Context *c, Civil day) {
    const Recognised *all = c->all;
    if (c->reference.year == day.year && c->reference.month == day.month && c->reference.day == day.day) return true;
    enum { LOOKED_AT = 200 }; /* times; bounds the work of a text full of numeric dates */
    for (uint32_t i = 0; i < all->found.n && i < LOOKED_AT; i++) {
        const Found *f = &all->found.at[i];
        const Capture *m = capture(all, f, TC_MONTH, 0), *d = capture(all, f, TC_DAY, 0);
        if (m && d && m->value == day.month && d->value == day.day) return true;
    }
    return false;
}

static int vote(const Context *c, const Piece *p) {
    enum { DECISIVE = 1000, NAMED = 20, DOTS = 10 };
    bool day_first = is_day(p->part[2], p->part[1], p->part[0]),
         month_first = is_day(p->part[2], p->part[0], p->part[1]);
    if (day_first != month_first) return day_first ? DECISIVE : -DECISIVE;
    if (!day_first) return 0;
    int votes = p->mark != '/' ? DOTS : 0;
    votes += is_named(c, (Civil){p->part[2], (int8_t)p->part[1], (int8_t)p->part[0]}) ? NAMED : 0;
    votes -= is_named(c, (Civil){p->part[2], (int8_t)p->part[0], (int8_t)p->part[1]}) ? NAMED : 0;
    return votes;
}

/* English of America and the Philippines puts the month first, all other English the day. */
static bool language_day_first(const char *lang) {
    if (!lang || strlen(lang) < 2) return false;
    if (memcmp(lang, "en", 2) != 0) return true;
    const char *region = strchr(lang, '-');
    return region && strcmp(region, "-US") != 0 && strcmp(region, "-PH") != 0;
}

static bool find_day_first(const Context *c) {
    const Recognised *all = c->all;
    int64_t votes = 0;
    for (uint32_t i = 0; i < all->found.n; i++) {
        const Capture *d = capture(all, &all->found.at[i], TC_DMY, 0);
        if (d) votes += vote(c, &d->piece);
    }
    return votes ? votes > 0 : language_day_first(c->r->doc->lang);
}

void times_context(const Recognised *all, Context *out) {
    Moment none = MOMENT_NONE;
    *out = (Context){.all = all,
                     .r = all->r,
                     .arena = all->r->arena,
                     .reference = moment_of_day(all->r->reference.day),
                     .day = none,
                     .month = none,
                     .year = none,
                     .quarter = none};
    const Stamp *stamp = &all->r->reference;
    if (out->reference.grain == GRAIN_DAY && stamp->minute >= 0) {
        out->reference.clock[0] = stamp->hour;
        out->reference.clock[1] = stamp->minute;
    }
    out->narrative = is_narrative(all, &out->reference);
    out->day_first = find_day_first(out);
}
