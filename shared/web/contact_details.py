"""Contact details in what others will read are refused before it is posted, until who wrote it looked (PR-6)."""

from collections.abc import Iterable, Sequence

from shared.api.posting import Posted, posted_texts
from shared.contact_details import ContactDetail, contact_details_in
from shared.errors import Invalid, Problem

SEEN = {
    ContactDetail.PHONE: "There seems to be a telephone number here.",
    ContactDetail.MAIL: "There seems to be a mail address here.",
    ContactDetail.ADDRESS: "There seems to be a home address here.",
    ContactDetail.PLACE_AND_DATE: "An institution and a day together can tell who somebody is.",
}


class ContactDetails(Invalid):
    """In these words stand details by which somebody can be found. Take them out, or say that they may stand there."""


class ContactDetailsKeptOut(Invalid):
    """In these words stand details by which you can be found. They are never shown to others here; take them out."""


Found = list[tuple[str, ContactDetail, bool]]
"""At which field which kind stands, and whether that is certain; never what stands there."""


def found_in(asked: Iterable[object], *, besides: Sequence[str] = ()) -> tuple[Found, bool]:
    """What stands in requests with words that others will read, and whether who wrote them says that it may stand there.

    besides: the words that stood there already.
    """
    posted = [one for one in asked if isinstance(one, Posted)]
    found = [
        (place, kind, is_certain)
        for one in posted
        for place, text in posted_texts(one)
        for kind, is_certain in contact_details_in(text, besides=besides).items()
    ]
    return found, all(one.contact_details_may_stand for one in posted)


def refuse(found: Found, *, may_stand: bool, is_guarded: bool) -> None:
    """Refuse what was found. is_guarded: written by somebody whose telephone, mail and home are never shown to others.

    Of them too only what is certain is kept out, whatever they say: what may be something else stands once they looked.
    """
    kept_out = is_guarded and any(is_certain for _, _, is_certain in found)
    if not found or (may_stand and not kept_out):
        return
    problems = tuple(
        Problem(place, _code(kind, "KEPT_OUT" if kept_out and is_certain else "SEEN"), SEEN[kind])
        for place, kind, is_certain in found
    )
    raise (ContactDetailsKeptOut if kept_out else ContactDetails)(problems=problems)


def _code(kind: ContactDetail, end: str) -> str:
    return f"{kind}_{end}"
