"""What can be done to let everybody speak: ask for a turn, give it, and make groups in which every perspective is heard."""

from collections.abc import Mapping, Sequence
from secrets import SystemRandom
from uuid import UUID

from services.agenda.sessions.domain.day import GROUPS, TURNS, SeenDay, check_running
from services.agenda.sessions.domain.groups import Somebody, check_groups, mixed
from services.agenda.sessions.domain.turns import MOST_WAITING, TooManyTurns, check_is_next, next_number, speaker
from services.agenda.sessions.models.day import GroupPlace, SpeakingTurn, groups_dissolved
from services.agenda.sessions.operations.day import HeldDay, as_seen, day_changed, joined_day, led_day
from services.agenda.sessions.queries.day import perspective_of, somebodies, turn_by_id, turn_to_change, turns_of
from shared.bus.work import Work
from shared.errors import NotFound

DICE = SystemRandom()


async def ask_turn(work: Work, *, session_id: UUID, perspective: str | None = None) -> SeenDay:
    """Say that one wants to speak; who waits already keeps their place.

    perspective: of somebody without a phone, whom who leads writes down. Raises NotFound, FacilitatorNeeded,
    SessionNotRunning, TooManyTurns.
    """
    held = await (
        led_day(work, session_id=session_id) if perspective is not None else joined_day(work, session_id=session_id)
    )
    check_running(held.session, held.day.facts(), work.now)
    turns = await turns_of(work.session, session_id)
    waiting = [turn for turn in turns if turn.waits]
    asks_again = perspective is None and held.person_id in {turn.person_id for turn in waiting}
    if asks_again:
        return await as_seen(work, session_id=session_id)
    if len(waiting) >= MOST_WAITING:
        raise TooManyTurns
    own = await perspective_of(work.session, held.session.network_id, held.person_id)
    work.add(
        SpeakingTurn(
            session_id=session_id,
            network_id=held.session.network_id,
            person_id=held.person_id if perspective is None else None,
            perspective=perspective or own or "",
            asked_at=work.now,
        )
    )
    day_changed(work, day=held.day, part=TURNS)
    return await as_seen(work, session_id=session_id)


async def give_turn(work: Work, *, turn_id: UUID) -> SeenDay:
    """Let the next one speak, as who leads; the turn before it is over. Giving it twice changes nothing.

    Raises NotFound, FacilitatorNeeded, SessionNotRunning, and TurnOrderChanged where somebody else is next by now.
    """
    held, turn = await _turn(work, turn_id, is_mine=False)
    if turn.number is None:
        turns = await turns_of(work.session, turn.session_id)
        check_is_next(turns, turn_id)
        before = speaker(turns)
        if before is not None:
            await _end(work, before.id)
        turn.number = next_number(turns)
        day_changed(work, day=held.day, part=TURNS)
    return await as_seen(work, session_id=turn.session_id)


async def end_turn(work: Work, *, turn_id: UUID) -> SeenDay:
    """Say that a turn is over, or that it is not wanted any more: as who asked for it, or who leads.

    Raises NotFound, FacilitatorNeeded, SessionNotRunning.
    """
    known = await turn_by_id(work.session, turn_id)
    mine = known is not None and known.person_id is not None and known.person_id == work.viewer.person_id
    held, turn = await _turn(work, turn_id, is_mine=mine)
    if turn.number is None:
        await work.session.delete(turn)
        day_changed(work, day=held.day, part=TURNS)
    elif turn.ended_at is None:
        turn.ended_at = work.now
        day_changed(work, day=held.day, part=TURNS)
    return await as_seen(work, session_id=held.session.id)


async def make_groups(
    work: Work, *, session_id: UUID, person_ids: Sequence[UUID], others: Mapping[str, int], groups: int
) -> SeenDay:
    """Spread these people over groups by chance, as mixed as can be, as who leads; in place of the groups there were.

    others: how many more of each perspective, who are not known by name. Raises NotFound, FacilitatorNeeded,
    GroupsNotPossible.
    """
    held = await led_day(work, session_id=session_id)
    people = await somebodies(work.session, held.session.network_id, person_ids)
    if {one.person_id for one in people} != set(person_ids):
        raise NotFound
    people += [Somebody(None, name) for name, count in others.items() for _ in range(count)]
    check_groups(len(people), groups)
    DICE.shuffle(people)
    made = mixed(people, groups)
    DICE.shuffle(made)
    await work.session.execute(groups_dissolved(session_id))
    for number, group in enumerate(made, start=1):
        for one in group:
            work.add(GroupPlace(session_id=session_id, number=number, **one._asdict()))
    day_changed(work, day=held.day, part=GROUPS)
    return await as_seen(work, session_id=session_id)


async def _turn(work: Work, turn_id: UUID, *, is_mine: bool) -> tuple[HeldDay, SpeakingTurn]:
    """A turn of a session that runs, held with its day. Raises NotFound, also for one that was taken back meanwhile."""
    known = await turn_by_id(work.session, turn_id)
    if known is None:
        raise NotFound
    held = await (
        joined_day(work, session_id=known.session_id) if is_mine else led_day(work, session_id=known.session_id)
    )
    check_running(held.session, held.day.facts(), work.now)
    turn = await turn_to_change(work.session, turn_id)
    if turn is None:
        raise NotFound
    return held, turn


async def _end(work: Work, turn_id: UUID) -> None:
    turn = await turn_to_change(work.session, turn_id)
    if turn is not None:
        turn.ended_at = work.now
