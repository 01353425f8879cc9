"""What notifications is asked: who wants which mail, and what stands in the local mailbox."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.notifications.answers import (
    AnswerAsked,
    AnswerByLink,
    PollAnswersAsked,
    PollAnswersByLink,
    SeenAnswer,
    SeenPoll,
    SeenSeries,
    SeriesAnswersAsked,
    SeriesAnswersByLink,
)
from shared.api.notifications.mail import MailboxLine, MailboxMail
from shared.api.notifications.subscriptions import ChooseDigest, SubscriptionView, UnsubscribeAsked, UnsubscribeView
from shared.api.page import Page

OWNER = "notifications"


def my_subscriptions() -> Inquiry[list[SubscriptionView]]:
    """How often each digest comes to who asks. Raises NotSignedIn for a stranger."""
    return get(OWNER, "/subscriptions/mine", list[SubscriptionView])


def choose_digest(choice: ChooseDigest, key: str | None) -> Inquiry[SubscriptionView]:
    """Choose how often the digest of a network comes."""
    return post(OWNER, "/subscriptions:choose", SubscriptionView, choice, key)


def unsubscription(token: str) -> Inquiry[UnsubscribeView]:
    """What an unsubscribe token stands for; changes nothing. Raises NotFound."""
    return post(OWNER, "/unsubscriptions:show", UnsubscribeView, UnsubscribeAsked(token=token))


def unsubscribe(token: str) -> Inquiry[UnsubscribeView]:
    """End what an unsubscribe token stands for; again is fine. Raises NotFound."""
    return post(OWNER, "/unsubscriptions", UnsubscribeView, UnsubscribeAsked(token=token))


def mailbox(*, first: int, after: str | None) -> Inquiry[Page[MailboxLine]]:
    """The local mailbox, newest first. Raises NotFound where mails are sent for real."""
    return get(OWNER, "/mailbox", Page[MailboxLine], first=first, after=after)


def mail(mail_id: UUID) -> Inquiry[MailboxMail]:
    """One mail in the local mailbox. Raises NotFound."""
    return get(OWNER, f"/mailbox/{mail_id}", MailboxMail)


def answer_link(token: str) -> Inquiry[SeenAnswer]:
    """The session of the link in a mail; changes nothing. Raises NotFound."""
    return post(OWNER, "/answers:show", SeenAnswer, AnswerAsked(token=token))


def date_poll_link(token: str) -> Inquiry[SeenPoll]:
    """The dates of the link in a mail; changes nothing. Raises NotFound."""
    return post(OWNER, "/poll-answers:show", SeenPoll, PollAnswersAsked(token=token))


def series_answer_link(token: str) -> Inquiry[SeenSeries]:
    """The sessions of the link in a mail; changes nothing. Raises NotFound."""
    return post(OWNER, "/series-answers:show", SeenSeries, SeriesAnswersAsked(token=token))


def answer_series_by_link(asked: SeriesAnswersByLink) -> Inquiry[SeenSeries]:
    """Say of sessions of a series whether the person of a link comes. Raises NotFound, and what agenda refuses."""
    return post(OWNER, "/series-answers", SeenSeries, asked)


def answer_date_poll_by_link(asked: PollAnswersByLink) -> Inquiry[SeenPoll]:
    """Say when the person of a link can come. Raises NotFound, and what agenda refuses."""
    return post(OWNER, "/poll-answers", SeenPoll, asked)


def answer_by_link(asked: AnswerByLink) -> Inquiry[SeenAnswer]:
    """Say whether the person of a link comes. Raises NotFound, and what agenda refuses."""
    return post(OWNER, "/answers", SeenAnswer, asked)
