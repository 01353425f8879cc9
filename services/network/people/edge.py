"""Who may ask what of people: signing in for the gateway, addresses for notifications, oneself for everybody signed in."""

from uuid import UUID

from services.network.people import operations, queries
from services.network.people.domain import SEEN_EVERY, Purpose, SignInIncomplete, alive_until, hashed, is_alive
from shared.api.network.people import (
    AuthSessionOpened,
    ChangeMe,
    CompleteSignIn,
    EndAuthSession,
    PersonView,
    Readers,
    ReaderView,
    RequestSignIn,
    ResolveAuthSession,
    SignedIn,
    SignInSecret,
    SignInStarted,
)
from shared.bus.work import Door, Work
from shared.database import Session
from shared.errors import NotSignedIn
from shared.web.edge import PERSON, Edge, Viewer, only

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

    async def complete(work: Work) -> AuthSessionOpened:
        if body.token is not None and body.code is None:
            opened = await operations.complete_with_link(work, token=body.token, browser=body.browser)
        elif body.code is not None and body.sign_in_id is not None and body.token is None:
            opened = await operations.complete_with_code(
                work, sign_in_id=body.sign_in_id, browser=body.browser, typed=body.code
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


@edge.act("/auth-sessions:resolve", who=only("gateway"))
async def resolve_auth_session(body: ResolveAuthSession, door: Door) -> SignedIn:
    """Whose cookie is this? Reads only, except that being seen is written down once every few minutes."""
    async with door.reading() as session:
        row = await queries.auth_session(session, hashed(Purpose.AUTH_SESSION, body.token))
    now = door.now()
    if row is None or not is_alive(now=now, seen_at=row.seen_at, expires_at=row.expires_at, ended_at=row.ended_at):
        raise NotSignedIn
    seen_at = row.seen_at
    if now - seen_at >= SEEN_EVERY:
        await door.change(lambda work: operations.see_auth_session(work, auth_session_id=row.id))
        seen_at = now
    return SignedIn(
        auth_session_id=row.id,
        person_id=row.person_id,
        expires_at=alive_until(seen_at=seen_at, expires_at=row.expires_at),
    )


@edge.change("/auth-sessions:end", who=only("gateway"))
async def end_auth_session(body: EndAuthSession, work: Work) -> None:
    """Sign out, here or everywhere."""
    await operations.end_auth_session(work, token=body.token, everywhere=body.everywhere)


@edge.read("/people/me", who=PERSON)
async def me(session: Session, viewer: Viewer) -> PersonView:
    """Oneself."""
    row = await queries.me(session, viewer.person())
    if row is None:
        raise NotSignedIn
    return PersonView.model_validate(row._asdict())


@edge.change("/people/me", who=PERSON)
async def change_me(body: ChangeMe, work: Work, viewer: Viewer) -> PersonView:
    """Change one's own name or language."""
    person = await operations.change_person(
        work, person_id=viewer.person(), display_name=body.display_name, language=body.language
    )
    return PersonView.model_validate(
        {
            "id": person.id,
            "display_name": person.display_name,
            "email": person.email,
            "language": person.language,
        }
    )


@edge.read("/people:readers", who=only("notifications"), method="POST")
async def readers(body: Readers, session: Session) -> list[ReaderView]:
    """Where the mail of these people goes; who is gone is left out."""
    return [
        ReaderView.model_validate(
            {"person_id": row.id, "address": row.email, "display_name": row.display_name, "language": row.language}
        )
        for row in await queries.readers(session, body.person_ids)
    ]
