"""The rows of docs/outlets-table.md, made from the outlets' classes."""

from __future__ import annotations

from collections.abc import Iterator

from spiders.loader import outlets


def outlet_rows() -> Iterator[str]:
    """Yield one row for each outlet, as Markdown."""
    for slug, spider in outlets().items():
        ways = ", ".join([*spider.ways, " > ".join(spider.ladder)]).strip(", ")
        tied = f"{spider.kind}, {spider.affiliation}" if spider.affiliation else spider.kind
        yield f"| {spider.outlet} | `{slug}` | {tied} | {ways} | {spider.address_basis} | {spider.checked} |"
