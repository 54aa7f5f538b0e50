"""What an outlet says of a list sent as JSON (`JsonList`), and the request that asks for a page of it (`ask_for`)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal
from urllib.parse import quote, quote_plus

from pipelines.rules import SentFields

Paths = str | tuple[str, ...]
"""A path (`pipelines.strings.json_paths`), or several, of which the first that is there holds."""
LIST_FIELDS = ("query", "tag", "term", "page", "offset", "cursor", "day")
JSON_FIELDS = tuple(f"{{{name}}}" for name in LIST_FIELDS)
FIELD = re.compile(rf"\{{({'|'.join(LIST_FIELDS)})(?::([^{{}}]{{1,40}}))?\}}")
ANY_FIELD = re.compile(r"\{([a-z_]+)(?::[^{}]{0,40})?\}")
PAGE_FIELDS = frozenset({"cursor", "offset", "page"})
JSON_BODY = {"Content-Type": "application/json", "Accept": "application/json"}
FORM_BODY = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class JsonList:
    """A list that a site serves as JSON, or in the data of a page: how it is asked for, and what its items hold.

    `url`, and `body` where it is asked by POST, may hold {query} (a search), {tag} (lower case, with hyphens), {term}
    (each of `terms`), {page} (from `first_page` on), {offset} (entries that came), {cursor}, and {day:%Y-%m-%d}. A body
    that is a mapping is sent as JSON: a value that is a field and nothing else is sent as it is, a number as a number;
    one within the quotation marks of a query's text is escaped for them. A body that is a text is sent as JSON where it
    begins with a bracket, else as a form.

    `items` is the path of the list. `address` is a path within an item, or with fields an address: "/read/{id}/{slug}",
    where a field is a path, too; of several the first that is there holds. `total` leads to the site's own count,
    `more` to what says that there is a further page: true or false, its address or null, or the number of the last
    page. `next` leads to the cursor of the next page, or, where neither address nor body has {cursor}, to its address.
    Those three begin at the whole answer.

    `sent` names the fields of the whole article, where the site's own pages have no text: the text is then taken from
    the item, and the article's page is never asked for.
    """

    url: str
    items: str = "data"
    address: Paths = "url"
    title: Paths = "title"
    day: Paths = ()
    body: Mapping[str, Any] | str | None = None
    terms: tuple[str, ...] = ()
    first_page: int = 1
    total: str = ""
    more: str = ""
    next: str = ""
    sent: SentFields | None = None

    def at(self, url: str, body: Mapping[str, Any] | str | None = None) -> JsonList:
        """The same list asked at another address, or with another body."""
        return replace(self, url=url, body=body)

    @property
    def asks(self) -> Literal["search", "tag", "days", "list"]:
        """What the list is asked by: the topic's queries, its tags, days, or nothing."""
        fields = self.fields
        return "search" if "query" in fields else "tag" if "tag" in fields else "days" if "day" in fields else "list"

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields in address and body."""
        body = self.body if isinstance(self.body, str) else json.dumps(self.body)
        return frozenset(match[1] for match in FIELD.finditer(f"{self.url} {body}"))

    @property
    def unknown_fields(self) -> list[str]:
        """What stands in the address like a field, and is none."""
        return [name for name in ANY_FIELD.findall(self.url) if name not in LIST_FIELDS]

    @property
    def has_pages(self) -> bool:
        """True where a page behind the first one can be asked for."""
        return bool(self.fields & PAGE_FIELDS) or bool(self.next)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as it is sent: address, and where it is a POST its body and headers."""

    url: str
    body: str | None = None
    headers: Mapping[str, str] | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of a request beside its address."""
        return {} if self.body is None else {"method": "POST", "body": self.body, "headers": dict(self.headers or {})}


def ask_for(rule: JsonList, term: str, page: int, offset: int, cursor: str | None) -> Asking:
    """The request for a page (counted from 1) of a list.

    >>> ask_for(JsonList("/cari?q={query}&page={page}"), "upah & kerja", 2, 20, None).url
    '/cari?q=upah+%26+kerja&page=2'
    >>> ask_for(JsonList("/g", body={"query": 'a(q: "{query}")', "n": "{page}"}), 'a "b"', 1, 0, None).body
    '{"query": "a(q: \\\\"a \\\\\\\\\\\\"b\\\\\\\\\\\\"\\\\")", "n": 1}'
    """
    values: dict[str, Any] = {
        "query": term,
        "tag": term.lower().replace(" ", "-"),
        "term": term,
        "page": page - 1 + rule.first_page,
        "offset": offset,
        "cursor": cursor,
        "day": date.fromisoformat(term) if rule.asks == "days" else None,
    }
    url = FIELD.sub(lambda field: _in_address(field, values), rule.url)
    if rule.body is None:
        return Asking(url)
    if not isinstance(rule.body, str):
        return Asking(url, json.dumps(_filled(rule.body, values), ensure_ascii=False), JSON_BODY)
    if rule.body.lstrip()[:1] in {"{", "["}:
        body = FIELD.sub(lambda field: json.dumps(_text(field, values), ensure_ascii=False)[1:-1], rule.body)
        return Asking(url, body, JSON_BODY)
    return Asking(url, FIELD.sub(lambda field: quote_plus(_text(field, values)), rule.body), FORM_BODY)


def _in_address(field: re.Match[str], values: Mapping[str, Any]) -> str:
    text = _text(field, values)
    return quote(text) if field[1] in {"day", "tag", "term"} else quote_plus(text)


def _filled(value: Any, values: Mapping[str, Any]) -> Any:
    """A body's value with its fields filled in."""
    if isinstance(value, Mapping):
        return {name: _filled(inner, values) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(inner, values) for inner in value]
    if not isinstance(value, str):
        return value
    if (field := FIELD.fullmatch(value)) and field[2] is None and field[1] != "day":
        return values[field[1]]
    return FIELD.sub(lambda field: _within_text(field, value, values), value)


def _within_text(field: re.Match[str], text: str, values: Mapping[str, Any]) -> str:
    """A field within a text, escaped where it stands between quotation marks (a text of GraphQL has JSON's escapes)."""
    filled = _text(field, values)
    is_quoted = text[field.start() - 1 : field.start()] == '"' == text[field.end() : field.end() + 1]
    return json.dumps(filled, ensure_ascii=False)[1:-1] if is_quoted else filled


def _text(field: re.Match[str], values: Mapping[str, Any]) -> str:
    value = values[field[1]]
    if value is None:
        return ""
    return format(value, field[2] or "%Y-%m-%d") if isinstance(value, date) else str(value)
