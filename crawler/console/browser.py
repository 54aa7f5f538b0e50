"""Open the web addresses of articles in the user's browser (`open_addresses`)."""

from __future__ import annotations

from collections.abc import Sequence

import click

from corpus.characters import plain_address
from crawler.console.output import counted, put, say

MOST_AT_ONCE = 10  # a tab each; more are asked about


def open_addresses(urls: Sequence[str]) -> None:
    """Open each address in the browser; print those that can't be opened.

    Only http and https are opened. More than `MOST_AT_ONCE` are asked about; where nobody can answer, they are printed.
    """
    if len(urls) > MOST_AT_ONCE and not _confirmed(len(urls)):
        put(*map(plain_address, urls))
        return
    for url in map(plain_address, urls):
        if not url.lower().startswith(("http://", "https://")):
            say(f"not opened, because it is no web address: {url}")
        elif _opened(url):
            say(f"Opened in the browser: {url}")
        else:
            put(url)
            say("There is no browser to open it; the address is printed.")


def _confirmed(number: int) -> bool:
    try:
        return click.confirm(f"Open {counted(number, 'page')} in the browser?", err=True)
    except click.Abort:
        say(f"{counted(number, 'page is', 'pages are')} too many to open unasked; their addresses are printed.")
        return False


def _opened(url: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(url)
    except (webbrowser.Error, OSError):
        return False
