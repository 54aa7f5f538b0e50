"""Merge corpora into a new file (`merge_corpora`): number everything anew, then carry table by table.

What the program makes from other tables is made here, too, except lineage and corrections, which `kliping derive` reads
(`corpus.deriving`). `corpus.merging.merged_tables` says what becomes of each table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.deriving.derivations import derivations
from corpus.deriving.due import has_rules_of_now, number_underived
from corpus.file.checksums import Differences, create_sums
from corpus.grading.default_topic import DEFAULT_TOPIC
from corpus.keys.key_changes import RULE_MARKS
from corpus.merging.address_rows import carry_addresses
from corpus.merging.article_rows import BY_ARTICLE, carry_articles
from corpus.merging.carried_rows import (
    carry_captures,
    carry_history,
    carry_keys,
    carry_ledger,
    carry_runs,
    carry_users_rows,
)
from corpus.merging.conflicts import Conflict, all_conflicts
from corpus.merging.merge_inputs import MERGED, UUID, MergeInput, all_leaves, merged_uuid
from corpus.merging.numbering import number_all
from corpus.merging.workbench import Workbench, workbench
from corpus.revisits.revisit_queue import REVISITS_SINCE, enter
from corpus.store import Corpus
from corpus.vocabulary.word_index import purge

CHECKED_BATCH = 500  # articles whose next look is entered in one transaction
MergeProgress = Callable[[str, int, int | None], None]
"""Called with the work in words, how many articles are done, and of how many."""


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What a merge gave: `articles` in the new corpus, `of_inputs` in each input, `shared` in more than one."""

    articles: int
    of_inputs: Mapping[str, int]
    shared: int
    conflicts: Sequence[Conflict]
    uuid: str


def merge_corpora(
    target: Path,
    inputs: Sequence[MergeInput],
    segments: list[tuple[int, str, str]],
    archive: str,
    progress: MergeProgress,
) -> MergeResult:
    """Write a new corpus at `target`; nobody else may use that file yet.

    `segments` are (place in `inputs`, name of an archive file there, its name in the new archive); `archive` is the
    new archive's folder as the corpus records it.
    """
    leaves = all_leaves(inputs)
    own = merged_uuid(leaves)
    with_derived = _have_all_derived(inputs)
    with workbench(target, inputs) as bench:
        bench.run("BEGIN", "DELETE FROM main.meta")
        progress("comparing the corpora", 0, None)
        number_all(bench, segments)
        every = int(bench.sql.execute("SELECT count(*) FROM w.chosen").fetchone()[0])
        progress("writing what was asked and fetched", 0, None)
        carry_runs(bench)
        carry_addresses(bench, leaves)
        carry_captures(bench)
        carry_ledger(bench)
        done = 0
        for number in carry_articles(bench, with_derived=with_derived):
            done += number
            progress("writing articles", done, every)
        progress("writing what people made", 0, None)
        carry_keys(bench)
        carry_users_rows(bench)
        carry_history(bench)
        _carry_meta(bench, own, leaves, archive)
        _note_ids(bench, own)
        if with_derived:
            _note_derived(bench, inputs[0])
        conflicts = all_conflicts(bench)
        counts = dict(bench.sql.execute("SELECT src, count(*) FROM w.candidates GROUP BY src").fetchall())
        shared = bench.sql.execute("SELECT count(*) FROM w.chosen WHERE number > 1").fetchone()[0]
        due = [row[0] for row in bench.sql.execute(bench.union("SELECT article_key FROM src.looks_due"))]
        bench.run("COMMIT")
    with Corpus(target) as corpus:
        progress("entering words", 0, None)
        purge(corpus)
        progress("entering second looks", 0, None)
        _enter_revisits(corpus, due)
        progress("computing checksums", 0, None)
        with corpus.transaction() as sql:
            create_sums(sql)
            Differences(tuple(row[0] for row in sql.execute("SELECT article_id FROM damaged")), ()).mark(sql)
    of_inputs = {one.name: counts.get(number, 0) for number, one in enumerate(inputs)}
    return MergeResult(every, of_inputs, int(shared), conflicts, own)


def _have_all_derived(inputs: Sequence[MergeInput]) -> bool:
    """Return True if quotes and mentions of all inputs are derived, by the same rules, which are those of now."""
    versions: dict[str, set[str]] = {}
    for one in inputs:
        with Corpus(one.path, read_only=True) as corpus:
            for derivation in derivations(one.path):
                if derivation.name in BY_ARTICLE:
                    versions.setdefault(derivation.name, set()).add(derivation.rules_version())
                    if not has_rules_of_now(corpus, derivation) or number_underived(corpus, derivation, 1):
                        return False
    return all(len(rules) == 1 for rules in versions.values())


