/* Time expressions, between the files of the pass. In order:
 *   times_pieces.c    tokens -> pieces: what class of word or number each is
 *   times_numbers.c   the digits and number words among them
 *   times_match.c     pieces -> found expressions, by the grammar
 *   times_context.c   what the document as a whole tells: story or news, day before month or after
 *   times_tense.c     whether the words around an expression speak of the past or of what is to come
 *   times_resolve.c   found expressions -> values, in text order; by kind in times_days.c, times_years.c, times_relative.c,
 *                     times_amount.c
 *   times_moment.c    the calendar arithmetic, and how TIMEX3 writes it
 *   times.c           the pass */
#ifndef DM_RECORD_TIMES_H
#define DM_RECORD_TIMES_H
#include "record/record.h"

/* ---- pieces ---- */

enum { NUMBER_SCALE = 1000, NUMBER_DIGITS = 12 }; /* numbers are in thousandths; longer ones are no number of ours */
#define NUMBER_MAX ((int64_t)1000000000000 * NUMBER_SCALE)

typedef struct {
    uint32_t first, last;   /* tokens [first, last) */
    uint64_t classes;       /* TC_BIT of each class it is in; 0 = a word that says nothing of time */
    const TimeEntry *entry; /* its readings as a word, or NULL */
    Word word;              /* of a piece of one token */
    bool space;             /* white space stands before it */
    int64_t number;         /* TC_NUM: thousandths */
    int32_t whole;          /* TC_ORD, TC_DAY, TC_YEAR, TC_YY, TC_HOUR, TC_DECADE: the number */
    int32_t part[3];        /* TC_DMY: as they stand; TC_ISO: year, month, day */
    int8_t clock[3];        /* TC_CLOCK, TC_ISO: hour, minute, second; -1 = not said */
    char mark;              /* TC_DMY: what parts the numbers */
} Piece;
typedef Vec(Piece) Pieces;

/* The pieces of tokens [first, last), one for every token that is in none. */
void times_pieces(const Record *r, uint32_t first, uint32_t last, Pieces *out);
/* A piece of digits, or of number words, that starts at token i, there at byte `begin`; false if there is none. */
bool times_digits(const Analysis *a, uint32_t i, uint32_t begin, uint32_t last, Piece *out);
bool times_number_words(const Record *r, uint32_t i, uint32_t last, Piece *out);

/* ---- found expressions ---- */

typedef struct {
    uint8_t class;
    int32_t value; /* as the class has it */
    Piece piece;
} Capture;
enum { CAPTURES = 16 }; /* of one expression; the grammar has none with more */

typedef struct {
    const TimeRule *rule;
    uint32_t first, last; /* tokens */
    uint32_t captures, n; /* into Found.captures of the document */
} Found;

typedef struct {
    Record *r;
    const TimeWords *w;
    Vec(Found) found;
    Vec(Capture) captures;
} Recognised;

void times_recognise(Recognised *out);                                                        /* r and w are set */
const Capture *capture(const Recognised *all, const Found *f, TimeClass class, uint32_t nth); /* NULL if none */
bool captured_word(const Recognised *all, const Found *f, const char *word); /* the grammar's own word stands in it */

/* ---- moments ---- */

typedef enum {
    GRAIN_NONE,
    GRAIN_CENTURY,
    GRAIN_DECADE,
    GRAIN_YEAR,
    GRAIN_HALF,
    GRAIN_QUARTER,
    GRAIN_SEASON,
    GRAIN_MONTH,
    GRAIN_WEEK,
    GRAIN_WEEKEND,
    GRAIN_DAY,
    GRAIN_PART,
    GRAIN_CLOCK
} Grain;

/* A stretch of the calendar. year < 0 is before Christ; of a decade or century, the year without its last one or two digits.
 * Weeks and weekends are known by their Monday. */
typedef struct {
    Grain grain;
    int32_t year;
    int8_t month, day;
    int8_t sub; /* half, quarter 1..; TimeSeason; TimePart */
    int8_t clock[3];
} Moment;
#define MOMENT_NONE ((Moment){.clock = {-1, -1, -1}})

Moment moment_of_day(Civil day);     /* as fine as it is known */
int32_t moment_day(const Moment *m); /* of one as fine as a day, after Christ: days since 1970-01-01 */
bool moment_valid(const Moment *m);  /* a real stretch of the calendar */
Moment moment_at(const Moment *m,
                 TimeUnit unit); /* the year, month, … it lies in; GRAIN_NONE if it is too coarse to tell */
bool moment_shift(Moment *m, TimeUnit unit,
                  int64_t n); /* false, unchanged, where the calendar ends or it is too coarse */
