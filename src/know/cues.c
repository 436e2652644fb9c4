#include "know/cues.h"
#include "know/knowledge.h"

static const struct {
    const char *name;
    uint32_t frame;
} frames[] = {
    {"clause", CUE_CLAUSE}, {"object", CUE_OBJECT}, {"addressee", CUE_ADDRESSEE},
    {"denial", CUE_DENIAL}, {"quoted", CUE_QUOTED}, {"infinitive", CUE_INFINITIVE},
};

static bool frame_set(const Table *t, uint32_t *out, dm_error *err) {
    Str rest = t->field[2], one;
    *out = CUE_VERB;
    while (table_alternative(&rest, &one)) {
        uint32_t frame = 0;
        for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
            if (str_eq(one, str_of(frames[i].name))) frame = frames[i].frame;
        if (!frame)
            return error_set(err, DM_CONFIG, t->line,
                             "%s:%d: frame '%.*s' is none of clause, object, addressee, denial, quoted, infinitive",
                             t->file, t->line, (int)(one.n > 80 ? 80 : one.n), one.p);
        *out |= frame;
    }
    return true;
}

static bool add_verbs(const Table *t, Knowledge *know, Cues *out, dm_error *err) {
    uint32_t set;
    if (!frame_set(t, &set, err)) return false;
    Str rest = t->field[1], one;
    while (table_alternative(&rest, &one)) {
        const char *space = memchr(one.p, ' ', one.n);
        Str lemma = {one.p, space ? (size_t)(space - one.p) : one.n};
        if (!verbs_lemma(&know->verbs, &know->vocab, lemma))
            return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is not in verbs.tsv; add it there", t->file,
                             t->line, (int)(lemma.n > 80 ? 80 : lemma.n), lemma.p);
        if (lexicon_add(&out->verbs, &know->vocab, one, out->frames.n) != out->frames.n)
            return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' stands here twice; remove one", t->file, t->line,
                             (int)(one.n > 80 ? 80 : one.n), one.p);
        *vec_push(know->arena, &out->frames) = set;
    }
    return true;
}

static bool add_phrases(const Table *t, Knowledge *know, Lexicon *lex, uint32_t value, dm_error *err) {
    Str rest = t->field[1], one;
    while (table_alternative(&rest, &one))
        if (lexicon_add(lex, &know->vocab, one, value) == HASH_NONE)
            return error_set(err, DM_CONFIG, t->line, "%s:%d: more than %d words", t->file, t->line, PHRASE_MAX);
    return true;
}

bool cues_load(const struct KnowLoader *loader, Cues *out, dm_error *err) {
    Knowledge *know = loader->know;
    Table t;
    dm_error wrong = {0};
    if (!err) err = &wrong;
    out->verbs.arena = out->sources.arena = out->media.arena = know->arena;
    if (!know_open(loader, "cues.tsv", &t, err)) return false;
    while (table_next(&t, 2, 3, err)) {
        bool ok;
        if (str_eq(t.field[0], STR("verb"))) {
            ok = add_verbs(&t, know, out, err);
        } else if (str_eq(t.field[0], STR("source"))) {
            ok = add_phrases(&t, know, &out->sources, 0, err);
        } else if (str_eq(t.field[0], STR("medium")) && t.field[2].n) {
            ok = add_phrases(&t, know, &out->media, out->media_names.n, err);
            *vec_push(know->arena, &out->media_names) = arena_copy(know->arena, t.field[2].p, t.field[2].n);
        } else {
            return error_set(err, DM_CONFIG, t.line,
                             "%s:%d: a line is 'verb', 'source' or 'medium', words, and frames or the medium", t.file,
                             t.line);
        }
        if (!ok) return false;
    }
    return !err->code;
}
