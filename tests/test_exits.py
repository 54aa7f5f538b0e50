"""Exit codes stand in corpus/exits.py alone, and docs/exit-codes.md has its table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import CorpusDamagedError, CorpusError, KlipingError
from corpus.exits import EXITS, Exit, exit_rows

ROOT = Path(__file__).parent.parent
FILES = sorted(path for room in ("corpus", "crawler") for path in (ROOT / room).rglob("*.py"))
ENDING = {"Exit", "SystemExit", "_exit", "exit"}  # what is called to end the program
NAMES = {"exit_code", "code"}  # what holds an exit code


def _numbers(node: ast.AST | None) -> list[int]:
    """The integers written out in an expression that is an exit code or chooses one."""
    if isinstance(node, ast.IfExp):
        return _numbers(node.body) + _numbers(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [number for value in node.values for number in _numbers(value)]
    if isinstance(node, ast.Tuple):
        return [number for value in node.elts for number in _numbers(value)]
    return [node.value] if isinstance(node, ast.Constant) and type(node.value) is int else []


def _names(node: ast.AST) -> set[str]:
    return {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(node)}


def codes_written_out(source: str, *, is_command: bool) -> Iterator[tuple[int, int]]:
    """(line, number) of every exit code that is written as a number."""
    for node in ast.walk(ast.parse(source)):
        given: list[int] = []
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            given = _numbers(node.value) if any(_names(target) & NAMES for target in targets) else []
        elif isinstance(node, ast.Return) and is_command:
            given = _numbers(node.value)
        elif isinstance(node, ast.Call):
            given = [n for word in node.keywords if word.arg in NAMES for n in _numbers(word.value)]
            if _names(node.func) & ENDING:
                given += [n for value in node.args for n in _numbers(value)]
        elif isinstance(node, ast.Compare) and _names(node) & NAMES:
            given = [n for value in (node.left, *node.comparators) for n in _numbers(value)]
        yield from ((getattr(node, "lineno", 0), number) for number in given)


def test_no_exit_code_is_written_as_a_number() -> None:
    places = []
    for path in FILES:
        name = str(path.relative_to(ROOT))
        is_command = name.startswith("crawler/commands/") or name == "crawler/cli.py"
        source = path.read_text(encoding="utf-8")
        places += [f"{name}:{line}: {code}" for line, code in codes_written_out(source, is_command=is_command)]
    assert places == []


def test_a_number_is_seen_where_it_stands() -> None:
    lines = ("exit_code = 1", "code: int = 3", "f(exit_code=0)", "os._exit(130)", "if r.exit_code == 4: pass")
    assert all(list(codes_written_out(line, is_command=False)) for line in lines)
    assert list(codes_written_out("def f(): return 0 if x else 5", is_command=True)) == [(1, 0), (1, 5)]


def test_the_page_has_the_table() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert rows == list(exit_rows())
    assert list(EXITS) == list(Exit)


def test_no_other_page_has_a_table_or_a_bare_code() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    own = ROOT / "docs" / "exit-codes.md"
    written = {
        p.name: re.findall(r"exit code \d+|\| code \| means|\| exit code \| means", p.read_text("utf-8"))
        for p in pages
        if p != own
    }
    assert {name: places for name, places in written.items() if places} == {}


def test_the_service_of_systemd_knows_the_codes() -> None:
    page = (ROOT / "docs" / "scheduling.md").read_text(encoding="utf-8")
    status = {name: {int(n) for n in codes.split()} for name, codes in re.findall(r"(\w+)ExitStatus=([\d ]+)", page)}
    assert status == {"Success": {Exit.SOME_FAILED}, "RestartPrevent": {Exit.FAULT, Exit.CANNOT, Exit.DAMAGED}}


def test_an_error_may_name_its_exit_code() -> None:
    assert KlipingError("x").exit_code == Exit.CANNOT
    assert CorpusDamagedError("x").exit_code == Exit.DAMAGED
    error = CorpusError("a sentence", exit_code=Exit.SOME_FAILED)
    assert (str(error), error.exit_code, CorpusError("x").exit_code) == ("a sentence", Exit.SOME_FAILED, Exit.CANNOT)
