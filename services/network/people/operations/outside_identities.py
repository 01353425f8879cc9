"""What people can do with an account at another house: sign in with it, link it, unlink it (OpenID Connect Core 1.0)."""

from services.network.people.models import outside_identities as models
from shared.bus.work import Work


async def forget_outside_sign_ins(work: Work) -> None:
    """Remove those who went to another house and never came back."""
    await work.session.execute(models.forget_outside_sign_ins(now=work.now))
