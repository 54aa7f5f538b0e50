"""How Indonesian newsrooms print a day and an hour."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Ags", "Sep", "Okt", "Nov", "Des")
WIB, WITA = timezone(timedelta(hours=7)), timezone(timedelta(hours=8))


def full_day(at: datetime) -> str:
    """`Senin, 20 November 2023`"""
    return f"{DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year}"


def full_minute(at: datetime) -> str:
    """`Senin, 20 November 2023 14:30 WIB`"""
    return f"{full_day(at)} {at:%H:%M} WIB"


def dotted_minute(at: datetime) -> str:
    """`Senin, 20 November 2023 - 14.30 WIB`"""
    return f"{full_day(at)} - {at:%H.%M} WIB"


def short_day(at: datetime) -> str:
    """`18 Nov 2023`"""
    return f"{at.day} {SHORT[at.month - 1]} {at.year}"


def old_friday(at: datetime) -> str:
    """`Jum'at, 17 Nov 2023 | 09:05 WITA`"""
    day = DAYS[at.weekday()].replace("Jumat", "Jum'at")
    return f"{day}, {short_day(at)} | {at:%H:%M} WITA"


def slashed(at: datetime) -> str:
    """`12/02/2024, 10:20 WITA`"""
    return f"{at:%d/%m/%Y, %H:%M} WITA"


def long_day(at: datetime) -> str:
    """`4 Desember 2023`"""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"
