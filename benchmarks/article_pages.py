"""Read saved article pages by their outlets' rules, and print what each gives: a table to compare with them by eye.

    python benchmarks/article_pages.py PAGES_DIR

PAGES_DIR holds manifest.csv with the columns `file`, `kind` (article, photo), `outlet`, `url` and `seen` (a day or a
month). Each file is read alone: further pages could not be had. Placeholders for names ("Contoh Reporter") are no names
to kliping, so a name is put in the place of each. `general` says how the text is without the outlet's rules. Exit code
1 where a page gives no article.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

HOUSE = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))

from corpus.models import Article, Capture, NeedsPages, SetAside  # noqa: E402 - found by the line above
from pipelines.refine import refine  # noqa: E402
from pipelines.rules import NO_RULES, PageRules  # noqa: E402
from spiders.loader import host_outlet, outlet_for, outlets  # noqa: E402

COLUMNS = ("file", "outlet", "time", "writer", "editor", "initials", "words", "complete", "unexplained", "general")
PLACEHOLDER = re.compile(r"Contoh (?:Editor|Fotografer|Jurnalis|Kontributor|Penulis|Redaktur|Reporter)(?: [A-Z]\w+)?")
NAMES = ("Sari Wulandari", "Budi Raharjo", "Dewi Lestari", "Agus Prasetyo", "Rina Kusuma", "Hendra Wijaya")


def main() -> int:
    """Print the table; returns the exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else Path()
    if not (folder / "manifest.csv").is_file() or len(sys.argv) != 2:
        print("usage: python benchmarks/article_pages.py PAGES_DIR (a folder with manifest.csv)")
        return 2
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in {"article", "photo"} and row["url"]]
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    lost = 0
    for row in rows:
        name, address = row["file"], row["url"]
        page = named((folder / name).read_bytes())
        rules = (outlet_for(address, outlets(())) or host_outlet(address)).page_rules()
        fetched = day_after(row["seen"])
        refined = read([Capture(address, page, fetched, content_type="text/html")], rules)
        plain = read([Capture(address, page, fetched, content_type="text/html")], NO_RULES)
        values = values_of(refined, plain)
        lost += not isinstance(refined, Article)
        print(f"| {' | '.join((name, row['outlet'], *values))} |")
    print(f"{len(rows)} pages, {lost} without an article")
    return int(lost > 0)


def day_after(seen: str) -> datetime:
    """A moment behind the day or the month in which a page was seen."""
    year, month, day = map(int, f"{seen}-31".split("-")[:3])
    return datetime(year, month, 1, tzinfo=UTC) + timedelta(days=day)


def named(page: bytes) -> bytes:
    """The page with a name in the place of each placeholder, the same one for the same placeholder."""
    numbers, given = count(), dict[str, str]()

    def name(match: re.Match[str]) -> str:
        return given.setdefault(match[0], NAMES[next(numbers) % len(NAMES)])

    return PLACEHOLDER.sub(name, page.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def read(captures: Sequence[Capture], rules: PageRules) -> Article | SetAside:
    """What the page gives; its further pages could not be had."""
    refined = refine(captures, rules)
    if not isinstance(refined, NeedsPages):
        return refined
    empty = [Capture(url, b"", captures[0].fetched_at, status=0, requested_url=url) for url in refined.urls]
    return read([*captures, *empty], rules)


def values_of(refined: Article | SetAside, plain: Article | SetAside) -> tuple[str, ...]:
    """A value for each of COLUMNS but the first two."""
    if not isinstance(refined, Article):
        return (f"set aside: {refined.reason}", *[""] * (len(COLUMNS) - 3))
    same = isinstance(plain, Article) and plain.text == refined.text
    return (
        refined.published_at.isoformat() if refined.published_at else "",
        ", ".join(refined.authors),
        refined.editor or "",
        refined.initials or "",
        str(refined.words),
        "yes" if refined.complete else "no",
        str(sum(page.unexplained for page in refined.page_words)),
        "same" if same else "differs",
    )


if __name__ == "__main__":
    sys.exit(main())
