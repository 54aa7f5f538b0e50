"""Sum up a discovery run: what the service was asked, what came, and for which outlets (`discovery_report`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.crawl.ledger import LedgerFilter, way_reports
from corpus.crawl.listing_counts import ENTRY_OUTCOMES
from corpus.discoveries.service_answers import DiscoveredAddresses, discovered_by_outlet
from corpus.exits import Exit
from corpus.reasons import ReasonKind, reason_is
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class DiscoveryReport:
    """One run of a service: requests by their answer, entries by what became of them, new addresses by outlet.

    `reasons` map remarks and failures to how many requests had them; `open` requests wait for the next run. `sentences`
    are the service's own on questions that it refused.
    """

    service: str
    run_id: int
    exit_code: Exit
    requests: int = 0
    answered: int = 0
    open: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    outlets: Sequence[DiscoveredAddresses] = ()
    sentences: Sequence[str] = ()

    @property
    def new(self) -> int:
        """The number of addresses that no run had found before."""
        return sum(outlet.new for outlet in self.outlets)

    @property
    def failures(self) -> dict[str, int]:
        """Reason -> number of requests that gave no answer that could be read."""
        sound = ReasonKind.REMARK
        return {reason: number for reason, number in self.reasons.items() if not reason_is(reason, sound)}

    def as_object(self) -> dict[str, Any]:
        """The report as `--json` prints it."""
        values = {name: value for name, value in asdict(self).items() if name != "outlets"}
        return values | {"exit_code": int(self.exit_code), "new": self.new}


def discovery_report(
    corpus: Corpus, service: str, run_id: int, exit_code: Exit, sentences: Sequence[str] = ()
) -> DiscoveryReport:
    """Read the report of a run from the corpus."""
    ways = [way for way in way_reports(corpus, LedgerFilter(run=run_id)) if way.way == service]
    outlets = discovered_by_outlet(corpus, run_id, service)
    if not ways:
        return DiscoveryReport(service, run_id, exit_code, sentences=tuple(dict.fromkeys(sentences)))
    way = ways[0]
    return DiscoveryReport(
        service,
        run_id,
        exit_code,
        way.listings,
        way.answered,
        way.open,
        {name: number for name in ENTRY_OUTCOMES if (number := way.outcomes.get(name, 0))},
        way.reasons,
        {name: list(texts) for name, texts in way.examples.items()},
        outlets,
        tuple(dict.fromkeys(sentences)),
    )
