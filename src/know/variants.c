#include "know/variants.h"
#include "know/knowledge.h"

static bool is_plain(Str s) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'a' || s.p[i] > 'z') return false;
    return s.n > 0;
}

static bool read_line(const Table *t, VariantLine *line, dm_error *err) {
    static const char *const kinds[] = {"word", "start", "end"};
    int kind = 0;
    while (kind < 3 && !str_eq(t->field[0], str_of(kinds[kind]))) kind++;
    if (kind == 3)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: \"%.*s\" is none of word, start, end", t->file, t->line,
                         (int)t->field[0].n, t->field[0].p);
    *line = (VariantLine){.kind = (VariantKind)kind};
    Str rest = t->field[1], one;
    while (table_alternative(&rest, &one)) {
        if (!is_plain(one))
            return error_set(err, DM_CONFIG, t->line,
                             "%s:%d: \"%.*s\": write spellings in letters a to z, without capitals or accents", t->file,
                             t->line, (int)one.n, one.p);
        if (line->n == VARIANT_SPELLINGS)
            return error_set(err, DM_CONFIG, t->line, "%s:%d: more than %d spellings", t->file, t->line,
                             VARIANT_SPELLINGS);
        line->spelling[line->n++] = one;
    }
    return line->n > 1 ||
           error_set(err, DM_CONFIG, t->line, "%s:%d: one spelling only; part two or more by |", t->file, t->line);
}

bool variants_load(const KnowLoader *loader, Variants *out, dm_error *err) {
    Table t;
    VariantLine line;
    if (!know_open(loader, "variants.tsv", &t, err)) return false;
    while (table_next(&t, 2, 2, err)) {
        if (!read_line(&t, &line, err)) return false;
        *vec_push(loader->know->arena, &out->lines) = line;
    }
    return !err || err->code == DM_OK;
}

typedef struct {
    Arena *arena;
    Str *out;
    int n;
} Spellings;

static void add(Spellings *s, Str before, Str middle, Str after) {
    Buf b = {.arena = s->arena};
    buf_str(&b, before);
    buf_str(&b, middle);
    buf_str(&b, after);
    Str word = {buf_cstr(&b), b.n};
    for (int i = 0; i < s->n; i++)
        if (str_eq(s->out[i], word)) return;
    if (s->n < VARIANTS_OF_WORD) s->out[s->n++] = word;
}

static bool starts(Str word, Str part) {
    return word.n >= part.n && memcmp(word.p, part.p, part.n) == 0;
}

static bool ends(Str word, Str part) {
    return word.n >= part.n + VARIANT_STEM && memcmp(word.p + word.n - part.n, part.p, part.n) == 0;
}

/* Among spellings that begin one another ("travel", "travell") the longest is the one the word has. */
static void apply(Spellings *s, const VariantLine *line, Str word) {
    int has = -1;
    for (int i = 0; i < line->n; i++) {
        Str part = line->spelling[i];
        bool fits = line->kind == VARIANT_WORD    ? str_eq(word, part)
                    : line->kind == VARIANT_START ? starts(word, part)
                                                  : ends(word, part);
        if (fits && (has < 0 || part.n > line->spelling[has].n)) has = i;
    }
    if (has < 0) return;
    size_t n = line->spelling[has].n;
    Str before = line->kind == VARIANT_END ? (Str){word.p, word.n - n} : (Str){"", 0};
    Str after = line->kind == VARIANT_START ? (Str){word.p + n, word.n - n} : (Str){"", 0};
    for (int i = 0; i < line->n; i++) add(s, before, line->spelling[i], after);
}

int variants_of(const Variants *v, Str word, Arena *arena, Str out[VARIANTS_OF_WORD]) {
    Spellings s = {arena, out, 0};
    add(&s, word, (Str){"", 0}, (Str){"", 0});
    for (int kind = VARIANT_WORD; kind <= VARIANT_END; kind++) { /* "colourise" has a start and an end */
        int had = s.n;
        for (uint32_t i = 0; i < v->lines.n; i++)
            for (int k = 0; k < had && v->lines.at[i].kind == (VariantKind)kind; k++)
                apply(&s, &v->lines.at[i], s.out[k]);
    }
    return s.n;
}
