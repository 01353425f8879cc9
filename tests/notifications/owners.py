"""Stand-ins for network and agenda: the same routes, rights and shapes as the real ones (a test compares), rows in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import MetaData, create_engine

from shared.access import PassOffice
from shared.api.agenda.arranging import AgendaLetter, AgendaLetterAsked, AgendaPointLetter
from shared.api.agenda.calendars import (
    AnswerFor,
    AnswerOf,
    LetterPoint,
    LetterReader,
    SeriesAnswersFor,
    SeriesAnswersOf,
    SeriesSessionSaid,
    SessionLetter,
    SessionLetterAsked,
    SessionSet,
    SessionSets,
    SessionSetsAsked,
    SetSession,
    TheirAnswer,
    TheirSeriesAnswers,
)
from shared.api.agenda.coming import ComingLetter, ComingLetterAsked, SessionAnswer
from shared.api.agenda.date_polls import (
    Availability,
    DatePollLetter,
    DatePollLetterAsked,
    PollAnswersFor,
    PollAnswersOf,
    TheirPollAnswers,
    TheirPollDate,
)
from shared.api.agenda.documents import DocumentsLetter, DocumentsLetterAsked, LetterDocument
from shared.api.agenda.minutes import ActionLetter, ActionLetterAsked, MinutesLetter, MinutesLetterAsked
from shared.api.agenda.questions import QuestionNews, QuestionNewsAsked, QuestionView
from shared.api.agenda.sessions import AgendaPointView, SessionNews, SessionNewsAsked, SessionView
from shared.api.agenda.stories import StoryLetter
from shared.api.network.expert_questions import ExpertLetter, ExpertLetterAsked
from shared.api.network.guardians import PermissionFarewell
from shared.api.network.memberships import ActiveReaders
from shared.api.network.moderation import ModerationLetter, ModerationLetterAsked
from shared.api.network.networks import NetworkView
from shared.api.network.participation import PlaceLetter, PlaceLetterAsked, RoleLetterAsked
from shared.api.network.people import Language, Readers, ReaderView, SignInSecret
from shared.api.network.privacy import ErasureLetter
from shared.api.network.removals import RemovalLetter, RemovalLetterAsked
from shared.api.network.steering.succession import SuccessionLetter, SuccessionLetterAsked
from shared.api.page import Ids
from shared.asking import Asking
from shared.bus.outbox import Outbox
from shared.bus.work import Door
from shared.database import Database, Session, fresh_metadata, new_id
from shared.errors import Conflict, NotAllowed, NotFound, Unavailable
from shared.settings import Environment, Settings
from shared.web.desk import Desk
from shared.web.edge import ANYONE, Edge, only
from shared.web.problems import answer_problems
from shared.web.routing import put_on
from shared.web.together import together_routes
from shared.web.used_passes import used_pass_table
from tests.workplace import StandingClock


class AnsweringIsOver(Conflict):
    """This session has begun."""


class CoordinatorNeeded(NotAllowed):
    """Only who coordinates may do this."""


class DatePollClosed(Conflict):
    """This date poll takes no more answers."""


class SignInOver(Conflict):
    """This sign-in is over."""


@dataclass
class Owners:
    """What network and agenda know in a test, and how often they were asked."""

    clock: StandingClock
    people: dict[UUID, ReaderView] = field(default_factory=dict)
    networks: dict[UUID, NetworkView] = field(default_factory=dict)
    members: set[tuple[UUID, UUID]] = field(default_factory=set)
    """(network, person)."""
    sessions: dict[UUID, SessionView] = field(default_factory=dict)
    points: dict[UUID, AgendaPointView] = field(default_factory=dict)
    questions: dict[UUID, QuestionView] = field(default_factory=dict)
    sign_ins: dict[UUID, tuple[str, Language, datetime]] = field(default_factory=dict)
    places: dict[UUID, tuple[str, PlaceLetter]] = field(default_factory=dict)
    """The state of each membership that a mail may be about, and what that mail needs."""
    roles: dict[UUID, dict[tuple[str, UUID], PlaceLetter]] = field(default_factory=dict)
    """What the mail about a role that a member handed back needs, by role and coordinator; for others nothing is told."""
    farewells: dict[UUID, PermissionFarewell] = field(default_factory=dict)
    """What the last mail to a parent or guardian needs, by permission."""
    moderation: dict[UUID, dict[tuple[str, UUID | None], ModerationLetter]] = field(default_factory=dict)
    """By report, and by warning or limit."""
    expert_questions: dict[UUID, dict[str, ExpertLetter]] = field(default_factory=dict)
    """What a mail about a question to one fellow member needs now, by what it is about; about something else nothing is told."""
    erasures: dict[UUID, ErasureLetter] = field(default_factory=dict)
    """What the mail about an erasure that an officer wrote down needs, as long as it can be stopped."""
    appeals: dict[UUID, dict[tuple[str, UUID | None], RemovalLetter]] = field(default_factory=dict)
    """What mails about an objection need now, for whom they should still go: by what they are about, and to which coordinator."""
    wishes: dict[UUID, dict[tuple[str, UUID], SuccessionLetter]] = field(default_factory=dict)
    """What mails about a network's wish to go on as another one need now, and for whom they should still go."""
    closed: set[UUID] = field(default_factory=set)
    """Networks of which agenda shows nothing to anybody."""
    sets: dict[UUID, list[UUID]] = field(default_factory=dict)
    """The sessions of each series."""
    first_starts: dict[UUID, datetime] = field(default_factory=dict)
    """When each session was to start when it was confirmed."""
    polls: dict[UUID, tuple[DatePollLetter, dict[str, set[UUID]]]] = field(default_factory=dict)
    """What a mail about a date poll says, and who may get it, by what it is about; about something else nothing is said."""
    dates: dict[UUID, list[UUID]] = field(default_factory=dict)
    """The dates of each poll."""
    said: dict[tuple[UUID, UUID], Availability] = field(default_factory=dict)
    """When people can come, by date of a poll and person."""
    revised: dict[UUID, datetime] = field(default_factory=dict)
    """When a session changed last."""
    first_known: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    reminder_words: dict[UUID, str] = field(default_factory=dict)
    documents: dict[UUID, tuple[UUID, str, UUID | None]] = field(default_factory=dict)
    """Of each document its session, its title and who added it."""
    coordinator_id: UUID | None = None
    """Who coordinates every network."""
    answers: dict[tuple[UUID, UUID], SessionAnswer] = field(default_factory=dict)
    """Whether people come, by session and person."""
    said_at: dict[tuple[UUID, UUID], datetime] = field(default_factory=dict)
    """When they said so, by session and person."""
    expected: dict[UUID, set[UUID]] = field(default_factory=dict)
    """Who is expected at a session that is for one perspective."""
    coming: dict[UUID, tuple[ComingLetter, dict[str, set[UUID]]]] = field(default_factory=dict)
    taken_up: set[UUID] = field(default_factory=set)
    """Sessions that were called off before, and take place after all."""
    """What a mail about who comes to a session says, and who may get it, by what it is about; about something else nothing."""
    agendas: dict[UUID, tuple[AgendaLetter, dict[str, set[UUID]]]] = field(default_factory=dict)
    """What a mail about an agenda says, and who may get it, by what it is about; about something else nothing is said."""
    minutes: dict[UUID, tuple[MinutesLetter, dict[str, set[UUID]]]] = field(default_factory=dict)
    """What a mail about minutes says, and who may get it, by what it is about; about something else nothing is said."""
    actions: dict[UUID, tuple[ActionLetter, set[UUID]]] = field(default_factory=dict)
    """What a mail about an open action says, and who may get it."""
    stories: dict[UUID, StoryLetter | None] = field(default_factory=dict)
    """What a mail about a story that waits says; None: it waits no more."""
    answered: dict[UUID, AgendaPointLetter] = field(default_factory=dict)
    """What became of agenda points."""
    little: set[UUID] = field(default_factory=set)
    """Who is told in a calendar only that there is a session."""
    is_away: bool = False
    minted: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    when_asked: Callable[[str], None] | None = None
    """Called with the path of every question, before it is answered."""

    def add_person(self, address: str, *, language: Language = "nl") -> UUID:
        """Somebody with an account."""
        person_id = new_id()
        self.people[person_id] = ReaderView(
            person_id=person_id, address=address, display_name="Iemand (voorbeeld)", language=language
        )
        return person_id

    def add_network(self, name: str) -> UUID:
        """A network."""
        network_id = new_id()
        self.networks[network_id] = NetworkView(
            id=network_id,
            slug=f"netwerk-{len(self.networks)}",
            name=name,
            short_name=None,
            kind="PRACTICE",
            status="ACTIVE",
            mission_nl="Samen leren.",
            mission_en="Learning together.",
            organiser=None,
            organiser_short=None,
            rhythm_months=2,
            perspectives=[],
            themes=[],
            regions=[],
            parent_id=None,
            source="voorbeeld",
            version=1,
        )
        return network_id

    def add_session(self, network_id: UUID, starts_at: datetime) -> UUID:
        """A session of two and a half hours."""
        session_id = new_id()
        self.sessions[session_id] = SessionView(
            id=session_id,
            network_id=network_id,
            series_id=None,
            number=1,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2, minutes=30),
            zone="Europe/Amsterdam",
            place="Buurthuis (voorbeeld)",
            status="CONFIRMED",
            sequence=0,
            minutes_planned=0,
            may_add_point=False,
            version=1,
        )
        self.first_starts[session_id] = starts_at
        return session_id

    def change_session(self, session_id: UUID, **changes: object) -> SessionView:
        """Something about a session changes, and its sequence rises."""
        before = self.sessions[session_id]
        update = {"sequence": before.sequence + 1, "version": before.version + 1, **changes}
        self.sessions[session_id] = before.model_copy(update=update)
        self.revised[session_id] = self.clock.now()
        return self.sessions[session_id]

    def add_point(self, session_id: UUID, title: str) -> UUID:
        """An agenda point."""
        point_id = new_id()
        self.points[point_id] = AgendaPointView(
            id=point_id,
            session_id=session_id,
            network_id=self.sessions[session_id].network_id,
            title=title,
            note="",
            purpose="EXPLORE",
            minutes=20,
            owner_id=None,
            proposed_at=self.clock.now(),
            position=len(self.points),
            may_remove=False,
            version=1,
        )
        return point_id

    def add_question(self, network_id: UUID, title: str) -> UUID:
        """A question on the research agenda."""
        question_id = new_id()
        self.questions[question_id] = QuestionView(
            id=question_id,
            network_id=network_id,
            title=title,
            why="Daarom.",
            who_notices="Kinderen.",
            origin="voorbeeld",
            theme="onderwijs",
            track="RESEARCH",
            status="ON_AGENDA",
            proposed_by=None,
            proposed_at=self.clock.now(),
            opened_at=self.clock.now(),
            may_open=False,
            may_withdraw=False,
            version=2,
        )
        return question_id

    def add_sign_in(self, address: str, *, language: Language = "nl") -> UUID:
        """Somebody who asked to sign in."""
        sign_in_id = new_id()
        self.sign_ins[sign_in_id] = (address, language, self.clock.now() + timedelta(minutes=10))
        return sign_in_id

    def sets_about(self, about_id: UUID) -> dict[UUID, list[UUID]]:
        """The series and sessions by themselves of a network of which something is still to come, or this one alone."""
        known = {one for one, view in self.sessions.items() if view.status != "DRAFT"}
        by_set = {set_id: [one for one in ids if one in known] for set_id, ids in self.sets.items()}
        in_series = {one for ids in by_set.values() for one in ids}
        by_set |= {one: [one] for one in self.sessions if one in known and one not in in_series}
        found = {}
        for set_id, ids in by_set.items():
            views = sorted((self.sessions[one] for one in ids), key=lambda view: self.first_starts[view.id])
            to_come = [view for view in views if view.network_id == about_id and view.ends_at > self.clock.now()]
            if to_come or (set_id == about_id and views):
                found[set_id] = [view.id for view in views]
        return found

    def their_answer(self, session_id: UUID, person_id: UUID) -> TheirAnswer:
        """What somebody said of a session. Raises NotFound of one at which they are not expected, or that is over."""
        view = self.sessions.get(session_id)
        if view is None or (view.network_id, person_id) not in self.members or view.ends_at <= self.clock.now():
            raise NotFound
        return TheirAnswer(
            network_id=view.network_id,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            zone=view.zone,
            is_cancelled=view.status == "CANCELLED",
            takes_answers=view.status != "CANCELLED" and self.clock.now() < view.starts_at,
            answer=self.answers.get((session_id, person_id)),
            is_waiting=False,
        )

    def their_series(self, series_id: UUID, person_id: UUID) -> TheirSeriesAnswers:
        """What somebody said of each session of a series. Raises NotFound where they are expected at none that takes answers."""
        there = [self.sessions[one] for one in self.sets.get(series_id, ())]
        open_ = sorted(
            (one for one in there if one.status != "CANCELLED" and one.starts_at > self.clock.now()),
            key=lambda one: one.starts_at,
        )
        if not open_ or (open_[0].network_id, person_id) not in self.members:
            raise NotFound
        return TheirSeriesAnswers(
            network_id=open_[0].network_id,
            zone=open_[0].zone,
            sessions=[
                SeriesSessionSaid(
                    id=one.id,
                    starts_at=one.starts_at,
                    ends_at=one.ends_at,
                    answer=self.answers.get((one.id, person_id)),
                    is_waiting=False,
                )
                for one in open_
            ],
        )

    def their_dates(self, poll_id: UUID, person_id: UUID) -> TheirPollAnswers:
        """What somebody said of the dates of a poll. Raises NotFound where they do not take part."""
        letter, _ = self.polls.get(poll_id, (None, None))
        if letter is None or (letter.network_id, person_id) not in self.members:
            raise NotFound
        is_open = self.clock.now() < letter.answer_until
        return TheirPollAnswers(
            network_id=letter.network_id,
            answer_until=letter.answer_until,
            takes_answers=is_open,
            dates=[
                TheirPollDate(
                    id=one,
                    starts_at=letter.first_starts_at,
                    ends_at=letter.last_starts_at,
                    answer=self.said.get((one, person_id)),
                )
                for one in (self.dates.get(poll_id, []) if is_open else [])
            ],
        )

    def note(self, path: str) -> None:
        """Take notice of a question. Raises Unavailable while the owners are away."""
        self.asked.append(path)
        if self.when_asked is not None:
            self.when_asked(path)
        if self.is_away:
            raise Unavailable

    def readers_of(self, network_id: UUID, reader_ids: Iterable[UUID]) -> list[UUID]:
        """Who of these takes part."""
        if network_id in self.closed:
            return []
        return [reader_id for reader_id in reader_ids if (network_id, reader_id) in self.members]

    def rename(self, question_id: UUID, title: str) -> None:
        """Change the words of a question."""
        self.questions[question_id] = self.questions[question_id].model_copy(update={"title": title})


