"""What people can do with tokens for programs: make one, let a program use it, revoke it."""

from services.network.people.models import machine_tokens as models
from shared.bus.work import Work


async def forget_machine_tokens(work: Work) -> None:
    """Remove tokens that are over."""
    await work.session.execute(models.forget_machine_tokens(now=work.now))
