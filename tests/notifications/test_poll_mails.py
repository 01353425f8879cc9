"""Mails about date polls: one question, one reminder to who has not answered, and news that all have; never at night."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from services.notifications.answers.models import AnswerLink
from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.subscriptions.domain import Cadence
from shared.api.agenda.date_polls import Availability, AvailabilityGiven, DatePollLetter
from shared.api.notifications.answers import (
    AnswerAsked,
    AnswerByLink,
    PollAnswersAsked,
    PollAnswersByLink,
    SeenAnswer,
    SeenPoll,
)
from shared.api.notifications.subscriptions import UnsubscribeAsked
from shared.database import new_id
from shared.errors import NotFound, Refusal
from shared.events.agenda.date_polls import DatePollCompleted, DatePollEndsSoon, DatePollOpened
from shared.events.network import PersonErasureRequested
from tests.notifications.house import House, html_of, text_of
from tests.notifications.test_invitations import time_passes

UNTIL = datetime(2026, 12, 10, 22, 59, tzinfo=UTC)


def poll(house: House, network_id: UUID, words: str = "", **readers: set[UUID]) -> UUID:
    """A date poll as agenda tells it now, and who may hear of it. words: what a coordinator adds."""
    poll_id = new_id()
    letter = DatePollLetter(
        network_id=network_id,
        title="Bijeenkomsten in 2027",
        words=words,
        answer_until=UNTIL,
        dates=2,
        first_starts_at=datetime(2027, 1, 14, 12, 30, tzinfo=UTC),
        last_starts_at=datetime(2027, 3, 11, 12, 30, tzinfo=UTC),
        reader_ids=[],
    )
    house.owners.polls[poll_id] = (letter, readers)
    return poll_id


def opened(house: House, poll_id: UUID, network_id: UUID) -> DatePollOpened:
    """What agenda announces when a poll opens."""
    now = house.place.clock.now()
    return DatePollOpened(
        date_poll_id=poll_id, network_id=network_id, status="OPEN", answer_until=UNTIL, at=now, version=1
    )


def ends_soon(house: House, poll_id: UUID, network_id: UUID) -> DatePollEndsSoon:
    """What agenda announces when a poll is about to end."""
    now = house.place.clock.now()
    return DatePollEndsSoon(
        date_poll_id=poll_id, network_id=network_id, status="OPEN", answer_until=UNTIL, at=now, version=2
    )


def link_in(mail: EmailMessage) -> str:
    """The secret in the link of a mail."""
    (found,) = set(re.findall(r"https://leerkring\.example/antwoord/data/([0-9a-f]{40})\b", text_of(mail)))
    return str(found)


async def show(house: House, token: str) -> SeenPoll:
    """What the holder of a secret sees."""
    body = PollAnswersAsked.model_construct(token=token)
    return await house.place.ask("POST", "/poll-answers:show", SeenPoll, body=body)  # type: ignore[no-any-return]  # it was read as one


async def say(house: House, token: str, said: dict[UUID, Availability]) -> SeenPoll:
    """The holder of a secret answers."""
    answers = [AvailabilityGiven(date_id=date_id, availability=one) for date_id, one in said.items()]
    body = PollAnswersByLink(token=token, answers=answers)
    return await house.place.ask("POST", "/poll-answers", SeenPoll, body=body)  # type: ignore[no-any-return]  # as above


async def asked_two(house: House) -> tuple[UUID, UUID, list[UUID], dict[str, EmailMessage]]:
    """Two people are asked when they can come: network, poll, people, and the mail of each."""
    network = house.owners.add_network("Noord")
    people = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("een", "twee")]
    poll_id = poll(house, network, INVITATION=set(people), REMINDER=set(people))
    house.owners.dates[poll_id] = [new_id(), new_id()]
    await house.hear(opened(house, poll_id, network))
    await house.deliver()
    return network, poll_id, people, {str(mail["To"])[: -len("@voorbeeld.nl")]: mail for mail in await house.mailbox()}


async def test_everybody_is_asked_once_with_a_link_of_their_own_and_one_to_the_poll_itself(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    people = {await house.member(network, f"{name}@voorbeeld.nl") for name in ("een", "twee")}
    poll_id = poll(house, network, INVITATION=people)

    for _ in range(2):
        await house.hear(opened(house, poll_id, network))
    await house.deliver()
    await house.deliver()

    mails = await house.mailbox()
    assert sorted(mail["To"] for mail in mails) == ["een@voorbeeld.nl", "twee@voorbeeld.nl"]
    assert {mail["Subject"] for mail in mails} == {"Wanneer kun jij?"}
    for mail in mails:
        assert f"https://leerkring.example/datumprikkers/{poll_id}" in text_of(mail).splitlines()
        assert "donderdag 14 januari 2027 en donderdag 11 maart 2027" in text_of(mail)
        assert "donderdag 10 december 2026 om 23.59 uur" in text_of(mail)
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "Stuur hem niet door" in text_of(mail)
    assert len({link_in(mail) for mail in mails}) == 2


async def test_j04_who_holds_a_link_answers_for_one_person_and_sees_nothing_of_others(house: House) -> None:
    network, poll_id, (one, two), mails = await asked_two(house)
    first, last = house.owners.dates[poll_id]
    token = link_in(mails["een"])

    before = await show(house, token)
    after = await say(house, token, {first: "YES", last: "NO"})
    changed = await say(house, token, {last: "IF_NEEDED"})
    other = await show(house, link_in(mails["twee"]))

    assert (before.network_id, [date.answer for date in before.dates]) == (network, [None, None])
    assert [[date.answer for date in view.dates] for view in (after, changed)] == [["YES", "NO"], ["YES", "IF_NEEDED"]]
    assert [date.answer for date in other.dates] == [None, None]
    assert house.owners.said == {(first, one): "YES", (last, one): "IF_NEEDED"}
    assert set(SeenPoll.model_fields) == {
        "network_id",
        "answer_until",
        "takes_answers",
        "is_needed",
        "yes_counts",
        "dates",
    }
    assert two not in {person_id for _, person_id in house.owners.said}


async def test_the_reminder_holds_the_same_link_and_the_secret_itself_stands_nowhere(house: House) -> None:
    network, poll_id, (one, two), mails = await asked_two(house)
    await house.hear(ends_soon(house, poll_id, network))
    await house.deliver()

    reminders = (await house.mailbox())[2:]
    async with house.door.reading() as session:
        rows = (await session.execute(select(AnswerLink))).scalars().all()
    tokens = {link_in(mail) for mail in mails.values()}
    assert len(reminders) == 2
    assert {link_in(mail) for mail in reminders} == tokens
    assert {(row.person_id, row.about_id) for row in rows} == {(one, poll_id), (two, poll_id)}
    assert not {row.token_hash.hex()[:40] for row in rows} & tokens


async def test_a_07_the_secret_of_a_poll_opens_no_session_and_ends_no_mail_and_the_other_way_round(
    house: House,
) -> None:
    network, _, _, mails = await asked_two(house)
    token = link_in(mails["een"])
    await house.plan_session(network, UNTIL + timedelta(days=30))
    letters = "".join(text_of(mail) for mail in await time_passes(house, hours=2))
    of_sessions = re.findall(r"/antwoord/([0-9a-f]{40})\b", letters)
    (ends,) = set(re.findall(r"/afmelden/([\w-]+)", text_of(mails["een"])))

    refused = []
    for path, answer, body in (
        ("/answers:show", SeenAnswer, AnswerAsked(token=token)),
        ("/answers", SeenAnswer, AnswerByLink(token=token, answer="COMING")),
        ("/unsubscriptions:show", Any, UnsubscribeAsked(token=token)),
        ("/poll-answers:show", SeenPoll, PollAnswersAsked(token=ends)),
        *(("/poll-answers:show", SeenPoll, PollAnswersAsked(token=one)) for one in of_sessions),
    ):
        with pytest.raises(Refusal) as no:
            await house.place.ask("POST", path, answer, body=body)
        refused.append(no.value.code)

    assert of_sessions
    assert set(refused) == {"NOT_FOUND"}
    assert house.owners.answers == {}


@pytest.mark.parametrize("token", ["", " ", "\0" * 40, "0" * 40, "%" * 40, "x" * 10**6])
async def test_a_08_a_20_a_secret_that_never_was_opens_nothing(house: House, token: str) -> None:
    await asked_two(house)
    with pytest.raises(Refusal) as no:
        await show(house, token)

    assert no.value.code in {"NOT_FOUND", "INVALID"}
    assert "/date-polls:answer-of" not in house.owners.asked


async def test_a_secret_opens_nothing_for_who_left_or_was_erased_and_takes_nothing_once_the_poll_closed(
    any_house: House,
) -> None:
    house = any_house
    network, poll_id, (one, two), mails = await asked_two(house)
    first, _ = house.owners.dates[poll_id]
    await house.leave(network, one)
    with pytest.raises(NotFound) as left:
        await say(house, link_in(mails["een"]), {first: "YES"})

    house.is_now(UNTIL + timedelta(minutes=1))
    closed = await show(house, link_in(mails["twee"]))
    with pytest.raises(Refusal) as over:
        await say(house, link_in(mails["twee"]), {first: "YES"})
    await house.hear(
        PersonErasureRequested(person_id=two, erasure_id=new_id(), requested_at=house.place.clock.now(), version=1)
    )
    with pytest.raises(NotFound) as erased:
        await show(house, link_in(mails["twee"]))
    async with house.door.reading() as session:
        kept = (await session.execute(select(AnswerLink.person_id))).scalars().all()

    assert left.value.message == erased.value.message
    assert (closed.takes_answers, closed.dates) == (False, [])
    assert over.value.code == "DATE_POLL_CLOSED"
    assert kept == [one]
    assert house.owners.said == {}


async def test_a_reminder_goes_only_to_who_has_not_answered_when_it_leaves_and_only_once(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    _quick, slow = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("snel", "traag")]
    poll_id = poll(house, network, REMINDER={slow})

    for _ in range(2):
        await house.hear(ends_soon(house, poll_id, network))
        await house.deliver()

    assert [mail["To"] for mail in await house.mailbox()] == ["traag@voorbeeld.nl"]
    assert sorted(await house.states()) == ["CANCELLED", "SENT"]


async def test_who_wants_no_mail_of_the_network_and_who_left_meanwhile_get_none(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    never, later, left, stays = [await house.member(network, f"{name}@voorbeeld.nl") for name in "abcd"]
    await house.choose(never, network, Cadence.NEVER)
    poll_id = poll(house, network, INVITATION={never, later, left, stays})
    await house.hear(opened(house, poll_id, network))

    await house.choose(later, network, Cadence.NEVER)
    await house.leave(network, left)
    await house.deliver()

    assert [mail["To"] for mail in await house.mailbox()] == ["d@voorbeeld.nl"]


async def test_a_mail_about_a_poll_that_is_over_does_not_leave(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "een@voorbeeld.nl")
    poll_id = poll(house, network, COMPLETE={person})
    await house.hear(opened(house, poll_id, network))

    await house.deliver()

    assert (await house.mailbox(), await house.states()) == ([], ["CANCELLED"])


async def test_the_coordinators_hear_once_that_everybody_answered(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    coordinator, _member = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("co", "lid")]
    poll_id = poll(house, network, COMPLETE={coordinator})
    complete = DatePollCompleted(
        date_poll_id=poll_id,
        network_id=network,
        status="OPEN",
        coordinator_ids=[coordinator],
        answer_until=UNTIL,
        at=house.place.clock.now(),
        version=5,
    )

    for _ in range(2):
        await house.hear(complete)
        await house.deliver()

    assert [(mail["To"], mail["Subject"]) for mail in await house.mailbox()] == [
        ("co@voorbeeld.nl", "Iedereen heeft geantwoord")
    ]


async def test_nothing_leaves_in_the_quiet_hours(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "een@voorbeeld.nl")
    poll_id = poll(house, network, INVITATION={person})
    night = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)  # 23.00 on the clock
    house.is_now(night)
    await house.hear(opened(house, poll_id, network))

    await house.deliver()
    at_night = await house.mailbox()
    house.is_now(night + timedelta(hours=8, minutes=30))
    await house.deliver()

    assert (at_night, [mail["To"] for mail in await house.mailbox()]) == ([], ["een@voorbeeld.nl"])


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        (datetime(2026, 11, 23, 6, 29, tzinfo=UTC), datetime(2026, 11, 23, 6, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 6, 30, tzinfo=UTC), datetime(2026, 11, 23, 6, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 19, 59, tzinfo=UTC), datetime(2026, 11, 23, 19, 59, tzinfo=UTC)),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), datetime(2026, 11, 24, 6, 30, tzinfo=UTC)),
        (datetime(2027, 3, 27, 21, 0, tzinfo=UTC), datetime(2027, 3, 28, 5, 30, tzinfo=UTC)),
    ],
    ids=["just before the morning", "the morning", "just before the night", "the night", "the clock changes"],
)
def test_quiet_hours_are_those_on_the_clock(moment: datetime, leaves: datetime) -> None:
    assert out_of_the_night(moment) == leaves


async def test_what_a_coordinator_adds_stands_in_the_mail_and_in_its_reminder(any_house: House) -> None:
    """Wish 18: in their own words, line by line, and never as markup."""
    house = any_house
    network = house.owners.add_network("Noord")
    lea = await house.member(network, "lea@voorbeeld.nl")
    words = "We zoeken een dag na school.\nNeem gerust <b>iemand</b> mee."
    poll_id = poll(house, network, words, INVITATION={lea}, REMINDER={lea})

    await house.hear(opened(house, poll_id, network))
    await house.deliver()
    await house.hear(ends_soon(house, poll_id, network))
    await house.deliver()

    mails = await house.mailbox()
    assert len(mails) == 2
    for mail in mails:
        lines = text_of(mail).split("schrijft erbij:")[1].split("Zeg wanneer")[0].split("\r\n")
        assert [line for line in lines if line] == ["We zoeken een dag na school.", "Neem gerust <b>iemand</b> mee."]
        assert "We zoeken een dag na school.<br>Neem gerust &lt;b&gt;iemand&lt;/b&gt; mee." in html_of(mail)


async def test_wish_3_who_cannot_be_missed_reads_so_in_the_mail_and_its_reminder_and_others_do_not(
    any_house: House,
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    lea, bob = [await house.member(network, f"{name}@voorbeeld.nl") for name in ("lea", "bob")]
    poll_id = poll(house, network, INVITATION={lea, bob}, REMINDER={lea, bob})
    letter, readers = house.owners.polls[poll_id]
    house.owners.polls[poll_id] = (letter.model_copy(update={"needed_ids": [lea]}), readers)

    await house.hear(opened(house, poll_id, network))
    await house.deliver()
    await house.hear(ends_soon(house, poll_id, network))
    await house.deliver()

    needed, words = "Zonder jou gaat het niet door.", "Anderen zien niet wat jij invult."
    told: dict[str, list[tuple[bool, bool]]] = {"lea@voorbeeld.nl": [], "bob@voorbeeld.nl": []}
    for mail in await house.mailbox():
        assert (needed in text_of(mail)) == (needed in html_of(mail))
        told[str(mail["To"])].append((needed in text_of(mail), words in text_of(mail)))
    assert told == {"lea@voorbeeld.nl": [(True, False)] * 2, "bob@voorbeeld.nl": [(False, True), (False, False)]}
