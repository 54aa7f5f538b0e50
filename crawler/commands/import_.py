"""`kliping import`: take the pages of web archives (WARC) and saved pages (HTML, MHTML) into the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.exits import Exit
from corpus.messages.import_messages import URL_OF_ONE_PAGE
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
    quiet: bool,
    workers: int | None,
    outlets: tuple[Path, ...],
    corpus: Path,
    as_json: bool,
) -> int:
    """Add every HTML page of WARC or WACZ files, or pages saved from a browser, to the corpus. No network is used.

    Each file is read once, from beginning to end, with little memory. So you can give a whole news archive, and choose
    its pages by --host. A page belongs to the outlet whose addresses match. If none matches, an outlet is made from
    its host. So name the folder of your own outlets (--outlets), as in a crawl. If a file is cut off or damaged, or if
    one of several files can't be taken, the command names it, says how far it was read, and ends with 3.

    A saved page is an HTML file, with the address that the browser wrote into it, or an MHTML file. If no address
    stands in the file, give it with --url.
    """
    from corpus.topics import read_topic
    from crawler.console.crawl_display import print_report
    from crawler.console.grading import say_whose_grades, show_grading
    from crawler.console.output import print_json, say
    from crawler.importing.inputs import inputs
    from crawler.importing.intake import Intake, host_named
    from crawler.live.busy_line import working
    from crawler.run.operation import Operation
    from crawler.run.report import report
    from crawler.run.run_plan import Plan
    from spiders.loader import outlets as load

    known, hosts = load(outlets), tuple(map(host_named, hosts))
    given = inputs(files)
    address = _address(url, given)
    topic_file = topic_file or folder_topic()
    topic = read_topic(topic_file) if topic_file else None
    plan = Plan(
        "import",
        corpus,
        archive=archive,
        shared=shared,
        topic=topic,
        workers=workers,
        options={"files": [str(file.path) for file in given.files], "hosts": list(hosts)},
    )
    operation = Operation(plan, grading=show_grading)
    state, code = "interrupted", Exit.INTERRUPTED
    try:
        intake = Intake(operation, known, hosts, warn=say)
        with working("importing", lambda: (intake.taken.records, None), "records"):
            damaged = [*map(str, given.refused), *_take(intake, given, address)]
        intake.taken.add_broken(len(given.refused))
        result = report(operation.corpus, operation.run_id, sorted(operation.counts), imported=True)
        state, code = "finished", result.exit_code or (Exit.SOME_FAILED if damaged else Exit.WELL)
    except KeyboardInterrupt:
        say("interrupted; what was taken is kept, and the same command takes the rest")
        raise
    finally:
        operation.close(state=state, exit_code=code)
    print_report(result, corpus, quiet=quiet, as_json=as_json)
    if as_json:
        print_json({"import": intake.taken.as_object()})
    for host in sorted(intake.unmet):
        say(f"{host}: no page of this host, or of a subdomain of it, is in these files")
    for problem in damaged:
        say(f"kliping: {problem}")
    if not quiet:
        _say_counts(intake.taken, given)
        say_whose_grades(corpus, operation.run_id)
    return code


def _address(url: str | None, given: Inputs) -> str | None:
    """The address of --url. Raises KlipingError where it is none, or where not one saved page is given."""
    from corpus.errors import KlipingError
    from corpus.urls import check_web_address

    if url is None:
        return None
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
