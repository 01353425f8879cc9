#!/bin/sh
# Makes .venv with everything Leerkring needs; run again it only looks whether that is still so.
# PYTHON=… names another Python. Nothing is asked; what goes wrong is said in one sentence with the way to mend it.
set -eu
cd "$(dirname "$0")/../.."
. deploy/setup/packages.sh

say() { printf '%s\n' "$*" >&2; }

young_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && young_enough "$candidate" && return
    done
    return 1
}

hash_of() { cat "$@" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d ' ' -f 1; }

make_environment() {
    # Debian's python3 makes half an environment when its venv package is not there.
    "$candidate" -m venv .venv >/dev/null 2>&1 && [ -x .venv/bin/pip ] && return
    rm -rf .venv
    return 1
}

if [ ! -x .venv/bin/python ] || ! young_enough .venv/bin/python || [ ! -x .venv/bin/pip ]; then
    rm -rf .venv
    find_python || { install_packages python3 python3-venv && find_python; } || {
        say "Leerkring needs Python 3.11 or newer. To mend it: sudo apt-get install python3 python3-venv"
        exit 1
    }
    version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    say "Making .venv with Python $version"
    make_environment || { { install_packages "python$version-venv" || install_packages python3-venv; } && make_environment; } || {
        say "Python $version cannot make an environment. To mend it: sudo apt-get install python$version-venv"
        exit 1
    }
fi

locked=$(hash_of requirements.lock)
if [ "$(cat .venv/locked 2>/dev/null)" != "$locked" ]; then
    say "Installing the packages of requirements.lock (a minute or two, the first time)"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r requirements.lock || {
        say "The packages could not be installed; pip says why above. Run the command again when that is mended."
        exit 1
    }
    printf '%s' "$locked" >.venv/locked
fi

built=$(sed '/^\[tool\.mypy\]/,$d' pyproject.toml | hash_of - deploy/build_htmx.py)  # the tools below do not change what is built
if [ "$(cat .venv/built 2>/dev/null)" != "$built" ] || [ ! -f services/gateway/web/static/vendor/htmx-4.min.js ]; then
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps -e . || {
        say "Leerkring itself could not be installed into .venv; pip says why above."
        exit 1
    }
    printf '%s' "$built" >.venv/built
fi
