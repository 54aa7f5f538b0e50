"""The options that many commands share."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from corpus.errors import KlipingError
from corpus.messages.corpus_messages import CORPUS_IS_FOLDER
from crawler.mistakes import ParameterError

if TYPE_CHECKING:
    from crawler.places.folder_file import FolderFile

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_CORPUS = Path("kliping.db")
CORPUS_KEY = "crawler.corpus"
"""The key in click's `ctx.meta` under which the corpus's path is stored; error messages name it."""


_FOLDER_KEY = "crawler.folder_file"  # in `ctx.meta`, as CORPUS_KEY: what `folder_file` gave

NEEDS_SOUND = frozenset({"crawl", "import", "refine", "label", "sample", "remove"})
"""Commands that refuse a corpus that is known to be damaged; others warn, and those that look after it say nothing."""

MENDS = frozenset({"doctor", "backup", "demo"})


def folder_settings(ctx: click.Context) -> FolderFile | None:
    """The kliping.toml of the folder, read once a command; one that may not be used is named on stderr."""
    from crawler.console.output import say
    from crawler.places.folder_file import FolderFile, folder_file

    if _FOLDER_KEY not in ctx.meta:
        ctx.meta[_FOLDER_KEY] = seen = folder_file()
        if seen is not None and not isinstance(seen, FolderFile) and ctx.command.name not in MENDS:
            say(f"{seen.path} is not used: {seen.reason}")
    settings = ctx.meta[_FOLDER_KEY]
    return settings if isinstance(settings, FolderFile) else None


def folder_topic() -> Path | None:
    """The topic that kliping.toml names for the command that runs; None where there is none."""
    settings = folder_settings(click.get_current_context())
    return settings.topic if settings else None


def is_typed(ctx: click.Context, name: str) -> bool:
    """True where the command line or the environment gives the option."""
    return ctx.get_parameter_source(name) in {ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT}


def _remember(ctx: click.Context, parameter: click.Parameter, value: Path) -> Path:
    if not is_typed(ctx, str(parameter.name)) and (settings := folder_settings(ctx)) and settings.corpus:
        value = _as_seen_from_here(settings.corpus)
    if not value.name:  # "/" or ".": no name beside it can be made either
        raise KlipingError(CORPUS_IS_FOLDER(path=value, example=value / DEFAULT_CORPUS))
    if os.path.islink(value):  # noqa: PTH114 - never raises, as Path.is_symlink does for a name that is too long
        from corpus.file.opening import followed

        value = followed(value)
    ctx.meta[CORPUS_KEY] = value
    name = ctx.command.name
    if name not in MENDS and value.name and value.with_name(f"{value.name}.damage").is_file():
        _mind_damage(value, refuse=name in NEEDS_SOUND)
    return value


def _as_seen_from_here(path: Path) -> Path:
    """The path relative to the current folder where it is in it: short in messages and suggested commands."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _mind_damage(corpus: Path, *, refuse: bool) -> None:
    """Raise CorpusDamagedError if the corpus is known to be damaged, or print that on stderr."""
    from corpus.integrity.damage_note import REPAIR_ADVICE, known_damage, refuse_known_damage
    from crawler.console.output import say

    if refuse:
        refuse_known_damage(corpus)
    elif sentence := known_damage(corpus):
        say(f"({sentence}; what is printed may be wrong: {REPAIR_ADVICE})")


def corpus_option(command: F) -> F:
    """Add `--corpus PATH`, given as `corpus: Path`."""
    return click.option(
        "--corpus",
        type=click.Path(path_type=Path),
        default=DEFAULT_CORPUS,
        envvar="KLIPING_CORPUS",
        show_default=True,
        show_envvar=True,
        is_eager=True,  # before --archive, which depends on it
        callback=_remember,
        help="The corpus file.",
    )(command)


