"""A search finds what going through every article by hand would find, whatever its operators and fields."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import QueryError
from corpus.models import Article
from corpus.query.parse import parse
from corpus.query.tree import All, AnyOf, Field, InTitle, Leaf, Near, Node, Phrase, Prefix, Word
from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.tokens import tokens

WORDS = ["sapi", "jagung", "panen", "pasar", "desa", "sungai", "Jum'at", "pasa*", "BP2MI-NTT", '"sapi jagung"', "hujan"]
FIELDS = ["outlet:suara_kota", "outlet:warta_timur,kantor_berita", "penulis:ani", "place:ende", "credit:x", "year:2020",
          "since:2021", "until:2020-06", "is:reprint", "is:original", "grade:1", "judul:sapi", "judul:(desa OR panen)",
          "sapi NEAR/1 jagung", "panen NEAR/0 pasa*"]  # fmt: skip
QUERIES = st.recursive(
    st.sampled_from(WORDS + FIELDS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        st.tuples(inner, inner).map(lambda parts: f"({parts[0]} NOT {parts[1]})"),
    ),
    max_leaves=7,
)


@dataclass(frozen=True)
class Held:
    """An article as it is read by hand."""

    id: int
    columns: tuple[tuple[str, ...], ...]
    facts: dict[str, str]
    sha256: str


@pytest.fixture
def held(corpus: Corpus, keep: Callable[..., object]) -> list[Held]:
    """Sixty articles of few words, some dated anew, some undated, some copies: what they hold."""
    keep(*map(_article, range(60)))
    keep(replace(_article(7), published_day=date(2020, 5, 5)), replace(_article(8), published_day=date(2023, 5, 5)))
    rows = corpus.conn.execute(
        "SELECT id, title, text, outlet, published_day, place, credit, authors, text_sha256 FROM articles"
    ).fetchall()
    return [
        Held(row[0], (tokens(row[1]), tokens(row[2])),
             {"outlet": row[3], "day": row[4] or "", "place": (row[5] or "").lower(),
              "credit": (row[6] or "").lower(), "author": " ".join(json.loads(row[7])).lower()}, row[8])
        for row in rows
    ]  # fmt: skip


def _article(n: int) -> Article:
    words = ["sapi", "jagung", "panen", "pasar", "desa", "sungai", "Jum'at", "BP2MI-NTT", "pasaran"]
    text = " ".join(words[(n * k + k * k) % len(words)] for k in range(1, 3 + n % 4)) + f" {n % 20}"
    outlet = ("suara_kota", "warta_timur", "kantor_berita")[n % 3]
    return Article(
        url=f"https://{outlet}.example/{n}", key=f"{outlet}.example/{n}", outlet=outlet, text=text, words=5,
        title=f"{words[n % 5]} {words[n % 7]}", authors=("Ani",) if n % 4 else ("Budi", "Ani L"),
        place="Ende" if n % 5 == 0 else None, credit="X" if n % 7 == 0 else None,
        published_day=None if n % 9 == 0 else date(2019 + n % 4, 1 + n % 12, 1),
    )  # fmt: skip


def _spans(leaf: Leaf, column: tuple[str, ...]) -> list[tuple[int, int]]:
    words = tokens(leaf.text)
    places = ((n, column[n : n + len(words)]) for n in range(len(column) - len(words) + 1))
    return [
        (n, n + len(words)) for n, place in places
        if place == words
        or (isinstance(leaf, Prefix) and place[:-1] == words[:-1] and place[-1].startswith(words[-1]))
    ]  # fmt: skip


def _meets(node: Node, one: Held, every: list[Held], columns: tuple[tuple[str, ...], ...]) -> bool:
    match node:
        case Word() | Phrase() | Prefix():
            return any(_spans(node, column) for column in columns)
        case Near((first, second), distance):
            pairs = (
                sorted((a, b)) for column in columns for a in _spans(first, column) for b in _spans(second, column)
            )
            return any(later[0] - earlier[1] <= distance for earlier, later in pairs)
        case InTitle(part):
            return _meets(part, one, every, one.columns[:1])
        case AnyOf(parts):
            return any(_meets(part, one, every, columns) for part in parts)
        case All(required, excluded):
            return all(_meets(part, one, every, columns) for part in required) and not any(
                _meets(part, one, every, columns) for part in excluded
            )
        case Field(name, value, _):
            return _is(name, value, one, every)
    raise AssertionError(node)


def _is(name: str, value: str, one: Held, every: list[Held]) -> bool:
    day = one.facts["day"]
    copy = any(o.sha256 == one.sha256 and o.id < one.id and o.facts["outlet"] != one.facts["outlet"] for o in every)
    meant: dict[str, Callable[[], bool]] = {
        "year": lambda: day.startswith(value), "since": lambda: day >= value, "grade": lambda: False,
        "until": lambda: bool(day) and day[: len(value)] <= value, "outlet": lambda: one.facts["outlet"] == value,
        "is": lambda: copy == (value == "reprint"),
    }  # fmt: skip
    return meant.get(name, lambda: value in one.facts[name])()


@settings(deadline=None, max_examples=300, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, sort=st.sampled_from(["newest", "oldest", "relevance"]), common=st.sampled_from([0, 60_000]))
def test_a_search_means_what_reading_every_article_would_find(
    corpus: Corpus, held: list[Held], query: str, sort: str, common: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpus.query.compiler.COMMON", common)
        try:
            result = search(corpus, query, literal=True, limit=100, sort=sort, seconds=None)  # type: ignore[arg-type]
        except QueryError as error:
            assert "no day is" in str(error)  # noqa: PT017 - days that exclude each other
            return
    tree = parse(query).tree
    expected = {one.id: one for one in held if _meets(tree, one, held, one.columns)}
    copies = {a for a in expected for b in expected
              if b < a and expected[a].sha256 == expected[b].sha256
              and expected[a].facts["outlet"] != expected[b].facts["outlet"]}  # fmt: skip
    assert (result.total, {hit.id for hit in result.hits}) == (len(expected), set(expected) - copies)
