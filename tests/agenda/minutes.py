"""Steps that tests of minutes take: a session is held, somebody writes, shares and comments."""

from datetime import date
from typing import Any
from uuid import UUID

from services.agenda.handlers import when_minutes_and_actions_are_due
from shared.api.agenda import minutes as api
from shared.api.agenda.minutes import ActionView, MinutesView
from shared.api.agenda.sessions import SessionView
from shared.bus.clock import Period
from tests.agenda.steps import Cast, added, join, planned
from tests.workplace import Workplace

EVERYTHING = {"parts": True, "comments": True, "addenda": True, "actions": True, "versions": True, "notes": True}


async def held_session(place: Workplace, cast: Cast, *titles: str) -> tuple[SessionView, list[UUID]]:
    """The first session of a year with these points on its agenda, just begun; the clock stands there."""
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    points = [(await added(place, session.id, cast.member, title=title)).id for title in titles]
    place.clock.moment = session.starts_at
    return session, points


async def secretary_of(place: Workplace, cast: Cast) -> UUID:
    """The second member, as secretary."""
    await join(place, cast.network_id, cast.second_member, role="SECRETARY", version=2)
    return cast.second_member


async def written(
    place: Workplace, session_id: UUID, person_id: UUID, texts: dict[UUID | None, str], *, version: int = 0
) -> MinutesView:
    """Minutes as somebody wrote them."""
    parts = [{"agenda_point_id": point_id, "text": text} for point_id, text in texts.items()]
    body = api.WriteMinutes.model_validate({"version": version, "parts": parts})
    answer = await place.ask(
        "POST", f"/sessions/{session_id}/minutes:write", MinutesView, person_id=person_id, body=body
    )
    assert isinstance(answer, MinutesView)
    return answer


async def read(place: Workplace, session_id: UUID, person_id: UUID) -> MinutesView:
    """The minutes with everything in them, as somebody reads them."""
    answer = await place.ask(
        "GET", f"/sessions/{session_id}/minutes", MinutesView, person_id=person_id, params=EVERYTHING
    )
    assert isinstance(answer, MinutesView)
    return answer


async def change(place: Workplace, session_id: UUID, person_id: UUID, what: str, *, version: int = 1) -> MinutesView:
    """Minutes that somebody shared or established."""
    answer = await place.ask(
        "POST",
        f"/sessions/{session_id}/minutes:{what}",
        MinutesView,
        person_id=person_id,
        body=api.ChangeMinutes(version=version),
    )
    assert isinstance(answer, MinutesView)
    return answer


async def commented(place: Workplace, session_id: UUID, person_id: UUID, **words: Any) -> MinutesView:
    """Minutes on which somebody commented."""
    body = api.CommentOnMinutes.model_validate({"text": "Dit ging anders.", **words})
    await place.ask("POST", f"/sessions/{session_id}/minutes:comment", MinutesView, person_id=person_id, body=body)
    return await read(place, session_id, person_id)


async def answered(
    place: Workplace, comment_id: UUID, person_id: UUID, *, is_adopted: bool = True, answer: str = "Aangepast."
) -> None:
    """A comment that somebody answered."""
    body = api.AnswerComment(answer=answer, is_adopted=is_adopted)
    await place.ask("POST", f"/minutes-comments/{comment_id}:answer", MinutesView, person_id=person_id, body=body)


async def assigned(
    place: Workplace, action: ActionView, person_id: UUID, *, due_on: date | None = date(2027, 2, 11), **owner: Any
) -> ActionView:
    """An action that somebody gave an owner and a day."""
    body = api.AssignAction.model_validate({"due_on": due_on, "version": action.version, **owner})
    answer = await place.ask("POST", f"/actions/{action.id}:assign", ActionView, person_id=person_id, body=body)
    assert isinstance(answer, ActionView)
    return answer


async def closed(
    place: Workplace, action: ActionView, person_id: UUID, what: str = "complete", *, answer: str = ""
) -> ActionView:
    """An action that somebody finished or dropped."""
    body = api.CloseAction(answer=answer, version=action.version)
    given = await place.ask("POST", f"/actions/{action.id}:{what}", ActionView, person_id=person_id, body=body)
    assert isinstance(given, ActionView)
    return given


async def shared_with_action(place: Workplace, cast: Cast) -> tuple[SessionView, ActionView]:
    """A session whose minutes are shared, with one action of a member, due on 11 February 2027."""
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await written(place, session.id, cast.coordinator, {point: "We spraken erover.\nAfspraak: het huis bellen"})
    (action,) = (await read(place, session.id, cast.coordinator)).actions or []
    await assigned(place, action, cast.coordinator, owner_id=cast.member)
    await change(place, session.id, cast.coordinator, "share")
    (action,) = (await read(place, session.id, cast.member)).actions or []
    return session, action


async def the_clock_keeps(place: Workplace) -> None:
    """The clock says that minutes and actions are looked at."""
    await when_minutes_and_actions_are_due(place.door, Period(key="1", due_at=place.clock.now()))
