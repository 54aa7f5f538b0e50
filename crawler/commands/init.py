"""`kliping init`: store the contact that sites see, once, in the user's configuration."""

from __future__ import annotations

import sys

import click

from corpus.errors import KlipingError
from crawler.console.output import command_line, say


@click.command()
@click.option("--contact", "given", metavar="ADDRESS", help="An e-mail or web address, as redaksi@contoh.id.")
def init(given: str | None) -> None:
    """Store your contact address, once. Sites that you crawl see it.

    Every request has the address in its User-Agent, so that a site's owner can write to you. Use a role address
    (redaksi@...), not a private one. It is stored in your configuration, not in the archive.
    """
    from crawler.config import config_path, contact, keep_contact

    before = contact() if given is None else None
    if given is None and not sys.stdin.isatty():
        if before is None:
            raise KlipingError(f"no contact is set; run: {command_line('init', '--contact', 'redaksi@contoh.id')}")
        say(f"The contact is {before} ({config_path()}).")
        return
    path = keep_contact(given or click.prompt("Contact (e-mail or web address)", default=before, err=True))
    say(f"Kept in {path}. Now try: {command_line('crawl', '--since', '30d')}")
