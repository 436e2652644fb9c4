#include "record/record.h"
void statements_read(Record *r) { (void)r; }
