"""How much one request may ask: A-45 to A-50, each refused within 50 ms."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time
from typing import Any

import pytest

from tests.gateway.town import Visitor

DEEP = (
    "{ networks(first: 1) { nodes " + "{ sessions(first: 1) { nodes { network " * 16 + "{ id }" + " } } }" * 16 + " } }"
)


PROMISED = 0.05


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """The CPU seconds this thread spends inside, without those of the garbage collector."""
    seconds = [0.0]
    gc.disable()
    began = thread_time()
    try:
        yield seconds
    finally:
        seconds[0] = thread_time() - began
        gc.enable()


async def refused(visitor: Visitor, query: str, **variables: Any) -> tuple[str, str]:
    """The code and message with which a document is refused, in less than 50 ms of CPU (P15)."""
    await visitor.send({"query": "{ __typename }"})  # what is made once, at the first request, does not count
    with stopwatch() as seconds:
        response = await visitor.send(
            {"query": query, "variables": variables}, accept="application/graphql-response+json"
        )
    assert response.status_code == 400, response.text
    assert seconds[0] < PROMISED
    told = response.json()
    assert "data" not in told
    return told["errors"][0]["extensions"]["code"], told["errors"][0]["message"]


async def test_a_document_fifty_fields_deep_is_refused(gateway: Visitor) -> None:
    """A-45."""
    assert await refused(gateway, DEEP) == ("TOO_MUCH", "A document goes at most 10 fields deep.")


async def test_ten_fields_deep_is_not_too_deep(gateway: Visitor) -> None:
    """A-45: the limit is a limit."""
    deep = (
        "{ networks(first: 1) { edges { node { sessions(first: 1) { edges { node { "
        "agendaPoints { owner { person { id } } } } } } } } } }"
    )

    response = await gateway.send({"query": deep})

    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["UNAVAILABLE"]


async def test_fragments_that_go_round_are_refused(gateway: Visitor) -> None:
    """A-45."""
    code, message = await refused(
        gateway, "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { email } }"
    )

    assert code == "GRAPHQL_VALIDATION_FAILED"
    assert "Cannot spread fragment 'A' within itself" in message


async def test_fragments_that_double_thirty_times_cost_nothing(gateway: Visitor) -> None:
    """A-45: each fragment counts once in a selection, so 2^30 spreads are thirty."""
    doubling = "".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }} " for n in range(30))
    query = "{ ...F0 } " + doubling + "fragment F30 on Query { __typename }"

    response = await gateway.send({"query": query})

    assert response.json() == {"data": {"__typename": "Query"}}


async def test_ten_thousand_fragments_are_refused_while_they_are_read(gateway: Visitor) -> None:
    """A-45."""
    query = "{ __typename } " + "".join(f"fragment F{n} on Query{{a}}" for n in range(3500))

    code, message = await refused(gateway, query)

    assert (code, "more than 1000 tokens" in message) == ("GRAPHQL_PARSE_FAILED", True)


async def test_a_hundred_and_one_aliases_are_refused(gateway: Visitor) -> None:
    """A-46."""
    query = "{ " + " ".join(f"a{n}: __typename" for n in range(101)) + " }"

    assert await refused(gateway, query) == ("TOO_MUCH", "A document holds at most 15 aliases; this one holds 101.")


async def test_fifteen_aliases_are_enough(gateway: Visitor) -> None:
    """A-46: the limit is a limit."""
    response = await gateway.send({"query": "{ " + " ".join(f"a{n}: __typename" for n in range(15)) + " }"})

    assert len(response.json()["data"]) == 15


@pytest.mark.parametrize(
    "query",
    [
        'mutation { a: completeSignIn(input: {code: "1"}) { __typename } b: completeSignIn(input: {code: "2"}) { __typename } }',
        'mutation { requestSignIn(input: {email: "a@b.nl"}) { __typename } signOut(input: {}) { __typename } }',
        "mutation { ...M } fragment M on Mutation { a: signOut(input: {}) { __typename } b: signOut(input: {}) { __typename } }",
    ],
)
async def test_a_document_that_changes_two_things_is_refused(gateway: Visitor, query: str) -> None:
    """A-46: nobody tries a hundred codes in one request."""
    assert await refused(gateway, query) == ("TOO_MUCH", "A document makes one change.")


@pytest.mark.parametrize("length", [0, 1, 10, 1000])
async def test_batches_are_not_enabled(gateway: Visitor, length: int) -> None:
    """A-47."""
    response = await gateway.send([{"query": "{ __typename }"}] * length)

    assert response.status_code == 400
    assert response.json()["errors"][0]["message"].startswith("Batching is not enabled")


async def test_several_operations_in_one_document_are_refused(gateway: Visitor) -> None:
    """A-47: one operation a request."""
    code, message = await refused(gateway, "query A { __typename } query B { __typename }")

    assert (code, message) == ("TOO_MUCH", "A document holds exactly one operation; this one holds 2.")


@pytest.mark.parametrize(
    "query",
    [
        "{ " + "__typename " * 1200 + "}",
        "{ __typename " + "@skip(if: true) " * 250 + "}",
        "{ " + "networks { nodes { id } } " * 200 + "}",
    ],
    ids=["tokens", "directives", "fields"],
)
async def test_more_than_a_thousand_tokens_are_refused_while_they_are_read(gateway: Visitor, query: str) -> None:
    """A-48."""
    code, message = await refused(gateway, query)

    assert code == "GRAPHQL_PARSE_FAILED"
    assert "1000 tokens" in message


@pytest.mark.parametrize(
    "query",
    [
        "{ " + "__typename " * 500 + "}",
        "{ " + "networks(first: 1) { pageInfo { hasNextPage } } " * 60 + "}",
        "{ __typename " + "... { __typename } " * 100 + "}",
    ],
    ids=["plain", "nested", "inline"],
)
async def test_duplicate_fields_are_refused_or_cheap(gateway: Visitor, query: str) -> None:
    """A-48: comparing each with each other would take long; what is spread over fragments is answered once."""
    await gateway.send({"query": "{ __typename }"})
    with stopwatch() as seconds:
        response = await gateway.send({"query": query})

    assert seconds[0] < PROMISED
    assert response.json() in (
        {"data": {"__typename": "Query"}},
        {
            "errors": [
                {
                    "message": "A field stands at most 20 times in one selection.",
                    "extensions": {"code": "TOO_MUCH"},
                }
            ]
        },
    )


async def test_ten_duplicate_directives_are_refused(gateway: Visitor) -> None:
    """A-48."""
    code, message = await refused(gateway, "{ __typename " + "@skip(if: false) " * 10 + "}")

    assert code == "GRAPHQL_VALIDATION_FAILED"
    assert "can only be used once" in message


async def test_a_thousand_comments_are_refused(gateway: Visitor) -> None:
    """A-48: what the parser skips is counted too."""
    code, _ = await refused(gateway, "#\n" * 2000 + "{ __typename }")

    assert code == "GRAPHQL_PARSE_FAILED"


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { types { name } } }",
        '{ __type(name: "Query") { name } }',
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    ],
)
async def test_production_tells_nothing_about_its_schema(gateway: Visitor, query: str) -> None:
    """A-49."""
    code, message = await refused(gateway, query)

    assert code == "GRAPHQL_VALIDATION_FAILED"
    assert "introspection" in message


async def test_production_does_not_guess_what_was_meant(gateway: Visitor) -> None:
    """A-49."""
    code, message = await refused(gateway, "{ viewer { emial } }")

    assert (code, message) == ("GRAPHQL_VALIDATION_FAILED", "Cannot query field 'emial' on type 'Viewer'.")


async def test_production_does_not_guess_about_variables_either(gateway: Visitor) -> None:
    """A-49."""
    query = "mutation M($input: SignOutInput!) { signOut(input: $input) { __typename } }"

    code, message = await refused(gateway, query, input={"everywhre": True})

    assert code == "BAD_USER_INPUT"
    assert "Did you mean" not in message


async def test_development_tells_about_its_schema_and_guesses(workshop: Visitor) -> None:
    """A-49: only there."""
    types = await workshop.ask('{ __schema { queryType { name } } __type(name: "Refusal") { fields { name } } }')
    _, message = await refused(workshop, "{ viewer { emial } }")

    assert types["__schema"] == {"queryType": {"name": "Query"}}
    assert [field["name"] for field in types["__type"]["fields"]] == ["code", "message", "problems", "newer"]
    assert message.endswith("Did you mean 'email'?")


@pytest.mark.parametrize("first", [1_000_000, 101, 0, -1])
async def test_a_page_has_one_to_a_hundred_rows(gateway: Visitor, first: int) -> None:
    """A-50."""
    response = await gateway.send(
        {"query": "query N($first: Int) { networks(first: $first) { nodes { id } } }", "variables": {"first": first}}
    )

    error = response.json()["errors"][0]
    assert error["extensions"]["code"] in {"BAD_USER_INPUT", "TOO_MUCH"}


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ networks(first: 100) { nodes { sessions(first: 100) { nodes { id } } } } }", {}),
        ("query Q($n: Int) { networks(first: $n) { nodes { sessions(first: $n) { nodes { id } } } } }", {"n": 100}),
        ("{ networks(first: 99999999999999999999) { nodes { id } } }", {}),
        (
            "{ networks { ...N } } fragment N on NetworkConnection { nodes { questions(first: 100) { nodes { id } } } }",
            {},
        ),
    ],
    ids=["literal", "variable", "huge", "fragment"],
)
async def test_lists_that_multiply_to_more_than_five_thousand_are_refused(
    gateway: Visitor, query: str, variables: dict[str, int]
) -> None:
    """A-50."""
    code, message = await refused(gateway, query, **variables)

    assert (code, message) == ("TOO_MUCH", "A document asks for at most 5000 objects; ask for shorter pages.")


async def test_short_pages_within_pages_are_answered(gateway: Visitor) -> None:
    """A-50: the limit is a limit."""
    query = "query Q($n: Int) { networks(first: $n) { nodes { sessions(first: $n) { nodes { id } } } } }"

    response = await gateway.send({"query": query, "variables": {"n": 10}})

    assert response.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
