"""What is written down of who did what in network, and who may read it (C046, A-03, A-85, A-92)."""

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from shared.api.audit import AuditEntry
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import AppealRemoval, RemoveMember, SetRoles, WantedRole
from shared.audit.chain import verify
from shared.audit.table import ENTRY, PERSON
from tests.network.steps import a_network, ask_to_sign_in, complete, complete_refused, join, load, mint, with_link
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
    assert [tuple(row) for row in rows] == [("used-link.tried", "stranger", started.sign_in_id)]
