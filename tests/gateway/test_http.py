"""GraphQL over HTTP: which requests are read at all (A-51, A-52), and with which status they are answered."""

import json
from typing import Any

import pytest

from services.gateway.graphql.documents import hash_of
from services.gateway.web.documents import all_documents
from tests.gateway.town import ADDRESS, Visitor, lone_gateway

RESPONSE = "application/graphql-response+json"
ASK = {"query": "{ __typename }"}
ANSWER = {"data": {"__typename": "Query"}}


async def raw(visitor: Visitor, content: bytes | str, **headers: str) -> tuple[int, Any]:
    """POST these bytes; the status and the answer."""
    kind = {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    response = await visitor.client.post("/graphql", content=content, headers=kind)
    return response.status_code, response.json()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
async def test_only_post_asks(gateway: Visitor, method: str) -> None:
    """A-51: no query and no mutation by GET."""
    response = await gateway.client.request(
        method, "/graphql", params={"query": "mutation { signOut(input: {}) { __typename } }"}
    )

    assert response.status_code == 405


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "",
        "application/json; charset=latin-1",
    ],
)
async def test_only_json_is_read(gateway: Visitor, content_type: str) -> None:
    """A-51: a form on another site's page can send all but this (CVE-2024-47082)."""
    response = await gateway.client.post("/graphql", content=json.dumps(ASK), headers={"content-type": content_type})

    assert response.status_code == 415


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"]
)
async def test_json_in_utf_8_is_read(gateway: Visitor, content_type: str) -> None:
    assert await raw(gateway, json.dumps(ASK), content_type=content_type) == (200, ANSWER)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://localhost.evil.example"},
        {"origin": "https://localhost@evil.example"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
    ],
)
async def test_what_another_site_sends_is_refused(gateway: Visitor, headers: dict[str, str]) -> None:
    """A-51, A-59, A-61: and no Access-Control-Allow-Origin invites it."""
    response = await gateway.client.post("/graphql", json=ASK, headers=headers)

    assert response.status_code == 403
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "same-origin", "origin": ADDRESS}, {"sec-fetch-site": "none"}, {"origin": ADDRESS}],
)
async def test_our_own_pages_and_programs_are_answered(gateway: Visitor, headers: dict[str, str]) -> None:
    """A-51: the wall has a door."""
    response = await gateway.client.post("/graphql", json=ASK, headers=headers)

    assert response.json() == ANSWER


async def test_five_megabytes_are_not_read(gateway: Visitor) -> None:
    """A-52."""
    status, told = await raw(gateway, json.dumps({**ASK, "variables": {"x": "a" * 5_000_000}}))

    assert (status, told["status"], told["code"]) == (413, 413, "TOO_MUCH")


async def test_a_body_without_a_length_is_not_read_to_its_end(gateway: Visitor) -> None:
    """A-52: what comes in pieces is counted too."""
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        while True:
            sent += 10_000
            yield b" " * 10_000

    response = await gateway.client.post("/graphql", content=endless(), headers={"content-type": "application/json"})

    assert (response.status_code, response.headers["content-type"]) == (413, "application/problem+json")
    assert sent < 200_000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b'"text"',
        b"5",
        b"null",
        b"\xff\xfe{}",
        b'{"query": "{ __typename }", "variables": {"x": ' + b"[" * 1000 + b"]" * 1000 + b"}}",
        b'{"query": "{ __typename }", "variables": {"x": ' + b"[" * 50_000 + b"]" * 49_000 + b"}}",
        b'{"query": "{ __typename }", "variables": {"x": 1e400}}',
        b'{"query": "{ __typename }", "variables": {"x": -Infinity}}',
        b'{"query": "{ __typename }", "variables": {"x": NaN}}',
        b'{"query": "{ __typename }", "variables": {"x": ' + b"9" * 5000 + b"}}",
        b'{"query": "{ __typename }", "query": "{ viewer { email } }"}',
        b'{"query": "{ __typename }", "variables": {"x": {"a": 1, "a": 2}}}',
        b'{"query": "{ __typename }", "variables": {"x": "a\\u0000b"}}',
        b'{"query": "{ __typename }", "variables": {"x": "\\ud800"}}',
        b'{"query": "{ __typename }", "variables": {"\\udfff": 1}}',
        b'{"query": "{ \\u0000 __typename }"}',
        b"{}",
        b'{"query": ""}',
        b'{"query": null}',
        b'{"query": 5}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "operationName": 5}',
        b'{"query": "{ __typename }", "extensions": []}',
    ],
)
async def test_what_is_no_sound_operation_is_refused_in_words(gateway: Visitor, body: bytes) -> None:
    """A-52: bombs of every kind are a 400, never a 500."""
    status, told = await raw(gateway, body)

    assert status == 400
    assert [error["extensions"]["code"] for error in told["errors"]] == ["BAD_REQUEST"]


async def test_text_beyond_the_basic_plane_is_sound(gateway: Visitor) -> None:
    """A-52: an emoji written as two escapes is one character."""
    body = b'{"query": "{ __typename }", "variables": {"x": "\\ud83d\\ude00"}}'

    assert await raw(gateway, body) == (200, ANSWER)


