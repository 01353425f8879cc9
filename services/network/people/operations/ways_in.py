"""What every new way into an account, and every one that is gone, asks for: a line in the log, and a mail to its owner."""

from uuid import UUID

from services.network.people.domain.ways_in import WayIn
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.events.network import WayInChanged

KINDS = {
    WayIn.PASSKEY: Kind.PASSKEY,
    WayIn.MACHINE_TOKEN: Kind.MACHINE_TOKEN,
    WayIn.OUTSIDE_IDENTITY: Kind.OUTSIDE_IDENTITY,
}
ADDED = {
    WayIn.PASSKEY: Verb.PASSKEY_ADDED,
    WayIn.MACHINE_TOKEN: Verb.MACHINE_TOKEN_MADE,
    WayIn.OUTSIDE_IDENTITY: Verb.OUTSIDE_IDENTITY_LINKED,
}
REMOVED = {
    WayIn.PASSKEY: Verb.PASSKEY_REMOVED,
    WayIn.MACHINE_TOKEN: Verb.MACHINE_TOKEN_REVOKED,
    WayIn.OUTSIDE_IDENTITY: Verb.OUTSIDE_IDENTITY_UNLINKED,
}


def tell_way_in(work: Work, *, way_in: WayIn, id_: UUID, person_id: UUID, is_added: bool) -> None:
    """Write down that somebody has one way in more or less, and let their owner hear of it at once.

    id_: of the passkey, the token or the identity. Whoever acts here acts as the owner, also with a link from their mail.
    """
    verbs = ADDED if is_added else REMOVED
    work.note(verbs[way_in], KINDS[way_in], id_, by=person_id)
    work.announce(
        WayInChanged(
            version=1 if is_added else 2,
            way_in_id=id_,
            person_id=person_id,
            kind=way_in.value,
            is_added=is_added,
            at=work.now,
        )
    )
