"""Run the benchmarks, all or the named parts: ``python -m tests.benchmarks people finding --runs 5``."""

import argparse
import asyncio
from importlib import import_module

from services.network.people.domain.vault import VAULT, new_vault_key
from tests.benchmarks.figures import Figure, show

PARTS = ("bus", "digests", "feed", "finding", "invitations", "people", "planning", "polls", "session_query", "start")


def main() -> None:
    """Measure the named parts, or all, and print one table."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure; nothing passes or fails.")
    asked.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all when none is named")
    asked.add_argument("--runs", type=int, default=5, help="how often each figure is taken; its median counts")
    asked.add_argument("--people", type=int, help="a smaller crowd than 100 000, to see that `people` runs")
    given = asked.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        asked.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    VAULT.unlock(new_vault_key())  # what is sealed here is opened by nobody else
    figures: list[Figure] = []
    for name in [part for part in PARTS if part in given.parts] or PARTS:
        smaller = {"people": given.people} if name == "people" and given.people else {}
        figures += asyncio.run(import_module(f"tests.benchmarks.{name}").measure(given.runs, **smaller))
    show(figures)


if __name__ == "__main__":
    main()
