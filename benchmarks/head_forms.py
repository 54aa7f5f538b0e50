"""The made-up heads and tails of articles with their gold: forms as data (benchmarks/head_forms/*.toml), pages by code.

A form is lines with labels. `page` holds one `label: text` a line:

- `label~:` joins the next line to this one with a space, `label+:` with nothing ("dateline~: KUPANG -" / "prose: @1").
- `@T @S @C @D @1 ...` are words of the form's `story` (stories.toml), `@H1 @O1 ...` headlines and summaries of others;
  `@rest`, `@rest 3-5` are its paragraphs (from the second on) as prose, `@menu` is a site's menu of 24 lines.
- `photo:` is an image, which bare lines don't have.

Gold of a form: the text is its lines labelled `prose` and `subhead`; a label of OPTIONAL may stand in the text or not.
`day`, `hour` (WIB, or `zone` hours from UTC), `place`, `authors`, `editor`, `event` are exact: what is not named must
be empty. "?" is not measured; `..._or` is a second right value ("none": empty). `title` is the story's if not given.
`initials`, `credit`, `reprint` (`reprint_of_outlet`) are measured where they are given. `free` are words that may stand
in the text or be cut. `aside_ok`: the page may be set aside. `at` is when it was fetched; `rests` what the form rests
on. `held` forms are measured only at the end.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DATA = Path(__file__).parent / "head_forms"
FORMS = ("national", "regional", "small", "bad")
TRAPS = ("traps", "traps_writers")
MARKUPS = ("bare", "divs", "usual")
FETCHED = "2025-12-01T05:00:00+00:00"
TEXT = {"prose", "subhead"}
OPTIONAL = {"standfirst_own", "about_writer"}
PICTURE = {"photo", "caption", "credit"}
LABELS = {
    *TEXT, *OPTIONAL, *PICTURE, "box", "breadcrumb", "byline", "clock", "comment", "dateline", "editor", "furniture",
    "insert", "kicker", "note", "other_story", "page_numbers", "reading_time", "reprint", "sign_off", "source", "stamp",
    "standfirst", "summary", "tags", "title",
}  # fmt: skip
KEYS = {
    "aside_ok", "at", "authors", "authors_or", "credit", "day", "editor", "editor_or", "event", "event_or", "free",
    "held", "hour", "id", "initials", "initials_or", "page", "place", "place_or", "reprint", "reprint_or", "rests",
    "story", "title", "url", "zone",
}  # fmt: skip
MENU = [
    "Beranda", "Nasional", "Daerah", "Ekonomi", "Olahraga", "Hiburan", "Gaya Hidup", "Otomotif",
    "Kesehatan", "Pendidikan", "Wisata", "Kuliner", "Teknologi", "Sains", "Kolom", "Foto",
    "Video", "Infografis", "Indeks", "Tentang Kami", "Redaksi", "Pedoman", "Kontak", "Karier",
]  # fmt: skip
GLUE = {"~": " ", "+": "", "": ""}
LINE = re.compile(r"(?P<label>[a-z_]+)(?P<glue>[~+]?):(?: (?P<text>.*))?")
MACRO = re.compile(r"@(?P<kind>[TSCDHO]?)(?P<number>\d*)")
REST = re.compile(r"@rest(?: (?P<first>\d+)(?:-(?P<last>\d+))?)?")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with one label, and what joins them to the next segment of their line."""

    label: str
    text: str
    glue: str = ""


