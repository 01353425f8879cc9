"""What people can do with an account: have one, and change how others see them."""

from uuid import UUID

from services.network.finding.domain import PERSON
from services.network.people.domain.accounts import NEW_NAME, check_name
from services.network.people.domain.avatars import check_avatar
from services.network.people.domain.names import folded
from services.network.people.domain.vault import VAULT
from services.network.people.models.accounts import Person, put_name
from services.network.people.operations.names import Nearby, choose_name
from services.network.people.queries import accounts as queries
from shared.audit.verbs import Kind, Verb
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
                name_key=folded(name),
                language=language,
                created_at=work.now,
            )
        )
        await work.session.flush()
        by_another = work.viewer.is_person or work.viewer.service == "operator"
        work.note(Verb.ACCOUNT_MADE, Kind.PERSON, person.id, by=None if by_another else person.id)
    elif display_name is not None and person.display_name == NEW_NAME:
        check_name(display_name)
        put_name(person, display_name)
        work.retitle(PERSON, person.id, display_name)
    return person


async def person_without_address(work: Work, *, display_name: str, language: str, nearby: Nearby) -> Person:
    """Somebody who takes part without a mail address, under a schuilnaam that nobody has.

    Raises NameMissing, PseudonymTaken, NamesTriedTooOften.
    """
    person = Person(
        id=new_id(),
        display_name=NEW_NAME,
        sort_name=NEW_NAME,
        name_key=folded(NEW_NAME),
        language=language,
        created_at=work.now,
    )
    await choose_name(work, person=person, name=display_name, is_pseudonym=True, nearby=nearby)
    work.add(person)
    await work.session.flush()
    return person


async def change_person(
    work: Work,
    *,
    person_id: UUID,
    nearby: Nearby,
    display_name: str | None = None,
    is_pseudonym: bool | None = None,
    avatar: str | None = None,
    language: str | None = None,
) -> Person:
    """Change one's own name, drawing or language. Raises what choose_name raises, NoSuchAvatar, or NotSignedIn."""
    person = await queries.person_by_id(work.session, person_id)
    if person is None:
        raise NotSignedIn
    if display_name is not None or is_pseudonym is not None:
        name = person.display_name if display_name is None else display_name
        hides = person.is_pseudonym if is_pseudonym is None else is_pseudonym
        await choose_name(work, person=person, name=name, is_pseudonym=hides, nearby=nearby)
    if avatar is not None:
        check_avatar(avatar)
        person.avatar = avatar
    if language is not None:
        person.language = language
    return person
