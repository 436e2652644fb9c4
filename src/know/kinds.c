/* knowledge/kinds.tsv and knowledge/languages.tsv. */
#include "know/kinds.h"
#include "know/knowledge.h"

const char *const kind_cue_names[KIND_NAMES] = {
    "news",          "opinion",    "analysis",   "readout", "joint-statement",
    "press-release", "fact-sheet", "transcript", "speech",  "other"};
static const char *const where_names[] = {"title", "title-start", "opening", "label", "address", "closing"};

static int name_index(const char *const *names, int n, Str s) {
    for (int i = 0; i < n; i++)
        if (str_eq(s, str_of(names[i]))) return i;
    return -1;
}

/* Where `part` stands in `text` from byte `from` on, at word boundaries; text.n if nowhere. */
static size_t find_words(Str text, Str part, size_t from) {
    while (from + part.n <= text.n) {
        const char *hit = memmem(text.p + from, text.n - from, part.p, part.n);
        if (!hit) break;
        size_t at = (size_t)(hit - text.p), end = at + part.n;
        if ((at == 0 || text.p[at - 1] == ' ') && (end == text.n || text.p[end] == ' ')) return at;
        from = at + 1;
    }
    return text.n;
}

static int words_between(Str text, size_t from, size_t to) {
    int n = 0;
    for (size_t i = from; i < to; i++)
        if (text.p[i] == ' ') n++;
    return n - 1;
}

static bool cue_matches(const KindCue *cue, Str text) {
    size_t at = find_words(text, cue->part[0], 0);
    if (at == text.n || (cue->where == CUE_TITLE_START && at > 0)) return false;
    for (int i = 1; i < cue->parts; i++) {
        size_t end = at + cue->part[i - 1].n;
        at = find_words(text, cue->part[i], end);
        if (at == text.n || words_between(text, end, at) > CUE_GAP) return false;
    }
    return true;
}

void kinds_score(const Kinds *kinds, const LineKey *line, CueWhere where, int score[KIND_NAMES]) {
    Str text = {line->text.p, line->text.n};
    if (!text.n) return;
    int best[KIND_NAMES] = {0};
    for (uint32_t i = 0; i < kinds->cues.n; i++) {
        const KindCue *cue = &kinds->cues.at[i];
        bool here = cue->where == where || (cue->where == CUE_TITLE_START && where == CUE_TITLE);
        if (here && cue->weight > best[cue->kind] && cue_matches(cue, text)) best[cue->kind] = cue->weight;
    }
    for (int k = 0; k < KIND_NAMES; k++) score[k] += best[k];
}

static bool cut_parts(Arena *arena, Str phrase, KindCue *cue) {
    static const char gap[] = "\xE2\x80\xA6";
    cue->parts = 0;
    for (;;) {
        const char *hit = memmem(phrase.p, phrase.n, gap, 3);
        Str part = {phrase.p, hit ? (size_t)(hit - phrase.p) : phrase.n};
        LineKey key = {.text = {.arena = arena}};
        line_key(part, &key);
        if (!key.n || cue->parts == CUE_PARTS) return false;
        cue->part[cue->parts++] = (Str){key.text.p, key.text.n};
        if (!hit) return true;
        phrase = (Str){hit + 3, phrase.n - part.n - 3};
    }
}

bool kinds_load(const struct KnowLoader *loader, Kinds *out, dm_error *err) {
    Arena *arena = loader->know->arena;
    Table t;
    dm_error e = {0};
    if (!know_open(loader, "kinds.tsv", &t, err)) return false;
    while (table_next(&t, 4, 4, &e)) {
        int where = name_index(where_names, 6, t.field[1]), kind = name_index(kind_cue_names, KIND_NAMES, t.field[2]);
        Str weight = t.field[3];
        if (where < 0)
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: '%.*s' is no place; use title, title-start, opening, label, address or closing",
                             t.file, t.line, (int)t.field[1].n, t.field[1].p);
        if (kind < 0)
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: '%.*s' is no kind of document; the kinds are listed in docs/record.md", t.file,
                             t.line, (int)t.field[2].n, t.field[2].p);
        if (weight.n != 1 || weight.p[0] < '1' || weight.p[0] > '9')
            return error_set(err, DM_CONFIG, t.line, "%s:%d: the weight is not a digit from 1 to 9", t.file, t.line);
        Str rest = t.field[0], one;
        while (table_alternative(&rest, &one)) {
            KindCue cue = {.where = (CueWhere)where, .kind = (uint8_t)kind, .weight = (uint8_t)(weight.p[0] - '0')};
            if (!cut_parts(arena, one, &cue))
                return error_set(err, DM_CONFIG, t.line, "%s:%d: '%.*s' has no words, or more than %d gaps", t.file,
                                 t.line, (int)one.n, one.p, CUE_PARTS - 1);
            *vec_push(arena, &out->cues) = cue;
        }
    }
    if (e.code && err) *err = e;
    return !e.code;
}

bool languages_load(const struct KnowLoader *loader, Languages *out, dm_error *err) {
    Arena *arena = loader->know->arena;
    Table t;
    dm_error e = {0};
    out->words.arena = arena;
    if (!know_open(loader, "languages.tsv", &t, err)) return false;
    while (table_next(&t, 2, 2, &e)) {
        if (out->n == LANGUAGES_MAX)
            return error_set(err, DM_CONFIG, t.line, "%s:%d: more than %d languages", t.file, t.line, LANGUAGES_MAX);
        LineKey key = {.text = {.arena = arena}};
        for (Str rest = t.field[1]; rest.n;) {
            const char *space = memchr(rest.p, ' ', rest.n);
            Str word = {rest.p, space ? (size_t)(space - rest.p) : rest.n};
            rest = (Str){word.p + word.n + (space != NULL), rest.n - word.n - (space != NULL)};
            line_key(word, &key);
            if (!key.n) continue;
            Str folded = line_key_str(&key, 0, key.n);
            uint32_t had = hash_get(&out->words, folded);
            hash_set(&out->words, folded, (had == HASH_NONE ? 0 : had) | (uint32_t)1 << out->n);
        }
        out->code[out->n++] = arena_copy(arena, t.field[0].p, t.field[0].n);
    }
    if (e.code && err) *err = e;
    return !e.code;
}
