"""What a client sends to /graphql, read strictly: JSON within the limits, and nothing that only looks like it (A-47, A-48)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.gateway.graphql.limits import MOST_JSON_DEPTH

UNSOUND = re.compile("[\x00\ud800-\udfff]")


class NotReadable(Exception):
    """A body that is refused: the status, and a sentence that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True)
class Operation:
    """What is asked: the text of a document (or the hash of a trusted one), and the values of its variables."""

    text: str | None
    document_id: str | None
    variables: dict[str, Any] = field(default_factory=dict)
    name: str | None = None

    def document(self, trusted: Mapping[str, str]) -> tuple[str, bool]:
        """The text, and whether it is ours. Raises NotReadable for a hash that nobody knows, or text and hash that differ."""
        if self.document_id is None:
            return self.text or "", False
        ours = trusted.get(self.document_id.lower().removeprefix("sha256:"))
        if ours is None:
            raise NotReadable(400, "There is no trusted document with this hash.")
        if self.text is not None and self.text != ours:
            raise NotReadable(400, "The text of the document does not have this hash.")
        return ours, True


def read_operation(body: bytes | str) -> Operation:
    """Read one operation. Raises NotReadable (400)."""
    sent = _read_json(body)
    if isinstance(sent, list):
        raise NotReadable(400, "Batching is not enabled; send one operation at a time.")
    if not isinstance(sent, dict):
        raise NotReadable(400, "Send a JSON object with a query.")
    return operation_of(sent)


def operation_of(sent: dict[str, Any]) -> Operation:
    """Check the parts of an operation. Raises NotReadable (400)."""
    text, variables, name = sent.get("query"), sent.get("variables"), sent.get("operationName")
    extensions, document_id = sent.get("extensions"), sent.get("documentId")
    if extensions is not None and not isinstance(extensions, dict):
        raise NotReadable(400, "extensions is an object.")
    if document_id is None and isinstance(persisted := (extensions or {}).get("persistedQuery"), dict):
        document_id = persisted.get("sha256Hash")
    if text is not None and not isinstance(text, str):
        raise NotReadable(400, "query is the text of a document.")
    if document_id is not None and not isinstance(document_id, str):
        raise NotReadable(400, "documentId is the SHA-256 of a document.")
    if not text and document_id is None:
        raise NotReadable(400, "Send a query, or the documentId of a trusted document.")
    if variables is not None and not isinstance(variables, dict):
        raise NotReadable(400, "variables is an object.")
    if name is not None and not isinstance(name, str):
        raise NotReadable(400, "operationName is a name.")
    return Operation(text=text or None, document_id=document_id, variables=variables or {}, name=name)


def _read_json(body: bytes | str) -> Any:
    try:
        text = body if isinstance(body, str) else body.decode("utf-8")
        sent = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise NotReadable(400, "This is no JSON that can be read.") from error
    _check(sent, may_be_unsound="\\u" in text or "\x00" in text)
    return sent


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse(_constant: str) -> Any:
    raise ValueError("no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise ValueError("too large a number")
    return number


def _check(sent: Any, *, may_be_unsound: bool) -> None:
    waiting = [(sent, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MOST_JSON_DEPTH:
            raise NotReadable(400, f"JSON goes at most {MOST_JSON_DEPTH} levels deep.")
        if isinstance(value, dict):
            waiting.extend((inner, depth + 1) for inner in value.values())
            if may_be_unsound:
                waiting.extend((inner, depth + 1) for inner in value)
        elif isinstance(value, list):
            waiting.extend((inner, depth + 1) for inner in value)
        elif may_be_unsound and isinstance(value, str) and UNSOUND.search(value):
            raise NotReadable(400, "A text holds characters that do not exist.")
