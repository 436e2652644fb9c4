/* Help, the man page and shell completion, all made from the commands' own tables, so that they cannot disagree. */
#include "face/command.h"
#include <stdio.h>
#include <string.h>

const Command *const commands[] = {&command_read,   &command_show,  &command_search,     &command_list,
                                   &command_export, &command_parse, &command_completion, NULL};

static const char *const about = "demarche reads news articles, official readouts and joint statements and keeps the "
                                 "diplomatic record: who dealt with "
                                 "whom, when and in what capacity; who said what, on whose word; which set phrases "
                                 "were used or withheld; what comes "
                                 "next. Every line opens the sentence it rests on.";

/* Wraps at 78 columns, every line indented. */
static void wrapped(Buf *out, const char *text, int indent) {
    int column = 0;
    while (*text) {
        if (*text == '\n') {
            buf_putc(out, '\n');
            column = 0;
            text++;
            continue;
        }
        size_t n = strcspn(text, " \n");
        if (column && column + 1 + (int)n > 78) {
            buf_putc(out, '\n');
            column = 0;
        }
        if (!column) {
            buf_printf(out, "%*s", indent, "");
            column = indent;
        } else {
            buf_putc(out, ' ');
            column++;
        }
        buf_put(out, text, n);
        column += (int)n;
        text += n;
        while (*text == ' ') text++;
    }
    buf_putc(out, '\n');
}

static void each_example(const Command *c, Buf *out, void (*print)(Buf *, Str line, Str what)) {
    for (const char *p = c->examples; p && *p;) {
        size_t n = strcspn(p, "\n"), tab = strcspn(p, "\t\n");
        print(out, (Str){p, tab}, tab < n ? (Str){p + tab + 1, n - tab - 1} : (Str){NULL, 0});
        p += n + (p[n] == '\n');
    }
}

static void example_text(Buf *out, Str line, Str what) {
    buf_printf(out, "  %.*s\n", (int)line.n, line.p);
    if (what.n) buf_printf(out, "      %.*s\n", (int)what.n, what.p);
}

void command_help(const Command *c, Buf *out) {
    buf_printf(out, "usage: demarche %s\n\n", c->usage);
    wrapped(out, c->help, 0);
    if (c->options[0].name) buf_puts(out, "\nOptions\n");
    for (const Option *o = c->options; o->name; o++) {
        char head[80];
        snprintf(head, sizeof head, "%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
        buf_printf(out, "  %-26s %s\n", head, o->help);
    }
    buf_puts(out, "\nExamples\n");
    each_example(c, out, example_text);
}

void commands_help(Buf *out) {
    wrapped(out, about, 0);
    buf_puts(out, "\nCommands\n");
    for (int i = 0; commands[i]; i++) buf_printf(out, "  %-12s %s\n", commands[i]->name, commands[i]->summary);
    buf_puts(out, "\ndemarche COMMAND --help tells of one command, with examples. First steps:\n\n"
                  "  demarche show article.txt                 a page of what the article reports\n"
                  "  demarche read --store my.demarche FOLDER  keep a folder of documents\n"
                  "  demarche search --store my.demarche \"extended deterrence\"\n\n"
                  "Exit codes are those of sysexits.h: 0 done, 64 usage, 65 bad data, 66 no input,\n"
                  "70 bug, 71 out of memory, 74 input or output, 75 try again, 78 knowledge files.\n");
}

static void man_text(Buf *out, const char *text) {
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, "\n");
        if (n && (*p == '.' || *p == '\'')) buf_puts(out, "\\&");
        for (size_t i = 0; i < n; i++) {
            if (p[i] == '\\')
                buf_puts(out, "\\e");
            else if (p[i] == '-')
                buf_puts(out, "\\-");
            else
                buf_putc(out, p[i]);
        }
        buf_puts(out, "\n");
        p += n;
        if (*p == '\n') {
            p++;
            if (*p == '\n') {
                buf_puts(out, ".Pp\n");
                p++;
            }
        }
    }
}

static void example_man(Buf *out, Str line, Str what) {
    char text[400];
    buf_puts(out, ".Pp\n.Dl ");
    snprintf(text, sizeof text, "%.*s", (int)line.n, line.p);
    man_text(out, text);
    snprintf(text, sizeof text, "%.*s", (int)what.n, what.n ? what.p : "");
    if (what.n) man_text(out, text);
}

