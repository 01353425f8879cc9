"""Removing somebody: at once, for a reason only they read, with an objection that somebody else answers (A-23, A-26, A-32, A-33)."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from services.network.main import SERVICE
from services.network.memberships.domain.removals import NothingToAppeal, may_answer
from services.network.memberships.models.removals import Removal
from services.network.memberships.operations.removals import appeal_removal
from shared.access import Viewer
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import (
    AnswerAppeal,
    AppealRemoval,
    AppealView,
    ParticipationView,
    RemoveMember,
)
from shared.api.network.removals import RemovalLetter, RemovalLetterAsked
from shared.api.page import Page
from shared.bus.work import Work
from shared.errors import Refusal
from shared.events.network import MembershipActivated, MembershipEnded, RemovalAppealAnswered, RemovalAppealed
from tests.network.steps import a_network, join, load
from tests.workplace import Workplace, workplace

WHY = RemoveMember(reason="Je hebt drie keer namen van kinderen gedeeld.", version=1)
WORDS = AppealRemoval(text="Dat was ik niet, kijk nog eens goed.")


async def remove(place: Workplace, by: MembershipView, who: MembershipView, body: RemoveMember = WHY) -> None:
    """A coordinator removes somebody."""
    await place.ask("POST", f"/memberships/{who.id}:remove", MembershipView, person_id=by.person_id, body=body)


async def own_place(place: Workplace, who: MembershipView) -> ParticipationView:
    """What somebody sees of their own place."""
    path = f"/networks/{who.network_id}/participation"
    given: ParticipationView = await place.ask("GET", path, ParticipationView, person_id=who.person_id)
    return given


async def object_to(place: Workplace, who: MembershipView) -> ParticipationView:
    """Somebody objects to being removed."""
    path = f"/networks/{who.network_id}/participation:appeal"
    given: ParticipationView = await place.ask("POST", path, ParticipationView, person_id=who.person_id, body=WORDS)
    return given


async def waiting(place: Workplace, network_id: UUID, viewer: MembershipView) -> list[AppealView]:
    """The objections a coordinator finds."""
    page = await place.ask("GET", f"/networks/{network_id}/appeals", Page[AppealView], person_id=viewer.person_id)
    items: list[AppealView] = page.items
    return items


def answer(outcome: str) -> AnswerAppeal:
    """An answer to an objection."""
    return AnswerAppeal.model_validate({"outcome": outcome, "reason": "We hebben er samen over gepraat."})


async def test_a32_who_is_removed_takes_part_no_longer_and_reads_why(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan", role="SECRETARY")

    await remove(place, sanne, daan)

    seen = await own_place(place, daan)
    assert (seen.status, seen.roles, seen.may_come_back) == ("REMOVED", [], False)
    assert seen.removal is not None
    assert (seen.removal.reason, seen.removal.removed_at) == (WHY.reason, place.clock.now())
    assert await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=daan.person_id) == []
    last = (await place.announced())[-1]
    assert isinstance(last, MembershipEnded)
    assert (last.membership_id, last.version) == (daan.id, 2)
    assert WHY.reason not in last.to_json().decode()
    path = f"/networks/{daan.network_id}/participation:resume"
    assert (await place.refusal("POST", path, person_id=daan.person_id)).code == "CANNOT_COME_BACK"


@pytest.mark.parametrize("reason", ["", "  ", "daarom", "x" * 2001])
async def test_a_removal_needs_a_reason_in_words(place: Workplace, reason: str) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")

    refusal = await place.refusal(
        "POST",
        f"/memberships/{daan.id}:remove",
        person_id=sanne.person_id,
        body=RemoveMember(reason=reason, version=1),
    )

    assert (refusal.code, [problem.field for problem in refusal.problems]) == ("WORDS_MISSING", ["reason"])
    assert (await own_place(place, daan)).status == "ACTIVE"


async def test_a26_only_a_coordinator_of_this_network_removes_and_never_themselves(place: Workplace) -> None:
    await load(place, a_network())
    await load(place, a_network("ander"))
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    elsewhere = await join(place, "ander", "Els", role="COORDINATOR")
    before = len(await place.announced())

    async def code(by: MembershipView, who: MembershipView, version: int = 1) -> str:
        body = WHY.model_copy(update={"version": version})
        return (await place.refusal("POST", f"/memberships/{who.id}:remove", person_id=by.person_id, body=body)).code

    assert await code(daan, sanne) == "COORDINATOR_NEEDED"
    assert await code(elsewhere, daan) == "NOT_FOUND"
    assert await code(sanne, sanne) == "NOT_YOURSELF"
    assert await code(sanne, daan, version=7) == "STALE_VERSION"
    assert len(await place.announced()) == before


async def test_an_objection_is_answered_by_another_coordinator_and_can_restore(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    bram = await join(place, "kring", "Bram", role="DEPUTY")
    daan = await join(place, "kring", "Daan", role="SECRETARY")
    await remove(place, sanne, daan)
    unheard = await waiting(place, daan.network_id, bram)

    told = await object_to(place, daan)
    for_bram = await waiting(place, daan.network_id, bram)
    for_sanne = await waiting(place, daan.network_id, sanne)
    path = f"/memberships/{daan.id}:answer-appeal"
    not_sanne = await place.refusal("POST", path, person_id=sanne.person_id, body=answer("UPHELD"))
    await place.ask("POST", path, MembershipView, person_id=bram.person_id, body=answer("RESTORED"))

    assert told.removal is not None
    assert (unheard, told.removal.appeal) == ([], WORDS.text)
    assert [(one.display_name, one.reason, one.may_answer) for one in for_bram] == [("Daan", WHY.reason, True)]
    assert [one.may_answer for one in for_sanne] == [False]
    assert not_sanne.code == "SOMEBODY_ELSE_ANSWERS"
    back = await own_place(place, daan)
    assert (back.status, back.membership_id, back.roles) == ("ACTIVE", daan.id, [])
    last = (await place.announced())[-1]
    assert isinstance(last, MembershipActivated)
    assert (last.version, last.returned_at) == (3, place.clock.now())
    assert await waiting(place, daan.network_id, bram) == []


async def test_who_is_alone_answers_the_objection_and_the_person_reads_it(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    await remove(place, sanne, daan)
    await object_to(place, daan)

    path = f"/memberships/{daan.id}:answer-appeal"
    await place.ask("POST", path, MembershipView, person_id=sanne.person_id, body=answer("UPHELD"))
    again = await place.refusal("POST", path, person_id=sanne.person_id, body=answer("RESTORED"))
    twice = await place.refusal(
        "POST", f"/networks/{daan.network_id}/participation:appeal", person_id=daan.person_id, body=WORDS
    )

    seen = await own_place(place, daan)
    assert seen.removal is not None
    assert (seen.status, seen.removal.outcome, seen.removal.answer) == (
        "REMOVED",
        "UPHELD",
        "We hebben er samen over gepraat.",
    )
    assert (again.code, twice.code) == ("NOTHING_TO_ANSWER", "NOTHING_TO_APPEAL")


async def test_a23_objections_are_for_coordinators_of_that_network_only(place: Workplace) -> None:
    await load(place, a_network())
    await load(place, a_network("ander"))
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    bram = await join(place, "kring", "Bram")
    elsewhere = await join(place, "ander", "Els", role="COORDINATOR")
    await remove(place, sanne, daan)
    await object_to(place, daan)

    async def code(who: MembershipView) -> str:
        return (await place.refusal("GET", f"/networks/{daan.network_id}/appeals", person_id=who.person_id)).code

    assert await code(bram) == "COORDINATOR_NEEDED"
    assert await code(elsewhere) == await code(daan) == "NOT_A_MEMBER"


async def test_who_was_not_removed_has_nothing_to_object_to(place: Workplace) -> None:
    await load(place, a_network())
    daan = await join(place, "kring", "Daan")

    refusal = await place.refusal(
        "POST", f"/networks/{daan.network_id}/participation:appeal", person_id=daan.person_id, body=WORDS
    )

    assert refusal.code == "NOTHING_TO_APPEAL"


def test_who_removed_may_answer_only_when_nobody_else_can() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert may_answer(other, one, [one, other])
    assert not may_answer(one, one, [one, other])
    assert may_answer(one, one, [one])
    assert may_answer(one, None, [one, other])


async def letter(place: Workplace, removal_id: UUID, about: str, reader: MembershipView | None = None) -> RemovalLetter:
    """What a mail about an objection needs."""
    body = RemovalLetterAsked.model_validate({"about": about, "person_id": reader.person_id if reader else None})
    path = f"/removals/{removal_id}:letter"
    given: RemovalLetter = await place.ask("POST", path, RemovalLetter, service="notifications", body=body)
    return given


async def no_letter(place: Workplace, removal_id: UUID, about: str, reader: MembershipView | None = None) -> str:
    """Why there is nothing to tell; the code."""
    body = RemovalLetterAsked.model_validate({"about": about, "person_id": reader.person_id if reader else None})
    return (await place.refusal("POST", f"/removals/{removal_id}:letter", service="notifications", body=body)).code


async def test_who_may_answer_hears_of_an_objection_and_who_made_it_of_the_answer(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    bram = await join(place, "kring", "Bram", role="DEPUTY")
    daan = await join(place, "kring", "Daan")
    await remove(place, sanne, daan)

    await object_to(place, daan)
    asked = (await place.announced())[-1]
    assert isinstance(asked, RemovalAppealed)
    for_bram = await letter(place, asked.removal_id, "APPEAL", bram)
    not_yet = [
        await no_letter(place, asked.removal_id, "APPEAL", sanne),
        await no_letter(place, asked.removal_id, "APPEAL", daan),
        await no_letter(place, asked.removal_id, "ANSWER"),
        await no_letter(place, daan.id, "ANSWER"),
    ]
    path = f"/memberships/{daan.id}:answer-appeal"
    await place.ask("POST", path, MembershipView, person_id=bram.person_id, body=answer("UPHELD"))
    told = (await place.announced())[-1]
    for_daan = await letter(place, asked.removal_id, "ANSWER")

    assert (asked.answerer_ids, asked.person_id) == ([bram.person_id], daan.person_id)
    assert isinstance(told, RemovalAppealAnswered)
    assert (told.removal_id, told.person_id, told.status) == (asked.removal_id, daan.person_id, "UPHELD")
    assert WORDS.text not in asked.to_json().decode() + told.to_json().decode()
    assert (for_bram.address, for_bram.network_slug, for_bram.membership_id) == (
        "bram@voorbeeld.example",
        "kring",
        daan.id,
    )
    assert not_yet == ["NOTHING_TO_TELL", "NOTHING_TO_TELL", "NOTHING_TO_TELL", "NOT_FOUND"]
    assert (for_daan.address, for_daan.network_name) == ("daan@voorbeeld.example", "Kring kring")
    assert await no_letter(place, asked.removal_id, "APPEAL", bram) == "NOTHING_TO_TELL"


async def test_who_takes_part_again_reads_the_answer_for_three_months(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    await remove(place, sanne, daan)
    await object_to(place, daan)
    path = f"/memberships/{daan.id}:answer-appeal"
    await place.ask("POST", path, MembershipView, person_id=sanne.person_id, body=answer("RESTORED"))

    at_first = (await own_place(place, daan)).removal
    place.clock.forward(days=93)
    later = (await own_place(place, daan)).removal

    assert at_first is not None
    assert (at_first.outcome, at_first.answer) == ("RESTORED", "We hebben er samen over gepraat.")
    assert later is None


async def test_an_objection_of_who_is_invited_again_is_answered_by_that_and_waits_no_more(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    bram = await join(place, "kring", "Bram", role="DEPUTY")
    daan = await join(place, "kring", "Daan")
    await remove(place, sanne, daan)
    await object_to(place, daan)

    back = await join(place, "kring", "Daan")
    told = [event for event in await place.announced() if isinstance(event, RemovalAppealAnswered)]
    await remove(place, sanne, daan, WHY.model_copy(update={"version": back.version}))

    assert [(event.person_id, event.status) for event in told] == [(daan.person_id, "RESTORED")]
    assert await waiting(place, daan.network_id, bram) == []  # the old one does not come back
    await object_to(place, daan)
    assert len(await waiting(place, daan.network_id, bram)) == 1


async def test_of_objections_at_the_same_moment_one_stands_and_the_others_hear_that_it_does(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    bram = await join(place, "kring", "Bram", role="DEPUTY")
    daan = await join(place, "kring", "Daan")
    await remove(place, sanne, daan)

    outcomes = await asyncio.gather(*(object_to(place, daan) for _ in range(4)), return_exceptions=True)

    refused = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert [refusal.code for refusal in refused] == ["NOTHING_TO_APPEAL"] * 3
    assert [type(event) for event in await place.announced()].count(RemovalAppealed) == 1
    assert [one.appeal for one in await waiting(place, daan.network_id, bram)] == [WORDS.text]


@pytest.mark.postgres
async def test_an_objection_is_not_written_over_by_one_that_looked_before_it_was_made(
    postgres_store: Callable[[str], str], tmp_path: Path
) -> None:
    url = postgres_store(SERVICE.name)
    async with workplace(SERVICE.name, SERVICE.metadata, SERVICE.edges, tmp_path, url=url) as place:
        await load(place, a_network())
        sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
        bram = await join(place, "kring", "Bram", role="DEPUTY")
        daan = await join(place, "kring", "Daan")
        await remove(place, sanne, daan)

        async def look_and_object_later(work: Work) -> None:
            seen = (await work.session.scalars(select(Removal))).one()
            await object_to(place, daan)
            await appeal_removal(work, network_id=daan.network_id, text=f"Na {seen.reason} iets anders.")

        with pytest.raises(NothingToAppeal):
            await place.door.change(look_and_object_later, Viewer(service="gateway", person_id=daan.person_id))

        assert [one.appeal for one in await waiting(place, daan.network_id, bram)] == [WORDS.text]
