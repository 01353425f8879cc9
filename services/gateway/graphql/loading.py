"""Fetching in rounds: loaders say what they need next, and all that is needed in one round goes out together.

A loader is a generator that yields inquiries and is resumed when they have been answered. Loaders that run side by side go
step by step together, so each owner is asked once per level of a query, however many rows and fields there are.
"""

from collections.abc import Generator, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from services.gateway.owners.house import Owners
from services.gateway.owners.inquiry import Inquiry
from shared.errors import NotAllowed, NotFound, Refusal

Loaded = TypeVar("Loaded")
Answer = TypeVar("Answer")
Loading = Generator[list[Inquiry[Any]], None, Loaded]


class Asker(Protocol):
    """In whose name is asked; that can change on the way, when somebody signs in."""

    owners: Owners


async def load(asker: Asker, loading: Loading[Loaded]) -> Loaded:
    """Run a loader to its end. Raises what it raises."""
    try:
        while True:
            wave = next(loading)  # may change in whose name is asked
            await asker.owners.ask(*wave)
    except StopIteration as end:
        loaded: Loaded = end.value
        return loaded


def together(*loadings: Loading[Any]) -> Loading[list[Any]]:
    """Run loaders side by side; gives what each came to, or the exception it ended with."""
    results: list[Any] = [None] * len(loadings)
    running = dict(enumerate(loadings))
    while running:
        wave: list[Inquiry[Any]] = []
        for index, loading in list(running.items()):
            try:
                wave.extend(next(loading))
            except StopIteration as end:
                results[index] = end.value
                del running[index]
            except Exception as error:  # noqa: BLE001 -- the one that fails is told at its own place in the answer
                results[index] = error
                del running[index]
        if wave:
            yield wave
    return results


def told(inquiry: Inquiry[Answer]) -> Loading[Answer]:
    """Make one inquiry. Raises what the owner refuses with."""
    yield [inquiry]
    return inquiry.answer


def seen(inquiry: Inquiry[Answer]) -> Loading[Answer | None]:
    """Make one inquiry about something the viewer may not know about: None where it is not there, or not for them (A-34)."""
    yield [inquiry]
    return visible(inquiry)


def visible(inquiry: Inquiry[Answer]) -> Answer | None:
    """What an owner answered; None where it is not there or not for this viewer. Raises its other refusals."""
    if isinstance(inquiry.refused, (NotFound, NotAllowed)):
        return None
    return inquiry.answer


def nothing(value: Loaded) -> Loading[Loaded]:
    """A loader that needs nothing."""
    yield from ()
    return value


def sound(value: Any) -> Any:
    """Raise what a loader ended with, where it ended with an exception."""
    if isinstance(value, Refusal):
        raise value
    if isinstance(value, Exception):
        raise value
    return value


def unique(ids: Sequence[Any]) -> list[Any]:
    """Each once, in order of first appearance, without None."""
    return list(dict.fromkeys(id_ for id_ in ids if id_ is not None))


def part_of(found: Any, id_: UUID | None) -> Any:
    """One of what was fetched by id; the failure, where none could be."""
    return found if isinstance(found, Exception) else found.get(id_)
