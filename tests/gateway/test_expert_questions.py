"""A question to one fellow member, as a program asks and answers it (C058)."""

from services.gateway.graphql.ids import global_id
from shared.api.network.memberships import MembershipView
from tests.gateway.town import Town, Visitor

ASKED = "... on ExpertQuestion { id status text answer viewerMayAnswer asker { displayName } asked { displayName } }"
OWN = (
    '{ network(slug: "kring") { viewerExpertQuestions { id status text viewerMayAnswer } '
    "members(askable: true) { nodes { membershipId viewerMayAsk } } } }"
)
ONE = "query Q($id: ID!) { node(id: $id) { ... on ExpertQuestion { text answer status } } }"


async def settled(place: Town) -> tuple[Visitor, Visitor, Visitor, str]:
    """Lid asks, Daan may be asked, Els takes part too; and Daan's membership."""
    network_id = await place.found("kring")
    for name in ("Lid", "Daan", "Els"):
        await place.join("kring", name)
    lid, daan, els = [await place.signed_in(name) for name in ("Lid", "Daan", "Els")]
    await daan.do(
        "offerExpertise", "... on Participation { membershipId }", networkId=global_id("Network", network_id), themes=[]
    )
    (mine,) = await place.network.ask("GET", "/memberships/mine", list[MembershipView], person_id=place.people["Daan"])
    return lid, daan, els, global_id("Membership", mine.id)


async def test_c058_a_question_is_asked_answered_and_read_by_two(place: Town) -> None:
    lid, daan, els, membership = await settled(place)

    asked = await lid.do("askExpert", ASKED, membershipId=membership, text="Hoe begin je?")
    own = (await daan.ask(OWN))["network"]
    answered = await daan.do("answerExpertQuestion", ASKED, expertQuestionId=asked["id"], text="Klein.")
    read = [(await one.ask(ONE, id=asked["id"]))["node"] for one in (lid, els)]

    assert asked == {
        "__typename": "ExpertQuestion",
        "id": asked["id"],
        "status": "OPEN",
        "text": "Hoe begin je?",
        "answer": None,
        "viewerMayAnswer": False,
        "asker": {"displayName": "Lid"},
        "asked": {"displayName": "Daan"},
    }
    assert own["viewerExpertQuestions"] == [
        {"id": asked["id"], "status": "OPEN", "text": "Hoe begin je?", "viewerMayAnswer": True}
    ]
    assert (await lid.ask(OWN))["network"]["members"]["nodes"] == [{"membershipId": membership, "viewerMayAsk": True}]
    assert own["members"]["nodes"] == [{"membershipId": membership, "viewerMayAsk": False}]
    assert (answered["status"], answered["answer"]) == ("ANSWERED", "Klein.")
    assert read == [{"text": "Hoe begin je?", "answer": "Klein.", "status": "ANSWERED"}, None]


async def test_c058_refusals_of_a_question_say_what_is_wrong(place: Town) -> None:
    lid, daan, els, membership = await settled(place)
    refusal = "... on Refusal { message }"

    empty = await lid.do("askExpert", refusal, membershipId=membership, text=" ")
    phone = await lid.do("askExpert", refusal, membershipId=membership, text="Bel 06-12345678.")
    asked = await lid.do(
        "askExpert", ASKED, membershipId=membership, text="Bel 06-12345678.", contactDetailsMayStand=True
    )
    again = await lid.do("askExpert", refusal, membershipId=membership, text="Nog iets")
    not_els = await els.do("declineExpertQuestion", refusal, expertQuestionId=asked["id"])
    declined = await daan.do("declineExpertQuestion", ASKED, expertQuestionId=asked["id"])
    answer_id = await lid.ask(
        "query Q($id: ID!) { node(id: $id) { ... on ExpertQuestion { answerId } } }", id=asked["id"]
    )
    report = await lid.do("reportContent", refusal, aboutId=answer_id["node"]["answerId"], reason="OTHER")

    assert (empty["code"], empty["problems"][0]["field"]) == ("EXPERT_TEXT_MISSING", "text")
    assert (phone["code"], again["code"], not_els["code"]) == ("CONTACT_DETAILS", "ASKED_ALREADY", "NOT_FOUND")
    assert declined["status"] == "DECLINED"
    assert report["code"] == "NOT_FOUND"
