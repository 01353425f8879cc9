"""Choosing another network by (a part of) its name: every network can be found, however many there are, without a script."""

from dataclasses import dataclass, field
from typing import Any

from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.visit import OutOfOrder, Visit

MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Choice:
    """The network that was meant, or those among which to choose; neither where a form says what is wrong."""

    slug: str = ""
    found: list[dict[str, Any]] = field(default_factory=list)
    has_more: bool = False


async def choose(
    visit: Visit, form: Form, name: str, *, but: str, statuses: set[str] | None = None, at_once: bool = True
) -> Choice:
    """Read which network was chosen, or find it by the words that were typed.

    name: the field that holds a choice. but: the network that chooses. statuses: only networks in one of these.
    at_once: whether words that are exactly the name of one network choose it; else it is shown first, to be confirmed.
    """
    if form.value(name):
        return Choice(slug=form.value(name))
    typed = form.value("words")[:MOST_CHARACTERS].strip()
    if not any(letter.isalnum() for letter in typed):
        form.fault("words", words("Schrijf de naam van het netwerk, of een deel ervan."))
        return Choice()
    answer = await visit.ask("steering/find_network.graphql", words=typed)
    if answer.failed("search"):
        raise OutOfOrder
    found = [
        one
        for one in answer["search"]["nodes"]
        if one["slug"] != but and (statuses is None or one["status"] in statuses)
    ]
    meant = [one for one in found if typed.casefold() in {(one[key] or "").casefold() for key in NAMES}]
    if at_once and len(meant) == 1:
        return Choice(slug=meant[0]["slug"])
    if not found:
        form.fault("words", words("Met deze naam vinden we geen ander netwerk. Probeer een ander deel van de naam."))
    return Choice(found=found, has_more=answer["search"]["pageInfo"]["hasNextPage"])


NAMES = ("name", "shortName", "slug")
