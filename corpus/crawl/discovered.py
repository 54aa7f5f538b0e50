"""Read what a run found for other outlets: the addresses that it brought, by outlet (`discovered_by_outlet`)."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class DiscoveredAddresses:
    """The addresses of one outlet that a run was the first to find; `waiting` of them are still to be fetched.

    `site` is the outlet's host, `origin` says where its rules come from (shipped, user, host).
    """

    outlet: str
    site: str
    origin: str
    new: int
    waiting: int


def discovered_by_outlet(corpus: Corpus, run_id: int, way: str) -> list[DiscoveredAddresses]:
    """Return the outlets for which a run found addresses by this way, those with the most first."""
    rows = corpus.conn.execute(
        """SELECT outlet, site, origin, count(*), sum(state = 'pending') FROM run_outcomes
        CROSS JOIN frontier ON frontier.id = frontier_id CROSS JOIN outlets ON slug = outlet
        WHERE run_outcomes.run_id = ? AND frontier.run_id = ? AND frontier.kind = 'article' AND way = ?
        GROUP BY outlet ORDER BY 4 DESC, outlet""",
        (run_id, run_id, way),
    )
    return [DiscoveredAddresses(*row) for row in rows]
