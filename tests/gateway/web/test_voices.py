"""J23 AC1: whom a network hears, per perspective: who takes part, who came the last times, who brings something in."""

from datetime import time, timedelta

from services.gateway.web.networks.voices import SESSIONS
from shared.api.agenda.coming import RecordAttendance, WasThere
from shared.api.agenda.sessions import PlanSeries, SeriesRule, SeriesView, SessionMoment, SessionView
from tests.gateway.web.conftest import SLUG, Village

VOICES = f"/netwerken/{SLUG}/wie-horen-we"


async def test_j23_ac1_a_coordinator_sees_membership_attendance_and_what_is_brought_in_per_group(
    village: Village,
) -> None:
    for name in ("Bo", "Els", "Tim"):
        await village.town.join(SLUG, name)
    await village.town.tell()
    first, people = village.series.sessions[0], village.town.people
    village.town.clock.moment = first.ends_at
    body = RecordAttendance(people=[WasThere(person_id=people[name], was_there=True) for name in ("Sam", "Bo", "Els")])
    await village.town.agenda.ask("POST", f"/sessions/{first.id}:record-attendance", person_id=people["Kim"], body=body)
    kim = await village.reader("Kim")

    page = await kim.get(VOICES)

    assert "14 januari 2027" in page.words
    assert "Professional 5 3" in page.words.replace("\u00ad", "")
    assert "We horen jongeren nu weinig. Drie stappen die helpen" in page.words
    assert "Van één of twee mensen staat er geen getal." in page.words


async def test_j23_ac3_one_or_two_people_are_no_figure(village: Village) -> None:
    first, people = village.series.sessions[0], village.town.people
    village.town.clock.moment = first.ends_at
    body = RecordAttendance(people=[WasThere(person_id=people["Sam"], was_there=True)])
    await village.town.agenda.ask("POST", f"/sessions/{first.id}:record-attendance", person_id=people["Kim"], body=body)
    kim = await village.reader("Kim")

    page = await kim.get(VOICES)

    assert "Professional 1 of 2 1 of 2 wel iets" in page.words.replace("\u00ad", "")


async def test_j23_the_last_sessions_are_the_last_also_where_a_network_meets_often(village: Village) -> None:
    people, begins = village.town.people, village.series.sessions[0].starts_at.date()
    days = [begins + timedelta(days=number) for number in range(1, 30)]
    working = [day for day in days if day.weekday() < 5][:18]
    often: list[SessionView] = []
    for hour in (8, 10, 17):
        rule = SeriesRule(
            every_weeks=1,
            weekday=working[0].weekday(),
            starts=time(hour),
            ends=time(hour + 1),
            from_on=working[0],
            until_on=working[-1],
        )
        moments = [SessionMoment(on=day, starts=time(hour)) for day in working]
        body = PlanSeries(network_id=village.network_id, rule=rule, moments=moments)
        planned = await village.town.agenda.ask("POST", "/series", SeriesView, person_id=people["Kim"], body=body)
        often += planned.sessions
    last = often[-1]
    village.town.clock.moment = last.ends_at
    came = RecordAttendance(people=[WasThere(person_id=people["Sam"], was_there=True)])
    await village.town.agenda.ask("POST", f"/sessions/{last.id}:record-attendance", person_id=people["Kim"], body=came)
    kim = await village.reader("Kim")

    page = await kim.get(VOICES)

    assert len(often) > 50
    assert "Professional 1 of 2 1 of 2" in page.words.replace("\u00ad", "")


async def test_nobody_else_sees_whom_a_network_hears(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()

    member = await sam.get(VOICES, 403)
    asked = await stranger.get(VOICES, 303)

    assert "Wie we horen, per groep" not in member.words
    assert asked.goes_to.startswith("/inloggen")
    assert "wie-horen-we" not in (await sam.get(f"/netwerken/{SLUG}")).text
    assert SESSIONS == 3
