"""How it is asked from which perspectives somebody may speak, in the statement that reads their membership."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, cast, or_
from sqlmodel import col

from services.network.memberships.models.taking_part import Membership
from services.network.networks.domain import Perspective


def may_speak_from(perspectives: Iterable[Perspective]) -> ColumnElement[bool]:
    """Whether the membership of each row may speak from one of these, now or another time."""
    codes = sorted(perspectives)
    also = cast(col(Membership.also), String)
    return or_(col(Membership.perspective).in_(codes), *(also.contains(f'"{code}"', autoescape=True) for code in codes))


def perspectives_of(row: Any) -> list[str]:
    """All perspectives of a membership, or a row with its columns: first the one it speaks from now."""
    return [row.perspective, *row.also]
