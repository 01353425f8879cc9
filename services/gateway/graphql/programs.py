"""What a program with a token may change: what its scope says, and never how somebody signs in."""

from shared.api.network.machine_tokens import ActsFor
from shared.errors import NotAllowed

IN_BROWSERS_ONLY = frozenset(
    {
        "requestSignIn",
        "completeSignIn",
        "beginPasskeySignIn",
        "completePasskeySignIn",
        "signOut",
        "signOutDevice",
        "changeEmail",
        "confirmEmailChange",
        "stopEmailChange",
        "beginPasskey",
        "addPasskey",
        "removePasskey",
        "makeMachineToken",
        "revokeMachineToken",
        "unlinkOutsideIdentity",
    }
)
"""Mutations about signing in: whoever holds a token only cannot use it to get further in, or to lock its owner out."""


class BrowserNeeded(NotAllowed):
    """This can only be done in a browser in which you signed in; a token for programs cannot do it."""


class TokenOnlyReads(NotAllowed):
    """This token may read only; make one that may also change things."""


def check_program(acts_for: ActsFor, mutation: str) -> None:
    """Raise BrowserNeeded or TokenOnlyReads for a mutation that a program with this token may not make."""
    if mutation in IN_BROWSERS_ONLY:
        raise BrowserNeeded
    if not acts_for.may_write:
        raise TokenOnlyReads
