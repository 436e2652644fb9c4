#include "base/civil.h"
#include <stdio.h>

static bool leap(int32_t y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int civil_month_days(int32_t year, int month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool civil_valid(Civil c) {
    return c.year >= CIVIL_MIN_YEAR && c.year <= CIVIL_MAX_YEAR && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
           c.day <= civil_month_days(c.year, c.month);
}

int32_t civil_to_days(Civil c) {
    int32_t y = c.year - (c.month <= 2);
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

Civil civil_from_days(int32_t days) {
    int32_t z = days + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    return (Civil){yoe + era * 400 + (month <= 2), (int8_t)month, (int8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

int civil_weekday(int32_t days) {
    return (int)(((days % 7) + 10) % 7) + 1;
}

bool civil_in_range(int32_t days) {
    return days >= civil_to_days((Civil){CIVIL_MIN_YEAR, 1, 1}) &&
           days <= civil_to_days((Civil){CIVIL_MAX_YEAR, 12, 31});
}

int32_t civil_week_start(int32_t iso_year, int week) {
    int32_t jan4 = civil_to_days((Civil){iso_year, 1, 4});
    return jan4 - (civil_weekday(jan4) - 1) + (week - 1) * 7;
}

int32_t civil_iso_week(int32_t days, int *week) {
    int32_t thursday = days - (civil_weekday(days) - 1) + 3;
    int32_t year = civil_from_days(thursday).year;
    *week = (int)((thursday - civil_to_days((Civil){year, 1, 1})) / 7) + 1;
    return year;
}

Civil civil_add_months(Civil c, int32_t months) {
    if (c.month == 0) return (Civil){c.year + months / 12, 0, 0};
    int32_t m = c.year * 12 + (c.month - 1) + months;
    int32_t year = m >= 0 ? m / 12 : (m - 11) / 12;
    Civil out = {year, (int8_t)(m - year * 12 + 1), c.day};
    int last = civil_month_days(out.year, out.month);
    if (out.day > last) out.day = (int8_t)last;
    return out;
}

int stamp_print(const Stamp *s, char out[STAMP_TEXT]) {
    int n = 0;
    out[0] = '\0';
    if (!s->day.year) return 0;
    n = snprintf(out, STAMP_TEXT, "%04d", s->day.year);
    if (s->day.month) n += snprintf(out + n, (size_t)(STAMP_TEXT - n), "-%02d", s->day.month);
    if (!s->day.month || !s->day.day) return n;
    n += snprintf(out + n, (size_t)(STAMP_TEXT - n), "-%02d", s->day.day);
    if (s->hour < 0) return n;
    n += snprintf(out + n, (size_t)(STAMP_TEXT - n), "T%02d:%02d", s->hour, s->minute < 0 ? 0 : s->minute);
    if (s->second >= 0) n += snprintf(out + n, (size_t)(STAMP_TEXT - n), ":%02d", s->second);
    if (s->has_zone && s->zone == 0)
        n += snprintf(out + n, (size_t)(STAMP_TEXT - n), "Z");
    else if (s->has_zone)
        n += snprintf(out + n, (size_t)(STAMP_TEXT - n), "%c%02d:%02d", s->zone < 0 ? '-' : '+',
                      (s->zone < 0 ? -s->zone : s->zone) / 60, (s->zone < 0 ? -s->zone : s->zone) % 60);
    return n;
}

/* Reads exactly `digits` digits at *p; -1 if they are not there. */
static int number(const char **p, const char *end, int digits) {
    int v = 0;
    if (end - *p < digits) return -1;
    for (int i = 0; i < digits; i++) {
        char c = (*p)[i];
        if (c < '0' || c > '9') return -1;
        v = v * 10 + (c - '0');
    }
    *p += digits;
    return v;
}

static bool zone_parse(const char **p, const char *end, Stamp *out) {
    if (*p < end && (**p == 'Z' || **p == 'z')) {
        (*p)++;
        out->has_zone = true;
        return true;
    }
    if (*p < end && (**p == '+' || **p == '-')) {
        int sign = **p == '-' ? -1 : 1;
        (*p)++;
        int h = number(p, end, 2);
        if (*p < end && **p == ':') (*p)++;
        int m = *p < end ? number(p, end, 2) : 0;
        if (h < 0 || h > 14 || m < 0 || m > 59) return false;
        out->has_zone = true;
        out->zone = (int16_t)(sign * (h * 60 + m));
    }
    return true;
}

bool stamp_parse_iso(const char *s, int n, Stamp *out) {
    const char *p = s, *end = s + n;
    *out = STAMP_NONE;
    int y = number(&p, end, 4);
    if (y < 1) return false;
    Stamp r = STAMP_NONE;
    r.day.year = y;
    if (p < end) {
        if (*p++ != '-') return false;
        int m = number(&p, end, 2);
        if (m < 1 || m > 12) return false;
        r.day.month = (int8_t)m;
    }
    if (p < end) {
        if (*p++ != '-') return false;
        int d = number(&p, end, 2);
        if (d < 1 || d > civil_month_days(y, r.day.month)) return false;
        r.day.day = (int8_t)d;
    }
    if (p < end) {
        if (*p != 'T' && *p != 't' && *p != ' ') return false;
        p++;
        int h = number(&p, end, 2);
        if (h < 0 || h > 24) return false;
        r.hour = (int8_t)h;
        r.minute = 0;
        if (p < end && *p == ':') {
            p++;
            int mi = number(&p, end, 2);
            if (mi < 0 || mi > 59) return false;
            r.minute = (int8_t)mi;
            if (p < end && *p == ':') {
                p++;
                int sec = number(&p, end, 2);
                if (sec < 0 || sec > 60) return false;
                r.second = (int8_t)sec;
                if (p < end && (*p == '.' || *p == ',')) {
                    p++;
                    while (p < end && *p >= '0' && *p <= '9') p++;
                }
            }
        }
        if (p < end && *p == ' ') p++;
        if (!zone_parse(&p, end, &r)) return false;
    }
    if (p != end) return false;
    *out = r;
    return true;
}
