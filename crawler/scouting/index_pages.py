"""Pages on which a site lists its articles by page or by day, and how their next page or another day is asked.

Shapes that were not seen, and what happens: a list that a script fills, or whose next page a script fetches (POST,
a cursor), shows no second page, and is named for review; a day in words ("5-maret-2024") is no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode

from parsel import Selector
from scrapy.http import TextResponse
from scrapy.utils.response import get_base_url

from corpus.urls import AddressRule, join, split
from crawler.scouting.search_forms import set_beforehand
from spiders.parsing.story_addresses import may_be_article

LONGEST_ADDRESS = 500  # characters
NEXT_WORDS = ("2", "next", "selanjutnya", "berikutnya", "»", ">", "older posts", "›")
PAGE_NAMES = frozenset({"page", "halaman", "hal", "paged", "p", "pg", "hlm"})
OFFSET_NAMES = frozenset({"start", "offset", "from", "per_page"})
NUMBERED_PART = re.compile(r"(?:/(?:page|hal|halaman|p))?/\{[a-z0]+\}/?$", re.IGNORECASE)  # "/page/{page}"
MOST_PER_PAGE = 200
YEAR = r"(?:19|20)\d{2}"
MARK = "[-/._]|%2f"  # between the numbers of a day; it may be escaped
NUMBER = r"\d{1,2}"
YEAR_FIRST = re.compile(rf"(?<!\d)(?P<y>{YEAR})(?P<a>{MARK})(?P<m>{NUMBER})(?P<b>{MARK})(?P<d>{NUMBER})(?!\d)", re.I)
YEAR_BEHIND = re.compile(rf"(?<!\d)(?P<d>{NUMBER})(?P<a>{MARK})(?P<m>{NUMBER})(?P<b>{MARK})(?P<y>{YEAR})(?!\d)", re.I)
JOINED = re.compile(rf"(?<!\d)(?P<y>{YEAR})(?P<a>)(?P<m>\d{{2}})(?P<b>)(?P<d>\d{{2}})(?!\d)")
DAYS = (YEAR_FIRST, YEAR_BEHIND, JOINED)
DAY_FIELDS = re.compile(r"(?:\b|_)(?:tanggal|tgl|date|day|hari|dt)(?:\b|_)|^(?:tanggal|tgl|date)", re.IGNORECASE)
MONTH_FIELDS = re.compile(r"bulan|bln|month", re.IGNORECASE)
YEAR_FIELDS = re.compile(r"tahun|thn|year", re.IGNORECASE)
DAY_FORMATS = (  # of a day, by the hint of a form's field
    (re.compile(r"yyyy[-/.]mm[-/.]dd|^\d{4}-\d", re.I), "{day:%Y-%m-%d}"),
    (re.compile(r"dd/mm/yyyy|hh/bb/tttt", re.I), "{day:%d/%m/%Y}"),
    (re.compile(r"mm/dd/yyyy", re.I), "{day:%m/%d/%Y}"),
    (re.compile(r"dd-mm-yyyy|hh-bb-tttt", re.I), "{day:%d-%m-%Y}"),
)


@dataclass(frozen=True, slots=True)
class IndexForm:
    """The address of an index with {page} or {offset}, and {day} where it has days; `per_page` articles a page.

    {page0} stands where the first page is number 0, as in Drupal: its link "2" asks for page=1. `is_guess` is a form
    that no link of the page has. `shown` is a day that the page itself names in its links, the first to try.
    """

    address: str
    per_page: int = 1
    shown: date | None = None
    is_guess: bool = False

    @property
    def is_dated(self) -> bool:
        """True where it is asked by the day."""
        return "{day" in self.address

    def at(self, day: date | None = None, page: int = 1) -> str:
        """The address of a page of it."""
        return self.address.format(day=day or "", page=page, page0=page - 1, offset=(page - 1) * self.per_page)


def next_pages(page: TextResponse, articles: int) -> Iterator[IndexForm]:
    """The forms by which the second page may be asked: the page's own link to it, else the usual ones."""
    if own := _own_next(page):
        yield own
        return
    address = _own_address(page)
    if address is None:
        return
    path, mark, query = address.partition("?")
    yield IndexForm(f"{path}?{query}&page={{page}}" if mark else f"{path}?page={{page}}", articles, is_guess=True)
    if not mark:
        yield IndexForm(f"{path.rstrip('/')}/page/{{page}}", articles, is_guess=True)
        yield IndexForm(f"{path.rstrip('/')}/{{page}}", articles, is_guess=True)


def pages_of_front(front: TextResponse) -> IndexForm | None:
    """The form of a front page's own link to its second page; None where it has none, or one of another page's list."""
    form = _own_next(front)
    if form is None:
        return None
    path = NUMBERED_PART.sub("", form.address.partition("?")[0]) if "?" not in form.address else form.address
    return form if _folder(path.partition("?")[0]) == _folder(split(front.url).path) else None


