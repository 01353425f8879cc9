"""What the service network is."""

from datetime import datetime
from pathlib import Path

from services.network.handlers import HANDLERS, SCHEDULE
from services.network.memberships.edge.participation import edge as participation
from services.network.memberships.edge.people import edge as participants
from services.network.memberships.edge.taking_part import edge as memberships
from services.network.networks.edge import edge as networks
from services.network.people.edge.accounts import edge as accounts
from services.network.people.edge.devices import edge as devices
from services.network.people.edge.email_changes import edge as email_changes
from services.network.people.edge.outside_identities import edge as outside_identities
from services.network.people.edge.passkeys import edge as passkeys
from services.network.people.edge.platform import edge as platform
from services.network.people.edge.signing_in import edge as signing_in
from services.network.privacy.edge.erasing import edge as erasing
from services.network.privacy.queries.erasing import late_requests
from services.network.steering.edge.goals import edge as goals
from services.network.steering.edge.partners import edge as partners
from services.network.people.edge.machine_tokens import edge as machine_tokens
from services.network.steering.edge.relations import edge as relations
from services.network.steering.edge.settings import edge as settings
from services.network.steering.edge.succession import edge as succession
from shared.database import NetworkStore, Session
from shared.service import Service


async def counts(session: Session, now: datetime) -> dict[str, float]:
    """What an operator wants to know of people who want to be gone."""
    return {"erasures_late": await late_requests(session, now)}


SERVICE = Service(
    name="network",
    metadata=NetworkStore.metadata,
    migrations=Path(__file__).parent / "migrations",
    edges=(
        accounts,
        signing_in,
        devices,
        email_changes,
        passkeys,
        networks,
        memberships,
        participation,
        participants,
        platform,
        settings,
        goals,
        relations,
        partners,
        succession,
        erasing,
        machine_tokens,
        outside_identities,
    ),
    handlers=HANDLERS,
    schedule=SCHEDULE,
    counts=counts,
)
