"""What is true of organisations that take part: they have a name, and a member of the network as their linking pin."""

from shared.errors import Conflict, Invalid, Problem

LONGEST_NAME = 200
MOST_PARTNERS = 100


class PartnerIncomplete(Invalid):
    """Give the name of the organisation."""


class AlreadyPartner(Conflict):
    """This organisation takes part already."""


class NoMemberHere(Invalid):
    """Only somebody who takes part in this network can be the linking pin."""


class TooManyPartners(Conflict):
    """A hundred organisations take part in this network; that is as many as there can be."""


def check_organisation(name: str) -> None:
    """Raise PartnerIncomplete for a name that is empty or too long."""
    if not name.strip():
        raise PartnerIncomplete(problems=(Problem("name", "REQUIRED", "This cannot be empty."),))
    if len(name) > LONGEST_NAME:
        raise PartnerIncomplete(problems=(Problem("name", "TOO_LONG", f"At most {LONGEST_NAME} characters."),))
