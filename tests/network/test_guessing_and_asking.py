"""What somebody with bad intentions gets out of the sign-in form: nothing (RELIABILITY A-09 … A-11, A-13, A-66 … A-69, A-85)."""

import asyncio
from uuid import uuid4

import pytest

from services.network.handlers import when_a_quarter_has_passed
from services.network.people.domain.accounts import NotAnAddress, address_of
from services.network.people.domain.secrecy import Purpose, hashed
from shared.api.network.people import RequestSignIn, SignInStarted
from shared.bus.clock import Period
from shared.errors import Invalid, NotFound
from shared.events.network import SignInRequested
from tests.network.steps import (
    BROWSER,
    OTHER_BROWSER,
    ask_to_sign_in,
    complete,
    complete_refused,
    mint,
    mint_refused,
    resolve,
    sign_in,
    stored,
    with_code,
    with_link,
)
from tests.workplace import Workplace

SANNE = "sanne@voorbeeld.example"


def another(code: str) -> str:
    """A code that is not this one."""
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_a09_after_five_wrong_codes_not_even_the_right_one_or_the_link_counts(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    wrong = with_code(started, another(secret.code))

    answers = [await complete_refused(place, wrong) for _ in range(5)]

    assert answers == ["WRONG_CODE"] * 4 + ["TRIES_USED_UP"]
    assert await complete_refused(place, with_code(started, secret.code)) == "TRIES_USED_UP"
    assert await complete_refused(place, with_link(secret.token)) == "TRIES_USED_UP"
    assert (await mint_refused(place, started)).code == "SIGN_IN_OVER"


async def test_a09_the_fifth_try_may_still_be_the_right_one(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    for _ in range(4):
        await complete_refused(place, with_code(started, another(secret.code)))

    opened = await complete(place, with_code(started, secret.code))

    assert (await resolve(place, opened.token)).person_id == opened.person_id


async def test_a09_a_new_mail_gives_no_new_tries(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    for _ in range(4):
        secret = await mint(place, started)
        await complete_refused(place, with_code(started, another(secret.code)))
    secret = await mint(place, started)

    assert await complete_refused(place, with_code(started, another(secret.code))) == "TRIES_USED_UP"


async def test_a09_guesses_at_the_same_moment_get_no_more_than_five_tries(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    wrong = with_code(started, another(secret.code))

    answers = await asyncio.gather(*(complete_refused(place, wrong) for _ in range(8)))

    assert sorted(answers) == ["TRIES_USED_UP"] * 4 + ["WRONG_CODE"] * 4
    assert [row.attempts for row in await stored(place, "sign_in")] == [5]


async def test_a09_a_stranger_cannot_use_up_the_tries_of_somebody_else(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)

    strange = [await complete_refused(place, with_code(started, secret.code, browser=OTHER_BROWSER)) for _ in range(6)]

    assert strange == ["WRONG_CODE"] * 6
    assert (await complete(place, with_code(started, secret.code))).expires_at > place.clock.now()


async def test_a09_a_stranger_who_asks_for_a_code_does_not_take_the_one_that_somebody_holds(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)

    strange = [await ask_to_sign_in(place, SANNE, browser=OTHER_BROWSER) for _ in range(4)]
    guesses = [
        await complete_refused(place, with_code(one, another(secret.code), browser=OTHER_BROWSER))
        for one in strange
        for _ in range(6)
    ]

    assert len(await place.announced()) == 3
    assert set(guesses) == {"WRONG_CODE", "TRIES_USED_UP", "SIGN_IN_OVER"}
    assert (await complete(place, with_code(started, secret.code))).expires_at > place.clock.now()


async def test_a04_two_codes_that_count_are_each_good_for_once_and_for_their_own_browser(place: Workplace) -> None:
    here, there = await ask_to_sign_in(place, SANNE), await ask_to_sign_in(place, SANNE, browser=OTHER_BROWSER)
    of_here, of_there = await mint(place, here), await mint(place, there)

    crossed = await complete_refused(place, with_code(here, of_there.code))
    opened = [
        await complete(place, with_code(here, of_here.code)),
        await complete(place, with_code(there, of_there.code, browser=OTHER_BROWSER)),
    ]

    assert (crossed, opened[0].person_id) == ("WRONG_CODE", opened[1].person_id)
    assert await complete_refused(place, with_code(here, of_here.code)) == "SIGN_IN_OVER"


async def test_a16_the_code_of_an_attacker_does_not_work_in_the_browser_of_a_victim(place: Workplace) -> None:
    attack = await ask_to_sign_in(place, "aanvaller@voorbeeld.example", browser=OTHER_BROWSER)
    secret = await mint(place, attack)

    assert await complete_refused(place, with_code(attack, secret.code, browser=BROWSER)) == "WRONG_CODE"
    assert await complete_refused(place, with_link(secret.token, browser=BROWSER)) == "OTHER_BROWSER"
    assert await stored(place, "auth_session") == []


async def test_what_is_no_code_at_all_costs_no_try(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    await mint(place, started)

    for typed in ("", "12345", "1234567", "abcdef", "12345\0", "１２３"):
        assert await complete_refused(place, with_code(started, typed)) == "WRONG_CODE"

    assert [row.attempts for row in await stored(place, "sign_in")] == [0]


async def test_a10_a_known_and_an_unknown_address_get_the_same_answer_for_the_same_work(place: Workplace) -> None:
    await sign_in(place, "bekend@voorbeeld.example")
    work = []
    answers = []

    for address in ("bekend@voorbeeld.example", "vreemd@voorbeeld.example"):
        place.clock.forward(minutes=20)
        place.statements.clear()
        started = await ask_to_sign_in(place, address)
        work.append(list(place.statements))
        answers.append((started.expires_at - place.clock.now(), sorted(started.model_dump())))

    assert work[0] == work[1]
    assert answers[0] == answers[1]


async def test_a11_after_three_mails_in_a_quarter_of_an_hour_the_answer_is_the_same_and_no_mail_goes(
    place: Workplace,
) -> None:
    started = [await ask_to_sign_in(place, SANNE) for _ in range(5)]

    announced = await place.announced()
    assert [type(event) for event in announced] == [SignInRequested] * 3
    assert [event.subject_id for event in announced] == [one.sign_in_id for one in started[:3]]
    assert {one.expires_at for one in started} == {started[0].expires_at}
    assert (await mint_refused(place, started[4])).code == "SIGN_IN_OVER"


async def test_a11_a_silent_request_takes_codes_like_any_other_and_none_is_right(place: Workplace) -> None:
    started = [await ask_to_sign_in(place, SANNE) for _ in range(4)]

    answers = [await complete_refused(place, with_code(started[3], f"{number:06}")) for number in range(5)]

    assert answers == ["WRONG_CODE"] * 4 + ["TRIES_USED_UP"]


async def test_a11_a_silent_request_leaves_the_last_mail_alone(place: Workplace) -> None:
    started = [await ask_to_sign_in(place, SANNE) for _ in range(4)]
    secret = await mint(place, started[2])

    opened = await complete(place, with_code(started[2], secret.code))

    assert (await resolve(place, opened.token)).person_id == opened.person_id


async def test_a11_the_quarter_slides_and_other_addresses_are_free(place: Workplace) -> None:
    for _ in range(3):
        await ask_to_sign_in(place, SANNE)
    await ask_to_sign_in(place, "daan@voorbeeld.example")
    place.clock.forward(minutes=15)

    await ask_to_sign_in(place, " SANNE@voorbeeld.example")

    assert len(await place.announced()) == 5


async def test_a11_many_at_the_same_moment_send_three_mails(place: Workplace) -> None:
    await asyncio.gather(*(ask_to_sign_in(place, SANNE) for _ in range(8)))

    assert len(await place.announced()) == 3


async def test_minting_again_replaces_the_secret_of_a_mail_that_was_deferred(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    first = await mint(place, started)
    second = await mint(place, started)

    assert await complete_refused(place, with_link(first.token)) == "SIGN_IN_OVER"
    assert (second.address, second.language, second.expires_at) == (SANNE, "nl", started.expires_at)
    assert (await complete(place, with_link(second.token))).expires_at > place.clock.now()


async def test_a_used_request_is_not_minted_again(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    await complete(place, with_link(secret.token))

    refusal = await mint_refused(place, started)

    assert (refusal.status, refusal.code) == (409, "SIGN_IN_OVER")


async def test_a_request_that_never_was_is_not_minted(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    unknown = SignInStarted(sign_in_id=uuid4(), expires_at=started.expires_at)

    assert isinstance(await mint_refused(place, unknown), NotFound)


async def test_the_address_is_forgotten_when_the_request_is_done(place: Workplace) -> None:
    await sign_in(place, SANNE)

    assert [row.address for row in await stored(place, "sign_in")] == [None]


async def test_requests_are_removed_a_quarter_after_they_were_made_and_not_before(place: Workplace) -> None:
    await ask_to_sign_in(place, SANNE)
    period = Period("now", place.clock.now())

    await when_a_quarter_has_passed(place.door, period)
    kept = await stored(place, "sign_in")
    place.clock.forward(minutes=15)
    await when_a_quarter_has_passed(place.door, period)

    assert len(kept) == 1
    assert await stored(place, "sign_in") == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Sanne@Voorbeeld.Example", "sanne@voorbeeld.example"),
        ("  sanne@voorbeeld.example\t", "sanne@voorbeeld.example"),
        ("sanne+kring@voorbeeld.example", "sanne+kring@voorbeeld.example"),
        ("sanne@bücher.nl", "sanne@xn--bcher-kva.nl"),
        ("sanne@аpple.com", "sanne@xn--pple-43d.com"),
    ],
)
def test_a68_an_address_has_one_way_to_be_written_and_shows_look_alikes(typed: str, kept: str) -> None:
    assert address_of(typed) == kept
    assert address_of(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "a@x.nl,b@y.nl",
        "a@x.nl b@y.nl",
        "a@x.nl;b@y.nl",
        '"a b"@x.nl',
        "a(comment)@x.nl",
        "Sanne <a@x.nl>",
        "alice@ok)bob@evil.nl",
        "a@[127.0.0.1]",
        "a@localhost",
        "é@x.nl",
        "a@x..nl",
        "a@" + "x" * 64 + ".nl",
        "a" * 65 + "@x.nl",
        "a@x.nl\r\nBcc: b@y.nl",
        "a@x.nl\nRCPT TO:<b@y.nl>",
        "a\0@x.nl",
        "=?utf-8?q?a=0D=0ABcc?=@x.nl ",
    ],
)
def test_a68_a67_a66_a69_what_is_not_one_plain_address_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        address_of(typed)


async def test_a66_a_refused_address_is_told_at_its_field_and_leaves_nothing_behind(place: Workplace) -> None:
    body = RequestSignIn(email="a@x.nl\r\nBcc: b@y.nl", browser=BROWSER)

    refusal = await place.refusal("POST", "/sign-ins", body=body)

    assert (refusal.code, [problem.field for problem in refusal.problems]) == ("NOT_AN_ADDRESS", ["email"])
    assert await stored(place, "sign_in") == []


async def test_a68_more_than_an_address_can_be_is_refused_unread(sqlite_place: Workplace) -> None:
    sqlite_place.statements.clear()
    body = RequestSignIn.model_construct(email="a" * 320 + "@x.nl", browser=BROWSER, language="nl")

    assert isinstance(await sqlite_place.refusal("POST", "/sign-ins", body=body), Invalid)
    assert sqlite_place.statements == []


async def test_a85_no_event_holds_an_address_or_a_secret(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    opened = await complete(place, with_link(secret.token))

    told = repr(await stored(place, "outbox"))
    for word in ("sanne", "voorbeeld", secret.token, opened.token, hashed(Purpose.LINK, secret.token).hex()):
        assert word not in told
