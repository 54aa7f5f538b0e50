"""The query and the filters of a command line, and the commands' options as dataclasses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.errors import QueryError
from crawler.console.options import F
from crawler.console.output import say
from crawler.mistakes import ParameterError

if TYPE_CHECKING:
    from datetime import date

    from corpus.query.selection import Filters
    from corpus.typed.sort_names import Sort

Options = TypeVar("Options")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class FilterOptions:
    """The options that `filter_options` adds, and `--corpus`, as they were typed."""

    corpus: Path
    query: tuple[str, ...]
    outlet: tuple[str, ...]
    since: str | None
    until: str | None
    grade: int | None
    topic: str | None
    new: bool
    literal: bool

    def words(self) -> str | None:
        """The query in one string; None where none was typed."""
        return " ".join(self.query) if self.query else None

    def filters(self, before: int | None = None) -> Filters:
        """The filters as corpus.search takes them, for the page after `before`.

        Words for days count from today in Jakarta. Raises DayError where a day can't be read.
        """
        return {
            "before": before,
            "outlet": self.outlet or None,
            "since": self.since,
            "until": self.until,
            "today": today_in_jakarta(),
            "grade": self.grade,
            "topic": self.topic,
            "new": self.new,
            "literal": self.literal,
        }


def options_as(kind: type[Options]) -> Callable[[Callable[[Options], Result]], Callable[..., Result]]:
    """Give a command its options as one dataclass. Put it below all options, next to the function.

    Each field has the name of an option; tests/crawler/commands/test_options.py compares them.
    """

    def decorate(command: Callable[[Options], Result]) -> Callable[..., Result]:
        @wraps(command)
        def call(**values: Any) -> Result:  # click calls a command by the names of its options
            return command(kind(**values))

        call.__dict__["options_class"] = kind
        return call

    return decorate


def filter_options(command: F) -> F:
    """Add the query and its filters: the fields of `FilterOptions`, but for the corpus."""
    for decorate in reversed(
        (
            click.argument("query", nargs=-1),
            click.option("--outlet", multiple=True, metavar="SLUG", help="Only this outlet (may be given again)."),
            click.option(
                "--since",
                metavar="DAY",
                help="First day of publication: 2023-01-31, 31/1/2023, 2023-01, 2023, kemarin, or 30d back.",
            ),
            click.option("--until", metavar="DAY", help="Last day of publication."),
            click.option("--grade", type=click.IntRange(0, 3), help="The least grade that counts (3: core)."),
            click.option(
                "--topic", metavar="NAME", help="The topic whose grades are meant; default: the corpus's default topic."
            ),
            click.option("--new", is_flag=True, help="Only what the newest crawl or import stored."),
            click.option(
                "--literal", is_flag=True, help="Take every word as written: no related words, no other names."
            ),
        )
    ):
        command = decorate(command)
    return command


def sort_order(_ctx: click.Context, _parameter: click.Parameter, value: str) -> Sort:
    """Read the value of --sort, for click. Raises ParameterError for an unknown order."""
    from corpus.typed.sort_names import read_sort

    try:
        return read_sort(value)
    except QueryError as error:
        raise ParameterError(error.statement) from error


def today_in_jakarta() -> date:
    """Return the day that "kemarin" and "7d" count from."""
    from datetime import datetime  # imported here: a search without days starts faster

    from corpus.store import JAKARTA

    return datetime.now(JAKARTA).date()


def say_days(since: str | None, until: str | None, today: date) -> None:
    """Print on stderr how the days of --since and --until were read, unless they are plain ISO days."""
    from corpus.typed.day_words import day_note

    for text, option in ((since, "--since"), (until, "--until")):
        if note := day_note(text, today, option, last=option == "--until"):
            say(f"({note})")
