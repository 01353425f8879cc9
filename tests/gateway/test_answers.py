"""Our own way of answering, held against graphql-core on the same schema and the same queries."""

import json
from enum import Enum
from typing import Annotated, Any

import pytest
import strawberry
from graphql import GraphQLSchema, NoUnusedVariablesRule, parse, specified_rules, validate
from graphql.execution.values import VariableValues, get_variable_values
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strawberry.extensions import DisableValidation

from services.gateway.graphql.answers import complete_roots
from services.gateway.graphql.compiler import Compiler, condition_variables
from services.gateway.graphql.failures import Located, keys_of


@strawberry.enum
class Colour(Enum):
    """Two colours."""

    RED = "rood"
    BLUE = "blauw"


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Leaf(Named):
    size: int
    weight: float | None
    colour: Colour
    broken: str
    fragile: Any = strawberry.field(graphql_type=str | None)


@strawberry.type
class Branch(Named):
    leaves: Any = strawberry.field(graphql_type=list[Leaf])
    loose: Any = strawberry.field(graphql_type=list[Leaf | None] | None)
    grid: list[list[int | None]]
    below: Any = strawberry.field(graphql_type=Annotated["Branch", strawberry.lazy(__name__)] | None)
    always: Any = strawberry.field(graphql_type=Annotated["Branch", strawberry.lazy(__name__)])

    @strawberry.field
    def times(self, number: int = 2, colour: Colour = Colour.RED, word: str | None = None) -> str:
        """A field with arguments."""
        return f"{self.name}:{number}:{colour.name}:{word}"


Thing = Annotated[Leaf | Branch, strawberry.union("Thing")]


@strawberry.type
class Query:
    branch: Branch | None
    leaf: Leaf
    things: list[Thing]
    named: list[Named]
    nothing: Leaf | None
    word: str


def leaf(name: str, **different: Any) -> Leaf:
    """A leaf; ``broken`` has no value although it always should."""
    return Leaf(
        **{"name": name, "size": 3, "weight": 1.5, "colour": Colour.BLUE, "broken": None, "fragile": None, **different}
    )


def tree() -> Query:
    """One of everything: deep, empty, missing, failing."""
    bad = leaf("bad", fragile=ValueError("it broke"), weight=None, size=2**40)
    twig = Branch(name="twig", leaves=[], loose=None, grid=[], below=None, always=None)
    branch = Branch(
        name="branch",
        leaves=[leaf("a"), bad],
        loose=[leaf("b"), None, bad],
        grid=[[1, None], []],
        below=twig,
        always=Branch(
            name="x", leaves=RuntimeError("no leaves"), loose=RuntimeError("none"), grid=[], below=None, always=twig
        ),
    )
    return Query(
        branch=branch, leaf=leaf("c"), things=[leaf("d"), twig], named=[twig, leaf("e")], nothing=None, word="wood"
    )


STRAWBERRY = strawberry.Schema(query=Query, types=[Leaf, Branch], extensions=[DisableValidation])
SCHEMA: GraphQLSchema = STRAWBERRY._schema
COMPILER = Compiler(SCHEMA)
RULES = [rule for rule in specified_rules if rule is not NoUnusedVariablesRule]
LEAVES = {
    "Query": ["word", "__typename"],
    "Leaf": ["name", "size", "weight", "colour", "broken", "fragile", "__typename"],
    "Branch": [
        "name",
        "grid",
        "__typename",
        "times",
        "five: times(number: 5, colour: BLUE)",
        "given: times(number: $n, colour: $c, word: $w)",
    ],
    "Named": ["name", "__typename"],
    "Thing": ["__typename"],
}
OBJECTS = {
    "Query": {"branch": "Branch", "leaf": "Leaf", "things": "Thing", "named": "Named", "nothing": "Leaf"},
    "Leaf": {},
    "Branch": {"leaves": "Leaf", "loose": "Leaf", "below": "Branch", "always": "Branch"},
    "Named": {},
    "Thing": {},
}
NARROWER = {
    "Named": ["Leaf", "Branch"],
    "Thing": ["Leaf", "Branch", "Named"],
    "Leaf": ["Named"],
    "Branch": ["Named"],
    "Query": [],
}
CONDITIONS = [
    "",
    "",
    "",
    " @include(if: $yes)",
    " @skip(if: $yes)",
    " @include(if: $no)",
    " @skip(if: false) @include(if: $yes)",
]


