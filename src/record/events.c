#include "record/record.h"
void events_read(Record *r) { (void)r; }
