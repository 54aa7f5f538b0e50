"""`kliping outlets check`: ask each way in once: does it answer, does its newest article refine?"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.commands.options import json_option, outlets_option
from crawler.commands.output import print_json, print_rows

if TYPE_CHECKING:
    from corpus.store import Corpus
    from corpus.topics import Topic
    from spiders.families.base import OutletSpider

PAGES = 12  # listing pages that an outlet is asked for at most


@click.command("check")
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@click.option("--contact", help="An e-mail or web address that sites see; kept by `kliping init`.")
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="ARCHIVE",
    help="Check against a recorded crawl, with no network.",
)
@click.option("--allow-private", is_flag=True, help="Let addresses in private networks be asked (for tests).")
@outlets_option
@json_option
def check(
    slugs: tuple[str, ...], contact: str | None, replay: Path | None, allow_private: bool,
    outlets: tuple[Path, ...], as_json: bool,
) -> int:  # fmt: skip
    """Ask every way in of some outlets (default: all) once, live, and refine the newest article it leads to.

    Nothing is kept: the corpus of the check is thrown away.
    """
    from corpus.store import Corpus
    from crawler.commands.crawl import chosen_of
    from crawler.config import check_contact, required_contact
    from crawler.operation import Plan
    from crawler.run import Going, run
    from crawler.shipped import shipped_topic
    from spiders.loader import outlets as load

    known = load(outlets)
    chosen = chosen_of(slugs, known)
    asking = check_contact(contact) if contact else None if replay else required_contact()
    every = {slug: _every_way(known[slug]) for slug in chosen}
    with tempfile.TemporaryDirectory(prefix="kliping-check-") as folder:
        path = Path(folder) / "check.db"
        plan = Plan("check", path, topic=_one_question(shipped_topic()), limit=1, listings=PAGES, ask_all=True,
                    replay=replay)  # fmt: skip
        given = run(plan, {**known, **every}, chosen, Going(asking, allow_private))
        with Corpus(path, read_only=True) as corpus:
            rows = [row for slug in chosen for row in _rows(corpus, slug, every[slug])]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        print_rows(("outlet", "way in", "result", "links", "article"), [tuple(row.values()) for row in rows])
    return given.exit_code


def _every_way(spider: type[OutletSpider]) -> type[OutletSpider]:
    """The outlet with the rungs of its ladder side by side: each is asked, whatever the others answer."""
    ways = tuple(dict.fromkeys((*spider.ways, *spider.ladder)))
    return type(spider.__name__, (spider,), {"ways": ways, "ladder": (), "__doc__": spider.__doc__})


def _one_question(topic: Topic) -> Topic:
    ask = replace(topic.ask, search=topic.ask.search[:1], tags=topic.ask.tags[:1], urls=(), since=None)
    return replace(topic, ask=ask)


def _rows(corpus: Corpus, slug: str, spider: type[OutletSpider]) -> list[dict[str, Any]]:
    article = _article(corpus, slug)
    told = {
        way: (answer, reason, links)
        for way, answer, reason, links in corpus.conn.execute(
            """SELECT way, min(answer), coalesce(min(CASE WHEN answer <> 'answered' THEN reason END), min(reason)),
                sum(links) FROM ledger WHERE outlet = ? GROUP BY way""",
            (slug,),
        )
    }
    return [
        {"outlet": slug, "way": way, "result": _result(told.get(way)), "links": told.get(way, (0, 0, 0))[2],
         "article": article}
        for way in spider.ways
    ]  # fmt: skip


def _result(told: tuple[str, str | None, int] | None) -> str:
    if told is None:
        return "not asked"
    answer, reason, links = told
    if answer == "answered" and links:
        return "works"
    return f"{answer}: {reason}" if reason else "answered: no link to an article"


def _article(corpus: Corpus, slug: str) -> str:
    row = corpus.conn.execute(
        "SELECT title, published_day, words FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT 1", (slug,)
    ).fetchone()
    if row:
        return f"{row[0]} ({row[1] or 'undated'}, {row[2]} words)"
    why = corpus.conn.execute(
        "SELECT reason FROM frontier WHERE outlet = ? AND kind = 'article' AND reason IS NOT NULL LIMIT 1", (slug,)
    ).fetchone()
    return f"none: {why[0]}" if why else "none"
