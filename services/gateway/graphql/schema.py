"""The schema: the product's public interface, put together from its nouns."""

from collections.abc import Iterable
from datetime import datetime

import strawberry
from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    print_schema,
)
from strawberry.schema.config import StrawberryConfig

from services.gateway.graphql.action_points import ActionPointQuery
from services.gateway.graphql.action_points_done import ActionPointMutation
from services.gateway.graphql.agenda_point_changes import AgendaPointMutation
from services.gateway.graphql.answering import AnsweringMutation
from services.gateway.graphql.answers_by_link import AnswerLinkMutation, AnswerLinkQuery
from services.gateway.graphql.appeals import AppealMutation
from services.gateway.graphql.arranging import ArrangingMutation
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendars import CalendarMutation, CalendarQuery
from services.gateway.graphql.changes import Subscription
from services.gateway.graphql.changing import ChangeSessionMutation
from services.gateway.graphql.content_notes import ContentNoteMutation
from services.gateway.graphql.contributions import ContributionMutation
from services.gateway.graphql.date_polls import DatePollQuery
from services.gateway.graphql.devices import DeviceMutation
from services.gateway.graphql.digests import DigestMutation, UnsubscriptionQuery
from services.gateway.graphql.drafts import DraftMutation
from services.gateway.graphql.email_changes import EmailChangeMutation
from services.gateway.graphql.erasures import ErasureMutation, ErasureQuery
from services.gateway.graphql.expert_questions import ExpertQuestionMutation
from services.gateway.graphql.expertise import ExpertiseMutation
from services.gateway.graphql.goals import GoalMutation
from services.gateway.graphql.guardians import GuardianMutation, PermissionQuery
from services.gateway.graphql.handing_back import HandingBackMutation
from services.gateway.graphql.helping import AccountOfferQuery, HelpingMutation
from services.gateway.graphql.interests import InterestMutation
from services.gateway.graphql.joining import JoiningMutation
from services.gateway.graphql.joining_accepted import InvitationAnswerMutation, InvitationQuery
from services.gateway.graphql.joining_invited import InvitationMutation
from services.gateway.graphql.joining_links import OpenInvitationMutation
from services.gateway.graphql.link_breaking import LinkBreakMutation
from services.gateway.graphql.machine_tokens import MachineTokenMutation
from services.gateway.graphql.mail import MailQuery
from services.gateway.graphql.mandates import MandateMutation
from services.gateway.graphql.members import MemberMutation, MemberQuery
from services.gateway.graphql.minutes import MinutesQuery
from services.gateway.graphql.minutes_stories_told import StoryMutation
from services.gateway.graphql.minutes_versions import MinutesVersionQuery
from services.gateway.graphql.minutes_written import MinutesMutation
from services.gateway.graphql.my_data import MyDataMutation
from services.gateway.graphql.networks import NetworkQuery
from services.gateway.graphql.nodes import NodeQuery
from services.gateway.graphql.noting import NoteMutation
from services.gateway.graphql.organisations import OrganisationMutation, OrganisationQuery
from services.gateway.graphql.outside_identities import OutsideIdentityMutation, SignInProviderQuery
from services.gateway.graphql.own_calendar import OwnCalendarMutation
from services.gateway.graphql.participation import ParticipationMutation
from services.gateway.graphql.partners import PartnerMutation
from services.gateway.graphql.passkeys import PasskeyMutation
from services.gateway.graphql.perspectives import PerspectiveMutation
from services.gateway.graphql.planning import PlanningMutation
from services.gateway.graphql.platform_health import PlatformHealthQuery
from services.gateway.graphql.polling import PollingMutation
from services.gateway.graphql.polls_by_link import DatePollLinkMutation, DatePollLinkQuery
from services.gateway.graphql.questions import QuestionMutation, QuestionQuery
from services.gateway.graphql.reminding import ReminderMutation, ReminderQuery
from services.gateway.graphql.reports import ReportMutation
from services.gateway.graphql.restrictions import RestrictionMutation, RestrictionQuery
from services.gateway.graphql.running import RunningMutation
from services.gateway.graphql.scalars import DateTime
from services.gateway.graphql.search import SearchQuery
from services.gateway.graphql.series import SeriesMutation
from services.gateway.graphql.series_by_link import SeriesAnswerLinkMutation, SeriesAnswerLinkQuery
from services.gateway.graphql.series_changes import SeriesChangeMutation
from services.gateway.graphql.session_days import SessionDayQuery
from services.gateway.graphql.session_documents import SessionDocumentMutation
from services.gateway.graphql.session_mail import SessionMailMutation, SessionMailQuery
from services.gateway.graphql.session_people import ComingQuery
from services.gateway.graphql.sessions import SessionQuery
from services.gateway.graphql.signin import SignInMutation
from services.gateway.graphql.soft_blocks import SoftBlockMutation
from services.gateway.graphql.speaking import TurnMutation
from services.gateway.graphql.steering import SteeringMutation
from services.gateway.graphql.successions import SuccessionMutation
from services.gateway.graphql.template_agendas import TemplateAgendaMutation, TemplateAgendaQuery
from services.gateway.graphql.unled import UnledMutation, UnledQuery
from services.gateway.graphql.viewer import ViewerQuery


