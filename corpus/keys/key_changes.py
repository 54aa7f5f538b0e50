"""Let the rows of a corpus follow newer rules of keys (`follow_rules`), so that no article is fetched or stored twice.

A key is made by an outlet's rule of addresses and by `corpus.urls.article_key`. Where one of them changes, an address
that a listing gives again has another key than its row. Then the rows get today's keys, and the keys they had become
aliases. An article keeps its id, and with it its labels. What could clash stays as it is: two rows that are one article
by today's rules, of which the next `kliping refine` makes one article and a duplicate.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from array import array
from collections.abc import Mapping

from corpus.crawl.tombstones import REMOVED
from corpus.revisits.article_events import rename_history
from corpus.store import Corpus, put_meta
from corpus.urls import KEYS_VERSION, AddressRule, article_key

RULE_MARKS = "keys"
"""The name in `meta` of a JSON object: outlet -> the mark (`rule_mark`) of the rule by which its rows have keys."""


def follow_rules(corpus: Corpus, rules: Mapping[str, AddressRule]) -> int:
    """Give the rows of outlets (slug -> rule) whose rule is another than at the last run today's keys; return how many.

    An outlet that was made from a host has the rule of the outlet that this host belongs to now, or none of its own.
    All in one transaction. The rows of an outlet whose rule is the same aren't read.
    """
    sql = corpus.conn
    hosts = sql.execute("SELECT slug, site FROM outlets WHERE origin = 'host'").fetchall()
    todays = {slug: _host_rule(site, rules) for slug, site in hosts} | dict(rules)
    before, marks = _marks(sql), {slug: rule_mark(rule) for slug, rule in todays.items()}
    others = {slug: todays[slug] for slug, mark in marks.items() if before.get(slug) != mark}
    if not others:
        return 0
    stored = {row[0] for row in sql.execute("SELECT slug FROM outlets")}
    with corpus.transaction():
        names: dict[str, str] = {}
        for slug in stored & others.keys():
            names |= _rename_articles(corpus, slug, others[slug])
        _rename_aliases(sql, names)
        rows = sum(_rename_rows(sql, slug, others[slug]) for slug in stored & others.keys())
        put_meta(sql, RULE_MARKS, json.dumps(before | marks, sort_keys=True, separators=(",", ":")))
    return rows


def _marks(sql: sqlite3.Connection) -> dict[str, str]:
    """Return the marks in `meta`; none where another program has written something else."""
    row = sql.execute("SELECT value FROM meta WHERE name = ?", (RULE_MARKS,)).fetchone()
    try:
        marks = json.loads(row[0]) if row else {}
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}


def _host_rule(site: str, rules: Mapping[str, AddressRule]) -> AddressRule:
    return next((rule for rule in rules.values() if rule.owns(f"https://{site}/")), AddressRule(site, (site,)))


def rule_mark(rule: AddressRule) -> str:
    """Return a hash of the rule and of the version of `article_key`."""
    return hashlib.sha256(repr((KEYS_VERSION, rule.site, rule.hosts, rule.articles)).encode()).hexdigest()[:16]


def _rename_articles(corpus: Corpus, outlet: str, rule: AddressRule) -> dict[str, str]:
    """Give stored articles today's key, which is that of the address that answered; return key before -> key now."""
    sql, names = corpus.conn, {}
    for number in array("q", (row[0] for row in sql.execute("SELECT id FROM articles WHERE outlet = ?", (outlet,)))):
        before, url = sql.execute("SELECT key, url FROM articles WHERE id = ?", (number,)).fetchone()
        now = article_key(url, rule)
        if now == before or _is_taken(sql, now):
            continue
        sql.execute("UPDATE articles SET key = ? WHERE id = ?", (now, number))
        for table in ("looks_due", "frontier"):
            sql.execute(f"UPDATE {table} SET article_key = ? WHERE article_key = ?", (now, before))  # noqa: S608
        rename_history(corpus, before, now)
        names[before] = now
    return names


def _rename_aliases(sql: sqlite3.Connection, names: Mapping[str, str]) -> None:
    """Let the aliases of keys that articles had lead to those that they have now."""
    rows = sql.execute("SELECT key, article_key FROM aliases").fetchall() if names else []
    changed = [(names[article], key) for key, article in rows if article in names]
    sql.executemany("UPDATE aliases SET article_key = ? WHERE key = ?", changed)


def _rename_rows(sql: sqlite3.Connection, outlet: str, rule: AddressRule) -> int:
    """Give the rows of articles today's key, where no other row has it; return their number."""
    changed = 0
    rows = sql.execute(
        "SELECT id FROM frontier WHERE outlet = ? AND kind = 'article' AND reason IS NOT ?", (outlet, REMOVED)
    )
    for number in array("q", (row[0] for row in rows)):
        before, url, article = sql.execute(
            "SELECT key, url, article_key FROM frontier WHERE id = ?", (number,)
        ).fetchone()
        now = article_key(url, rule)
        if now == before:
            continue
        if article is not None:
            sql.execute("INSERT OR IGNORE INTO aliases (key, article_key) VALUES (?, ?)", (now, article))
        renamed = sql.execute("UPDATE OR IGNORE frontier SET key = ? WHERE id = ?", (now, number))
        changed += renamed.rowcount
    return changed


def _is_taken(sql: sqlite3.Connection, key: str) -> bool:
    """Return True if another article has the key, or had it and may come back under its id."""
    return sql.execute("SELECT 1 FROM article_ids WHERE key = ?", (key,)).fetchone() is not None