def _folder(path: str) -> str:
    return re.sub(r"/index\.(?:php|html?)$", "", path.rstrip("/"), flags=re.IGNORECASE)


def counted_from_zero(form: IndexForm) -> IndexForm:
    """The form with its first page as number 0."""
    return replace(form, address=form.address.replace("{page}", "{page0}"))


def day_forms(page: TextResponse, rule: AddressRule) -> Iterator[IndexForm]:
    """The forms by which a day may be asked: links of the page with a day in their address, then its forms."""
    given: set[str] = set()
    addresses = [
        join(get_base_url(page), href.strip()).partition("#")[0] for href in page.css("a::attr(href)").getall()
    ]
    own = [url for url in addresses if rule.owns(url) and can_be_written(url) and not may_be_article(url)]
    is_month_first = any(int(m["m"]) > 12 for url in own if (m := YEAR_BEHIND.search(url)))
    for url in own:
        form = _dated(url, is_month_first)
        if form and form.address not in given:
            given.add(form.address)
            yield form
    for form in _forms(page):
        if rule.owns(join(get_base_url(page), form.address)) and form.address not in given:
            given.add(form.address)
            yield form


def with_pages(form: IndexForm, page: TextResponse, day: date) -> IndexForm:
    """The form of a day with {page}, where the day's page links to its second one and that address has the day."""
    following = _own_next(page)
    if following is None or following.address.count("{") > 1:
        return form
    bare = following.address.replace("{page}", "\0").replace("{offset}", "\1")
    dated = _dated(bare, "%m/%d" in form.address or "%m-%d-%Y" in form.address)
    if dated is None or dated.shown != day:
        return form
    address = dated.address.replace("\0", "{page}").replace("\1", "{offset}")
    return IndexForm(address, following.per_page, form.shown)


def day_in(url: str) -> date | None:
    """The day that stands in an address, the year first or last; None where there is none, or no such day.

    >>> day_in("https://x.id/2024/03/05/apel"), day_in("https://x.id/indeks?tgl=31-12-2023"), day_in("https://x.id/a")
    (datetime.date(2024, 3, 5), datetime.date(2023, 12, 31), None)
    """
    return next((day for pattern in DAYS if (m := pattern.search(url)) and (day := _day(m))), None)


def _day(match: re.Match[str], *, month_first: bool = False) -> date | None:
    month, day = (match["d"], match["m"]) if month_first else (match["m"], match["d"])
    try:
        return date(int(match["y"]), int(month), int(day))
    except ValueError:
        return None


def _dated(url: str, is_month_first: bool) -> IndexForm | None:
    """The address with its day as {day}; None where it has none, or something behind it that may name an article."""
    parts = split(url)
    path = parts.path or "/"
    for pattern in DAYS:
        year_first = pattern is not YEAR_BEHIND
        for text, is_query in ((parts.query, True), (path, False)):
            match = pattern.search(text)
            if match is None or not text.isascii():
                continue
            swapped = is_month_first and not year_first
            day = _day(match, month_first=swapped)
            rest = text[match.end() :].strip("/")
            if day is None or (not is_query and not re.fullmatch(r"[\d\0\1]{0,4}", rest)):
                continue
            template = text[: match.start()] + _template(match, year_first, swapped) + text[match.end() :]
            query = template if is_query else parts.query
            whole = (path if is_query else template) + (f"?{query}" if query else "")
            return IndexForm(whole, shown=day)
    return None


def _template(match: re.Match[str], year_first: bool, month_first: bool) -> str:
    """The day of an address in its own form; numbers below ten with a zero, unless one stands there without."""
    bare = any(len(match[group]) == 1 for group in "md")
    day, month = ("%-d", "%-m") if bare else ("%d", "%m")
    order = ("%Y", month, day) if year_first else (month, day, "%Y") if month_first else (day, month, "%Y")
    return (
        "{day:" + f"{order[0]}{match['a'].replace('%', '%%')}{order[1]}{match['b'].replace('%', '%%')}{order[2]}" + "}"
    )


def _forms(page: TextResponse) -> Iterator[IndexForm]:
    """Yield the forms of a page that ask for a day: a field for it, or one each for day, month and year."""
    for form in page.css("form"):
        stated = form.attrib.get("action", "").strip()
        action = join(get_base_url(page), stated) if stated else page.url  # HTML: no action is the page's own address
        if not action or form.attrib.get("method", "get").lower() != "get" or not can_be_written(action):
            continue
        fields = _day_fields(form)
        if not fields or any("{" in name for name in fields):
            continue
        parts = split(action)
        # a form that uses GET drops the query of its address
        others = [(n, v) for n, v in set_beforehand(form) if n not in fields and "{" not in n + v]
        query = "&".join([*([urlencode(others)] if others else []), *(f"{quote(n)}={v}" for n, v in fields.items())])
        yield IndexForm(f"{parts.path or '/'}?{query}")