Row = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One form with its gold. `rows` are the page's lines; `keys` the form's table as written."""

    id: str
    url: str
    title: str
    fetched_at: datetime
    held: bool
    rows: tuple[Row, ...]
    keys: dict[str, Any] = field(repr=False)

    def text(self, *, optional: bool = False) -> list[str]:
        """The true lines of the text; with `optional` those that may stand in it, too, in their places."""
        wanted = TEXT | (OPTIONAL if optional else set())
        lines = (" ".join(segment.text for segment in row if segment.label in wanted) for row in self.rows)
        return [line for line in lines if line]

    def captions(self) -> list[str]:
        """The captions without their credits, each once."""
        return list(dict.fromkeys(segment.text for row in self.rows for segment in row if segment.label == "caption"))


def read_forms(names: Sequence[str] = (*FORMS, *TRAPS)) -> list[Form]:
    """All forms of these files; a ValueError names a key, a label or a macro that is not known."""
    return [form_of(table) for name in names for table in _toml(name)["form"]]


@lru_cache(maxsize=8)
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def form_of(table: dict[str, Any]) -> Form:
    """The form of a table as it stands in a file; a ValueError says what in it is not known."""
    if unknown := table.keys() - KEYS:
        raise ValueError(f"{table['id']}: unknown keys {sorted(unknown)}")
    story = _toml("stories")["stories"][table["story"]]
    slug = re.sub(r"[^a-z0-9]+", "-", story["T"].lower()).strip("-")
    return Form(
        id=table["id"],
        url=table["url"].replace("{slug}", slug),
        title=table.get("title", story["T"]),
        fetched_at=datetime.fromisoformat(table.get("at", FETCHED)).astimezone(UTC),
        held=table.get("held", False),
        rows=tuple(_rows(table["id"], table["page"].strip("\n").split("\n"), story)),
        keys=table,
    )


def _rows(name: str, lines: Sequence[str], story: dict[str, Any]) -> Iterator[Row]:
    row: list[Segment] = []
    for line in lines:
        if line == "@menu":
            yield from ((Segment("furniture", word),) for word in MENU)
            continue
        if rest := REST.fullmatch(line):
            first = int(rest["first"] or 2)
            last = int(rest["last"] or rest["first"] or len(story["P"]))
            yield from ((Segment("prose", paragraph),) for paragraph in story["P"][first - 1 : last])
            continue
        match = LINE.fullmatch(line.strip())
        if match is None or match["label"] not in LABELS:
            raise ValueError(f"{name}: no label of {sorted(LABELS)} opens {line!r}")
        row.append(Segment(match["label"], _expanded(match["text"] or "", story), GLUE[match["glue"]]))
        if not match["glue"]:
            yield tuple(row)
            row = []
    if row:
        raise ValueError(f"{name}: the last line is joined to none")


def _expanded(text: str, story: dict[str, Any]) -> str:
    others = _toml("stories")["others"]

    def words(match: re.Match[str]) -> str:
        number = int(match["number"] or 0)
        match match["kind"]:
            case "H":
                return str(others["headlines"][number - 1])
            case "O":
                return str(others["summaries"][number - 1])
            case "":
                return str(story["P"][number - 1]) if number else match[0]
            case kind:
                return str(story[kind])

    return MACRO.sub(words, text)


def render(form: Form, markup: str) -> bytes:
    """The page of the form as bare lines (`bare`), in boxes without meaning (`divs`) or with usual names (`usual`)."""
    body = {"bare": _bare, "divs": _divs, "usual": _usual}[markup](form)
    site = (urlsplit(form.url).hostname or "").removeprefix("www.").split(".")[0].capitalize()
    title = escape(form.title)
    head = f'<meta charset="utf-8"><title>{title}{"" if markup == "bare" else f" - {site}"}</title>'
    if markup == "usual":
        head += f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
    return f'<!doctype html><html lang="id"><head>{head}</head><body>{body}</body></html>'.encode()


def _words(row: Row) -> str:
    return "".join(escape(segment.text, quote=False) + segment.glue for segment in row)


def _link(row: Row) -> str:
    return f'<a href="/b/{zlib.crc32(_words(row).encode())}">{_words(row)}</a>'


def _bare(form: Form) -> str:
    lines = [_words(row) for row in form.rows if row[0].label != "photo"]
    if zlib.crc32(form.id.encode()) % 2:
        return "<div>" + "<br>\n".join(lines) + "</div>"
    return "".join(f"<p>{line}</p>\n" for line in lines)


def _regions(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row], Sequence[Row]]:
    """The lines above the text (with a dateline of its own line: the text begins there), the text, the lines below."""
    inside = [n for n, row in enumerate(rows) if TEXT & {segment.label for segment in row}]
    if not inside:
        return rows, (), ()
    first, last = inside[0], inside[-1] + 1
    first = next((n for n, row in enumerate(rows[:first]) if row[0].label == "dateline"), first)
    return rows[:first], rows[first:last], rows[last:]


def _divs(form: Form) -> str:
    parts, image = [], 0
    for name, region in zip(("q1", "q2", "q3"), _regions(form.rows), strict=True):
        parts.append(f'<div class="{name}">')
        for pictures, rows in groupby(region, key=lambda row: {segment.label for segment in row} <= PICTURE):
            parts.append('<div class="z8">' if pictures else "")
            for row in rows:
                if row[0].label == "photo":
                    image += 1
                    parts.append(f'<div><img src="/f/{image}.jpg" width="800" height="450" alt=""></div>')
                elif row[0].label == "title" and not any("<h1>" in part for part in parts) and len(row) == 1:
                    parts.append(f"<h1>{_words(row)}</h1>")
                elif row[0].label in {"other_story", "insert"}:
                    parts.append(f"<div>{_link(row)}</div>")
                else:
                    parts.append(f"<div>{_words(row)}</div>")
            parts.append("</div>" if pictures else "")
        parts.append("</div>")
    return '<div class="w3"><div class="w4">' + "\n".join(parts) + "</div></div>"


BOXES = {
    "box": "subscribe-box", "breadcrumb": "breadcrumb", "byline": "entry-meta", "clock": "topbar",
    "comment": "comments-area", "editor": "entry-meta", "furniture": "share-tools", "kicker": "entry-kicker",
    "other_story": "related-posts", "page_numbers": "page-links", "reading_time": "entry-meta", "stamp": "entry-meta",
    "standfirst": "entry-summary", "standfirst_own": "entry-summary", "summary": "summary-box", "tags": "tags-links",
    "title": "entry-header",
}  # fmt: skip
SPANS = {"byline": "author", "editor": "editor", "stamp": "entry-date", "reading_time": "reading-time"}


def _usual(form: Form) -> str:
    head, text, tail = _regions(form.rows)
    closing = next((n for n, row in enumerate(tail) if row[0].label in BOXES.keys() - {"byline", "editor"}), len(tail))
    inside = [*text, *tail[:closing]]
    content = "\n".join(_boxes(inside, inside=True))
    parts = [*_boxes(head), f'<div class="entry-content">{content}</div>', *_boxes(tail[closing:])]
    return '<main><article class="post">' + "\n".join(parts) + "</article></main>"


def _box(row: Row) -> str:
    labels = {segment.label for segment in row}
    return "figure" if labels <= PICTURE else BOXES.get(row[0].label, "")


def _boxes(rows: Sequence[Row], *, inside: bool = False) -> Iterator[str]:
    """The lines in the elements of a usual theme; `inside` the text, bylines are paragraphs."""
    titles = 0
    for name, group in groupby(rows, key=_box):
        lines = list(group)
        if name == "figure":
            yield _figure(lines)
        elif name == "entry-header":
            for row in lines:
                titles += 1
                yield f'<h1 class="entry-title">{_words(row)}</h1>' if titles == 1 else f"<h2>{_words(row)}</h2>"
        elif name == "entry-meta" and not inside:
            yield f'<div class="entry-meta">{"".join(map(_meta, lines))}</div>'
        elif name in {"", "entry-meta"}:
            yield from map(_paragraph, lines)
        else:
            linked = name in {"related-posts", "breadcrumb", "tags-links"}
            words = (
                f'<a href="/b/{zlib.crc32(_words(row).encode())}">{_words(row)}</a>' if linked else _words(row)
                for row in lines
            )
            yield f'<div class="{name}">' + "".join(f"<div>{line}</div>" for line in words) + "</div>"


def _figure(rows: Sequence[Row]) -> str:
    words = "<br>".join(
        "".join(f'<span class="{s.label}-text">{escape(s.text, quote=False)}</span>{s.glue}' for s in row)
        for row in rows
        if row[0].label != "photo"
    )
    image = f'<img src="/wp-content/uploads/{zlib.crc32(words.encode())}.jpg" width="800" height="450" alt="">'
    return f'<figure class="wp-caption">{image}' + (
        f"<figcaption>{words}</figcaption></figure>" if words else "</figure>"
    )


def _meta(row: Row) -> str:
    spans = (f'<span class="{SPANS.get(s.label, "meta")}">{escape(s.text, quote=False)}</span>{s.glue}' for s in row)
    return "<div>" + "".join(spans) + "</div>"


def _paragraph(row: Row) -> str:
    if row[0].label == "subhead":
        return f"<h2>{_words(row)}</h2>"
    if row[0].label == "insert":
        return f'<p class="baca-juga"><strong>{_link(row)}</strong></p>'
    if row[0].label == "dateline" and len(row) > 1:
        return f"<p><strong>{escape(row[0].text, quote=False)}</strong>{row[0].glue}{_words(row[1:])}</p>"
    return f"<p>{_words(row)}</p>"
