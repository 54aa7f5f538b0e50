"""The hosts that articles' texts link to, read from their pages in the archive, with no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from corpus.crawl.captures import newest_article_pages
from corpus.errors import ArchiveError
from corpus.store import Corpus
from corpus.urls import host_of, split
from crawler.archive.reader import ArchiveReader
from pipelines.body.containers import container_of
from pipelines.body.inserts import cut_inserts
from pipelines.body.page_cuts import cut_for_a_while
from pipelines.page.parsed_page import ParsedPage, open_page
from pipelines.rules import NO_RULES, PageRules


def linked_hosts(
    corpus: Corpus, rules: Mapping[str, PageRules], most: int, lacking: Callable[[str], object]
) -> Iterator[tuple[int, str]]:
    """(article id, host) of the links in the texts of the newest `most` articles; the outlet's own hosts left out.

    Of a page that can't be read `lacking` is told why, in a sentence. A page without a container of its own says
    nothing: the links of a whole page are those of its menus.
    """
    reader = ArchiveReader(corpus.archive_dir())
    for article, outlet, capture in newest_article_pages(corpus, most):
        try:
            page = open_page(reader.capture(capture))
        except ArchiveError as error:
            lacking(str(error))
            continue
        if isinstance(page, ParsedPage) and not page.heavy:
            own = rules.get(outlet, replace(NO_RULES, outlet=outlet))
            yield from ((article, host) for host in sorted(_hosts(page, own)))
    reader.close()


def _hosts(page: ParsedPage, rules: PageRules) -> set[str]:
    with cut_for_a_while(page.table) as cut_page:
        cut_inserts(cut_page, rules.noise)
        container = container_of(cut_page, rules)
        addresses = [] if container is None else [link.get("href") or "" for link in container.iter("a")]
    outside = [url for url in addresses if _leads_outside(url, page.url, rules)]
    return {host_of(url) for url in outside}


def _leads_outside(url: str, page: str, rules: PageRules) -> bool:
    parts = split(url)
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or host_of(url) == host_of(page):
        return False
    return rules.address is None or not rules.address.owns(url)
