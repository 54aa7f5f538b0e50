"""The searches that the forms of a page offer."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from parsel import Selector
from scrapy.http import TextResponse

from corpus.urls import host_of, split

# A form with a field of one of these names is a search, the first of them before the others.
NEWS_SEARCH_FIELDS = ("q", "s", "query", "keyword", "kata", "cari", "search")
SOUNDS_LIKE_SEARCH = re.compile(r"cari|find|key ?word|kunci|query|search|telusur", re.IGNORECASE)


def form_searches(page: TextResponse) -> list[str]:
    """The searches of the page's forms, as addresses with {query}; only forms of the site itself that use GET."""
    searches = []
    for form in page.css("form"):
        try:
            action = page.urljoin(form.attrib.get("action", ""))
        except ValueError:  # "http://[broken"
            continue
        name = _field_of(form)
        if (
            name
            and "{" not in f"{action}{name}"
            and form.attrib.get("method", "get").lower() == "get"
            and host_of(action) == host_of(page.url)
        ):
            parts = split(action)
            query = urlencode([*parse_qsl(parts.query), *set_beforehand(form)])
            searches.append(f"{parts.path or '/'}?{query}{'&' if query else ''}{name}={{query}}")
    return searches


def posted_searches(page: TextResponse) -> list[str]:
    """The addresses to which forms of the page send words to search for by POST: they can't be asked by an address."""
    forms = (form for form in page.css("form") if form.attrib.get("method", "get").lower() == "post")
    return [form.attrib.get("action", "") or page.url for form in forms if _is_search(form)]


def _is_search(form: Selector) -> bool:
    name = _field_of(form)
    is_sure = name is not None and (name in NEWS_SEARCH_FIELDS or SOUNDS_LIKE_SEARCH.search(name) is not None)
    return is_sure and not form.css("input[type=password]")


def _field_of(form: Selector) -> str | None:
    """The field for the words: of a usual name, else whose name or hint sounds like one, else the only one."""
    fields = [f for f in form.css("input:not([type]), input[type=text], input[type=search]") if f.attrib.get("name")]
    names = [f.attrib["name"] for f in fields]
    if usual := next((n for n in NEWS_SEARCH_FIELDS if n in names), None):
        return usual
    hints = (f"{f.attrib['name']} {f.attrib.get('placeholder', '')}" for f in fields)
    likely = next((name for name, hint in zip(names, hints, strict=True) if SOUNDS_LIKE_SEARCH.search(hint)), None)
    return likely or (names[0] if len(names) == 1 else None)


def set_beforehand(form: Selector) -> list[tuple[str, str]]:
    """What the form sends although nobody typed it: its hidden fields, and the option of each list that is set."""
    hidden = [(i.attrib["name"], i.attrib.get("value", "")) for i in form.css("input[type=hidden][name]")]
    for choice in form.css("select[name]"):
        options = choice.css("option[selected]") or choice.css("option")
        value = options[0].attrib.get("value", options[0].css("::text").get("")) if options else None
        hidden += [(choice.attrib["name"], value)] if value is not None else []
    return hidden
