"""Who may ask what of accounts: oneself for everybody signed in, addresses for notifications."""

from services.network.people.domain.names import changes_from, free_names, some_names
from services.network.people.models.accounts import Person
from services.network.people.queries import accounts as queries
from services.network.people.queries.names import pseudonyms_among
from shared.api.network.people import NameSuggestions, PersonView, Readers, ReaderView
from shared.database import Session
from shared.errors import NotSignedIn
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()


@edge.read("/people/me", who=PERSON)
async def me(session: Session, viewer: Viewer) -> PersonView:
    """Oneself."""
    person = await queries.person_by_id(session, viewer.person())
    if person is None:
        raise NotSignedIn
    return oneself(person)


@edge.read("/people:suggested-names", who=PERSON)
async def suggested_names(session: Session) -> NameSuggestions:
    """Names that are nobody's schuilnaam yet."""
    drawn = some_names()
    return NameSuggestions(names=list(free_names(drawn, await pseudonyms_among(session, drawn))))


@edge.read("/people:readers", who=only("notifications"), method="POST")
async def readers(body: Readers, session: Session) -> list[ReaderView]:
    """Where the mail of these people goes; who is gone is left out."""
    return [
        ReaderView.model_validate(
            {"person_id": row.id, "address": row.email, "display_name": row.display_name, "language": row.language}
        )
        for row in await queries.readers(session, body.person_ids)
    ]


def oneself(person: Person) -> PersonView:
    """What somebody reads of their own account."""
    return PersonView.model_validate(
        {
            "id": person.id,
            "display_name": person.display_name,
            "email": person.email or "",
            "language": person.language,
            "is_pseudonym": person.is_pseudonym,
            "avatar": person.avatar,
            "pseudonym_changes_from": changes_from(person.pseudonym_changed_on),
            "age_band": person.age_band,
        }
    )
