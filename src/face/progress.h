/* Progress on standard error: only when it is a terminal, and only once the work has taken a while. */
#ifndef DM_FACE_PROGRESS_H
#define DM_FACE_PROGRESS_H
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    bool on, shown;
    double begun, last; /* seconds */
} Progress;

void progress_start(Progress *p, bool quiet);
void progress_step(Progress *p, size_t done); /* documents so far */
void progress_clear(Progress *p);             /* before anything else is printed */

#endif