@st.composite
def selections(draw: st.DrawFn, kind: str, depth: int = 3) -> str:
    """A selection on a type: fields, aliases, fragments, conditions."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        condition = draw(st.sampled_from(CONDITIONS))
        choice = draw(st.integers(0, 3))
        if choice == 0 or depth == 0:
            parts.append(draw(st.sampled_from(LEAVES[kind])) + condition)
        elif choice == 1 and OBJECTS[kind]:
            name = draw(st.sampled_from(sorted(OBJECTS[kind])))
            alias = draw(st.sampled_from(["", "", f"other_{name}: "]))
            below = draw(selections(OBJECTS[kind][name], depth - 1))
            parts.append(f"{alias}{name}{condition} {{ {below} }}")
        else:
            narrower = draw(st.sampled_from([kind, *NARROWER[kind]]))
            parts.append(f"... on {narrower}{condition} {{ {draw(selections(narrower, depth - 1))} }}")
    return " ".join(parts)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole document, with a named fragment that is spread twice."""
    body, fragment = draw(selections("Query")), draw(selections("Branch"))
    return (
        f"query Q($yes: Boolean!, $no: Boolean = false, $n: Int = 7, $c: Colour = RED, $w: String) {{ {body} "
        f"branch {{ ...F below {{ ...F }} }} }} fragment F on Branch {{ {fragment} }}"
    )


class Run:
    """A run as answers.py needs it: variables, and where failures go."""

    def __init__(self, variables: VariableValues) -> None:
        self.variables = variables
        self.failures: list[Located] = []

    def info(self, asked: Any, _path: Any) -> Any:
        """What Strawberry reads of graphql-core's info."""

        class Info:
            context = None
            field_nodes = asked.nodes
            field_name = asked.name
            path = None
            root_value = None
            schema = SCHEMA
            variable_values = self.variables.coerced
            operation_extensions = None
            parent_type = asked.parent

        return Info()


def ours(text: str, given_: dict[str, Any]) -> tuple[Any, set[tuple[str, ...]]]:
    """Data, and the places of errors, as we answer."""
    document = parse(text)
    operation, *fragments = document.definitions
    variables = get_variable_values(SCHEMA, operation.variable_definitions or (), given_)  # type: ignore[attr-defined]  # the operation stands first
    assert isinstance(variables, VariableValues)
    known = condition_variables(document.definitions)
    plan = COMPILER.compile(
        SCHEMA.query_type,  # type: ignore[arg-type]  # this schema has one
        operation.selection_set,  # type: ignore[attr-defined]  # as above
        {fragment.name.value: fragment for fragment in fragments},  # type: ignore[attr-defined,misc]  # as above
        lambda name: bool(variables.coerced[name]) if name in known else False,
    )
    run, root = Run(variables), tree()
    values = {field.key: getattr(root, field.name) if field.name != "__typename" else "Query" for field in plan.fields}
    try:
        data = complete_roots(plan, values, run)
    except Located as located:
        data, run.failures = None, [*run.failures, located]
    return data, {tuple(str(key) for key in keys_of(failure.path)) for failure in run.failures}


def theirs(text: str, given_: dict[str, Any]) -> tuple[Any, set[tuple[str, ...]]]:
    """Data, and the places of errors, as graphql-core answers."""
    answered = STRAWBERRY.execute_sync(text, variable_values=given_, root_value=tree())
    return answered.data, {tuple(str(key) for key in error.path or ()) for error in answered.errors or ()}


@settings(max_examples=100, deadline=None)
@given(documents(), st.booleans(), st.booleans(), st.sampled_from([{}, {"n": None}, {"n": 1, "c": "BLUE", "w": "x"}]))
def test_every_query_is_answered_as_graphql_core_answers_it(
    text: str, yes: bool, no: bool, others: dict[str, Any]
) -> None:
    """Data, order of fields, nulls that rise, and where each error stands."""
    given_ = {"yes": yes, "no": no, **others}
    assume(not validate(SCHEMA, parse(text), RULES))

    (data, failed), (core_data, core_failed) = ours(text, given_), theirs(text, given_)

    assert json.dumps(data) == json.dumps(core_data)
    assert failed == core_failed


@pytest.mark.parametrize(
    "text",
    [
        "{ branch { always { leaves { name } } } }",
        "{ branch { always { loose { name } } } }",
        "{ leaf { name broken } word }",
        "{ things { ... on Leaf { size colour } ... on Branch { below { name } } __typename } }",
        "{ named { name ... on Branch { grid } } nothing { name } }",
        "{ branch { leaves { size } } }",
        "{ branch { loose { size fragile } grid } }",
        "{ word @skip(if: true) other: word @include(if: true) }",
        "{ branch { times(number: 9) t: times(colour: BLUE, word: null) } }",
    ],
)
def test_what_is_easily_done_wrong_is_answered_as_graphql_core_answers_it(text: str) -> None:
    data, failed = ours(text, {})

    assert (data, failed) == theirs(text, {})
