"""Errors: web addresses and files of them."""

from __future__ import annotations

from corpus.messages.statement import Message

ADDRESS_WITH_USER = Message(
    "address.with_user", "the address names a user or a password; give it without what stands before the '@'"
)
NOT_AN_ADDRESS = Message(
    "address.not_an_address", "{address} is not a web address; it should begin with http:// or https://"
)
ADDRESS_HOST_BAD = Message("address.host_bad", "{text!r} is not a web address: its host has a space, or a dot too many")
ADDRESS_FILE_TOO_LARGE = Message(
    "address.file_too_large", "{path}: larger than {most} MiB; divide it into several files"
)
ADDRESS_FILE_UNREADABLE = Message(
    "address.file_unreadable",
    "{path}: the addresses can't be read; --urls needs a text file with one address in each line, or CSV or "
    "JSON Lines with a column url",
)
ADDRESSES_NOT_CSV = Message(
    "address.addresses_not_csv", "{path}, line {line}: not CSV from here on ({fault}); save it again as CSV"
)
COLUMNS_UNNAMED = Message(
    "address.columns_unnamed", "{path}: its first line names no columns; write them there, url above the addresses"
)
NO_URL_COLUMN = Message(
    "address.no_url_column",
    "{path}: no column is named url; its columns are {columns}{more}; name the one with the addresses url",
)
ADDRESSES_NOT_JSON = Message("address.addresses_not_json", "{path}, line {line}: not JSON ({fault})")
ADDRESS_LINES_BAD = Message("address.lines_bad", "{path}, {unit} {number}: {fault}{rest}")
NO_ADDRESS_IN_FILE = Message("address.no_address_in_file", "{path}: there is no address in it; write one in each line")
ADDRESS_END_STRANGE = Message(
    "address.end_strange", "{url}: the address ends with {end!r}, which may be of the text around it; give {bare}"
)
LISTING_GIVEN = Message(
    "address.listing_given",
    "{url}: this looks like a page that lists articles (front page, tag, rubric, feed), or no page at all; "
    "{advice}; if it is an article, put its address into a file: --urls FILE",
)
AND_OTHER_LINES = Message("address.and_other_lines", " (and {unit} {others}{more})")
NO_ADDRESS_THERE = Message("address.no_address_there", "no address stands there")
LISTING_OF_NEW_SITE = Message(
    "address.listing_of_new_site", "`{command}` writes an outlet that finds the site's articles"
)
LISTING_OF_OUTLET = Message(
    "address.listing_of_outlet",
    "`{crawl}` asks this outlet for its articles, and `{new}` writes an outlet with another way into the site",
)
