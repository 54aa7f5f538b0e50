"""The options and the printing that the commands for linguists share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from corpus.messages.command_messages import WORDS_MISSING
from crawler.console.filters import FilterOptions, filter_options
from crawler.console.options import F, corpus_option
from crawler.console.output import counted, say
from crawler.mistakes import CommandLineError
from crawler.tables.row_target import RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.answers import Answer, AnswerRows


@dataclass(frozen=True, slots=True, kw_only=True)
class LinguistOptions(FilterOptions):
    """The options that `linguist_options` and `row_options` add."""

    originals: bool
    most: int | None
    rows: RowTarget

    def needed_words(self, command: str) -> str:
        """The query. Raises UsageError where none was typed, with an example for `command`."""
        if (words := self.words()) is None:
            raise CommandLineError(WORDS_MISSING(command=command))
        return words


def linguist_options(command: F) -> F:
    """Add the query, its filters, --originals, --most and --corpus."""
    originals = click.option("--originals", is_flag=True, help="Take each story once: leave out its copies.")
    return filter_options(originals(most_option(corpus_option(command))))


def most_option(command: F) -> F:
    """Add --most: how many articles are read; None for all."""
    return click.option(
        "--most",
        type=click.IntRange(0),
        default=20_000,
        show_default=True,
        metavar="ARTICLES",
        callback=lambda _context, _option, value: value or None,
        help="Read at most so many matching articles, spread evenly over time; 0 reads all.",
    )(command)


def put_answer(
    target: RowTarget,
    answer_rows: AnswerRows[Any],
    columns: Mapping[str, str],
    draw: Callable[[Sequence[Any]], None] | None = None,
) -> None:
    """Print dataclass rows with what is known of the whole answer; say its notes on stderr, or that there are no rows.

    `columns` maps a field to its heading. `draw` prints them for people where that is no table.
    """
    shown = target.first(answer_rows)
    records = [asdict(row) for row in shown if is_dataclass(row) and not isinstance(row, type)]
    drawn = None if draw is None else partial(draw, shown)
    target.put(RowSet(records=records, columns=columns, draw=drawn, parts=answer_rows.answer.as_line()))
    if answer_rows.is_cut:
        number, every = len(answer_rows), answer_rows.every
        more = "there are more: give a larger -n" if every is None else f"-n {every} gives all"
        of_all = "" if every is None else f" of {every:,}"
        say(
            f"The first {number:,}{of_all} rows; {more}."
            if number > 1
            else f"The first{of_all or ' of the'} rows; {more}."
        )
    say_answer(answer_rows.answer)
    if not answer_rows:
        say("Nothing was found.")


def say_answer(answer: Answer) -> None:
    """Say on stderr how many stories the articles tell, where some are copies, and the notes of an answer."""
    if answer.stories is not None and answer.stories < answer.total:
        stories = counted(answer.stories, "story", "stories")
        say(f"({answer.total:,} articles match, {stories}: copies are counted, --originals leaves them out)")
    for note in answer.notes:
        say(f"({note})")
