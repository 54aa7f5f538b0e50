"""`kliping outlets`: list the outlets, check them, suggest and draft new ones."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.console.lazy import LazyGroup
from crawler.console.options import outlets_option
from crawler.console.output import put_short
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget

if TYPE_CHECKING:
    from spiders.families.base import OutletSpider

SHORT = frozenset({"slug", "name", "kind", "ways in"})  # the columns on a terminal, without --wide
COLUMNS = {name: name for name in ("slug", "name", "kind", "tied to", "ways in", "found by", "rests on", "checked")}
SECTIONS = {
    "Commands": {
        "list": (
            "crawler.commands.outlets:list_outlets",
            "List the outlets: kind, ways to find articles, how addresses are known.",
        ),
        "sets": (
            "crawler.commands.outlets_sets:sets",
            "List the sets of outlets, and how many articles of each the corpus has.",
        ),
        "check": (
            "crawler.commands.outlets_check:check",
            "Test each outlet once: does it answer, does it give an article?",
        ),
        "new": (
            "crawler.commands.outlets_new:new",
            "Look at a site once, and write an outlet file for it.",
        ),
        "suggest": (
            "crawler.commands.outlets_suggest:suggest",
            "List sites that the corpus names and that are no outlets yet.",
        ),
    }
}


@click.group(cls=LazyGroup, sections=SECTIONS)
def outlets() -> None:
    """List the outlets, check that they still answer, add one."""


@click.command("list")
@click.option("--wide", is_flag=True, help="Show all columns on a terminal, too; lines may be wider than it.")
@outlets_option
@row_options()
def list_outlets(wide: bool, outlets: tuple[Path, ...], rows: RowTarget) -> None:
    """List every outlet: its kind, who it is close to, its ways to find articles, and what these rest on.

    On a terminal each has one line with the main columns; --wide shows all.

    Ways with > between them are tried in this order, the next one only if the one before does not work. "found by" is
    "words" where a way asks the site for the topic's words. "rests on" says in which month the form of the addresses
    and each way was seen, and how (docs/outlets-table.md has the letters); what was never seen is a guess. "checked"
    says when a way was last seen to work live. "(reprints)" marks an outlet whose stories were mostly published
    elsewhere first, "(by name only)" one that a crawl leaves out unless it is named, because of what its site prints.
    """
    from crawler.scouting.outlet_table import ways_in
    from spiders.families.basis import basis_words
    from spiders.loader import outlets as known_outlets

    known = rows.first(list(known_outlets(outlets).items()))
    cells = [
        (
            slug,
            spider.outlet,
            _marked_kind(spider),
            spider.affiliation or "-",
            ways_in(spider) or "-",
            "words" if spider.finds_by_words() else "title and address only",
            basis_words(spider.bases()),
            spider.checked,
        )
        for slug, spider in known
    ]
    heads = list(COLUMNS)
    shown = [n for n, head in enumerate(heads) if wide or head in SHORT]

    def draw() -> None:
        put_short([heads[n] for n in shown], [[row[n] for n in shown] for row in cells], whole=wide)

    records = [_row(slug, spider) for slug, spider in known]
    rows.put(RowSet(records=records, columns=COLUMNS, cells=cells, draw=draw if rows.on_screen else None))


def _marked_kind(spider: type[OutletSpider]) -> str:
    marks = (" (reprints)" if spider.reprints else "", " (by name only)" if spider.by_name_only else "")
    return spider.kind + "".join(marks)


def _row(slug: str, spider: type[OutletSpider]) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": spider.outlet,
        "kind": spider.kind,
        "affiliation": spider.affiliation,
        "site": spider.site,
        "ways": spider.ways,
        "ladder": spider.ladder,
        "reach": spider.reaches(),
        "by_words": spider.finds_by_words(),
        "rests_on": {fact: basis and asdict(basis) for fact, basis in spider.bases().items()},
        "terms": spider.terms,
        "by_name_only": spider.by_name_only,
        "reprints": spider.reprints,
        "checked": spider.checked,
        "origin": spider.origin,
    }
