"""What can be done with roles on the platform: give one, take one back."""

from services.network.people.domain.accounts import address_of
from services.network.people.domain.platform import PlatformRole
from services.network.people.models.accounts import Person
from services.network.people.operations.accounts import account_for
from services.network.people.queries.accounts import person_by_email
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound


async def grant(work: Work, *, email: str, role: PlatformRole) -> Person:
    """Give somebody a role on the platform; makes the account when there is none, and twice is once. Raises NotAnAddress."""
    person = await account_for(work, address=address_of(email), language="nl")
    if role not in person.platform_roles:
        work.note(Verb.PLATFORM_ROLE_GIVEN, Kind.PERSON, person.id, reason=role.value)
    person.platform_roles = [one.value for one in PlatformRole if one == role or one in person.platform_roles]
    return person


async def revoke(work: Work, *, email: str, role: PlatformRole) -> Person:
    """Take a role on the platform back; where it is not held nothing changes. Raises NotFound, NotAnAddress."""
    person = await person_by_email(work.session, address_of(email))
    if person is None:
        raise NotFound
    if role in person.platform_roles:
        work.note(Verb.PLATFORM_ROLE_TAKEN, Kind.PERSON, person.id, reason=role.value)
    person.platform_roles = [held for held in person.platform_roles if held != role]
    return person
