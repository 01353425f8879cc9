"""Mails about sessions that do not take place, and about those that do after all: they name what their readers were told (BR-047)."""

from datetime import timedelta
from uuid import UUID

from tests.notifications.house import House, html_of, text_of
from tests.notifications.test_invitations import YEAR, calendar_of, call_off, move, series, time_passes


async def take_up(house: House, series_id: UUID, session_id: UUID) -> None:
    """A session that was called off takes place after all."""
    house.owners.taken_up.add(session_id)
    await move(house, series_id, session_id, status="CONFIRMED")


async def test_a_session_that_moved_and_was_called_off_in_one_go_is_named_as_its_readers_know_it(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, (first, *_) = await series(house, network_id)
    await time_passes(house, hours=2)

    await move(house, series_id, first, starts_at=YEAR[0] + timedelta(days=1), place="Ede")
    await call_off(house, series_id, first)
    (mail,) = await time_passes(house, minutes=10)

    assert str(mail["Subject"]) == "Gaat niet door: bijeenkomst op donderdag 14 januari 2027"
    for words in (text_of(mail), html_of(mail)):
        assert "donderdag 14 januari 2027, 13.30 uur" in words
        assert "15 januari" not in words
        assert "Ede" not in words


async def test_what_takes_place_after_all_is_told_so_and_the_sequence_of_its_series_does_not_fall(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, (first, *_) = await series(house, network_id)
    await time_passes(house, hours=2)

    await call_off(house, series_id, first)
    (off,) = await time_passes(house, minutes=10)
    await take_up(house, series_id, first)
    (back,) = await time_passes(house, minutes=10)

    assert "donderdag 14 januari 2027, 13.30 tot 16.00 uur" in text_of(off)
    assert str(back["Subject"]) == "Gaat toch door: bijeenkomst op donderdag 14 januari 2027"
    assert "We schreven eerder dat hij niet doorging." in text_of(back).replace("\n", " ")
    assert "De eindtijd of de link is anders." not in text_of(back).replace("\n", " ")
    method, (whole, exception) = calendar_of(back)
    assert (method, whole["SEQUENCE"], exception["SEQUENCE"]) == ("REQUEST", 2, 2)


async def test_what_was_called_off_and_taken_back_before_a_mail_left_is_no_news(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, (first, *_) = await series(house, network_id)
    await time_passes(house, hours=2)

    await call_off(house, series_id, first)
    await take_up(house, series_id, first)

    assert await time_passes(house, minutes=10) == []
