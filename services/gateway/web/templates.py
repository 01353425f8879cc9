"""How pages are written: one Jinja environment per language, strict about what a page forgot."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.gateway.web import (
    coming_labels,
    day_labels,
    formatting,
    labels,
    minutes_labels,
    network_labels,
    poll_labels,
    search_labels,
    series_labels,
    year_labels,
)
from services.gateway.web.addresses import plain_id
from services.gateway.web.bars import Bar, draw_bars
from services.gateway.web.language import Language, translations
from services.gateway.web.ring import Arc, Fill, draw_ring, fill_of
from services.gateway.web.ties import draw_ties
from services.gateway.web.year_picture import draw_year

WEB = Path(__file__).parent
SOFT_HYPHEN = "\u00ad"
LATER_PARTS = ("wetenschapper", "medewerker", "deskundige")


@cache
def environment(language: Language) -> Environment:
    """The environment that writes pages in one language."""
    made = Environment(
        loader=FileSystemLoader(WEB),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = translations(language)
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension adds it
    say = catalogue.gettext

    def label(table: dict[str, str], code: str) -> str:
        return say(table[code]) if code in table else code

    def ring(
        name: str, perspectives: list[dict[str, Any]], size: int, title: str = "", description: str = ""
    ) -> Markup:
        arcs = [
            Arc(
                code=item["code"],
                letters=label(labels.PERSPECTIVE_LETTERS, item["code"]),
                fill=fill_of(present=item["present"], count=item["count"]) if "present" in item else Fill.ASKED,
            )
            for item in in_order(perspectives)
        ]
        enough = sum(arc.fill is Fill.PRESENT for arc in arcs)
        middle = "" if any(arc.fill is Fill.ASKED for arc in arcs) or not arcs else f"{enough} / {len(arcs)}"
        return draw_ring(name, arcs, size=size, title=title, description=description, middle=middle)

    def ring_of_coverage(name: str, coverage: list[dict[str, Any]], size: int, title: str, description: str) -> Markup:
        arcs = [
            {
                "code": item["perspective"],
                "present": item["isEnough"],
                "count": None if item["members"] is None else item["yes"] + item["ifNeeded"],
            }
            for item in coverage
        ]
        return ring(name, arcs, size, title, description)

    def ring_of(enough: str, count: str) -> Callable[[str, list[dict[str, Any]], int, str, str], Markup]:
        def drawn(name: str, told: list[dict[str, Any]], size: int, title: str, description: str) -> Markup:
            arcs = [{"code": one["perspective"], "present": one[enough], "count": one[count]} for one in told]
            return ring(name, arcs, size, title, description)

        return drawn

    def bars(perspectives: list[dict[str, Any]], title: str, description: str) -> Markup:
        drawn = [
            Bar(
                code=item["code"],
                letters=label(labels.PERSPECTIVE_LETTERS, item["code"]),
                minimum=item["minimum"],
                count=item["count"],
                is_empty=item["empty"],
            )
            for item in in_order(perspectives)
        ]
        return draw_bars(drawn, title=title, description=description)

    made.filters.update(
        long_date=lambda day: formatting.long_date(day, language),
        short_date=lambda day: formatting.short_date(day, language),
        month_name=lambda day: formatting.month_name(day, language),
        clock_time=lambda at: formatting.clock_time(at, language),
        moment=lambda at: formatting.moment(at, language),
        duration=lambda seconds: formatting.duration(seconds, language),
        local=formatting.local,
        uuid=plain_id,
        say=say,
        upper_first=upper_first,
        lower_first=lambda text: text[:1].lower() + text[1:],
        perspective=lambda code: label(labels.PERSPECTIVES, code),
        softly=softly,
        letters=lambda code: label(labels.PERSPECTIVE_LETTERS, code),
        css=lambda code: code.lower().replace("_", "-"),
        role=lambda code: label(labels.ROLES, code),
        roles=lambda codes: ", ".join(label(labels.ROLES, code) for code in codes) or say(labels.TAKES_PART),
        kind=lambda code: (
            label(network_labels.KINDS, code) if code in network_labels.KINDS else say(network_labels.KINDS["network"])
        ),
        relation=lambda code: label(network_labels.RELATIONS, code),
        network_status=lambda code: label(network_labels.NETWORK_STATUSES, code),
        outcome=lambda code: label(network_labels.OUTCOMES, code),
        region=lambda code: label(network_labels.REGIONS, code),
        group_of_people=lambda code: label(network_labels.GROUPS_OF_PEOPLE, code),
        session_status=lambda code: label(labels.SESSION_STATUSES, code),
        session_type=lambda code: label(series_labels.SESSION_TYPES, code),
        session_stays=lambda code: label(series_labels.STAYS, code),
        in_the_way=lambda code: label(series_labels.IN_THE_WAY, code),
        question_status=lambda code: label(labels.QUESTION_STATUSES, code),
        purpose=lambda code: label(labels.PURPOSES, code),
        track=lambda code: label(labels.TRACKS, code),
        theme=lambda code: label(labels.THEMES, code),
        device_name=lambda device: labels.device_name(device["program"], device["system"], say),
        cadence=lambda code: label(labels.CADENCES, code),
        invitation_status=lambda code: label(labels.INVITATION_STATUSES, code),
        row_verdict=lambda code: label(labels.ROW_VERDICTS, code),
        asked_pairs=lambda asked: [
            (item["code"], label(labels.PERSPECTIVES, item["code"]))
            for item in in_order(asked or [{"code": code} for code in labels.PERSPECTIVES])
        ],
        holiday=lambda code: label(year_labels.HOLIDAYS, code),
        school_region=lambda code: label(year_labels.SCHOOL_REGIONS, code),
        availability=lambda code: label(poll_labels.AVAILABILITIES, code),
        session_said=lambda code: label(coming_labels.SAID, code),
        access_need=lambda code: label(coming_labels.NEEDED, code),
        coverage_measure=lambda code: label(poll_labels.MEASURES, code),
        minutes_status=lambda code: label(minutes_labels.MINUTES_STATUSES, code),
        taken_out=lambda text: minutes_labels.as_read(text, say),
        action_status=lambda code: label(minutes_labels.ACTION_STATUSES, code),
        poll_status=lambda code: label(poll_labels.POLL_STATUSES, code),
        check_in=lambda code: label(day_labels.CHECK_INS, code),
        parked=lambda code: label(day_labels.PARKED, code),
        search_kinds=lambda code: label(search_labels.SEARCH_KINDS, code),
        search_hit=lambda code: label(search_labels.SEARCH_HITS, code),
    )
    made.globals.update(
        in_words=lambda options: [(code, say(name), say(more) if more else "") for code, name, more in options],
        theme_options=[(code, say(name), "") for code, name in labels.THEMES.items()],
        track_options=[(code, say(name), say(labels.TRACK_HINTS[code])) for code, name in labels.TRACKS.items()],
        role_pairs=[(code, say(name).capitalize()) for code, name in labels.ROLES.items()],
        role_options=[
            (code, say(name).capitalize(), say(labels.ROLE_HINTS[code])) for code, name in labels.ROLES.items()
        ],
        owner_pairs=lambda members: [
            (
                plain_id(one["person"]["id"]),
                f"{one['person']['displayName']} ({label(labels.PERSPECTIVES, one['perspective'])})",
            )
            for one in members
        ],
        session_type_options=[
            (code, say(name), say(series_labels.SESSION_TYPE_HINTS[code]))
            for code, name in series_labels.SESSION_TYPES.items()
            if code != "PRE_MEETING"
        ],
        pre_meeting_option=[
            (
                "PRE_MEETING",
                say(series_labels.SESSION_TYPES["PRE_MEETING"]),
                say(series_labels.SESSION_TYPE_HINTS["PRE_MEETING"]),
            )
        ],
        purpose_pairs=[(code, say(name)) for code, name in labels.PURPOSES.items()],
        purpose_options=[(code, say(name), say(labels.PURPOSE_HINTS[code])) for code, name in labels.PURPOSES.items()],
        reminder_options=[(code, say(name), "") for code, name in labels.REMINDERS.items()],
        cadence_options=[(code, say(name), "") for code, name in labels.CADENCES.items()],
        nths=[(str(number), say(name)) for number, name in labels.NTHS.items()],
        weekdays=[(str(number), say(name)) for number, name in enumerate(labels.WEEKDAYS)],
        session_answer_options=[(code, say(name)) for code, name in coming_labels.ANSWERS.items()],
        session_answer_choices=[(code, say(name), "") for code, name in coming_labels.ANSWERS.items()],
        access_need_options=[(code, say(name)) for code, name in coming_labels.NEEDS.items()],
        availability_options=[(code, say(name)) for code, name in poll_labels.AVAILABILITIES.items()],
        measure_options=[
            (code, say(name), say(poll_labels.MEASURE_HINTS[code])) for code, name in poll_labels.MEASURES.items()
        ],
        check_in_options=[(code, say(name), "") for code, name in day_labels.CHECK_INS.items()],
        search_options=[(code, say(name)) for code, name in search_labels.SEARCH_KINDS.items()],
        search_options_for_all=[(code, say(search_labels.SEARCH_KINDS[code])) for code in search_labels.FOR_ALL],
        language=str(language),
        labels=labels,
        ring=ring,
        ring_of_coverage=ring_of_coverage,
        ring_of_coming=ring_of("isEnough", "coming"),
        ring_of_attendance=ring_of("wasEnough", "came"),
        bars=bars,
        ties=lambda size, drawn, middle, title, description: draw_ties(
            drawn, size=size, middle=middle, title=title, description=description
        ),
        region_options=[(code, say(name), "") for code, name in network_labels.REGIONS.items()],
        short_regions=[(code, say(name)) for code, name in network_labels.REGIONS.items()],
        short_themes=[(code, say(name)) for code, name in labels.THEMES.items()],
        all_kinds=[(code, upper_first(say(name))) for code, name in network_labels.KINDS.items()],
        statuses_named=lambda codes: [(code, say(network_labels.NETWORK_STATUSES[code])) for code in codes],
        asked_options=lambda asked: [
            (item["code"], label(labels.PERSPECTIVES, item["code"]), "")
            for item in in_order(asked or [{"code": code} for code in labels.PERSPECTIVES])
        ],
        kind_options=[(code, say(network_labels.KINDS[code])) for code in network_labels.CHOSEN_KINDS],
        network_cadences=[(code, say(labels.CADENCES[code])) for code in network_labels.NETWORK_CADENCES],
        relation_options=[(code, say(network_labels.RELATIONS[code])) for code in network_labels.CHOSEN_RELATIONS],
        outcome_options=[(code, say(name), "") for code, name in network_labels.OUTCOMES.items()],
        support_options=lambda people: [(one["membershipId"], one["displayName"]) for one in people],
        support_choices=lambda people: [(one["membershipId"], one["displayName"], "") for one in people],
        their_age_options=[(code, say(name), "") for code, name in labels.THEIR_AGES.items()],
        age_options=[(code, say(name), "") for code, name in labels.AGES.items()],
        perspective_options=[(code, say(name)) for code, name in labels.PERSPECTIVES.items()],
        school_region_options=[(code, say(name)) for code, name in year_labels.SCHOOL_REGIONS.items()],
        year_picture=lambda drawn, title, description: draw_year(
            drawn["stretches"],
            drawn["marks"],
            [(first, formatting.short_month(first, language)) for first in drawn["months"]],
            title=title,
            description=description,
        ),
        in_order=in_order,
        span=lambda starts_at, ends_at: formatting.time_span(starts_at, ends_at, language),
        when=lambda starts_at, ends_at: formatting.when(starts_at, ends_at, language),
        minutes_between=formatting.minutes_between,
    )
    return made


def upper_first(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]


def softly(text: str) -> str:
    """Let a long Dutch word break between its parts in a narrow column."""
    for part in LATER_PARTS:
        text = text.replace(part, SOFT_HYPHEN + part)
    return text


def in_order(perspectives: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Perspectives in the order of every ring."""
    place = labels.in_ring_order([item["code"] for item in perspectives])
    return sorted(perspectives, key=lambda item: place.index(item["code"]))
