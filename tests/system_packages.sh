#!/bin/sh
# Installs the Debian packages that tests use, where this user may. What stays missing makes its tests skip, not fail.
# Without arguments: chromium (browser tests), exiftool and ffprobe (labels read by others), flite (the English narrator).
set -u

installed() {
    case "$1" in
        python3-venv) false ;;
        *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

missing=""
for package in ${*:-chromium exiftool ffmpeg flite}; do
    installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed here:$missing. Install them to run everything."
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "Not installed here:$missing. To run everything: sudo apt-get install$missing"
    exit 0
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086 — a list of package names
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
