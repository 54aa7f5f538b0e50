"""The flow of a paper's methods section: from article addresses identified to articles included (`flow`, `groups`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.grading.default_topic import IS_DRY
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class Flow:
    """Numbers of article addresses: all that were `identified`, and their outcomes; `rejected` and `failed` by reason.

    `included` are the articles in the corpus, `pending` the addresses that are not fetched yet.
    """

    identified: int = 0
    duplicate: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)
    pending: int = 0
    included: int = 0

    @property
    def balances(self) -> bool:
        """True if the outcomes add up to `identified`."""
        away = self.duplicate + sum(self.rejected.values()) + sum(self.failed.values())
        return self.identified == away + self.pending + self.included


@dataclass(frozen=True, slots=True)
class Group:
    """The outlets of one kind and one affiliation (None: nobody stated one), and their flow.

    Outlets that are not `vetted` were made from the hosts of imported pages; nobody has checked their affiliation.
    """

    kind: str
    affiliation: str | None
    outlets: tuple[str, ...]
    flow: Flow
    vetted: bool = True


# With a topic: the addresses that had an outcome in one of its runs. What waits, and dry runs alone met, is left out.
_FROM = f"""FROM frontier JOIN outlets ON outlets.slug = frontier.outlet
WHERE frontier.kind = 'article' AND (:topic IS NULL OR frontier.id IN (
    SELECT frontier_id FROM run_outcomes JOIN runs ON runs.id = run_outcomes.run_id
    JOIN topics ON topics.id = runs.topic_id WHERE topics.name = :topic AND NOT ({IS_DRY})))
AND NOT (state = 'pending' AND frontier.id IN (
    SELECT tried.frontier_id FROM runs CROSS JOIN run_outcomes AS tried ON tried.run_id = runs.id WHERE {IS_DRY})
    AND NOT EXISTS (SELECT 1 FROM runs CROSS JOIN run_outcomes AS met ON met.run_id = runs.id
        AND met.frontier_id = frontier.id WHERE NOT ({IS_DRY})))"""  # noqa: S608
_OF = "outlets.kind, affiliation, outlets.origin <> 'host'"
_PARTS = f"""SELECT {_OF}, CASE state WHEN 'leased' THEN 'pending' ELSE state END, reason, count(*)
{_FROM} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 6 DESC, 5"""
_WHOLE = f"SELECT {_OF}, count(*), group_concat(DISTINCT slug) {_FROM} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 DESC"


def flow(corpus: Corpus, topic: str | None = None) -> Flow:
    """Return the flow over all outlets; with a topic's name, of the addresses in its runs only."""
    return _together([group.flow for group in groups(corpus, topic)])


def groups(corpus: Corpus, topic: str | None = None) -> list[Group]:
    """Return the flow for each kind and affiliation of outlets; unvetted outlets are separate groups."""
    parts: dict[tuple[str, str | None, int], list[tuple[str, str | None, int]]] = {}
    for kind, affiliation, vetted, *part in corpus.conn.execute(_PARTS, {"topic": topic}):
        parts.setdefault((kind, affiliation, vetted), []).append((part[0], part[1], part[2]))
    return [
        Group(
            kind,
            affiliation,
            tuple(sorted(slugs.split(","))),
            _flow(identified, parts[kind, affiliation, vetted]),
            bool(vetted),
        )
        for kind, affiliation, vetted, identified, slugs in corpus.conn.execute(_WHOLE, {"topic": topic}).fetchall()
    ]


def _flow(identified: int, parts: list[tuple[str, str | None, int]]) -> Flow:
    def total(state: str) -> int:
        return sum(number for s, _, number in parts if s == state)

    def reasons(state: str) -> dict[str, int]:
        return {reason or "no reason": number for s, reason, number in parts if s == state}

    return Flow(
        identified, total("duplicate"), reasons("rejected"), reasons("failed"), total("pending"), total("stored")
    )


def _together(flows: list[Flow]) -> Flow:
    return Flow(
        sum(f.identified for f in flows),
        sum(f.duplicate for f in flows),
        _added([f.rejected for f in flows]),
        _added([f.failed for f in flows]),
        sum(f.pending for f in flows),
        sum(f.included for f in flows),
    )


def _added(counts: list[Mapping[str, int]]) -> dict[str, int]:
    added: dict[str, int] = {}
    for reason, number in (pair for one in counts for pair in one.items()):
        added[reason] = added.get(reason, 0) + number
    return dict(sorted(added.items(), key=lambda pair: (-pair[1], pair[0])))
