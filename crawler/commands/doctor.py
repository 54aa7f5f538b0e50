"""`kliping doctor`: is everything in order, and what is to be done where it isn't?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from crawler.commands.options import corpus_option, json_option
from crawler.commands.output import print_json, say, styled

DAMAGED, SET_UP = 5, 2


@click.command()
@click.option("--rebuild-index", is_flag=True, help="Build the full-text index again from the articles first.")
@corpus_option
@json_option
def doctor(corpus: Path, as_json: bool, rebuild_index: bool) -> int:
    """Check the installation, the corpus and its archive; each finding says what to do.

    Ends with 0 where all is well, 2 where the installation or configuration is at fault, 5 where the corpus or
    its archive is damaged.
    """
    from crawler.checkup import Finding, check_corpus, check_installation, check_settings, rebuild

    if rebuild_index:
        rebuild(corpus)
        say("The full-text index is built again.")
    codes: set[int] = {0}

    def tell(findings: Iterator[Finding], code: int) -> None:
        for finding in findings:
            codes.add(0 if finding.well else code)
            if as_json:
                print_json({"check": finding.check, "well": finding.well, "told": finding.told})
            else:
                mark = styled("well", fg="green") if finding.well else styled("  !!", fg="red", bold=True)
                click.echo(f"{mark}  {finding.check}: {finding.told}")

    tell(check_installation(), SET_UP)
    tell(check_settings(), SET_UP)
    tell(check_corpus(corpus), DAMAGED)
    return max(codes)
