"""A group of commands that are imported only when they are called: help stays fast, errors name the nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from corpus.messages.command_messages import COMMAND_UNKNOWN
from corpus.messages.hint_messages import THERE_ARE
from corpus.near_names import did_you_mean
from crawler.mistakes import CommandLineError

Command = tuple[str, str]
"""Where a command stands ("module:attribute") and its line of help."""


class LazyGroup(click.Group):
    """A click group over a table: section heading -> command name -> `Command`.

    Help is printed from the table alone. `examples` are (command line, what it does) pairs, shown at the end.
    A command's return value, where it is a number, is the program's exit code.
    """

    def __init__(
        self,
        *args: Any,
        sections: Mapping[str, Mapping[str, Command]],
        examples: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        self.examples = examples

    @property
    def table(self) -> dict[str, Command]:
        """All commands of all sections."""
        return {name: command for section in self.sections.values() for name, command in section.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the table's order."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None where the table doesn't have it."""
        if cmd_name not in self.table:
            return None
        module, _, attribute = self.table[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, as click does. For an unknown name, the error names the nearest one."""
        if args[0] not in self.table and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.table, THERE_ARE(names=list(self.table)), quote="`")
            raise CommandLineError(COMMAND_UNKNOWN(name=args[0], hint=hint), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections of the help page."""
        width = max(map(len, self.table))
        for heading, commands in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), line) for name, (_, line) in commands.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, two lines each."""
        if self.examples:
            with formatter.section("Examples"):
                for line, meaning in self.examples:
                    formatter.write(f"  {line}\n      {meaning}\n")
