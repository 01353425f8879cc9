"""How dates, times and numbers are written: in full, in Europe/Amsterdam, never abbreviated."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta, get_month_names

from services.gateway.web.language import Language

ZONE = ZoneInfo("Europe/Amsterdam")


def local(moment: datetime | str) -> datetime:
    """A moment as the clock on the wall in Europe/Amsterdam shows it. Takes a datetime or ISO 8601 text."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.astimezone(ZONE)


def long_date(day: date | datetime | str, language: Language) -> str:
    """``donderdag 14 januari 2027``."""
    return format_date(_day(day), "EEEE d MMMM y", locale=str(language))


def short_date(day: date | datetime | str, language: Language) -> str:
    """``14 januari 2027``: for the past, where the weekday no longer matters."""
    return format_date(_day(day), "d MMMM y", locale=str(language))


def month_name(day: date | datetime | str, language: Language) -> str:
    """``januari``."""
    return str(get_month_names("wide", context="stand-alone", locale=str(language))[_day(day).month])


def short_month(day: date, language: Language) -> str:
    """``jan``: in a drawing, where there is no room for more."""
    return str(get_month_names("abbreviated", context="stand-alone", locale=str(language))[day.month]).rstrip(".")


def clock_time(moment: datetime | str, language: Language) -> str:
    """``13.30`` in Dutch, ``13:30`` in English."""
    return local(moment).strftime("%H.%M" if language is Language.DUTCH else "%H:%M").removeprefix("0")


def time_span(starts_at: datetime | str, ends_at: datetime | str, language: Language) -> str:
    """``13.30 tot 16.00 uur``."""
    begin, end = clock_time(starts_at, language), clock_time(ends_at, language)
    return f"{begin} tot {end} uur" if language is Language.DUTCH else f"{begin} to {end}"


def when(starts_at: datetime | str, ends_at: datetime | str, language: Language) -> str:
    """``donderdag 14 januari 2027, 13.30 tot 16.00 uur``."""
    return f"{long_date(starts_at, language)}, {time_span(starts_at, ends_at, language)}"


def moment(at: datetime | str, language: Language) -> str:
    """``donderdag 14 januari 2027, 13.30 uur``."""
    hour = " uur" if language is Language.DUTCH else ""
    return f"{long_date(at, language)}, {clock_time(at, language)}{hour}"


def duration(seconds: int, language: Language) -> str:
    """``3 minuten``: roughly how long something takes or waits."""
    return format_timedelta(timedelta(seconds=seconds), locale=str(language), threshold=1.5)


def minutes_between(starts_at: datetime | str, ends_at: datetime | str) -> int:
    """How many minutes lie between two moments."""
    return int((local(ends_at) - local(starts_at)).total_seconds() // 60)


def _day(day: date | datetime | str) -> date:
    if isinstance(day, str):
        day = datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    return day.astimezone(ZONE).date() if isinstance(day, datetime) else day