def json_option(command: F) -> F:
    """Add `--json`, given as `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON Lines: one object a row.")(command)


def quiet_option(command: F) -> F:
    """Add `--quiet`, given as `quiet: bool`."""
    return click.option("--quiet", is_flag=True, help="Print only problems.")(command)


def contact_option(command: F) -> F:
    """Add `--contact ADDRESS`, given as `contact: str | None`."""
    return click.option("--contact", help="An e-mail or web address that sites see; kept by `kliping init`.")(command)


def private_option(command: F) -> F:
    """Add `--allow-private`, given as `allow_private: bool`."""
    help_text = "Allow addresses in private networks (for tests)."
    return click.option("--allow-private", is_flag=True, help=help_text)(command)


def archive_option(help_text: str) -> Callable[[F], F]:
    """Add `--archive DIR`, given as `archive: Path | None`: what is typed, else that of kliping.toml for its corpus."""
    return click.option(
        "--archive", type=click.Path(path_type=Path), metavar="DIR", callback=_folders_archive, help=help_text
    )


def _folders_archive(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is not None or (settings := folder_settings(ctx)) is None:
        return value
    return settings.archive_of(ctx.params["corpus"], named=is_typed(ctx, "corpus"))


known_archive_option = archive_option(
    "Where the archive is, if the corpus names a folder outside its own  [default: where the corpus keeps it]"
)
new_pages_option = archive_option("Where pages are kept as fetched  [default: beside the corpus]")


def shared_option(command: F) -> F:
    """Add `--shared`, given as `shared: bool`."""
    return click.option(
        "--shared", is_flag=True, help="Let the file's group read and write corpus and archive, not only you."
    )(command)


def outlets_option(command: F) -> F:
    """Add `--outlets DIR`, given as `outlets: tuple[Path, ...]`."""
    return click.option(
        "--outlets",
        type=click.Path(path_type=Path),
        multiple=True,
        envvar="KLIPING_OUTLETS",
        show_envvar=True,
        callback=_trusted,
        help="A folder with outlets of your own, beside those that ship  [default: those of `kliping trust`]",
    )(command)


def _trusted(ctx: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """The folders that are typed, else the trusted ones; for a command that mends, those that may be used."""
    from crawler.places.trusted_outlets import usable_folders

    return value or usable_folders(strict=ctx.command.name not in MENDS)


def workers_option(command: F) -> F:
    """Add `--workers N|auto`, given as `workers: int | None`; None means as by default."""
    return click.option(
        "--workers",
        callback=_workers,
        metavar="N|auto",
        help="Processes that read articles out of pages, 1 to 16  "
        "[default: auto: as many as the machine has cores, at most 4; env var: KLIPING_WORKERS]",
    )(command)


def _workers(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    from pipelines.storing.worker_count import parse_workers

    if value is None:
        return None
    try:
        return parse_workers(value)
    except KlipingError as error:
        raise ParameterError(error.statement) from error


class QueryCommand(click.Command):
    """A command whose arguments are a query: `-word` before a word is the query's NOT, no option.

    Its help may have words in braces, which `help_words` gives a content.
    """

    def help_words(self) -> Mapping[str, str]:
        """Return what stands in place of each `{name}` in the help; called only when help is printed."""
        return {}

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page with the help words in their places."""
        for name, words in self.help_words().items():
            parts: list[click.Command | click.Option] = [self]
            parts += [parameter for parameter in self.params if isinstance(parameter, click.Option)]
            for part in parts:
                part.help = part.help and part.help.replace(f"{{{name}}}", words)
        super().format_help(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write `-word` as `NOT word`, so that click does not take it for an option."""
        end = args.index("--") if "--" in args else len(args)
        alone = len(self._words(args[:end])) + len(args[end + 1 :]) < 2
        return super().parse_args(ctx, [*(_spell_out_not(a, whole=alone) for a in args[:end]), *args[end:]])

    def _words(self, args: list[str]) -> list[str]:
        """The arguments that belong to the query: no options, no values of options."""
        takes = {name for p in self.params if isinstance(p, click.Option) and not p.is_flag for name in p.opts}
        behind = ["", *args]
        return [a for a, before in zip(args, behind, strict=False) if before not in takes and not _is_option(a)]


_MINUS = re.compile(r"""-(?:[^\W\d_]{2}.*|["\u201c(].*)""", re.DOTALL)


def _is_option(argument: str) -> bool:
    return argument.startswith("-") and not _MINUS.fullmatch(argument)


def _spell_out_not(argument: str, *, whole: bool) -> str:
    """The arguments with `NOT pekerja` for `-pekerja`; options of one letter and numbers (`-n5`) stay.

    Several words in one argument were a phrase, whose quotes the shell took away, unless it is the `whole` query.
    """
    if not _MINUS.fullmatch(argument):
        return argument
    word = argument[1:]
    several = " " in word and word[0] not in '"\u201c(' and not whole
    return f'NOT "{word}"' if several else f"NOT {word}"
