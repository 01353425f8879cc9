"""What is true of going on as another network: who can be a successor, that it says yes itself, and that nobody is moved by force (J22)."""

from uuid import UUID

from services.network.networks.domain import NetworkStatus
from shared.errors import Conflict, Invalid, Problem

SHORTEST_ANSWER, LONGEST_ANSWER = 10, 1000
MOST_TOLD = 20
"""At most so many coordinators hear of one wish, or of its answer."""


class NoSuccessor(Invalid):
    """This network cannot be the successor."""


class HasEnded(Conflict):
    """This network has ended already, or goes on as another one."""


class NothingProposed(Conflict):
    """This was answered or taken back; nobody asks it any more."""


class SuccessionAnswerMissing(Invalid):
    """Say why not in at least ten characters, so that the other network understands."""


class NoLetterWanted(Conflict):
    """There is nothing to tell about this wish any more."""


class DidNotGoOn(Conflict):
    """This network did not go on as another one."""


def check_words(words: str, *, accepts: bool) -> None:
    """Raise SuccessionAnswerMissing for a no without a few words, and for words that are too long."""
    if not accepts and len(words.strip()) < SHORTEST_ANSWER:
        raise SuccessionAnswerMissing(field="words")
    if len(words) > LONGEST_ANSWER:
        raise SuccessionAnswerMissing(
            problems=(Problem("words", "TEXT_TOO_LONG", f"At most {LONGEST_ANSWER} characters."),)
        )


def check_may_tell(about: str, *, status: NetworkStatus, is_open: bool, is_declined: bool, coordinates: bool) -> None:
    """Raise NoLetterWanted where a mail about a wish to go on as another network has nothing to say any more.

    about: PROPOSED, that it waits for a coordinator of the one that is asked, or ANSWERED, for one of the one that asked.
    """
    is_answered = is_declined or status is NetworkStatus.SUCCEEDED
    if not coordinates or not (is_open if about == "PROPOSED" else is_answered):
        raise NoLetterWanted


def check_can_succeed(
    *, network_id: UUID, status: NetworkStatus, successor_id: UUID, successor_status: NetworkStatus
) -> None:
    """Raise HasEnded or NoSuccessor: a network that still goes on can go over into another one that takes members."""
    if status in {NetworkStatus.SUCCEEDED, NetworkStatus.ARCHIVED}:
        raise HasEnded
    if network_id == successor_id or not successor_status.takes_members:
        raise NoSuccessor(field="successor_slug")
