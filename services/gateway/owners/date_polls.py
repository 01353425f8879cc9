"""What agenda is asked about date polls: when people can come, and which dates are chosen."""

from uuid import UUID

from services.gateway.owners.agenda import OWNER
from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.date_polls import AnswerDatePoll, ConfirmDates, DatePollView, DatesConfirmed, OpenDatePoll
from shared.api.page import Page


def date_poll(date_poll_id: UUID) -> Inquiry[DatePollView]:
    """One poll with its dates. Raises NotFound for who does not take part."""
    return get(OWNER, f"/date-polls/{date_poll_id}", DatePollView)


def date_polls(network_id: UUID, *, status: str | None, first: int, after: str | None) -> Inquiry[Page[DatePollView]]:
    """The polls of a network, newest first, without their dates; none for who does not take part."""
    return get(OWNER, f"/networks/{network_id}/date-polls", Page[DatePollView], status=status, first=first, after=after)


def waiting_date_polls() -> Inquiry[list[DatePollView]]:
    """The polls that who asks can answer, or choose dates of, most pressing first; without their dates."""
    return get(OWNER, "/date-polls/waiting", list[DatePollView])


def open_date_poll(request: OpenDatePoll, key: str | None) -> Inquiry[DatePollView]:
    """Ask the members of a network when they can come."""
    return post(OWNER, "/date-polls", DatePollView, request, key)


def answer_date_poll(date_poll_id: UUID, request: AnswerDatePoll, key: str | None) -> Inquiry[DatePollView]:
    """Say when one can come."""
    return post(OWNER, f"/date-polls/{date_poll_id}:answer", DatePollView, request, key)


def close_date_poll(date_poll_id: UUID, key: str | None) -> Inquiry[DatePollView]:
    """End the answering."""
    return post(OWNER, f"/date-polls/{date_poll_id}:close", DatePollView, None, key)


def confirm_dates(date_poll_id: UUID, request: ConfirmDates, key: str | None) -> Inquiry[DatesConfirmed]:
    """Choose the dates; each becomes a session."""
    return post(OWNER, f"/date-polls/{date_poll_id}:confirm", DatesConfirmed, request, key)
