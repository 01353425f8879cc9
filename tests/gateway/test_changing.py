"""What can be changed, and how a change that cannot be made is answered."""

from typing import Any

import pytest

from services.gateway.graphql.ids import global_id
from shared.events.agenda.questions import QuestionOpened, QuestionProposed
from tests.gateway.town import Town

PROPOSAL = {
    "title": "Wat helpt een kind om thuis te blijven wonen?",
    "why": "Te veel kinderen verhuizen vaak.",
    "whoNotices": "Kinderen en hun ouders.",
    "origin": "Gesprek in de regio Noord.",
    "theme": "SAMENWERKEN",
}
RULE = {
    "everyMonths": 2,
    "nth": 2,
    "weekday": 3,
    "starts": "13:30",
    "ends": "16:00",
    "fromOn": "2027-01-01",
    "untilOn": "2027-12-31",
}


@pytest.fixture
async def kring(place: Town) -> str:
    """A network with a coordinator (Anna) and a member (Lid); its global id."""
    network_id = await place.found("kring")
    await place.join("kring", "Anna", role="COORDINATOR")
    await place.join("kring", "Lid")
    return global_id("Network", network_id)


async def test_a_coordinator_plans_a_year_and_sees_it_first(place: Town, kring: str) -> None:
    """Foundation 4: the six dates of 2027, with Amsterdam's clock change in between."""
    visitor = await place.signed_in("Anna")

    preview = await visitor.do(
        "planYear",
        "... on YearPlan { members dates { number startsAt verdict } }",
        networkId=kring,
        rule=RULE,
    )
    planned = await visitor.do(
        "planSeries",
        "... on Series { id sessions { startsAt place status network { slug } } }",
        networkId=kring,
        rule=RULE,
        place="Utrecht",
        without=["2027-07-08"],
    )

    assert preview["members"] == 2
    assert [session["startsAt"] for session in preview["dates"]] == [
        "2027-01-14T12:30:00+00:00",
        "2027-03-11T12:30:00+00:00",
        "2027-05-13T11:30:00+00:00",
        "2027-07-08T11:30:00+00:00",
        "2027-09-09T11:30:00+00:00",
        "2027-11-11T12:30:00+00:00",
    ]
    assert len(planned["sessions"]) == 5
    assert planned["sessions"][0] == {
        "startsAt": "2027-01-14T12:30:00+00:00",
        "place": "Utrecht",
        "status": "CONFIRMED",
        "network": {"slug": "kring"},
    }


async def test_a_member_puts_a_point_on_the_agenda_and_takes_it_off(place: Town, kring: str) -> None:
    visitor = await place.signed_in("Lid")
    anna = await place.signed_in("Anna")
    planned = await anna.do("planSeries", "... on Series { sessions { id } }", networkId=kring, rule=RULE)
    session = planned["sessions"][0]["id"]

    added = await visitor.do(
        "addAgendaPoint",
        "... on AgendaPoint { id title purpose minutes viewerMayRemove version owner { person { displayName } } }",
        sessionId=session,
        title="Wonen",
        purpose="EXPLORE",
        minutes=20,
    )
    removed = await visitor.do(
        "removeAgendaPoint",
        "... on AgendaPointRemoved { session { id agendaPoints { id } minutesPlanned } }",
        agendaPointId=added["id"],
        version=added["version"],
    )

    assert added["owner"] == {"person": {"displayName": "Lid"}}
    assert (added["title"], added["purpose"], added["minutes"], added["viewerMayRemove"]) == (
        "Wonen",
        "EXPLORE",
        20,
        True,
    )
    assert removed["session"] == {"id": session, "agendaPoints": [], "minutesPlanned": 0}


async def test_a_question_is_proposed_by_a_member_and_opened_by_a_coordinator(place: Town, kring: str) -> None:
    member, coordinator = await place.signed_in("Lid"), await place.signed_in("Anna")

    proposed = await member.do(
        "proposeQuestion",
        "... on Question { id status version theme track viewerMayOpen proposedBy { person { displayName } } }",
        networkId=kring,
        **PROPOSAL,
    )
    opened = await coordinator.do(
        "openQuestion",
        "... on Question { id status network { slug } }",
        questionId=proposed["id"],
        version=proposed["version"],
    )

    assert proposed["proposedBy"] == {"person": {"displayName": "Lid"}}
    assert (proposed["status"], proposed["theme"], proposed["track"], proposed["viewerMayOpen"]) == (
        "PROPOSED",
        "SAMENWERKEN",
        "RESEARCH",
        False,
    )
    assert opened == {
        "__typename": "Question",
        "id": proposed["id"],
        "status": "ON_AGENDA",
        "network": {"slug": "kring"},
    }
    assert {type(event) for event in await place.agenda.announced()} == {QuestionProposed, QuestionOpened}


