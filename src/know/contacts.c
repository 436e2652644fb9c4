/* contacts.tsv: from lines of words to lexicons of the rules they belong to. */
#include "know/contacts.h"
#include "know/knowledge.h"

static const char *const kinds[CONTACT_KINDS] = {"verb", "noun", "light", "session", "party", "manner", "status"};

static const struct {
    const char *name;
    uint32_t bit;
} frames[] = {
    {"object", FRAME_OBJECT},     {"with", FRAME_WITH},         {"to", FRAME_TO},
    {"plural", FRAME_PLURAL},     {"place", FRAME_PLACE},       {"to-place", FRAME_TO_PLACE},
    {"in-place", FRAME_IN_PLACE}, {"at-place", FRAME_AT_PLACE}, {"for-place", FRAME_FOR_PLACE},
    {"reverse", FRAME_REVERSE},   {"bare", FRAME_BARE},         {"people", FRAME_PEOPLE},
    {"weak", FRAME_WEAK},         {"travel", FRAME_TRAVEL},     {"session", FRAME_SESSION},
    {"guard", FRAME_GUARD},       {"from", FRAME_FROM},         {"before", FRAME_BEFORE},
    {"ahead", FRAME_AHEAD},
};
static const char *const statuses[] = {"actual", "planned", "possible", "proposed", "negated", "denied"};
static const char *const modes[] = {"phone", "visit", "third-party", "multilateral", "meeting", "video"};

static const char *among(const char *const *names, size_t n, Str s) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(s, str_of(names[i]))) return names[i];
    return NULL;
}
#define AMONG(names, s) among(names, sizeof(names) / sizeof *(names), s)

static bool read_frame(const Table *t, ContactRule *rule, dm_error *err) {
    Str rest = t->field[3];
    while (rest.n) {
        const char *space = memchr(rest.p, ' ', rest.n);
        Str one = {rest.p, space ? (size_t)(space - rest.p) : rest.n};
        rest = str_trim((Str){rest.p + one.n, rest.n - one.n});
        const char *status = AMONG(statuses, one);
        if (status) {
            rule->status = status;
            continue;
        }
        uint32_t bit = 0;
        for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
            if (str_eq(one, str_of(frames[i].name))) bit = frames[i].bit;
        if (!bit)
            return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is no frame; the head of the file lists them",
                             t->file, t->line, (int)(one.n > 80 ? 80 : one.n), one.p);
        rule->frame |= bit;
    }
    return true;
}

static bool read_rule(Knowledge *know, const Table *t, ContactRule *rule, dm_error *err) {
    const char *kind = AMONG(kinds, t->field[1]);
    if (!t->field[0].n || !kind)
        return error_set(err, DM_CONFIG, t->line, "%s:%d: '%.*s' is no kind of line; the head of the file lists them",
                         t->file, t->line, (int)(t->field[1].n > 80 ? 80 : t->field[1].n), t->field[1].p);
    for (int k = 0; k < CONTACT_KINDS; k++)
        if (kinds[k] == kind) rule->kind = (ContactKind)k;
    if (!read_frame(t, rule, err)) return false;
    rule->mode = AMONG(modes, t->field[4]);
    if (t->field[4].n && !rule->mode)
        return error_set(err, DM_CONFIG, t->line,
                         "%s:%d: '%.*s' is no mode; they are phone, visit, third-party, multilateral, meeting, video",
                         t->file, t->line, (int)(t->field[4].n > 80 ? 80 : t->field[4].n), t->field[4].p);
    if (!t->field[6].n || !t->field[7].n)
        return error_set(err, DM_CONFIG, t->line,
                         "%s:%d: a rule needs a sentence it is for and one it must not fire on; write both", t->file,
                         t->line);
    rule->id = arena_copy(know->arena, t->field[0].p, t->field[0].n);
    rule->cameo = t->field[5].n ? arena_copy(know->arena, t->field[5].p, t->field[5].n) : NULL;
    rule->fires = arena_copy(know->arena, t->field[6].p, t->field[6].n);
    rule->silent = arena_copy(know->arena, t->field[7].p, t->field[7].n);
    return true;
}

static Lexicon *lexicon_of(Contacts *c, const ContactRule *rule) {
    switch (rule->kind) {
    case CONTACT_VERB: return &c->verbs;
    case CONTACT_NOUN: return &c->nouns;
    case CONTACT_LIGHT: return &c->light;
    case CONTACT_SESSION: return &c->sessions;
    case CONTACT_PARTY: return &c->parties;
    case CONTACT_MANNER: return &c->manners;
    case CONTACT_STATUS:
    case CONTACT_KINDS: break;
    }
    return rule->frame & FRAME_BEFORE ? &c->before : &c->ahead;
}

bool contacts_load(const KnowLoader *loader, Contacts *out, dm_error *err) {
    Knowledge *know = loader->know;
    Lexicon *all[] = {&out->verbs,   &out->nouns,   &out->light,  &out->sessions,
                      &out->parties, &out->manners, &out->before, &out->ahead};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) all[i]->arena = know->arena;
    Table t;
    if (!know_open(loader, "contacts.tsv", &t, err)) return false;
    while (table_next(&t, 8, 8, err)) {
        ContactRule rule = {0};
        if (!read_rule(know, &t, &rule, err)) return false;
        *vec_push(know->arena, &out->rules) = rule;
        Str one, rest = t.field[2];
        while (table_alternative(&rest, &one))
            if (lexicon_add(lexicon_of(out, &rule), &know->vocab, one, out->rules.n - 1) == HASH_NONE)
                return error_set(err, DM_CONFIG, t.line, "%s:%d: '%.*s' is longer than %d words; shorten it", t.file,
                                 t.line, (int)(one.n > 80 ? 80 : one.n), one.p, PHRASE_MAX);
    }
    return err->code == DM_OK;
}
