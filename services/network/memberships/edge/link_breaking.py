"""Who may ask what of knowing who is behind a schuilnaam: coordinators and moderators, two of them together."""

from uuid import UUID

from services.network.memberships.domain.link_breaking import (
    LinkBreakStatus,
    check_keeps,
    is_over,
    may_answer,
    may_look,
)
from services.network.memberships.domain.removals import NothingToTell
from services.network.memberships.operations import link_breaking as operations
from services.network.memberships.queries import link_breaking as queries
from services.network.memberships.queries.taking_part import is_member
from services.network.networks.queries import shown_by_ids
from services.network.people.queries.accounts import readers
from shared.api.network.link_breaking import AnswerLinkBreak, AskLinkBreak, LinkBreakAsked, LinkBreakView, LinkOpened
from shared.api.network.moderation import ModerationLetter, ModerationLetterAsked
from shared.bus.work import Door, Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.read("/networks/{network_id}/link-breaks", who=PERSON)
async def link_breaks(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[LinkBreakView]:
    """What was asked in a network; for its coordinators and moderators."""
    if not await is_member(session, network_id=network_id, person_id=viewer.person()):
        raise NotFound
    check_keeps(keeps=await queries.keeps(session, network_id=network_id, person_id=viewer.person()))
    return [
        _view(row, viewer.person(), now)
        for row in await queries.asked_in(session, network_id)
        if row.person_id != viewer.person()
    ]


@edge.change("/memberships/{membership_id}:ask-link-break", who=PERSON)
async def ask(membership_id: UUID, body: AskLinkBreak, work: Work) -> LinkBreakAsked:
    """Ask to know who somebody is."""
    asked = await operations.ask_to_break(
        work, membership_id=membership_id, reason=body.reason, raises_danger=body.raises_danger
    )
    return LinkBreakAsked.model_validate({"id": asked.id, "status": asked.status})


@edge.change("/link-breaks/{link_break_id}:answer", who=PERSON)
async def answer(link_break_id: UUID, body: AnswerLinkBreak, work: Work) -> LinkBreakAsked:
    """Agree as a second person, or do not."""
    asked = await operations.answer_break(work, link_break_id=link_break_id, agrees=body.agrees)
    return LinkBreakAsked.model_validate({"id": asked.id, "status": asked.status})


@edge.read("/link-breaks/{link_break_id}:letter", who=only("notifications"), method="POST")
async def letter(link_break_id: UUID, body: ModerationLetterAsked, session: Session, now: Now) -> ModerationLetter:
    """What the mail to a second person needs: never who it is about, nor why."""
    told = await queries.link_break_to_tell(session, link_break_id)
    if told is None or body.person_id is None:
        raise NotFound
    second = may_answer(body.person_id, asked_by=told.asked_by, about=told.person_id)
    keeps = await queries.keeps(session, network_id=told.network_id, person_id=body.person_id)
    over = is_over(status=told.status, asked_at=told.asked_at, opens_until=told.opens_until, now=now)
    if not (second and keeps) or over or told.status != LinkBreakStatus.ASKED:
        raise NothingToTell
    for reader in await readers(session, [body.person_id]):
        (network,) = await shown_by_ids(session, [told.network_id])
        return ModerationLetter(
            address=reader.email, language=reader.language, network_name=network.name, network_slug=network.slug
        )
    raise NotFound


# This answers with what the vault holds, so it is no change with a remembered answer: that would be a second copy.


@edge.act("/link-breaks/{link_break_id}:look", who=PERSON)
async def look(link_break_id: UUID, door: Door, viewer: Viewer) -> LinkOpened:
    """Look who somebody is."""
    address = await door.change(lambda work: operations.look_behind(work, link_break_id=link_break_id), viewer)
    return LinkOpened(address=address)


def _view(row: queries.Asked, viewer_id: UUID, now: Now) -> LinkBreakView:
    over = is_over(status=row.status, asked_at=row.asked_at, opens_until=row.opens_until, now=now)
    second = may_answer(viewer_id, asked_by=row.asked_by, about=row.person_id)
    one_of_two = may_look(viewer_id, asked_by=row.asked_by, agreed_by=row.answered_by)
    told = {name: getattr(row, name) for name in LinkBreakView.model_fields if hasattr(row, name)}
    return LinkBreakView.model_validate(
        told
        | {
            "is_over": over,
            "may_answer": second and not over and row.status == LinkBreakStatus.ASKED,
            "may_look": one_of_two and not over and row.status == LinkBreakStatus.AGREED,
        }
    )
