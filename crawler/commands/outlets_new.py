"""`kliping outlets new`: look at a site once, and write an outlet for it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from crawler.console.options import contact_option, private_option
from crawler.console.output import command_line, put, say

if TYPE_CHECKING:
    from corpus.models import Capture
    from crawler.scouting.probe import Probed

LISTINGS = 30  # pages asked at most, besides robots.txt and one article
FOLDER = Path("outlets")


class CouldNotLookError(KlipingError):
    """The site was not reached, or refuses to be looked at."""

    exit_code = Exit.NOWHERE


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
@contact_option
@private_option
def new(url: str, folder: Path, contact: str | None, allow_private: bool) -> int:
    """Look at the site at URL once, politely, and write an outlet for it.

    The command asks for REST, feeds, sitemaps and search, and chooses the family. It saves the page of one article, and
    drafts the result that this page should give. Then it lists what you should check.
    """
    from corpus.urls import check_web_address
    from crawler.config import check_contact, required_contact
    from crawler.scouting.scaffold import draft, write
    from spiders.loader import outlet_for, outlets

    url = check_web_address(url)
    known = outlets([folder] if folder.is_dir() else ())
    if owner := outlet_for(url, known):
        raise KlipingError(f"{url}: there is an outlet for that host: `kliping outlets check {owner.name}`")
    asking = check_contact(contact) if contact else required_contact()
    probed, page = _look(url, asking, allow_private)
    made = draft(url, probed)
    if made.name in known:
        raise KlipingError(f"an outlet {made.name!r} exists already, for another host; write this file by hand")
    if page is None:
        unused = "".join(f"\n{sentence}" for sentence in probed.unused)
        raise KlipingError(f"{url}: no page of an article could be fetched; look at the site in a browser{unused}")
    files = write(folder, made, page.body, _golden(page, made.text, made.name))
    put(*map(str, files))
    say(f"{made.outlet}: {', '.join(made.families)}; {len(probed.articles)} article addresses seen")
    for line in (*made.review, f"{files[2]}: is every field what {page.url} says? Correct the file, then keep it"):
        say(f"review  {line}")
    say(f"then    {command_line('crawl', '--outlets', folder, '--outlet', made.name, '--dry-run')}")
    return Exit.WELL


def _look(url: str, contact: str, allow_private: bool) -> tuple[Probed, Capture | None]:
    """Probe the site; return what was seen, and the page of one article."""
    from corpus.store import Corpus
    from corpus.topics import topic_of_words
    from corpus.urls import fold_host, split
    from crawler.run.crawl import RunOptions, run
    from crawler.run.run_plan import Plan
    from crawler.scouting.probe import Probed, ProbeSpider

    host, probed = fold_host(split(url).hostname or ""), Probed()
    facts: dict[str, Any] = {
        "name": "probe",
        "outlet": host,
        "kind": "other",
        "site": host,
        "probed": probed,
        "home": f"{split(url).scheme}://{split(url).netloc}",
        "__doc__": "The site that is looked at.",
    }
    spider = type("SiteProbe", (ProbeSpider,), facts)
    with tempfile.TemporaryDirectory(prefix="kliping-new-") as folder:
        path = Path(folder) / "new.db"
        plan = Plan("new", path, topic=topic_of_words("berita"), limit=1, listings=LISTINGS, ask_all=True)
        given = run(plan, {"probe": spider}, ["probe"], RunOptions(contact, allow_private))
        if not any(outlet.answered for outlet in given.outlets):
            problems = "; ".join(given.outlets[0].problems) or "no answer"
            raise CouldNotLookError(f"{url}: could not look: {problems}")
        with Corpus(path, read_only=True) as corpus:
            return probed, _page(corpus)


def _page(corpus: Any) -> Capture | None:
    from corpus.crawl.captures import first_page_answered
    from crawler.archive.reader import ArchiveReader

    first = first_page_answered(corpus)
    if first is None:
        return None
    reader = ArchiveReader(corpus.archive_dir())
    page = reader.capture(first)
    reader.close()
    return replace(page, archive=None, offset=None)


def _golden(page: Capture, text: str, name: str) -> dict[str, Any]:
    """The article that the page gives by the new outlet's rules, as JSON."""
    from crawler.commands.read import as_object
    from pipelines.storing.executor import refine_at_hand
    from pipelines.storing.workers import RefineWorkers
    from spiders.loader import outlets

    with tempfile.TemporaryDirectory(prefix="kliping-new-") as scratch:
        (Path(scratch) / f"{name}.py").write_text(text, encoding="utf-8")
        rules = outlets([Path(scratch)])[name].page_rules()
    with RefineWorkers() as workers:
        refined = refine_at_hand(workers, [page], rules)
    return {"fetched_at": page.fetched_at.isoformat(), **as_object(refined, page.url)}
