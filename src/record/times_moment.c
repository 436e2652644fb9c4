/* Stretches of the calendar: what lies in what, counting on, their days, and how TIMEX3 writes them. */
#include "record/times.h"

enum { LAST_BC = -9999 };

Moment moment_of_day(Civil day) {
    Moment m = {.year = day.year, .month = day.month, .day = day.day, .clock = {-1, -1, -1}};
    m.grain = !day.year ? GRAIN_NONE : !day.month ? GRAIN_YEAR : !day.day ? GRAIN_MONTH : GRAIN_DAY;
    return m;
}

bool moment_valid(const Moment *m) {
    if (m->grain == GRAIN_NONE) return false;
    if (m->grain == GRAIN_CENTURY) return m->year > -100 && m->year <= 99;
    if (m->grain == GRAIN_DECADE) return m->year > -1000 && m->year <= 999;
    if (m->year == 0 || m->year > CIVIL_MAX_YEAR || m->year < LAST_BC) return false;
    if (m->grain < GRAIN_MONTH) return true;
    if (m->month < 1 || m->month > 12) return false;
    if (m->grain < GRAIN_WEEK) return true;
    return m->day >= 1 && m->day <= civil_month_days(m->year > 0 ? m->year : 4, m->month);
}

static Civil civil_of(const Moment *m) {
    return (Civil){m->year, m->month, m->day};
}

int32_t moment_day(const Moment *m) {
    return civil_to_days(civil_of(m));
}

static int first_month(const Moment *m) {
    static const int8_t season[] = {3, 6, 9, 12};
    switch (m->grain) {
    case GRAIN_HALF: return m->sub * 6 - 5;
    case GRAIN_QUARTER: return m->sub * 3 - 2;
    case GRAIN_SEASON: return season[m->sub];
    case GRAIN_NONE:
    case GRAIN_CENTURY:
    case GRAIN_DECADE:
    case GRAIN_YEAR: return 1;
    case GRAIN_MONTH:
    case GRAIN_WEEK:
    case GRAIN_WEEKEND:
    case GRAIN_DAY:
    case GRAIN_PART:
    case GRAIN_CLOCK: break;
    }
    return m->month;
}

static Moment monday_of(const Moment *m, Grain grain) {
    int32_t days = civil_to_days(civil_of(m));
    Moment out = moment_of_day(civil_from_days(days - (civil_weekday(days) - 1)));
    out.grain = out.year < CIVIL_MIN_YEAR ? GRAIN_NONE : grain;
    return out;
}

Moment moment_at(const Moment *m, TimeUnit unit) {
    Moment none = MOMENT_NONE, out = *m;
    if (!moment_valid(m)) return none;
    bool day = m->grain >= GRAIN_DAY, month = day || m->grain == GRAIN_MONTH;
    bool week = m->grain >= GRAIN_WEEK;
    out.clock[0] = out.clock[1] = out.clock[2] = -1;
    switch (unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE:
    case UNIT_HOUR: return m->grain == GRAIN_CLOCK ? *m : none;
    case UNIT_DAY: out.grain = GRAIN_DAY; return day ? out : none;
    case UNIT_WEEKEND:
    case UNIT_WEEK:
    case UNIT_FORTNIGHT:
        if (!week || m->year < 0) return none;
        return monday_of(m, unit == UNIT_WEEKEND ? GRAIN_WEEKEND : GRAIN_WEEK);
    case UNIT_MONTH:
        out.grain = GRAIN_MONTH;
        out.day = 0;
        return month || week ? out : none;
    case UNIT_QUARTER:
        if (m->grain == GRAIN_QUARTER) return *m;
        if (!(month || week)) return none;
        out.grain = GRAIN_QUARTER;
        out.sub = (int8_t)((m->month - 1) / 3 + 1);
        out.month = out.day = 0;
        return out;
    case UNIT_YEAR:
        if (m->grain < GRAIN_YEAR) return none;
        out.grain = GRAIN_YEAR;
        out.month = out.day = 0;
        return out;
    case UNIT_DECADE:
        if (m->grain < GRAIN_DECADE) return none;
        out.year = m->grain == GRAIN_DECADE ? m->year : m->year / 10;
        out.grain = GRAIN_DECADE;
        return out;
    case UNIT_CENTURY:
        out.year = m->grain == GRAIN_CENTURY ? m->year : m->grain == GRAIN_DECADE ? m->year / 10 : m->year / 100;
        out.grain = GRAIN_CENTURY;
        return out;
    case UNIT_MILLENNIUM: break;
    }
    return none;
}

/* Years have no zero: 1 BC is followed by AD 1. */
static bool shift_year(Moment *m, int64_t n) {
    int64_t y = (int64_t)(m->year < 0 ? m->year + 1 : m->year) + n;
    if (y <= 0) y--;
    if (y < LAST_BC || y > CIVIL_MAX_YEAR) return false;
    m->year = (int32_t)y;
    return true;
}

static bool shift_days(Moment *m, int64_t n) {
    if (m->year < 0) return false;
    int64_t days = civil_to_days(civil_of(m)) + n;
    if (days > INT32_MAX || days < INT32_MIN || !civil_in_range((int32_t)days)) return false;
    Moment to = moment_of_day(civil_from_days((int32_t)days));
    m->year = to.year;
    m->month = to.month;
    m->day = to.day;
    return true;
}

static bool shift_months(Moment *m, int64_t n) {
    int64_t months = (int64_t)m->month - 1 + n;
    int64_t years = months >= 0 ? months / 12 : -((11 - months) / 12);
    if (!shift_year(m, years)) return false;
    m->month = (int8_t)(months - years * 12 + 1);
    return true;
}

