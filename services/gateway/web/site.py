"""All pages together, and the files they need."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.web.actions.pages import pages as actions
from services.gateway.web.administration.pages import pages as administration
from services.gateway.web.agendas.arranging_pages import pages as arranging
from services.gateway.web.agendas.waiting_pages import pages as waiting
from services.gateway.web.answers.dates_pages import pages as dates_by_link
from services.gateway.web.answers.pages import pages as answers
from services.gateway.web.answers.series_pages import pages as series_by_link
from services.gateway.web.calendars.pages import pages as calendars
from services.gateway.web.coming.pages import pages as coming
from services.gateway.web.date_polls.asking_pages import pages as asking_when
from services.gateway.web.date_polls.choosing_pages import pages as choosing_dates
from services.gateway.web.date_polls.pages import pages as date_polls
from services.gateway.web.days.notes_pages import pages as day_notes
from services.gateway.web.days.pages import pages as days
from services.gateway.web.devices.email_pages import pages as email
from services.gateway.web.devices.pages import pages as devices
from services.gateway.web.devices.passkey_pages import pages as passkeys
from services.gateway.web.devices.token_pages import pages as tokens
from services.gateway.web.entrance.outside_pages import pages as outside
from services.gateway.web.entrance.pages import pages as entrance
from services.gateway.web.expert_questions.pages import pages as expert_questions
from services.gateway.web.guard import Guard
from services.gateway.web.guardians.pages import pages as guardians
from services.gateway.web.helping.pages import pages as helping
from services.gateway.web.joining.door import pages as door
from services.gateway.web.joining.invitation_pages import pages as inviting
from services.gateway.web.joining.pages import pages as invitations
from services.gateway.web.joining.requests_pages import pages as join_requests
from services.gateway.web.link_breaking.pages import pages as link_breaking
from services.gateway.web.logbook.pages import pages as logbook
from services.gateway.web.mail.pages import pages as mail
from services.gateway.web.mailbox.pages import pages as mailbox
from services.gateway.web.me.pages import pages as me
from services.gateway.web.minutes.pages import pages as minutes
from services.gateway.web.minutes.series_pages import pages as minutes_of_series
from services.gateway.web.minutes.writing_pages import pages as minutes_written
from services.gateway.web.mishaps import answer_mishaps, error_page
from services.gateway.web.moderation.keeping_pages import pages as keeping
from services.gateway.web.moderation.pages import pages as moderation
from services.gateway.web.my_data.pages import pages as my_data
from services.gateway.web.networks.pages import pages as networks
from services.gateway.web.networks.voices import pages as voices
from services.gateway.web.open_pages.pages import pages as open_pages
from services.gateway.web.own_calendar.pages import pages as own_calendar
from services.gateway.web.people.mandate_pages import pages as mandates
from services.gateway.web.people.pages import pages as people
from services.gateway.web.questions.pages import pages as questions
from services.gateway.web.reminders.mail_pages import pages as session_mail
from services.gateway.web.reminders.pages import pages as reminders
from services.gateway.web.search.pages import pages as search
from services.gateway.web.series.changing_pages import pages as changing
from services.gateway.web.series.document_pages import pages as session_documents
from services.gateway.web.series.draft_pages import pages as drafts
from services.gateway.web.series.template_pages import pages as template_agendas
from services.gateway.web.sessions.pages import pages as sessions
from services.gateway.web.sessions.plan_pages import pages as planning
from services.gateway.web.start.pages import pages as start
from services.gateway.web.static_files import StaticFiles
from services.gateway.web.steering.action_pages import pages as left_actions
from services.gateway.web.steering.goal_pages import pages as goals
from services.gateway.web.steering.organisation_pages import pages as organisations
from services.gateway.web.steering.pages import pages as steering
from services.gateway.web.steering.succession_pages import pages as successions
from services.gateway.web.steering.tie_pages import pages as ties
from services.gateway.web.stories.pages import pages as stories
from services.gateway.web.taking_part.pages import pages as taking_part
from services.gateway.web.visit import Site
from shared.settings import Settings
from shared.web.routing import put_on


def open_site(app: FastAPI, settings: Settings) -> None:
    """Put all pages on the app, with the guard in front. Needs ``app.state.gateway`` before the first request."""
    static = StaticFiles()
    app.state.site = Site(settings=settings, static=static)
    groups = (
        start,
        entrance,
        me,
        my_data,
        devices,
        email,
        passkeys,
        tokens,
        outside,
        networks,
        voices,
        search,
        calendars,  # before sessions: its addresses are theirs with .ics behind them
        days,
        day_notes,
        sessions,
        coming,
        changing,
        drafts,
        template_agendas,
        session_documents,
        reminders,
        session_mail,
        arranging,
        waiting,
        planning,
        asking_when,
        choosing_dates,
        date_polls,
        questions,
        mail,
        door,
        join_requests,
        inviting,
        invitations,
        guardians,
        answers,
        dates_by_link,
        series_by_link,
        own_calendar,
        helping,
        link_breaking,
        mailbox,
        open_pages,
        minutes,
        minutes_written,
        stories,
        left_actions,
        minutes_of_series,
        actions,
        steering,
        successions,
        goals,
        organisations,
        ties,
        administration,
        keeping,  # before people: the step with one member is no page about roles
        moderation,
        expert_questions,
        people,
        mandates,
        taking_part,
        logbook,
    )
    put_on(app, groups)

    @app.get("/static/{path:path}", include_in_schema=False)
    async def file(request: Request) -> Response:
        return static.answer(request) or error_page(app, request, 404)

    answer_mishaps(app)
    app.add_middleware(
        Guard,
        refuse=lambda request: error_page(app, request, 403),
        policy=app.state.site.policy,
        encrypted=app.state.site.encrypted,
    )