bool moment_days(const Moment *m, Civil *begin, Civil *end); /* inclusive; false before Christ */
void moment_print(const Moment *m, Buf *out);

/* ---- the document as a whole ---- */

typedef enum { TENSE_UNKNOWN, TENSE_PAST, TENSE_FUTURE } Tense;
/* Whether what is said of tokens [first, last) lies in the past or the future. A guess over the words of the sentence. */
Tense times_tense(const Record *r, uint32_t first, uint32_t last);
Tense times_tense_word(const Record *r, uint32_t token); /* of a verb that is a cue by itself */

typedef struct {
    const Recognised *all;
    Record *r;
    Arena *arena;
    bool narrative;                       /* a story of other years: the day of writing is of no use */
    bool day_first;                       /* 06.01.2025 is the sixth of January */
    Moment reference;                     /* GRAIN_NONE: not known */
    Moment day, month, year;              /* last named, as fine at least as these; GRAIN_NONE: none yet */
    Ref day_ref, month_ref, year_ref;     /* the times that named them */
    uint32_t day_sentence, year_sentence; /* where they were named */
    Moment quarter;                       /* last named quarter */
    uint32_t quarter_sentence;
} Context;

void times_context(const Recognised *all, Context *out);

/* ---- values ---- */

typedef struct {
    TimeType type;
    const char *value;    /* for what no moment tells; in the arena or static */
    Moment moment, until; /* until: the end of a range */
    TimeMod mod;
    Ref anchor;
    bool from_published, drop; /* drop: on a second look no time expression */
    int64_t length;            /* of a duration that is said: how many of `unit`, whole; else 0 */
    TimeUnit unit;
    uint32_t trim;   /* tokens at its end that on a second look do not belong to it */
    bool anchorable; /* later expressions may hang on it */
} Resolved;

static inline const Capture *get(const Context *c, const Found *f, TimeClass class) {
    return capture(c->all, f, class, 0);
}
static inline bool has(const Context *c, const Found *f, TimeClass class) {
    return get(c, f, class) != NULL;
}
uint32_t sentence_of(const Context *c, const Found *f);
bool is_title(const Context *c,
              const Found *f); /* its last word is capitalised as a name's: "This Week", "USA Today" */
bool follows(const Context *c, const Found *f, const char *word); /* the word after the expression is this one */

/* The value of found expression i; those before it are resolved. */
void times_resolve(Context *c, uint32_t i, Resolved *out);
void times_remember(Context *c, uint32_t sentence, Ref self, const Resolved *res);

void resolve_date(Context *c, const Found *f, Resolved *out);
void resolve_range(Context *c, const Found *f, Resolved *out);
void resolve_weekof(Context *c, const Found *f, Resolved *out);
void resolve_holiday(Context *c, const Found *f, Resolved *out);
void resolve_season(Context *c, const Found *f, Resolved *out);
void resolve_quarter(Context *c, const Found *f, Resolved *out);
void resolve_half(Context *c, const Found *f, Resolved *out);
void resolve_yearend(Context *c, const Found *f, Resolved *out);
void resolve_year(Context *c, const Found *f, Resolved *out);
void resolve_fiscal(Context *c, const Found *f, Resolved *out);
void resolve_decade(Context *c, const Found *f, Resolved *out);
void resolve_century(Context *c, const Found *f, Resolved *out);
void resolve_bc(Context *c, const Found *f, Resolved *out);
void resolve_relative(Context *c, const Found *f, Resolved *out); /* rel, unitref */
void resolve_ago(Context *c, const Found *f, Resolved *out);
void resolve_yearago(Context *c, const Found *f, Resolved *out);
void resolve_duration(Context *c, const Found *f, Resolved *out);
void resolve_set(Context *c, const Found *f, Resolved *out);
bool resolve_count(const Context *c, const Found *f, int64_t *thousandths,
                   bool *open); /* "three and a half", "several" */

/* The last named moment in which a `unit` can be counted, or none; sets the anchor. */
Moment anchor_in_text(const Context *c, TimeUnit unit, Resolved *out);
Moment anchor_reference(const Context *c, Resolved *out);

/* Which year is meant; 0 = cannot be told. */
int32_t year_stated(const Context *c, const Found *f);           /* "1998", "'98" */
int32_t year_pointed(Context *c, const Found *f, Resolved *out); /* "last year", "of that year" beside a month */
int32_t year_nearest(const Context *c, int month, int day, Tense tense);        /* day 0: of the month */
int32_t year_of(Context *c, const Found *f, int month, int day, Resolved *out); /* any of these */
int64_t days_from_reference(const Context *c, int32_t year, int month, int day);

#endif
