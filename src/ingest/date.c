/* Printed dates to Stamps: a scanner that tries a day (and a time beside it) at every place where a number or a month name
 * begins. Each reader returns the place after what it read, or NULL. */
#include "ingest/date.h"
#include "ingest/date_names.h"

enum {
    WORD_MAX = 24, /* bytes of the longest month, weekday or zone name, and one more */
    JOINT_MAX = 4  /* words and marks that may stand between a day and its time */
};

typedef struct {
    char text[11];
    int8_t value;
} Name;

/* Quarter hours east of UTC. Names that stand for several zones (IST, CST in Asia) are read as the press of the language
 * uses them, or left out where it uses both. */
static const Name zones[] = {{"z", 0},     {"utc", 0},   {"gmt", 0},   {"wet", 0},    {"bst", 4},    {"west", 4},
                             {"cet", 4},   {"cest", 8},  {"eet", 8},   {"eest", 12},  {"msk", 12},   {"sgt", 32},
                             {"hkt", 32},  {"kst", 36},  {"jst", 36},  {"aest", 40},  {"aedt", 44},  {"nzst", 48},
                             {"nzdt", 52}, {"est", -20}, {"edt", -16}, {"cst", -24},  {"cdt", -20},  {"mst", -28},
                             {"mdt", -24}, {"pst", -32}, {"pdt", -28}, {"akst", -36}, {"akdt", -32}, {"hst", -40}};
static const Name us_zones[] = {
    {"et", -20}, {"ct", -24}, {"mt", -28}, {"pt", -32}}; /* winter or summer time by the day */

static bool digit(char c) {
    return c >= '0' && c <= '9';
}
static bool alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Length of a letter at p: ASCII, Latin with marks, Cyrillic, Greek; 0 if there is none. */
static int letter(const char *p, const char *end) {
    if (p >= end) return 0;
    if (alpha(*p)) return 1;
    unsigned char c = (unsigned char)*p;
    return c >= 0xC3 && c <= 0xD3 && end - p >= 2 ? 2 : 0;
}

/* Copies the word at p, folded, into `word` and returns the place after it; a longer word than any we know gives "". */
static const char *read_word(const char *p, const char *end, char word[WORD_MAX]) {
    int n = 0, k;
    word[0] = '\0';
    while ((k = letter(p, end)) != 0) {
        for (int i = 0; i < k; i++, n++) {
            unsigned char c = (unsigned char)p[i];
            if (k == 1 && c >= 'A' && c <= 'Z') c |= 32;
            if (k == 2 && i == 1 && (unsigned char)p[0] == 0xC3 && c >= 0x80 && c <= 0x9E)
                c = (unsigned char)(c + 0x20);
            if (n < WORD_MAX - 1) word[n] = (char)c;
        }
        p += k;
    }
    word[n < WORD_MAX ? n : 0] = '\0';
    return p;
}

static int name_value(const Name *names, size_t n, const char *word, int none) {
    for (size_t i = 0; word[0] && i < n; i++)
        if (names[i].text[0] == word[0] && strcmp(names[i].text, word) == 0) return names[i].value;
    return none;
}
#define NAME_VALUE(names, word, none) name_value(names, sizeof(names) / sizeof *(names), word, none)

/* Length of a white space or 0: ASCII, no-break, the widths of U+2000, ideographic. */
static int space(const char *p, const char *end) {
    if (p >= end) return 0;
    unsigned char c = (unsigned char)*p;
    if (c == ' ' || (c >= 9 && c <= 13)) return 1;
    if (c == 0xC2 && end - p >= 2 && (unsigned char)p[1] == 0xA0) return 2;
    if (c == 0xE2 && end - p >= 3 && (unsigned char)p[1] == 0x80 &&
        ((unsigned char)p[2] <= 0x8B || (unsigned char)p[2] == 0xAF))
        return 3;
    return c == 0xE3 && end - p >= 3 && p[1] == '\x80' && p[2] == '\x80' ? 3 : 0;
}

static const char *skip_space(const char *p, const char *end) {
    for (int k; (k = space(p, end)) != 0;) p += k;
    return p;
}

