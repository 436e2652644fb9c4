/* What the program knows of the language of time: classes of words (times.tsv), named days (times-holidays.tsv), and the
 * grammar that puts classes together (times.grammar). */
#ifndef DM_KNOW_TIMEWORDS_H
#define DM_KNOW_TIMEWORDS_H
#include "base/error.h"
#include "know/lexicon.h"

/* The classes of times.tsv and of numbers, as the grammar names them. Order is that of the names in timewords.c. */
typedef enum {
    TC_MONTH,
    TC_WEEKDAY,
    TC_WEEKDAYS,
    TC_SEASON,
    TC_FALL,
    TC_SEASONS,
    TC_PART,
    TC_PARTS,
    TC_DAWN,
    TC_NOON,
    TC_UNIT,
    TC_UNITS,
    TC_NUMBER,
    TC_ORDINAL,
    TC_DECADES,
    TC_QUANT,
    TC_HALF,
    TC_DET,
    TC_POSS,
    TC_A,
    TC_DIR,
    TC_RECENT,
    TC_AGO,
    TC_LATER,
    TC_EARLIER,
    TC_FROMNOW,
    TC_MOD,
    TC_SOMETIME,
    TC_APPROX,
    TC_EXACTLY,
    TC_ORSO,
    TC_ADJ,
    TC_OLD,
    TC_LONG,
    TC_DEICTIC,
    TC_TONIGHT,
    TC_REF,
    TC_SOON,
    TC_EACH,
    TC_PER,
    TC_EVERYOTHER,
    TC_TIMES,
    TC_FREQ,
    TC_AMPM,
    TC_OCLOCK,
    TC_ZONE,
    TC_FISCAL,
    TC_QN,
    TC_BC,
    TC_AD,
    TC_YEARCUE,
    TC_COUNTED,
    TC_THING,
    TC_HOLIDAY,
    TC_NUM,
    TC_ORD,
    TC_DAY,
    TC_YEAR,
    TC_YY,
    TC_HOUR,
    TC_CLOCK,
    TC_DMY,
    TC_ISO,
    TC_DECADE, /* made from numbers */
    TC_COUNT
} TimeClass;
#define TC_BIT(c) ((uint64_t)1 << (c))

typedef enum {
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEKEND,
    UNIT_WEEK,
    UNIT_FORTNIGHT,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_MILLENNIUM
} TimeUnit;
typedef enum { DIR_LAST, DIR_THIS, DIR_NEXT, DIR_PREVIOUS, DIR_SAME, DIR_FOLLOWING } TimeDirection;
typedef enum { /* TIMEX3 mods, and the two that also hang on the day of writing */
               MOD_NONE,
               MOD_START,
               MOD_MID,
               MOD_END,
               MOD_EARLIER,
               MOD_LATER,
               MOD_APPROX,
               MOD_LESS_THAN,
               MOD_MORE_THAN,
               MOD_EQUAL_OR_LESS,
               MOD_EQUAL_OR_MORE,
               MOD_ON_OR_AFTER,
               MOD_ON_OR_BEFORE,
               MOD_AFTER,
               MOD_BEFORE
} TimeMod;
typedef enum { SEASON_SP, SEASON_SU, SEASON_FA, SEASON_WI } TimeSeason;
typedef enum { PART_MO, PART_AF, PART_EV, PART_NI, PART_DT } TimePart;
typedef enum { REF_PAST, REF_PRESENT, REF_FUTURE } TimeRef;
enum { QUANT_OPEN = 0 }; /* value of a TC_QUANT that is no number ("several") */

typedef struct {
    uint8_t class;
    bool cap;
    int32_t value;
} TimeReading; /* cap: only with a capital letter */
enum { TIME_READINGS = 4 };
typedef struct {
    TimeReading reading[TIME_READINGS];
    int n;
} TimeEntry;

typedef enum {
    HOLIDAY_FIXED,
    HOLIDAY_NTH,
    HOLIDAY_EASTER,
    HOLIDAY_ELECTION,
    HOLIDAY_DATE,
    HOLIDAY_UNKNOWN
} HolidayKind;
typedef struct {
    HolidayKind kind;
    int32_t nth; /* 1..5, -1 = last; days after Easter; year of HOLIDAY_DATE */
    int8_t weekday, month, day;
} Holiday;

typedef enum { /* names in timewords.c */
               TK_DATE,
               TK_RANGE,
               TK_SEASON,
               TK_REL,
               TK_UNITREF,
               TK_QUARTER,
               TK_HALF,
               TK_YEARAGO,
               TK_YEAREND,
               TK_YEAR,
               TK_FISCAL,
               TK_DECADE,
               TK_CENTURY,
               TK_BC,
               TK_WEEKOF,
               TK_HOLIDAY,
               TK_AGO,
               TK_DURATION,
               TK_SET,
               TK_REF,
               TK_COUNT
} TimeKind;

/* A compiled pattern: a graph without cycles. */
typedef enum { NODE_MATCH, NODE_FORK, NODE_BEGIN, NODE_STOP, NODE_END } TimeNodeOp; /* BEGIN, STOP: "<" and ">" */
enum { NODE_WORDS = 6 };
typedef struct {
    uint8_t op, n_words;
    bool hyphen;      /* a hyphen may stand before it */
    uint64_t classes; /* NODE_MATCH: any of these, or one of the words */
    Word words[NODE_WORDS];
    uint32_t next, other; /* `other`: the second way of a fork */
} TimeNode;
typedef struct {
    TimeKind kind;
    uint32_t start;     /* node */
    uint64_t first;     /* classes that a match may start with */
    bool first_word;    /* it may start with a word of the grammar */
    Str example, value; /* empty where there is none */
    int line;           /* of times.grammar */
} TimeRule;

typedef struct TimeWords {
    Lexicon phrases; /* -> entries */
    Vec(TimeEntry) entries;
    Vec(Holiday) holidays; /* value of a TC_HOLIDAY reading */
    Vec(TimeNode) nodes;
    Vec(TimeRule) rules; /* in file order */
    uint8_t *is_literal; /* of each Word up to literals: the grammar names it */
    uint32_t literals;
    Word hyphen, dash, and_word, dot; /* dash: the en dash of ranges */
    Lexicon past, future, plan;       /* tense cues (times-tense.tsv) */
} TimeWords;

struct KnowLoader;
bool timewords_load(const struct KnowLoader *loader, TimeWords *out, dm_error *err);

#endif
