"""What the service network is."""

from datetime import datetime
from pathlib import Path

from services.network.finding.domain import NETWORK, PERSON
from services.network.handlers import HANDLERS, SCHEDULE
from services.network.logbook.edge import edge as logbook
from services.network.memberships.edge.expert_questions import edge as expert_questions
from services.network.memberships.edge.finding import edge as finding
from services.network.memberships.edge.guardians import edge as guardians
from services.network.memberships.edge.helping import edge as helping
from services.network.memberships.edge.invitations import edge as invitations
from services.network.memberships.edge.link_breaking import edge as link_breaking
from services.network.memberships.edge.mandates import edge as mandates
from services.network.memberships.edge.naming import edge as naming
from services.network.memberships.edge.open_invitations import edge as open_invitations
from services.network.memberships.edge.participation import edge as participation
from services.network.memberships.edge.people import edge as participants
from services.network.memberships.edge.removals import edge as removals
from services.network.memberships.edge.reports import edge as reports
from services.network.memberships.edge.requests import edge as join_requests
from services.network.memberships.edge.restrictions import edge as restrictions
from services.network.memberships.edge.taking_part import edge as memberships
from services.network.memberships.queries.finding import person_count, person_documents
from services.network.memberships.queries.people import is_guarded
from services.network.networks.edge import edge as networks
from services.network.networks.queries import network_count, network_documents
from services.network.people.domain.vault import VAULT, VaultLocked, new_vault_key
from services.network.people.edge.accounts import edge as accounts
from services.network.people.edge.devices import edge as devices
from services.network.people.edge.email_changes import edge as email_changes
from services.network.people.edge.machine_tokens import edge as machine_tokens
from services.network.people.edge.outside_identities import edge as outside_identities
from services.network.people.edge.passkeys import edge as passkeys
from services.network.people.edge.platform import edge as platform
from services.network.people.edge.resealing import edge as resealing
from services.network.people.edge.signing_in import edge as signing_in
from services.network.people.queries.accounts import any_address
from services.network.privacy.edge.erasing import edge as erasing
from services.network.privacy.edge.exporting import edge as exporting
from services.network.privacy.edge.keeping import edge as keeping
from services.network.privacy.edge.permitting import edge as permitting
from services.network.privacy.edge.showing import edge as showing
from services.network.privacy.edge.taking_back import edge as taking_back
from services.network.privacy.queries.erasing import late_requests
from services.network.steering.edge.goals import edge as goals
from services.network.steering.edge.partners import edge as partners
from services.network.steering.edge.relations import edge as relations
from services.network.steering.edge.settings import edge as settings
from services.network.steering.edge.succession import edge as succession
from services.network.steering.edge.unled import edge as unled
from services.network.steering.edge.waiting import edge as waiting
from shared.access import secret_from
from shared.database import NetworkStore, Session
from shared.search.index import Source
from shared.service import Service
from shared.settings import Settings, WrongSetting


async def counts(session: Session, now: datetime) -> dict[str, float]:
    """What an operator wants to know of people who want to be gone."""
    return {"erasures_late": await late_requests(session, now)}


def unlock(settings: Settings) -> None:
    """Open the vault with the key of the settings; one process keeps a key of its own beside the keys it signs with."""
    key = settings.vault_key
    text = secret_from(settings.var / "keys" / "vault.key", new_vault_key) if key is None else key.get_secret_value()
    try:
        VAULT.unlock(text)
    except ValueError as error:
        raise WrongSetting(f"Setting LEERKRING_VAULT_KEY is wrong: {error}.") from error


async def proof(session: Session) -> None:
    """Try the vault on one address that is stored."""
    try:
        await any_address(session)
    except VaultLocked as error:
        raise WrongSetting(
            "Setting LEERKRING_VAULT_KEY is wrong: the addresses in this database were sealed with another key."
        ) from error


SERVICE = Service(
    name="network",
    unlock=unlock,
    proof=proof,
    metadata=NetworkStore.metadata,
    migrations=Path(__file__).parent / "migrations",
    edges=(
        accounts,
        naming,
        signing_in,
        devices,
        email_changes,
        passkeys,
        machine_tokens,
        outside_identities,
        networks,
        finding,
        memberships,
        participation,
        participants,
        expert_questions,
        removals,
        reports,
        restrictions,
        join_requests,
        invitations,
        open_invitations,
        mandates,
        guardians,
        helping,
        link_breaking,
        platform,
        resealing,
        settings,
        goals,
        relations,
        partners,
        succession,
        unled,
        waiting,
        erasing,
        exporting,
        permitting,
        keeping,
        showing,
        taking_back,
        logbook,
    ),
    guards=is_guarded,
    handlers=HANDLERS,
    schedule=SCHEDULE,
    finds=(
        Source(NETWORK, network_count, network_documents),
        Source(PERSON, person_count, person_documents),
    ),
    counts=counts,
)
