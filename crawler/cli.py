"""The root command `kliping`: its subcommands; an error is printed as one sentence, with an exit code."""

from __future__ import annotations

import errno
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.file.archive_place import ArchivePlace
from crawler.console.lazy import Command, LazyGroup
from crawler.console.options import CORPUS_KEY, DEFAULT_CORPUS
from crawler.console.output import put, say, say_text, say_waits
from crawler.live.doors import Door, behind, close_doors, ready_for_letters, through_doors

_READ_ONLY = "it can't be written to; name another place, or make this one writable"
_NO_RIGHT = "you may not read or write there; change its rights, or name another place"
_ADVICE = {
    errno.ENAMETOOLONG: "is too long for a name here; name another file",
    errno.ENOSPC: "the disk is full, or what is printed to; make space and run again, nothing acknowledged is lost",
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
}
SECTIONS: dict[str, dict[str, Command]] = {
    "Collect": {
        "init": ("crawler.commands.init:init", "Store your contact, once; --here: a folder's settings."),
        "crawl": ("crawler.commands.crawl:crawl", "Search the outlets for a topic and store what they published."),
        "discover": ("crawler.commands.discover:discover", "Ask GDELT or Media Cloud for addresses of articles."),
        "retry": ("crawler.commands.retry:retry", "Ask refused addresses again, at once."),
        "import": ("crawler.commands.import_:import_", "Take the pages of a web archive (WARC) into the corpus."),
        "rehydrate": ("crawler.commands.rehydrate:rehydrate", "Fetch again what a file of pointers names; compare."),
        "refine": ("crawler.commands.refine:refine", "Build every article again from the archive, offline."),
        "derive": ("crawler.commands.derive:derive", "Find copies, quotes and names in the stored texts anew."),
        "read": ("crawler.commands.read:read", "Show what one saved page gives; store nothing."),
    },
    "Ask": {
        "search": ("crawler.commands.search:search", "Find articles by their words."),
        "show": ("crawler.commands.show:show", "Print one article, and where each field came from."),
        "versions": ("crawler.commands.versions:versions", "What an article said before, and what changed."),
        "stats": ("crawler.commands.stats:stats", "What is in the corpus: articles by outlet, year, grade."),
        "watch": ("crawler.commands.watch:watch", "Save searches and see what is new for them."),
        "lineage": ("crawler.commands.lineage:lineage", "Whose words an article has, and who copied them."),
        "people": ("crawler.commands.people:people", "Who is named and quoted; a page for each person."),
        "quotes": ("crawler.commands.quotes:quotes", "Who said what: quotes with their speakers."),
        "names": ("crawler.commands.names:names", "Names over time: list, check, propose new spellings."),
        "export": ("crawler.commands.export:export", "Write articles to a spreadsheet (CSV) or to JSON Lines."),
    },
    "Study": {
        "kwic": ("crawler.commands.kwic:kwic", "Show every place where words are used, in context."),
        "words": ("crawler.commands.words:words", "Which words are used, how often, how evenly."),
        "collocates": ("crawler.commands.collocates:collocates", "Which words are often near a word."),
        "keywords": ("crawler.commands.keywords:keywords", "Which words are typical of some articles."),
        "trend": ("crawler.commands.trend:trend", "How much is written, by month or year."),
    },
    "Defend": {
        "ledger": ("crawler.commands.ledger:ledger", "What each outlet was asked, and the result."),
        "methods": ("crawler.commands.methods:methods", "The numbers for a methods section: runs, sums, precision."),
        "sample": ("crawler.commands.sample:sample", "Draw articles for people to label: blind, repeatable."),
        "label": ("crawler.commands.label:label", "Store a coder's answer: does the article belong to the topic?"),
    },
    "Look after": {
        "topic": ("crawler.commands.topic:topic", "Write, show or check a topic: what is asked, how it is graded."),
        "outlets": ("crawler.commands.outlets:outlets", "List the outlets, or check that they still work."),
        "trust": ("crawler.commands.trust:trust", "Trust a folder with outlets of your own."),
        "backup": ("crawler.commands.backup:backup", "Copy the corpus, even while it is written to."),
        "merge": ("crawler.commands.merge:merge", "Make one corpus of several, with their archives."),
        "diff": ("crawler.commands.diff_corpora:diff", "What two corpora do not share."),
        "remove": ("crawler.commands.remove:remove", "Remove an article for good, from the archive too."),
        "doctor": ("crawler.commands.doctor:doctor", "Check the installation, the corpus and its archive."),
        "demo": ("crawler.commands.demo:demo", "Try everything on made-up pages, with no network."),
    },
}
COMMANDS = frozenset(name for commands in SECTIONS.values() for name in commands)
EXAMPLES = (
    ("kliping crawl --since 30d", "ask every outlet for the topic that ships, a month back"),
    ("kliping search '\"pembinaan pegawai\" NTT'", "articles with this phrase and this word, newest first"),
    ("kliping export --since 2023-01-01 -o berita.csv", "a table for a spreadsheet, an article a row"),
)


