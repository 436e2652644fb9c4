/* The last pass over the record: a pair already named ("the two ministers") is no actor of its own. While the other passes run it
 * stands in the list, behind all others, with its members; here every reference to it becomes references to them, its mentions
 * become theirs, and it goes. */
#include "record/record.h"
#include <stdlib.h>

static void add_once(Arena *arena, Refs *refs, Ref ref) {
    for (uint32_t i = 0; i < refs->n; i++)
        if (refs->at[i] == ref) return;
    *vec_push(arena, refs) = ref;
}

static void expand(Record *r, Refs *refs) {
    Refs out = {0};
    for (uint32_t i = 0; i < refs->n; i++) {
        Ref ref = refs->at[i];
        const Refs *members = ref ? &r->actors.at[ref - 1].members : NULL;
        if (!members || !members->n)
            add_once(r->arena, &out, ref);
        else
            for (uint32_t k = 0; k < members->n; k++) add_once(r->arena, &out, members->at[k]);
    }
    *refs = out;
}

static void expand_via(Record *r, Statement *s) {
    uint32_t n = s->via.n;
    for (uint32_t i = 0; i < n; i++) {
        Via via = s->via.at[i];
        if (!via.actor) continue;
        const Refs *members = &r->actors.at[via.actor - 1].members;
        for (uint32_t k = 0; k < members->n; k++) {
            if (k == 0)
                s->via.at[i].actor = members->at[0];
            else
                *vec_push(r->arena, &s->via) = (Via){members->at[k], via.span};
        }
    }
}

static int by_span(const void *a, const void *b) {
    const Mention *x = a, *y = b;
    if (x->span.begin != y->span.begin) return x->span.begin < y->span.begin ? -1 : 1;
    return x->span.end < y->span.end ? -1 : x->span.end > y->span.end;
}

static void hand_mentions(Record *r, uint32_t kept) {
    for (uint32_t g = kept; g < r->actors.n; g++) {
        const Actor *pair = &r->actors.at[g];
        for (uint32_t k = 0; k < pair->members.n; k++) {
            Actor *member = &r->actors.at[pair->members.at[k] - 1];
            for (uint32_t i = 0; i < pair->mentions.n; i++)
                *vec_push(r->arena, &member->mentions) = pair->mentions.at[i];
        }
    }
    for (uint32_t i = 0; i < kept; i++) {
        Actor *a = &r->actors.at[i];
        if (a->mentions.n) qsort(a->mentions.at, a->mentions.n, sizeof *a->mentions.at, by_span);
    }
}

void pairs_resolve(Record *r) {
    uint32_t kept = r->actors.n;
    while (kept && r->actors.at[kept - 1].members.n) kept--;
    if (kept == r->actors.n) return;
    for (uint32_t i = 0; i < r->statements.n; i++) {
        expand(r, &r->statements.at[i].speakers);
        expand_via(r, &r->statements.at[i]);
    }
    for (uint32_t i = 0; i < r->events.n; i++) {
        expand(r, &r->events.at[i].actors);
        expand(r, &r->events.at[i].recipients);
        expand(r, &r->events.at[i].asserted_by);
    }
    for (uint32_t i = 0; i < r->formulas.n; i++) {
        expand(r, &r->formulas.at[i].holders);
        expand(r, &r->formulas.at[i].asserted_by);
    }
    for (uint32_t i = 0; i < r->commitments.n; i++) {
        expand(r, &r->commitments.at[i].by);
        expand(r, &r->commitments.at[i].to);
    }
    hand_mentions(r, kept);
    for (uint32_t t = 0; t < r->words->tokens.n; t++)
        if (r->actor_of[t] > kept) r->actor_of[t] = r->actors.at[r->actor_of[t] - 1].members.at[0];
    r->actors.n = kept;
}
