"""Hosts that an outlet's addresses were redirected to and that are none of its own, as a run's options store them.

Shapes that were not seen, and what happens then: a host that fails for one address and answers for another is noted
with what came last; a way that is led to several hosts has each of them; a site that leads every visitor to a host of
a known outlet is noted as well, and the report names that outlet.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from corpus.file.unreadable import needed_json
from corpus.store import Corpus

LED_ON = "led_on"  # of a run's options: outlet -> way -> host -> {"from": host, "reason": reason or ""}


@dataclass(frozen=True, slots=True)
class LedOn:
    """Requests of a way that `from_host` redirected to `host`; `reason` is why nothing came there, None for an answer.

    `way` is "pages" for articles' pages.
    """

    outlet: str
    way: str
    from_host: str
    host: str
    reason: str | None = None


def note_led_on(corpus: Corpus, run_id: int, led: LedOn) -> None:
    """Store with the run that a way was led to another host."""
    patch = {LED_ON: {led.outlet: {led.way: {led.host: {"from": led.from_host, "reason": led.reason or ""}}}}}
    corpus.conn.execute(
        "UPDATE runs SET options = json_patch(options, ?) WHERE id = ?", (json.dumps(patch, ensure_ascii=False), run_id)
    )


def led_on_in(corpus: Corpus, run_id: int) -> list[LedOn]:
    """Return the hosts that the run was led to."""
    options = corpus.conn.execute("SELECT options FROM runs WHERE id = ?", (run_id,)).fetchone()[0]
    return list(_read(options))


def led_on_by_way(corpus: Corpus, run_ids: Collection[int]) -> dict[tuple[int, str, str], dict[str, str]]:
    """Return (run, outlet, way) -> host -> reason of the failure there, "" for an answer; of these runs."""
    led: dict[tuple[int, str, str], dict[str, str]] = {}
    for run_id, options in corpus.conn.execute(
        """SELECT runs.id, options FROM json_each(?) AS asked CROSS JOIN runs ON runs.id = asked.value
        WHERE json_extract(options, '$.led_on') IS NOT NULL""",
        (json.dumps(sorted(run_ids)),),
    ):
        for one in _read(options):
            led.setdefault((run_id, one.outlet, one.way), {})[one.host] = one.reason or ""
    return led


def _read(options: str) -> Iterator[LedOn]:
    """Yield what a run's options say of hosts that it was led to."""
    for outlet, ways in needed_json(options, "a run's options").get(LED_ON, {}).items():
        for way, hosts in ways.items():
            for host, how in hosts.items():
                yield LedOn(outlet, way, how["from"], host, how["reason"] or None)
