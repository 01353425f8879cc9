"""Every kind of mail, and what writes it."""

from collections.abc import Mapping

from services.notifications.digests.operations.composing import DigestMails
from services.notifications.invitations.domain import MAILS
from services.notifications.invitations.operations.writing import SessionMails
from services.notifications.invitations.queries import told_lately
from services.notifications.mail.operations.appeals import ANSWERED, WAITS, AppealMails
from services.notifications.mail.operations.email_changes import CHANGED, CONFIRM, NOTICE, EmailChangeMails
from services.notifications.mail.operations.guardians import GUARDIAN_MAILS
from services.notifications.mail.operations.joining import (
    ANSWER,
    INVITATION,
    NEWS,
    OWN_ACCOUNT,
    RECEIPT,
    AccountMails,
    InvitationMails,
    JoinMails,
)
from services.notifications.mail.operations.moderation import LINK_BREAK_WAITS, REPORTS, RESTRICTIONS, ModerationMails
from services.notifications.mail.operations.places import PLACE_MAILS
from services.notifications.mail.operations.register import Kind
from services.notifications.mail.operations.roles import ROLE_MAILS
from services.notifications.mail.operations.sign_in import SIGN_IN, SignInMails
from services.notifications.mail.operations.successions import ANSWERED as SUCCESSION_ANSWERED
from services.notifications.mail.operations.successions import ASKED, SuccessionMails
from services.notifications.mail.operations.unled import SOUGHT, SoughtMails
from services.notifications.mail.operations.ways_in import WAY_IN, WayInMails
from services.notifications.privacy.operations import (
    ANNOUNCED,
    ERASED,
    EXPORT,
    UNUSED,
    AnnouncingMails,
    ExportMails,
    LastMails,
    WarningMails,
)
from services.notifications.reminders.domain import (
    ABOUT,
    ACTION_ASSIGNED,
    ACTION_DUE,
    AGENDAS,
    COMING,
    EXPERTS,
    MINUTES,
    POINT_ANSWERED,
    SESSION,
    STORY_ASKED,
)
from services.notifications.reminders.operations.agendas import AgendaMails, AnswerMails
from services.notifications.reminders.operations.coming import ComingMails
from services.notifications.reminders.operations.date_polls import PollMails
from services.notifications.reminders.operations.expert_questions import ExpertMails
from services.notifications.reminders.operations.minutes import ActionMails, MinutesMails
from services.notifications.reminders.operations.session_letters import SessionReminders
from services.notifications.reminders.operations.stories import StoryMails

KINDS: Mapping[str, Kind] = {
    "digest": DigestMails(),
    SIGN_IN: SignInMails(),
    WAY_IN: WayInMails(),
    ANNOUNCED: AnnouncingMails(),
    ERASED: LastMails(),
    EXPORT: ExportMails(),
    UNUSED: WarningMails(),
    INVITATION: InvitationMails(),
    OWN_ACCOUNT: AccountMails(),
    **{kind: JoinMails(kind) for kind in (RECEIPT, NEWS, ANSWER)},
    **dict.fromkeys(MAILS, SessionMails()),
    SESSION: SessionReminders(told_lately),
    **{kind: PollMails(kind) for kind in ABOUT},
    **{kind: ComingMails(kind) for kind in COMING},
    **{kind: AgendaMails(kind) for kind in AGENDAS},
    POINT_ANSWERED: AnswerMails(),
    **{kind: MinutesMails(kind) for kind in MINUTES},
    **{kind: ActionMails(kind) for kind in (ACTION_ASSIGNED, ACTION_DUE)},
    STORY_ASKED: StoryMails(),
    **{kind: ExpertMails(kind) for kind in EXPERTS},
    **PLACE_MAILS,
    **ROLE_MAILS,
    **{kind: AppealMails(kind) for kind in (WAITS, ANSWERED)},
    **{kind: ModerationMails(kind) for kind in (LINK_BREAK_WAITS, *REPORTS, *RESTRICTIONS)},
    **{kind: SuccessionMails(kind) for kind in (ASKED, SUCCESSION_ANSWERED)},
    **GUARDIAN_MAILS,
    SOUGHT: SoughtMails(),
    **{kind: EmailChangeMails(kind) for kind in (CONFIRM, NOTICE, CHANGED)},
}
