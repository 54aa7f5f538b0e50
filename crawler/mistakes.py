"""Mistakes in a command line as click's errors with a code and values: click adds the command and the option."""

from __future__ import annotations

import click

from corpus.errors import StatedError
from corpus.messages.statement import Statement


class CommandLineError(StatedError, click.UsageError):
    """Options or arguments that don't go together, or are missing."""

    def __init__(self, statement: Statement, ctx: click.Context | None = None) -> None:
        click.UsageError.__init__(self, str(statement), ctx)
        self.statement = statement


class ParameterError(StatedError, click.BadParameter):
    """A value that an option or argument can't have; raised in its callback, so that click can name it."""

    def __init__(self, statement: Statement) -> None:
        click.BadParameter.__init__(self, str(statement))
        self.statement = statement
