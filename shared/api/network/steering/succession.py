"""Going on as another network, and following it there."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from shared.api.network.networks import PerspectiveCode
from shared.api.network.steering.settings import Slug, Text
from shared.api.page import Shape


class SucceedNetwork(Shape):
    """POST /networks/{id}:succeed (PERSON, its coordinators): ask to go on as another network: a NetworkView.

    At once, and for good, for who coordinates both; else when that network says yes, and until then nothing changes. Nobody is
    moved, and open goals wait for a new owner. STALE_VERSION, NO_SUCCESSOR, HAS_ENDED, NOT_FOUND.
    """

    version: int
    successor_slug: Slug


class SuccessionView(Shape):
    """GET /networks/{id}/successions (PERSON, its coordinators; list): what this network asked, and what waits for its answer.

    POST /successions/{id}:withdraw (coordinators of the one that asked): it is taken back: a NetworkView.
    """

    id: UUID
    network_id: UUID
    network_slug: str
    network_name: str
    """The network that would go on."""
    successor_slug: str
    successor_name: str
    """As this one."""
    is_own: bool
    """Whether the network that is looked at asked it."""
    proposed_at: AwareDatetime
    declined_at: AwareDatetime | None
    answer: str
    """With which words it was declined."""


class AnswerSuccession(Shape):
    """POST /successions/{id}:answer (PERSON, coordinators of the successor): yes or no: the NetworkView of the one that asked.

    NOTHING_PROPOSED, SUCCESSION_ANSWER_MISSING (at ``words``) for a no without a few words, HAS_ENDED, NO_SUCCESSOR, NOT_FOUND.
    """

    accepts: bool
    words: Text = ""


class SuccessionLetterAsked(Shape):
    """POST /networks/{id}:succession-letter (notifications only): what a mail about the wish of this network to go on needs.

    PROPOSED goes to a coordinator of the one that is asked, ANSWERED to one of the one that asked. NOT_FOUND, or
    NO_LETTER_WANTED when it was answered or taken back meanwhile, or is not theirs to answer: then no mail should go.
    """

    about: Literal["PROPOSED", "ANSWERED"]
    person_id: UUID


class SuccessionLetter(Shape):
    """Where such a mail goes, and which networks it is about; never what anybody wrote."""

    address: str
    language: Literal["nl", "en"]
    network_name: str
    network_slug: str
    successor_name: str
    successor_slug: str
    succession_id: UUID | None
    """Under which address it is answered, while it waits."""
    status: Literal["PROPOSED", "SUCCEEDED", "DECLINED"]


class FollowNetwork(Shape):
    """POST /networks/{id}:follow (PERSON, its members): take part in its successor too, by choice: the successor's NetworkView.

    DID_NOT_GO_ON, WRONG_PERSPECTIVE where the successor asks for others, TAKES_NO_MEMBERS, NOT_A_MEMBER.
    """

    perspective: PerspectiveCode | None = None
    """None: the same as in the network one comes from."""
