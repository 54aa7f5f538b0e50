"""Words in XML 1.0 (`XmlWords`): escaped; a character that XML can't hold is replaced and counted."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_IN_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def is_as_it_is(words: str) -> bool:
    """Return True if `XmlWords.text` gives these words back unchanged."""
    return not any(sign in words for sign in "&<>\r") and _NOT_IN_XML.search(words) is None


class XmlWords:
    """Escapes words; `replaced` counts the characters that XML 1.0 can't hold: control characters, U+FFFE, U+FFFF."""

    def __init__(self) -> None:
        self.replaced = 0

    def text(self, words: str) -> str:
        r"""Return the words as the text of an element.

        >>> XmlWords().text("a < b\0 & c\r")
        'a &lt; b� &amp; c&#13;'
        """
        return escape(self._held(words), {"\r": "&#13;"})

    def attribute(self, words: str) -> str:
        r"""Return the words as an attribute's value, with its marks.

        >>> XmlWords().attribute('kata "dia"\n')
        '"kata &quot;dia&quot;&#10;"'
        """
        return f'"{escape(self._held(words), _IN_ATTRIBUTE)}"'

    def note(self, form: str) -> tuple[str, ...]:
        """Return the sentence on what was replaced, if anything was."""
        if not self.replaced:
            return ()
        return (f"{form} can't hold control characters: {self.replaced:,} are replaced by U+FFFD",)

    def _held(self, words: str) -> str:
        if words.isascii() and words.isprintable():
            return words
        held, replaced = _NOT_IN_XML.subn(_REPLACED, words)
        self.replaced += replaced
        return held
