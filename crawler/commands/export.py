"""`kliping export`: articles as a file for a spreadsheet or another program."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.messages.command_messages import EXCEL_IS_CSV, EXPORT_NEEDS_FILE, EXPORT_NEEDS_FOLDER, EXPORT_WITHOUT_FILE
from crawler.console.filters import FilterOptions, filter_options, options_as, sort_order
from crawler.console.options import QueryCommand, corpus_option
from crawler.console.output import counted, say
from crawler.live.doors import as_utf8
from crawler.mistakes import CommandLineError
from crawler.tables.row_options import FormName

if TYPE_CHECKING:
    from corpus.typed.sort_names import Sort
    from crawler.exporting.release_request import ReleaseRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions(FilterOptions):
    """The options of `kliping export`."""

    path: Path | None
    form: str | None
    excel: str | None
    with_text: bool
    names: str | None
    tables: str | None
    sort: Sort
    most: int | None
    originals: bool
    redact: bool
    pointers: bool
    release: str | None
    creator: str | None
    licence: str | None
    title: str | None
    url: str | None
    force: bool


class _ExportCommand(QueryCommand):
    def help_words(self) -> dict[str, str]:
        """Return the formats and the endings of their files."""
        from corpus.export.formats import endings, formats_in_words
        from corpus.export.side_tables import SIDE_TABLES

        tables = ", ".join(("outlets", *SIDE_TABLES))
        return {
            "tables": tables,
            "formats": formats_in_words(),
            "files": ", ".join(f"FILE{ending}" for ending in endings()),
        }


@click.command(cls=_ExportCommand)
@filter_options
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="{files}, or FOLDER for a format that is one; - prints them.",
)
@click.option(
    "--format", "form", type=FormName(files_only=True), help="The format  [default: by the ending; for -: jsonl]"
)
@click.option(
    "--excel",
    type=click.Choice(["id", "en"]),
    help="CSV that an Indonesian or English Excel opens in columns, and in which no cell calculates.",
)
@click.option("--with-text", is_flag=True, help="Export the articles' text too, with a notice about it beside.")
@click.option(
    "--columns",
    "names",
    metavar="NAME,...",
    help="Export these columns only, in this order; default: all (docs/corpus.md lists them).",
)
@click.option(
    "--tables",
    metavar="NAME,...",
    help="Tables beside that of the articles: {tables}. A workbook has sheets for them, other formats files.",
)
@click.option(
    "--sort",
    default="newest",
    show_default=True,
    metavar="newest|oldest|relevance",
    callback=sort_order,
    help="The order (also terbaru, terlama, relevan).",
)
@click.option("-n", "most", type=click.IntRange(1), help="The first so many articles  [default: all]")
@click.option("--originals", is_flag=True, help="One article of each story: no copies of the same release.")
@click.option(
    "--redact",
    is_flag=True,
    help="Mask identity, passport, phone, account and tax numbers and e-mail addresses, and count them.",
)
@click.option(
    "--pointers",
    is_flag=True,
    help="Addresses and hashes alone, without words; `kliping rehydrate` fetches them again.",
)
@click.option(
    "--release",
    metavar="NAME",
    help="Write a data set to publish, a folder or with -o NAME.zip: data, data sheet, descriptors, checksums.",
)
@click.option("--creator", metavar="NAME", help="Who made the release; without it, as the configuration says.")
@click.option("--licence", metavar="NAME", help="Its licence, as CC-BY-4.0; without it, as the configuration says.")
@click.option("--title", metavar="TITLE", help="The release's title  [default: its name]")
@click.option("--url", metavar="ADDRESS", help="Where the release will be published.")
@click.option("--force", is_flag=True, help="Replace the file, or the folder of an earlier export, if it is there.")
@corpus_option
@options_as(ExportOptions)
def export(options: ExportOptions) -> None:
    """Write articles to a file, newest first: one article in each row.

    The ending of the file's name chooses the format: {formats}.

    Without a query, all articles that pass the filters are written. The articles' text belongs to others; it is
    written only with --with-text. --columns chooses the columns and their order. Outlets whose pages reserve text and
    data mining are left out, unless --outlet names them.

    CSV is for programs. A spreadsheet would calculate a cell that begins with = + - @: for Excel write .xlsx, or CSV
    with --excel, which puts an apostrophe before such a cell.
    """
    from functools import partial
    from importlib.metadata import version

    from corpus.crawl.grades import due_sentence
    from corpus.export import files
    from corpus.export.format_columns import columns_of
    from corpus.export.formats import format_named, format_of
    from corpus.export.gathering import beside_tables, chosen_tables, content_of
    from corpus.export.redaction import Redaction
    from corpus.export.rows import chosen_articles, chosen_columns, stories_of
    from corpus.export.usage_rights import notice_of, outlet_terms, without_outlets
    from corpus.messages.export_messages import TABLES_NEED_FILE
    from corpus.query.selection import select
    from corpus.releases.release_files import write_release
    from corpus.stories.due_stories import stories_due
    from crawler.console.asking import open_to_ask
    from crawler.live.busy_line import working

    if options.path is None and options.form is None and options.excel is None and options.release is None:
        raise CommandLineError(EXPORT_WITHOUT_FILE())
    if options.excel and options.release is None and (other := _not_csv(options)):
        raise CommandLineError(EXCEL_IS_CSV(form=other))
    request = _release(options)
    path = request.path if request else options.path or Path("-")
    with_text, names = options.with_text, options.names
    name = f"excel-{options.excel}" if options.excel else options.form or ("csv" if request else None)
    to_stdout = str(path) == "-"
    form = format_named(name or "jsonl") if name or to_stdout else format_of(path)
    if to_stdout and form is not None and form.text_writer is None:
        needs = (
            EXPORT_NEEDS_FOLDER(form=form.name)
            if form.write_folder
            else EXPORT_NEEDS_FILE(form=form.name, ending=form.ending)
        )
        raise CommandLineError(needs)
    listed = None if names is None else [name.strip().lower() for name in names.split(",") if name.strip()]
    choose = partial(columns_of, form) if form else chosen_columns
    columns = choose(_pointer_columns(options) or listed, with_text=with_text)
    if with_text and not any(column.wording for column in columns):
        say("--with-text: no column named in --columns holds others' words; add text to them to export it.")
    redaction = Redaction() if options.redact else None
    if redaction:
        columns = redaction.columns(columns)
    tables = chosen_tables(options.tables, form)
    if request:
        tables = tuple(dict.fromkeys(("outlets", *tables)))
    elif not to_stdout:
        files.check_path(
            path, replace=options.force, form=form, tables=tables, corpus=options.corpus, with_text=with_text
        )
    elif tables:
        raise CommandLineError(TABLES_NEED_FILE())
    due: str | None = None
    with open_to_ask(options.corpus) as opened, opened.snapshot():
        selected = select(opened, options.words(), **options.filters())
        if selected.by_grade or any(column.name in {"grade", "phrases"} for column in columns):
            due = due_sentence(opened, selected.values["topic"], selected.topic)
        chosen = chosen_articles(opened, selected, options.sort, options.most, originals=options.originals)
        terms = outlet_terms(opened, chosen)
        reserved = {slug: each for slug, each in terms.items() if each.reserved and slug not in options.outlet}
        chosen = without_outlets(opened, chosen, reserved)
        done = [0]
        facts = {
            "search": options.words() or "all articles",
            "filters": _filters(options) or "none",
            "order": options.sort,
            "articles": f"{len(chosen.ids):,}",
            "program": f"kliping {version('kliping')}",
        }
        if redaction:
            facts = redaction.facts(facts)
        beside = beside_tables(opened, chosen, tables, with_text=with_text)
        step = partial(done.__setitem__, 0)
        content = content_of(opened, chosen, columns, facts, beside, step)
        left = {slug: each for slug, each in terms.items() if slug not in reserved}
        name = request.name if request else path.name
        content.notice = notice_of(name, left, with_text=content.has_wording)
        if redaction:
            content = redaction.content(opened, content)
        with working("writing", lambda: (done[0], len(chosen.ids)), "articles"):
            if request:
                left_out = {slug: each.articles for slug, each in reserved.items()}
                about = request.about(opened, chosen, columns, facts, left_out, redaction.counts if redaction else None)
                number = write_release(path, content, form or format_named("csv"), about, replace=options.force)
            elif to_stdout:
                as_utf8(sys.stdout)
                number = files.write_text(content, sys.stdout, form or format_named("jsonl"))
            else:
                number = files.write_file(path, content, form, replace=options.force)
        unread = stories_due(opened)
        stories = counted(stories_of(opened, chosen), "story", "stories")
    why = () if number or options.words() is None else (_why_nothing(),)
    for note in (*selected.notes, *content.notes, *filter(None, (due, unread)), *why):
        say(f"({note})")
    for slug, each in reserved.items():
        say(
            f"({counted(each.articles, 'article')} of {each.name} left out: its pages reserve text and data mining "
            f"({each.terms[0]}); --outlet {slug} exports them, if you may)"
        )
    if redaction:
        say(f"Masked: {redaction.sentence()}.")
    amount = f"{counted(number, 'article')}, {stories}"
    if to_stdout:
        say(f"{amount} written.")
    elif content.has_wording and request is None:
        say(f"{amount} written to {path}. The texts belong to others: read {files.text_notice_path(path, form)}.")
    else:
        say(f"{amount} written to {path}.")


def _release(options: ExportOptions) -> ReleaseRequest | None:
    """What --release requests, checked; None without it."""
    from crawler.exporting.release_request import release_request

    if options.release is None:
        return None
    given = {"creator": options.creator, "licence": options.licence}
    form = f"excel-{options.excel}" if options.excel else options.form or "csv"
    return release_request(
        options.release,
        options.path,
        form,
        given,
        title=options.title,
        url=options.url,
        replace=options.force,
        corpus=options.corpus,
    )


def _not_csv(options: ExportOptions) -> str | None:
    """The format that -o or --format names beside --excel, if it is not CSV."""
    from corpus.export.formats import format_of

    form = options.form or (format_of(options.path) or "csv" if options.path else "csv")
    name = form if isinstance(form, str) else form.name
    return None if name == "csv" else name


def _pointer_columns(options: ExportOptions) -> list[str] | None:
    """The columns of --pointers; None without it."""
    from corpus.messages.export_messages import POINTERS_ALONE
    from crawler.exporting.pointers import POINTER_COLUMNS

    if not options.pointers:
        return None
    if options.with_text or options.names is not None:
        raise CommandLineError(POINTERS_ALONE(option="--with-text" if options.with_text else "--columns"))
    return [*POINTER_COLUMNS]


def _filters(options: ExportOptions) -> str:
    """The filters as they were typed: `--outlet antara --since 2023`."""
    typed = [("--outlet", slug) for slug in options.outlet]
    typed += [(f"--{name}", getattr(options, name)) for name in ("since", "until", "grade", "topic")]
    typed += [(f"--{name}", "") for name in ("new", "literal", "originals", "redact") if getattr(options, name)]
    return " ".join(f"{name} {value}".strip() for name, value in (*typed, ("-n", options.most)) if value is not None)


def _why_nothing() -> str:
    from corpus.nohits.explanation import SEARCH_SAYS_WHY

    return SEARCH_SAYS_WHY
