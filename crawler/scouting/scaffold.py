"""A new outlet's file, written from what the probe met, with one article's page and a draft of what it should give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

from corpus.characters import json_text
from corpus.errors import KlipingError
from corpus.urls import fold_host, split
from crawler.scouting.probe import Probed
from crawler.scouting.shapes import pattern_of
from spiders.families.wordpress import WordPressSpider
from spiders.parsing.addresses import address_rule

# Labels that stand before a top-level domain and name nobody: "suara-ntb.co.id"
SECOND_LEVEL = frozenset({"ac", "co", "com", "go", "mil", "my", "net", "or", "sch", "web"})
FAMILIES = {"search": "ListingSpider", "feed": "FeedSpider", "sitemap": "SitemapSpider"}


@dataclass(frozen=True, slots=True)
class Draft:
    """The outlet as it will be written: `attributes` in the order of the file, `review` what a person should check."""

    name: str
    outlet: str
    families: tuple[str, ...]
    attributes: Mapping[str, Any]
    review: tuple[str, ...]

    @property
    def text(self) -> str:
        """The source of the outlet's file."""
        families = sorted(self.families, key=_module)
        imports = "\n".join(f"from spiders.families.{_module(family)} import {family}" for family in families)
        lines = "\n".join(f"    {name} = {_written(value)}" for name, value in self.attributes.items())
        return (
            f'"""{self.outlet}, drafted by `kliping outlets new` from one look at the site."""\n\n'
            f"{imports}\n\n\nclass {self.name.capitalize()}Spider({', '.join(self.families)}):\n{lines}\n"
        )


def draft(url: str, probed: Probed) -> Draft:
    """The outlet of the site at this address. Raises KlipingError where no way in was found."""
    host, scheme = fold_host(split(url).hostname or ""), split(url).scheme
    name = name_of_host(host)
    outlet = _title(probed.title) or host
    who: dict[str, Any] = {"name": name, "outlet": outlet, "kind": "media", "site": host}
    parts = split(url)
    home = f"{scheme}://{parts.netloc}"
    if home != f"https://{host}":
        who["home"] = home
    if probed.moved:
        raise KlipingError(f"{url} leads to {probed.moved}; `kliping outlets new {quote(probed.moved)}` looks there")
    review = [
        *probed.unused,
        "kind: media, agency, organisation, government or other?",
        "affiliation: is it tied to anybody?",
    ]
    if probed.rest:
        return Draft(name, outlet, ("WordPressSpider",), {**who, "address_basis": SEEN}, tuple(review))
    if probed.posts:
        return Draft(name, outlet, ("BloggerSpider",), {**who, "address_basis": SEEN}, tuple(review))
    if probed.wordpress and (probed.searches or probed.feeds or probed.sitemaps):
        return _draft_wordpress(name, outlet, who, probed, review)
    return _draft_by_listings(name, outlet, who, probed, review)


SEEN = "articles and ways in seen once, by `kliping outlets new`"


def _draft_wordpress(name: str, outlet: str, who: dict[str, Any], probed: Probed, review: list[str]) -> Draft:
    """The draft for a WordPress site that does not answer by REST; it uses the family's other ways."""
    seen = list(probed.articles)
    rule = address_rule(who["site"], (), WordPressSpider.article_url)
    if not any(map(rule.is_article, seen)) and (pattern := pattern_of(seen)):
        who["article_url"] = re.compile(pattern)
        review.append("article_url: does it match all articles, and nothing else?")
    return Draft(name, outlet, ("WordPressSpider",), {**who, "address_basis": SEEN}, tuple(review))


def _draft_by_listings(name: str, outlet: str, who: dict[str, Any], probed: Probed, review: list[str]) -> Draft:
    """Return the draft for a site with a search, sitemaps or feeds. Raises KlipingError if it has none of them."""
    ways: dict[str, dict[str, Any]] = {}
    if probed.searches:
        ways["search"] = _search(probed, review)
    if probed.sitemaps:
        ways["sitemap"] = {"sitemaps": tuple(dict.fromkeys(probed.sitemaps))[:3]}
    if probed.feeds:
        ways["feed"] = {"feeds": tuple(dict.fromkeys(probed.feeds))[:3]}
    if not ways:
        raise KlipingError(
            f"{who['site']}: no REST, feed, sitemap or search was found; docs/add-an-outlet.md says how to write "
            "an outlet by hand" + "".join(f"\n{sentence}" for sentence in probed.unused)
        )
    if pattern := pattern_of(probed.articles):
        who["article_url"] = re.compile(pattern)
        review.append("article_url: does it match all articles, and nothing else?")
    else:
        review.append("article_url: no common form was seen; until it is written, every address counts as an article")
    history = [way for way in ("search", "sitemap") if way in ways]
    lists = {"ways": ("feed",) if "feed" in ways else (), "ladder": tuple(history)}
    attributes = {**who, "address_basis": SEEN, **lists, **{k: v for way in ways.values() for k, v in way.items()}}
    return Draft(name, outlet, tuple(FAMILIES[way] for way in FAMILIES if way in ways), attributes, tuple(review))


def _search(probed: Probed, review: list[str]) -> dict[str, Any]:
    """The search with the form of paging that was seen to give other articles; else with the commonest, for review."""
    if not probed.pagings:
        review.append("search_url: no second page was seen; &page=2 is a guess")
        return {"search_url": f"{probed.searches[0]}&page={{page}}"}
    paging = probed.pagings[min(probed.pagings)]
    offset = {"per_page": paging.per_page} if "{offset}" in paging.address else {}
    return {"search_url": paging.address, **offset}


def name_of_host(host: str) -> str:
    """A slug for the outlet of a host.

    >>> name_of_host("suara-ntb.co.id"), name_of_host("kupang.tribunnews.com")
    ('suarantb', 'kupangtribunnews')
    """
    labels = host.split(".")[:-1] or [host]
    own_labels = [label for label in labels if label not in SECOND_LEVEL] or labels
    name = re.sub(r"[^a-z0-9]", "", "".join(own_labels).lower())
    return name if name[:1].isalpha() else f"situs{name}"


def write(folder: Path, made: Draft, page: bytes, golden: Mapping[str, Any]) -> list[Path]:
    """Write the outlet's file, its page and the golden. Raises KlipingError where one is there or can't be written."""
    files = {
        folder / f"{made.name}.py": made.text.encode(),
        folder / "pages" / f"{made.name}.html": page,
        folder / "pages" / f"{made.name}.json": json_text(golden, indent=2, default=str).encode(),
    }
    for path in files:
        if path.exists():
            raise KlipingError(f"{path} is there already; move it away, or name another folder with --outlets")
    try:
        (folder / "pages").mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            path.write_bytes(content)
    except OSError as error:
        raise KlipingError(f"{folder}: can't be written to ({error.strerror}); name another folder") from error
    return list(files)


def _module(family: str) -> str:
    return family.removesuffix("Spider").lower()


def _written(value: object) -> str:
    if isinstance(value, re.Pattern):
        return f'r"{value.pattern}"'
    if isinstance(value, tuple):
        inside = ", ".join(map(_written, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return json_text(value)


def _title(title: str | None) -> str | None:
    """A site's name out of its front page's title: "Koran Kota - Berita Terkini" -> "Koran Kota".

    Only letters, digits and a few signs are left of it: it will stand in a Python file.
    """
    words = re.split(r"\s+[-|–—:]\s+", " ".join((title or "").split()))[0]
    return re.sub(r"[^\w .,&()-]", "", words).strip()[:60] or None
