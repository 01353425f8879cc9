"""How much mail somebody wants about one session, or about its series, beside what they chose for the network (rows 36, wish 10)."""

import re
from datetime import timedelta
from uuid import UUID

from services.notifications.subscriptions.domain import Cadence, Reminder
from shared.api.notifications.subscriptions import (
    ChooseSessionMail,
    MailLevel,
    SessionMailView,
    UnsubscribeAsked,
    UnsubscribeView,
)
from shared.database import new_id
from tests.notifications.house import NEXT_WEEK, House, text_of
from tests.notifications.test_agenda_mails import agenda, published
from tests.notifications.test_digests import on_monday
from tests.notifications.test_minutes_mails import minutes, shared
from tests.notifications.test_session_reminders import START, choose, it_is

PATH = "/session-mail:choose"


async def wants(
    house: House, person_id: UUID, session_id: UUID, level: MailLevel, *, whole_series: bool = False
) -> SessionMailView:
    """Somebody chooses."""
    body = ChooseSessionMail(session_id=session_id, level=level, whole_series=whole_series)
    view: SessionMailView = await house.place.ask("POST", PATH, SessionMailView, person_id=person_id, body=body)
    return view


async def known(house: House, person_id: UUID, session_id: UUID, series_id: UUID | None = None) -> SessionMailView:
    """What stands now."""
    path, params = f"/session-mail/{session_id}", {"series_id": str(series_id)} if series_id else {}
    view: SessionMailView = await house.place.ask("GET", path, SessionMailView, person_id=person_id, params=params)
    return view


async def in_series(house: House, network_id: UUID, count: int = 2) -> tuple[UUID, list[UUID]]:
    """Sessions of one series at the same moment."""
    series_id = new_id()
    sessions = [await house.plan_session(network_id, START) for _ in range(count)]
    for session_id in sessions:
        house.owners.sessions[session_id] = house.owners.sessions[session_id].model_copy(
            update={"series_id": series_id}
        )
    return series_id, sessions


