"""Mails about who comes: a seat that came free, one question to who is missing, and who is missing to coordinators."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.notifications.subscriptions.domain import Cadence
from shared.api.agenda.coming import ComingLetter, MissingPerspective
from shared.database import new_id
from shared.events.agenda.coming import PerspectiveAsked, SessionCameNear, SessionSeatGiven
from tests.notifications.house import House, text_of

STARTS = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)


def session(house: House, network_id: UUID, perspectives: dict[UUID, str], **readers: set[UUID]) -> UUID:
    """A session as agenda tells who comes to it now, and who may hear of that."""
    session_id = new_id()
    letter = ComingLetter(
        network_id=network_id,
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2, minutes=30),
        place="Zaal 3, Zwolle",
        link="https://video.example/noord",
        missing=[MissingPerspective(perspective="YOUNG_PERSON", coming=0, minimum=2)],
        perspectives=perspectives,
        reader_ids=[],
    )
    house.owners.coming[session_id] = (letter, readers)
    return session_id


def seat_given(house: House, session_id: UUID, network_id: UUID, person_id: UUID, version: int) -> SessionSeatGiven:
    """What agenda announces when somebody who waited has a seat."""
    return SessionSeatGiven(
        session_coming_id=session_id,
        session_id=session_id,
        network_id=network_id,
        person_id=person_id,
        starts_at=STARTS,
        at=house.place.clock.now(),
        version=version,
    )


async def test_who_waited_hears_of_the_seat_also_without_other_mail_and_can_give_it_back(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "een@voorbeeld.nl")
    await house.choose(person, network, Cadence.NEVER)
    session_id = session(house, network, {person: "PARENT"}, SEAT={person})

    for version in (3, 3, 7):
        await house.hear(seat_given(house, session_id, network, person, version))
    await house.deliver()
    await house.deliver()

    mails = await house.mailbox()
    assert [(mail["To"], mail["Subject"]) for mail in mails] == [("een@voorbeeld.nl", "Er is plek voor je")] * 2
    lines = text_of(mails[0]).splitlines()
    assert "donderdag 14 januari 2027, 13.30 tot 16.00 uur" in lines
    assert "https://video.example/noord" in lines
    assert f"https://leerkring.example/bijeenkomsten/{session_id}" in lines
    own = [line for line in lines if line.startswith("https://leerkring.example/antwoord/")]
    assert len(own) == 1  # behind which they answer without signing in


async def test_who_gave_the_seat_back_meanwhile_hears_nothing(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "een@voorbeeld.nl")
    session_id = session(house, network, {}, SEAT=set())

    await house.hear(seat_given(house, session_id, network, person, 3))
    await house.deliver()

    assert (await house.mailbox(), await house.states()) == ([], ["CANCELLED"])


async def test_a_perspective_is_asked_in_its_own_words_once_and_not_who_wants_no_mail(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    young, never, answered = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("jong", "nooit", "al")]
    await house.choose(never, network, Cadence.NEVER)
    groups = dict.fromkeys((young, never), "YOUNG_PERSON")
    session_id = session(house, network, groups, ASKED={young, never})
    asked = PerspectiveAsked(
        session_coming_id=session_id,
        session_id=session_id,
        network_id=network,
        perspective="YOUNG_PERSON",
        person_ids=[young, never, answered],
        starts_at=STARTS,
        at=house.place.clock.now(),
        version=4,
    )

    for version in (4, 5):
        await house.hear(asked.model_copy(update={"version": version}))
        await house.deliver()

    (mail,) = await house.mailbox()
    assert (mail["To"], mail["Subject"]) == ("jong@voorbeeld.nl", "Kom jij ook?")
    assert "Mensen zoals jij ontbreken nog." in text_of(mail).replace("\n", " ")
    assert "jongeren" not in mail.as_string()
    assert sorted(await house.states()) == ["CANCELLED", "CANCELLED", "SENT"]


async def test_coordinators_hear_who_is_missing_in_figures_with_the_page_to_ask_them(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    coordinator = await house.member(network, "co@voorbeeld.nl")
    session_id = session(house, network, {}, MISSING={coordinator})
    near = SessionCameNear(
        session_coming_id=session_id,
        session_id=session_id,
        network_id=network,
        coordinator_ids=[coordinator],
        starts_at=STARTS,
        at=house.place.clock.now(),
        version=2,
    )

    for _ in range(2):
        await house.hear(near)
        await house.deliver()

    (mail,) = await house.mailbox()
    assert (mail["To"], mail["Subject"]) == ("co@voorbeeld.nl", "Niet iedereen is erbij")
    lines = text_of(mail).splitlines()
    assert "- jongeren: 0, nodig: 2" in lines
    assert f"https://leerkring.example/bijeenkomsten/{session_id}/wie-komt" in lines


async def test_nothing_leaves_about_a_session_for_which_everybody_is_there_or_that_has_begun(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    coordinator = await house.member(network, "co@voorbeeld.nl")
    complete = session(house, network, {})

    for starts_at in (STARTS, house.place.clock.now()):
        await house.hear(
            SessionCameNear(
                session_coming_id=complete,
                session_id=complete,
                network_id=network,
                coordinator_ids=[coordinator],
                starts_at=starts_at,
                at=house.place.clock.now(),
                version=2,
            )
        )
        await house.deliver()

    assert (await house.mailbox(), await house.states()) == ([], ["CANCELLED"])
