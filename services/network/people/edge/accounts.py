"""Who may ask what of accounts: oneself for everybody signed in, addresses for notifications."""

from services.network.people.operations import accounts as operations
from services.network.people.queries import accounts as queries
from shared.api.network.people import ChangeMe, PersonView, Readers, ReaderView
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotSignedIn
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()


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
