"""Programs that act for somebody with a token: what they may read and change, and that revoking counts at once (A-07, A-15)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
)

from services.gateway.graphql.programs import IN_BROWSERS_ONLY
from services.gateway.graphql.schema import SCHEMA
from tests.gateway.town import Town, Visitor

ME = "{ viewer { email } }"
VALUES = {"Date": "2027-01-14", "Time": "13:30:00", "Int": 1, "Boolean": True, "Float": 1.0}
ABOUT_SIGNING_IN = ("SignIn", "signOut", "Passkey", "MachineToken", "EmailChange", "changeEmail", "OutsideIdentity")


async def make(visitor: Visitor, scope: str = "READ", days: int = 30) -> str:
    """Make a token in a browser."""
    done = await visitor.do(
        "makeMachineToken", "... on MachineTokenMade { token }", name="Kalender", scope=scope, days=days
    )
    return str(done["token"])


async def program(place: Town, token: str) -> Visitor:
    """A program with a token and no cookies."""
    return await place.visitor(authorization=f"Bearer {token}")


def some(kind: Any) -> Any:
    """Something of an input type, so that a mutation is understood and asked to be made."""
    if isinstance(kind, GraphQLNonNull):
        return some(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [some(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: some(field.type)
            for name, field in kind.fields.items()
            if isinstance(field.type, GraphQLNonNull) and name != "clientMutationId"
        }
    if kind.name == "DateTime":
        return datetime(2027, 1, 14, tzinfo=UTC).isoformat()
    return VALUES.get(kind.name, "een tekst")


def mutations() -> list[str]:
    """Every mutation there is."""
    assert isinstance(SCHEMA.mutation_type, GraphQLObjectType)
    return sorted(SCHEMA.mutation_type.fields)


async def code_of(visitor: Visitor, mutation: str) -> str:
    """Ask for a mutation with something of everything it needs; the code of the refusal."""
    assert isinstance(SCHEMA.mutation_type, GraphQLObjectType)
    needs = SCHEMA.mutation_type.fields[mutation].args["input"].type
    query = f"mutation M($input: {needs}) {{ {mutation}(input: $input) {{ ... on Refusal {{ code }} }} }}"
    told = await visitor.told(query, input=some(needs))
    assert "errors" not in told, (mutation, told)
    return str((told["data"][mutation] or {}).get("code"))


async def test_a_program_reads_as_the_person_who_made_its_token(place: Town) -> None:
    sam = await place.signed_in("Sam")

    reads = await program(place, await make(sam))

    assert await reads.ask(ME) == {"viewer": {"email": "sam@voorbeeld.example"}}
    assert "__Host-session" not in reads.client.cookies


async def test_a_token_to_read_changes_nothing_whatever_is_asked(place: Town) -> None:
    reads = await program(place, await make(await place.signed_in("Sam")))

    codes = {mutation: await code_of(reads, mutation) for mutation in mutations()}

    assert codes == {
        mutation: "BROWSER_NEEDED" if mutation in IN_BROWSERS_ONLY else "TOKEN_ONLY_READS" for mutation in mutations()
    }


async def test_a_token_to_write_changes_what_its_owner_may_change_and_nothing_about_signing_in(place: Town) -> None:
    writes = await program(place, await make(await place.signed_in("Sam"), "READ_WRITE"))

    done = await writes.do("changeMe", "... on Viewer { person { displayName } }", displayName="Sam de bouwer")
    refused = {mutation: await code_of(writes, mutation) for mutation in sorted(IN_BROWSERS_ONLY)}

    assert done["person"]["displayName"] == "Sam de bouwer"
    assert set(refused.values()) == {"BROWSER_NEEDED"}


def test_every_mutation_about_signing_in_needs_a_browser() -> None:
    about = {name for name in mutations() if any(word in name for word in ABOUT_SIGNING_IN)}

    assert about - IN_BROWSERS_ONLY == set()
    assert IN_BROWSERS_ONLY - set(mutations()) == set()


async def test_a15_a_token_that_was_revoked_is_refused_with_the_next_request(place: Town) -> None:
    sam = await place.signed_in("Sam")
    reads = await program(place, await make(sam))
    await reads.ask(ME)
    (token,) = (await sam.ask("{ viewer { machineTokens { id name scope } } }"))["viewer"]["machineTokens"]

    await sam.do("revokeMachineToken", "", machineTokenId=token["id"])
    response = await reads.send({"query": ME})

    assert (token["name"], token["scope"]) == ("Kalender", "READ")
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_SIGNED_IN"


async def test_a_token_is_forgotten_when_it_expires_also_by_who_remembered_it(place: Town) -> None:
    reads = await program(place, await make(await place.signed_in("Sam"), days=1))
    await reads.ask(ME)
    place.clock.forward(days=1)

    assert (await reads.send({"query": ME})).status_code == 401


@pytest.mark.parametrize("token", ["", "kort", "leerkring_" + "x" * 43, "y" * 201])
async def test_a08_what_is_no_token_is_nobody_and_no_stranger_either(place: Town, token: str) -> None:
    visitor = await program(place, token)

    assert (await visitor.send({"query": ME})).status_code == 401


async def test_a07_the_secret_of_a_session_is_no_token(place: Town) -> None:
    sam = await place.signed_in("Sam")

    visitor = await program(place, sam.client.cookies["__Host-session"])

    assert (await visitor.send({"query": ME})).status_code == 401


async def test_a_token_beside_a_cookie_decides_and_the_cookie_does_not(place: Town) -> None:
    sam, kim = await place.signed_in("Sam"), await place.signed_in("Kim")
    token = await make(sam)

    response = await kim.send({"query": ME}, authorization=f"Bearer {token}")

    assert response.json()["data"] == {"viewer": {"email": "sam@voorbeeld.example"}}


async def test_a_token_opens_no_page(place: Town) -> None:
    reads = await program(place, await make(await place.signed_in("Sam")))

    response = await reads.client.get("/ik", headers={"accept": "text/html"})

    assert (response.status_code, response.headers["location"]) == (303, "/inloggen?terug=/ik")
