"""A new outlet's file, written from what the probe met, with one article's page and a draft of what it should give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from shlex import quote
from typing import Any

from corpus.characters import json_text
from corpus.crawl.listing_counts import address_form
from corpus.errors import KlipingError
from corpus.messages.outlet_messages import HOST_MOVED, NO_WAY_INTO_SITE, SEEN_PROBLEMS
from corpus.models import NOT_STATED
from corpus.urls import AddressRule, fold_host, split
from crawler.scouting.index_pages import IndexForm
from crawler.scouting.name_of_site import site_name
from crawler.scouting.probed import Probed
from crawler.scouting.shapes import AddressForm, forms_of, has_default_key
from spiders.families.basis import ARTICLE_FORM
from spiders.families.blogger import BloggerSpider
from spiders.families.wordpress import WordPressSpider
from spiders.parsing.addresses import Patterns, address_rule

# Labels that stand before a top-level domain and name nobody: "suara-ntb.co.id"
SECOND_LEVEL = frozenset({"ac", "co", "com", "go", "mil", "my", "net", "or", "sch", "web"})
FAMILIES = {
    "search": "ListingSpider", "index": "ListingSpider", "home": "ListingSpider", "feed": "FeedSpider",
    "sitemap": "SitemapSpider",
}  # fmt: skip
USUAL_FIT = 0.6  # share of a site's article links that a family's own pattern must fit to stay
YEAR_LAST = re.compile(r"%-?[dm][^%]{1,4}%-?[dm][^%]{1,4}%Y")  # in a date's format
LEAST_ON_SUBDOMAINS = 3  # links to articles there, from which it is mentioned
MOST_SHOWN = 3  # forms of addresses that the pattern does not fit
WHAT_IS_DATA = "JsonListSpider reads such lists (docs/outlets.md, Lists sent as JSON)"


@dataclass(frozen=True, slots=True)
class PatternFit:
    """The links to articles that were seen, those that an outlet's pattern `fits` and the `others`."""

    fits: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """How many of the links the pattern fits, and the forms of others, the commonest first."""
        every = len(self.fits) + len(self.others)
        forms: dict[str, int] = {}
        for url in self.others:
            forms[address_form(url)] = forms.get(address_form(url), 0) + 1
        shown = sorted(forms, key=lambda form: -forms[form])[:MOST_SHOWN]
        not_fitting = f"; not {', '.join(f'{form} ({forms[form]})' for form in shown)}" if shown else ""
        more = f" and {len(forms) - MOST_SHOWN} other forms" if len(forms) > MOST_SHOWN else ""
        return f"article_url fits {len(self.fits)} of the {every} links to articles that were seen{not_fitting}{more}"


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

    @property
    def rule(self) -> AddressRule:
        """The rule by which the drafted outlet's addresses name its articles."""
        family = {"WordPressSpider": WordPressSpider, "BloggerSpider": BloggerSpider}.get(self.families[0])
        patterns: Patterns = _plain_patterns(self.attributes.get("article_url", family.article_url if family else ()))
        return address_rule(self.attributes["site"], self.attributes.get("hosts", ()), patterns)

    def fit(self, probed: Probed) -> PatternFit:
        """Which of the links to articles that were seen the outlet takes for articles."""
        return _fit(probed.articles, self.rule)


def draft(probed: Probed) -> Draft:
    """The outlet of the site that was probed. Raises KlipingError where it moved or no way in was seen."""
    host = fold_host(split(probed.home).hostname or "")
    if probed.moved:
        raise KlipingError(HOST_MOVED(home=probed.home, moved=probed.moved, quoted=quote(probed.moved)))
    outlet = site_name(probed.names, probed.titles, host) or host
    who: dict[str, Any] = {"name": name_of_host(host), "outlet": outlet, "kind": "media", "affiliation": NOT_STATED}
    who["site"] = host
    who |= {"hosts": probed.hosts} if probed.hosts else {}
    if probed.home != f"https://{host}":
        who["home"] = probed.home
    if probed.rest or (probed.wordpress and (probed.searches or probed.feeds or probed.sitemaps)):
        return _draft_wordpress(who, probed)
    if probed.posts:
        return _finished(who, ("BloggerSpider",), {}, ("posts",), probed)
    return _draft_by_listings(who, probed)


