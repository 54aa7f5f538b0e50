"""`kliping search`: which articles have these words?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.commands.options import QueryCommand, as_filters, corpus_option, filter_options, json_option
from crawler.commands.output import in_colour, one_line, print_json, say, styled

if TYPE_CHECKING:
    from corpus.search import Hit, SearchResult


@click.command(cls=QueryCommand)
@filter_options
@click.option("-n", "limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Articles to show.")
@click.option("--before", type=int, metavar="PAGE", help="The next page, as the page before names it.")
@corpus_option
@json_option
def search(corpus: Path, as_json: bool, limit: int, before: int | None, **asked: Any) -> None:
    """Find articles by their words, newest first.

    All words must be there. "A phrase" is put in quotes (for the shell, in single ones around them:
    '"pembinaan pegawai"'); OR, NOT and brackets combine; pembina* takes a word's endings. Without a query,
    all articles that pass the filters are listed.

    The number before a hit, and its id, are what `kliping show` takes.
    """
    from corpus.search import search as find
    from corpus.store import Corpus
    from crawler.commands.hits import keep_hits

    with Corpus(corpus, read_only=True) as opened:
        result = find(opened, limit=limit, before=before, **as_filters(asked))
    keep_hits(corpus, [hit.id for hit in result.hits])
    for number, hit in enumerate(result.hits, 1):
        if as_json:
            print_json(_row(hit))
        else:
            _print_hit(number, hit)
    _close(result)


def _row(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id, "title": hit.title, "outlet": hit.outlet, "outlet_name": hit.outlet_name,
        "published_at": hit.published_at, "published_day": hit.published_day, "url": hit.url, "place": hit.place,
        "credit": hit.credit, "grade": hit.grade, "copies": hit.copies, "snippet": hit.plain_snippet,
    }  # fmt: skip


def _print_hit(number: int, hit: Hit) -> None:
    facts = [
        hit.published_day.isoformat() if hit.published_day else "undated",
        hit.outlet_name,
        hit.place,
        f"credit: {hit.credit}" if hit.credit else None,
        None if hit.grade is None else f"grade {hit.grade}",
        f"+{hit.copies} {'copy' if hit.copies == 1 else 'copies'}" if hit.copies else None,
        f"id {hit.id}",
    ]
    click.echo(f"{number:>3}. {_marked(hit.marked_title, bold=True)}")
    click.echo("     " + styled(" · ".join(one_line(fact) for fact in facts if fact), dim=True))
    click.echo(click.wrap_text(_marked(hit.snippet), 100, "     ", "     ") + "\n")


def _marked(text: str, *, bold: bool = False) -> str:
    """The text with its matches in colour on a terminal; without marks elsewhere."""
    from corpus.search import MARK, UNMARK

    pieces: list[str] = []
    for piece in text.split(MARK):
        inside, mark, after = piece.partition(UNMARK)
        if mark and in_colour():
            pieces.append(click.style(one_line(inside), fg="yellow", bold=True))
            inside = after
        else:
            inside += after
        pieces.append(styled(_kept_ends(inside), bold=True) if bold and inside else _kept_ends(inside))
    return "".join(pieces)


def _kept_ends(text: str) -> str:
    """In one line, safe, with the spaces that part it from its neighbours."""
    head, tail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    line = one_line(text)
    return f"{head}{line}{tail}" if line else head


def _close(result: SearchResult) -> None:
    total = f"more than {result.total:,}" if result.capped else f"{result.total:,}"
    if result.total == 0:
        say("No article matches.")
    elif result.next_page is not None:
        say(f"{total} articles match, copies counted; the next page: --before {result.next_page}")
    else:
        say(f"{total} {'article matches' if result.total == 1 else 'articles match, copies counted'}.")
    if result.undated:
        say(f"{result.undated:,} more match but have no date; without --since and --until they are shown too.")
