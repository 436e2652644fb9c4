/* The record of one document: what it reports, each item with the words it rests on. The JSON form is described in docs/record.md;
 * the field names here are the same. */
#ifndef DM_RECORD_RECORD_H
#define DM_RECORD_RECORD_H
#include "ingest/ingest.h"
#include "language/analysis.h"

typedef uint32_t Ref; /* 1-based index into a list of the same record; 0 = none */
typedef Vec(Ref) Refs;
typedef Vec(Span) Spans;

/* ---- times: TIMEX3 ---- */
typedef enum { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET } TimeType;
typedef struct {
    Span span;
    TimeType type;
    const char *value;    /* TIMEX3 value; NULL where none can be known */
    const char *mod;      /* "START", "MID", "END", "APPROX", …; NULL */
    Civil begin, end;     /* inclusive days; year 0 = none */
    Ref anchor;           /* the time it hangs on */
    bool from_published;  /* it hangs on the reference time */
    uint32_t first, last; /* tokens [first, last) */
} Time;

/* ---- actors ---- */
typedef enum {
    ACTOR_PERSON,
    ACTOR_OFFICE,
    ACTOR_STATE,
    ACTOR_ORGANISATION,
    ACTOR_PLACE,
    ACTOR_GROUP,
    ACTOR_SERIES
} ActorKind;
typedef enum { FORM_NAME, FORM_TITLE, FORM_PRONOUN, FORM_NOMINAL } MentionForm;
typedef enum {
    STANDING_NONE,
    STANDING_CURRENT,
    STANDING_ACTING,
    STANDING_FORMER,
    STANDING_ELECT,
    STANDING_NOMINEE,
    STANDING_DEPUTY
} Standing;
typedef struct {
    Span span;
    MentionForm form;
    uint32_t first, last; /* tokens */
} Mention;
typedef struct {
    const char *name;
    ActorKind kind;
    const char *polity; /* "KOR", "EU"; NULL */
    const char *office; /* canonical office; NULL */
    Standing standing;
    const char *sector, *code, *wikidata; /* NULL = none */
    Vec(Mention) mentions;                /* in text order */
    Refs members; /* of a group ("the two diplomats"): who they are, where known; gone after pairs_resolve */
} Actor;

/* ---- statements ---- */
typedef enum { STATEMENT_DIRECT, STATEMENT_INDIRECT, STATEMENT_MIXED } StatementKind;
typedef struct {
    Ref actor;
    Span span;
} Via;
typedef struct {
    Span span;
    StatementKind kind;
    Refs speakers;
    Span source_span, cue_span;
    Spans content;
    Vec(Via) via; /* nearest first */
    Ref time;
    const char *medium;
    bool denied;
} Statement;

/* ---- events ---- */
typedef enum {
    STATUS_ACTUAL,
    STATUS_PLANNED,
    STATUS_POSSIBLE,
    STATUS_PROPOSED,
    STATUS_NEGATED,
    STATUS_DENIED
} EventStatus;
typedef struct {
    Span span;
    const char *type;  /* PLOVER: "CONSULT" */
    const char *mode;  /* "phone"; NULL */
    const char *cameo; /* "041"; NULL */
    Vec(const char *) contexts;
    Refs actors, recipients;
    Ref time;
    Civil begin, end;
    struct {
        const char *name, *state, *wikidata;
        Span span;
    } place; /* name NULL = none */
    EventStatus status;
    Refs asserted_by;
    Ref statement;
    const char *series_name; /* NULL = none */
    int series_ordinal;      /* 0 = not said */
    Span predicate;
    Spans actor_words, recipient_words; /* the mention that fills each role */
    Spans mentions;                     /* further places that tell of it */
    const char *rule;                   /* id of the rule that made it */
} Event;

/* ---- formulas ---- */
typedef enum { STANCE_USED, STANCE_OMITTED, STANCE_AVOIDED, STANCE_FIRST_USE, STANCE_RESUMED, STANCE_REPLACED } Stance;
typedef struct {
    const char *formula; /* canonical words */
    Span span;
    Refs holders;
    Stance stance;
    Ref occasion;  /* an event */
    Span document; /* the text it was or was not in; its words are the name */
    Span instead, since;
    Refs asserted_by;
    Span evidence;
    const char *rule;
} Formula;

/* ---- commitments ---- */
typedef enum {
    STRENGTH_VOWED,
    STRENGTH_AGREED,
    STRENGTH_WILL,
    STRENGTH_PLANS,
    STRENGTH_EXPECTED,
    STRENGTH_INVITED,
    STRENGTH_PROPOSED,
    STRENGTH_HOPES,
    STRENGTH_POSSIBLE
} Strength;
typedef struct {
    Span span;
    Refs by, to;
    Span act;
    Span due;
    Civil due_begin, due_end;
    Strength strength;
    Span condition;
    Ref event;
    const char *rule;
} Commitment;

typedef struct Record {
    Document *doc;
    const Analysis *words;
    const Knowledge *know;
    Arena *arena;
    Stamp reference;   /* published, else the dateline; unknown: relative expressions get no value */
    Vec(Time) times;   /* by span */
    Vec(Actor) actors; /* by first mention */
    Vec(Statement) statements;
    Vec(Event) events;
    Vec(Formula) formulas;
    Vec(Commitment) commitments;
    Ref issuer;    /* an actor */
    Ref *actor_of; /* of each token: the actor whose mention covers it, 0 if none */
    Ref *time_of;  /* of each token: the time expression that covers it, 0 if none */
} Record;

/* The passes, in this order; each fills one list. */
void times_read(Record *r);
void actors_read(Record *r);
void statements_read(Record *r);
void events_read(Record *r);
void formulas_read(Record *r);
void commitments_read(Record *r);
void pairs_resolve(Record *r); /* references to "the two ministers" become references to the two; see actors_pairs.c */

/* A document's bytes to its record, everything in `arena` (reset by the caller afterwards). NULL with err filled if the document
 * cannot be read or memory ran out: the one place where that is handled. */
Record *record_read(const RawDoc *raw, const Knowledge *know, const IngestOptions *options, Arena *arena,
                    dm_error *err);

/* One line of JSON Lines, without the line end. */
void record_json(const Record *r, Buf *out);

/* One item of a list, as it stands in that line. */
typedef enum {
    RECORD_TIMES = 1,
    RECORD_ACTORS,
    RECORD_STATEMENTS,
    RECORD_EVENTS,
    RECORD_FORMULAS,
    RECORD_COMMITMENTS
} RecordList;
void record_item_json(const Record *r, RecordList list, uint32_t i, Buf *out);

/* Names as in the record. */
const char *time_type_name(TimeType t);
const char *actor_kind_name(ActorKind k);
const char *mention_form_name(MentionForm f);
const char *standing_name(Standing s); /* NULL for STANDING_NONE */
const char *statement_kind_name(StatementKind k);
const char *event_status_name(EventStatus s);
const char *stance_name(Stance s);
const char *strength_name(Strength s);

#endif
