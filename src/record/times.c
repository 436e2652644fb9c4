#include "record/record.h"
void times_read(Record *r) { (void)r; }
