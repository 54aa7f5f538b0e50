"""`kliping outlets suggest`: which sites should be outlets, by what the corpus credits and names?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from crawler.commands.options import corpus_option, json_option, outlets_option
from crawler.commands.output import print_json, print_rows, say

SHOWN = 40


@click.command("suggest")
@click.option(
    "--links",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read the pages of the newest N articles again from the archive, and count what their texts link to, too.",
)
@outlets_option
@corpus_option
@json_option
def suggest(links: int | None, outlets: tuple[Path, ...], corpus: Path, as_json: bool) -> None:
    """Sites that the corpus credits ("Sumber: ..."), names in lines that were cut, or holds pages of, with counts.

    With --links also those that texts link to: a hundred pages take about a second. Only sites that are no outlets
    yet. Nothing is asked over the network.
    """
    from corpus.store import Corpus
    from crawler.linked import linked_hosts
    from crawler.suggest import suggestions
    from spiders.loader import outlets as load

    known = load(outlets)
    with Corpus(corpus, read_only=True) as opened:
        rules = {slug: spider.page_rules() for slug, spider in known.items()}
        linked = linked_hosts(opened, rules, links) if links else ()
        found = suggestions(opened, [spider.address() for spider in known.values()], linked)
    if as_json:
        for site in found:
            print_json({**asdict(site), "total": site.total})
        return
    if not found:
        say("every site that the corpus names is an outlet already")
        return
    rows = [(s.host, s.total, s.credited, s.reprinted, s.named, s.linked, s.pages, s.example) for s in found[:SHOWN]]
    print_rows(("site", "articles", "credited", "reprinted from", "named", "linked", "own pages", "example"), rows)
    say(f"next: kliping outlets new https://{found[0].host}/")
