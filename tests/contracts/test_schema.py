"""The schema is the product's public interface: stored, declared field by field, and never broken without a warning."""

import inspect
from typing import Any, get_args

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    find_breaking_changes,
)

from services.gateway.graphql import (
    agenda_enums,
    ages,
    calendar_enums,
    coming_enums,
    day_enums,
    enums,
    minutes_enums,
    moderation_enums,
    waiting,
)
from services.gateway.graphql import expert_questions as expert_questions_of_members
from services.gateway.graphql import link_breaking as link_breaks
from services.gateway.graphql.nodes import LOADERS
from services.gateway.graphql.schema import SCHEMA, sdl
from services.gateway.graphql.who import Who
from shared.api.agenda import (
    arranging,
    coming,
    date_polls,
    day,
    minutes,
    planning,
    questions,
    series_changes,
    sessions,
    stories,
)
from shared.api.network import (
    devices,
    expert_questions,
    guardians,
    joining,
    link_breaking,
    memberships,
    moderation,
    networks,
    participation,
    people,
    platform,
    privacy,
)
from shared.api.network.steering import goals, ties
from shared.api.network.steering import waiting as decisions
from shared.api.notifications import subscriptions
from tests.contracts.schema import STORED, broken_for_clients

OBJECTS = {
    name: kind
    for name, kind in SCHEMA.type_map.items()
    if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
}
MORE = {"incomplete", "kind", "title", "excerpt", "network"}
"""What a hit tells beside the thing itself, and whether some owner did not answer: the edge is where Relay wants it."""
ROOTS = ("Query", "Mutation", "Subscription")
SAME_WORDS = {
    "Language": people.Language,
    "PerspectiveCode": networks.PerspectiveCode,
    "NetworkStatus": networks.NetworkStatus,
    "Region": networks.Region,
    "GoalOutcome": goals.Outcome,
    "RelationType": ties.RelationType,
    "DecisionKind": decisions.DecisionKind,
    "AgendaPointStatus": sessions.PointStatus,
    "AnsweringService": privacy.AnsweringService,
    "ErasureStatus": privacy.ErasureStatus,
    "ErasureReason": privacy.ErasureReason,
    "ErasureCheck": privacy.ErasureCheck,
    "ErasureStepCode": privacy.ErasureStep,
    "PermissionUse": privacy.Use,
    "AgeAnswer": people.AgeAnswer,
    "AgeBand": people.AgeBand,
    "LinkBreakStatus": link_breaking.LinkBreakStatus,
    "PermissionStatus": guardians.PermissionStatus,
    "PlatformRole": platform.PlatformRole,
    "Role": memberships.Role,
    "MembershipStatus": memberships.MembershipStatus,
    "AppealOutcome": participation.AppealOutcome,
    "ExpertQuestionStatus": expert_questions.ExpertQuestionStatus,
    "ReportKind": moderation.ReportKind,
    "ReportReason": moderation.ReportReason,
    "ReportOutcome": moderation.ReportOutcome,
    "ToldOutcome": moderation.ToldOutcome,
    "RestrictionKind": moderation.RestrictionKind,
    "JoinRequestStatus": joining.JoinRequestStatus,
    "InvitationStatus": joining.InvitationStatus,
    "InvitedRowVerdict": joining.RowVerdict,
    "DeviceProgram": devices.Program,
    "DeviceSystem": devices.System,
    "SchoolRegion": sessions.SchoolRegion,
    "SessionType": sessions.SessionType,
    "ChangeScope": series_changes.Scope,
    "SessionStays": series_changes.Stays,
    "SessionChangeKind": series_changes.Kind,
    "DatePollStatus": date_polls.DatePollStatus,
    "Availability": date_polls.Availability,
    "SessionAnswer": coming.SessionAnswer,
    "AccessNeed": coming.AccessNeed,
    "CarryTo": arranging.CarryTo,
    "CheckIn": day.CheckIn,
    "ParkedStatus": day.ParkedStatus,
    "CoverageMeasure": date_polls.CoverageMeasure,
    "MinutesStatus": minutes.MinutesStatus,
    "EstablishedWay": minutes.EstablishedWay,
    "ActionStatus": minutes.ActionStatus,
    "LineChange": minutes.LineChange,
    "StoryStatus": stories.StoryStatus,
    "DateVerdict": planning.Verdict,
    "DateReasonKind": planning.ReasonKind,
    "SessionStatus": sessions.SessionStatus,
    "Purpose": sessions.Purpose,
    "QuestionStatus": questions.QuestionStatus,
    "Track": questions.Track,
    "Theme": networks.Theme,
    "Cadence": subscriptions.Cadence,
    "SessionReminder": subscriptions.Reminder,
    "MailLevel": subscriptions.MailLevel,
}


