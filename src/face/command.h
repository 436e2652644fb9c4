/* What a command of the command line is: its words, options, help and function, in one place beside its code. */
#ifndef DM_FACE_COMMAND_H
#define DM_FACE_COMMAND_H
#include "base/buf.h"
#include "demarche.h"

typedef struct {
    const char *name;  /* "--published" */
    const char *value; /* "DATE"; NULL for a switch */
    const char *help;  /* one line */
    const char
        *words; /* the values it may have, parted by '|', for checking and completion; OPTION_NUMBER; NULL = any */
} Option;

#define OPTION_NUMBER "#" /* a whole number of at most 6 digits */

enum { OPTIONS_MAX = 24, ARGUMENTS_LISTED = 65536 };

/* What was given: the value of option i (a switch: its own name), NULL if it was not; the other words in order. */
typedef struct {
    const char *value[OPTIONS_MAX];
    const char **argument;
    size_t n;
} Given;

typedef struct Command {
    const char *name;
    const char *usage;     /* "read [OPTIONS] FILE…|-" */
    const char *summary;   /* one line */
    const Option *options; /* ends with a NULL name */
    const char *help;      /* paragraphs: what it does */
    const char *examples;  /* "demarche read a.txt\tprints its record\n…" */
    int (*run)(const Given *given);
} Command;

extern const Command *const commands[]; /* ends with NULL */
extern const Command command_read, command_show, command_search, command_list, command_export, command_parse,
    command_completion;

/* Reads the words after the command's name. False after a message on stderr. `given` is freed by the caller. */
bool options_read(const Command *command, int argc, char **argv, Given *given);
void options_free(Given *given);

void command_help(const Command *command, Buf *out);
void commands_help(Buf *out);
void commands_man(Buf *out); /* the man page, mdoc */

/* "demarche: MESSAGE" on stderr; returns the code, for `return`. */
int complain(dm_code code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Knowledge, from --knowledge DIR or as built in; NULL after a message. */
struct Knowledge;
struct Knowledge *knowledge_or_complain(const char *dir);

/* The store to use: the option's value, else DEMARCHE_STORE of the environment, else STORE_DEFAULT. */
#define STORE_DEFAULT "record.demarche"
const char *store_path(const char *option);

bool write_all(const Buf *out); /* to stdout; false after a message (a closed pipe is silent) */

#endif
