"""Refuse addresses that list articles and are none, where one article is to be fetched (`refuse_listing`)."""

from __future__ import annotations

import re

from corpus.errors import KlipingError
from corpus.messages.address_messages import ADDRESS_END_STRANGE, LISTING_GIVEN, LISTING_OF_NEW_SITE, LISTING_OF_OUTLET
from corpus.urls import split
from crawler.console.output import command_line
from spiders.loader import Outlets, outlet_for
from spiders.parsing.story_addresses import may_be_article

PROSE = ".,;:!?…)]}>'\"”’"  # marks that a copied address brings along from the text around it
# "/kategori/nusantara/728626/ini-empat-proses", "/berita/d-8012345/judul": a number names an article in any folder.
NUMBERED_ARTICLE = re.compile(r"/(?:[a-z]-)?\d{4,}/[^/]", re.IGNORECASE)


def refuse_listing(url: str, known: Outlets) -> None:
    """Raise KlipingError for the address of a listing: it says how the site's articles are found instead.

    An address in the form of a known outlet's articles is never one; nor is one that a slug of three words, a day or a
    number names, in whatever folder. Short slugs of unknown sites (`/berita/apel-pagi`) were not seen; they are taken
    for rubrics.
    """
    if _is_of_article(url, known):
        return
    bare = url.rstrip(PROSE)
    if bare != url and _is_of_article(bare, known):
        raise KlipingError(ADDRESS_END_STRANGE(url=url, end=url[len(bare) :], bare=bare))
    owner = outlet_for(url, known)
    site = f"{split(url).scheme}://{split(url).netloc}/"
    if owner is None:
        advice = LISTING_OF_NEW_SITE(command=command_line("outlets", "new", site))
    else:
        new = command_line("outlets", "new", url)
        advice = LISTING_OF_OUTLET(crawl=command_line("crawl", "--outlet", owner.name), new=new)
    raise KlipingError(LISTING_GIVEN(url=url, advice=advice))


def _is_of_article(url: str, known: Outlets) -> bool:
    owner = outlet_for(url, known)
    if (owner and owner.address().articles and owner.address().is_article(url)) or may_be_article(url):
        return True
    return NUMBERED_ARTICLE.search(split(url).path) is not None
