"""What the README and the pages of docs/ say is true."""

import re
from pathlib import Path

import pytest

from crawler.cli import SECTIONS
from crawler.scouting.outlet_table import BEGIN, END, table
from spiders.loader import outlets

ROOT = Path(__file__).resolve().parents[1]
OUTLETS_PAGE = (ROOT / "docs/outlets-table.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_outlets_is_the_one_made_from_their_classes() -> None:
    shown = OUTLETS_PAGE.split(BEGIN)[1].split(END)[0].strip()
    assert shown == table(), "run: python -m crawler.scouting.outlet_table"


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


ROOM = re.compile(r"^\*\*`([a-z]+/[a-z]+)/`\*\*( \(to come\))? \S", re.MULTILINE)
FLOORS = ("corpus", "pipelines", "spiders", "crawler")


def test_each_room_has_its_paragraph_and_each_paragraph_its_room() -> None:
    described = ROOM.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    there = [path.parent for floor in FLOORS for path in (ROOT / floor).glob("*/__init__.py")]
    rooms = sorted(str(folder.relative_to(ROOT)) for folder in there)
    assert sorted(name for name, coming in described if not coming) == rooms
    assert [name for name, coming in described if coming and (ROOT / name).exists()] == []


def test_the_picture_shows_every_room() -> None:
    picture = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("```")[1]
    drawn = set(re.findall(r"[a-z]+", picture))
    assert {path.parent.name for floor in FLOORS for path in (ROOT / floor).glob("*/__init__.py")} <= drawn


NAMED = re.compile(r"`((?:corpus|pipelines|spiders|crawler|tests)/[\w/]+\.\w+)`")


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name)
def test_every_file_of_ours_that_a_page_names_is_there(page: Path) -> None:
    assert [name for name in NAMED.findall(page.read_text(encoding="utf-8")) if not (ROOT / name).exists()] == []
