"""A stamp of which the parts stand in lines of their own is read; an hour that may be anything is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.models import Article

LEAF = "<div class='date'><div>{}</div><div>{}</div>{}</div>"
CELLS = (
    "<table><tr><td>Tanggal</td><td>:</td><td>18 Maret 2023</td></tr><tr><td>{}</td><td>:</td><td>{}</td></tr></table>"
)


@pytest.mark.parametrize(
    ("above", "moment"),
    [
        (LEAF.format("18", "Maret", "<div>2023</div>"), "2023-03-18"),
        (LEAF.format("18", "Mar 2023", ""), "2023-03-18"),
        ("<ul><li>18 Maret 2023</li><li>09:15 WIB</li></ul>", "2023-03-18 09:15"),
        (CELLS.format("Pukul", "09.15"), "2023-03-18 09:15"),
        (CELLS.format("Jam", "09:15 WIB"), "2023-03-18 09:15"),
        ("<ul><li>18 Maret 2023</li><li>03:25</li></ul>", "2023-03-18"),
        (CELLS.format("Durasi", "03:25"), "2023-03-18"),
        ("<div>18 Maret 2023, Pukul : 09.15 WIB</div>", "2023-03-18 09:15"),
        ("<div>18 Maret 2023 » 09:15</div>", "2023-03-18 09:15"),
        ("<div>3/18/2023 9:15:22 AM</div>", "2023-03-18 09:15"),
        ("<div class=meta>Tgl. 18-03-2023 Jam 09:15</div>", "2023-03-18 09:15"),
    ],
)
def test_the_parts_of_a_stamp_are_one(
    article: Callable[..., Article],
    write_page: Callable[..., str],
    write_paragraphs: Callable[..., str],
    above: str,
    moment: str,
) -> None:
    read = article(write_page(write_paragraphs(), meta=above))
    have = f"{read.published_at:%Y-%m-%d %H:%M}" if read.published_at else str(read.published_day)
    assert (have, read.authors) == (moment, ())
