"""Who may change how others see them: everybody signed in, themselves."""

from services.network.memberships.operations import naming as operations
from services.network.people.edge.accounts import oneself
from shared.api.network.people import ChangeMe, PersonView
from shared.bus.work import Work
from shared.web.edge import PERSON, Edge

edge = Edge()


@edge.change("/people/me", who=PERSON)
async def change_me(body: ChangeMe, work: Work) -> PersonView:
    """Change one's own name, drawing or language."""
    person = await operations.change_me(
        work,
        display_name=body.display_name,
        is_pseudonym=body.is_pseudonym,
        avatar=body.avatar,
        language=body.language,
    )
    return oneself(person)
