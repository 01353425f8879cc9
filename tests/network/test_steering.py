"""Carrying a network: administrators begin one, its own coordinators decide about it, and nobody else does (C034, A-40)."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from deploy.operator import Json as Raw
from services.network.networks.models import Network
from services.network.people.queries.accounts import person_by_email
from services.network.steering.domain.settings import KINDS
from shared.api.network.joining import AcceptInvitation, InvitationSecret, InvitationSecretAsked
from shared.api.network.memberships import MembershipView
from shared.api.network.networks import Loaded, NetworkRelations, NetworkView, PerspectiveView
from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from shared.api.network.steering.goals import SetGoal
from shared.api.network.steering.settings import CreateNetwork, UpdateNetwork
from shared.api.network.steering.ties import RelateNetworks
from shared.api.page import Ids
from shared.beginnings import BEGINNINGS
from shared.errors import Refusal
from shared.events.network import InvitationMade, NetworkChanged, NetworkCreated
from tests.network.steps import a_network, join, load, sign_in, stored
from tests.workplace import Workplace

OF_A_CHILD = "liv@voorbeeld.example"


async def administrator(place: Workplace) -> UUID:
    """Somebody who looks after the platform."""
    body = ChangePlatformRole(email="beheer@voorbeeld.example", role="PLATFORM_ADMIN")
    told: PlatformRolesView = await place.ask(
        "POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body
    )
    return told.person_id


def new_network(**different: Any) -> CreateNetwork:
    """What an administrator fills in, with what is different."""
    return CreateNetwork.model_validate(
        {
            "name": "Leren in Drenthe: één thuis",
            "kind": "learning_network",
            "mission_nl": "Samen leren.",
            "mission_en": "Learn together.",
            "perspectives": [PerspectiveView(code="PARENT", minimum=1), PerspectiveView(code="EDUCATION", minimum=1)],
            "coordinator_email": "Kim@Voorbeeld.example",
            "coordinator_name": "Kim",
            "coordinator_perspective": "EDUCATION",
            **different,
        }
    )


async def say_yes(place: Workplace, email: str) -> UUID:
    """Accept the only invitation there is, with the link from its mail; gives who did."""
    who = (await sign_in(place, email)).person_id
    (kept,) = await stored(place, "invitation")
    asked = InvitationSecretAsked(round=1)
    secret = await place.ask(
        "POST", f"/invitations/{kept.id}:mint", InvitationSecret, service="notifications", body=asked
    )
    body = AcceptInvitation(token=secret.token, age="FROM_16")
    await place.ask("POST", "/invitations:accept", MembershipView, person_id=who, body=body)
    return who


def settings(view: NetworkView, **different: Any) -> UpdateNetwork:
    """All settings of a network as they are, with what is different."""
    names = UpdateNetwork.model_fields.keys() - {"status"}
    return UpdateNetwork.model_validate(
        {**view.model_dump(include=set(names)), "perspectives": view.perspectives, **different}
    )


async def shown(place: Workplace, slug: str = "kring") -> NetworkView:
    """A network as everybody sees it."""
    view: NetworkView = await place.ask("GET", f"/networks/by-slug/{slug}", NetworkView)
    return view


async def update(place: Workplace, body: UpdateNetwork, who: UUID, network_id: UUID) -> NetworkView:
    """Change the settings of a network."""
    view: NetworkView = await place.ask("POST", f"/networks/{network_id}:update", NetworkView, person_id=who, body=body)
    return view


async def refused(place: Workplace, path: str, who: UUID, body: Any = None) -> Refusal:
    """Ask for a change that is not made."""
    return await place.refusal("POST", path, person_id=who, body=body)


async def test_an_administrator_lets_a_network_begin_with_its_first_coordinator(place: Workplace) -> None:
    admin = await administrator(place)

    made = await place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network())

    created, invited = await place.announced()
    assert (made.slug, made.status, made.version) == ("leren-in-drenthe-een-thuis", "PREPARING", 1)
    assert created == NetworkCreated(
        version=1, network_id=made.id, kind="learning_network", status="PREPARING", cadence="WEEKLY"
    )
    assert isinstance(invited, InvitationMade)
    assert invited.network_id == made.id
    (kept,) = await stored(place, "invitation")
    assert (kept.role, kept.perspective, kept.name) == ("COORDINATOR", "EDUCATION", "Kim")
    assert await stored(place, "membership") == []


async def test_who_accepts_the_invitation_to_a_new_network_is_its_first_coordinator(place: Workplace) -> None:
    admin = await administrator(place)
    made = await place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network())

    kim = await say_yes(place, "kim@voorbeeld.example")

    mine = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=kim)
    assert [(one.network_id, one.perspective, one.coordinates) for one in mine] == [(made.id, "EDUCATION", True)]


@pytest.mark.parametrize("is_known", [True, False])
async def test_a10_a34_who_begins_a_group_learns_nothing_of_an_address_and_makes_nobody_a_coordinator(
    sqlite_place: Workplace, is_known: bool
) -> None:
    """The same for an address without an account, one that was never used, and somebody under 16: an invitation, asked by mail."""
    around = await load(sqlite_place, a_network())
    kim = await join(sqlite_place, "kring", "Kim", role="COORDINATOR")
    body = new_network(
        kind="working_group", parent_id=around.id, perspectives=[], coordinator_email=OF_A_CHILD, coordinator_name="X"
    )
    if is_known:
        await sign_in(sqlite_place, OF_A_CHILD)
        async with sqlite_place.door.work() as work:
            child = await person_by_email(work.session, OF_A_CHILD)
            assert child is not None
            child.age_band = "UNDER_16"
    people = [(row.id, row.display_name) for row in await stored(sqlite_place, "person")]

    made = await sqlite_place.ask("POST", "/networks", NetworkView, person_id=kim.person_id, body=body)

    assert [(row.id, row.display_name) for row in await stored(sqlite_place, "person")] == people
    assert [row.person_id for row in await stored(sqlite_place, "membership") if row.network_id == made.id] == [
        kim.person_id
    ]
    assert [(row.role, row.status) for row in await stored(sqlite_place, "invitation")] == [("COORDINATOR", "OPEN")]


async def test_who_was_never_asked_their_age_begins_a_group_and_coordinates_it(sqlite_place: Workplace) -> None:
    around = await load(sqlite_place, a_network())
    kim = await join(sqlite_place, "kring", "Kim", role="COORDINATOR")
    body = new_network(kind="working_group", parent_id=around.id)

    made = await sqlite_place.ask("POST", "/networks", NetworkView, person_id=kim.person_id, body=body)

    mine = await sqlite_place.ask("GET", "/memberships/mine", list[MembershipView], person_id=kim.person_id)
    assert [(one.network_id, one.perspective, one.coordinates) for one in mine] == [
        (around.id, "PROFESSIONAL", True),
        (made.id, "EDUCATION", True),
    ]
    assert await stored(sqlite_place, "invitation") == []


async def test_a_second_network_with_the_same_name_has_its_own_address(sqlite_place: Workplace) -> None:
    admin = await administrator(sqlite_place)

    slugs = [
        (await sqlite_place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network(name=name))).slug
        for name in ("Kring!", "kring", "???")
    ]

    assert slugs == ["kring", "kring-2", "netwerk"]


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"kind": "working_group"}, "NETWORK_INCOMPLETE"),
        ({"kind": "geheim"}, "NETWORK_INCOMPLETE"),
        ({"name": " "}, "NETWORK_INCOMPLETE"),
        ({"mission_nl": ""}, "NETWORK_INCOMPLETE"),
        ({"coordinator_email": "nergens"}, "NOT_AN_ADDRESS"),
        ({"coordinator_perspective": "REGION"}, "WRONG_PERSPECTIVE"),
        ({"parent_id": UUID(int=7)}, "NOT_FOUND"),
    ],
)
async def test_a_network_that_cannot_begin_is_refused_and_leaves_nothing(
    sqlite_place: Workplace, different: dict[str, Any], code: str
) -> None:
    admin = await administrator(sqlite_place)

    refusal = await refused(sqlite_place, "/networks", admin, new_network(**different))

    assert refusal.code == code
    assert await sqlite_place.announced() == []


async def test_nobody_else_lets_a_network_begin(sqlite_place: Workplace) -> None:
    await load(sqlite_place, a_network())
    kim = await join(sqlite_place, "kring", "Kim", role="COORDINATOR")

    assert (await refused(sqlite_place, "/networks", kim.person_id, new_network())).code == "ADMINISTRATOR_NEEDED"
    assert (await sqlite_place.refusal("POST", "/networks", body=new_network())).code == "NOT_SIGNED_IN"


async def test_a_role_on_the_platform_is_given_and_taken_back_by_the_operator_only(sqlite_place: Workplace) -> None:
    body = ChangePlatformRole(email="a@voorbeeld.example", role="PRIVACY_OFFICER")
    admin = await administrator(sqlite_place)
    given = await sqlite_place.ask("POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body)

    twice = await sqlite_place.ask("POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body)
    refusal = await refused(sqlite_place, "/platform-roles:grant", admin, body)
    taken = await sqlite_place.ask("POST", "/platform-roles:revoke", PlatformRolesView, service="operator", body=body)

    assert given == twice == PlatformRolesView(person_id=given.person_id, roles=["PRIVACY_OFFICER"])
    assert refusal.code == "NOT_ALLOWED"
    assert taken.roles == []


async def test_j22_nothing_begins_in_a_network_that_has_ended(sqlite_place: Workplace) -> None:
    """DOMAIN 6: no group, and no goal; until it begins again."""
    around = await load(sqlite_place, a_network())
    kim = await join(sqlite_place, "kring", "Kim", role="COORDINATOR")
    await load(sqlite_place, a_network(status="ARCHIVED"))

    group = new_network(kind="working_group", parent_id=around.id)
    goal = SetGoal(text="Geen kind alleen", measure="Aantal")
    group_refused = await refused(sqlite_place, "/networks", kim.person_id, group)
    goal_refused = await refused(sqlite_place, f"/networks/{around.id}/goals", kim.person_id, goal)

    assert [one.code for one in (group_refused, goal_refused)] == ["NETWORK_IS_OVER", "NETWORK_IS_OVER"]


async def test_coordinators_begin_a_group_inside_their_network_with_its_own_members(place: Workplace) -> None:
    """C023: a group is a network inside a network; it has no groups of its own."""
    around = await load(place, a_network())
    kim = await join(place, "kring", "Kim", role="COORDINATOR")
    sam = await join(place, "kring", "Sam")
    body = new_network(name="Werkgroep", kind="working_group", parent_id=around.id)

    not_by_members = await refused(place, "/networks", sam.person_id, body)
    group = await place.ask("POST", "/networks", NetworkView, person_id=kim.person_id, body=body)
    no_deeper = await refused(place, "/networks", kim.person_id, new_network(kind="working_group", parent_id=group.id))

    assert not_by_members.code == "COORDINATOR_NEEDED"
    assert (group.parent_id, group.kind) == (around.id, "working_group")
    assert no_deeper.code == "GROUP_IN_GROUP"
    mine = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=sam.person_id)
    assert [one.network_id for one in mine] == [around.id]


async def test_a_network_says_something_else_of_itself_under_its_next_version(place: Workplace) -> None:
    loaded = await load(place, a_network())
    kim = await join(place, "kring", "Kim", role="DEPUTY")
    before = await shown(place)
    body = settings(
        before,
        mission_nl="Anders leren.",
        rhythm_months=2,
        perspectives=[PerspectiveView(code="PARENT", minimum=3)],
        themes=["samenwerken", "onderwijs"],
        regions=["LIMBURG", "DRENTHE"],
        status="PAUSED",
        digest_cadence="BEFORE_SESSION",
    )

    after = await update(place, body, kim.person_id, loaded.id)

    assert after == await shown(place)
    assert (after.version, after.mission_nl, after.rhythm_months, after.status) == (2, "Anders leren.", 2, "PAUSED")
    assert (after.themes, after.regions) == (["onderwijs", "samenwerken"], ["DRENTHE", "LIMBURG"])
    assert (after.kind, after.source) == (before.kind, before.source)
    assert (await place.announced())[-1] == NetworkChanged(
        version=2, network_id=loaded.id, kind="learning_network", status="PAUSED", cadence="BEFORE_SESSION"
    )


async def test_the_same_settings_again_change_and_announce_nothing(sqlite_place: Workplace) -> None:
    loaded = await load(sqlite_place, a_network())
    kim = await join(sqlite_place, "kring", "Kim", role="COORDINATOR")
    before, said = await shown(sqlite_place), len(await sqlite_place.announced())

    after = await update(sqlite_place, settings(before), kim.person_id, loaded.id)

    assert after == before
    assert len(await sqlite_place.announced()) == said


async def test_two_who_change_at_once_do_not_overwrite_one_another(sqlite_place: Workplace) -> None:
    loaded = await load(sqlite_place, a_network())
    kim = await join(sqlite_place, "kring", "Kim", role="COORDINATOR")
    before = await shown(sqlite_place)
    await update(sqlite_place, settings(before, name="Eerste"), kim.person_id, loaded.id)

    refusal = await refused(
        sqlite_place, f"/networks/{loaded.id}:update", kim.person_id, settings(before, name="Tweede")
    )

    assert refusal.code == "STALE_VERSION"
    assert (await shown(sqlite_place)).name == "Eerste"


async def test_a40_who_looks_after_the_platform_decides_nothing_in_a_network(sqlite_place: Workplace) -> None:
    """C034: not its settings, not its goals, relations or partners, not its end."""
    loaded = await load(sqlite_place, a_network())
    await load(sqlite_place, a_network("ander"))
    admin = await administrator(sqlite_place)
    before, said = await shown(sqlite_place), len(await sqlite_place.announced())
    bodies: dict[str, dict[str, Any]] = {
        ":update": settings(before, name="Van de beheerder").model_dump(mode="json"),
        "/goals": {"text": "Doel", "measure": "Maat"},
        "/relations": {"type": "SUPPORTS", "to_slug": "ander"},
        "/partners": {"name": "Een school"},
        ":succeed": {"version": 1, "successor_slug": "ander"},
    }

    refusals = [
        await refused(sqlite_place, f"/networks/{loaded.id}{path}", admin, Raw(body)) for path, body in bodies.items()
    ]

    assert [refusal.code for refusal in refusals] == ["COORDINATOR_NEEDED"] * 5
    assert await shown(sqlite_place) == before
    assert len(await sqlite_place.announced()) == said


def test_a40_c034_a_role_on_the_platform_is_looked_at_in_these_places_only() -> None:
    """So every other route takes who has one for somebody like any other, whatever it does."""
    home = Path(__file__).parents[2]
    looks = {
        str(path.relative_to(home / "services"))
        for folder in ("services", "shared")
        for path in (home / folder).rglob("*.py")
        if "has_platform_role(" in path.read_text()
    }

    assert looks == {
        "network/people/queries/platform.py",
        "network/steering/operations/settings.py",  # a network begins
        "network/steering/operations/unled.py",  # somebody is asked to coordinate where nobody does
        "network/steering/edge/unled.py",  # the list of where nobody does
        "network/memberships/operations/accepting.py",  # who accepts such an invitation
        "network/privacy/edge/erasing.py",  # requests to be erased, without names
        "network/privacy/operations/by_letter.py",  # somebody asked by letter to be erased
    }


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (["PAUSED", "ACTIVE", "ARCHIVED", "ACTIVE"], None),
        (["PREPARING"], "STATUS_NOT_NEXT"),
        (["ARCHIVED", "PAUSED"], "STATUS_NOT_NEXT"),
    ],
)
async def test_a_network_goes_where_its_life_leads(sqlite_place: Workplace, steps: list[str], code: str | None) -> None:
    loaded = await load(sqlite_place, a_network())
    kim = await join(sqlite_place, "kring", "Kim", role="COORDINATOR")

    for status in steps[:-1]:
        await update(sqlite_place, settings(await shown(sqlite_place), status=status), kim.person_id, loaded.id)
    last = settings(await shown(sqlite_place), status=steps[-1])

    if code is None:
        assert (await update(sqlite_place, last, kim.person_id, loaded.id)).status == steps[-1]
    else:
        assert (await refused(sqlite_place, f"/networks/{loaded.id}:update", kim.person_id, last)).code == code


async def test_reference_content_leaves_a_network_alone_that_is_its_own_by_now(place: Workplace) -> None:
    """C034: loading again does not undo what coordinators decided."""
    loaded = await load(place, a_network())
    kim = await join(place, "kring", "Kim", role="COORDINATOR")
    await update(place, settings(await shown(place), name="Onze naam"), kim.person_id, loaded.id)

    again: Loaded = await load(place, a_network(mission_nl="Uit het bestand."))

    assert (again.id, again.changed) == (loaded.id, False)
    assert (await shown(place)).name == "Onze naam"


async def test_both_sides_see_a_relation_and_only_the_one_that_told_it_takes_it_back(place: Workplace) -> None:
    one, other = await load(place, a_network("een")), await load(place, a_network("ander"))
    kim = await join(place, "een", "Kim", role="COORDINATOR")
    bo = await join(place, "ander", "Bo", role="COORDINATOR")
    body = RelateNetworks(type="SHARES_RESULTS_WITH", to_slug="ander")
    for _ in range(2):
        await place.ask("POST", f"/networks/{one.id}/relations", NetworkView, person_id=kim.person_id, body=body)

    told = await place.ask("POST", "/relations:batch", list[NetworkRelations], body=Ids(ids=[one.id, other.id]))
    (relation,) = [r for found in told if found.network_id == one.id for r in found.relations]
    not_by_the_other = await refused(place, f"/relations/{relation.id}:take-back", bo.person_id)
    await place.ask("POST", f"/relations/{relation.id}:take-back", NetworkView, person_id=kim.person_id)

    assert {found.network_id: [r.type for r in found.relations] for found in told} == {
        one.id: ["SHARES_RESULTS_WITH"],
        other.id: ["RECEIVES_RESULTS_FROM"],
    }
    assert not_by_the_other.code == "COORDINATOR_NEEDED"
    assert await place.ask("POST", "/relations:batch", list[NetworkRelations], body=Ids(ids=[one.id])) == []
    assert [event.version for event in await place.announced() if event.subject_id == one.id] == [1, 2, 3]


@pytest.mark.parametrize(("to", "code"), [("een", "RELATED_TO_ITSELF"), ("nergens", "NOT_FOUND")])
async def test_a_relation_leads_to_another_network(sqlite_place: Workplace, to: str, code: str) -> None:
    one = await load(sqlite_place, a_network("een"))
    kim = await join(sqlite_place, "een", "Kim", role="COORDINATOR")
    body = RelateNetworks(type="SUPPORTS", to_slug=to)

    refusal = await refused(sqlite_place, f"/networks/{one.id}/relations", kim.person_id, body)

    assert refusal.code == code
    assert (await refused(sqlite_place, f"/relations/{uuid4()}:take-back", kim.person_id)).code == "NOT_FOUND"


@pytest.mark.parametrize("kind", KINDS)
async def test_c020_each_kind_of_network_begins_in_its_own_way_where_nothing_else_is_said(
    place: Workplace, kind: str
) -> None:
    admin = await administrator(place)
    begun = await place.ask(
        "POST", "/networks", NetworkView, person_id=admin, body=new_network(kind=kind, perspectives=[])
    )

    begins = BEGINNINGS[kind]
    asked = {one.code: one.minimum for one in begun.perspectives}
    assert begun.rhythm_months == begins.rhythm_months
    assert asked == {**begins.asks, "EDUCATION": begins.asks.get("EDUCATION", 1)}, "its coordinator's side too"


async def test_c020_learning_and_working_together_begin_differently_and_what_is_said_stands(place: Workplace) -> None:
    admin = await administrator(place)
    said = await place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network(rhythm_months=5))
    never = await place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network(rhythm_months=0))

    assert set(BEGINNINGS) == set(KINDS)
    learning, together = BEGINNINGS["learning_network"], BEGINNINGS["consortium"]
    assert not learning.asks.keys() & together.asks.keys()
    assert learning.rhythm_months != together.rhythm_months
    assert (said.rhythm_months, never.rhythm_months) == (5, None)
    assert [(one.code, one.minimum) for one in said.perspectives] == [("PARENT", 1), ("EDUCATION", 1)]


CADENCES = {"expert_group": "BEFORE_SESSION", "advisory_council": "BEFORE_SESSION", "regional_collaboration": "DAILY"}


@pytest.mark.parametrize("kind", KINDS)
async def test_c020_the_overview_of_a_network_begins_as_often_as_its_kind_asks(
    sqlite_place: Workplace, kind: str
) -> None:
    """BR-060: weekly where people learn together; those who work together all month or give advice begin otherwise."""
    admin = await administrator(sqlite_place)

    begun = await sqlite_place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network(kind=kind))
    said = await sqlite_place.ask(
        "POST", "/networks", NetworkView, person_id=admin, body=new_network(kind=kind, digest_cadence="WEEKLY")
    )

    assert (begun.digest_cadence, said.digest_cadence) == (CADENCES.get(kind, "WEEKLY"), "WEEKLY")
    created = [event for event in await sqlite_place.announced() if isinstance(event, NetworkCreated)]
    assert [event.cadence for event in created] == [begun.digest_cadence, "WEEKLY"]


async def test_c020_a_group_begins_as_the_network_around_it(sqlite_place: Workplace) -> None:
    around = await load(sqlite_place, a_network(kind="regional_collaboration"))
    kim = await join(sqlite_place, "kring", "Kim", role="COORDINATOR")
    body = new_network(kind="working_group", parent_id=around.id)

    group = await sqlite_place.ask("POST", "/networks", NetworkView, person_id=kim.person_id, body=body)

    assert ((await shown(sqlite_place)).digest_cadence, group.digest_cadence) == ("DAILY", "DAILY")


async def test_c020_what_its_kind_begins_with_is_for_the_coordinator_to_change(place: Workplace) -> None:
    """At once, or never, each chooses for themselves only; and reference content that is loaded again leaves it alone."""
    loaded = await load(place, a_network(kind="advisory_council"))
    kim = await join(place, "kring", "Kim", role="COORDINATOR")
    before = await shown(place)

    changed = await update(place, settings(before, digest_cadence="WEEKLY"), kim.person_id, loaded.id)
    left = await update(place, settings(changed, digest_cadence=None), kim.person_id, loaded.id)
    await load(place, a_network(kind="advisory_council"))

    for not_theirs in ("DIRECT", "NEVER"):
        with pytest.raises(ValidationError):
            settings(before, digest_cadence=not_theirs)
    assert [one.digest_cadence for one in (before, changed, left)] == ["BEFORE_SESSION", "WEEKLY", "WEEKLY"]
    assert await shown(place) == changed


async def test_c020_content_that_is_loaded_again_after_an_upgrade_leaves_the_overview_as_it_was(
    sqlite_place: Workplace,
) -> None:
    """What was there before kinds began differently stays weekly until its coordinator says otherwise."""
    loaded = await load(sqlite_place, a_network(kind="advisory_council"))
    async with sqlite_place.door.work() as work:
        network = await work.session.get_one(Network, loaded.id)
        network.digest_cadence = "WEEKLY"

    again = await load(sqlite_place, a_network(kind="advisory_council", name="Andere naam"))

    assert again.changed
    assert (await shown(sqlite_place)).digest_cadence == "WEEKLY"
