"""Print what a discovery run found, what could not be seen, and which command fetches the addresses."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reasons import reason_meaning
from crawler.console.output import command_line, counted, one_line, print_json, print_rows, put, say

if TYPE_CHECKING:
    from crawler.discovery.discovery_report import DiscoveryReport
    from spiders.loader import Outlets

SHOWN_OUTLETS = 25
OUTCOMES = {
    "taken": "taken",
    "known": "known",
    "outside": "outside the days",
    "unknown_form": "of a form that is no article's",
    "other_host": "on another host",
    "unreadable": "without a usable address",
    "off_topic": "off topic",
}


def print_discovery(
    given: DiscoveryReport, known: Outlets, corpus: Path, fetch: tuple[str, ...], *, quiet: bool, as_json: bool
) -> None:
    """Print the report; `fetch` are the words of the command that fetches what was found, without the corpus."""
    if as_json:
        for outlet in given.outlets:
            print_json({"outlet": asdict(outlet)})
        print_json({"discover": given.as_object()})
    elif not quiet:
        _print_outlets(given)
    _say_problems(given)
    if not quiet:
        _say_next(given, known, corpus, fetch)


def _print_outlets(given: DiscoveryReport) -> None:
    rows = [(o.outlet, o.site, "a host" if o.origin == "host" else "an outlet", o.new) for o in given.outlets]
    if rows:
        print_rows(("outlet", "site", "is", "new addresses"), rows[:SHOWN_OUTLETS])
    if len(rows) > SHOWN_OUTLETS:
        put(f"and {len(rows) - SHOWN_OUTLETS:,} more; --json lists them all")
    parts = [f"{given.outcomes[name]:,} {words}" for name, words in OUTCOMES.items() if name in given.outcomes]
    put(f"{counted(given.requests, 'request')}, {given.answered:,} answered")
    entries = counted(sum(given.outcomes.values()), "entry", "entries")
    put(f"{entries} = {' + '.join(parts) or '0'}; {counted(given.new, 'new address', 'new addresses')}")


def _say_problems(given: DiscoveryReport) -> None:
    for sentence in given.sentences:
        say(f"kliping: {given.service} did not take the question: {one_line(sentence)}")
    for reason, number in given.failures.items():
        what = counted(number, "request")
        say(f"kliping: {given.service}: {what} could not be looked at: {reason} ({reason_meaning(reason)})")
    if capped := given.reasons.get("capped"):
        say(
            f"kliping: {given.service}: {counted(capped, 'window')} came back full and can't be "
            "made smaller (capped): there may be more articles of that time; ask for fewer with --query"
        )
    if given.open:
        say(f"{given.service}: {counted(given.open, 'request waits', 'requests wait')}; run again to continue")


def _say_next(given: DiscoveryReport, known: Outlets, corpus: Path, fetch: tuple[str, ...]) -> None:
    if given.answered and not (given.outcomes or given.failures or given.open):
        say("nothing found")
    by_name = [o for o in given.outlets if o.outlet in known and known[o.outlet].by_name_only]
    for outlet in by_name:
        number = counted(outlet.new, "address waits", "addresses wait")
        command = command_line(*fetch, "--outlet", outlet.outlet, "--corpus", corpus)
        say(f"{outlet.outlet}: {known[outlet.outlet].terms}; its {number} until you name it: {command}")
    hosts = [outlet for outlet in given.outlets if outlet.origin == "host"]
    if hosts:
        say(
            f"{counted(len(hosts), 'site has', 'sites have')} no outlet yet: `{command_line('outlets', 'new')} "
            f"https://{hosts[0].site}/` writes one"
        )
    if sum(o.waiting for o in given.outlets) > sum(o.waiting for o in by_name):
        say(f"taken whatever their titles say; to fetch and grade them: {command_line(*fetch, '--corpus', corpus)}")
