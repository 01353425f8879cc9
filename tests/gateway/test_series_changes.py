"""Sessions over GraphQL: changing them together, drafts, the points they start with, and their documents."""

from typing import Any

import pytest

from services.gateway.graphql.ids import global_id
from tests.gateway.test_changing import RULE
from tests.gateway.town import Town, Visitor


@pytest.fixture
async def kring(place: Town) -> str:
    """A network with a coordinator (Anna), a member (Lid) and a young person (Sem); its global id."""
    network_id = await place.found("kring")
    await place.join("kring", "Anna", role="COORDINATOR")
    await place.join("kring", "Lid")
    await place.join("kring", "Sem", perspective="YOUNG_PERSON")
    return global_id("Network", network_id)


async def year(anna: Visitor, network_id: str, **given: Any) -> dict[str, Any]:
    """A year that Anna planned."""
    selection = "... on Series { id sessions { id version status } }"
    made: dict[str, Any] = await anna.do("planSeries", selection, networkId=network_id, rule=RULE, **given)
    return made


SESSION = "query S($id: ID!) { session(id: $id) { %s } }"


async def test_a_year_changes_together_after_a_look_and_goes_back(place: Town, kring: str) -> None:
    anna = await place.signed_in("Anna")
    planned = await year(anna, kring)
    first = planned["sessions"][0]
    wanted = {"sessionId": first["id"], "scope": "ALL", "changes": {"starts": "14:00", "type": "CO_DESIGN"}}

    seen = await anna.do(
        "previewChange",
        "... on ChangePreview { members sessions { startsAt stays problems isTold reasons { kind } session { id } } }",
        **wanted,
    )
    changed = await anna.do(
        "changeSessions",
        "... on SessionsChanged { changeId sessions { id startsAt type sequence } }",
        version=first["version"],
        **wanted,
    )
    fresh = await anna.ask('{ network(slug: "kring") { freshChanges { id kind sessions } } }')
    back = await anna.do(
        "undoChange", "... on SessionsChanged { changeId sessions { startsAt } }", changeId=changed["changeId"]
    )

    assert seen["members"] == 3
    assert [one["startsAt"][:16] for one in seen["sessions"]][:2] == ["2027-01-14T13:00", "2027-03-11T13:00"]
    assert {one["type"] for one in changed["sessions"]} == {"CO_DESIGN"}
    assert fresh["network"]["freshChanges"] == [{"id": changed["changeId"], "kind": "CHANGED", "sessions": 6}]
    assert (back["changeId"], back["sessions"][0]["startsAt"][:16]) == (None, "2027-01-14T12:30")


async def test_drafts_are_confirmed_and_thrown_away(place: Town, kring: str) -> None:
    anna, lid = await place.signed_in("Anna"), await place.signed_in("Lid")
    planned = await year(anna, kring, asDraft=True, link="https://video.example/kring")
    first, *others = [one["id"] for one in planned["sessions"]]

    hidden = await lid.ask(SESSION % "id", id=first)
    await anna.do("confirmDrafts", "... on SessionsChanged { changeId }", sessionIds=[first])
    gone = await anna.do("discardDrafts", "... on DraftsDiscarded { networkId }", sessionIds=others)

    assert {one["status"] for one in planned["sessions"]} == {"DRAFT"}
    assert hidden == {"session": None}
    assert gone["networkId"] == kring
    stranger = await place.visitor()
    told = [(await who.ask(SESSION % "status link isOnline", id=first))["session"] for who in (anna, lid, stranger)]
    assert told == [
        {"status": "CONFIRMED", "link": "https://video.example/kring", "isOnline": True},
        {"status": "CONFIRMED", "link": None, "isOnline": True},
        {"status": "CONFIRMED", "link": None, "isOnline": False},
    ]


