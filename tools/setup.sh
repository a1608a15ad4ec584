#!/bin/sh
# Everything `make run` and `make test` need, on a bare Debian or Ubuntu machine; done once, then
# skipped in well under a second while the lock file and the machine are unchanged.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
packages="python3-venv libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 \
libfreetype6 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 fonts-liberation2 fonts-dejavu-core \
xvfb xauth poppler-utils binutils default-jdk-headless postgresql"

stamp="$venv/.set-up"
# What set-up depends on: change either and it runs again.
wanted=$(cat requirements.lock pyproject.toml tools/setup.sh | cksum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

if command -v apt-get >/dev/null 2>&1; then
    missing=""
    for package in $packages; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        sudo=""
        [ "$(id -u)" -eq 0 ] || sudo="sudo"
        echo "Installing system packages:$missing"
        $sudo apt-get update -qq
        # shellcheck disable=SC2086 # a list of packages is meant to split
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
    fi
fi

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "Missing: Python 3.11 or newer with its venv module. Install it and run this again." >&2; exit 1; }

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
# pip compiles bytecode as it installs; without it every start of the program is several times slower.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --compile --require-hashes -r requirements.lock
# As a plain path: the default would run a finder of its own at every start.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --config-settings editable_mode=compat --editable .
"$venv/bin/python" -m compileall -q sif_desktop || true
echo "$wanted" >"$stamp"