static bool shift_minutes(Moment *m, int64_t n) {
    if (m->clock[1] < 0) return false;
    int64_t minutes = m->clock[0] * 60 + m->clock[1] + n;
    int64_t days = minutes >= 0 ? minutes / 1440 : -((1439 - minutes) / 1440);
    if (!shift_days(m, days)) return false;
    minutes -= days * 1440;
    m->clock[0] = (int8_t)(minutes / 60);
    m->clock[1] = (int8_t)(minutes % 60);
    return true;
}

bool moment_shift(Moment *m, TimeUnit unit, int64_t n) {
    enum { FARTHEST = 10000000 }; /* in any unit, past the end of the calendar */
    if (n > FARTHEST || n < -FARTHEST) return false;
    Moment to = moment_at(m, unit);
    if (to.grain == GRAIN_NONE) return false;
    bool ok = false;
    switch (unit) {
    case UNIT_SECOND: return false;
    case UNIT_MINUTE: ok = shift_minutes(&to, n); break;
    case UNIT_HOUR: ok = shift_minutes(&to, n * 60); break;
    case UNIT_DAY: ok = shift_days(&to, n); break;
    case UNIT_WEEKEND:
    case UNIT_WEEK: ok = shift_days(&to, n * 7); break;
    case UNIT_FORTNIGHT: ok = shift_days(&to, n * 14); break;
    case UNIT_MONTH: ok = shift_months(&to, n); break;
    case UNIT_QUARTER:
        to.month = (int8_t)(to.sub * 3 - 2);
        ok = shift_months(&to, n * 3);
        to.sub = (int8_t)((to.month - 1) / 3 + 1);
        to.month = 0;
        break;
    case UNIT_YEAR: ok = shift_year(&to, n); break;
    case UNIT_DECADE:
    case UNIT_CENTURY:
    case UNIT_MILLENNIUM:
        ok = to.year + n > -1000 && to.year + n <= 999;
        if (ok) to.year += (int32_t)n;
        ok = ok && moment_valid(&to);
        break;
    }
    if (ok) *m = to;
    return ok;
}

bool moment_days(const Moment *m, Civil *begin, Civil *end) {
    if (!moment_valid(m) || m->year < 0) return false;
    int32_t first = m->year, last = m->year, span = 12;
    switch (m->grain) {
    case GRAIN_CENTURY:
    case GRAIN_DECADE: {
        int32_t n = m->grain == GRAIN_CENTURY ? 100 : 10;
        first = m->year * n;
        last = first + n - 1;
        *begin = (Civil){first ? first : 1, 1, 1};
        *end = (Civil){last, 12, 31};
        return true;
    }
    case GRAIN_YEAR: break;
    case GRAIN_HALF: span = 6; break;
    case GRAIN_QUARTER:
    case GRAIN_SEASON: span = 3; break;
    case GRAIN_MONTH: span = 1; break;
    case GRAIN_WEEK:
    case GRAIN_WEEKEND: {
        int32_t monday = civil_to_days(civil_of(m));
        *begin = civil_from_days(monday + (m->grain == GRAIN_WEEKEND ? 5 : 0));
        *end = civil_from_days(monday + 6);
        return true;
    }
    case GRAIN_DAY:
    case GRAIN_PART:
    case GRAIN_CLOCK: *begin = *end = civil_of(m); return true;
    case GRAIN_NONE: return false;
    }
    int from = first_month(m), to = from + span - 1;
    int32_t end_year = last + (to > 12);
    int end_month = to > 12 ? to - 12 : to;
    if (end_year > CIVIL_MAX_YEAR) return false;
    *begin = (Civil){first, (int8_t)from, 1};
    *end = (Civil){end_year, (int8_t)end_month, (int8_t)civil_month_days(end_year, end_month)};
    return true;
}

static void print_year(const Moment *m, Buf *out) {
    if (m->year < 0)
        buf_printf(out, "BC%04d", -m->year);
    else
        buf_printf(out, "%04d", m->year);
}

static void print_clock(const Moment *m, Buf *out) {
    buf_printf(out, "T%02d", m->clock[0]);
    buf_printf(out, ":%02d", m->clock[1] < 0 ? 0 : m->clock[1]);
    if (m->clock[2] >= 0) buf_printf(out, ":%02d", m->clock[2]);
}

void moment_print(const Moment *m, Buf *out) {
    static const char *const season[] = {"SP", "SU", "FA", "WI"}, *const part[] = {"MO", "AF", "EV", "NI", "DT"};
    if (m->grain == GRAIN_CENTURY || m->grain == GRAIN_DECADE) {
        bool century = m->grain == GRAIN_CENTURY;
        if (m->year < 0) buf_puts(out, "BC");
        buf_printf(out, century ? "%02d" : "%03d", m->year < 0 ? -m->year - century : m->year);
        return;
    }
    if (m->grain == GRAIN_WEEK || m->grain == GRAIN_WEEKEND) {
        int week;
        int32_t year = civil_iso_week(civil_to_days(civil_of(m)), &week);
        buf_printf(out, "%04d-W%02d%s", year, week, m->grain == GRAIN_WEEKEND ? "-WE" : "");
        return;
    }
    print_year(m, out);
    if (m->grain == GRAIN_HALF) buf_printf(out, "-H%d", m->sub);
    if (m->grain == GRAIN_QUARTER) buf_printf(out, "-Q%d", m->sub);
    if (m->grain == GRAIN_SEASON) buf_printf(out, "-%s", season[m->sub]);
    if (m->grain >= GRAIN_MONTH) buf_printf(out, "-%02d", m->month);
    if (m->grain >= GRAIN_DAY) buf_printf(out, "-%02d", m->day);
    if (m->grain == GRAIN_PART) buf_printf(out, "T%s", part[m->sub]);
    if (m->grain == GRAIN_CLOCK) print_clock(m, out);
}
