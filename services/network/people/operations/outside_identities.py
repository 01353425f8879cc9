"""What people can do with an account at another house: sign in with it, link it, unlink it (OpenID Connect Core 1.0)."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from services.network.people.domain.accounts import NotAnAddress, address_of
from services.network.people.domain.devices import Device
from services.network.people.domain.outside_identities import (
    AWAY_COUNTS,
    CameBack,
    IdentityTaken,
    LinkFirst,
    OutsideSignInOver,
    Vouched,
)
from services.network.people.domain.secrecy import Purpose, hashed
from services.network.people.domain.ways_in import WayIn
from services.network.people.models import outside_identities as models
from services.network.people.models.outside_identities import OutsideIdentity, OutsideSignIn
from services.network.people.operations.accounts import account_for
from services.network.people.operations.devices import fresh_session, open_session
from services.network.people.operations.ways_in import tell_way_in
from services.network.people.queries import accounts
from services.network.people.queries import outside_identities as queries
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound


async def begin_outside_sign_in(work: Work, *, provider: str, state: str, browser: str) -> None:
    """Note that somebody goes to another house to sign in, and comes back in this browser with this state."""
    _away(work, provider=provider, state=state, browser=browser, person_id=None)


async def begin_linking(work: Work, *, person_id: UUID, session: str, provider: str, state: str, browser: str) -> None:
    """Note that somebody goes to another house to link their account there, within ten minutes after signing in.

    Raises OtherSession, SignInAgain.
    """
    await fresh_session(work, person_id=person_id, token=session)
    _away(work, provider=provider, state=state, browser=browser, person_id=person_id)


async def come_back(
    work: Work,
    *,
    viewer_id: UUID | None,
    state: str,
    browser: str,
    vouched: Vouched,
    language: str,
    device: Device,
) -> CameBack:
    """Sign somebody in for whom another house vouches, or link that identity to who went away to link it; a state counts once.

    Somebody is known by issuer and subject. Who is not makes an account with the address that the other house verified, but an
    address that has an account already is never enough: its owner signs in and links first.
    viewer_id: who is signed in in this browser now. Raises OutsideSignInOver, LinkFirst, IdentityTaken.
    """
    taken = await work.session.execute(
        models.take_outside_sign_in(
            hashed(Purpose.OUTSIDE_STATE, state),
            browser_hash=hashed(Purpose.BROWSER, browser),
            provider=vouched.provider,
            now=work.now,
        )
    )
    away = taken.first()
    if away is None or (away.person_id is not None and away.person_id != viewer_id):
        raise OutsideSignInOver
    await one_at_a_time(work.session, f"identity:{vouched.issuer} {vouched.subject}")
    known = await queries.identity(work.session, issuer=vouched.issuer, subject=vouched.subject)
    if away.person_id is not None:
        if known is None:
            _link(work, vouched, away.person_id)
        elif known.person_id != away.person_id:
            raise IdentityTaken
        return CameBack(opened=None)
    if known is None:
        person_id = await _new_account(work, vouched, language)
    else:
        person_id = known.person_id
        await work.session.execute(models.see_identity(known.id, now=work.now))
    return CameBack(opened=await open_session(work, person_id=person_id, device=device))


async def unlink(work: Work, *, person_id: UUID, outside_identity_id: UUID) -> None:
    """Unlink one of one's own identities; signing in with the mail address always stays. Raises NotFound."""
    removed = (await work.session.execute(models.unlink(outside_identity_id, person_id=person_id))).first()
    if removed is None:
        raise NotFound
    tell_way_in(work, way_in=WayIn.OUTSIDE_IDENTITY, id_=outside_identity_id, person_id=person_id, is_added=False)


async def unlink_since(work: Work, *, person_id: UUID, since: datetime) -> None:
    """Unlink what somebody who should not be here may have linked from this moment on."""
    removed = await work.session.execute(models.unlink_since(person_id, since=since))
    for (identity_id,) in removed.all():
        tell_way_in(work, way_in=WayIn.OUTSIDE_IDENTITY, id_=identity_id, person_id=person_id, is_added=False)


async def forget_outside_sign_ins(work: Work) -> None:
    """Remove those who went to another house and never came back."""
    await work.session.execute(models.forget_outside_sign_ins(now=work.now))


async def _new_account(work: Work, vouched: Vouched, language: str) -> UUID:
    address: str | None = None
    with suppress(NotAnAddress):
        address = address_of(vouched.verified_email or "")
    if address is None:
        raise LinkFirst
    await one_at_a_time(work.session, f"person:{address}")
    if await accounts.person_by_email(work.session, address) is not None:
        raise LinkFirst
    person = await account_for(work, address=address, language=language)
    _link(work, vouched, person.id)
    return person.id


def _link(work: Work, vouched: Vouched, person_id: UUID) -> None:
    linked = work.add(
        OutsideIdentity(
            id=new_id(),
            person_id=person_id,
            provider=vouched.provider,
            issuer=vouched.issuer,
            subject=vouched.subject,
            linked_at=work.now,
        )
    )
    tell_way_in(work, way_in=WayIn.OUTSIDE_IDENTITY, id_=linked.id, person_id=person_id, is_added=True)


def _away(work: Work, *, provider: str, state: str, browser: str, person_id: UUID | None) -> None:
    work.add(
        OutsideSignIn(
            id=new_id(),
            state_hash=hashed(Purpose.OUTSIDE_STATE, state),
            browser_hash=hashed(Purpose.BROWSER, browser),
            provider=provider,
            person_id=person_id,
            expires_at=work.now + AWAY_COUNTS,
        )
    )
