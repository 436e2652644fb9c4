/* A Page as text for a terminal. */
#include "base/utf8.h"
#include "face/page.h"

enum { WHEN_WIDTH = 12, KIND_WIDTH = 9, INDENT = 2, LEAST_WIDTH = 40 };

typedef struct {
    Buf *out;
    const PageStyle *style;
    int column;
} Pen;

static void style_on(Pen *pen, const char *code) {
    if (pen->style->colour) buf_printf(pen->out, "\033[%sm", code);
}

static void style_off(Pen *pen) {
    if (pen->style->colour) buf_puts(pen->out, "\033[0m");
}

static int columns(const char *s, size_t n) {
    int c = 0;
    for (const char *p = s; p < s + n;) {
        int length;
        uint32_t cp = utf8_decode(p, s + n, &length);
        c += utf8_is_cjk(cp) ? 2 : 1;
        p += length;
    }
    return c;
}

/* Writes words from the present column on, wrapped to the width, later lines indented. */
static void put_wrapped(Pen *pen, const char *text, int indent) {
    int width = pen->style->width < LEAST_WIDTH ? LEAST_WIDTH : pen->style->width;
    bool first = true;
    while (*text) {
        size_t n = strcspn(text, " \n");
        int c = columns(text, n);
        if (!first && pen->column + 1 + c > width) {
            buf_printf(pen->out, "\n%*s", indent, "");
            pen->column = indent;
        } else if (!first) {
            buf_putc(pen->out, ' ');
            pen->column++;
        }
        buf_put(pen->out, text, n);
        pen->column += c;
        first = false;
        text += n;
        text += strspn(text, " \n");
    }
}

static void new_line(Pen *pen, int indent) {
    buf_printf(pen->out, "\n%*s", indent, "");
    pen->column = indent;
}

static void padded(Pen *pen, const char *s, int width) {
    buf_puts(pen->out, s);
    int c = columns(s, strlen(s));
    for (int i = c; i < width; i++) buf_putc(pen->out, ' ');
    pen->column += c > width ? c : width;
    buf_putc(pen->out, ' ');
    pen->column++;
}

static const char *one_line(Arena *arena, const Page *page, Span s) {
    return arena_copy(arena, page->text + s.begin, s.end - s.begin);
}

/* A line that already quotes most of its sentence need not repeat it. */
static bool says_it_all(const PageLine *l) {
    return strlen(l->what) * 10 > (size_t)(l->evidence.end - l->evidence.begin) * 6;
}

static void put_line(Pen *pen, const Page *page, const PageSection *s, const PageLine *l) {
    bool dated = strcmp(s->id, "contacts") == 0 || strcmp(s->id, "acts") == 0 || strcmp(s->id, "next") == 0;
    int indent = INDENT + 4;
    new_line(pen, INDENT);
    style_on(pen, "2");
    padded(pen, l->mark, 3);
    style_off(pen);
    if (dated) {
        style_on(pen, "36");
        padded(pen, *l->when ? l->when : "no day", WHEN_WIDTH);
        style_off(pen);
    }
    if (*l->kind) {
        style_on(pen, "33");
        padded(pen, l->kind, strcmp(s->id, "participants") == 0 ? 4 : KIND_WIDTH);
        style_off(pen);
    }
    style_on(pen, "1");
    put_wrapped(pen, l->who, indent);
    style_off(pen);
    if (*l->who && *l->what) buf_puts(pen->out, ": "), pen->column += 2;
    put_wrapped(pen, l->what, indent);
    if (!span_is_none(l->evidence) && strcmp(s->id, "participants") != 0 && !says_it_all(l)) {
        new_line(pen, indent);
        style_on(pen, "2");
        buf_puts(pen->out, "| ");
        pen->column += 2;
        put_wrapped(pen, one_line(page->arena, page, l->evidence), indent + 2);
        style_off(pen);
    }
}

void page_text(const Page *page, const PageStyle *style, Buf *out) {
    Pen pen = {out, style, 0};
    style_on(&pen, "1");
    put_wrapped(&pen, page->title, 0);
    style_off(&pen);
    new_line(&pen, 0);
    put_wrapped(&pen, page->facts, 0);
    new_line(&pen, 0);
    style_on(&pen, "2");
    put_wrapped(&pen, page->source, 0);
    style_off(&pen);
    for (uint32_t i = 0; i < page->sections.n; i++) {
        const PageSection *s = &page->sections.at[i];
        if (!s->lines.n && !s->none) continue;
        buf_puts(out, "\n\n");
        style_on(&pen, "1;4");
        buf_puts(out, s->title);
        style_off(&pen);
        if (!s->lines.n) {
            new_line(&pen, INDENT);
            put_wrapped(&pen, s->none, INDENT);
        }
        for (uint32_t k = 0; k < s->lines.n; k++) put_line(&pen, page, s, &s->lines.at[k]);
    }
    buf_putc(out, '\n');
}
