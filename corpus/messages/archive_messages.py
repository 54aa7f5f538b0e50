"""Errors: the archive, its segments, and bodies of answers that cannot be unpacked."""

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
UNPACKED_LARGER = Message("archive.unpacked_larger", "more than {most}")
UNPACKED_LARGER_THAN_BYTES = Message("archive.unpacked_larger_than_bytes", "more than {most} bytes when unpacked")
TOO_MANY_LAYERS = Message("archive.too_many_layers", "{n} encodings around each other; at most {most} are undone")
ENCODING_UNKNOWN = Message("archive.encoding_unknown", "Content-Encoding {name!r} can't be undone")
GZIP_WITHOUT_END = Message("archive.gzip_without_end", "the gzip or deflate stream has no end")
NOT_GZIP = Message("archive.not_gzip", "not gzip or deflate: {fault}")
NOT_THIS_ENCODING = Message("archive.not_this_encoding", "not {name}: {fault}")
STREAM_WITHOUT_END = Message("archive.stream_without_end", "the {name} stream has no end")
WHOLE_FILE_ANSWERED = Message(
    "archive.whole_file_answered", "{url}: answered with the whole file, not with the range asked for"
)
NO_PAGE_OF_ADDRESS = Message("archive.no_page_of_address", "{url}: no page of that address stands there")
RECORD_WITHOUT_TIME = Message("archive.record_without_time", "{url}: it doesn't say when the page was fetched")
RECORD_CUT = Message("archive.record_cut", "{url}: Common Crawl kept only the beginning ({cut})")
ANSWER_TOO_LARGE = Message("archive.answer_too_large", "{url}: more than {most} in the archive")
