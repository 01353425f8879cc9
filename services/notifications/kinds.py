"""Every kind of mail, and what writes it."""

from collections.abc import Mapping

from services.notifications.digests.operations.composing import DigestMails
from services.notifications.mail.operations.email_changes import CHANGED, CONFIRM, NOTICE, EmailChangeMails
from services.notifications.mail.operations.guardians import GUARDIAN_MAILS
from services.notifications.mail.operations.joining import ANSWER, INVITATION, NEWS, RECEIPT, InvitationMails, JoinMails
from services.notifications.mail.operations.places import PLACE_MAILS
from services.notifications.mail.operations.register import Kind
from services.notifications.mail.operations.sign_in import SIGN_IN, SignInMails
from services.notifications.mail.operations.ways_in import WAY_IN, WayInMails
from services.notifications.privacy.operations import ERASED, EXPORT, UNUSED, ExportMails, LastMails, WarningMails

KINDS: Mapping[str, Kind] = {
    "digest": DigestMails(),
    SIGN_IN: SignInMails(),
    WAY_IN: WayInMails(),
    ERASED: LastMails(),
    EXPORT: ExportMails(),
    UNUSED: WarningMails(),
    INVITATION: InvitationMails(),
    **{kind: JoinMails(kind) for kind in (RECEIPT, NEWS, ANSWER)},
    **PLACE_MAILS,
    **GUARDIAN_MAILS,
    **{kind: EmailChangeMails(kind) for kind in (CONFIRM, NOTICE, CHANGED)},
}
