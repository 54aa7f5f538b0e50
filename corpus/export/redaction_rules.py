"""The rules of masking (`LOOKALIKES`, `MASKING_RULES`): numbers and addresses by which a person can be found.

A rule is a pattern with its reason and source. Each reads one line of a text, in time that grows with its length alone:
repetitions are bounded, or possessive between what can't be part of them. docs/corpus.md ("Masking") says what a user
has to know.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MASKED_KINDS = ("NIK", "KK", "paspor", "telepon", "surel", "rekening", "NPWP")
"""The kinds, in the order in which they are counted. The word of a mask is its kind in square brackets."""

_DASH = r"\-\u2010-\u2015\u2212"
_SIGN = rf"[ \u00a0\u2007\u2009\u202f.\u00ad\u200b{_DASH}]"
"""What may stand between two digits of one number: a blank, a full stop, a dash, or a sign that nobody sees."""
_PHONE_SIGN = rf"[ \u00a0\u2007\u2009\u202f.()\u00ad\u200b{_DASH}]"
_GAP = r"(?P<gap>[^\d\n\0;]{0,%d}+)"
"""The words between a name and its number: no digit, no mask (U+0000 in what is left to read), no end of a line."""

_PROVINCE = r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-6])"
_BIRTH = (r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])", r"(?:0[1-9]|1[0-2])", r"\d\d")
_NIK = rf"{_SIGN}?".join((_PROVINCE, r"(?!00)\d\d", r"(?!00)\d\d", *_BIRTH, r"(?!0000)\d{4}"))

_BANK = (
    r"(?:BRI|BCA|BNI|BTN|BSI|BPD|BTPN|Mandiri|CIMB|Danamon|Permata|Muamalat|Bukopin|Panin|Maybank|OCBC|SeaBank|"
    r"Bank [A-Z]\w{1,20})"
)
_NO_MOBILE = rf"(?!\+|(?:62|0)?8[1-9](?:{_SIGN}?\d){{7,10}}(?!{_SIGN}?\d))"
_AMOUNT_WORDS = r"saldo|sebesar|senilai|sejumlah|total|Rp\b|uang"
_PHONE_WORDS = (
    r"telp|telepon|telpon|tlp|tel\.|phone|ponsel|\bhp\b|handphone|\bwa\b|whatsapp|hotline|call cent(?:er|re)|"
    r"faks|faksimile|fax|sms|hubungi|kontak|contact person|\bcp\b"
)
_PASSPORT = r"(?<![A-Za-z\d])(?P<n>[A-Z]{1,2}[ -]?\d{6,8}[A-Z]?)(?![A-Za-z\d])"
_TIME = r"(?:[01]?\d|2[0-3])[.:][0-5]\d"
_YEAR = r"(?:19|20)\d\d"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_NO_LIST = rf"(?<!{_PHONE_SIGN}\d)"
"""One digit behind a sign is no end of a telephone number: "0821-4455-6677 2) ..." is a list."""
_ALONE, _ENDS = r"(?<!\d)(?<!\d[.,])", r"(?!\d)"


class RedactionRule(NamedTuple):
    """A rule: the kind that it masks ("" for a look-alike, which stays), its reason and source, and its pattern.

    The group `n` is what is masked; without one, all of the match. `unless` is what the words between a name and its
    number (group `gap`) may not have.
    """

    kind: str
    reason: str
    source: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _rule(kind: str, reason: str, source: str, pattern: str, unless: str | None = None) -> RedactionRule:
    return RedactionRule(
        kind, reason, source, re.compile(pattern), re.compile(unless, re.IGNORECASE) if unless is not None else None
    )


_MADE_UP = "the gold of made-up lines"
LOOKALIKES = (
    _rule(
        "",
        "a mask",
        "ours: what was masked is read as a mask, not as the name of a number",
        rf"\[(?:{'|'.join(MASKED_KINDS)})\]",
    ),
    _rule("", "an address names a page", "RFC 3986", r"(?i:https?://|www\.)[^\s\0<>\"]++"),
    _rule("", "an address without its scheme", "RFC 3986", r"(?<![\w@.-])(?:[\w-]++\.)++[a-z]{2,24}/[^\s\0<>\"]++"),
    _rule(
        *("", "an amount of money", "PUEBI: full stops part thousands"),
        r"(?:\bRp|\bIDR|\bUSD|\bRM|\bNT|\bHK|\bUS|\bSAR|[$€£¥])[.$ \u00a0]{0,2}\d[\d.,]{0,40}",
    ),
    _rule(
        *("", "a number with its thousands parted", "PUEBI"),
        rf"(?:(?<![\d.,+])|(?<=\+)(?!62))[1-9]\d{{0,2}}(?:(?:\.\d{{3}}){{2,8}}(?:,\d{{1,4}})?|(?:,\d{{3}}){{2,8}})"
        rf"(?![.,{_DASH}]?\d)",
    ),
    _rule(
        *("", "a day in digits", "ISO 8601 and Indonesian use"),
        rf"(?<!\d)(?<!\d[./{_DASH}])(?:{_DAY}[./{_DASH}]{_MONTH}[./{_DASH}]{_YEAR}|{_YEAR}[./{_DASH}]{_MONTH}[./{_DASH}]{_DAY})"
        rf"(?![./{_DASH}]?\d)",
    ),
    _rule(
        *("", "times, one behind the other", "Indonesian use: 08.00-16.00"),
        rf"(?<![\d.]){_TIME}(?:(?: ?[,/{_DASH}] ?| ){_TIME}(?![.:]?\d)){{1,40}}+",
    ),
    _rule(
        *("", "years, one behind the other", _MADE_UP),
        rf"(?<!\d)(?<!\d[.{_DASH}]){_YEAR}(?:[ /{_DASH}]{_YEAR}(?!\d)){{1,40}}+(?!{_SIGN}?\d)",
    ),
    _rule(
        *("", "a moment without signs: 20231120101530", "ISO 8601, basic form"),
        rf"(?<!\d){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?!\d)",
    ),
    _rule("", "a number of a book", "ISO 2108", rf"(?i:ISBN)[^\d\n\0]{{0,12}}+\d(?:[ {_DASH}]?\d){{8,11}}[\dXx]?"),
    _rule("", "a decimal fraction, as of a coordinate", _MADE_UP, r"(?<![\d.,])\d{1,3}\.\d{5,}(?!\d)"),
)
"""What looks like such a number and stays. These rules are read first, but for those of `ADDRESSED`."""

_MAIL = "RFC 5322, in the form that people write"
ADDRESSED = (
    _rule(
        *("surel", "an e-mail address", _MAIL),
        r"(?<![\w.+%-])[\w.+%-]++@(?:(?![A-Z])(?:[\w-]++\.)+(?:[a-z]{2,24}|[A-Z]{2,24})|(?:[\w-]++\.)+[A-Za-z]{2,24})(?!\w)",
    ),
    _rule(
        *("surel", "an e-mail address that hides its sign from programs: nama(at)situs", _MAIL),
        r"(?<![\w.+%-])[\w.+%-]++ ?[(\[] ?(?i:at) ?[)\]] ?"
        r"(?:[\w-]++(?:\.| ?[(\[] ?(?i:dot|titik) ?[)\]] ?))+[A-Za-z]{2,24}(?!\w)",
    ),
    _rule(
        "telepon", "an address of WhatsApp is a number", "wa.me", r"(?i:\bwa\.me/|[?&]phone=|\btel:)(?P<n>\+?\d{8,15})"
    ),
)
"""Kinds that stand in addresses, too: read before addresses are let be."""

_PP37 = "PP 37/2007, article 37: area, birth (a woman's day + 40), number"
MASKING_RULES = (
    _rule(
        "KK",
        "named as a family card",
        _PP37,
        rf"\b(?:KK|(?i:kartu keluarga))\b{_GAP % 40}(?P<n>\d(?:{_SIGN}?\d){{15}}){_ENDS}",
    ),
    _rule(
        *("NPWP", "named as a tax number; since 2024 it may be a NIK", "PMK 112/PMK.03/2022"),
        rf"\b(?i:NPWP)\b{_GAP % 30}(?P<n>\d(?:{_SIGN}?\d){{14,15}}){_ENDS}",
    ),
    _rule(
        *("NIK", "named as one: masked even if its area or its day can't be", _PP37),
        rf"\b(?i:NIK|e-?KTP|KTP|nomor induk(?: kependudukan)?|nomor identitas)\b{_GAP % 40}"
        rf"(?P<n>\d(?:{_SIGN}?\d){{14,16}}){_ENDS}",
    ),
    _rule(
        *("NPWP", "its printed form", "PER-20/PJ/2013"),
        rf"(?<!\d)\d\d\.\d{{3}}\.\d{{3}}\.\d[{_DASH}]\d{{3}}\.\d{{3}}{_ENDS}",
    ),
    _rule("NIK", "its form, with a province, day and month that there are", _PP37, rf"{_ALONE}{_NIK}{_ENDS}"),
    _rule(
        *("paspor", "named as a passport, of any country", "ICAO Doc 9303: up to nine signs"),
        rf"\b(?i:paspor|passport|SPLP)\b(?P<gap>[^\d\n\0;]{{0,50}}?){_PASSPORT}",
    ),
    _rule(
        *("paspor", "a passport's number of digits alone", "ICAO Doc 9303"),
        rf"\b(?i:(?:nomor|no\.?) paspor)\b{_GAP % 20}(?P<n>\d{{8,9}}){_ENDS}",
    ),
    _rule(
        *("paspor", "the form of an Indonesian one: a letter of its series, seven digits", "passports as printed"),
        r"(?<![\w/.=-])[ABCDESX]\d{7}(?![\w/-])",
    ),
    _rule(
        *("rekening", "named as an account, or a card of one", "lengths of Indonesian banks: 10 to 16"),
        rf"\b(?:(?i:rekening|rek|norek|virtual account|kartu (?:debit|kredit|ATM)|ATM)|VA|a/c)\b{_GAP % 70}"
        rf"(?P<n>\d(?:{_SIGN}?\d){{7,19}}){_ENDS}",
        f"{_AMOUNT_WORDS}|{_PHONE_WORDS}",
    ),
    _rule(
        *("rekening", "a number behind a bank's name", "as above"),
        rf"\b{_BANK}\b{_GAP % 25}{_NO_MOBILE}(?P<n>\d(?:{_SIGN}?\d){{8,19}}){_ENDS}",
        f"{_AMOUNT_WORDS}|{_PHONE_WORDS}",
    ),
    _rule(
        *("rekening", "a number before its holder or its bank", "as above"),
        rf"{_ALONE}{_NO_MOBILE}\d(?:{_SIGN}?\d){{9,19}}(?= ?[,(]? ?(?:(?i:a\.? ?n\b|atas nama\b)|{_BANK}\b))",
    ),
    _rule(
        *("telepon", "a mobile number", "Permenkominfo 14/2018: 08, and eight to eleven further digits"),
        rf"(?<!\d)(?<!\d[.,{_DASH}])(?=[+(]{{0,2}}(?:\d{{1,2}}{_PHONE_SIGN}{{1,3}}){{0,7}}\d{{3}})"
        rf"(?:\(?\+?\(?62\)?|\(?0062|\(?0){_PHONE_SIGN}{{0,2}}(?:\(0\) ?)?8{_SIGN}?[1-9]"
        rf"(?:{_PHONE_SIGN}{{0,2}}\d){{7,10}}{_NO_LIST}{_ENDS}",
    ),
    _rule(
        *("telepon", "a number with its country", "ITU E.164"),
        rf"(?<!\d)\(?\+ ?\d(?:{_PHONE_SIGN}{{0,2}}\d){{7,13}}{_NO_LIST}{_ENDS}",
    ),
    _rule(
        *("telepon", "an area code in brackets", "Permenkominfo 14/2018"),
        rf"(?<!\d)\((?:0|62{_SIGN}?)\d{{2,3}}\) ?{_SIGN}?\d(?:{_SIGN}?\d){{4,8}}{_NO_LIST}{_ENDS}",
    ),
    _rule(
        *("telepon", "a free or shared number", "Permenkominfo 14/2018: 0800, 0804, 0807, 0809"),
        rf"(?<!\d)(?<![.,/{_DASH}])080[0-9]{_SIGN}?\d(?:{_SIGN}?\d){{5,7}}{_ENDS}",
    ),
    _rule(
        *("telepon", "an area code, a sign, and a number", "Permenkominfo 14/2018: 02 to 07, 09"),
        rf"(?<!\d)(?<![.,/{_DASH}])0[2-79]\d{{1,2}}{_SIGN}\d(?:{_SIGN}?\d){{4,7}}{_NO_LIST}(?![\d/])",
    ),
    _rule(
        *("telepon", "named as one", "six digits at least: 110 and 112 are nobody's"),
        rf"(?:\b|(?<=\d))(?i:{_PHONE_WORDS})(?!\w){_GAP % 25}(?P<n>\d(?:{_PHONE_SIGN}{{0,2}}\d){{5,13}}){_ENDS}",
        r"\brp\b|seharga|senilai|sebanyak|\bpada\b|tahun",
    ),
)
"""What is masked, in this order: what is named goes before what has only the form."""

_AND = r"\s?(?:,|/|&|;|\b(?:dan|atau|serta)\b)\s?"
FOLLOWING = {
    "telepon": re.compile(rf"{_AND}(?P<n>\d{{6,8}})(?!{_SIGN}?\d)(?!,\d)"),
    "rekening": re.compile(rf"{_AND}(?P<n>\d(?:{_SIGN}?\d){{7,19}}){_ENDS}"),
    "NIK": re.compile(rf"{_AND}(?P<n>\d{{15,17}}){_ENDS}"),
    "KK": re.compile(rf"{_AND}(?P<n>\d{{16}}){_ENDS}"),
    "paspor": re.compile(rf"{_AND}(?:[A-Z][a-z]{{2,20}} )?{_PASSPORT}"),
}
"""A further number of the same kind right behind a masked one: "(0380) 821234, 822345"."""

MAY_HOLD = re.compile(r"[@\uff20]|[(\[] ?(?i:at) ?[)\]]|\d(?:[^\d\n]{0,3}+\d){5}")
"""A line without this holds nothing that a rule masks: each kind has six digits, or an e-mail's sign."""

LEFT_RUN = re.compile(rf"(?<!\d)(?:\d{{10,}}|\d{{3,}}(?:{_SIGN}\d{{3,}}){{1,8}}){_ENDS}")
"""A run of digits that no rule knows; of those with signs between them, only ten digits and more count."""
