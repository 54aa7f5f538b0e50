"""Second looks at pages with a line that differs at each load, and at pages that were truly edited.

Usage: python benchmarks/unstable_lines.py. One made-up site has an article for each shape of `UNSTABLE`, and two for
each of `EDITS`: one whose page is still else, and one with a loading time and another article's headline in its text.
All are crawled, the edits are made, the clock is moved by a day and a week, and each article is looked at twice.
Prints each shape with the events that came of it. Exit code 1 where an edit was not seen at the first look after it, or
an event had no cause.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

HOUSE = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))

from benchmarks.weekly import OUTLET, TOPIC, Serving, pass_days, rows_of, run_crawl  # noqa: E402 - found by the line above

WORDS = """angin buku cerita dapur emas festival gula hujan ikan jagung kopi laut mawar nenas obat padi roti sawah teh
    ubi warung kebun pasar sekolah jembatan lapangan""".split()  # noqa: SIM905 - a list of words

Lines = list[str]


def _words(load: int, number: int) -> str:
    return " ".join(WORDS[(load * 7 + n * n * 5 + load // 3 * n) % len(WORDS)] for n in range(number))


def _last(line: Callable[[int], str]) -> Callable[[Lines, int], Lines]:
    return lambda lines, load: [*lines, line(load)]


def _inside(line: Callable[[int], str]) -> Callable[[Lines, int], Lines]:
    return lambda lines, load: [*lines[:2], line(load), *lines[2:]]


def _moving(lines: Lines, load: int) -> Lines:
    place = load % len(lines) + 1
    return [*lines[:place], f"Nikmati {_words(load, 5)} hanya di gerai mitra kami", *lines[place:]]


def _in_paragraph(lines: Lines, load: int) -> Lines:
    return [lines[0], f"{lines[1]} Laman ini dibuka dalam 0,{load} detik oleh peladen kami.", *lines[2:]]


def _sometimes(lines: Lines, load: int) -> Lines:
    return [*lines, f"Terbaru untuk Anda: {_words(load, 6)}"] if load % 2 else lines


UNSTABLE: dict[str, Callable[[Lines, int], Lines]] = {
    "loading time": _last(lambda n: f"Halaman ini dimuat dalam 0,{n} detik"),
    "clock": _last(lambda n: f"Sekarang pukul {n % 24:02}.{n % 60:02}:{n * 7 % 60:02} di Kupang"),
    "exchange rate of the minute": _inside(lambda n: f"Kurs dolar Amerika Serikat Rp {15000 + n} per dolar"),
    "advert's sentence": _inside(lambda n: f"Promo: {_words(n, 9)} mulai besok."),
    "most read article": _last(lambda n: f"Berita Terpopuler: {n % 9} Fakta {_words(n, 6)}"),
    "related headline": _inside(lambda n: _words(n, 8).capitalize()),
    "two adverts": lambda lines, n: [lines[0], _words(n, 7), *lines[1:], f"Kunjungi {_words(n + 5, 4)} terdekat"],
    "advert that moves": _moving,
    "advert at every second load": _sometimes,
    "loading time within a paragraph": _in_paragraph,
    "readers just now": _last(lambda n: f"Saat ini {n} orang sedang membuka laman yang sama dengan Anda"),
    "session number": _last(lambda n: f"Kode sesi Anda {n * 7919:x} berlaku sampai besok pagi"),
    "weather": _inside(lambda n: f"Cuaca Kupang: {WORDS[n % 26]}, suhu {20 + n % 15} derajat"),
    "updated just now": _last(lambda n: f"Artikel ini telah diperbarui pada pukul {n % 24:02}:{n % 60:02}:{n % 59:02}"),
    "views in the headline": lambda lines, n: [f"{lines[0]} (dibuka {n} orang)", *lines[1:]],
    "clock in the headline": lambda lines, n: [f"{n % 24:02}:{n % 60:02}:{n % 59:02} WIB {lines[0]}", *lines[1:]],
}


def _replaced(place: int, old: str, new: str) -> Callable[[Lines], Lines]:
    return lambda lines: [line.replace(old, new) if n == place else line for n, line in enumerate(lines)]


EDITS: dict[str, tuple[str, Callable[[Lines], Lines]]] = {
    "a corrected number": ("changed", _replaced(1, "Sebanyak 2", "Sebanyak 3")),
    "a changed name": ("changed", _replaced(2, "Yohanes", "Yakobus")),
    "a negation": ("changed", _replaced(3, "akan dilanjutkan", "tidak akan dilanjutkan")),
    "a changed headline": ("headline", lambda lines: [f"{lines[0]} Ditunda", *lines[1:]]),
    "another headline": ("headline", lambda lines: ["Rapat Besar Pegawai Gagal Digelar Hari Ini", *lines[1:]]),
    "a paragraph added at the end": ("changed", lambda lines: [*lines, "Menteri belum menanggapi laporan tersebut."]),
    "a paragraph added inside": (
        "changed",
        lambda lines: [*lines[:3], "Polisi kini memeriksa dua orang saksi.", *lines[3:]],
    ),
    "a paragraph deleted": ("changed", lambda lines: [*lines[:3], *lines[4:]]),
    "the last paragraph deleted": ("changed", lambda lines: lines[:-1]),
    "two paragraphs change places": ("changed", lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]]),
    "a paragraph rewritten": (
        "changed",
        lambda lines: [*lines[:4], "Warga setempat menyambut rencana itu dengan gembira.", *lines[5:]],
    ),
    "Ralat": ("corrected", lambda lines: [*lines, "Ralat: semula tertulis bahwa acara dibuka oleh menteri."]),
    "Artikel ini telah diperbarui": (
        "corrected",
        lambda lines: [*lines, "Artikel ini telah diperbarui pada 3 Maret 2026 karena salah nama."],
    ),
    "a number within a sentence of several": ("changed", _replaced(4, "17 kampung", "71 kampung")),
}


def paragraphs(n: int) -> Lines:
    """The headline and five paragraphs that no other article has."""
    a, b, c = (WORDS[(n * k + k) % len(WORDS)] for k in (3, 5, 11))
    return [
        f"Pembinaan Pegawai Angkatan {n} di Balai {a.capitalize()}",
        f"Sebanyak 2{n:02} pegawai balai {a} mengikuti pembinaan pegawai yang dibuka kepala balai di aula nomor {n}.",
        f"Kepala seksi {b}, Yohanes, meninjau {c} dan membagikan {n + 40} buku kepada peserta dari kampung {a}.",
        f"Kegiatan di gedung {c} nomor {n} akan dilanjutkan dengan kunjungan ke {b} dan rumah warga pada sore hari.",
        f"Panitia {a} mencatat {n + 60} pengaduan dari 17 kampung, sebagian tentang {c} dan jalan menuju {b}.",
        f"Acara ditutup dengan doa bersama di halaman {b} setelah {n + 5} peserta menerima piagam dari panitia {c}.",
    ]


@dataclass
class Piece:
    """An article: what differs at each load, its edit (kind of its event, change), and whether the edit is made."""

    name: str
    unstable: Callable[[Lines, int], Lines] | None = None
    edit: tuple[str, Callable[[Lines], Lines]] | None = None
    edited: bool = False


@dataclass
class Web:
    """The site: its articles by number, how often each was requested, and how often in all."""

    pieces: list[Piece]
    loads: Counter[int] = field(default_factory=Counter)
    requested: Counter[int] = field(default_factory=Counter)

    def answer(self, target: str, tag: str | None) -> tuple[int, dict[str, str], str]:
        """Status, headers and body for a path with query."""
        parts = urlsplit(target)
        if parts.path == "/cari":
            first = parts.query.endswith("page=1")
            links = [f"/berita/pembinaan-pegawai-{n}" for n in range(len(self.pieces))] if first else []
            cards = "".join(
                f'<div class="card"><h2><a href="{link}">Pembinaan pegawai</a></h2></div>' for link in links
            )
            return 200, {}, f"<!DOCTYPE html><html><head><title>Hasil</title></head><body>{cards}</body></html>"
        if not parts.path.startswith("/berita/"):
            return 404, {}, ""
        number = int(parts.path.rsplit("-", 1)[1])
        self.requested[number] += 1
        return 200, {}, self._page(number)

    def _page(self, number: int) -> str:
        piece = self.pieces[number]
        lines = paragraphs(number)
        if piece.edit and piece.edited:
            lines = piece.edit[1](lines)
        if piece.unstable:
            self.loads[number] += 1
            lines = piece.unstable(lines, 101 + 7 * number + self.loads[number])
        body = "".join(f"<p>{line}</p>" for line in lines[1:])
        return (
            f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{lines[0]}</title>'
            '<meta property="article:published_time" content="2026-03-05T08:00:00+07:00"></head><body>'
            f"<header>Contoh</header><main><article><h1>{lines[0]}</h1>{body}</article></main></body></html>"
        )


def all_pieces() -> list[Piece]:
    """Return an article for each shape."""
    mixed = _both(UNSTABLE["loading time"], UNSTABLE["related headline"])
    return [
        *(Piece(name, unstable) for name, unstable in UNSTABLE.items()),
        *(Piece(name, edit=edit) for name, edit in EDITS.items()),
        *(Piece(f"{name}, beside unstable lines", mixed, edit) for name, edit in EDITS.items()),
    ]


def _both(*made: Callable[[Lines, int], Lines]) -> Callable[[Lines, int], Lines]:
    def lines_of(lines: Lines, load: int) -> Lines:
        for one in made:
            lines = one(lines, load)
        return lines

    return lines_of


@dataclass(frozen=True)
class Seen:
    """An article's expected events, those of the look after its edit and of the last one, and what was requested."""

    name: str
    expected: list[str]
    first: list[str]
    last: list[str]
    requests: int

    @property
    def is_right(self) -> bool:
        """True where the edit was seen at the first look, and nothing else at any."""
        return self.first == self.expected and not self.last


