"""What people can be asked of the vault, by the operator only."""

from shared.api.page import Shape


class VaultState(Shape):
    """GET /vault (operator): how many values an older key sealed. POST /vault:reseal (operator, no body): seal some of them anew.

    ``resealed``: how many just now. ``left``: how many still wait; when it is 0, the older keys can go from the setting.
    """

    resealed: int
    left: int
