"""What is written down of who did what in network, and who may read it (C046, A-03, A-85, A-92)."""

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.network.handlers import when_ten_minutes_have_passed
from shared.api.audit import AuditEntry
from shared.api.network.joining import JoinRequestView, RequestToJoin
from shared.api.network.memberships import MembershipView
from shared.api.network.moderation import ReportMember
from shared.api.network.participation import (
    AppealRemoval,
    DeclareInterest,
    ParticipationView,
    RemoveMember,
    SetRoles,
    WantedRole,
)
from shared.api.network.people import ChangeMe
from shared.api.network.privacy import ChangePermission
from shared.audit.chain import verify
from shared.audit.table import ENTRY, PERSON
from shared.bus.clock import Period
from tests.network.steps import (
    a_network,
    ask_to_sign_in,
    complete,
    complete_refused,
    join,
    load,
    mint,
    sign_in,
    with_link,
)
from tests.workplace import Workplace

WORDS = "Je hebt drie keer namen van kinderen gedeeld."


async def log_of(place: Workplace, network_id: UUID, viewer: MembershipView, **params: Any) -> list[AuditEntry]:
    """The log of a network as somebody reads it."""
    given: list[AuditEntry] = await place.ask(
        "GET", f"/networks/{network_id}/log", list[AuditEntry], person_id=viewer.person_id, params=params
    )
    return given


async def removed(place: Workplace) -> tuple[MembershipView, MembershipView]:
    """Kim coordinates, and removed Sam, who objected."""
    await load(place, a_network())
    kim, sam = await join(place, "kring", "Kim", role="COORDINATOR"), await join(place, "kring", "Sam")
    body = RemoveMember(reason=WORDS, version=1)
    await place.ask("POST", f"/memberships/{sam.id}:remove", MembershipView, person_id=kim.person_id, body=body)
    path = f"/networks/{sam.network_id}/participation:appeal"
    await place.ask("POST", path, None, person_id=sam.person_id, body=AppealRemoval(text="Dat was ik niet."))
    return kim, sam


async def test_a_coordinator_reads_who_did_what_to_whom(place: Workplace) -> None:
    kim, sam = await removed(place)

    entries = await log_of(place, kim.network_id, kim)

    assert [(one.verb, one.by, one.person_id, one.about_person_id, one.reason) for one in entries] == [
        ("appeal.made", "person", sam.person_id, sam.person_id, None),
        ("membership.removed", "person", kim.person_id, sam.person_id, None),
        ("membership.started", "operator", None, sam.person_id, None),
        ("role.given", "operator", None, kim.person_id, "COORDINATOR"),
        ("membership.started", "operator", None, kim.person_id, None),
    ]


async def test_no_network_reads_who_tried_to_report_somebody(place: Workplace) -> None:
    await load(place, a_network())
    await load(place, a_network("ander"))
    kim, els = await join(place, "kring", "Kim", role="COORDINATOR"), await join(place, "ander", "Els")
    body = ReportMember(reason="UNFAIR")

    refused = await place.refusal("POST", f"/memberships/{kim.id}:report", person_id=els.person_id, body=body)
    await place.app.state.desk.refused.written()

    async with place.door.reading() as session:
        rows = (await session.execute(select(ENTRY).where(ENTRY.c.reason == "memberships.report"))).mappings().all()
    assert refused.code == "NOT_FOUND"
    assert [(row["kind"], row["network_id"]) for row in rows] == [("person", None)]
    assert not [one for one in await log_of(place, kim.network_id, kim) if one.verb.startswith("act.")]


async def test_a_change_of_roles_names_each_role(place: Workplace) -> None:
    await load(place, a_network())
    kim, sam = (
        await join(place, "kring", "Kim", role="COORDINATOR"),
        await join(place, "kring", "Sam", role="SECRETARY"),
    )
    body = SetRoles(roles=[WantedRole(role="DEPUTY", until_on=None)], version=sam.version)

    await place.ask("POST", f"/memberships/{sam.id}:set-roles", None, person_id=kim.person_id, body=body)

    newest, before, *_ = await log_of(place, kim.network_id, kim, kind="membership", first=2)
    assert {(newest.verb, newest.reason), (before.verb, before.reason)} == {
        ("role.given", "DEPUTY"),
        ("role.taken", "SECRETARY"),
    }


async def test_a_page_goes_on_where_the_last_one_ended(place: Workplace) -> None:
    kim, _ = await removed(place)
    every = await log_of(place, kim.network_id, kim)

    first = await log_of(place, kim.network_id, kim, first=2)
    rest = await log_of(place, kim.network_id, kim, before=first[-1].number)

    assert first + rest == every


@pytest.mark.parametrize(
    ("who", "code"), [("member", "COORDINATOR_NEEDED"), ("other", "NOT_FOUND"), ("gone", "NOT_FOUND")]
)
async def test_nobody_else_reads_the_log(place: Workplace, who: str, code: str) -> None:
    kim, sam = await removed(place)
    await load(place, a_network("ander"))
    others = {
        "member": await join(place, "kring", "Els"),
        "other": await join(place, "ander", "Bo", role="COORDINATOR"),
        "gone": sam,
    }

    refusal = await place.refusal("GET", f"/networks/{kim.network_id}/log", person_id=others[who].person_id)

    assert refusal.code == code


async def test_a_stranger_reads_no_log(place: Workplace) -> None:
    kim, _ = await removed(place)

    refused = [await place.refusal("GET", path) for path in (f"/networks/{kim.network_id}/log", "/log/mine")]

    assert [one.code for one in refused] == ["NOT_SIGNED_IN", "NOT_SIGNED_IN"]


