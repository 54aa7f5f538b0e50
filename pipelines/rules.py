"""An outlet's rules for its own pages, now and before its redesigns; general rules decide all else."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

from corpus.urls import AddressRule
from corpus.vocabulary.places import PLACES_FILE

VERSION_DIGITS = 12


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A fingerprint of the code and data of pipelines: another one wherever the same page may give another article.

    The list of places, which stands in corpus, is part of it; an outlet's own selectors are none.
    """
    return fingerprint_of(Path(__file__).parent, PLACES_FILE)


def fingerprint_of(folder: Path, *beside: Path) -> str:
    """A fingerprint of the names and contents of the modules and data files in a folder, and of files `beside` it."""
    files = (*folder.rglob("*.py"), *folder.rglob("data/*.toml"))
    digest = hashlib.sha256()
    for name, path in (*sorted((each.relative_to(folder).as_posix(), each) for each in files),
                       *((each.name, each) for each in beside)):  # fmt: skip
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:VERSION_DIGITS]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSelectors:
    """Where an outlet's pages hold what; every field may stay empty.

    An outlet's class sets them as attributes of the same names. Selectors are CSS, tried in order: `body` the
    container of the article, `noise` what is cut from the page before extraction, `title`, `date`, `author`,
    `editor` where the page shows them. `date_pattern` is a regular expression with one group, applied to the date
    selector's text. `ignore_dates` are selectors whose dates are the day of the visit or a neighbour's. `junk` are
    regular expressions for the outlet's own house lines (whole line).
    """

    body: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    date_pattern: str | None = None
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    ignore_dates: tuple[str, ...] = ()
    junk: tuple[str, ...] = ()


SELECTOR_NAMES = tuple(field.name for field in fields(PageSelectors))


@dataclass(frozen=True, slots=True)
class Layout(PageSelectors):
    """How an outlet's pages were built in a span of days, before or after a redesign.

    `valid_from` and `valid_until` are the first and the last day (None: open). A selector that is set here replaces
    the outlet's own; one that is empty leaves it.
    """

    valid_from: dt.date | None = None
    valid_until: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """True where the day lies in the span."""
        return (self.valid_from is None or day >= self.valid_from) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFields:
    """The fields of an article that a site sends as an object of JSON: paths (`pipelines.strings.json_paths`).

    `text` is markup, or plain lines. Of several paths the first that is there holds. `day` and `modified` are times in
    any form of a listing. `authors`, `editor`, `section` and `tags` lead to a text, or to a list of texts. One path may
    stand as a bare text.

    >>> SentFields(text="isi", section=("rubrik", "kanal")).text
    ('isi',)
    """

    text: tuple[str, ...]
    title: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Make a tuple of each path that stands as a bare text: its letters are no paths."""
        for each in fields(self):
            paths: object = getattr(self, each.name)
            if isinstance(paths, str):
                object.__setattr__(self, each.name, (paths,) if paths else ())


@dataclass(frozen=True, slots=True)
class PageRules(PageSelectors):
    """An outlet's own rules; every field may stay empty.

    `outlet` is its slug, `name` its printed name (never a writer). `address` names its articles. `utc_offset`
    (hours) is the zone of times printed without one: 7 WIB, 8 WITA, 9 WIT; None where it is not known.
    `layouts` are those of other times: a page is read by the first whose span holds the day it was fetched, or by
    another one that fits where that one does not (`of_page`). `sent` are the fields of articles that the site sends as
    JSON, since its pages have no text (pipelines/sent_article.py).
    """

    outlet: str | None = None
    name: str | None = None
    address: AddressRule | None = None
    _: KW_ONLY
    utc_offset: int | None = None
    layouts: tuple[Layout, ...] = ()
    sent: tuple[SentFields, ...] = ()

    def on(self, day: dt.date) -> PageRules:
        """The rules for a page that was fetched on this day."""
        layout = next((each for each in self.layouts if each.holds_on(day)), None)
        return self if layout is None else self._in(layout)

    def of_page(self, day: dt.date, fits: Callable[[str], bool]) -> PageRules:
        """The rules for a page that was fetched on this day; `fits` is true for a selector that the page has.

        Where no body selector of the day's rules fits, those of the outlet and of each layout are tried in their order:
        a file may be older than the day that it carries (an import, a copy), and a site keeps old pages as they were.
        """
        rules = self.on(day)
        if not self.layouts or any(map(fits, rules.body)):
            return rules
        others = (self, *map(self._in, self.layouts))
        return next((other for other in others if any(map(fits, other.body))), rules)

    def _in(self, layout: Layout) -> PageRules:
        return replace(self, **{name: value for name in SELECTOR_NAMES if (value := getattr(layout, name))})


NO_RULES = PageRules()
"""For a page of no known outlet."""
