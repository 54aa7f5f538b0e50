"""Compare readers of WARC files: CPU time a record, in alternation, and whether they give the same bytes.

    python benchmarks/warc_readers.py [--records 3000] [--rounds 5] [--fastwarc FOLDER]

FOLDER is where fastwarc was installed with pip --target; without it, kliping's reader and warcio are compared.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from import_speed import write
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.reader import responses

Reader = Callable[[Path], Iterator[bytes]]


def kliping(path: Path) -> Iterator[bytes]:
    """Payloads as import reads them, digests checked."""
    return (record.payload for _, _, record in responses(path))


def warcio(path: Path) -> Iterator[bytes]:
    """Payloads by a plain loop of warcio."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                yield record.raw_stream.read()


def fastwarc(path: Path) -> Iterator[bytes]:
    """Payloads by a plain loop of fastwarc."""
    from fastwarc.warc import ArchiveIterator as Records
    from fastwarc.warc import WarcRecordType

    with path.open("rb") as file:
        for record in Records(file, record_types=WarcRecordType.response):
            yield record.reader.read()


def main() -> None:
    """Print a table in Markdown, then what each reader gives of a damaged file."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=3000)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--fastwarc")
    options = arguments.parse_args()
    readers: dict[str, Reader] = {"kliping": kliping, "warcio": warcio}
    if options.fastwarc:
        sys.path.append(options.fastwarc)
        readers["fastwarc"] = fastwarc
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "berita.warc.gz"
        write(file, options.records)
        print("| reader | CPU us a record, by round | least | digest of all payloads |\n|---|---|---|---|")
        spent: dict[str, list[float]] = {name: [] for name in readers}
        digests: dict[str, str] = {}
        for _ in range(options.rounds):
            for name, reader in readers.items():
                computed, begun = hashlib.sha1(usedforsecurity=False), time.process_time()
                for payload in reader(file):
                    computed.update(payload)
                spent[name].append((time.process_time() - begun) / options.records * 1e6)
                digests[name] = computed.hexdigest()[:12]
        for name, times in spent.items():
            print(f"| {name} | {', '.join(f'{t:.0f}' for t in times)} | {min(times):.0f} | {digests[name]} |")
        _damage(file, readers)


def _damage(file: Path, readers: dict[str, Reader]) -> None:
    """Change 20 bytes in the middle, and count what each reader still gives."""
    data, chance = bytearray(file.read_bytes()), random.Random(1)
    for _ in range(20):
        data[chance.randrange(len(data))] ^= 0xFF
    file.write_bytes(data)
    for name, reader in readers.items():
        number, error = 0, "nothing"
        try:
            for _ in reader(file):
                number += 1
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}"[:100]
        print(f"20 bytes changed: {name} gives {number} records, and raises {error}")


if __name__ == "__main__":
    main()
