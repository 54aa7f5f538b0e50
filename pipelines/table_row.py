"""An article from a row of an imported table (`row_article`): what the table says is taken as it is.

What is archived is the row as JSON, with the file's name and SHA-256, the row's number and the map of its columns
(`crawler/table_files/row_source.py` writes it). The article is made of it whenever it is read. Nothing is cut from the
text: lines are its paragraphs. Names stay as written; only a list, or a semicolon, parts them. Language and
words are counted as those of a page. `origins` name the file, row and column of each field.

A row of an export of kliping has no map: its columns are the article's own fields.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, get_args
from unicodedata import normalize

from corpus.crawl.captures import ROW_TYPE
from corpus.models import Article, Capture, Confidence, Form, Image, SetAside
from corpus.urls import article_key, host_of
from pipelines.balance.page_blocks import Fate, PageBlock
from pipelines.calendar.parts import zone_of
from pipelines.calendar.refusals import Refusal
from pipelines.dates.published import NO_HOUR, NO_ZONE
from pipelines.dates.sources import WIB, PageClock
from pipelines.dates.table_dates import DayOrder, cell_date
from pipelines.page.content_type import media_type
from pipelines.page.decode import CONTROLS
from pipelines.page.language import is_local, read_language
from pipelines.rules import PageRules, rules_version
from pipelines.strings.word_count import count_words, words_of

EXTRACTOR = "table"
NO_DATE_IN_ROW = "the table gives no date"
ORDERS = ("dmy", "mdy")
OWN_TEXTS = (
    *("editor", "dateline", "place", "credit", "section", "initials", "canonical_url", "edition", "usage_terms"),
    *("reprint_of_outlet", "reprint_of_title", "reprint_of_url", "published_printed", "date_conflict", "date_note"),
    *("event_printed", "incomplete_reason"),
)  # fmt: skip
"""Fields that an export of kliping has as texts under their own names."""
MAPPED_TEXTS = ("editor", "dateline", "place", "credit", "section")
LISTS = ("authors", "tags", "contributors")
TAKEN = frozenset({
    *("url", "title", "text", "date", "modified", "published_at", "published_day", "published_utc", "published_local"),
    *("published_zone", "modified_at", "modified_utc", "form", "images", "date_confidence", "event_day", "complete"),
    "language",
    *OWN_TEXTS,
    *LISTS,
})  # fmt: skip
"""Fields of which the article takes something; what else stands in a row is only stored with it."""


def row_article(capture: Capture, rules: PageRules) -> Article | SetAside | None:
    """The article of a capture that is a row of a table; None where the capture is something else."""
    kind = media_type(capture.content_type)
    if kind is None or kind.essence != ROW_TYPE:
        return None
    row = _stored_row(capture.body)
    if row is None or not (text := paragraphs(row.value("text"))):
        return SetAside("not_html", "a row of a table that can't be read, or has no text")
    lines = text.split("\n")
    language = read_language(text, _claimed(row, capture.url))
    article = Article(
        url=capture.url,
        title=_line(row.value("title")) or "",
        text=text,
        outlet=rules.outlet,
        key=article_key(capture.url, rules.address),
        lead=lines[0],
        language=language.code,
        language_note=language.note,
        words=count_words(text),
        extractor=EXTRACTOR,
        rules_version=rules_version(),
        authors=_names(row.value("authors")),
        tags=_names(row.value("tags")),
    )
    article = _own_fields(article, row) if row.columns is None else _mapped_fields(article, row, capture, rules, lines)
    return replace(article, origins=row.origins(article))


def row_blocks(capture: Capture) -> tuple[PageBlock, ...]:
    """The cells of a row as blocks of a page: paragraphs of the text, fields, and columns of which nothing is taken."""
    row = _stored_row(capture.body)
    if row is None:
        return ()
    fields = {column: name for name, column in (row.columns or {}).items() if name in TAKEN}
    blocks: list[PageBlock] = []
    for position, (column, cell) in enumerate(row.cells.items()):
        field = fields.get(column) if row.columns is not None else column if column in TAKEN else None
        for line in paragraphs(cell).split("\n"):
            fate: Fate = "text" if field == "text" else "outside" if field is None else "field"
            reason = None if field == "text" else field or f"column {column}"
            if line:
                blocks.append(PageBlock(0, position, fate, reason, len(words_of(line)), line))
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class _StoredRow:
    """A row as archived. `columns` maps fields to columns, None for an export of kliping."""

    cells: Mapping[str, Any]
    columns: Mapping[str, str] | None
    orders: Mapping[str, DayOrder]
    where: str
    from_1904: bool

    def value(self, field: str) -> Any:
        column = field if self.columns is None else self.columns.get(field)
        return None if column is None else self.cells.get(column)

    def origins(self, article: Article) -> dict[str, str]:
        """The column of each field that is set; language and words are counted."""
        sources = {
            "published_at": "date",
            "published_day": "date",
            "published_printed": "date",
            "modified_at": "modified",
        }
        own = {"published_at": "published_utc", "published_day": "published_day", "modified_at": "modified_utc"}
        origins: dict[str, str] = {"language": "text"} if article.language else {}
        fields = ("title", "text", *LISTS, *OWN_TEXTS, "published_at", "published_day", "modified_at", "event_day")
        for name in fields:
            if getattr(article, name) in (None, "", ()):
                continue
            field = sources.get(name, name)
            column = own.get(name, name) if self.columns is None else self.columns.get(field)
            if column is not None and column in self.cells:
                origins[name] = f"import: column {column} of {self.where}"
        return origins


def paragraphs(value: Any) -> str:
    r"""A cell's text in NFC: its lines, without blanks at their ends and without empty ones.

    >>> paragraphs(" Balai dibuka. \r\n\r\nWarga datang.\x00 "), paragraphs(None), paragraphs(["a", "b"])
    ('Balai dibuka.\nWarga datang.', '', 'a\nb')
    """
    if isinstance(value, list):
        value = "\n".join(str(each) for each in value if each is not None)
    if value is None:
        return ""
    text = CONTROLS.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return normalize("NFC", "\n".join(line for each in text.split("\n") if (line := each.strip())))


def _stored_row(body: bytes) -> _StoredRow | None:
    try:
        item = json.loads(body)
        columns = item["map"]
        if columns is not None:
            columns = {str(field): str(column) for field, column in columns.items()}
        cells = dict(item["row"])
        sheet = f" ({item['sheet']})" if item.get("sheet") and columns is not None else ""
        where = f"{item['file']}{sheet} row {int(item['number'])}"
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    orders = {field: order for field, order in (item.get("orders") or {}).items() if order in ORDERS}
    return _StoredRow(cells, columns, orders, CONTROLS.sub("", where), bool(item.get("from_1904")))


def _mapped_fields(
    article: Article, row: _StoredRow, capture: Capture, rules: PageRules, lines: Sequence[str]
) -> Article:
    """The article with the fields of a map, and its dates as they are read from the cells."""
    offset = rules.utc_offset
    if offset is None and (is_local(lines) or host_of(capture.url).endswith(".id")):
        offset = WIB
    clock = PageClock(capture.fetched_at, offset)
    read = cell_date(row.value("date"), clock, row.orders.get("date"), from_1904=row.from_1904)
    changed = cell_date(row.value("modified"), clock, row.orders.get("modified"), from_1904=row.from_1904)
    texts: dict[str, Any] = {name: _line(row.value(name)) for name in MAPPED_TEXTS}
    article = replace(article, published_printed=_line(row.value("date")), **texts)
    if changed is not None and not isinstance(changed, Refusal):
        article = replace(article, modified_at=changed.at)
    if read is None:
        return replace(article, date_note=NO_DATE_IN_ROW)
    if isinstance(read, Refusal):
        return replace(article, date_note=f"{read} (import)")
    note = None if read.at is not None else NO_HOUR if read.wall is None else NO_ZONE
    return replace(article, published_at=read.at, published_day=read.day, date_confidence="single", date_note=note)


def _own_fields(article: Article, row: _StoredRow) -> Article:
    """The article with the fields of a row that kliping exported; what it would not have written is left out."""
    form, confidence = row.value("form"), row.value("date_confidence")
    complete = str(row.value("complete")).strip().lower() not in {"0", "false", "0.0"}
    texts: dict[str, Any] = {name: _line(row.value(name)) for name in OWN_TEXTS}
    day = _day(row.value("published_day"))
    at = _published_at(row)
    return replace(
        article,
        **texts,
        contributors=_names(row.value("contributors")),
        images=_images(row.value("images")),
        form=form if form in get_args(Form) else "article",
        complete=complete,
        published_at=at,
        published_day=day or (at.date() if at else None),
        modified_at=_instant(row.value("modified_at")) or _instant(row.value("modified_utc")),
        date_confidence=confidence if confidence in get_args(Confidence) else "single" if day or at else None,
        event_day=_day(row.value("event_day")),
    )


def _images(value: Any) -> tuple[Image, ...]:
    """The photos of an export's column `images`, which is JSON or a text of it; none where it is something else."""
    with suppress(ValueError, RecursionError):
        value = json.loads(value) if isinstance(value, str) else value
    images = []
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict) and isinstance(each.get("position"), int) and (url := _line(each.get("url"))):
            words = [_line(each.get(name)) for name in ("caption", "credit", "alt")]
            images.append(Image(max(-1, each["position"]), url, *words))
    return tuple(images)


