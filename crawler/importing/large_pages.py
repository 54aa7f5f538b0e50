"""Pages of a file that are refused because they are larger than a crawl takes, and the sentence that names them."""

from __future__ import annotations

from crawler.archive.limits import MAX_PAGE, in_mib
from crawler.archive.reader import TOO_LARGE, Record
from crawler.archive.walking import PlaceInFile

SHOWN = 3
LONGEST_ADDRESS = 200  # characters of an address that are shown


class LargePages:
    """Counts the pages of a file that are too large; the first are named with their places."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self._named: list[str] = []

    def note(self, place: PlaceInFile, record: Record) -> None:
        """Count the record if it is a page that is too large."""
        if record.fault != TOO_LARGE or record.why_not_html is not None:
            return
        self.count += 1
        if len(self._named) < SHOWN:
            offset, inner = place
            inside = f" ({inner:,} bytes into what unpacks there)" if inner else ""
            self._named.append(f"{record.url[:LONGEST_ADDRESS]} at byte {offset:,}{inside}")

    def sentence(self) -> str:
        """The sentence for the user."""
        more = f" and {self.count - SHOWN:,} more" if self.count > SHOWN else ""
        return (
            f"{self.file}: refused as larger than a crawl takes a page ({in_mib(MAX_PAGE)}, unpacked): {self.count:,}; "
            f"{', '.join(self._named)}{more}"
        )
