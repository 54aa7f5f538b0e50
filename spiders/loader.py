"""Load all outlets (`outlets`): the shipped ones and a user's own, through Scrapy's spider loader."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import walk_modules_iter
from scrapy.utils.spider import iter_spider_classes

from corpus.errors import KlipingError
from corpus.urls import AddressRule, host_of, slug_of_host
from spiders.families.base import HOUSE_DELAY, OutletSpider
from spiders.outlet_names import outlet_files
from spiders.own_outlets import fault_of

Outlets = Mapping[str, type[OutletSpider]]
"""Outlets by slug."""
SHIPPED = "spiders.outlets"
USERS = "kliping_outlets"  # the package that users' own files seem to be in


class OutletLoader(SpiderLoader):
    """Scrapy's spider loader for the outlets. The setting KLIPING_OUTLETS holds folders of a user's own."""

    def __init__(self, settings: BaseSettings) -> None:
        self.spider_modules = settings.getlist("SPIDER_MODULES")
        self._spiders = dict(outlets(self.folders(settings)))

    def folders(self, settings: BaseSettings) -> list[Path]:
        """The folders with a user's own outlets."""
        return [Path(folder) for folder in settings.getlist("KLIPING_OUTLETS")]


def outlets(folders: Sequence[Path] = ()) -> dict[str, type[OutletSpider]]:
    """All outlets by slug: the shipped ones, then those of every Python file in these folders.

    Raises KlipingError with a sentence that names the file where one of a user's can't be used.
    """
    known: dict[str, type[OutletSpider]] = {}
    for module in walk_modules_iter(SHIPPED):
        for spider in _spiders_in(module):
            known[spider.name] = spider
    known = dict(sorted(known.items()))
    for folder in folders:
        for path in outlet_files(folder):
            spider = _users_own(path)
            if spider.name in known:
                raise KlipingError(f"{path}: an outlet {spider.name!r} exists already; give yours another name")
            known[spider.name] = spider
    return known


def outlet_for(url: str, known: Outlets) -> type[OutletSpider] | None:
    """The outlet whose articles have addresses of this form, else the one on whose hosts it is."""
    rules = {slug: spider.address() for slug, spider in known.items()}
    owners = [slug for slug, rule in rules.items() if rule.owns(url)]
    slug = next((s for s in owners if rules[s].articles and rules[s].is_article(url)), owners[0] if owners else None)
    return known[slug] if slug else None


def host_outlet(url: str) -> type[OutletSpider]:
    """An outlet made from the host of an unknown address: it has no way in and no rules of its own."""
    host = host_of(url)
    facts = {"name": slug_of_host(host), "outlet": host, "kind": "other", "site": host, "origin": "host"}
    return type("HostSpider", (OutletSpider,), {**facts, "__doc__": "An outlet that only its host is known of."})


def own_delays(known: Outlets) -> list[tuple[AddressRule, float]]:
    """The delays of the outlets that want a longer one than the usual, in seconds, each with its rule of hosts."""
    slow = [spider for spider in known.values() if spider.delay > HOUSE_DELAY]
    homes = {spider.name: host_of(spider.root()) for spider in slow}
    return [(AddressRule(s.site, (*s.address().hosts, homes[s.name])), s.delay) for s in slow]


def _spiders_in(module: ModuleType) -> list[type[OutletSpider]]:
    return [spider for spider in iter_spider_classes(module) if issubclass(spider, OutletSpider)]


def _users_own(path: Path) -> type[OutletSpider]:
    """Return the one outlet in a user's file. Raises KlipingError if it has none, several or a faulty one."""
    spiders = _spiders_in(_imported(path))
    if len(spiders) != 1:
        raise KlipingError(f"{path}: has {len(spiders)} outlets; write one class with name = {path.stem!r}")
    spider = spiders[0]
    if spider.name != path.stem:
        raise KlipingError(
            f"{path}: its outlet is named {spider.name!r}; write name = {path.stem!r}, or rename the file"
        )
    if fault := fault_of(spider):
        raise KlipingError(f"{path}: {fault}")
    _check_addresses(path, spider)
    _check_unverified(path, spider)
    spider.origin = "user"
    return spider


def _check_addresses(path: Path, spider: type[OutletSpider]) -> None:
    try:
        for pattern, name in spider.address().articles:
            name.format(**re.compile(pattern).groupindex)
    except (re.error, KeyError, IndexError, ValueError, TypeError) as error:
        advice = "it is a regular expression with a group for id or slug"
        raise KlipingError(f"{path}: article_url: {error}; {advice}") from error


def _check_unverified(path: Path, spider: type[OutletSpider]) -> None:
    """Raise KlipingError unless `unverified_tls` maps hosts to reasons."""
    exceptions: object = spider.unverified_tls
    if not isinstance(exceptions, Mapping) or not all(
        isinstance(host, str) and re.fullmatch(r"[a-z0-9.-]+", host) and isinstance(why, str) and why.strip()
        for host, why in exceptions.items()
    ):
        advice = 'write {"host.example": "its certificate ended on 1 May 2026, seen on 3 May"}, one host a reason'
        raise KlipingError(f"{path}: unverified_tls: {exceptions!r} does not map a host to a reason; {advice}")


def _imported(path: Path) -> ModuleType:
    name = f"{USERS}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise KlipingError(f"{path}: cannot be read as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # a user's file may fail in any way, and each gets the same message
        del sys.modules[name]
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
        raise KlipingError(
            f"{path}{line}: cannot be loaded: {type(error).__name__}: {' '.join(str(error).split())}"
        ) from error
    return module
