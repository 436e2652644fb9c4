#include "record/record.h"
void formulas_read(Record *r) { (void)r; }
