"""The little drawings beside names: a few shapes in a few colours, drawn by chance, so that they tell nothing about anybody."""

import secrets

from shared.errors import Invalid

SHAPES = ("leaf", "wave", "hill", "shell", "feather", "tulip", "boat", "moon")
COLOURS = ("sea", "sand", "moss", "plum", "brick", "dusk")
AVATARS = tuple(f"{shape}-{colour}" for shape in SHAPES for colour in COLOURS)
"""Every drawing there is: a shape and a colour."""


class NoSuchAvatar(Invalid):
    """Choose one of these drawings."""


def any_avatar() -> str:
    """One of the drawings, by chance; never worked out from a person, so that nobody can work it back (PR-9)."""
    return secrets.choice(AVATARS)


def check_avatar(avatar: str) -> None:
    """Raise NoSuchAvatar for a drawing that is not in the set."""
    if avatar not in AVATARS:
        raise NoSuchAvatar(field="avatar")
