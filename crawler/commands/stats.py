"""`kliping stats`: what a corpus holds, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.console.options import corpus_option
from crawler.console.output import command_line, counted, on_screen, one_line, print_rows, put, say, styled
from crawler.live.busy_line import working
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.methods.holdings import Holding
    from corpus.store import Corpus

MOST_OUTLETS = 15  # in the table for people, where -n does not say more
COLUMNS = {
    "group": "group",
    "value": "value",
    "number": "number",
    "first_day": "first day",
    "last_day": "last day",
    "stories": "stories",
}
DATED = frozenset({"outlet", "runs"})  # groups of which the table shows the first and the last day
_NONE = {"year": "undated", "language": "not known"}
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


@click.command()
@corpus_option
@row_options()
def stats(corpus: Path, rows: RowTarget) -> None:
    """Show what is in the corpus: articles by outlet, year, grade, language and completeness, runs, and sizes.

    Each number is exact and counts all articles; beside it stand the stories that these tell. Copies are articles whose
    text another article has, too, to the letter. In CSV and JSON each number is a row: group, value, number, first and
    last day, stories; sizes are in bytes.
    """
    from corpus.methods.holdings import Holding, holdings
    from corpus.store import Corpus

    with Corpus(corpus, read_only=True) as opened:
        done = [0, 0]  # articles read, and all
        with working("counting", lambda: (done[0], done[1]), "articles"):
            every = holdings(opened, lambda *now: done.__setitem__(slice(2), now))
        sizes, note = _sizes(opened)
    every += [Holding("size", name, number) for name, number in sizes.items()]
    if note:
        say(note)
    if not every[0].number:
        say(_emptiness(corpus, every))
    shown = rows.first(every)

    def draw() -> None:
        _draw(shown, corpus, whole=rows.most is not None)

    records = [{name: getattr(one, name) for name in COLUMNS} for one in shown]
    rows.put(RowSet(records=records, columns=COLUMNS, draw=draw if rows.on_screen else None))


def _sizes(corpus: Corpus) -> tuple[dict[str, int], str | None]:
    """The bytes of the corpus's files and of its archive, and a sentence where the archive can't be looked at."""
    from corpus.file.archive_place import ArchiveOutsideError
    from crawler.archive.segment_files import own_segments

    files = [Path(f"{corpus.path}{end}") for end in ("", "-wal")]
    sizes = {"corpus": sum(path.stat().st_size for path in files if path.exists())}
    try:
        sizes["archive"] = sum(path.stat().st_size for path in own_segments(corpus.archive_dir()))
    except ArchiveOutsideError as error:
        return sizes, str(error)
    return sizes, None


def _emptiness(path: Path, every: Sequence[Holding]) -> str:
    runs = sum(one.number for one in every if one.group == "runs")
    begun = f"{counted(runs, 'run', 'runs')} stored none; {command_line('ledger')} says what was asked"
    return f"{path} holds no article yet; " + (begun if runs else f"{command_line('crawl')} collects some")


def _draw(shown: Sequence[Holding], path: Path, *, whole: bool) -> None:
    """Print the numbers for people: a line on all, then a table for each group."""
    put(*(styled(line, bold=True) for line in on_screen(_headline(shown, path))))
    for group, members in groupby(shown, key=lambda one: one.group):
        if group not in {"articles", "copies", "size"}:
            _draw_group(group, list(members), whole=whole)


def _headline(shown: Sequence[Holding], path: Path) -> str:
    """What the corpus holds, in one line."""
    by_group = {group: list(members) for group, members in groupby(shown, key=lambda one: one.group)}
    whole = by_group["articles"][0]
    days = f", {whole.first_day} to {whole.last_day}" if whole.first_day else ""
    stories = f", {counted(whole.stories or 0, 'story', 'stories')}" if whole.number > 1 else ""
    parts = [f"{path}: {counted(whole.number, 'article', 'articles')}{stories}{days}"]
    parts += [counted(one.number, "is undated", "are undated") for one in by_group.get("year", ()) if one.value is None]
    parts += [counted(o.number, "exact copy", "exact copies") for o in by_group.get("copies", ()) if o.number]
    parts += [f"{one.value} {_in_bytes(one.number)}" for one in by_group.get("size", ())]
    return "; ".join(parts)


def _draw_group(group: str, members: Sequence[Holding], *, whole: bool) -> None:
    listed = members if whole or group != "outlet" else members[:MOST_OUTLETS]
    first = "command" if group == "runs" else group
    of_stories = members[0].stories is not None
    heads = (
        first,
        "runs" if group == "runs" else "articles",
        *(("stories",) if of_stories else ()),
        *(("first day", "last day") if group in DATED else ()),
    )
    print_rows(heads, [_cells(one, len(heads)) for one in listed])
    if rest := members[len(listed) :]:
        articles = counted(sum(one.number for one in rest), "article", "articles")
        put(f"  ... and {counted(len(rest), 'outlet', 'outlets')} more with {articles}: --format csv lists all")


def _cells(one: Holding, number: int) -> tuple[object, ...]:
    name = _NONE.get(one.group, "not graded") if one.value is None else one_line(one.value)
    stories = () if one.stories is None else (f"{one.stories:,}",)
    return (name, f"{one.number:,}", *stories, one.first_day or "", one.last_day or "")[:number]


def _in_bytes(number: int) -> str:
    """The number in the unit that suits it.

    >>> _in_bytes(0), _in_bytes(1), _in_bytes(1500), _in_bytes(2_340_000_000)
    ('0 bytes', '1 byte', '1.5 kB', '2.3 GB')
    """
    size, unit = float(number), 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.1f} {_UNITS[unit]}" if unit else counted(number, "byte", "bytes")
