"""The state of a walk through the pages of a listing, and whether a page is its last."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from pipelines.storing.items import Entry, Link
from spiders.families.base import OLDER_ARGUMENT

PAGES_OUTSIDE = 3  # pages in a row wholly out of the window, after which a walk ends
PAGES_REPEATED = 2  # pages in a row that came earlier in the walk, though not just before, after which it ends
ROUND_LENGTHS = 5  # a page of 10, 15, 20 ... entries may be full, whatever the total says
WORD_FIELDS = ("terms", "before", "shown", "pages")  # of a walk's fields those that are tuples of words
NEWER_FIELDS = {"found": "gave_links"}  # of a walk that an older version left waiting in a corpus


@dataclass(frozen=True, slots=True)
class Walk:
    """The state of a walk. It travels as JSON in a request's `cb_kwargs`, so that a new process can go on.

    `terms` are asked one after the other; the first is being walked, at `page` (from 1) or, where a site gives
    one, at `mark`. `outside` counts pages in a row out of the window; `before` names the entries of the page
    before, `pages` the pages before that (one name each), and `repeated` counts how many of them came again in a row.
    `open` is True once the way gave an answer that could be read, `proven` once an answer held the words that were
    asked for, `gave_links` once it gave a link, `unread` once entries came and none could be used. Where none of the
    words stood beside the links of an answer, its entries are `held` back (`held_last`, `held_mark`, `held_more`,
    `held_stated`: how the walk goes on behind them) until the search has answered a nonsense word, whose links are
    then named by `nonsense`. In a walk through days `shown` names the links of the first page of the days before, and
    `alike` counts how often in a row that page came again.

    `came` counts the entries that the term has given, and `stated` is how many it has by the site's own count on its
    first page. `size` is the most entries a page that the site allows, where it refused more; `step` how many the
    first page of the term had. `oldest` is the oldest day seen (ISO 8601); a walk that is cut before its end goes on
    as another window: with what was published up to the day `upto`. `windows` counts those.
    `interface` is where the site says that its listings stand, where that is not the usual address.
    `promised` is True where the page before names this one, `framed` where the pages have the frame of their site.
    `section` is the part of an index that is walked, where each has a list of its own.
    """

    terms: tuple[str, ...]
    page: int = 1
    mark: str | None = None
    outside: int = 0
    before: tuple[str, ...] = ()
    open: bool = False
    proven: bool = False
    gave_links: bool = False
    held: tuple[Entry, ...] = ()
    held_last: bool = False
    held_mark: str | None = None
    nonsense: tuple[str, ...] | None = None
    shown: tuple[str, ...] = ()
    alike: int = 0
    held_more: bool | None = None
    held_stated: int | None = None
    unread: bool = False
    pages: tuple[str, ...] = ()
    repeated: int = 0
    came: int = 0
    stated: int | None = None
    size: int | None = None
    step: int = 0
    oldest: str | None = None
    upto: str | None = None
    windows: int = 0
    interface: str | None = None
    promised: bool = False
    framed: bool = False
    section: str = ""

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Walk:
        """The walk, read from its JSON values."""
        held = tuple(_entry_of(entry) for entry in state.get("held", ()))
        nonsense = None if state.get("nonsense") is None else tuple(state["nonsense"])
        plain = {name: tuple(state.get(name, ())) for name in WORD_FIELDS}
        own = {NEWER_FIELDS.get(name, name): value for name, value in state.items()}
        return cls(**{**own, **plain, "held": held, "nonsense": nonsense})

    @property
    def cb_kwargs(self) -> dict[str, Any]:
        """The walk as JSON values: the `cb_kwargs` of the request that goes on with it."""
        held = [_values_of(entry) for entry in self.held]
        nonsense = None if self.nonsense is None else list(self.nonsense)
        plain = {name: list(getattr(self, name)) for name in WORD_FIELDS}
        return {"walk": {**asdict(self), **plain, "held": held, "nonsense": nonsense}}

    @property
    def term(self) -> str:
        """The term that is being walked."""
        return self.terms[0]

    @property
    def lacks(self) -> bool:
        """True where fewer entries came than the site has by its own count."""
        return self.stated is not None and self.came < self.stated

    def next_term(self) -> Walk | None:
        """The walk at the first page of the next term; None after the last."""
        return self.at(*self.terms[1:]) if len(self.terms) > 1 else None

    def at(self, *terms: str, mark: str | None = None) -> Walk:
        """The walk at the first page of other terms."""
        begun = replace(self, terms=terms, came=0, stated=None, windows=0, upto=None)
        return begun._first_page(mark)

    def window_before(self) -> Walk | None:
        """The walk of the same term through what is as old as the oldest it gave; None where that leads nowhere."""
        if self.oldest is None or (self.upto is not None and self.oldest >= self.upto):
            return None
        begun = replace(self, upto=self.oldest, windows=self.windows + 1)._first_page(None)
        return replace(begun, before=self.before)

    def with_page(self, page: WalkPage) -> Walk:
        """The walk with a page counted: its entries are those that the page before didn't have."""
        stated = page.stated if self.stated is None else self.stated
        if self.is_repeat(page) or self.is_newer(page):
            return replace(self, repeated=self.repeated + 1, stated=stated)
        return replace(
            self,
            repeated=0,
            came=self.came + page.fresh,
            stated=stated,
            step=len(page.names) if self.page == 1 else self.step,
            oldest=min(filter(None, (self.oldest, page.oldest)), default=None),
        )

    def fresh(self, names: Sequence[str], entries: Sequence[Entry]) -> int:
        """How many entries of a page, by different names, are neither of the page before nor of the window before.

        Windows meet on the day `upto`, of which some entries came already: none of that day counts.
        """
        days = (entry.link.day if entry.link else None for entry in entries)
        had = set(self.before)
        on_seam = (day is not None and day.isoformat() == self.upto for day in days)
        return len({name for name, is_had in zip(names, on_seam, strict=False) if name not in had and not is_had})

    def is_repeat(self, page: WalkPage) -> bool:
        """True for a page that came before in this walk."""
        return bool(page.names) and (set(page.names) <= set(self.before) or page.name in self.pages)

    def is_newer(self, page: WalkPage) -> bool:
        """True for a page of a window wholly behind the day up to which it was asked for: the site ignores days."""
        return self.upto is not None and page.oldest is not None and page.oldest > self.upto

    def onward(self, page: WalkPage, mark: str | None) -> Walk:
        """The walk at the page behind this one."""
        pages = self.pages if page.name in self.pages else (*self.pages, page.name)
        return replace(self, page=self.page + 1, before=page.names, pages=pages, mark=mark, promised=page.more is True)

    def _first_page(self, mark: str | None) -> Walk:
        return replace(
            self, page=1, mark=mark, outside=0, before=(), pages=(), repeated=0, step=0, oldest=None, promised=False
        )


