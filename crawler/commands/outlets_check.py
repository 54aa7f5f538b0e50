"""`kliping outlets check`: whether each way into an outlet still works, and since when."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.exits import Exit
from crawler.console.options import contact_option, corpus_option, outlets_option, private_option
from crawler.console.output import say
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.redesigns.field_changes import FieldHealth
    from corpus.store import Corpus
    from crawler.scouting.health import SeenLinks
    from spiders.families.base import OutletSpider

PAGES = 24  # listing pages that an outlet is asked for at most
SHOWN = ("outlet", "way", "result", "why", "links", "article")


@click.command("check")
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@click.option("--history", is_flag=True, help="Ask nothing: show since when each way works, or when it broke.")
@contact_option
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="ARCHIVE",
    help="Check against a recorded crawl, with no network; the result is not kept.",
)
@click.option("--archive", type=click.Path(path_type=Path), metavar="DIR", help="Keep what was answered, for --replay.")
@private_option
@outlets_option
@corpus_option
@row_options()
def check(
    slugs: tuple[str, ...],
    history: bool,
    contact: str | None,
    replay: Path | None,
    archive: Path | None,
    allow_private: bool,
    outlets: tuple[Path, ...],
    corpus: Path,
    rows: RowTarget,
) -> int:
    """Test live whether outlets (default: all) still work: ask each way once, and refine the newest article.

    A search is tested with three words: one that it must find, one that nobody writes, and an unrelated one. The
    result is works, changed, blocked, robots, needs a browser, or could not look. Results are stored; --history shows
    since when a way works. Pages are not stored (but see --archive).

    If there is a corpus, what the articles of an outlet's newest run lack that its earlier ones had is printed, too:
    the first sign of a redesign.
    """
    from corpus.redesigns.field_changes import changed_fields
    from crawler.commands.crawl import refuse_unknown
    from crawler.console.advice import access_advice, is_refusal
    from crawler.console.crawl_display import is_unreached, offline_sentence
    from crawler.console.field_display import field_object, field_sentences
    from crawler.scouting.check_history import courses, keep
    from spiders.loader import outlets as load

    known = load(outlets)
    refuse_unknown(slugs, known)
    chosen = list(slugs) or [slug for slug in known if not known[slug].by_name_only]
    if history:
        return _show_history(courses(slugs), rows)
    checked = _checked(known, chosen, contact, replay, archive, allow_private)
    if replay is None and len(chosen) > 1 and all(is_unreached(_reason_in(row)) for row in checked):
        say(offline_sentence(len(chosen)))  # and nothing is kept: it says nothing of the outlets
        return Exit.NOWHERE
    newest = _newest_fields(corpus, chosen) if replay is None and corpus.is_file() else []
    changes = [field_object(slug, run, one) for slug, run, health in newest for one in changed_fields(health)]
    parts = {"changed_fields": changes} if changes else {}
    rows.put(RowSet(records=rows.first(checked), columns={name: name for name in SHOWN}, parts=parts))
    for slug in chosen:
        ways = (*known[slug].ways, *known[slug].ladder)
        if refused := {why for row in checked if row["outlet"] == slug and is_refusal(why := _reason_in(row))}:
            say(f"{slug}: {access_advice(slug, refused, ways)}")
    for slug, _, health in newest:
        for line in field_sentences(slug, health, corpus):
            say(line)
    if replay is None:
        say(f"kept in {keep(checked)}; see --history")
    well = [row for row in checked if row["result"] == "works"]
    if len(well) == len(checked):
        return Exit.WELL
    return Exit.SOME_FAILED if well else Exit.NOWHERE


def _newest_fields(path: Path, slugs: list[str]) -> list[tuple[str, int | None, Sequence[FieldHealth]]]:
    """Return (outlet, its newest run with articles, the health of their fields); say if it can't be read."""
    from corpus.errors import KlipingError
    from corpus.redesigns.field_changes import fields_of_run
    from corpus.store import Corpus

    try:
        with Corpus(path, read_only=True) as corpus:
            return [(slug, *fields_of_run(corpus, slug)) for slug in slugs]
    except KlipingError as error:
        say(f"the articles of the corpus were not compared: {error}")
        return []


