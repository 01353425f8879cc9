"""The mail to who coordinates that a role was handed back: once to each, in their language, without a name."""

import pytest

from shared.api.network.participation import PlaceLetter
from shared.database import new_id
from shared.events.roles import RoleHandedBack
from tests.notifications.house import House, html_of, text_of


@pytest.mark.parametrize(
    ("language", "subject", "role", "link"),
    [
        ("nl", "Iemand gaf een rol terug", "gespreksleider", "Kijk wie de rol teruggaf"),
        ("en", "Somebody handed back a role", "facilitator", "See who handed back the role"),
    ],
)
async def test_who_coordinates_hears_once_which_role_is_free_and_sees_by_whom_after_signing_in(
    any_house: House, language: str, subject: str, role: str, link: str
) -> None:
    house = any_house
    kim, lex, member = (
        house.owners.add_person("kim@voorbeeld.nl"),
        house.owners.add_person("lex@voorbeeld.nl"),
        new_id(),
    )
    told = {"address": "kim@voorbeeld.nl", "language": language, "network_name": "Kring", "network_slug": "kring"}
    house.owners.roles[member] = {("FACILITATOR", kim): PlaceLetter.model_validate(told | {"until_at": None})}
    event = RoleHandedBack(
        version=1,
        notice_id=new_id(),
        membership_id=member,
        network_id=new_id(),
        role="FACILITATOR",
        coordinator_ids=[kim, lex],  # Lex coordinates no more
        at=house.place.clock.now(),
    )

    await house.hear(event, event)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert (mail["to"], mail["subject"]) == ("kim@voorbeeld.nl", subject)
    for words in (text_of(mail), html_of(mail)):
        assert f": {role}." in words
        assert link in words
        assert f"https://leerkring.example/netwerken/kring/mensen/{member}" in words
