#!/usr/bin/env bash
# clang-format must have nothing to change; clang-tidy nothing to say.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files '*.c' '*.h')
if ! clang-format --dry-run --Werror "${files[@]}"; then
    echo "format: run clang-format -i on these" >&2
    exit 1
fi
mapfile -t sources < <(git ls-files 'src/*.c' 'src/**/*.c')
printf '%s\n' "${sources[@]}" | xargs -P "$(nproc)" -n 8 clang-tidy -p build --quiet --extra-arg=-Wno-unknown-warning-option 2> >(grep -v 'warnings generated' >&2)
echo "lint: ${#files[@]} passed, 0 failed"
