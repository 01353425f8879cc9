#!/bin/sh
# Finds what the tests need beside Python: RabbitMQ, PostgreSQL, Chromium. Prints settings to be read by `eval`;
# says on standard error what it did. What cannot be had is left out: the tests then say at their end what they did not run.
#
# Containers are named after $TEST_RUN; whoever asked for them stops them.
# In this order: a setting that names one; installed programs (the tests start them privately); apt; Docker.
set -eu
cd "$(dirname "$0")/../.."
. deploy/setup/packages.sh

RABBITMQ="leerkring-rabbitmq-${TEST_RUN:-$$}"
POSTGRES="leerkring-postgres-${TEST_RUN:-$$}"

say() { printf '%s\n' "$*" >&2; }
there() { command -v "$1" >/dev/null 2>&1; }

has_rabbitmq() { [ -n "${LEERKRING_TEST_BROKER_URL:-}" ] || { there erl && { [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || there rabbitmq-server; }; }; }
has_postgres() { [ -n "${LEERKRING_TEST_DATABASE_URL:-}" ] || there postgres || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; }
has_chromium() { [ -n "${LEERKRING_TEST_CHROMIUM:-}" ] || there chromium || there chromium-browser || there google-chrome || there google-chrome-stable; }

# Playwright drives Chromium with a program that a bare Debian lacks one library for.
has_driver() { .venv/bin/python -m playwright --version >/dev/null 2>&1; }

has_docker() { there docker && docker info >/dev/null 2>&1; }

# in_docker NAME PORT ARGUMENTS…: starts a container that goes away when it is stopped, and prints the port it got here.
in_docker() {
    name=$1 port=$2
    shift 2
    docker run -d --rm --name "$name" -p "127.0.0.1::$port" "$@" >/dev/null || return 1
    docker port "$name" "$port/tcp" | head -n 1 | sed 's/.*://'
}

rabbitmq_in_docker() {
    has_docker || return 1
    say "Starting RabbitMQ in Docker"
    port=$(in_docker "$RABBITMQ" 5672 rabbitmq:3.13) || return 1
    docker exec "$RABBITMQ" rabbitmqctl --quiet await_startup --timeout 120 >&2 || return 1
    echo "export LEERKRING_TEST_BROKER_URL='amqp://guest:guest@127.0.0.1:$port/'"
    echo "export LEERKRING_TEST_BROKER_CONTROL='docker exec $RABBITMQ rabbitmqctl'"
}

postgres_in_docker() {
    has_docker || return 1
    say "Starting PostgreSQL in Docker"
    port=$(in_docker "$POSTGRES" 5432 -e POSTGRES_HOST_AUTH_METHOD=trust -e POSTGRES_USER=leerkring postgres:16) || return 1
    for _ in $(seq 60); do
        docker exec "$POSTGRES" pg_isready -q -h 127.0.0.1 -U leerkring && break
        sleep 1
    done
    echo "export LEERKRING_TEST_DATABASE_URL='postgresql://leerkring@127.0.0.1:$port/postgres'"
}

# Playwright's own Chromium needs neither root nor Docker.
chromium_of_playwright() {
    own='from playwright.sync_api import sync_playwright as p
with p() as it: print(it.chromium.executable_path)'
    path=$(.venv/bin/python -c "$own" 2>/dev/null) || return 1
    [ -x "$path" ] || timeout 300 .venv/bin/python -m playwright install chromium >&2 2>/dev/null || return 1
    [ -x "$path" ] || return 1
    echo "export LEERKRING_TEST_CHROMIUM='$path'"
}

has_rabbitmq || { install_packages rabbitmq-server && has_rabbitmq; } || rabbitmq_in_docker || say "RabbitMQ is not to be had here."
has_postgres || { install_packages postgresql && has_postgres; } || postgres_in_docker || say "PostgreSQL is not to be had here."
has_chromium || { install_packages chromium && has_chromium; } || chromium_of_playwright || say "Chromium is not to be had here."
has_driver || { install_packages libatomic1 && has_driver; } || say "The program that drives Chromium does not run here."
