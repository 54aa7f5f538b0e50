"""Sites and their addresses, and the names of the agency: each stands in the project's own tables."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from corpus.vocabulary.names_file import shipped_names
from corpus.vocabulary.tokens import tokens
from spiders.loader import outlets

FACTS = Path(os.environ["KLIPING_FACTS"]) / "facts"  # set by benchmarks/shared_facts.py
OUTLETS = outlets()


def facts(name: str) -> Any:
    return yaml.safe_load((FACTS / name).read_text("utf-8"))


def test_the_addresses_of_the_shared_facts_are_each_known_to_one_outlet() -> None:
    sites = facts("sites.yaml")["sites"]
    named = [
        url for site in sites for url in site.get("examples") or () if urlsplit(url).path.strip("/?") or "?" in url
    ]
    owners = {url: [s for s, spider in OUTLETS.items() if spider.address().is_article(url)] for url in named}
    assert len(named) == 79
    assert {url: owning for url, owning in owners.items() if len(owning) != 1} == {}


def test_every_site_of_the_shared_facts_has_an_outlet() -> None:
    sites = facts("sites.yaml")["sites"]
    domains = [site["domain"].split(" ")[0] for site in sites if site["kind"] != "template"]
    sites_of = [spider.site for spider in OUTLETS.values()]
    assert [d for d in domains if not any(f".{site}".endswith(f".{d}") for site in sites_of)] == []


def test_the_facts_are_covered() -> None:
    known = {token for text in shipped_names()._by_text for token in text}  # type: ignore[attr-defined]
    for agency in facts("terms.yaml")["agency"]:
        assert set(tokens(agency["name"].split("/")[0])) <= known