setattr(Walk, OLDER_ARGUMENT, Walk.cb_kwargs)


@dataclass(frozen=True, slots=True)
class WalkPage:
    """What one page says of the walk: its entries by `names`, how many of them are `fresh`, and how it may go on.

    `last` is True where no further page can be asked for, `more` what the answer itself says of one (None: nothing),
    `stated` the site's own count of the whole answer on this page. Where the pages are not `by_day`, an empty one says
    nothing of the next. `oldest` is the oldest day on the page.
    """

    names: tuple[str, ...]
    fresh: int
    last: bool = False
    more: bool | None = None
    stated: int | None = None
    by_day: bool = True
    oldest: str | None = None

    @property
    def name(self) -> str:
        """One name for the whole page, whatever the order of its entries."""
        return name_of(" ".join(sorted(self.names)))

    def ends(self, walk: Walk) -> bool:
        """True where the walk, with this page counted, is at its end.

        That is at an empty page, at one that came before, at the stated total, or where the answer says that there is
        no further page; never because the page is short. A total that is smaller than what came is not believed, nor
        is "no further page" while the total has more: the next page is then empty, and costs one request.
        """
        if self.last:
            return True
        if not self.names:
            return self.by_day
        if set(self.names) <= set(walk.before) or walk.repeated >= PAGES_REPEATED or walk.is_newer(self):
            return True
        if not self.by_day or walk.repeated:
            return False
        if walk.stated is None or walk.windows:
            return self.more is False
        if walk.came != walk.stated:
            return False
        # A total that is only the page's own number looks the same where the page is full, of 10, 15, 20 ... entries.
        length = len(self.names)
        is_full = length >= walk.step and may_be_full(length)
        return self.more is False or (self.more is None and not is_full)


def may_be_full(length: int) -> bool:
    """True where a page of that many entries may have no more because a page holds no more: 10, 15, 20 ..."""
    return length >= 2 * ROUND_LENGTHS and length % ROUND_LENGTHS == 0


def name_of(text: str) -> str:
    """A short name for a key or an address, to tell whether it came before."""
    return f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"


def oldest_day(links: Iterable[Link]) -> str | None:
    """The oldest day of these links, in ISO 8601; None where none has a day."""
    return min((link.day.isoformat() for link in links if link.day), default=None)


def _entry_of(state: Mapping[str, Any]) -> Entry:
    """An entry, read from its JSON values; until 2026.11 a link stood in its place."""
    if "url" in state:
        return Entry("taken", _link_of(state))
    link = state.get("link")
    return Entry(state["outcome"], _link_of(link) if link else None, state.get("shown", ""))


def _link_of(state: Mapping[str, Any]) -> Link:
    return Link(**{**state, "day": date.fromisoformat(state["day"]) if state["day"] else None})


def _values_of(entry: Entry) -> dict[str, Any]:
    values = asdict(entry)
    if entry.link and entry.link.day:
        values["link"]["day"] = entry.link.day.isoformat()
    return values
