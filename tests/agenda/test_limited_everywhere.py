"""Who is limited writes nowhere, whatever their role: every route that takes words which others read is tried (PR-7, C103)."""

from typing import Any
from uuid import UUID

import pytest
from fastapi.routing import APIRoute

from services.agenda.main import SERVICE
from shared.api.agenda.planning import AddSoftBlock
from shared.api.agenda.templates import SetTemplateAgenda, TemplatePoint
from shared.api.posting import Posted
from shared.database import new_id
from shared.errors import Refusal
from tests.agenda.posted import posted_fields
from tests.agenda.rights import Desk
from tests.agenda.steps import Cast, join
from tests.agenda.test_rights import RIGHTS
from tests.agenda.test_writing_limits import decided, hear
from tests.workplace import Workplace

WORDS = "Een zin."


def takes_words() -> list[str]:
    """The routes that take words which others will read; a difficult time is told to who plans, and never looked through."""
    return [
        f"POST {route.path}"
        for edge in SERVICE.edges
        for route in edge.routes
        if isinstance(route, APIRoute) and route.body_field is not None
        if isinstance(kind := route.body_field.field_info.annotation, type) and issubclass(kind, (Posted, AddSoftBlock))
    ]


class Wordy(Desk):
    """Gives words wherever words can be given."""

    async def ask(self, method: str, path: str, answer: Any, person_id: UUID | None, **kwargs: Any) -> Any:
        """Ask as the gateway does, with words."""
        body = kwargs.get("body")
        if isinstance(body, SetTemplateAgenda):
            kwargs["body"] = SetTemplateAgenda(points=[TemplatePoint(title=WORDS, purpose="EXPLORE", minutes=5)])
        elif isinstance(body, Posted):
            empty = {name: WORDS for name in posted_fields(type(body)) if not getattr(body, name)}
            kwargs["body"] = body.model_copy(update=empty)
        return await super().ask(method, path, answer, person_id, **kwargs)


@pytest.mark.parametrize("route", takes_words())
async def test_who_is_limited_writes_nowhere_whatever_their_role(place: Workplace, cast: Cast, route: str) -> None:
    step, _ = RIGHTS[route]
    limited = new_id()
    await join(place, cast.network_id, limited, role="COORDINATOR")
    await hear(place, decided(place, cast, days=3000).model_copy(update={"person_id": limited}))

    with pytest.raises(Refusal) as refused:
        await step(Wordy(place, cast), limited)

    assert refused.value.code == "WRITING_LIMITED"
