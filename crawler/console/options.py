"""The options that many commands share, each written once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_CORPUS = Path("kliping.db")
CORPUS_KEY = "crawler.corpus"
"""Where the context keeps the corpus's path, for errors that the database raises later."""


def _remember(ctx: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    ctx.meta[CORPUS_KEY] = value
    return value


def corpus_option(command: F) -> F:
    """Adds `--corpus PATH`; the command gets it as `corpus: Path`."""
    return click.option(
        "--corpus",
        type=click.Path(path_type=Path),
        default=DEFAULT_CORPUS,
        envvar="KLIPING_CORPUS",
        show_default=True,
        show_envvar=True,
        callback=_remember,
        help="The corpus file.",
    )(command)


def json_option(command: F) -> F:
    """Adds `--json`; the command gets it as `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON Lines: one object a row.")(command)


def outlets_option(command: F) -> F:
    """Adds `--outlets DIR`; the command gets it as `outlets: tuple[Path, ...]`."""
    return click.option(
        "--outlets",
        type=click.Path(path_type=Path),
        multiple=True,
        envvar="KLIPING_OUTLETS",
        show_envvar=True,
        help="A folder with outlets of your own, beside those that ship.",
    )(command)


class QueryCommand(click.Command):
    """A command whose arguments are a query: `-word` before a word is the query's NOT, no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Spell out the minus, so that click does not take it for an option."""
        end = args.index("--") if "--" in args else len(args)
        alone = len(self._words(args[:end])) + len(args[end + 1 :]) < 2
        return super().parse_args(ctx, [*(_spell_out_not(a, whole=alone) for a in args[:end]), *args[end:]])

    def _words(self, args: list[str]) -> list[str]:
        """Those of the arguments that are the query's, without options and their values."""
        takes = {name for p in self.params if isinstance(p, click.Option) and not p.is_flag for name in p.opts}
        behind = ["", *args]
        return [a for a, before in zip(args, behind, strict=False) if before not in takes and not _is_option(a)]


def filter_options(command: F) -> F:
    """Adds the query and its filters; the command gets them as `**asked`, which `as_filters` reads."""
    for decorate in reversed(
        (
            click.argument("query", nargs=-1),
            click.option("--outlet", multiple=True, metavar="SLUG", help="Only this outlet (may be given again)."),
            click.option(
                "--since", metavar="DAY", help="First day of publication: 2023-01-31, 2023-01, 2023, or 30d back."
            ),
            click.option("--until", metavar="DAY", help="Last day of publication."),
            click.option("--grade", type=click.IntRange(0, 3), help="The least grade that counts (3: core)."),
            click.option(
                "--topic", metavar="NAME", help="The topic whose grades are meant; default: the latest run's."
            ),
            click.option("--new", is_flag=True, help="Only what the newest crawl or import stored."),
            click.option("--literal", is_flag=True, help="Every word as written: no relatives, no other names."),
        )
    ):
        command = decorate(command)
    return command


def as_filters(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The options of `filter_options` as the arguments of corpus.search; days counted back from today in Jakarta."""
    return {
        "query": " ".join(asked["query"]) if asked["query"] else None,
        "outlet": asked["outlet"] or None,
        "since": _day(asked["since"], "--since"),
        "until": _day(asked["until"], "--until"),
        "grade": asked["grade"],
        "topic": asked["topic"],
        "new": asked["new"],
        "literal": asked["literal"],
    }


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    from datetime import datetime  # a search without days starts without them

    from corpus.store import JAKARTA
    from corpus.topics import resolve_day

    return resolve_day(text, datetime.now(JAKARTA).date(), option, last=option == "--until")


_MINUS = re.compile(r"""-(?:[^\W\d_]{2}.*|["\u201c(].*)""", re.DOTALL)


def _is_option(argument: str) -> bool:
    return argument.startswith("-") and not _MINUS.fullmatch(argument)


def _spell_out_not(argument: str, *, whole: bool) -> str:
    """`-pekerja` -> `NOT pekerja`; options of one letter and numbers (`-n5`) stay.

    Several words in one argument were a phrase, whose quotes the shell took away, unless it is the `whole` query.
    """
    if not _MINUS.fullmatch(argument):
        return argument
    word = argument[1:]
    several = " " in word and word[0] not in '"\u201c(' and not whole
    return f'NOT "{word}"' if several else f"NOT {word}"
