#!/bin/sh
# Runs the tests with whatever servers this machine can give. Arguments go to pytest. TESTS_AT_ONCE is the number of workers:
# three on two cores, for brokers, browsers and clocks are waited for a good deal.
set -eu
cd "$(dirname "$0")/../.."

export TEST_RUN=$$

stop_containers() {
    case "$started" in *LEERKRING_TEST_BROKER_URL*) docker rm -f "leerkring-rabbitmq-$TEST_RUN" >/dev/null 2>&1 || true ;; esac
    case "$started" in *LEERKRING_TEST_DATABASE_URL*) docker rm -f "leerkring-postgres-$TEST_RUN" >/dev/null 2>&1 || true ;; esac
}

started=$(deploy/setup/servers.sh)
eval "$started"
trap stop_containers EXIT
trap 'exit 130' INT TERM
.venv/bin/python -m pytest -n "${TESTS_AT_ONCE:-3}" --dist loadfile --no-loadscope-reorder "$@" </dev/null
