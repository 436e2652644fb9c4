#include "know/table.h"
#include "base/utf8.h"

static bool fields_of(Table *t, Str line, dm_error *err) {
    t->n = 0;
    for (int i = 0; i < TABLE_FIELDS; i++) t->field[i] = (Str){NULL, 0};
    for (;;) {
        const char *tab = memchr(line.p, '\t', line.n);
        size_t n = tab ? (size_t)(tab - line.p) : line.n;
        if (t->n == TABLE_FIELDS)
            return error_set(err, DM_CONFIG, t->line, "%s:%d: more than %d fields; remove the superfluous tabs",
                             t->file, t->line, TABLE_FIELDS);
        t->field[t->n++] = str_trim((Str){line.p, n});
        if (!tab) return true;
        line = (Str){tab + 1, line.n - n - 1};
    }
}

bool table_next(Table *t, int least, int most, dm_error *err) {
    while (t->rest.n) {
        const char *lf = memchr(t->rest.p, '\n', t->rest.n);
        Str line = {t->rest.p, lf ? (size_t)(lf - t->rest.p) : t->rest.n};
        t->rest = (Str){line.p + line.n + (lf != NULL), t->rest.n - line.n - (lf != NULL)};
        t->line++;
        Str seen = str_trim(line);
        if (!seen.n || seen.p[0] == '#') continue;
        if (!utf8_valid(line))
            return error_set(err, DM_CONFIG, t->line, "%s:%d: not UTF-8; save the file as UTF-8", t->file, t->line);
        if (!fields_of(t, line, err)) return false;
        if (t->n < least || t->n > most)
            return error_set(err, DM_CONFIG, t->line, "%s:%d: %d fields where %d to %d are wanted; part them by tabs",
                             t->file, t->line, t->n, least, most);
        return true;
    }
    return false;
}

bool table_alternative(Str *rest, Str *one) {
    while (rest->n) {
        const char *bar = memchr(rest->p, '|', rest->n);
        size_t n = bar ? (size_t)(bar - rest->p) : rest->n;
        *one = str_trim((Str){rest->p, n});
        *rest = (Str){rest->p + n + (bar != NULL), rest->n - n - (bar != NULL)};
        if (one->n) return true;
    }
    return false;
}
