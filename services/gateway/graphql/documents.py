"""Documents, read and checked once: those of our own pages for good, those of others for as long as there is room."""

from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)

from services.gateway.graphql import limits
from services.gateway.graphql.compiler import Compiler, condition_variables
from services.gateway.graphql.limits import Weight, check_shape
from services.gateway.graphql.plan import Asked

MOST_PLANS = 16


class NotAnswerable(Exception):
    """A document, or the values for its variables, that cannot be answered as it is; holds the errors and their code."""

    def __init__(self, errors: list[GraphQLError], code: str) -> None:
        super().__init__(code)
        self.errors = errors
        self.code = code


class Prepared:
    """A document that was read and checked: its one operation, and the plans made of it."""

    def __init__(self, document: DocumentNode, operation: OperationDefinitionNode, compiler: Compiler) -> None:
        self.document = document
        self.operation = operation
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._compiler = compiler
        self._conditions = sorted(condition_variables(document.definitions))
        self._plans: OrderedDict[tuple[bool, ...], Asked] = OrderedDict()

    @cached_property
    def root(self) -> GraphQLObjectType:
        """The root type of its operation."""
        root = self._compiler.schema.get_root_type(self.operation.operation)
        if root is None:
            raise NotAnswerable([GraphQLError("This schema has no such operations.")], "GRAPHQL_VALIDATION_FAILED")
        return root

    @cached_property
    def length_depends_on_variables(self) -> bool:
        """Whether the length of a page is given by a variable, so that each run must be weighed."""
        return Weight(self._compiler.schema, self.fragments).weigh(self.operation).depends_on_variables

    def plan(self, variables: Mapping[str, Any]) -> Asked:
        """The plan for these variables: one per combination of the conditions in @skip and @include."""
        key = tuple(bool(variables.get(name)) for name in self._conditions)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._compiler.compile(
                self.root, self.operation.selection_set, self.fragments, lambda name: bool(variables.get(name))
            )
            self._plans[key] = plan
            if len(self._plans) > MOST_PLANS:
                self._plans.popitem(last=False)
        return plan


class Library:
    """The documents of one schema. is_open: whether it tells about itself (introspection, suggestions)."""

    def __init__(self, schema: GraphQLSchema, *, is_open: bool) -> None:
        self.schema = schema
        self.is_open = is_open
        self.compiler = Compiler(schema)
        self._rules = specified_rules if is_open else (*specified_rules, NoSchemaIntrospectionCustomRule)
        self._ours: dict[str, Prepared] = {}
        self._theirs: OrderedDict[str, Prepared] = OrderedDict()
        self._their_characters = 0

    def ours(self, text: str) -> Prepared:
        """Read a document of our own pages. Raises NotAnswerable."""
        prepared = self._ours.get(text)
        if prepared is None:
            prepared = self._ours[text] = self._prepare(text, is_ours=True)
        return prepared

    def theirs(self, text: str) -> Prepared:
        """Read a document of somebody else, within the limits. Raises NotAnswerable."""
        prepared = self._theirs.get(text)
        if prepared is not None:
            self._theirs.move_to_end(text)
            return prepared
        prepared = self._theirs[text] = self._prepare(text, is_ours=False)
        self._their_characters += len(text)
        while len(self._theirs) > limits.KNOWN_DOCUMENTS or self._their_characters > limits.KNOWN_CHARACTERS:
            self._their_characters -= len(self._theirs.popitem(last=False)[0])
        return prepared

    def _prepare(self, text: str, *, is_ours: bool) -> Prepared:
        tokens = None if is_ours else limits.MOST_TOKENS
        try:
            document = parse(text, max_lexical_tokens=tokens, max_comments=tokens)
        except GraphQLError as error:
            raise NotAnswerable([error], "GRAPHQL_PARSE_FAILED") from error
        try:
            operation = check_shape(document)
            prepared = Prepared(document, operation, self.compiler)
            if not is_ours:
                Weight(self.schema, prepared.fragments).weigh(operation)
        except GraphQLError as error:
            raise NotAnswerable([error], "TOO_MUCH") from error
        errors = validate(
            self.schema,
            document,
            self._rules,
            max_errors=limits.MOST_ERRORS,
            hide_suggestions=not self.is_open,
        )
        if errors:
            raise NotAnswerable(errors, "GRAPHQL_VALIDATION_FAILED")
        return prepared


def hash_of(text: str) -> str:
    """The name by which a trusted document is asked: its SHA-256 in hexadecimal."""
    return sha256(text.encode()).hexdigest()
