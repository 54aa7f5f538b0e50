"""The words that people type for days: months, weekdays, units and numbers, Indonesian and English, in lower case.

They are fewer than those that pages print (pipelines/data/calendar.toml), and each means the same there
(tests/corpus/typed/test_day_words.py). Short names that are also other words ("set", "min") are left out.
"""

from __future__ import annotations

from collections.abc import Mapping

_MONTHS = (
    "januari january jan",
    "februari february feb pebruari peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu agt ags agust aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
_WEEKDAYS = (
    "senin monday",
    "selasa tuesday",
    "rabu wednesday",
    "kamis thursday",
    "jumat jum'at friday",
    "sabtu saturday",
    "ahad sunday",
)
_NUMBERS = (
    "satu one a an",
    "dua two",
    "tiga three",
    "empat four",
    "lima five",
    "enam six",
    "tujuh seven",
    "delapan eight",
    "sembilan nine",
    "sepuluh ten",
    "sebelas eleven",
    "duabelas twelve",
)


def _numbered(names: tuple[str, ...], first: int) -> dict[str, int]:
    return {name: number for number, row in enumerate(names, first) for name in row.split()}


MONTH_NUMBERS: Mapping[str, int] = _numbered(_MONTHS, 1)
WEEKDAY_NUMBERS: Mapping[str, int] = _numbered(_WEEKDAYS, 0)
"""Monday is 0. "minggu" is not here: it is a week, but in "hari minggu"."""

SMALL_NUMBERS: Mapping[str, int] = {
    **_numbered(_NUMBERS, 1),
    **{f"{row.split()[0]} belas": 10 + number for number, row in enumerate(_NUMBERS[:9], 1) if number > 1},
    **{f"{row.split()[0]} puluh": 10 * number for number, row in enumerate(_NUMBERS[:9], 1) if number > 1},
    "seratus": 100,
}
UNIT_LETTERS: Mapping[str, str] = {
    "hari": "d",
    "day": "d",
    "days": "d",
    "minggu": "w",
    "pekan": "w",
    "week": "w",
    "weeks": "w",
    "bulan": "m",
    "month": "m",
    "months": "m",
    "tahun": "y",
    "year": "y",
    "years": "y",
}
"""A unit of time -> the letter of a span: "3 hari" is 3d."""

SINGLE_DAYS: Mapping[str, int] = {
    "hari ini": 0,
    "today": 0,
    "sekarang": 0,
    "now": 0,
    "kemarin": -1,
    "kemaren": -1,
    "yesterday": -1,
    "kemarin dulu": -2,
    "kemarin lusa": -2,
    "day before yesterday": -2,
    "the day before yesterday": -2,
    "besok": 1,
    "tomorrow": 1,
    "lusa": 2,
}
"""Words for one day -> how many days it is from today."""
