"""Which articles are not derived yet (`number_underived`, `underived_articles`), and up to where that was done.

`article_changes` has all articles in the order in which they came or last changed; `derived` has the place in it up to
which a derivation went, and by which rules. Readers never derive: an answer that rests on rows still due says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.article_words import MOST_DERIVED, ArticleWords, Derivation
from corpus.store import Corpus

MOST_COUNTED = 10_000  # articles due that are counted
_UPTO = "coalesce((SELECT upto FROM derived WHERE name = :name AND rules_version = :rules), 0)"
_COUNT = f"SELECT count(*) FROM (SELECT 1 FROM article_changes WHERE seq > {_UPTO} LIMIT :most)"  # noqa: S608
_NEXT = f"""SELECT due.seq, length(a.text) > {MOST_DERIVED}, due.article_id, a.title, substr(a.text, 1, {MOST_DERIVED}),
        a.text_sha256
    FROM (SELECT seq, article_id FROM article_changes WHERE seq > {_UPTO} ORDER BY seq LIMIT :most) due
    LEFT JOIN articles a ON a.id = due.article_id ORDER BY due.seq"""  # noqa: S608


class DueArticle(NamedTuple):
    """A place in the order of changes and the article there; None where the article is lost (a damaged file).

    `is_cut`: only the beginning of its text is here, because it is longer than `MOST_DERIVED`.
    """

    seq: int
    is_cut: bool
    article: ArticleWords | None


def number_underived(corpus: Corpus, derivation: Derivation, most: int = -1) -> int:
    """Return the number of articles that the derivation has not done by its rules of now, at most `most` (-1: all)."""
    return int(corpus.conn.execute(_COUNT, _values(derivation) | {"most": most}).fetchone()[0])


def underived_articles(corpus: Corpus, derivation: Derivation, most: int) -> list[DueArticle]:
    """Return the first `most` articles that are due, in the order in which they came or changed.

    There are fewer where their texts are long: the last one passes `MOST_DERIVED` characters in all.
    """
    due: list[DueArticle] = []
    characters = 0
    for seq, is_cut, *words in corpus.conn.execute(_NEXT, _values(derivation) | {"most": most}):
        article = None if words[1] is None else ArticleWords(*words)
        due.append(DueArticle(seq, bool(is_cut), article))
        characters += len(article.text) if article else 0
        if characters > MOST_DERIVED:
            break
    return due


def has_rules_of_now(corpus: Corpus, derivation: Derivation) -> bool:
    """Return True if what is stored was derived by the rules of now."""
    query = "SELECT 1 FROM derived WHERE name = :name AND rules_version = :rules"
    return corpus.conn.execute(query, _values(derivation)).fetchone() is not None


def mark_derived(corpus: Corpus, derivation: Derivation, upto: int) -> None:
    """Store that the derivation went up to this place in the order, by its rules of now."""
    corpus.conn.execute(
        """INSERT INTO derived (name, rules_version, upto) VALUES (:name, :rules, :upto)
        ON CONFLICT (name) DO UPDATE SET rules_version = excluded.rules_version, upto = excluded.upto""",
        _values(derivation) | {"upto": upto},
    )


def underived_sentence(corpus: Corpus, these: Sequence[Derivation]) -> str | None:
    """Return a sentence that says how many articles are not derived yet; None if all are."""
    numbers = [(number_underived(corpus, each, MOST_COUNTED + 1), each.name) for each in these]
    number, name = max(numbers, default=(0, ""))
    if not number:
        return None
    amount = f"more than {MOST_COUNTED:,}" if number > MOST_COUNTED else f"{number:,}"
    them = "1 article is" if number == 1 else f"{amount} articles are"
    return f"{them} not read for {name} yet; `kliping derive` reads what is missing"


def _values(derivation: Derivation) -> dict[str, str | int]:
    return {"name": derivation.name, "rules": derivation.rules_version()}