def network_routes(owners: Owners) -> Edge:
    """What notifications asks of network."""
    edge = Edge()

    @edge.read("/people:readers", who=only("notifications"), method="POST")
    async def readers(body: Readers, session: Session) -> list[ReaderView]:
        owners.note("/people:readers")
        return [owners.people[person_id] for person_id in body.person_ids if person_id in owners.people]

    @edge.read("/networks:batch", who=ANYONE, method="POST")
    async def networks_by_id(body: Ids, session: Session) -> list[NetworkView]:
        owners.note("/networks:batch")
        return [owners.networks[network_id] for network_id in body.ids if network_id in owners.networks]

    @edge.read("/networks/by-slug/{slug}", who=ANYONE)
    async def network_by_slug(slug: str, session: Session) -> NetworkView:
        owners.note("/networks/by-slug")
        for view in owners.networks.values():
            if view.slug == slug:
                return view
        raise NotFound

    @edge.read("/memberships:active", who=only("notifications"), method="POST")
    async def active(body: ActiveReaders, session: Session) -> list[UUID]:
        owners.note("/memberships:active")
        return [one for one in body.person_ids if (body.network_id, one) in owners.members]

    @edge.read("/memberships/{membership_id}:letter", who=only("notifications"), method="POST")
    async def letter(membership_id: UUID, body: PlaceLetterAsked, session: Session) -> PlaceLetter:
        owners.note("/memberships:letter")
        if membership_id not in owners.places:
            raise NotFound
        status, told = owners.places[membership_id]
        if status != body.status:
            raise Conflict
        return told

    @edge.read("/memberships/{membership_id}:role-letter", who=only("notifications"), method="POST")
    async def role_letter(membership_id: UUID, body: RoleLetterAsked, session: Session) -> PlaceLetter:
        owners.note("/memberships:role-letter")
        told = owners.roles.get(membership_id, {}).get((body.role, body.person_id))
        if told is None:
            raise NotFound
        return told

    @edge.read("/parental-permissions/{permission_id}:farewell", who=only("notifications"), method="POST")
    async def farewell(permission_id: UUID, session: Session) -> PermissionFarewell:
        owners.note("/parental-permissions:farewell")
        if permission_id not in owners.farewells:
            raise NotFound
        return owners.farewells[permission_id]

    @edge.read("/erasures/{erasure_id}:letter", who=only("notifications"), method="POST")
    async def erasure_letter(erasure_id: UUID, session: Session) -> ErasureLetter:
        owners.note("/erasures:letter")
        if erasure_id not in owners.erasures:
            raise NotFound
        return owners.erasures[erasure_id]

    @edge.read("/removals/{removal_id}:letter", who=only("notifications"), method="POST")
    async def removal_letter(removal_id: UUID, body: RemovalLetterAsked, session: Session) -> RemovalLetter:
        owners.note("/removals:letter")
        if removal_id not in owners.appeals:
            raise NotFound
        told = owners.appeals[removal_id].get((body.about, body.person_id))
        if told is None:
            raise Conflict
        return told

    @edge.read("/reports/{report_id}:letter", who=only("notifications"), method="POST")
    async def report_letter(report_id: UUID, body: ModerationLetterAsked, session: Session) -> ModerationLetter:
        return moderated(report_id, body)

    @edge.read("/link-breaks/{link_break_id}:letter", who=only("notifications"), method="POST")
    async def link_break_letter(link_break_id: UUID, body: ModerationLetterAsked, session: Session) -> ModerationLetter:
        return moderated(link_break_id, body)

    @edge.read("/restrictions/{restriction_id}:letter", who=only("notifications"), method="POST")
    async def restriction_letter(
        restriction_id: UUID, body: ModerationLetterAsked, session: Session
    ) -> ModerationLetter:
        return moderated(restriction_id, body)

    @edge.read("/expert-questions/{expert_question_id}:letter", who=only("notifications"), method="POST")
    async def expert_letter(expert_question_id: UUID, body: ExpertLetterAsked, session: Session) -> ExpertLetter:
        owners.note("/expert-questions:letter")
        if expert_question_id not in owners.expert_questions:
            raise NotFound
        told = owners.expert_questions[expert_question_id].get(body.about)
        if told is None:
            raise Conflict
        return told

    def moderated(moderated_id: UUID, body: ModerationLetterAsked) -> ModerationLetter:
        owners.note("/moderation:letter")
        if moderated_id not in owners.moderation:
            raise NotFound
        told = owners.moderation[moderated_id].get((body.about, body.person_id))
        if told is None:
            raise Conflict
        return told

    @edge.read("/networks/{network_id}:succession-letter", who=only("notifications"), method="POST")
    async def succession_letter(network_id: UUID, body: SuccessionLetterAsked, session: Session) -> SuccessionLetter:
        owners.note("/networks:succession-letter")
        if network_id not in owners.wishes:
            raise NotFound
        told = owners.wishes[network_id].get((body.about, body.person_id))
        if told is None:
            raise Conflict
        return told

    @edge.act("/sign-ins/{sign_in_id}:mint", who=only("notifications"))
    async def mint_secret(sign_in_id: UUID, door: Door) -> SignInSecret:
        owners.note("/sign-ins:mint")
        if sign_in_id not in owners.sign_ins:
            raise NotFound
        address, language, expires_at = owners.sign_ins[sign_in_id]
        if owners.clock.now() >= expires_at:
            raise SignInOver
        token = f"geheim-{len(owners.minted)}-{sign_in_id.hex}"
        owners.minted.append(token)
        return SignInSecret(
            address=address, language=language, code=f"{len(owners.minted):06d}", token=token, expires_at=expires_at
        )

    return edge


