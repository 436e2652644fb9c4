#include "face/pipeline.h"
#include "base/mem.h"
#include <pthread.h>

typedef enum { SLOT_FREE, SLOT_RAW, SLOT_TAKEN, SLOT_DONE } SlotState;

/* One document on its way. A refusal of the reader goes the same way, so that it keeps its place. */
typedef struct {
    SlotState state;
    RawDoc *raw;  /* NULL: refused by the reader */
    char *source; /* of a refusal */
    Arena *arena;
    Record *record; /* NULL: known already, or refused */
    Buf json;
    bool known;
    char id[SHA256_HEX];
    dm_error err;
} Slot;

typedef struct {
    const Pipeline *p;
    const char *const *paths;
    size_t n_paths;
    Slot *slots;
    size_t n_slots;
    pthread_mutex_t lock;
    pthread_mutex_t asking; /* one `known` call at a time */
    pthread_cond_t changed;
    size_t read, taken, written; /* sequence numbers: filled by the reader, the workers, the writer */
    bool ended;                  /* the reader is through */
    bool stop;
    PassedOver *passed; /* the reader's alone until it has ended; or NULL */
    dm_error err;
} Run;

static Slot *wait_for_free(Run *run) {
    pthread_mutex_lock(&run->lock);
    Slot *slot = &run->slots[run->read % run->n_slots];
    while (slot->state != SLOT_FREE && !run->stop) pthread_cond_wait(&run->changed, &run->lock);
    bool stop = run->stop;
    pthread_mutex_unlock(&run->lock);
    return stop ? NULL : slot;
}

static void hand_on(Run *run, Slot *slot, SlotState state) {
    pthread_mutex_lock(&run->lock);
    slot->state = state;
    run->read++;
    pthread_cond_broadcast(&run->changed);
    pthread_mutex_unlock(&run->lock);
}

static bool on_document(void *ctx, RawDoc *raw) {
    Run *run = ctx;
    Slot *slot = wait_for_free(run);
    if (!slot) return raw_free(raw), false;
    slot->raw = raw;
    hand_on(run, slot, SLOT_RAW);
    return true;
}

static void on_reject(void *ctx, const char *source, dm_code code, const char *reason) {
    Run *run = ctx;
    Slot *slot = wait_for_free(run);
    if (!slot) return;
    slot->source = mem_strdup(source);
    error_set(&slot->err, code, 0, "%s", reason);
    hand_on(run, slot, SLOT_RAW);
}

static void on_passed_over(void *ctx, const char *source, const char *kind) {
    Run *run = ctx;
    (void)source;
    for (int i = 0; run->passed && i < PASSED_KINDS; i++) {
        if (run->passed[i].kind && strcmp(run->passed[i].kind, kind) != 0) continue;
        run->passed[i].kind = kind;
        run->passed[i].n++;
        return;
    }
}

static void *reader(void *arg) {
    Run *run = arg;
    IngestSink sink = {.ctx = run, .document = on_document, .reject = on_reject, .passed_over = on_passed_over};
    dm_error err = {0};
    bool ok = ingest_inputs(run->paths, run->n_paths, &run->p->ingest, &sink, &err);
    pthread_mutex_lock(&run->lock);
    run->ended = true;
    if (!ok && err.code) run->err = err;
    pthread_cond_broadcast(&run->changed);
    pthread_mutex_unlock(&run->lock);
    return NULL;
}

static void understand(Run *run, Slot *slot) {
    const Pipeline *p = run->p;
    if (!slot->raw) return;
    if (p->known) {
        bool hashed = raw_id(slot->raw, slot->id);
        pthread_mutex_lock(&run->asking);
        slot->known = hashed && p->known(p->ctx, slot->id, slot->raw->source);
        pthread_mutex_unlock(&run->asking);
        if (slot->known) return;
    }
    slot->record = record_read(slot->raw, p->know, &p->ingest, slot->arena, &slot->err);
    if (slot->record) record_json(slot->record, &slot->json);
    if (slot->json.failed) {
        slot->record = NULL;
        error_set(&slot->err, DM_NO_MEMORY, 0, "%s: memory ran out while writing its record", slot->raw->source);
    }
}

