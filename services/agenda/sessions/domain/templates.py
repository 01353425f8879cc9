"""What is true of the points with which every session of a series starts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from services.agenda.sessions.domain.agenda_points import AgendaPointIncomplete, AgendaTooLong, Purpose, check_point
from services.agenda.sessions.domain.rhythm import SeriesRule
from shared.errors import Invalid, Problem

MOST_POINTS = 20
ANY_DAY = date(2000, 1, 1)


class TemplateIncomplete(Invalid):
    """These points are not complete yet."""


class TemplatePointFacts(NamedTuple):
    """One point with which every session of a series starts."""

    title: str
    note: str
    purpose: Purpose
    minutes: int


class WantedPoint(NamedTuple):
    """One point as somebody wrote it."""

    title: str
    note: str
    purpose: Purpose | None
    minutes: int


def check_template(points: Sequence[WantedPoint], *, length: timedelta) -> list[TemplatePointFacts]:
    """Give back the points. length: of the sessions of the series.

    Raises TemplateIncomplete with every part that is missing or wrong, at ``points.<place>.<field>``, and AgendaTooLong.
    """
    if len(points) > MOST_POINTS:
        words = f"At most {MOST_POINTS} points."
        raise TemplateIncomplete(problems=(Problem("points", "TOO_MANY_POINTS", words),))
    found, problems = [], []
    for place, point in enumerate(points):
        try:
            purpose = check_point(title=point.title, note=point.note, purpose=point.purpose, minutes=point.minutes)
        except AgendaPointIncomplete as refusal:
            problems += [Problem(f"points.{place}.{one.field}", one.code, one.message) for one in refusal.problems]
        else:
            found.append(TemplatePointFacts(point.title, point.note, purpose, point.minutes))
    if problems:
        raise TemplateIncomplete(problems=tuple(problems))
    check_template_fits(sum(point.minutes for point in found), length=length)
    return found


def length_of_series(rule: SeriesRule) -> timedelta:
    """How long a session of a series is, as it was planned."""
    return datetime.combine(ANY_DAY, rule.ends) - datetime.combine(ANY_DAY, rule.starts)


def check_template_fits(minutes: int, *, length: timedelta) -> None:
    """Raise AgendaTooLong where the points take more time than a session has."""
    room = int(length.total_seconds()) // 60
    if minutes > room:
        words = f"{room} minutes are in a session."
        raise AgendaTooLong(problems=(Problem("points", "AGENDA_TOO_LONG", words),))
