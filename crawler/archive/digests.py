"""Check a WARC record against its digest (WARC-Block-Digest, else WARC-Payload-Digest).

The digest of the block is over the record's bytes as they stand there, so where a record has one, it decides. That of
the payload is asked where there is none: the standard means the body with its chunks joined, but Heritrix, wget and
wpull have written it over the chunks as sent (iipc/warc-specifications#22, internetarchive/heritrix3#769), others over
the unpacked body. Whichever of these fits will do, or whole archives that are sound would be refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable

from corpus.errors import ArchiveError
from corpus.messages.archive_messages import RECORD_UNFIT
from crawler.archive.record_heads import BLOCK, PAYLOAD, field

HASHES = {"md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha512": "sha512"}
"""Names of hashes in a digest, without their dash: ours."""


class DigestError(ArchiveError):
    """A record that doesn't match its digest: it was changed or damaged after it was written."""


def check_digest(warc: bytes, http: bytes, raw: bytes, readings: Iterable[Callable[[], bytes]]) -> bool:
    """Return True where the record has a digest. Raise DigestError where its bytes don't match it.

    `warc` is its WARC head; `http` (the blank line included) and `raw` are the HTTP head and payload as they stand in
    the record; `readings` give the payload in the other ways that it may be meant. A digest that can't be read, or of
    a hash that isn't known, says nothing; nor does that of a segmented record.
    """
    if field(warc, "WARC-Segment-Number"):
        return False
    if block := digest_of(field(warc, BLOCK)):
        fits = _fits(block, http, raw)
    elif payload := digest_of(field(warc, PAYLOAD)):
        fits = _fits(payload, raw) or any(_fits(payload, reading()) for reading in readings)
    else:
        return False
    if not fits:
        raise DigestError(RECORD_UNFIT())
    return True


def _fits(digest: tuple[str, bytes], *pieces: bytes) -> bool:
    name, value = digest
    computed = hashlib.new(name, usedforsecurity=False)
    for piece in pieces:
        computed.update(piece)
    return computed.digest() == value


def digest_of(text: str | None) -> tuple[str, bytes] | None:
    """The hash's name and value of a digest in base 16, 32 or 64; None where it can't be read.

    >>> base32 = digest_of("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")
    >>> base32 == digest_of("SHA-1:da39a3ee5e6b4b0d3255bfef95601890afd80709")
    True
    """
    name, _, value = (text or "").strip().partition(":")
    known = HASHES.get(name.lower().replace("-", ""))
    if known is None:
        return None
    size = hashlib.new(known, usedforsecurity=False).digest_size
    for decode in (base64.b16decode, base64.b32decode, base64.urlsafe_b64decode, base64.b64decode):
        text = value.upper() if decode in {base64.b16decode, base64.b32decode} else value
        try:
            value_bytes = decode(text + "=" * (-len(text) % (8 if decode is base64.b32decode else 4)))
        except (binascii.Error, ValueError):
            continue
        if len(value_bytes) == size:
            return known, value_bytes
    return None
