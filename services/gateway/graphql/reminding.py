"""The reminder of a session: what a coordinator adds to it, and how the mail looks then."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Language
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, told
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import reminding as owner
from shared.api.agenda.reminding import SessionReminder, WriteReminder
from shared.api.notifications.mail import ReminderAsked


@strawberry.input(description="In place of the words before; empty for none.")
class WriteReminderInput(PostedInput):
    session_id: strawberry.ID
    words: str = ""
    version: int = strawberry.field(default=0, description="The one that was seen; 0 where nothing was ever written.")
    days_before: int | None = strawberry.field(
        default=None,
        description="So many days before the session it leaves for who chose nothing themselves: 1 to 14; 0: not at all; null: as it was.",
    )
    client_mutation_id: str | None = None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="What a coordinator adds to the reminder of a session.")
class ReminderWords:
    session_id: strawberry.ID
    words: str
    version: int
    days_before: int = strawberry.field(
        description="So many days before the session it leaves for who chose nothing themselves; 0: not at all."
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="When a reminder leaves that leaves so many days before its session.")
class ReminderDay:
    days_before: int
    leaves_at: datetime
    leaves: bool = strawberry.field(
        description="False where that is past, or too soon after people heard of the session."
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A reminder as somebody who said nothing yet would get it, and when it can leave.")
class ReminderPreview:
    subject: str
    text: str
    days: list[ReminderDay]
    has_left: bool = strawberry.field(
        description="Whether it left for who chose nothing themselves; then it does not leave again unless the session moves."
    )


WriteReminderResult = Annotated[ReminderWords | Refusal, strawberry.union("WriteReminderResult")]


def _made(view: SessionReminder) -> ReminderWords:
    return ReminderWords(
        session_id=strawberry.ID(global_id("Session", view.session_id)),
        words=view.words,
        version=view.version,
        days_before=view.days_before,
    )


def _reminder(info: Ask, session_id: strawberry.ID) -> Loading[Any]:
    found = row_id(session_id, "Session")
    if found is None or info.context.viewer is None:
        return nothing(None)

    def make() -> Loading[Any]:
        view = yield from seen(owner.session_reminder(found))
        return None if view is None else _made(view)

    return make()


def _preview(
    info: Ask,
    session_id: strawberry.ID,
    words: str = "",
    language: Language = Language.nl,
    days_before: int | None = None,
) -> Loading[Any]:
    found = row_id(session_id, "Session")
    if found is None or info.context.viewer is None:
        return nothing(None)

    def make() -> Loading[Any]:
        asked = shape(ReminderAsked, session_id=found, words=words, language=language.value, days_before=days_before)
        view = yield from seen(owner.preview_reminder(asked))
        if view is None:
            return None
        return ReminderPreview(
            subject=view.subject,
            text=view.text,
            days=[ReminderDay(**dict(one)) for one in view.days],
            has_left=view.has_left,
        )

    return make()


def _write(info: Ask, input: WriteReminderInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        request = posted(WriteReminder, input, words=input.words, version=input.version, days_before=input.days_before)
        view = yield from told(owner.write_reminder(session_id, request, key_for(info, input.client_mutation_id)))
        return _made(view)

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class ReminderQuery:
    reminder_words: Any = strawberry.field(
        resolver=_reminder,
        graphql_type=ReminderWords | None,
        description="What a coordinator added to the reminder of a session; null for who does not coordinate.",
        metadata=may(Who.COORDINATORS),
    )
    reminder_preview: Any = strawberry.field(
        resolver=_preview,
        graphql_type=ReminderPreview | None,
        description="The reminder of a session with these words; nothing is saved. Null for who does not coordinate.",
        metadata=may(Who.COORDINATORS),
    )


@strawberry.type
class ReminderMutation:
    write_reminder: Any = strawberry.field(
        resolver=_write,
        graphql_type=WriteReminderResult,
        description="Add words of one's own to the reminder of a session, and choose when it leaves.",
        metadata=may(Who.COORDINATORS),
    )
