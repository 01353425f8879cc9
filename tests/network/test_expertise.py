"""Whom fellow members can ask, and about what: off until somebody says so, and ended with their place (C058)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from services.network.people.models.accounts import Person
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import MemberView, OfferExpertise, ParticipationView
from shared.api.page import Page
from tests.network.steps import a_network, join, load, stored
from tests.workplace import Workplace

THEMES = ["onderwijs", "samenwerken"]


def where(who: MembershipView, what: str = "") -> str:
    """Where somebody says something of their own place."""
    return f"/networks/{who.network_id}/participation{what}"


async def offer(place: Workplace, who: MembershipView, *themes: str) -> ParticipationView:
    """Somebody says that they may be asked."""
    body = OfferExpertise.model_validate({"themes": themes})
    path = where(who, ":offer-expertise")
    given: ParticipationView = await place.ask("POST", path, ParticipationView, person_id=who.person_id, body=body)
    return given


async def askable(place: Workplace, viewer: MembershipView, **only: str) -> list[tuple[str, list[str] | None]]:
    """Whom a member can ask, and about what."""
    page = await place.ask(
        "GET",
        f"/networks/{viewer.network_id}/members",
        Page[MemberView],
        person_id=viewer.person_id,
        params={"askable": True, **only},
    )
    return [(one.display_name, list(one.expertise) if one.expertise is not None else None) for one in page.items]


async def test_c058_who_says_so_can_be_asked_about_the_themes_they_chose_until_they_end_it(place: Workplace) -> None:
    await load(place, a_network(themes=THEMES))
    daan, bram = await join(place, "kring", "Daan"), await join(place, "kring", "Bram")
    before = await askable(place, bram)

    said = await offer(place, daan, "samenwerken", "onderwijs", "onderwijs")
    await offer(place, bram)
    found = await askable(place, bram), await askable(place, bram, about="onderwijs")
    ended = await place.ask("POST", where(daan, ":end-expertise"), ParticipationView, person_id=daan.person_id)

    assert before == []
    assert said.expertise == THEMES
    assert found == ([("Bram", []), ("Daan", THEMES)], [("Daan", THEMES)])
    assert ended.expertise is None
    assert await askable(place, bram) == [("Bram", [])]


async def test_c058_only_themes_of_the_network_only_members_and_nobody_under_16(place: Workplace) -> None:
    await load(place, a_network(themes=THEMES))
    await load(place, a_network("ander"))
    daan, els = await join(place, "kring", "Daan"), await join(place, "ander", "Els")
    path, here = where(daan, ":offer-expertise"), f"/networks/{daan.network_id}/members"
    other = OfferExpertise(themes=["leernetwerken"])

    unknown = await place.refusal("POST", path, person_id=daan.person_id, body=other)
    not_els = await place.refusal("POST", path, person_id=els.person_id, body=OfferExpertise())
    unseen = await place.refusal("GET", here, person_id=els.person_id, params={"askable": True})
    async with place.door.work() as work:
        await work.session.execute(update(Person).values(age_band="UNDER_16"))
    child = await place.refusal("POST", path, person_id=daan.person_id, body=OfferExpertise())

    assert (unknown.code, unknown.problems[0].field) == ("NOT_A_THEME_HERE", "themes")
    assert (not_els.code, unseen.code, child.code) == ("NOT_A_MEMBER", "NOT_A_MEMBER", "TOO_YOUNG_TO_BE_ASKED")


@pytest.mark.parametrize("looks", ["COORDINATOR", "MEMBER"])
async def test_c058_who_is_away_is_not_pointed_at_and_who_left_is_forgotten(place: Workplace, looks: str) -> None:
    await load(place, a_network(themes=THEMES))
    anna = await join(place, "kring", "Anna", role="COORDINATOR")
    viewer = anna if looks == "COORDINATOR" else await join(place, "kring", "Bram")
    daan = await join(place, "kring", "Daan")
    await offer(place, daan, "onderwijs")

    away = await place.ask("POST", where(daan, ":pause"), ParticipationView, person_id=daan.person_id)
    meanwhile = await askable(place, viewer)
    place.clock.moment += timedelta(days=1)
    back = await place.ask("POST", where(daan, ":resume"), ParticipationView, person_id=daan.person_id)
    again = await askable(place, viewer)
    left = await place.ask("POST", where(daan, ":leave"), ParticipationView, person_id=daan.person_id)
    kept = next(row.expertise for row in await stored(place, "membership") if row.id == daan.id)

    assert (away.expertise, meanwhile) == (["onderwijs"], [])
    assert (back.expertise, again) == (["onderwijs"], [("Daan", ["onderwijs"])])
    assert (left.expertise, kept) == (None, None)
