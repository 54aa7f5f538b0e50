"""What became of the entries of a listing: the counts of its row in the ledger, and some addresses of each outcome.

An entry is counted once, by the first outcome that holds, in the order of `EntryOutcome`. The ledger's CHECK holds the
sum: entries = taken + known + outside + off_topic + other_host + unknown_form + unreadable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from corpus.characters import printable
from corpus.sentences import counted
from corpus.store import Corpus

EntryOutcome = Literal["unreadable", "other_host", "unknown_form", "known", "outside", "off_topic", "taken"]
"""What becomes of an entry, in the order in which the first that holds counts:

unreadable: it has no address that can be read, or nothing says what it is about; other_host: its address is on another
host; unknown_form: it is on the outlet's own host and not in the form of its articles; known: found by an earlier run;
outside: published outside the days asked for; off_topic: its title, text and address do not touch the topic; taken: to
be fetched.
"""
OF_SITEMAPS = "(coalesce(taken, 0) > 0 AND links = 0)"
"""An SQL condition: a row of the ledger is that of an index of sitemaps: its entries are sitemaps and give no links."""
ENTRY_OUTCOMES: tuple[EntryOutcome, ...] = get_args(EntryOutcome)
_UNREADABLE = "could not be read or judged (no address, no words, an index too deep)"
UNUSED_IN_WORDS: Mapping[EntryOutcome, tuple[str, str]] = {
    "unreadable": (_UNREADABLE, _UNREADABLE),
    "other_host": ("is on another host", "are on another host"),
    "unknown_form": ("has a form of address that is not known", "have a form of address that is not known"),
}
"""Entries that could not be used, as is said of one and of several. Where there are no others, the listing could not be
looked at."""
_SLUG = re.compile(r"(?<=/)[^/?#.]*[^\W\d][^/?#.]*[-_][^/?#.]*")
_NUMBER = re.compile(r"\d+")
MOST_EXAMPLES = 3  # addresses that are stored of each outcome of a listing
LONGEST_EXAMPLE = 500  # characters
TOLERATED_SHARE = 0.2  # of entries of unknown form; a larger share is remarked on


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """The entries of one listing by outcome, with examples of those that were not taken."""

    by_outcome: Mapping[EntryOutcome, int] = field(default_factory=dict)
    examples: Mapping[EntryOutcome, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[tuple[EntryOutcome, str]]) -> EntryCounts:
        """Count entries, given as (outcome, address or words).

        >>> EntryCounts.of([("taken", "https://x.id/a"), ("unreadable", "- Apel")]).total
        2
        """
        counts: dict[EntryOutcome, int] = {}
        examples: dict[EntryOutcome, tuple[str, ...]] = {}
        for outcome, shown in entries:
            counts[outcome] = counts.get(outcome, 0) + 1
            known = examples.get(outcome, ())
            if (
                outcome not in {"taken", "known"}
                and len(known) < MOST_EXAMPLES
                and (text := _example(shown)) not in known
            ):
                examples[outcome] = (*known, text)
        return cls(counts, examples)

    def __getitem__(self, outcome: EntryOutcome) -> int:
        return self.by_outcome.get(outcome, 0)

    @property
    def total(self) -> int:
        """The number of entries."""
        return sum(self.by_outcome.values())

    @property
    def is_unread(self) -> bool:
        """True where entries came and none of them could be used: the listing could not be looked at."""
        return self.total > 0 and self.total == sum(self[outcome] for outcome in UNUSED_IN_WORDS)


def unused_entries(counts: Mapping[EntryOutcome, int], examples: Mapping[EntryOutcome, Sequence[str]]) -> list[str]:
    """Return a sentence for each kind of entries that could not be used and that are more than a fifth of all.

    >>> unused_entries({"taken": 1, "unreadable": 24, "other_host": 1}, {"unreadable": ["- Apel pagi"]})
    ['24 of 26 entries could not be read or judged (no address, no words, an index too deep), e.g. "- Apel pagi"']
    """
    total = sum(counts.values())
    return [
        f"{counts[outcome]:,} of {counted(total, 'entry', 'entries')} {what[counts[outcome] != 1]}"
        + "".join(f', e.g. "{e}"' for e in examples.get(outcome, ())[:1])
        for outcome, what in UNUSED_IN_WORDS.items()
        if counts.get(outcome, 0) > TOLERATED_SHARE * total
    ]


def address_form(url: str) -> str:
    """Return the form of an address: each number as N, words joined by hyphens as "...".

    >>> address_form("https://x.id/read/2026/11/28/apel-pagi-di-kantor.html?id=77&sumber=rss")
    'https://x.id/read/N/N/N/....html?id=N&sumber=rss'
    >>> address_form("https://suara-kota.id/77"), address_form("Apel pagi 2")
    ('https://suara-kota.id/N', 'Apel pagi 2')
    """
    scheme, parts, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return scheme + parts + host + _NUMBER.sub("N", _SLUG.sub("...", slash + path))


def keep_examples(corpus: Corpus, ledger_id: int, counts: EntryCounts) -> None:
    """Store the examples of a listing that the ledger has a row for."""
    corpus.conn.executemany(
        "INSERT INTO listing_examples (ledger_id, outcome, url) VALUES (?, ?, ?)",
        [(ledger_id, outcome, text) for outcome, texts in counts.examples.items() for text in texts],
    )


def known_keys(corpus: Corpus, keys: Iterable[str], before_run: int) -> set[str]:
    """Return those of the keys of articles that a run before this one discovered, or whose article is stored."""
    values = json.dumps(sorted(set(keys)))
    return {
        row[0]
        for row in corpus.conn.execute(
            """SELECT value FROM json_each(?) AS asked CROSS JOIN frontier
                ON frontier.kind = 'article' AND frontier.key = asked.value AND frontier.run_id < ?
            UNION SELECT value FROM json_each(?) AS asked CROSS JOIN articles ON articles.key = asked.value""",
            (values, before_run, values),
        )
    }


def _example(shown: str) -> str:
    return printable(shown)[:LONGEST_EXAMPLE]
