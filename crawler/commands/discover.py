"""`kliping discover`: ask a service that indexes the web's news for addresses of articles."""

from __future__ import annotations

import click

from crawler.console.lazy import LazyGroup

SECTIONS = {
    "Services": {
        "gdelt": ("crawler.commands.discover_gdelt:gdelt", "Ask GDELT: since 2017, no key, English translations."),
        "mediacloud": (
            "crawler.commands.discover_mediacloud:mediacloud",
            "Ask Media Cloud: whole texts in their own language, with a key of yours.",
        ),
    }
}


@click.group(cls=LazyGroup, sections=SECTIONS)
def discover() -> None:
    """Ask a service for addresses of articles, where a site's own search can't be asked. docs/discover.md has the rest.

    The addresses wait in the corpus, each for its outlet; `kliping crawl` fetches them.
    """
