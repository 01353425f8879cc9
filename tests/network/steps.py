"""Steps that many tests of network take."""

from uuid import UUID

from sqlalchemy import Row, select

from shared.api.network.memberships import ActivateMembership, MembershipView, Role
from shared.api.network.networks import Loaded, LoadNetwork, PerspectiveCode, PerspectiveView
from shared.api.network.people import (
    AuthSessionOpened,
    CompleteSignIn,
    RequestSignIn,
    ResolveAuthSession,
    SignedIn,
    SignInSecret,
    SignInStarted,
)
from shared.errors import Refusal
from tests.workplace import Workplace

BROWSER = "a-browser-secret-of-its-own"
OTHER_BROWSER = "another-browser-altogether"


async def ask_to_sign_in(place: Workplace, email: str, *, browser: str = BROWSER) -> SignInStarted:
    """Ask for a mail, as the gateway does."""
    body = RequestSignIn(email=email, browser=browser)
    given: SignInStarted = await place.ask("POST", "/sign-ins", SignInStarted, body=body)
    return given


async def mint(place: Workplace, started: SignInStarted) -> SignInSecret:
    """Make the secret of the mail, as notifications does."""
    given: SignInSecret = await place.ask(
        "POST", f"/sign-ins/{started.sign_in_id}:mint", SignInSecret, service="notifications"
    )
    return given


async def mint_refused(place: Workplace, started: SignInStarted) -> Refusal:
    """Ask for a secret that is not made."""
    return await place.refusal("POST", f"/sign-ins/{started.sign_in_id}:mint", service="notifications")


def with_code(started: SignInStarted, code: str, *, browser: str = BROWSER) -> CompleteSignIn:
    """The form with the six digits."""
    return CompleteSignIn(browser=browser, sign_in_id=started.sign_in_id, code=code)


def with_link(token: str, *, browser: str = BROWSER) -> CompleteSignIn:
    """The button behind the link."""
    return CompleteSignIn(browser=browser, token=token)


async def complete(place: Workplace, body: CompleteSignIn) -> AuthSessionOpened:
    """Sign in."""
    given: AuthSessionOpened = await place.ask("POST", "/sign-ins:complete", AuthSessionOpened, body=body)
    return given


async def complete_refused(place: Workplace, body: CompleteSignIn) -> str:
    """Try to sign in; the code of the refusal."""
    return (await place.refusal("POST", "/sign-ins:complete", body=body)).code


async def sign_in(place: Workplace, email: str) -> AuthSessionOpened:
    """Sign in from the first step to the last."""
    started = await ask_to_sign_in(place, email)
    secret = await mint(place, started)
    return await complete(place, with_link(secret.token))


async def resolve(place: Workplace, token: str) -> SignedIn:
    """Whose cookie is this?"""
    given: SignedIn = await place.ask("POST", "/auth-sessions:resolve", SignedIn, body=ResolveAuthSession(token=token))
    return given


async def resolve_refused(place: Workplace, token: str) -> str:
    """A cookie that is nobody's; the code of the refusal."""
    return (await place.refusal("POST", "/auth-sessions:resolve", body=ResolveAuthSession(token=token))).code


def a_network(slug: str = "kring", **different: object) -> LoadNetwork:
    """A network that asks for two perspectives, with what is different."""
    return LoadNetwork.model_validate(
        {
            "slug": slug,
            "name": f"Kring {slug}",
            "kind": "learning_network",
            "mission_nl": "Samen leren.",
            "mission_en": "Learn together.",
            "perspectives": [
                PerspectiveView(code="YOUNG_PERSON", minimum=1),
                PerspectiveView(code="PROFESSIONAL", minimum=2),
            ],
            "source": "made up for a test",
            **different,
        }
    )


async def load(place: Workplace, network: LoadNetwork) -> Loaded:
    """Load a network, as the operator does."""
    given: Loaded = await place.ask("POST", "/networks:load", Loaded, service="operator", body=network)
    return given


async def join(
    place: Workplace,
    slug: str,
    name: str,
    *,
    perspective: PerspectiveCode = "PROFESSIONAL",
    role: Role | None = None,
) -> MembershipView:
    """Let somebody take part, as the operator does; the address is made of the name."""
    body = ActivateMembership(
        network_slug=slug,
        email=f"{name.lower()}@voorbeeld.example",
        display_name=name,
        perspective=perspective,
        roles=[role] if role else [],
    )
    given: MembershipView = await place.ask(
        "POST", "/memberships:activate", MembershipView, service="operator", body=body
    )
    return given


async def stored(place: Workplace, table: str) -> list[Row[tuple[object, ...]]]:
    """Everything in one table."""
    async with place.door.reading() as session:
        return list((await session.execute(select(place.door.database.metadata.tables[table]))).all())


async def person_of(place: Workplace, name: str) -> UUID:
    """The id of somebody who joined under this name."""
    people: dict[str, UUID] = {row.email: row.id for row in await stored(place, "person")}
    return people[f"{name.lower()}@voorbeeld.example"]
