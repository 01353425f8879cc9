"""What agenda tells notifications of documents that were put with sessions: of which, and for whom (wish 10)."""

from uuid import UUID

from shared.api.agenda.documents import (
    AddDocument,
    DocumentRemoved,
    DocumentsLetter,
    DocumentsLetterAsked,
    DocumentView,
)
from shared.api.agenda.series_changes import SessionsChanged
from shared.api.agenda.sessions import SessionView
from shared.events.agenda.sessions import SessionConfirmed, SessionDocumentAdded
from tests.agenda.steps import Cast, planned
from tests.agenda.test_coming import heard_of
from tests.agenda.test_drafts import confirmed, draft_series, pre_meeting, young
from tests.workplace import Workplace


async def added(place: Workplace, session: SessionView, person_id: UUID, title: str) -> UUID:
    """Somebody puts a document with a session."""
    body = AddDocument(title=title, url="https://documenten.example/1")
    path = f"/sessions/{session.id}/documents"
    view = await place.ask("POST", path, DocumentView, person_id=person_id, body=body)
    assert isinstance(view, DocumentView)
    return view.id


async def letter(place: Workplace, network_id: UUID, documents: list[UUID], readers: list[UUID]) -> DocumentsLetter:
    """What a mail says of these documents."""
    body = DocumentsLetterAsked(document_ids=documents, reader_ids=readers)
    path = f"/networks/{network_id}/documents:letter"
    told = await place.ask("POST", path, DocumentsLetter, service="notifications", body=body)
    assert isinstance(told, DocumentsLetter)
    return told


async def test_a_mail_is_told_of_documents_in_order_and_who_takes_part(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    first, second = series.sessions[:2]
    late = await added(place, second, cast.member, "Later")
    soon = await added(place, first, cast.coordinator, "Leeswijzer")
    gone = await added(place, first, cast.member, "Weg")
    await place.ask("POST", f"/documents/{gone}:remove", DocumentRemoved, person_id=cast.member)

    told = await letter(place, cast.network_id, [late, soon, gone], [cast.member, cast.neighbour])
    elsewhere = await letter(place, cast.other_network_id, [late, soon], [cast.neighbour])

    assert [(one.id, one.title, one.added_by, one.reader_ids) for one in told.documents] == [
        (soon, "Leeswijzer", cast.coordinator, None),
        (late, "Later", cast.member, None),
    ]
    assert {(one.series_id, one.starts_at) for one in told.documents} == {
        (series.id, first.starts_at),
        (series.id, second.starts_at),
    }
    assert (told.reader_ids, elsewhere.documents) == ([cast.member], [])


async def test_of_a_draft_nothing_is_told_and_of_a_pre_meeting_only_to_whom_it_is_for(
    place: Workplace, cast: Cast
) -> None:
    young_person = await young(place, cast)
    draft = (await draft_series(place, cast)).sessions[0]
    apart = await pre_meeting(place, cast)
    change_id = (await confirmed(place, cast, draft.id)).change_id
    await confirmed(place, cast, apart.id)
    documents = [await added(place, one, cast.coordinator, "Leeswijzer") for one in (draft, apart)]
    await place.ask("POST", f"/session-changes/{change_id}:undo", SessionsChanged, person_id=cast.coordinator)

    told = await letter(place, cast.network_id, documents, [cast.member, young_person])

    assert [(one.id, one.reader_ids) for one in told.documents] == [(documents[1], [young_person])]


async def test_what_is_announced_of_a_document_says_how_its_session_stands_and_of_which_series_it_is(
    place: Workplace, cast: Cast
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)

    document_id = await added(place, series.sessions[0], cast.member, "Leeswijzer")

    (told,) = await heard_of(place, SessionDocumentAdded)
    assert (told.document_id, told.series_id, told.status) == (document_id, series.id, "CONFIRMED")
    assert "Leeswijzer" not in told.model_dump_json()


async def test_wish_10_a_session_that_is_confirmed_anew_says_which_documents_stand_with_it_already(
    place: Workplace, cast: Cast
) -> None:
    draft, other, *_ = (await draft_series(place, cast)).sessions
    change_id = (await confirmed(place, cast, draft.id)).change_id
    kept = [await added(place, draft, cast.coordinator, title) for title in ("Leeswijzer", "Kaart")]
    gone = await added(place, draft, cast.member, "Weg")
    await place.ask("POST", f"/documents/{gone}:remove", DocumentRemoved, person_id=cast.coordinator)
    await place.ask("POST", f"/session-changes/{change_id}:undo", SessionsChanged, person_id=cast.coordinator)

    await confirmed(place, cast, draft.id, other.id)

    told = [(event.session_id, event.document_ids) for event in await heard_of(place, SessionConfirmed)]
    assert (told[0], sorted(told[1:])) == ((draft.id, []), sorted([(draft.id, kept), (other.id, [])]))
