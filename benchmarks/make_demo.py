"""Make crawler/demo/demo.warc.gz: run the real crawl against the made-up web of demo_web/ and keep what it fetched.

python benchmarks/make_demo.py            # writes the archive that ships
python benchmarks/make_demo.py --check    # says whether the shipped one is what the texts give
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import uuid
from datetime import UTC
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from demo_web.web import CLOCK, DemoHandler
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.topics import read_topic
from crawler.archive.reader import Record, responses
from crawler.archive.segment_files import segments
from crawler.fetching.replay import replay_settings
from crawler.run.crawl import RunOptions, run
from crawler.run.run_plan import Plan
from spiders.loader import outlets

DEMO = Path(__file__).parents[1] / "crawler/demo"
SHIPPED = DEMO / "demo.warc.gz"
HANDLER = f"{DemoHandler.__module__}.{DemoHandler.__name__}"


def record(folder: Path) -> list[Record]:
    """Crawl the made-up web, all outlets, and return every answer by address, repeated ones in their order.

    An archive that holds nothing but a clock makes the crawl believe in the recorded night; the handler that
    would answer from it is replaced by the made-up web.
    """
    clock = folder / "clock.warc.gz"
    write(clock, [])
    known = {slug: spider for slug, spider in outlets([DEMO / "outlets"]).items() if spider.origin == "user"}
    plan = Plan("demo", folder / "demo.db", topic=read_topic(DEMO / "topic.toml"), replay=clock)
    handlers = {**replay_settings(), "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER}}
    given = run(plan, known, list(known), RunOptions(extra_settings=handlers))
    if given.exit_code:
        raise SystemExit(f"the crawl ended with {given.exit_code}: {given}")
    [segment] = segments(folder / "demo-archive")
    return sorted((record for _, _, record in responses(segment)), key=lambda record: record.url)


class _Writer(WARCWriter):
    """Gives each record the same name every time."""

    nth = 0

    def _make_warc_id(self) -> str:  # type: ignore[override]
        self.nth += 1
        return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'https://demo.example/{self.nth}')}>"

    def curr_warc_date(self) -> str:
        return CLOCK.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write(path: Path, records: list[Record]) -> None:
    """Write the records as one segment, byte for byte the same for the same records."""
    with path.open("wb") as file:
        writer = _Writer(file, gzip=True)
        about = {
            "software": "kliping benchmarks/make_demo.py",
            "format": "WARC File Format 1.0",
            "description": "Made-up pages of made-up outlets; nothing in them is true",
            "clock": CLOCK.isoformat(),
        }
        writer.write_record(writer.create_warcinfo_record("demo.warc.gz", about))
        for record in records:
            writer.write_record(_response(writer, record))


def _response(writer: WARCWriter, record: Record) -> object:
    from http.client import responses as phrases

    head = StatusAndHeaders(f"{record.status} {phrases[record.status]}", list(record.headers), protocol="HTTP/1.1")
    when = record.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return writer.create_warc_record(
        record.url, "response", payload=BytesIO(record.payload), length=len(record.payload), http_headers=head,
        warc_headers_dict={"WARC-Date": when},
    )  # fmt: skip


def contents(records: list[Record]) -> list[tuple[str, int, bytes]]:
    """What counts of the records: address, status, payload."""
    return [(record.url, record.status, record.payload) for record in records]


def main() -> int:
    """Record, then write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the shipped archive differs")
    only_check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        records = record(Path(folder))
    if only_check:
        same = contents(records) == contents([r for _, _, r in responses(SHIPPED)])
        print("as made" if same else f"{SHIPPED} is not what the texts give; run {sys.argv[0]}")
        return 0 if same else 1
    write(SHIPPED, records)
    print(f"{SHIPPED.name}: {len(records)} answers, {SHIPPED.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
