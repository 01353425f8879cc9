"""Before anything is answered: under which name (A-12), from where and how often (A-11, A-62), and what browsers are told (A-60)."""

from typing import Any

import pytest

from services.gateway.graphql.gates import UNKNOWN, origin
from services.gateway.graphql.limits import CODES_PER_HOUR, SIGN_INS_PER_HOUR
from services.gateway.main import hosts
from shared.settings import Settings
from tests.gateway.town import Town, lone_gateway

ASK = {"query": "{ __typename }"}


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:443", "", "localhost@evil.example"]
)
async def test_another_name_is_not_answered(host: str) -> None:
    """A-12."""
    async with lone_gateway(env="production") as visitor:
        for path in ("/graphql", "/", "/inloggen"):
            assert (await visitor.client.get(path, headers={"host": host})).status_code == 400


async def test_a_forwarded_name_is_not_believed() -> None:
    """A-12: X-Forwarded-Host changes nothing."""
    async with lone_gateway(env="production") as visitor:
        answered = await visitor.client.post("/graphql", json=ASK, headers={"x-forwarded-host": "evil.example"})

    assert answered.status_code == 200
    assert "evil.example" not in str(answered.headers) + answered.text


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"base_url": "https://leerkring.example"}, ["leerkring.example"]),
        ({"base_url": "https://leerkring.example", "trusted_hosts": ("10.0.0.7",)}, ["10.0.0.7", "leerkring.example"]),
        ({}, ["127.0.0.1", "localhost"]),
        ({"host": "0.0.0.0"}, ["0.0.0.0", "127.0.0.1", "localhost"]),  # noqa: S104 -- a setting, not a socket
    ],
)
def test_the_names_are_our_own_and_what_the_operator_adds(settings: dict[str, Any], names: list[str]) -> None:
    """A-12."""
    assert hosts(Settings(env="test", **settings)) == names


@pytest.mark.parametrize(
    ("peer", "forwarded", "hops", "counted"),
    [
        ("192.0.2.1", [], 0, "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.9"], 0, "192.0.2.1"),
        ("10.0.0.1", ["203.0.113.5"], 1, "203.0.113.5"),
        ("10.0.0.1", ["1.1.1.1", "203.0.113.5"], 1, "203.0.113.5"),
        ("10.0.0.1", ["1.1.1.1", "203.0.113.5", "10.0.0.2"], 2, "203.0.113.5"),
        ("10.0.0.1", [], 1, "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.5"], 2, "10.0.0.1"),
        ("10.0.0.1", ["nonsense"], 1, UNKNOWN),
        ("2001:db8:1:2:3:4:5:6", [], 0, "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", [], 0, "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", [], 0, "192.0.2.1"),
        ("", [], 0, UNKNOWN),
    ],
)
def test_only_our_own_proxies_say_where_somebody_comes_from(
    peer: str, forwarded: list[str], hops: int, counted: str
) -> None:
    """A-62: what a stranger writes before them is not believed; of IPv6 the network counts."""
    assert origin(peer, forwarded, hops=hops) == counted


async def test_who_comes_too_often_waits_a_minute() -> None:
    """A-62: 429 with Retry-After; files and health do not count."""
    async with lone_gateway(env="production", requests_per_minute=3) as visitor:
        for _ in range(5):
            await visitor.client.get("/static/leerkring.css")
        answers = [await visitor.client.post("/graphql", json=ASK) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["retry-after"] == "60"
    assert answers[-1].headers["content-type"] == "application/problem+json"
    assert answers[-1].json()["code"] == "TOO_MANY_REQUESTS"


@pytest.mark.parametrize(
    ("language", "heading", "advice"),
    [("nl", "Even wachten", "Wacht een minuut"), ("en", "One moment", "Wait a minute")],
)
async def test_a_person_who_comes_too_often_reads_why_in_their_language(
    language: str, heading: str, advice: str
) -> None:
    """A-62: no JSON for people; the page is as well guarded as every other, and costs no question to anybody."""
    headers = {"accept": "text/html,application/xhtml+xml", "accept-language": language}
    async with lone_gateway(env="production", requests_per_minute=1) as visitor:
        first = await visitor.client.get("/inloggen", headers=headers)
        refused = await visitor.client.get("/inloggen", headers=headers)
        program = await visitor.client.get("/inloggen", headers={"accept": "application/json"})

    assert (first.status_code, refused.status_code, program.status_code) == (200, 429, 429)
    assert refused.headers["retry-after"] == program.headers["retry-after"] == "60"
    assert refused.headers["content-type"] == "text/html; charset=utf-8"
    assert heading in refused.text
    assert advice in refused.text
    assert program.json()["code"] == "TOO_MANY_REQUESTS"
    for name in ("content-security-policy", "cache-control", "x-content-type-options", "strict-transport-security"):
        assert refused.headers[name] == first.headers[name]


async def test_a_spoofed_address_does_not_give_another_turn() -> None:
    """A-62."""
    async with lone_gateway(env="production", requests_per_minute=3) as visitor:
        answers = [
            await visitor.client.post("/graphql", json=ASK, headers={"x-forwarded-for": f"203.0.113.{number}"})
            for number in range(5)
        ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]


async def test_behind_our_proxy_each_visitor_counts_alone() -> None:
    """A-62."""
    async with lone_gateway(env="production", requests_per_minute=1, proxy_hops=1) as visitor:
        answers = [
            await visitor.client.post("/graphql", json=ASK, headers={"x-forwarded-for": address})
            for address in ("203.0.113.1", "203.0.113.2", "9.9.9.9, 203.0.113.1")
        ]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


async def test_after_twenty_mails_an_hour_the_answer_stays_the_same_and_no_mail_goes(place: Town) -> None:
    """A-11: whoever asks for many mails from one address learns nothing from it."""
    visitor = await place.visitor()
    answers = [
        await visitor.do("requestSignIn", "... on SignInStarted { expiresAt }", email=f"lid{number}@voorbeeld.example")
        for number in range(SIGN_INS_PER_HOUR)
    ]
    place.forget_counts()

    one_more = await visitor.do("requestSignIn", "... on SignInStarted { expiresAt }", email="meer@voorbeeld.example")

    assert one_more == answers[-1]
    assert place.asking.calls == 0


async def test_codes_are_not_tried_for_ever_from_one_address(place: Town) -> None:
    """A-09: beside the five tries each sign-in has in its owner's rows."""
    visitor = await place.visitor()
    await visitor.do("requestSignIn", "", email="lid@voorbeeld.example")
    for _ in range(CODES_PER_HOUR):
        place.app.state.gateway.gates.lets_code()
    for _ in range(CODES_PER_HOUR):
        done = await visitor.do("completeSignIn", "", code="000000")
    place.forget_counts()

    done = await visitor.do("completeSignIn", "", code="000000")

    assert done["code"] == "TOO_MANY_TRIES"
    assert place.asking.calls == 0


async def test_answers_of_graphql_are_for_nobody_else() -> None:
    """A-60: not kept, not framed, not guessed at."""
    async with lone_gateway(env="production") as visitor:
        headers = (await visitor.client.post("/graphql", json=ASK)).headers

    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/.git/config", "/together", "/graphql/"])
async def test_nothing_else_stands_open(path: str) -> None:
    """A-96."""
    async with lone_gateway(env="production") as visitor:
        assert (await visitor.client.get(path)).status_code in {404, 307, 405}
        assert (await visitor.client.post(path, json=[])).status_code in {403, 404, 307, 405}
