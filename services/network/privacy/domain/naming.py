"""What is true of the names of who is erased: how others may have written them, and where."""

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

FEWEST_LETTERS = 3
TITLES = {"de", "het", "een", "den", "van", "mevrouw", "meneer", "heer", "mevr", "dhr", "drs", "prof"}
MOST_AROUND = 1000
KINDS = {"ouder", "jongere", "coördinator", "team", "groep"}
NO_NAMES = frozenset(TITLES | KINDS)
"""Words with which a name can begin that are nobody's name."""


class Called(NamedTuple):
    """A name that others saw of somebody, now or before."""

    name: str
    is_pseudonym: bool


class Traces(NamedTuple):
    """By which names, and in which networks, others may have written about somebody.

    names: each schuilnaam apart, so that it goes nowhere beside another name (PR-4). others: see Names in shared/unnaming.
    """

    names: Sequence[Sequence[str]]
    others: Sequence[str]
    network_ids: Sequence[UUID]

    def written(self) -> str:
        """As it is kept, sealed."""
        return json.dumps([self.names, self.others, [str(one) for one in self.network_ids]])


def read_traces(written: str) -> Traces:
    """Traces as they were kept."""
    names, others, network_ids = json.loads(written)
    return Traces(names, others, [UUID(one) for one in network_ids])


def first_name(called: Called) -> str | None:
    """The first word of an own name, by which others may call somebody; None where there is none to go by."""
    first, *more = called.name.split()
    return (
        first
        if more and not called.is_pseudonym and len(first) >= FEWEST_LETTERS and first.casefold() not in NO_NAMES
        else None
    )


def is_called(shown: str, name: str) -> bool:
    """Whether somebody is called so: the words of this name stand in theirs, in this order."""
    return f" {' '.join(name.casefold().split())} " in f" {' '.join(shown.casefold().split())} "


def written_of(called: Called) -> list[str]:
    """How others may have written a name: whole, and the first name alone."""
    return [called.name, *([first] if (first := first_name(called)) else [])]


def names_of(called: Sequence[Called], others: Collection[str]) -> list[list[str]]:
    """The names of somebody, by which others may have written about them; own names together, each schuilnaam apart.

    called: the name that others see now, then earlier ones. Of the first all texts are rid; an earlier one, and a first name, counts
    where nobody else there is called so. What other names stand in goes last.
    """
    own: dict[str, None] = {}
    hidden: list[str] = []
    for place, one in enumerate(called):
        for name in written_of(one):
            is_sure = place == 0 and name == one.name
            if is_sure or not any(is_called(other, name) for other in others):
                if one.is_pseudonym:
                    hidden.append(name)
                else:
                    own[name] = None
    long = [[name] for name in dict.fromkeys(hidden) if len(name.split()) > 1]
    short = [[name] for name in dict.fromkeys(hidden) if len(name.split()) == 1]
    return [*long, *([list(own)] if own else []), *short]


def names_around(names: Collection[Sequence[str]], others: Collection[str]) -> list[str]:
    """The names of others in which one of these names stands, and more; at most a thousand of them."""
    ours = [name for some in names for name in some]
    return sorted(
        {
            other
            for other in others
            if any(is_called(other, name) and other.casefold() != name.casefold() for name in ours)
        }
    )[:MOST_AROUND]
