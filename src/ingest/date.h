/* Dates as people and pages print them, to Stamps. English, and the month names of seven more European languages, Chinese,
 * Japanese and Korean day marks. Only what carries a year is a date here; relative and year-less ones are the times pass's work. */
#ifndef DM_INGEST_DATE_H
#define DM_INGEST_DATE_H
#include "base/civil.h"
#include "base/span.h"

enum { DATE_MIN_YEAR = 1600, DATE_MAX_YEAR = 2199 }; /* what is taken for a year */

/* How "06/01/2025" reads where both numbers could be a month. "06.01.2025" is always the 6th of January. */
typedef enum { DATE_MONTH_FIRST, DATE_DAY_FIRST } DateOrder;

/* All of `s` is a date, perhaps with weekday, time and zone: ISO 8601 with its common misspellings, RFC 822, printed forms
 * ("23 Jan. 2025, 18:07"), 20250123, seconds or milliseconds since 1970. Month first. */
bool date_parse(Str s, Stamp *out);
bool date_parse_as(Str s, DateOrder order, Stamp *out);

/* The first date in `s`, as part of running text; `*where` (may be NULL) is its place in `s`, with weekday and time. */
bool date_find(Str s, Stamp *out, Span *where);
bool date_find_as(Str s, DateOrder order, Stamp *out, Span *where);

/* Of two stamps that may tell of the same moment: is `b` the same day as `a` and more precise? */
bool date_sharper(const Stamp *a, const Stamp *b);

#endif
