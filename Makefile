# One word per job, the same here and in CI. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run test check faults bench docs picture lock clean

help: ## list these words
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

setup: ## make .venv, with every package at its locked version
	@deploy/setup/python.sh

run: setup ## start Leerkring on this machine: one process, no servers, content and example people included
	@exec .venv/bin/leerkring serve --demo

test: setup ## run every test; finds, installs or starts the servers that the tests need (ARGS="-k digest")
	@deploy/setup/tests.sh $(ARGS)

check: setup ## lint, format, types, the walls of the house, templates
	@deploy/setup/checks.sh

faults: setup ## the kill grid of the tests with ten thousand events for each fault of the broker (LEERKRING_FAULT_EVENTS)
	@LEERKRING_FAULT_EVENTS=$${LEERKRING_FAULT_EVENTS:-10000} .venv/bin/python -m pytest -n 2 --dist loadfile tests/faults

bench: setup ## measure, each figure beside its reference in the same run (ARGS="people finding")
	@.venv/bin/python -m tests.benchmarks $(ARGS)

docs: setup ## write the stored contracts and the lists in the READMEs again, from the code
	@.venv/bin/python -m tests.contracts.write && .venv/bin/python -m tests.contracts.schema && .venv/bin/python -m tests.house.papers

picture: setup ## take the picture of the README again
	@.venv/bin/python -m tests.browser.picture

lock: setup ## pin the newest versions that fit pyproject.toml, with their hashes
	@deploy/setup/lock.sh

clean: ## throw away .venv, caches and builds; what is stored under var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist
