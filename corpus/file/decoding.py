"""The text of a file that a spreadsheet or an editor wrote (`decoded_file`), in whatever encoding (`text_encoding`)."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from pathlib import Path

from corpus.errors import KlipingError
from corpus.messages.address_messages import ADDRESS_FILE_TOO_LARGE

PROBED = 64  # bytes at the beginning that tell UTF-16 without a byte order mark
BYTES_OF_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")


def decoded_file(path: Path, *, most: int) -> str:
    """Return the text of an ordinary file of at most `most` bytes, a whole number of MB.

    Raises KlipingError for a larger one, OSError where it can't be read or is no ordinary file, UnicodeDecodeError
    where it is no text.
    """
    if not path.is_file():
        raise OSError("no file")
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise KlipingError(ADDRESS_FILE_TOO_LARGE(path=path, most=most >> 20))
    return data.decode(text_encoding(data)).lstrip("\ufeff")


def text_encoding(data: bytes) -> str:
    """Return the encoding of a file: by its byte order mark, by the zeros of UTF-16, else UTF-8 where it is that.

    Excel on Windows writes CSV in Windows-1252. A file with bytes that no text has (XLSX, gzip) is not taken for it:
    reading it as what is returned raises UnicodeDecodeError.
    """
    if data.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):  # before UTF-16, whose mark begins the same
        return "utf-32"
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    begin = data[:PROBED]
    for encoding, low, high in (("utf-16-le", begin[::2], begin[1::2]), ("utf-16-be", begin[1::2], begin[::2])):
        if high and not any(high) and all(low):
            return encoding
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "utf-8-sig" if BYTES_OF_NO_TEXT.search(data) else "cp1252"
    return "utf-8-sig"
