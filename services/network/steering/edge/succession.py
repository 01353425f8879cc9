"""Who may ask what of going on as another network: coordinators of both say so, members follow by choice."""

from uuid import UUID

from services.network.memberships.domain.roles import check_coordinates
from services.network.memberships.queries.roles import coordinates
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.edge import stored_view
from services.network.networks.queries import said_by
from services.network.people.queries.accounts import readers
from services.network.steering.domain.succession import check_may_tell
from services.network.steering.operations import succession as operations
from services.network.steering.queries import succession as queries
from shared.api.network.networks import NetworkView
from shared.api.network.steering.succession import (
    AnswerSuccession,
    FollowNetwork,
    SucceedNetwork,
    SuccessionLetter,
    SuccessionLetterAsked,
    SuccessionView,
)
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()


@edge.change("/networks/{network_id}:succeed", who=PERSON)
async def succeed_network(network_id: UUID, body: SucceedNetwork, work: Work) -> NetworkView:
    """A network asks to go on as another one."""
    network = await operations.succeed_network(
        work, network_id=network_id, version=body.version, successor_slug=body.successor_slug
    )
    return stored_view(network)


@edge.read("/networks/{network_id}/successions", who=PERSON)
async def successions(network_id: UUID, session: Session, viewer: Viewer) -> list[SuccessionView]:
    """What a network asked, and what waits for its answer, for its coordinators."""
    check_coordinates(is_coordinator=await coordinates(session, network_id=network_id, person_id=viewer.person()))
    return [
        SuccessionView.model_validate({**row._asdict(), "is_own": row.network_id == network_id})
        for row in await queries.successions_of(session, network_id)
    ]


@edge.read("/networks/{network_id}:succession-letter", who=only("notifications"), method="POST")
async def letter(network_id: UUID, body: SuccessionLetterAsked, session: Session) -> SuccessionLetter:
    """What a mail about a wish needs: to a coordinator of the network that is asked, or of the one that asked."""
    told = await queries.wish_to_tell(session, network_id)
    if told is None:
        raise NotFound
    is_asked = body.about == "PROPOSED"
    reader_of = told.successor_id if is_asked else network_id
    check_may_tell(
        body.about,
        status=NetworkStatus(told.status),
        is_open=told.succession_id is not None and told.declined_at is None,
        is_declined=told.declined_at is not None,
        coordinates=reader_of is not None
        and await coordinates(session, network_id=reader_of, person_id=body.person_id),
    )
    slug, name = told.successor_slug, told.successor_name
    if told.succession_id is None:
        slug, name = next(
            (one.to_slug, one.to_name) for one in await said_by(session, network_id) if one.type == "SUCCEEDED_BY"
        )
    for reader in await readers(session, [body.person_id]):
        return SuccessionLetter(
            address=reader.email,
            language=reader.language,
            network_name=told.name,
            network_slug=told.slug,
            successor_name=name,
            successor_slug=slug,
            succession_id=told.succession_id,
            status="PROPOSED" if is_asked else "DECLINED" if told.declined_at else "SUCCEEDED",
        )
    raise NotFound


@edge.change("/successions/{succession_id}:answer", who=PERSON)
async def answer_succession(succession_id: UUID, body: AnswerSuccession, work: Work) -> NetworkView:
    """The network that is asked says yes or no."""
    network = await operations.answer_succession(
        work, succession_id=succession_id, accepts=body.accepts, words=body.words
    )
    return stored_view(network)


@edge.change("/successions/{succession_id}:withdraw", who=PERSON)
async def withdraw_succession(succession_id: UUID, work: Work) -> NetworkView:
    """The network that asked takes it back."""
    return stored_view(await operations.withdraw_succession(work, succession_id=succession_id))


@edge.change("/networks/{network_id}:follow", who=PERSON)
async def follow_network(network_id: UUID, body: FollowNetwork, work: Work) -> NetworkView:
    """A member chooses to take part in the successor too."""
    successor = await operations.follow_network(
        work, network_id=network_id, perspective=Perspective(body.perspective) if body.perspective else None
    )
    return stored_view(successor)
