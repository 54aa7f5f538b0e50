"""WARC and WACZ files that unpack to far more than they are, or say what isn't so; made on the fly, each in a moment.

Each file holds an honest page before and one behind the bomb where its form allows it. What none of these shapes is
stands in docs/reliability.md, with what happens then.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli

try:
    from compression import zstd
except ImportError:
    from backports import zstd

MIB = 1 << 20
LARGE = 480  # MiB that a bomb unpacks to
SITE = "https://warta.example/berita"
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
FILLER = b"<p>Rapat kerja pegawai kantor daerah.</p>\n" * 25_000


def text_of(name: str) -> str:
    """The page's text: sentences of its own."""
    words = " ".join(f"{name}{n}" for n in range(40))
    return (
        f"Warga {name} menyampaikan pengaduan kepada kepala kantor daerah. {words.capitalize()} disampaikan hari itu."
    )


def page(name: str) -> bytes:
    """An honest page."""
    stamp = '<meta property="article:published_time" content="2024-03-05T08:00:00+07:00">'
    text = f"<p>{text_of(name)}</p><p>{text_of(name + 'dua')}</p>"
    return (
        f"<!doctype html><html><head><title>Berita {name} hari ini</title>{stamp}</head>"
        f"<body><article><h1>Berita {name} hari ini</h1>{text}</article></body></html>"
    ).encode()


def head(name: str, length: object, kind: str = "response", extra: bytes = b"") -> bytes:
    """The WARC head of a record that says this length."""
    fields = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {SITE}/{name}\r\nWARC-Date: 2024-03-05T05:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n"
    )
    return fields.encode() + extra + b"\r\n"


def record(name: str, block: bytes | None = None, length: object = None, extra: bytes = b"") -> bytes:
    """A response of this block, or an honest page."""
    block = HTML + b"\r\n" + page(name) if block is None else block
    return head(name, len(block) if length is None else length, extra=extra) + block + b"\r\n\r\n"


def packed_many(block: bytes, times: int) -> bytes:
    """The gzip member of a block that is repeated, made without packing it each time."""
    return gzip_of([(b"", 1), (block, times)])


def gzip_of(parts: Iterable[tuple[bytes, int]]) -> bytes:
    """A gzip member of parts, each repeated as often as it says."""
    packed, crc, size = [b"\x1f\x8b\x08" + bytes(6) + b"\xff"], 0, 0
    for block, times in parts:
        if not block:
            continue
        packing = zlib.compressobj(6, zlib.DEFLATED, -15)
        piece = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
        packed.append(piece * times)
        for _ in range(times):
            crc = zlib.crc32(block, crc)
        size += len(block) * times
    packed.append(zlib.compressobj(6, zlib.DEFLATED, -15).flush())
    return b"".join(packed) + struct.pack("<LL", crc, size & 0xFFFFFFFF)


def honest(name: str) -> bytes:
    """An honest record as a gzip member."""
    return gzip.compress(record(name))


def _around(name: str, *members: bytes) -> bytes:
    return honest(f"{name}sebelum") + b"".join(members) + honest(f"{name}sesudah")


def _encoded(name: str, encoding: str, payload: bytes, more: bytes = b"") -> bytes:
    """An honest file with a page in it that has this Content-Encoding."""
    block = HTML + b"Content-Encoding: " + encoding.encode() + b"\r\n" + more + b"\r\n" + payload
    return _around(name, gzip.compress(record(f"{name}bom", block)))


