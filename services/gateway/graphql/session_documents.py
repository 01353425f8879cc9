"""Documents of a session: each is a title and an address, for who takes part."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, nothing, told
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import series_changes as owner
from shared.api.agenda.documents import AddDocument, DocumentView
from shared.api.agenda.sessions import SessionView


@strawberry.input
class AddDocumentInput(PostedInput):
    session_id: strawberry.ID
    title: str = ""
    url: str = strawberry.field(default="", description="Where it can be read; https only.")
    client_mutation_id: str | None = None


@strawberry.input
class RemoveDocumentInput:
    document_id: strawberry.ID
    client_mutation_id: str | None = None


@seen_by(Who.MEMBERS)
@strawberry.type(description="A document of a session: a title, and where it can be read.")
class SessionDocument:
    id: strawberry.ID
    title: str
    url: str
    added_at: datetime
    added_by: Any = strawberry.field(
        graphql_type=FellowMember | None, description="Who added it; null for who has left since."
    )
    viewer_may_remove: bool


@seen_by(Who.MEMBERS)
@strawberry.type(description="A document was taken away.")
class DocumentRemoved:
    session_id: strawberry.ID


AddDocumentResult = Annotated[SessionDocument | Refusal, strawberry.union("AddDocumentResult")]
RemoveDocumentResult = Annotated[DocumentRemoved | Refusal, strawberry.union("RemoveDocumentResult")]


def documents_of(
    context: Context, views: Sequence[SessionView], wanted: Wanted
) -> Loading[dict[UUID, list[SessionDocument]]]:
    """Fetch the documents of sessions, by session; for who takes part in none of them nothing is asked."""
    known = [view.id for view in views if view.link is not None]
    given: Sequence[DocumentView] = (yield from told(owner.documents(known))) if known else []
    made = yield from _documents(context, given, wanted)
    found: dict[UUID, list[SessionDocument]] = defaultdict(list)
    for view, one in zip(given, made, strict=True):
        found[view.session_id].append(one)
    return {session_id: found[session_id] for session_id in known}


def _documents(context: Context, views: Sequence[DocumentView], wanted: Wanted) -> Loading[list[SessionDocument]]:
    people: Mapping[Any, FellowMember] = yield from (
        fellow_members(context, [(view.network_id, view.added_by) for view in views])
        if "addedBy" in wanted
        else nothing({})
    )
    return [
        SessionDocument(
            id=strawberry.ID(global_id("SessionDocument", view.id)),
            title=view.title,
            url=view.url,
            added_at=view.added_at,
            added_by=people.get((view.network_id, view.added_by)),
            viewer_may_remove=view.may_remove,
        )
        for view in views
    ]


def _add(info: Ask, input: AddDocumentInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        request = posted(AddDocument, input, title=input.title, url=input.url)
        view = yield from told(owner.add_document(session_id, request, key_for(info, input.client_mutation_id)))
        return (yield from _documents(context, [view], info.wanted("SessionDocument")))[0]

    return change(info, Who.MEMBERS, make)


def _remove(info: Ask, input: RemoveDocumentInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        document_id = known_id(input.document_id, "SessionDocument")
        gone = yield from told(owner.remove_document(document_id, key_for(info, input.client_mutation_id)))
        return DocumentRemoved(session_id=strawberry.ID(global_id("Session", gone.session_id)))

    return change(info, Who.OWNER, make)


@strawberry.type
class SessionDocumentMutation:
    add_document: Any = strawberry.field(
        resolver=_add,
        graphql_type=AddDocumentResult,
        description="Put a document with a session, as a link.",
        metadata=may(Who.MEMBERS),
    )
    remove_document: Any = strawberry.field(
        resolver=_remove,
        graphql_type=RemoveDocumentResult,
        description="Take a document away from a session.",
        metadata=may(Who.OWNER),
    )
