"""What is asked of networks beyond themselves: balance, the viewer's membership, and pages of members, sessions and questions.

All of it goes out in one round, together with the networks where their ids are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.gateway.graphql.action_points import left_actions_of
from services.gateway.graphql.appeals import APPEAL_LISTS
from services.gateway.graphql.backlog import AGENDA_LISTS
from services.gateway.graphql.coming import COMING_LISTS
from services.gateway.graphql.connections import Window, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.date_polls import DATE_POLL_LISTS
from services.gateway.graphql.expert_questions import EXPERT_LISTS
from services.gateway.graphql.goals import goals_of, left_goals_of
from services.gateway.graphql.joining_invited import JOINING_LISTS
from services.gateway.graphql.loading import Loading, nothing, seen, together, told
from services.gateway.graphql.logbook import LOG_LISTS
from services.gateway.graphql.members import MEMBER_LISTS
from services.gateway.graphql.memberships import memberships_of
from services.gateway.graphql.minutes_lists import MINUTES_LISTS
from services.gateway.graphql.partners import partners_of
from services.gateway.graphql.plan import Field, Place, Wanted
from services.gateway.graphql.questions import left_questions_of, question_connection
from services.gateway.graphql.restrictions import MODERATION_LISTS
from services.gateway.graphql.sessions import session_connection
from services.gateway.graphql.soft_blocks import PLANNING_LISTS
from services.gateway.graphql.successions import SUCCESSION_LISTS
from services.gateway.owners import agenda, network, steering
from shared.api.network.memberships import BalanceView
from shared.api.network.networks import NetworkGroups, RelationView

OTHER_LISTS = (
    *MEMBER_LISTS,
    *APPEAL_LISTS,
    *MODERATION_LISTS,
    *EXPERT_LISTS,
    *JOINING_LISTS,
    *LOG_LISTS,
    *PLANNING_LISTS,
    *DATE_POLL_LISTS,
    *MINUTES_LISTS,
    *AGENDA_LISTS,
    *COMING_LISTS,
    *SUCCESSION_LISTS,
)


@dataclass
class Extras:
    """What was fetched; an exception stands where something could not be."""

    balance: dict[UUID, Any] = field(default_factory=dict)
    memberships: Any = field(default_factory=dict)
    relations: Any = field(default_factory=dict)
    groups: Any = field(default_factory=dict)
    goals: Any = field(default_factory=dict)
    partners: Any = field(default_factory=dict)
    left: dict[UUID, Any] = field(default_factory=dict)
    """What was left to a network by those that go on as it: goals, questions and actions."""
    lists: dict[UUID, dict[Field, Any]] = field(default_factory=dict)


def extras_of(context: Context, ids: Sequence[UUID], wanted: Wanted) -> Loading[Extras]:
    """Fetch what is asked of these networks beyond themselves."""
    lists: list[tuple[UUID, Field]] = []
    loadings: list[Loading[Any]] = []
    for name, loader in (("sessions", _sessions), ("questions", _questions), *OTHER_LISTS):
        for place in wanted.places(name):
            lists.extend((network_id, place.field) for network_id in ids)
            loadings.extend(loader(context, network_id, place) for network_id in ids)
    perspectives = wanted.below("perspectives")
    asks_left = not {"leftGoals", "leftQuestions", "leftActions"}.isdisjoint(wanted.names)
    left = ids if asks_left else []
    balance, memberships, relations, groups, goals, partners, *pages = yield from together(
        _balance(ids) if {"present", "empty", "count"} & perspectives.names else nothing({}),
        _memberships(context, wanted.below("viewerMembership")) if "viewerMembership" in wanted else nothing({}),
        _relations(ids) if "relations" in wanted else nothing({}),
        _groups(ids) if "groups" in wanted or "parent" in wanted else nothing({}),
        goals_of(ids) if "goals" in wanted else nothing({}),
        partners_of(ids) if "partners" in wanted else nothing({}),
        *(_left(context, network_id, wanted) for network_id in left),
        *loadings,
    )
    extras = Extras(
        balance=dict.fromkeys(ids, balance) if isinstance(balance, Exception) else balance,
        memberships=memberships,
        relations=relations,
        groups=groups,
        goals=goals,
        partners=partners,
        left=dict(zip(left, pages, strict=False)),
    )
    for (network_id, field_), fetched in zip(lists, pages[len(left) :], strict=True):
        extras.lists.setdefault(network_id, {})[field_] = fetched
    return extras


def _balance(ids: Sequence[UUID]) -> Loading[dict[UUID, list[BalanceView]]]:
    balances = yield from told(network.balances(ids))
    return {balance.network_id: balance.perspectives for balance in balances}


def _relations(ids: Sequence[UUID]) -> Loading[dict[UUID, list[RelationView]]]:
    given = yield from told(steering.relations(ids))
    return {one.network_id: one.relations for one in given}


def _groups(ids: Sequence[UUID]) -> Loading[dict[UUID, NetworkGroups]]:
    given = yield from told(steering.groups(ids))
    return {one.network_id: one for one in given}


def _left(context: Context, network_id: UUID, wanted: Wanted) -> Loading[list[Any]]:
    return together(
        left_goals_of(context, network_id) if "leftGoals" in wanted else nothing(None),
        left_questions_of(context, network_id, wanted.below("leftQuestions"))
        if "leftQuestions" in wanted
        else nothing(None),
        left_actions_of(context, network_id, wanted.below("leftActions")) if "leftActions" in wanted else nothing(None),
    )


def _memberships(context: Context, wanted: Wanted) -> Loading[dict[UUID, Any]]:
    if context.viewer is None:
        return {}
    views = yield from told(network.my_memberships())
    mine = yield from memberships_of(context, views, wanted)
    return {view.network_id: membership for view, membership in zip(views, mine, strict=True)}


def _sessions(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    part = _window(place)
    given = yield from seen(
        agenda.sessions(
            network_id,
            from_at=place.arguments.get("from"),
            until_at=place.arguments.get("until"),
            first=part.asked,
            after=part.after,
        )
    )
    return None if given is None else (yield from session_connection(context, part, given, place.wanted))


def _questions(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    part = _window(place)
    status, track = place.arguments.get("status"), place.arguments.get("track")
    given = yield from seen(
        agenda.questions(
            network_id,
            status=status.value if status else None,
            track=track.value if track else None,
            first=part.asked,
            after=part.after,
        )
    )
    return None if given is None else (yield from question_connection(context, part, given, place.wanted))


def _window(place: Place) -> Window:
    return window(place.arguments["first"], place.arguments.get("after"))
