"""`kliping outlets`: list the outlets, check them, suggest and draft new ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.console.lazy import LazyGroup
from crawler.console.options import json_option, outlets_option
from crawler.console.output import print_json, print_rows

if TYPE_CHECKING:
    from spiders.families.base import OutletSpider

SECTIONS = {
    "Commands": {
        "list": (
            "crawler.commands.outlets:list_outlets",
            "List the outlets: kind, ways to find articles, how addresses are known.",
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
@outlets_option
@json_option
def list_outlets(outlets: tuple[Path, ...], as_json: bool) -> None:
    """List every outlet: its kind, who it is close to, its ways to find articles, and how its addresses are known.

    Ways with > between them are tried in this order, the next one only if the one before does not work. "checked"
    says when a way was last seen to work live.
    """
    from spiders.loader import outlets as known_outlets

    rows = [_row(slug, spider) for slug, spider in known_outlets(outlets).items()]
    if as_json:
        for row in rows:
            print_json(row)
        return
    print_rows(
        ("slug", "name", "kind", "tied to", "ways in", "addresses", "checked"),
        [
            (
                r["slug"],
                r["name"],
                r["kind"],
                r["affiliation"] or "-",
                ", ".join(filter(None, (*r["ways"], " > ".join(r["ladder"])))) or "-",
                r["address_basis"],
                r["checked"],
            )
            for r in rows
        ],
    )


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
        "address_basis": spider.address_basis,
        "terms": spider.terms,
        "checked": spider.checked,
        "origin": spider.origin,
    }
