"""Does the README say what is true?"""

import re
from pathlib import Path

import pytest

from crawler.cli import SECTIONS
from crawler.scouting.outlet_table import BEGIN, END, table

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_outlets_is_the_one_made_from_their_classes() -> None:
    shown = README.split(BEGIN)[1].split(END)[0].strip()
    assert shown == table(), "run: python -m crawler.scouting.outlet_table README.md"


def test_every_command_is_named() -> None:
    commands = {name for section in SECTIONS.values() for name in section} - {"init", "demo"}
    assert {name for name in commands if f"`kliping {name}" not in README} == set()


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
