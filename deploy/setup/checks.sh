#!/bin/sh
# Every check that needs no server: all of them run, at the same time, also when one fails; the last line says which did.
set -u
cd "$(dirname "$0")/../.."
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
trap 'exit 130' INT TERM
names=""

check() {
    name=$1
    shift
    names="$names $name"
    {
        began=$(date +%s)
        "$@" >"$said/$name" 2>&1
        echo "$? $(($(date +%s) - began))" >"$said/$name.done"
    } &
}

check lint .venv/bin/ruff check .
check format .venv/bin/ruff format --check .
check types .venv/bin/mypy
check walls .venv/bin/lint-imports
check templates .venv/bin/djlint --lint services
check house .venv/bin/python -m tests.house.rules
wait

failed=""
for name in $names; do
    status=1 seconds="?"
    read -r status seconds <"$said/$name.done"
    printf '%-10s %s (%s s)\n' "$name" "$([ "$status" = 0 ] && echo fine || echo WRONG)" "$seconds"
    [ "$status" = 0 ] || { cat "$said/$name"; failed="$failed $name"; }
done

[ -z "$failed" ] || { printf 'Not clean:%s\n' "$failed"; exit 1; }
