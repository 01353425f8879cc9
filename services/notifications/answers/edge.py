"""Who may answer: whoever holds the secret of a mail, and a mail server through the operator."""

from services.notifications.answers.domain.reading import Reply
from services.notifications.answers.operations import (
    answer_by_link,
    answer_poll_by_link,
    answer_series_by_link,
    is_known,
    receive_reply,
    show_answer,
    show_poll,
    show_series,
)
from services.notifications.owners.answers import PollSaid, SeriesSaid, SessionSaid
from shared.api.notifications.answers import (
    AnswerAsked,
    AnswerByLink,
    AnswerPlace,
    AnswerPlaceKnown,
    CalendarAnswer,
    PollAnswersAsked,
    PollAnswersByLink,
    Received,
    SeenAnswer,
    SeenPoll,
    SeenSeries,
    SeriesAnswersAsked,
    SeriesAnswersByLink,
)
from shared.bus.work import Door
from shared.web.edge import ANYONE, Edge, only

edge = Edge(tags=["answers"])


@edge.act("/answers:show", who=ANYONE)
async def show(asked: AnswerAsked, door: Door) -> SeenAnswer:
    """What the holder of a secret is asked; changes nothing, since scanners follow links."""
    return _view(await show_answer(door, token=asked.token))


@edge.act("/answers", who=ANYONE)
async def answer(asked: AnswerByLink, door: Door) -> SeenAnswer:
    """Say whether the person of a secret comes."""
    return _view(await answer_by_link(door, token=asked.token, answer=asked.answer))


@edge.act("/poll-answers:show", who=ANYONE)
async def show_dates(asked: PollAnswersAsked, door: Door) -> SeenPoll:
    """Of which dates the holder of a secret is asked whether they can come; changes nothing, since scanners follow links."""
    return _poll_view(await show_poll(door, token=asked.token))


@edge.act("/poll-answers", who=ANYONE)
async def answer_dates(asked: PollAnswersByLink, door: Door) -> SeenPoll:
    """Say when the person of a secret can come."""
    said = {one.date_id: one.availability for one in asked.answers}
    return _poll_view(await answer_poll_by_link(door, token=asked.token, answers=said, yes_counts=asked.yes_counts))


@edge.act("/series-answers:show", who=ANYONE)
async def show_sessions(asked: SeriesAnswersAsked, door: Door) -> SeenSeries:
    """Of which sessions the holder of a secret is asked whether they come; changes nothing, since scanners follow links."""
    return _series_view(await show_series(door, token=asked.token))


@edge.act("/series-answers", who=ANYONE)
async def answer_sessions(asked: SeriesAnswersByLink, door: Door) -> SeenSeries:
    """Say of a series, or of sessions of it, whether the person of a secret comes."""
    said = {one.session_id: one.answer for one in asked.answers}
    seen = await answer_series_by_link(door, token=asked.token, whole_series=asked.whole_series, answers=said)
    return _series_view(seen)


@edge.act("/answers:receive", who=only("operator"))
async def receive(asked: CalendarAnswer, door: Door) -> Received:
    """Take the answer of a calendar, as it came by mail."""
    facts = asked.model_dump()
    return Received(sessions=await receive_reply(door, reply=Reply(**{**facts, "addresses": tuple(asked.addresses)})))


@edge.act("/answers:known", who=only("operator"))
async def known(asked: AnswerPlace, door: Door) -> AnswerPlaceKnown:
    """Whether a mail came to an address at which calendars answer."""
    return AnswerPlaceKnown(is_known=await is_known(door, addresses=asked.addresses))


def _view(said: SessionSaid) -> SeenAnswer:
    return SeenAnswer.model_validate({name: getattr(said, name) for name in SeenAnswer.model_fields})


def _poll_view(said: PollSaid) -> SeenPoll:
    return SeenPoll.model_validate(said, from_attributes=True)


def _series_view(said: SeriesSaid) -> SeenSeries:
    return SeenSeries.model_validate(said, from_attributes=True)
