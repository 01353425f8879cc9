"""What can be done with a date poll that is over: choose its dates, each of which becomes a session."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.sessions.domain.coverage import check_choice
from services.agenda.sessions.domain.date_polls import DECIDED, DatesMissing, SeenPoll, check_decidable
from services.agenda.sessions.domain.needed import check_needed
from services.agenda.sessions.domain.rhythm import ZONE, SeriesRule, Slot, slot_of
from services.agenda.sessions.domain.series_changes import Wanted, check_wanted
from services.agenda.sessions.domain.sessions import SessionFacts
from services.agenda.sessions.models.coming import SessionComing
from services.agenda.sessions.models.standing_yes import taken_at_their_word
from services.agenda.sessions.operations.date_polls import close_poll, poll_as_seen, poll_held
from services.agenda.sessions.operations.sessions import PlannedSeries, check_plans, confirm_slots
from services.agenda.sessions.queries.date_polls import dates_to_change, result_of
from services.agenda.sessions.queries.needed import needed_for
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound
from shared.events.agenda.coming import SessionAnswered


class Decided(NamedTuple):
    """A poll of which the dates were chosen, and the sessions they became."""

    poll: SeenPoll
    planned: PlannedSeries


async def confirm_dates(
    work: Work,
    *,
    date_poll_id: UUID,
    date_ids: Sequence[UUID],
    measures: Mapping[str, str],
    place: str | None,
    link: str | None = None,
    goes_without: bool = False,
) -> Decided:
    """Choose dates of a poll that is over, as a coordinator: each becomes a session, in the way a series does (J03).

    measures: by perspective, what is done for it where a date leaves it out (BR-043); it is kept with each of those dates.
    place, link: where the sessions are, and where people join online; None: as the poll said. goes_without: it
    takes place although somebody is missing who was not to be.
    Raises NotFound, NotAMember, CoordinatorNeeded, DatesMissing, DatePollStillOpen, DatePollDecided, DatePollClosed, HardBlockDate,
    ChangeNotPossible for the link, CoverageNotMet, NeededCannotCome, SessionsClash.
    """
    poll = await poll_held(work, date_poll_id=date_poll_id, person_id=work.viewer.person_id)
    person_id = await check_plans(work, network_id=poll.network_id)
    check_decidable(poll.facts(), work.now)
    check_wanted(Wanted(link=link), "ALL")
    wanted = set(date_ids)
    if not wanted:
        raise DatesMissing
    dates = {date.id: date for date in await dates_to_change(work.session, poll.id)}
    if not wanted.issubset(dates):
        raise NotFound
    ranked = (await result_of(work.session, poll.facts())).ranked
    chosen = sorted((one for one in ranked if one.date.id in wanted), key=lambda one: one.date.starts_at)
    recorded = check_choice(chosen, measures, now=work.now)
    check_needed(chosen, await needed_for(work.session, poll.facts()), goes_without=goes_without)
    slots = [slot_of(one.date.starts_at, one.date.ends_at) for one in chosen]
    planned = await confirm_slots(
        work,
        network_id=poll.network_id,
        person_id=person_id,
        rule=rule_of(slots),
        slots=slots,
        place=poll.place if place is None else place,
        regions=poll.regions,
        link=poll.link if link is None else link,
        type_=poll.type,
    )
    await work.session.flush()  # the dates, and who comes, refer to the sessions they became
    for one, seen in zip(chosen, planned.sessions, strict=True):
        date = dates[one.date.id]
        date.session_id, date.measures = seen.session.id, recorded[date.id]
        await _take_at_their_word(work, date_id=date.id, session=seen.session)
    poll.decided_at, poll.series_id = work.now, planned.series.id
    close_poll(work, poll=poll, status=DECIDED)
    work.note(Verb.DATE_POLL_DECIDED, Kind.DATE_POLL, poll.id, network_id=poll.network_id)
    return Decided(await poll_as_seen(work, poll=poll, person_id=work.viewer.person_id), planned)


def rule_of(slots: Sequence[Slot]) -> SeriesRule:
    """What stands in the place of a rule where the dates were chosen one by one: their period, and no rhythm."""
    starts, ends = (moment.astimezone(ZoneInfo(ZONE)).time() for moment in (slots[0].starts_at, slots[0].ends_at))
    return SeriesRule(
        every_months=None,
        nth=None,
        weekday=None,
        starts=starts,
        ends=ends,
        from_on=slots[0].on,
        until_on=slots[-1].on,
    )


async def _take_at_their_word(work: Work, *, date_id: UUID, session: SessionFacts) -> None:
    """Note who comes to a session that a date became: who said yes to it, and that their yes may count as coming."""
    told = await work.session.scalars(
        taken_at_their_word(date_id=date_id, session_id=session.id, network_id=session.network_id, at=work.now)
    )
    people = len(told.all())
    if not people:
        return
    coming = work.add(SessionComing(session_id=session.id, network_id=session.network_id, turns=people, version=1))
    work.announce(
        SessionAnswered(
            session_coming_id=coming.id,
            session_id=session.id,
            network_id=session.network_id,
            at=work.now,
            version=coming.version,
        )
    )
