"""What a release says of its articles: numbers (`COUNTED_FACTS`), each with the statement that counted it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.export.rows import Chosen, give_functions
from corpus.store import Corpus

_AMONG = "json_each(:ids) AS ids CROSS JOIN articles a ON a.id = ids.value"
_INDEXED = "json_each(:ids) AS ids CROSS JOIN articles a INDEXED BY articles_facts ON a.id = ids.value"


@dataclass(frozen=True, slots=True)
class CountedFact:
    """A fact: its name, and the SELECT that counts it; `:ids` are the articles of the release as a JSON list."""

    name: str
    sql: str


_IDS = "json_each(:ids) AS ids"
_OF_ARTICLE = {
    "stories": """count(DISTINCT coalesce(s.story_id, ids.value)) FROM {few}
        LEFT JOIN stories s ON s.article_id = ids.value""",
    "outlets": """a.outlet, coalesce(o.name, a.outlet), coalesce(o.kind, 'not known'), count(*) FROM {few}
        LEFT JOIN outlets o ON o.slug = a.outlet GROUP BY a.outlet ORDER BY count(*) DESC, a.outlet""",
    "days": "min(a.published_day), max(a.published_day), sum(a.published_day IS NULL) FROM {few}",
    "languages": "coalesce(a.language, 'not known'), count(*) FROM {all} GROUP BY 1 ORDER BY 2 DESC, 1",
    "words": "sum(a.words) FROM {few}",
    "incomplete": """coalesce(a.incomplete_reason, 'not stated'), count(*) FROM {all} WHERE a.complete = 0
        GROUP BY 1 ORDER BY 2 DESC, 1""",
    "date_confidence": "coalesce(a.date_confidence, 'not known'), count(*) FROM {all} GROUP BY 1 ORDER BY 2 DESC, 1",
    "extractors": "a.extractor, count(*) FROM {all} GROUP BY 1 ORDER BY 2 DESC, 1",
    "rules": "a.rules_version, count(*) FROM {all} GROUP BY 1 ORDER BY 2 DESC, 1",
    "cuts": """r.rule, count(*) FROM {ids} CROSS JOIN removed_lines r ON r.article_id = ids.value
        GROUP BY 1 ORDER BY 2 DESC, 1""",
    "outside": """sum(p.seen), sum(p.outside), sum(p.unexplained), count(DISTINCT p.article_id)
        FROM {ids} CROSS JOIN page_words p ON p.article_id = ids.value""",
    "copies": "count(DISTINCT c.copy_id) FROM {ids} CROSS JOIN copies c ON c.copy_id = ids.value",
    "captures": """min(c.fetched_at), max(c.fetched_at), count(DISTINCT c.id) FROM {ids}
        CROSS JOIN article_captures ac ON ac.article_id = ids.value JOIN captures c ON c.id = ac.capture_id""",
    "terms": "count(*), count(DISTINCT a.outlet) FROM {all} WHERE a.usage_terms IS NOT NULL",
    "labels": """count(*), count(DISTINCT l.article_id), count(DISTINCT l.coder)
        FROM {ids} CROSS JOIN labels l ON l.article_id = ids.value""",
}
_OF_CORPUS = {
    "topics": "DISTINCT name, title FROM topics ORDER BY name, title",
    "runs": "command, count(*), min(started_at), max(started_at) FROM runs GROUP BY command ORDER BY command",
    "looked_at": """count(DISTINCT outlet), count(*), sum(answer = 'answered'), sum(answer = 'failed'),
        sum(answer = 'refused') FROM ledger""",
    "not_looked_at": """outlet, answer, coalesce(reason, 'not stated'), count(*) FROM ledger WHERE answer <> 'answered'
        GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 3""",
    "never_answered": "outlet FROM ledger GROUP BY outlet HAVING sum(answer = 'answered') = 0 ORDER BY outlet",
    "discovered": "state, count(*) FROM frontier WHERE kind = 'article' GROUP BY state ORDER BY state",
    "removed": "count(*) FROM tombstones",
}

COUNTED_FACTS = (
    CountedFact("articles", "SELECT json_array_length(:ids)"),
    *(
        CountedFact(name, "SELECT " + " ".join(sql.split()).format(ids=_IDS, few=_INDEXED, all=_AMONG))
        for name, sql in {**_OF_ARTICLE, **_OF_CORPUS}.items()
    ),
)
"""Every fact; the data sheet prints the statements at its end."""


def release_facts(corpus: Corpus, chosen: Chosen) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each fact by its name."""
    ids = {"ids": chosen.json_ids}
    return {
        fact.name: [tuple(row) for row in corpus.conn.execute(fact.sql, ids if ":ids" in fact.sql else {})]
        for fact in COUNTED_FACTS
    }


def articles_sha256(corpus: Corpus, chosen: Chosen) -> str:
    """Return the fingerprint of the articles: of their names, texts, headlines and days, whatever their order."""
    give_functions(corpus)
    rows = corpus.conn.execute(
        f"SELECT doc_id(a.key), a.text_sha256, a.title, coalesce(a.published_day, '') FROM {_AMONG}",  # noqa: S608
        {"ids": chosen.json_ids},
    )
    return _sum_of(sorted(tuple(row) for row in rows))


def _sum_of(rows: Sequence[tuple[Any, ...]]) -> str:
    total = hashlib.sha256()
    for row in rows:
        total.update(json.dumps(row, ensure_ascii=True).encode() + b"\n")
    return total.hexdigest()