async def test_nothing_but_ids_and_codes_is_written_down(place: Workplace) -> None:
    kim, sam = await removed(place)

    async with place.door.reading() as session:
        entries = [
            {name: value for name, value in row.items() if name != "seal"}
            for row in (await session.execute(select(ENTRY))).mappings()
        ]
        people = (await session.execute(select(PERSON.c.reference, PERSON.c.person_id))).all()

    told = json.dumps(entries, default=str)
    assert not [
        one
        for one in ("Kim", "Sam", "@", WORDS, "Dat was", *(str(p) for p in (kim.person_id, sam.person_id)))
        if one in told
    ]
    assert {row.person_id for row in people} == {kim.person_id, sam.person_id}
    assert (await verify(place.door.database)).broken is None


async def test_a_used_link_that_is_tried_again_is_written_down(place: Workplace) -> None:
    started = await ask_to_sign_in(place, "kim@voorbeeld.example")
    secret = await mint(place, started)
    await complete(place, with_link(secret.token))

    code = await complete_refused(place, with_link(secret.token))

    async with place.door.reading() as session:
        rows = (await session.execute(select(ENTRY.c.verb, ENTRY.c.by, ENTRY.c.subject))).all()
    assert code == "SIGN_IN_OVER"
    assert [tuple(row) for row in rows][1:] == [("used-link.tried", "stranger", started.sign_in_id)]


async def test_what_somebody_does_with_their_own_place_is_written_down(place: Workplace) -> None:
    await load(place, a_network())
    kim, sam = await join(place, "kring", "Kim", role="COORDINATOR"), await join(place, "kring", "Sam")
    path = f"/networks/{sam.network_id}/participation"

    for act in ("pause", "resume"):
        await place.ask("POST", f"{path}:{act}", None, person_id=sam.person_id)
    body = DeclareInterest(text="Ik werk bij een aanbieder.")
    given = await place.ask("POST", f"{path}:declare-interest", ParticipationView, person_id=sam.person_id, body=body)
    await place.ask("POST", f"/interests/{given.interests[0].id}:end", None, person_id=sam.person_id)
    for act in ("leave", "resume"):
        await place.ask("POST", f"{path}:{act}", None, person_id=sam.person_id)

    entries = [one for one in await log_of(place, kim.network_id, kim) if one.person_id == sam.person_id]
    assert [(one.verb, one.about_person_id) for one in reversed(entries)] == [
        (verb, sam.person_id)
        for verb in (
            "membership.paused",
            "membership.resumed",
            "interest.declared",
            "interest.ended",
            "membership.ended",
            "membership.resumed",
        )
    ]


async def test_a_place_that_was_kept_for_a_year_is_ended_by_the_clock_and_that_is_written_down(
    place: Workplace,
) -> None:
    await load(place, a_network())
    kim, sam = await join(place, "kring", "Kim", role="COORDINATOR"), await join(place, "kring", "Sam")
    await place.ask("POST", f"/networks/{sam.network_id}/participation:pause", None, person_id=sam.person_id)
    place.clock.forward(days=366)

    await when_ten_minutes_have_passed(place.door, Period(key="now", due_at=place.clock.now()))

    newest, *_ = await log_of(place, kim.network_id, kim)
    assert (newest.verb, newest.by, newest.about_person_id) == ("membership.ended", "clock", sam.person_id)


async def test_asking_to_take_part_is_written_down_with_what_came_of_it(place: Workplace) -> None:
    await load(place, a_network())
    kim = await join(place, "kring", "Kim", role="COORDINATOR")
    daan, els = [(await sign_in(place, f"{name}@voorbeeld.example")).person_id for name in ("daan", "els")]
    body = RequestToJoin(perspective="PROFESSIONAL", answer="Ik werk in een huis met zes kinderen.", age="FROM_16")
    path = f"/networks/{kim.network_id}/join-requests"
    asked = await place.ask("POST", path, JoinRequestView, person_id=daan, body=body)
    await place.ask("POST", path, JoinRequestView, person_id=els, body=body)

    await place.ask("POST", f"/join-requests/{asked.id}:withdraw", None, person_id=daan)
    place.clock.forward(days=60)
    await when_ten_minutes_have_passed(place.door, Period(key="now", due_at=place.clock.now()))

    entries = await log_of(place, kim.network_id, kim, kind="join-request")
    assert [(one.verb, one.by, one.person_id) for one in reversed(entries)] == [
        ("request.made", "person", daan),
        ("request.made", "person", els),
        ("request.withdrawn", "person", daan),
        ("request.lapsed", "clock", None),
    ]


async def test_what_somebody_does_with_their_account_and_their_data_is_written_down(place: Workplace) -> None:
    who = (await sign_in(place, "kim@voorbeeld.example")).person_id

    await place.ask("POST", "/people/me", None, person_id=who, body=ChangeMe(display_name="Kim (voorbeeld)"))
    await place.ask("POST", "/people/me", None, person_id=who, body=ChangeMe(display_name="Kim (voorbeeld)"))
    for allowed in (True, True, False, False):
        await place.ask(
            "POST", "/permissions/mine", None, person_id=who, body=ChangePermission(use="PUBLIC", allowed=allowed)
        )
    await place.ask("POST", "/data-exports/mine", None, person_id=who)

    entries: list[AuditEntry] = await place.ask("GET", "/log/mine", list[AuditEntry], person_id=who)
    assert [(one.verb, one.reason, one.person_id) for one in reversed(entries)] == [
        ("account.made", None, who),
        ("name.changed", None, who),
        ("use.allowed", "PUBLIC", who),
        ("use.taken-back", "PUBLIC", who),
        ("export.asked", None, who),
    ]
