"""`kliping demo`: the whole way from a topic to a search, on made-up pages and without a network."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from corpus.messages.crawl_messages import DELETE_DEMO_FOLDER, DEMO_NOT_PUT, NOT_ONLY_A_DEMO
from crawler.console.options import CORPUS_KEY
from crawler.console.output import command_line, put, quoted, say, styled
from crawler.lock import holding

if TYPE_CHECKING:
    from crawler.demo.demo_files import Shipped

DEFAULT = Path("kliping-demo/demo.db")
QUERY = '"pembinaan pegawai" Kupang'
SHOWN = 5  # hits of the search at the end
NOT_TRUE = "All pages of this demo are made up: outlets, agency, people and events. No network is used."


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path), default=DEFAULT, show_default=True, help="Where to put it.")
@click.option("--fresh", is_flag=True, help="Delete an earlier demo and start again.")
@click.pass_context
def demo(ctx: click.Context, corpus: Path, fresh: bool) -> int:
    """Try everything on made-up pages, with no network.

    Eight made-up outlets are crawled for a made-up topic. The spiders run as they would live, but every answer comes
    from an archive that ships with kliping. Run it twice: the second time, nothing is fetched again.
    """
    from crawler.demo.demo_files import shipped

    ctx.meta[CORPUS_KEY] = corpus
    _make_room(corpus, fresh)
    say(NOT_TRUE)
    with shipped() as files:
        code, folder = _crawl(corpus, files), files.outlets
    put("", styled(f"Search: {QUERY}", bold=True))
    _search(ctx, corpus)
    _print_next(corpus, folder)
    return code


def _crawl(corpus: Path, files: Shipped) -> int:
    """The crawl as `kliping crawl TOPIC --outlets DIR --replay ARCHIVE` would run it, and its report."""
    from corpus.topics import read_topic
    from crawler.console.crawl_display import print_report
    from crawler.live.crawl_watch import watching
    from crawler.run.crawl import RunOptions, run
    from crawler.run.run_plan import Plan
    from spiders.loader import outlets

    known = {slug: spider for slug, spider in outlets([files.outlets]).items() if spider.origin == "user"}
    say(f"{len(known)} outlets are asked; pages go to {corpus.parent}")
    plan = Plan("demo", corpus, topic=read_topic(files.topic), limit=None, replay=files.archive)
    given = run(plan, known, list(known), RunOptions(watch=watching))
    print_report(given, corpus)
    return given.exit_code


def _make_room(corpus: Path, fresh: bool) -> None:
    """Make the demo's folder. An earlier demo is continued or deleted; another corpus is not touched."""
    if corpus.exists():
        _archive_of_demo(corpus)
        if not fresh:
            say(f"{corpus} is an earlier demo, and is continued; --fresh starts again.")
            return
        with holding(corpus):  # a demo that is still running keeps its files
            for path in (*_archive_of_demo(corpus), *(Path(f"{corpus}{end}") for end in ("", "-wal", "-shm"))):
                path.unlink(missing_ok=True)
    try:
        corpus.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KlipingError(DEMO_NOT_PUT(folder=corpus.parent, reason=error.strerror)) from error


def _archive_of_demo(corpus: Path) -> list[Path]:
    """The archive segments of demos and of their corpus. Raises KlipingError where the corpus is no demo's."""
    from corpus.crawl.captures import segment_names
    from corpus.crawl.runs import has_more_than
    from corpus.store import Corpus
    from crawler.archive.reader import warcinfo_fields
    from crawler.archive.segment_files import own_segments

    with Corpus(corpus, read_only=True) as opened:
        if has_more_than(opened, "demo"):
            own = corpus.parent.name == DEFAULT.parent.name
            delete = DELETE_DEMO_FOLDER(folder=corpus.parent) if own else None
            raise KlipingError(NOT_ONLY_A_DEMO(corpus=corpus, advice=delete))
        folder, named = opened.archive_dir(), set(segment_names(opened))
    return [
        path for path in own_segments(folder) if path.name in named or warcinfo_fields(path).get("command") == "demo"
    ]


def _search(ctx: click.Context, corpus: Path) -> None:
    from crawler.commands.search import search

    ctx.invoke(search, query=(QUERY,), limit=SHOWN, corpus=corpus)


def _print_next(corpus: Path, outlets: Path) -> None:
    """Print commands to try next; each can be pasted as it stands."""
    at = ("--corpus", corpus)
    archive = shlex.quote(str(corpus.with_name(f"{corpus.stem}-archive"))) + "/*.warc.gz"
    again = ("--corpus", corpus.with_name("imported.db"))
    put("", styled("Try next", bold=True))
    for command, meaning in (
        (command_line("search", "disiplin OR integritas", *at), "another search"),
        (command_line("show", 1, *at), "its first hit, whole, with where everything in it came from"),
        (command_line("export", QUERY, "-o", corpus.with_name("demo.csv"), *at), "a table for a spreadsheet"),
        (command_line("refine", "--outlets", outlets, *at), "every article again from the kept pages"),
        (f"{command_line('import')} {archive} {quoted(*again)}", "the pages alone, without spiders, in another corpus"),
    ):
        put(f"  {command}", f"      {styled(meaning, dim=True)}")
