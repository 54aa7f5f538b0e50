"""`kliping outlets suggest`: sites that could be outlets, by what the corpus credits and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.exits import Exit
from crawler.console.options import corpus_option, known_archive_option, outlets_option
from crawler.console.output import command_line, counted, say
from crawler.tables.row_options import row_options
from crawler.tables.row_target import TABLE, RowSet, RowTarget

if TYPE_CHECKING:
    from crawler.scouting.suggest import Suggestion

COLUMNS = {
    "host": "site",
    "total": "articles",
    "credited": "credited",
    "reprinted": "reprinted from",
    "named": "named",
    "linked": "linked",
    "pages": "own pages",
    "waiting": "waiting",
    "example": "example",
}
SHOWN = 40  # rows of a table, without -n
SHOWN_PROBLEMS = 5


@click.command("suggest")
@click.option(
    "--links",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read the pages of the newest N articles again from the archive, and count what their texts link to, too.",
)
@known_archive_option
@outlets_option
@corpus_option
@row_options()
def suggest(links: int | None, archive: Path | None, outlets: tuple[Path, ...], corpus: Path, rows: RowTarget) -> int:
    """List sites that are no outlets yet, but that the corpus credits ("Sumber: ..."), names, or has pages of.

    With --links, sites that texts link to are listed too; a hundred pages take about a second. No network is used. If
    pages are missing from the archive, the command counts the others, names the files, and ends with 5.
    """
    from corpus.store import Corpus
    from crawler.archive.naming import keep_answer
    from crawler.scouting.linked_hosts import linked_hosts
    from crawler.scouting.suggest import suggestions
    from spiders.loader import outlets as load

    known, lacking = load(outlets), list[str]()
    if archive is not None:
        keep_answer(corpus, archive)
    with Corpus(corpus, read_only=True) as opened:
        rules = {slug: spider.page_rules() for slug, spider in known.items()}
        linked = linked_hosts(opened, rules, links, lacking.append) if links else ()
        sites = suggestions(opened, [spider.address() for spider in known.values()], linked)
    _put(rows, sites)
    if not sites:
        whole = "" if not lacking else ", as far as it can be read,"
        say(f"every site that the corpus names{whole} is an outlet already")
    elif rows.form == TABLE:
        say(f"next: {command_line('outlets', 'new', f'https://{sites[0].host}/')}")
    for problem in (problems := list(dict.fromkeys(lacking)))[:SHOWN_PROBLEMS]:
        say(f"kliping: {problem}")
    if len(problems) > SHOWN_PROBLEMS:
        say(f"kliping: {len(problems) - SHOWN_PROBLEMS:,} more places of the archive can't be read")
    if lacking:
        say(f"kliping: the links of {counted(len(lacking), 'article')} were not counted: the pages can't be read")
    return Exit.DAMAGED if lacking else Exit.WELL


def _put(target: RowTarget, sites: Sequence[Suggestion]) -> None:
    """Print the sites; without -n, a table has the first `SHOWN` of them."""
    most = SHOWN if target.form == TABLE and target.most is None and target.output is None else None
    shown = target.first(sites, most)
    target.put(RowSet(records=[{**asdict(site), "total": site.total} for site in shown], columns=COLUMNS))
