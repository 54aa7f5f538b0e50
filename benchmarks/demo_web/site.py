"""One made-up outlet on the web: its article pages, its ways in, and what it answers otherwise."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import SplitResult, parse_qsl, urlsplit

from demo_web.frames import MARK, Sheet
from demo_web.houses import House
from demo_web.pieces import Piece

HTML = "text/html; charset=utf-8"
BESIDE = 5  # headlines in a side bar
ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nDisallow: /khusus/\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


Ways = Callable[["Site", SplitResult], Answer | None]


def answered(text: str | bytes, kind: str = HTML, status: int = 200, *more: tuple[str, str]) -> Answer:
    """An answer of a text."""
    return Answer(status, (("Content-Type", kind), *more), text.encode() if isinstance(text, str) else text)


class Site:
    """A house with its pieces; `ways` gives the answer of a listing's address, or None."""

    def __init__(self, house: House, pieces: Sequence[Piece], ways: Ways) -> None:
        self.house = house
        self.pieces = pieces
        self._ways = ways
        self._pages = {self._path(house.url(piece)): piece for piece in pieces}

    def answer(self, url: str) -> Answer:
        """The answer to a GET."""
        parts = urlsplit(url)
        if parts.path == "/robots.txt":
            return answered(ROBOTS, "text/plain")
        if (listing := self._ways(self, parts)) is not None:
            return self._packed(listing)
        return self._packed(self._article(url, parts))

    def gone(self, status: int = 404) -> Answer:
        """The page that says there is none."""
        title = "Halaman tidak ditemukan"
        body = f"<h1>{title}</h1><p>Maaf, halaman yang Anda cari tidak ada.</p>"
        return answered(self.frame(title, body), HTML, status)

    def frame(self, title: str, body: str) -> str:
        """A page that is no article."""
        return (
            f'<!DOCTYPE html>\n{MARK}\n<html lang="id"><head><meta charset="utf-8"><title>{escape(title)} - '
            f"{self.house.name}</title></head>\n<body>\n{body}\n</body></html>\n"
        )

    def on(self, way: str) -> list[Piece]:
        """The pieces that a way in shows."""
        return [piece for piece in self.pieces if piece.is_on(way)]

    def _article(self, url: str, parts: SplitResult) -> Answer:
        query = dict(parse_qsl(parts.query))
        if number := query.get("p"):
            return self._by_number(number)
        base, page = self._page_of(parts, query)
        piece = self._pages.get(base)
        if piece is None or page > (2 if piece.break_after and not piece.lost else 1):
            return self.gone()
        if piece.fate.startswith("http_"):
            return answered(self.frame("Galat", "<h1>Layanan sedang sibuk</h1>"), HTML, int(piece.fate[5:]))
        if piece.fate == "soft_404":
            return self.gone(200)
        if piece.fate == "listing_page":
            return answered(self.frame(piece.title, self.cards(piece.title, self.pieces[:9])))
        return answered(self._page(piece, page))

    def _by_number(self, number: str) -> Answer:
        """WordPress's number of a post: one leads on to its slug, the other shows the page itself."""
        piece = next((p for p in self.pieces if str(p.number) == number), None)
        if piece is None:
            return self.gone()
        if piece.number % 2:
            return answered("", HTML, 301, ("Location", self.house.url(piece)))
        return answered(self._page(piece, 1))

    def _page_of(self, parts: SplitResult, query: dict[str, str]) -> tuple[str, int]:
        path = parts.path.rstrip("/")
        if self.house.turn.startswith("?"):
            return path, int(query.get(self.house.turn[1:].split("=")[0], "1"))
        base, _, last = path.rpartition("/")
        return (base, int(last)) if last.isdigit() and base in self._pages else (path, 1)

    def _page(self, piece: Piece, page: int) -> str:
        last = 2 if piece.break_after else 1
        beside = [other for other in self.pieces if other is not piece and other.fate == "stored"][:BESIDE]
        return self.house.layout(
            Sheet(
                piece=piece, house=self.house.name, host=self.house.host, url=self.house.url(piece),
                printed=self.house.printed(piece.at) if piece.at else "", body=self._body(piece, page),
                beside=self._headlines(beside), pages=self._turns(piece, page) if last > 1 else "",
                is_last=page == last,
            )
        )  # fmt: skip

    def _body(self, piece: Piece, page: int) -> str:
        """A page's paragraphs, the dateline before the first, inserts between, house lines behind the last."""
        house, cut = self.house, piece.break_after or len(piece.paragraphs)
        lines = [f"<p>{escape(text, quote=False)}</p>" for text in piece.paragraphs]
        lines[0] = lines[0].replace("<p>", f"<p>{house.dateline(piece)}", 1)
        others = [other for other in self.pieces if other.fate == "stored" and other is not piece]
        for nth, after in enumerate(house.inserts_after):
            if after < len(lines) and others:
                other = others[(piece.number + nth) % len(others)]
                lines[after - 1] += "\n" + house.insert(other.title, house.address(other))
        shown = lines[:cut] if page == 1 else lines[cut:]
        return "\n".join([*shown, *(house.tail if page == 2 or not piece.break_after else ())])

    def _turns(self, piece: Piece, page: int) -> str:
        first = self.house.address(piece)
        second = first + self.house.turn.format(n=2)
        links = [f"<b>{n}</b>" if n == page else f'<a href="{url}">{n}</a>' for n, url in ((1, first), (2, second))]
        return f'<div class="page-links">Halaman: {" ".join(links)}</div>\n'

    def _headlines(self, pieces: Sequence[Piece]) -> str:
        rows = (f'<li><a href="{self.house.address(p)}">{escape(p.title)}</a></li>' for p in pieces)
        return f"<ul>{''.join(rows)}</ul>"

    def cards(self, heading: str, pieces: Sequence[Piece], *, dated: bool = False) -> str:
        """A listing's body: a card a piece, with title and lead."""

        def lead(piece: Piece) -> str:
            return escape(" ".join(piece.paragraphs[0].split()[:22]))

        cards = [
            f'<div class="kartu"><h3><a href="{self.house.address(p)}">{escape(p.title)}</a></h3>'
            + (f"<span>{self.house.printed(p.at)}</span>" if dated and p.at else "")
            + f"<p>{lead(p)} ...</p></div>"
            for p in pieces
        ]
        return f"<h1>{escape(heading)}</h1>\n" + "\n".join(cards)

    def _packed(self, answer: Answer) -> Answer:
        if not self.house.gzipped or answer.headers[0][1] == "application/gzip":
            return answer
        packed = gzip.compress(answer.body, mtime=0)
        return Answer(answer.status, (*answer.headers, ("Content-Encoding", "gzip")), packed)

    @staticmethod
    def _path(url: str) -> str:
        return urlsplit(url).path.rstrip("/")
