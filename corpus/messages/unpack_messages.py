"""Errors: bodies of answers that cannot be unpacked."""

from __future__ import annotations

from corpus.messages.statement import Message

UNPACKED_LARGER = Message("unpack.unpacked_larger", "more than {most}")
UNPACKED_LARGER_THAN_BYTES = Message("unpack.unpacked_larger_than_bytes", "more than {most} bytes when unpacked")
TOO_MANY_LAYERS = Message("unpack.too_many_layers", "{n} encodings around each other; at most {most} are undone")
ENCODING_UNKNOWN = Message("unpack.encoding_unknown", "Content-Encoding {name!r} can't be undone")
GZIP_WITHOUT_END = Message("unpack.gzip_without_end", "the gzip or deflate stream has no end")
NOT_GZIP = Message("unpack.not_gzip", "not gzip or deflate: {fault}")
NOT_THIS_ENCODING = Message("unpack.not_this_encoding", "not {name}: {fault}")
STREAM_WITHOUT_END = Message("unpack.stream_without_end", "the {name} stream has no end")
WHOLE_FILE_ANSWERED = Message(
    "unpack.whole_file_answered", "{url}: answered with the whole file, not with the range asked for"
)
NO_PAGE_OF_ADDRESS = Message("unpack.no_page_of_address", "{url}: no page of that address stands there")
RECORD_WITHOUT_TIME = Message("unpack.record_without_time", "{url}: it doesn't say when the page was fetched")
RECORD_CUT = Message("unpack.record_cut", "{url}: Common Crawl kept only the beginning ({cut})")
ANSWER_TOO_LARGE = Message("unpack.answer_too_large", "{url}: more than {most} in the archive")
