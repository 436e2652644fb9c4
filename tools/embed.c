/* Turns knowledge files into one C source that holds their bytes: embed OUTPUT FILE... */
#include <stdio.h>
#include <string.h>

static int embed(FILE *out, const char *path, int number) {
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        return 1;
    }
    fprintf(out, "static const unsigned char file_%d[] = {", number);
    int c, n = 0;
    while ((c = getc(f)) != EOF) fprintf(out, "%s%d,", n++ % 32 ? "" : "\n", c);
    fprintf(out, "0};\n");
    fclose(f);
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: embed OUTPUT FILE...\n");
        return 64;
    }
    FILE *out = fopen(argv[1], "wb");
    if (!out) {
        perror(argv[1]);
        return 74;
    }
    fprintf(out, "/* Made by tools/embed from knowledge/. */\n#include \"know/knowledge.h\"\n");
    for (int i = 2; i < argc; i++)
        if (embed(out, argv[i], i)) return 66;
    fprintf(out, "const KnowFile know_files[] = {\n");
    for (int i = 2; i < argc; i++) {
        /* Names count from the folder knowledge/: "states.tsv", "rules/consult.rule". */
        const char *at = strstr(argv[i], "knowledge/");
        for (const char *later; at && (later = strstr(at + 1, "knowledge/"));) at = later;
        fprintf(out, "    {\"%s\", file_%d, sizeof file_%d - 1},\n", at ? at + strlen("knowledge/") : argv[i], i, i);
    }
    fprintf(out, "    {0, 0, 0},\n};\n");
    return fclose(out) ? 74 : 0;
}
