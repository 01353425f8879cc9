"""Who may ask what of signing in by mail: the gateway, and notifications for the secret of a mail."""

from uuid import UUID

from services.network.people.domain.devices import Device
from services.network.people.domain.signing_in import SignInIncomplete
from services.network.people.operations import signing_in as operations
from shared.api.network.people import AuthSessionOpened, CompleteSignIn, RequestSignIn, SignInSecret, SignInStarted
from shared.bus.work import Door, Work
from shared.web.edge import Edge, Viewer, only

edge = Edge()


@edge.change("/sign-ins", who=only("gateway"))
async def request_sign_in(body: RequestSignIn, work: Work) -> SignInStarted:
    """Somebody wants to sign in; the answer is the same for every address."""
    sign_in = await operations.request_sign_in(work, email=body.email, browser=body.browser, language=body.language)
    return SignInStarted(sign_in_id=sign_in.id, expires_at=sign_in.expires_at)


# The next two answer with a secret, so they are no changes with a remembered answer: a secret is stored nowhere.


@edge.act("/sign-ins/{sign_in_id}:mint", who=only("notifications"))
async def mint_secret(sign_in_id: UUID, door: Door, viewer: Viewer) -> SignInSecret:
    """The secret of one mail, made now; whoever asks again gets a new one and the earlier one stops counting."""
    secret, address, language, expires_at = await door.change(
        lambda work: operations.mint_secret(work, sign_in_id=sign_in_id), viewer
    )
    return SignInSecret.model_validate(
        {
            "address": address,
            "language": language,
            "code": secret.code,
            "token": secret.token,
            "expires_at": expires_at,
        }
    )


@edge.act("/sign-ins:complete", who=only("gateway"))
async def complete_sign_in(body: CompleteSignIn, door: Door, viewer: Viewer) -> AuthSessionOpened:
    """Sign in, with the code or with the link."""

    device = Device(body.device.program, body.device.system)

    async def complete(work: Work) -> AuthSessionOpened:
        if body.token is not None and body.code is None:
            opened = await operations.complete_with_link(work, token=body.token, browser=body.browser, device=device)
        elif body.code is not None and body.sign_in_id is not None and body.token is None:
            opened = await operations.complete_with_code(
                work, sign_in_id=body.sign_in_id, browser=body.browser, typed=body.code, device=device
            )
        else:
            raise SignInIncomplete
        return AuthSessionOpened(
            token=opened.token,
            auth_session_id=opened.auth_session_id,
            person_id=opened.person_id,
            expires_at=opened.expires_at,
        )

    return await door.change(complete, viewer)
