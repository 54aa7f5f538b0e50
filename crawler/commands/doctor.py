"""`kliping doctor`: check the installation, the corpus and its archive, and say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from corpus.exits import Exit
from crawler.console.options import (
    archive_option,
    corpus_option,
    folder_settings,
    is_typed,
    json_option,
    outlets_option,
)
from crawler.console.output import command_line, print_json, put, say, styled
from crawler.live.busy_line import working

if TYPE_CHECKING:
    from crawler.maintenance.evidence import Finding


@click.command()
@click.option("--deep", is_flag=True, help="Compare every article and every page of the archive with its checksum.")
@click.option("--repair", "mend", is_flag=True, help="Make damaged articles again from the archive first.")
@click.option("--rebuild-index", is_flag=True, help="Build the full-text index again from the articles first.")
@click.option(
    "--accept-loss", is_flag=True, help="Continue with what can be read, and with changed tables as they are."
)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Compare the archive with what `kliping backup` listed.",
)
@archive_option("Where the archive is, for example that of a backup  [default: where the corpus keeps it]")
@outlets_option
@corpus_option
@json_option
@click.pass_context
def doctor(
    ctx: click.Context,
    corpus: Path,
    as_json: bool,
    deep: bool,
    mend: bool,
    rebuild_index: bool,
    accept_loss: bool,
    manifest: Path | None,
    archive: Path | None,
    outlets: tuple[Path, ...],
) -> int:
    """Check the installation, the corpus and its archive; each finding says what to do.

    It ends with 0 if all is well, 2 if the installation or configuration is wrong, 5 if the corpus or its archive is
    damaged.
    """
    from crawler.archive.naming import keep_answer
    from crawler.config import config_path
    from crawler.maintenance import checkup, repair
    from crawler.maintenance.evidence import check_manifest

    if accept_loss:
        changed = repair.accept_loss(corpus)
        say("Going on with what could be read." + (f" Taken as they are: {', '.join(changed)}." if changed else ""))
    if mend:
        _mend(corpus, outlets)
    if rebuild_index:
        checkup.rebuild(corpus)
        say("The full-text index is built again.")
    codes = {Exit.WELL}

    def tell(findings: Iterator[Finding], code: Exit) -> None:
        for finding in findings:
            codes.add(Exit.WELL if finding.well else code)
            if as_json:
                print_json({"check": finding.check, "well": finding.well, "told": finding.message})
            else:
                mark = styled("well", fg="green") if finding.well else styled("  !!", fg="red", bold=True)
                put(f"{mark}  {finding.check}: {finding.message}")

    tell(checkup.check_installation(), Exit.CANNOT)
    tell(checkup.check_settings(), Exit.CANNOT)
    tell(_check_places(ctx), Exit.CANNOT)
    with working("reading every article and page" if deep else "checking the corpus"):
        tell(checkup.check_corpus(corpus, deep=deep, archive=archive), Exit.DAMAGED)
    if archive is not None and corpus.exists() and keep_answer(corpus, archive):
        say(f"The archive of {corpus} is {archive} from now on (kept in {config_path()}).")
    if manifest is not None:
        tell(check_manifest(manifest, archive or checkup.archive_of(corpus)), Exit.DAMAGED)
    return max(codes)


def _check_places(ctx: click.Context) -> Iterator[Finding]:
    """Say which kliping.toml is used, and where corpus, topic, archive and outlets of commands here come from."""
    from crawler.maintenance.evidence import Finding
    from crawler.places.folder_file import FOLDER_FILE, UnusedFile, folder_file
    from crawler.places.trusted_outlets import checked_folders

    settings = folder_settings(ctx)
    seen = folder_file()
    if isinstance(seen, UnusedFile):
        yield Finding(FOLDER_FILE, False, f"{seen.path} is not used: {seen.reason}")
    else:
        unused = f"none here; {command_line('init', '--here')} makes one"
        yield Finding(FOLDER_FILE, True, f"{settings.path} is used" if settings else unused)
    in_file = {"corpus": settings and settings.corpus, "archive": ctx.params["archive"]}
    for name, usual in (("corpus", ctx.params["corpus"]), ("archive", "where the corpus keeps it")):
        origin = _origin(ctx, name, in_file=bool(in_file[name]))
        yield Finding(name, True, f"{ctx.params[name] or usual} ({origin})")
    topic = settings and settings.topic
    of_crawl = f"{topic} ({FOLDER_FILE})" if topic else "a crawl takes the one that ships (the default)"
    yield Finding("topic", True, of_crawl)
    if is_typed(ctx, "outlets"):
        typed = ", ".join(map(str, ctx.params["outlets"]))
        yield Finding("outlets", True, f"{typed} ({_origin(ctx, 'outlets', in_file=False)})")
        return
    for folder, fault in checked_folders():
        yield Finding("outlets", fault is None, str(fault or f"{folder} (kliping trust)"))


def _origin(ctx: click.Context, name: str, *, in_file: bool) -> str:
    """Where the value of an option comes from, in words."""
    if is_typed(ctx, name):
        is_variable = ctx.get_parameter_source(name) is ParameterSource.ENVIRONMENT
        return f"KLIPING_{name.upper()}" if is_variable else f"--{name}"
    return "kliping.toml" if in_file else "the default"


def _mend(corpus: Path, folders: tuple[Path, ...]) -> None:
    """Repair the corpus, and print each thing that was repaired and each that was not."""
    from crawler.maintenance.mend import repair
    from spiders.loader import outlets

    rules = {slug: spider.page_rules() for slug, spider in outlets(folders).items()}
    done = repair(corpus, rules, lambda sentence: say(f"repair: {sentence}"))
    if not done.done and not done.left:
        say("repair: nothing was damaged that can be repaired")
