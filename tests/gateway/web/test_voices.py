"""J23 AC1: whom a network hears, per perspective: who takes part, who came the last times, who brings something in."""

from services.gateway.web.networks.voices import SESSIONS
from shared.api.agenda.coming import RecordAttendance, WasThere
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


async def test_nobody_else_sees_whom_a_network_hears(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()

    member = await sam.get(VOICES, 403)
    asked = await stranger.get(VOICES, 303)

    assert "Wie we horen, per groep" not in member.words
    assert asked.goes_to.startswith("/inloggen")
    assert "wie-horen-we" not in (await sam.get(f"/netwerken/{SLUG}")).text
    assert SESSIONS == 3
