"""Whether a further page is one of the article: judged like the first page, and against it (`reject_part`).

Asked for page 2, sites also answer with a login, their front page, "not found" with status 200, or another story. What
tells that a page is the article's: its canonical address, its titles, or the first page's title in its words. A page
that says nothing of itself is taken at its address. Not seen: a slide show that has a title of its own for each page
and no canonical address; its pages are left out, and the article is incomplete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urljoin

from corpus.models import SetAside
from pipelines.gate.verdict import reject_by_address, why_no_article
from pipelines.page.claims import claim_text
from pipelines.page.content_type import why_not_html
from pipelines.page.numbered_addresses import PageAddress, page_address_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.rules import PageRules
from pipelines.strings.squashed import squash
from pipelines.strings.subject_words import long_words
from pipelines.strings.word_count import count_words

SAME_SHARE = 0.5  # of the article's title that another title has
TEXT_SHARE = 0.7  # of the article's title that the text of a page with another title has
MIN_NEW_WORDS = 5  # words of a line that is more than a number or a heading of the page's
MIN_TITLE = 2  # long words of a title that may be compared


def reject_part(
    first: ParsedPage, title: str | None, part: ParsedPage, lines: Sequence[str], rules: PageRules
) -> SetAside | None:
    """Return why a further page with these lines is none of the article that `first` is the page of; None if it is.

    `title` is the article's.
    """
    if kind := why_not_html(part.capture.body, None):  # the bytes alone: a server says "text/html" of anything
        return SetAside("not_html", kind)
    lines = [line for line in lines if squash(line) != squash(title or "")]
    titles = list(_titles(part))
    own = titles[0] if titles else None
    if away := reject_by_address(part.capture, rules) or why_no_article(part, own, lines):
        return away
    if lines and not _is_same(first, title, part, titles, lines):
        return SetAside("not_the_article", f"titled {own}" if own else f"answered by {part.url}", own)
    return None


def reject_repeated(part: ParsedPage, lines: Sequence[str], had: Collection[str]) -> SetAside | None:
    """Return a SetAside for a further page that says nothing but what the pages before it say; None if it says more.

    Asked for page 3, sites also answer with page 1. `had` are the lines of the pages before it, in small letters.
    """
    new = [line for line in lines if line.lower() not in had and count_words(line) >= MIN_NEW_WORDS]
    return None if new or not lines else SetAside("same_page", f"{part.url} repeats the pages before it")


def _is_same(
    first: ParsedPage, title: str | None, part: ParsedPage, titles: Sequence[str], lines: Sequence[str]
) -> bool:
    here = _place(first, first.url)
    claimed = part.claims.links.get("canonical") or part.claims.first("og:url") or ""
    address = _address(part, claimed) if claimed else None
    is_first = address is not None and address.number in {None, 1}  # an address of its own proves nothing
    if is_first and _place(part, claimed) in {here, _place(first, first.claims.links.get("canonical") or "")}:
        return True
    words = long_words(title or "")
    if len(words) < MIN_TITLE:
        return True
    if any(len(words & long_words(text)) >= SAME_SHARE * len(words) for text in titles):
        return True
    if len(words & long_words(" ".join(lines))) >= TEXT_SHARE * len(words):
        return True
    is_elsewhere = _place(part, part.url) != here
    return not is_elsewhere and all(len(long_words(text)) < MIN_TITLE for text in titles)


def _place(page: ParsedPage, address: str) -> tuple[str, str, object] | None:
    """Host, path and query of an address, without the number of a page; None for one that cannot be read."""
    place = _address(page, address)
    return None if place is None else (place.host, place.path.removesuffix(".html"), place.query)


def _address(page: ParsedPage, address: str) -> PageAddress | None:
    try:
        return page_address_of(urljoin(page.url, address.strip()))
    except ValueError:
        return None


def _titles(page: ParsedPage) -> Iterator[str]:
    """Yield what the page gives as its title: headings of the first order, and what its head claims."""
    claims = page.claims
    for text in (
        *(node.element.text_content() for node in page.table.tagged("h1")),
        claims.first("og:title", "twitter:title") or "",
        claims.text("headline") or "",
        page.title_tag(),
    ):
        if title := claim_text(text):
            yield title