def agenda_routes(owners: Owners) -> Edge:
    """What notifications asks of agenda."""
    edge = Edge()

    @edge.read("/sessions:news", who=only("notifications"), method="POST")
    async def session_news(asked: SessionNewsAsked, session: Session) -> SessionNews:
        owners.note("/sessions:news")
        readers = owners.readers_of(asked.network_id, asked.reader_ids)
        if not readers:
            return SessionNews(agenda_points=[], sessions=[], upcoming=[], reader_ids=[])
        points = [
            point
            for point in owners.points.values()
            if point.id in asked.agenda_point_ids and point.network_id == asked.network_id
        ]
        upcoming = sorted(
            (
                one
                for one in owners.sessions.values()
                if one.network_id == asked.network_id and one.starts_at > owners.clock.now()
            ),
            key=lambda one: one.starts_at,
        )
        return SessionNews(
            agenda_points=points,
            sessions=[
                owners.sessions[session_id] for session_id in {point.session_id for point in points if point.session_id}
            ],
            upcoming=upcoming[: asked.upcoming],
            reader_ids=readers,
        )

    @edge.read("/date-polls/{date_poll_id}:letter", who=only("notifications"), method="POST")
    async def poll_letter(date_poll_id: UUID, asked: DatePollLetterAsked, session: Session) -> DatePollLetter:
        owners.note("/date-polls:letter")
        if date_poll_id not in owners.polls:
            raise NotFound
        told, readers = owners.polls[date_poll_id]
        if asked.about not in readers:
            raise Conflict
        may = [one for one in asked.reader_ids if one in readers[asked.about]]
        return told.model_copy(update={"reader_ids": may})

    @edge.read("/date-polls/{date_poll_id}:answer-of", who=only("notifications"), method="POST")
    async def poll_answer_of(date_poll_id: UUID, asked: PollAnswersOf, session: Session) -> TheirPollAnswers:
        owners.note("/date-polls:answer-of")
        return owners.their_dates(date_poll_id, asked.person_id)

    @edge.act("/date-polls/{date_poll_id}:answer-for", who=only("notifications"))
    async def poll_answer_for(date_poll_id: UUID, asked: PollAnswersFor, door: Door) -> TheirPollAnswers:
        owners.note("/date-polls:answer-for")
        if not owners.their_dates(date_poll_id, asked.person_id).takes_answers:
            raise DatePollClosed
        owners.said |= {(one.date_id, asked.person_id): one.availability for one in asked.answers}
        return owners.their_dates(date_poll_id, asked.person_id)

    @edge.read("/sessions/{session_id}:agenda-letter", who=only("notifications"), method="POST")
    async def agenda_letter(session_id: UUID, asked: AgendaLetterAsked, session: Session) -> AgendaLetter:
        owners.note("/sessions:agenda-letter")
        if session_id not in owners.agendas:
            raise NotFound
        told, readers = owners.agendas[session_id]
        if asked.about not in readers:
            raise Conflict
        may = [one for one in asked.reader_ids if one in readers[asked.about]]
        return told.model_copy(update={"reader_ids": may})

    @edge.read("/sessions/{session_id}/minutes:letter", who=only("notifications"), method="POST")
    async def minutes_letter(session_id: UUID, asked: MinutesLetterAsked, session: Session) -> MinutesLetter:
        owners.note("/sessions/minutes:letter")
        if session_id not in owners.minutes:
            raise NotFound
        told, readers = owners.minutes[session_id]
        if asked.about not in readers:
            raise Conflict
        may = [one for one in asked.reader_ids if one in readers[asked.about]]
        return told.model_copy(update={"reader_ids": may})

    @edge.read("/actions/{action_id}:letter", who=only("notifications"), method="POST")
    async def action_letter(action_id: UUID, asked: ActionLetterAsked, session: Session) -> ActionLetter:
        owners.note("/actions:letter")
        if action_id not in owners.actions:
            raise NotFound
        told, readers = owners.actions[action_id]
        if told.due_on != asked.due_on:
            raise Conflict
        return told.model_copy(update={"reader_ids": [one for one in asked.reader_ids if one in readers]})

    @edge.read("/stories/{story_id}/letter", who=only("notifications"))
    async def story(story_id: UUID, session: Session) -> StoryLetter:
        owners.note("/stories/letter")
        found = owners.stories[story_id]
        if found is None:
            raise Conflict
        return found

    @edge.read("/agenda-points/{agenda_point_id}:letter", who=only("notifications"), method="POST")
    async def point_letter(agenda_point_id: UUID, session: Session) -> AgendaPointLetter:
        owners.note("/agenda-points:letter")
        if agenda_point_id not in owners.answered:
            raise NotFound
        return owners.answered[agenda_point_id]

    @edge.read("/sessions/{session_id}:coming-letter", who=only("notifications"), method="POST")
    async def coming_letter(session_id: UUID, asked: ComingLetterAsked, session: Session) -> ComingLetter:
        owners.note("/sessions:coming-letter")
        if session_id not in owners.coming:
            raise NotFound
        told, readers = owners.coming[session_id]
        if asked.reader_ids and asked.about not in readers:
            raise Conflict
        may = [one for one in asked.reader_ids if one in readers[asked.about]]
        return told.model_copy(update={"reader_ids": may})

    @edge.read("/sessions/{session_id}:letter", who=only("notifications"), method="POST")
    async def session_letter(session_id: UUID, asked: SessionLetterAsked, session: Session) -> SessionLetter:
        owners.note("/sessions:letter")
        view = owners.sessions.get(session_id)
        if view is None or view.status not in {"CONFIRMED", "AGENDA_PUBLISHED"}:
            raise NotFound
        if asked.coordinator_id not in {None, owners.coordinator_id}:
            raise CoordinatorNeeded
        return SessionLetter(
            network_id=view.network_id,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            place=view.place or "",
            series_id=view.series_id,
            link=view.link or "",
            words=owners.reminder_words.get(session_id, ""),
            points=[
                LetterPoint(title=point.title, minutes=point.minutes)
                for point in owners.points.values()
                if point.session_id == session_id
            ],
            readers=[
                LetterReader(
                    person_id=one,
                    answer=owners.answers.get((session_id, one)),
                    joins=owners.answers.get((session_id, one)) == "COMING",
                )
                for one in owners.readers_of(view.network_id, asked.reader_ids)
                if session_id not in owners.expected or one in owners.expected[session_id]
            ],
        )

    @edge.read("/sessions/{session_id}:answer-of", who=only("notifications"), method="POST")
    async def answer_of(session_id: UUID, asked: AnswerOf, session: Session) -> TheirAnswer:
        owners.note("/sessions:answer-of")
        return owners.their_answer(session_id, asked.person_id)

    @edge.act("/sessions/{session_id}:answer-for", who=only("notifications"))
    async def answer_for(session_id: UUID, asked: AnswerFor, door: Door) -> TheirAnswer:
        owners.note("/sessions:answer-for")
        told = owners.their_answer(session_id, asked.person_id)
        if not told.takes_answers:
            raise AnsweringIsOver
        key, at = (session_id, asked.person_id), asked.stamped_at or owners.clock.now()
        if key in owners.said_at and asked.stamped_at is not None and owners.said_at[key] > at:
            return told.model_copy(update={"is_taken": False})
        owners.answers[key], owners.said_at[key] = asked.answer, at
        return owners.their_answer(session_id, asked.person_id)

    @edge.read("/series/{series_id}:answer-of", who=only("notifications"), method="POST")
    async def series_answer_of(series_id: UUID, asked: SeriesAnswersOf, session: Session) -> TheirSeriesAnswers:
        owners.note("/series:answer-of")
        return owners.their_series(series_id, asked.person_id)

    @edge.act("/series/{series_id}:answer-for", who=only("notifications"))
    async def series_answer_for(series_id: UUID, asked: SeriesAnswersFor, door: Door) -> TheirSeriesAnswers:
        owners.note("/series:answer-for")
        open_ = {one.id for one in owners.their_series(series_id, asked.person_id).sessions}
        said = dict.fromkeys(open_, asked.whole_series) if asked.whole_series else {}
        said |= {one.session_id: one.answer for one in asked.answers if one.session_id in open_}
        owners.answers |= {(id_, asked.person_id): answer for id_, answer in said.items()}
        return owners.their_series(series_id, asked.person_id)

    @edge.read("/session-sets/{about_id}:letter", who=only("notifications"), method="POST")
    async def sets_letter(about_id: UUID, asked: SessionSetsAsked, session: Session) -> SessionSets:
        owners.note("/session-sets:letter")
        found = owners.sets_about(about_id)
        if not found:
            raise NotFound
        network_id = owners.sessions[next(iter(found.values()))[0]].network_id
        readers = owners.readers_of(network_id, asked.reader_ids)
        return SessionSets(
            network_id=network_id,
            sets=[
                SessionSet(id=set_id, is_series=set_id in owners.sets, sessions=[_in_set(owners, one) for one in ids])
                for set_id, ids in found.items()
            ],
            reader_ids=readers,
            neutral_ids=[one for one in readers if one in owners.little],
        )

    @edge.read("/networks/{network_id}/documents:letter", who=only("notifications"), method="POST")
    async def documents_letter(network_id: UUID, asked: DocumentsLetterAsked, session: Session) -> DocumentsLetter:
        owners.note("/networks/documents:letter")
        readers = owners.readers_of(network_id, asked.reader_ids)
        return DocumentsLetter(
            documents=[
                LetterDocument(
                    id=one,
                    session_id=session_id,
                    series_id=owners.sessions[session_id].series_id,
                    starts_at=owners.sessions[session_id].starts_at,
                    title=title,
                    added_by=added_by,
                    reader_ids=sorted(owners.expected[session_id]) if session_id in owners.expected else None,
                )
                for one, (session_id, title, added_by) in owners.documents.items()
                if one in asked.document_ids
                and owners.sessions[session_id].network_id == network_id
                and owners.sessions[session_id].status not in {"DRAFT", "CANCELLED"}
            ],
            reader_ids=readers,
        )

    @edge.read("/questions:news", who=only("notifications"), method="POST")
    async def question_news(asked: QuestionNewsAsked, session: Session) -> QuestionNews:
        owners.note("/questions:news")
        readers = owners.readers_of(asked.network_id, asked.reader_ids)
        return QuestionNews(
            questions=[
                question
                for question in owners.questions.values()
                if readers
                and question.id in asked.question_ids
                and question.network_id == asked.network_id
                and question.status == "ON_AGENDA"
            ],
            reader_ids=readers,
        )

    return edge


