"""`kliping import`: take web archives (WARC), saved pages (HTML, MHTML) and rows of tables into the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.exits import Exit
from corpus.messages.import_messages import MAP_OF_TABLES, TABLES_APART, URL_OF_ONE_PAGE
from crawler.console.options import (
    corpus_option,
    folder_topic,
    json_option,
    new_pages_option,
    outlets_option,
    quiet_option,
    shared_option,
    workers_option,
)

if TYPE_CHECKING:
    from crawler.importing.inputs import Inputs
    from crawler.importing.intake import Intake
    from crawler.importing.record_counts import ImportCounts
    from crawler.table_files.table_import import RowImport

PACK_SENTENCES = 10  # about the files of one WACZ
_ADDRESSES = {
    "--url": "that of --url",
    "as it was saved": "the one that was saved with the page",
    "the page's own link": "only the page's own claim (canonical link): check it, or give --url",
}


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="Only pages of this host and its subdomains; may be given again.",
)
@click.option(
    "--topic",
    "topic_file",
    type=click.Path(path_type=Path),
    metavar="TOPIC.toml",
    help="Grade the articles by this topic, too; the corpus's default topic grades them in any case.",
)
@new_pages_option
@shared_option
@click.option("--url", metavar="ADDRESS", help="The address of a saved page (one HTML or MHTML file).")
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="FIELD=COLUMN,...",
    help="Which column of a table is what: url=link,title=judul,date=tanggal,text=isi.",
)
@click.option("--sheet", metavar="NAME", help="The sheet of an Excel workbook  [default: the first with a head].")
@click.option("--guess", is_flag=True, help="Print a map for each table as a command to run; import nothing.")
@quiet_option
@workers_option
@outlets_option
@corpus_option
@json_option
def import_(
    files: tuple[Path, ...],
    hosts: tuple[str, ...],
    topic_file: Path | None,
    archive: Path | None,
    shared: bool,
    url: str | None,
    maps: tuple[str, ...],
    sheet: str | None,
    guess: bool,
    quiet: bool,
    workers: int | None,
    outlets: tuple[Path, ...],
    corpus: Path,
    as_json: bool,
) -> int:
    """Add pages of WARC or WACZ files, pages saved from a browser, or rows of tables to the corpus, without a network.

    An archive is read once, from beginning to end, with little memory. So you can give a whole news archive, and choose
    its pages by --host. A page belongs to the outlet whose addresses match. If none matches, an outlet is made from
    its host. So name the folder of your own outlets (--outlets), as in a crawl. If a file is cut off or damaged, or if
    one of several files can't be taken, the command names it, says how far it was read, and ends with 3.

    A saved page is an HTML file, with the address that the browser wrote into it, or an MHTML file. If no address
    stands in the file, give it with --url.

    A table is a CSV, JSON Lines, XLSX or Parquet file with an article in each row. What `kliping export --with-text`
    wrote needs no more; of other tables --map says which column is the address (url) and the text, and may name title,
    date, authors, editor, outlet, section, tags, place, dateline, credit and modified. --guess prints such a map. An
    article that is in the corpus already stays as it is.
    """
    from corpus.crawl.runs import note_rows
    from corpus.topics import read_topic
    from crawler.console.crawl_display import print_report
    from crawler.console.grading import say_whose_grades, show_grading
    from crawler.console.output import print_json, say
    from crawler.importing.intake import Intake, host_named
    from crawler.live.busy_line import working
    from crawler.run.operation import Operation
    from crawler.run.report import report
    from crawler.run.run_plan import Plan
    from crawler.table_files.table_display import print_guesses, print_rows_taken
    from spiders.loader import outlets as load

    if guess:
        return print_guesses(files, sheet)
    known, hosts = load(outlets), tuple(map(host_named, hosts))
    given = _given(files, maps, sheet)
    address = _address(url, given)
    rows = _rows(given, maps, sheet)
    topic_file = topic_file or folder_topic()
    topic = read_topic(topic_file) if topic_file else None
    plan = Plan(
        "import",
        corpus,
        archive=archive,
        shared=shared,
        topic=topic,
        workers=workers,
        options={
            "files": [str(file.path) for file in given.files],
            "hosts": list(hosts),
            **(rows.options() if rows else {}),
        },
    )
    operation = Operation(plan, grading=show_grading)
    state, code = "interrupted", Exit.INTERRUPTED
    try:
        intake = Intake(operation, known, hosts, warn=say, **({"on_settled": rows.note} if rows else {}))
        with working("importing", lambda: (intake.taken.records, None), "rows" if rows else "records"):
            for source in rows.sources if rows else ():
                intake.take(source)
            damaged = [*map(str, given.refused), *([] if rows else _take(intake, given, address))]
        intake.taken.add_broken(len(given.refused))
        if rows:
            note_rows(operation.corpus, operation.run_id, rows.sum_of(intake.taken, operation.counts))
        result = report(operation.corpus, operation.run_id, sorted(operation.counts), imported=True)
        state, code = "finished", result.exit_code or (Exit.SOME_FAILED if damaged else Exit.WELL)
    except KeyboardInterrupt:
        say("interrupted; what was taken is kept, and the same command takes the rest")
        raise
    finally:
        operation.close(state=state, exit_code=code)
    print_report(result, corpus, quiet=quiet, as_json=as_json)
    if as_json:
        sums = {"rows": rows.sum_of(intake.taken, operation.counts)} if rows else {}
        print_json({"import": intake.taken.as_object() | sums})
    for host in sorted(intake.unmet):
        say(f"{host}: no page of this host, or of a subdomain of it, is in these files")
    for problem in damaged:
        say(f"kliping: {problem}")
    if not quiet:
        if rows:
            print_rows_taken(rows, intake.taken, rows.sum_of(intake.taken, operation.counts))
        else:
            _say_counts(intake.taken, given)
        say_whose_grades(corpus, operation.run_id)
    return code


def _given(files: tuple[Path, ...], maps: tuple[str, ...], sheet: str | None) -> Inputs:
    """The files to import; with a map or a sheet all are tables. Raises KlipingError where only some are."""
    from corpus.errors import KlipingError
    from crawler.importing.inputs import Input, Inputs, inputs

    if maps or sheet is not None:
        return Inputs([Input(file, "table") for file in files])
    given = inputs(files)
    tables = [file for file in given.files if file.is_table]
    if tables and len(tables) != given.number:
        raise KlipingError(TABLES_APART(path=tables[0].path))
    return given


def _rows(given: Inputs, maps: tuple[str, ...], sheet: str | None) -> RowImport | None:
    """The rows to import, where the files are tables: read to their end once, so that nothing half is stored."""
    from crawler.live.busy_line import working
    from crawler.table_files.column_map import read_map
    from crawler.table_files.table_import import RowImport, row_sources

    if not any(file.is_table for file in given.files):
        return None
    done = [0]

    def step() -> None:
        done[0] += 1

    typed = read_map(maps) if maps else None
    with working("checking", lambda: (done[0], None), "rows"):
        return RowImport(row_sources([file.path for file in given.files], typed, sheet, step))


def _address(url: str | None, given: Inputs) -> str | None:
    """The address of --url. Raises KlipingError where it is none, or where not one saved page is given."""
    from corpus.errors import KlipingError
    from corpus.urls import check_web_address

    if url is None:
        return None
    if any(file.is_table for file in given.files):
        raise KlipingError(MAP_OF_TABLES())
    if given.number != 1 or not all(file.is_saved_page for file in given.files):
        raise KlipingError(URL_OF_ONE_PAGE())
    return check_web_address(url)


def _take(intake: Intake, given: Inputs, url: str | None) -> list[str]:
    """Import the files in order. Return what could not be read, as sentences; raises where it is the only file."""
    from itertools import groupby

    from crawler.archive.walking import NoArchiveError
    from crawler.importing.page_sources import SavedFiles, WarcFile
    from crawler.importing.wacz import PackError

    alone = given.number == 1
    problems: list[str] = []
    for are_saved, group in groupby(given.files, key=lambda file: file.is_saved_page):
        if are_saved:
            intake.take(SavedFiles(list(group), url, strict=alone))
            continue
        for file in group:
            try:
                if file.form == "WACZ":
                    _take_pack(intake, file.path)
                else:
                    intake.take(WarcFile(file.path))
            except (NoArchiveError, PackError) as error:
                if alone and not intake.taken.records:
                    raise
                problems.append(str(error))
                intake.taken.add_broken(1)
    return problems + intake.taken.damaged


def _take_pack(intake: Intake, path: Path) -> None:
    """Import the WARC files of a WACZ; what can't be read in it stands in the counts, a few sentences at most."""
    from crawler.archive.walking import NoArchiveError
    from crawler.importing.page_sources import WarcFile
    from crawler.importing.wacz import opened

    def refuse(sentence: str) -> None:
        intake.taken.add_broken(1)
        sentences.append(sentence)

    earlier, sentences = intake.taken.damaged, list[str]()
    intake.taken.damaged = sentences
    try:
        with opened(path, refuse) as warcs:
            for warc, name in warcs:
                try:
                    intake.take(WarcFile(warc, name))
                except NoArchiveError as error:
                    refuse(str(error).replace(str(warc), name, 1))
    finally:
        more = len(sentences) - PACK_SENTENCES
        rest = [f"{path}: {more:,} more of its files could not be read, or not whole"] if more > 0 else []
        intake.taken.damaged = [*earlier, *sentences[:PACK_SENTENCES], *rest]


def _say_counts(counts: ImportCounts, given: Inputs) -> None:
    """Print the sum of the records, and what is not the record's own: times and addresses."""
    from crawler.console.output import say

    if counts.records and not counts.taken:
        say("no new article")
    if counts.known:
        say(f"pages that the corpus knows already, not taken again: {counts.known:,}")
    say(counts.sentence())
    if counts.passed_over:
        say(f"passed over: {counts.reasons()}")
    if left := given.left_sentence():
        say(left)
    for source, number in sorted(counts.clocks.items()):
        say(f"pages whose time of capture is {source}: {number:,}")
    for source, number in sorted(counts.addresses.items()):
        say(f"pages whose address is {_ADDRESSES[source]}: {number:,}")