def declared(kind: GraphQLObjectType, field: GraphQLField) -> Any:
    """Who may, as a field or its type declares it."""
    definition = field.extensions["strawberry-definition"]
    origin = kind.extensions["strawberry-definition"].origin
    return definition.metadata.get("who") or origin.__dict__.get("seen_by")


def test_the_stored_schema_is_what_the_code_answers() -> None:
    assert STORED.read_text() == sdl()


def test_every_field_declares_who_may() -> None:
    """A-25, DESIGN 7: a field that does not say who may breaks the build."""
    undeclared = [
        f"{name}.{field_name}"
        for name, kind in OBJECTS.items()
        for field_name, field in kind.fields.items()
        if not isinstance(declared(kind, field), Who)
    ]

    assert undeclared == []


@pytest.mark.parametrize("root", ROOTS)
def test_every_root_field_declares_for_itself(root: str) -> None:
    """A-25 (CVE-2026-40870): a root field inherits nothing, and its declaration stands in the public schema."""
    for name, field in OBJECTS[root].fields.items():
        who = field.extensions["strawberry-definition"].metadata.get("who")
        assert isinstance(who, Who), name
        assert f"For {who.value}." in (field.description or "")


def test_only_root_fields_may_wait() -> None:
    """STACK 14: below the root everything is an attribute or a lookup; nothing is awaited per row."""
    waiting = [
        f"{name}.{field_name}"
        for name, kind in OBJECTS.items()
        if name not in ROOTS
        for field_name, field in kind.fields.items()
        if (resolver := field.extensions["strawberry-definition"].base_resolver) is not None
        and (inspect.iscoroutinefunction(resolver.wrapped_func) or inspect.isgeneratorfunction(resolver.wrapped_func))
    ]

    assert waiting == []


def test_every_mutation_takes_one_input_with_a_key_and_answers_a_union_with_a_refusal() -> None:
    """DESIGN 3 and 8."""
    for name, field in OBJECTS["Mutation"].fields.items():
        kind = name[0].upper() + name[1:]
        assert list(field.args) == ["input"]
        assert str(field.args["input"].type) == f"{kind}Input!"
        assert "clientMutationId" in field.args["input"].type.of_type.fields
        result = field.type.of_type
        assert result.name == f"{kind}Result"
        assert isinstance(result, GraphQLUnionType)
        assert [member.name for member in result.types][1:] == ["Refusal"]


def test_every_connection_is_one_as_relay_has_it() -> None:
    connections = [kind for name, kind in OBJECTS.items() if name.endswith("Connection")]

    assert connections
    for kind in connections:
        assert [name for name in kind.fields if name not in MORE] == ["edges", "nodes", "pageInfo"]
        edge = kind.fields["edges"].type.of_type.of_type.of_type
        own = {
            name: str(field.type).rstrip("!") == str(field.type)
            for name, field in edge.fields.items()
            if name not in MORE
        }
        # What was found may just have gone away: then the words of the hit stay, and its node is null.
        assert own == {"cursor": False, "node": edge.name == "SearchEdge"}
    for kind in OBJECTS.values():
        for field in kind.fields.values():
            if str(field.type).rstrip("!").endswith("Connection"):
                assert {"first", "after"} <= set(field.args)


def test_every_node_can_be_fetched_by_its_id() -> None:
    nodes = {name for name, kind in OBJECTS.items() if any(i.name == "Node" for i in kind.interfaces)}

    assert nodes == set(LOADERS)


