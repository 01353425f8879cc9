"""What people can do with tokens for programs: make one, let a program use it, revoke it."""

from datetime import datetime, timedelta
from uuid import UUID

from services.network.people.domain.machine_tokens import MOST_TOKENS, PREFIX, TooManyTokens, check_token
from services.network.people.domain.secrecy import Purpose, hashed, new_token
from services.network.people.domain.ways_in import WayIn
from services.network.people.models import machine_tokens as models
from services.network.people.models.machine_tokens import MachineToken
from services.network.people.operations.devices import fresh_session
from services.network.people.operations.ways_in import tell_way_in
from services.network.people.queries import machine_tokens as queries
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound
from shared.events.network import MachineTokenRevoked


async def make_machine_token(
    work: Work, *, person_id: UUID, session: str, name: str, may_write: bool, days: int
) -> tuple[MachineToken, str]:
    """Make a token with which a program acts for this person, within ten minutes after signing in; gives it once.

    days: how long it counts, 1 to 365. may_write: whether it may also change things.
    Raises TokenNameMissing, TokenLastsTooLong, TooManyTokens, OtherSession, SignInAgain.
    """
    await fresh_session(work, person_id=person_id, token=session)
    check_token(name=name, days=days)
    await one_at_a_time(work.session, f"machine-tokens:{person_id}")
    if await queries.tokens_that_count(work.session, person_id, now=work.now) >= MOST_TOKENS:
        raise TooManyTokens
    token = PREFIX + new_token()
    row = work.add(
        MachineToken(
            id=new_id(),
            person_id=person_id,
            name=name,
            token_hash=hashed(Purpose.MACHINE_TOKEN, token),
            may_write=may_write,
            created_at=work.now,
            expires_at=work.now + timedelta(days=days),
        )
    )
    tell_way_in(work, way_in=WayIn.MACHINE_TOKEN, id_=row.id, person_id=person_id, is_added=True)
    return row, token


async def see_machine_token(work: Work, *, machine_token_id: UUID) -> None:
    """Write down that a program used a token."""
    await work.session.execute(models.see_token(machine_token_id, now=work.now))


async def revoke_machine_token(work: Work, *, person_id: UUID, machine_token_id: UUID) -> None:
    """Revoke one of one's own tokens, at once. Raises NotFound for one that is not one's own, or over."""
    revoked = await work.session.execute(models.revoke(person_id, machine_token_id=machine_token_id, now=work.now))
    if revoked.first() is None:
        raise NotFound
    _over(work, machine_token_id=machine_token_id, person_id=person_id)


async def revoke_since(work: Work, *, person_id: UUID, since: datetime) -> None:
    """Revoke the tokens that somebody who should not be here may have made from this moment on."""
    revoked = await work.session.execute(models.revoke_since(person_id, since=since, now=work.now))
    for (machine_token_id,) in revoked.all():
        _over(work, machine_token_id=machine_token_id, person_id=person_id)


async def forget_machine_tokens(work: Work) -> None:
    """Remove tokens that are over."""
    await work.session.execute(models.forget_machine_tokens(now=work.now))


def _over(work: Work, *, machine_token_id: UUID, person_id: UUID) -> None:
    tell_way_in(work, way_in=WayIn.MACHINE_TOKEN, id_=machine_token_id, person_id=person_id, is_added=False)
    work.announce(MachineTokenRevoked(version=1, machine_token_id=machine_token_id, person_id=person_id))
