"""What both owners tell about documents that were put with sessions: their titles, and who may hear of each now."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.owners.agendas import addressees, network_named
from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.documents import DocumentsLetter, DocumentsLetterAsked
from shared.asking import Asking


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """One document of a session. reader_ids: who may hear of it; not who added it."""

    id: UUID
    session_id: UUID
    series_id: UUID | None
    starts_at: datetime
    title: str
    reader_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class AddedDocuments:
    """Documents in order of their sessions and of adding, and where mail to each who may hear of any goes."""

    network: NetworkName
    documents: Sequence[AddedDocument]
    people: Mapping[UUID, Addressee]


async def documents_added(
    asking: Asking, network_id: UUID, document_ids: Collection[UUID], person_ids: Collection[UUID]
) -> AddedDocuments:
    """Ask both owners about documents and readers (at most 500 of each); what was taken away meanwhile is left out.

    Raises NotFound when there is no such network any more, Unavailable when an owner does not answer.
    """
    told, people, network = await asyncio.gather(
        asking.ask(
            "agenda",
            "POST",
            f"/networks/{network_id}/documents:letter",
            DocumentsLetter,
            body=DocumentsLetterAsked(document_ids=list(document_ids)[:500], reader_ids=list(person_ids)),
            deadline=PATIENCE_SECONDS,
        ),
        addressees(asking, person_ids),
        network_named(asking, network_id),
    )
    taking_part = frozenset(told.reader_ids)
    return AddedDocuments(
        network=network,
        documents=[
            AddedDocument(
                one.id,
                one.session_id,
                one.series_id,
                one.starts_at,
                one.title,
                (taking_part if one.reader_ids is None else frozenset(one.reader_ids)) - {one.added_by},
            )
            for one in told.documents
        ],
        people={person_id: reader for person_id, reader in people.items() if person_id in taking_part},
    )