async def test_one_session_is_followed_and_another_is_muted_whatever_stands_for_the_network(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    follows, mutes, plain, never = [await house.member(network, f"{name}@voorbeeld.nl") for name in "abcd"]
    for person_id in (follows, never):
        await choose(house, person_id, network, Cadence.NEVER, Reminder.NONE)
    first, other = [await house.plan_session(network, START) for _ in range(2)]

    await wants(house, follows, first, "FOLLOWED")
    muted = await wants(house, mutes, first, "MUTED")
    a_week_before = await it_is(house, START - timedelta(days=7))
    a_day_before = await it_is(house, START - timedelta(days=1))

    assert muted == SessionMailView(session_id=first, level="MUTED", is_of_series=False)
    assert a_week_before == ["a@voorbeeld.nl: Binnenkort: bijeenkomst op donderdag 10 december 2026"]
    words = "Morgen: bijeenkomst om 13.30 uur"
    assert sorted(a_day_before) == [f"{name}@voorbeeld.nl: {words}" for name in "abcc"]
    reasons = {(mail.person_id, mail.reason) for mail in await house.ledger() if mail.state == "CANCELLED"}
    assert reasons == {(mutes, "muted"), (follows, "unsubscribed")}
    assert (await known(house, plain, other)).level == "USUAL"


async def test_a_choice_for_the_series_counts_for_all_of_it_but_for_what_was_chosen_apart(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    lea = await house.member(network, "lea@voorbeeld.nl")
    series_id, (first, second, third) = await in_series(house, network, 3)

    await wants(house, lea, second, "USUAL")
    whole = await wants(house, lea, first, "MUTED", whole_series=True)
    told = await it_is(house, START - timedelta(days=1))
    apart = await known(house, lea, second, series_id)
    again = await wants(house, lea, second, "MUTED", whole_series=True)

    assert whole == SessionMailView(session_id=first, level="MUTED", is_of_series=True)
    assert (len(told), apart.level, apart.is_of_series) == (1, "USUAL", False)
    assert (again.level, again.is_of_series) == ("MUTED", True)
    assert (await known(house, lea, third, series_id)).level == "MUTED"


async def test_agenda_and_minutes_come_to_who_follows_and_not_to_who_mutes(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    follows, mutes, never = [await house.member(network, f"{name}@voorbeeld.nl") for name in "abc"]
    everybody = {follows, mutes, never}
    for person_id in (follows, never):
        await choose(house, person_id, network, Cadence.NEVER, None)
    session_id = agenda(house, network, PUBLISHED=everybody)
    held, until = minutes(house, network, SHARED=everybody)
    for about_id in (session_id, held):
        house.owners.sessions[about_id] = house.owners.sessions[house.owners.add_session(network, START)].model_copy(
            update={"id": about_id}
        )
        await wants(house, follows, about_id, "FOLLOWED")
        await wants(house, mutes, about_id, "MUTED")

    await house.hear(published(house, session_id, network), shared(house, held, network, until))
    await house.deliver()

    assert [mail["To"] for mail in await house.mailbox()] == ["a@voorbeeld.nl"] * 2


async def test_an_overview_holds_the_points_of_no_session_that_its_reader_muted(any_house: House) -> None:
    """Row 36: of one session, or of a whole series but for a session chosen apart; once wanted again they come with the next."""
    house = any_house
    network = house.owners.add_network("Noord")
    people = [
        await house.member(network, f"{name}@voorbeeld.nl") for name in ("een", "reeks", "volgt", "gewoon", "leeg")
    ]
    one, series, follows, _, all_of_it = people
    _, (first, second) = await in_series(house, network)
    for session_id, title in ((first, "Logeren bij een steungezin"), (second, "Wennen op school")):
        await house.add_point(session_id, title)
    await wants(house, one, first, "MUTED")
    await wants(house, series, second, "USUAL")
    await wants(house, series, first, "MUTED", whole_series=True)
    await wants(house, follows, second, "MUTED", whole_series=True)
    await wants(house, follows, first, "FOLLOWED")
    await wants(house, all_of_it, second, "MUTED", whole_series=True)

    await on_monday(house)
    told = {str(mail["To"]): text_of(mail) for mail in await house.mailbox()}
    await wants(house, one, first, "USUAL")
    await on_monday(house, NEXT_WEEK)

    both = {name: ("Logeren" in text, "Wennen" in text) for name, text in told.items()}
    assert both == {
        "een@voorbeeld.nl": (False, True),
        "reeks@voorbeeld.nl": (False, True),
        "volgt@voorbeeld.nl": (True, False),
        "gewoon@voorbeeld.nl": (True, True),
    }
    later = (await house.mailbox())[len(told) :]
    assert [(mail["To"], "Logeren" in text_of(mail), "Wennen" in text_of(mail)) for mail in later] == [
        ("een@voorbeeld.nl", True, False)
    ]


async def test_following_ends_with_the_link_in_the_mail_and_with_never(any_house: House) -> None:
    """BR-064: who ends the mail of a network gets none of it, also where they followed something."""
    house = any_house
    network = house.owners.add_network("Noord")
    lea, kim = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("lea", "kim")]
    await choose(house, lea, network, Cadence.NEVER, None)
    session_id = await house.plan_session(network, START)
    for person_id in (lea, kim):
        await wants(house, person_id, session_id, "FOLLOWED")
    await it_is(house, START - timedelta(days=7))
    (mail,) = [mail for mail in await house.mailbox() if mail["To"] == "lea@voorbeeld.nl"]
    (token,) = re.findall(r"/afmelden/(\S+)", text_of(mail))

    body = UnsubscribeAsked(token=token)

    async def is_ended() -> bool:
        view: UnsubscribeView = await house.place.ask("POST", "/unsubscriptions:show", UnsubscribeView, body=body)
        return view.ended

    before = await is_ended()
    await house.place.ask("POST", "/unsubscriptions", UnsubscribeView, body=body)
    assert (before, await is_ended()) == (False, True)  # with no digest there is still a session to end
    await choose(house, kim, network, Cadence.NEVER, None)
    told = await it_is(house, START - timedelta(days=1))

    assert f"/bijeenkomsten/{session_id}/mail" in text_of(mail)
    assert told == []
    assert (await known(house, lea, session_id)).level == "USUAL"


async def test_who_does_not_take_part_follows_nothing_and_who_left_gets_nothing(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    lea = await house.member(network, "lea@voorbeeld.nl")
    stranger = house.owners.add_person("ander@voorbeeld.nl")
    session_id = await house.plan_session(network, START)
    body = ChooseSessionMail(session_id=session_id, level="FOLLOWED")

    refused = [(await house.place.refusal("POST", PATH, person_id=who, body=body)).code for who in (stranger, None)]
    await wants(house, lea, session_id, "FOLLOWED")
    await house.leave(network, lea)

    assert refused == ["NOT_FOUND", "NOT_SIGNED_IN"]
    assert await it_is(house, START - timedelta(days=7)) == []
