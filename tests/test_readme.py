"""What the README and the pages of docs/ say is true."""

import re
from pathlib import Path

import pytest

from crawler.cli import SECTIONS
from crawler.docs import generated_files, with_rows
from spiders.loader import outlets

ROOT = Path(__file__).resolve().parents[1]
OUTLETS_PAGE = (ROOT / "docs/outlets-table.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_is_generated_is_up_to_date() -> None:
    files = dict(generated_files(ROOT))
    assert len(files) == 12
    old = [path.name for path, text in files.items() if path.read_text(encoding="utf-8") != text]
    assert old == [], "run: make docs"
    assert OUTLETS_PAGE.count("\n| ") == len(outlets()) + 1


def test_only_the_rows_below_the_heading_are_replaced() -> None:
    page = "# A\n\n| a |\n|---|\n| 1 |\n\n## B\n\nWords.\n\n| b |\n|---|\n| 2 |\n| 3 |\n\nEnd\n"
    assert with_rows(page, "## B", ["| 4 |"]) == page.replace("| 2 |\n| 3 |", "| 4 |")


def test_no_page_has_a_number_that_the_next_outlet_or_migration_makes_wrong() -> None:
    for text in (README, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")):
        assert re.findall(rf"\b{len(outlets())}\b|\b\d+ outlets|\b[Ss]chema \d+", text) == []


def test_every_command_is_named() -> None:
    commands = {name for section in SECTIONS.values() for name in section} - {"init", "demo"}
    assert {name for name in commands if f"`kliping {name}" not in README} == set()


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


ROOM = re.compile(r"^\*\*`([a-z]+/[a-z_]+)/`\*\*( \(to come\))? \S", re.MULTILINE)
FLOORS = ("corpus", "pipelines", "spiders", "crawler")


def test_each_room_has_its_paragraph_and_each_paragraph_its_room() -> None:
    described = ROOM.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    there = [path.parent for floor in FLOORS for path in (ROOT / floor).glob("*/__init__.py")]
    rooms = sorted(str(folder.relative_to(ROOT)) for folder in there)
    assert sorted(name for name, coming in described if not coming) == rooms
    assert [name for name, coming in described if coming and (ROOT / name).exists()] == []


def test_the_picture_shows_every_room() -> None:
    picture = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("```")[1]
    drawn = set(re.findall(r"[a-z_]+", picture))
    assert {path.parent.name for floor in FLOORS for path in (ROOT / floor).glob("*/__init__.py")} <= drawn


NAMED = re.compile(r"`((?:corpus|pipelines|spiders|crawler|tests)/[\w/]+\.\w+)`")


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name)
def test_every_file_of_ours_that_a_page_names_is_there(page: Path) -> None:
    assert [name for name in NAMED.findall(page.read_text(encoding="utf-8")) if not (ROOT / name).exists()] == []


MODULE_NAMED = re.compile(r"`([\w/]+\.py)`")
OUR_FOLDERS = (*FLOORS, "tests", "benchmarks")


def test_every_module_that_a_page_names_is_there() -> None:
    there = {path.name for folder in OUR_FOLDERS for path in (ROOT / folder).rglob("*.py")}
    gone = []
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        named = MODULE_NAMED.findall(page.read_text(encoding="utf-8"))
        gone += [f"{page.name}: {name}" for name in named if name not in there and not (ROOT / name).exists()]
    assert gone == []
