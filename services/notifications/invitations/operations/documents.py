"""Documents in mails about sessions: which of them each reader is told of, by what they chose for the network and the session."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from services.notifications.invitations.domain import WANTED_BY
from services.notifications.invitations.queries import documents_in
from services.notifications.mail.domain.ledger import Claimed
from services.notifications.mail.operations.register import Letter
from services.notifications.owners.documents import AddedDocument, AddedDocuments, documents_added
from services.notifications.owners.invitations import InvitedTo
from services.notifications.subscriptions.domain import Cadence, MailLevel, UnsubscribeRight, new_token, token_hash
from services.notifications.subscriptions.operations import keep_tokens
from services.notifications.subscriptions.queries import cadences_of, levels_of
from shared.bus.work import Door, Work
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Added:
    """The documents of which some mails tell, by the time of these mails, and what their readers want."""

    by_period: Mapping[str, Collection[UUID]] = field(default_factory=dict)
    found: AddedDocuments | None = None
    cadences: Mapping[UUID, set[Cadence]] = field(default_factory=dict)
    levels: Mapping[UUID, Mapping[UUID, MailLevel]] = field(default_factory=dict)
    """By session, of who chose for it."""

    @property
    def alone(self) -> InvitedTo | None:
        """Who may hear of these documents, where nothing is told of sessions; None where there are none."""
        if self.found is None or not self.found.documents:
            return None
        return InvitedTo(self.found.network, (), self.found.people, frozenset())

    def told_in(self, mail: Claimed) -> list[AddedDocument]:
        """The documents of which the reader of a mail is told in it."""
        ids = self.by_period.get(mail.period or "", ())
        if self.found is None or mail.person_id is None:
            return []
        return [one for one in self.found.documents if one.id in ids and self._wants(mail.person_id, one)]

    def _wants(self, person_id: UUID, one: AddedDocument) -> bool:
        level = self.levels.get(one.session_id, {}).get(person_id, MailLevel.USUAL)
        if person_id not in one.reader_ids or person_id not in self.cadences or level is MailLevel.MUTED:
            return False
        return level is MailLevel.FOLLOWED or not self.cadences[person_id].isdisjoint(WANTED_BY)


async def added_for(door: Door, *, network_id: UUID, mails: Sequence[Claimed]) -> Added:
    """Ask the owners of which documents these mails tell, where they tell of any. Raises Unavailable."""
    person_ids = [mail.person_id for mail in mails if mail.person_id is not None]
    async with door.reading() as session:
        by_period = await documents_in(session, network_id, {mail.period for mail in mails if mail.period})
    if not by_period:
        return Added()
    try:
        every = [one for ids in by_period.values() for one in ids]
        found = await documents_added(door.asking, network_id, every, person_ids)
    except NotFound:
        return Added()
    sessions = {one.session_id: one.series_id for one in found.documents}
    async with door.reading() as session:
        cadences = await cadences_of(session, network_id=network_id, person_ids=person_ids)
        levels = {
            session_id: await levels_of(session, session_id=session_id, series_id=series_id, person_ids=person_ids)
            for session_id, series_id in sessions.items()
        }
    return Added(by_period, found, cadences, levels)


def documents_told(door: Door, *, documents: Iterable[AddedDocument]) -> list[dict[str, Any]]:
    """What a mail says of documents, by session; they are read at its page, so that what is taken away is gone from there too."""
    page = f"{door.settings.address}/bijeenkomsten/"
    return [
        {
            "starts_at": starts_at,
            "titles": [one.title for one in of_session],
            "link": f"{page}{session_id}#documenten-kop",
            "about": f"{page}{session_id}/mail",
        }
        for (starts_at, session_id), of_session in groupby(documents, key=lambda one: (one.starts_at, one.session_id))
    ]


def end_of(door: Door, *, network_id: UUID) -> dict[str, Any]:
    """With what the reader of a letter that tells of documents only ends mail of this network."""
    return {
        "token": new_token(),
        "unsubscribe_base": f"{door.settings.address}/afmelden/",
        "about_ids": (network_id,),
    }


async def keep_ends(work: Work, *, letters: Iterable[Letter]) -> None:
    """Keep the hashes of the secrets with which mail is ended."""
    await keep_tokens(
        work,
        tokens=[
            (
                token_hash(letter.token),
                UnsubscribeRight(letter.claimed.person_id, letter.about_ids, letter.body.language),
            )
            for letter in letters
            if letter.token is not None and letter.claimed.person_id is not None
        ],
    )