def _note_derived(bench: Workbench, one: MergeInput) -> None:
    for derivation in derivations(one.path):
        if derivation.name in BY_ARTICLE:
            bench.sql.execute(
                """INSERT INTO main.derived (name, rules_version, upto)
                VALUES (?, ?, (SELECT coalesce(max(seq), 0) FROM main.article_changes))""",
                (derivation.name, derivation.rules_version()),
            )


def _carry_meta(bench: Workbench, own: str, leaves: Sequence[str], archive: str) -> None:
    """Write `meta`: the new name, and what all inputs agree on.

    The default topic is that of the input with the newest page. No page is looked at again that an input would not look
    at, and an outlet's rows count as named by today's rule where all inputs that have the outlet say so.
    """
    values = {UUID: own, "archive": archive}
    if len(leaves) > 1:
        values[MERGED] = json.dumps(leaves)
    topics = bench.sql.execute(
        bench.union(
            f"""SELECT (SELECT max(fetched_at) FROM src.captures) AS newest, value FROM src.meta
            WHERE name = '{DEFAULT_TOPIC}'"""  # noqa: S608 - the name is ours
        )
    ).fetchall()
    if topics:
        values[DEFAULT_TOPIC] = min(topics, key=lambda row: (row[0] != max(t[0] or "" for t in topics), row[1]))[1]
    since = bench.sql.execute(bench.union(f"SELECT value FROM src.meta WHERE name = '{REVISITS_SINCE}'")).fetchall()  # noqa: S608
    if since:
        values[REVISITS_SINCE] = max(row[0] for row in since)
    backups = bench.sql.execute(bench.union("SELECT value FROM src.meta WHERE name = 'backups'")).fetchall()
    if made := _one_list(row[0] for row in backups):
        values["backups"] = made
    if marks := _common_marks(bench):
        values[RULE_MARKS] = json.dumps(marks, sort_keys=True, separators=(",", ":"))
    bench.sql.executemany("INSERT INTO main.meta (name, value) VALUES (?, ?)", sorted(values.items()))


def _one_list(texts: Iterator[str]) -> str | None:
    """Return the JSON lists as one, sorted, each entry once; what is no list is left out."""
    entries: dict[str, object] = {}
    for text in texts:
        try:
            listed = json.loads(text)
        except ValueError:
            continue
        for entry in listed if isinstance(listed, list) else ():
            entries[json.dumps(entry, sort_keys=True)] = entry
    return json.dumps([entries[key] for key in sorted(entries)]) if entries else None


def _common_marks(bench: Workbench) -> dict[str, str]:
    """Return outlet -> the mark of its rule of keys, where every input that has the outlet has this mark."""
    marks: dict[str, set[str | None]] = {}
    for outlets, stored in zip(
        bench.per("SELECT slug FROM src.outlets"),
        bench.per(f"SELECT value FROM src.meta WHERE name = '{RULE_MARKS}'"),  # noqa: S608 - the name is ours
        strict=True,
    ):
        row = bench.sql.execute(stored).fetchone()
        try:
            own = json.loads(row[0]) if row else {}
        except ValueError:
            own = {}
        for (slug,) in bench.sql.execute(outlets).fetchall():
            marks.setdefault(slug, set()).add(own.get(slug) if isinstance(own, dict) else None)
    return {slug: mark for slug, of in marks.items() if len(of) == 1 and (mark := next(iter(of))) is not None}


def _note_ids(bench: Workbench, own: str) -> None:
    """Write which ids articles and runs had in each input, and in those that it was merged of."""
    ids = bench.union(
        """SELECT u.uuid, m.old, m.new FROM w.article_ids m CROSS JOIN w.corpora u
        ON u.src = :src WHERE m.src = :src
        UNION ALL SELECT x.corpus_uuid, x.old_id, m.new FROM src.merged_ids x
        CROSS JOIN w.article_ids m ON m.src = :src AND m.old = x.new_id"""
    )
    bench.sql.execute(
        f"""INSERT INTO main.merged_ids (corpus_uuid, old_id, new_id) SELECT DISTINCT uuid, old, new FROM ({ids})
        WHERE NOT (uuid = ? AND old = new) ORDER BY 1, 2, 3""",  # noqa: S608 - names are ours
        (own,),
    )
    bench.sql.execute(
        """INSERT INTO main.merged_runs (corpus_uuid, old_id, new_id)
        SELECT DISTINCT o.uuid, o.origin, m.new FROM w.run_origins o
        CROSS JOIN w.run_ids m ON m.src = o.src AND m.old = o.old
        WHERE NOT (o.uuid = ? AND o.origin = m.new) ORDER BY 1, 2, 3""",
        (own,),
    )


def _enter_revisits(corpus: Corpus, keys: Sequence[str]) -> None:
    """Enter the next look of each article that has one in an input, from the looks of all."""
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), CHECKED_BATCH):
        with corpus.transaction():
            for key in ordered[start : start + CHECKED_BATCH]:
                enter(corpus, key)
