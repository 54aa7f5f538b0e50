"""Make a WARC of saved pages: each page of a folder at the address that its manifest.csv gives.

    python benchmarks/warc_of_pages.py PAGES_DIR OUT.warc.gz [--fetched-at 2026-02-01T00:00:00+07:00]

PAGES_DIR holds manifest.csv with the columns `file` and `url` at least. `kliping import OUT.warc.gz` takes it.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def main() -> int:
    """Write the WARC; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fetched-at", type=datetime.fromisoformat, default=datetime(2026, 2, 1, tzinfo=UTC))
    arguments = parser.parse_args()
    with (arguments.pages / "manifest.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with arguments.out.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for row in rows:
            body = (arguments.pages / row["file"]).read_bytes()
            writer.write_record(
                writer.create_warc_record(
                    row["url"],
                    "response",
                    payload=io.BytesIO(body),
                    http_headers=StatusAndHeaders(
                        "200 OK",
                        [("Content-Type", "text/html"), ("Content-Length", str(len(body)))],
                        protocol="HTTP/1.1",
                    ),
                    warc_headers_dict={
                        "WARC-Date": arguments.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                    },
                )
            )
    print(f"{arguments.out}: {len(rows)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