async def test_everything_that_is_missing_is_named_at_once_under_the_names_of_the_input(
    place: Town, kring: str
) -> None:
    """BR-001: a form shows each problem at its field."""
    visitor = await place.signed_in("Lid")

    done = await visitor.do("proposeQuestion", "... on Question { id }", networkId=kring)

    assert {problem["field"] for problem in done["problems"]} == {"title", "why", "whoNotices", "origin", "theme"}
    assert done["code"] == "QUESTION_INCOMPLETE"


@pytest.mark.parametrize(
    ("mutation", "input_", "field"),
    [
        ("proposeQuestion", {**PROPOSAL, "title": "a" * 5000}, "title"),
        ("planYear", {"rule": {**RULE, "everyMonths": 13}}, "rule.everyMonths"),
        ("planYear", {"rule": {**RULE, "weekday": 9}}, "rule.weekday"),
        ("planSeries", {"rule": RULE, "place": "a" * 500}, "place"),
    ],
)
async def test_what_does_not_fit_is_a_problem_at_its_field(
    place: Town, kring: str, mutation: str, input_: dict[str, Any], field: str
) -> None:
    visitor = await place.signed_in("Anna")
    place.forget_counts()

    done = await visitor.do(mutation, "", networkId=kring, **input_)

    assert (done["__typename"], done["code"]) == ("Refusal", "INVALID")
    assert [problem["field"] for problem in done["problems"]] == [field]


async def test_who_saw_an_older_version_is_shown_the_newer_one(place: Town, kring: str) -> None:
    """DESIGN 3: STALE_VERSION, with the newer text."""
    visitor = await place.signed_in("Anna")
    proposed = await visitor.do("proposeQuestion", "... on Question { id version }", networkId=kring, **PROPOSAL)
    await visitor.do("openQuestion", "", questionId=proposed["id"], version=proposed["version"])

    told = await visitor.ask(
        """mutation W($input: WithdrawQuestionInput!) { withdrawQuestion(input: $input) { ... on Refusal {
        code newer { id ... on Question { status title network { slug } } } } } }""",
        input={"questionId": proposed["id"], "version": 99},
    )

    assert told["withdrawQuestion"] == {
        "code": "STALE_VERSION",
        "newer": {
            "id": proposed["id"],
            "status": "ON_AGENDA",
            "title": PROPOSAL["title"],
            "network": {"slug": "kring"},
        },
    }


async def test_the_same_key_and_input_change_something_once(place: Town, kring: str) -> None:
    """A-44, F-22: a retry gives the first answer."""
    visitor = await place.signed_in("Lid")
    asked = {"networkId": kring, **PROPOSAL, "clientMutationId": "form-1"}

    first = await visitor.do("proposeQuestion", "... on Question { id }", **asked)
    again = await visitor.do("proposeQuestion", "... on Question { id }", **asked)

    assert first == again
    assert len(await place.agenda.announced()) == 1


async def test_the_same_key_with_other_input_is_refused(place: Town, kring: str) -> None:
    """A-44."""
    visitor = await place.signed_in("Lid")
    await visitor.do("proposeQuestion", "", networkId=kring, **PROPOSAL, clientMutationId="form-1")

    done = await visitor.do(
        "proposeQuestion", "", networkId=kring, **{**PROPOSAL, "why": "Iets anders."}, clientMutationId="form-1"
    )

    assert done["code"] == "KEY_REUSED"


async def test_a_key_belongs_to_one_person_and_one_mutation(place: Town, kring: str) -> None:
    """A-44: another person's key, and another mutation's, is another key."""
    lid, anna = await place.signed_in("Lid"), await place.signed_in("Anna")

    of_lid = await lid.do(
        "proposeQuestion", "... on Question { id }", networkId=kring, **PROPOSAL, clientMutationId="1"
    )
    of_anna = await anna.do(
        "proposeQuestion", "... on Question { id }", networkId=kring, **PROPOSAL, clientMutationId="1"
    )
    digest = await lid.do(
        "chooseDigest", "... on DigestChoice { cadence }", networkId=kring, cadence="DAILY", clientMutationId="1"
    )

    assert of_lid["id"] != of_anna["id"]
    assert digest == {"__typename": "DigestChoice", "cadence": "DAILY"}


@pytest.mark.parametrize("key", ["", "a" * 101, "a b", "é", "\n"])
async def test_a_key_is_a_hundred_plain_characters_at_most(place: Town, kring: str, key: str) -> None:
    """A-44."""
    visitor = await place.signed_in("Lid")

    done = await visitor.do("proposeQuestion", "", networkId=kring, **PROPOSAL, clientMutationId=key)

    assert [problem["field"] for problem in done["problems"]] == ["clientMutationId"]


