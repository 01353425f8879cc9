"""What can only be done in a browser in which somebody signed in: changing how they sign in."""

from services.gateway.graphql.context import Context
from services.gateway.graphql.programs import BrowserNeeded


def own_session(context: Context) -> str:
    """The secret of this browser's session, for an owner who wants to know how fresh it is. Raises BrowserNeeded."""
    if context.session is None:
        raise BrowserNeeded
    return context.session
