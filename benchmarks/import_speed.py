"""Measure the time and memory of importing some hosts' pages from a WARC like those of CC-NEWS.

    python benchmarks/import_speed.py [--records 50000] [--fastwarc FOLDER]

Each reader runs in a process of its own: plain fastwarc (where it is installed) and plain warcio loops that only
count the responses of three hosts, and `kliping import --host ...`, which refines and stores them.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOSTS = ("suaramigran.com", "timurpos.com", "kutipan.co.id")
SHARE = 0.01  # of the records that are of one of the three hosts
OTHERS = 2_000  # hosts
WORDS = (
    "pegawai", "kantor", "daerah", "layanan", "pemerintah", "rapat", "kepala", "warga", "kota", "pekerja", "program",
    "kegiatan", "hari", "ini", "dan", "yang", "untuk", "dengan", "dalam", "pada", "akan", "telah", "juga", "oleh",
)  # fmt: skip
ENGINES = {
    "fastwarc": """
import sys
from fastwarc.warc import ArchiveIterator, WarcRecordType
from urllib.parse import urlsplit
n = sum(urlsplit(r.headers["WARC-Target-URI"]).hostname in sys.argv[2:] and len(r.reader.read()) > 0
        for r in ArchiveIterator(open(sys.argv[1], "rb"), record_types=WarcRecordType.response))
print(n)
""",
    "warcio": """
import sys
from warcio.archiveiterator import ArchiveIterator
from urllib.parse import urlsplit
n = sum(r.rec_type == "response" and urlsplit(r.rec_headers.get_header("WARC-Target-URI")).hostname in sys.argv[2:]
        and len(r.content_stream().read()) > 0 for r in ArchiveIterator(open(sys.argv[1], "rb")))
print(n)
""",
}


def page(chance: random.Random, number: int) -> bytes:
    """A news page of about 25 KB: an article in a frame of links."""
    text = "".join(f"<p>{' '.join(chance.choices(WORDS, k=60)).capitalize()} nomor {number}.</p>" for _ in range(6))
    links = "".join(f'<li><a href="/berita/{chance.randrange(10**6)}">{" ".join(chance.choices(WORDS, k=6))}</a></li>'
                    for _ in range(220))  # fmt: skip
    return (
        f"<html><head><title>Berita nomor {number}</title></head><body><ul>{links}</ul><article><h1>Berita nomor "
        f"{number}</h1><time>5 Maret 2024</time>{text}</article></body></html>"
    ).encode()


def write(path: Path, records: int) -> None:
    """The WARC: a response a gzip member, hosts mixed."""
    chance = random.Random(7)
    pages = [page(chance, number) for number in range(300)]
    with path.open("wb") as file:
        for number in range(records):
            ours = chance.random() < SHARE
            host = chance.choice(HOSTS) if ours else f"host-{chance.randrange(OTHERS)}.example"
            body = page(chance, number) if ours else pages[number % len(pages)]
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n" + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://{host}/berita-hari-ini-nomor-{number}/\r\n"
                f"WARC-Date: 2024-03-05T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0-{number}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 1))


def measured(command: list[str], **environment: str) -> tuple[float, float, float, str]:
    """Seconds, CPU seconds, peak memory of the largest process in MB, and what was printed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    watch = (
        "import resource, subprocess, sys; r = subprocess.run(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(r.returncode)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", watch, *command], capture_output=True, text=True, check=True,
        env={**os.environ, **environment},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu, int(ran.stderr.split()[-1]) / 1024, ran.stdout


def main() -> None:
    """Print a table in Markdown."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", type=int, default=50_000)
    arguments.add_argument("--fastwarc", help="a folder that fastwarc was installed into with pip --target")
    options = arguments.parse_args()
    print("| reader | records | MB | s | CPU s | records/CPU s | peak MB |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for records in (options.records // 10, options.records):
            file = Path(folder) / f"berita-{records}.warc.gz"
            write(file, records)
            for name, command, environment in _readers(file, Path(folder), options.fastwarc):
                try:
                    seconds, cpu, peak, _ = measured(command, **environment)
                except subprocess.CalledProcessError:
                    print(f"| {name} | not installed |")
                    continue
                size = file.stat().st_size / 1e6
                print(f"| {name} | {records:,} | {size:,.0f} | {seconds:.1f} | {cpu:.1f} | {records / cpu:,.0f} "
                      f"| {peak:.0f} |", flush=True)  # fmt: skip


def _readers(file: Path, folder: Path, fastwarc: str | None) -> list[tuple[str, list[str], dict[str, str]]]:
    loops = [
        (f"plain {name} loop", [sys.executable, "-c", code, str(file), *HOSTS],
         {"PYTHONPATH": fastwarc or ""} if name == "fastwarc" else {})
        for name, code in ENGINES.items()
    ]  # fmt: skip
    hosts = [part for host in HOSTS for part in ("--host", host)]
    corpus = folder / f"{file.stem}.db"
    importing = [sys.executable, "-m", "crawler.cli", "import", str(file), *hosts, "--corpus", str(corpus), "--quiet"]
    return [*loops, ("kliping import", importing, {})]


if __name__ == "__main__":
    main()
