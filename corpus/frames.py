"""Tables of a corpus for notebooks: articles, search, and the linguists' counts as pandas or polars frames, or Arrow.

    from corpus import frames

    articles = frames.articles("kliping.db", "pembinaan pegawai")            # a pandas DataFrame
    quotes = frames.table("kliping.db", "quotes", kind="polars", with_text=True)
    months = frames.trend_points("kliping.db", "pembinaan", kind="arrow")

Every function takes the corpus's path, a search in the language of `kliping search` (docs/search.md) and its filters
(`outlet`, `since`, `until`, `grade`, `topic` ...), and `kind`: "pandas", "polars" or "arrow". Columns and types are
those of exports. The corpus is opened for reading alone. pyarrow is needed, and pandas or polars for their frames. All
functions raise KlipingError with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from corpus.errors import KlipingError
from corpus.export.arrow_columns import arrow_schema, arrow_tables
from corpus.export.content import ExportTable
from corpus.export.gathering import beside_tables, chosen_tables
from corpus.export.rows import chosen_articles, chosen_columns, rows
from corpus.messages.export_messages import FRAME_KIND_UNKNOWN, FRAME_NEEDS
from corpus.query.selection import Filters, select
from corpus.store import Corpus
from corpus.typed.sort_names import read_sort

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

__all__ = [
    "articles",
    "collocate_rows",
    "keyword_rows",
    "kwic_lines",
    "search_hits",
    "table",
    "trend_points",
    "word_counts",
]

Kind = Literal["pandas", "polars", "arrow"]


def articles(
    path: str | Path,
    query: str | None = None,
    *,
    columns: Sequence[str] | None = None,
    with_text: bool = False,
    sort: str = "newest",
    most: int | None = None,
    originals: bool = False,
    kind: Kind = "pandas",
    **filters: Unpack[Filters],
) -> Any:
    """Return the articles of a search, a row for each, with the columns of an export.

    `columns` are all by default; those of others' words need `with_text`. `originals` takes one article of each story.
    Nobody is left out for their terms here (column `usage_terms`): what leaves your machine is `kliping export`'s.
    """
    with _opened(path) as corpus:
        chosen = chosen_articles(corpus, select(corpus, query, **filters), read_sort(sort), most, originals=originals)
        named = chosen_columns(columns, with_text=with_text)
        return _frame(ExportTable("articles", named, rows(corpus, chosen, named)), kind)


def table(
    path: str | Path,
    name: str,
    query: str | None = None,
    *,
    with_text: bool = False,
    originals: bool = False,
    kind: Kind = "pandas",
    **filters: Unpack[Filters],
) -> Any:
    """Return a table beside the articles of a search: outlets, quotes, lineage ... (`kliping export --tables`)."""
    with _opened(path) as corpus:
        (known,) = chosen_tables(name, None)
        chosen = chosen_articles(corpus, select(corpus, query, **filters), originals=originals)
        return _frame(beside_tables(corpus, chosen, [known], with_text=with_text)[0], kind)


def search_hits(path: str | Path, query: str | None = None, *, kind: Kind = "pandas", **options: Any) -> Any:
    """Return the hits of a search with their snippets, as `kliping search`; options as corpus.search.search."""
    from corpus.query.hits import Hit
    from corpus.search import search as find

    return _counted(path, lambda corpus: find(corpus, query, **options).hits, Hit, kind)


def word_counts(path: str | Path, query: str | None = None, *, kind: Kind = "pandas", **options: Any) -> Any:
    """Return the words of the articles of a search and how often each stands there, as `kliping words`."""
    from corpus.linguistics.wordlists import Frequency, word_list

    return _counted(path, lambda corpus: word_list(corpus, query, **options), Frequency, kind)


def trend_points(path: str | Path, query: str, *, kind: Kind = "pandas", **options: Any) -> Any:
    """Return the articles and stories of a search by month, as `kliping trend`; options as corpus.linguistics.trend."""
    from corpus.linguistics.trend import Point
    from corpus.linguistics.trend import trend as count

    return _counted(path, lambda corpus: count(corpus, query, **options)[0], Point, kind)


def kwic_lines(path: str | Path, query: str, *, kind: Kind = "pandas", **options: Any) -> Any:
    """Return a concordance, a line for each match, as `kliping kwic`."""
    from corpus.linguistics.concordance import ConcordanceLine, concordance

    return _counted(path, lambda corpus: concordance(corpus, query, **options), ConcordanceLine, kind)


def collocate_rows(path: str | Path, query: str, *, kind: Kind = "pandas", **options: Any) -> Any:
    """Return the words around the matches of a search, as `kliping collocates`."""
    from corpus.linguistics.collocations import Collocate
    from corpus.linguistics.collocations import collocates as count

    return _counted(path, lambda corpus: count(corpus, query, **options), Collocate, kind)


def keyword_rows(path: str | Path, query: str, *, kind: Kind = "pandas", **options: Any) -> Any:
    """Return the words that mark the articles of a search, as `kliping keywords`."""
    from corpus.linguistics.keyness import Keyword
    from corpus.linguistics.keyness import keywords as count

    return _counted(path, lambda corpus: count(corpus, query, **options), Keyword, kind)


@contextmanager
def _opened(path: str | Path) -> Iterator[Corpus]:
    with Corpus(path, read_only=True) as corpus, corpus.snapshot():
        yield corpus


def _counted(path: str | Path, count: Callable[[Corpus], Iterable[Any]], row: type[Any], kind: Kind) -> Any:
    """Return rows, dataclasses of the type `row`, as a frame; without rows it has the columns all the same."""
    with _opened(path) as corpus:
        records = [asdict(each) for each in count(corpus)]
    pa, names = _needed("pyarrow", kind), [field.name for field in fields(row)]
    return _as_kind(pa.Table.from_pylist(records) if records else pa.table({name: [] for name in names}), kind)


def _frame(read: ExportTable, kind: Kind) -> Any:
    """Return a table as a frame."""
    pa = _needed("pyarrow", kind)
    parts = [*arrow_tables(pa, read)]
    return _as_kind(pa.concat_tables(parts) if parts else arrow_schema(pa, read.columns).empty_table(), kind)


def _as_kind(made: Any, kind: Kind) -> Any:
    if kind == "arrow":
        return made
    if kind == "polars":
        return _needed("polars", kind).from_arrow(made)
    _needed("pandas", kind)
    return made.to_pandas()


def _needed(package: str, kind: str) -> Any:
    """Import a package that frames need. Raises KlipingError with a sentence where it is not installed."""
    from importlib import import_module

    if kind not in ("pandas", "polars", "arrow"):
        raise KlipingError(FRAME_KIND_UNKNOWN(kind=kind))
    try:
        return import_module(package)
    except ImportError as error:
        raise KlipingError(FRAME_NEEDS(kind=kind, package=package)) from error