static bool starts(const char *p, const char *end, const char *with) {
    size_t n = strlen(with);
    return (size_t)(end - p) >= n && memcmp(p, with, n) == 0;
}

/* All digits that stand at p, at most 9 of them counted into *value. */
static const char *read_digits(const char *p, const char *end, int *value, int *count) {
    *value = *count = 0;
    while (p < end && digit(*p)) {
        if (*count < 9) *value = *value * 10 + (*p - '0');
        (*count)++;
        p++;
    }
    return *count ? p : NULL;
}

static bool set_day(Stamp *out, int year, int month, int day) {
    if (year < DATE_MIN_YEAR || year > DATE_MAX_YEAR || month < 1 || month > 12) return false;
    if (day < 0 || day > civil_month_days(year, month)) return false;
    out->day = (Civil){year, (int8_t)month, (int8_t)day};
    return true;
}

static const char *read_month(const char *p, const char *end, int *month) {
    char word[WORD_MAX];
    const char *q = read_word(p, end, word);
    *month = date_month(word);
    if (!*month) return NULL;
    return q < end && *q == '.' ? q + 1 : q;
}

/* ---- times of day ---- */

static bool us_summer(Civil day) { /* the rule of the Energy Policy Act of 2005 */
    if (day.month < 3 || day.month > 11) return false;
    if (day.month > 3 && day.month < 11) return true;
    int first = civil_weekday(civil_to_days((Civil){day.year, day.month, 1}));
    int sunday = 8 - first; /* the month's first */
    return day.month == 3 ? day.day >= sunday + 7 : day.day < sunday;
}

/* "+09:00", "-0500", "+9" */
static const char *read_offset(const char *p, const char *end, Stamp *out) {
    if (p >= end || (*p != '+' && *p != '-')) return NULL;
    int sign = *p == '-' ? -1 : 1, h, m = 0, n;
    const char *q = read_digits(p + 1, end, &h, &n);
    if (!q || n > 4) return NULL;
    if (n > 2)
        m = h % 100, h /= 100;
    else if (q < end && *q == ':') {
        int count;
        const char *r = read_digits(q + 1, end, &m, &count);
        if (!r || count != 2) return NULL;
        q = r;
    }
    if (h > 14 || m > 59) return NULL;
    out->has_zone = true;
    out->zone = (int16_t)(sign * (h * 60 + m));
    return q;
}

static const char *read_zone(const char *p, const char *end, Stamp *out) {
    enum { NO_ZONE = 127 };
    const char *q = skip_space(p, end);
    const char *offset = read_offset(q, end, out);
    if (offset) return offset;
    if (q < end && *q == '(') q++;
    char word[WORD_MAX];
    const char *r = read_word(q, end, word);
    int quarters = NAME_VALUE(zones, word, NO_ZONE);
    if (quarters != NO_ZONE) {
        offset = read_offset(r, end, out); /* "UTC+9" */
        if (offset) return offset;
    } else {
        quarters = NAME_VALUE(us_zones, word, NO_ZONE);
        if (quarters == NO_ZONE || out->day.year < 2007 || !out->day.day) return NULL;
        if (us_summer(out->day)) quarters += 4;
    }
    out->has_zone = true;
    out->zone = (int16_t)(quarters * 15);
    return r < end && *q != '(' && q > p && q[-1] == '(' && *r == ')' ? r + 1 : r;
}

/* "am", "P.M." */
static const char *read_half(const char *p, const char *end, int *half) {
    p = skip_space(p, end);
    if (end - p < 2) return NULL;
    char c = (char)(p[0] | 32);
    if (c != 'a' && c != 'p') return NULL;
    *half = c == 'p';
    const char *q = p + 1;
    if (*q == '.') q++;
    if (q >= end || (*q | 32) != 'm') return NULL;
    q++;
    if (letter(q, end)) return NULL;
    return q < end && *q == '.' && p[1] == '.' ? q + 1 : q;
}