def _published_at(row: _StoredRow) -> datetime | None:
    """The moment of publication in the zone that the export names."""
    at = _instant(row.value("published_at")) or _instant(row.value("published_utc"))
    zone = zone_of(str(row.value("published_zone") or ""))
    if at is None:
        local = _moment(row.value("published_local"))
        return None if local is None or zone is None else local.replace(tzinfo=zone)
    return at if zone is None else at.astimezone(zone)


def _instant(value: Any) -> datetime | None:
    """A moment in ISO 8601; one without an offset is in UTC, as workbooks have it."""
    moment = _moment(value)
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value).strip()) if value else None
    except ValueError:
        return None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value).strip()[:10]) if value else None
    except ValueError:
        return None


def _line(value: Any) -> str | None:
    """A cell as one line of text; None where it is empty."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(CONTROLS.sub("", str(value)).split()) if value is not None else ""
    return normalize("NFC", text) or None


def _names(value: Any) -> tuple[str, ...]:
    """The names of a cell: a list's, a JSON list's, or those between semicolons; a comma is part of a name.

    >>> _names("Maria Bere; Yosef, S.H."), _names('["a; b"]'), _names(None)
    (('Maria Bere', 'Yosef, S.H.'), ('a; b',), ())
    """
    if isinstance(value, str) and value.lstrip().startswith("["):
        with suppress(ValueError, RecursionError):
            value = json.loads(value)
    values = value if isinstance(value, list) else str(value).split(";") if value is not None else []
    return tuple(dict.fromkeys(name for each in values if each is not None and (name := _line(each))))


def _claimed(row: _StoredRow, url: str) -> str | None:
    """The language that an export names, or that of the host's country: "id" or "ms"."""
    stated = row.value("language") if row.columns is None else None
    if stated in {"id", "ms"}:
        return str(stated)
    return {"bn": "ms", "id": "id", "my": "ms"}.get(host_of(url).rsplit(".", 1)[-1])
