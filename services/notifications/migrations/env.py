"""Carries the tables of notifications from one version to the next; what it needs comes with the call."""

from shared.migrations import run_here

run_here()
