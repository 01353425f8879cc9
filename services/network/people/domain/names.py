"""What is true of a schuilnaam: nobody else's, nothing of one's mail address in it, and changed seldom (PR-3)."""

import secrets
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from shared.errors import Conflict, Invalid

CHANGED_EVERY = timedelta(days=90)
SUGGESTIONS = 3
DRAWN_AT_ONCE = 12
SHORTEST_TRACE = 3
TRIED_WITHIN = timedelta(hours=1)
MOST_TRIED = 10
"""How many names that are taken one account tries within that time: who tries more wants to know who is here."""

FIRST = (
    "Blauwe", "Bonte", "Dappere", "Fiere", "Frisse", "Gouden", "Groene", "Grote", "Heldere", "Kalme", "Kleine", "Lichte",
    "Moedige", "Nieuwe", "Rustige", "Snelle", "Stille", "Sterke", "Verre", "Vrije", "Vrolijke", "Wakkere", "Wilde",
    "Wijze", "Zachte", "Zilveren", "Zonnige",
)  # fmt: skip
SECOND = (
    "Merel", "Mees", "Zwaluw", "Uil", "Reiger", "Kievit", "Specht", "Gans", "Zwaan", "Meeuw", "Lijster", "Vink", "Kraanvogel",
    "Ooievaar", "Eik", "Beuk", "Linde", "Wilg", "Berk", "Den", "Kastanje", "Els", "Populier", "Esdoorn", "Golf", "Schelp",
    "Zeester", "Branding", "Kreek", "Vuurtoren", "Boei", "Krab", "Dolfijn", "Zeehond", "Otter", "Vos", "Egel", "Haas",
    "Hommel", "Libel", "Tulp", "Roos", "Klaproos", "Bries",
)  # fmt: skip
"""Two words make a name; both lists stand apart from everything that is known of anybody."""


class PseudonymTaken(Conflict):
    """Somebody is called this already; choose another name, or one that is suggested."""

    keeps_changes = True


class NamesTriedTooOften(Conflict):
    """You tried many names that are taken; try again in an hour."""


class PseudonymTells(Invalid):
    """This name has a part of your mail address in it, so people could find out who you are; choose another."""


class PseudonymChangedLately(Conflict):
    """A schuilnaam can be changed once in 90 days."""


def folded(name: str) -> str:
    """How names are compared: without case, accents, spaces and signs."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(letter for letter in apart if letter.isalnum())


def check_tells_nothing(name: str, *, address: str) -> None:
    """Raise PseudonymTells where the name holds what stands before the @, or a part of it of three letters or more."""
    local, whole = address.partition("@")[0], folded(name)
    parts = {folded(local), *(folded(part) for part in _parts(local))}
    if any(len(part) >= SHORTEST_TRACE and part in whole for part in parts) or folded(local) == whole:
        raise PseudonymTells(field="display_name")


def changes_from(changed_on: date | None) -> date | None:
    """From which day a schuilnaam can be changed again; None where it was never chosen."""
    return None if changed_on is None else changed_on + CHANGED_EVERY


def check_may_change(changed_on: date | None, *, today: date) -> None:
    """Raise PseudonymChangedLately, with the day from which it can, within 90 days of the last change."""
    again = changes_from(changed_on)
    if again is not None and today < again:
        raise PseudonymChangedLately(
            f"A schuilnaam can be changed once in 90 days; yours from {again:%Y-%m-%d}.", field="display_name"
        )


def check_how_often(tried: int) -> None:
    """Raise NamesTriedTooOften for an account that tried many names that are taken."""
    if tried >= MOST_TRIED:
        raise NamesTriedTooOften(field="display_name")


def some_names() -> Sequence[str]:
    """A handful of names drawn by chance; the last ones carry a number, so that there are always some that are free."""
    names = [f"{secrets.choice(FIRST)} {secrets.choice(SECOND)}" for _ in range(DRAWN_AT_ONCE)]
    return [*names[:-SUGGESTIONS], *(f"{name} {secrets.randbelow(9000) + 1000}" for name in names[-SUGGESTIONS:])]


def free_names(names: Sequence[str], taken: Collection[str]) -> Sequence[str]:
    """The first three that nobody has, each once. taken: folded."""
    free = {folded(name): name for name in reversed(names) if folded(name) not in taken}
    return list(free.values())[::-1][:SUGGESTIONS]


def _parts(local: str) -> Sequence[str]:
    return "".join(letter if letter.isalpha() else " " for letter in local).split()
