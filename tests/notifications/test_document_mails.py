"""A document that is added to a session is told once, in one mail with what happens meanwhile, to who wants that (wish 10, BR-047)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from services.notifications.handlers.clock import when_night_falls
from services.notifications.invitations.models import DocumentCall
from services.notifications.invitations.operations import calling
from services.notifications.subscriptions.domain import Cadence
from shared.api.notifications.subscriptions import ChooseSessionMail, SessionMailView
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.agenda.sessions import SessionConfirmed, SessionDocumentAdded, SessionHeld, SessionWithdrawn
from tests.notifications.house import House, html_of, text_of
from tests.notifications.test_invitations import move, series, time_passes
from tests.notifications.test_writing import _words, reading

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
START = datetime(2027, 3, 11, 13, 30, tzinfo=AMSTERDAM).astimezone(UTC)
LEA = "lea@voorbeeld.example"


async def add(
    house: House,
    session_id: UUID,
    title: str,
    *,
    by: UUID | None = None,
    series_id: UUID | None = None,
    status: str | None = "CONFIRMED",
    ago: timedelta = timedelta(),
) -> UUID:
    """Somebody adds a document."""
    document_id = new_id()
    house.owners.documents[document_id] = (session_id, title, by)
    await house.hear(
        SessionDocumentAdded(
            document_id=document_id,
            session_id=session_id,
            network_id=house.owners.sessions[session_id].network_id,
            series_id=series_id,
            status=status,
            at=house.place.clock.now() - ago,
            version=1,
        )
    )
    return document_id


async def known(house: House) -> tuple[UUID, UUID, UUID]:
    """A network, a member of it, and a session of which they know."""
    network = house.owners.add_network("KBL")
    person = await house.member(network, LEA)
    session_id = await house.plan_session(network, START)
    assert len(await time_passes(house, minutes=4)) == 1
    return network, person, session_id


async def in_daylight(house: House) -> None:
    """It is a quarter to ten in the morning."""
    house.is_now(datetime(2027, 1, 11, 9, 45, tzinfo=AMSTERDAM).astimezone(UTC))


async def test_wish_10_documents_of_a_few_minutes_are_told_in_one_mail_and_only_once(any_house: House) -> None:
    house = any_house
    await in_daylight(house)
    network, _, session_id = await known(house)
    other_id = await house.plan_session(network, START + timedelta(days=60))
    await time_passes(house, minutes=4)

    await add(house, session_id, "Leeswijzer <b>kort</b>")
    house.place.clock.forward(seconds=40)
    await add(house, session_id, "Kijk op koop.nu")
    (mail,) = await time_passes(house, minutes=3)
    await add(house, session_id, "Een derde")
    await add(house, other_id, "Een vierde")
    (later,) = await time_passes(house, minutes=4)

    assert str(mail["Subject"]) == "Nieuwe documenten bij de bijeenkomst op donderdag 11 maart 2027"
    assert str(later["Subject"]) == "Nieuwe documenten bij je bijeenkomsten"
    for words in (text_of(mail), html_of(mail)):
        assert "Bij de bijeenkomst van KBL op donderdag 11 maart 2027 staan nieuwe documenten:" in words
        assert "Kijk op koop. nu" in words
        assert f"https://leerkring.example/bijeenkomsten/{session_id}#documenten-kop" in words
        assert "kalenderbestand" not in words
        assert f"https://leerkring.example/bijeenkomsten/{session_id}/mail" in words
    assert "Leeswijzer &lt;b&gt;kort&lt;/b&gt;" in html_of(mail)
    assert "derde" not in text_of(mail)
    for one in (mail, later):
        assert reading(html_of(one)).words == _words(text_of(one))
    assert ("Een derde" in text_of(later), "Een vierde" in text_of(later), "kort" in text_of(later)) == (
        True,
        True,
        False,
    )
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "https://leerkring.example/afmelden/" in text_of(mail)
    assert await time_passes(house, days=1) == []


async def test_br_047_a_document_and_a_move_are_one_mail_in_whatever_order_they_come(any_house: House) -> None:
    house = any_house
    await in_daylight(house)
    _, _, session_id = await known(house)

    await add(house, session_id, "Leeswijzer")
    house.place.clock.forward(seconds=30)
    await move(house, None, session_id, place="Zwolle")
    (first,) = await time_passes(house, minutes=4)
    await move(house, None, session_id, place="Utrecht")
    house.place.clock.forward(seconds=30)
    await add(house, session_id, "Routebeschrijving")
    (second,) = await time_passes(house, minutes=4)

    for mail, place, title in ((first, "Zwolle", "Leeswijzer"), (second, "Utrecht", "Routebeschrijving")):
        assert str(mail["Subject"]) == "Verandering: bijeenkomst op donderdag 11 maart 2027"
        for words in (text_of(mail), html_of(mail)):
            assert place in words
            assert title in words
            assert "staat een nieuw document:" in words
        assert [part.get_content_type() for part in mail.walk()].count("text/calendar") == 1
    assert "Leeswijzer" not in text_of(second)


async def test_wish_10_who_hears_of_it_follows_from_what_they_chose(any_house: House) -> None:
    house = any_house
    await in_daylight(house)
    network = house.owners.add_network("KBL")
    plain, never, muted, follows, author, elsewhere = [
        await house.member(network, f"{name}@voorbeeld.example") for name in "abcdef"
    ]
    session_id = await house.plan_session(network, START)
    await time_passes(house, minutes=4)
    await house.choose(never, network, Cadence.NEVER)
    await house.choose(follows, network, Cadence.NEVER)
    for person_id, level in ((muted, "MUTED"), (follows, "FOLLOWED")):
        body = ChooseSessionMail.model_validate({"session_id": session_id, "level": level})
        await house.place.ask("POST", "/session-mail:choose", SessionMailView, person_id=person_id, body=body)
    house.owners.expected[session_id] = {plain, never, muted, follows, author}

    await add(house, session_id, "Leeswijzer", by=author)
    told = await time_passes(house, minutes=4)
    await move(house, None, session_id, place="Zwolle")
    await add(house, session_id, "Routebeschrijving", by=author)
    both = await time_passes(house, minutes=4)

    assert sorted(str(mail["To"])[0] for mail in told) == ["a", "d"]
    assert {str(mail["To"])[0]: "Routebeschrijving" in text_of(mail) for mail in both} == {
        "a": True,
        "b": False,
        "c": False,
        "d": True,
        "e": False,
    }
    assert elsewhere not in house.owners.expected[session_id]


async def test_a_document_that_was_taken_away_or_whose_session_is_off_is_told_to_nobody(any_house: House) -> None:
    house = any_house
    await in_daylight(house)
    network, _, session_id = await known(house)
    off = await house.plan_session(network, START + timedelta(days=60))
    await time_passes(house, minutes=4)

    gone = await add(house, session_id, "Weg")
    del house.owners.documents[gone]
    await add(house, off, "Gaat niet door")
    house.owners.change_session(off, status="CANCELLED")
    await add(house, session_id, "Nog een idee", status="DRAFT")
    await add(house, session_id, "Van vroeger", status=None)
    await add(house, session_id, "Van dagen her", ago=timedelta(days=4))

    (mail,) = await time_passes(house, minutes=4)
    assert str(mail["Subject"]).startswith("Gaat niet door")
    assert "document" not in text_of(mail)


async def test_material_of_a_session_that_was_held_is_told_also_where_nothing_is_to_come(any_house: House) -> None:
    house = any_house
    await in_daylight(house)
    network, _, session_id = await known(house)
    house.is_now(START + timedelta(hours=20))
    view = house.owners.change_session(session_id, status="HELD")
    held = {"session_id": session_id, "network_id": network, "status": "HELD", "version": view.version}
    await house.hear(SessionHeld.model_validate({**held, "at": house.place.clock.now()}))

    await add(house, session_id, "De dia\u2019s", status="HELD")
    (mail,) = await time_passes(house, minutes=4)

    assert str(mail["Subject"]) == "Nieuw document bij de bijeenkomst op donderdag 11 maart 2027"
    assert "Lees het document" in text_of(mail)


async def test_a_document_waits_for_the_morning_and_a_move_does_not(any_house: House) -> None:
    house = any_house
    await in_daylight(house)
    _, _, session_id = await known(house)
    house.is_now(datetime(2027, 1, 11, 22, 0, tzinfo=AMSTERDAM).astimezone(UTC))

    await add(house, session_id, "Leeswijzer")
    await move(house, None, session_id, place="Zwolle")
    (at_night,) = await time_passes(house, minutes=4)
    (in_the_morning,) = await time_passes(house, hours=10)

    assert ("Zwolle" in text_of(at_night), "Leeswijzer" in text_of(at_night)) == (True, False)
    assert ("Zwolle" in text_of(in_the_morning), "Leeswijzer" in text_of(in_the_morning)) == (False, True)


async def test_j03_of_a_session_that_can_still_be_undone_no_document_is_told_before_its_invitation(
    any_house: House,
) -> None:
    house = any_house
    await in_daylight(house)
    network = house.owners.add_network("KBL")
    await house.member(network, LEA)
    series_id, (session_id,) = await series(house, network, [START])

    await add(house, session_id, "Leeswijzer", series_id=series_id)
    house.place.clock.forward(minutes=30)
    now = house.place.clock.now()
    later_id = house.owners.add_session(network, START + timedelta(days=60))
    house.owners.sets[series_id].append(later_id)
    await house.hear(
        SessionConfirmed(
            session_id=later_id,
            network_id=network,
            series_id=series_id,
            status="CONFIRMED",
            sequence=0,
            starts_at=START + timedelta(days=60),
            ends_at=START + timedelta(days=60, hours=2),
            undo_until=now + timedelta(hours=1),
            at=now,
            version=1,
        )
    )
    early = await time_passes(house, minutes=45)
    (mail,) = await time_passes(house, minutes=20)

    assert early == []
    assert str(mail["Subject"]) == "Uitnodiging: 2 bijeenkomsten"
    assert "Leeswijzer" in text_of(mail)
    assert "Wil je geen mail over documenten?" in text_of(mail)


@pytest.mark.parametrize("stops_at", ["call_answered", "documents_planned"])
async def test_a_document_is_told_once_also_where_planning_stopped_halfway(
    any_house: House, monkeypatch: pytest.MonkeyPatch, stops_at: str
) -> None:
    house = any_house
    await in_daylight(house)
    _, _, session_id = await known(house)
    await move(house, None, session_id, place="Zwolle")
    await add(house, session_id, "Leeswijzer")
    before = len(await house.mailbox())
    with monkeypatch.context() as dying:
        dying.setattr(calling, stops_at, lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await time_passes(house, minutes=4)
    await house.deliver()

    await time_passes(house, minutes=1)
    await time_passes(house, hours=1)

    told = [text_of(mail) for mail in (await house.mailbox())[before:]]
    assert ["Leeswijzer" in words for words in told] == [True]
    assert "Zwolle" in told[0]


async def test_a_document_that_is_heard_while_its_mails_leave_and_heard_twice_is_told_once(any_house: House) -> None:
    house = any_house
    await in_daylight(house)
    _, _, session_id = await known(house)
    first = await add(house, session_id, "Leeswijzer")
    (told,) = await time_passes(house, minutes=4)

    house.owners.documents[first] = (session_id, "Leeswijzer", None)
    await house.hear(
        SessionDocumentAdded(
            document_id=first,
            session_id=session_id,
            network_id=house.owners.sessions[session_id].network_id,
            status="CONFIRMED",
            at=house.place.clock.now(),
            version=1,
        )
    )

    assert "Leeswijzer" in text_of(told)
    assert await time_passes(house, minutes=10) == []


async def test_which_documents_were_told_is_forgotten_after_some_days(any_house: House) -> None:
    house = any_house
    await in_daylight(house)
    _, _, session_id = await known(house)
    await add(house, session_id, "Leeswijzer")
    await time_passes(house, minutes=4)
    await add(house, session_id, "Wacht nog")
    kept = []
    for days in (5, 2):
        house.place.clock.forward(days=days)
        await when_night_falls(house.door, Period("now", house.place.clock.now()))
        async with house.door.reading() as session:
            kept.append(len((await session.execute(select(DocumentCall))).all()))

    assert kept == [2, 1]


@pytest.mark.parametrize("minutes", [20, 180])
async def test_a_document_of_a_session_that_was_a_draft_again_is_told_once_with_the_invitation_that_leaves(
    any_house: House, minutes: int
) -> None:
    house = any_house
    await in_daylight(house)
    network = house.owners.add_network("KBL")
    await house.member(network, LEA)
    session_id = house.owners.add_session(network, START)
    await _confirmed(house, session_id, version=1)
    document_id = await add(house, session_id, "Leeswijzer")
    view = house.owners.sessions[session_id]
    house.owners.sessions[session_id] = view.model_copy(update={"status": "DRAFT"})
    about = {"session_id": session_id, "network_id": network, "series_id": None, "status": "DRAFT", "version": 2}
    await house.hear(SessionWithdrawn.model_validate({**about, "at": house.place.clock.now()}))
    early = await time_passes(house, minutes=minutes)

    house.owners.sessions[session_id] = view
    await _confirmed(house, session_id, version=3, document_ids=[document_id])
    at = house.place.clock.now()
    early += await time_passes(house, minutes=55)
    (mail,) = await time_passes(house, minutes=10)
    await _confirmed(house, session_id, version=3, document_ids=[document_id], at=at)

    assert early == []
    assert str(mail["Subject"]).startswith("Uitnodiging:")
    assert text_of(mail).count("Leeswijzer") == 1
    assert await time_passes(house, hours=8) == []


async def _confirmed(
    house: House,
    session_id: UUID,
    *,
    version: int,
    document_ids: Sequence[UUID] = (),
    at: datetime | None = None,
) -> None:
    """A coordinator confirms a draft, and can take that back for an hour."""
    at = at or house.place.clock.now()
    await house.hear(
        SessionConfirmed(
            session_id=session_id,
            network_id=house.owners.sessions[session_id].network_id,
            series_id=None,
            status="CONFIRMED",
            sequence=0,
            starts_at=START,
            ends_at=START + timedelta(hours=2),
            undo_until=at + timedelta(hours=1),
            document_ids=list(document_ids),
            at=at,
            version=version,
        )
    )
