"""A question to one fellow member who says that they may be asked: read by two, always with an end, and forgotten (C058)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from services.network.handlers import when_night_falls, when_ten_minutes_have_passed
from services.network.people.models.accounts import Person
from services.network.privacy.models.erasing import person_uprooted, rows_of_person
from shared.api.my_data import DataGroup
from shared.api.network.expert_questions import (
    AnswerExpertQuestion,
    AskExpert,
    ExpertLetter,
    ExpertLetterAsked,
    ExpertQuestionView,
)
from shared.api.network.memberships import MembershipView
from shared.api.network.moderation import (
    AnswerReport,
    LimitMember,
    ReportClosed,
    ReportMade,
    ReportText,
    RestrictionMade,
)
from shared.api.network.networks import PerspectiveCode
from shared.api.network.participation import MemberView, OfferExpertise, ParticipationView
from shared.api.network.steering.waiting import WaitingDecisionView
from shared.api.page import Page
from shared.bus.clock import Period
from shared.errors import Refusal
from shared.events.expert_questions import ExpertQuestionAsked, ExpertQuestionOver
from tests.network.steps import a_network, join, load, stored
from tests.workplace import Workplace

WORDS, ANSWER = "Hoe begin je een gesprek met een nieuwe groep?", "Begin klein: vraag eerst hoe het gaat."


class Circle:
    """Anna coordinates; Daan may be asked, Bram asks, Els stands beside it."""

    def __init__(self, place: Workplace, people: dict[str, MembershipView]) -> None:
        self.place = place
        self.anna, self.bram, self.daan, self.els = (people[name] for name in ("Anna", "Bram", "Daan", "Els"))
        self.id: UUID = self.anna.network_id

    async def offer(self, who: MembershipView) -> None:
        """Somebody says that they may be asked."""
        path = f"/networks/{who.network_id}/participation:offer-expertise"
        await self.place.ask("POST", path, ParticipationView, person_id=who.person_id, body=OfferExpertise())

    async def ask(self, by: MembershipView, who: MembershipView, text: str = WORDS) -> ExpertQuestionView:
        """Somebody asks somebody."""
        given: ExpertQuestionView = await self.place.ask(
            "POST", f"/memberships/{who.id}:ask", ExpertQuestionView, person_id=by.person_id, body=AskExpert(text=text)
        )
        return given

    async def refused(self, by: MembershipView, who: MembershipView, text: str = WORDS) -> Refusal:
        """Somebody tries to ask somebody."""
        path = f"/memberships/{who.id}:ask"
        return await self.place.refusal("POST", path, person_id=by.person_id, body=AskExpert(text=text))

    async def answer(self, by: MembershipView, question: ExpertQuestionView, text: str = ANSWER) -> ExpertQuestionView:
        """Somebody answers."""
        path, body = f"/expert-questions/{question.id}:answer", AnswerExpertQuestion(text=text)
        given: ExpertQuestionView = await self.place.ask(
            "POST", path, ExpertQuestionView, person_id=by.person_id, body=body
        )
        return given

    async def read(self, by: MembershipView, question: ExpertQuestionView) -> ExpertQuestionView:
        """Somebody reads a question."""
        path = f"/expert-questions/{question.id}"
        given: ExpertQuestionView = await self.place.ask("GET", path, ExpertQuestionView, person_id=by.person_id)
        return given

    async def own(self, who: MembershipView) -> list[ExpertQuestionView]:
        """What somebody asked and was asked."""
        path = f"/networks/{self.id}/expert-questions"
        given: list[ExpertQuestionView] = await self.place.ask(
            "GET", path, list[ExpertQuestionView], person_id=who.person_id
        )
        return given

    async def waits(self, who: MembershipView) -> list[tuple[str, int]]:
        """What asks something of somebody."""
        found: list[WaitingDecisionView] = await self.place.ask(
            "GET", "/decisions/waiting", list[WaitingDecisionView], person_id=who.person_id
        )
        return [(one.kind, one.how_many) for one in found]

    async def held(self, who: MembershipView, code: str) -> list[str]:
        """The texts of one kind that somebody reads in their own data."""
        groups = await self.place.ask("GET", "/my-data", list[DataGroup], person_id=who.person_id)
        rows = [row for group in groups if group.code == code for row in group.rows]
        return [fact.value for row in rows for fact in row.facts if fact.code == "text"]

    async def letter(self, question: ExpertQuestionView, about: str) -> ExpertLetter:
        """What a mail needs."""
        body = ExpertLetterAsked.model_validate({"about": about})
        given: ExpertLetter = await self.place.ask(
            "POST", f"/expert-questions/{question.id}:letter", ExpertLetter, service="notifications", body=body
        )
        return given

    async def report(self, by: MembershipView, kind: str, question: ExpertQuestionView, writer: UUID) -> ReportMade:
        """Somebody reports the question or its answer."""
        body = ReportText.model_validate(
            {"kind": kind, "about_id": question.id, "writer_ids": [writer], "reason": "HURTS"}
        )
        given: ReportMade = await self.place.ask(
            "POST", f"/networks/{self.id}/reports", ReportMade, person_id=by.person_id, body=body
        )
        return given

    async def take_away(self, report: ReportMade) -> None:
        """The coordinator says that what was reported is gone."""
        body = AnswerReport(outcome="TEXT_TAKEN_AWAY")
        path = f"/reports/{report.id}:answer"
        await self.place.ask("POST", path, ReportClosed, person_id=self.anna.person_id, body=body)

    async def erase(self, who: MembershipView) -> None:
        """Somebody is gone."""
        async with self.place.door.work() as work:
            for statement in person_uprooted(who.person_id):
                await work.session.execute(statement)

    async def clock(self) -> None:
        """Ten minutes pass, and a night."""
        period = Period(key="now", due_at=self.place.clock.now())
        await when_ten_minutes_have_passed(self.place.door, period)
        await when_night_falls(self.place.door, period)

    async def outcomes(self) -> list[tuple[str, UUID]]:
        """What was announced to whom about questions that are over."""
        events = await self.place.announced()
        return [(one.status, one.person_id) for one in events if isinstance(one, ExpertQuestionOver)]


@pytest.fixture
async def circle(place: Workplace) -> Circle:
    """Everybody is here, and Daan may be asked."""
    await load(place, a_network())
    circle = Circle(
        place,
        {
            "Anna": await join(place, "kring", "Anna", role="COORDINATOR"),
            "Bram": await join(place, "kring", "Bram"),
            "Daan": await join(place, "kring", "Daan"),
            "Els": await join(place, "kring", "Els"),
        },
    )
    await circle.offer(circle.daan)
    return circle


async def test_c058_who_may_be_asked_reads_a_question_and_answers_it_and_nobody_else_sees_it(circle: Circle) -> None:
    asked = await circle.ask(circle.bram, circle.daan, f"  {WORDS} ")
    waited = await circle.waits(circle.daan), await circle.own(circle.daan), await circle.own(circle.els)
    letter = await circle.letter(asked, "WAITS")
    await circle.answer(circle.daan, asked)
    read = await circle.read(circle.bram, asked)
    over = await circle.letter(asked, "OVER")
    path = f"/expert-questions/{asked.id}"
    for_els = await circle.place.refusal("GET", path, person_id=circle.els.person_id)
    for_anna = await circle.place.refusal("GET", path, person_id=circle.anna.person_id)

    assert (asked.text, asked.status, asked.may_answer) == (WORDS, "OPEN", False)
    assert waited[0] == [("EXPERT_QUESTIONS", 1)]
    assert [(one.asker.display_name, one.may_answer) for one in waited[1]] == [("Bram", True)]
    assert waited[2] == []
    assert (letter.person_id, over.person_id, over.status) == (
        circle.daan.person_id,
        circle.bram.person_id,
        "ANSWERED",
    )
    assert (read.status, read.answer, read.may_answer) == ("ANSWERED", ANSWER, False)
    assert (for_els.code, for_anna.code) == ("NOT_FOUND", "NOT_FOUND")
    assert await circle.waits(circle.daan) == []


async def test_c058_events_of_a_question_hold_no_word_of_it_nor_who_asked(circle: Circle) -> None:
    asked = await circle.ask(circle.bram, circle.daan)
    await circle.answer(circle.daan, asked)

    events = [
        one for one in await circle.place.announced() if isinstance(one, ExpertQuestionAsked | ExpertQuestionOver)
    ]

    assert [(type(one).__name__, one.person_id) for one in events] == [
        ("ExpertQuestionAsked", circle.daan.person_id),
        ("ExpertQuestionOver", circle.bram.person_id),
    ]
    told = "".join(one.model_dump_json() for one in events)
    assert WORDS not in told
    assert ANSWER not in told


async def test_c058_only_a_fellow_member_asks_only_who_says_so_and_not_themselves(circle: Circle) -> None:
    await load(circle.place, a_network("ander"))
    mo = await join(circle.place, "ander", "Mo")

    stranger = await circle.refused(mo, circle.daan)
    oneself = await circle.refused(circle.daan, circle.daan)
    not_open = await circle.refused(circle.bram, circle.els)
    empty, long = [await circle.refused(circle.bram, circle.daan, text) for text in ("  ", "x" * 2001)]
    stop = f"/networks/{circle.id}/participation:end-expertise"
    await circle.ask(circle.bram, circle.daan)
    await circle.place.ask("POST", stop, ParticipationView, person_id=circle.daan.person_id)
    ended = await circle.refused(circle.els, circle.daan)

    assert (stranger.code, oneself.code) == ("NOT_FOUND", "NOT_FOUND")
    assert (not_open.code, ended.code) == ("NOT_OPEN_TO_QUESTIONS", "NOT_OPEN_TO_QUESTIONS")
    assert [one.problems[0].code for one in (empty, long)] == ["EXPERT_TEXT_MISSING", "TOO_LONG"]
    assert len(await circle.own(circle.daan)) == 1


async def test_c058_five_questions_a_day_and_one_at_a_time_to_the_same_person(circle: Circle) -> None:
    await load(circle.place, a_network("ander"))
    elsewhere = await join(circle.place, "ander", "Bram")
    others = [await join(circle.place, "ander", name) for name in ("Fay", "Gijs", "Huub", "Ilse", "Jet")]
    for one in others:
        await circle.offer(one)
    await circle.ask(circle.bram, circle.daan)

    again = await circle.refused(circle.bram, circle.daan)
    for one in others[:4]:
        await circle.ask(elsewhere, one)
    sixth = await circle.refused(elsewhere, others[4])
    circle.place.clock.forward(days=1)
    await circle.ask(elsewhere, others[4])

    assert (again.code, sixth.code) == ("ASKED_ALREADY", "ENOUGH_ASKED")


@pytest.mark.parametrize("side", ["asks", "is asked"])
@pytest.mark.parametrize("sign", ["perspective", "age"])
async def test_pr_1_a_young_person_neither_asks_nor_is_asked_out_of_sight(circle: Circle, side: str, sign: str) -> None:
    perspective: PerspectiveCode = "YOUNG_PERSON" if sign == "perspective" else "PROFESSIONAL"
    noor = await join(circle.place, "kring", "Noor", perspective=perspective)
    await circle.offer(noor)
    if sign == "age":
        async with circle.place.door.work() as work:
            await work.session.execute(
                update(Person).where(Person.id == noor.person_id).values(age_band="UNDER_16")  # type: ignore[arg-type]  # a column
            )
    by, who = (noor, circle.daan) if side == "asks" else (circle.bram, noor)

    refused = await circle.refused(by, who)

    assert refused.code == "NOT_IN_PRIVATE"
    assert await stored(circle.place, "expert_question") == []


async def test_pr_1_the_list_of_people_says_whom_its_reader_can_ask(circle: Circle) -> None:
    noor = await join(circle.place, "kring", "Noor", perspective="YOUNG_PERSON")
    await circle.offer(noor)
    path = f"/networks/{circle.id}/members"

    async def askable(viewer: MembershipView, **only: bool) -> list[str | bool]:
        page = await circle.place.ask(
            "GET", path, Page[MemberView], person_id=viewer.person_id, params={"asking": True, **only}
        )
        return [one.display_name for one in page.items if one.may_be_asked]

    one = await circle.place.ask("GET", f"/memberships/{circle.daan.id}", MemberView, person_id=noor.person_id)
    unasked = await circle.place.ask("GET", path, Page[MemberView], person_id=circle.bram.person_id)

    assert await askable(circle.bram) == ["Daan"]
    assert await askable(circle.daan) == []
    assert await askable(noor, askable=True) == []
    assert one.may_be_asked is False
    assert {one.may_be_asked for one in unasked.items} == {None}


async def test_pr_6_contact_details_are_flagged_in_a_question_and_in_its_answer(circle: Circle) -> None:
    phone = "Bel me op 06-12345678."
    asked = await circle.refused(circle.bram, circle.daan, phone)
    question = await circle.ask(circle.bram, circle.daan)
    answered = await circle.place.refusal(
        "POST",
        f"/expert-questions/{question.id}:answer",
        person_id=circle.daan.person_id,
        body=AnswerExpertQuestion(text=phone),
    )

    assert (asked.code, answered.code) == ("CONTACT_DETAILS", "CONTACT_DETAILS")


async def test_pr_7_who_is_limited_neither_asks_nor_answers_and_can_still_say_that_they_cannot_help(
    circle: Circle,
) -> None:
    question = await circle.ask(circle.bram, circle.daan)
    until = circle.place.clock.now().date() + timedelta(days=7)
    for who in (circle.bram, circle.daan):
        await circle.place.ask(
            "POST",
            f"/memberships/{who.id}:limit",
            RestrictionMade,
            person_id=circle.anna.person_id,
            body=LimitMember(reason="Je schreef iets lelijks.", until_on=until),
        )
    await circle.offer(circle.els)

    asks = await circle.refused(circle.bram, circle.els)
    path = f"/expert-questions/{question.id}"
    body = AnswerExpertQuestion(text=ANSWER)
    answers = await circle.place.refusal("POST", f"{path}:answer", person_id=circle.daan.person_id, body=body)
    declined = await circle.place.ask("POST", f"{path}:decline", ExpertQuestionView, person_id=circle.daan.person_id)

    assert (asks.code, answers.code) == ("WRITING_LIMITED", "WRITING_LIMITED")
    assert declined.status == "DECLINED"


async def test_c058_a_question_is_answered_once_and_by_who_was_asked(circle: Circle) -> None:
    question = await circle.ask(circle.bram, circle.daan)
    path = f"/expert-questions/{question.id}"
    body = AnswerExpertQuestion(text=ANSWER)

    wrong = [
        await circle.place.refusal(
            "POST", f"{path}:{step}", person_id=who.person_id, body=body if step == "answer" else None
        )
        for step in ("answer", "decline")
        for who in (circle.bram, circle.els, circle.anna)
    ]
    await circle.answer(circle.daan, question)
    twice = await circle.place.refusal("POST", f"{path}:decline", person_id=circle.daan.person_id)
    late = await circle.place.refusal(
        "POST",
        f"{path}:letter",
        service="notifications",
        body=ExpertLetterAsked(about="WAITS"),
    )

    assert {one.code for one in wrong} == {"NOT_FOUND"}
    assert twice.code == "EXPERT_QUESTION_OVER"
    assert late.code == "NOTHING_TO_TELL"
    assert await circle.outcomes() == [("ANSWERED", circle.bram.person_id)]


async def test_c058_what_nobody_answers_in_thirty_days_lapses_and_its_asker_hears_so(circle: Circle) -> None:
    question = await circle.ask(circle.bram, circle.daan)

    circle.place.clock.forward(days=30)
    await circle.clock()
    waited = await circle.outcomes()
    circle.place.clock.forward(days=1)
    unanswerable = await circle.place.refusal(
        "POST", f"/expert-questions/{question.id}:decline", person_id=circle.daan.person_id
    )
    await circle.clock()

    assert waited == []
    assert unanswerable.code == "EXPERT_QUESTION_OVER"
    assert await circle.outcomes() == [("LAPSED", circle.bram.person_id)]
    assert (await circle.read(circle.bram, question)).status == "LAPSED"
    assert (await circle.letter(question, "OVER")).status == "LAPSED"


async def test_c058_who_leaves_lets_their_questions_lapse_and_who_pauses_does_not(circle: Circle) -> None:
    await circle.offer(circle.els)
    to_daan, to_els = await circle.ask(circle.bram, circle.daan), await circle.ask(circle.bram, circle.els)
    base = f"/networks/{circle.id}/participation"
    await circle.place.ask("POST", f"{base}:leave", ParticipationView, person_id=circle.daan.person_id)
    await circle.place.ask("POST", f"{base}:pause", ParticipationView, person_id=circle.els.person_id)

    await circle.clock()
    paused = await circle.refused(circle.anna, circle.els)

    assert (await circle.read(circle.bram, to_daan)).status == "LAPSED"
    assert (await circle.read(circle.bram, to_els)).status == "OPEN"
    assert paused.code == "NOT_OPEN_TO_QUESTIONS"


async def test_c058_thirty_days_after_it_is_over_nothing_is_left_of_a_question(circle: Circle) -> None:
    await circle.answer(circle.daan, await circle.ask(circle.bram, circle.daan))
    circle.place.clock.forward(days=5)
    waits = await circle.ask(circle.bram, circle.daan)

    circle.place.clock.forward(days=24)
    await circle.clock()
    kept = len(await stored(circle.place, "expert_question")), len(await stored(circle.place, "expert_answer"))
    circle.place.clock.forward(days=1, minutes=1)
    await circle.clock()

    assert kept == (2, 1)
    assert [row.id for row in await stored(circle.place, "expert_question")] == [waits.id]
    assert await stored(circle.place, "expert_answer") == []


async def test_pr_7_who_answers_a_report_reads_the_question_meanwhile_and_takes_it_away(circle: Circle) -> None:
    question = await circle.ask(circle.bram, circle.daan)
    await circle.answer(circle.daan, question)

    about_answer = await circle.report(circle.bram, "EXPERT_ANSWER", question, circle.daan.person_id)
    seen = await circle.read(circle.anna, question)
    await circle.take_away(about_answer)
    unread = await circle.place.refusal("GET", f"/expert-questions/{question.id}", person_id=circle.anna.person_id)
    without = await circle.read(circle.bram, question)
    of_nothing = await circle.place.refusal(
        "POST",
        f"/expert-questions/{question.id}:letter",
        service="notifications",
        body=ExpertLetterAsked(about="OVER"),
    )
    await circle.take_away(await circle.report(circle.daan, "EXPERT_QUESTION", question, circle.bram.person_id))
    gone = await circle.read(circle.bram, question)

    assert (seen.text, seen.answer, seen.may_answer) == (WORDS, ANSWER, False)
    assert unread.code == "NOT_FOUND"
    assert (without.status, without.text, without.answer) == ("ANSWERED", WORDS, None)
    assert of_nothing.code == "NOTHING_TO_TELL"
    assert (gone.status, gone.text) == ("TAKEN_AWAY", "")
    assert (await circle.outcomes())[-1] == ("TAKEN_AWAY", circle.bram.person_id)


async def test_pr_7_a_coordinator_reads_no_question_for_a_report_about_themselves(circle: Circle) -> None:
    await circle.offer(circle.anna)
    question = await circle.ask(circle.bram, circle.anna)
    await circle.answer(circle.anna, question)
    mo = await join(circle.place, "kring", "Mo", role="MODERATOR")

    await circle.report(circle.bram, "EXPERT_ANSWER", question, circle.anna.person_id)

    assert (await circle.read(mo, question)).answer == ANSWER
    assert await circle.waits(circle.anna) == []


async def test_pr_7_what_is_reported_is_kept_until_the_report_is_answered(circle: Circle) -> None:
    question = await circle.ask(circle.bram, circle.daan)
    await circle.answer(circle.daan, question)
    report = await circle.report(circle.daan, "EXPERT_QUESTION", question, circle.bram.person_id)

    circle.place.clock.forward(days=40)
    await circle.clock()
    kept = len(await stored(circle.place, "expert_question"))
    await circle.take_away(report)
    await circle.clock()

    assert kept == 1
    assert await stored(circle.place, "expert_question") == []


async def test_c058_everybody_holds_their_own_answers_and_nobody_those_of_somebody_else(circle: Circle) -> None:
    await circle.offer(circle.bram)
    there, back = await circle.ask(circle.bram, circle.daan), await circle.ask(circle.daan, circle.bram)
    await circle.answer(circle.daan, there)

    told = {who.person_id: await circle.held(who, "expert_answer") for who in (circle.bram, circle.daan)}
    await circle.answer(circle.bram, back, "Van Bram.")

    assert told == {circle.bram.person_id: [], circle.daan.person_id: [ANSWER]}
    assert await circle.held(circle.bram, "expert_answer") == ["Van Bram."]
    assert await circle.held(circle.daan, "expert_answer") == [ANSWER]


def test_c058_no_table_holds_rows_of_one_person_in_two_ways_of_which_one_would_be_told() -> None:
    reached = [table.name for table, _ in rows_of_person(UUID(int=1))]

    assert "expert_answer" in reached
    assert len(reached) == len(set(reached))


async def test_j20_who_is_erased_takes_their_questions_and_answers_along_and_who_waits_hears_so(circle: Circle) -> None:
    await circle.offer(circle.els)
    answered, waits = await circle.ask(circle.bram, circle.daan), await circle.ask(circle.els, circle.daan)
    own = await circle.ask(circle.bram, circle.els)
    await circle.answer(circle.daan, answered)
    await circle.answer(circle.els, own)
    held = await circle.place.ask("GET", "/my-data", list[DataGroup], person_id=circle.daan.person_id)

    await circle.erase(circle.daan)
    await circle.clock()
    left = await circle.read(circle.bram, answered)
    lapsed = await circle.read(circle.els, waits)
    await circle.erase(circle.bram)

    assert ANSWER in "".join(one.model_dump_json() for one in held)
    assert (left.status, left.text, left.answer, left.asked) == ("ANSWERED", WORDS, None, None)
    assert (lapsed.status, lapsed.asked) == ("LAPSED", None)
    assert [row.id for row in await stored(circle.place, "expert_question")] == [waits.id]
    assert await stored(circle.place, "expert_answer") == []