/* "18:07:30.5 +0900", "6:07 p.m. ET", "18h07", "6 pm", "18.07 GMT" (a point only where half or zone follows). */
static const char *read_time(const char *p, const char *end, Stamp *out) {
    Stamp t = *out;
    int h, m = 0, s = -1, n, half = -1;
    const char *q = read_digits(p, end, &h, &n);
    if (!q || n > 2 || h > 24) return NULL;
    char mark = q < end ? *q : ' ';
    bool minutes =
        (mark == ':' || mark == '.' || mark == 'h' || mark == 'H') && q + 2 < end && digit(q[1]) && digit(q[2]);
    if (minutes) {
        q = read_digits(q + 1, end, &m, &n);
        if (n != 2 || m > 59) return NULL;
        if (mark == ':' && q + 2 < end && *q == ':' && digit(q[1]) && digit(q[2])) {
            q = read_digits(q + 1, end, &s, &n);
            if (n != 2 || s > 60) return NULL;
            if (q + 1 < end && (*q == '.' || *q == ',') && digit(q[1])) q = read_digits(q + 1, end, &n, &n);
        }
    }
    const char *r = read_half(q, end, &half);
    if (r) {
        if (h < 1 || h > 12) {
            if (h > 12 && minutes)
                half = -1; /* "18:07 PM" */
            else
                return NULL;
        }
        if (half >= 0) h = h % 12 + 12 * half;
        q = r;
    } else if (!minutes) {
        return NULL;
    }
    t.hour = (int8_t)h;
    t.minute = (int8_t)m;
    t.second = (int8_t)s;
    r = read_zone(q, end, &t);
    if (mark == '.' && minutes && !r && half < 0) return NULL;
    *out = t;
    return r ? r : q;
}

/* What may stand between a day and its time: blanks, commas, bars, dashes, "at". */
static const char *skip_joint(const char *p, const char *end) {
    static const char *const marks[] = {",", "|", "-", "–", "—", "•", "·", "/", "@", "(", ":", ";"};
    static const Name words[] = {{"at", 1}, {"um", 1},   {"à", 1},   {"a", 1}, {"las", 1}, {"on", 1}, {"kl", 1},
                                 {"om", 1}, {"alle", 1}, {"ore", 1}, {"t", 1}, {"den", 1}, {"am", 1}, {"le", 1}};
    for (int i = 0; i < JOINT_MAX; i++) {
        p = skip_space(p, end);
        const char *q = p;
        for (size_t k = 0; q == p && k < sizeof marks / sizeof *marks; k++)
            if (starts(p, end, marks[k])) q = p + strlen(marks[k]);
        if (q == p) {
            char word[WORD_MAX];
            q = read_word(p, end, word);
            if (!NAME_VALUE(words, word, 0)) break;
        }
        p = q;
    }
    return skip_space(p, end);
}

/* ---- days ---- */

/* The place after "年", "년", "月" … and blanks; NULL if `a` nor `b` stands there. */
static const char *day_mark(const char *p, const char *end, const char *a, const char *b) {
    p = skip_space(p, end);
    return starts(p, end, a) ? p + strlen(a) : starts(p, end, b) ? p + strlen(b) : NULL;
}

/* Between day, month and year: blanks, one comma, dash or slash, "of", "de", "del". */
static const char *skip_part(const char *p, const char *end) {
    static const Name words[] = {{"of", 1}, {"de", 1}, {"del", 1}};
    p = skip_space(p, end);
    if (p < end && (*p == ',' || *p == '-' || *p == '/')) p = skip_space(p + 1, end);
    char word[WORD_MAX];
    const char *q = read_word(p, end, word);
    return NAME_VALUE(words, word, 0) ? skip_space(q, end) : p;
}

