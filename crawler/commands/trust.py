"""`kliping trust`: record folders with outlets of one's own, so that their code may run without being named."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.messages.setting_messages import TRUST_WITHOUT_FOLDER
from crawler.console.output import command_line, put, say


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--remove", "removing", is_flag=True, help="Trust DIR no more.")
@click.option(
    "--list", "listing", is_flag=True, help="Print the trusted folders, and which of them is not used, and why."
)
def trust(folder: Path | None, removing: bool, listing: bool) -> int:
    """Trust the outlets in DIR: every command uses them as if --outlets DIR were typed.

    Outlets are Python code that runs with your rights. So the folder and its files must be yours, and nobody else may
    write there; that is checked again each time. The list is in your own configuration, never in a folder's
    kliping.toml. --outlets and KLIPING_OUTLETS take its place.
    """
    from crawler.config import config_path
    from crawler.places import trusted_outlets

    if listing == (folder is not None) or (removing and listing):
        raise KlipingError(TRUST_WITHOUT_FOLDER())
    if folder is None:
        return _list()
    if removing:
        say(f"{trusted_outlets.distrust(folder)} is trusted no more ({config_path()}).")
        return Exit.WELL
    whole = trusted_outlets.trust(folder)
    say(f"{whole} is trusted from now on (kept in {config_path()}). Now try: {command_line('outlets', 'list')}")
    return Exit.WELL


def _list() -> int:
    from crawler.places.trusted_outlets import checked_folders

    faults = 0
    known = list(checked_folders())
    for folder, fault in known:
        put(str(folder))
        if fault:
            say(str(fault))
            faults += 1
    if not known:
        say(f"no folder is trusted; {command_line('trust', 'outlets')} trusts one")
    return Exit.CANNOT if faults else Exit.WELL
