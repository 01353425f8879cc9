#!/bin/sh
# Every check that needs no server: all of them run, also when an early one fails; the last line says which did.
set -u
cd "$(dirname "$0")/../.."
failed=""

check() {
    name=$1
    shift
    began=$(date +%s)
    output=$("$@" 2>&1)
    status=$?
    printf '%-10s %s (%s s)\n' "$name" "$([ $status = 0 ] && echo fine || echo WRONG)" "$(($(date +%s) - began))"
    [ $status = 0 ] || { printf '%s\n' "$output"; failed="$failed $name"; }
}

check lint .venv/bin/ruff check .
check format .venv/bin/ruff format --check .
check types .venv/bin/mypy
check walls .venv/bin/lint-imports
check templates .venv/bin/djlint --lint services
check house .venv/bin/python -m tests.house.rules

[ -z "$failed" ] || { printf 'Not clean:%s\n' "$failed"; exit 1; }
