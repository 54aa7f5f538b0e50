"""Which articles bear on lineage anew because the outlets of the corpus changed (`of_changed_outlets`).

A credit names a source only once its outlet is in the corpus, and an outlet that was made of an imported page's host
may turn out to be an agency. So the outlets are remembered as they were when lineage was last settled.
"""

from __future__ import annotations

import json
import sqlite3

from corpus.lineage.named_sources import SourceNames

_STATE = "lineage_outlets"  # a row of `derived`: its `rules_version` holds the outlets as JSON
_DERIVED = """JOIN article_changes c ON c.article_id = a.id
    WHERE c.seq <= coalesce((SELECT upto FROM derived WHERE name = 'lineage'), 0)"""
_WITH_SOURCE = f"""SELECT a.id, a.outlet, a.credit, a.reprint_of_outlet, a.reprint_of_url, n.outlet
    FROM articles a LEFT JOIN named_sources n ON n.article_id = a.id {_DERIVED} AND (n.outlet IS NOT NULL
    OR coalesce(a.credit, a.reprint_of_outlet, a.reprint_of_url) IS NOT NULL)"""  # noqa: S608 - text of ours
_OF_OUTLETS = f"SELECT a.id FROM articles a {_DERIVED} AND a.outlet IN (SELECT value FROM json_each(?))"  # noqa: S608


def of_changed_outlets(sql: sqlite3.Connection) -> set[int]:
    """Return the ids of derived articles to enter again: their source is another now, or their outlet's kind.

    Call it in a transaction: the outlets of now are stored. Nothing is read while they stay the same.
    """
    rows = sql.execute("SELECT slug, name, site, kind = 'agency' FROM outlets ORDER BY slug").fetchall()
    now = json.dumps(rows)
    stored = sql.execute("SELECT rules_version FROM derived WHERE name = ?", (_STATE,)).fetchone()
    if stored and stored[0] == now:
        return set()
    sql.execute("INSERT OR REPLACE INTO derived (name, rules_version, upto) VALUES (?, ?, 0)", (_STATE, now))
    if not stored:
        return set()
    before = {slug: (name, site, bool(agency)) for slug, name, site, agency in json.loads(stored[0])}
    kinds = [slug for slug, _, _, agency in rows if slug in before and before[slug][2] != bool(agency)]
    ids = {row[0] for row in sql.execute(_OF_OUTLETS, (json.dumps(kinds),))} if kinds else set()
    names = SourceNames(sql)
    for article_id, own, *source, named in sql.execute(_WITH_SOURCE):
        if names.outlet_of(own, *source) != named:
            ids.add(article_id)
    return ids


def forget_outlets(sql: sqlite3.Connection) -> None:
    """Remember no outlets: everything is derived anew."""
    sql.execute("DELETE FROM derived WHERE name = ?", (_STATE,))
