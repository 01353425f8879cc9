"""What a member brings to a network, in their own words: for fellow members, as long as they take part (C036)."""

from datetime import timedelta

import pytest

from shared.api.network.memberships import MembershipView
from shared.api.network.participation import DeclareInterest, MemberView, ParticipationView, SayContribution
from shared.api.posting import Posted
from tests.network.steps import a_network, join, load, stored
from tests.workplace import Workplace

WORDS = "Ik heb zelf in een gezinshuis gewoond."


async def say(place: Workplace, who: MembershipView, text: str) -> ParticipationView:
    """Somebody says what they bring."""
    path = f"/networks/{who.network_id}/participation:say-contribution"
    body = SayContribution(contribution=text)
    given: ParticipationView = await place.ask("POST", path, ParticipationView, person_id=who.person_id, body=body)
    return given


async def test_c036_fellow_members_read_what_somebody_brings_until_they_take_it_back(place: Workplace) -> None:
    await load(place, a_network())
    daan, bram = await join(place, "kring", "Daan"), await join(place, "kring", "Bram")

    said = await say(place, daan, f"  {WORDS} ")
    seen = await place.ask("GET", f"/memberships/{daan.id}", MemberView, person_id=bram.person_id)
    taken_back = await say(place, daan, "  ")

    assert (said.contribution, seen.contribution) == (WORDS, WORDS)
    assert taken_back.contribution is None


async def test_c036_what_somebody_brings_differs_by_network_and_is_at_most_300_characters(place: Workplace) -> None:
    await load(place, a_network())
    await load(place, a_network("ander"))
    daan, els = await join(place, "kring", "Daan"), await join(place, "ander", "Els")
    elsewhere = await join(place, "ander", "Daan")
    path = f"/networks/{daan.network_id}/participation:say-contribution"

    too_long = await place.refusal("POST", path, person_id=daan.person_id, body=SayContribution(contribution="x" * 301))
    not_els = await place.refusal("POST", path, person_id=els.person_id, body=SayContribution(contribution=WORDS))
    await say(place, daan, "x" * 300)
    other = await place.ask(
        "GET", f"/networks/{elsewhere.network_id}/participation", ParticipationView, person_id=daan.person_id
    )

    assert (too_long.code, too_long.problems[0].field) == ("CONTRIBUTION_TOO_LONG", "contribution")
    assert not_els.code == "NOT_A_MEMBER"
    assert other.contribution is None


async def test_c036_what_somebody_brings_goes_with_their_place_and_waits_for_who_is_away(place: Workplace) -> None:
    network = await load(place, a_network())
    await join(place, "kring", "Anna", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    await say(place, daan, WORDS)
    path = f"/networks/{network.id}/participation"

    away = await place.ask("POST", f"{path}:pause", ParticipationView, person_id=daan.person_id)
    place.clock.moment += timedelta(days=1)
    left = await place.ask("POST", f"{path}:leave", ParticipationView, person_id=daan.person_id)
    back = await place.ask("POST", f"{path}:resume", ParticipationView, person_id=daan.person_id)
    kept = next(row.contribution for row in await stored(place, "membership") if row.id == daan.id)
    assert (away.contribution, left.contribution, back.contribution) == (WORDS, None, None)
    assert kept is None


PHONE = "Bel me op 06-12345678."
LOOKED = {"contact_details_may_stand": True}


@pytest.mark.parametrize(
    ("step", "first", "looked"),
    [
        ("say-contribution", SayContribution(contribution=PHONE), SayContribution(contribution=PHONE, **LOOKED)),
        ("declare-interest", DeclareInterest(text=PHONE), DeclareInterest(text=PHONE, **LOOKED)),
    ],
)
async def test_pr_6_a_young_person_never_shares_their_number_here_and_a_professional_does_once_they_looked(
    place: Workplace, step: str, first: Posted, looked: Posted
) -> None:
    await load(place, a_network())
    noor = await join(place, "kring", "Noor", perspective="YOUNG_PERSON")
    bram = await join(place, "kring", "Bram")
    kim = await join(place, "kring", "Kim", perspective="YOUNG_PERSON", role="COORDINATOR")
    path = f"/networks/{noor.network_id}/participation:{step}"

    kept_out = await place.refusal("POST", path, person_id=noor.person_id, body=looked)
    seen = await place.refusal("POST", path, person_id=bram.person_id, body=first)
    await place.ask("POST", path, ParticipationView, person_id=bram.person_id, body=looked)
    await place.ask("POST", path, ParticipationView, person_id=kim.person_id, body=looked)
    await place.ask(
        "POST", f"/networks/{noor.network_id}/participation:pause", ParticipationView, person_id=noor.person_id
    )
    await load(place, a_network("ander"))
    elsewhere = await join(place, "ander", "Noor")
    away = f"/networks/{elsewhere.network_id}/participation:{step}"
    still = await place.refusal("POST", away, person_id=noor.person_id, body=looked)

    assert (kept_out.code, seen.code) == ("CONTACT_DETAILS_KEPT_OUT", "CONTACT_DETAILS")
    assert still.code == "CONTACT_DETAILS_KEPT_OUT"
