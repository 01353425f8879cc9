"""Run the benchmarks: ``python -m tests.benchmarks [bus] [digests] [finding] [session_query] [start] [--runs 5]``."""

import asyncio
import sys
from importlib import import_module

from tests.benchmarks.figures import Figure, show

PARTS = ("bus", "digests", "finding", "session_query", "start")


def main() -> None:
    """Measure the named parts, or all, and print one table."""
    arguments = sys.argv[1:]
    runs = int(arguments[arguments.index("--runs") + 1]) if "--runs" in arguments else 5
    chosen = [name for name in PARTS if name in arguments] or list(PARTS)
    figures: list[Figure] = []
    for name in chosen:
        figures += asyncio.run(import_module(f"tests.benchmarks.{name}").measure(runs))
    show(figures)


if __name__ == "__main__":
    main()
