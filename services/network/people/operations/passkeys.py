"""What people can do with passkeys: add one, sign in with it, remove it (W3C Web Authentication, Level 3)."""

from services.network.people.models import passkeys as models
from shared.bus.work import Work


async def forget_challenges(work: Work) -> None:
    """Remove questions to a key that nobody answered in time."""
    await work.session.execute(models.forget_challenges(now=work.now))
