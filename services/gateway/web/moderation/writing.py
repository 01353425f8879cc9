"""From which day somebody who writes nothing in a network for a while can write there again (PR-7)."""

from datetime import date, timedelta
from typing import Any


def writes_again_on(network: dict[str, Any] | None) -> str | None:
    """From which day the reader of a page can write in this network again; None: they can now, or it is not known."""
    restrictions = (network or {}).get("viewerRestrictions") or []
    last = [one["untilOn"] for one in restrictions if one["inForce"] and one["untilOn"]]
    return (date.fromisoformat(max(last)) + timedelta(days=1)).isoformat() if last else None
