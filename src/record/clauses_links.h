/* The second half of clauses_read: how verb groups and phrases hang together. */
#ifndef DM_RECORD_CLAUSES_LINKS_H
#define DM_RECORD_CLAUSES_LINKS_H
#include "record/clauses.h"

void clauses_link(Clauses *c);

#endif
