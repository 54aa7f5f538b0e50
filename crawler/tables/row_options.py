"""The output options of every command that prints rows (`row_options`): `--format`, `-o`, `-n`, `--json`, `--csv`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from corpus.messages.command_messages import FORMAT_UNKNOWN
from corpus.messages.hint_messages import THERE_ARE
from crawler.mistakes import ParameterError
from crawler.tables.row_target import RowTarget, chosen_form, form_names

TYPED = frozenset({"form", "output", "as_json", "as_csv", "most_rows"})
"""The parameters that `row_options` adds; the command itself gets one for them, `rows`."""

_Function = Callable[..., Any]


class FormName(click.ParamType):  # type: ignore[type-arg] # generic since click 8.3, at run time too
    """The name of a format; the error for another word names the nearest."""

    name = "format"

    def __init__(self, *, files_only: bool = False) -> None:
        self.files_only = files_only

    @property
    def names(self) -> list[str]:
        """The names that are known."""
        if not self.files_only:
            return form_names()
        from corpus.export.formats import FORMATS

        return [row.name for row in FORMATS.values()]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name in small letters."""
        from corpus.near_names import did_you_mean

        if (word := str(value).strip().lower().removeprefix(".")) not in self.names:
            hint = did_you_mean(word, self.names, THERE_ARE(names=self.names))
            raise ParameterError(FORMAT_UNKNOWN(name=value, hint=hint))
        return word

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Return the names, for the help page."""
        return "|".join(self.names)


_FORM = click.option(
    "--format",
    "form",
    type=FormName(),
    help="How the rows are written: json is one document, jsonl a row a line  "
    "[default: by the ending of -o; else table]",
)
_OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the rows into this file (.csv, .json, .jsonl); - is the terminal or pipe.",
)
_PICTURE = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the rows into this file (.csv, .json, .jsonl), or draw them (.svg, .png); - is the terminal or pipe.",
)
_LIMIT = click.option("-n", "most_rows", type=click.IntRange(1), help="Rows to show  [default: all]")
_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON Lines, and what is known beside the rows as last lines."
)
_CSV = click.option("--csv", "as_csv", is_flag=True, help="Print CSV: --format csv.")


def row_options(*, limit: bool = True, pictures: bool = False) -> Callable[[_Function], _Function]:
    """Add the output options, and give the command `rows: RowTarget`. Put it below all other options.

    `limit`: add `-n`; False where the command has one of its own. `pictures`: -o may name an .svg or a .png.
    """

    def decorate(command: _Function) -> _Function:
        @wraps(command)
        def call(
            *,
            form: str | None,
            output: Path | None,
            as_json: bool,
            as_csv: bool,
            most_rows: int | None = None,
            **values: Any,
        ) -> Any:
            how = chosen_form(
                form, output, as_json=as_json, as_csv=as_csv, corpus=values.get("corpus"), pictures=pictures
            )
            return command(rows=RowTarget(how, output, most_rows), **values)

        call.__dict__["prints_rows"] = True
        typed: _Function = call
        for add in (_CSV, _JSON, *((_LIMIT,) if limit else ()), _PICTURE if pictures else _OUTPUT, _FORM):
            typed = add(typed)
        return typed

    return decorate
