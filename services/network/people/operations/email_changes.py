"""What people can do to get their mail elsewhere: ask for it, confirm it at the new address, stop it from the old one."""

from services.network.people.models import email_changes as models
from shared.bus.work import Work


async def forget_email_changes(work: Work) -> None:
    """Remove changes of address that are over, with both addresses in them."""
    await work.session.execute(models.forget_email_changes(now=work.now))
