"""Names of fields in other tools, and the field of a search that is nearest (`unknown_field_note`)."""

from __future__ import annotations

_ELSEWHERE = {
    "outlet": "site situs koran portal channel publisher source penerbit",
    "title": "intitle allintitle headline tajuk subject",
    "author": "from wartawan jurnalis reporter writer byline editor oleh",
    "place": "city kota lokasi location near daerah provinsi wilayah dateline",
    "credit": "kantorberita agency copyright",
    "day": "tgl dated waktu time",
    "since": "dari start mulai newer",
    "until": "to end older akhir",
    "year": "thn yr",
    "grade": "nilai score",
}
FIELDS_ELSEWHERE = {name: field for field, names in _ELSEWHERE.items() for name in names.split()}
"""A field's name in another tool -> the field of a search that does the same here."""


def unknown_field_note(name: str) -> str:
    """Return the sentence on a word before a colon that is no field.

    >>> unknown_field_note("site")
    'there is no field "site:"; read as words; did you mean outlet: ?'
    """
    near = FIELDS_ELSEWHERE.get(name.casefold())
    return f'there is no field "{name}:"; read as words' + (f"; did you mean {near}: ?" if near else "")
