"""Reports, warnings and limits: answered in a working day, with a reason, an end and an objection (PR-7, C103, C106)."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.network.handlers import when_night_falls
from services.network.memberships.domain.reports import due_at
from services.network.people.queries.accounts import person_by_id
from shared.api.audit import AuditEntry
from shared.api.my_data import DataGroup
from shared.api.network.joining import AskAtTheDoor
from shared.api.network.memberships import MembershipView
from shared.api.network.moderation import (
    AnswerObjection,
    AnswerReport,
    LimitMember,
    ModerationLetter,
    ModerationLetterAsked,
    ObjectToRestriction,
    OwnReportView,
    ReportClosed,
    ReportMade,
    ReportMember,
    ReportText,
    ReportView,
    RestrictionMade,
    RestrictionView,
    WarnMember,
)
from shared.api.network.participation import DeclareInterest, ParticipationView, RemoveMember, SayContribution
from shared.api.network.steering.goals import SetGoal
from shared.api.network.steering.settings import AskedToCoordinate
from shared.api.network.steering.ties import AddPartner
from shared.api.network.steering.waiting import WaitingDecisionView
from shared.api.page import Page
from shared.audit.verbs import Verb
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.moderation import ReportAnswered, RestrictionDecided, RestrictionLifted
from shared.events.moderation import ReportMade as ReportMadeEvent
from shared.events.network import CoordinatorsSought
from tests.network.steps import a_network, join, load, stored
from tests.network.test_steering import administrator, settings, shown
from tests.network.test_unled import monday, unled, wish
from tests.workplace import Workplace

WHY = "Je schreef twee keer iets lelijks over Noor."


class Circle:
    """A network with a coordinator, a moderator, and two members."""

    def __init__(self, place: Workplace, people: dict[str, MembershipView]) -> None:
        self.place = place
        self.kim, self.mo, self.daan, self.noor = (people[name] for name in ("Kim", "Mo", "Daan", "Noor"))
        self.id: UUID = self.kim.network_id

    async def report(self, by: MembershipView, who: MembershipView, words: str = "") -> ReportMade:
        """Somebody reports how somebody else behaves."""
        made: ReportMade = await self.place.ask(
            "POST",
            f"/memberships/{who.id}:report",
            ReportMade,
            person_id=by.person_id,
            body=ReportMember(reason="HURTS", words=words),
        )
        return made

    async def reports(self, viewer: MembershipView) -> list[ReportView]:
        """What waits, for who keeps the network."""
        path = f"/networks/{self.id}/reports"
        page: Page[ReportView] = await self.place.ask("GET", path, Page[ReportView], person_id=viewer.person_id)
        return page.items

    async def limit(self, by: MembershipView, who: MembershipView, **more: object) -> RestrictionMade:
        """Limit somebody, for a week."""
        until = self.place.clock.now().date() + timedelta(days=7)
        body = LimitMember.model_validate({"reason": WHY, "until_on": until, **more})
        made: RestrictionMade = await self.place.ask(
            "POST", f"/memberships/{who.id}:limit", RestrictionMade, person_id=by.person_id, body=body
        )
        return made

    async def refused_limit(self, by: MembershipView, who: MembershipView, until_on: date | None) -> str:
        """Try to limit somebody; the code of the refusal."""
        body = LimitMember(reason=WHY, until_on=until_on)
        path = f"/memberships/{who.id}:limit"
        return (await self.place.refusal("POST", path, person_id=by.person_id, body=body)).code

    async def own(self, who: MembershipView) -> list[RestrictionView]:
        """What somebody reads about themselves."""
        path = f"/networks/{self.id}/restrictions/mine"
        given: list[RestrictionView] = await self.place.ask("GET", path, list[RestrictionView], person_id=who.person_id)
        return given

    async def waits(self, who: MembershipView) -> list[tuple[str, int, datetime | None]]:
        """What asks something of somebody."""
        found: list[WaitingDecisionView] = await self.place.ask(
            "GET", "/decisions/waiting", list[WaitingDecisionView], person_id=who.person_id
        )
        return [(one.kind, one.how_many, one.until_at) for one in found]


@pytest.fixture
async def circle(place: Workplace) -> Circle:
    """Kim coordinates, Mo moderates, Daan and Noor take part."""
    await load(place, a_network())
    return Circle(
        place,
        {
            "Kim": await join(place, "kring", "Kim", role="COORDINATOR"),
            "Mo": await join(place, "kring", "Mo", role="MODERATOR"),
            "Daan": await join(place, "kring", "Daan"),
            "Noor": await join(place, "kring", "Noor"),
        },
    )


@pytest.mark.parametrize(
    ("reported", "due"),
    [
        (datetime(2026, 11, 19, 14, tzinfo=UTC), datetime(2026, 11, 20, 14, tzinfo=UTC)),
        (datetime(2026, 11, 20, 14, tzinfo=UTC), datetime(2026, 11, 23, 14, tzinfo=UTC)),
        (datetime(2026, 11, 21, 14, tzinfo=UTC), datetime(2026, 11, 23, 16, tzinfo=UTC)),
        (datetime(2026, 12, 24, 9, tzinfo=UTC), datetime(2026, 12, 28, 9, tzinfo=UTC)),
    ],
    ids=["on thursday", "on friday", "on saturday", "before christmas"],
)
def test_pr7_a_report_is_due_in_one_working_day(reported: datetime, due: datetime) -> None:
    assert due_at(reported) == due


async def test_a_report_goes_to_who_keeps_the_network_and_never_says_who_made_it(circle: Circle) -> None:
    made = await circle.report(circle.noor, circle.daan, "Hij scheldt.")

    (seen,) = await circle.reports(circle.mo)

    assert (seen.id, seen.kind, seen.about_name, seen.words) == (made.id, "MEMBER", "Daan", "Hij scheldt.")
    assert (seen.reason, seen.is_overdue) == ("HURTS", False)
    assert str(circle.noor.person_id) not in seen.model_dump_json()
    assert "Noor" not in seen.model_dump_json()
    event = (await circle.place.announced())[-1]
    assert isinstance(event, ReportMadeEvent)
    assert set(event.answerer_ids) == {circle.kim.person_id, circle.mo.person_id}
    assert await circle.waits(circle.kim) == [("REPORTS", 1, made.due_at)]
    circle.place.clock.forward(days=4)
    assert (await circle.reports(circle.kim))[0].is_overdue
    refused = await circle.place.refusal("GET", f"/networks/{circle.id}/reports", person_id=circle.daan.person_id)
    assert refused.code == "KEEPER_NEEDED"


async def test_a_report_about_a_coordinator_stays_hidden_from_them(circle: Circle) -> None:
    made = await circle.report(circle.noor, circle.kim)

    assert await circle.reports(circle.kim) == []
    assert await circle.waits(circle.kim) == []
    assert [one.id for one in await circle.reports(circle.mo)] == [made.id]
    body = AnswerReport(outcome="NOTHING_NEEDED")
    path = f"/reports/{made.id}:answer"
    refused = await circle.place.refusal("POST", path, person_id=circle.kim.person_id, body=body)
    assert refused.code == "NOT_FOUND"
    own = await circle.place.refusal(
        "POST",
        f"/memberships/{circle.noor.id}:report",
        person_id=circle.noor.person_id,
        body=ReportMember(reason="OTHER"),
    )
    assert own.code == "OWN_REPORT"


async def test_pr_7_that_somebody_tried_to_answer_a_report_stands_in_no_log_of_its_network(circle: Circle) -> None:
    made, place = await circle.report(circle.noor, circle.kim), circle.place

    path, body = f"/reports/{made.id}:answer", AnswerReport(outcome="NOTHING_NEEDED")
    refused = await place.refusal("POST", path, person_id=circle.daan.person_id, body=body)
    await place.app.state.desk.refused.written()
    log = await place.ask("GET", f"/networks/{circle.id}/log", list[AuditEntry], person_id=circle.kim.person_id)

    assert refused.code == "KEEPER_NEEDED"
    assert log
    assert "reports.answer" not in {entry.reason for entry in log}


async def test_a_text_is_reported_by_its_id_and_its_writer_does_not_see_it(circle: Circle) -> None:
    question = new_id()
    body = ReportText(kind="QUESTION", about_id=question, writer_ids=[circle.mo.person_id], reason="PRIVATE")
    path = f"/networks/{circle.id}/reports"

    await circle.place.ask("POST", path, ReportMade, person_id=circle.noor.person_id, body=body)

    (seen,) = await circle.reports(circle.kim)
    assert (seen.kind, seen.about_id, seen.membership_id) == ("QUESTION", question, circle.mo.id)
    assert await circle.reports(circle.mo) == []


async def test_pr_7_words_of_several_people_are_answered_by_none_of_them_and_named_after_none(circle: Circle) -> None:
    minutes, path = new_id(), f"/networks/{circle.id}/reports"
    writers = [circle.mo.person_id, circle.daan.person_id]
    body = ReportText(kind="MINUTES", about_id=minutes, writer_ids=writers, reason="HURTS")

    made = await circle.place.ask("POST", path, ReportMade, person_id=circle.daan.person_id, body=body)

    (seen,) = await circle.reports(circle.kim)
    assert (seen.membership_id, seen.about_name) == (None, None)
    assert (await circle.reports(circle.mo), await circle.waits(circle.mo)) == ([], [])
    event = (await circle.place.announced())[-1]
    assert isinstance(event, ReportMadeEvent)
    assert event.answerer_ids == [circle.kim.person_id]
    answer = AnswerReport(outcome="NOTHING_NEEDED")
    refused = await circle.place.refusal(
        "POST", f"/reports/{made.id}:answer", person_id=circle.mo.person_id, body=answer
    )
    assert refused.code == "NOT_FOUND"


async def test_who_reported_hears_that_something_was_done_and_not_what(circle: Circle) -> None:
    made = await circle.report(circle.noor, circle.daan)

    await circle.limit(circle.mo, circle.daan, report_id=made.id)

    path = f"/networks/{circle.id}/reports/mine"
    (told,) = await circle.place.ask("GET", path, list[OwnReportView], person_id=circle.noor.person_id)
    assert told.outcome == "DEALT_WITH"
    events = await circle.place.announced()
    assert [event.person_id for event in events if isinstance(event, ReportAnswered)] == [circle.noor.person_id]
    again = AnswerReport(outcome="NOTHING_NEEDED")
    refused = await circle.place.refusal(
        "POST", f"/reports/{made.id}:answer", person_id=circle.kim.person_id, body=again
    )
    assert refused.code == "REPORT_ANSWERED"


async def test_removal_closes_a_report_only_after_it_happened(circle: Circle) -> None:
    made = await circle.report(circle.noor, circle.daan)
    path, by = f"/reports/{made.id}:answer", circle.kim.person_id

    refused = await circle.place.refusal("POST", path, person_id=by, body=AnswerReport(outcome="REMOVED"))
    closed = await circle.place.ask(
        "POST", path, ReportClosed, person_id=by, body=AnswerReport(outcome="TEXT_TAKEN_AWAY")
    )

    assert (refused.code, closed.outcome) == ("NOT_REMOVED_YET", "TEXT_TAKEN_AWAY")
    assert await circle.reports(circle.kim) == []


async def test_c103_a_limit_has_a_reason_an_end_and_ends_by_itself(circle: Circle) -> None:
    made = await circle.limit(circle.mo, circle.daan)

    (seen,) = await circle.own(circle.daan)
    assert (seen.reason, seen.until_on, seen.in_force, seen.may_object) == (WHY, made.until_on, True, True)
    event = (await circle.place.announced())[-1]
    assert isinstance(event, RestrictionDecided)
    assert event.until_at is not None
    assert await circle.waits(circle.daan) == [("OWN_LIMIT", 1, event.until_at)]
    circle.place.clock.forward(days=9)
    assert not (await circle.own(circle.daan))[0].in_force
    assert await circle.waits(circle.daan) == []


async def test_pr_7_a_limit_holds_for_who_leads_the_network_too(circle: Circle) -> None:
    await circle.limit(circle.mo, circle.kim)
    asked = {
        "goals": SetGoal(text="Iets lelijks over Noor", measure="Aantal"),
        "partners": AddPartner(name="Iets lelijks"),
        "joining:ask": AskAtTheDoor(question="Kende je Noor?"),
    }

    refused = [
        await circle.place.refusal("POST", f"/networks/{circle.id}/{path}", person_id=circle.kim.person_id, body=body)
        for path, body in asked.items()
    ]
    said = settings(await shown(circle.place), mission_nl="Iets lelijks over Noor.")
    path = f"/networks/{circle.id}:update"
    refused.append(await circle.place.refusal("POST", path, person_id=circle.kim.person_id, body=said))

    assert [one.code for one in refused] == ["WRITING_LIMITED"] * 4


async def test_who_is_limited_says_nothing_of_themselves_to_the_network_either(circle: Circle) -> None:
    path = f"/networks/{circle.id}/participation"
    say, who = SayContribution(contribution="Ik ken de weg."), circle.daan.person_id
    await circle.limit(circle.kim, circle.daan)

    refused = [
        await circle.place.refusal("POST", f"{path}:say-contribution", person_id=who, body=say),
        await circle.place.refusal("POST", f"{path}:declare-interest", person_id=who, body=DeclareInterest(text="Ik.")),
    ]
    await circle.place.ask("POST", f"{path}:say-contribution", ParticipationView, person_id=who, body=SayContribution())
    circle.place.clock.forward(days=8)
    said = await circle.place.ask("POST", f"{path}:say-contribution", ParticipationView, person_id=who, body=say)

    assert [one.code for one in refused] == ["WRITING_LIMITED"] * 2
    assert said.contribution == say.contribution


async def test_a_limit_names_a_day_at_most_thirty_days_away(circle: Circle) -> None:
    today = circle.place.clock.now().date()

    for until in (None, today, today + timedelta(days=32)):
        assert await circle.refused_limit(circle.kim, circle.daan, until) == "LIMIT_END_MISSING"
    await circle.limit(circle.kim, circle.daan)
    assert await circle.refused_limit(circle.mo, circle.daan, today + timedelta(days=3)) == "LIMITED_ALREADY"
    assert await circle.refused_limit(circle.kim, circle.kim, today + timedelta(days=3)) == "NOT_ABOUT_YOURSELF"
    assert await circle.refused_limit(circle.noor, circle.daan, today + timedelta(days=3)) == "KEEPER_NEEDED"


async def test_a_limit_is_lifted_early(circle: Circle) -> None:
    made = await circle.limit(circle.mo, circle.daan)

    path = f"/restrictions/{made.id}:lift"
    lifted = await circle.place.ask("POST", path, RestrictionMade, person_id=circle.kim.person_id)

    assert not lifted.in_force
    assert isinstance((await circle.place.announced())[-1], RestrictionLifted)
    assert (await circle.place.refusal("POST", path, person_id=circle.kim.person_id)).code == "NO_LIMIT"


async def test_c103_somebody_else_answers_an_objection_and_can_take_it_back(circle: Circle) -> None:
    made = await circle.limit(circle.mo, circle.daan)
    objection = ObjectToRestriction(text="Ik heb dat niet geschreven.")
    path = f"/restrictions/{made.id}"

    await circle.place.ask("POST", f"{path}:object", RestrictionMade, person_id=circle.daan.person_id, body=objection)
    again = await circle.place.refusal("POST", f"{path}:object", person_id=circle.daan.person_id, body=objection)
    answer = AnswerObjection(outcome="RESTORED", reason="We keken nog eens goed.")
    same = await circle.place.refusal("POST", f"{path}:answer-objection", person_id=circle.mo.person_id, body=answer)
    waits = (await circle.waits(circle.mo), await circle.waits(circle.kim))
    await circle.place.ask(
        "POST", f"{path}:answer-objection", RestrictionMade, person_id=circle.kim.person_id, body=answer
    )

    assert (again.code, same.code) == ("NOTHING_TO_APPEAL", "SOMEBODY_ELSE_ANSWERS")
    assert waits == ([], [("RESTRICTION_APPEAL", 1, None)])
    (seen,) = await circle.own(circle.daan)
    assert (seen.in_force, seen.outcome, seen.answer) == (False, "RESTORED", "We keken nog eens goed.")


async def test_what_is_held_about_who_was_limited_or_removed_tells_why_and_never_who_decided(circle: Circle) -> None:
    made = await circle.limit(circle.mo, circle.daan)
    path, who = f"/restrictions/{made.id}", circle.daan.person_id
    objection = ObjectToRestriction(text="Ik heb dat niet geschreven.")
    await circle.place.ask("POST", f"{path}:object", RestrictionMade, person_id=who, body=objection)
    answer = AnswerObjection(outcome="UPHELD", reason="We keken nog eens goed.")
    kim = circle.kim.person_id
    await circle.place.ask("POST", f"{path}:answer-objection", RestrictionMade, person_id=kim, body=answer)
    await circle.place.ask(
        "POST",
        f"/memberships/{circle.daan.id}:remove",
        MembershipView,
        person_id=kim,
        body=RemoveMember(reason=WHY, version=1),
    )

    held = {
        group.code: {fact.code: fact.value for fact in group.rows[0].facts}
        for group in await circle.place.ask("GET", "/my-data", list[DataGroup], person_id=who)
    }

    assert held["restriction"]["reason"] == held["removal"]["reason"] == WHY
    assert held["restriction"]["answer"] == answer.reason
    told = str(held)
    assert str(kim) not in told
    assert str(circle.mo.person_id) not in told


async def test_a_warning_changes_nothing_but_is_told_and_can_be_objected_to(circle: Circle) -> None:
    body = WarnMember(reason=WHY)
    path = f"/memberships/{circle.daan.id}:warn"

    await circle.place.ask("POST", path, RestrictionMade, person_id=circle.mo.person_id, body=body)

    (seen,) = await circle.own(circle.daan)
    assert (seen.kind, seen.in_force, seen.may_object) == ("WARNING", False, True)
    assert await circle.waits(circle.daan) == [("OWN_WARNING", 1, None)]
    assert await circle.own(circle.noor) == []


async def test_mails_go_only_to_who_may_read_them_while_there_is_something_to_tell(circle: Circle) -> None:
    made = await circle.report(circle.noor, circle.kim)
    path = f"/reports/{made.id}:letter"

    waits = await circle.place.ask(
        "POST",
        path,
        ModerationLetter,
        service="notifications",
        body=ModerationLetterAsked(about="WAITS", person_id=circle.mo.person_id),
    )
    about = ModerationLetterAsked(about="WAITS", person_id=circle.kim.person_id)
    hidden = await circle.place.refusal("POST", path, service="notifications", body=about)
    early = await circle.place.refusal(
        "POST", path, service="notifications", body=ModerationLetterAsked(about="ANSWERED")
    )

    restricted = await circle.limit(circle.mo, circle.daan)
    path = f"/restrictions/{restricted.id}"
    lifted = ModerationLetterAsked(about="LIFTED")
    objection = ObjectToRestriction(text="Ik heb dat niet geschreven.")
    answer = AnswerObjection(outcome="RESTORED", reason="We keken nog eens goed.")
    await circle.place.ask("POST", f"{path}:object", RestrictionMade, person_id=circle.daan.person_id, body=objection)
    await circle.place.ask(
        "POST", f"{path}:answer-objection", RestrictionMade, person_id=circle.kim.person_id, body=answer
    )
    one_mail = await circle.place.refusal("POST", f"{path}:letter", service="notifications", body=lifted)
    again = f"/restrictions/{(await circle.limit(circle.mo, circle.daan)).id}"
    await circle.place.ask("POST", f"{again}:lift", RestrictionMade, person_id=circle.kim.person_id)
    told = await circle.place.ask("POST", f"{again}:letter", ModerationLetter, service="notifications", body=lifted)
    circle.place.clock.forward(days=10)
    late = await circle.place.refusal("POST", f"{again}:letter", service="notifications", body=lifted)

    assert (one_mail.code, told.address, late.code) == ("NOTHING_TO_TELL", "daan@voorbeeld.example", "NOTHING_TO_TELL")
    assert (waits.address, waits.until_at) == ("mo@voorbeeld.example", made.due_at)
    assert (hidden.code, early.code) == ("NOTHING_TO_TELL", "NOTHING_TO_TELL")


async def test_reports_are_forgotten_a_year_after_their_answer(circle: Circle) -> None:
    made = await circle.report(circle.noor, circle.daan)
    body = AnswerReport(outcome="NOTHING_NEEDED", answer="We praatten met elkaar.")
    await circle.place.ask(
        "POST", f"/reports/{made.id}:answer", ReportClosed, person_id=circle.kim.person_id, body=body
    )

    await when_night_falls(circle.place.door, Period(key="now", due_at=circle.place.clock.now()))
    kept = len(await stored(circle.place, "report"))
    circle.place.clock.forward(days=366)
    await when_night_falls(circle.place.door, Period(key="later", due_at=circle.place.clock.now()))

    assert (kept, await stored(circle.place, "report"), await stored(circle.place, "reporter")) == (1, [], [])
    in_log = [row.network_id for row in await stored(circle.place, "audit_entry") if row.verb == Verb.REPORT_ANSWERED]
    assert in_log == [None]


async def test_a_report_that_nobody_answered_and_a_limit_that_ended_are_not_kept_for_ever(circle: Circle) -> None:
    await circle.report(circle.noor, circle.daan)
    await circle.limit(circle.kim, circle.daan)
    kept: list[tuple[int, int, int]] = []

    for days in (0, 390, 7, 340, 10):
        circle.place.clock.forward(days=days)
        await when_night_falls(circle.place.door, Period(key=f"{days}", due_at=circle.place.clock.now()))
        tables = [len(await stored(circle.place, table)) for table in ("report", "reporter", "restriction")]
        kept.append((tables[0], tables[1], tables[2]))

    assert kept == [(1, 1, 1), (1, 1, 1), (0, 0, 1), (0, 0, 1), (0, 0, 0)]


async def test_a_report_about_the_only_one_who_could_answer_is_counted_for_who_looks_after_the_platform(
    place: Workplace,
) -> None:
    await load(place, a_network())
    kim, daan = await join(place, "kring", "Kim", role="COORDINATOR"), await join(place, "kring", "Daan")
    admin = await administrator(place)
    before = await unled(place, admin)

    await Circle(place, {"Kim": kim, "Mo": kim, "Daan": daan, "Noor": daan}).report(daan, kim)

    at_once = [event for event in await place.announced() if isinstance(event, CoordinatorsSought)]
    for who in (kim.person_id, admin):
        async with place.door.work() as work:
            person = await person_by_id(work.session, who)
            assert person is not None
            person.platform_roles = ["PLATFORM_ADMIN"]
    told = await monday(place)
    refused = await place.refusal(
        "POST",
        f"/networks/{kim.network_id}:ask-to-coordinate",
        person_id=kim.person_id,
        body=wish(coordinator_email="bo@voorbeeld.example"),
    )
    assert (before, await unled(place, kim.person_id), refused.code) == ([], [], "HAS_COORDINATOR")
    assert [(one.networks, one.administrator_ids) for one in at_once] == [(1, [admin])]
    assert [(one.networks, one.administrator_ids) for one in told[1:]] == [(1, [admin])]
    assert [(one.slug, one.waiting) for one in await unled(place, admin)] == [("kring", 1)]
    path = f"/networks/{kim.network_id}:ask-to-coordinate"
    await place.ask(
        "POST", path, AskedToCoordinate, person_id=admin, body=wish(coordinator_email="els@voorbeeld.example")
    )


async def test_a_report_that_somebody_can_answer_or_for_which_somebody_is_asked_seeks_nobody(place: Workplace) -> None:
    await load(place, a_network())
    kim, daan = await join(place, "kring", "Kim", role="COORDINATOR"), await join(place, "kring", "Daan")
    noor = await join(place, "kring", "Noor")
    admin = await administrator(place)
    circle = Circle(place, {"Kim": kim, "Mo": kim, "Daan": daan, "Noor": noor})

    await circle.report(daan, noor)
    await circle.report(noor, kim)
    path = f"/networks/{kim.network_id}:ask-to-coordinate"
    await place.ask(
        "POST", path, AskedToCoordinate, person_id=admin, body=wish(coordinator_email="els@voorbeeld.example")
    )
    await circle.report(daan, kim)

    sought = [event for event in await place.announced() if isinstance(event, CoordinatorsSought)]
    assert [event.administrator_ids for event in sought] == [[admin]]
