#include "face/progress.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const double first_after = 1.0, then_every = 0.25; /* seconds */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void progress_start(Progress *p, bool quiet) {
    *p = (Progress){.on = !quiet && isatty(STDERR_FILENO) == 1};
    if (p->on) p->begun = p->last = now();
}

void progress_step(Progress *p, size_t done) {
    if (!p->on) return;
    double t = now();
    if (t - p->begun < first_after || t - p->last < then_every) return;
    p->last = t;
    p->shown = true;
    fprintf(stderr, "\r\033[K%zu documents, %.0f a second", done, (double)done / (t - p->begun));
    fflush(stderr);
}

void progress_clear(Progress *p) {
    if (!p->shown) return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    p->shown = false;
}
