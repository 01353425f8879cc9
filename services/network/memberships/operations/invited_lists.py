"""What can be done with a list of people: report on it line by line, and invite who is right."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from services.network.memberships.domain.invitations import check_how_many
from services.network.memberships.domain.invited_lists import ListedRow, RowVerdict, rows_in
from services.network.memberships.operations.invitations import check_asked_for, network_for_coordinator, send
from services.network.memberships.queries import invitations as queries
from services.network.networks.domain import Perspective
from services.network.networks.models import Network
from shared.bus.work import Work
from shared.database import Session


async def list_report(
    session: Session, *, network: Network, text: str, otherwise: Perspective | None
) -> Sequence[ListedRow]:
    """Say of every row of a list what would become of it; nothing is sent. Raises ListEmpty, ListTooLong, WrongPerspective."""
    asked_for = [Perspective(asked["code"]) for asked in network.perspectives]
    rows = rows_in(text, otherwise=otherwise, asked_for=asked_for)
    addresses = [row.address for row in rows if row.verdict is RowVerdict.VALID]
    members = await queries.member_addresses(session, network_id=network.id, addresses=addresses)
    invited = await queries.open_addresses(session, network_id=network.id, addresses=addresses)
    return [_known(row, members, invited) for row in rows]


async def invite_many(
    work: Work, *, network_id: UUID, text: str, otherwise: Perspective | None, language: str
) -> Sequence[ListedRow]:
    """Invite everybody on a list whose row is right; gives the same report as before, of what was done now.

    language: of the mails to who has none in the list.

    For a coordinator. Raises NotFound, CoordinatorNeeded, TakesNoMembers, ListEmpty, ListTooLong, TooManyInvitations.
    """
    network = await network_for_coordinator(work, network_id=network_id)
    check_asked_for(network, otherwise)
    report = await list_report(work.session, network=network, text=text, otherwise=otherwise)
    valid = [row for row in report if row.verdict is RowVerdict.VALID and row.perspective is not None]
    sent_today = await queries.sent_today(work.session, network_id=network_id, now=work.now)
    check_how_many(sent_today=sent_today, more=len(valid))
    for row in valid:
        if row.perspective is not None:
            send(
                work,
                network_id=network_id,
                address=row.address,
                name=row.name or None,
                perspective=row.perspective,
                role=None,
                language=row.language or language,
            )
    return report


def _known(row: ListedRow, members: set[str], invited: set[str]) -> ListedRow:
    if row.verdict is not RowVerdict.VALID:
        return row
    verdict = (
        RowVerdict.TAKES_PART
        if row.address in members
        else RowVerdict.INVITED
        if row.address in invited
        else RowVerdict.VALID
    )
    return replace(row, verdict=verdict)
