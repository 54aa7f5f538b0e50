"""A text as a vertical has it (`vertical_lines`): a token a line, in paragraphs and sentences.

Sentences are those in which quotes are found (corpus.quotes.speech_frames): a quote within one ends none. A word with a
hyphen or an apostrophe (anak-anak, Jum'at), a number, a title with points and an address without a path are one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.export.xml_words import XmlWords, is_as_it_is
from corpus.quotes.quote_marks import marked_stretches
from corpus.quotes.speech_frames import frame_of, sentences

TOKEN = re.compile(
    r"""[^\W\d_]+(?=[\s,])  # most words, which the others would find too, but later
      | (?:[A-Z][a-z]{0,3}\.){1,3}[A-Z][A-Za-z]{0,4}\b\.?  # S.H., M.Si., A.Md.Keb
      | \w{1,60}(?:[-.]\w{1,60}){0,6}\.(?:com|id|net|org|co)\b  # contoh.go.id; bounded, or "a.a.a." takes for ever
      | Rp(?=\d) | \d[\d.,:/-]*\d\w* | [^\W_]+(?:[-'’‘`ʼ][^\W_]+)* | \w+  # Rp1.000.000, 20/11/2023, BP2MI, Jum'at
      | [\U0001f1e6-\U0001f1ff]{2} | [^\w\s](?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\w\s])*  # flags, emoji""",
    re.VERBOSE,
)
LEADS_ON = frozenset({"ds", "gg", "hlm", "jl", "jln", "kab", "kec", "kel", "kep", "no", "prov", "rp", "tgl"})
"""Words whose point ends no sentence: a name or a number follows (Jl. El Tari). Titles are known to the sentences."""

GLUE = "<g/>"
"""Between two tokens without white space between them."""


def vertical_lines(text: str, words: XmlWords) -> Iterator[str]:
    """Yield the lines of a text. Its lines are `<p>`; joined with a blank where no `<g/>` stands, tokens give it back.

    A run of white space within a line counts as one blank; white space at its ends goes.

    >>> list(vertical_lines("Ia tiba.", XmlWords()))
    ['<p>', '<s>', 'Ia', 'tiba', '<g/>', '.', '</s>', '</p>']
    """
    ends = _sentence_ends(text)
    as_is = is_as_it_is(text)
    following, start = next(ends, len(text)), 0
    for line in text.split("\n"):
        yield "<p>"
        before, inside = -1, False
        for token in TOKEN.finditer(text, start, start + len(line)):
            if token.start() == before:
                yield GLUE
            if not inside:
                yield "<s>"
            yield token[0] if as_is else words.text(token[0])
            before, inside = token.end(), True
            if before >= following:
                yield "</s>"
                inside = False
                while before >= following and before < len(text):
                    following = next(ends, len(text))
        if inside:
            yield "</s>"
        yield "</p>"
        start += len(line) + 1


def _sentence_ends(text: str) -> Iterator[int]:
    """Yield where the sentences end, in code points of the text."""
    stretches = marked_stretches(text)
    frame = frame_of(text, stretches)
    for one in sentences(frame, stretches):
        if frame.words[one.last - 1] != "." or one.last < 2 or frame.lows[one.last - 2] not in LEADS_ON:
            yield frame.ends[one.last - 1]