def _day_fields(form: Selector) -> dict[str, str]:
    """What a form's fields of a day are to be filled with; empty where it has none."""
    for field in form.css("input[name]"):
        name, hint = field.attrib["name"], f"{field.attrib.get('placeholder', '')}{field.attrib.get('value', '')}"
        if field.attrib.get("type", "text").lower() == "date":
            return {name: "{day:%Y-%m-%d}"}
        if field.attrib.get("type", "text").lower() == "text" and DAY_FIELDS.search(name):
            return {name: next((form for pattern, form in DAY_FORMATS if pattern.search(hint)), "{day:%Y-%m-%d}")}
    lists = form.css("select[name]")
    kinds = {"d": DAY_FIELDS, "m": MONTH_FIELDS, "Y": YEAR_FIELDS}
    fields: dict[str, str] = {}
    for kind, names in kinds.items():
        choice = next((c for c in lists if names.search(c.attrib["name"]) and c.attrib["name"] not in fields), None)
        if choice is None:
            return {}
        values = choice.css("option::attr(value)").getall()
        fields[choice.attrib["name"]] = f"{{day:%-{kind}}}" if "1" in values and kind != "Y" else f"{{day:%{kind}}}"
    return fields


def _own_next(page: TextResponse) -> IndexForm | None:
    """The form of the page's own link to the next one: a link in <head>, one marked rel=next, or one named "2"."""
    hrefs = page.css("link[rel~=next]::attr(href), a[rel~=next]::attr(href)").getall()
    for anchor in page.css("a[href]"):
        if " ".join("".join(anchor.css("::text").getall()).split()).lower() in NEXT_WORDS:
            hrefs.append(anchor.attrib["href"])
    joined = (join(get_base_url(page), href.strip()).partition("#")[0] for href in hrefs)
    urls = [url for url in joined if split(url).netloc == split(page.url).netloc and can_be_written(url)]
    forms = (*map(_counted, urls), *(_second_of_zero(url, page.url) for url in urls))
    return next(filter(None, forms), None)


def _second_of_zero(url: str, page: str) -> IndexForm | None:
    """The address of a second page that is number 1, with {page0}; None where the page itself has such a number.

    >>> _second_of_zero("https://x.id/berita?page=1", "https://x.id/berita").address
    '/berita?page={page0}'
    """
    parts = split(url)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    name = next((name for name, value in fields if value == "1" and name.lower() in PAGE_NAMES), None)
    if name is None or name in dict(parse_qsl(split(page).query, keep_blank_values=True)):
        return None
    query = (f"{quote(n)}={{page0}}" if n == name else urlencode({n: value}) for n, value in fields)
    return IndexForm(f"{parts.path or '/'}?{'&'.join(query)}")


def _counted(url: str) -> IndexForm | None:
    """The address of a second page with {page} or {offset}; None where no number in it counts pages.

    >>> [_counted(f"https://x.id/indeks{rest}").address for rest in ("?page=2", "/20", "/2")]
    ['/indeks?page={page}', '/indeks/{offset}', '/indeks/{page}']
    """
    parts = split(url)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    counted = [n for n, (name, value) in enumerate(fields) if value == "2" and name.lower() in PAGE_NAMES]
    counted = counted or [n for n, (_, value) in enumerate(fields) if value == "2"]
    offsets = [n for n, (name, value) in enumerate(fields) if name.lower() in OFFSET_NAMES and _is_offset(value)]
    folders = (parts.path or "/").split("/")
    per_page = 1
    if not counted and not offsets:
        twos = [n for n, folder in enumerate(folders) if folder == "2"]
        counts = [n for n, folder in enumerate(folders) if _is_offset(folder)]
        if twos:
            folders[twos[-1]] = "{page}"
        elif counts and counts[-1] == len([f for f in folders if f]):
            per_page, folders[counts[-1]] = int(folders[counts[-1]]), "{offset}"
        else:
            return None
    query = []
    for n, (name, value) in enumerate(fields):
        if n in counted[:1]:
            query.append(f"{quote(name)}={{page}}")
        elif n in offsets[:1] and not counted:
            per_page = int(value)
            query.append(f"{quote(name)}={{offset}}")
        else:
            query.append(urlencode({name: value}))
    return IndexForm("/".join(folders) + (f"?{'&'.join(query)}" if query else ""), per_page)


def _is_offset(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 4 and 2 < int(value) <= MOST_PER_PAGE


def _own_address(page: TextResponse) -> str | None:
    parts = split(page.url)
    address = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return address if can_be_written(address) else None


def can_be_written(url: str) -> bool:
    """True for an address that means nothing else in a pattern with {page} and {day}."""
    return "{" not in url and "}" not in url and len(url) <= LONGEST_ADDRESS
