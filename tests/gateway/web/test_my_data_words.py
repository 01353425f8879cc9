"""Everything that is held is named in plain words: each table, each column, each code."""

from collections.abc import Iterable
from typing import cast, get_args
from uuid import UUID

import pytest
from sqlalchemy import Boolean, Table

from services.agenda.main import SERVICE as AGENDA
from services.agenda.members.domain import MemberStatus
from services.agenda.minutes.domain.actions import ActionStatus
from services.agenda.minutes.domain.stories import StoryStatus
from services.agenda.privacy import queries as of_agenda
from services.agenda.questions.domain import QuestionStatus
from services.agenda.sessions.domain.agenda_points import PointStatus
from services.agenda.sessions.domain.date_polls import PollStatus
from services.agenda.sessions.domain.places import SessionType
from services.gateway.web.language import Language
from services.gateway.web.my_data.facts import SILENT, label
from services.gateway.web.my_data.reading import YES_OR_NO, readable
from services.gateway.web.my_data.words import KINDS
from services.network.main import SERVICE as NETWORK
from services.network.memberships.domain.guardians import PermissionStatus
from services.network.memberships.domain.link_breaking import LinkBreakStatus
from services.network.memberships.domain.removals import AppealOutcome
from services.network.memberships.domain.requests import RequestStatus
from services.network.memberships.domain.restrictions import RestrictionKind
from services.network.memberships.domain.roles import Role
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.networks.domain import Perspective, Theme
from services.network.people.domain.ages import AgeBand
from services.network.privacy.domain.erasing import ErasureReason, ErasureStatus
from services.network.privacy.domain.permitting import Use
from services.network.privacy.models.erasing import rows_of_person
from services.notifications.kinds import KINDS as MAILS
from services.notifications.mail.domain.ledger import MailState
from services.notifications.main import SERVICE as NOTIFICATIONS
from services.notifications.privacy import queries as of_notifications
from services.notifications.subscriptions.domain import Cadence, MailLevel, Reminder
from shared.database import Session
from shared.holdings import is_told

for each in (NETWORK, AGENDA, NOTIFICATIONS):
    each.tables()  # so that each knows all of its tables

CODED: dict[str, Iterable[str]] = {
    "network.person.language": Language,
    "network.person.age_band": AgeBand,
    "network.membership.status": MembershipStatus,
    "network.membership.perspective": Perspective,
    "network.membership_role.role": Role,
    "network.join_request.status": RequestStatus,
    "network.link_break.status": LinkBreakStatus,
    "network.parental_permission.status": PermissionStatus,
    "network.removal.outcome": AppealOutcome,
    "network.restriction.kind": RestrictionKind,
    "network.restriction.outcome": AppealOutcome,
    "network.privacy_permission.use": Use,
    "network.erasure_request.reason": ErasureReason,
    "network.erasure_request.status": ErasureStatus,
    "agenda.member.status": MemberStatus,
    "agenda.question.theme": Theme,
    "agenda.question.status": get_args(QuestionStatus),
    "agenda.agenda_point.status": get_args(PointStatus),
    "agenda.date_poll.status": get_args(PollStatus),
    "agenda.date_poll.type": get_args(SessionType),
    "agenda.action_point.status": get_args(ActionStatus),
    "agenda.minutes_story.status": get_args(StoryStatus),
    "notifications.subscription.cadence": Cadence,
    "notifications.subscription.reminder": Reminder,
    "notifications.session_choice.level": MailLevel,
    "notifications.mail.kind": MAILS,
    "notifications.mail.state": MailState,
}
"""The columns that hold a code, and every code that can stand there."""


async def held_of(monkeypatch: pytest.MonkeyPatch) -> dict[str, Table]:
    """Every table in which something of a person is looked for, by service and name."""

    async def asked(_: object, questions: Iterable[tuple[Table, object]], **_more: object) -> list[Table]:
        return [table for table, _ in questions]

    found = {"network": [table for table, _ in rows_of_person(UUID(int=1))]}
    for service, queries in (("agenda", of_agenda), ("notifications", of_notifications)):
        monkeypatch.setattr(queries, "holdings", asked)
        found[service] = cast("list[Table]", await queries.my_data(cast("Session", None), UUID(int=1)))
    return {f"{service}.{table.name}": table for service, tables in found.items() for table in tables}


async def test_everything_that_is_held_has_a_word_or_a_reason_to_stand_in_the_download_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page says that everything stands there."""
    held = await held_of(monkeypatch)
    unsaid = {
        f"{code}.{column.name}"
        for code, table in held.items()
        for column in table.columns
        if is_told(column.name, column.type)
        and not label(code, column.name)
        and not {column.name, f"{code}.{column.name}"} & SILENT
        and not column.name.endswith(("_id", "_by"))
    }

    assert unsaid == set()
    assert held.keys() == KINDS.keys()


async def test_what_is_yes_or_no_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    held = await held_of(monkeypatch)

    shown = {
        column.name
        for code, table in held.items()
        for column in table.columns
        if isinstance(column.type, Boolean) and label(code, column.name)
    }

    assert shown == YES_OR_NO


@pytest.mark.parametrize(("column", "codes"), CODED.items(), ids=CODED)
def test_no_code_stands_on_the_page(column: str, codes: Iterable[str]) -> None:
    """In plain words a code that has no word would stand there as the house writes it."""
    service, table, name = column.split(".")
    rows = [{"facts": [{"code": name, "value": code}]} for code in codes]

    (held,) = readable(
        [{"service": service.upper(), "code": table, "count": len(rows), "rows": rows}],
        Language.DUTCH,
        {},
        most=len(rows),
    )

    said = [value for row in held.rows for _, value in row]
    assert len(said) == len(rows)
    assert not set(said) & set(codes)


def test_what_somebody_typed_is_no_code() -> None:
    rows = [{"facts": [{"code": "title", "value": "OPEN"}, {"code": "note", "value": "true"}]}]

    (held,) = readable([{"service": "AGENDA", "code": "agenda_point", "count": 1, "rows": rows}], Language.DUTCH, {})

    assert [value for _, value in held.rows[0]] == ["OPEN", "true"]