def _zeros() -> bytes:
    return packed_many(FILLER, LARGE * MIB // len(FILLER))


def _member(name: str) -> bytes:
    times = LARGE * MIB // len(FILLER)
    start = HTML + b"\r\n"
    return _around(
        name,
        gzip_of([(head(f"{name}bom", len(start) + len(FILLER) * times) + start, 1), (FILLER, times), (b"\r\n" * 2, 1)]),
    )


def _one_piece(name: str) -> bytes:
    """A file gzipped as a whole, with a bomb among its records."""
    times = LARGE * MIB // len(FILLER)
    start = HTML + b"\r\n"
    return gzip_of(
        [
            (record(f"{name}sebelum"), 1),
            (head(f"{name}bom", len(start) + len(FILLER) * times) + start, 1),
            (FILLER, times),
            (b"\r\n\r\n" + record(f"{name}sesudah"), 1),
        ]
    )


def _long_head(name: str, line: bytes, times: int, *, http: bool) -> bytes:
    """A record whose WARC head, or HTTP head, is this line again and again."""
    if http:
        start, size = HTML, len(HTML) + len(line) * times + 4
        return _around(name, gzip_of([(head(f"{name}bom", size) + start, 1), (line, times), (b"\r\n\r\n" * 2, 1)]))
    whole = record(f"{name}bom")
    first, rest = whole[:10], whole[10:]
    return _around(name, gzip_of([(first, 1), (line, times), ((b"" if line.endswith(b"\n") else b"\r\n") + rest, 1)]))


def _brotli(size: int) -> bytes:
    packing = brotli.Compressor(quality=1)
    return b"".join(packing.process(FILLER) for _ in range(size // len(FILLER))) + packing.finish()


def _zstd(size: int, window: int = 20) -> bytes:
    packing = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: window})
    return b"".join(packing.compress(FILLER) for _ in range(size // len(FILLER))) + packing.flush()


def _tiny_members(name: str) -> bytes:
    """A body of very many gzip members of nothing."""
    return _encoded(name, "gzip", gzip.compress(b"", mtime=0) * 240_000)


def _chunked(name: str, chunks: bytes) -> bytes:
    return _around(name, gzip.compress(record(f"{name}bom", HTML + b"Transfer-Encoding: chunked\r\n\r\n" + chunks), 1))


def _huge_chunk(name: str) -> bytes:
    times = LARGE * MIB // len(FILLER)
    start = HTML + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % (times * len(FILLER))
    end = b"\r\n0\r\n\r\n"
    size = len(start) + times * len(FILLER) + len(end)
    return _around(name, gzip_of([(head(f"{name}bom", size) + start, 1), (FILLER, times), (end + b"\r\n\r\n", 1)]))


def _length(name: str, length: object) -> bytes:
    return _around(name, gzip.compress(record(f"{name}bom", length=length)))


def _swallowing(name: str) -> bytes:
    """Plain records, the length of the second of which goes onto the end of the third."""
    third = record(f"{name}sesudah")
    second = record(f"{name}bom")
    block = second.partition(b"\r\n\r\n")[2]
    return record(f"{name}sebelum") + head(f"{name}bom", len(block) + len(third) - 4) + block + third


BOMBS: dict[str, Callable[[str], bytes]] = {
    "anggota": _member,
    "utuh": _one_piece,
    "gzip": lambda name: _encoded(name, "gzip", _zeros()),
    "berlapis": lambda name: _encoded(name, "gzip, gzip, gzip", gzip.compress(gzip.compress(_zeros()))),
    "banyaklapis": lambda name: _encoded(name, ", ".join(["gzip"] * 900), gzip.compress(b"x")),
    "kosong": _tiny_members,
    "anggotakosong": lambda name: _around(name, gzip.compress(b"", mtime=0) * 20_000),
    "deflate": lambda name: _encoded(name, "deflate", _zeros()[10:-8]),
    "brotli": lambda name: _encoded(name, "br", _brotli(LARGE * MIB // 4)),
    "zstd": lambda name: _encoded(name, "zstd", _zstd(LARGE * MIB)),
    "zstdlebar": lambda name: _encoded(name, "zstd", _zstd(40 * MIB, 27)),
    "potonganbesar": _huge_chunk,
    "sejutapotongan": lambda name: _chunked(name, b"1\r\nx\r\n" * 850_000 + b"0\r\n\r\n"),
    "potonganbohong": lambda name: _chunked(name, b"DE0B6B3A7640000\r\n" + page(name)),
    "kepala": lambda name: _long_head(name, b"X-Panjang: " + b"a" * MIB, 100, http=False),
    "kepalabaris": lambda name: _long_head(name, b"X: y\r\n" * 1000, 1000, http=False),
    "kepalahttp": lambda name: _long_head(name, b"a" * MIB, 100, http=True),
    "barishttp": lambda name: _long_head(name, b"X: y\r\n" * 1000, 1000, http=True),
    "panjangbesar": lambda name: _length(name, 10**18),
    "panjangraksasa": lambda name: _length(name, 10**30),
    "panjangminus": lambda name: _length(name, -5),
    "panjangkata": lambda name: _length(name, "banyak"),
    "menelan": _swallowing,
}
"""Name of a bomb -> its file's bytes. The honest pages are called `<name>sebelum` and `<name>sesudah`."""

REFUSED = {"anggota", "utuh", "gzip", "berlapis", "deflate", "brotli", "zstd", "potonganbesar"}
"""Bombs that are refused as larger than a crawl takes."""

UNDAMAGED = {"banyaklapis", "kosong", "anggotakosong", "zstdlebar", "sejutapotongan", "potonganbohong"}
"""Bombs of which no sentence is said: the page is counted among those passed over, or is only odd."""


def write_bombs(folder: Path) -> dict[str, Path]:
    """Write every bomb; returns the files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{name}.warc{'' if name == 'menelan' else '.gz'}" for name in BOMBS}
    for name, path in paths.items():
        path.write_bytes(BOMBS[name](name))
    return paths


@dataclass(frozen=True)
class Entry:
    """A file of a zip as it stands there: its name, packed bytes and what is said of it."""

    name: str
    packed: bytes
    size: int
    crc: int = 0
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    mode: int = 0o100600


def zip_of(entries: Iterable[Entry]) -> bytes:
    """A zip of these entries, whatever they say."""
    file, listing, count = io.BytesIO(), [], 0
    for entry in entries:
        name, offset = entry.name.encode(), file.tell()
        sizes = struct.pack("<LLL", entry.crc, len(entry.packed), entry.size & 0xFFFFFFFF)
        common = (
            struct.pack("<HHHHH", 20, entry.flags, entry.method, 0, 0x21) + sizes + struct.pack("<HH", len(name), 0)
        )
        file.write(b"PK\x03\x04" + common + name + entry.packed)
        outside = struct.pack("<HHHLL", 0, 0, 0, entry.mode << 16, offset)
        listing.append(b"PK\x01\x02" + struct.pack("<H", 0x314) + common + outside + name)
        count += 1
    start, end = file.tell(), b"".join(listing)
    return (
        file.getvalue()
        + end
        + b"PK\x05\x06"
        + struct.pack("<HHHHLLH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(end), start, 0)
    )


def stored(name: str, data: bytes, **said: int) -> Entry:
    """An entry that isn't packed."""
    return Entry(name, data, len(data), zlib.crc32(data), zipfile.ZIP_STORED, **said)


def bomb_entry(name: str, mib: int) -> Entry:
    """An entry that unpacks to so many MiB."""
    whole = packed_many(FILLER, mib * MIB // len(FILLER))
    crc, size = struct.unpack("<LL", whole[-8:])
    return Entry(name, whole[10:-8], size, crc)


def _lying(name: str) -> Entry:
    entry = bomb_entry(name, 200)
    return Entry(entry.name, entry.packed, 1000, entry.crc)


def _good(name: str) -> Entry:
    return stored(f"archive/{name}.warc.gz", honest(name))


def _many_entries() -> Iterator[Entry]:
    yield _good("ribuansebelum")
    yield from (stored(f"archive/{n}.warc.gz", b"") for n in range(5_000))
    yield _good("ribuansesudah")


PACKS: dict[str, Callable[[], bytes]] = {
    "bomzip": lambda: zip_of([_good("bomzipsebelum"), bomb_entry("archive/bom.warc", 3000), _good("bomzipsesudah")]),
    "dalam": lambda: zip_of(
        [
            _good("dalamsebelum"),
            stored("archive/dalam.wacz", zip_of([bomb_entry("x.warc", 300)])),
            _good("dalamsesudah"),
        ]
    ),
    "ribuan": lambda: zip_of(_many_entries()),
    "bohong": lambda: zip_of([_good("bohongsebelum"), _lying("archive/bom.warc"), _good("bohongsesudah")]),
    "keluar": lambda: zip_of(
        [
            stored("../../keluar.warc.gz", honest("keluarsebelum")),
            stored("/keluar-mutlak.warc.gz", honest("keluarsesudah")),
            stored("archive/tautan.warc", b"/etc/passwd", mode=0o120777),
        ]
    ),
    "sandi": lambda: zip_of(
        [_good("sandisebelum"), stored("archive/sandi.warc.gz", honest("sandibom"), flags=1), _good("sandisesudah")]
    ),
    "daftar": lambda: zip_of(stored(f"archive/{n:0200}.txt", b"") for n in range(40_000)),
}
"""Name of a WACZ -> its bytes. The honest pages are named as in BOMBS; the list of `daftar` alone is too long."""


def write_packs(folder: Path) -> dict[str, Path]:
    """Write every WACZ; returns the files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{name}.wacz" for name in PACKS}
    for name, path in paths.items():
        path.write_bytes(PACKS[name]())
    return paths
