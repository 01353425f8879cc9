"""Who may ask what of a change of address: oneself to ask and confirm, notifications to mail."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from services.network.people.domain.email_changes import MintedLink
from services.network.people.operations import email_changes as operations
from services.network.people.queries import email_changes as queries
from shared.api.network.email_changes import (
    ChangeEmail,
    EmailChangeSecret,
    EmailChangeToken,
    EmailChangeView,
    EmailConfirmed,
)
from shared.bus.work import Door, Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.change("/email-changes", who=PERSON)
async def request_email_change(body: ChangeEmail, work: Work, viewer: Viewer) -> EmailChangeView:
    """Ask for mail at another address."""
    change = await operations.request_email_change(
        work, person_id=viewer.person(), email=body.email, session=body.session
    )
    return EmailChangeView(
        id=change.id,
        address=change.address,
        requested_at=change.requested_at,
        expires_at=change.expires_at,
        confirmed_at=None,
        undo_until=change.undo_until,
    )


@edge.read("/email-changes/mine", who=PERSON)
async def my_email_change(session: Session, viewer: Viewer, now: Now) -> EmailChangeView | None:
    """A change of one's own that waits, or that can still be undone."""
    row = await queries.latest_change(session, viewer.person(), now=now)
    return None if row is None else EmailChangeView.model_validate(row._asdict())


@edge.change("/email-changes:confirm", who=PERSON)
async def confirm_email_change(body: EmailChangeToken, work: Work, viewer: Viewer) -> EmailConfirmed:
    """Confirm one's new address."""
    person = await operations.confirm_email_change(work, person_id=viewer.person(), token=body.token)
    return EmailConfirmed(email=person.email or "")


# These answer with a secret, so they are no changes with a remembered answer: a secret is stored nowhere.


@edge.act("/email-changes/{email_change_id}:mint", who=only("notifications"))
async def mint_confirmation(email_change_id: UUID, door: Door, viewer: Viewer) -> EmailChangeSecret:
    """The link for the new address."""
    return await _link(door, viewer, lambda work: operations.mint_confirmation(work, email_change_id=email_change_id))


@edge.act("/email-changes/{email_change_id}:mint-stop", who=only("notifications"))
async def mint_stop(email_change_id: UUID, door: Door, viewer: Viewer) -> EmailChangeSecret:
    """The link with which the old address stops it."""
    return await _link(door, viewer, lambda work: operations.mint_stop(work, email_change_id=email_change_id))


@edge.act("/email-changes/{email_change_id}:mint-undo", who=only("notifications"))
async def mint_undo(email_change_id: UUID, door: Door, viewer: Viewer) -> EmailChangeSecret:
    """The link with which the old address undoes it."""
    return await _link(door, viewer, lambda work: operations.mint_undo(work, email_change_id=email_change_id))


async def _link(door: Door, viewer: Viewer, mint: Callable[[Work], Awaitable[MintedLink]]) -> EmailChangeSecret:
    link = await door.change(mint, viewer)
    return EmailChangeSecret.model_validate(
        {"address": link.address, "language": link.language, "token": link.token, "expires_at": link.expires_at}
    )
