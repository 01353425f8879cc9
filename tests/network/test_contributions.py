"""What a member brings to a network, in their own words: for fellow members, as long as they take part (C036)."""

from datetime import timedelta

from shared.api.network.memberships import MembershipView
from shared.api.network.participation import MemberView, ParticipationView, SayContribution
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
