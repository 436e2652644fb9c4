#include "record/record.h"
void commitments_read(Record *r) { (void)r; }