@pytest.mark.parametrize("huge", [2**31, -(2**40), 10**30])
async def test_numbers_beyond_int_are_refused_as_input(gateway: Visitor, huge: int) -> None:
    """A-52."""
    query = "query N($first: Int) { networks(first: $first) { nodes { id } } }"
    response = await gateway.send({"query": query, "variables": {"first": huge}}, accept=RESPONSE)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (RESPONSE, RESPONSE),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
        (f"{RESPONSE}, application/json;q=0.9", RESPONSE),
        (f"application/json;q=0.5, {RESPONSE};q=0.4", "application/json"),
        (f"{RESPONSE}; charset=utf-8, */*;q=0.1", RESPONSE),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
    ],
)
async def test_the_answer_comes_as_the_client_likes_it(gateway: Visitor, accept: str, answered: str) -> None:
    response = await gateway.send(ASK, accept=accept)

    assert response.json() == ANSWER
    assert response.headers["content-type"] == f"{answered}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", f"{RESPONSE};q=0", "application/json;q=nothing"])
async def test_a_client_that_takes_no_json_is_told_so(gateway: Visitor, accept: str) -> None:
    assert (await gateway.send(ASK, accept=accept)).status_code == 406


@pytest.mark.parametrize(
    ("accept", "query", "status", "has_data"),
    [
        (RESPONSE, "{", 400, False),
        (RESPONSE, "{ nothing }", 400, False),
        (RESPONSE, "query Q($x: Int!) { networks(first: $x) { nodes { id } } }", 400, False),
        (RESPONSE, "{ __typename }", 200, True),
        (RESPONSE, '{ network(slug: "a") { id } }', 200, True),
        (RESPONSE, "{ networks { nodes { id } } }", 200, True),
        ("application/json", "{", 200, False),
        ("application/json", "{ nothing }", 200, False),
        ("application/json", "{ networks { nodes { id } } }", 200, True),
    ],
)
async def test_the_status_says_whether_the_request_could_be_answered(
    gateway: Visitor, accept: str, query: str, status: int, has_data: bool
) -> None:
    """GraphQL over HTTP, 6.4: field errors are not the request's."""
    response = await gateway.send({"query": query}, accept=accept)

    assert response.status_code == status
    assert ("data" in response.json()) == has_data


async def test_an_operation_is_found_by_its_name(gateway: Visitor) -> None:
    named = {"query": "query Mine { __typename }"}

    assert (await gateway.send({**named, "operationName": "Mine"})).json() == ANSWER
    wrong = (await gateway.send({**named, "operationName": "Other"})).json()
    assert wrong["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_subscriptions_are_not_answered_at_once(gateway: Visitor) -> None:
    told = (await gateway.send({"query": 'subscription { networkChanged(slug: "a") { kind } }'})).json()

    assert told["errors"][0]["message"] == "Subscribe over a socket or an event stream."


@pytest.mark.parametrize("shape", ["documentId", "prefixed", "apollo"])
async def test_a_trusted_document_is_asked_by_its_hash(gateway: Visitor, shape: str) -> None:
    ours = next(document for document in all_documents() if document.path == "start/stranger.graphql")
    name = hash_of(ours.text)
    bodies: dict[str, dict[str, Any]] = {
        "documentId": {"documentId": name},
        "prefixed": {"documentId": f"sha256:{name}"},
        "apollo": {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": name}}},
    }

    response = await gateway.send(bodies[shape])

    assert response.status_code == 200
    assert "data" in response.json()


async def test_a_hash_that_nobody_knows_is_refused(gateway: Visitor) -> None:
    assert (await gateway.send({"documentId": hash_of("{ __typename }")})).status_code == 400


async def test_a_text_under_the_hash_of_another_is_refused(gateway: Visitor) -> None:
    ours = all_documents()[0]

    response = await gateway.send({"documentId": hash_of(ours.text), "query": "{ __typename }"})

    assert response.status_code == 400


@pytest.mark.parametrize("document", all_documents(), ids=lambda document: document.path)
async def test_every_document_of_our_pages_stays_within_the_limits(gateway: Visitor, document: Any) -> None:
    """Trusted documents are not weighed; that they could be keeps the pages honest."""
    told = (await gateway.send({"query": document.text})).json()

    assert {error["extensions"]["code"] for error in told.get("errors", ())} <= {
        "UNAVAILABLE",
        "BAD_USER_INPUT",
        "NOT_SIGNED_IN",
    }


async def test_graphql_is_no_page_and_loads_nothing_from_elsewhere(gateway: Visitor, workshop: Visitor) -> None:
    """A-49, A-96: in development the schema tells about itself to any client; we serve no tool, and none from a stranger."""
    for visitor in (gateway, workshop):
        answer = await visitor.client.get("/graphql", headers={"accept": "text/html"})

        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
        assert "https://" not in answer.text
        assert "https://" not in answer.headers["content-security-policy"]
    told = (await workshop.send({"query": "{ __schema { queryType { name } } }"})).json()
    assert told == {"data": {"__schema": {"queryType": {"name": "Query"}}}}


@pytest.mark.parametrize("env", ["production", "demo", "test"])
async def test_only_development_tells_about_the_schema(env: str) -> None:
    """A-49."""
    async with lone_gateway(env=env) as visitor:
        told = (await visitor.send({"query": "{ __schema { queryType { name } } }"})).json()

    assert told["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
