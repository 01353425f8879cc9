"""What network tells for mails about reports, warnings and limits."""

from uuid import UUID

from shared.api.network.moderation import ModerationLetter, ModerationLetterAsked
from shared.asking import Asking


async def report_letter(asking: Asking, report_id: UUID, about: str, reader_id: UUID | None) -> ModerationLetter:
    """Ask network what a mail about a report needs. about: WAITS or ANSWERED. Raises NotFound or Conflict for nothing to tell."""
    return await _letter(asking, f"/reports/{report_id}:letter", about, reader_id)


async def restriction_letter(
    asking: Asking, restriction_id: UUID, about: str, reader_id: UUID | None
) -> ModerationLetter:
    """Ask network what a mail about a warning or limit needs. about: DECIDED, LIFTED, APPEAL or ANSWERED.

    Raises NotFound or Conflict when there is nothing to tell any more.
    """
    return await _letter(asking, f"/restrictions/{restriction_id}:letter", about, reader_id)


async def link_break_letter(asking: Asking, link_break_id: UUID, reader_id: UUID) -> ModerationLetter:
    """Ask network what the mail to a second person needs. Raises NotFound or Conflict when there is nothing to agree to any more."""
    return await _letter(asking, f"/link-breaks/{link_break_id}:letter", "WAITS", reader_id)


async def _letter(asking: Asking, path: str, about: str, reader_id: UUID | None) -> ModerationLetter:
    body = ModerationLetterAsked.model_validate({"about": about, "person_id": reader_id})
    return await asking.ask("network", "POST", path, ModerationLetter, body=body)
