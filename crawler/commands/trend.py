"""`kliping trend`: how much is written, month by month; as rows, as a chart on the terminal, or as a picture."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from crawler.console.asking import open_to_ask
from crawler.console.filters import options_as
from crawler.console.options import QueryCommand
from crawler.console.output import counted, put, say
from crawler.tables.linguist import LinguistOptions, linguist_options, put_answer, say_answer
from crawler.tables.row_options import row_options
from crawler.tables.row_target import PICTURE, RowSet, RowTarget, chosen_form

if TYPE_CHECKING:
    from corpus.answers import AnswerRows
    from corpus.charts.trend_chart import TrendWords
    from corpus.linguistics.trend import Point, Span
    from corpus.store import Corpus

COLUMNS = {
    "span": "span",
    "articles": "articles",
    "stories": "stories",
    "matches": "matches",
    "per_million": "per million",
    "of": "of",
    "looked": "outlets looked at",
    "outlets": "of outlets",
    "partial": "in part",
}
WIDEST = 100  # characters of a line of the chart on a terminal
EIGHTHS = " ▏▎▍▌▋▊▉"  # of a character, from the left
NOT_LOOKED_AT = "░"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendOptions(LinguistOptions):
    """The options of `kliping trend`."""

    by: Span
    per_million: bool


@click.command(cls=QueryCommand)
@linguist_options
@click.option("--by", type=click.Choice(["month", "year"]), default="month", show_default=True, help="The span.")
@click.option("--per-million", is_flag=True, help="Draw the matches per million words, in place of the articles.")
@row_options(pictures=True)
@options_as(TrendOptions)
def trend(options: TrendOptions) -> None:
    """Count articles and matches by month or year, and say how many outlets could be searched.

    "outlets looked at" are those whose articles of the whole span could be found by some run: where it is small, a
    low count says little. Where it is 0, the chart is hatched. A span that was asked for in part, or is not over, is
    marked by an asterisk ("in part").

    -o chart.svg or -o chart.png draws a chart to print, with the search and the corpus below it; its numbers stand in
    chart.svg.csv or chart.png.csv.
    """
    from corpus.linguistics.trend import trend as count

    query = options.needed_words("trend")
    with open_to_ask(options.corpus) as opened:
        points, undated = count(
            opened, query, by=options.by, originals=options.originals, most=options.most, **options.filters()
        )
        words = _words(opened, options, points, undated) if options.rows.form == PICTURE else None
    if words is not None:
        _draw(options, points, words)
        say_answer(points.answer)
    else:
        chart = partial(_chart, by=options.by, per_million=options.per_million)
        put_answer(options.rows, points, COLUMNS, chart if options.rows.on_screen else None)


def _draw(options: TrendOptions, points: Sequence[Point], words: TrendWords) -> None:
    from corpus.charts.trend_chart import trend_chart
    from crawler.tables.picture_file import write_picture

    path = options.rows.output
    assert path is not None  # its ending has chosen a picture
    shown = options.rows.first(points)
    write_picture(trend_chart(shown, words, by=options.by, per_million=options.per_million), path)
    say(f"{counted(len(shown), options.by, f'{options.by}s')} drawn into {path}.")
    numbers = path.with_name(f"{path.name}.csv")
    form = chosen_form("csv", numbers, as_json=False, as_csv=False, corpus=options.corpus)
    RowTarget(form, numbers).put(RowSet(records=[asdict(point) for point in shown], columns=COLUMNS))


def _words(corpus: Corpus, options: TrendOptions, points: AnswerRows[Point], undated: int) -> TrendWords:
    """What the picture says of itself: the search, the corpus, its day, and the counts. No clock: the same twice."""
    from corpus.charts.trend_chart import TrendWords
    from corpus.crawl.coverage import newest_day
    from corpus.integrity.database_checks import count_articles

    of_all = counted(count_articles(corpus), "article", "articles")
    newest = newest_day(corpus)
    of_day = f" as of {newest}" if newest else ""
    search = "; ".join(_search(options))
    stories = f", {counted(points.answer.stories or 0, 'story', 'stories')}"
    matching = f"{counted(points.answer.total, 'article matches', 'articles match')}{stories}"
    drawn = sum(point.articles for point in points)
    beside = ", " if drawn < points.answer.total else "; besides, "  # between days, the total is without them
    without = f"{beside}{undated:,} without a date (not drawn)" if undated else ""
    return TrendWords(
        options.needed_words("trend"),
        (
            f"Search: {search}. {matching}{without}.",
            f"Source: corpus {options.corpus.name}{of_day}, {of_all}; kliping {version('kliping')}.",
        ),
    )


def _search(options: TrendOptions) -> Iterator[str]:
    """Yield the search and each of its filters, as they were typed."""
    yield options.needed_words("trend")
    values = {
        "outlet": ", ".join(options.outlet),
        "since": options.since,
        "until": options.until,
        "grade": options.grade,
        "topic": options.topic,
    }
    yield from (f"{name} {value}" for name, value in values.items() if value not in (None, ""))
    flags = {"originals": options.originals, "literal": options.literal, "new": options.new}
    yield from (name for name, value in flags.items() if value)


def _chart(points: Sequence[Point], *, by: str, per_million: bool) -> None:
    """Print a bar for each span, with its numbers; what could not be looked at is hatched."""
    values = [(point.per_million or 0.0) if per_million else float(point.articles) for point in points]
    numbers = [
        f"{p.per_million or 0:,.1f}" if per_million else of_all
        for p, of_all in zip(points, _counts(points), strict=True)
    ]
    looked = ["" if point.looked is None else f"  {point.looked}/{point.outlets} outlets" for point in points]
    right = max(map(len, numbers), default=0), max(map(len, looked), default=0)
    columns = min(shutil.get_terminal_size().columns, WIDEST)
    room = max(6, columns - len("2023-01* ") - 1 - sum(right) - 1)
    highest = max(values, default=0) or 1
    if points:
        put(f"{'matches per million words' if per_million else 'articles (stories)'} by {by}")
    for point, value, number, outlets in zip(points, values, numbers, looked, strict=True):
        span = f"{point.span}{'*' if point.partial else ' '}"
        drawn = _bar(value / highest, room)
        drawn += (NOT_LOOKED_AT if point.looked == 0 else " ") * (room - len(drawn))
        put(f"{span:<8} {drawn} {number:>{right[0]}}{outlets:>{right[1]}}")
    if any(point.looked == 0 for point in points):
        put(f"{NOT_LOOKED_AT} no outlet could be looked at for the whole {by}: a low number says nothing there")
    if any(point.partial for point in points):
        put(f"* only a part of the {by} was asked for, or it is not over")


def _counts(points: Sequence[Point]) -> list[str]:
    """Return articles, stories and all articles of each span: "40 (1) of 100", in columns."""
    most, stories, of_all = (
        _digits([getattr(point, name) for point in points]) for name in ("articles", "stories", "of")
    )
    return [f"{p.articles:>{most},} {f'({p.stories:,})':>{stories + 2}} of {p.of:>{of_all},}" for p in points]


def _bar(share: float, room: int) -> str:
    """Return a bar to an eighth of a character; what is there at all has one.

    >>> _bar(0.5, 5), _bar(0.001, 5), _bar(0, 5)
    ('██▌', '▏', '')
    """
    eighths = max(round(share * room * 8), 1 if share > 0 else 0)
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")


def _digits(numbers: Sequence[int]) -> int:
    """Return how many characters the longest of these numbers takes."""
    return max((len(f"{number:,}") for number in numbers), default=0)