class FrontDoor(LazyGroup):
    """The root command: says in a sentence what a database refuses."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments; end well where the reader of the help has gone."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except BrokenPipeError:  # click itself would end with 1
            _drop_stdout()
            raise click.exceptions.Exit(Exit.WELL) from None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a database error becomes a KlipingError that names the corpus."""
        try:
            return super().invoke(ctx)
        except sqlite3.DatabaseError as error:
            from corpus.file.opening import explain

            raise explain(error, ctx.meta.get(CORPUS_KEY, DEFAULT_CORPUS)) from error
        except BrokenPipeError:  # the reader, `head` say, has seen enough
            _drop_stdout()
            return Exit.WELL


def _answered_archive(corpus: Path, recorded: str) -> Path | None:
    from crawler.console.archive_question import answered_archive  # only for a corpus with its archive elsewhere

    return answered_archive(corpus, recorded)


def version() -> str:
    """The version of kliping that runs; "unknown" where it runs from a folder and isn't installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as of

    try:
        return of("kliping")
    except PackageNotFoundError:
        return "unknown"


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        put(f"kliping {version()}")
        ctx.exit()


@click.group(
    cls=FrontDoor,
    sections=SECTIONS,
    examples=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version and exit.",
)
def cli() -> None:
    """Collect Indonesian news about a public body, and search it.

    Everything is kept in one file, the corpus (kliping.db, or --corpus FILE), that any SQLite tool opens.
    """


def main(args: Sequence[str] | None = None) -> int:
    """Run `kliping` and return its exit code (docs/exit-codes.md)."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        ready_for_letters(stream)  # a terminal without é still gets the rest of the line
    if args is not None:
        with through_doors():
            return _run(args)
    close_doors()  # for good: the traceback of a fault of ours is printed after this
    return _run(args)


def _run(args: Sequence[str] | None) -> int:
    """Run the command. Every error that a user can mend is printed as a sentence."""
    say_waits()
    ArchivePlace.named = staticmethod(_answered_archive)
    if args is None and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends with 130, as Ctrl-C does
    try:
        with _busy_line(sys.argv[1:] if args is None else args):
            code = cli.main(args=args, prog_name="kliping", standalone_mode=False)
        sys.stdout.flush()
    except KlipingError as error:
        say(f"kliping: {error}")
        return error.exit_code
    except click.ClickException as error:
        _say_mistake(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("kliping: interrupted")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()
        return Exit.WELL
    except OSError as error:
        if error.errno not in _ADVICE:
            raise
        if error.errno == errno.ENOSPC:
            _drop_stdout()
        where = f"{error.filename}: " if error.filename else ""
        say(f"kliping: {where}{_ADVICE[error.errno]}")
        return KlipingError.exit_code
    return code if isinstance(code, int) else Exit.WELL


@contextmanager
def _busy_line(args: Sequence[str]) -> Iterator[None]:
    """Show on a terminal that a silent command works; not with --quiet."""
    if "--quiet" in args or not sys.stderr.isatty():
        yield
        return
    from crawler.live.busy_line import showing

    words = next((word for word in args if word in COMMANDS), "kliping")
    with showing(behind(sys.stderr), words) as line:
        Door.around = staticmethod(line.around) if line else None
        try:
            yield
        finally:
            Door.around = None


_NO_NUMBER = re.compile(r"\bvalid integer( range)?\b")  # click's words for what is not one


def _say_mistake(error: click.ClickException) -> None:
    """Print the mistake in a sentence; for a group without a command, its help."""
    if type(error).__name__ == "NoArgsIsHelpError":  # since click 8.2
        say_text(error.format_message())
        return
    message = _NO_NUMBER.sub("whole number", error.format_message().rstrip("."))
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else None
    more = f" (`{command} --help` tells more)" if command else ""
    say(f"kliping: {message[:1].lower()}{message[1:]}{more}")


def _open_closed_streams() -> None:
    """Replace a standard stream that the shell closed (`>&-`) by one whose output is discarded."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 for the program's whole life


def _drop_stdout() -> None:
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
