"""docs/settings.md has every variable of the environment and every setting of Scrapy that begins with KLIPING_."""

import re
from pathlib import Path

from corpus.file.waiting import BUSY_SECONDS

ROOT = Path(__file__).parent.parent
NAME = re.compile(r"KLIPING_[A-Z_]+")
FLOORS = ("corpus", "pipelines", "spiders", "crawler")


def names_in_the_code() -> set[str]:
    """Return the names in the four packages; those that begin with KLIPING_TEST_ are the tests' own."""
    files = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]
    names = {name for path in files for name in NAME.findall(path.read_text(encoding="utf-8"))}
    return {name for name in names if not name.startswith("KLIPING_TEST_")}


def test_the_page_has_each_name_once_and_no_other() -> None:
    rows = re.findall(r"^\| `(KLIPING_[A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(names_in_the_code())


def test_the_page_has_the_seconds_of_waiting() -> None:
    assert f"| `KLIPING_BUSY` | {BUSY_SECONDS} |" in (ROOT / "docs/settings.md").read_text(encoding="utf-8")
