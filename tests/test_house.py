"""The house stands on its floors: imports point down, each file says what it answers, no reason is made up."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.models import FAIL_REASONS, REJECT_REASONS

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


@pytest.mark.parametrize("name", NAMES)
def test_imports_point_down(name: str) -> None:
    above = FLOORS[FLOORS.index(name.split("/")[0]) + 1 :]
    assert not packages(ROOT / name) & set(above)


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith(("corpus/", "pipelines/"))])
def test_the_lower_floors_know_nothing_of_scrapy(name: str) -> None:
    assert not packages(ROOT / name) & OF_SCRAPY


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith("pipelines/")])
def test_only_the_pipelines_know_how_text_is_extracted(name: str) -> None:
    assert not packages(ROOT / name) & OF_EXTRACTION


@pytest.mark.parametrize("name", NAMES)
def test_the_first_line_says_what_the_file_answers(name: str) -> None:
    said = ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8")))
    assert said
    assert (ROOT / name).read_text(encoding="utf-8").startswith('"""')


def test_no_package_of_tests_shadows_one_of_ours() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [n for n in NAMES if Path(n).stem in {"common", "data", "helpers", "manager", "misc", "util", "utils"}]


KNOWN = {*REJECT_REASONS, *FAIL_REASONS}


def reasons_given() -> Iterator[tuple[str, str]]:
    """(file, reason) for every reason that the code writes out where it sets a page aside or fails it."""
    giving = {"SetAside", "RefusedError", "UnpackError"}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in giving:
                    yield path.name, str(node.args[0].value)


def test_every_reason_of_a_page_is_explained() -> None:
    given = list(reasons_given())
    assert given
    assert [(file, reason) for file, reason in given if reason not in KNOWN] == []


def test_every_reason_of_a_failed_request_is_explained() -> None:
    from crawler.fetching.failures import REASONS

    assert {reason for _, reason in REASONS} <= KNOWN


def test_every_reason_that_the_acknowledgement_writes_is_explained() -> None:
    files = [ROOT / "crawler" / name for name in ("run/acknowledge.py", "fetching/failures.py")]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    written = set(re.findall(r'"(spider_error|store_error|no_item|download_error)"', source))
    assert written == {"spider_error", "store_error", "no_item", "download_error"}
    assert written <= KNOWN
