/* Runs a fuzz target over files, for compilers without a fuzzer: target [-runs=0] FILE|FOLDER… */
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay(const char *path) {
    struct stat st;
    DIR *d = NULL;
    if (path[0] == '-' || stat(path, &st) != 0) return;
    if (S_ISDIR(st.st_mode) && (d = opendir(path))) {
        for (struct dirent *e; (e = readdir(d));) {
            char inner[4096];
            snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
            if (e->d_name[0] != '.') replay(inner);
        }
        closedir(d);
        return;
    }
    FILE *f = fopen(path, "rb");
    uint8_t *bytes = f ? malloc((size_t)st.st_size + 1) : NULL;
    size_t n = bytes ? fread(bytes, 1, (size_t)st.st_size, f) : 0;
    if (bytes) LLVMFuzzerTestOneInput(bytes, n);
    free(bytes);
    if (f) fclose(f);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) replay(argv[i]);
    return 0;
}
