"""Every error is a code of the catalogue with exactly the values of its template, and none is spare."""

from __future__ import annotations

import ast
import importlib
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.messages.statement import Message

ROOT = Path(__file__).parent.parent
CATALOGUE = sorted((ROOT / "corpus/messages").glob("*_messages.py"))
FILES = sorted(path for floor in ("corpus", "pipelines", "spiders", "crawler") for path in (ROOT / floor).rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def messages() -> dict[str, Message]:
    """Constant -> message, of the whole catalogue."""
    modules = [importlib.import_module(f"corpus.messages.{path.stem}") for path in CATALOGUE]
    return {name: one for module in modules for name, one in vars(module).items() if isinstance(one, Message)}


MESSAGES = messages()


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def values_given(tree: ast.AST) -> Iterator[tuple[str, int, set[str]]]:
    """(constant, line, names of the values) of every statement that a file makes of the catalogue."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MESSAGES:
            yield node.func.id, node.lineno, {word.arg or "**" for word in node.keywords}
            assert not node.args


def test_each_statement_gives_exactly_the_values_of_its_template() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name} has {sorted(fields(MESSAGES[name].english))}, not {sorted(given)}"
        for path, tree in TREES.items()
        for name, line, given in values_given(tree)
        if given != fields(MESSAGES[name].english)
    ]
    assert wrong == []


def test_fields_are_plain_names() -> None:
    """No `{path.name}` and no `{0}`: a translator sees each value."""
    assert [one.code for one in MESSAGES.values() if not all(name.isidentifier() for name in fields(one.english))] == []


def test_each_code_is_of_one_message_and_of_its_module() -> None:
    counted = Counter(one.code for one in MESSAGES.values())
    assert [code for code, times in counted.items() if times > 1] == []
    for path in CATALOGUE:
        module = importlib.import_module(f"corpus.messages.{path.stem}")
        codes = [one.code for one in vars(module).values() if isinstance(one, Message)]
        assert {code.split(".")[0] for code in codes} == {path.stem.removesuffix("_messages")}, path.name


def test_each_message_of_the_catalogue_is_used() -> None:
    used = {
        node.id
        for path, tree in TREES.items()
        if path not in CATALOGUE
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
    }
    assert sorted(set(MESSAGES) - used) == []


def test_no_other_file_has_a_message_of_its_own() -> None:
    makers = {
        str(path.relative_to(ROOT))
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "corpus.messages.statement" and path not in CATALOGUE
        if "Message" in {alias.name for alias in node.names}
    }
    assert makers == {"corpus/errors.py"}
