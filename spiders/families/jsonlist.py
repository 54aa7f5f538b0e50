"""Articles in lists that a site serves as JSON, or in the JSON that its pages hold for their own script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partialmethod
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import parse_qsl, quote, urlencode, urljoin

from scrapy import Request
from scrapy.http import Response

from corpus.urls import split
from pipelines.rules import PageRules, SentFields
from pipelines.storing.items import Entry, Link, Remark
from pipelines.strings.embedded_json import LONGEST_UNREAD
from pipelines.strings.json_paths import MISSING, MOST_VALUES_OF, strings_in, text_at, value_at
from spiders.families.json_asking import JsonList, Paths, ask_for
from spiders.families.ladder import Listed
from spiders.families.list_answer import ListAnswer, list_answer
from spiders.families.walk_state import WalkPage
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.days import listed_day
from spiders.parsing.links import UNPRINTABLE, cut_off, make_entry, markup_text
from spiders.parsing.topic_words import TopicFilter

__all__ = ["JsonList", "JsonListSpider", "SentFields"]

NO_LIST = "no_json_list"
WHOLE_LIST = ""  # the term of a list that is walked as a whole
NEXT_BY_NUMBER = frozenset({"offset", "page"})  # fields that name a next page without what the answer says of it
SAME_DAYS = 2  # times that a list shows its page of the day before again, after which no day before is asked
NO_WORDS = frozenset({"false", "no", "none", "null"})
QUERY_FIELD = re.compile(r"\{(?:query|tag|term|day)\b")
ITEM_FIELD = re.compile(r"\{([^{}]{1,100})\}")
MOST_ITEMS = 50_000  # of an answer; as many as a sitemap may have addresses (sitemaps.org)
SHOWN_VALUES = 50  # values of an item that could not be read, whose words are shown
MOST_WORDED = 1_000  # items of an answer whose words are compared with the query
LONGEST_ITEM = 5_000_000  # letters of an article as JSON: values by place may repeat each other without end


class JsonListSpider(WalkingSpider):
    """An outlet with lists sent as JSON: `json_lists` has the rule (`JsonList`) of each such way by its name.

    Cursors that lead back, and an address of a next page on another host, end a walk as `capped`; an empty page ends it
    though it names a cursor, which some sites do on every page.
    A list with {query} is asked for the topic's queries, one with {tag} for its tags. Any other is sifted by title and
    address (by the text, where that is sent), and walked back to `since`; one with {day} day by day, for `max_days` at
    most. Items of another shape, without an address or (where it is wanted) without a text, are unreadable entries; an
    answer without the list is `no_json_list`.

    Whether a search or a tag is answered is judged by all words of its items, not by the titles alone.
    """

    json_lists: ClassVar[Mapping[str, JsonList]] = {}
    max_days: ClassVar[int] = 366

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give each list the methods of a way in."""
        super().__init_subclass__(**kwargs)
        for way in cls.json_lists if isinstance(cls.json_lists, Mapping) else ():
            setattr(cls, f"begin_{way}", partialmethod(cls._begin_json, way))
            setattr(cls, f"ask_{way}", partialmethod(cls._ask_json, way))

    @classmethod
    def page_rules(cls) -> PageRules:
        """The outlet's rules for its pages, with those of the articles that its lists send."""
        rules = [(rule, rule.sent) for rule in cls.json_lists.values() if rule.sent]
        sent = [
            replace(sent, title=sent.title or _paths(rule.title), day=sent.day or _paths(rule.day))
            for rule, sent in rules
        ]
        return replace(super().page_rules(), sent=tuple(dict.fromkeys(sent)))

    @classmethod
    def reaches(cls) -> dict[str, str]:
        """How far back each of the outlet's ways reaches; of a list by what it is asked."""
        words = {
            "search": f"{cls.max_pages} pages a query",
            "tag": f"{cls.max_pages} pages a tag",
            "days": f"{cls.max_days} days",
            "list": f"{cls.max_pages} pages",
        }
        own = {way: words[rule.asks] if rule.has_pages else "one page" for way, rule in cls.json_lists.items()}
        return {
            way: own.get(way, text) if way not in dict(cls.reach) else text for way, text in super().reaches().items()
        }

    @classmethod
    def finds_by_words(cls) -> bool:
        """True where a way asks the site for the topic's words or tags."""
        used = (cls.json_lists[way] for way in (*cls.ways, *cls.ladder) if way in cls.json_lists)
        return super().finds_by_words() or any(rule.asks in {"search", "tag"} for rule in used)

    @classmethod
    def searches(cls) -> frozenset[str]:
        """The names of the lists that are searches, which `kliping outlets check` asks its three questions."""
        return frozenset(way for way, rule in cls.json_lists.items() if rule.asks == "search")

    # --- asking --------------------------------------------------------------------------------------

    def _begin_json(self, way: str) -> Iterator[Request]:
        yield from self.begin_walk(way, self._terms(self.json_lists[way]))

    def _terms(self, rule: JsonList) -> tuple[str, ...]:
        if rule.asks in {"search", "tag"}:
            return self.topic.ask.search if rule.asks == "search" else self.topic.ask.tags
        if not TopicFilter.by(self.topic, self.implied).sets:
            return ()
        return (self._newest().isoformat(),) if rule.asks == "days" else rule.terms or (WHOLE_LIST,)

    def _ask_json(self, way: str, walk: Walk) -> Request:
        rule, mark = self.json_lists[way], walk.mark
        asking = ask_for(rule, walk.term, walk.page, _offset(rule, walk), mark)
        url = asking.url if mark is None or not _names_address(rule) else mark
        return self.listing(
            urljoin(f"{self.root()}/", url), self.parse_json, way=way, cb_kwargs=walk.cb_kwargs, **asking.arguments
        )

    def is_optional(self, way: str, term: str) -> bool:
        """True for a tag, which the site need not have."""
        rule = self.json_lists.get(way)
        return rule.asks == "tag" if rule else super().is_optional(way, term)

    def next_term(self, way: str, walk: Walk, links: Sequence[Link]) -> Walk | None:
        """The walk of the next term, of a list by days that of the day before, unless all links were known."""
        rule = self.json_lists.get(way)
        if rule is None or rule.asks != "days":
            return super().next_term(way, walk, links)
        if (walk.unread and not walk.gave_links) or self._are_known(links):
            return None
        before = date.fromisoformat(walk.term) - timedelta(days=1)
        return walk.at(before.isoformat()) if before >= self._oldest() else None

    def _newest(self) -> date:
        return min(self.until or self.today, self.today)

    def _oldest(self) -> date:
        oldest = self._newest() - timedelta(days=self.max_days - 1)
        return max(self.since or oldest, oldest)

    # --- reading -------------------------------------------------------------------------------------

    def parse_json(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles of a page of a list, and go on; shut the way where no list stands there."""
        way = response.meta["way"]
        here, rule = Walk.of(walk), self.json_lists[way]
        answer = list_answer(response, rule.items)
        stated = _number(text_at(answer.value, (rule.total,))) if rule.total else None
        is_end = answer.is_null and _is_past_the_end(here, stated) and not _more(here, rule, answer)
        items = [] if is_end else answer.items
        if items is None:
            if not here.held:
                yield from (Entry("unreadable", shown=text) for text in answer.faults)
            yield from self.shut(way, NO_LIST, response)
            return
        is_too_long = len(items) > MOST_ITEMS
        faults = [*answer.faults, *([f"{len(items):,} items, of which {MOST_ITEMS:,} are read"] if is_too_long else [])]
        entries = [self._entry(item, rule, response.url) for item in items[:MOST_ITEMS]]
        entries += [*cut_off(answer.rest), *(Entry("unreadable", shown=text) for text in faults)]
        links = [entry.link for entry in entries if entry.link]
        if rule.asks == "days" and (here := self.compare_days(here, links)).alike >= SAME_DAYS:
            yield from self._sifted(entries)
            yield Remark("days_ignored")
            yield from self.next_rung(way)
            return
        onward, more, remark = self._onward(here, rule, answer, response)
        if onward is not None and here.is_repeat(WalkPage(tuple(map(self._name, entries)), 0)):
            onward, remark = None, "capped"  # cursors that lead in a circle
        if rule.asks == "days" and here.term == self._oldest().isoformat() != str(self.since):
            remark = "capped"
        if is_too_long:
            remark = "capped"
        by_words = rule.asks in {"search", "tag"}
        if answer.rest is not None and onward is None and remark is None:
            more = _more(here, rule, answer)  # what names the next page may stand in the rest
            is_last = more is False or not rule.fields & NEXT_BY_NUMBER
        else:
            by_number = more is True and remark is None and bool(rule.fields & NEXT_BY_NUMBER)
            is_last = bool(rule.next) and onward is None and not by_number
        # a page of which all items were left out, not the end: only where the one before had some, lest it never ends
        is_gap = not items and bool(here.before) and _more(here, rule, answer) is True
        yield from self.walk_on(
            way,
            here,
            entries if by_words else list(self._sifted(entries)),
            query=here.term if by_words else None,
            texts=_texts(items, entries),
            last=not rule.has_pages or is_last,
            more=more,
            stated=stated,
            mark=onward if onward is not None else self._offset_behind(here, rule, items),
            remark=remark or (None if answer.rest is None else "cut_short"),
            by_day=not is_gap,
        )

    def _onward(
        self, here: Walk, rule: JsonList, answer: ListAnswer, response: Response
    ) -> tuple[str | None, bool | None, str | None]:
        """The cursor or address of the next page, whether the answer says that there is one, and a remark on it.

        A cursor that came before, and an address on another host, lead nowhere: the walk is cut there. A number in an
        address's place is that of the next page. An address without the words that were asked for gets them: Laravel's
        paginator leaves them out.
        """
        more = _more(here, rule, answer)
        if not rule.next:
            return None, more, None
        onward = text_at(answer.value, (rule.next,)) if more is not False else None
        if onward is None:
            return None, False if more is None else more, None
        if _names_address(rule):
            if onward.isdecimal():
                return None, True, None if rule.fields & NEXT_BY_NUMBER else "capped"
            onward = _with_words(_address_on_host(response.url, onward), response.url, rule)
            if onward is None or onward == response.url:
                return None, True, "capped"
        return (None, True, "capped") if onward == here.mark else (onward, True, None)

    def _offset_behind(self, here: Walk, rule: JsonList, items: Sequence[Any]) -> str | None:
        return str(_offset(rule, here) + max(len(items), 1)) if "offset" in rule.fields else None

    def _sifted(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        topic_filter = TopicFilter.by(self.topic, self.implied)
        for entry in entries:
            link = entry.link
            is_in = link is None or link.whole or topic_filter.takes(link.url, link.title)
            yield entry if is_in else Entry("off_topic", link)

    def _entry(self, item: Any, rule: JsonList, listing: str) -> Entry:
        title = text_at(item, _paths(rule.title))
        address = _address(item, rule.address)
        if address is None:
            return Entry("unreadable", shown=markup_text(title) or _words(item, SHOWN_VALUES)[:LONGEST_UNREAD])
        day = listed_day(text_at(item, _paths(rule.day)), self.utc_offset)
        text = text_at(item, rule.sent.text) if rule.sent else None
        entry = make_entry(self.address(), address, self.root(), title=title, text=text, whole=bool(text), day=day)
        if entry.link is None:
            return entry
        if not self.address().is_article(entry.link.url):
            return Entry("unknown_form", shown=entry.link.url)
        if rule.sent is None:
            return entry
        sent = _as_json(item) if entry.link.text else None
        if sent is None:
            return Entry("unreadable", shown=entry.link.url)
        return Entry("taken", replace(entry.link, sent=sent, sent_by=listing))


def _paths(paths: Paths) -> tuple[str, ...]:
    return ((paths,) if paths else ()) if isinstance(paths, str) else paths


def _address(item: Any, rule: Paths) -> str | None:
    """The first address of an item that is there: at a path, or a template with its fields; None without any."""
    addresses = (_templated(item, path) if "{" in path else text_at(item, (path,)) for path in _paths(rule))
    return next((address for address in addresses if address), None)


def _templated(item: Any, template: str) -> str | None:
    fields = {name: text_at(item, (name,)) for name in ITEM_FIELD.findall(template)}
    if not all(fields.values()):
        return None
    return ITEM_FIELD.sub(lambda field: quote(str(fields[field[1]]), safe="/%"), template)


def _words(item: Any, most: int = MOST_VALUES_OF) -> str:
    """The words of so many values of an item, in a line."""
    texts = [item] if isinstance(item, int | float) else strings_in(item, most)
    return " ".join(UNPRINTABLE.sub(" ", " ".join(map(str, texts))).split())


def _texts(items: Sequence[Any], entries: Sequence[Entry]) -> list[str] | None:
    """All words of each item with a link, of the first MOST_WORDED; None where there is none."""
    linked = (item for item, entry in zip(items, entries, strict=False) if entry.link)
    return [_words(item) for item in islice(linked, MOST_WORDED)] or None


def _as_json(item: Any) -> str | None:
    """An item as JSON; None where it holds itself, or is too long."""
    pieces: list[str] = []
    length = 0
    try:
        for piece in json.JSONEncoder(ensure_ascii=False).iterencode(item):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST_ITEM:
                return None
    except (ValueError, RecursionError):
        return None
    return "".join(pieces).encode("utf-8", "replace").decode()


def _names_address(rule: JsonList) -> bool:
    """True where the site names the next page by its address."""
    return bool(rule.next) and "cursor" not in rule.fields


def _address_on_host(here: str, to: str) -> str | None:
    """The whole address of the next page; None where it is on another host than this one."""
    try:
        url = urljoin(here, to)
    except ValueError:
        return None
    own, other = split(here), split(url)
    return url if (own.scheme, own.netloc) == (other.scheme, other.netloc) else None


def _with_words(url: str | None, here: str, rule: JsonList) -> str | None:
    """The address of the next page, with the words of the page's own address that it has not, on the same path."""
    if url is None or split(url).path != split(here).path:
        return url
    names = {name for name, value in parse_qsl(split(rule.url).query) if QUERY_FIELD.search(value)}
    had = {name for name, _ in parse_qsl(split(url).query, keep_blank_values=True)}
    lacking = [(name, value) for name, value in parse_qsl(split(here).query) if name in names - had]
    return f"{url}{'&' if '?' in url else '?'}{urlencode(lacking)}" if lacking else url


def _offset(rule: JsonList, walk: Walk) -> int:
    """How many entries came before the walk's page."""
    return int(walk.mark) if "offset" in rule.fields and walk.mark and walk.mark.isdecimal() else 0


def _more(here: Walk, rule: JsonList, answer: ListAnswer) -> bool | None:
    """Whether an answer says that there is a page behind this one; None where it says nothing."""
    return _says_more(value_at(answer.value, rule.more), here.page - 1 + rule.first_page) if rule.more else None


def _says_more(value: Any, page: int) -> bool | None:
    """Whether an answer says that there is a further page: true, its address, or the number of the last page.

    A 1 may be "yes" or the number of the last page, so it says nothing.
    """
    if value is MISSING:
        return None
    if isinstance(value, bool) or value is None:
        return bool(value)
    text = text_at(value, ("",))
    number = _number(text)
    if number is not None:
        return None if number == 1 else page < number
    return text is not None and text.lower() not in NO_WORDS if isinstance(value, str) else None


def _number(text: str | None) -> int | None:
    return int(text[:15]) if text and text.isascii() and text.isdecimal() else None


def _is_past_the_end(here: Walk, stated: int | None) -> bool:
    """True where null in a list's place says that nothing is there: a count of 0, or the page behind all others."""
    return stated == 0 or (here.page > 1 and not here.lacks)