void commands_man(Buf *out) {
    buf_puts(out, ".Dd $Mdocdate$\n.Dt DEMARCHE 1\n.Os\n.Sh NAME\n.Nm demarche\n.Nd the diplomatic record of a text\n"
                  ".Sh SYNOPSIS\n");
    for (int i = 0; commands[i]; i++) {
        buf_puts(out, ".Nm\n");
        man_text(out, commands[i]->usage);
        buf_puts(out, ".br\n");
    }
    buf_puts(out, ".Sh DESCRIPTION\n");
    man_text(out, about);
    buf_puts(out, ".Sh COMMANDS\n");
    for (int i = 0; commands[i]; i++) {
        const Command *c = commands[i];
        buf_printf(out, ".Ss %s\n", c->name);
        man_text(out, c->help);
        if (c->options[0].name) buf_puts(out, ".Bl -tag -width Ds\n");
        for (const Option *o = c->options; o->name; o++) {
            buf_printf(out, ".It Fl %s", o->name + 1);
            if (o->value) buf_printf(out, " Ar %s", o->value);
            buf_putc(out, '\n');
            man_text(out, o->help);
        }
        if (c->options[0].name) buf_puts(out, ".El\n");
        each_example(c, out, example_man);
    }
    buf_puts(out,
             ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev DEMARCHE_STORE\nthe store used where\n.Fl \\-store\nis not "
             "given\n.It Ev NO_COLOR\nno colour on a terminal\n.El\n.Sh EXIT STATUS\n0 done, 64 usage, 65 bad data "
             "beyond the "
             "allowed share, 66 no input, 70 bug, 71 out of memory, 74 input or output, 75 try again, 78 knowledge "
             "files.\n");
}

static const Option completion_options[] = {{0}};

static bool has_choice(const Option *o) {
    return o->words && strcmp(o->words, OPTION_NUMBER) != 0;
}

static void words_of(const Command *c, Buf *out) {
    for (const Option *o = c->options; o->name; o++) buf_printf(out, "%s ", o->name);
    buf_puts(out, "--help");
}

static void bash(Buf *out) {
    buf_puts(out, "_demarche() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                  "  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W \"");
    for (int i = 0; commands[i]; i++) buf_printf(out, "%s ", commands[i]->name);
    buf_puts(out, "help\" -- \"$cur\")); return\n  fi\n  case \"${COMP_WORDS[1]}:$prev\" in\n");
    for (int i = 0; commands[i]; i++)
        for (const Option *o = commands[i]->options; o->name; o++) {
            if (!has_choice(o)) continue;
            buf_printf(out, "    %s:%s) COMPREPLY=($(compgen -W \"", commands[i]->name, o->name);
            for (const char *w = o->words; *w; w++) buf_putc(out, *w == '|' ? ' ' : *w);
            buf_puts(out, "\" -- \"$cur\")); return;;\n");
        }
    buf_puts(out, "  esac\n  case \"$cur\" in -*) case \"${COMP_WORDS[1]}\" in\n");
    for (int i = 0; commands[i]; i++) {
        buf_printf(out, "    %s) COMPREPLY=($(compgen -W \"", commands[i]->name);
        words_of(commands[i], out);
        buf_puts(out, "\" -- \"$cur\")); return;;\n");
    }
    buf_puts(
        out,
        "  esac;; esac\n  COMPREPLY=($(compgen -f -- \"$cur\"))\n}\ncomplete -o filenames -F _demarche demarche\n");
}

static void fish(Buf *out) {
    for (int i = 0; commands[i]; i++) {
        const Command *c = commands[i];
        buf_printf(out, "complete -c demarche -n __fish_use_subcommand -a %s -d '%s'\n", c->name, c->summary);
        for (const Option *o = c->options; o->name; o++) {
            buf_printf(out, "complete -c demarche -n '__fish_seen_subcommand_from %s' -l %s%s", c->name, o->name + 2,
                       o->value ? " -r" : "");
            if (has_choice(o)) {
                buf_puts(out, " -a '");
                for (const char *w = o->words; *w; w++) buf_putc(out, *w == '|' ? ' ' : *w);
                buf_puts(out, "'");
            }
            buf_putc(out, '\n');
        }
    }
}

static int run_completion(const Given *given) {
    Buf out = {0};
    if (given->n != 1) return complain(DM_USAGE, "name one shell: bash, zsh or fish");
    if (strcmp(given->argument[0], "bash") == 0) {
        bash(&out);
    } else if (strcmp(given->argument[0], "zsh") == 0) {
        buf_puts(&out, "autoload -U +X bashcompinit && bashcompinit\n");
        bash(&out);
    } else if (strcmp(given->argument[0], "fish") == 0) {
        fish(&out);
    } else {
        return complain(DM_USAGE, "no completion for %s; there is bash, zsh and fish", given->argument[0]);
    }
    bool ok = write_all(&out);
    buf_free(&out);
    return ok ? DM_OK : DM_IO;
}

const Command command_completion = {
    .name = "completion",
    .usage = "completion bash|zsh|fish",
    .summary = "print a completion script for a shell",
    .options = completion_options,
    .help = "Prints a script that completes commands, options and their values.",
    .examples = "demarche completion bash > ~/.local/share/bash-completion/completions/demarche\n",
    .run = run_completion,
};
