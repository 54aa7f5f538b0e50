"""Check an outlet that a user wrote (`fault_of`) when its file is read, so that no mistake stops a crawl halfway."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import partialmethod
from typing import get_args

from cssselect import GenericTranslator, SelectorError

from corpus.models import OutletKind
from corpus.near_names import near_names
from pipelines.rules import SELECTOR_NAMES, PageSelectors
from spiders.families.base import HOUSE_DELAY, OLDER_NAMES, OutletSpider
from spiders.families.basis import ARTICLE_FORM, read_basis
from spiders.families.json_asking import JSON_FIELDS, JsonList

MUST_SAY = ("outlet", "kind", "site")
BARE_HOST = re.compile(r"[a-z0-9.-]+(?::\d+)?")
PATTERNS = {"date_pattern", "junk"}  # the page selectors that are regular expressions; the others are CSS
SELECTORS = ("links_at", *sorted(set(SELECTOR_NAMES) - PATTERNS))
EXAMPLE_DAY = date(2024, 3, 5)
PAGE_FIELDS = {"page": 1, "page0": 0, "offset": 0}
TEMPLATE_FIELDS = {  # what the templates of addresses may hold
    "search_url": {"query": "a", "first": EXAMPLE_DAY, "last": EXAMPLE_DAY, **PAGE_FIELDS},
    "search_form": {"query": "a", "first": EXAMPLE_DAY, "last": EXAMPLE_DAY, **PAGE_FIELDS},
    "tag_url": {"tag": "a", **PAGE_FIELDS},
    "index_url": {"day": EXAMPLE_DAY, "section": "a", **PAGE_FIELDS},
}
ADDRESS_OF = {  # the attribute that a way asks by, where its family has it
    "cdx": "cdx_paths", "commoncrawl": "cdx_paths", "data": "data_url", "feed": "feeds", "index": "index_url",
    "search": "search_url", "sitemap": "sitemaps", "tag": "tag_url",
}  # fmt: skip
COUNTS = ("max_days", "max_pages", "per_page", "search_days")  # numbers that are 1 at least
# How alike (0 to 1) a name must be to be taken for a slip: an outlet may have names of its own.
NAME_SIMILARITY = 0.8


@dataclass(frozen=True, slots=True)
class AttributeForm:
    """The check of an attribute's value, and the advice where it fails."""

    fits: Callable[[object], bool]
    advice: str


ATTRIBUTE_FORMS = {
    "tuple[str, ...]": AttributeForm(
        lambda v: isinstance(v, tuple | list) and all(isinstance(word, str) for word in v), 'write {name} = ("...",)'
    ),
    "str": AttributeForm(lambda v: isinstance(v, str), 'write {name} = "..."'),
    "str | None": AttributeForm(lambda v: v is None or isinstance(v, str), 'write {name} = "..."'),
    "float": AttributeForm(
        lambda v: isinstance(v, int | float) and not isinstance(v, bool), "write a number: {name} = 5"
    ),
    "int": AttributeForm(lambda v: isinstance(v, int) and not isinstance(v, bool), "write a number: {name} = 8"),
    "bool": AttributeForm(lambda v: isinstance(v, bool), "write {name} = True or {name} = False"),
}


def fault_of(spider: type[OutletSpider]) -> str | None:
    """The first fault of a user's outlet, with what to write instead; None where it has none."""
    return next(_faults(spider), None)


def _faults(spider: type[OutletSpider]) -> Iterator[str]:
    for fact in MUST_SAY:
        if not isinstance(getattr(spider, fact, None), str):
            yield f'{fact} is missing; write {fact} = "..." in the class'
    if spider.kind not in get_args(OutletKind):
        yield f"kind {spider.kind!r} is not one of {', '.join(get_args(OutletKind))}"
    if not BARE_HOST.fullmatch(spider.site):
        advice = 'write it in small letters, without https:// or a path: site = "suara.example"'
        yield f"site: {spider.site!r} is not a host; {advice}"
    yield from _spelling_faults(spider)
    yield from _type_faults(spider)
    if spider.delay < HOUSE_DELAY:
        yield f"delay: {spider.delay:g} seconds is too fast; it must be at least {HOUSE_DELAY:g} seconds"
    for name in COUNTS:
        if getattr(spider, name, 1) < 1:
            yield f"{name}: {getattr(spider, name)} is too small; it must be at least 1"
    yield from _way_faults(spider)
    yield from _basis_faults(spider)
    yield from _list_faults(spider)
    yield from _template_faults(spider)
    yield from _pattern_faults(spider)


def _way_faults(spider: type[OutletSpider]) -> Iterator[str]:
    """Yield a sentence for each way that is none of its families', or has nothing to ask, and for a wrong `reach`.

    A `reach` or `rests_on` that another outlet's class hands down may name ways that this one has dropped.
    """
    for way in (*spider.ways, *spider.ladder):
        attribute = ADDRESS_OF.get(way, "")
        if not hasattr(spider, f"begin_{way}"):
            yield f"{way!r} is not a way in; its families have {', '.join(_ways(spider))}"
        elif hasattr(spider, attribute) and not getattr(spider, attribute):
            yield f"{way!r} is one of the ways in, and {attribute}, by which it asks, is missing"
    pairs: object = tuple(spider.reach.items()) if isinstance(spider.reach, dict) else spider.reach
    if not isinstance(pairs, tuple | list) or not all(_is_pair_of_words(pair) for pair in pairs):
        advice = 'write reach = (("index", "the newest 20 pages"),)'
        yield f"reach: {spider.reach!r} is of the wrong kind; {advice}"
    elif "reach" in vars(spider) and (unknown := [name for name, _ in pairs if name not in _named_ways(spider)]):
        yield f"reach: {unknown[0]!r} is none of {', '.join(_named_ways(spider))}"
    if spider.by_name_only and spider.terms == OutletSpider.terms:
        yield 'by_name_only is True, and terms is missing; write what the site prints: terms = "..."'


