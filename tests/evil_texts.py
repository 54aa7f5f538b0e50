"""Texts that break a writer or a reader of files, for the tests of exports."""

from corpus.export.excel_sheets import MOST_UNITS

EVIL = {
    "=cmd": "=cmd|' /C calc'!A0",
    "quotes": "kata \"dia\", 'itu'; ia \u201cpulang\u201d",
    "lines": "satu\ndua\n\ntiga\ttab",
    "emoji": "pekerja \U0001f469\u200d\U0001f3ed migran \U0001f1ee\U0001f1e9",
    "bidi": "kiri \u202ekanan\u202c \u200f tengah",
    "looks like a number": "00123",
    "escape of Excel": "_x0041_ dan _x000D_",
    "long line": "a" * 1_000_000,
    "many words": "pekerja migran " * 100_000,
    "wide letters at the edge": "x" * (MOST_UNITS - 1) + "\U0001f469" + "y",
}
"""By what is evil in them; made up."""