def _draft_wordpress(who: dict[str, Any], probed: Probed) -> Draft:
    """The draft for a WordPress site; one that does not answer by REST is asked by the family's other ways."""
    folder = split(probed.home).path.rstrip("/")
    attributes: dict[str, Any] = {}
    if folder:
        attributes["search_url"] = folder + str(WordPressSpider.search_url)
        attributes["feeds"] = tuple(folder + path for path in WordPressSpider.feeds)
    named = tuple(dict.fromkeys(probed.sitemaps))[:3]
    usual = tuple(folder + path for path in WordPressSpider.sitemaps)
    if folder or not {split(url).path for url in named} <= {*usual, ""}:
        attributes["sitemaps"] = tuple(dict.fromkeys((*named, *usual)))
    seen = [way for way, was in (("rest", probed.rest), ("sitemap", named), ("feed", probed.feeds)) if was]
    seen += ["search"] if any("s={query}" in search for search in probed.searches) else []
    hosts = who.get("hosts", ())
    usual_rule = address_rule(who["site"], hosts, WordPressSpider.article_url)
    usual_fit = _fit(probed.articles, usual_rule)
    if len(usual_fit.fits) < USUAL_FIT * len(probed.articles):
        forms = _forms(probed)
        if forms and len(_fit(probed.articles, address_rule(who["site"], hosts, forms)).fits) > len(usual_fit.fits):
            attributes["article_url"] = _as_attribute(forms)
    return _finished(who, ("WordPressSpider",), attributes, seen, probed)


def _draft_by_listings(who: dict[str, Any], probed: Probed) -> Draft:
    """Return the draft for a site of no known software. Raises KlipingError if nothing lists its articles."""
    ways: dict[str, dict[str, Any]] = {}
    notes: list[str] = []
    if probed.searches:
        ways["search"] = _search(probed, notes)
    if probed.indexes and (index := _index(probed, ways.get("search", {}), notes)):
        ways["index"] = index
    if probed.sitemaps:
        ways["sitemap"] = {"sitemaps": tuple(dict.fromkeys(probed.sitemaps))[:3]}
    if probed.feeds:
        ways["feed"] = {"feeds": tuple(dict.fromkeys(probed.feeds))[:3]}
    if not ways and probed.articles:
        ways["home"] = {}
        notes.append("ways: only the front page lists articles, the newest ones; nothing else was found")
    if not ways:
        unused = problems(probed, AddressRule("", ()))
        raise KlipingError(
            NO_WAY_INTO_SITE(site=who["site"], problems=SEEN_PROBLEMS(problems=unused) if unused else None)
        )
    attributes: dict[str, Any] = {}
    if forms := _forms(probed):
        attributes["article_url"] = _as_attribute(forms)
    else:
        notes.append("article_url: no common form was seen; until it is written, every address counts as an article")
    dated = bool(probed.indexes) and probed.indexes[0].is_dated
    order = ("search", "index", "sitemap") if dated else ("search", "sitemap", "index")
    attributes["ways"] = tuple(way for way in ("feed", "home") if way in ways)
    attributes["ladder"] = tuple(way for way in order if way in ways)
    attributes |= {name: value for way in ways.values() for name, value in way.items()}
    families = tuple(dict.fromkeys(FAMILIES[way] for way in FAMILIES if way in ways))
    return _finished(who, families, attributes, tuple(ways), probed, notes)


def _finished(
    who: Mapping[str, Any],
    families: tuple[str, ...],
    attributes: Mapping[str, Any],
    seen: Sequence[str],
    probed: Probed,
    notes: Sequence[str] = (),
) -> Draft:
    """The draft with what its facts rest on, and with what a person should check."""
    month = f"{datetime.now(UTC):%Y-%m} page"
    facts = (*((ARTICLE_FORM,) if probed.articles else ()), *seen)
    whole = {**who, **attributes, "rests_on": dict.fromkeys(facts, month)}
    made = Draft(who["name"], who["outlet"], families, whole, ())
    review = [
        *problems(probed, made.rule),
        *probed.notes,
        *notes,
        f"{made.fit(probed).sentence}: does it match all articles, and nothing else?",
        f"kind: media, agency, organisation, government or other? affiliation ({NOT_STATED!r}): is it tied to anybody?",
    ]
    return Draft(made.name, made.outlet, families, whole, tuple(dict.fromkeys(review)))


