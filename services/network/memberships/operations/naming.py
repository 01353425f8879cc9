"""What people can do with how others see them, where that hangs on with whom they take part."""

from uuid import UUID

from services.network.memberships.queries.naming import is_own_name_nearby
from services.network.people.models.accounts import Person
from services.network.people.operations.accounts import change_person
from services.network.people.operations.names import Nearby
from shared.bus.work import Work
from shared.database import Session


async def change_me(
    work: Work,
    *,
    display_name: str | None = None,
    is_pseudonym: bool | None = None,
    avatar: str | None = None,
    language: str | None = None,
) -> Person:
    """Change one's own name, drawing or language. Raises what change_person raises."""
    person_id = work.viewer.person()
    return await change_person(
        work,
        person_id=person_id,
        nearby=nearby(person_id, but=person_id),
        display_name=display_name,
        is_pseudonym=is_pseudonym,
        avatar=avatar,
        language=language,
    )


def nearby(reader_id: UUID, *, but: UUID | None = None) -> Nearby:
    """What tells whether somebody with whom this reader takes part goes by a name of their own. but: who does not count."""

    async def asked(session: Session, name: str) -> bool:
        return await is_own_name_nearby(session, name, reader_id=reader_id, but=but)

    return asked
