#!/usr/bin/env bash
# Installs into a scratch folder and builds a program against what is there: header, library, pkg-config file, man page.
# install.sh BUILD-FOLDER
set -euo pipefail
build=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
DESTDIR=$tmp meson install -C "$build" --no-rebuild >"$tmp/log" 2>&1 || { cat "$tmp/log"; exit 1; }
prefix=$(meson introspect "$build" --buildoptions | python3 -c 'import json,sys; print(next(o["value"] for o in json.load(sys.stdin) if o["name"]=="prefix"))')
pc=$(dirname "$(find "$tmp" -name demarche.pc)")
lib=$(dirname "$(find "$tmp" -name libdemarche.so)")
cat >"$tmp/user.c" <<'C'
#include <demarche.h>
#include <stdio.h>
int main(void) {
    dm_error err;
    dm_engine *engine = dm_engine_new(NULL, &err);
    dm_options options = {.published = "2025-01-06"};
    const char text[] = "The two ministers met in Seoul on Monday.";
    dm_record *record = engine ? dm_record_read(engine, text, sizeof text - 1, &options, &err) : NULL;
    if (!record) return fprintf(stderr, "%s\n", err.message), 1;
    puts(dm_record_json(record, NULL));
    dm_record_free(record);
    dm_engine_free(engine);
    return 0;
}
C
flags=$(PKG_CONFIG_SYSROOT_DIR=$tmp PKG_CONFIG_PATH=$pc pkg-config --cflags --libs demarche)
# shellcheck disable=SC2086
cc -std=c11 -Wall -Werror -o "$tmp/user" "$tmp/user.c" $flags
LD_LIBRARY_PATH=$lib "$tmp/user" | grep -q '2025-01-06'
for f in bin/demarche share/man/man1/demarche.1 share/demarche/knowledge/states.tsv include/demarche.h; do
    [ -s "$tmp$prefix/$f" ] || { echo "not installed: $f"; exit 1; }
done
nm -D --defined-only "$lib/libdemarche.so" | awk '$2=="T" && $3 !~ /^dm_/ {print "exported besides dm_*:", $3; bad=1} END {exit bad}'
mandoc -Tlint -Werror "$tmp$prefix/share/man/man1/demarche.1"
echo "install: 1 passed, 0 failed"
