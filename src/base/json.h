/* The one JSON writer: onto a Buf, commas placed by itself. Keys in the order written. Strings must be clean UTF-8. */
#ifndef DM_BASE_JSON_H
#define DM_BASE_JSON_H
#include "base/buf.h"

typedef struct {
    Buf *out;
    bool comma; /* something stands before on this level */
} Json;

void json_open(Json *j, char bracket);  /* '{' or '[' */
void json_close(Json *j, char bracket); /* '}' or ']' */
void json_key(Json *j, const char *key);
void json_str(Json *j, Str s);          /* p NULL: null */
void json_cstr(Json *j, const char *s); /* NULL: null */
void json_int(Json *j, long long v);
void json_real(Json *j, double v); /* shortest of %.6g; null if not finite */
void json_bool(Json *j, bool v);
void json_null(Json *j);
void json_span(Json *j, Span s); /* [begin, end]; null for none */
void json_raw(Json *j, Str s);   /* already JSON */

#endif
