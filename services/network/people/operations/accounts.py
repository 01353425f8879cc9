"""What people can do with an account: have one, and change how others see them."""

from uuid import UUID

from services.network.finding.domain import PERSON
from services.network.people.domain.accounts import NEW_NAME, check_name
from services.network.people.domain.vault import VAULT
from services.network.people.models.accounts import Person
from services.network.people.queries import accounts as queries
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotSignedIn


async def account_for(work: Work, *, address: str, language: str, display_name: str | None = None) -> Person:
    """The account of a normalised address, made when there is none; a name already chosen stays as it is.

    Raises NameMissing.
    """
    await one_at_a_time(work.session, f"person:{address}")
    person = await queries.person_by_email(work.session, address)
    if person is None:
        name = NEW_NAME if display_name is None else display_name
        check_name(name)
        person = work.add(
            Person(
                id=new_id(),
                email=address,
                email_index=VAULT.index(address),
                display_name=name,
                sort_name=name,
                language=language,
                created_at=work.now,
            )
        )
        await work.session.flush()
    elif display_name is not None and person.display_name == NEW_NAME:
        check_name(display_name)
        person.display_name = person.sort_name = display_name
        work.retitle(PERSON, person.id, display_name)
    return person


async def change_person(
    work: Work, *, person_id: UUID, display_name: str | None = None, language: str | None = None
) -> Person:
    """Change one's own name or language. Raises NameMissing, or NotSignedIn for an account that is gone."""
    person = await queries.person_by_id(work.session, person_id)
    if person is None:
        raise NotSignedIn
    if display_name is not None:
        check_name(display_name)
        person.display_name = person.sort_name = display_name
        work.retitle(PERSON, person_id, display_name)
    if language is not None:
        person.language = language
    return person
