#include "face/show.h"
#include "base/mem.h"

bool show_record(Str json, const char *format, const PageStyle *style, Buf *out, dm_error *err) {
    if (strcmp(format, "json") == 0) {
        buf_str(out, json);
        buf_putc(out, '\n');
        return !out->failed;
    }
    Arena *arena = arena_new(ARENA_DEFAULT_LIMIT);
    json_error_t je;
    json_t *volatile record = json_loadb(json.p, json.n, JSON_ALLOW_NUL, &je);
    volatile bool ok = false;
    if (!record || !arena || ARENA_GUARD(arena)) {
        error_set(err, DM_NO_MEMORY, 0, "memory ran out while making the page");
    } else {
        Page page;
        ok = page_make(record, arena, &page);
        if (!ok)
            error_set(err, DM_DATA, 0, "this is no record of demarche");
        else if (strcmp(format, "html") == 0)
            page_html(&page, out);
        else
            page_text(&page, style, out);
    }
    json_decref(record);
    arena_free(arena);
    return ok && !out->failed;
}