def _reason_in(row: Mapping[str, Any]) -> str:
    """The reason that a row's sentence begins with ("http_403: the site forbids ...", "article: http_403: ...")."""
    return str(row["why"] or "").removeprefix("article: ").partition(":")[0]


def _show_history(answer: list[Any], rows: RowTarget) -> int:
    from dataclasses import asdict

    shown = rows.first(answer)
    columns = {"outlet": "outlet", "way": "way in", "told": "course", "checks": "checks", "why": "why"}
    records = [{**asdict(course), "told": course.in_words} for course in shown]
    rows.put(RowSet(records=records, columns=columns))
    if not answer:
        say("no check has been kept yet; `kliping outlets check` makes one")
    return Exit.WELL


def _checked(
    known: Any, chosen: list[str], contact: str | None, replay: Path | None, archive: Path | None, private: bool
) -> list[dict[str, Any]]:
    from datetime import UTC, datetime

    from corpus.store import Corpus
    from crawler.config import check_contact, required_contact
    from crawler.run.crawl import RunOptions, run
    from crawler.run.run_plan import Plan
    from crawler.scouting.health import gated, questions

    asking = check_contact(contact) if contact else None if replay else required_contact()
    every = {slug: gated(known[slug]) for slug in chosen}
    with tempfile.TemporaryDirectory(prefix="kliping-check-") as folder:
        path = Path(folder) / "check.db"
        plan = Plan(
            "check", path, archive=archive, topic=questions(), limit=1, listings=PAGES, ask_all=True, replay=replay
        )
        run(plan, {**known, **every}, chosen, RunOptions(asking, private))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with Corpus(path, read_only=True) as corpus:
            return [row for slug in chosen for row in _rows(corpus, slug, every[slug], now)]


def _rows(corpus: Corpus, slug: str, spider: type[OutletSpider], now: str) -> list[dict[str, Any]]:
    """Return a row for each way. The newest article is in the rows of the ways that gave a link."""
    from corpus.crawl.ledger import LedgerFilter, way_reports
    from corpus.crawl.trial import best_answer
    from crawler.scouting.health import (
        SeenLinks,
        article_fault,
        article_verdict,
        is_search,
        unused_in_words,
        usable_entries,
        verdict,
    )

    row, refusal = _article(corpus, slug)
    well, article = article_verdict(row, refusal)
    seen: SeenLinks = getattr(spider, "seen", SeenLinks())
    rows = []
    reports = {report.way: report for report in way_reports(corpus, LedgerFilter(outlets=[slug]))}
    for way in spider.ways:
        answer, report = best_answer(corpus, slug, way), reports.get(way)
        page = _page(corpus, answer.url) if answer else None
        usable = usable_entries(report) if report else 0
        result, why = verdict(way, answer, seen, page, usable, search=is_search(spider, way))
        if result == "works" and answer and answer.links and not well:
            result, why = article_fault(refusal, article)
        unused = unused_in_words(report) if report else []
        led_on = [f"led to {host}" for host in report.led_on] if report else []
        why = "; ".join([*([why] if why else []), *unused, *led_on]) or None
        rows.append(
            {
                "checked_at": now,
                "outlet": slug,
                "way": way,
                "result": result,
                "why": why,
                "links": answer.links if answer else 0,
                "entries": report.entries if report else None,
                "unused": unused,
                "article": article if answer and answer.links else None,
            }
        )
    return rows


def _page(corpus: Corpus, url: str) -> bytes | None:
    """The body of the address's last answer."""
    from crawler.archive.reader import responses
    from crawler.archive.segment_files import segments
    from crawler.archive.unpack import UnpackError

    body = None
    for segment in segments(corpus.archive_dir()) if corpus.archive_dir().is_dir() else ():
        for _, _, record in responses(segment, lambda address: address.strip("<>") == url):
            try:
                body = record.body
            except UnpackError:
                body = None
    return body


def _article(corpus: Corpus, slug: str) -> tuple[dict[str, Any] | None, str | None]:
    from corpus.crawl.trial import first_reason, newest_article

    newest = newest_article(corpus, slug)
    if newest is None:
        return None, first_reason(corpus, slug)
    title, day, words = newest
    return {"title": title, "published_day": day, "words": words}, None
