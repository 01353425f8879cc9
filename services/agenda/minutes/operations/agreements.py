"""How lines of minutes become actions and stay the same action, and how these become known to everybody."""

from collections.abc import Iterable, Sequence

from services.agenda.minutes.domain.actions import Agreement, lines_of, match_lines, next_reminder
from services.agenda.minutes.domain.minutes import PartFacts
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import Minutes
from services.agenda.minutes.queries.changing import actions_to_change
from shared.bus.work import Work
from shared.events.agenda.minutes import ActionPointAssigned


async def keep_agreements(work: Work, *, minutes: Minutes, parts: Sequence[PartFacts]) -> None:
    """Let every line "Afspraak:" be an action: what stood keeps its owner and day, also where it is written otherwise.

    An action whose line is gone goes with it, unless the network knows of it already.
    """
    actions = {action.id: action for action in await actions_to_change(work.session, minutes.session_id)}
    matched = match_lines(
        [(part.agenda_point_id, words) for part in parts for words in lines_of(part.text)],
        [Agreement(action.id, action.agenda_point_id, action.text) for action in actions.values()],
    )
    for action_id, words in matched.kept.items():
        if actions[action_id].text != words:
            actions[action_id].text = words
            actions[action_id].version += 1
    for point_id, words in matched.new:
        work.add(
            ActionPoint(
                session_id=minutes.session_id, network_id=minutes.network_id, agenda_point_id=point_id, text=words
            )
        )
    for action_id in matched.gone:
        if actions[action_id].assigned_at is None:
            await work.session.delete(actions[action_id])
    await work.session.flush()


def assign_all(work: Work, *, actions: Iterable[ActionPoint]) -> None:
    """Let everybody in the network know of these actions, with the minutes in which they stand."""
    for action in actions:
        if action.assigned_at is None:
            announce_owner(work, action=action, with_minutes=True)


def announce_owner(work: Work, *, action: ActionPoint, with_minutes: bool) -> None:
    """Say once that an action has an owner, and remind them in time."""
    if action.due_on is None:
        raise ValueError("an action that is announced has a day")
    action.assigned_at = action.assigned_at or work.now
    action.remind_at = next_reminder(action.due_on, work.now)
    action.version += 1
    work.announce(
        ActionPointAssigned(
            action_point_id=action.id,
            session_id=action.session_id,
            network_id=action.network_id,
            owner_id=action.owner_id,
            due_on=action.due_on,
            status=action.status,
            with_minutes=with_minutes,
            at=work.now,
            version=action.version,
        )
    )