async def test_strangers_do_not_share_keys(place: Town, kring: str) -> None:
    """A-44: two browsers with the same clientMutationId each get a sign-in of their own."""
    one, other = await place.visitor(), await place.visitor()
    for visitor in (one, other):
        await visitor.do("requestSignIn", "", email="lid@voorbeeld.example")  # gives them a browser cookie

    for visitor in (one, other):
        done = await visitor.do(
            "requestSignIn", "... on SignInStarted { expiresAt }", email="lid@voorbeeld.example", clientMutationId="1"
        )
        assert done["__typename"] == "SignInStarted"

    assert one.client.cookies["__Host-sign-in"] != other.client.cookies["__Host-sign-in"]


async def test_a_person_changes_their_name_and_language(place: Town, kring: str) -> None:
    visitor = await place.signed_in("Lid")

    done = await visitor.do(
        "changeMe", "... on Viewer { person { displayName } language email }", displayName="Lidwien", language="en"
    )

    assert done == {
        "__typename": "Viewer",
        "person": {"displayName": "Lidwien"},
        "language": "en",
        "email": "lid@voorbeeld.example",
    }


async def test_a_digest_is_chosen_and_shown(place: Town, kring: str) -> None:
    visitor = await place.signed_in("Lid")

    done = await visitor.do(
        "chooseDigest", "... on DigestChoice { cadence isDefault network { name } }", networkId=kring, cadence="NEVER"
    )

    assert done == {
        "__typename": "DigestChoice",
        "cadence": "NEVER",
        "isDefault": False,
        "network": {"name": "Kring kring"},
    }
    assert await visitor.ask("{ viewer { digests { cadence } } }") == {"viewer": {"digests": [{"cadence": "NEVER"}]}}


@pytest.mark.parametrize("token", ["", "short", "x" * 43, "a" * 500])
async def test_an_unknown_unsubscribe_token_is_not_found(place: Town, token: str) -> None:
    """A-20: nothing is said about whose it might be."""
    visitor = await place.visitor()

    assert await visitor.ask("query U($token: String!) { unsubscription(token: $token) { ended } }", token=token) == {
        "unsubscription": None
    }
    assert (await visitor.do("unsubscribe", "... on Unsubscription { ended }", token=token))["code"] == "NOT_FOUND"


async def test_signing_out_ends_the_session_at_once(place: Town, kring: str) -> None:
    """A-15: also for a copy of the cookie."""
    visitor = await place.signed_in("Lid")
    copy = await place.visitor()
    copy.client.cookies.update(visitor.client.cookies)
    assert (await copy.ask("{ viewer { email } }"))["viewer"] is not None

    done = await visitor.do("signOut", "... on SignedOut { everywhere }")

    assert done == {"__typename": "SignedOut", "everywhere": False}
    assert "__Host-session" not in visitor.client.cookies
    assert await copy.ask("{ viewer { email } }") == {"viewer": None}


async def test_signing_out_everywhere_ends_all_sessions_and_nobody_elses(place: Town, kring: str) -> None:
    """A-15."""
    phone, laptop = await place.signed_in("Lid"), await place.signed_in("Lid")
    anna = await place.signed_in("Anna")

    await phone.do("signOut", "... on SignedOut { everywhere }", everywhere=True)

    assert await laptop.ask("{ viewer { email } }") == {"viewer": None}
    assert await anna.ask("{ viewer { email } }") == {"viewer": {"email": "anna@voorbeeld.example"}}


async def test_who_is_not_signed_in_is_told_so_without_asking_anybody(place: Town, kring: str) -> None:
    visitor = await place.visitor()
    place.forget_counts()

    done = await visitor.do("proposeQuestion", "", networkId=kring, **PROPOSAL)

    assert done == {"__typename": "Refusal", "code": "NOT_SIGNED_IN", "message": "Sign in first.", "problems": []}
    assert place.asking.calls == 0


async def test_a_code_that_is_wrong_is_a_problem_at_its_field(place: Town, kring: str) -> None:
    visitor = await place.visitor()
    await visitor.do("requestSignIn", "", email="lid@voorbeeld.example")

    done = await visitor.do("completeSignIn", "", code="000000")

    assert done["code"] in {"WRONG_CODE", "SIGN_IN_OVER"}
    assert "__Host-session" not in visitor.client.cookies


async def test_signing_in_gives_a_new_session_each_time(place: Town, kring: str) -> None:
    """A-14: what was in the browser before does not become the session."""
    visitor = await place.visitor()
    visitor.client.cookies.set("__Host-session", "planted-by-somebody-else", domain="localhost")

    signed_in = await place.signed_in("Lid")

    assert signed_in.client.cookies["__Host-session"] != "planted-by-somebody-else"
    assert await visitor.ask("{ viewer { email } }") == {"viewer": None}
