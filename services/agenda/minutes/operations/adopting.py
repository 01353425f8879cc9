"""How an action that was left goes on in the network that succeeds the one where it was agreed (J22)."""

from datetime import date
from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.operations import check_goes_on
from services.agenda.members.queries import active_among, goes_on_as, standing_in
from services.agenda.minutes.domain.actions import OPEN, ActionIncomplete, ActionOver, SeenAction, check_owned, today
from services.agenda.minutes.operations.agreements import announce_owner
from services.agenda.minutes.queries.actions import action_by_id, actions_seen
from services.agenda.minutes.queries.changing import action_to_change, minutes_to_change
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, Problem, StaleVersion


async def adopt_action(
    work: Work,
    *,
    network_id: UUID,
    action_id: UUID,
    owner_id: UUID | None,
    organisation: str,
    due_on: date | None,
    version: int,
) -> SeenAction:
    """Let an open action go on in the successor of its network, as a coordinator there, with a new owner and day.

    Raises NotAMember, CoordinatorNeeded, NetworkIsOver, NotFound, StaleVersion, ActionOver, ActionIncomplete.
    """
    check_coordinates(await standing_in(work.session, network_id, work.viewer.person_id, hold=True))
    await check_goes_on(work, network_id=network_id)
    known = await action_by_id(work.session, action_id)
    if known is None or known.assigned_at is None:
        raise NotFound
    await minutes_to_change(work.session, known.session_id)
    action = await action_to_change(work.session, action_id)
    if action is None or not await goes_on_as(work.session, network_id=action.network_id, successor_id=network_id):
        raise NotFound
    if action.version != version:
        raise StaleVersion
    if action.status != OPEN:
        raise ActionOver
    due = check_owned(owner_id=owner_id, organisation=organisation, due_on=due_on, today=today(work.now))
    if owner_id is not None and not await active_among(work.session, network_id, [owner_id]):
        raise ActionIncomplete(problems=(Problem("owner", "OWNER_AWAY", "Choose somebody who takes part."),))
    action.network_id = network_id
    action.owner_id, action.organisation, action.due_on = owner_id, organisation, due
    announce_owner(work, action=action, with_minutes=False)
    work.note(Verb.ACTION_POINT_ADOPTED, Kind.ACTION_POINT, action.id, network_id=network_id)
    await work.session.flush()
    (seen,) = await actions_seen(work.session, work.viewer.person_id, [action.id])
    return seen
