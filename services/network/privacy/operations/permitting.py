"""What can be done about permissions: give one, take it back; both are kept as proof."""

from uuid import UUID

from services.network.people.queries.accounts import person_by_id
from services.network.privacy.domain.permitting import TEXT_VERSION, Use
from services.network.privacy.models.erasing import METADATA
from services.network.privacy.models.permitting import PrivacyPermission
from services.network.privacy.queries.permitting import standing_permissions
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.erasure import is_gone
from shared.errors import NotSignedIn


async def change_permission(work: Work, *, person_id: UUID, use: Use, allowed: bool) -> None:
    """Allow one use, or no longer; said again it stays as it was. A yes to an older text is renewed. Raises NotSignedIn."""
    is_erased = await is_gone(work.session, METADATA, person_id)
    if is_erased or await person_by_id(work.session, person_id) is None:
        raise NotSignedIn
    standing = [one for one in await standing_permissions(work.session, person_id) if one.use == use]
    is_new = allowed and not any(one.text_version == TEXT_VERSION for one in standing)
    if is_new or (standing and not allowed):
        verb = Verb.USE_ALLOWED if allowed else Verb.USE_TAKEN_BACK
        work.note(verb, Kind.PERSON, person_id, reason=use.value)
    for one in standing:
        if not allowed or one.text_version != TEXT_VERSION:
            one.withdrawn_at = work.now
    if allowed and not any(one.withdrawn_at is None for one in standing):
        work.add(
            PrivacyPermission(
                id=new_id(), person_id=person_id, use=use.value, text_version=TEXT_VERSION, given_at=work.now
            )
        )
        await work.session.flush()
