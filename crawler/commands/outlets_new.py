"""`kliping outlets new`: look at a site once, and write an outlet for it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.messages.outlet_messages import (
    COULD_NOT_LOOK,
    DRAFT_FOLDER_NOT_WRITABLE,
    DRAFT_PLACE_NO_FOLDER,
    NO_PAGE_FETCHED,
    OUTLET_OF_HOST_EXISTS,
    OUTLET_OF_OTHER_HOST,
    READER_FAILED,
    SEEN_PROBLEMS,
    SITE_REFUSES,
)
from crawler.console.options import contact_option, private_option, quiet_option
from crawler.console.output import command_line, counted, put, say

if TYPE_CHECKING:
    from corpus.models import Capture
    from crawler.scouting.probed import Probed
    from crawler.scouting.scaffold import Draft

FOLDER = Path("outlets")
SECONDS_EACH = 2  # between two requests to one host


class CouldNotLookError(KlipingError):
    """The site was not reached, or refuses to be looked at."""

    exit_code = Exit.NOWHERE


class ReaderFailedError(KlipingError):
    """Our own code failed on an answer."""

    exit_code = Exit.FAULT


@click.command("new")
@click.argument("url")
@click.option(
    "--outlets",
    "folder",
    type=click.Path(path_type=Path),
    default=FOLDER,
    show_default=True,
    help="The folder that the outlet is written into.",
)
@quiet_option
@contact_option
@private_option
def new(url: str, folder: Path, quiet: bool, contact: str | None, allow_private: bool) -> int:
    """Look at the site at URL once, politely, and write an outlet for it.

    The command asks for REST, feeds, sitemaps, indexes and search below URL, one address after the other, and chooses
    the family. It saves the page of one article, and drafts the result that this page should give. Then it lists what
    you should check. Where the site refuses (401, 403, a login, a captcha), it stops at once and writes nothing.
    """
    from corpus.urls import check_web_address, host_of
    from crawler.config import check_contact, required_contact
    from crawler.scouting.scaffold import draft, name_of_host, problems
    from crawler.scouting.scaffold_files import files_of, write_draft
    from spiders.loader import outlet_for, outlets

    url = check_web_address(url)
    known = outlets([folder] if folder.is_dir() else ())
    if owner := outlet_for(url, known):
        where = ("--outlets", folder) if folder.is_dir() and owner.name not in outlets() else ()
        raise KlipingError(OUTLET_OF_HOST_EXISTS(url=url, command=command_line("outlets", "check", owner.name, *where)))
    name = name_of_host(host_of(url))
    if name in known:
        raise KlipingError(OUTLET_OF_OTHER_HOST(name=name))
    _check_folder(folder)
    files_of(folder, name)
    asking = check_contact(contact) if contact else required_contact()
    probed = _look(url, asking, allow_private, (lambda _line: None) if quiet else say)
    made = draft(probed)
    if not probed.samples:
        unused = problems(probed, made.rule)
        raise KlipingError(NO_PAGE_FETCHED(url=url, problems=SEEN_PROBLEMS(problems=unused) if unused else None))
    page, why = next((sample for sample in probed.samples if sample[1] is None), probed.samples[0])
    files = write_draft(folder, made, page.body, _golden(page, made))
    put(*map(str, files))
    if not quiet:
        seen = counted(len(probed.articles), "article address", "article addresses")
        say(f"{made.outlet}: {', '.join(made.families)}; {seen} seen")
    for line in (*_empty_golden(files[2], folder, probed, why), *made.review):
        say(f"review  {line}")
    if why is None:
        say(f"review  {files[2]}: is every field what {page.url} says? Correct the file, then keep it")
    if not quiet:
        say(f"then    {command_line('crawl', '--outlets', folder, '--outlet', made.name, '--dry-run')}")
    return Exit.WELL


def _check_folder(folder: Path) -> None:
    """Raise KlipingError where the folder could not be written into, before the site is asked for anything."""
    nearest = next((path for path in (folder / "pages", folder, *folder.absolute().parents) if path.exists()), folder)
    if not nearest.is_dir():
        raise KlipingError(DRAFT_PLACE_NO_FOLDER(path=nearest))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise KlipingError(DRAFT_FOLDER_NOT_WRITABLE(path=nearest))


def _look(url: str, contact: str, allow_private: bool, show: Callable[[str], None]) -> Probed:
    """Probe the site; return what was seen. Raises CouldNotLookError where it did not answer, or refuses."""
    from corpus.reasons import reason_meaning
    from corpus.topics import topic_of_words
    from corpus.urls import fold_host, split
    from crawler.run.crawl import RunOptions, run
    from crawler.run.run_plan import Plan
    from crawler.scouting.probe import ProbeSpider
    from crawler.scouting.probed import Probed
    from crawler.scouting.stepwise import MOST_REQUESTS

    parts = split(url)
    folder = parts.path.rpartition("/")[0] if "." in parts.path.rpartition("/")[2] else parts.path
    host, home = fold_host(parts.hostname or ""), f"{parts.scheme}://{parts.netloc}{folder}".rstrip("/")
    probed = Probed(home, show)
    facts: dict[str, Any] = {
        "name": "probe",
        "outlet": host,
        "kind": "other",
        "site": host,
        "probed": probed,
        "home": home,
        "__doc__": "The site that is looked at.",
    }
    spider = type("SiteProbe", (ProbeSpider,), facts)
    show(f"looking at {home}/: at most {MOST_REQUESTS} requests, {SECONDS_EACH} seconds apart or more")
    with tempfile.TemporaryDirectory(prefix="kliping-new-") as scratch:
        plan = Plan("new", Path(scratch) / "new.db", topic=topic_of_words("berita"), limit=MOST_REQUESTS, ask_all=True)
        given = run(plan, {"probe": spider}, ["probe"], RunOptions(contact, allow_private))
    if probed.refusal:
        address, reason = probed.refusal
        raise CouldNotLookError(SITE_REFUSES(url=url, address=address, reason=reason, meaning=reason_meaning(reason)))
    if not probed.answers:
        raise CouldNotLookError(COULD_NOT_LOOK(url=url, reason=_why(probed) or "; ".join(given.outlets[0].problems)))
    if given.interrupted:
        raise KeyboardInterrupt
    if probed.fault:
        raise ReaderFailedError(READER_FAILED(url=url, fault=probed.fault))
    return probed


def _why(probed: Probed) -> str:
    """Why nothing came, in words: what became of the front page, for all else was asked because of it."""
    from corpus.reasons import ReasonKind, reason_is, reason_meaning
    from crawler.scouting.probe import FRONT_STEP

    reason = probed.failures.get(FRONT_STEP)
    if reason is None:
        return "no answer" if not probed.failures else ""
    leads_nowhere = reason_is(reason, ReasonKind.GONE) or reason == "redirects"
    advice = "; is the address right? Open it in a browser" if leads_nowhere else ""
    return f"{reason_meaning(reason) or reason} ({reason}){advice}"


def _empty_golden(path: Path, folder: Path, probed: Probed, why: str | None) -> list[str]:
    """What to do about a golden without an article: what each page was, and the ways to mend it."""
    if why is None:
        return []
    pages = "; ".join(f"{page.url}: {reason}" for page, reason in probed.samples)
    tried = "the page" if len(probed.samples) == 1 else f"any of the {len(probed.samples)} pages"
    address = probed.samples[0][0].url
    read = command_line("read", path.with_suffix(".html"), "--url", address, "--outlets", folder, "--cuts")
    question = "is that page an article in a browser? Then name the container of its text in `body`, and read it again"
    return [
        f"{path} is empty: no article was read on {tried} tried ({pages})",
        f"{question}: {read}. Else put another article's page in its place",
    ]


def _golden(page: Capture, made: Draft) -> dict[str, Any]:
    """The article that the page gives by the new outlet's rules, as JSON."""
    from crawler.commands.read import as_object
    from crawler.scouting.sample_pages import rules_of
    from pipelines.storing.executor import refine_at_hand
    from pipelines.storing.workers import RefineWorkers

    with RefineWorkers() as workers:
        refined = refine_at_hand(workers, [page], rules_of(made))
    return {"fetched_at": page.fetched_at.isoformat(), **as_object(refined, page.url)}
