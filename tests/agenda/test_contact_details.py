"""Contact details in words that others will read are refused before they are posted (PR-6), whatever the words are about."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlalchemy import select
from sqlmodel import col

from services.agenda.main import SERVICE
from services.agenda.questions.models import Question
from shared.api.agenda.arranging import ChangeAgendaPoint
from shared.api.agenda.minutes import MinutesView, WriteMinutes
from shared.api.agenda.questions import QuestionView
from shared.api.agenda.sessions import AddAgendaPoint, AgendaPointView
from shared.api.agenda.templates import SetTemplateAgenda
from shared.api.my_data import DataGroup
from shared.api.posting import Posted, posted_texts
from shared.database import new_id
from shared.errors import Invalid, NotAllowed, Refusal
from tests.agenda.minutes import held_session, secretary_of
from tests.agenda.posted import posted_fields
from tests.agenda.steps import Cast, added, join, planned, proposal
from tests.workplace import Workplace

PHONE = "Bel me op 06-12345678."


@pytest.fixture
async def professional(place: Workplace, cast: Cast) -> UUID:
    """Somebody who takes part for an organisation."""
    person_id = new_id()
    await join(place, cast.network_id, person_id, perspective="PROFESSIONAL")
    return person_id


async def refused(place: Workplace, cast: Cast, person_id: UUID, **words: Any) -> Refusal:
    """Why a question with these words is not taken."""
    return await place.refusal("POST", "/questions", person_id=person_id, body=proposal(cast.network_id, **words))


def problems(refusal: Refusal) -> list[tuple[str, str]]:
    """At which field, and what."""
    return [(problem.field, problem.code) for problem in refusal.problems]


async def test_pr_6_contact_details_are_flagged_at_each_field_and_nothing_is_kept(
    place: Workplace, cast: Cast, professional: UUID
) -> None:
    said = {"why": f"{PHONE} Of mail noor@voorbeeld.nl.", "origin": "Op 12 maart 2026 zat mijn zoon in de kliniek."}

    refusal = await refused(place, cast, professional, **said)

    assert isinstance(refusal, Invalid)
    assert refusal.code == "CONTACT_DETAILS"
    assert problems(refusal) == [("why", "PHONE_SEEN"), ("why", "MAIL_SEEN"), ("origin", "PLACE_AND_DATE_SEEN")]
    async with place.door.reading() as session:
        assert (await session.execute(select(col(Question.id)))).all() == []
    assert await place.announced() == []


async def test_pr_6_what_was_found_stands_in_no_refusal(place: Workplace, cast: Cast, professional: UUID) -> None:
    refusal = await refused(place, cast, professional, why=PHONE)

    said = " ".join([refusal.message, *(problem.message for problem in refusal.problems)])
    assert "06" not in said
    assert "Bel" not in said


async def test_pr_6_once_the_writer_looked_it_stands_as_it_was_written(
    place: Workplace, cast: Cast, professional: UUID
) -> None:
    looked = proposal(cast.network_id, why=PHONE, contact_details_may_stand=True)

    question = await place.ask("POST", "/questions", QuestionView, person_id=professional, body=looked)

    assert question.why == PHONE


@pytest.mark.parametrize("perspective", ["YOUNG_PERSON", "PARENT"])
@pytest.mark.parametrize(
    ("words", "code"),
    [(PHONE, "PHONE_KEPT_OUT"), ("noor@voorbeeld.nl", "MAIL_KEPT_OUT"), ("Dorpsstraat 12", "ADDRESS_KEPT_OUT")],
)
async def test_pr_6_a_young_person_or_parent_never_shares_where_they_can_be_found(
    place: Workplace, cast: Cast, perspective: str, words: str, code: str
) -> None:
    person_id = new_id()
    await join(place, cast.network_id, person_id, perspective=perspective)

    first = await refused(place, cast, person_id, why=words)
    second = await refused(place, cast, person_id, why=words, contact_details_may_stand=True)

    assert first.code == second.code == "CONTACT_DETAILS_KEPT_OUT"
    assert problems(first) == problems(second) == [("why", code)]


async def test_pr_6_a_young_person_may_tell_where_and_when_once_they_looked(place: Workplace, cast: Cast) -> None:
    person_id = new_id()
    await join(place, cast.network_id, person_id, perspective="YOUNG_PERSON")
    told = {"why": "In maart 2025 zat ik in een kliniek."}

    refusal = await refused(place, cast, person_id, **told)
    body = proposal(cast.network_id, contact_details_may_stand=True, **told)
    question = await place.ask("POST", "/questions", QuestionView, person_id=person_id, body=body)

    assert (refusal.code, problems(refusal)) == ("CONTACT_DETAILS", [("why", "PLACE_AND_DATE_SEEN")])
    assert question.why == told["why"]


async def test_pr_6_words_that_may_be_something_else_stand_for_a_young_person_too_once_they_looked(
    place: Workplace, cast: Cast
) -> None:
    person_id = new_id()
    await join(place, cast.network_id, person_id, perspective="YOUNG_PERSON")
    told = {"why": "Op Lindenpad 4 leer je wat kan."}

    refusal = await refused(place, cast, person_id, **told)
    both = await refused(place, cast, person_id, **told, origin=PHONE, contact_details_may_stand=True)
    body = proposal(cast.network_id, contact_details_may_stand=True, **told)
    question = await place.ask("POST", "/questions", QuestionView, person_id=person_id, body=body)

    assert (refusal.code, problems(refusal)) == ("CONTACT_DETAILS", [("why", "ADDRESS_SEEN")])
    assert problems(both) == [("why", "ADDRESS_SEEN"), ("origin", "PHONE_KEPT_OUT")]
    assert question.why == told["why"]


async def test_pr_6_a_parent_who_coordinates_may_give_the_number_of_an_organisation(
    place: Workplace, cast: Cast
) -> None:
    body = proposal(cast.network_id, why="Bel het secretariaat: 030-1234567.", contact_details_may_stand=True)

    question = await place.ask("POST", "/questions", QuestionView, person_id=cast.coordinator, body=body)

    assert question.why == "Bel het secretariaat: 030-1234567."


async def test_pr_6_who_may_not_write_and_what_else_is_wrong_is_said_first(
    place: Workplace, cast: Cast, professional: UUID
) -> None:
    stranger = await refused(place, cast, cast.outsider, why=PHONE)
    incomplete = await refused(place, cast, professional, why=PHONE, title="")

    assert isinstance(stranger, NotAllowed)
    assert incomplete.code == "QUESTION_INCOMPLETE"


async def test_pr_6_a_key_that_was_refused_can_be_used_again_with_the_same_words_once_looked_at(
    place: Workplace, cast: Cast, professional: UUID
) -> None:
    flagged, looked = (proposal(cast.network_id, why=PHONE, contact_details_may_stand=may) for may in (False, True))

    with pytest.raises(Invalid):
        await place.ask("POST", "/questions", QuestionView, person_id=professional, body=flagged, key="one")
    once = await place.ask("POST", "/questions", QuestionView, person_id=professional, body=looked, key="one")
    again = await place.ask("POST", "/questions", QuestionView, person_id=professional, body=looked, key="one")

    assert once == again


async def test_pr_6_the_place_of_a_session_may_hold_an_address_and_its_points_may_not(
    place: Workplace, cast: Cast
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    path = f"/sessions/{series.sessions[0].id}/agenda-points"
    point = AddAgendaPoint(title="Kom naar Dorpsstraat 12", purpose="EXPLORE", minutes=5)

    refusal = await place.refusal("POST", path, person_id=cast.member, body=point)
    taken = await place.ask(
        "POST", path, AgendaPointView, person_id=cast.member, body=point.model_copy(update={"title": "Wennen"})
    )

    assert problems(refusal) == [("title", "ADDRESS_KEPT_OUT")]
    assert taken.title == "Wennen"


async def test_pr_6_who_changes_other_words_is_not_refused_for_what_stood_in_minutes_already(
    place: Workplace, cast: Cast
) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    path, secretary = f"/sessions/{session.id}/minutes:write", await secretary_of(place, cast)

    def minutes(version: int, text: str, rest: str = "", *, may_stand: bool = False) -> WriteMinutes:
        parts = [{"agenda_point_id": point, "text": text}, {"text": rest}]
        return WriteMinutes.model_validate({"version": version, "parts": parts, "contact_details_may_stand": may_stand})

    looked = minutes(0, f"Het huis is open. {PHONE}", may_stand=True)
    await place.ask("POST", path, MinutesView, person_id=cast.coordinator, body=looked)
    other = minutes(1, f"{PHONE}\nHet huis gaat in maart open.", "Tot slot.")
    changed = await place.ask("POST", path, MinutesView, person_id=secretary, body=other)
    one_more = minutes(2, f"{PHONE} Of mail noor@voorbeeld.nl.", "Kom naar Dorpsstraat 12.")
    refusal = await place.refusal("POST", path, person_id=secretary, body=one_more)

    assert changed.version == 2
    assert problems(refusal) == [("parts.0.text", "MAIL_KEPT_OUT"), ("parts.1.text", "ADDRESS_KEPT_OUT")]


async def test_pr_6_a_young_person_can_change_a_point_in_which_who_arranges_left_a_number(
    place: Workplace, cast: Cast
) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    point = await added(place, session.id, cast.member)
    path = f"/agenda-points/{point.id}:change"
    told: dict[str, Any] = {"title": "Wennen", "purpose": "EXPLORE", "minutes": 20, "note": PHONE}

    left = ChangeAgendaPoint(**told, version=point.version, contact_details_may_stand=True)
    kept = await place.ask("POST", path, AgendaPointView, person_id=cast.coordinator, body=left)
    other = ChangeAgendaPoint(**told | {"title": "Wennen op school", "note": f"Vragen? {PHONE}"}, version=kept.version)
    changed = await place.ask("POST", path, AgendaPointView, person_id=cast.member, body=other)
    own = ChangeAgendaPoint(**told | {"note": "Bel me op 06-87654321."}, version=changed.version)
    refusal = await place.refusal("POST", path, person_id=cast.member, body=own)

    groups = await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.member)

    assert (kept.note, str(cast.coordinator) in str(groups)) == (PHONE, False)
    assert changed.title == "Wennen op school"
    assert problems(refusal) == [("note", "PHONE_KEPT_OUT")]


async def test_pr_6_the_content_note_of_a_point_is_looked_through(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    path, told = f"/sessions/{session.id}/agenda-points", {"title": "Wonen", "purpose": "EXPLORE", "minutes": 5}

    added_so = AddAgendaPoint.model_validate({**told, "note": "Over wonen.", "content_note": PHONE})
    refusal = await place.refusal("POST", path, person_id=cast.member, body=added_so)
    point = await added(place, session.id, cast.member)
    change = ChangeAgendaPoint.model_validate({**told, "content_note": PHONE, "version": point.version})
    again = await place.refusal("POST", f"/agenda-points/{point.id}:change", person_id=cast.member, body=change)

    assert problems(refusal) == problems(again) == [("content_note", "PHONE_KEPT_OUT")]


def test_pr_6_words_inside_a_list_are_named_by_their_place() -> None:
    minutes = WriteMinutes(version=0, parts=[{"text": "een"}, {"text": "twee"}])
    agenda = SetTemplateAgenda(points=[{"title": "drie", "note": "vier"}])

    assert list(posted_texts(minutes)) == [("parts.0.text", "een"), ("parts.1.text", "twee")]
    assert list(posted_texts(agenda)) == [("points.0.title", "drie"), ("points.0.note", "vier")]


def test_pr_6_what_was_said_about_words_is_no_part_of_what_was_asked() -> None:
    asked = proposal(new_id(), contact_details_may_stand=True)

    assert "contact_details_may_stand" not in dict(asked)
    assert set(dict(asked)) | {"contact_details_may_stand"} == set(type(asked).model_fields)
    assert type(asked).model_validate_json(asked.model_dump_json()) == asked


def shapes_in(kind: Any) -> Iterator[type[BaseModel]]:
    """The shapes in a type: itself, and those in its lists and unions."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from shapes_in(part)


def has_posted_words(kind: type[BaseModel]) -> bool:
    """Whether others will read words in this request, or in a list in it."""
    inside = (shape for hint in get_type_hints(kind).values() for shape in shapes_in(hint) if shape is not kind)
    return bool(posted_fields(kind)) or any(has_posted_words(shape) for shape in inside)


def test_pr_6_every_request_with_words_that_others_read_is_looked_through_by_the_door() -> None:
    taken = {
        (shape, route.path)
        for edge in SERVICE.edges
        for route in edge.routes
        if isinstance(route, APIRoute) and route.body_field is not None
        for shape in shapes_in(route.body_field.field_info.annotation)
    }

    posted = {shape.__name__ for shape, _ in taken if has_posted_words(shape)}
    for shape, _ in taken:
        fields = posted_fields(shape)
        filled = shape.model_construct(**(dict.fromkeys(shape.model_fields) | dict.fromkeys(fields, PHONE)))
        assert sorted(name for name, _ in posted_texts(filled)) == sorted(fields)

    assert posted == {shape.__name__ for shape, _ in taken if issubclass(shape, Posted)}
    assert len(posted) >= 20
