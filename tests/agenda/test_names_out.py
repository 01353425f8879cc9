"""The name of who is erased goes out of what others wrote: "een lid" stands there (erasure matrix of DOMAIN 9, J20)."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Table, select, update
from sqlmodel import col

from services.agenda.main import SERVICE
from services.agenda.minutes.domain.taking_out import NAME_TAKEN_OUT
from services.agenda.minutes.models.minutes import MinutesVersion
from services.agenda.minutes.queries.naming import WRITTEN
from services.agenda.privacy.models import OF_SERIES, TEXTS
from shared.api.agenda import stories as told
from shared.api.agenda.minutes import MinutesView
from shared.api.agenda.planning import AddSoftBlock, SoftBlockView
from shared.api.agenda.questions import QuestionView
from shared.api.agenda.templates import TemplateAgenda, TemplatePoint
from shared.api.network.privacy import ErasedNames, Unnamed
from shared.api.search import FoundPage, Search
from tests.agenda.minutes import change, commented, held_session, read, written
from tests.agenda.steps import Cast, added, planned, proposed
from tests.agenda.test_date_polls import opened_poll, seen
from tests.agenda.test_templates import END, agenda, set_template
from tests.house.test_data_inventory import inventory_of
from tests.workplace import Workplace

NAME = "Stille Merel"


async def erased(place: Workplace, *network_ids: UUID, names: tuple[str, ...] = (NAME,)) -> int:
    """How many texts lost the name."""
    body = ErasedNames(names=list(names), network_ids=list(network_ids))
    answer: Unnamed = await place.ask("POST", "/erasures:unname", Unnamed, service="notifications", body=body)
    return answer.texts


async def found(place: Workplace, person_id: UUID, words: str) -> int:
    """How much a member finds by these words."""
    page = await place.ask("POST", "/search", FoundPage, person_id=person_id, body=Search(words=words, first=20))
    return len(page.items)


async def established(place: Workplace, cast: Cast) -> tuple[UUID, UUID, MinutesView]:
    """Minutes that name somebody in a text, a title, an action and a remark, in two versions, and are established."""
    session, (point,) = await held_session(place, cast, f"Wat {NAME} meebracht")
    await written(place, session.id, cast.coordinator, {point: f"{NAME} vertelde iets.\nAfspraak: {NAME} bellen"})
    await written(
        place, session.id, cast.coordinator, {point: f"Ook stille\nmerel vertelde iets. {NAME}s idee."}, version=1
    )
    await change(place, session.id, cast.coordinator, "share", version=2)
    await commented(place, session.id, cast.member, text=f"Dat zei {NAME} niet zo.")
    return session.id, point, await read(place, session.id, cast.member)


async def test_matrix_the_name_of_who_is_erased_is_out_of_every_version_of_minutes(
    place: Workplace, cast: Cast
) -> None:
    session_id, _, before = await established(place, cast)
    assert before.parts is not None
    assert NAME in before.parts[0].title

    assert await erased(place, cast.network_id) > 0

    after = await read(place, session_id, cast.member)
    assert NAME.casefold() not in after.model_dump_json().casefold().replace("\\n", " ")
    assert after.parts is not None
    assert [(one.title, one.text) for one in after.parts] == [
        ("Wat een lid meebracht", "Ook een lid vertelde iets. Een lids idee.")
    ]
    async with place.door.reading() as session:
        versions = (await session.scalars(select(MinutesVersion).order_by(col(MinutesVersion.number)))).all()
    assert NAME not in str([version.parts for version in versions])
    assert "Een lid vertelde iets." in str(versions[0].parts)
    assert await found(place, cast.member, "merel") == 0
    assert await erased(place, cast.network_id) == 0


async def test_matrix_an_addition_to_established_minutes_says_that_a_name_went(place: Workplace, cast: Cast) -> None:
    session_id, _, minutes = await established(place, cast)
    async with place.door.work() as work:
        tables = SERVICE.tables().tables
        await work.session.execute(update(tables["minutes"]).values(status="ESTABLISHED"))

    await erased(place, cast.network_id)
    await erased(place, cast.network_id)

    after = await read(place, session_id, cast.member)
    assert [one.text for one in after.addenda or []] == [NAME_TAKEN_OUT]
    assert minutes.addenda == []
    assert told.NAME_TAKEN_OUT == NAME_TAKEN_OUT


async def test_matrix_a_name_in_a_remark_alone_goes_without_an_addition_to_minutes_that_never_said_it(
    place: Workplace, cast: Cast
) -> None:
    session, (point,) = await held_session(place, cast, "Wonen")
    await written(place, session.id, cast.coordinator, {point: "Iemand vertelde iets."})
    await change(place, session.id, cast.coordinator, "share", version=1)
    await commented(place, session.id, cast.member, text=f"Dat was {NAME}.")
    async with place.door.work() as work:
        await work.session.execute(update(SERVICE.tables().tables["minutes"]).values(status="ESTABLISHED"))

    assert await erased(place, cast.network_id) == 1

    after = await read(place, session.id, cast.member)
    assert ([one.text for one in after.comments or []], after.addenda) == (["Dat was een lid."], [])


async def test_matrix_a_schuilnaam_in_questions_and_points_becomes_a_member_and_nobody_finds_it(
    place: Workplace, cast: Cast
) -> None:
    question = await proposed(place, cast.network_id, cast.coordinator, title=f"Wat wil {NAME} weten?")
    series = await planned(place, cast.network_id, cast.coordinator)
    await added(place, series.sessions[0].id, cast.member, title=f"{NAME} komt langs")
    assert await found(place, cast.member, "merel") == 2

    texts = await erased(place, cast.network_id)

    seen = await place.ask("GET", f"/questions/{question.id}", QuestionView, person_id=cast.coordinator)
    assert (texts, seen.title) == (2, "Wat wil een lid weten?")
    assert await found(place, cast.member, "merel") == 0
    assert await found(place, cast.member, "langs") == 1


async def test_a_name_stays_in_other_networks_and_where_it_is_no_whole_word(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.coordinator, title="Waar ligt Merelbeke, zei Merel?")

    elsewhere = await erased(place, UUID(int=1), names=("Merel",))
    here = await erased(place, cast.network_id, names=("Merel",))

    seen = await place.ask("GET", f"/questions/{question.id}", QuestionView, person_id=cast.coordinator)
    assert (elsewhere, here, seen.title) == (0, 1, "Waar ligt Merelbeke, zei een lid?")


async def test_matrix_the_name_goes_out_of_the_points_with_which_every_session_starts_and_these_stay_as_nobody_changed_them(
    place: Workplace, cast: Cast
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    opens = TemplatePoint(title=f"{NAME} opent", note=f"Vraag {NAME} op tijd.", purpose="EXPLORE", minutes=15)
    await set_template(place, cast, series, opens)

    texts = await erased(place, cast.network_id)
    known = await place.ask("GET", f"/series/{series.id}/template-agenda", TemplateAgenda, person_id=cast.coordinator)
    there = await agenda(place, cast, series.sessions[0].id)
    on_its_own = await found(place, cast.member, "opent")
    await set_template(place, cast, series, END)

    assert (texts, await erased(place, cast.network_id)) == (7, 0)
    assert [(one.title, one.note) for one in known.points] == [("Een lid opent", "Vraag een lid op tijd.")]
    assert (there, on_its_own) == (["Een lid opent"], 0)
    assert await agenda(place, cast, series.sessions[0].id) == [END.title]


async def test_matrix_the_name_goes_out_of_what_a_date_poll_is_called_and_of_difficult_times(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast, title=f"Kennismaken met {NAME}")
    block = AddSoftBlock(words=f"{NAME} is op reis", from_on=date(2027, 3, 1), until_on=date(2027, 3, 5))
    path = f"/networks/{cast.network_id}/soft-blocks"
    await place.ask("POST", path, SoftBlockView, person_id=cast.coordinator, body=block)

    await erased(place, cast.network_id)

    (kept,) = await place.ask("GET", path, list[SoftBlockView], person_id=cast.coordinator)
    assert (await seen(place, poll, cast.member)).title == "Kennismaken met een lid"
    assert kept.words == "Een lid is op reis"


LEFT_ALONE = {"search_document", "session_document.url", "minutes_version.parts", "session.link", "date_poll.link"}
"""Written anew from the others; an address; looked through beside the texts; two addresses."""
WHERE_OR_WHAT = {"place", "zone", "language", "perspective", "reference", "organisation"}
"""Columns without words about people: where it is must stay to be found, the others hold codes and names of organisations."""


@pytest.mark.parametrize("table", [table for table in SERVICE.tables().sorted_tables if table.name not in LEFT_ALONE])
def test_every_text_that_stays_after_an_erasure_is_looked_through(table: Table) -> None:
    """A new column in which people write is added to TEXTS, or to what is written of a session."""
    looked = {f"{name}.{column}" for name, columns in TEXTS.items() for column in columns}
    looked |= {f"{model.__tablename__}.{column}" for model, columns in WRITTEN for column in columns}
    looked |= {f"template_point.{column}" for column in OF_SERIES}
    inventory = inventory_of("agenda")[table.name]

    stays = {
        f"{table.name}.{column.name}"
        for column in table.columns
        if {**inventory, **inventory["columns"][column.name]}["erasure"] in {"keep", "none"}
        and type(column.type).__name__ == "AutoString"
        and column.name not in WHERE_OR_WHAT
    }

    assert stays - LEFT_ALONE <= looked
