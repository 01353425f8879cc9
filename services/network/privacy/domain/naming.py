"""What is true of the name of who is erased: how others may have written it, and where."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

FEWEST_LETTERS = 3
TITLES = {"de", "het", "een", "den", "van", "mevrouw", "meneer", "heer", "mevr", "dhr", "drs", "prof"}
KINDS = {"ouder", "jongere", "coördinator", "team", "groep"}
NO_NAMES = frozenset(TITLES | KINDS)
"""Words with which a name can begin that are nobody's name."""


class Traces(NamedTuple):
    """By which names, and in which networks, others may have written about somebody."""

    names: Sequence[str]
    network_ids: Sequence[UUID]

    def written(self) -> str:
        """As it is kept, sealed."""
        return json.dumps({"names": list(self.names), "network_ids": [str(one) for one in self.network_ids]})


def read_traces(written: str) -> Traces:
    """Traces as they were kept."""
    found = json.loads(written)
    return Traces(found["names"], [UUID(one) for one in found["network_ids"]])


def first_name(shown: str, *, is_pseudonym: bool) -> str | None:
    """The first word of an own name, by which others may call somebody; None where there is none to go by."""
    first, *more = shown.split()
    return (
        first
        if more and not is_pseudonym and len(first) >= FEWEST_LETTERS and first.casefold() not in NO_NAMES
        else None
    )


def is_called(shown: str, word: str) -> bool:
    """Whether this word is a part of a name."""
    return word.casefold() in shown.casefold().split()


def names_of(shown: str, first: str | None, others: Iterable[str]) -> list[str]:
    """The name of somebody, and their first name where nobody else there is called so."""
    return [shown, *([first] if first is not None and not any(is_called(one, first) for one in others) else [])]