def _in_set(owners: Owners, session_id: UUID) -> SetSession:
    view = owners.sessions[session_id]
    return SetSession(
        id=view.id,
        network_id=view.network_id,
        starts_at=view.starts_at,
        ends_at=view.ends_at,
        place=view.place or "",
        link=view.link or "",
        status=view.status,
        was_off=view.id in owners.taken_up,
        sequence=view.sequence,
        revised_at=owners.revised.get(view.id, owners.first_known),
        number=view.number,
        first_starts_at=owners.first_starts[view.id],
        reader_ids=sorted(owners.expected[view.id]) if view.id in owners.expected else None,
        joiner_ids=[one for (id_, one), said in owners.answers.items() if id_ == view.id and said == "COMING"],
        comer_ids=[one for (id_, one), said in owners.answers.items() if id_ == view.id and said == "COMING"],
    )


def _passes_used_at(path: Path) -> MetaData:
    """The only table of a stand-in: a pass for a change counts once there too."""
    metadata = fresh_metadata()
    used_pass_table(metadata)
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    return metadata


def app_of(service: str, edge: Edge, office: PassOffice, clock: StandingClock, directory: Path) -> FastAPI:
    """The app of a stand-in, which believes the passes that ``office`` believes."""
    database = Database(
        f"sqlite+aiosqlite:///{directory / (service + '.db')}", _passes_used_at(directory / f"{service}.db")
    )
    door = Door(
        service=service,
        database=database,
        outbox=Outbox(database, service),
        clock=clock,
        asking=Asking({}, office, clock.now),
        settings=Settings(env=Environment.TEST, var=directory),
    )
    app = FastAPI()
    put_on(app, [edge, together_routes()])
    answer_problems(app)
    app.state.desk = Desk(door=door, office=office)
    return app