def _named_ways(spider: type[OutletSpider]) -> tuple[str, ...]:
    return (*spider.ways, *spider.ladder)


def _is_pair_of_words(pair: object) -> bool:
    return isinstance(pair, tuple | list) and len(pair) == 2 and all(isinstance(word, str) for word in pair)


def _basis_faults(spider: type[OutletSpider]) -> Iterator[str]:
    """Yield a sentence for each entry of `rests_on` that names no way, or no month and source."""
    stated: object = spider.rests_on
    if not isinstance(stated, dict):
        yield f'rests_on: {stated!r} is of the wrong kind; write rests_on = {{"articles": "2026-07 page"}}'
        return
    facts = (ARTICLE_FORM, *_named_ways(spider))
    for fact, text in stated.items():
        if fact not in facts and "rests_on" in vars(spider):
            yield f"rests_on: {fact!r} is none of {', '.join(facts)}"
        elif not isinstance(text, str) or read_basis(text) is None:
            advice = 'write the month and A, B, C or page: "2026-07 page"; leave out what is a guess'
            yield f"rests_on: {text!r} does not say when and where {fact} was seen; {advice}"


def _list_faults(spider: type[OutletSpider]) -> Iterator[str]:
    """Yield a sentence for each list sent as JSON that can't be asked for."""
    lists: object = getattr(spider, "json_lists", {})
    if not isinstance(lists, Mapping) or not all(isinstance(rule, JsonList) for rule in lists.values()):
        yield 'json_lists is of the wrong kind; write json_lists = {"json_news": JsonList("/api/news?page={page}")}'
        return
    for way, rule in lists.items():
        for field in rule.unknown_fields:
            yield f"json_lists: {way} has {{{field}}}; its address and body may hold {', '.join(JSON_FIELDS)}"
        if "cursor" in rule.fields and not rule.next:
            yield f'json_lists: {way} has {{cursor}}, and next is missing; write the cursor\'s path: next="meta.cursor"'
        if rule.asks == "list" and "term" in rule.fields and not rule.terms:
            yield f'json_lists: {way} has {{term}}, and terms is missing; write terms=("news", "daerah")'


def _spelling_faults(spider: type[OutletSpider]) -> Iterator[str]:
    """Yield a sentence for each attribute that looks like a misspelled one."""
    parents = [vars(parent) for parent in spider.__mro__[1:]]
    known = {name for parent in parents for name in (*parent, *parent.get("__annotations__", ()))}
    known |= {*SELECTOR_NAMES, *OLDER_NAMES}
    for name, value in vars(spider).items():
        if isinstance(value, partialmethod):  # of a way that an attribute names (`json_lists`)
            continue
        near = near_names(name, known, least=NAME_SIMILARITY) if name not in known else []
        if near and not name.startswith("_"):
            yield f"{name} is not an attribute of an outlet; did you mean {near[0]!r}?"


def _type_faults(spider: type[OutletSpider]) -> Iterator[str]:
    """Yield a sentence for each attribute whose value is of the wrong type."""
    kinds = {field.name: str(field.type) for field in fields(PageSelectors)}
    for parent in reversed(spider.__mro__):
        kinds |= _annotations(parent)
    for name, kind in kinds.items():
        form = ATTRIBUTE_FORMS.get(kind)
        if form and hasattr(spider, name) and not form.fits(getattr(spider, name)):
            yield f"{name}: {getattr(spider, name)!r} is of the wrong kind; {form.advice.format(name=name)}"


def _annotations(parent: type) -> dict[str, str]:
    """Return attribute -> type of the class variables that the class declares, as text."""
    annotations = vars(parent).get("__annotations__", {})
    return {
        name: str(kind).removeprefix("ClassVar[").removesuffix("]") if "ClassVar" in str(kind) else ""
        for name, kind in annotations.items()
    }


def _ways(spider: type[OutletSpider]) -> list[str]:
    begun = {name.removeprefix("begin_") for name in dir(spider) if name.startswith("begin_")}
    return sorted(begun - {"walk", "way"})


def _template_faults(spider: type[OutletSpider]) -> Iterator[str]:
    """Yield a sentence for each address template that can't be filled in."""
    for name, examples in TEMPLATE_FIELDS.items():
        try:
            (getattr(spider, name, None) or "").format(**examples)
        except (KeyError, IndexError, ValueError) as error:
            known = ", ".join(f"{{{field}}}" for field in examples)
            yield f"{name}: {getattr(spider, name)!r} can't be filled in ({error}); it may hold {known}"
    if "{section}" in (getattr(spider, "index_url", None) or "") and not getattr(spider, "sections", ()):
        yield 'index_url has {section}, and sections is missing; write sections = ("news", "daerah")'


def _pattern_faults(spider: type[OutletSpider]) -> Iterator[str]:
    """Yield a sentence for each CSS selector or regular expression that is not valid."""
    for name in SELECTORS:
        for selector in getattr(spider, name, ()):
            try:
                GenericTranslator().css_to_xpath(selector)
            except SelectorError as error:
                yield f"{name}: {selector!r} is not a CSS selector ({error})"
    own = PageSelectors(**spider.selectors())
    for name, patterns in (("junk", own.junk), ("date_pattern", filter(None, (own.date_pattern,)))):
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                yield f"{name}: {pattern!r} is not a regular expression ({error})"
