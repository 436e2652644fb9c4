/* The proleptic Gregorian calendar, in days since 1970-01-01. Source: the era arithmetic is Howard Hinnant's
 * "chrono-compatible low-level date algorithms"; weeks are those of ISO 8601. */
#ifndef DM_BASE_CIVIL_H
#define DM_BASE_CIVIL_H
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int32_t year;
    int8_t month, day;
} Civil; /* month 1..12, day 1..31; month or day 0 = not known */

enum { CIVIL_MIN_YEAR = 1, CIVIL_MAX_YEAR = 9999 };

bool civil_valid(Civil c);      /* a real day, all three parts known */
int32_t civil_to_days(Civil c); /* of a valid day */
Civil civil_from_days(int32_t days);
int civil_weekday(int32_t days);                      /* 1 = Monday … 7 = Sunday */
int civil_month_days(int32_t year, int month);        /* 0 if there is no such month */
int32_t civil_iso_week(int32_t days, int *week);      /* the ISO year; *week 1..53 */
int32_t civil_week_start(int32_t iso_year, int week); /* its Monday */
Civil civil_add_months(Civil c, int32_t months);      /* the day is held to the month's last; month or day 0 stay 0 */
bool civil_in_range(int32_t days);                    /* between CIVIL_MIN_YEAR and CIVIL_MAX_YEAR */

/* A moment as printed: as much as is known. */
typedef struct {
    Civil day;                   /* day.year 0 = nothing known */
    int8_t hour, minute, second; /* -1 = not known */
    bool has_zone;
    int16_t zone; /* minutes east of UTC, if has_zone */
} Stamp;

#define STAMP_NONE ((Stamp){.hour = -1, .minute = -1, .second = -1})
static inline bool stamp_known(const Stamp *s) {
    return s->day.year != 0;
}
/* "2025-01-23T18:07+09:00", as precise as known; "" if nothing is. Returns its length. */
enum { STAMP_TEXT = 40 };
int stamp_print(const Stamp *s, char out[STAMP_TEXT]);
/* Reads what stamp_print and ISO 8601 / RFC 3339 write ("2025-01", "2025-01-23 18:07:00Z"); the whole of s. */
bool stamp_parse_iso(const char *s, int n, Stamp *out);

#endif