def problems(probed: Probed, rule: AddressRule) -> list[str]:
    """What was seen and can't be used, a sentence each."""
    given = probed.unused(rule)
    if probed.hidden:
        given.append(
            f'{len(probed.hidden)} titles stand in a page\'s data alone (__NEXT_DATA__), e.g. "{probed.hidden[0]}": '
            + WHAT_IS_DATA
        )
    if probed.elsewhere:
        given.append(
            f"{len(probed.elsewhere)} links to articles are not below {probed.home}/ and are left out, e.g. "
            + next(iter(probed.elsewhere))
        )
    if sum(probed.subdomains.values()) >= LEAST_ON_SUBDOMAINS and not probed.hosts:
        host, *more = probed.subdomains
        given.append(
            f"{sum(probed.subdomains.values())} links to articles are on other hosts of the site "
            f"({', '.join((host, *more[:2]))}): name them in hosts, or `kliping outlets new https://{host}/`"
        )
    if probed.listing_pages:
        given.append(f"no way to older articles was seen on {', '.join(probed.listing_pages)}")
    given += [f"robots.txt forbids the {what} ({url})" for what, url in probed.forbidden.items()]
    return given + probed.left_out()


def _search(probed: Probed, notes: list[str]) -> dict[str, Any]:
    """The search with the form of paging that was seen to give other articles; else with the commonest, for review."""
    if not probed.pagings:
        notes.append("search_url: no second page was seen; &page=2 is a guess")
        return {"search_url": f"{probed.searches[0]}&page={{page}}"}
    paging = probed.pagings[0]
    offset = {"per_page": paging.per_page} if "{offset}" in paging.address else {}
    return {"search_url": paging.address, **offset}


def _index(probed: Probed, search: Mapping[str, Any], notes: list[str]) -> dict[str, Any]:
    """The index by days, else by pages; empty where it counts articles otherwise than the search."""
    usable = [form for form in probed.indexes if _counts_as(form, search)]
    notes += [f"index_url: {form.address} lists articles, too" for form in probed.indexes if form not in usable[:1]]
    if not usable:
        return {}
    form = usable[0]
    offset = {"per_page": form.per_page} if "{offset}" in form.address else {}
    reach = {} if form.is_dated else {"reach": (("index", "the newest max_pages pages"),)}
    if YEAR_LAST.search(form.address):
        notes.append(f"index_url: {form.address}: does the day stand before the month, or behind it?")
    return {"index_url": form.address, **offset, **reach}


def _counts_as(form: IndexForm, search: Mapping[str, Any]) -> bool:
    return "{offset}" not in form.address or search.get("per_page", form.per_page) == form.per_page


def _forms(probed: Probed) -> tuple[AddressForm, ...]:
    """The forms of the articles' addresses; each host below the site's own may count its articles by itself."""
    forms = forms_of(probed.articles, probed.listed)
    return tuple((pattern, f"{{sub}}/{key}") for pattern, key in forms) if probed.hosts else forms


def _fit(urls: Iterable[str], rule: AddressRule) -> PatternFit:
    judged = [(url, rule.is_article(url)) for url in urls]
    return PatternFit(tuple(url for url, fits in judged if fits), tuple(url for url, fits in judged if not fits))


def _as_attribute(forms: Sequence[AddressForm]) -> object:
    """The patterns as the attribute `article_url`: one alone where it makes its key itself."""
    if len(forms) == 1 and has_default_key(forms[0]):
        return re.compile(forms[0][0])
    return tuple((re.compile(pattern), key) for pattern, key in forms)


def _plain_patterns(value: object) -> Patterns:
    if isinstance(value, re.Pattern):
        return str(value.pattern)
    if isinstance(value, tuple):
        return tuple((p.pattern if isinstance(p, re.Pattern) else p, key) for p, key in value)
    return str(value)


def name_of_host(host: str) -> str:
    """A slug for the outlet of a host.

    >>> name_of_host("suara-ntb.co.id"), name_of_host("kupang.tribunnews.com")
    ('suarantb', 'kupangtribunnews')
    """
    labels = host.split(".")[:-1] or [host]
    own_labels = [label for label in labels if label not in SECOND_LEVEL] or labels
    name = re.sub(r"[^a-z0-9]", "", "".join(own_labels).lower())
    return name if name[:1].isalpha() else f"situs{name}"


def _module(family: str) -> str:
    return family.removesuffix("Spider").lower()


def _written(value: object) -> str:
    if isinstance(value, re.Pattern):
        return f'r"{value.pattern}"'
    if isinstance(value, tuple):
        inside = ", ".join(map(_written, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return json_text(value)
