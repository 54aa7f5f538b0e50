"""`kliping outlets suggest`: sites that could be outlets, by what the corpus credits and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.exits import Exit
from crawler.console.options import corpus_option, json_option, known_archive_option, outlets_option
from crawler.console.output import command_line, print_json, print_rows, say

if TYPE_CHECKING:
    from crawler.scouting.suggest import Suggestion

SHOWN = 40
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
@json_option
def suggest(links: int | None, archive: Path | None, outlets: tuple[Path, ...], corpus: Path, as_json: bool) -> int:
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
    if as_json:
        for site in sites:
            print_json({**asdict(site), "total": site.total})
    else:
        _print(sites, whole=not lacking)
    for problem in (problems := list(dict.fromkeys(lacking)))[:SHOWN_PROBLEMS]:
        say(f"kliping: {problem}")
    if len(problems) > SHOWN_PROBLEMS:
        say(f"kliping: {len(problems) - SHOWN_PROBLEMS:,} more places of the archive can't be read")
    if lacking:
        say(f"kliping: the links of {len(lacking):,} articles were not counted: their pages can't be read")
    return Exit.DAMAGED if lacking else Exit.WELL


def _print(sites: Sequence[Suggestion], *, whole: bool) -> None:
    if not sites:
        say(f"every site that the corpus names{'' if whole else ', as far as it can be read,'} is an outlet already")
        return
    rows = [
        (s.host, s.total, s.credited, s.reprinted, s.named, s.linked, s.pages, s.waiting, s.example or "")
        for s in sites[:SHOWN]
    ]
    print_rows(
        ("site", "articles", "credited", "reprinted from", "named", "linked", "own pages", "waiting", "example"), rows
    )
    say(f"next: {command_line('outlets', 'new', f'https://{sites[0].host}/')}")