/* "2025-01-23", "2025/1/23", "2025. 1. 23", "2025年1月23日", "2025 January 23"; q stands after the year. */
static const char *read_year_first(const char *q, const char *end, int year, Stamp *out) {
    int m, d, n;
    const char *r = day_mark(q, end, "年", "년");
    if (r) {
        r = read_digits(skip_space(r, end), end, &m, &n);
        r = r ? day_mark(r, end, "月", "월") : NULL;
        r = r ? read_digits(skip_space(r, end), end, &d, &n) : NULL;
        r = r ? day_mark(r, end, "日", "일") : NULL;
        return r && d > 0 && set_day(out, year, m, d) ? r : NULL;
    }
    bool marked = q < end && (*q == '-' || *q == '/' || *q == '.');
    const char *part = marked ? *q == '.' ? skip_space(q + 1, end) : q + 1 : q; /* Hungarian "2025. január 23." */
    if (marked && part < end && !letter(part, end)) {
        char mark = *q;
        r = q + 1;
        if (mark == '.') r = skip_space(r, end);
        r = read_digits(r, end, &m, &n);
        if (!r || n > 2 || r >= end || *r != mark) return NULL;
        r++;
        if (mark == '.') r = skip_space(r, end);
        r = read_digits(r, end, &d, &n);
        return r && n <= 2 && d > 0 && set_day(out, year, m, d) ? r : NULL;
    }
    r = marked ? part : skip_space(q, end);
    r = r > q ? read_month(r, end, &m) : NULL;
    r = r && marked && r < end && *r == *q ? r + 1 : r;
    r = r ? read_digits(skip_space(r, end), end, &d, &n) : NULL;
    return r && n <= 2 && d > 0 && !(r < end && *r == ':') && set_day(out, year, m, d) ? r : NULL;
}

static int full_year(int year, int digits) {
    return digits == 4 ? year : digits == 2 ? year + (year < 69 ? 2000 : 1900) : 0;
}

/* "23.01.2025", "1/6/25", "23-01-2025"; q stands after the first number, before the mark. */
static const char *read_numeric(const char *q, const char *end, int first, int digits, DateOrder order, Stamp *out) {
    int second, year, n, k;
    char mark = *q;
    const char *r = q + 1;
    if (mark == '.') r = skip_space(r, end);
    r = read_digits(r, end, &second, &n);
    if (!r || n > 2 || r >= end || *r != mark) return NULL;
    r++;
    if (mark == '.') r = skip_space(r, end);
    r = read_digits(r, end, &year, &k);
    if (!r || (k == 2 && mark != '/' && (digits != 2 || n != 2))) return NULL; /* "1.2.25" is a section */
    if (k == 2 && r < end && (*r == mark || *r == '%')) return NULL;
    year = full_year(year, k);
    bool month_first = mark != '.' && order == DATE_MONTH_FIRST;
    if (first > 12) month_first = false;
    if (second > 12) month_first = true;
    int d = month_first ? second : first, m = month_first ? first : second;
    return d > 0 && set_day(out, year, m, d) ? r : NULL;
}

static const char *skip_ordinal(const char *p, const char *end) {
    static const char *const endings[] = {"st", "nd", "rd", "th", "er", "º", "°", "ª", "."};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (starts(p, end, endings[i])) {
            const char *q = p + strlen(endings[i]);
            if (!letter(q, end)) return q;
        }
    return p;
}

/* "23 Jan. 2025", "23rd of January, 2025", "06-Jan-25"; q stands after the day's number. */
static const char *read_day_month(const char *q, const char *end, int day, Stamp *out) {
    int m, year, n;
    q = skip_part(skip_ordinal(q, end), end);
    q = read_month(q, end, &m);
    if (!q) return NULL;
    bool dash = q < end && *q == '-';
    q = skip_part(q, end);
    bool apostrophe = q < end && *q == '\'';
    q = read_digits(q + apostrophe, end, &year, &n);
    if (!q || (n == 2 && !dash && !apostrophe)) return NULL;
    return day > 0 && set_day(out, full_year(year, n), m, day) ? q : NULL;
}

