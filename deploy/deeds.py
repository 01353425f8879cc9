"""What example people do in one network, each with a pass of their own."""

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from deploy.operator import Json, Operator
from shared.errors import NotAllowed, NotFound

if TYPE_CHECKING:
    from deploy.single import House

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LONGEST_SECONDS = 20.0


@dataclass(frozen=True)
class Deeds:
    """What the example people do in one network; the gateway signs for them, as it does when they sit at a browser."""

    house: "House"
    people: dict[str, UUID]
    network_id: str

    async def see(self, who: str, path: str, *, of: str = "agenda", **params: Any) -> Any:
        """Read something as one of them."""
        return await self.house.face.asking.ask(of, "GET", path, Any, person_id=self.people[who], params=params)

    async def decide(self, who: str, path: str, **body: Any) -> Any:
        """Change something about the network as one of them."""
        return await self.house.face.asking.ask(
            "network", "POST", path, Any, person_id=self.people[who], body=Json(body)
        )

    async def do(self, who: str, path: str, **body: Any) -> Any:
        """Change something of what is studied, as one of them."""
        until = monotonic() + LONGEST_SECONDS
        while True:
            try:
                return await self.house.face.asking.ask(
                    "agenda", "POST", path, Any, person_id=self.people[who], body=Json(body)
                )
            except (NotAllowed, NotFound):  # agenda has not heard yet that this person takes part
                if monotonic() > until:
                    raise
                await asyncio.sleep(0.05)


async def network_id(house: "House", slug: str) -> str:
    """The id of a network, by its slug."""
    found = await Operator(house.operator).ask("network", f"/networks/by-slug/{slug}")
    return str(found["id"])


def without(told: dict[str, Any], *names: str) -> dict[str, Any]:
    """What was told, but for these names."""
    return {name: value for name, value in told.items() if name not in names}
