"""`kliping lineage`: whose words an article has, and who copied it; or how much each outlet copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.messages.command_messages import LINEAGE_OF_WHAT
from crawler.console.last_hits import id_or_address
from crawler.console.options import corpus_option
from crawler.console.output import command_line, counted, fitted, on_screen, one_line, print_rows, put, say, styled
from crawler.mistakes import CommandLineError
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.lineage.lineage_answer import ArticleLineage, CopyOf, LineageArticle
    from corpus.store import Corpus

COLUMNS = {
    "at": "published",
    "lag": "after",
    "outlet": "outlet",
    "share": "share",
    "words_added": "added",
    "words_cut": "cut",
    "credited": "credit",
    "corrected": "corrected",
    "new_headline": "headline",
    "id": "id",
}
FACTS = (
    *("id", "outlet", "title", "published_at", "published_day", "origin_id", "lag_s", "kind", "share", "origin_share"),
    *("words", "words_added", "words_cut", "credited", "corrected", "followed", "new_headline", "reason", "confidence"),
)
STATS_COLUMNS = {
    "outlet": "outlet",
    "articles": "articles",
    "original": "original",
    "copied": "copied by others",
    "with_credit": "copies with credit",
    "without_credit": "copies without",
}
MOST_DUE = 10_000  # articles due that are counted


@click.command()
@click.argument("article", metavar="[ID|ADDRESS|HIT]", required=False)
@click.option("--diff", is_flag=True, help="Show the passages that each copy added and cut.")
@click.option("--stats", is_flag=True, help="How much each outlet wrote itself, copied with credit, and without.")
@corpus_option
@row_options()
def lineage(article: str | None, diff: bool, stats: bool, corpus: Path, rows: RowTarget) -> None:
    """Show whose words an article has and who copied them: the copies by time, with what each added and cut.

    Name it by its id, its web address, or its number in the last search. docs/lineage.md says what a copy is, and how
    the origin is chosen. With --stats and no article: originals and copies of each outlet.
    """
    from corpus.query.lookup import find_article
    from corpus.store import Corpus

    if stats == (article is not None) or (stats and diff):
        raise CommandLineError(LINEAGE_OF_WHAT())
    with Corpus(corpus, read_only=True) as opened:
        if article is None:
            _put_stats(opened, rows)
        else:
            _put_article(opened, find_article(opened, id_or_address(opened, article)), rows, diff=diff)
        due = _number_due(opened)
    if due:
        derive = command_line("derive", "--corpus", corpus)
        more = "more than " if due > MOST_DUE else ""
        say(f"{more}{counted(min(due, MOST_DUE), 'article')} not read for lineage yet: `{derive}`.")


def _number_due(corpus: Corpus) -> int:
    from corpus.deriving.due import number_underived
    from corpus.lineage.lineage_derivation import LINEAGE

    return number_underived(corpus, LINEAGE, MOST_DUE + 1)


def _put_stats(corpus: Corpus, rows: RowTarget) -> None:
    from corpus.lineage.lineage_answer import outlet_lineage

    records = [asdict(one) for one in outlet_lineage(corpus)]
    rows.put(RowSet(records=rows.first(records), columns=STATS_COLUMNS))


def _put_article(corpus: Corpus, article_id: int, rows: RowTarget, *, diff: bool) -> None:
    from corpus.lineage.lineage_answer import lineage_of

    answer = lineage_of(corpus, article_id)
    records = [_record(corpus, answer, copy, diff=diff) for copy in rows.first(answer.copies)]
    parts = {
        "article": _facts(answer.article),
        "root": _facts(answer.root),
        "origins": [_edge(o) for o in answer.origins],
    }
    columns = COLUMNS if rows.form == "table" else {name: name for name in FACTS}
    cells = [[_cell(record, name) for name in COLUMNS] for record in records] if rows.form == "table" else None
    draw = partial(_draw, answer, records, cells or [], diff=diff) if rows.form == "table" else None
    rows.put(RowSet(records=records, columns=columns, cells=cells, draw=draw, parts=parts))
    if not answer.copies:
        say(f"No copies of {fitted(one_line(answer.article.title))!r} are known.")
    elif answer.root.corrected:
        behind = sum(not copy.followed for copy in answer.copies)
        copies = counted(len(answer.copies), "copy", "copies")
        followed = f"{behind} of {copies} {'has' if behind == 1 else 'have'} not followed" if behind else "all followed"
        say(f"The origin was corrected; {followed}.")


def _record(corpus: Corpus, answer: ArticleLineage, copy: CopyOf, *, diff: bool) -> dict[str, Any]:
    """Return a copy as JSON has it."""
    from corpus.lineage.lineage_answer import copy_changes

    changed = copy_changes(corpus, copy.article.id, copy.origin_id, passages=diff)
    values = {
        **_facts(copy.article),
        **_edge(copy),
        "new_headline": copy.article.title.casefold() != answer.root.title.casefold(),
        "words": changed.words,
        "words_added": changed.words_added,
        "words_cut": changed.words_cut,
        "origin_share": changed.origin_share,
    }
    return {name: values[name] for name in FACTS} | ({"added": changed.added, "cut": changed.cut} if diff else {})


def _facts(article: LineageArticle) -> dict[str, Any]:
    return {name: value for name, value in asdict(article).items() if name != "text_sha256"}


def _edge(copy: CopyOf) -> dict[str, Any]:
    return {name: value for name, value in asdict(copy).items() if name != "article"}


def _cell(record: dict[str, Any], name: str) -> object:
    match name:
        case "at":
            return (record["published_at"] or record["published_day"] or "not known")[:16].replace("T", " ")
        case "lag":
            return lag_words(record["lag_s"])
        case "share":
            return f"{record['share']:.0%}"
        case "new_headline":
            return "new" if record[name] else "same"
        case "corrected":  # of a corrected origin: whether the copy says what the correction says
            return "yes" if record[name] or record["followed"] else "no"
        case "credited":
            return "yes" if record[name] else "no"
    return record[name]


def lag_words(seconds: int | None) -> str:
    """Return a lag for people.

    >>> lag_words(7_500), lag_words(-90_000), lag_words(3 * 86_400), lag_words(None)
    ('2 h 05', '-1 d 1 h', '3 d', '-')
    """
    if seconds is None:
        return "-"
    sign, minutes = "-" if seconds < 0 else "", abs(seconds) // 60
    if minutes < 60:
        return f"{sign}{minutes} min"
    if minutes < 24 * 60:
        return f"{sign}{minutes // 60} h {minutes % 60:02}"
    hours = minutes // 60 % 24
    return f"{sign}{minutes // (24 * 60)} d" + (f" {hours} h" if hours else "")


def _draw(
    answer: ArticleLineage, records: Sequence[dict[str, Any]], cells: Sequence[Sequence[object]], *, diff: bool
) -> None:
    """Print where the article's words are from, and the table of the copies; below it what each added and cut."""
    from corpus.lineage.origin_order import ORIGIN_REASONS

    root = answer.root if answer.copies else answer.article
    put(*on_screen(styled(fitted(one_line(root.title)), bold=True)))
    day = (root.published_at or root.published_day or "day not known")[:16].replace("T", " ")
    put(f"{root.outlet}, {day}, id {root.id}")
    for edge in answer.origins:
        here = f"{edge.share:.0%} of article {answer.article.id}"
        put(*on_screen(f"{here} is from article {edge.origin_id} ({edge.kind})"))
    if answer.copies:
        first = answer.copies[0]
        put(*on_screen(f"Origin: {ORIGIN_REASONS[first.reason]}. Confidence: {first.confidence}."), "")
        print_rows(list(COLUMNS.values()), cells)
    for record in records if diff else ():
        put("", *on_screen(styled(f"{record['outlet']}, id {record['id']}", bold=True)))
        for sign, passages in (("+", record["added"]), ("-", record["cut"])):
            for passage in passages:
                put(*on_screen(f"{sign} {one_line(passage)}", "  "))
        if not record["added"] and not record["cut"]:
            put("  the same words")
