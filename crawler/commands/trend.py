"""`kliping trend`: how much is written, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from crawler.console.asking import open_to_ask
from crawler.console.filters import options_as
from crawler.console.options import QueryCommand
from crawler.console.output import put, say
from crawler.tables.linguist import LinguistOptions, linguist_options, put_answer
from crawler.tables.row_options import row_options

if TYPE_CHECKING:
    from corpus.linguistics.trend import Point, Span

COLUMNS = {
    "span": "span",
    "articles": "articles",
    "matches": "matches",
    "per_million": "per million",
    "of": "of",
    "looked": "outlets looked at",
    "outlets": "of outlets",
}
BAR = 40  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendOptions(LinguistOptions):
    """The options of `kliping trend`."""

    by: Span
    svg: Path | None


@click.command(cls=QueryCommand)
@linguist_options
@click.option("--by", type=click.Choice(["month", "year"]), default="month", show_default=True, help="The span.")
@click.option("--svg", type=click.Path(path_type=Path), metavar="FILE", help="Draw it into FILE.svg (or .png).")
@row_options()
@options_as(TrendOptions)
def trend(options: TrendOptions) -> None:
    """Count articles and matches by month or year, and say how many outlets could be searched.

    "outlets looked at" are those whose articles of the whole span could be found by some run: where it is small, a
    low count says little.
    """
    from corpus.linguistics.trend import trend as count

    if options.svg is not None:
        _refuse_without_plots()
    query = options.needed_words("trend")
    with open_to_ask(options.corpus) as opened:
        points, undated = count(
            opened, query, by=options.by, originals=options.originals, most=options.most, **options.filters()
        )
    put_answer(options.rows, points, COLUMNS, _bars if options.rows.on_screen else None)
    if options.svg is not None:
        _draw(points, options.svg, query)
    if undated:
        say(f"{undated:,} more match but have no date.")


def _bars(points: Sequence[Point]) -> None:
    most = max((point.articles for point in points), default=0) or 1
    for point in points:
        bar = "█" * round(point.articles / most * BAR)
        looked = "" if point.looked is None else f"  {point.looked}/{point.outlets} outlets"
        put(f"{point.span:<8} {bar:<{BAR}} {point.articles:>6,} of {point.of:,}{looked}")


def _refuse_without_plots() -> None:
    try:
        import matplotlib  # noqa: F401 - is it there?
    except ImportError as error:
        raise KlipingError(
            "--svg needs matplotlib; install it with: pipx inject kliping matplotlib "
            "(or, in a clone's own environment: pip install '.[plot]')"
        ) from error


def _draw(points: Sequence[Point], path: Path, title: str) -> None:
    import matplotlib as mpl

    mpl.use("svg" if path.suffix == ".svg" else "agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(10, 4))
    axes.bar([point.span for point in points], [point.articles for point in points])
    axes.set_title(title)
    axes.set_ylabel("articles")
    axes.tick_params(axis="x", rotation=90)
    figure.tight_layout()
    try:
        figure.savefig(path)
    except OSError as error:
        raise KlipingError(f"{path}: can't be written ({error.strerror}); name another file") from error
    except ValueError as error:
        raise KlipingError(f"{path}: can't be drawn ({error}); name a file that ends in .svg or .png") from error
    say(f"Drawn into {path}.")
