"""What is stored of a person: the account."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field

from services.network.people.domain.avatars import any_avatar
from services.network.people.domain.names import folded
from services.network.people.domain.vault import VAULT
from services.network.people.models.vault import Sealed
from shared.columns import Json, SortKey, UTCDateTime
from shared.database import NetworkStore, new_id


class Person(NetworkStore, table=True):
    """Somebody with an account. The address stands here and nowhere else, sealed; whoever may not open the vault reads no address."""

    __tablename__ = "person"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    email: str | None = Field(default=None, sa_type=Sealed)
    """Empty for who takes part without a mail address, with the help of somebody else; they never get mail."""
    email_index: bytes | None = Field(default=None, sa_type=LargeBinary, unique=True)
    """What the address is found by: a hash under the key of the vault."""
    display_name: str
    sort_name: str = Field(sa_type=SortKey)
    name_key: str = Field(index=True)
    """How the name is compared: without case, accents, spaces and signs."""
    is_pseudonym: bool = False
    """Whether others know this person by a schuilnaam."""
    pseudonym_changed_on: date | None = None
    avatar: str = Field(default_factory=any_avatar, max_length=20)
    """The drawing beside the name, drawn by chance."""
    age_band: str | None = Field(default=None, max_length=20)
    """In which band the age is; empty for who was never asked. A birth date stands nowhere (PR-1)."""
    language: str = Field(max_length=2)
    created_at: datetime = Field(sa_type=UTCDateTime)
    platform_roles: list[str] = Field(default_factory=list, sa_type=Json)
    """What somebody does for the whole platform: codes of PlatformRole."""


def put_address(person: Person, address: str) -> None:
    """Give an account its normalised address, and what it is found by."""
    person.email, person.email_index = address, VAULT.index(address)


def take_address(person: Person) -> None:
    """Leave an account without an address; it gets no mail, and nobody signs in with it."""
    person.email = person.email_index = None


def put_name(person: Person, name: str) -> None:
    """Give an account the name that others see."""
    person.display_name = person.sort_name = name
    person.name_key = folded(name)
