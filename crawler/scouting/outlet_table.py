"""The table of docs/outlets-table.md, made from the outlets' classes: `python -m crawler.scouting.outlet_table`."""

from __future__ import annotations

from pathlib import Path

from spiders.families.base import OutletSpider
from spiders.loader import outlets

PAGE = Path("docs/outlets-table.md")  # in a clone
BEGIN, END = "<!-- outlets: begin -->", "<!-- outlets: end -->"
HEAD = "| outlet | slug | kind, tied to | ways in | rests on | checked |\n" + "|---" * 6 + "|"


def table() -> str:
    """The table in Markdown, one row for each outlet."""
    return "\n".join([HEAD, *(_row(slug, spider) for slug, spider in outlets().items())])


def _row(slug: str, spider: type[OutletSpider]) -> str:
    ways = ", ".join([*spider.ways, " > ".join(spider.ladder)]).strip(", ")
    tied = f"{spider.kind}, {spider.affiliation}" if spider.affiliation else spider.kind
    return "| " + " | ".join((spider.outlet, f"`{slug}`", tied, ways, spider.address_basis, spider.checked)) + " |"


def write_table(page: Path) -> None:
    """Write the table between its two marks in a page."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write_table(PAGE)
