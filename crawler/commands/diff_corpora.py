"""`kliping diff`: what two corpora do not share."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from corpus.exits import Exit
from crawler.console.output import say
from crawler.live.busy_line import working
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget

COLUMNS = {
    "side": "where",
    "differs": "differs in",
    "first_id": "id in A",
    "second_id": "id in B",
    "outlet": "outlet",
    "published_day": "day",
    "title": "title",
    "key": "key",
}
SIDES = {"first": "only A", "second": "only B", "both": "both"}


@click.command()
@click.argument("first", type=click.Path(path_type=Path), metavar="A")
@click.argument("second", type=click.Path(path_type=Path), metavar="B")
@row_options()
def diff(first: Path, second: Path, rows: RowTarget) -> int:
    """Compare the articles of two corpora: which only one has, and which differ in title, text, day or outlet.

    An article is known by its key, so ids may differ. Texts are compared by their words: capitals, punctuation and
    spaces do not count. If nothing differs it ends with 0, else with 3.
    """
    from corpus.merging.differences import article_differences, both_open, count_differences

    with working("comparing"), both_open(first, second) as sql:
        counts = count_differences(sql)
        every = [asdict(one) for one in article_differences(sql)]
    records = [dict(record) for record in rows.first(every)]
    cells = [[_cell(record, name) for name in COLUMNS] for record in records]
    parts = {"counts": asdict(counts)}
    rows.put(RowSet(records=records, columns=COLUMNS, cells=cells, parts=parts))
    say(
        f"{counts.same:,} articles are the same, {counts.both:,} differ, {counts.first:,} are only in {first}, "
        f"{counts.second:,} only in {second}."
    )
    return Exit.WELL if counts.are_equal else Exit.SOME_FAILED


def _cell(record: dict[str, object], name: str) -> object:
    value = record[name]
    if name == "side":
        return SIDES[str(value)]
    if name == "differs":
        assert isinstance(value, tuple)
        return ", ".join(value)
    return "" if value is None else value