def test_what_another_owner_tells_may_be_missing() -> None:
    """F-82, DESIGN 8: nullable across service borders."""
    across = {
        "Session.network": "Network",
        "Question.network": "Network",
        "DigestChoice.network": "Network",
        "NetworkChange.network": "Network",
        "Unsubscription.networks": "[Network!]",
        "AgendaPoint.owner": "FellowMember",
        "Question.proposedBy": "FellowMember",
        "Network.sessions": "SessionConnection",
        "Network.questions": "QuestionConnection",
        "Viewer.upcomingSessions": "[Session!]",
        "Viewer.recentQuestions": "[Question!]",
        "Network.leftQuestions": "[Question!]",
        "DatePoll.network": "Network",
        "SessionDay.session": "Session",
        "SpeakingTurn.member": "FellowMember",
        "GroupPlace.member": "FellowMember",
        "Network.datePolls": "DatePollConnection",
        "Viewer.waitingDatePolls": "[DatePoll!]",
        "Viewer.digests": "[DigestChoice!]",
        "Session.coming": "SessionComing",
        "Session.attendance": "SessionAttendance",
        "SessionPerson.member": "FellowMember",
        "Network.absentPerspectives": "[PerspectiveCode!]",
        "Viewer.nearSessions": "[Session!]",
    }

    for place, kind in across.items():
        name, field = place.split(".")
        assert str(OBJECTS[name].fields[field].type) == kind


@pytest.mark.parametrize("name", sorted(SAME_WORDS))
def test_choices_are_the_owners_own(name: str) -> None:
    (enum,) = {
        getattr(one, name)
        for one in (
            enums,
            waiting,
            ages,
            agenda_enums,
            calendar_enums,
            coming_enums,
            link_breaks,
            day_enums,
            minutes_enums,
            moderation_enums,
            expert_questions_of_members,
        )
        if hasattr(one, name)
    }

    assert [member.value for member in enum] == list(get_args(SAME_WORDS[name]))
    assert [member.name for member in enum] == [
        value.upper().replace("-", "_") for value in get_args(SAME_WORDS[name])
    ] or (name == "Language")


def test_the_choices_above_are_all_there_are() -> None:
    stored = {name for name, kind in SCHEMA.type_map.items() if isinstance(kind, GraphQLEnumType) and name[0] != "_"}

    assert stored == {*SAME_WORDS, "ChangeKind", "TokenScope", "AuditVerb", "AuditKind", "AuditBy", "SearchKind"}


def test_every_type_and_root_field_is_explained() -> None:
    silent = [
        name
        for name, kind in OBJECTS.items()
        if not kind.description and not name.endswith("Edge") and name != "MailHeader"
    ]

    assert silent == []


def test_the_schema_can_be_read_by_others() -> None:
    """It builds from its text, and the text says the same as the code."""
    assert find_breaking_changes(build_schema(STORED.read_text()), SCHEMA) == []
    assert find_breaking_changes(SCHEMA, build_schema(STORED.read_text())) == []


OLD = 'type Query { kept: Int going: Int @deprecated(reason: "2027-01-01") } enum E { A B }'


@pytest.mark.parametrize(
    ("new", "broken"),
    [
        ("type Query { kept: Int going: Int more: Int } enum E { A B C }", []),
        ("type Query { kept: Int } enum E { A B }", []),
        ("type Query { going: Int } enum E { A B }", ["Field Query.kept was removed."]),
        (
            "type Query { kept: String going: Int } enum E { A B }",
            ["Field Query.kept changed type from Int to String."],
        ),
        ("type Query { kept(now: Int!): Int } enum E { A B }", ["A required argument Query.kept(now:) was added."]),
        ("type Query { kept: Int } enum E { A }", ["Enum value E.B was removed."]),
    ],
)
def test_a_change_that_breaks_clients_is_not_stored_without_a_warning_first(new: str, broken: list[str]) -> None:
    """DESIGN 8: @deprecated first."""
    assert broken_for_clients(OLD, new) == broken
