"""The eight made-up outlets: addresses, datelines, inserts and house lines of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

from demo_web import layouts, printing
from demo_web.frames import Sheet
from demo_web.pieces import Piece

Insert = Callable[[str, str], str]  # title, address -> markup


@dataclass(frozen=True, slots=True)
class House:
    """An outlet's own ways. `dateline` is put before the first paragraph, `insert` ("Baca Juga") behind the
    paragraphs in `inserts_after`, `tail` (markup) behind the last one; `turn` is the form of a page's number."""

    slug: str
    name: str
    host: str
    layout: Callable[[Sheet], str]
    address: Callable[[Piece], str]
    printed: Callable[[datetime], str]
    dateline: Callable[[Piece], str]
    insert: Insert
    tail: tuple[str, ...] = ()
    inserts_after: tuple[int, ...] = (2,)
    turn: str = "?page={n}"
    keeps_hour: bool = True
    gzipped: bool = False

    @property
    def root(self) -> str:
        """The address of the front page, without a slash at its end."""
        return f"https://{self.host}"

    def url(self, piece: Piece) -> str:
        """The address of a piece."""
        return self.root + self.address(piece)


def _no_dateline(_: Piece) -> str:
    return ""


def _paragraph_insert(title: str, url: str) -> str:
    return f'<p>Baca Juga: <a href="{url}">{escape(title)}</a></p>'


def _strong_insert(title: str, url: str) -> str:
    return f'<p><strong>BACA JUGA: <a href="{url}">{escape(title)}</a></strong></p>'


def _box_insert(title: str, url: str) -> str:
    return f'<div class="baca-juga"><span>Baca juga</span><ul><li><a href="{url}">{escape(title)}</a></li></ul></div>'


def _bare_insert(title: str, _: str) -> str:
    return f"<p>Baca juga: {escape(title)}</p>"


def _bracket_insert(title: str, url: str) -> str:
    return f'<p><em>(Baca: <a href="{url}">{escape(title)}</a>)</em></p>'


def _see_insert(title: str, url: str) -> str:
    return f'<p><b>Lihat juga:</b> <a href="{url}">{escape(title)}</a></p>'


_ALL = (
    House(
        "bptn", "Balai Pelatihan Tenaga Nusantara", "bptn.go.example", layouts.bptn,
        lambda p: f"/berita-detail/{p.slug}", printing.full_day,
        lambda p: f"{p.place}, {p.at:%d/%m}. " if p.place and p.at else "", _paragraph_insert,
        inserts_after=(), tail=("<p>** (Humas/BPTN)</p>",), keeps_hour=False,
    ),
    House(
        "wartalintas", "Warta Lintas", "wartalintas.example", layouts.wartalintas,
        lambda p: f"/daerah/{p.slug}/", lambda at: f"{printing.long_day(at)}, {at:%H:%M} WIB",
        lambda p: f"<strong>{p.place.upper()}</strong> – " if p.place else "", _strong_insert, turn="{n}/",
        tail=("<p>Ikuti WhatsApp Channel Warta Lintas untuk kabar terbaru</p>",),
    ),
    House(
        "suaradermaga", "Suara Dermaga", "suaradermaga.example", layouts.suaradermaga,
        lambda p: f"/{p.slug}/", printing.short_day,
        lambda p: f"{p.place} (DERMAGA) - " if p.place else "", _box_insert, turn="{n}/", inserts_after=(1, 3),
        tail=("<p>Cek berita dan artikel lain di Google News</p>",),
    ),
    House(
        "kabarsela", "Kabar Sela", "kabarsela.example", layouts.kabarsela,
        lambda p: f"/baca/{p.at:%Y/%m/%d}/{p.number}/{p.slug}", printing.old_friday,
        lambda p: f"{p.place} - " if p.place else "", _bare_insert, gzipped=True,
        tail=("<p>Baca berita Kabar Sela lainnya di Google News.</p>",),
    ),
    House(
        "nusasiber", "Nusa Siber", "nusasiber.example", layouts.nusasiber,
        lambda p: f"/berita/{p.number}/{p.slug}", printing.full_minute,
        lambda p: f"{p.place} (NUSIB) - " if p.place else "", _box_insert,
    ),
    House(
        "harianteluk", "Harian Teluk", "harianteluk.example", layouts.harianteluk,
        lambda p: f"/{'khusus' if p.fate == 'robots' else 'daerah'}/read/{p.number}/{p.slug}", printing.dotted_minute,
        lambda p: f"{p.place.upper()}, HT – " if p.place else "", _see_insert, turn="?halaman={n}",
        inserts_after=(2, 4), tail=("<p>Follow Berita Harian Teluk di Google News</p>",),
    ),
    House(
        "penakatulistiwa", "Pena Katulistiwa", "penakatulistiwa.example", layouts.penakatulistiwa,
        lambda p: f"/{p.at:%Y/%m/%d}/{p.slug}.html", printing.slashed,
        lambda p: f"{p.place} | " if p.place else "", _bracket_insert, tail=("<p>(mar/zik)</p>",),
    ),
    House(
        "ikabana", "Ikatan Alumni Balai Nusantara", "ikabana.or.example", layouts.ikabana,
        lambda p: f"/{p.slug}/", printing.long_day, _no_dateline, _paragraph_insert, inserts_after=(), keeps_hour=False,
    ),
)  # fmt: skip
HOUSES: Mapping[str, House] = {house.slug: house for house in _ALL}
