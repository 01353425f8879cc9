"""How much one request may ask of GraphQL; every number stands here (DESIGN 8, RELIABILITY 7.10)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
)

MOST_TOKENS = 1000
MOST_DEPTH = 10
MOST_ALIASES = 15
MOST_REPEATS = 20
"""Of one field in one selection; validation compares each with each other."""
MOST_COST = 5000
MOST_ERRORS = 10
MOST_PER_PAGE = 100
MOST_JSON_DEPTH = 20
MOST_SUBSCRIPTIONS = 10
"""On one socket."""
MOST_SOCKET_BYTES = 16 * 1024
SECONDS = 5.0
SECONDS_TO_BEGIN = 10.0
"""How long a socket may stay silent before its connection_init."""
KNOWN_DOCUMENTS = 256
KNOWN_CHARACTERS = 1_000_000
"""How many documents of strangers are kept ready, and how long they may be together."""
SIGN_INS_PER_HOUR = 20
CODES_PER_HOUR = 60
"""From one address of origin."""
MOST_LINES = 200
"""Lines along which pages and programs hear what changes, open at the same moment to one address of origin: a school has one."""
MOST_WATCHED = 60
"""Networks that one account listens to at the same moment, over all its open pages and programs."""


class TooMuch(GraphQLError):
    """A document asks for more than one request may."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "TOO_MUCH"})


def check_shape(document: DocumentNode) -> OperationDefinitionNode:
    """The one operation of a document. Raises TooMuch for several, for many aliases, and for one field over and over."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) != 1:
        raise TooMuch(f"A document holds exactly one operation; this one holds {len(operations)}.")
    aliases = 0
    waiting = [node.selection_set for node in document.definitions if hasattr(node, "selection_set")]
    while waiting:
        repeats: Counter[str] = Counter()
        for node in waiting.pop().selections:
            if isinstance(node, FieldNode):
                aliases += node.alias is not None
                repeats[node.alias.value if node.alias else node.name.value] += 1
            if (inner := getattr(node, "selection_set", None)) is not None:
                waiting.append(inner)
        if repeats and max(repeats.values()) > MOST_REPEATS:
            raise TooMuch(f"A field stands at most {MOST_REPEATS} times in one selection.")
    if aliases > MOST_ALIASES:
        raise TooMuch(f"A document holds at most {MOST_ALIASES} aliases; this one holds {aliases}.")
    return operations[0]


class Weight:
    """How deep an operation goes and how many objects it can ask for; raises TooMuch as soon as that is certain.

    Each object counts once, a list as often as its page is long. variables: the values, where a page's length is one.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables or {}
        self.cost = 0
        self.depends_on_variables = False
        self._roots = 0

    def weigh(self, operation: OperationDefinitionNode) -> "Weight":
        """Weigh one operation."""
        root = self.schema.get_root_type(operation.operation)
        if root is not None:
            self._weigh(
                operation.selection_set, root, 1, 1, set(), is_change=operation.operation is OperationType.MUTATION
            )
        return self

    def _weigh(
        self,
        selections: SelectionSetNode,
        kind: GraphQLNamedType,
        depth: int,
        times: int,
        seen: set[str],
        *,
        is_change: bool = False,
    ) -> None:
        for node in selections.selections:
            if isinstance(node, FieldNode):
                self._roots += is_change
                if self._roots > 1:
                    raise TooMuch("A document makes one change.")
                self._weigh_field(node, kind, depth, times)
                continue
            inner: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in seen or node.name.value not in self.fragments:
                    continue
                seen.add(node.name.value)
                inner = self.fragments[node.name.value]
            narrower = self.schema.get_type(inner.type_condition.name.value) if inner.type_condition else kind
            self._weigh(inner.selection_set, narrower or kind, depth, times, seen, is_change=is_change)

    def _weigh_field(self, node: FieldNode, kind: GraphQLNamedType, depth: int, times: int) -> None:
        name = node.name.value
        if name.startswith("__"):
            return
        if depth > MOST_DEPTH:
            raise TooMuch(f"A document goes at most {MOST_DEPTH} fields deep.")
        field: GraphQLField | None = getattr(kind, "fields", {}).get(name)
        if field is None or node.selection_set is None:
            return
        below = get_named_type(field.type)
        if is_leaf_type(below):
            return
        times *= self._page(node, field)
        self.cost += times
        if self.cost > MOST_COST:
            raise TooMuch(f"A document asks for at most {MOST_COST} objects; ask for shorter pages.")
        self._weigh(node.selection_set, below, depth + 1, times, set())

    def _page(self, node: FieldNode, field: GraphQLField) -> int:
        argument = field.args.get("first")
        if argument is None:
            definition = (field.extensions or {}).get("strawberry-definition")
            return definition.metadata.get("length", 1) if definition is not None else 1
        given = next((a.value for a in node.arguments or () if a.name.value == "first"), None)
        length: Any = argument.default_value
        if isinstance(given, VariableNode):
            self.depends_on_variables = True
            length = self.variables.get(given.name.value, 1)
        elif isinstance(given, IntValueNode):
            length = int(given.value[:9])
        return max(length, 1) if isinstance(length, int) else 1