def look_twice(web: Web, corpus: Path, crawl: Callable[[], object]) -> list[Seen]:
    """Crawl; edit and look again a day later; look again a week later."""
    crawl()
    for piece in web.pieces:
        piece.edited = True
    events: list[dict[int, list[str]]] = []
    after = 0
    for days in (1, 7):
        web.requested.clear()
        pass_days(corpus, days)
        crawl()
        seen: dict[int, list[str]] = {}
        for number, key, kind in rows_of(
            corpus, "SELECT id, article_key, kind FROM events WHERE id > ? ORDER BY id", after
        ):
            seen.setdefault(int(str(key).rsplit("-", 1)[1]), []).append(str(kind))
            after = int(str(number))
        events.append(seen)
        if days == 1:
            requested = dict(web.requested)
    return [
        Seen(
            piece.name,
            [piece.edit[0]] if piece.edit else [],
            events[0].get(n, []),
            events[1].get(n, []),
            requested.get(n, 0),
        )
        for n, piece in enumerate(web.pieces)
    ]


def main() -> int:
    """Print the table; 1 where one is wrong."""
    web = Web(all_pieces())
    serving = Serving(web)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "outlets").mkdir()
        (folder / "outlets" / "mingguan.py").write_text(OUTLET.format(port=serving.port))
        (folder / "topic.toml").write_text(TOPIC)
        seen = look_twice(web, folder / "kliping.db", lambda: run_crawl(folder))
    serving.close()
    print("| shape | events due | first look | second look | requests | right |\n|---|---|---|---|---|---|")
    for one in seen:
        cells = (*(" ".join(kinds) or "none" for kinds in (one.expected, one.first, one.last)), one.requests)
        print(f"| {one.name} | {' | '.join(map(str, cells))} | {'yes' if one.is_right else '**no**'} |")
    return 0 if all(one.is_right for one in seen) else 1


if __name__ == "__main__":
    sys.exit(main())