static void *worker(void *arg) {
    Run *run = arg;
    pthread_mutex_lock(&run->lock);
    for (;;) {
        while (run->taken == run->read && !run->ended && !run->stop) pthread_cond_wait(&run->changed, &run->lock);
        if (run->stop || run->taken == run->read) break;
        Slot *slot = &run->slots[run->taken++ % run->n_slots];
        slot->state = SLOT_TAKEN;
        pthread_mutex_unlock(&run->lock);
        understand(run, slot);
        pthread_mutex_lock(&run->lock);
        slot->state = SLOT_DONE;
        pthread_cond_broadcast(&run->changed);
    }
    pthread_mutex_unlock(&run->lock);
    return NULL;
}

static bool deliver(Run *run, Slot *slot) {
    const Pipeline *p = run->p;
    if (slot->known) return p->already_known(p->ctx, slot->raw, slot->id);
    if (slot->record) return p->record(p->ctx, slot->record, (Str){slot->json.p, slot->json.n});
    const char *source = slot->raw ? slot->raw->source : slot->source;
    return p->refused(p->ctx, source ? source : "?", slot->err.code, slot->err.message);
}

static void clear_slot(Slot *slot) {
    raw_free(slot->raw);
    mem_free(slot->source);
    buf_free(&slot->json);
    if (slot->arena) arena_reset(slot->arena);
    *slot = (Slot){.arena = slot->arena};
}

static void write_in_order(Run *run) {
    pthread_mutex_lock(&run->lock);
    for (;;) {
        Slot *slot = &run->slots[run->written % run->n_slots];
        while (!(run->written < run->read && slot->state == SLOT_DONE) && !(run->ended && run->written == run->read))
            pthread_cond_wait(&run->changed, &run->lock);
        if (run->written == run->read) break;
        pthread_mutex_unlock(&run->lock);
        bool go_on = deliver(run, slot);
        clear_slot(slot);
        pthread_mutex_lock(&run->lock);
        run->written++;
        if (!go_on) {
            run->stop = true;
            pthread_cond_broadcast(&run->changed);
            break;
        }
        pthread_cond_broadcast(&run->changed);
    }
    pthread_mutex_unlock(&run->lock);
}

static bool start(Run *run, pthread_t *threads, int n, int *started) {
    for (*started = 0; *started < n; ++*started)
        if (pthread_create(&threads[*started], NULL, *started ? worker : reader, run) != 0)
            return error_set(&run->err, DM_AGAIN, 0, "no more threads can be started; use --jobs 1");
    return true;
}

bool pipeline_run(const Pipeline *pipeline, const char *const *paths, size_t n, PassedOver passed[PASSED_KINDS + 1],
                  dm_error *err) {
    int jobs = pipeline->jobs < 1 ? 1 : pipeline->jobs > JOBS_MAX ? JOBS_MAX : pipeline->jobs;
    Run run = {.p = pipeline, .paths = paths, .n_paths = n, .n_slots = (size_t)jobs * SLOTS_PER_JOB, .passed = passed};
    run.slots = mem_zalloc(run.n_slots * sizeof *run.slots);
    bool ok = run.slots != NULL;
    for (size_t i = 0; ok && i < run.n_slots; i++) ok = (run.slots[i].arena = arena_new(ARENA_DEFAULT_LIMIT)) != NULL;
    if (!ok) error_set(&run.err, DM_NO_MEMORY, 0, "out of memory before the first document");
    pthread_mutex_init(&run.lock, NULL);
    pthread_mutex_init(&run.asking, NULL);
    pthread_cond_init(&run.changed, NULL);
    pthread_t threads[JOBS_MAX + 1];
    int started = 0;
    if (ok && (ok = start(&run, threads, jobs + 1, &started))) write_in_order(&run);
    pthread_mutex_lock(&run.lock);
    run.stop = true;
    pthread_cond_broadcast(&run.changed);
    pthread_mutex_unlock(&run.lock);
    for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
    ok = ok && run.err.code == DM_OK && run.written == run.read;
    for (size_t i = 0; run.slots && i < run.n_slots; i++) {
        clear_slot(&run.slots[i]);
        arena_free(run.slots[i].arena);
    }
    mem_free(run.slots);
    pthread_cond_destroy(&run.changed);
    pthread_mutex_destroy(&run.asking);
    pthread_mutex_destroy(&run.lock);
    if (err) *err = run.err;
    return ok;
}
