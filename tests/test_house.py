"""The house stands on its floors: imports point down, each file says what it answers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.each import for_each

ROOT = Path(__file__).parent.parent
FLOORS = ("corpus", "pipelines", "spiders", "crawler")  # from the ground up
FILES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in FILES]
OF_SCRAPY = {"scrapy", "twisted"}
OF_EXTRACTION = {"trafilatura", "langdetect"}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out"
            yield str(node.module)


def packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


@for_each("name", NAMES)
def test_imports_point_down(name: str) -> None:
    above = FLOORS[FLOORS.index(name.split("/")[0]) + 1 :]
    assert not packages(ROOT / name) & set(above)


@for_each("name", [n for n in NAMES if n.startswith(("corpus/", "pipelines/"))])
def test_the_lower_floors_know_nothing_of_scrapy(name: str) -> None:
    assert not packages(ROOT / name) & OF_SCRAPY


@for_each("name", [n for n in NAMES if not n.startswith("pipelines/")])
def test_only_the_pipelines_know_how_text_is_extracted(name: str) -> None:
    assert not packages(ROOT / name) & OF_EXTRACTION


@for_each("name", NAMES)
def test_the_first_line_says_what_the_file_answers(name: str) -> None:
    said = ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8")))
    assert said
    assert (ROOT / name).read_text(encoding="utf-8").startswith('"""')


def test_no_package_of_tests_shadows_one_of_ours() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [n for n in NAMES if Path(n).stem in {"common", "data", "helpers", "manager", "misc", "util", "utils"}]


def test_no_test_reads_what_stands_beside_the_checkout() -> None:
    beside = "sha" + "red"
    reading = re.compile(rf"""["'/]{beside}["'/]""")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if reading.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in tests] == []
