/* A greedy wrapper breaks a line where the next word would not have fitted: that is what is looked for. */
#include "ingest/wrap.h"
#include "base/utf8.h"

enum {
    WRAP_LEAST = 40,
    WRAP_MOST = 110, /* widths that are wraps */
    WRAP_SLACK = 2,  /* a line may overrun the width by so much (a long word, markup) */
    WRAP_LINES = 3   /* fewest broken lines that show a wrap */
};

bool wrap_line(Str *rest, WrapLine *line) {
    *line = (WrapLine){0};
    while (rest->n) {
        const char *lf = memchr(rest->p, '\n', rest->n);
        Str s = {rest->p, lf ? (size_t)(lf - rest->p) : rest->n};
        *rest = lf ? (Str){lf + 1, rest->n - s.n - 1} : (Str){NULL, 0};
        const char *p = s.p, *end = s.p + s.n, *first = NULL, *last = NULL;
        uint32_t width = 0, indent = 0;
        while (p < end) {
            int length = 1;
            uint32_t cp = (unsigned char)*p;
            if (cp >= 0x80) cp = utf8_decode(p, end, &length);
            width++;
            if (cp > ' ' && !(cp >= 0x80 && utf8_is_space(cp))) {
                if (!first) first = p, indent = width - 1;
                last = p + length;
                line->width = width;
            }
            p += length;
        }
        if (!first) {
            line->gap = true;
            continue;
        }
        line->text = (Str){first, (size_t)(last - first)};
        line->indent = indent;
        line->broken = (end - last >= 2 && last[0] == ' ' && last[1] == ' ') || *(last - 1) == '\\';
        return true;
    }
    return false;
}

static uint32_t first_word(Str s) {
    uint32_t n = 0;
    for (size_t i = 0; i < s.n && s.p[i] != ' ' && s.p[i] != '\t'; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static bool ends_running(Str s) { /* the line ends within a sentence */
    unsigned char c = (unsigned char)s.p[s.n - 1];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ',' || c == '-' || (c >= '0' && c <= '9') ||
           c >= 0x80;
}

/* The width W for which most lines that have a follower end within W and could not have taken its first word. */
Wrap wrap_find(Str text) {
    if (text.n > WRAP_SAMPLE) text.n = WRAP_SAMPLE;
    uint32_t ends[WRAP_MOST + 2] = {0}, fits[WRAP_MOST + 2] = {0}, pairs = 0, running = 0, longer = 0;
    WrapLine line, next;
    Str rest = text;
    bool more = wrap_line(&rest, &line);
    while (more && (more = wrap_line(&rest, &next))) {
        if (!next.gap) {
            uint32_t would = line.width + 1 + first_word(next.text);
            pairs++;
            running += ends_running(line.text);
            if (line.width > WRAP_MOST) longer++;
            ends[line.width > WRAP_MOST ? WRAP_MOST + 1 : line.width]++;
            fits[would > WRAP_MOST ? WRAP_MOST + 1 : would]++;
        }
        line = next;
    }
    if (pairs < WRAP_LINES || longer * 4 > pairs || running * 2 < pairs) return (Wrap){0};
    uint32_t best = 0, most = 0, within = 0,
             fitting = 0; /* lines no longer than w; lines that would have fitted into w */
    for (uint32_t w = 0; w <= WRAP_MOST; w++) {
        within += ends[w];
        fitting += fits[w];
        uint32_t good = within > fitting ? within - fitting : 0;
        if (w >= WRAP_LEAST && good >= most) most = good, best = w;
    }
    return (Wrap){most * 2 >= pairs && most >= WRAP_LINES ? best : 0};
}

size_t item_mark(Str s) {
    if (s.n < 3) return 0;
    if ((*s.p == '-' || *s.p == '*' || *s.p == '+' || *s.p == 'o') && s.p[1] == ' ') return *s.p == 'o' ? 0 : 2;
    static const char *const bullets[] = {"\xE2\x80\xA2", "\xE2\x97\x8F", "\xE2\x96\xA0", "\xE2\x96\xAA",
                                          "\xE2\x97\xA6", "\xE2\x97\x8B", "\xE2\x96\xA1", "\xE2\x80\xA3",
                                          "\xC2\xB7",     "\xE2\x97\x86"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t n = strlen(bullets[i]);
        if (s.n > n + 1 && memcmp(s.p, bullets[i], n) == 0) return n;
    }
    size_t k = *s.p == '(' ? 1 : 0, digits = k;
    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9') digits++;
    bool letter = digits == k && k && s.n > 4 && s.p[k] >= 'a' && s.p[k] <= 'z';
    if (digits - k > 3 || (digits == k && !letter)) return 0;
    if (letter)
        while (digits < s.n && digits < 5 && s.p[digits] >= 'a' && s.p[digits] <= 'z') digits++; /* (iii) */
    if (digits + 1 >= s.n || s.p[digits + 1] != ' ') return 0;
    if (k ? s.p[digits] == ')' : s.p[digits] == '.' || s.p[digits] == ')') return digits + 2;
    return 0;
}

bool wrap_joins(const Wrap *wrap, const WrapLine *line, const WrapLine *next) {
    if (!wrap->width || next->gap || line->width > wrap->width + WRAP_SLACK) return false;
    bool full = line->width + 1 + first_word(next->text) + WRAP_SLACK > wrap->width;
    bool number = next->text.p[0] == '(' || (next->text.p[0] >= '0' && next->text.p[0] <= '9');
    if (item_mark(next->text) && !(number && full && ends_running(line->text)))
        return false; /* "on December / 15. The" */
    if (line->broken && !full) return false;
    if (full) return true;
    unsigned char c = (unsigned char)next->text.p[0]; /* an early break inside a sentence */
    return c >= 'a' && c <= 'z' && ends_running(line->text);
}
