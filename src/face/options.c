/* The one option parser. Options may stand anywhere; "--" ends them; "--name=value" is "--name value". */
#include "base/mem.h"
#include "face/command.h"
#include "know/knowledge.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int complain(dm_code code, const char *format, ...) {
    va_list ap;
    va_start(ap, format);
    fputs("demarche: ", stderr);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    va_end(ap);
    return (int)code;
}

static bool is_number(const Option *option) {
    return option->words && strcmp(option->words, OPTION_NUMBER) == 0;
}

static bool allowed(const Option *option, const char *value) {
    size_t n = strlen(value);
    if (is_number(option)) return n >= 1 && n <= 6 && strspn(value, "0123456789") == n;
    for (const char *w = option->words; w;) {
        const char *bar = strchr(w, '|');
        size_t k = bar ? (size_t)(bar - w) : strlen(w);
        if (k == n && memcmp(w, value, n) == 0) return true;
        w = bar ? bar + 1 : NULL;
    }
    return option->words == NULL;
}

static int find(const Command *command, const char *word, size_t n) {
    for (int i = 0; command->options[i].name; i++)
        if (strlen(command->options[i].name) == n && memcmp(command->options[i].name, word, n) == 0) return i;
    return -1;
}

static bool take(const Command *command, int argc, char **argv, int *at, Given *given) {
    const char *word = argv[*at], *equals = strchr(word, '=');
    size_t n = equals ? (size_t)(equals - word) : strlen(word);
    int i = find(command, word, n);
    if (i < 0) {
        complain(DM_USAGE, "%s has no option %.*s; see demarche %s --help", command->name, (int)n, word, command->name);
        return false;
    }
    const Option *option = &command->options[i];
    if (!option->value) {
        if (equals) return complain(DM_USAGE, "%s takes no value", option->name), false;
        given->value[i] = option->name;
        return true;
    }
    const char *value = equals ? equals + 1 : *at + 1 < argc ? argv[++*at] : NULL;
    if (!value) return complain(DM_USAGE, "%s wants a value: %s %s", option->name, option->name, option->value), false;
    if (!allowed(option, value))
        return complain(DM_USAGE, "%s %s: it is %s%s", option->name, value,
                        is_number(option) ? "a whole number" : "one of ", is_number(option) ? "" : option->words),
               false;
    given->value[i] = value;
    return true;
}

bool options_read(const Command *command, int argc, char **argv, Given *given) {
    *given = (Given){.argument = mem_alloc(((size_t)argc + 1) * sizeof(char *))};
    if (!given->argument) return complain(DM_NO_MEMORY, "out of memory"), false;
    bool only_arguments = false;
    for (int i = 0; i < argc; i++) {
        if (!only_arguments && strcmp(argv[i], "--") == 0)
            only_arguments = true;
        else if (only_arguments || argv[i][0] != '-' || argv[i][1] == '\0')
            given->argument[given->n++] = argv[i];
        else if (!take(command, argc, argv, &i, given))
            return false;
    }
    return true;
}

void options_free(Given *given) {
    mem_free(given->argument);
    *given = (Given){.n = 0};
}

Knowledge *knowledge_or_complain(const char *dir) {
    dm_error err = {0};
    Knowledge *know = know_load(dir, &err);
    if (!know) complain(err.code, "%s", err.message);
    return know;
}

const char *store_path(const char *option) {
    const char *named = option ? option : getenv("DEMARCHE_STORE");
    return named && *named ? named : STORE_DEFAULT;
}

bool write_all(const Buf *out) {
    if (out->failed) return complain(DM_NO_MEMORY, "out of memory"), false;
    if (out->n == 0 || (fwrite(out->p, 1, out->n, stdout) == out->n && fflush(stdout) == 0)) return true;
    if (errno != EPIPE) complain(DM_IO, "standard output: %s", strerror(errno));
    return false;
}