/* "January 28, 2025", "Jan 06 10:00:00 +0000 2025", "January 2025" */
static const char *read_month_first(const char *p, const char *end, Stamp *out) {
    int m, d, year, n;
    const char *q = read_month(p, end, &m);
    if (!q) return NULL;
    q = skip_part(q, end);
    const char *r = read_digits(q, end, &d, &n);
    if (!r) return NULL;
    if (n == 4) return set_day(out, d, m, 0) ? r : NULL;
    if (n > 2 || d < 1) return NULL;
    r = skip_ordinal(r, end);
    if (r < end && *r == ')') return NULL;
    const char *y = skip_part(r, end);
    const char *e = read_digits(y, end, &year, &n);
    if (e && n == 4 && y > r) return set_day(out, year, m, d) ? e : NULL;
    Stamp t = *out; /* the time before the year, as the C library and Twitter print it */
    t.day = (Civil){0, 0, 0};
    const char *after = read_time(skip_space(r, end), end, &t);
    if (!after) return NULL;
    e = read_digits(skip_space(after, end), end, &year, &n);
    if (!e || n != 4 || !set_day(&t, year, m, d)) return NULL;
    *out = t;
    return e;
}

static const char *read_day(const char *p, const char *end, DateOrder order, Stamp *out) {
    int v, n;
    if (!digit(*p)) return read_month_first(p, end, out);
    const char *q = read_digits(p, end, &v, &n);
    if (n == 4) return read_year_first(q, end, v, out);
    if (n > 2) return NULL;
    const char *r = NULL;
    if (q < end && (*q == '.' || *q == '/' || *q == '-')) r = read_numeric(q, end, v, n, order, out);
    return r ? r : read_day_month(q, end, v, out);
}

/* A weekday and what parts it from the date; p itself if there is none. */
static const char *skip_weekday(const char *p, const char *end) {
    char word[WORD_MAX];
    const char *q = read_word(p, end, word);
    if (!date_weekday(word)) return p;
    if (q < end && *q == '.') q++;
    if (q < end && *q == ',') q++;
    const char *r = skip_space(q, end);
    if (starts(r, end, "the ")) r += 4;
    return r;
}

/* A day with the time that stands before or after it. */
static const char *read_moment(const char *p, const char *end, DateOrder order, Stamp *out) {
    *out = STAMP_NONE;
    p = skip_weekday(p, end);
    if (p >= end) return NULL;
    const char *q = read_day(p, end, order, out);
    if (q) {
        if (q < end && digit(*q)) return NULL;
        if (out->hour >= 0 || !out->day.day) return q;
        const char *t = read_time(skip_joint(q, end), end, out);
        return t ? t : q;
    }
    if (!digit(*p)) return NULL;
    Stamp time = STAMP_NONE, day = STAMP_NONE;
    q = read_time(p, end, &time);
    if (!q) return NULL;
    const char *d = skip_weekday(skip_joint(q, end), end);
    q = d < end && d > q ? read_day(d, end, order, &day) : NULL;
    if (!q || day.hour >= 0 || !day.day.day || (q < end && digit(*q))) return NULL;
    *out = day;
    read_time(p, end, out); /* again, now that the day can tell summer time */
    return q;
}

static bool after_number(const char *begin, const char *p) {
    while (p > begin && p[-1] == ' ') p--;
    return p > begin && digit(p[-1]);
}

bool date_find_as(Str s, DateOrder order, Stamp *out, Span *where) {
    *out = STAMP_NONE;
    if (!s.n) return false;
    const char *p = s.p, *end = s.p + s.n;
    char before = ' ';
    while (p < end) {
        int k = letter(p, end);
        if (!k && !digit(*p)) {
            before = *p++;
            continue;
        }
        bool inside = digit(*p) && p - s.p >= 2 && digit(p[-2]) && (before == '.' || before == '/' || before == ':');
        const char *q = inside ? NULL : read_moment(p, end, order, out);
        if (q && !out->day.day && after_number(s.p, p)) q = NULL; /* "30 February 2025" */
        if (q) {
            if (where) *where = (Span){(uint32_t)(p - s.p), (uint32_t)(q - s.p)};
            return true;
        }
        if (k)
            while ((k = letter(p, end)) != 0) before = p[k - 1], p += k;
        else
            while (p < end && digit(*p)) before = *p++;
        while (p < end && (digit(*p) || letter(p, end))) p += digit(*p) ? 1 : letter(p, end); /* "A320neo" */
    }
    *out = STAMP_NONE;
    return false;
}

