"""Errors: the configuration and the environment."""

from __future__ import annotations

from corpus.messages.statement import Message

WORKERS_SETTING_NO_NUMBER = Message(
    "setting.workers_setting_no_number",
    "{variable} is {text!r}; it should be a number from 1 to {most}, or auto, as for --workers",
)
WORKERS_NO_NUMBER = Message(
    "setting.workers_no_number", "{text!r} should be a number from 1 to {most}, or auto, as in --workers 2"
)
START_METHOD_UNKNOWN = Message(
    "setting.start_method_unknown", "{variable} is {method!r}; it can be 'forkserver' (not on Windows) or 'spawn'"
)
NO_WORKER = Message("setting.no_worker", "no page can be refined: {reason}; run `kliping doctor`")
BUSY_NO_NUMBER = Message(
    "setting.busy_no_number", "KLIPING_BUSY is {value!r}; it should be a number of seconds, as 120 is"
)
CONTACT_BAD = Message(
    "setting.contact_bad",
    "contact {value!r} should be an e-mail address or a web address, as redaksi@contoh.id; sites see it",
)
CONFIGURATION_UNREADABLE = Message(
    "setting.configuration_unreadable", "{path}: the configuration can't be read ({reason}); correct it, or delete it"
)
CONFIGURATION_KEY_UNKNOWN = Message(
    "setting.configuration_key_unknown", '{path}: unknown key "{name}"; known are {known}'
)
CONFIGURATION_IS_FOLDER = Message(
    "setting.configuration_is_folder",
    "{path}: the configuration can't be written (a folder); name a file with KLIPING_CONFIG",
)
ARCHIVES_WITHOUT_KEYS = Message("setting.archives_without_keys", "{path}: each of [[archives]] needs the texts {keys}")
FOLDER_NAME_NOT_UTF8 = Message(
    "setting.folder_name_not_utf8", "{path}: a path that is not UTF-8 can't be kept in it; rename that folder"
)
CONFIGURATION_NOT_WRITABLE = Message(
    "setting.configuration_not_writable",
    "{path}: the configuration can't be written ({reason}); name another file with KLIPING_CONFIG",
)
CONTACT_MISSING = Message(
    "setting.contact_missing",
    "no contact is set; a live crawl must show each site an address to write to: run `kliping init` once, or "
    "add --contact you@example.org",
)
NO_SECONDS = Message("setting.no_seconds", "{variable}: '{text}' is no number of seconds, as 0.5 is")
CONTACT_MISSING_FOR_SCRAPY = Message(
    "setting.contact_missing_for_scrapy",
    "no contact is set; a live crawl must show each site an address to write to: run `kliping init` once, or "
    "set KLIPING_CONTACT=you@example.org",
)
TRUSTED_NO_LIST = Message(
    "setting.trusted_no_list", "{path}: outlets must be a list of whole paths, as `kliping trust DIR` writes it"
)
