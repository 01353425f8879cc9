"""Whether the templates work without script: under everything htmx makes smooth stands a real link or a real form."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

ASKS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
BY_ITSELF = re.compile(r"\b(sse|load|every|revealed|intersect)\b")
"""Triggers without a person: an element that the server refreshes needs no link."""
EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def real_without_script(text: str) -> Iterator[tuple[int, str]]:
    """Give line and sentence for each element that only htmx makes work."""
    reader = _Reader()
    reader.feed(_as_html(text))
    yield from reader.found


def _as_html(text: str) -> str:
    """Replace what is Jinja by something of the same lines that an HTML parser can read; equal expressions stay equal."""

    def word(match: re.Match[str]) -> str:
        letters = re.sub(r"\W", "_", " ".join(match.group().split()))
        return letters + "\n" * match.group().count("\n")

    def lines(match: re.Match[str]) -> str:
        return " " + "\n" * match.group().count("\n")

    return STATEMENT.sub(lines, EXPRESSION.sub(word, text))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.forms: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(given)
        self._look(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.forms:
            self.forms.pop()

    def _look(self, tag: str, given: dict[str, str]) -> None:
        if any(name.startswith(("hx-on", "on")) and not name.startswith("hx-on-") for name in given):
            self._say(f"<{tag}> runs script from an attribute; the page's policy forbids that")
        if given.get("href", "").startswith("javascript:"):
            self._say(f"<{tag}> is no real link")
        if "hx-boost" in given and given["hx-boost"] != "false" and tag in {"a", "form"}:
            if not (given.get("href") or given.get("action")):
                self._say(f"<{tag} hx-boost> goes nowhere without script")
            return
        asked = next((name for name in ASKS if name in given), None)
        if asked is None or BY_ITSELF.search(given.get("hx-trigger", "")):
            return
        if not self._is_real(tag, given, asked):
            self._say(f"<{tag} {asked}> is no real link or form to the same address")

    def _is_real(self, tag: str, given: dict[str, str], asked: str) -> bool:
        address = given[asked]
        if tag == "a":
            return asked == "hx-get" and given.get("href") == address
        form = given if tag == "form" else self.forms[-1] if self.forms else None
        if form is None or tag not in {"form", "button", "input"}:
            return False
        goes_to = given.get("formaction") or form.get("action")
        method = (given.get("formmethod") or form.get("method") or "get").lower()
        return goes_to == address and asked == f"hx-{method}"

    def _say(self, what: str) -> None:
        self.found.append((self.getpos()[0], what))
