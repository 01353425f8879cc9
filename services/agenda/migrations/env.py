"""Carries the tables of agenda from one version to the next; what it needs comes with the call."""

from shared.migrations import run_here

run_here()
