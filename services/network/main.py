"""What the service network is."""

from pathlib import Path

from services.network.handlers import HANDLERS, SCHEDULE
from services.network.memberships.edge.taking_part import edge as memberships
from services.network.networks.edge import edge as networks
from services.network.people.edge.accounts import edge as accounts
from services.network.people.edge.devices import edge as devices
from services.network.people.edge.signing_in import edge as signing_in
from shared.database import NetworkStore
from shared.service import Service

SERVICE = Service(
    name="network",
    metadata=NetworkStore.metadata,
    migrations=Path(__file__).parent / "migrations",
    edges=(accounts, signing_in, devices, networks, memberships),
    handlers=HANDLERS,
    schedule=SCHEDULE,
)
