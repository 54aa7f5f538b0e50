"""`kliping export`: articles as a file for a spreadsheet or another program."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from corpus.messages.command_messages import EXPORT_WITHOUT_FILE
from crawler.console.filters import FilterOptions, filter_options, options_as
from crawler.console.options import QueryCommand, corpus_option
from crawler.console.output import counted, say
from crawler.live.doors import as_utf8
from crawler.mistakes import CommandLineError
from crawler.tables.row_options import FormName


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions(FilterOptions):
    """The options of `kliping export`."""

    path: Path | None
    form: str | None
    with_text: bool
    names: str | None
    force: bool


class _ExportCommand(QueryCommand):
    def help_words(self) -> dict[str, str]:
        """Return the formats and the endings of their files."""
        from corpus.export.formats import FORMATS, formats_in_words

        return {"formats": formats_in_words(), "files": ", ".join(f"FILE{ending}" for ending in FORMATS)}


@click.command(cls=_ExportCommand)
@filter_options
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="{files}; - prints them.",
)
@click.option(
    "--format", "form", type=FormName(files_only=True), help="The format  [default: by the ending; for -: jsonl]"
)
@click.option("--with-text", is_flag=True, help="Export the articles' text too, with a notice about it beside.")
@click.option(
    "--columns",
    "names",
    metavar="NAME,...",
    help="Export these columns only, in this order; default: all (docs/corpus.md lists them).",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@corpus_option
@options_as(ExportOptions)
def export(options: ExportOptions) -> None:
    """Write articles to a file, newest first: one article in each row.

    The ending of the file's name chooses the format: {formats}.

    Without a query, all articles that pass the filters are written. The articles' text belongs to others; it is
    written only with --with-text. --columns chooses the columns and their order.

    In CSV, a cell that a spreadsheet would calculate (it begins with = + - @) has an apostrophe before it.
    """
    from corpus.answers import DocumentFrame
    from corpus.crawl.grades import due_sentence
    from corpus.export import files
    from corpus.export.formats import format_named
    from corpus.export.rows import chosen_columns, rows, stories_of
    from corpus.query.selection import select
    from corpus.stories.due_stories import stories_due
    from crawler.console.asking import open_to_ask

    if options.path is None and options.form is None:
        raise CommandLineError(EXPORT_WITHOUT_FILE())
    path, with_text, names = options.path or Path("-"), options.with_text, options.names
    form = format_named(options.form) if options.form else None
    listed = None if names is None else [name.strip().lower() for name in names.split(",") if name.strip()]
    columns = chosen_columns(listed, with_text=with_text)
    if with_text and not any(column.wording for column in columns):
        say("--with-text: no column named in --columns holds others' words; add text to them to export it.")
    to_stdout = str(path) == "-"
    if not to_stdout:
        files.check_path(path, replace=options.force, form=form)
    due: str | None = None
    with open_to_ask(options.corpus) as opened:
        selected = select(opened, options.words(), **options.filters())
        if selected.by_grade or any(column.name in {"grade", "phrases"} for column in columns):
            due = due_sentence(opened, selected.values["topic"], selected.topic)
        if to_stdout:
            write = (form or format_named("jsonl")).write
            as_utf8(sys.stdout)
            number = write(rows(opened, selected, columns), columns, sys.stdout, DocumentFrame())
        else:
            number = files.export(opened, selected, path, columns, replace=options.force, form=form)
        unread = stories_due(opened)
        stories = counted(stories_of(opened, selected), "story", "stories")
    why = () if number or options.words() is None else (_why_nothing(),)
    for note in (*selected.notes, *filter(None, (due, unread)), *why):
        say(f"({note})")
    amount = f"{counted(number, 'article')}, {stories}"
    if to_stdout:
        say(f"{amount} written.")
    elif any(column.wording for column in columns):
        say(f"{amount} written to {path}. The texts belong to others: read {files.text_notice_path(path)}.")
    else:
        say(f"{amount} written to {path}.")


def _why_nothing() -> str:
    from corpus.nohits.explanation import SEARCH_SAYS_WHY

    return SEARCH_SAYS_WHY
