/* Names of months and weekdays, as pages of many languages print them. */
#ifndef DM_INGEST_DATE_NAMES_H
#define DM_INGEST_DATE_NAMES_H

int date_month(const char *word);   /* 1..12, 0 = none; `word` as read_word of date.c folds it */
int date_weekday(const char *word); /* 1 = Monday … 7, 0 = none */

#endif
