"""The rows of docs/outlets-table.md, made from the outlets' classes."""

from __future__ import annotations

from collections.abc import Iterator

from spiders.families.base import OutletSpider
from spiders.families.basis import basis_words
from spiders.loader import outlets


def outlet_rows() -> Iterator[str]:
    """Yield one row for each outlet, as Markdown."""
    for slug, spider in outlets().items():
        tied = f"{spider.kind}, {spider.affiliation}" if spider.affiliation else spider.kind
        by = "words" if spider.finds_by_words() else "title and address only"
        by_name = f"asked by name only: {spider.terms}" if spider.by_name_only else ""
        notes = "; ".join(filter(None, ("reprints" if spider.reprints else "", by_name)))
        basis = basis_words(spider.bases())
        cells = (spider.outlet, f"`{slug}`", tied, ways_in(spider), by, basis, spider.checked, notes)
        yield f"| {' | '.join(cells)} |"


def ways_in(spider: type[OutletSpider]) -> str:
    """The ways of an outlet as they are taken: those with > between them in this order, those with a comma all."""
    return ", ".join(filter(None, (*spider.ways, " > ".join(spider.ladder))))