bool date_find(Str s, Stamp *out, Span *where) {
    return date_find_as(s, DATE_MONTH_FIRST, out, where);
}

/* "20250123", "20250123T180700Z", "20250123180700", and seconds or milliseconds since 1970. */
static bool parse_digits(Str s, Stamp *out) {
    size_t n = 0;
    while (n < s.n && digit(s.p[n])) n++;
    const char *p = s.p;
    if (n == 8 || n == 14 || n == 12) {
        int part[5] = {0};
        static const uint8_t width[] = {4, 2, 2, 2, 2};
        for (int i = 0; i < (n == 8 ? 3 : 5); i++)
            for (int k = 0; k < width[i]; k++) part[i] = part[i] * 10 + (*p++ - '0');
        if (!part[2] || part[3] > 24 || part[4] > 59 || !set_day(out, part[0], part[1], part[2])) return false;
        if (n > 8) {
            out->hour = (int8_t)part[3], out->minute = (int8_t)part[4];
            return n == s.n;
        }
        if (s.n == n) return true;
        if (s.n < 13 || s.p[8] != 'T') return false;
        for (size_t i = 9; i < 13; i++)
            if (!digit(s.p[i])) return false;
        out->hour = (int8_t)((s.p[9] - '0') * 10 + s.p[10] - '0');
        out->minute = (int8_t)((s.p[11] - '0') * 10 + s.p[12] - '0');
        if (out->hour > 24 || out->minute > 59) return false;
        const char *q = s.p + 13;
        while (q < s.p + s.n && digit(*q)) q++;
        read_zone(q, s.p + s.n, out);
        return true;
    }
    if (n != s.n || (n != 10 && n != 13)) return false;
    int64_t seconds = 0;
    for (size_t i = 0; i < 10; i++) seconds = seconds * 10 + (s.p[i] - '0');
    if (s.p[0] == '0') return false;
    out->day = civil_from_days((int32_t)(seconds / 86400));
    int rest = (int)(seconds % 86400);
    out->hour = (int8_t)(rest / 3600), out->minute = (int8_t)(rest / 60 % 60), out->second = (int8_t)(rest % 60);
    out->has_zone = true;
    return true;
}

bool date_parse_as(Str s, DateOrder order, Stamp *out) {
    s = str_trim(s);
    *out = STAMP_NONE;
    if (!s.n) return false;
    if (parse_digits(s, out)) return true;
    *out = STAMP_NONE;
    const char *end = s.p + s.n, *q = read_moment(s.p, end, order, out);
    if (!q) {
        int year, month, n; /* "2025-01" */
        q = read_digits(s.p, end, &year, &n);
        if (q && n == 4 && q < end && *q == '-')
            q = read_digits(q + 1, end, &month, &n);
        else
            q = NULL;
        if (q == end && n == 2 && set_day(out, year, month, 0)) return true;
        *out = STAMP_NONE;
        return false;
    }
    if (q < end && (*q == 'T' || *q == 't')) return true; /* an impossible time: the day stands */
    read_zone(q, end, out);                               /* "10:00:00 2025 GMT" puts it last */
    while (q < end && *q != '(' && *q != '[') {           /* a remark in brackets may follow */
        if (digit(*q)) break;
        char word[WORD_MAX];
        const char *r = read_word(q, end, word);
        if (r > q && strlen(word) > 5) break; /* anything longer is no zone name */
        q = r > q ? r : q + 1;
    }
    if (q < end && *q != '(' && *q != '[') return *out = STAMP_NONE, false;
    return true;
}

bool date_parse(Str s, Stamp *out) {
    return date_parse_as(s, DATE_MONTH_FIRST, out);
}

bool date_sharper(const Stamp *a, const Stamp *b) {
    if (a->day.year != b->day.year || (a->day.month && a->day.month != b->day.month)) return false;
    if (a->day.day && a->day.day != b->day.day) return false;
    int pa = (a->day.month != 0) + (a->day.day != 0) + (a->hour >= 0) + a->has_zone;
    int pb = (b->day.month != 0) + (b->day.day != 0) + (b->hour >= 0) + b->has_zone;
    return pb > pa;
}
