"""The plan of a removal, stored beside the corpus until it is done, so that a kill leaves nothing half done.

The notice holds words of the article, so it is the last thing to be deleted.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.erasure.marks import Marks
from corpus.errors import CorpusError
from corpus.file.archive_place import is_plain_name
from corpus.file.rights import file_rights
from corpus.file.small_file import SmallFileError, read_small
from corpus.file.whole import clear_unfinished, whole_file
from corpus.messages.removal_messages import REMOVAL_NOTICE_UNREADABLE
from crawler.erasure.plan import Cut

MAX_NOTICE = 64 << 20  # bytes of a notice: it holds words of one article


@dataclass(frozen=True, slots=True)
class Notice:
    """The plan of one removal, as JSON beside the corpus (there `target` has the key "wanted").

    `target` is the article as the user named it, `names` maps old segments to new ones, `dropped` and `blanked` count
    records.

    `after_run` is the corpus's last run before: where a later one is a removal, this one's transaction is done.
    """

    target: str
    article_id: int
    after_run: int
    keys: tuple[str, ...]
    names: dict[str, str]
    dropped: int
    blanked: int
    marks: Marks

    @classmethod
    def of(cls, target: str, article_id: int, keys: tuple[str, ...], after_run: int, cut: Cut, marks: Marks) -> Notice:
        """The notice of a removal as planned."""
        return cls(target, article_id, after_run, keys, cut.names, cut.count("drop"), cut.count("blank"), marks)


def notice_path(corpus: Path) -> Path:
    """The path of the corpus's notice."""
    return corpus.with_name(f"{corpus.name}.removal")


def write_notice(corpus: Path, notice: Notice) -> None:
    """Put the notice on the disk, whole or not at all."""
    written = asdict(notice) | {"marks": asdict(notice.marks) | {"windows": sorted(notice.marks.windows)}}
    written = {"wanted": written.pop("target"), **written}
    with whole_file(notice_path(corpus), sync=True, rights=file_rights(corpus)) as file:
        json.dump(written, file)


def read_notice(corpus: Path) -> Notice | None:
    """The notice of a removal that was not finished. Raises CorpusError where it can't be read."""
    path = notice_path(corpus)
    clear_unfinished(path)
    if not path.exists():
        return None
    try:
        fields = json.loads(read_small(path, most=MAX_NOTICE))
        target, marks = fields.pop("wanted"), fields.pop("marks")
        known = Marks(
            tuple(marks["titles"] if "titles" in marks else filter(None, [marks["title"]])),  # of an older program
            tuple(marks["addresses"]),
            frozenset(marks["windows"]),
            tuple(marks["pieces"]),
            tuple(marks["rare"]),
        )
        if not all(is_plain_name(name) for pair in fields["names"].items() for name in pair):
            raise ValueError("it names files outside the archive")
        return Notice(**{**fields, "target": target, "keys": tuple(fields["keys"]), "marks": known})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, SmallFileError) as error:
        raise CorpusError(REMOVAL_NOTICE_UNREADABLE(path=path, reason=error)) from error


def drop_notice(corpus: Path) -> None:
    """Delete the notice: the removal is done, or never began."""
    notice_path(corpus).unlink(missing_ok=True)
