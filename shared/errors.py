"""How the house says no: five kinds of refusal, typed and few.

Refusal
├── NotFound      404  the reader may not know about it, or it is not there
├── NotAllowed    403  known, but not for this reader
├── Conflict      409  the state of things does not allow it
├── Invalid       400  what was sent cannot be understood or accepted
└── Unavailable   503  somebody this depends on does not answer; try again

A noun subclasses one of the five with a sentence; the docstring is the message and the class name gives the code:
``class RoundClosed(Conflict): \"\"\"This round takes no more ballots.\"\"\"`` has the code ``ROUND_CLOSED``.
"""

import re
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one field: the field's name, a code for the reader's language, English words."""

    field: str
    code: str
    message: str


class Refusal(Exception):
    """Something was asked that cannot be done."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "REFUSAL"
    keeps_changes: ClassVar[bool] = False
    """True where the refusal itself must be remembered (a counted attempt): the door commits before it refuses."""
    goes_in_log: ClassVar[bool] = False
    """True where it is about what somebody may: that they tried is written down (RELIABILITY 6, docs/decisions/0023)."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "code" not in cls.__dict__:
            cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__).upper()

    def __init__(
        self, message: str | None = None, *, field: str | None = None, problems: tuple[Problem, ...] = ()
    ) -> None:
        self.message = message or (self.__doc__ or self.code).strip().splitlines()[0]
        self.field = field
        self.problems = problems or ((Problem(field, self.code, self.message),) if field else ())
        super().__init__(self.message)


class NotFound(Refusal):
    """There is nothing here."""

    status = 404
    goes_in_log = True


class NotAllowed(Refusal):
    """You may not do this."""

    status = 403
    goes_in_log = True


class Conflict(Refusal):
    """This cannot be done now."""

    status = 409


class Invalid(Refusal):
    """Something in what was sent is not right."""

    status = 400


class Unavailable(Refusal):
    """A part of the platform does not answer; try again in a moment."""

    status = 503


class StaleVersion(Conflict):
    """Somebody changed this after you opened it."""


class KeyReused(Conflict):
    """This clientMutationId was used before with other input."""


class NotSignedIn(NotAllowed):
    """Sign in first."""

    status = 401
    goes_in_log = False


KINDS: tuple[type[Refusal], ...] = (NotFound, NotAllowed, Conflict, Invalid, Unavailable)


def refusal_from(status: int, code: str, message: str, problems: tuple[Problem, ...] = ()) -> Refusal:
    """Rebuild a refusal that came as problem+json: its kind from the status, its own code kept.

    A 4xx that is none of ours is Invalid, for sending it again helps nobody; but 408 and 429 are Unavailable like all the rest.
    """
    kinds: tuple[type[Refusal], ...] = (*KINDS, NotSignedIn)
    other = Invalid if 400 <= status < 500 and status not in {408, 429} else Unavailable
    kind = next((kind for kind in kinds if kind.status == status), other)
    refusal = kind(message, problems=problems)
    refusal.code = code  # type: ignore[misc]  # one refusal carries the code another house gave it
    return refusal
