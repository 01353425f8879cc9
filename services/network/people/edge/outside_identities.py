"""Who may ask what of accounts at other houses: the gateway to sign somebody in, oneself to link and unlink."""

from uuid import UUID

from services.network.people.domain.devices import Device
from services.network.people.domain.outside_identities import Vouched
from services.network.people.operations import outside_identities as operations
from services.network.people.queries import outside_identities as queries
from shared.api.network.outside_identities import (
    BeginLinking,
    BeginOutsideSignIn,
    CameBack,
    ComeBack,
    OutsideIdentityView,
    Unlinked,
)
from shared.api.network.people import AuthSessionOpened
from shared.bus.work import Door, Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()


@edge.change("/outside-sign-ins:begin", who=only("gateway"))
async def begin_outside_sign_in(body: BeginOutsideSignIn, work: Work) -> None:
    """Somebody goes to another house to sign in."""
    await operations.begin_outside_sign_in(work, provider=body.provider, state=body.state, browser=body.browser)


@edge.change("/outside-identities:begin", who=PERSON)
async def begin_linking(body: BeginLinking, work: Work, viewer: Viewer) -> None:
    """Somebody goes to another house to link their account there."""
    await operations.begin_linking(
        work,
        person_id=viewer.person(),
        session=body.session,
        provider=body.provider,
        state=body.state,
        browser=body.browser,
    )


@edge.act("/outside-sign-ins:complete", who=only("gateway"))
async def come_back(body: ComeBack, door: Door, viewer: Viewer) -> CameBack:
    """Somebody came back; it answers with a secret, so no answer is remembered."""

    async def complete(work: Work) -> CameBack:
        came_back = await operations.come_back(
            work,
            viewer_id=viewer.person_id,
            state=body.state,
            browser=body.browser,
            vouched=Vouched(body.provider, body.issuer, body.subject, body.verified_email),
            language=body.language,
            device=Device(body.device.program, body.device.system),
        )
        opened = came_back.opened
        if opened is None:
            return CameBack(opened=None)
        return CameBack(
            opened=AuthSessionOpened(
                token=opened.token,
                auth_session_id=opened.auth_session_id,
                person_id=opened.person_id,
                expires_at=opened.expires_at,
            )
        )

    return await door.change(complete, viewer)


@edge.read("/outside-identities/mine", who=PERSON)
async def my_identities(session: Session, viewer: Viewer) -> list[OutsideIdentityView]:
    """One's own identities at other houses."""
    rows = await queries.identities(session, viewer.person())
    return [OutsideIdentityView.model_validate(row._asdict()) for row in rows]


@edge.change("/outside-identities/{outside_identity_id}:unlink", who=PERSON)
async def unlink(outside_identity_id: UUID, work: Work, viewer: Viewer) -> Unlinked:
    """Unlink one of one's own identities."""
    await operations.unlink(work, person_id=viewer.person(), outside_identity_id=outside_identity_id)
    return Unlinked(id=outside_identity_id)
