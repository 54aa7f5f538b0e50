"""Errors: the archive and its segments."""

from __future__ import annotations

from corpus.messages.statement import Message

ARCHIVE_OUTSIDE = Message(
    "archive.outside",
    "{corpus}: its archive is {shown!r}, which leads outside the corpus's folder; nothing there was opened. "
    "If it is yours, name the folder once with --archive DIR, as in: kliping doctor --archive DIR --corpus "
    "{corpus} (it is kept in your configuration, not in the corpus)",
)
SEGMENT_NAME_STRANGE = Message(
    "archive.segment_name_strange",
    "the corpus has pages in {name!r}, which is no name of a file in its archive: another program wrote it; "
    "nothing was opened. Restore a backup, or import the archive's own files into a new corpus",
)
ARCHIVE_NOT_MOVED = Message(
    "archive.not_moved",
    "{folder}: the corpus keeps its archive in {recorded!r}, and {segment} is not in {folder}; move the "
    "archive's files there first, or leave --archive out",
)
NO_RECORD_THERE = Message("archive.no_record_there", "{where} record at byte {offset}; the segment is damaged")
NO_RESPONSE_THERE = Message("archive.no_response_there", "{where} response at byte {offset}; the segment is damaged")
PAGE_NOT_UNPACKED = Message(
    "archive.page_not_unpacked", "{archive}: the page at byte {offset} can't be unpacked: {fault}"
)
HEAD_TOO_LONG = Message("archive.head_too_long", "its HTTP head is longer than {most}")
NO_WARC_IN_FOLDER = Message("archive.no_warc_in_folder", "{path}: no .warc.gz or .warc file in this folder")
NO_ARCHIVE = Message("archive.no_archive", "{path}: there is no such archive; name a .warc.gz file or a folder of them")
SEGMENT_NO_NAME = Message(
    "archive.segment_no_name", "{folder}: the corpus names {name!r} as a file of its archive; that is no such name"
)
SEGMENT_MISSING = Message(
    "archive.segment_missing",
    "{path}: this archive segment is missing or can't be read ({reason}); put the archive back where it was "
    "(`kliping doctor` names what is missing)",
)
SEGMENT_STRANGE = Message(
    "archive.segment_strange", "{path}: this archive segment is {what}, and was not opened; put the file itself there"
)
RIGHTS_NOT_CHANGED = Message(
    "archive.rights_not_changed",
    "{path}: its rights can't be changed ({reason}); ask its owner to run --shared once, or leave --shared out",
)
NOT_A_WARC = Message("archive.not_a_warc", "{path}: not a WARC file; no record can be read in it")
WARC_NOT_READ = Message("archive.warc_not_read", "{path}: can't be read ({reason}); check what it is, and its rights")
ARCHIVE_NOT_WRITABLE = Message(
    "archive.not_writable", "{folder}: the archive can't be written to ({reason}); make space, or check its rights"
)
PAGE_STORED_TOO_LARGE = Message(
    "archive.page_stored_too_large", "{archive}: the page at byte {offset} is too large: {fault}"
)
RECORD_UNFIT = Message("archive.record_unfit", "it isn't what its digest says")