async def test_br_043_a_meeting_beforehand_stands_beside_its_session_for_its_own_perspective(
    place: Town, kring: str
) -> None:
    anna = await place.signed_in("Anna")
    first = (await year(anna, kring))["sessions"][0]["id"]
    meeting = await anna.do(
        "planSession",
        "... on Session { id type perspective mainSession { id } }",
        networkId=kring,
        on="2027-01-07",
        starts="16:00",
        ends="17:00",
        type="PRE_MEETING",
        perspective="YOUNG_PERSON",
        forSessionId=first,
    )
    await anna.do("confirmDrafts", "... on SessionsChanged { changeId }", sessionIds=[meeting["id"]])

    beside = {
        name: (await (await place.signed_in(name)).ask(SESSION % "preMeetings { id }", id=first))["session"]
        for name in ("Anna", "Lid", "Sem")
    }
    stranger = await (await place.visitor()).ask(SESSION % "preMeetings { id }", id=first)

    assert (meeting["perspective"], meeting["mainSession"]) == ("YOUNG_PERSON", {"id": first})
    here = {"preMeetings": [{"id": meeting["id"]}]}
    assert beside == {"Anna": here, "Lid": {"preMeetings": []}, "Sem": here}
    assert stranger == {"session": {"preMeetings": None}}


async def test_the_points_of_a_series_are_written_once(place: Town, kring: str) -> None:
    anna, lid = await place.signed_in("Anna"), await place.signed_in("Lid")
    planned = await year(anna, kring)
    points = [{"title": "Inchecken", "purpose": "EXPLORE", "minutes": 15}]

    made = await anna.do(
        "setTemplateAgenda",
        "... on TemplateAgenda { sessions points { title minutes } network { slug } }",
        seriesId=planned["id"],
        points=points,
    )
    asked = "query T($id: ID!) { templateAgenda(seriesId: $id) { minutes points { title } } }"

    assert (made["sessions"], made["points"]) == (6, [{"title": "Inchecken", "minutes": 15}])
    assert made["network"] == {"slug": "kring"}
    assert await anna.ask(asked, id=planned["id"]) == {
        "templateAgenda": {"minutes": 150, "points": [{"title": "Inchecken"}]}
    }
    assert await lid.ask(asked, id=planned["id"]) == {"templateAgenda": None}


async def test_a_document_is_added_shown_and_taken_away(place: Town, kring: str) -> None:
    anna, lid = await place.signed_in("Anna"), await place.signed_in("Lid")
    first = (await year(anna, kring))["sessions"][0]["id"]
    made = await lid.do(
        "addDocument",
        "... on SessionDocument { id title addedBy { person { displayName } } viewerMayRemove }",
        sessionId=first,
        title="Verslag",
        url="https://documenten.example/verslag.pdf",
    )

    shown = await anna.ask(SESSION % "documents { title url viewerMayRemove } viewerMayAddDocument", id=first)
    hidden = await (await place.visitor()).ask(SESSION % "documents { title } viewerMayAddDocument", id=first)
    gone = await lid.do("removeDocument", "... on DocumentRemoved { sessionId }", documentId=made["id"])

    assert made["addedBy"] == {"person": {"displayName": "Lid"}}
    assert shown["session"] == {
        "documents": [{"title": "Verslag", "url": "https://documenten.example/verslag.pdf", "viewerMayRemove": True}],
        "viewerMayAddDocument": True,
    }
    assert hidden["session"] == {"documents": None, "viewerMayAddDocument": False}
    assert gone["sessionId"] == first


async def test_what_a_session_page_does_not_ask_for_is_not_looked_up(place: Town, kring: str) -> None:
    anna = await place.signed_in("Anna")
    first = (await year(anna, kring))["sessions"][0]["id"]
    counted = []
    for selection in ("link type", "link type documents { title } preMeetings { id }"):
        await anna.ask(SESSION % selection, id=first)
        place.forget_counts()
        await anna.ask(SESSION % selection, id=first)
        counted.append(place.asking.calls)

    assert counted == [1, 2]  # what is asked more is asked together
