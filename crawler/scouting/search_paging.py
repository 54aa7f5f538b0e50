"""How to ask for the second page of a site's search: by what the first page names, else by the usual forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote_plus, urlencode

from scrapy.http import TextResponse

from corpus.urls import host_of, split

FORMS = ("page", "halaman", "p")  # parameters that count pages; `start` counts articles
MOST_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Paging:
    """A search's address with {query} and {page}, or {offset} where it counts articles, `per_page` of them a page.

    {page0} stands where the first page is number 0. `is_guess` is a form that no link of the page has.
    """

    address: str
    per_page: int
    is_guess: bool = False

    def at(self, word: str, page: int) -> str:
        """The address of a page of the answer to a word."""
        offset = (page - 1) * self.per_page
        return self.address.format(query=quote_plus(word), page=page, page0=page - 1, offset=offset)


def pagings(page: TextResponse, search: str, word: str, articles: int) -> Iterator[Paging]:
    """The forms to try, in this order, where a search (an address with {query}) gave a page with so many articles."""
    if named := _named_by_links(page, word):
        yield named
        return
    path, _, query = search.partition("?")
    had = {name for name, _ in parse_qsl(query)}
    yield from (Paging(f"{search}&{name}={{page}}", articles, is_guess=True) for name in FORMS if name not in had)
    yield Paging(f"{path.rstrip('/')}/page/{{page}}/?{query}", articles)
    if "start" not in had:
        yield Paging(f"{search}&start={{offset}}", articles)


def _named_by_links(page: TextResponse, word: str) -> Paging | None:
    """The form of the page's own link to the next one (rel=next, or a link "2")."""
    href = page.css("[rel~=next]::attr(href)").get() or page.xpath("//a[normalize-space()='2']/@href").get()
    if not href:
        return None
    try:
        url = page.urljoin(href.strip())
    except ValueError:  # "http://[broken"
        return None
    parts = split(url)
    if host_of(url) != host_of(page.url) or "{" in url or "}" in url:
        return None
    return _form(parts.path or "/", parse_qsl(parts.query, keep_blank_values=True), word)


def _form(path: str, fields: list[tuple[str, str]], word: str) -> Paging | None:
    """The next page's path and parameters as a form; None where the word or the count of pages is not seen in them.

    >>> _form("/cari", [("q", "pegawai"), ("start", "10")], "pegawai")
    Paging(address='/cari?q={query}&start={offset}', per_page=10, is_guess=False)
    >>> _form("/page/2/", [("s", "pegawai")], "pegawai")
    Paging(address='/page/{page}/?s={query}', per_page=1, is_guess=False)
    >>> _form("/cari", [("q", "pegawai"), ("page", "1")], "pegawai").address
    '/cari?q={query}&page={page0}'
    """
    query, counted, per_page, has_word = [], False, 1, False
    from_zero = not any(value == "2" for _, value in fields) and "2" not in path.split("/")
    for name, value in fields:
        field = urlencode({name: value})
        if value.lower() == word and not has_word:
            has_word, field = True, f"{quote_plus(name)}={{query}}"
        elif value == "2" and not counted:
            counted, field = True, f"{quote_plus(name)}={{page}}"
        elif value == "1" and name.lower() in FORMS and from_zero and not counted:
            counted, field = True, f"{quote_plus(name)}={{page0}}"
        elif value.isdecimal() and 2 < int(value[:4]) <= MOST_PER_PAGE and name in {"start", "offset", "from"}:
            counted, per_page, field = True, int(value[:4]), f"{quote_plus(name)}={{offset}}"
        query.append(field)
    folders = path.split("/")
    if not counted and "2" in folders:
        counted, folders[folders.index("2")] = True, "{page}"
    return Paging(f"{'/'.join(folders)}?{'&'.join(query)}", per_page) if counted and has_word else None
