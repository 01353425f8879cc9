"""What is true of organisations that take part: a name, a member as their linking pin, and whether they bring knowledge in (C003).

A knowledge broker contributes through its linking pin, who proposes questions, agenda points and documents here as every
member does. It is no role and no perspective: an organisation that contributes in ten networks has no more votes in any.
"""

from datetime import datetime
from uuid import UUID

from shared.errors import Conflict, Invalid, Problem

LONGEST_NAME = 200
MOST_PARTNERS = 100
MOST_PLACES = 100
"""In so many networks at most an organisation is told to take part."""


class PartnerIncomplete(Invalid):
    """Give the name of the organisation."""


class AlreadyPartner(Conflict):
    """This organisation takes part already."""


class NoMemberHere(Invalid):
    """Only somebody who takes part in this network can be the linking pin."""


class BrokerNeedsPin(Conflict):
    """An organisation contributes through its linking pin; choose one who takes part in this network first."""


class BrokerEndPassed(Invalid):
    """The last day of contributing lies in the future."""


class NoBroker(Conflict):
    """This organisation does not contribute here as a knowledge broker now."""


class TooManyPartners(Conflict):
    """A hundred organisations take part in this network; that is as many as there can be."""


def check_organisation(name: str) -> None:
    """Raise PartnerIncomplete for a name that is empty or too long."""
    if not name.strip():
        raise PartnerIncomplete(problems=(Problem("name", "REQUIRED", "This cannot be empty."),))
    if len(name) > LONGEST_NAME:
        raise PartnerIncomplete(problems=(Problem("name", "TOO_LONG", f"At most {LONGEST_NAME} characters."),))


def contributes(contributes_from: datetime | None, contributes_until: datetime | None, now: datetime) -> bool:
    """Whether an organisation is a knowledge broker at a moment."""
    return contributes_from is not None and (contributes_until is None or now < contributes_until)


def may_end_broker(viewer_id: UUID | None, *, linking_person_id: UUID | None, coordinates: bool) -> bool:
    """Whether somebody ends that an organisation contributes: either side can, the network or who links the organisation to it."""
    return coordinates or (viewer_id is not None and viewer_id == linking_person_id)
