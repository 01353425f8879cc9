"""Who may ask what mails about an objection say: notifications only."""

from uuid import UUID

from services.network.memberships.domain.removals import answerers, check_may_tell
from services.network.memberships.queries.removals import removal_to_tell
from services.network.memberships.queries.roles import coordinating_people
from services.network.networks.queries import shown_by_ids
from services.network.people.queries.accounts import readers
from shared.api.network.removals import RemovalLetter, RemovalLetterAsked
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import Edge, only

edge = Edge()


@edge.read("/removals/{removal_id}:letter", who=only("notifications"), method="POST")
async def letter(removal_id: UUID, body: RemovalLetterAsked, session: Session) -> RemovalLetter:
    """What a mail about an objection needs: to a coordinator who may answer it, or to who made it."""
    told = await removal_to_tell(session, removal_id)
    if told is None:
        raise NotFound
    coordinators = await coordinating_people(session, told.network_id)
    check_may_tell(
        body.about,
        answered_at=told.answered_at,
        reader_id=body.person_id,
        answerers=answerers(told.removed_by, coordinators),
    )
    reader_id = body.person_id if body.about == "APPEAL" and body.person_id else told.person_id
    for reader in await readers(session, [reader_id]):
        (network,) = await shown_by_ids(session, [told.network_id])
        return RemovalLetter(
            address=reader.email,
            language=reader.language,
            network_name=network.name,
            network_slug=network.slug,
            membership_id=told.membership_id,
        )
    raise NotFound
