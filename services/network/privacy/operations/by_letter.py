"""What a privacy officer can do for who asks by letter, by telephone or in person to be erased (J20)."""

from uuid import UUID

from services.network.people.domain.accounts import address_of
from services.network.people.domain.platform import PlatformRole
from services.network.people.operations.devices import fresh_session
from services.network.people.queries.accounts import person_by_email
from services.network.people.queries.platform import has_platform_role
from services.network.privacy.domain.erasing import (
    SAY_STOP,
    AskItYourself,
    Checked,
    ErasureReason,
    NobodyHere,
    NotThePrivacyOfficer,
    check_confirmed,
)
from services.network.privacy.models.erasing import ErasureRequest
from services.network.privacy.operations.erasing import plan_erasure
from services.network.privacy.queries import erasing as queries
from shared.bus.work import Work


async def request_erasure_for(
    work: Work, *, officer_id: UUID, address: str, checked: Checked, confirmation: str, session: str
) -> ErasureRequest:
    """Write down that somebody asked by letter, by telephone or in person that everything about them goes: in a week.

    They are told by mail, and can stop it until then. A request that stands already is given as it is: nobody is told twice.
    checked: how the officer made sure who asks. session: the secret of one that was opened in the last ten minutes. Raises
    NotThePrivacyOfficer, NotConfirmed, OtherSession, SignInAgain, NotAnAddress, NobodyHere, and AskItYourself for one's own account.
    """
    if not await has_platform_role(work.session, officer_id, PlatformRole.PRIVACY_OFFICER):
        raise NotThePrivacyOfficer
    check_confirmed(confirmation)
    # Before it is told who has an account: an open screen tells it to nobody.
    await fresh_session(work, person_id=officer_id, token=session)
    person = await person_by_email(work.session, address_of(address))
    if person is None:
        raise NobodyHere(field="email")
    if person.id == officer_id:
        raise AskItYourself(field="email")
    standing = await queries.request_of_person(work.session, person.id)
    if standing is not None:
        return standing
    return await plan_erasure(
        work,
        person_id=person.id,
        starts_at=work.now + SAY_STOP,
        reason=ErasureReason.BY_LETTER,
        checked=checked,
    )
