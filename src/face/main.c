/* The command line: finds the command and hands over. */
#include "face/command.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>

static int print_and_free(Buf *out) {
    bool ok = write_all(out);
    buf_free(out);
    return ok ? DM_OK : DM_IO;
}

static const Command *find_command(const char *name) {
    for (int i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
    return NULL;
}

static bool asks_for_help(int argc, char **argv) {
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) return false;
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    }
    return false;
}

static int run_command(const Command *command, int argc, char **argv) {
    Given given;
    int code = DM_USAGE;
    if (options_read(command, argc, argv, &given)) code = command->run(&given);
    options_free(&given);
    return code;
}

int main(int argc, char **argv) {
    Buf out = {0};
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away is an error of writing, not a death */
    const char *name = argc > 1 ? argv[1] : "help";
    bool help = strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0;
    if (help && argc > 2) {
        name = argv[2];
    } else if (help) {
        commands_help(&out);
        return print_and_free(&out);
    }
    if (strcmp(name, "--version") == 0) {
        buf_puts(&out, "demarche " DM_VERSION "\n");
        return print_and_free(&out);
    }
    if (strcmp(name, "man") == 0) {
        commands_man(&out);
        return print_and_free(&out);
    }
    const Command *command = find_command(name);
    if (!command) return complain(DM_USAGE, "no command %s; see demarche --help", name);
    if (help || asks_for_help(argc - 2, argv + 2)) {
        command_help(command, &out);
        return print_and_free(&out);
    }
    return run_command(command, argc - 2, argv + 2);
}
