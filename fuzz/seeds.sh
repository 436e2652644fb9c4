#!/bin/sh
# Replays the seed inputs of a fuzz target: seeds.sh TARGET FOLDER...
target=$1
shift
for folder; do
    [ ! -d "$folder" ] || found="$found $folder"
done
[ -n "$found" ] || { echo "no seed inputs in $*" >&2; exit 1; }
# shellcheck disable=SC2086
exec "$target" -runs=0 $found
