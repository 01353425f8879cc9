"""Who may ask about digests: operators, to look before Monday comes."""

from services.notifications.digests.operations.planning import run_digests
from services.notifications.digests.operations.previewing import preview_digest
from services.notifications.mail.domain.ledger import MailState
from services.notifications.mail.queries import count_by_state
from services.notifications.subscriptions.domain import Cadence
from shared.api.notifications.mail import DigestAsked, DigestPreview, DigestRun, DigestRunView
from shared.bus.work import Door
from shared.web.edge import Edge, Session, only

edge = Edge(tags=["digests"])
OPERATOR = only("operator")


@edge.act("/digests:preview", who=OPERATOR)
async def preview(door: Door, asked: DigestAsked) -> DigestPreview:
    """The digest of one network as a member would get it now."""
    written, readers = await preview_digest(door, network_slug=asked.network_slug, language=asked.language)
    if written is None:
        return DigestPreview(subject="", text="", html="", readers=readers)
    return DigestPreview(subject=written.subject, text=written.text, html=written.html, readers=readers)


@edge.act("/digests:run", who=OPERATOR)
async def run(door: Door, asked: DigestRun) -> DigestRunView:
    """Plan the digests of this moment's period now; who had theirs gets no second one."""
    period = await run_digests(door, cadence=Cadence(asked.cadence))
    async with door.reading() as session:
        return await _progress(session, period)


@edge.read("/digests/{period}", who=OPERATOR)
async def progress(session: Session, period: str) -> DigestRunView:
    """How far the digests of a period are."""
    return await _progress(session, period)


async def _progress(session: Session, period: str) -> DigestRunView:
    counts = await count_by_state(session, period)

    def total(*states: MailState) -> int:
        return sum(counts.get(state, 0) for state in states)

    return DigestRunView(
        period=period,
        planned=sum(counts.values()),
        sent=total(MailState.SENT),
        skipped=total(MailState.CANCELLED, MailState.SUPPRESSED),
        waiting=total(MailState.PLANNED, MailState.CLAIMED, MailState.SENDING, MailState.DEFERRED),
        failed=total(MailState.BOUNCED, MailState.UNKNOWN, MailState.EXPIRED),
    )
