"""What is stored of members: the newest that network told about each membership."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Index, Insert, Select, Uuid, delete, literal, select
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Field, col

from services.agenda.members.domain import MemberStatus, coordinates
from shared.columns import Json, UTCDateTime
from shared.database import AgendaStore


class Member(AgendaStore, table=True):
    """One membership; ``version`` is network's, and what is older than it was heard too late."""

    __tablename__ = "member"
    __table_args__ = (
        Index("ix_member_network_id_person_id", "network_id", "person_id"),
        Index("ix_member_person_id", "person_id"),
    )

    membership_id: UUID = Field(primary_key=True)
    network_id: UUID
    person_id: UUID
    perspective: str
    """From which they speak now."""
    also: list[str] = Field(default_factory=list, sa_type=Json)
    """The other perspectives they may speak from."""
    roles: list[str] = Field(sa_type=Json)
    coordinates: bool
    """Whether these roles give the rights of a coordinator."""
    status: str
    version: int


class Succession(AgendaStore, table=True):
    """A network that goes on as another one, as network told it; ``version`` is network's."""

    __tablename__ = "succession"

    network_id: UUID = Field(primary_key=True)
    successor_id: UUID = Field(index=True)
    version: int


class NetworkLife(AgendaStore, table=True):
    """Whether a network has ended, as network told it; ``version`` is network's."""

    __tablename__ = "network_life"

    network_id: UUID = Field(primary_key=True)
    is_over: bool = Field(index=True)
    version: int


class WritingLimit(AgendaStore, table=True):
    """Until when somebody writes nothing in a network, as network told it; ``version`` is network's. Gone once it is over."""

    __tablename__ = "writing_limit"
    __table_args__ = (Index("ix_writing_limit_person_id_network_id", "person_id", "network_id"),)

    restriction_id: UUID = Field(primary_key=True)
    network_id: UUID
    person_id: UUID
    until_at: datetime = Field(sa_type=UTCDateTime, index=True)
    version: int


class TextWriter(AgendaStore, table=True):
    """Somebody who wrote along at a text, beside who stands there as its writer: none of them answers a report about it (PR-7).

    ``about_id``: a question, an agenda point, the series whose points everybody starts with, a session for its minutes, or a
    remark about these.
    """

    __tablename__ = "text_writer"

    about_id: UUID = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True, index=True)


def wrote_along(about_ids: Sequence[UUID], person_id: UUID) -> Insert:
    """Write that somebody wrote along at these texts; again changes nothing."""
    rows = [{"about_id": one, "person_id": person_id} for one in about_ids]
    return insert(TextWriter).values(rows).on_conflict_do_nothing()


def writers_go_along(*, from_id: UUID, to_id: UUID) -> Insert:
    """Let who wrote along at one text stand at another one too, that has the same words."""
    same = select(literal(to_id, Uuid()), col(TextWriter.person_id)).where(col(TextWriter.about_id) == from_id)
    return insert(TextWriter).from_select(["about_id", "person_id"], same).on_conflict_do_nothing()


def writers_let_go(about_ids: Sequence[UUID] | Select[UUID]) -> Delete:
    """Forget who wrote along at texts that are gone."""
    return delete(TextWriter).where(col(TextWriter.about_id).in_(about_ids))


def newest_limit_wins(
    *, restriction_id: UUID, network_id: UUID, person_id: UUID, until_at: datetime, version: int
) -> Insert:
    """Write a limit in one statement, unless a newer version stands."""
    told = insert(WritingLimit).values(
        restriction_id=restriction_id, network_id=network_id, person_id=person_id, until_at=until_at, version=version
    )
    return told.on_conflict_do_update(
        index_elements=[col(WritingLimit.restriction_id)],
        set_={"until_at": told.excluded.until_at, "version": told.excluded.version},
        where=col(WritingLimit.version) < told.excluded.version,
    )


def forget_limits(before: datetime) -> Delete:
    """Remove the limits that were over before a moment."""
    return delete(WritingLimit).where(col(WritingLimit.until_at) < before)


def newest_succession_wins(*, network_id: UUID, successor_id: UUID, version: int) -> Insert:
    """Write a succession in one statement, unless a newer version stands."""
    told = insert(Succession).values(network_id=network_id, successor_id=successor_id, version=version)
    return told.on_conflict_do_update(
        index_elements=[col(Succession.network_id)],
        set_={"successor_id": told.excluded.successor_id, "version": told.excluded.version},
        where=col(Succession.version) < told.excluded.version,
    )


def newest_life_wins(*, network_id: UUID, is_over: bool, version: int) -> Insert:
    """Write whether a network has ended in one statement, unless a newer version stands."""
    told = insert(NetworkLife).values(network_id=network_id, is_over=is_over, version=version)
    return told.on_conflict_do_update(
        index_elements=[col(NetworkLife.network_id)],
        set_={"is_over": told.excluded.is_over, "version": told.excluded.version},
        where=col(NetworkLife.version) < told.excluded.version,
    )


def newest_wins(
    *,
    membership_id: UUID,
    network_id: UUID,
    person_id: UUID,
    perspective: str | None,
    also: Sequence[str] | None,
    roles: Sequence[str] | None,
    status: MemberStatus,
    version: int,
) -> Insert:
    """Write a membership in one statement, unless a newer version stands; facts that are None stay as they were."""
    told = insert(Member).values(
        membership_id=membership_id,
        network_id=network_id,
        person_id=person_id,
        perspective=perspective or "",
        also=list(also or ()),
        roles=list(roles or ()),
        coordinates=coordinates(roles or ()),
        status=status.value,
        version=version,
    )
    known = {"status": status, "version": version, "perspective": perspective, "also": also}
    known |= {"roles": roles, "coordinates": roles}
    return told.on_conflict_do_update(
        index_elements=[col(Member.membership_id)],
        set_={name: told.excluded[name] for name, fact in known.items() if fact is not None},
        where=col(Member.version) < told.excluded.version,
    )
