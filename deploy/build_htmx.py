"""Where htmx comes from: django-htmx carries it into the build, this hook puts it beside our own static files.

No third-party code stands in the repository, and Django reaches only the isolated build environment.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIER = "django_htmx"
FILES = ("htmx-4.min.js", "ext/hx-sse-4.min.js")
VENDOR = Path("services/gateway/web/static/vendor")


class HtmxHook(BuildHookInterface[Any]):  # type: ignore[misc]  # hatchling lives in the build environment only
    """Copy htmx and its server-sent events extension before every build, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Copy the files out of django-htmx; what is already there and the same is left alone."""
        place_htmx(Path(self.root))


def place_htmx(root: Path) -> None:
    """Copy the files that pages load into ``root``. Raises when the carrier or one of its files is not there."""
    carrier = find_spec(CARRIER)
    if carrier is None or not carrier.submodule_search_locations:
        raise FileNotFoundError(
            "django-htmx is not in the build environment; see build-system.requires in pyproject.toml"
        )
    source = Path(carrier.submodule_search_locations[0]) / "static" / CARRIER
    target = root / VENDOR
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(source / name, target / Path(name).name)