@strawberry.type(description="What can be asked.")
class Query(
    ViewerQuery,
    SignInProviderQuery,
    NodeQuery,
    NetworkQuery,
    MemberQuery,
    PlatformHealthQuery,
    UnledQuery,
    SessionQuery,
    SessionDayQuery,
    DatePollQuery,
    MinutesQuery,
    MinutesVersionQuery,
    ActionPointQuery,
    ComingQuery,
    TemplateAgendaQuery,
    ReminderQuery,
    SessionMailQuery,
    CalendarQuery,
    QuestionQuery,
    SearchQuery,
    UnsubscriptionQuery,
    MailQuery,
    ErasureQuery,
    InvitationQuery,
    PermissionQuery,
    AnswerLinkQuery,
    DatePollLinkQuery,
    SeriesAnswerLinkQuery,
    AccountOfferQuery,
    RestrictionQuery,
    OrganisationQuery,
):
    pass


@strawberry.type(description="What can be changed; each answers with what it came to, or with a Refusal.")
class Mutation(
    SignInMutation,
    DeviceMutation,
    EmailChangeMutation,
    PasskeyMutation,
    MachineTokenMutation,
    OutsideIdentityMutation,
    SeriesMutation,
    PlanningMutation,
    PollingMutation,
    SoftBlockMutation,
    AgendaPointMutation,
    ArrangingMutation,
    RunningMutation,
    TurnMutation,
    NoteMutation,
    CalendarMutation,
    ChangeSessionMutation,
    SeriesChangeMutation,
    DraftMutation,
    TemplateAgendaMutation,
    ReminderMutation,
    SessionMailMutation,
    SessionDocumentMutation,
    MinutesMutation,
    StoryMutation,
    ActionPointMutation,
    AnsweringMutation,
    QuestionMutation,
    ContentNoteMutation,
    DigestMutation,
    SteeringMutation,
    SuccessionMutation,
    GoalMutation,
    PartnerMutation,
    OrganisationMutation,
    ErasureMutation,
    MyDataMutation,
    ParticipationMutation,
    InterestMutation,
    HandingBackMutation,
    PerspectiveMutation,
    ContributionMutation,
    ExpertiseMutation,
    ExpertQuestionMutation,
    MemberMutation,
    MandateMutation,
    AppealMutation,
    ReportMutation,
    RestrictionMutation,
    JoiningMutation,
    InvitationMutation,
    OpenInvitationMutation,
    InvitationAnswerMutation,
    GuardianMutation,
    UnledMutation,
    AnswerLinkMutation,
    DatePollLinkMutation,
    SeriesAnswerLinkMutation,
    OwnCalendarMutation,
    HelpingMutation,
    LinkBreakMutation,
):
    pass


STRAWBERRY = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(info_class=Ask, scalar_map={datetime: DateTime}),
)
SCHEMA = STRAWBERRY._schema


def _finish(schema: GraphQLSchema) -> None:
    """Say of each field who may, and leave out the defaults that say nothing."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            _without_null_defaults(kind.fields.values())
        if not isinstance(kind, GraphQLObjectType) or kind.name.startswith("__"):
            continue
        for field in kind.fields.values():
            _without_null_defaults(field.args.values())
            who = field.extensions["strawberry-definition"].metadata.get("who")
            if who is not None:
                field.description = (
                    f"{field.description} For {who.value}." if field.description else f"For {who.value}."
                )


def _without_null_defaults(inputs: Iterable[GraphQLArgument | GraphQLInputField]) -> None:
    for one in inputs:
        if one.default_value is None:
            one.default_value = Undefined


_finish(SCHEMA)


def sdl() -> str:
    """The schema as text, in a fixed order, as it is stored under tests/contracts."""
    return print_schema(SCHEMA) + "\n"
