"""Errors: outlets, their files and drafts."""

from __future__ import annotations

from corpus.messages.statement import Message

OUTLET_LINE = Message("outlet.line", ", line {line}")
OUTLET_NOT_LOADED = Message("outlet.not_loaded", "{path}{place}: cannot be loaded: {kind}: {fault}")
OUTLET_NO_PYTHON = Message("outlet.no_python", "{path}: cannot be read as Python")
UNVERIFIED_TLS_BAD = Message(
    "outlet.unverified_tls_bad",
    '{path}: unverified_tls: {value} does not map a host to a reason; write {{"host.example": "its '
    'certificate ended on 1 May 2026, seen on 3 May"}}, one host a reason',
)
ARTICLE_URL_BAD = Message(
    "outlet.article_url_bad", "{path}: article_url: {fault}; it is a regular expression with a group for id or slug"
)
OUTLET_FAULTY = Message("outlet.faulty", "{path}: {fault}")
OUTLET_NAMED_OTHERWISE = Message(
    "outlet.named_otherwise", "{path}: its outlet is named {name!r}; write name = {stem!r}, or rename the file"
)
OUTLET_FILE_HAS_SEVERAL = Message(
    "outlet.file_has_several", "{path}: has {n} outlets; write one class with name = {stem!r}"
)
OUTLET_EXISTS = Message("outlet.exists", "{path}: an outlet {name!r} exists already; give yours another name")
NO_FOLDER_OF_OUTLETS = Message(
    "outlet.no_folder_of_outlets", "{folder} is not a folder; --outlets wants one with a Python file for each outlet"
)
CHECKS_NOT_STORED = Message(
    "outlet.checks_not_stored", "{path}: the checks can't be kept ({reason}); set XDG_STATE_HOME"
)
HOST_MOVED = Message("outlet.host_moved", "{home} leads to {moved}; `kliping outlets new {quoted}` looks there")
DRAFT_EXISTS = Message(
    "outlet.draft_exists", "{path} is there already; move it away, or name another folder with --outlets"
)
DRAFT_NOT_WRITABLE = Message(
    "outlet.draft_not_writable", "{folder}: can't be written to ({reason}); name another folder"
)
NO_WAY_INTO_SITE = Message(
    "outlet.no_way_into_site",
    "{site}: no REST, feed, sitemap, index or search was found; docs/add-an-outlet.md says how to write an "
    "outlet by hand{problems}",
)
SEEN_PROBLEMS = Message("outlet.seen_problems", "; {problems:;}")
OUTLET_UNKNOWN = Message("outlet.unknown", "there is no outlet {outlet!r}; {hint}")
OUTLET_OF_HOST_EXISTS = Message("outlet.of_host_exists", "{url}: there is an outlet for that host: `{command}`")
OUTLET_OF_OTHER_HOST = Message(
    "outlet.of_other_host", "an outlet {name!r} exists already, for another host; write this file by hand"
)
NO_PAGE_FETCHED = Message(
    "outlet.no_page_fetched", "{url}: no page of an article could be fetched; look at the site in a browser{problems}"
)
DRAFT_PLACE_NO_FOLDER = Message("outlet.draft_place_no_folder", "{path} is no folder; name another one with --outlets")
DRAFT_FOLDER_NOT_WRITABLE = Message(
    "outlet.draft_folder_not_writable", "{path} can't be written to; name another folder with --outlets"
)
SITE_REFUSES = Message(
    "outlet.site_refuses",
    "{url}: could not look: the site refuses {address} ({reason}: {meaning}); nothing more was asked of it, "
    "and nothing was written",
)
COULD_NOT_LOOK = Message("outlet.could_not_look", "{url}: could not look: {reason}")
READER_FAILED = Message(
    "outlet.reader_failed", "{url}: kliping failed on the {fault}, and wrote nothing; please report it"
)
OUTLET_NOT_REFINED = Message("outlet.not_refined", "the corpus has no outlet {outlet!r}; it has {there}")
OUTLET_FILE_TO_REFINE_MISSING = Message(
    "outlet.file_to_refine_missing",
    "the file of the outlet {outlet!r} is not given; name its folder with --outlets, or the outlets to refine "
    "with --outlet",
)
OUTLET_FILE_MISSING = Message(
    "outlet.file_missing", "the file of the outlet {outlet!r} is not given; name its folder with --outlets"
)
