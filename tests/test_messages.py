"""Every error is a code of the catalogue with exactly the values of its template, and none is spare."""

from __future__ import annotations

import ast
import importlib
import inspect
import pickle
import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from corpus.errors import KlipingError, StatedError
from corpus.messages.catalogue import catalogue, catalogue_modules
from corpus.messages.statement import Message
from corpus.near_names import did_you_mean

ROOT = Path(__file__).parent.parent
FILES = sorted(path for floor in ("corpus", "pipelines", "spiders", "crawler") for path in (ROOT / floor).rglob("*.py"))
HOMES = {f"corpus/messages/{name}.py" for name in catalogue_modules()}
MESSAGES = catalogue()
OF_CLICK = {"UsageError", "BadParameter", "ClickException"}  # crawler/mistakes.py has ours
Nodes = Mapping[str, Sequence[ast.AST]]


def nodes_of(source: str) -> list[ast.AST]:
    """The calls, names, classes and imports of a source: all that is asked about here."""
    kinds = (ast.Call, ast.Name, ast.ClassDef, ast.ImportFrom)
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]


@pytest.fixture(scope="module")
def nodes() -> Nodes:
    """By file, what `nodes_of` finds: seconds of parsing, so once, and not where these tests are only collected."""
    return {str(path.relative_to(ROOT)): nodes_of(path.read_text(encoding="utf-8")) for path in FILES}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def constants(function: ast.expr) -> list[str]:
    """The names that are called: one, or the two of `(A if x else B)(...)`."""
    if isinstance(function, ast.IfExp):
        return [*constants(function.body), *constants(function.orelse)]
    return [function.id] if isinstance(function, ast.Name) else []


def values_given(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, int, list[str]]]:
    """(constant, line, names of the values) of every statement that a file makes of the catalogue."""
    for node in nodes:
        if isinstance(node, ast.Call):
            for name in constants(node.func):
                if name in MESSAGES:
                    unnamed = ["*"] * len(node.args)
                    yield name, node.lineno, unnamed + [word.arg or "**" for word in node.keywords]


def error_classes(nodes: Nodes) -> set[str]:
    """The names of StatedError's subclasses, as the source has them."""
    bases = {
        node.name: {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
        for of_file in nodes.values()
        for node in of_file
        if isinstance(node, ast.ClassDef)
    }
    ours = {"StatedError"}
    while more := {name for name, above in bases.items() if above & ours} - ours:
        ours |= more
    return ours


def texts_raised(nodes: Sequence[ast.AST], classes: set[str]) -> Iterator[int]:
    """The lines on which an error of these classes is made of a text that stands there, and of no statement."""
    for node in nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in classes:
            last = node.args[-1] if node.args else None
            pieces = [last.body, last.orelse] if isinstance(last, ast.IfExp) else [last]
            if any(isinstance(one, ast.JoinedStr | ast.Constant | ast.BinOp | None) for one in pieces):
                yield node.lineno


def test_each_statement_gives_exactly_the_values_of_its_template(nodes: Nodes) -> None:
    wrong = [
        f"{path}:{line}: {name} has {sorted(fields(MESSAGES[name].english))}, not {sorted(given)}"
        for path, of_file in nodes.items()
        for name, line, given in values_given(of_file)
        if sorted(given) != sorted(fields(MESSAGES[name].english))
    ]
    assert wrong == []


def test_no_error_is_made_of_a_text(nodes: Nodes) -> None:
    classes = error_classes(nodes)
    assert {"KlipingError", "QueryError", "UnpackError", "MhtmlError", "CommandLineError"} <= classes
    assert [f"{path}:{line}" for path in nodes for line in texts_raised(nodes[path], classes)] == []
    assert [path for path in nodes if path != "crawler/mistakes.py" and [*texts_raised(nodes[path], OF_CLICK)]] == []


@pytest.mark.parametrize(
    "source",
    ["raise KlipingError('x')", "KlipingError(f'{x}: no')", "errors.KlipingError('a' + b)", "raise KlipingError()",
     "KlipingError('a' if x else B())", "UnpackError('cut_short', 'x')"],
)  # fmt: skip
def test_a_text_is_seen(source: str) -> None:
    assert [*texts_raised(nodes_of(source), {"KlipingError", "UnpackError"})] == [1]


def test_the_types_take_a_statement_alone() -> None:
    """So mypy refuses an error that is a text, and a hint that is one; it checks every call."""
    assert inspect.signature(StatedError.__init__).parameters["statement"].annotation == "Statement"
    assert inspect.signature(KlipingError.__init__).parameters["statement"].annotation == "Statement"
    assert inspect.signature(did_you_mean).parameters["otherwise"].annotation == "Statement"


def test_fields_are_plain_names() -> None:
    """No `{path.name}` and no `{0}`: a translator sees each value."""
    assert [one.code for one in MESSAGES.values() if not all(name.isidentifier() for name in fields(one.english))] == []


def test_each_code_is_of_one_message_and_of_its_module() -> None:
    counted = Counter(one.code for one in MESSAGES.values())
    assert [code for code, times in counted.items() if times > 1] == []
    for name in catalogue_modules():
        module = importlib.import_module(f"corpus.messages.{name}")
        codes = [one.code for one in vars(module).values() if isinstance(one, Message)]
        assert {code.split(".")[0] for code in codes} == {name.removesuffix("_messages")}, name


def test_no_sentence_stands_twice() -> None:
    counted = Counter(one.english for one in MESSAGES.values())
    assert [english for english, times in counted.items() if times > 1] == []


def test_each_message_of_the_catalogue_is_used(nodes: Nodes) -> None:
    others = [of_file for path, of_file in nodes.items() if path not in HOMES]
    used = {node.id for of_file in others for node in of_file if isinstance(node, ast.Name)}
    assert sorted(set(MESSAGES) - used) == []


def test_no_other_file_has_a_message_of_its_own(nodes: Nodes) -> None:
    makers = {
        path
        for path, of_file in nodes.items()
        for node in of_file
        if isinstance(node, ast.ImportFrom) and node.module == "corpus.messages.statement" and path not in HOMES
        if "Message" in {alias.name for alias in node.names}
    }
    assert makers == {"corpus/messages/catalogue.py"}


def subclasses(kind: type[StatedError]) -> set[type[StatedError]]:
    return {kind}.union(*(subclasses(one) for one in kind.__subclasses__()))


def test_every_kind_of_error_that_can_leave_a_worker_survives_pickling() -> None:
    for path in ("crawler.erasure.removal", "crawler.importing.wacz", "crawler.importing.saved_page"):
        importlib.import_module(path)
    statement = next(iter(MESSAGES.values()))()
    for kind in subclasses(KlipingError):
        again = pickle.loads(pickle.dumps(kind(statement)))
        assert (type(again), again.code, again.exit_code) == (kind, statement.code, kind.exit_code)
