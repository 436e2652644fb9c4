/* Class words to roles, names of <meta> to what they say. */
#include "know/html_words.h"
#include "know/knowledge.h"

static const struct {
    const char *name;
    HtmlClass role;
} role_names[] = {{"body", CLASS_BODY},         {"content", CLASS_CONTENT}, {"furniture", CLASS_FURNITURE},
                  {"related", CLASS_RELATED},   {"comment", CLASS_COMMENT}, {"doubtful", CLASS_DOUBTFUL},
                  {"byline", CLASS_BYLINE},     {"date", CLASS_DATE},       {"title", CLASS_TITLE},
                  {"lead", CLASS_LEAD},         {"caption", CLASS_CAPTION}, {"hidden", CLASS_HIDDEN},
                  {"footnote", CLASS_FOOTNOTE}, {"updated", CLASS_UPDATED}};

typedef struct {
    char text[HTML_WORD_MAX];
    size_t n;
    bool joined;
} ClassWord; /* joined: no blank before it */

static bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}
static bool lower(char c) {
    return c >= 'a' && c <= 'z';
}

/* The next word of a class attribute; a longer one than we know of is cut. */
static bool next_word(Str *rest, ClassWord *w) {
    w->n = 0;
    w->joined = true;
    size_t i = 0;
    for (; i < rest->n && !lower(rest->p[i]) && !upper(rest->p[i]); i++)
        if (rest->p[i] == ' ' || (rest->p[i] >= 9 && rest->p[i] <= 13)) w->joined = false;
    size_t begin = i;
    for (; i < rest->n; i++) {
        char c = rest->p[i];
        if (!lower(c) && !upper(c)) break;
        if (upper(c) && i > begin && lower(rest->p[i - 1])) break;
        if (w->n < HTML_WORD_MAX) w->text[w->n++] = (char)(c | 32);
    }
    *rest = (Str){rest->p + i, rest->n - i};
    return w->n > 0;
}

static uint32_t look(const Hash *h, const char *p, size_t n) {
    uint32_t v = hash_get(h, (Str){p, n});
    return v == HASH_NONE ? 0 : v;
}

static uint32_t word_roles(const HtmlWords *words, const ClassWord *w) {
    uint32_t roles = look(&words->whole, w->text, w->n);
    for (size_t k = HTML_PART_MIN; k <= w->n; k++) {
        roles |= look(&words->start, w->text, k);
        roles |= look(&words->end, w->text + w->n - k, k);
    }
    return roles;
}

uint32_t html_words_roles(const HtmlWords *words, Str classes) {
    uint32_t roles = 0;
    ClassWord two[2];
    int at = 0;
    bool before = false;
    while (next_word(&classes, &two[at])) {
        const ClassWord *w = &two[at], *last = &two[1 - at];
        roles |= word_roles(words, w);
        if (before && w->joined) {
            char pair[2 * HTML_WORD_MAX + 1];
            memcpy(pair, last->text, last->n);
            pair[last->n] = ' ';
            memcpy(pair + last->n + 1, w->text, w->n);
            roles |= look(&words->whole, pair, last->n + 1 + w->n);
        }
        before = true;
        at = 1 - at;
    }
    return roles;
}

static void add(Hash *h, Str key, uint32_t role) {
    uint32_t old = hash_get(h, key);
    hash_set(h, key, old == HASH_NONE ? role : old | role);
}

static bool add_word(HtmlWords *out, const Table *t, Str word, HtmlClass role, Arena *arena, dm_error *err) {
    bool start = word.p[word.n - 1] == '*', end = word.p[0] == '*';
    Str bare = {word.p + end, word.n - start - end};
    size_t letters = 0, blanks = 0;
    for (size_t i = 0; word.n > 1 && i < bare.n; i++) letters += lower(bare.p[i]), blanks += bare.p[i] == ' ';
    if (!letters || letters + blanks != bare.n || blanks > 1 || bare.n > HTML_WORD_MAX ||
        ((start || end) && (blanks || bare.n < HTML_PART_MIN)) || (start && end))
        return error_set(err, DM_CONFIG, t->line,
                         "%s:%d: \"%.*s\" is no class word; write one or two words in small letters, or part of one "
                         "word of %d letters "
                         "or more with '*' at one end",
                         t->file, t->line, (int)word.n, word.p, HTML_PART_MIN);
    add(start ? &out->start : end ? &out->end : &out->whole, bare, role);
    if (blanks) {
        char *joined = arena_copy(arena, bare.p, bare.n);
        char *blank = strchr(joined, ' ');
        memmove(blank, blank + 1, strlen(blank));
        add(&out->whole, str_of(joined), role);
    }
    return true;
}

static bool load_meta(const KnowLoader *loader, HtmlWords *out, dm_error *err) {
    static const char *const slots[META_SLOTS] = {"title", "site", "author",  "published", "modified",
                                                  "url",   "lang", "section", "type",      "image"};
    Table t;
    if (!know_open(loader, "html-meta.tsv", &t, err)) return false;
    dm_error wrong = {0};
    uint32_t rank = 0;
    while (table_next(&t, 2, 2, &wrong)) {
        uint32_t slot = 0;
        while (slot < META_SLOTS && !str_eq(t.field[1], str_of(slots[slot]))) slot++;
        bool script = str_eq(t.field[1], STR("script"));
        if (slot == META_SLOTS && !script)
            return error_set(
                err, DM_CONFIG, t.line,
                "%s:%d: no such thing as \"%.*s\"; the second field is one of those named at the top of the file",
                t.file, t.line, (int)t.field[1].n, t.field[1].p);
        Str rest = t.field[0], name;
        while (table_alternative(&rest, &name)) {
            if (script)
                hash_add(&out->script, name, rank);
            else
                hash_add(&out->meta, name, slot * META_RANKS + rank);
            if (rank < META_RANKS - 1) rank++;
        }
    }
    if (wrong.code != DM_OK && err) *err = wrong;
    return wrong.code == DM_OK;
}

bool html_words_load(const KnowLoader *loader, HtmlWords *out, dm_error *err) {
    Table t;
    Arena *arena = loader->know->arena;
    *out = (HtmlWords){{.arena = arena}, {.arena = arena}, {.arena = arena}, {.arena = arena}, {.arena = arena}};
    if (!load_meta(loader, out, err) || !know_open(loader, "html.tsv", &t, err)) return false;
    dm_error wrong = {0};
    while (table_next(&t, 2, 2, &wrong)) {
        HtmlClass role = 0;
        for (size_t i = 0; i < sizeof role_names / sizeof *role_names; i++)
            if (str_eq(t.field[1], str_of(role_names[i].name))) role = role_names[i].role;
        if (!role)
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: no role \"%.*s\"; the roles are named in src/know/html_words.c", t.file, t.line,
                             (int)t.field[1].n, t.field[1].p);
        Str rest = t.field[0], word;
        while (table_alternative(&rest, &word))
            if (!add_word(out, &t, word, role, arena, err)) return false;
    }
    if (wrong.code != DM_OK && err) *err = wrong;
    return wrong.code == DM_OK;
}
