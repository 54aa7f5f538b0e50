"""`kliping read`: what one saved page becomes, or why it is set aside; nothing is stored."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from corpus.columns import ARTICLE_COLUMNS, read_columns
from corpus.errors import KlipingError
from corpus.messages.command_messages import NOT_A_TIME
from corpus.messages.hint_messages import OUTLETS_LIST_SHOWS
from corpus.messages.import_messages import PAGE_FILE_NOT_READ, PAGE_NO_FILE, PAGE_NOT_TAKEN
from corpus.messages.outlet_messages import OUTLET_UNKNOWN
from corpus.models import Article, Capture, NeedsPages, Refined, SetAside
from crawler.console.options import json_option, outlets_option
from crawler.console.output import one_line, print_json, put, put_text
from crawler.console.page_display import check_page_options, page_options, print_pages
from crawler.mistakes import ParameterError


def _clock(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> datetime:
    if value is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise ParameterError(NOT_A_TIME(value=value)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@click.command()
@click.argument("page", type=click.Path(path_type=Path), metavar="PAGE")
@click.option("--url", required=True, help="The address the page was saved from.")
@click.option("--outlet", "slug", metavar="SLUG", help="Read it by this outlet's rules (default: by its address).")
@click.option("--fetched-at", callback=_clock, metavar="TIME", help="When it was fetched (default: now).")
@click.option("--cuts", is_flag=True, help="Show what was cut, and by which rule.")
@page_options
@outlets_option
@json_option
def read(
    page: Path,
    url: str,
    slug: str | None,
    fetched_at: datetime,
    cuts: bool,
    as_page: bool,
    full: bool,
    outlets: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Show the article that a saved page gives, or why the page is set aside. Nothing is stored."""
    from corpus.urls import check_web_address
    from pipelines.storing.executor import refine_at_hand
    from pipelines.storing.workers import RefineWorkers

    check_page_options(as_page=as_page, full=full, others={"--cuts": cuts})
    body, content_type = _page(page)
    capture = Capture(url=check_web_address(url), body=body, fetched_at=fetched_at, content_type=content_type)
    rules = _rules(url, slug, outlets)
    refined: Refined
    with RefineWorkers() as workers:
        if as_page:
            pages = workers.read_pages([capture], rules)
            if isinstance(pages.refined, Article):
                print_pages(pages.refined, pages, full=full, as_json=as_json)
                return
            refined = pages.refined
        else:
            refined = refine_at_hand(workers, [capture], rules)  # one page is all there is
    if as_json:
        print_json(as_object(refined, url))
    else:
        _print(refined, cuts)


def as_object(refined: Refined, url: str) -> dict[str, Any]:
    """The refined page as one JSON object, with all fields of an article even if the page is none."""
    row: dict[str, Any] = {"status": "set_aside", "reason": None, "detail": None, "url": url}
    unprinted = (column for column in ARTICLE_COLUMNS if column.read == 0)
    row |= dict.fromkeys(column.name for column in (*read_columns(), *unprinted))
    if isinstance(refined, SetAside):
        return row | {"reason": refined.reason, "detail": refined.detail, "title": refined.title}
    if isinstance(refined, NeedsPages):
        return row | {"reason": "needs_pages", "detail": " ".join(refined.urls)}
    row |= {name: getattr(refined, name) for name in row if hasattr(refined, name)}
    removed = [asdict(cut) for cut in refined.removed]
    return row | {
        "status": "article",
        **{name: list(value) for name, value in row.items() if isinstance(value, tuple)},
        "origins": dict(refined.origins),
        "removed": removed,
    }


def _print(refined: Refined, cuts: bool) -> None:
    if not isinstance(refined, Article):
        row = as_object(refined, "")
        detail = f" ({one_line(row['detail'])})" if row["detail"] else ""
        put(f"set aside: {row['reason']}{detail}")
        return
    for name in (column.name for column in read_columns()):
        value = getattr(refined, name)
        if value not in (None, (), ""):
            shown = ", ".join(value) if isinstance(value, tuple) else value
            put(f"{name:18} {one_line(shown)}  [{refined.origins.get(name, '')}]".removesuffix("  []"))
    put()
    put_text(refined.text)
    for removed in refined.removed if cuts else ():
        put(f"cut by {removed.rule} at {removed.position}: {one_line(removed.text)}")


def _rules(url: str, slug: str | None, folders: tuple[Path, ...]) -> Any:
    from spiders.loader import host_outlet, outlet_for, outlets

    known = outlets(folders)
    if slug is not None and slug not in known:
        raise KlipingError(OUTLET_UNKNOWN(outlet=slug, hint=OUTLETS_LIST_SHOWS()))
    return (known[slug] if slug else outlet_for(url, known) or host_outlet(url)).page_rules()


def _page(path: Path) -> tuple[bytes, str | None]:
    """The page in a saved file, and its Content-Type where the file (MHTML) states one."""
    from crawler.importing.mhtml import MhtmlError, is_mhtml, read_mhtml
    from crawler.settings import DOWNLOAD_MAXSIZE

    data = _bytes(path)
    if not is_mhtml(data):
        return data, None
    try:
        page = read_mhtml(data, DOWNLOAD_MAXSIZE)
    except MhtmlError as error:
        raise KlipingError(PAGE_NOT_TAKEN(path=path, fault=error)) from error
    return page.body, page.content_type


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file() and path.exists():  # reading a pipe would wait for ever
            raise KlipingError(PAGE_NO_FILE(path=path))
        return path.read_bytes()
    except OSError as error:
        raise KlipingError(PAGE_FILE_NOT_READ(path=path, reason=error.strerror)) from error
