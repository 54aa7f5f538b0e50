"""How dates are written: the names of data/calendar.toml, and one pattern for each form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

_FILE = files("pipelines") / "data/calendar.toml"
_TABLES: Mapping[str, Mapping[str, Any]] = tomllib.loads(_FILE.read_text("utf-8"))


def _by_name(table: str) -> dict[str, int]:
    """Return name -> number from a table of data/calendar.toml, such as months or weekdays."""
    return {name: int(number) for number, names in _TABLES[table].items() for name in names}


MONTHS = _by_name("months")
WEEKDAYS = _by_name("days")
ZONES = {name: int(hours) for name, hours in _TABLES["zones"].items()}
UNITS = {name: int(minutes) for name, minutes in _TABLES["units"].items()}
FULL_MONTHS: tuple[str, ...] = tuple(_TABLES["full"]["names"])
SEVERAL_ZONES = "|".join(_TABLES["several"]["zones"])
PASARAN = "|".join(_TABLES["pasaran"]["names"])
SHORT = 3  # letters of a shortened name: "Sen", "Fri"


def _any_of(names: Mapping[str, int]) -> str:
    """Return a pattern that matches any of the names, the longest first."""
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))


# names inside other patterns; the short weekdays are names of people too ("Min", "Sun"), and pages print any mark in
# "Jum'at"
ANY_MONTH = _any_of(MONTHS)
ANY_WEEKDAY = "|".join(
    dict.fromkeys(
        re.sub(r"['’`‘]", ".?", name).replace(" ", r"\s+")
        for name in sorted(WEEKDAYS, key=len, reverse=True)
        if len(name) > SHORT
    )
)

# "WIB", "Z", "GMT+7", "UTC+07:00", "+0800", "-0500" ("10:00-11:30" is a span of hours, no offset), "CST";
# two elements with nothing between them: "08:15 WITAPenulis: ..."
ZONE = rf"""(?: (?:GMT|UTC) \s? [+-]\d{{1,2}} (?: :?\d{{2}} )? \b
         | (?: {_any_of(ZONES)} ) (?! (?! (?-i: [A-Z][a-z] ) ) \w | \s?[+-]\d )
         | [+]\d{{1,2}} (?: :?\d{{2}} )? \b | -(?:0\d|1[0-2])[03]0 \b | (?-i: {SEVERAL_ZONES} ) (?! \s?\w ) )"""
WEEKDAY = rf"""(?: (?<![\w'’]) (?P<weekday> {_any_of(WEEKDAYS)} ) (?![\w'’]) \.? \s*
                  (?: [(/-]? \s* (?:{PASARAN})\b \s* [)]? \s* )? [,/|–-]? \s* )?"""
# "2023", "'23", "23"; in "5 Januari 12 komentar" the number counts something
NO_COUNT = r"(?! \s* (?:comments?|jam|kali|komentar|menit|orang|views?|x) \b )"
# two elements with nothing between them: "Nov 20 20194:29 AM"
GLUED_YEAR = r"\d{4} (?= [012]?\d : \d\d (?!\d) )"
YEAR = rf"(?P<year> {GLUED_YEAR} | (?: \d{{4,5}} | ['’]\d{{2}} | \d{{2}} {NO_COUNT} ) (?! \d | [:.]\d ) )"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


# "Senin, 20 November 2023", "24-Sep-2022", "30 October 2021", "2nd May 2022", "Jum'at 6 Juli 2018",
# "25. September 2018", "18 de noviembre de 2019", "1er août 2019", "Jum'at,6Juli2018", "06/Jul/2018"
DATE = _form(
    rf"""{WEEKDAY} [(]? \s* (?<! [\d/.:] ) (?<! \d, ) (?P<day> \d{{1,2}} ) (?:st|nd|rd|th|er|º)? \s* [\s./-]? \s*
         (?:(?:of|del?)\s+)? (?P<month> {_any_of(MONTHS)} ) (?![^\W\d]) [.,]? \s* [-,/]? \s* (?:del?\s+)? {YEAR}"""
)
# "Monday, September 29, 2025", "Nov 22nd, 2024"
ENGLISH = _form(
    rf"""{WEEKDAY} (?<!\w) (?P<month> {_any_of(MONTHS)} ) \.? \s+ (?P<day> \d{{1,2}} ) (?:st|nd|rd|th)?
         (?: \s*,\s* | \s+ ) (?P<year> {GLUED_YEAR} | \d{{4}} (?!\d) )"""
)
# "24/9/2022", "(27/ 12/ 2022)", "8-9-22", "02.11.2023", "(28/10/20240)": always day, month, year
NUMBERS = _form(
    rf"""{WEEKDAY} [(]? \s* (?<! [\d/.,:-] ) (?P<day> \d{{1,2}} ) \s* (?P<mark> [/.-] ) \s* (?P<month> \d{{1,2}} )
         \s* (?P=mark) \s* (?P<year> \d{{4,5}} | \d{{2}} ) (?! \d | [:.]\d )"""
)
# "2023-11-02T21:34:19+07:00", "2023-11-02 21:34", "2023/11/02 20:59:53", "2023-11-02T14:34:19.000Z"
ISO = _form(
    rf"""(?<!\d) (?<!^-) (?P<year>\d{{4}}) (?P<mark>[/-]) (?P<month>\d{{1,2}}) (?P=mark) (?P<day>\d{{1,2}}) (?!\d)
        (?: (?: \s* T \s* | \s+ ) (?P<hour>\d{{1,2}}) : (?P<minute>\d{{2}}) (?: : (?P<second>\d{{2}}) (?:[.,]\d+)? )?
            (?: \s* (?P<half> [ap]\.?m\b\.? ) )?
            (?: \s* (?P<zone> Z\b | {ZONE} | [+-]\d{{2}}:?\d{{2}} | [+-]\d{{2}}\b ) )? )?"""
)
# "2018年8月25日", "2018년 8월 25일", "2018.08.25", "2018. 8. 25."
ASIAN = _form(
    r"""(?<! [\d/.,:-] ) (?P<year> 20\d{2} ) \s? (?: [年년] | (?P<dots>[.]) ) \s?
        (?P<month> \d{1,2} ) \s? (?(dots)[.]|[月월]) \s? (?P<day> \d{1,2} ) (?! \d ) (?(dots)(?![.:]\d)|\s?[日일])"""
)
# "12/IX/2023", "Selasa, 12-IX-2023", "14 XII 2022": a month in Roman figures, as in the numbers of letters
ROMAN = _form(
    rf"""{WEEKDAY} [(]? (?<! [\w/.:–-] ) (?P<day> \d{{1,2}} ) (?P<mark> \s?[/.–-]\s? | \s )
         (?-i: (?P<month> [IVX]{{1,4}} ) ) (?P=mark) (?P<year> (?:19|20)\d{{2}} ) (?! [\w/–-] | [:.]\d )"""
)
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# "14 Setember 2023", "Setember 14, 2023": the word between day and year may be a misspelt month
SLIP = _form(
    rf"""{WEEKDAY} [(]? (?<! [\w/.:,–-] ) (?P<day> \d{{1,2}} ) \s? [\s./-] \s? (?P<month> [^\W\d_]{{3,11}} ) [.,]?
         \s? [\s,./-] \s? (?P<year> (?:19|20)\d{{2}} ) (?! \w | [:.]\d )"""
)
ENGLISH_SLIP = _form(
    rf"""{WEEKDAY} (?<! [\w'’] ) (?P<month> [^\W\d_]{{3,11}} ) \.? \s (?P<day> \d{{1,2}} ) (?:st|nd|rd|th)? ,? \s
         (?P<year> (?:19|20)\d{{2}} ) (?! \w | [:.]\d )"""
)
# What stands in each text that DATE finds a day in ("20 Nov"), and in each that NUMBERS does ("24/9"): both are tried
# at digits only, where DATE and NUMBERS are tried at each letter, for the weekday that may stand before them.
DAY_AND_MONTH_NAME = re.compile(
    rf"""\d (?:st|nd|rd|th|er|º)? \s* [\s./-]? \s* (?:(?:of|del?)\s+)?
        (?:{"|".join(sorted({re.escape(name[:SHORT]) for name in MONTHS}))})""",
    re.IGNORECASE | re.VERBOSE,
)
NUMBERS_WITH_MARK = re.compile(r"\d\s*[/.-]\s*\d")
DIGIT = re.compile(r"\d")
# "Sabtu (24/9)", "(2/11)", "Selasa 10/3", "Kamis, 20 November"
NO_YEAR_DATE = _form(
    rf"""(?: {WEEKDAY.removesuffix("?")} [(]? | [(] ) \s* (?<! [\d/] ) (?P<day> \d{{1,2}} )
         (?: \s* / \s* (?P<month> \d{{1,2}} ) (?! \s* / | \d )
           | \s+ (?P<name> {_any_of(MONTHS)} ) (?! \w | \.?,? \s* (?! \d\d?[:.]\d\d(?!\d) ) \d ) )"""
)
# behind "2 jam lalu" and "baru saja": no word, or one of a stamp; "Gempa 2 jam lalu di Kupang" is a sentence
NO_SENTENCE = r"(?! \s+ (?! (?:oleh|by|dibaca|views?) \b ) [^\W\d] )"
# "2 jam yang lalu", "sejam lalu", "5 menit yg lalu", "3 hours ago"; no part of "1,5 jam lalu" or "1 hari 2 jam lalu"
AGO = _form(
    rf"""(?<![\w.,+]) (?<! hari\s ) (?<! jam\s ) (?<! day\s ) (?<! days\s ) (?<! hour\s ) (?<! hours\s )
         (?P<number> \d{{1,3}} \s+ | se | an?\s+ ) (?P<unit> {_any_of(UNITS)} ) \s+
         (?: yang\s+ | yg\s+ )? (?: lalu | ago ) \b {NO_SENTENCE}"""
)
# "baru saja"; "hari ini 10.00", "kemarin, 14:05": only with an hour, the word alone is no day
NEAR_WORD = _form(
    rf"""\b (?: (?P<now> baru\s+saja | just\s+now ) \b {NO_SENTENCE} | (?: hari\s+ini | today ) \b
         | (?P<yesterday> kemarin | yesterday ) \b )"""
)
# ", 17:46 WIB", " | 20.04 WIB", ", pukul 09.34 Wita", " at 9:34 PM", " 10:00 GMT+7", " 8.30 malam", " : 09.47"
TIME = _form(
    rf"""[)]? (?: [\s,;|/•●·»~–—@-]* | \s:\s ) [(]? (?: (?:pukul|jam|pkl?\.?|at|on|um|kl\.?|om|à|às) \s* (?: :\s? )? )?
        (?P<hour> [01]?\d | 2[0-3] ) \s? [:.] (?P<minute> [0-5]\d ) (?: [:.] (?P<second> [0-5]\d ) )?
        (?! \d | [.,]\d | \s*% | \s*(?:juta|ribu|rb|k|x|km|views?|kali|dibaca|pembaca|menit|minutes?|detik)\b
          | \s*(?:durasi|duration)\b )
        \s* (?: (?P<half> [ap]\.?m\b\.? ) \s* )? (?: (?P<part> pagi | siang | sore | petang | malam ) \b \s* )?
        [(]? (?P<zone> {ZONE} )?"""
)
# behind a date, before its hour: "9 Februari 2024 M / 29 Rajab 1445 H, 10:15 WIB"
HIJRI = _form(r"""(?: \s? M\b )? \s* [/|(–-]? \s* \d{1,2} \s [^\W\d][^\d/|,]{2,18} \s 1[345]\d\d (?: \s? H\b )?""")
# the same right before a date: "10.30 WIB, "
TIME_FIRST = _form(rf"(?<![\d.:]){TIME.pattern}[\s,|•·–—-]*$")
DURATION = _form(r"\b (?: durasi | duration ) \b")  # what stands behind it is no hour: "Durasi 3:25"
