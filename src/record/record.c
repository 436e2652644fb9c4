/* A document's bytes to its record: the whole pipeline, readable in one place. */
#include "record/record.h"

static void read_passes(Record *r) {
    times_read(r);
    actors_read(r);
    statements_read(r);
    events_read(r);
    formulas_read(r);
    commitments_read(r);
    pairs_resolve(r);
}

Record *record_read(const RawDoc *raw, const Knowledge *know, const IngestOptions *options, Arena *arena,
                    dm_error *err) {
    if (ARENA_GUARD(arena)) {
        error_set(err, DM_NO_MEMORY, 0, "%s: needs more memory than the %zu bytes one document may take; split it",
                  raw->source, arena->limit);
        return NULL;
    }
    Record *r = arena_alloc(arena, sizeof *r);
    Document *doc = arena_alloc(arena, sizeof *doc);
    Analysis *words = arena_alloc(arena, sizeof *words);
    doc->arena = arena;
    if (!ingest_document(raw, know, options, doc, err)) return NULL;
    analysis_read(doc, know, words);
    r->doc = doc;
    r->words = words;
    r->know = know;
    r->arena = arena;
    r->reference = stamp_known(&doc->published) ? doc->published : doc->dateline.value;
    r->actor_of = arena_alloc(arena, (words->tokens.n + 1) * sizeof *r->actor_of);
    r->time_of = arena_alloc(arena, (words->tokens.n + 1) * sizeof *r->time_of);
    read_passes(r);
    return r;
}

static const char *const time_types[] = {"DATE", "TIME", "DURATION", "SET"};
static const char *const actor_kinds[] = {"person", "office", "state", "organisation", "place", "group", "series"};
static const char *const forms[] = {"name", "title", "pronoun", "nominal"};
static const char *const standings[] = {NULL, "current", "acting", "former", "elect", "nominee", "deputy"};
static const char *const statement_kinds[] = {"direct", "indirect", "mixed"};
static const char *const statuses[] = {"actual", "planned", "possible", "proposed", "negated", "denied"};
static const char *const stances[] = {"used", "omitted", "avoided", "first-use", "resumed", "replaced"};
static const char *const strengths[] = {"vowed",   "agreed",   "will",  "plans",   "expected",
                                        "invited", "proposed", "hopes", "possible"};

const char *time_type_name(TimeType t) {
    return time_types[t];
}
const char *actor_kind_name(ActorKind k) {
    return actor_kinds[k];
}
const char *mention_form_name(MentionForm f) {
    return forms[f];
}
const char *standing_name(Standing s) {
    return standings[s];
}
const char *statement_kind_name(StatementKind k) {
    return statement_kinds[k];
}
const char *event_status_name(EventStatus s) {
    return statuses[s];
}
const char *stance_name(Stance s) {
    return stances[s];
}
const char *strength_name(Strength s) {
    return strengths[s];
}
