# Shared by ./run and ./check: installs missing Debian packages and builds. Asks the network only for what is missing.
packages_run="gcc libc6-dev meson ninja-build pkg-config libxml2-dev libarchive-dev libutf8proc-dev libuchardet-dev libpcre2-dev \
libjansson-dev libsqlite3-dev libssl-dev zlib1g-dev libzstd-dev"
packages_check="clang clang-format clang-tidy libclang-rt-14-dev libcmocka-dev python3 git zstd sqlite3 mandoc python3-jsonschema"

setup_packages() {
    local wanted=$packages_run missing="" p
    [ "${1:-}" != check ] || wanted="$wanted $packages_check"
    for p in $wanted; do
        dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
    done
    [ -n "$missing" ] || return 0
    echo "Installing:$missing" >&2
    local sudo=""
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These Debian packages are missing, and only root may install them:$missing" >&2
            exit 69
        fi
        sudo=sudo
    fi
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# setup_build ROOT FOLDER [MESON OPTIONS…]: an existing folder is brought to these options.
setup_build() {
    local root=$1 folder=$1/$2 log
    shift 2
    log=$(mktemp)
    if [ ! -f "$folder/build.ninja" ]; then
        meson setup "$folder" "$root" "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; exit 1; }
    elif [ $# -gt 0 ]; then
        meson configure "$folder" "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; exit 1; }
    fi
    rm -f "$log"
    ninja -C "$folder" --quiet || { echo "The build failed; the messages above say where." >&2; exit 1; }
}
