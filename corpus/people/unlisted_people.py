"""Persons whom articles name and the names file lacks (`unlisted_people`), as entries for a corpus's own file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.people_named.role_words import role_words
from corpus.store import Corpus
from corpus.vocabulary.names import Names
from corpus.vocabulary.tokens import tokens

LEAST_ARTICLES = 3  # fewer may be one story
_PERSONS = """SELECT m.name, count(DISTINCT m.article_id), count(DISTINCT a.outlet), min(a.published_day),
        max(a.published_day), max(m.article_id)
    FROM mentions m CROSS JOIN articles a INDEXED BY articles_facts ON a.id = m.article_id
    WHERE m.kind = 'person' GROUP BY m.name
    HAVING count(DISTINCT m.article_id) >= :least AND count(DISTINCT a.outlet) >= min(2, :least)
    ORDER BY 2 DESC, 1"""
_ROLES = """SELECT role, count(DISTINCT article_id) FROM mentions INDEXED BY mentions_name
    WHERE name = ? AND role IS NOT NULL GROUP BY role ORDER BY 2 DESC, 1 LIMIT 1"""


@dataclass(frozen=True, slots=True)
class UnlistedPerson:
    """A person in `articles` of `outlets`, the newest being `example`; `role` is the most frequent that articles give.

    `like` is an official of the names file who shares a word of the name, or None.
    """

    name: str
    role: str | None
    articles: int
    outlets: int
    first_day: str | None
    last_day: str | None
    example: int
    like: str | None


def unlisted_people(corpus: Corpus, names: Names, *, least: int = LEAST_ARTICLES) -> list[UnlistedPerson]:
    """Return the persons in at least `least` articles of two outlets who are no officials, the most frequent first.

    Names of one word are left out: too many bear each.
    """
    of_word = {word: one.name for one in names.officials.values() for word in tokens(one.name)}
    result = []
    for name, articles, outlets, first, last, example in corpus.conn.execute(_PERSONS, {"least": least}).fetchall():
        words = tokens(name)
        if name in names.officials or len(words) < 2:
            continue
        role = corpus.conn.execute(_ROLES, (name,)).fetchone()
        like = next((of_word[word] for word in words if word in of_word), None)
        result.append(UnlistedPerson(name, role[0] if role else None, articles, outlets, first, last, example, like))
    return result


def people_toml(people: Iterable[UnlistedPerson]) -> str:
    """Return entries for a corpus's own file of names; who is like an official is a comment."""
    blocks = []
    for one in people:
        lines = ["[[official]]", f"name = {json.dumps(one.name, ensure_ascii=False)}"]
        if roles := _role_words(one.role):
            lines.append(f"roles = {json.dumps(roles, ensure_ascii=False)}")
        if one.role:
            lines.append(f"post = {json.dumps(one.role, ensure_ascii=False)}")
        if one.like:
            lines = [f"# like {one.like}:", *(f"# {line}" for line in lines)]
        blocks.append("\n".join([*lines, ""]))
    return "\n".join(blocks)


def _role_words(role: str | None) -> list[str]:
    return [word for word in tokens(role or "") if word in role_words().heads][:2]
