/* The tables, and how a file comes by them: steps from one schema version to the next. */
#ifndef DM_STORE_SCHEMA_H
#define DM_STORE_SCHEMA_H
#include "base/error.h"
#include <sqlite3.h>
#include <stddef.h>

/* Brings the schema from version - 1 to version. Version 1 starts from an empty file. */
typedef struct {
    int version;
    const char *const *sql; /* statements, in order; ends with NULL */
} SchemaStep;

extern const SchemaStep schema_steps[];
extern const size_t schema_step_count;

/* What a file is, by its header. */
typedef enum { SCHEMA_EMPTY, SCHEMA_CURRENT, SCHEMA_OLDER, SCHEMA_NEWER, SCHEMA_FOREIGN } SchemaState;

/* SQLITE_OK, or why the file could not be looked at. `newest` is the version of the last step known. */
int schema_look(sqlite3 *db, int newest, SchemaState *state, int *version);

/* Takes the steps that the file lacks, in one transaction: all or none. Looks at the version again once it holds the lock, since
 * another process may have taken them meanwhile. An SQLite result code. */
int schema_upgrade(sqlite3 *db, const SchemaStep *steps, size_t n);

#endif
