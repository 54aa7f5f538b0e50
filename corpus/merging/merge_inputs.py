"""The corpora to merge (`MergeInput`): opened and checked, in an order that the data give; the name of the result."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusDamagedError, CorpusError
from corpus.file.checksums import what_differs
from corpus.file.opening import followed
from corpus.integrity.soundness import refuse_damaged
from corpus.integrity.sum_checks import marked_articles
from corpus.messages.backup_messages import (
    MERGE_OF_DAMAGED,
    MERGE_OF_ONE,
    MERGE_OF_TOO_MANY,
    MERGE_OF_TWINS,
    N_ARTICLES,
    PARTS_DIFFER,
)
from corpus.store import Corpus

UUID, MERGED = "uuid", "merged"
"""Names in `meta`: the corpus's own name; the uuids of the corpora that were merged into it, as a JSON list."""
MOST_INPUTS = 8  # SQLite attaches ten files to a connection


@dataclass(frozen=True, slots=True, order=True)
class MergeInput:
    """A corpus to be merged. `leaves` are the uuids of the corpora that it was merged of; else its own.

    `sums` tells copies of one corpus that went apart from each other. Inputs sort by their data, not by their paths.
    """

    uuid: str
    sums: str
    path: Path
    leaves: tuple[str, ...]
    name: str


def read_inputs(paths: Sequence[Path]) -> list[MergeInput]:
    """Return the corpora at these paths in the order of their data.

    Raises CorpusError where one can't be used: it is no corpus, of another schema, damaged, or named twice.
    """
    if len(paths) < 2:
        raise CorpusError(MERGE_OF_ONE())
    if len(paths) > MOST_INPUTS:
        raise CorpusError(MERGE_OF_TOO_MANY(most=MOST_INPUTS))
    inputs = sorted(read_input(path) for path in paths)
    for number, one in enumerate(inputs):
        if twin := next((other for other in inputs[:number] if other.path.samefile(one.path)), None):
            raise CorpusError(MERGE_OF_TWINS(path=one.name, other=twin.name))
    return inputs


def read_input(path: Path) -> MergeInput:
    """Return one corpus to be merged. Raises CorpusError with a sentence where it can't be used."""
    with Corpus(path, read_only=True) as corpus:  # says what is wrong with the path before anything else is looked at
        names = dict(corpus.conn.execute("SELECT name, value FROM meta WHERE name IN (?, ?)", (UUID, MERGED)))
        sums = corpus.conn.execute("SELECT name, rows, sum FROM table_sums ORDER BY name").fetchall()
    digest = hashlib.sha256(repr([tuple(row) for row in sums]).encode()).hexdigest()
    own = names.get(UUID) or f"unnamed-{digest[:16]}"  # where another program deleted it
    return MergeInput(own, digest, followed(path), _leaves(names.get(MERGED), own), str(path))


def refuse_damaged_input(one: MergeInput) -> None:
    """Raise CorpusDamagedError where rows are not as kliping wrote them: the new corpus would hold them as sound."""
    refuse_damaged(one.path)
    with Corpus(one.path, read_only=True) as corpus:
        differing = what_differs(corpus.conn)
        articles = set(differing.articles) - marked_articles(corpus).keys()
    parts = [*([N_ARTICLES(n=len(articles))] if articles else []), *differing.tables]
    if parts:
        raise CorpusDamagedError(MERGE_OF_DAMAGED(path=one.name, damage=PARTS_DIFFER(parts=parts)))


def all_leaves(inputs: Iterable[MergeInput]) -> list[str]:
    """Return the uuids of all corpora that the result is made of, sorted."""
    return sorted({leaf for one in inputs for leaf in one.leaves})


def merged_uuid(leaves: Sequence[str]) -> str:
    """Return the uuid of the result: a hash of the sorted uuids; that of the one corpus where all are its copies.

    >>> merged_uuid(["b", "a"]) == merged_uuid(["a", "b"]), merged_uuid(["a"])
    (True, 'a')
    """
    if len(leaves) == 1:
        return leaves[0]
    return str(uuid.UUID(bytes=hashlib.sha256("\n".join(sorted(leaves)).encode()).digest()[:16]))


def _leaves(stored: str | None, own: str) -> tuple[str, ...]:
    try:
        names = json.loads(stored or "[]")
    except ValueError:
        names = []
    known = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return tuple(sorted(known)) or (own,)
