"""Private parts of warcio (seen in 1.8.1) that reading archives rests on; tests/test_private_parts.py holds them."""

from __future__ import annotations

from warcio.bufferedreaders import ChunkedDataException


def is_behind_last_chunk(error: ChunkedDataException) -> bool:
    """True where only what follows the chunk of length 0 is not as it should be: trailers, or a missing line end.

    Only the exception's words tell that (`ChunkedDataReader._try_decode`).
    """
    return "after length header of 0" in _words(error)


def is_no_chunk_length(error: ChunkedDataException) -> bool:
    """True where a line that should hold a chunk's length holds none."""
    return "decode length header" in _words(error)


def _words(error: ChunkedDataException) -> str:
    words = error.args[0]
    return words.decode("latin-1") if isinstance(words, bytes) else str(words)
