#include "record/record.h"
void actors_read(Record *r) { (void)r; }
