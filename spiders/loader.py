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
from corpus.messages.outlet_messages import (
    ARTICLE_URL_BAD,
    OUTLET_EXISTS,
    OUTLET_FAULTY,
    OUTLET_FILE_HAS_SEVERAL,
    OUTLET_LINE,
    OUTLET_NAMED_OTHERWISE,
    OUTLET_NO_PYTHON,
    OUTLET_NOT_LOADED,
    UNVERIFIED_TLS_BAD,
)
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
                raise KlipingError(OUTLET_EXISTS(path=path, name=spider.name))
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
        raise KlipingError(OUTLET_FILE_HAS_SEVERAL(path=path, n=len(spiders), stem=path.stem))
    spider = spiders[0]
    if spider.name != path.stem:
        raise KlipingError(OUTLET_NAMED_OTHERWISE(path=path, name=spider.name, stem=path.stem))
    if fault := fault_of(spider):
        raise KlipingError(OUTLET_FAULTY(path=path, fault=fault))
    _check_addresses(path, spider)
    _check_unverified(path, spider)
    spider.origin = "user"
    return spider


def _check_addresses(path: Path, spider: type[OutletSpider]) -> None:
    try:
        for pattern, name in spider.address().articles:
            name.format(**re.compile(pattern).groupindex)
    except (re.error, KeyError, IndexError, ValueError, TypeError) as error:
        raise KlipingError(ARTICLE_URL_BAD(path=path, fault=error)) from error


def _check_unverified(path: Path, spider: type[OutletSpider]) -> None:
    """Raise KlipingError unless `unverified_tls` maps hosts to reasons."""
    exceptions: object = spider.unverified_tls
    if not isinstance(exceptions, Mapping) or not all(
        isinstance(host, str) and re.fullmatch(r"[a-z0-9.-]+", host) and isinstance(why, str) and why.strip()
        for host, why in exceptions.items()
    ):
        raise KlipingError(UNVERIFIED_TLS_BAD(path=path, value=repr(exceptions)))


def _imported(path: Path) -> ModuleType:
    name = f"{USERS}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise KlipingError(OUTLET_NO_PYTHON(path=path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # a user's file may fail in any way, and each gets the same message
        del sys.modules[name]
        place = OUTLET_LINE(line=error.lineno) if isinstance(error, SyntaxError) else None
        fault = " ".join(str(error).split())
        raise KlipingError(OUTLET_NOT_LOADED(path=path, place=place, kind=type(error).__name__, fault=fault)) from error
    return module
