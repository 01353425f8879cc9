"""What is true of asking to take part: one question, one open request, an answer with a message, and thirty days at most."""

from datetime import timedelta
from enum import StrEnum

from shared.errors import Conflict, Invalid, Problem

WAITS_FOR = timedelta(days=30)
"""How long a request waits for an answer before it lapses."""
KEPT_FOR = timedelta(days=30)
"""How long a request is kept once it is over."""
MOST_PER_NETWORK = 3
"""How often one person can ask one network within the time that requests are kept."""
MOST_A_DAY = 10
"""How many networks one person can ask in a day."""
LONGEST_ANSWER = 1000
LONGEST_MESSAGE = 1000
LONGEST_QUESTION = 200
SHORTEST_MESSAGE = 10


class RequestStatus(StrEnum):
    """Where a request is in its life."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    LAPSED = "LAPSED"
    WITHDRAWN = "WITHDRAWN"


class AnswerMissing(Invalid):
    """Answer the question of this network in your own words."""


class MessageMissing(Invalid):
    """Write the person who asked a few kind words."""


class QuestionTooLong(Invalid):
    """Keep this question to 200 characters."""


class TakesPartAlready(Conflict):
    """This person takes part in this network already."""


class RequestOver(Conflict):
    """This request was answered, withdrawn, or has lapsed."""


class AskedTooOften(Conflict):
    """You asked to take part a few times lately; try again later."""


def check_answer(answer: str) -> None:
    """Raise AnswerMissing for an answer that is empty or too long."""
    if not answer:
        raise AnswerMissing(problems=(Problem("answer", "REQUIRED", "Answer in your own words."),))
    if len(answer) > LONGEST_ANSWER:
        raise AnswerMissing(problems=(Problem("answer", "TOO_LONG", f"{LONGEST_ANSWER} characters is the most."),))


def check_message(outcome: RequestStatus, message: str) -> None:
    """Raise MessageMissing for a refusal without a few words, and for words that are too long."""
    if outcome is RequestStatus.DECLINED and len(message) < SHORTEST_MESSAGE:
        raise MessageMissing(problems=(Problem("message", "REQUIRED", "Say why, in at least ten characters."),))
    if len(message) > LONGEST_MESSAGE:
        raise MessageMissing(problems=(Problem("message", "TOO_LONG", f"{LONGEST_MESSAGE} characters is the most."),))


def check_question(text: str) -> None:
    """Raise QuestionTooLong."""
    if len(text) > LONGEST_QUESTION:
        raise QuestionTooLong(field="question")


def check_how_often(*, in_this_network: int, today: int) -> None:
    """Raise AskedTooOften for somebody who asked this network, or many networks, again and again."""
    if in_this_network >= MOST_PER_NETWORK or today >= MOST_A_DAY:
        raise AskedTooOften
