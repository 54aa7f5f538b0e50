"""The articles that inputs have with different content, and whose reading stands (`all_conflicts`)."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.merging.workbench import Workbench

COMPARED = ("title", "text", "published_day", "outlet")
"""What of an article is compared; texts by their words (`text_sha256`)."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An article that two inputs have otherwise: `stands` is the path of the one whose reading the new corpus has."""

    id: int
    key: str
    differs: tuple[str, ...]
    stands: str
    other: str


def all_conflicts(bench: Workbench) -> list[Conflict]:
    """Return the conflicts by id; labels of one coder that differ are none of them (the newest stands)."""
    columns = [name if name != "text" else "text_sha256" for name in COMPARED]
    facts = ", ".join(f"a.{column}" for column in columns)
    standing = ", ".join(f"b.{column} AS b_{column}" for column in columns)
    rows = bench.union(
        f"""SELECT c.new, c.src AS stands, s.src AS other, b.key, {standing}, {facts}
        FROM w.chosen c CROSS JOIN w.shared s ON s.new = c.new AND s.src <> c.src
        CROSS JOIN main.articles b ON b.id = c.new CROSS JOIN src.articles a ON a.id = s.old
        WHERE c.number > 1 AND s.src = :src"""  # noqa: S608 - names are ours
    )
    tests = ", ".join(f"b_{column} IS NOT {column}" for column in columns)
    differing = " OR ".join(f"b_{column} IS NOT {column}" for column in columns)
    rows_of = bench.sql.execute(
        f"SELECT new, key, stands, other, {tests} FROM ({rows}) WHERE {differing} ORDER BY new, other"  # noqa: S608
    )
    return [
        Conflict(
            row[0],
            row[1],
            tuple(name for name, differs in zip(COMPARED, row[4:], strict=True) if differs),
            bench.inputs[row[2]].name,
            bench.inputs[row[3]].name,
        )
        for row in rows_of
    ]
