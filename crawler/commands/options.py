"""The options that many commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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
    """Adds `--outlets DIR`; the command gets it as `outlets: Path | None`."""
    return click.option(
        "--outlets",
        type=click.Path(path_type=Path),
        default=None,
        envvar="KLIPING_OUTLETS",
        show_envvar=True,
        help="A folder with outlets of your own, beside those that ship.",
    )(command)
