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
