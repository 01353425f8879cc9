"""A page costs the same SQL statements and internal calls in a network of 3 000 members as in one of 3 (issue 3, 11)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.gateway.crowd import ask_to_join, circles, gather, invite
from tests.gateway.gathering import meet, poll
from tests.gateway.town import Town, Visitor, town
from tests.gateway.web.conftest import OWN_PAGE

pytestmark = pytest.mark.asyncio(loop_scope="module")
FEW, MANY = 3, 3_000
PAGES = {
    "network": "/netwerken/{slug}",
    "members": "/netwerken/{slug}/mensen",
    "taking part": "/netwerken/{slug}/meedoen",
    "requests": "/netwerken/{slug}/aanmeldingen",
    "invitations": "/netwerken/{slug}/uitnodigingen",
    "settings": "/netwerken/{slug}/instellingen",
    "search": "/zoeken?q=kring",
    "networks": "/netwerken",
    "today": "/",
    "session": "{session}",
    "who comes": "{session}/wie-komt",
    "poll": "{poll}",
}
ADDRESSES: dict[int, dict[str, str]] = {}
"""What stands in the places of these addresses, by how many members there are; filled with the crowd."""
BALANCE = "perspectives { code minimum present empty count }"
MEMBERS = "members(first: 100, after: $after) { nodes { person { displayName } perspective } pageInfo { hasNextPage endCursor } }"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crowded(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Town, dict[int, Visitor]]]:
    """Two networks, of 3 and of 3 000 members, as many who ask to join and who are invited, and the coordinator of each."""
    directory: Path = tmp_path_factory.mktemp("crowded")
    async with town(directory, requests_per_minute=0) as place:
        few, many, others = crowd = circles([FEW, MANY, MANY])
        await gather(place, crowd)
        for circle in (few, many):
            size = len(circle.people)
            await ask_to_join(place, circle, others.people[:size])
            await invite(place, circle, size)
        visitors = {}
        for circle in (few, many):
            size = len(circle.people)
            visitors[size] = visitor = await place.visitor()
            await place.sign_in_with(circle.people[0].email, visitor)
            made = {"session": await meet(place, circle, visitor), "poll": await poll(place, circle, visitor)}
            ADDRESSES[size] = {"slug": circle.slug, **made}
        yield place, visitors


async def cost(place: Town, visitor: Visitor, address: str) -> tuple[int, int]:
    """Internal calls and statements of a page that was opened before."""
    for _ in range(2):
        place.forget_counts()
        response = await visitor.client.get(address, headers=OWN_PAGE)
        assert response.status_code == 200, (address, response.status_code)
    return place.asking.calls, place.statements


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_costs_the_same_with_three_and_with_three_thousand_members(
    crowded: tuple[Town, dict[int, Visitor]], name: str
) -> None:
    place, visitors = crowded

    costs = {size: await cost(place, visitors[size], PAGES[name].format(**ADDRESSES[size])) for size in (FEW, MANY)}

    assert costs[FEW] == costs[MANY]


async def test_searching_people_costs_no_more_where_there_are_more_to_find(
    crowded: tuple[Town, dict[int, Visitor]],
) -> None:
    """Once enough answer as the words stand, nothing looks inside other words."""
    place, visitors = crowded

    few = await cost(place, visitors[FEW], "/zoeken?q=sanne&soort=PERSON")
    many = await cost(place, visitors[MANY], "/zoeken?q=sanne&soort=PERSON")

    assert few[0] == many[0]
    assert few[1] >= many[1] > 0


@pytest.mark.parametrize("wanted", [BALANCE, MEMBERS], ids=["balance", "members"])
async def test_balance_and_member_list_are_told_in_as_many_statements_for_three_as_for_three_thousand(
    crowded: tuple[Town, dict[int, Visitor]], wanted: str
) -> None:
    place, visitors = crowded
    query = f"query Q($slug: String!, $after: String) {{ network(slug: $slug) {{ id {wanted} }} }}"
    if wanted is BALANCE:
        query = query.replace(", $after: String", "")
    costs = {}

    for number, size in enumerate((FEW, MANY)):
        await visitors[size].ask(query, slug=f"menigte-{number}")
        place.forget_counts()
        await visitors[size].ask(query, slug=f"menigte-{number}")
        costs[size] = place.asking.calls, place.statements

    assert costs[FEW] == costs[MANY]


async def test_a_later_page_of_members_costs_no_more_than_the_second(crowded: tuple[Town, dict[int, Visitor]]) -> None:
    place, visitors = crowded
    query = f'query Q($after: String) {{ network(slug: "menigte-1") {{ id {MEMBERS} }} }}'
    costs, names, after, goes_on = [], 0, None, True

    while goes_on:
        place.forget_counts()
        page = (await visitors[MANY].ask(query, after=after))["network"]["members"]
        after, goes_on = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        costs.append((place.asking.calls, place.statements))
        names += len(page["nodes"])

    assert names == MANY
    assert set(costs[1:]) == {costs[1]}
