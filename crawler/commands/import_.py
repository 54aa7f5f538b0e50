"""`kliping import`: take the pages of a web archive (WARC) into the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.exits import Exit
from crawler.console.options import corpus_option, json_option, outlets_option, shared_option

if TYPE_CHECKING:
    from crawler.importing.intake import Intake


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
    help="Grade the articles by this topic (default: the one that ships).",
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where pages are kept as fetched  [default: beside the corpus]",
)
@shared_option
@click.option("--quiet", is_flag=True, help="Print only problems.")
@outlets_option
@corpus_option
@json_option
def import_(
    files: tuple[Path, ...],
    hosts: tuple[str, ...],
    topic_file: Path | None,
    archive: Path | None,
    shared: bool,
    quiet: bool,
    outlets: tuple[Path, ...],
    corpus: Path,
    as_json: bool,
) -> int:
    """Add every HTML page of WARC or WACZ files to the corpus. No network is used.

    Each file is read once, from beginning to end, with little memory. So you can give a whole news archive, and choose
    its pages by --host. A page belongs to the outlet whose addresses match. If none matches, an outlet is made from
    its host. So name the folder of your own outlets (--outlets), as in a crawl. If a file is cut off or damaged, or if
    one of several files is no WARC, the command names it, says how far it was read, and ends with 3.
    """
    from corpus.topics import read_topic
    from crawler.console.crawl_display import print_report
    from crawler.console.output import say
    from crawler.importing.inputs import sources as files_of
    from crawler.importing.intake import Intake, host_named
    from crawler.run.operation import Operation, Plan
    from crawler.run.report import report
    from crawler.shipped import shipped_topic
    from spiders.loader import outlets as load

    known, hosts = load(outlets), tuple(map(host_named, hosts))
    sources = [source for file in files for source in files_of(file)]
    topic = read_topic(topic_file) if topic_file else shipped_topic()
    plan = Plan(
        "import",
        corpus,
        archive=archive,
        shared=shared,
        topic=topic,
        options={"files": [str(f) for f in sources], "hosts": list(hosts)},
    )
    operation = Operation(plan)
    state, code = "interrupted", Exit.INTERRUPTED
    try:
        intake, damaged = Intake(operation, known, hosts, warn=say), list[str]()
        for source in sources:
            damaged += _take(intake, source, alone=len(sources) == 1)
        given = report(operation.corpus, operation.run_id, sorted(operation.counts))
        state, code = "finished", given.exit_code or (Exit.SOME_FAILED if damaged else Exit.WELL)
    except KeyboardInterrupt:
        say("interrupted; what was taken is kept, and the same command takes the rest")
        raise
    finally:
        operation.close(state=state, exit_code=code)
    print_report(given, known, corpus, quiet=quiet, as_json=as_json)
    for host in sorted(intake.unmet):
        say(f"{host}: no page of this host, or of a subdomain of it, is in these files")
    for problems in damaged:
        say(f"kliping: {problems}")
    if not quiet and intake.taken.known:
        say(f"pages that the corpus knows already, not taken again: {intake.taken.known}")
    if not quiet and intake.taken.cut:
        say(f"pages passed over, cut when they were archived: {intake.taken.cut}")
    if not quiet and intake.taken.unreadable:
        say(f"pages passed over, packed so that they can't be unpacked (Content-Encoding): {intake.taken.unreadable}")
    if not quiet and intake.taken.passed_over:
        say(f"records passed over, no HTML page answered with 200: {intake.taken.passed_over}")
    return code


def _take(intake: Intake, source: Path, *, alone: bool) -> list[str]:
    """Import a file. Return what could not be read, as sentences; also for one of several files that is no archive."""
    from crawler.archive.walking import NoArchiveError
    from crawler.importing.inputs import PackError, opened

    problems: list[str] = []
    try:
        with opened(source) as warcs:
            for warc, name in warcs:
                intake.take(warc)
                problems += [sentence.replace(str(warc), name, 1) for sentence in intake.taken.damaged]
                intake.taken.damaged.clear()
    except (NoArchiveError, PackError) as error:
        if alone:
            raise
        problems.append(str(error))
    return problems
